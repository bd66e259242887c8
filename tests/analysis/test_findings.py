"""What the checks say, in which words, with which ways out."""

from __future__ import annotations

from datetime import date

import pytest

from opsdesigner.analysis.finding import STOP, Finding
from opsdesigner.analysis.findings import NAMES, examine, findings
from opsdesigner.analysis.wording import called, listed, since
from opsdesigner.edit import assigning, holding, lanes
from opsdesigner.model import Link, Model, Node, Props

from ..build import Sheet


@pytest.fixture
def shop() -> Sheet:
    """Sales checks, Stores picks; Boss, Stores and Sales are roles."""
    sheet = Sheet()
    model = sheet.model
    with model.change("Roles"):
        for id in ("Sales", "Stores", "Boss"):
            model.put(Node(id, "role", id))
    pool = sheet.put("participant", 500, 300, "Orders")
    bands = lanes.split(model, pool, 2)
    rows = [sheet.shape(lane).y + sheet.shape(lane).height / 2 for lane in bands]
    check = sheet.put("task", 250, rows[0], "Check")
    pick = sheet.put("task", 450, rows[1], "Pick")
    sheet.flow(check, pick)
    for lane, role in zip(bands, ("Sales", "Stores"), strict=True):
        assigning.stand_for(model, lane, role)
    assigning.assign(model, [check], "Boss", "A")
    assigning.assign(model, [pick], "Boss", "A")
    return sheet


def told(model: Model, check: str) -> list[Finding]:
    return [each for each in findings(model) if each.check == check]


def node(sheet: Sheet, name: str) -> str:
    return next(node.id for node in sheet.model.all(Node) if node.name == name)


def test_a_document_in_order_has_no_finding(shop: Sheet) -> None:
    assert findings(shop.model) == []


def test_a_step_of_nobody_can_be_given_to_a_neighbour(shop: Sheet) -> None:
    model = shop.model
    with model.change("Another tool"):
        model.put(Node("loose", "task", "Book carrier", parent=model[node(shop, "Pick")].parent))  # type: ignore[union-attr]
        model.put(Link("f", "sequenceFlow", node(shop, "Pick"), "loose"))
    (found,) = told(model, "unowned-step")
    assert found.text == "Nobody owns “Book carrier”." and found.elements == ("loose",)
    assert [(fix.label, fix.resource) for fix in found.fixes] == [("Give it to Stores", "Stores")]


def test_lanes_of_nobody_are_told_together() -> None:
    sheet = Sheet()
    pool = sheet.put("participant", 500, 300, "Orders")
    bands = lanes.split(sheet.model, pool, 2)
    for lane, name in zip(bands, ("Sales", "Stores"), strict=True):
        band = sheet.shape(lane)
        sheet.put("task", band.x + 200, band.y + band.height / 2, f"{name} step")
        with sheet.model.change("Name"):
            sheet.model.update(band.node, name=name)
    (found,) = told(sheet.model, "unowned-step")
    assert found.text == "The lanes Sales and Stores stand for no role: 2 steps in them have no owner."
    assert found.fixes[0].act == "roles" and len(found.elements) == 2


def test_where_there_is_no_role_at_all_steps_are_told_together() -> None:
    sheet = Sheet()
    sheet.chain("A > B > C")
    (found,) = told(sheet.model, "unowned-step")
    assert found.text == "Nobody owns a step yet: 3 steps wait for a role."


def test_a_lane_that_says_otherwise_is_told_with_both_ways_out(shop: Sheet) -> None:
    pick = node(shop, "Pick")
    with shop.model.change("Another tool"):
        shop.model.put(Link("r1", "assignment", "Sales", pick, "", pick))
    (found,) = told(shop.model, "lane-disagrees")
    assert found.text == "The lane says Stores, the step says Sales does “Pick”."
    assert [fix.label for fix in found.fixes] == ["Keep Sales", "Keep Stores"]


def test_without_a_lane_to_go_to_only_the_lane_can_be_kept(shop: Sheet) -> None:
    pick = node(shop, "Pick")
    with shop.model.change("Another tool"):
        shop.model.put(Link("r1", "assignment", "Boss", pick, "", pick))
    (found,) = told(shop.model, "lane-disagrees")
    assert [fix.label for fix in found.fixes] == ["Keep Stores"]


