"""Owners given to steps, lanes and pools that stand for roles, letters; names that follow."""

from __future__ import annotations

import pytest

from opsdesigner.edit import assigning, convert, draw, lanes, moving, remove
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.travel import plan
from opsdesigner.files import bpmn
from opsdesigner.model import Id, Link, Model, Node
from opsdesigner.notation.organisation import named
from opsdesigner.notation.ownership import assignments, letters, owner_of

from ..build import Sheet


class Shop(Sheet):
    """A pool of two lanes, Sales and Stores, with a step in each; roles Sales, Stores and Boss."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = self.put("participant", 400, 300, "Shop")
        self.sales, self.stores = lanes.split(self.model, self.pool, 2)
        for lane, name in ((self.sales, "Sales"), (self.stores, "Stores")):
            draw.rename(self.model, lane, name)
        at = {lane: self.shape(lane).y + self.shape(lane).height / 2 for lane in (self.sales, self.stores)}
        self.check = self.put("task", 300, at[self.sales], "Check order")
        self.pick = self.put("task", 500, at[self.stores], "Pick goods")
        with self.model.change("Roles"):
            for name in ("Sales", "Stores", "Boss"):
                self.model.put(Node(f"r_{name}", "role", name))

    def owner(self, shape: Id) -> str:
        node = self.model.get(owner_of(self.model, self.node(shape).id), Node)
        return node.name if node else ""

    def parts(self, shape: Id) -> list[Link]:
        return assignments(self.model, self.node(shape).id)


@pytest.fixture
def shop() -> Shop:
    return Shop()


def saved(model: Model) -> None:
    data = bpmn.write(bpmn.empty(), model.records)
    bpmn.verify(data, model.records)


def test_a_role_given_to_a_step_owns_it_until_another_does(shop: Shop) -> None:
    assigning.assign(shop.model, [shop.check, shop.pick], "r_Boss")
    assert shop.owner(shop.check) == shop.owner(shop.pick) == "Boss"
    assigning.assign(shop.model, [shop.check], "r_Sales")
    assert shop.owner(shop.check) == "Sales" and len(shop.parts(shop.check)) == 1
    saved(shop.model)
    shop.model.undo()
    shop.model.undo()
    assert shop.owner(shop.check) == ""


def test_a_lane_that_stands_for_a_role_makes_assignments_needless(shop: Shop) -> None:
    assigning.assign(shop.model, [shop.check], "r_Sales")
    assigning.assign(shop.model, [shop.sales], "r_Sales")
    assert shop.parts(shop.check) == [] and shop.owner(shop.check) == "Sales"
    assigning.assign(shop.model, [shop.check], "r_Boss")
    assert shop.owner(shop.check) == "Boss"
    assigning.assign(shop.model, [shop.check], "r_Sales")
    assert shop.parts(shop.check) == [] and shop.owner(shop.check) == "Sales"
    assert assigning.can_assign(shop.model, shop.check, "r_Sales").reason == "Already owned by Sales"
    saved(shop.model)


def test_a_step_moved_into_its_owner_s_lane_needs_no_assignment(shop: Shop) -> None:
    for lane, role in ((shop.sales, "r_Sales"), (shop.stores, "r_Stores")):
        assigning.stand_for(shop.model, lane, role)
    assigning.assign(shop.model, [shop.check], "r_Stores")
    down = shop.shape(shop.pick).y - shop.shape(shop.check).y
    going = plan(shop.model, [shop.check])
    with shop.model.change("Move"):
        moving.relocate(shop.model, going, {shop.check: (-100.0, down)})
    assert shop.parts(shop.check) == [] and shop.owner(shop.check) == "Stores"


def test_letters_of_others(shop: Shop) -> None:
    for letter in "ACI":
        assigning.assign(shop.model, [shop.check], "r_Boss", letter)
    assigning.assign(shop.model, [shop.check], "r_Stores", "A")
    assigning.assign(shop.model, [shop.check], "r_Stores", "C")
    assert letters(shop.model, shop.node(shop.check).id) == {"r_Boss": "CI", "r_Stores": "AC"}
    assigning.add_part(shop.model, shop.check, "r_Sales", "A")
    assigning.add_part(shop.model, shop.check, "r_Sales", "A")
    assert letters(shop.model, shop.node(shop.check).id)["r_Sales"] == "A"
    saved(shop.model)
    assigning.take_back(shop.model, [shop.check], "r_Boss", "C")
    assert letters(shop.model, shop.node(shop.check).id)["r_Boss"] == "I"
    assigning.take_back(shop.model, [shop.check])
    assert shop.parts(shop.check) == []


def test_what_nobody_can_own_says_why(shop: Shop) -> None:
    note = shop.put("textAnnotation", 900, 100, "Note")
    with pytest.raises(Refusal, match="Nobody owns this"):
        assigning.assign(shop.model, [note], "r_Boss")
    with pytest.raises(Refusal, match="stands for a role"):
        assigning.assign(shop.model, [shop.sales], "r_Boss", "A")
    with pytest.raises(Refusal, match="no role"):
        assigning.assign(shop.model, [shop.check], shop.node(shop.pick).id)
    with pytest.raises(Refusal, match="Only lanes"):
        assigning.stand_for(shop.model, shop.check, "r_Boss")
    with pytest.raises(Refusal):
        assigning.add_part(shop.model, shop.sales, "r_Boss", "C")


def test_names_of_roles_and_lanes_are_one(shop: Shop) -> None:
    assigning.stand_for(shop.model, shop.sales, "r_Sales")
    draw.rename(shop.model, "r_Sales", "Front office")
    assert shop.node(shop.sales).name == "Front office"
    draw.rename(shop.model, shop.sales, "Sales")
    assert (role := shop.model.get("r_Sales", Node)) and role.name == "Sales"
    draw.rename(shop.model, shop.sales, "stores")  # the name of another role
    assert shop.node(shop.sales).resource == "r_Stores" and shop.node(shop.sales).name == "Stores"
    shop.model.undo()
    assert shop.node(shop.sales).resource == "r_Sales"
    saved(shop.model)


def test_a_pool_keeps_its_own_name(shop: Shop) -> None:
    assigning.stand_for(shop.model, shop.pool, "r_Boss")
    assert shop.node(shop.pool).name == "Shop" and shop.owner(shop.check) == "Boss"
    draw.rename(shop.model, "r_Boss", "Owner")
    assert shop.node(shop.pool).name == "Shop"
    closed = shop.put("closedPool", 400, 700, "")
    assigning.stand_for(shop.model, closed, "r_Stores")
    assert shop.node(closed).name == "Stores"
    draw.rename(shop.model, "r_Stores", "Store room")
    assert shop.node(closed).name == "Store room"


def test_roles_are_made_of_lanes(shop: Shop) -> None:
    draw.rename(shop.model, shop.stores, "Shipping")
    shop.put("closedPool", 400, 700, "Customer")
    shop.put("closedPool", 400, 800, "Wheelworks")
    made = assigning.roles_of_lanes(shop.model)
    assert [node.name for id in made if (node := shop.model.get(id, Node))] == ["Shipping", "Customer", "Wheelworks"]
    parties = [node.props.text("party") for id in made if (node := shop.model.get(id, Node))]
    assert parties == ["", "customer", "supplier"]
    assert shop.owner(shop.check) == "Sales" and shop.owner(shop.pick) == "Shipping"
    assert assigning.roles_of_lanes(shop.model) == []
    saved(shop.model)


def test_a_role_that_goes_leaves_its_steps_and_undo_brings_all_back(shop: Shop) -> None:
    assigning.stand_for(shop.model, shop.sales, "r_Sales")
    assigning.assign(shop.model, [shop.pick], "r_Sales")
    before = dict(shop.model.records)
    remove.remove(shop.model, ["r_Sales"])
    assert shop.owner(shop.check) == shop.owner(shop.pick) == "" and shop.node(shop.sales).name == "Sales"
    shop.model.undo()
    assert dict(shop.model.records) == before


def test_a_step_turned_into_a_decision_keeps_its_owner(shop: Shop) -> None:
    from opsdesigner.notation.variants import VARIANTS

    assigning.assign(shop.model, [shop.check], "r_Boss")
    data = bpmn.write(bpmn.empty(), shop.model.records)
    convert.change_type(shop.model, [shop.check], VARIANTS["exclusiveGateway"])
    assert shop.owner(shop.check) == "Boss"
    again = bpmn.write(bpmn.read(data), shop.model.records)
    bpmn.verify(again, shop.model.records)
    assert (found := named(shop.model, "boss")) and found.id == "r_Boss"
