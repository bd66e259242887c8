"""The grid of letters, who hands to whom, and what a role's card tells."""

from __future__ import annotations

import pytest

from opsdesigner.analysis.handovers import hand_overs, matrix
from opsdesigner.analysis.order import along_the_flow, process_name, processes
from opsdesigner.analysis.raci import raci
from opsdesigner.analysis.role_card import role_card
from opsdesigner.edit import assigning, holding, lanes, seats
from opsdesigner.model import Link, Model, Node

from ..build import Sheet


@pytest.fixture
def shop() -> Sheet:
    """Check (Sales) > In stock? (Stores) > Pick (Stores) > Invoice (Sales), and back from the decision to Sales."""
    sheet = Sheet()
    model = sheet.model
    pool = sheet.put("participant", 500, 300, "Orders")
    bands = lanes.split(model, pool, 2)
    rows = [sheet.shape(lane).y + sheet.shape(lane).height / 2 for lane in bands]
    start = sheet.put("startEvent", 120, rows[0], "Order arrives")
    check = sheet.put("task", 250, rows[0], "Check")
    gate = sheet.put("exclusiveGateway", 400, rows[1], "In stock?")
    pick = sheet.put("task", 520, rows[1], "Pick")
    invoice = sheet.put("task", 650, rows[0], "Invoice")
    offer = sheet.put("task", 500, rows[0], "Offer less")
    for one, other in ((start, check), (check, gate), (gate, pick), (pick, invoice), (gate, offer), (offer, gate)):
        sheet.flow(one, other)
    with model.change("Roles"):
        for id in ("Sales", "Stores", "Boss"):
            model.put(Node(id, "role", id))
    for lane, role in zip(bands, ("Sales", "Stores"), strict=True):
        assigning.stand_for(model, lane, role)
    assigning.assign(model, [check], "Boss", "A")
    return sheet


def names(model: Model, ids: object) -> list[str]:
    return [node.name for id in ids if (node := model.get(id, Node))]  # type: ignore[attr-defined]


def test_steps_are_read_along_the_flow(shop: Sheet) -> None:
    process = processes(shop.model)[0]
    assert process_name(shop.model, process.id) == "Orders"
    found = [node.name for node in along_the_flow(shop.model, process.id)]
    assert found[:3] == ["Order arrives", "Check", "In stock?"]
    assert found.index("Pick") < found.index("Invoice") and set(found[3:]) == {"Pick", "Invoice", "Offer less"}


def test_the_grid_tells_every_part(shop: Sheet) -> None:
    grid = raci(shop.model, processes(shop.model)[0].id)
    assert names(shop.model, grid.steps)[:2] == ["Check", "In stock?"]
    assert grid.resources == ("Sales", "Boss", "Stores")
    check = grid.steps[0]
    assert [grid.at(role, check) for role in grid.resources] == ["R", "A", ""]


def test_hand_overs_by_role_and_unit(shop: Sheet) -> None:
    model = shop.model
    found = hand_overs(model)
    assert [(each.giver, each.taker) for each in found].count(("Sales", "Stores")) == 2
    table = matrix(found)
    assert table.number("Stores", "Sales") == 2 and table.number("Sales", "Sales") == 0
    assert all(model.get(flow, Link) for flows in table.flows.values() for flow in flows)
    assert hand_overs(model, processes(model)[0].id) == found and hand_overs(model, "other") == []
    unit = seats.add(model, seats.new_chart(model), seats.ROLE._replace(kind="unit"), name="House")
    holding.set_unit(model, ["Sales", "Stores"], shop.shape(unit).node)
    assert hand_overs(model, by_unit=True) == []


def test_a_role_card_tells_what_it_owns_receives_and_hands_on(shop: Sheet) -> None:
    model = shop.model
    holding.seat(model, "Stores", "Emil Holm")
    holding.set_deputy(model, "Stores", "Sales")
    card = role_card(model, "Stores")
    assert names(model, [duty.step for duty in card.owns]) == ["In stock?", "Pick"] and card.processes == ("Orders",)
    assert {each.giver for each in card.receives} == {"Sales"} == {each.taker for each in card.hands_on}
    assert names(model, card.holders) == ["Emil Holm"] and card.deputies == ("Sales",)
    boss = role_card(model, "Boss")
    assert [(duty.letter, names(model, [duty.step])) for duty in boss.takes_part] == [("A", ["Check"])]
    assert boss.owns == () and boss.reports == () and boss.boss == "" and boss.units == ()


def test_loops_sub_processes_and_what_hangs_alone_are_in_the_order() -> None:
    records = [
        Node("p", "process", "P"),
        Node("a", "task", "A", parent="p"),
        Node("sub", "subProcess", "Sub", parent="p"),
        Node("in1", "task", "In", parent="sub"),
        Node("t", "boundaryEvent", "Late", parent="p", host="a"),
        Node("late", "task", "Tell", parent="p"),
        Node("x", "task", "X", parent="p"),
        Node("y", "task", "Y", parent="p"),
        Link("1", "sequenceFlow", "a", "sub", parent="p"),
        Link("2", "sequenceFlow", "t", "late", parent="p"),
        Link("3", "sequenceFlow", "x", "y", parent="p"),
        Link("4", "sequenceFlow", "y", "x", parent="p"),
    ]
    model = Model(records)
    found = [node.id for node in along_the_flow(model, "p")]
    assert sorted(found) == ["a", "in1", "late", "sub", "t", "x", "y"]
    assert found.index("a") < found.index("sub") < found.index("in1") and found.index("t") < found.index("late")
