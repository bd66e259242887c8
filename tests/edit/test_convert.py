"""Another type, opened and closed, properties."""

from __future__ import annotations

import pytest

from opsdesigner.edit import convert, draw
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Bounds, Diagram, Edge, Link, Node, Props, Shape
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet, right_angled


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def change(sheet: Sheet, shape: str, variant: str) -> None:
    convert.change_type(sheet.model, [shape], VARIANTS[variant])


def test_a_step_keeps_name_links_and_facts_when_its_type_changes(sheet: Sheet) -> None:
    a, b, _ = sheet.chain("A > B > C")
    node = sheet.node(b)
    convert.set_property(sheet.model, [b], "documentation", "why")
    convert.set_property(sheet.model, [b], "loop", "parallel")
    convert.set_property(sheet.model, [b], "fill", "#ffeecc")
    change(sheet, b, "userTask")
    after = sheet.node(b)
    assert (after.id, after.kind, after.name) == (node.id, "userTask", "B")
    assert dict(after.props) == {"documentation": "why", "loop": "parallel"}
    assert sheet.shape(b).props["fill"] == "#ffeecc" and sheet.links() == {("A", "B"), ("B", "C")}
    change(sheet, b, "exclusiveGateway")
    assert sheet.box(b) == (223, 75, 273, 125) and sheet.edge_between(a, b).points[-1] == (223, 100)
    assert dict(sheet.node(b).props) == {"documentation": "why"}


def test_an_end_loses_its_next_steps(sheet: Sheet) -> None:
    a, b, _ = sheet.chain("A > B > C")
    with pytest.raises(Refusal):
        change(sheet, a, "participant")
    change(sheet, b, "endEvent")
    assert sheet.links() == {("A", "B")}
    sheet.model.undo()
    assert sheet.links() == {("A", "B"), ("B", "C")}


def test_events_keep_what_was_said_of_their_definition(sheet: Sheet) -> None:
    event = sheet.put("timer.catch", 100, 100)
    timer = Props(kind="timer", timeDuration="PT1H")
    convert.set_events(sheet.model, [event], [timer])
    change(sheet, event, "timer.start")
    assert sheet.node(event).kind == "startEvent" and sheet.node(event).props.bags("events") == (timer,)
    change(sheet, event, "startEvent")
    assert "events" not in sheet.node(event).props


def test_boundary_events_change_their_kind_on_the_edge(sheet: Sheet) -> None:
    step = sheet.step("A")
    event = sheet.then(step, "timer.boundary")
    change(sheet, event, "timer.boundaryGoesOn")
    assert sheet.node(event).props["cancelActivity"] is False and sheet.node(event).host
    with pytest.raises(Refusal, match="Only a transaction can be cancelled"):
        change(sheet, event, "cancel.boundary")
    change(sheet, step, "parallelGateway")
    assert event not in sheet.model


def test_data_and_stores_change_their_roots(sheet: Sheet) -> None:
    data = sheet.put("dataObjectReference", 100, 100, "Orders")
    change(sheet, data, "dataStoreReference")
    root = sheet.model.get(sheet.node(data).host, Node)
    assert root is not None and root.kind == "dataStore"
    assert not [node for node in sheet.model.all(Node) if node.kind == "dataObject"]


