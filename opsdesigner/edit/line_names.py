"""Names of lines that were led anew find places beside them, where each line runs by itself and nothing is covered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from opsdesigner.layout.names import Places, own_part
from opsdesigner.layout.scopes import FLOW_NAME
from opsdesigner.layout.words import narrow_room
from opsdesigner.model import Bounds, Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.looks import is_open

FRAMES = ("pool", "lane", "group", "process")


def name_anew(model: Model, diagram: Id, ids: Iterable[Id]) -> None:
    """Finds places for the names of some edges of a page, all at once."""
    edges = {edge.id: edge for edge in model.referrers(diagram, Edge)}
    anew = [id for id in ids if id in edges and _name(model, edges[id])]
    if not anew:
        return
    shapes = [shape for shape in model.referrers(diagram, Shape) if model.get(shape.node, Node)]
    frames = [box_of(shape) for shape in shapes if _family(model, shape) in FRAMES]
    drawn: list[Shape | Edge] = [*shapes, *edges.values()]
    labels = [box_of(each.label) for each in drawn if each.label and each.id not in anew]
    solid = [box_of(shape) for shape in shapes if not _holds(model, shape)]
    places = Places([*solid, *labels], [edge.points for edge in edges.values()], frames)
    for id in anew:
        edge = edges[id]
        source = model[edge.link].source  # type: ignore[union-attr]
        beside = {link.id for link in model.referrers(source, Link) if link.source == source} - {edge.link}
        line = own_part(edge.points, [other.points for other in edges.values() if other.link in beside])
        place = places.along_line(line, narrow_room(_name(model, edge), FLOW_NAME))
        model.put(replace(edge, label=_bounds(place), props=edge.props.having(labelPlaced=None)))


def _name(model: Model, edge: Edge) -> str:
    link = model.get(edge.link, Link)
    return link.name if link is not None and len(edge.points) > 1 else ""


def _family(model: Model, shape: Shape) -> str:
    return KINDS[model[shape.node].kind].family  # type: ignore[union-attr]


def _holds(model: Model, shape: Shape) -> bool:
    node = model[shape.node]
    assert isinstance(node, Node)
    return _family(model, shape) in FRAMES or is_open(node, shape.props)


def _bounds(box: Box) -> Bounds:
    return Bounds(*(round(value, 2) for value in (box[0], box[1], box[2] - box[0], box[3] - box[1])))
