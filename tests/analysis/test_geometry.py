"""What is said of a bad drawing, and that each way out puts it right, in one step that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from opsdesigner.analysis.finding import INFO, WARN, Finding, Fix
from opsdesigner.analysis.findings import findings
from opsdesigner.analysis.geometry import geometry
from opsdesigner.edit import lanes, seats
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.drawing_in import draw_in
from opsdesigner.edit.mending import mend
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.model import Bounds, Edge, Id, Link, Model, Node, Point, Shape

from ..build import Sheet


def told(model: Model) -> list[Finding]:
    return [each for each in findings(model) if each.check == "geometry"]


def put_right(model: Model, fix: Fix) -> None:
    """What the findings panel does for these acts."""
    if fix.act == "draw":
        draw_in(model, fix.elements)
    else:
        mend(model, fix.faults)


@pytest.fixture
def page() -> Sheet:
    """A leads to C along a row in which B stands lower, and a note stands over A."""
    sheet = Sheet()
    a, _, c = sheet.step("A", 100, 300), sheet.step("B", 300, 500), sheet.step("C", 500, 300)
    sheet.flow(a, c)
    sheet.put("textAnnotation", 100, 100, "Note")
    return sheet


def bend(sheet: Sheet, edge: Edge, *points: Point) -> None:
    """As another program draws a line."""
    with sheet.model.change("Another tool"):
        sheet.model.update(edge.id, points=points)


def place(sheet: Sheet, name: str, x: float, y: float) -> None:
    with sheet.model.change("Another tool"):
        sheet.model.update(sheet.named(name), x=x, y=y)


def flow(sheet: Sheet, source: str = "A", target: str = "C") -> Edge:
    return sheet.edge_between(sheet.named(source), sheet.named(target))


def only(sheet: Sheet) -> Finding:
    (found,) = told(sheet.model)
    return found


def cured(sheet: Sheet, number: int = 0) -> None:
    """The first way out ends the finding and brings no other; undone all is as it was."""
    model, before = sheet.model, dict(sheet.model.records)
    put_right(model, told(model)[0].fixes[number])
    assert told(model) == []
    model.undo()
    assert dict(model.records) == before


def test_a_sound_page_has_none(page: Sheet) -> None:
    assert told(page.model) == []


def test_a_line_under_a_step(page: Sheet) -> None:
    place(page, "B", 250, 260)
    found = only(page)
    assert found.text == "The flow from “A” to “C” runs under “B”." and found.severity == WARN
    assert found.place == (flow(page).id, page.named("B"))
    assert set(found.elements) == {flow(page).link, page.node(page.named("B")).id}
    assert [fix.label for fix in found.fixes] == ["Lead it round"]
    cured(page)


def test_shapes_on_each_other(page: Sheet) -> None:
    place(page, "B", 480, 280)
    found = only(page)
    assert found.text in ("“B” and “C” stand on each other.", "“C” and “B” stand on each other.")
    cured(page)


def test_a_line_that_does_not_reach_its_step(page: Sheet) -> None:
    bend(page, flow(page), (150, 300), (420, 300))
    assert only(page).text == "The flow from “A” does not reach “C”."
    cured(page)
    bend(page, flow(page), (180, 300), (450, 300))
    assert only(page).text == "The flow to “C” does not begin at “A”."
    cured(page)
    bend(page, flow(page), (180, 300), (420, 300))
    assert only(page).text == "The flow from “A” to “C” reaches neither."
    cured(page)
    bend(page, flow(page), (150, 300))
    assert only(page).text == "The flow from “A” to “C” has no way."
    cured(page)


def test_a_slanted_line(page: Sheet) -> None:
    bend(page, flow(page), (150, 290), (450, 320))
    assert only(page).text == "The flow from “A” to “C” is slanted." and only(page).severity == INFO
    cured(page)


def test_two_lines_in_one(page: Sheet) -> None:
    d, e = page.step("D", 200, 700), page.step("E", 400, 700)
    bend(page, flow(page), (100, 340), (100, 600), (500, 600), (500, 340))
    other = page.edge(page.flow(d, e))
    bend(page, other, (200, 660), (200, 600), (400, 600), (400, 660))
    found = only(page)
    assert "run in one" in found.text and "“D” to “E”" in found.text and found.severity == INFO
    cured(page)


def test_a_name_on_a_line_and_on_a_step(page: Sheet) -> None:
    edge = flow(page)
    with page.model.change("Names"):
        page.model.update(edge.link, name="in stock")
        page.model.update(edge.id, label=Bounds(440, 270, 60, 15))
    assert only(page).text == "The name of the flow from “A” to “C” stands on “C”."
    cured(page)


def in_lanes() -> Sheet:
    sheet = Sheet()
    pool = sheet.put("participant", 500, 300, "Orders")
    first, second = lanes.split(sheet.model, pool, 2)
    with sheet.model.change("Names"):
        for lane, name in ((first, "Sales"), (second, "Stores")):
            sheet.model.update(sheet.shape(lane).node, name=name)
    for lane, name in ((first, "Check"), (second, "Pick")):
        sheet.put("task", 400, sheet.shape(lane).y + sheet.shape(lane).height / 2, name)
    return sheet


@pytest.mark.parametrize("by", [-30, -55, 30])
def test_a_step_half_outside_its_lane(by: float) -> None:
    sheet = in_lanes()
    pick = sheet.shape(sheet.named("Pick"))
    place(sheet, "Pick", pick.x - 200, pick.y + by)
    found = only(sheet)
    assert found.text == "“Pick” stands half outside Stores." and found.fixes[0].label == "Put it inside"
    cured(sheet)


def test_a_step_in_another_lane_than_it_belongs_to() -> None:
    sheet = in_lanes()
    check = sheet.shape(sheet.named("Check"))
    place(sheet, "Pick", check.x + 200, check.y)
    assert only(sheet).text == "“Pick” belongs to Stores and stands outside it."
    cured(sheet)


def test_what_is_drawn_nowhere(page: Sheet) -> None:
    with page.model.change("Another tool"):
        page.model.put(Node("d", "userTask", "D", page.process))
        page.model.put(Link("bd", "sequenceFlow", page.node(page.named("B")).id, "d", parent=page.process))
        page.model.put(Link("bc", "sequenceFlow", page.node(page.named("B")).id, _node(page, "C"), parent=page.process))
    step, line = told(page.model)
    assert step.text == "“D” is drawn on no page." and line.text == "The flow from “B” to “C” is drawn on no page."
    before = dict(page.model.records)
    put_right(page.model, step.fixes[0])
    assert [each.text for each in told(page.model)] == [line.text] and flow(page, "B", "D")
    put_right(page.model, line.fixes[0])
    assert told(page.model) == []
    page.model.undo()
    page.model.undo()
    assert dict(page.model.records) == before


def _node(sheet: Sheet, name: str) -> Id:
    return sheet.node(sheet.named(name)).id


def test_a_lane_that_is_not_drawn_cannot_be_drawn_in() -> None:
    sheet = in_lanes()
    with sheet.model.change("Another tool"):
        sheet.model.put(Node("l", "lane", "Loans", sheet.node(sheet.named("Sales")).parent))
    assert only(sheet).text == "Loans is drawn on no page."
    with pytest.raises(Refusal):
        put_right(sheet.model, only(sheet).fixes[0])


def test_many_of_a_kind_are_told_in_one_sentence_and_put_right_at_once() -> None:
    sheet = Sheet()
    for row in range(6):
        sheet.chain("A > B", 100, 100 + 150 * row)
    with sheet.model.change("Another tool"):
        for edge in list(sheet.model.all(Edge)):
            (ax, ay), (bx, by) = edge.points[0], edge.points[-1]
            sheet.model.update(edge.id, points=((ax, ay - 20), (bx, by + 20)))
    found = only(sheet)
    assert found.text == "6 lines are slanted." and [fix.label for fix in found.fixes] == ["Lead all 6 at right angles"]
    assert len(found.place) == 6
    cured(sheet)


def test_a_few_are_told_one_by_one_with_a_way_to_put_all_right(page: Sheet) -> None:
    d, e = page.step("D", 100, 800), page.step("E", 500, 800)
    page.flow(d, e)
    page.step("F", 300, 950)
    place(page, "B", 250, 260)
    place(page, "F", 250, 760)
    assert [[fix.label for fix in each.fixes] for each in told(page.model)] == [
        ["Lead it round", "Lead all 2 round"],
        ["Lead it round", "Lead all 2 round"],
    ]
    cured(page, 1)
    put_right(page.model, told(page.model)[0].fixes[0])
    assert only(page).text == "The flow from “D” to “E” runs under “F”."


def test_boxes_of_an_org_chart_that_overlap_are_told(page: Sheet) -> None:
    chart = seats.new_chart(page.model)
    boxes = [seats.add(page.model, chart, name=name) for name in ("Anna", "Ben")]
    assert told(page.model) == []
    first = page.model[boxes[0]]
    assert isinstance(first, Shape)
    with page.model.change("Another tool"):
        page.model.update(boxes[1], x=first.x + 20, y=first.y + 20)
    assert only(page).text == "Anna and Ben stand on each other."


def test_what_has_changed_meanwhile_is_refused(page: Sheet) -> None:
    place(page, "B", 250, 260)
    (fix,) = only(page).fixes
    with page.model.change("Gone"):
        page.model.remove(flow(page).link)
    with pytest.raises(Refusal):
        put_right(page.model, fix)


def test_real_drawings_are_told_little_of(corpus_file: Path) -> None:
    """A page that a program left in ruins gets a few sentences, not hundreds."""
    try:
        model = Model(bpmn.read(corpus_file.read_bytes()).records.values())
    except Refused:
        pytest.skip("not well-formed")
    found = [each for each in geometry(model) if each is not None]
    assert len(found) <= 6
    for each in found:
        assert each.elements and all(id in model for id in (*each.elements, *each.place)) and each.text.endswith(".")
