"""What the first name of a new step says: its owner, that it is a decision or an end; answers with their steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.edit import lanes
from opsdesigner.edit.lane_for import new_owner
from opsdesigner.edit.saying import Said, say, say_answer, understood
from opsdesigner.layout.faults import faults
from opsdesigner.model import Node
from opsdesigner.notation.ownership import assignments, owner_of
from tests.build import Sheet

TASK, DECISION, END = "task", "exclusiveGateway", "endEvent"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Check order", ("", TASK, "Check order")),
        ("Sales: Check order", ("Sales", TASK, "Check order")),
        ("  sales  desk :  Check  order ", ("sales desk", TASK, "Check  order")),
        ("@Sales: Check order", ("Sales", TASK, "Check order")),
        ("Sales: In stock?", ("Sales", DECISION, "In stock?")),
        ("In stock？", ("", DECISION, "In stock？")),
        ("end", ("", END, "")),
        ("end: Order served", ("", END, "Order served")),
        ("Sales: end: Served", ("Sales", END, "Served")),
        ("End of day report", ("", TASK, "End of day report")),
        ("endorse", ("", TASK, "endorse")),
        ("End", ("", TASK, "End")),
        ("12: 30 meeting", ("", TASK, "12: 30 meeting")),
        ("Meet at 12:30", ("", TASK, "Meet at 12:30")),
        ("Book a:b", ("", TASK, "Book a:b")),
        ('"Note: who asked?"', ("", TASK, "Note: who asked?")),
        ('Sales: "Really?"', ("Sales", TASK, "Really?")),
        ("„Wer: fragt?“", ("", TASK, "Wer: fragt?")),
        ("", ("", TASK, "")),
    ],
)
def test_a_line_taken_apart(text: str, said: Said) -> None:
    assert understood(text) == said


@given(st.text(max_size=40))
def test_nothing_is_lost_but_signs(text: str) -> None:
    said = understood(text)
    kept = "".join((said.role + said.name).split())
    assert len(kept) <= len(text) and all(letter in text for letter in kept)


def fresh() -> tuple[Sheet, str]:
    sheet = Sheet()
    return sheet, sheet.then(sheet.step("First"))


def test_a_role_that_is_new_is_made_and_owns_the_step() -> None:
    sheet, made = fresh()
    before = dict(sheet.model.records)
    say(sheet.model, made, "Sales: Check order")
    owner = next(node for node in sheet.model.all(Node) if node.kind == "role")
    assert owner.name == "Sales" and owner_of(sheet.model, sheet.node(made).id) == owner.id
    assert sheet.node(made).name == "Check order"
    sheet.model.undo()
    assert dict(sheet.model.records) == before


@pytest.mark.parametrize("said", ["Sales desk", "sales DESK", "sa", "sales d"])
def test_a_known_role_is_found_by_its_name_or_how_it_begins(said: str) -> None:
    sheet, made = fresh()
    role = new_owner(sheet.model, [], "Sales desk")
    new_owner(sheet.model, [], "Stores")
    say(sheet.model, made, f"{said}: Check order")
    assert owner_of(sheet.model, sheet.node(made).id) == role
    assert sum(node.kind == "role" for node in sheet.model.all(Node)) == 2


def test_letters_that_two_roles_begin_with_make_a_third() -> None:
    sheet, made = fresh()
    known = {new_owner(sheet.model, [], name) for name in ("Sales desk", "Sales office")}
    say(sheet.model, made, "sale: Check order")
    assert owner_of(sheet.model, sheet.node(made).id) not in known


def test_the_next_step_stays_with_who_did_the_one_before() -> None:
    sheet, made = fresh()
    say(sheet.model, made, "Sales: Check order")
    after = sheet.then(made)
    say(sheet.model, after, "Confirm it")
    assert owner_of(sheet.model, sheet.node(after).id) == owner_of(sheet.model, sheet.node(made).id) != ""


def test_in_lanes_a_step_goes_to_the_lane_of_its_role() -> None:
    sheet = Sheet()
    pool = sheet.put("participant", 400, 300, "Bright Bikes")
    first, second = lanes.split(sheet.model, pool, 2)
    stores = new_owner(sheet.model, [], "Stores")
    with sheet.model.change("Lane"):
        sheet.model.update(sheet.node(second).id, resource=stores, name="Stores")
    lane = sheet.shape(first)
    start = sheet.put("task", lane.x + 120, lane.y + lane.height / 2, "First")
    made = sheet.then(start)
    before = dict(sheet.model.records)
    say(sheet.model, made, "stores: Pick goods")
    assert sheet.node(made).lane == sheet.node(second).id and not assignments(sheet.model, sheet.node(made).id)
    third = sheet.then(made)
    say(sheet.model, third, "Packing: Pack goods")
    home = sheet.node(sheet.node(third).lane)
    assert home.name == "Packing" and owner_of(sheet.model, sheet.node(third).id) == home.resource
    assert not faults(sheet.model, sheet.diagram)
    while dict(sheet.model.records) != before:
        sheet.model.undo()


def test_branches_handed_to_one_lane_stand_below_each_other() -> None:
    sheet = Sheet()
    pool = sheet.put("participant", 400, 300, "Bright Bikes")
    first, _ = lanes.split(sheet.model, pool, 2)
    gate = sheet.put("exclusiveGateway", sheet.shape(first).x + 120, sheet.shape(first).y + 60, "Which?")
    made = [sheet.then(gate) for _ in range(2)]
    for id in made:
        say(sheet.model, id, "Stores: Pick")
    upper, lower = (sheet.shape(id) for id in made)
    assert upper.x == lower.x and lower.y - (upper.y + upper.height) >= 32


def test_a_lane_without_a_role_that_bears_its_name_becomes_the_roles() -> None:
    sheet = Sheet()
    pool = sheet.put("participant", 400, 300, "Bright Bikes")
    first, second = lanes.split(sheet.model, pool, 2)
    with sheet.model.change("Lane"):
        sheet.model.update(sheet.node(second).id, name="Stores")
    made = sheet.then(sheet.put("task", sheet.shape(first).x + 120, sheet.shape(first).y + 60, "First"))
    say(sheet.model, made, "stores: Pick goods")
    assert sheet.node(made).lane == sheet.node(second).id
    assert owner_of(sheet.model, sheet.node(made).id) == sheet.node(sheet.node(second).id).resource != ""


def test_a_question_becomes_a_decision_as_far_from_what_it_follows() -> None:
    sheet, made = fresh()
    gap = sheet.shape(made).x
    say(sheet.model, made, "In stock?")
    assert sheet.node(made).kind == DECISION and sheet.shape(made).x == gap
    assert sheet.links() == {("First", "In stock?")}
    kept = sheet.then(made)
    say(sheet.model, kept, "Really?", turns=False)
    assert (sheet.node(kept).kind, sheet.node(kept).name) == ("task", "Really?")


def test_an_answer_names_its_step_too() -> None:
    sheet, gate = fresh()
    say(sheet.model, gate, "In stock?")
    for text, answer, name, whole in (
        ("yes: Stores: Pick goods", "yes", "Pick goods", True),
        ("no", "no", "", False),
        ("later:", "later", "", False),
    ):
        step = sheet.then(gate)
        edge = sheet.edge_between(gate, step)
        assert say_answer(sheet.model, edge.id, step, text) is whole
        assert (sheet.link(edge.id).name, sheet.node(step).name) == (answer, name)


@pytest.mark.parametrize("text", ["no: Order parts", "Sales:", "yes:"])
def test_an_answer_or_a_name_alone_is_no_role(text: str) -> None:
    sheet, made = fresh()
    say(sheet.model, made, text)
    assert sheet.node(made).name == text and not [node for node in sheet.model.all(Node) if node.kind == "role"]
