"""Copies: within a document, into another, and text from elsewhere."""

from __future__ import annotations

import json

import pytest

from opsdesigner.edit import assigning, clipboard, convert, draw, find, lanes
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Diagram, Edge, Node, Shape
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.variants import VARIANTS
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
    top, bottom = lanes.split(sheet.model, pool, 2)
    step = sheet.step("A", 300, 140)
    made = clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [step]), (400, 270))
    (copy,) = made
    assert sheet.node(copy).lane == sheet.node(bottom).id and sheet.node(step).lane == sheet.node(top).id
    with pytest.raises(Refusal, match="Steps lie in a pool"):
        clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [step]), (4000, 270))


def test_a_pool_is_copied_with_its_process_beside_the_old_one(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200, "Us")
    lanes.split(sheet.model, pool, 2)
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


def test_lanes_pasted_elsewhere_stand_for_the_roles_of_their_names_there(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200, "Us")
    for lane, name in zip(lanes.split(sheet.model, pool, 2), ("Sales", "Stores"), strict=True):
        draw.rename(sheet.model, lane, name)
    assigning.roles_of_lanes(sheet.model)
    clipboard.duplicate(sheet.model, [pool])
    assert len({node.resource for node in sheet.model.all(Node) if node.kind == "lane"}) == 2
    text, other = clipboard.copy(sheet.model, [pool]), Sheet()
    with other.model.change("Hire"):
        other.model.put(Node("seller", "role", "Sales"))
    clipboard.paste(other.model, other.diagram, text, (400, 800))
    made = {node.name: node.resource for node in other.model.all(Node) if node.kind == "lane"}
    assert made == {"Sales": "seller", "Stores": ""}


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


def test_pasted_lines_stand_below_what_is_there(sheet: Sheet) -> None:
    first = clipboard.paste(sheet.model, sheet.diagram, "A\nB")
    assert {sheet.node(id).name for id in first} == {"A", "B"} and min(sheet.box(id)[1] for id in first) == 60
    below = max(sheet.box(id)[3] for id in first)
    then = clipboard.paste(sheet.model, sheet.diagram, "C\nD")
    assert min(sheet.box(id)[1] for id in then) > below and sheet.links() == {("A", "B"), ("C", "D")}


def test_a_shape_of_nothing_does_not_keep_the_others_from_being_copied(sheet: Sheet) -> None:
    a = sheet.step("A")
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Shape("nothing", sheet.diagram, "", 400, 100, 100, 80))
    (made,) = clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [a, "nothing"]))
    assert sheet.node(made).name == "A" and made != a


def test_of_a_flow_drawn_on_two_pages_the_copied_one_comes(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    with sheet.model.change("As a file may have it"):
        page = sheet.model.put(Diagram("other", sheet.process, "Other"))
        sheet.model.put(Edge("again", page.id, sheet.edge_between(a, b).link, ((0, 0), (9, 0))))
    clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [a, b]))
    assert len(sheet.model.referrers(page.id, Edge)) == 1 and len(sheet.model.referrers(sheet.diagram, Edge)) == 2


def test_a_pool_is_copied_with_its_lanes_even_where_they_are_chosen_too(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    lane, _ = lanes.split(sheet.model, pool, 2)
    made = clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [lane, pool]))
    assert [sheet.node(id).kind for id in made] == ["participant"]
    assert sum(node.kind == "lane" for node in sheet.model.all(Node)) == 4


def test_a_pool_lies_on_no_page_of_a_sub_process(sheet: Sheet) -> None:
    text = clipboard.copy(sheet.model, [sheet.put("closedPool", 400, 200)])
    sheet.put("participant", 400, 600)
    page = convert.plane_of(sheet.model, sheet.put("subProcess", 400, 600))
    with pytest.raises(Refusal, match="lies in no other shape"):
        clipboard.paste(sheet.model, page, text)


def test_a_message_by_its_flow_is_copied_alone(sheet: Sheet) -> None:
    sheet.put("closedPool", 400, 100)
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Node("letter", "message", "Letter"))
        sheet.model.put(Shape("letter_di", sheet.diagram, "letter", 400, 200, 36, 24))
    (made,) = clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, ["letter_di"]))
    assert sheet.node(made).kind == "message" and sheet.node(made).name == "Letter"


