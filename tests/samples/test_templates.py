"""Every template is small, valid, complete and drawn on the grid."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.files.document import open_document
from opsdesigner.model import Edge, Node, Shape
from opsdesigner.notation.kinds import FLOW_NODES

from .test_samples import schema

TEMPLATES = sorted((places.resources() / "templates").glob("*.bpmn"))
GRID = 8
each = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)


def test_there_are_four() -> None:
    assert [path.stem for path in TEMPLATES] == [
        "decision-and-loop",
        "lanes-by-role",
        "simple-process",
        "two-companies",
    ]


@each
def test_valid_against_the_schema(path: Path) -> None:
    from lxml import etree

    rules = schema()
    assert rules.validate(etree.fromstring(path.read_bytes())), rules.error_log


@each
def test_opens_without_a_note_and_saves_as_the_same_bytes(path: Path) -> None:
    document = open_document(path)
    assert document.notes == []
    assert document.snapshot().bytes() == path.read_bytes()


@each
def test_everything_is_named_drawn_and_connected(path: Path) -> None:
    model = open_document(path).model
    nodes = [node for node in model.all(Node) if node.kind in FLOW_NODES]
    assert 4 <= len(nodes) <= 10
    drawn = {shape.node for shape in model.all(Shape)}
    for node in nodes:
        assert node.name and node.id in drawn
        assert model.referrers(node.id, Edge) or any(
            link.source == node.id or link.target == node.id
            for edge in model.all(Edge)
            if (link := model.records[edge.link])
        )


@each
def test_middles_stand_on_the_grid_and_steps_do_not_touch(path: Path) -> None:
    model = open_document(path).model
    shapes = [shape for shape in model.all(Shape) if model[shape.node].kind in FLOW_NODES]  # type: ignore[union-attr]
    for shape in shapes:
        assert (shape.x + shape.width / 2) % GRID == 0, shape
        assert (shape.y + shape.height / 2) % GRID == 0, shape
    for a, b in combinations(shapes, 2):
        apart = max(a.x - b.x - b.width, b.x - a.x - a.width, a.y - b.y - b.height, b.y - a.y - a.height)
        assert apart >= 24, (a.node, b.node)


@each
def test_lines_are_level_or_upright(path: Path) -> None:
    for edge in open_document(path).model.all(Edge):
        for (ax, ay), (bx, by) in pairwise(edge.points):
            assert ax == bx or ay == by, edge.id
