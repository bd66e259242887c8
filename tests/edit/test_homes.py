"""Where things belong after a move, an append, a removal: data, notes, messages, collaborations."""

from __future__ import annotations

import pytest

from opsdesigner.edit import arrange, draw
from opsdesigner.edit.context import Refusal, can_append, can_place
from opsdesigner.edit.remove import remove
from opsdesigner.model import Diagram, Edge, Link, Node, Props, Shape
from opsdesigner.model.queries import edge_of
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


@pytest.fixture
def pools(sheet: Sheet) -> Sheet:
    """Two pools; the upper one holds A and B."""
    sheet.chain("A > B", 200, 200)
    sheet.upper = sheet.put("participant", 400, 200)  # type: ignore[attr-defined]
    sheet.lower = sheet.put("participant", 400, 600)  # type: ignore[attr-defined]
    return sheet


def process(sheet: Sheet, pool: str) -> str:
    return sheet.node(getattr(sheet, pool)).host


def test_data_goes_to_the_pool_it_is_moved_to(pools: Sheet) -> None:
    data = pools.put("dataObjectReference", 500, 250, "Order")
    down = pools.box(pools.lower)[1] + 100 - pools.box(data)[1]  # type: ignore[attr-defined]
    arrange.move(pools.model, [data], 0, down)
    home = process(pools, "lower")
    assert pools.node(data).parent == home and pools.node(pools.node(data).host).parent == home


def test_data_shown_twice_stays_and_the_one_that_moved_gets_its_own(pools: Sheet) -> None:
    data, twin = pools.put("dataObjectReference", 500, 250, "Order"), pools.put("dataObjectReference", 600, 250)
    shared = pools.node(data).host
    with pools.model.change("As a file may have it"):
        pools.model.remove(pools.node(twin).host)
        twin = pools.put("dataObjectReference", 600, 250)
        pools.model.update(pools.node(twin).id, host=shared)
    down = pools.box(pools.lower)[1] + 100 - pools.box(data)[1]  # type: ignore[attr-defined]
    arrange.move(pools.model, [data], 0, down)
    assert pools.node(twin).host == shared and pools.node(shared).parent == process(pools, "upper")
    assert pools.node(data).host != shared and pools.node(pools.node(data).host).parent == process(pools, "lower")


def test_a_note_tied_to_a_flow_goes_on_with_its_step_when_the_flow_becomes_a_message(pools: Sheet) -> None:
    b = pools.named("B")
    flow = pools.edge_between(pools.named("A"), b)
    note = pools.put("textAnnotation", 500, 150, "Mind")
    with pools.model.change("As a file may have it"):
        pools.model.put(Link("tie", "association", pools.node(note).id, flow.link, parent=process(pools, "upper")))
    down = pools.box(pools.lower)[1] + 100 - pools.box(b)[1]  # type: ignore[attr-defined]
    arrange.move(pools.model, [b, note], 0, down)
    assert pools.links("messageFlow") == {("A", "B")} and "tie" not in pools.model
    pools.model.undo()
    assert "tie" in pools.model and pools.links() == {("A", "B")}


def test_a_flow_that_is_not_drawn_becomes_a_message_that_is_not_drawn(pools: Sheet) -> None:
    b = pools.named("B")
    with pools.model.change("As a file may have it"):
        pools.model.remove(pools.edge_between(pools.named("A"), b).id)
    arrange.move(pools.model, [b], 0, pools.box(pools.lower)[1] + 100 - pools.box(b)[1])  # type: ignore[attr-defined]
    assert pools.links("messageFlow") == {("A", "B")} and not list(pools.model.all(Edge))


def test_a_message_is_dropped_on_no_flow(pools: Sheet) -> None:
    """A step dropped on a message or a tie goes into nothing."""
    message = pools.flow(pools.named("A"), pools.lower)  # type: ignore[attr-defined]
    x, y = pools.edge(message).points[0]
    with pools.model.change("Long enough"):
        pools.model.update(message, points=((x, y), (x, pools.box(pools.lower)[1])))  # type: ignore[attr-defined]
    made = pools.put("task", x, (y + pools.box(pools.upper)[3]) / 2, "C")  # type: ignore[attr-defined]
    assert pools.links() == {("A", "B")} and pools.node(made).name == "C"


def test_an_event_stuck_on_a_step_has_no_inflow_and_taken_off_it_is_one_on_the_way(sheet: Sheet) -> None:
    a = sheet.step("A")
    late = sheet.put("timer.boundary", 110, 140)
    arrange.move(sheet.model, [late], 400, 200)
    assert sheet.node(late).kind == "intermediateCatchEvent" and sheet.node(late).host == ""
    arrange.move(sheet.model, [late], -400, -200)
    assert sheet.node(late).kind == "boundaryEvent" and sheet.node(late).host == sheet.node(a).id