def test_what_a_closed_sub_process_holds_comes_with_its_page_and_its_data(sheet: Sheet) -> None:
    sub = sheet.put("subProcess", 300, 300, "Pack")
    page = convert.plane_of(sheet.model, sub)
    draw.place(sheet.model, page, VARIANTS["task"], 200, 200, name="Wrap")
    paper = draw.place(sheet.model, page, VARIANTS["dataObjectReference"], 200, 400, name="Paper")
    with sheet.model.change("As a file may have it"):
        sheet.model.update(sheet.node(paper).host, parent=sheet.process)
        sheet.model.put(Node("hidden", "task", "Hidden", sheet.node(sub).id))
    (made,) = clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [sub]))
    (copied,) = sheet.model.referrers(sheet.node(made).id, Diagram)
    drawn = {sheet.node(shape.id).name: shape for shape in sheet.model.referrers(copied.id, Shape)}
    assert set(drawn) == {"Wrap", "Paper"}
    reference = sheet.node(drawn["Paper"].id)
    assert reference.parent == sheet.node(made).id and reference.host != sheet.node(paper).host
    assert sheet.node(reference.host).parent in sheet.model
    assert {node.name for node in sheet.model.referrers(sheet.node(made).id, Node)} >= {"Wrap", "Paper", "Hidden"}


def test_of_a_torn_copy_what_can_be_read_is_pasted(sheet: Sheet) -> None:
    """Text may have been cut by whatever it passed through."""
    sub = sheet.put("subProcess", 300, 300, "Pack")
    page = convert.plane_of(sheet.model, sub)
    first = draw.place(sheet.model, page, VARIANTS["task"], 200, 200, name="Wrap")
    draw.append(sheet.model, first, VARIANTS["task"], name="Seal")
    torn = json.loads(clipboard.copy(sheet.model, [sub]))
    del torn["records"][page]
    (made,) = clipboard.paste(sheet.model, sheet.diagram, json.dumps(torn))
    inner = {node.name for node in sheet.model.referrers(sheet.node(made).id, Node)}
    assert inner == {"Wrap", "Seal"} and not sheet.model.referrers(sheet.node(made).id, Diagram)
    del torn["records"][sheet.node(sub).id]
    assert clipboard.paste(sheet.model, sheet.diagram, json.dumps(torn)) == set()
    torn["chosen"] = ["nowhere"]
    assert clipboard.paste(sheet.model, sheet.diagram, json.dumps(torn)) == set()
    torn["records"] = []
    assert clipboard.paste(sheet.model, sheet.diagram, json.dumps(torn)) == set()


def test_nothing_is_found_or_replaced_where_nothing_is_asked(sheet: Sheet) -> None:
    a = sheet.step("A")
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Shape("nothing", sheet.diagram, "", 400, 100, 100, 80))
    assert find.find(sheet.model, "") == [] and find.find(sheet.model, "a") == [a]
    assert find.replace(sheet.model, [a], "", "x") == 0 == find.replace(sheet.model, ["nothing"], "A", "x")


def test_a_copy_keeps_what_was_set_by_hand(sheet: Sheet) -> None:
    first, second = sheet.chain("Pick > Pack")
    (edge,) = sheet.model.all(Edge)
    with sheet.model.change("By hand"):
        sheet.model.update(first, props=sheet.shape(first).props.having(pinned=True, labelPlaced=True))
        sheet.model.update(edge.id, props=edge.props.having(handmade=True, labelPlaced=True))
    known = sheet.shapes()
    clipboard.paste(sheet.model, sheet.diagram, clipboard.copy(sheet.model, [first, second]), (400.0, 500.0))
    made = [sheet.shape(id) for id in sheet.shapes() - known]
    assert [shape.props for shape in made if shape.props] == [sheet.shape(first).props]
    (copied,) = [each for each in sheet.model.all(Edge) if each.id != edge.id]
    assert copied.props == sheet.edge(edge.id).props
