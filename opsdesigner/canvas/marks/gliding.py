"""Shapes and lines on their way from where they were to where they are: a picture of the window for each moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from itertools import pairwise
from math import hypot
from time import perf_counter

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap

from opsdesigner.model import Edge, Id, Point, Record, Shape
from opsdesigner.model.geometry import Box, along, box_of, grown, touches, union

from .. import theme
from ..drawing.display import Display
from ..drawing.edge_pictures import EdgePicture, anchor
from ..drawing.layers import Frame
from ..drawing.painting import paint_names, paint_pictures, text_size
from ..drawing.pictures import ShapePicture
from ..names.halos import Named

TIME = 0.150  # seconds
UNSEEN = 1.0  # seconds after which a glide that has not ended is given up
MOST = 500  # shapes of a diagram above which nothing glides
ROOM = 24.0  # px round a thing that its rim and marks may take


def eased(part: float) -> float:
    """How far things are on their way after this part of the time: quick at first, slow in the end (cubic)."""
    return 1 - (1 - part) ** 3


def reached(far: float) -> float:
    """The part of the time after which things are so far: the inverse of `eased`."""
    return 1 - float((1 - far) ** (1 / 3))


def between(a: Sequence[Point], b: Sequence[Point], far: float) -> tuple[Point, ...]:
    """A line on its way to another one, so far: points go to those as far along the other one as they are on theirs."""
    return tuple((ax + (bx - ax) * far, ay + (by - ay) * far) for (ax, ay), (bx, by) in zip(a, b, strict=True))


def matched(a: Sequence[Point], b: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    """Two lines with as many points each, so that every bend of one has its counterpart on the other."""
    if len(a) == len(b):
        return list(a), list(b)
    stops = sorted({*_shares(a), *_shares(b)})
    return [along(a, share) for share in stops], [along(b, share) for share in stops]


def _shares(points: Sequence[Point]) -> list[float]:
    """How far along its line each point lies, from 0 to 1."""
    lengths = [hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points)]
    whole, gone, found = sum(lengths) or 1.0, 0.0, [0.0]
    for length in lengths:
        gone += length
        found.append(round(min(1.0, gone / whole), 6))
    found[-1] = 1.0
    return found


class _Shape:
    """One shape on its way; its picture is a copy, the display keeps its own."""

    def __init__(self, picture: ShapePicture, before: Shape) -> None:
        self.picture = copy(picture)
        self._to = (picture.x, picture.y, picture.w, picture.h)
        self._from = (before.x, before.y, max(0.0, before.width), max(0.0, before.height))
        self._grows = self._to[2:] != self._from[2:]

    def go(self, far: float) -> None:
        picture = self.picture
        picture.x, picture.y, picture.w, picture.h = (
            a + (b - a) * far for a, b in zip(self._from, self._to, strict=True)
        )
        picture._rect = None
        if self._grows:
            picture.stamped = picture.parts = None


class _Edge:
    """One line on its way, with its name."""

    def __init__(self, picture: EdgePicture, before: Edge, size: int) -> None:
        self.picture = copy(picture)
        self.picture.hops, self.picture.name = (), ""
        self.label = picture.labels.get(size) if picture.name else None
        self._anchor, self._end = anchor(picture), picture.points
        self._from, self._to = matched(before.points, picture.points)

    def go(self, far: float) -> None:
        picture = self.picture
        picture.points = between(self._from, self._to, far) if far < 1 else self._end
        picture._polygon = picture._square = picture.drawn = picture.head = None

    def name(self, ink: str) -> list[Named]:
        """Its name goes along with the point it belongs to."""
        if self.label is None:
            return []
        (x, y), (ax, ay) = anchor(self.picture), self._anchor
        return [(x - ax, y - ay, self.label, ink)]


class Glide:
    """What the window shows until all stand where they belong; painted over the tiles, which are made meanwhile."""

    whole = True  # it hides all of the tiles

    def __init__(self, display: Display, before: Mapping[Id, Record | None], frame: Frame, window: QRect) -> None:
        """`before` has the shapes and edges that were elsewhere, as they were."""
        self._display, self._frame = display, frame
        self._pixels = QRect(QPoint(), window.size() * frame.ratio)
        self._zoom = frame.scale / frame.ratio
        self._picture, self._drawn = QPixmap(self._pixels.size()), -1.0
        self._asked, self._begun, self._part = perf_counter(), 0.0, 0.0
        self._collect(before)

    def _collect(self, before: Mapping[Id, Record | None]) -> None:
        """What of the diagram is in the window now or was there before."""
        display, seen = self._display, self._frame._replace(ratio=1.0).box(self._pixels)
        ids = dict.fromkeys(display.touching(seen))
        for id, record in before.items():
            if id in display and (box := _place(record)) is not None:
                now = display.box(id)
                if touches(union([box, now]) if now else box, seen):
                    ids[id] = None
        shapes = [shape for id in ids if (shape := display.shapes.get(id))]
        edges = [edge for id in ids if (edge := display.edges.get(id)) and len(edge.points) > 1]
        display.prepare(shapes, edges, self._zoom)
        self._shapes, self._edges = list[_Shape](), list[_Edge]()
        self._still: tuple[list[ShapePicture], list[EdgePicture]] = ([], [])
        for shape in shapes:
            if isinstance(was := before.get(shape.id), Shape) and _place(was) != shape.body():
                self._shapes.append(_Shape(shape, was))
            else:
                self._still[0].append(shape)
        for edge in edges:
            if isinstance(line := before.get(edge.id), Edge) and len(line.points) > 1 and line.points != edge.points:
                self._edges.append(_Edge(edge, line, text_size(self._zoom)))
            else:
                self._still[1].append(edge)

    @property
    def idle(self) -> bool:
        """Whether nothing in the window would move."""
        return not self._shapes and not self._edges

    # time

    def start(self, far: float = 0.0) -> None:
        """Begins with the next picture, the things being so far on their way already."""
        self._asked, self._begun, self._part = perf_counter(), 0.0, reached(far)

    @property
    def far(self) -> float:
        """How far things are on their way, from 0 to 1."""
        gone = (perf_counter() - self._begun) / TIME if self._begun else 0.0
        return eased(min(1.0, self._part + gone))

    @property
    def over(self) -> bool:
        """Whether all stand where they belong, and have been painted there."""
        return self._drawn >= 1.0

    @property
    def unseen(self) -> bool:
        """Whether nobody looks: the window is hidden or folded away."""
        return perf_counter() - self._asked > UNSEEN

    # painting

    def paint(self, p: QPainter) -> None:
        """The picture of now, from the window's corner."""
        if not self.over:
            self._draw(self.far)
            self._begun = self._begun or perf_counter()
        p.save()
        p.scale(1 / self._frame.ratio, 1 / self._frame.ratio)
        p.drawPixmap(0, 0, self._picture)
        p.restore()

    def _draw(self, far: float) -> None:
        for moving in self._shapes:
            moving.go(far)
        for bent in self._edges:
            bent.go(far)
        self._drawn = far
        colours, scale = self._display.colours, self._frame.scale
        shapes = [*self._still[0], *(each.picture for each in self._shapes)]
        edges = [*self._still[1], *(each.picture for each in self._edges)]
        self._picture.fill(theme.colour(colours.paper))
        with QPainter(self._picture) as p:
            self._frame._replace(ratio=1.0).enter(p)
            paint_pictures(p, shapes, edges, scale, colours, self._zoom)
            paint_names(p, [name for each in self._edges for name in each.name(colours.ink)], scale, colours)


class Still:
    """The window as it was, until the tiles of what it shows now are there."""

    whole = over = True

    def __init__(self, picture: QPixmap, ratio: float) -> None:
        self._picture, self._ratio = picture, ratio

    def paint(self, p: QPainter) -> None:
        p.save()
        p.scale(1 / self._ratio, 1 / self._ratio)
        p.drawPixmap(0, 0, self._picture)
        p.restore()


def _place(record: Record | None) -> Box | None:
    if isinstance(record, Shape):
        return box_of(record)
    if isinstance(record, Edge) and len(record.points) > 1:
        xs, ys = zip(*record.points, strict=True)
        return grown((min(xs), min(ys), max(xs), max(ys)), ROOM)
    return None
