"""Copies: within a document, into another, and text from elsewhere."""

from __future__ import annotations

import json

import pytest

from opsdesigner.edit import clipboard, convert, find
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.lanes import split
from opsdesigner.model import Node, Shape
from opsdesigner.model.queries import shape_of
from tests.build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_a_copy_has_ids_of_its_own_and_names_its_origin(sheet: Sheet) -> None:
    a, b, _ = sheet.chain("A > B > C")
    data = sheet.then(a, "dataObjectReference", "Order")
    text = clipboard.copy(sheet.model, [a, b, data])
    made = clipboard.paste(sheet.model, sheet.diagram, text)
    assert len(made) == 3 and not made & {a, b, data}
    copies = {sheet.node(each).name: each for each in made}
    assert sheet.box(copies["A"]) == (66, 76, 166, 156)
    assert sheet.node(copies["A"]).origin == sheet.node(a).id
    assert sheet.edge_between(copies["A"], copies["B"]).points == ((166, 116), (214, 116))
    assert sheet.node(copies["Order"]).host != sheet.node(data).host
    again = clipboard.paste(sheet.model, sheet.diagram, text)
    assert {sheet.box(each)[0] for each in again} > {82}
    sheet.model.undo()
    sheet.model.undo()
    assert sheet.links() == {("A", "B"), ("B", "C")}


def test_into_another_document_nothing_names_an_origin(sheet: Sheet) -> None:
    other = Sheet()
    sub = sheet.put("subProcessOpen", 300, 300, "Pack")
    inner = sheet.step("A", 300, 300)
    sheet.then(inner, "timer.boundary")
    made = clipboard.paste(other.model, other.diagram, clipboard.copy(sheet.model, [sub]), (500, 500))
    (copy,) = made
    assert other.box(copy) == (324, 400, 676, 600) and other.node(copy).origin == ""
    step = other.named("A")
    assert other.node(step).parent == other.node(copy).id and len(list(other.model.all(Shape))) == 3


def test_a_copied_step_belongs_to_the_lane_it_is_put_in(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    top, bottom = split(sheet.model, pool, 2)
    step = sheet.step("A", 300, 140)
    made = clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [step]), (400, 270))
    (copy,) = made
    assert sheet.node(copy).lane == sheet.node(bottom).id and sheet.node(step).lane == sheet.node(top).id
    with pytest.raises(Refusal, match="Steps lie in a pool"):
        clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [step]), (4000, 270))


def test_a_pool_is_copied_with_its_process_beside_the_old_one(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200, "Us")
    split(sheet.model, pool, 2)
    sheet.step("A", 300, 140)
    (copy,) = clipboard.duplicate(sheet.model, [pool])
    assert sheet.node(copy).host not in ("", sheet.node(pool).host)
    assert sheet.box(copy)[1] > sheet.box(pool)[3]
    names = [node.name for node in sheet.model.all(Node) if node.kind == "task"]
    assert names == ["A", "A"]
    other = Sheet()
    step = other.step("B", 100, 100)
    clipboard.paste(other.model, other.diagram, clipboard.copy(sheet.model, [pool]), (400, 800))
    assert sum(node.kind == "participant" for node in other.model.all(Node)) == 2 and other.node(step).name == "B"


def test_a_closed_sub_process_takes_its_page_along(sheet: Sheet) -> None:
    sub = sheet.put("subProcessOpen", 300, 300, "Pack")
    inner = sheet.step("A", 300, 300)
    sheet.then(inner, "task", "B")
    convert.toggle_open(sheet.model, sub)
    (copy,) = clipboard.duplicate(sheet.model, [sub])
    page = convert.plane_of(sheet.model, copy)
    inside = [node for node in sheet.model.all(Node) if node.parent == sheet.node(copy).id]
    assert {node.name for node in inside} == {"A", "B"} and all(shape_of(sheet.model, each.id, page) for each in inside)


def test_lines_become_steps_and_other_text_nothing(sheet: Sheet) -> None:
    made = clipboard.paste(sheet.model, sheet.diagram, "Check order\n\n Pick goods \n", (100, 100))
    assert len(made) == 2 and sheet.links() == {("Check order", "Pick goods")}
    for text in ("", "<svg/>", '{"a": 1}', json.dumps({"format": "opsdesigner/1", "records": 3})):
        assert clipboard.paste(sheet.model, sheet.diagram, text) == set()


def test_text_is_found_and_replaced_everywhere_at_once(sheet: Sheet) -> None:
    a, b = sheet.chain("Check order > Pack")
    convert.set_property(sheet.model, [b], "documentation", "after the CHECK")
    edge = sheet.edge_between(a, b).id
    convert.set_property(sheet.model, [edge], "name", "checked")
    group = sheet.put("group", 800, 500, "checks")
    found = find.find(sheet.model, "check")
    assert set(found) == {a, b, edge, group} and find.find(sheet.model, "") == []
    assert find.find(sheet.model, "check", "other") == []
    assert find.replace(sheet.model, found, "check", "Test") == 4
    assert sheet.node(a).name == "Test order" and sheet.node(b).props["documentation"] == "after the Test"
    sheet.model.undo()
    assert sheet.node(a).name == "Check order" and sheet.link(edge).name == "checked"
