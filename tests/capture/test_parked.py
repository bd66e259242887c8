"""Problems and ideas of no process, in the text of a whole document."""

from __future__ import annotations

import pytest

from opsdesigner.capture.editing import edit_text
from opsdesigner.capture.outline import outline_text
from opsdesigner.capture.whole import capture
from opsdesigner.edit import parking
from opsdesigner.model import Model, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.parked import is_idea, parked

LOOSE = "?? Nobody knows the prices\n!! A list on the web\n\n"
TEXT = f"{LOOSE}# Orders\nwhen Order arrives\nSales: Check order\n?? Slow\nend\n"


def captured(text: str) -> Model:
    made = Model()
    capture(made, text)
    return made


def said(model: Model) -> list[tuple[str, bool, str]]:
    return [(node.name, is_idea(node), title(model, node.parent) if node.parent else "-") for node in parked(model)]


def test_they_stand_before_the_first_heading_and_come_back_there() -> None:
    model = captured(TEXT)
    assert said(model) == [
        ("Nobody knows the prices", False, "-"),
        ("A list on the web", True, "-"),
        ("Slow", False, "Check order"),
    ]
    assert outline_text(model) == TEXT
    model.undo()
    assert not list(model.all(Node))


def test_a_process_without_a_name_is_told_from_them_by_its_heading() -> None:
    model = captured("when Order arrives\nCheck order\nend\n")
    parking.park(model, "Anywhere")
    text = outline_text(model)
    assert text == "?? Anywhere\n\n#\nwhen Order arrives\nCheck order\nend\n"
    assert said(captured(text)) == [("Anywhere", False, "-")]
    assert outline_text(captured(text)) == text


def test_what_a_process_without_steps_says_stays_its_own() -> None:
    model = captured("#\n?? Why at all?\n\n# Orders\nSales: Check order\n")
    text = outline_text(model)
    again = captured(text)
    assert said(again) == said(model) == [("Why at all?", False, "")]
    assert outline_text(again) == text


def test_with_nothing_after_them_they_are_of_the_process() -> None:
    assert said(captured("?? Why at all?\n")) == [("Why at all?", False, "")]


@pytest.mark.parametrize("instead", ["Right?", "wait 2 days", "Sales: Look at it"])
def test_what_is_said_of_a_line_that_becomes_another_is_said_of_that(instead: str) -> None:
    model = captured("# Orders\nwhen Order arrives\nSales: Check order\n?? Slow\n!! A list\nPack goods\nend\n")
    process = next(node.id for node in model.all(Node) if node.kind == "process")
    before, ids = dict(model.records), {node.id for node in parked(model)}
    lines = outline_text(model).splitlines()
    lines[2] = instead
    edit_text(model, process, "\n".join(lines))
    name = instead.removeprefix("wait ").removeprefix("Sales: ")
    assert said(model) == [("Slow", False, name), ("A list", True, name)]
    assert {node.id for node in parked(model)} == ids
    model.undo()
    assert dict(model.records) == before
