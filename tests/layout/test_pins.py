"""Pinned shapes of a process stay exactly where they are, and the rest is laid out round them without a fault."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.edit.context import Refusal
from opsdesigner.edit.tidying import draw_undrawn, tidy
from opsdesigner.layout.faults import faults
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Props, Shape
from opsdesigner.model.geometry import Box, box_of, contains, grown, overlaps, shifted
from opsdesigner.notation.kinds import KINDS

from .processes import processes

FRAMES = ("pool", "lane")


@st.composite
def pinned_pages(draw: st.DrawFn) -> tuple[Model, Id, list[Id]]:
    """A page laid out, some of its shapes moved within their lanes to where nothing is, and pinned."""
    model = Model(draw(processes(least=2)))
    draw_undrawn(model)
    page = next(shape.diagram for shape in model.all(Shape))
    shapes = {shape.id: shape for shape in model.referrers(page, Shape)}
    free = [id for id, shape in shapes.items() if _family(model, shape) not in (*FRAMES, "boundary")]
    pins = draw(st.lists(st.sampled_from(free), min_size=1, max_size=4, unique=True))
    with model.change("pin"):
        for id in pins:
            _pin(model, id, draw(st.integers(-400, 400)), draw(st.integers(-40, 40)))
    return model, page, pins


def _family(model: Model, shape: Shape) -> str:
    return KINDS[model[shape.node].kind].family  # type: ignore[union-attr]


def _pin(model: Model, id: Id, dx: float, dy: float) -> None:
    """Moves a shape, unless that takes it out of its lane or onto another, and pins it."""
    shape = model[id]
    assert isinstance(shape, Shape)
    box = (shape.x + dx, shape.y + dy, shape.x + dx + shape.width, shape.y + dy + shape.height)
    others = [other for other in model.referrers(shape.diagram, Shape) if other.id != id]
    frames = [box_of(other) for other in others if _family(model, other) in FRAMES]
    leaves = any(contains(frame, box_of(shape)) and not contains(frame, grown(box, 8.0)) for frame in frames)
    solid = [box_of(other) for other in others if _family(model, other) not in FRAMES]
    hosts = any(node.host == shape.node for node in model.all(Node))
    if leaves or hosts or any(overlaps(grown(box, 45.0), other) for other in solid):
        dx = dy = 0.0
    model.update(id, x=shape.x + dx, y=shape.y + dy, props=shape.props.having(pinned=True))


@settings(max_examples=20)
@given(pinned_pages())
def test_pinned_shapes_stay_and_the_rest_is_laid_out_round_them(page: tuple[Model, Id, list[Id]]) -> None:
    model, diagram, pins = page
    before = {id: box_of(model[id]) for id in pins}  # type: ignore[arg-type]
    try:
        tidy(model, diagram)
    except Refusal:
        return  # pins of lanes one above the other leave a third none between them
    assert {id: box_of(model[id]) for id in pins} == before  # type: ignore[arg-type]
    assert [fault for fault in faults(model, diagram) if not fault[0].startswith("name")] == []


def page_of(*records: Node | Link) -> Model:
    model = Model(records)
    draw_undrawn(model)
    return model


def boxes(model: Model) -> dict[Id, Box]:
    return {shape.node: box_of(shape) for shape in model.all(Shape)}


def pin(model: Model, *nodes: str, dx: float = 0.0, dy: float = 0.0) -> Diagram:
    with model.change("pin"):
        for shape in list(model.all(Shape)):
            if shape.node in nodes:
                model.update(shape.id, x=shape.x + dx, y=shape.y + dy, props=shape.props.having(pinned=True))
    return next(page for page in model.all(Diagram))


def row(*steps: str, process: str = "p") -> list[Node | Link]:
    """A process with steps one after the other."""
    flows = [Link(f"{a}{b}", "sequenceFlow", a, b, parent=process) for a, b in pairwise(steps)]
    return [Node(process, "process"), *(Node(step, "task", step, process) for step in steps), *flows]


def test_a_drawing_hangs_on_its_one_pinned_step() -> None:
    model = page_of(*row("a", "b", "c"))
    before = boxes(model)
    page = pin(model, "b", dx=333.5, dy=-41.25)
    tidy(model, page.id)
    assert boxes(model) == {id: shifted(box, 333.5, -41.25) for id, box in before.items()}


def test_a_drawing_is_stretched_between_two_pinned_steps() -> None:
    model = page_of(*row("a", "b", "c", "d"))
    page = pin(model, "c", dx=300.0)
    pin(model, "a")
    before = boxes(model)
    tidy(model, page.id)
    after = boxes(model)
    assert (after["a"], after["c"]) == (before["a"], before["c"])
    assert after["d"][0] > after["c"][2] and len({box[1] for box in after.values()}) == 1
    assert [len(edge.points) for edge in model.all(Edge)] == [2, 2, 2]


def test_pinned_the_other_way_about_steps_stay_and_are_led_to() -> None:
    model = page_of(*row("a", "b", "c", "d"))
    page = pin(model, "a", dx=900.0)
    pin(model, "d", dx=-100.0)
    before = boxes(model)
    tidy(model, page.id)
    after = boxes(model)
    assert (after["a"], after["d"]) == (before["a"], before["d"]) and faults(model, page.id) == []


def test_a_pinned_boundary_event_keeps_its_step_where_it_is() -> None:
    model = page_of(*row("a", "b"), Node("e", "boundaryEvent", "", "p", "b"))
    page = pin(model, "a", "e", dx=40.0)
    pin(model, "b", dx=40.0)
    before = boxes(model)
    tidy(model, page.id)
    assert boxes(model) == before


def test_an_open_sub_process_with_something_pinned_in_it_stays_as_a_whole() -> None:
    model = Model(
        [
            *row("a", "s"),
            Node("x", "task", "X", "s"),
            Diagram("d", "p"),
            Shape("a_", "d", "a", 900, 10, 100, 80),
            Shape("s_", "d", "s", 0, 0, 300, 200, props=Props(isExpanded=True)),
            Shape("x_", "d", "x", 111, 33, 100, 80, props=Props(pinned=True)),
            Edge("as_", "d", "as", ((0, 0), (0, 0))),
        ]
    )
    model = Model(
        replace(record, kind="subProcess") if isinstance(record, Node) and record.id == "s" else record
        for record in model.records.values()
    )
    before = boxes(model)
    tidy(model, "d")
    after = boxes(model)
    assert (after["s"], after["x"]) == (before["s"], before["x"]) and after["a"] != before["a"]
    assert faults(model, "d") == []


def test_a_pinned_lane_stays_with_all_that_lies_in_it() -> None:
    lanes = [Node(lane, "lane", lane, "p") for lane in ("one", "two", "three")]
    steps = [Node(f"{lane.id}{n}", "task", "", "p", lane=lane.id) for lane in lanes for n in range(2)]
    flows = [Link(f"{a.id}{b.id}", "sequenceFlow", a.id, b.id, parent="p") for a, b in pairwise(steps)]
    model = page_of(Node("p", "process"), *lanes, *steps, *flows)
    page = pin(model, "two", "two0", "two1", dx=70.0, dy=55.0)
    with model.change("let go of what lies in it"):
        for shape in list(model.all(Shape)):
            if shape.node.startswith("two") and shape.node != "two":
                model.set_props(shape.id, pinned=None)
    before = boxes(model)
    tidy(model, page.id)
    after = boxes(model)
    assert {id: after[id] for id in ("two", "two0", "two1")} == {id: before[id] for id in ("two", "two0", "two1")}
    assert faults(model, page.id) == []


def test_lanes_whose_pins_leave_no_room_between_them_are_refused() -> None:
    lanes = [Node(lane, "lane", lane, "p") for lane in ("one", "two", "three")]
    steps = [Node(f"{lane.id}s", "task", "", "p", lane=lane.id) for lane in lanes]
    model = page_of(Node("p", "process"), *lanes, *steps)
    page = pin(model, "ones", "threes")
    pin(model, "threes", dy=-180.0)
    before = dict(model.records)
    with pytest.raises(Refusal, match="pinned"):
        tidy(model, page.id)
    assert model.records == before