@pytest.mark.parametrize(
    ("variant", "kind", "left"),
    [
        ("message.boundary", "intermediateCatchEvent", True),
        ("escalation.boundary", "intermediateThrowEvent", True),
        ("error.boundary", "intermediateThrowEvent", False),
    ],
)
def test_taken_off_its_step_an_event_is_what_it_can_be(sheet: Sheet, variant: str, kind: str, left: bool) -> None:
    sheet.step("A")
    event = sheet.put(variant, 110, 140)
    arrange.move(sheet.model, [event], 400, 200)
    assert sheet.node(event).kind == kind and ("events" in sheet.node(event).props) is left


@pytest.mark.parametrize(
    ("marks", "kind", "left"),
    [
        (("timer", "message"), "intermediateCatchEvent", ("timer", "message")),
        (("timer", "error", "escalation"), "intermediateThrowEvent", ("escalation",)),
        (("timer", "error"), "intermediateCatchEvent", ("timer",)),
    ],
)
def test_of_several_definitions_those_stay_that_can(
    sheet: Sheet, marks: tuple[str, ...], kind: str, left: tuple[str, ...]
) -> None:
    sheet.step("A")
    event = sheet.put("timer.boundary", 110, 140)
    with sheet.model.change("As a file has it"):
        bags = tuple(Props(kind=mark) for mark in marks)
        sheet.model.set_props(sheet.node(event).id, events=bags, parallelMultiple=True, cancelActivity=False)
    arrange.move(sheet.model, [event], 400, 200)
    node = sheet.node(event)
    assert node.kind == kind and tuple(bag.text("kind") for bag in node.props.bags("events")) == left
    assert "cancelActivity" not in node.props
    assert ("parallelMultiple" in node.props) is (kind == "intermediateCatchEvent" and len(left) > 1)


def test_what_cancels_a_transaction_stays_on_its_edge(sheet: Sheet) -> None:
    sub = sheet.put("transaction", 400, 300)
    left, _, _, bottom = sheet.box(sub)
    event = sheet.put("cancel.boundary", left + 100, bottom)
    with pytest.raises(Refusal, match="Only a transaction can be cancelled"):
        arrange.move(sheet.model, [event], 0, 300)
    arrange.move(sheet.model, [event], 60, 0)
    assert sheet.node(event).host == sheet.node(sub).id


# asked before it is done


def test_why_an_event_cannot_be_put_there_is_said(sheet: Sheet) -> None:
    step, gate = sheet.step("A", 100, 100), sheet.put("exclusiveGateway", 400, 100)
    assert can_place(sheet.model, sheet.diagram, VARIANTS["timer.boundary"], 110, 140)
    on_nothing = can_place(sheet.model, sheet.diagram, VARIANTS["timer.boundary"], 700, 700)
    on_a_gateway = can_place(sheet.model, sheet.diagram, VARIANTS["timer.boundary"], 400, 100)
    assert on_nothing.reason == on_a_gateway.reason == "A boundary event sits on the edge of a step"
    on_a_step = can_place(sheet.model, sheet.diagram, VARIANTS["cancel.boundary"], 110, 140)
    assert on_a_step.reason == "Only a transaction can be cancelled"
    assert can_append(sheet.model, step, VARIANTS["participant"]).reason == "A pool follows nothing"
    assert can_append(sheet.model, gate, VARIANTS["task"])


def test_a_note_is_tied_to_a_pool_and_lies_beside_it(pools: Sheet) -> None:
    note = draw.append(pools.model, pools.upper, VARIANTS["textAnnotation"], name="Ours")  # type: ignore[attr-defined]
    upper = pools.node(pools.upper)  # type: ignore[attr-defined]
    assert pools.node(note).parent == upper.parent and len(pools.links("association")) == 1


def test_a_step_speaks_to_a_pool_that_is_put_somewhere(pools: Sheet) -> None:
    made = draw.append(pools.model, pools.named("A"), VARIANTS["closedPool"], (400, 1100), "Customer")
    assert pools.node(made).name == "Customer" and pools.links("messageFlow") == {("A", "Customer")}


