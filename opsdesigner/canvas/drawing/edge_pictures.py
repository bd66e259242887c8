"""What is kept of each edge between repaints: its route, its style, its name laid out when first seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from opsdesigner.layout.names import own_part
from opsdesigner.model import Bounds, Edge, Id, Link, Model, Node, Point
from opsdesigner.model.geometry import Box, box_of, union
from opsdesigner.notation.kinds import ACTIVITIES, GATEWAYS

from .. import theme
from ..names.places import loose, room
from . import lines
from .pictures import DOWN, SIDE, UP
from .shown import plain

if TYPE_CHECKING:
    from ..names.names import Guess
    from ..names.typesetting import Label
    from .lines import Hop


FORKS = 3  # points of a line from whose pieces others may fork off before its name


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
        (ax, ay), (bx, by) = longest(self.points)
        spots = (*self.points[:FORKS], anchor(self), ((ax + bx) / 2, (ay + by) / 2), (ax, ay))
        return union([box, *((x - SIDE, y - UP, x + SIDE, y + DOWN) for x, y in spots)])

    def near(self) -> Box:
        box = self.line_box()
        return union([box, box_of(self.placed)]) if self.name and self.placed else box

    def touch(self) -> None:
        """Forgets how its line was drawn: another line that it crosses has changed."""
        self.hops = self.drawn = None


def own_points(edge: EdgePicture, others: Iterable[EdgePicture]) -> Sequence[Point]:
    """A line from where it parts with others that leave the same place; all of it where that is far off."""
    start = edge.points[0]
    beside = [other.points for other in others if other is not edge and other.points[0] == start]
    own = own_part(edge.points, beside) if beside else edge.points
    return own if len(edge.points) - len(own) < FORKS - 1 else edge.points


def longest(points: Sequence[Point]) -> tuple[Point, Point]:
    """The longest straight piece of a line."""
    return max(
        pairwise(points),
        key=lambda pair: abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1]),
    )


def anchor(edge: EdgePicture) -> Point:
    """Where an edge's name belongs: its start, or its middle where it tells a message."""
    if edge.kind != "messageFlow":
        return edge.points[0]
    (x0, y0), (x1, y1) = longest(edge.points)
    return ((x0 + x1) / 2, (y0 + y1) / 2)
