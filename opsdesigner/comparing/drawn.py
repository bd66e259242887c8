"""The drawing of a joined document: lines follow what was moved under them, new shapes on each other are told."""

from __future__ import annotations

from collections.abc import Mapping

from opsdesigner.edit.rerouting import lead_anew
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Record, Shape
from opsdesigner.model.geometry import box_of, overlaps
from opsdesigner.notation.kinds import FLOW_NODES, ORG_CHART, SUB_PROCESSES
from opsdesigner.notation.looks import is_open

from .clash import REFUSED, Clash

Records = Mapping[Id, Record]


def drawing(
    base: Records, ours: Records, theirs: Records, records: dict[Id, Record], clashes: list[Clash]
) -> list[Clash]:
    """Leads lines anew, in `records`, whose ends come from one side and whose way from the other; all clashes since.

    What one side closed while the other drew in it is open.
    """
    clashes = [*clashes, *_opened(ours, theirs, records)]
    shapes: dict[tuple[Id, Id], Shape] = {(r.diagram, r.node): r for r in records.values() if isinstance(r, Shape)}
    torn = [
        id
        for id, record in records.items()
        if isinstance(record, Edge) and _torn(ours, theirs, records, shapes, record)
    ]
    if torn:
        model = Model(records.values())
        lead_anew(model, torn)
        records.update((id, model[id]) for id in torn)
        clashes = [clash for clash in clashes if not (clash.layout and clash.id in torn and clash.field == "points")]
    return [*clashes, *_on_each_other(base, ours, theirs, records)]


def _opened(ours: Records, theirs: Records, records: dict[Id, Record]) -> list[Clash]:
    """Sub-processes that are closed, with something drawn in them: open again, with all that was in them."""
    clashes = []
    drawn = {(r.diagram, node.parent) for r in records.values() if isinstance(r, Shape) and (node := _node(records, r))}
    for id, shape in list(records.items()):
        node = _node(records, shape) if isinstance(shape, Shape) else None
        if node is None or not isinstance(shape, Shape) or (shape.diagram, node.id) not in drawn:
            continue
        if node.kind not in SUB_PROCESSES or is_open(node, shape.props):
            continue
        for side in (ours, theirs):
            was = side.get(id)
            if isinstance(was, Shape) and is_open(node, was.props):
                records[id] = was
                _draw_again(side, records, shape.diagram)
                clashes.append(Clash(id, "isExpanded", "open", "closed", True))
                break
    return clashes


def _draw_again(side: Records, records: dict[Id, Record], page: Id) -> None:
    """What is there, and was on a page of one side, and is nowhere now."""
    shown = {_subject(r) for r in records.values() if isinstance(r, Shape | Edge)}
    for id, record in side.items():
        if not isinstance(record, Shape | Edge) or record.diagram != page or id in records:
            continue
        subject = _subject(record)
        if subject in records and subject not in shown:
            records[id] = record


def _subject(record: Shape | Edge) -> Id:
    return record.node if isinstance(record, Shape) else record.link


def _node(records: Records, shape: Shape) -> Node | None:
    node = records.get(shape.node)
    return node if isinstance(node, Node) else None


def _torn(ours: Records, theirs: Records, records: Records, shapes: Mapping[tuple[Id, Id], Shape], edge: Edge) -> bool:
    """Whether no side has drawn the line between its ends as they stand now."""
    link, page = records.get(edge.link), records.get(edge.diagram)
    if not isinstance(link, Link) or not isinstance(page, Diagram) or page.kind == ORG_CHART:
        return False
    ends = [shapes.get((edge.diagram, end)) for end in (link.source, link.target)]
    return not any(_as_drawn(side, edge, link, ends) for side in (ours, theirs))


def _as_drawn(side: Records, edge: Edge, link: Link, ends: list[Shape | None]) -> bool:
    drawn, said = side.get(edge.id), side.get(link.id)
    if not isinstance(drawn, Edge) or not isinstance(said, Link) or drawn.points != edge.points:
        return False
    if (said.source, said.target) != (link.source, link.target):
        return False
    places = [side.get(end.id) for end in ends if end is not None]
    return all(
        isinstance(place, Shape) and box_of(place) == box_of(end)
        for place, end in zip(places, (end for end in ends if end is not None), strict=True)
    )


def _on_each_other(base: Records, ours: Records, theirs: Records, records: Records) -> list[Clash]:
    """Steps that one side put where the other has put one."""
    new = [r for r in records.values() if isinstance(r, Shape) and r.id not in base and _is_step(records, r)]
    return [
        Clash(other.id, REFUSED, mine.id, other.id, True)
        for mine in new
        if mine.id in ours and mine.id not in theirs
        for other in new
        if other.id in theirs and other.id not in ours and other.diagram == mine.diagram
        if overlaps(box_of(mine), box_of(other))
    ]


def _is_step(records: Records, shape: Shape) -> bool:
    node = _node(records, shape)
    return node is not None and node.kind in FLOW_NODES
