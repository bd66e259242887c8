"""What a new line keeps clear of: the shapes and the lines that stand between its ends and beside them."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of, grown, overlaps, pieces, union
from opsdesigner.model.queries import ancestors
from opsdesigner.notation.kinds import KINDS

from .routing import Around

SOLID = ("step", "gateway", "start", "event", "boundary", "end", "data", "store", "note")
REACH = 160.0  # px round the ends
MOST = 40  # in a denser crowd no way round is looked for


def around(model: Model, source: Shape, target: Shape, kind: str = "sequenceFlow") -> Around:
    """What stands round two shapes that a line of a kind is to join; nothing in a crowd."""
    room = grown(union((box_of(source), box_of(target))), REACH)
    near = shapes_in(model, source.diagram, room)
    holders = {source.node, target.node}
    holders |= {outer.id for end in tuple(holders) for outer in ancestors(model, end)}
    walls = [box_of(shape) for shape in near if shape.node not in holders and _solid(model, shape)]
    if len(walls) > MOST:
        return Around()
    return Around(walls, _runs(model, source, target, kind, near, room))


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


def _solid(model: Model, shape: Shape) -> bool:
    node = model.get(shape.node, Node)
    return node is not None and node.kind in KINDS and KINDS[node.kind].family in SOLID


def _runs(model: Model, source: Shape, target: Shape, kind: str, near: list[Shape], room: Box) -> list[Box]:
    """The pieces of the lines near by; not of those of the kind that fork from the same shape or join at the same."""
    links = {link.id: link for shape in near for link in model.referrers(shape.node, Link)}
    return [
        piece
        for link in links.values()
        if link.kind != kind or (link.source != source.node and link.target != target.node)
        for piece in _pieces(model, link, source.diagram)
        if overlaps(grown(piece, 1.0), room)
    ]