def test_a_vacant_role_that_owns_steps_is_told(shop: Sheet) -> None:
    model = shop.model
    with model.change("Leaves"):
        model.set_props("Stores", vacant=True, vacantSince="2020-05-04")
    (found,) = told(model, "vacant-owner")
    assert found.text == "Stores has had no holder since May 2020 and owns 1 step."
    assert found.fixes[0].label == "Show the step" and found.fixes[0].elements == (node(shop, "Pick"),)
    holding.seat(model, "Stores", "Emil Holm")
    assert told(model, "vacant-owner") == []


def test_a_ring_of_bosses_is_told_once() -> None:
    records = [Node(id, "role", id) for id in ("Anna", "Ben", "Carla", "Dan")]
    lines = [("Anna", "Ben"), ("Ben", "Carla"), ("Carla", "Anna"), ("Dan", "Anna")]
    model = Model([*records, *(Link(f"{a}>{b}", "reportsTo", a, b, "", a) for a, b in lines)])
    (found,) = told(model, "org-loop")
    assert found.text == "Anna, Ben and Carla report to each other in a circle; nobody is at the top."
    assert found.severity == STOP and found.elements == ("Anna", "Ben", "Carla")


def test_letters(shop: Sheet) -> None:
    check = node(shop, "Check")
    assigning.add_part(shop.model, check, "Stores", "A")
    (found,) = told(shop.model, "raci")
    assert found.text == "Two answer for “Check”: Boss and Stores."
    assert [fix.resource for fix in found.fixes] == ["Boss", "Stores"]
    assigning.take_back(shop.model, [check], letter="A")
    (found,) = told(shop.model, "raci")
    assert found.text == "Nobody answers for “Check”."
    assigning.take_back(shop.model, [node(shop, "Pick")], letter="A")
    assert told(shop.model, "raci") == []  # nowhere is said who answers: it is not in use


def test_of_a_process_that_hardly_says_who_answers_it_is_not_asked(shop: Sheet) -> None:
    model = shop.model
    assigning.take_back(model, [node(shop, "Check")], letter="A")
    with model.change("More"):
        model.put(Node("more", "task", "Pack", parent=model[node(shop, "Pick")].parent))  # type: ignore[union-attr]
    assert told(model, "raci") == []


def test_a_role_that_a_pool_stands_for_is_not_idle(shop: Sheet) -> None:
    with shop.model.change("Customer"):
        shop.model.put(Node("c", "role", "Customer", props=Props(party="customer")))
        shop.model.put(Node("pool", "participant", "Customer", resource="c"))
    assert told(shop.model, "idle-role") == []


def test_roles_without_steps_are_told_one_by_one_or_together(shop: Sheet) -> None:
    model = shop.model
    with model.change("More"):
        model.put(Node("x", "role", "Auditor"))
    assert [each.text for each in told(model, "idle-role")] == ["Auditor has a part in no step."]
    with model.change("Many"):
        for number in range(1200):
            model.put(Node(f"r{number}", "role", f"Role {number}"))
    (found,) = told(model, "idle-role")
    assert found.text == "1,201 roles have a part in no step: Auditor, Role 0, Role 1 and 1,198 more."
    assert len(found.elements) == 1201


def test_an_org_chart_alone_has_no_idle_roles() -> None:
    assert findings(Model([Node("a", "role", "A")])) == []


def test_what_the_file_said_is_a_finding(shop: Sheet) -> None:
    (found,) = findings(shop.model, [("Two shapes share an id.", "x")])
    assert (found.check, found.elements, found.text) == ("file-note", ("x",), "Two shapes share an id.")
    assert "file-note" in NAMES


def test_looking_can_be_stopped_and_gone_on_with() -> None:
    model = Model([Node(f"t{number}", "task", "") for number in range(1000)])
    assert sum(each is None for each in examine(model)) > 5


def test_wording() -> None:
    assert (
        listed([], 3) == "" and listed(["A"], 3) == "A" and listed(["A", "B", "C", "D", "E"], 3) == "A, B, C and 2 more"
    )
    assert since("") == "" and since("2026-05", date(2026, 9, 1)) == " since May"
    assert since("2025-12-01", date(2026, 9, 1)) == " since December 2025" and since("spring") == " since spring"
    model = Model([Node("t", "userTask"), Node("e", "endEvent"), Node("l", "task", "x" * 90)])
    assert called(model, "t") == "a user step without a name" and called(model, "e") == "an end without a name"
    assert called(model, "l", True).endswith("…”") and len(called(model, "l")) == 48
