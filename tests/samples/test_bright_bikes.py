"""Bright Bikes, a firm of forty people with five linked processes, and the weaknesses an answer has to find in it."""

from __future__ import annotations

import pytest

from opsdesigner import places
from opsdesigner.analysis.finding import INFO
from opsdesigner.analysis.findings import findings
from opsdesigner.analysis.handovers import hand_overs, matrix
from opsdesigner.analysis.order import processes
from opsdesigner.analysis.raci import raci
from opsdesigner.edit.chart import charts, seats
from opsdesigner.files.document import open_document
from opsdesigner.model import Link, Model, Node
from opsdesigner.model.queries import boundary_events, children, process_of
from opsdesigner.notation.kinds import ACTIVITIES
from opsdesigner.notation.organisation import (
    deputies,
    dotted_lines,
    holders,
    is_outside,
    is_vacant,
    named,
    roles_of,
)
from opsdesigner.notation.ownership import counts, disputes, idle, letters, owned_by, owner_of, unowned


@pytest.fixture(scope="module")
def firm() -> Model:
    return open_document(places.samples() / "bright-bikes.bpmn").model


def of(model: Model, *kinds: str) -> list[Node]:
    return [node for node in model.all(Node) if node.kind in kinds]


def the(model: Model, name: str, *kinds: str) -> Node:
    found = [node for node in of(model, *(kinds or ("role", "unit"))) if node.name == name]
    assert len(found) == 1, (name, found)
    return found[0]


def names(model: Model, ids: list[str]) -> list[str]:
    return [node.name for id in ids if (node := model.get(id, Node)) is not None]


# the firm


def test_forty_people_on_roles_of_all_sorts(firm: Model) -> None:
    roles = of(firm, "role")
    inside = [role for role in roles if not is_outside(role)]
    assert len(of(firm, "person")) == 40 and len(inside) == 23
    assert {role.props.text("party") for role in roles} == {"", "supplier", "customer", "system"}
    assert [role.name for role in inside if role.props.flag("assistant")] == ["Assistant"]
    assert [holder.name for holder in holders(firm, the(firm, "Operations").id)] == ["Carla Ndiaye"]
    assert [person.name for person in of(firm, "person") if len(roles_of(firm, person.id)) > 1] == ["Yuki Mori"]
    assert [person.name for person in of(firm, "person") if person.props.text("away")] == ["Fay Lim"]
    assert [role.name for role in inside if dotted_lines(firm, role.id)] == ["Workshop"]
    assert max(len(holders(firm, role.id)) for role in inside) == 6


def test_five_processes_hand_to_each_other(firm: Model) -> None:
    found = {node.id: node.name for node in processes(firm)}
    assert sorted(found.values()) == ["Build a bike", "Buy parts", "Lead to order", "Order fulfilment", "Repair"]
    calls = {
        (found[process_of(firm, step.id)], found[step.props.text("calledElement")]) for step in of(firm, "callActivity")
    }
    assert calls == {
        ("Lead to order", "Order fulfilment"),
        ("Order fulfilment", "Buy parts"),
        ("Order fulfilment", "Build a bike"),
        ("Build a bike", "Buy parts"),
        ("Repair", "Order fulfilment"),
    }


def test_the_chart_is_as_wide_as_its_pane_and_the_other_shows_what_is_to_be(firm: Model) -> None:
    now, later = charts(firm)
    assert (now.name, later.name) == ("Organisation", "To be")
    shown = seats(firm, now.id, hidden=False).shapes.values()
    assert max(shape.x + shape.width for shape in shown) - min(shape.x for shape in shown) <= 420
    everybody = [set(names(firm, list(seats(firm, chart.id).shapes))) for chart in (now, later)]
    assert everybody[1] - everybody[0] == {"Production planner", "RapidRide"} and everybody[0] < everybody[1]


def test_a_grid_of_letters_for_each_process_says_more_than_lanes(firm: Model) -> None:
    for process in processes(firm):
        said = raci(firm, process.id)
        assert len(said.steps) >= 7 and any(set(text) & set("ACI") for text in said.letters.values()), process.name


# what is wrong with it


