"""Lanes made anew from who owns what: every step in its owner's lane, nothing lost, one undo step."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from opsdesigner.edit import assigning
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.regrouping import lanes_by
from opsdesigner.files import bpmn
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, contains, overlaps
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.kinds import ACTIVITIES
from opsdesigner.notation.ownership import assignments, counts, disputes, letter_of, owner_of

from ..build import Sheet

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.bpmn"))


def roles(model: Model, *names: str) -> list[Id]:
    with model.change("Roles"):
        return [model.put(Node(f"r_{name}", "role", name)).id for name in names]


def check(model: Model, shapes: list[Id]) -> None:
    """Each step lies in its lane; lanes lie one after the other; no two steps share a place; the file holds it all."""
    places = {lane.node: lane for id in shapes if (lane := model.get(id, Shape)) is not None}
    boxes = [box_of(lane) for lane in places.values()]
    assert not any(overlaps(one, other) for one, other in itertools.combinations(boxes, 2))
    steps = []
    for lane in places.values():
        for node in model.referrers(lane.node, Node, "lane"):
            at = shape_of(model, node.id, lane.diagram)
            if at is not None and node.kind in ACTIVITIES:
                assert contains(box_of(lane), box_of(at)), node.name
                steps.append(box_of(at))
    assert not any(overlaps(one, other) for one, other in itertools.combinations(steps, 2))
    data = bpmn.write(bpmn.empty(), model.records)
    bpmn.verify(data, model.records)


def lanes(model: Model, shapes: list[Id]) -> dict[str, set[str]]:
    found = {}
    for id in shapes:
        shape = model.get(id, Shape)
        lane = model.get(shape.node, Node) if shape is not None else None
        assert lane is not None
        found[lane.name] = {node.name for node in model.referrers(lane.id, Node, "lane") if node.kind in ACTIVITIES}
    return found


def test_a_process_without_a_pool_gets_one_with_a_lane_for_each_owner() -> None:
    sheet = Sheet()
    a, b, c = sheet.chain("Check > Pick > Invoice")
    sales, stores = roles(sheet.model, "Sales", "Stores")
    assigning.assign(sheet.model, [a, c], sales)
    assigning.assign(sheet.model, [b], stores)
    before = dict(sheet.model.records)
    made = lanes_by(sheet.model, sheet.diagram, "owner")
    check(sheet.model, made)
    assert lanes(sheet.model, made) == {"Sales": {"Check", "Invoice"}, "Stores": {"Pick"}}
    assert not [link for link in sheet.model.all(Link) if link.kind == "assignment"]
    assert all(owner_of(sheet.model, sheet.node(id).id) for id in (a, b, c))
    sheet.model.undo()
    assert dict(sheet.model.records) == before


def test_lanes_by_unit_keep_the_owners_by_name() -> None:
    sheet = Sheet()
    a, b, c = sheet.chain("Check > Pick > Pack")
    sales, stores, packing = roles(sheet.model, "Sales", "Stores", "Packing")
    with sheet.model.change("Unit"):
        unit = sheet.model.put(Node("u", "unit", "Operations")).id
        for id in (stores, packing):
            sheet.model.update(id, resource=unit)
    for step, role in ((a, sales), (b, stores), (c, packing)):
        assigning.assign(sheet.model, [step], role)
    made = lanes_by(sheet.model, sheet.diagram, "unit")
    check(sheet.model, made)
    assert lanes(sheet.model, made) == {"Sales": {"Check"}, "Operations": {"Pick", "Pack"}}
    assert [owner_of(sheet.model, sheet.node(id).id) for id in (a, b, c)] == [sales, stores, packing]
    again = lanes_by(sheet.model, sheet.diagram, "owner")
    check(sheet.model, again)
    assert lanes(sheet.model, again) == {"Sales": {"Check"}, "Stores": {"Pick"}, "Packing": {"Pack"}}


def test_steps_of_nobody_share_a_lane_at_the_end() -> None:
    sheet = Sheet()
    a, _ = sheet.chain("Check > Pick")
    with pytest.raises(Refusal, match="Nobody owns"):
        lanes_by(sheet.model, sheet.diagram, "owner")
    assigning.assign(sheet.model, [a], roles(sheet.model, "Sales")[0])
    made = lanes_by(sheet.model, sheet.diagram, "owner")
    assert lanes(sheet.model, made) == {"Sales": {"Check"}, "Not assigned": {"Pick"}}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("by", ["owner", "unit"])
def test_samples_are_regrouped_and_lose_nothing(path: Path, by: str) -> None:
    source = bpmn.read(path.read_bytes())
    model = Model(source.records.values())
    assigning.roles_of_lanes(model)
    before = dict(model.records)
    owners = {node.id: owner_of(model, node.id) for node in model.all(Node) if counts(node)}
    kept = {id for id, record in before.items() if not (isinstance(record, Node) and record.kind == "lane")}
    # who was responsible against the lane is so by the new lane, and need not be said to be
    said = (link for dispute in disputes(model) for link in assignments(model, dispute.step))
    kept -= {link.id for link in said if letter_of(link) == "R"}
    for page in list(model.all(Diagram)):
        pools = [
            shape
            for shape in model.referrers(page.id, Shape)
            if (node := model.get(shape.node, Node)) and node.kind == "participant" and node.host
        ]
        for pool in pools:
            made = lanes_by(model, page.id, by, pool.id)  # type: ignore[arg-type]
            check(model, made)
            model.undo()
            assert dict(model.records) == before
            lanes_by(model, page.id, by, pool.id)  # type: ignore[arg-type]
            now = {id for id in kept if id in model or isinstance(before[id], Shape)}
            assert now == kept
            assert owners == {node.id: owner_of(model, node.id) for node in model.all(Node) if counts(node)}
            edges = model.referrers(page.id, Edge)
            assert all(len(edge.points) > 1 for edge in edges)
            named = [edge for edge in edges if (link := model.get(edge.link, Link)) and link.name]
            names = [box_of(edge.label) for edge in named if edge.label]
            assert len(names) == len(named)
            assert not any(overlaps(one, other) for one, other in itertools.combinations(names, 2))
            model.undo()


def test_of_several_pools_one_is_to_be_named() -> None:
    sheet = Sheet()
    for y in (200, 600):
        sheet.put("participant", 400, y, "Firm")
    with pytest.raises(Refusal, match="Select the pool"):
        lanes_by(sheet.model, sheet.diagram, "owner")
