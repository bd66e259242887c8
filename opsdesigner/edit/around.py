"""What a line keeps clear of: the shapes, names and other lines that stand between its ends and beside them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from opsdesigner.model import Edge, Id, Link, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, contains, grown, pieces, shifted, union
from opsdesigner.model.queries import ancestors, pools_of, scope_of, shape_of
from opsdesigner.notation.looks import HEADER, is_upright

from .ground import EFFORT, Ground
from .routing import Around

REACH, FURTHER = 160.0, 4.0  # px round the ends; how many times further is looked where there is no way
FURTHEST = 2500.0
MOST = 100  # walls: in a denser crowd no further way is looked for
RIM = 6.0  # px that flows keep from the edge of their pool or open step


def around(
    model: Model,
    source: Shape,
    target: Shape,
    kind: str = "sequenceFlow",
    ground: Ground | None = None,
    itself: Id = "",
    reach: float = REACH,
) -> Around:
    """What stands round two shapes that a line of a kind is to join; `itself` is that line, if it is there already."""
    ground = ground or Ground(model, source.diagram)
    room = grown(union((ground.box(source), ground.box(target))), reach)
    shapes, edges, lanes = ground.near(room)
    walls = walls_among(ground, shapes, source, target)
    others = [edge for edge in edges if edge.id != itself]
    names = [name for shape in shapes if (name := _name(ground, shape)) is not None]
    names += [box_of(edge.label) for edge in others if edge.label is not None]
    runs: list[Box] = []
    forks: list[Point] = []
    for edge in others:
        points = ground.points(edge)
        link = model.get(edge.link, Link)
        if merges(link, source, target, kind):
            if link is not None and (link.source, link.target) != (source.node, target.node):
                forks += (points[0], points[-1])
        else:
            runs += pieces(points)
    wider = None
    if reach < FURTHEST and len(walls) < MOST and ground.effort >= EFFORT:
        wider = partial(around, model, source, target, kind, ground, itself, reach * FURTHER)
    frame = _frame(ground, source, target) if kind == "sequenceFlow" else None
    return Around(walls, runs, names, forks, _borders(ground, lanes), room, frame, wider, ground.effort)


def walls_among(ground: Ground, shapes: Iterable[Shape], source: Shape, target: Shape) -> list[Box]:
    """Those of the shapes that a line between two must not run through: what an end lies in is in nobody's way."""
    holders, ends = holders_of(ground.model, source.node, target.node), (ground.box(source), ground.box(target))
    walls = (ground.box(shape) for shape in shapes if shape.node not in holders)
    return [wall for wall in walls if not any(contains(wall, end) for end in ends)]


def _name(ground: Ground, shape: Shape) -> Box | None:
    """Where the name of a shape stands, as far as somebody put it there."""
    if shape.label is None:
        return None
    box = ground.box(shape)
    return shifted(box_of(shape.label), box[0] - shape.x, box[1] - shape.y)


def _borders(ground: Ground, lanes: Iterable[Shape]) -> list[Box]:
    """The borders between lanes, as pieces of lines."""
    found: dict[Box, None] = {}
    for lane in lanes:
        left, top, right, bottom = ground.box(lane)
        upright = is_upright(lane.props)
        sides = (
            ((left, top, left, bottom), (right, top, right, bottom))
            if upright
            else ((left, top, right, top), (left, bottom, right, bottom))
        )
        found |= dict.fromkeys(sides)
    return list(found)


def holders_of(model: Model, source: Id, target: Id) -> set[Id]:
    """What a line between two nodes may run in: themselves, and what they lie in."""
    holders = {source, target}
    return holders | {outer.id for end in tuple(holders) for outer in ancestors(model, end)}


def merges(link: Link | None, source: Shape, target: Shape, kind: str) -> bool:
    """Whether a line forks from the same shape as one of a kind from source to target, or joins it at the end."""
    return link is None or (link.kind == kind and (link.source == source.node or link.target == target.node))


def _frame(ground: Ground, source: Shape, target: Shape) -> Box | None:
    """Where a flow stays: in the pool or open step both ends lie in; None on bare paper, or where they lean out."""
    model, scope = ground.model, scope_of(ground.model, source.node)
    home = shape_of(model, scope, source.diagram)
    if home is None:
        pools = (shape_of(model, pool.id, source.diagram) for pool in pools_of(model, scope))
        home = next((pool for pool in pools if pool is not None), None)
    if home is None:
        return None
    left, top, right, bottom = ground.box(home)
    node = model.get(home.node, Node)
    head = HEADER if node is not None and node.kind == "participant" else 0.0
    if is_upright(home.props):
        top += head
    else:
        left += head
    frame = grown((left, top, right, bottom), -RIM)
    return frame if contains(frame, union((ground.box(source), ground.box(target)))) else None


def shapes_in(model: Model, diagram: Id, room: Box) -> list[Shape]:
    """The shapes of a diagram that lie in a box, wholly or in part."""
    left, top, right, bottom = room
    return [
        shape
        for shape in model.referrers(diagram, Shape)
        if shape.x < right and shape.y < bottom and shape.x + shape.width > left and shape.y + shape.height > top
    ]


def runs_of(model: Model, shapes: Iterable[Shape], kinds: tuple[str, ...]) -> list[Box]:
    """The pieces of the lines of these kinds that start or end at shapes."""
    found = list(shapes)
    links = {link.id: link for shape in found for link in model.referrers(shape.node, Link) if link.kind in kinds}
    return [piece for link in links.values() for piece in _pieces(model, link, found[0].diagram)]


def _pieces(model: Model, link: Link, diagram: Id) -> list[Box]:
    drawn = (edge for edge in model.referrers(link.id, Edge) if edge.diagram == diagram and len(edge.points) > 1)
    return [piece for edge in drawn for piece in pieces(edge.points)]
