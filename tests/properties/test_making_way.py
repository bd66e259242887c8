"""Random pages, random inserts and growing: what was in order stays so, nobody overtakes, the pinned stay, undo."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.edit import draw, pinning
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.placing import place_new
from opsdesigner.edit.resizing import resize
from opsdesigner.edit.roots import fresh_id
from opsdesigner.edit.tidying import draw_undrawn
from opsdesigner.edit.tidying_part import tidy_selection
from opsdesigner.files import bpmn
from opsdesigner.layout.faults import faults
from opsdesigner.layout.yardstick import PEOPLES
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Record, Shape
from opsdesigner.model.geometry import Box, box_of, shifted
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.kinds import FLOW_NODES, KINDS
from opsdesigner.notation.variants import VARIANTS
from tests.layout.processes import processes

HARD = ("overlap", "outside", "slanted", "undocked")


@st.composite
def pages(draw_: st.DrawFn) -> Model:
    """A drawn page, laid out in full: lanes in pools only, steps in the innermost of them."""
    records = draw_(processes(least=2))
    pooled = any(record.id == "c" for record in records)
    lanes = [record for record in records if isinstance(record, Node) and record.kind == "lane"] if pooled else []
    outer = {lane.parent for lane in lanes}
    kept: list[Record] = []
    for record in records:
        if isinstance(record, Node) and record.kind in FLOW_NODES:
            leaves = [lane.id for lane in lanes if lane.id.startswith(f"{record.parent}lane") and lane.id not in outer]
            if record.lane not in leaves:
                record = replace(record, lane=leaves[-1] if leaves else "")
        if pooled or not (isinstance(record, Node) and record.kind == "lane"):
            kept.append(record)
    model = Model(kept)
    draw_undrawn(model)
    return model


def page_of(model: Model) -> Id:
    return next(page.id for page in model.all(Diagram))


def steps(model: Model) -> list[Shape]:
    return [shape for shape in model.all(Shape) if (node := model.get(shape.node, Node)) and node.kind in FLOW_NODES]


def loose(model: Model) -> list[Shape]:
    return [shape for shape in steps(model) if model[shape.node].kind != "boundaryEvent"]  # type: ignore[union-attr]


def flows(model: Model) -> list[Edge]:
    return [edge for edge in model.all(Edge) if (link := model.get(edge.link, Link)) and link.kind == "sequenceFlow"]


def insert(model: Model, edge: Edge) -> None:
    """A step in a flow, its place left to the program."""
    link = model.get(edge.link, Link)
    source = model.get(link.source, Node) if link else None
    assert link is not None and source is not None
    with model.change("Insert"):
        node = model.put(Node(fresh_id(model, "task"), "task", "New", source.parent, lane=source.lane))
        model.update(link.id, target=node.id)
        model.put(Link(fresh_id(model, "sequenceFlow"), "sequenceFlow", node.id, link.target, "", link.parent))
        place_new(model, page_of(model), [node.id])


def follow_up(model: Model, shape: Shape) -> None:
    """A step after another, as one more branch where there are some."""
    source = model.get(shape.node, Node)
    assert source is not None
    with model.change("Branch"):
        node = model.put(Node(fresh_id(model, "task"), "task", "New", source.parent, lane=source.lane))
        model.put(Link(fresh_id(model, "sequenceFlow"), "sequenceFlow", source.id, node.id, "", source.parent))
        place_new(model, page_of(model), [node.id])


def drop_in(model: Model, edge: Edge) -> None:
    """A step let go on the first piece of a flow."""
    (ax, ay), (bx, by) = edge.points[:2]
    count = len(flows(model))
    draw.place(model, page_of(model), VARIANTS["task"], (ax + bx) / 2, (ay + by) / 2)
    if len(flows(model)) == count:  # it was put down beside the flow, and so pushes nobody
        model.undo()


def act(model: Model, data: st.DataObject) -> str:
    what = data.draw(st.sampled_from(("insert", "follow", "drop", "grow", "select")))
    if what in ("insert", "drop"):
        found = flows(model)
        if found:
            (insert if what == "insert" else drop_in)(model, data.draw(st.sampled_from(found)))
    elif what == "follow":
        sources = [shape for shape in steps(model) if KINDS[model[shape.node].kind].family != "end"]  # type: ignore[union-attr]
        if sources:
            follow_up(model, data.draw(st.sampled_from(sources)))
    elif what == "grow":
        tasks = [shape for shape in steps(model) if model[shape.node].kind == "task"]  # type: ignore[union-attr]
        if tasks:
            left, top, right, bottom = box_of(data.draw(st.sampled_from(tasks)))
            shape = next(each for each in tasks if box_of(each) == (left, top, right, bottom))
            by = data.draw(st.tuples(*[st.integers(0, 120)] * 2))
            resize(model, shape.id, (left, top, right + by[0], bottom + by[1]))
    else:
        chosen = data.draw(st.lists(st.sampled_from([shape.id for shape in loose(model)]), min_size=1, max_size=5))
        tidy_selection(model, page_of(model), chosen)
    return what


@settings(max_examples=50, deadline=None)
@given(pages(), st.data())
def test_what_was_in_order_stays_in_order(model: Model, data: st.DataObject) -> None:
    page = page_of(model)
    for _ in range(data.draw(st.integers(1, 4))):
        before, wrong, saved = dict(model.records), hard(model, page), bpmn.write(bpmn.empty(), model.records)
        try:
            what = act(model, data)
        except Refusal:
            assert dict(model.records) == before
            continue
        assert not hard(model, page) - wrong, what
        after = dict(model.records)
        if after != before:
            model.undo()
            assert dict(model.records) == before
            assert bpmn.write(bpmn.empty(), model.records) == saved
            model.redo()
            assert dict(model.records) == after


def hard(model: Model, page: Id) -> Counter[tuple[str, ...]]:
    return Counter(fault for fault in faults(model, page, PEOPLES) if fault[0] in HARD)


@settings(max_examples=20, deadline=None)
@given(pages(), st.data())
def test_nobody_is_overtaken_in_a_row_and_pinned_shapes_stay(model: Model, data: st.DataObject) -> None:
    found = loose(model)
    pinned = [shape.id for shape in data.draw(st.lists(st.sampled_from(found), max_size=2))]
    if pinned:
        pinning.pin(model, pinned, True)
    before = {shape.id: box_of(shape) for shape in loose(model)}
    stood = {id: in_its_lane(model, id) for id in pinned}
    edges = flows(model)
    if not edges:
        return
    insert(model, data.draw(st.sampled_from(edges)))
    after = {id: box_of(shape) for id in before if (shape := model.get(id, Shape)) is not None}
    assert {id: in_its_lane(model, id) for id in pinned} == stood, "only a lane that moves takes them along"
    for a, one in before.items():
        for b, other in before.items():
            if in_row(one, other) and one[2] <= other[0] and in_row(after[a], after[b]):
                assert after[a][2] <= after[b][0], "they stand one after the other, as before"


def in_its_lane(model: Model, id: Id) -> Box:
    """A shape's box, seen from the top of its lane."""
    shape = model.get(id, Shape)
    node = model.get(shape.node, Node) if shape else None
    assert shape is not None and node is not None
    lane = shape_of(model, node.lane, shape.diagram)
    return shifted(box_of(shape), 0.0, -lane.y if lane is not None else 0.0)


def in_row(a: Box, b: Box) -> bool:
    return a[1] < b[3] and b[1] < a[3]


@settings(max_examples=8, deadline=None)
@given(pages(), st.integers(0, 50))
def test_the_same_again(model: Model, number: int) -> None:
    edges = flows(model)
    if not edges:
        return
    edge = edges[number % len(edges)]
    drawn = []
    for copy in (model.copy(), model.copy()):
        insert(copy, edge)
        new = next(node for node in copy.all(Node) if node.name == "New")
        shape = shape_of(copy, new.id, page_of(copy))
        assert shape is not None
        drawn.append((box_of(shape), [box_of(each) for each in loose(model) if each.id in copy]))
    assert drawn[0] == drawn[1]
