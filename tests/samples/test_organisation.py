"""Every sample says who sits where and who owns what."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.edit.chart import charts, seats, tidy
from opsdesigner.files.document import open_document
from opsdesigner.model import Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of
from opsdesigner.notation.organisation import holders, is_outside, is_vacant, roles_of, share_of
from opsdesigner.notation.ownership import disputes, letter_of, unowned

SAMPLES = sorted(places.samples().glob("*.bpmn"))
ONE_PROCESS = [path for path in SAMPLES if path.stem != "bright-bikes"]
each = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
plain = pytest.mark.parametrize("path", ONE_PROCESS, ids=lambda path: path.stem)


def of(model: Model, *kinds: str) -> list[Node]:
    return [node for node in model.all(Node) if node.kind in kinds]


@each
def test_it_opens_without_a_note_and_saves_as_the_same_bytes(path: Path) -> None:
    document = open_document(path)
    assert document.notes == []
    assert document.snapshot().bytes() == path.read_bytes()


@plain
def test_every_lane_and_closed_pool_stands_for_a_role(path: Path) -> None:
    model = open_document(path).model
    bands = [*of(model, "lane"), *(pool for pool in of(model, "participant") if not pool.host)]
    assert bands and all(band.resource for band in bands)
    assert all(lane.name == model[lane.resource].name for lane in of(model, "lane"))  # type: ignore[union-attr]
    assert unowned(model) == [] and list(disputes(model)) == []


@each
def test_every_role_in_the_house_has_a_holder_or_is_vacant_since_some_day(path: Path) -> None:
    model = open_document(path).model
    inside = [role for role in of(model, "role") if not is_outside(role)]
    for role in inside:
        assert bool(holders(model, role.id)) != is_vacant(model, role), role.name
        assert bool(role.props.text("vacantSince")) == is_vacant(model, role), role.name
    for person in of(model, "person"):
        assert roles_of(model, person.id) and person.props.text("mail").endswith("@brightbikes.example"), person.name
        held = [link for link in model.referrers(person.id, Link, "source") if link.kind == "holds"]
        assert sum(map(share_of, held)) == 100, person.name
    assert any(link.kind == "deputy" for link in model.all(Link))
    assert {"A", "C", "I"} <= {letter_of(link) for link in model.all(Link) if link.kind == "assignment"}


@each
def test_no_box_of_a_chart_covers_another(path: Path) -> None:
    model = open_document(path).model
    assert charts(model)
    for chart in charts(model):
        shapes = list(seats(model, chart.id, hidden=False).shapes.values())
        assert len(shapes) >= 4
        for one, other in combinations(shapes, 2):
            assert apart(one, other) >= 8, (one.node, other.node)


@each
def test_a_chart_is_laid_out_already(path: Path) -> None:
    model = open_document(path).model
    before = dict(model.records)
    for chart in charts(model):
        tidy(model, chart.id)
    assert model.records == before


def apart(one: Shape, other: Shape) -> float:
    a, b = box_of(one), box_of(other)
    return max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3])
