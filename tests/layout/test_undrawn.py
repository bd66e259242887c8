"""Files without a drawing get a plain one: everything there, nothing on top of anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from opsdesigner.files import bpmn
from opsdesigner.files.document import new_document
from opsdesigner.files.errors import Refused
from opsdesigner.layout.undrawn import place_undrawn
from opsdesigner.model import Diagram, Edge, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, contains, overlaps, pieces
from opsdesigner.notation.kinds import FLOW_NODES, KINDS

CONTAINERS = ("pool", "lane", "boundary")


def without_drawing(data: bytes) -> dict[str, object]:
    records = bpmn.read(data).records
    return {id: record for id, record in records.items() if not isinstance(record, Diagram | Shape | Edge)}


def placed(path: Path) -> Model:
    try:
        records = without_drawing(path.read_bytes())
    except Refused:
        pytest.skip("not well-formed")
    return Model([*records.values(), *place_undrawn(records)])  # type: ignore[arg-type,list-item]


def check(model: Model) -> None:
    for diagram in model.all(Diagram):
        shapes = model.referrers(diagram.id, Shape)
        families = {shape.id: KINDS[model[shape.node].kind].family for shape in shapes}  # type: ignore[union-attr]
        solid = [shape for shape in shapes if families[shape.id] not in CONTAINERS]
        for number, one in enumerate(solid):
            for other in solid[number + 1 :]:
                assert not overlaps(box_of(one), box_of(other)), (one.id, other.id)
        for edge in model.referrers(diagram.id, Edge):
            link = model.get(edge.link, Link)
            assert link is not None and len(edge.points) >= 2
            if link.kind == "sequenceFlow":
                steps = [s for s in solid if s.node not in (link.source, link.target)]
                for piece in pieces(edge.points):
                    assert piece[0] == piece[2] or piece[1] == piece[3]
                    assert not any(overlaps(grown_less(box_of(s)), piece) for s in steps), (edge.id, piece)
        pools = {shape.node: shape for shape in shapes if families[shape.id] in ("pool", "lane")}
        for shape in solid:
            node = model.get(shape.node, Node)
            if node is not None and node.kind in FLOW_NODES and node.lane in pools:
                assert contains(box_of(pools[node.lane]), box_of(shape))


def grown_less(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return (box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1)


def test_real_files_stripped_of_their_drawing(corpus_file: Path) -> None:
    model = placed(corpus_file)
    check(model)
    wanted = {node.id for node in model.all(Node) if node.kind in FLOW_NODES and node.parent}
    drawn = {shape.node for shape in model.all(Shape)}
    roots = {
        node.id for node in model.all(Node) if node.kind in ("process", "subProcess", "transaction", "adHocSubProcess")
    }
    assert {id for id in wanted - drawn if model[id].parent in roots and model[id].kind != "boundaryEvent"} == set()  # type: ignore[union-attr]
    document = new_document(model.records.values())
    bpmn.verify(bpmn.write(bpmn.empty(), document.model.records), document.model.records)


def test_what_is_drawn_already_is_left_alone(corpus_file: Path) -> None:
    try:
        records = bpmn.read(corpus_file.read_bytes()).records
    except Refused:
        pytest.skip("not well-formed")
    if not any(isinstance(record, Shape) for record in records.values()):
        pytest.skip("nothing is drawn in this file")
    assert place_undrawn(records) == []


def test_nothing_needs_no_drawing() -> None:
    assert place_undrawn({}) == []
    assert place_undrawn({"p": Node("p", "process")}) == []


def drawn(*records: Node | Link | Diagram) -> Model:
    by_id = {record.id: record for record in records}
    return Model([*records, *place_undrawn(by_id)])


def test_a_page_that_is_there_and_ids_that_are_taken_are_minded() -> None:
    model = drawn(
        Node("p", "process", "Orders"),
        Node("a", "task", "A", "p"),
        Node("a_di", "task", "B", "p"),
        Node("1", "task", "C", "p"),
        Diagram("page", "p", "Page"),
    )
    assert [page.id for page in model.all(Diagram)] == ["page"]
    shapes = {shape.node: shape.id for shape in model.all(Shape)}
    assert shapes == {"a": "a_di_", "a_di": "a_di_di", "1": "_1_di"}


def test_ways_back_are_drawn_and_move_nothing_to_the_right() -> None:
    model = drawn(
        Node("p", "process"),
        *(Node(id, "task", id, "p") for id in "abc"),
        Link("ab", "sequenceFlow", "a", "b", parent="p"),
        Link("bc", "sequenceFlow", "b", "c", parent="p"),
        Link("ca", "sequenceFlow", "c", "a", parent="p"),
        Link("bb", "sequenceFlow", "b", "b", parent="p"),
        Link("aa", "association", "a", "a", parent="p"),
    )
    x = {shape.node: shape.x for shape in model.all(Shape)}
    assert x["a"] < x["b"] < x["c"] and {edge.link for edge in model.all(Edge)} == {"ab", "bc", "ca", "bb", "aa"}
    assert all(len(edge.points) > 1 for edge in model.all(Edge))
