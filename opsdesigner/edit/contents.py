"""What lies in what on a page: the frame of a lane, what goes along with a shape, what stands in a pool."""

from __future__ import annotations

from opsdesigner.model import Id, Node, Shape
from opsdesigner.model.geometry import Box, centre, contains, holds
from opsdesigner.model.queries import children, inside, shape_of
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.looks import is_upright

from .context import container_of, lanes_in
from .sheet import Sheet


def stacking(container: Shape) -> int:
    """The axis on which the lanes of a pool or lane lie one after the other: 1 is down."""
    return 0 if is_upright(container.props) else 1


def frame_of(sheet: Sheet, shape: Shape) -> Shape | None:
    """The pool, lane or sub-process whose lanes this lane is one of; None for all others."""
    node = sheet.model.get(shape.node, Node)
    frame = container_of(sheet.model, node, sheet.diagram) if node is not None and node.kind == "lane" else None
    if frame is None or shape.id not in (each.id for each in lanes_in(sheet.model, frame)):
        return None
    return frame


def pool_shape(sheet: Sheet, shape: Shape) -> Shape:
    """The outermost frame of a lane: its pool, as a rule."""
    while (outer := frame_of(sheet, shape)) is not None:
        shape = outer
    return shape


def lane_contents(sheet: Sheet, lane: Shape) -> list[Id]:
    """The shapes that go where a lane goes: itself, lanes in it, its steps, and what else lies in it."""
    model, box = sheet.model, sheet.put_at(lane)
    lanes = {lane.node} | {node.id for node in inside(model, lane.node) if node.kind == "lane"}
    pool = scope_shapes(sheet, lane)
    found = [id for id, place in laid_over(sheet, pool_shape(sheet, lane)) if holds(box, *centre(place))]
    for shape, node in pool:
        if node.kind == "lane":
            member = node.id in lanes
        elif node.lane:
            member = node.lane in lanes
        else:
            member = holds(box, *centre(sheet.put_at(shape))) and _at_top(sheet, node, lane)
        if member:
            found.extend(with_contents(sheet, shape))
    return list(dict.fromkeys(found))


def _at_top(sheet: Sheet, node: Node, lane: Shape) -> bool:
    """Whether a node lies directly in the process of a lane."""
    outer = sheet.model.get(lane.node, Node)
    while outer is not None and outer.kind == "lane":
        outer = sheet.model.get(outer.parent, Node)
    return outer is not None and node.parent == outer.id


def scope_shapes(sheet: Sheet, lane: Shape) -> list[tuple[Shape, Node]]:
    """The shapes of all that lies in the process (or sub-process) of a lane."""
    node = sheet.model.get(lane.node, Node)
    while node is not None and node.kind == "lane":
        node = sheet.model.get(node.parent, Node)
    return _drawn(sheet, node.id) if node is not None else []


def _drawn(sheet: Sheet, root: Id) -> list[tuple[Shape, Node]]:
    return [
        (shape, node)
        for node in inside(sheet.model, root)
        if (shape := shape_of(sheet.model, node.id, sheet.diagram)) is not None
    ]


def with_contents(sheet: Sheet, shape: Shape) -> list[Id]:
    """A shape and the shapes of all that lies in it or sits on it."""
    node = sheet.model.get(shape.node, Node)
    if node is None:
        return [shape.id]
    found = [shape.id]
    if node.kind == "participant" and node.host:
        found += [each.id for each, _ in _drawn(sheet, node.host)]
        found += [id for id, _ in laid_over(sheet, shape)]
    if KINDS[node.kind].family == "step":
        found += [each.id for each, _ in _drawn(sheet, node.id)]
    return found


def laid_over(sheet: Sheet, pool: Shape) -> list[tuple[Id, Box]]:
    """The notes and groups of the page that lie wholly in a pool, as most programs file them."""
    node, box = sheet.model.get(pool.node, Node), sheet.put_at(pool)
    if node is None or node.kind != "participant":
        return []
    over = (child for child in children(sheet.model, node.parent) if child.kind in ("group", "textAnnotation"))
    shapes = [shape for child in over if (shape := shape_of(sheet.model, child.id, sheet.diagram)) is not None]
    return [(shape.id, place) for shape in shapes if contains(box, place := sheet.put_at(shape))]
