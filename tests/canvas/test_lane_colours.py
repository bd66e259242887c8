"""Whose colour lanes and steps have: a lane that says nothing of who it is has none to lend."""

from __future__ import annotations

from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.marks.roles import lane_colours
from opsdesigner.edit.labels import rename
from opsdesigner.model import Diagram, Model, Node, Shape


def lanes() -> Model:
    """Two steps: one in a lane without a name, one in such a lane within a lane that has one."""
    return Model(
        [
            Node("p", "process"),
            Diagram("d", root="p"),
            Node("bare", "lane", parent="p"),
            Node("outer", "lane", "Sales", "p"),
            Node("inner", "lane", " ", "outer"),
            Node("a", "task", "A", "p", lane="bare"),
            Node("b", "task", "B", "p", lane="inner"),
            Shape("a_di", "d", "a", 0, 0, 100, 80),
        ]
    )


def test_a_lane_without_a_name_has_no_colour_but_that_of_the_lane_round_it() -> None:
    colour_of = lane_colours(lanes())
    assert colour_of("bare") == colour_of("a") == ""
    assert colour_of("inner") == colour_of("b") == colour_of("outer") != ""


def test_it_gets_one_with_its_name_and_loses_it_with_that() -> None:
    model = lanes()
    display = Display(model, "d")
    model.observe(display.follow)
    assert display.tint(display.shapes["a_di"]) == ""
    rename(model, "bare", "Stores")
    assert display.tint(display.shapes["a_di"]) == display.colour_of("bare") != ""
    model.undo()
    assert display.tint(display.shapes["a_di"]) == ""
