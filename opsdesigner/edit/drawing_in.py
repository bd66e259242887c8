"""What a document has and no page shows, drawn where it belongs: steps beside their neighbours, lines between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, union
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.variants import Variant

from .append import spot_for
from .around import around
from .context import Refusal, container_of
from .edging import edge_spot
from .grow import GAP, hold
from .lines import route
from .roots import drawn_id
from .sheet import Sheet

FREE = ("note", "group")  # families that nothing grows for


def draw_in(model: Model, ids: Iterable[Id]) -> None:
    """Draws nodes, their lines, and links, beside what they belong to. Raises Refusal where none can be."""
    wanted = list(ids)
    with model.change("Draw"):
        nodes = [node for id in wanted if (node := model.get(id, Node)) is not None]
        nodes.sort(key=lambda node: node.kind == "boundaryEvent")  # after the steps they sit on
        made = [shape for node in nodes if (shape := _draw(model, node)) is not None]
        links = {link.id: link for id in wanted if (link := model.get(id, Link)) is not None}
        links |= {link.id: link for shape in made for link in model.referrers(shape.node, Link)}
        lines = [edge for link in links.values() for edge in _lines(model, link)]
        if not made and not lines:
            raise Refusal("There is no page on which this could be drawn")


def _draw(model: Model, node: Node) -> Shape | None:
    """A shape beside what leads to a node or from it, on its step, else below all that lies with it."""
    if node.kind == "lane" or node.kind not in KINDS or model.referrers(node.id, Shape):
        return None
    place = next(_places(model, node), None)
    if place is None:
        return None
    page, x, y = place
    width, height = box_size(node.kind, node.props)
    shape = Shape(drawn_id(model, node.id), page, node.id, round(x - width / 2), round(y - height / 2), width, height)
    model.put(shape)
    if KINDS[node.kind].family not in FREE:
        sheet = Sheet(model, page)
        hold(sheet, shape_of(model, node.lane, page) or container_of(model, node, page), box_of(shape))
        sheet.commit()
    return shape


def _places(model: Model, node: Node) -> Iterator[tuple[Id, float, float]]:
    """The page and the middle, the best first."""
    if node.kind == "boundaryEvent":
        for host in model.referrers(node.host, Shape)[:1]:
            yield host.diagram, *edge_spot(model, host)
        return
    size = box_size(node.kind, node.props)
    for neighbour in _neighbours(model, node):
        spot = spot_for(model, neighbour, Variant("", "", node.kind, "", node.props), size)
        yield neighbour.diagram, *spot.at
    beside = [
        shape for other in model.referrers(node.parent, Node, "parent") for shape in model.referrers(other.id, Shape)
    ]
    if node.lane:
        lane = [shape for shape in beside if _lane_of(model, shape) == node.lane]
        beside = lane or model.referrers(node.lane, Shape) or beside
    for first in beside[:1]:
        frame = union(box_of(shape) for shape in beside if shape.diagram == first.diagram)
        yield first.diagram, frame[0] + size[0] / 2, frame[3] + GAP + size[1] / 2


def _neighbours(model: Model, node: Node) -> Iterator[Shape]:
    """Where what leads to a node stands, then what it leads to, of the same process and lane."""
    ends = [link.source for link in model.referrers(node.id, Link, "target")]
    ends += [link.target for link in model.referrers(node.id, Link, "source")]
    for end in dict.fromkeys(ends):
        other = model.get(end, Node)
        if other is not None and (other.parent, other.lane) == (node.parent, node.lane):
            yield from model.referrers(end, Shape)[:1]


def _lane_of(model: Model, shape: Shape) -> Id:
    node = model.get(shape.node, Node)
    return node.lane if node is not None else ""


def _lines(model: Model, link: Link) -> Iterator[Edge]:
    """A line on the first page that shows both ends and not the link."""
    if model.referrers(link.id, Edge):
        return
    for first in model.referrers(link.source, Shape):
        last = shape_of(model, link.target, first.diagram)
        if last is not None:
            points = route(model, first.diagram, first, last, link.kind, around=around(model, first, last, link.kind))
            yield model.put(Edge(drawn_id(model, link.id), first.diagram, link.id, points))
            return
