"""What is kept of each shape and edge between repaints: places, looks, names laid out when first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPixmap, QPolygonF

from opsdesigner.model import Bounds, Edge, Id, Link, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, along, box_of, grown, holds, union
from opsdesigner.notation.drawings import HEADER, Look
from opsdesigner.notation.kinds import ACTIVITIES, GATEWAYS, KINDS, LABEL_OUTSIDE, Kind
from opsdesigner.notation.looks import is_open, look_of

from . import lines, theme
from .places import astray, loose, note_room, room
from .shown import inner_of, name_of, plain, shows_called

if TYPE_CHECKING:
    from .lines import Hop
    from .names import Guess
    from .stamps import Key, Part
    from .typesetting import Label

UNKNOWN = Kind("", "Unknown", "other", "", outline="box")
TINTED = {"step", "lane", "role", "unit"}  # families that show their owner's colour
FIRST = {"pool": 1.03, "process": 1.02, "lane": 1.01}  # of two homes of the same size, the larger factor lies below
SIDE, UP, DOWN, NEAR = 150.0, 100.0, 100.0, 40.0  # room a name outside may take, at any zoom; what it mostly takes
RIM = 3.0
ABOVE = 1.0  # depth from which shapes lie above lines
GROUND = 30_000.0  # least area of a closed step that some files put others in


class ShapePicture:
    """One shape: its place, its kind's row, its look, its name as it will be painted."""

    __slots__ = (
        "_look",
        "_records",
        "_rect",
        "depth",
        "fill",
        "guesses",
        "h",
        "held",
        "id",
        "kind",
        "labels",
        "name",
        "node",
        "parts",
        "placed",
        "rank",
        "stamped",
        "stroke",
        "tint",
        "w",
        "x",
        "y",
    )

    def __init__(self, shape: Shape, model: Model) -> None:
        node = model.get(shape.node, Node) if shape.node else None
        self.id: Id = shape.id
        self.node: Id = shape.node
        self.kind: Kind = KINDS.get(node.kind, UNKNOWN) if node else UNKNOWN
        self.name = name_of(shape, node, model)
        self.x, self.y, self.w, self.h = shape.x, shape.y, max(0.0, shape.width), max(0.0, shape.height)
        self.depth = self._depth(shape, node)
        self.rank = (self.depth, self.y, self.x, self.id)
        self.tint: str | None = None  # the owner's colour, "" without one; None until it was asked for
        props = shape.props
        self.fill = theme.stored(props.text("fill")) if props else ""
        self.stroke = theme.stored(props.text("stroke")) if props else ""
        self.placed: Bounds | None = None if astray(shape) else shape.label
        self.held = shape.label is not None and props.flag("labelPlaced")  # its name was placed by hand
        self.labels: dict[int, Label | None] = {}  # by text size
        self.guesses: dict[int, Guess] = {}  # where its name would be if there were no others
        self.stamped: tuple[Key, QPixmap] | None = None  # how it was painted last
        self.parts: tuple[Key, tuple[tuple[Part, ...], ...]] | None = None
        self._records = (shape, node, model)
        self._look: Look | None = None
        self._rect: QRectF | None = None

    def _depth(self, shape: Shape, node: Node | None) -> float:
        """Homes lie below everything, the larger the lower; boundary events above all."""
        family = self.kind.family
        if shape.props.text("participantBandKind"):  # on a choreography's step
            return 1.5
        if family in FIRST or (node is not None and (is_open(node, shape.props) or shows_called(node, shape))):
            return -1 - self.w * self.h * FIRST.get(family, 1.0)
        if family in ("step", "") and self.w * self.h >= GROUND:  # others may lie in it
            return 0.5
        return -0.5 if family == "group" else 2 if family == "boundary" else 1

    def again(self, shape: Shape, model: Model) -> bool:
        """Whether it shows this shape as it is now, all it was made from being the same; then it is as good as new."""
        known, node, _ = self._records
        if known is not shape or node is not model.get(shape.node, Node) or (node is not None and node.host):
            return False
        self.labels.clear()
        self.guesses.clear()
        self.tint = self._look = None
        return True

    @property
    def rect(self) -> QRectF:
        if self._rect is None:
            self._rect = QRectF(self.x, self.y, self.w, self.h)
        return self._rect

    @property
    def look(self) -> Look:
        if self._look is None:
            shape, node, model = self._records
            host = model.get(node.host, Node) if node and node.host else None
            inner = inner_of(node, shape, model) if node else None
            self._look = look_of(node, shape.props, host, inner)
            if self.kind.id == "callActivity" and not inner and "plus" not in self._look.bottom and self.depth > 0:
                self._look = self._look._replace(bottom=(*self._look.bottom, "plus"))
        return self._look

    @property
    def outside(self) -> bool:
        """Whether its name stands outside it."""
        return self.kind.family in LABEL_OUTSIDE

    def body(self) -> Box:
        return (self.x, self.y, self.x + self.w, self.y + self.h)

    def solid(self, x: float, y: float, slack: float) -> bool:
        """Whether it is caught at a point. Homes are by their head or rim only: a rubber band can start inside."""
        if self.depth > 0:
            return holds(self.body(), x, y)
        if not holds(grown(self.body(), slack), x, y):
            return False
        if self.look.outline == "closedPool" or not holds(grown(self.body(), -slack), x, y):
            return True
        across = self.look.upright or self.kind.family not in FIRST
        return self.kind.family != "group" and (y - self.y if across else x - self.x) < HEADER

    def box(self) -> Box:
        """All it may paint on, its name included wherever that will find room."""
        body = grown(self.body(), RIM)
        if self.kind.family == "note" and self.name:
            return union([body, note_room(self)])
        if not self.name or not self.outside:
            return body if self.kind.family not in FIRST else grown(body, 24)
        near = (self.x - SIDE, self.y - UP, self.x + self.w + SIDE, self.y + self.h + DOWN)
        return union([near, room(self.placed, self.name)]) if self.placed else near

    def near(self) -> Box:
        """About what it paints on; for the bounds of a diagram."""
        if not self.name or not self.outside:
            return self.body()
        return union([self.body(), box_of(self.placed)]) if self.placed else grown(self.body(), NEAR)