def test_one_step_has_no_owner(firm: Model) -> None:
    assert [step.name for step in unowned(firm)] == ["Decide goodwill"]


def test_one_role_in_the_house_owns_nothing_and_has_no_part(firm: Model) -> None:
    assert [role.name for role in idle(firm) if not is_outside(role)] == ["IT"]


def test_a_vacant_role_owns_steps(firm: Model) -> None:
    vacant = [role for role in of(firm, "role") if is_vacant(firm, role) and owned_by(firm, role.id)]
    assert [role.name for role in vacant] == ["Manufacturing"]
    steps = [id for id in owned_by(firm, vacant[0].id) if counts(firm[id])]  # type: ignore[arg-type]
    assert sorted(names(firm, steps)) == [
        "Build bikes",
        "Buy missing parts",
        "Change the plan",
        "Parts there?",
        "Plan the week",
    ]
    assert deputies(firm, vacant[0].id) == []


def test_a_step_hangs_on_one_person_without_a_deputy(firm: Model) -> None:
    step = the(firm, "Approve order", "userTask")
    director = owner_of(firm, step.id)
    (anna,) = holders(firm, director)
    assert anna.name == "Anna Bright"
    assert deputies(firm, director) == deputies(firm, anna.id) == []


def test_a_lane_and_an_assignment_disagree(firm: Model) -> None:
    (found,) = disputes(firm)
    assert names(firm, [found.step, found.by_lane, found.by_assignment]) == [
        "Offer partial order",
        "Sales",
        "Managing director",
    ]


def test_work_goes_back_and_forth(firm: Model) -> None:
    process = the(firm, "Lead to order", "process")
    told = matrix(hand_overs(firm, process.id))
    marketing, sales = the(firm, "Marketing").id, the(firm, "Sales").id
    assert (told.number(marketing, sales), told.number(sales, marketing)) == (2, 1)


def test_an_exception_is_answered_in_one_process_and_not_in_the_other(firm: Model) -> None:
    """Buy parts may end with no parts; of the steps that call it only one says what happens then."""
    ends = [node for node in of(firm, "endEvent") if _error(node)]
    assert [(end.name, process_of(firm, end.id)) for end in ends] == [("No parts to be had", "Process_BuyParts")]
    answered = {
        step.name: any(_error(event) == _error(ends[0]) for event in boundary_events(firm, step.id))
        for step in of(firm, "callActivity")
        if step.props.text("calledElement") == "Process_BuyParts"
    }
    assert answered == {"Order parts": False, "Buy missing parts": True}


def _error(node: Node) -> str:
    return next((bag.text("ref") for bag in node.props.bags("events") if bag.text("kind") == "error"), "")


def test_a_supplier_has_no_alternative(firm: Model) -> None:
    asked = {
        pool.resource
        for link in firm.all(Link)
        if link.kind == "messageFlow" and (pool := firm.get(link.target, Node)) is not None
    }
    suppliers = [role for role in of(firm, "role") if role.props.text("party") == "supplier" and role.id in asked]
    second = {role.name: [other.name for other in deputies(firm, role.id)] for role in suppliers}
    assert second == {"NordPost": ["RapidRide"], "Wheelworks": []}


def test_the_check_finds_them_and_nothing_else_that_is_worth_fixing(firm: Model) -> None:
    told = [(finding.check, finding.text) for finding in findings(firm) if finding.severity != INFO]
    assert sorted(check for check, _ in told) == ["lane-disagrees", "unowned-step", "vacant-owner"], told
    assert any(finding.check == "idle-role" and "IT" in finding.text for finding in findings(firm))


def test_everything_else_has_an_owner_who_is_there(firm: Model) -> None:
    """The weaknesses are the only ones of their kind."""
    for process in processes(firm):
        steps = [node for node in children(firm, process.id) if node.kind in ACTIVITIES]
        assert len(steps) >= 7
        assert "A" in "".join(letters(firm, process.id).values()), process.name
    owners = {owner for step in of(firm, *ACTIVITIES) if (owner := owner_of(firm, step.id))}
    assert [firm[id].name for id in owners if not holders(firm, id)] == ["Manufacturing"]  # type: ignore[union-attr]
    assert named(firm, "Goodwill committee") is None