def test_a_step_is_put_into_a_flow_by_name(sheet: Sheet) -> None:
    a, b = sheet.step("A", 100, 100), sheet.step("B", 700, 100)
    sheet.flow(a, b)
    between, beside = sheet.step("C", 400, 100), sheet.step("D", 400, 500)
    assert sheet.links() == {("A", "C"), ("C", "B")}
    follower = draw.insert(sheet.model, sheet.edge_between(a, between).id, beside)
    assert (
        sheet.links() == {("A", "D"), ("D", "C"), ("C", "B")} and sheet.link(follower).target == sheet.node(between).id
    )
    with pytest.raises(Refusal, match="between two others"):
        draw.insert(sheet.model, follower, between)
    close = sheet.step("E", 430, 130)
    draw.insert(sheet.model, sheet.edge_between(between, b).id, close)
    assert ("C", "E") in sheet.links() and len(sheet.edge_between(between, close).points) > 1


# collaborations


def test_an_empty_process_of_nobody_serves_a_new_pool(sheet: Sheet) -> None:
    sheet.put("closedPool", 400, 200)
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Node("spare", "process"))
        sheet.model.put(Node("named", "process", "Not for everybody"))
    taken = [sheet.node(sheet.put("participant", 400, y)).host for y in (700, 1200, 1700)]
    assert set(taken[:2]) == {"spare", sheet.process} and taken[2] not in (*taken[:2], "named")


def test_with_the_last_pool_its_notes_and_their_ties_come_back_to_the_process(sheet: Sheet) -> None:
    pool = sheet.put("closedPool", 400, 200)
    note = draw.append(sheet.model, pool, VARIANTS["textAnnotation"], name="Mind")
    other = sheet.put("textAnnotation", 900, 900, "Alone")
    group = sheet.put("group", 900, 1200)
    tie = sheet.flow(other, group)
    remove(sheet.model, [pool])
    root = sheet.model.get(sheet.diagram, Diagram).root  # type: ignore[union-attr]
    assert sheet.node(root).kind == "process"
    assert {sheet.node(each).parent for each in (note, other, group)} == {root} == {sheet.link(tie).parent}


def test_a_collaboration_that_holds_more_than_notes_stays(sheet: Sheet) -> None:
    pool = sheet.put("closedPool", 400, 200)
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Node("talk", "conversation", "Talk", sheet.node(pool).parent))
    remove(sheet.model, [pool])
    root = sheet.model.get(sheet.diagram, Diagram).root  # type: ignore[union-attr]
    assert sheet.node(root).kind == "collaboration" and "talk" in sheet.model


def test_of_two_pools_for_one_process_the_last_takes_it_along(pools: Sheet) -> None:
    own = process(pools, "upper")
    with pools.model.change("As a file may have it"):
        pools.model.update(pools.node(pools.lower).id, host=own)  # type: ignore[attr-defined]
    remove(pools.model, [pools.lower])  # type: ignore[attr-defined]
    assert own in pools.model and pools.links() == {("A", "B")}
    remove(pools.model, [pools.upper])  # type: ignore[attr-defined]
    assert own not in pools.model


def test_data_that_a_line_names_directly_stays(sheet: Sheet) -> None:
    """Some tools lead a data association to the object itself, not to its reference."""
    a, data = sheet.step("A"), sheet.put("dataObjectReference", 100, 300, "Order")
    root = sheet.node(data).host
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Link("reads", "dataInputAssociation", root, sheet.node(a).id, parent=sheet.node(a).id))
    remove(sheet.model, [data])
    assert root in sheet.model and "reads" in sheet.model
    remove(sheet.model, [a])
    assert "reads" not in sheet.model


def test_members_of_a_lane_kept_in_the_lane_are_joined_in_the_process(sheet: Sheet) -> None:
    """Some files put steps inside the lane's element."""
    pool = sheet.put("participant", 400, 300)
    draw_lane = sheet.model.put
    with sheet.model.change("As a file may have it"):
        draw_lane(Node("lane", "lane", "Sales", sheet.process))
        for id in ("one", "two"):
            draw_lane(Node(id, "task", id, "lane"))
            draw_lane(Shape(f"{id}_di", sheet.diagram, id, 200 if id == "one" else 500, 300, 100, 80))
    flow = sheet.flow("one_di", "two_di")
    assert sheet.link(flow).parent == sheet.node(pool).host


def test_a_message_between_what_lies_in_no_pool_has_no_home(sheet: Sheet) -> None:
    pool = sheet.put("closedPool", 400, 900)
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Node("stray", "task", "Stray"))
        sheet.model.put(Shape("stray_di", sheet.diagram, "stray", 100, 100, 100, 80))
    message = sheet.flow("stray_di", pool)
    assert sheet.link(message).kind == "messageFlow" and sheet.link(message).parent == sheet.node(pool).parent
    assert edge_of(sheet.model, sheet.link(message).id, sheet.diagram) is not None