class EdgePicture:
    """One edge: its route, its style, its name."""

    __slots__ = (
        "_polygon",
        "_records",
        "_square",
        "both",
        "conditional",
        "default",
        "drawn",
        "guesses",
        "head",
        "headed",
        "held",
        "hops",
        "id",
        "kind",
        "labels",
        "link",
        "message",
        "name",
        "placed",
        "points",
        "stroke",
        "style",
    )

    def __init__(self, edge: Edge, model: Model) -> None:
        link = model.get(edge.link, Link) if edge.link else None
        self.id: Id = edge.id
        self.link: Id = edge.link
        self.kind = link.kind if link else "association"
        self.name = plain(link.name) if link and link.name else ""
        self.points: tuple[Point, ...] = edge.points if len(edge.points) != 1 else edge.points * 2
        self.stroke, self.message = "", ""
        if edge.props:
            self.stroke = theme.stored(edge.props.text("stroke"))
            self.message = edge.props.text("messageVisibleKind")
        self.placed: Bounds | None = None if loose(edge) else edge.label
        self.held = edge.label is not None and edge.props.flag("labelPlaced")  # its name was placed by hand
        self.default = self.conditional = self.both = False
        self.style = lines.style_of(self.kind)
        self.headed = self.kind not in ("association", "conversationLink")
        self._records = (edge, link, model)
        if link and link.props:
            self._say(link, model)
        self.labels: dict[int, Label | None] = {}
        self.guesses: dict[int, Guess] = {}
        self.hops: tuple[Hop, ...] | None = None
        self.drawn: tuple[float, QPainterPath] | None = None  # the path at one scale
        self.head: tuple[float, QPolygonF] | None = None
        self._polygon: QPolygonF | None = None
        self._square: bool | None = None

    def _say(self, link: Link, model: Model) -> None:
        """What its ends look like, from what the link says."""
        if (id := link.props.text("messageRef")) and (message := model.get(id, Node)):
            self.message = self.message or "initiating"
            self.name = self.name or plain(message.name)
        self.default = link.props.flag("default")
        if not self.default and "conditionExpression" in link.props:  # an empty one is one, too
            source = model.get(link.source, Node)
            self.conditional = source is not None and source.kind in ACTIVITIES
        if self.kind == "reportsTo" and link.props.flag("dotted"):
            self.style = lines.style_of("dotted")
        if self.kind == "association":
            direction = link.props.text("associationDirection")
            self.headed, self.both = direction in ("One", "Both"), direction == "Both"

    def again(self, edge: Edge, model: Model) -> bool:
        """Whether it shows this edge as it is now, all it was made from being the same; then it is as good as new."""
        known, link, _ = self._records
        if known is not edge or link is not model.get(edge.link, Link) or (link is not None and link.props):
            return False
        self.labels.clear()
        self.guesses.clear()
        self.touch()
        return True

    @property
    def answer(self) -> bool:
        """Whether it leaves a decision."""
        _, link, model = self._records
        source = model.get(link.source, Node) if link else None
        return source is not None and source.kind in GATEWAYS

    @property
    def square(self) -> bool:
        """Whether all of its pieces are level or upright."""
        if self._square is None:
            self._square = all(a[0] == b[0] or a[1] == b[1] for a, b in zip(self.points, self.points[1:], strict=False))
        return self._square

    @property
    def polygon(self) -> QPolygonF:
        if self._polygon is None:
            self._polygon = QPolygonF([QPointF(x, y) for x, y in self.points])
        return self._polygon

    def line_box(self) -> Box:
        xs, ys = zip(*self.points, strict=True)
        extra = 24 if self.message else 8
        return (min(xs) - extra, min(ys) - extra, max(xs) + extra, max(ys) + extra)

    def box(self) -> Box:
        """All it may paint on, its name included."""
        box = self.line_box()
        if not self.name:
            return box
        if self.placed:
            box = union([box, room(self.placed, self.name)])
        (ax, ay), (bx, by) = longest(self)
        spots = (self.points[0], anchor(self), ((ax + bx) / 2, (ay + by) / 2), (ax, ay), along(self.points[:2], 0.5))
        return union([box, *((x - SIDE, y - UP, x + SIDE, y + DOWN) for x, y in spots)])

    def near(self) -> Box:
        box = self.line_box()
        return union([box, box_of(self.placed)]) if self.name and self.placed else box

    def touch(self) -> None:
        """Forgets how its line was drawn: another line that it crosses has changed."""
        self.hops = self.drawn = None


def longest(edge: EdgePicture) -> tuple[Point, Point]:
    """The longest straight piece of a line."""
    return max(
        zip(edge.points, edge.points[1:], strict=False),
        key=lambda pair: abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1]),
    )


def anchor(edge: EdgePicture) -> Point:
    """Where an edge's name belongs: its start, or its middle where it tells a message."""
    if edge.kind != "messageFlow":
        return edge.points[0]
    (x0, y0), (x1, y1) = longest(edge)
    return ((x0 + x1) / 2, (y0 + y1) / 2)
