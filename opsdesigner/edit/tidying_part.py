"""A part of a page tidied: the chosen shapes laid out among themselves where they are; the rest only makes way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from opsdesigner.layout.arranging import arrange
from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of, centre, shifted
from opsdesigner.model.queries import ancestors, incoming, shape_of
from opsdesigner.notation.kinds import KINDS

from . import chart
from .contents import pool_shape, with_contents
from .context import Refusal, container_of
from .ground import Later
from .grow import hold, hold_pushed
from .guiding import led
from .leading import lead_lines
from .pushing import push
from .sheet import Sheet, carried

LEAST = 24.0  # px kept from the rim of a lane
NOT_LAID = ("pool", "lane", "group", "boundary")


def tidy_selection(model: Model, diagram: Id, shape_ids: Iterable[Id]) -> None:
    """Lays out the chosen shapes among themselves, where the first of them stands. Raises Refusal.

    What else is there moves on only where it is in the way; lanes and pools grow; what is pinned stays. May be called
    inside another change.
    """
    if chart.is_chart(model, diagram):
        chart.tidy(model, diagram)
        return
    parts: dict[Id, list[Shape]] = defaultdict(list)
    for shape in _outermost(model, diagram, shape_ids):
        node = model.get(shape.node, Node)
        parts[node.parent if node is not None else ""].append(shape)
    chosen = {scope: shapes for scope, shapes in parts.items() if len(shapes) > 1}
    if not chosen:
        raise Refusal("Choose two or more steps that are not pinned")
    with led(model, diagram, "Tidy selection", Later(model, diagram)):
        for scope, shapes in chosen.items():
            _tidy_part(model, diagram, scope, shapes)


def _outermost(model: Model, diagram: Id, ids: Iterable[Id]) -> list[Shape]:
    """The chosen shapes that can be laid out; not those that lie in another chosen one."""
    found = {shape.node: shape for id in ids if (shape := model.get(id, Shape)) and shape.diagram == diagram}
    kept = []
    for shape in found.values():
        node = model.get(shape.node, Node)
        if node is None or node.kind not in KINDS or KINDS[node.kind].family in NOT_LAID or shape.props.flag("pinned"):
            continue
        if not any(
            outer.id in found and outer.kind not in ("lane", "participant") for outer in ancestors(model, node.id)
        ):
            kept.append(shape)
    return kept


def _tidy_part(model: Model, diagram: Id, scope: Id, shapes: list[Shape]) -> None:
    sheet = Sheet(model, diagram)
    members = {shape.id: with_contents(sheet, shape) for shape in shapes}
    inside = {sheet.shape(id).node for ids in members.values() for id in ids}
    edges = [edge for edge in model.referrers(diagram, Edge) if _joins(model, edge, inside)]
    drawn = [sheet.shape(id) for ids in members.values() for id in ids]
    made = {each.id: each for each in arrange(model.records, [*_frames(sheet, shapes), *drawn], edges)}
    laid = {id: box_of(each) for id, each in made.items() if isinstance(each, Shape)}
    frames = _frames(sheet, shapes)
    side = 3 if frames and not frames[0].props.flag("isHorizontal", True) else 2
    far = _forwards(sheet, shapes, laid, side - 2)
    for lane, part in _by_home(model, diagram, shapes).items():
        aside = _aside(sheet, lane, part, laid, side - 2)
        by = (far, aside) if side == 2 else (aside, far)
        for shape in part:
            for id in members[shape.id]:
                sheet.put(id, shifted(laid[id], *by))
    for id in members:
        _hold(sheet, id)
    moved = push(sheet, scope, {shape.id: None for shape in shapes}, side) or []
    hold_pushed(sheet, moved, side)
    sheet.commit()
    _lead(model, diagram, inside, made, laid)


def _hold(sheet: Sheet, id: Id) -> None:
    node = sheet.model.get(sheet.shape(id).node, Node)
    hold(sheet, container_of(sheet.model, node, sheet.diagram) if node is not None else None, sheet.box(id))


def _joins(model: Model, edge: Edge, nodes: set[Id]) -> bool:
    link = model.get(edge.link, Link)
    return link is not None and link.source in nodes and link.target in nodes


def _frames(sheet: Sheet, shapes: list[Shape]) -> list[Shape]:
    """The lanes that the shapes stand in, with what these lie in, up to their pool."""
    found: dict[Id, Shape] = {}
    for shape in shapes:
        node = sheet.model.get(shape.node, Node)
        home = container_of(sheet.model, node, sheet.diagram) if node is not None else None
        held = sheet.model.get(home.node, Node) if home is not None else None
        if home is None or held is None or held.kind not in ("lane", "participant"):
            continue
        pool = pool_shape(sheet, home)
        above = {outer.id for outer in ancestors(sheet.model, home.node)} | {home.node, pool.node}
        for each in sheet.model.referrers(sheet.diagram, Shape):
            if each.node in above:
                found[each.id] = each
    return list(found.values())


def _by_home(model: Model, diagram: Id, shapes: list[Shape]) -> dict[Id, list[Shape]]:
    """The shapes by the lane, or whatever else, they stand in."""
    found: dict[Id, list[Shape]] = defaultdict(list)
    for shape in shapes:
        node = model.get(shape.node, Node)
        home = container_of(model, node, diagram) if node is not None else None
        found[home.id if home is not None else ""].append(shape)
    return found


def _forwards(sheet: Sheet, shapes: list[Shape], laid: Mapping[Id, Box], along: int) -> float:
    """How far all go along the flow: what is led to from outside keeps its place, as far as it stays ahead of that."""
    chosen = {shape.node: shape for shape in shapes}
    entries: list[Shape] = []
    least: list[float] = []
    for shape in shapes:
        for link in incoming(sheet.model, shape.node):
            source = shape_of(sheet.model, link.source, sheet.diagram)
            if source is None or link.source in chosen or box_of(source)[along + 2] > box_of(shape)[along]:
                continue
            entries.append(shape)
            gap = min(LEAST, box_of(shape)[along] - box_of(source)[along + 2])
            least.append(box_of(source)[along + 2] + gap - laid[shape.id][along])
    first = min(entries or shapes, key=lambda each: laid[each.id][along])
    return max(box_of(first)[along] - laid[first.id][along], *least, -float("inf"))


def _aside(sheet: Sheet, lane: Id, part: list[Shape], laid: Mapping[Id, Box], along: int) -> float:
    """How far a part goes across: its first shape to its old level, none over the upper rim of its lane."""
    home, across = sheet.model.get(lane, Shape), 1 - along
    first = min(part, key=lambda each: laid[each.id][along])
    by = centre(box_of(first))[across] - centre(laid[first.id])[across]
    if home is not None:
        top = min(laid[each.id][across] for each in part) + by
        by += max(0.0, box_of(home)[across] + LEAST - top)
    return by


def _lead(model: Model, diagram: Id, inside: set[Id], made: Mapping[Id, Shape | Edge], laid: Mapping[Id, Box]) -> None:
    """Lines among the chosen as they were laid out where both ends went the same way; all others anew."""
    shapes = {shape.node: shape for shape in model.referrers(diagram, Shape) if shape.node in inside}
    anew: list[Id] = []
    for id in dict.fromkeys(link.id for node in inside for link in model.referrers(node, Link)):
        link = model.get(id, Link)
        edge = next((each for each in model.referrers(id, Edge) if each.diagram == diagram), None)
        if link is None or edge is None or edge.props.flag("handmade"):
            continue
        way = made.get(edge.id)
        ends = [_went(shapes.get(end), laid) for end in (link.source, link.target)]
        if isinstance(way, Edge) and ends[0] is not None and ends[0] == ends[1]:
            model.put(carried(way, *ends[0]))
        else:
            anew.append(link.id)
    lead_lines(model, diagram, anew)


def _went(shape: Shape | None, laid: Mapping[Id, Box]) -> tuple[float, float] | None:
    if shape is None or shape.id not in laid:
        return None
    return shape.x - laid[shape.id][0], shape.y - laid[shape.id][1]