def test_pools_close_and_open(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    sheet.step("A", 300, 200)
    change(sheet, pool, "closedPool")
    assert sheet.node(pool).host == "" and sheet.box(pool)[3] - sheet.box(pool)[1] == 44
    assert not [node for node in sheet.model.all(Node) if node.name == "A"]
    change(sheet, pool, "participant")
    assert sheet.node(pool).host and sheet.box(pool)[3] - sheet.box(pool)[1] == 250


def test_a_sub_process_closes_onto_its_own_page_and_opens_in_place(sheet: Sheet) -> None:
    a = sheet.step("A", 100, 300)
    sub = sheet.then(a, "subProcessOpen", "Pack")
    b = sheet.then(sub, "task", "B")
    inner = [sheet.step("X", sheet.box(sub)[0] + 100, 300)]
    inner.append(sheet.then(inner[0], "task", "Y"))
    opened = {"sub": sheet.box(sub), "b": sheet.box(b)}
    before = dict(sheet.model.records)
    convert.toggle_open(sheet.model, sub)
    page = convert.plane_of(sheet.model, sub)
    node = sheet.node(sub)
    assert sheet.model.get(page, Diagram) == Diagram(page, node.id, "Pack")
    x = next(each for each in sheet.model.all(Node) if each.name == "X")
    assert shape_of(sheet.model, x.id, page) and not shape_of(sheet.model, x.id, sheet.diagram)
    assert sheet.box(sub)[2] - sheet.box(sub)[0] == 100 and right_angled(sheet.edge_between(sub, b))
    assert sheet.edge_between(a, sub).points == ((150, 300), (198, 300))
    convert.toggle_open(sheet.model, sub)
    assert page not in sheet.model and sheet.box(sub) == opened["sub"]
    assert shape_of(sheet.model, x.id, sheet.diagram) and ("X", "Y") in sheet.links()
    sheet.model.undo()
    sheet.model.undo()
    assert dict(sheet.model.records) == before


def test_an_opened_sub_process_pushes_its_neighbours(sheet: Sheet) -> None:
    sub = sheet.put("subProcess", 100, 300, "Pack")
    b = sheet.then(sub, "task", "B")
    below = sheet.step("C", 100, 420)
    convert.toggle_open(sheet.model, sub)
    box = sheet.box(sub)
    assert box == (50, 200, 402, 400) and 24 <= sheet.box(b)[0] - 402 < 32 and 24 <= sheet.box(below)[1] - 400 < 32
    assert convert.plane_of.__doc__ and sheet.shape(sub).props["isExpanded"] is True
    with pytest.raises(Refusal, match="is open"):
        convert.plane_of(sheet.model, sub)


def test_opening_again_uses_the_room_that_is_there(sheet: Sheet) -> None:
    sub = sheet.put("subProcess", 100, 300, "Pack")
    b = sheet.then(sub, "task", "B")
    convert.toggle_open(sheet.model, sub)
    was = sheet.box(b)
    for _ in range(4):
        convert.toggle_open(sheet.model, sub)
    assert sheet.box(b) == was


def test_only_one_flow_is_the_default(sheet: Sheet) -> None:
    gateway = sheet.put("exclusiveGateway", 100, 100)
    first, second = (sheet.edge_between(gateway, sheet.then(gateway)).id for _ in range(2))
    convert.set_property(sheet.model, [first], "conditionExpression", "x > 1")
    convert.set_property(sheet.model, [first], "default", True)
    assert dict(sheet.link(first).props) == {"default": True}
    convert.set_property(sheet.model, [second], "default", True)
    assert not sheet.link(first).props and sheet.link(second).props["default"] is True
    convert.set_property(sheet.model, [second], "stroke", "#112233")
    assert sheet.edge(second).props["stroke"] == "#112233"
    convert.set_property(sheet.model, [second], "stroke", "")
    assert not sheet.edge(second).props
    draw.reconnect(sheet.model, second, "source", sheet.step("Z", 600, 600))
    assert not sheet.link(second).props


def test_facts_of_data_and_pools_are_kept_where_they_belong(sheet: Sheet) -> None:
    data = sheet.put("dataObjectReference", 300, 300)
    convert.set_property(sheet.model, [data], "isCollection", True)
    assert sheet.node(sheet.node(data).host).props["isCollection"] is True and not sheet.node(data).props
    pool = sheet.put("participant", 300, 300)
    convert.set_property(sheet.model, [pool], "isExecutable", True)
    assert sheet.node(sheet.process).props["isExecutable"] is True
    convert.set_property(sheet.model, [pool], "isExecutable", False)
    assert not sheet.node(sheet.process).props
    convert.set_property(sheet.model, [pool], "name", "Us")
    assert sheet.node(pool).name == "Us"


def test_a_new_message_is_named_by_what_can(sheet: Sheet) -> None:
    step, event = sheet.put("sendTask", 100, 100), sheet.put("message.throw", 300, 100)
    message = convert.new_root(sheet.model, "message", "Order", [step, event])
    assert sheet.node(step).props["messageRef"] == message and sheet.node(message).name == "Order"


def test_a_step_for_compensation_has_no_flows(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    event = sheet.then(a, "compensate.boundary")
    convert.set_property(sheet.model, [b], "isForCompensation", True)
    assert not sheet.links()
    link = sheet.link(sheet.flow(event, b))
    assert (link.kind, link.props["associationDirection"]) == ("association", "One")


def test_a_placed_name_stays_beside_a_shape_that_becomes_larger(sheet: Sheet) -> None:
    event = sheet.put("startEvent", 100, 100, "Go")
    sheet.model.undo()
    sheet.model.redo()
    shape = sheet.model.get(event, Shape)
    assert shape is not None and shape.label is None and not list(sheet.model.all(Link))
    assert Bounds(0, 0, 1, 1) == (0, 0, 1, 1)


def test_only_a_step_or_a_splitting_gateway_has_a_default_flow(sheet: Sheet) -> None:
    """The schema knows none on a start event; one was written there once."""
    start = sheet.put("startEvent", 100, 100)
    step = sheet.then(start)
    plain, good = sheet.edge_between(start, step).id, sheet.flow(step, sheet.put("endEvent", 400, 100))
    convert.set_property(sheet.model, [plain, good], "default", True)
    links = sheet.model.get(plain, Edge), sheet.model.get(good, Edge)
    assert [sheet.model.get(edge.link, Link).props.flag("default") for edge in links if edge] == [False, True]
