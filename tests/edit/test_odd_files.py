"""The verbs on what odd files hold: shapes and lines of nothing, second shapes, kinds only shown, parts not drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from opsdesigner.edit import arrange, clipboard, convert, draw, find, handover, lanes, rerouting
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.remove import remove
from opsdesigner.model import Bounds, Diagram, Edge, Id, Link, Node, Shape
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet

Verb = Callable[[Sheet, Id], object]


@pytest.fixture
def sheet() -> Sheet:
    """A step, and around it all that a file can get wrong."""
    sheet = Sheet()
    a, b = sheet.chain("A > B")
    node, page = sheet.node(a).id, sheet.diagram
    with sheet.model.change("As an odd file has it"):
        sheet.model.put(Shape("nothing", page, "", 500, 100, 100, 80))
        sheet.model.put(Shape("twice", page, node, 100, 500, 100, 80))
        sheet.model.put(Node("dance", "choreographyTask", "Dance", sheet.process))
        sheet.model.put(Shape("shown", page, "dance", 700, 100, 100, 80))
        sheet.model.put(Edge("line", page, "", ((0, 0), (50, 0))))
        sheet.model.put(Node("hidden", "task", "Hidden", sheet.process))
        sheet.model.put(Link("loose", "sequenceFlow", sheet.node(b).id, "hidden", parent=sheet.process))
        sheet.model.put(Edge("loose_di", page, "loose", ((600, 400), (650, 400))))
        sheet.model.put(Link("open", "sequenceFlow", node, "", parent=sheet.process))
    return sheet


VERBS: dict[str, Verb] = {
    "move": lambda sheet, id: arrange.move(sheet.model, [id], 30, 20),
    "nudge": lambda sheet, id: arrange.nudge(sheet.model, [id], 0, 8),
    "align": lambda sheet, id: arrange.align(sheet.model, [id, sheet.named("B")], "top"),
    "space": lambda sheet, id: arrange.make_space(sheet.model, sheet.diagram, "across", 300, 40),
    "resize": lambda sheet, id: arrange.resize(sheet.model, id, (490, 90, 640, 200)),
    "bend": lambda sheet, id: arrange.set_points(sheet.model, id, ((0, 0), (0, 20), (50, 20))),
    "straighten": lambda sheet, id: rerouting.lead_anew(sheet.model, [id]),
    "name's place": lambda sheet, id: arrange.move_label(sheet.model, id, Bounds(0, 0, 20, 10)),
    "rename": lambda sheet, id: draw.rename(sheet.model, id, "New"),
    "replace": lambda sheet, id: find.replace(sheet.model, [id], "D", "d"),
    "colour": lambda sheet, id: convert.set_property(sheet.model, [id], "fill", "#ffeecc"),
    "document": lambda sheet, id: convert.set_property(sheet.model, [id], "documentation", "why"),
    "open": lambda sheet, id: convert.toggle_open(sheet.model, id),
    "page": lambda sheet, id: convert.plane_of(sheet.model, id),
    "events": lambda sheet, id: convert.set_events(sheet.model, [id], ()),
    "change": lambda sheet, id: convert.change_type(sheet.model, [id], VARIANTS["userTask"]),
    "append": lambda sheet, id: draw.append(sheet.model, id, VARIANTS["task"]),
    "annotate": lambda sheet, id: draw.append(sheet.model, id, VARIANTS["textAnnotation"]),
    "attach": lambda sheet, id: draw.append(sheet.model, id, VARIANTS["timer.boundary"]),
    "append there": lambda sheet, id: draw.append(sheet.model, id, VARIANTS["task"], (900, 500)),
    "connect": lambda sheet, id: draw.connect(sheet.model, sheet.diagram, id, sheet.named("B")),
    "reconnect": lambda sheet, id: draw.reconnect(sheet.model, id, "target", sheet.named("B")),
    "insert": lambda sheet, id: draw.insert(sheet.model, sheet.edge_between(*_ends(sheet)).id, id),
    "copy": lambda sheet, id: clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [id])),
    "duplicate": lambda sheet, id: clipboard.duplicate(sheet.model, [id]),
    "lane": lambda sheet, id: lanes.add(sheet.model, id),
    "split": lambda sheet, id: lanes.split(sheet.model, id, 2),
    "next lane": lambda sheet, id: handover.to_next(sheet.model, [id]),
    "remove": lambda sheet, id: remove(sheet.model, [id]),
}
REFUSED = {  # what cannot be done to a shape, in words
    "open": "Only a sub-process can be opened",
    "page": "Only a sub-process can be opened",
    "lane": "A lane needs an open pool",
    "split": "A lane needs an open pool",
    "next lane": "What is selected lies in no lane",
    "reconnect": "This line is not on the diagram",
}


def _ends(sheet: Sheet) -> tuple[Id, Id]:
    return next(shape.id for shape in sheet.model.all(Shape) if shape.id.startswith("Task")), sheet.named("B")


@pytest.mark.parametrize("what", ["nothing", "twice", "shown", "line", "loose_di", "nowhere"])
@pytest.mark.parametrize("name", VERBS)
def test_done_or_refused_in_words_and_taken_back(sheet: Sheet, name: str, what: Id) -> None:
    before, undo = dict(sheet.model.records), sheet.model.undo_label
    said = ""
    try:
        VERBS[name](sheet, what)
    except Refusal as no:
        said = str(no)
        assert said and dict(sheet.model.records) == before
    if name in REFUSED and what in ("nothing", "twice", "shown"):
        assert said == REFUSED[name]
    if what == "nowhere" and name not in ("align", "space"):
        assert dict(sheet.model.records) == before
    while sheet.model.undo_label != undo:
        sheet.model.undo()
    assert dict(sheet.model.records) == before


def test_a_shape_of_nothing_moves_is_coloured_and_goes(sheet: Sheet) -> None:
    arrange.move(sheet.model, ["nothing"], 30, 20)
    assert sheet.box("nothing") == (530, 120, 630, 200)
    convert.set_property(sheet.model, ["nothing"], "fill", "#ffeecc")
    assert sheet.shape("nothing").props.text("fill") == "#ffeecc"
    remove(sheet.model, ["nothing", "line", sheet.diagram])
    assert "nothing" not in sheet.model and "line" not in sheet.model and sheet.diagram in sheet.model


def test_what_is_only_shown_has_no_flows_and_its_reason(sheet: Sheet) -> None:
    for one, other in (("shown", sheet.named("B")), (sheet.named("B"), "shown")):
        with pytest.raises(Refusal, match="shown but not edited"):
            draw.connect(sheet.model, sheet.diagram, one, other)
    with pytest.raises(Refusal, match="cannot become"):
        convert.change_type(sheet.model, ["shown"], VARIANTS["task"])
    arrange.move(sheet.model, ["shown"], 30, 20)
    assert sheet.box("shown") == (730, 120, 830, 200)


def test_nothing_is_drawn_where_a_page_shows_nothing() -> None:
    sheet = Sheet()
    with sheet.model.change("As an odd file has it"):
        sheet.model.put(Diagram("blank", ""))
        sheet.model.put(Node("stray", "task", "Stray"))
        sheet.model.put(Shape("stray_di", "blank", "stray", 100, 100, 100, 80))
    for variant in ("task", "participant", "startEvent", "textAnnotation", "group", "dataObjectReference"):
        with pytest.raises(Refusal, match="This page shows nothing"):
            draw.place(sheet.model, "blank", VARIANTS[variant], 400, 400)
    assert sheet.model.undo_label == "As an odd file has it"
    arrange.move(sheet.model, ["stray_di"], 40, 0)
    assert sheet.box("stray_di") == (140, 100, 240, 180) and sheet.node("stray_di").parent == ""


def test_a_pool_that_lies_in_no_collaboration_goes_alone() -> None:
    sheet = Sheet()
    with sheet.model.change("As an odd file has it"):
        sheet.model.put(Node("dances", "choreography"))
        sheet.model.put(Node("pool", "participant", "Customer", "dances"))
        sheet.model.put(Shape("pool_di", sheet.diagram, "pool", 100, 100, 600, 60))
    remove(sheet.model, ["pool_di"])
    assert "pool" not in sheet.model and sheet.node("dances").kind == "choreography"


def test_a_line_to_what_is_not_drawn_keeps_its_place_when_its_other_end_moves(sheet: Sheet) -> None:
    b = sheet.named("B")
    arrange.move(sheet.model, [b], 0, 96)
    assert sheet.edge("loose_di").points[-1] == (650, 400)
    with pytest.raises(Refusal, match="not on the diagram"):
        draw.connect(sheet.model, sheet.diagram, b, "hidden")
    remove(sheet.model, [b])
    assert "loose" not in sheet.model and "hidden" in sheet.model


def test_the_lanes_in_a_lane_that_is_not_drawn_stand_for_it() -> None:
    sheet = Sheet()
    pool = sheet.put("participant", 400, 200)
    first, last = lanes.split(sheet.model, pool, 2)
    with sheet.model.change("As an odd file has it"):
        between = sheet.model.put(Node("between", "lane", "Between", sheet.process))
        for lane in (first, last):
            sheet.model.update(sheet.shape(lane).node, parent=between.id)
    step = sheet.step("A", 400, sheet.box(last)[1] + 60)
    assert sheet.node(step).lane == sheet.shape(last).node and sheet.node(step).parent == sheet.process
    lanes.reorder(sheet.model, first, 1)
    assert sheet.box(last)[1] < sheet.box(first)[1]
    made = lanes.add(sheet.model, pool, "after")
    assert sheet.box(made)[3] == sheet.box(pool)[3]
