"""What a line being typed would make, drawn over the page before it is made: steps, lines, lanes, and where one is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from opsdesigner.model import Change, Edge, Id, Link, Model, Node, Point, Record, Shape
from opsdesigner.model.geometry import Box, box_of, union
from opsdesigner.notation.theme import OUTER_LABEL, OUTER_WIDTH

from ..drawing.line_painting import painter_path
from ..drawing.lines import HEAD, course
from ..drawing.painting import paint_names, text_size
from ..drawing.pictures import ShapePicture
from ..drawing.stage import Stage
from ..drawing.stamps import FULL, Piece, level, pieces
from ..gestures.connecting import paint_head
from ..names.halos import HALO
from ..names.labels import shape_label
from ..names.typesetting import CENTRE, Label, label, measure_of, settings_for
from ..names.wrapping import balanced
from . import roles
from .overlay import clear, line_pen, outlined, ring, window_rect

if TYPE_CHECKING:
    from ..view import CanvasView

FRAMES = ("pool", "lane")
RADIUS, WIDE = 8.0, 1.5  # px
DASH = (6.0, 4.0)


class Ghost(NamedTuple):
    """A shape that is not there yet: its picture, its owner's colour, where its name stands outside of it."""

    picture: ShapePicture
    colour: str
    box: Box
    new: bool = True  # else it is there, and would only move: a line leads to where it would stand


class Line(NamedTuple):
    """A line that is not there yet, with its name."""

    points: tuple[Point, ...]
    name: str


class Ghosts:
    """Paints over one canvas; shows nothing until `show`. `here` is the shape that work goes on from."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.shapes: tuple[Ghost, ...] = ()
        self.lines: tuple[Line, ...] = ()
        self.here: Id = ""
        view.hooks.append(self._paint)

    @property
    def box(self) -> Box | None:
        """Round all steps that are new, frames only where there are no steps; None where nothing is new."""
        new = [ghost for ghost in self.shapes if ghost.new]
        steps = [ghost.box for ghost in new if ghost.picture.kind.family not in FRAMES]
        boxes = steps or [ghost.box for ghost in new]
        return union(boxes) if boxes else None

    def show(self, change: Change, model: Model) -> None:
        """Shows what a change would add to the page in view; `model` is as it would be then."""
        shapes, lines = list[Ghost](), list[Line]()
        ends: set[Id] = set()  # what the new lines join, and the new events stand on
        colour_of = roles.lane_colours(model)
        here = [pair for pair in change.records.values() if getattr(pair[1], "diagram", "") == self._view.diagram]
        for before, after in here:
            if isinstance(after, Edge) and len(after.points) > 1 and _leads_anew(change, before, after):
                link = model.get(after.link, Link)
                ends |= {link.source, link.target} if link is not None else set()
                lines.append(Line(after.points, link.name if link is not None else ""))
            elif isinstance(after, Shape) and before is None and (node := model.get(after.node, Node)) is not None:
                ends.add(node.host)
        for before, after in here:
            if isinstance(after, Shape) and (before is None or (after.node in ends and _moves(before, after))):
                picture = ShapePicture(after, model)
                shapes.append(Ghost(picture, colour_of(after.node), box_of(after), before is None))
        shapes.sort(key=lambda ghost: ghost.picture.kind.family not in FRAMES)
        self._take(tuple(shapes), tuple(lines))

    def clear(self) -> None:
        """Shows nothing any more."""
        self._take((), ())

    def stand(self, here: Id) -> None:
        """Rings the shape that work goes on from, none for ""."""
        if here != self.here:
            self.here = here
            self._view.update()

    def _take(self, shapes: tuple[Ghost, ...], lines: tuple[Line, ...]) -> None:
        if shapes or lines or self.shapes or self.lines:
            self.shapes, self.lines = shapes, lines
            self._view.update()

    # painting

    def _paint(self, p: QPainter, stage: Stage) -> None:
        view = self._view
        if view.previewing or view.gliding or not (self.shapes or self.lines or self.here):
            return
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if (shape := view.display.shapes.get(self.here)) is not None and self.here not in view.picked:
            p.setBrush(Qt.BrushStyle.NoBrush)
            ring(p, window_rect(view.frame, shape.rect), 4, line_pen(clear(view.theme.accent, 0.6), WIDE), 11)
        for ghost in self.shapes:
            _paint_shape(p, view, ghost)
        for line in self.lines:
            _paint_line(p, view, line)
        self._paint_names(p)

    def _paint_names(self, p: QPainter) -> None:
        view = self._view
        if (size := text_size(view.zoom)) < 0:
            return
        p.save()
        view.frame.enter(p)
        for ghost in self.shapes:
            picture = ghost.picture
            if not picture.name:
                continue
            made = _beside(picture, size) if picture.outside else shape_label(picture, size)
            if picture.outside:
                _halo(p, picture.x, picture.y, made, view.theme.canvas)
            paint_names(p, [(picture.x, picture.y, made, view.theme.ink)], view.zoom, view.display.colours)
        for line in self.lines:
            if line.name:
                made = _answer(line, size)
                _halo(p, 0.0, 0.0, made, view.theme.canvas)
                paint_names(p, [(0.0, 0.0, made, view.theme.accent)], view.zoom, view.display.colours)
        p.restore()


def _leads_anew(change: Change, before: Record | None, edge: Edge) -> bool:
    """Whether a line is new, or leads from or to something else than it did."""
    was, now = change.records.get(edge.link, (None, None))
    led = isinstance(was, Link) and isinstance(now, Link) and (was.source, was.target) != (now.source, now.target)
    return before is None or led


def _moves(before: Record, after: Shape) -> bool:
    return isinstance(before, Shape) and (before.x, before.y) != (after.x, after.y)


def _paint_shape(p: QPainter, view: CanvasView, ghost: Ghost) -> None:
    place = window_rect(view.frame, ghost.picture.rect)
    if ghost.picture.kind.family in FRAMES:
        rect = outlined(p, place, 0, line_pen(view.theme.accent, WIDE, DASH))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(rect, 3, 3)
        if ghost.picture.kind.family == "lane" and ghost.colour:
            p.fillRect(QRectF(place.left(), place.top(), 5 * view.zoom, place.height()), QColor(ghost.colour))
        return
    p.save()
    p.translate(place.topLeft())
    p.scale(view.zoom, view.zoom)
    body, marks = _drawn(ghost.picture, view.zoom)
    for piece in body:
        _paint_piece(p, view, ghost, piece, DASH)
    for piece in marks:
        _paint_piece(p, view, ghost, piece)
    p.restore()


def _drawn(picture: ShapePicture, zoom: float) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """The outline of a shape, and the marks of its type on it."""
    look = picture.look
    body = pieces(look._replace(mark="", bottom=()), picture.w, picture.h)
    if picture.kind.family == "step" and level(zoom) < FULL:
        return body, ()
    return body, pieces(look, picture.w, picture.h)[len(body) :]


def _paint_piece(p: QPainter, view: CanvasView, ghost: Ghost, piece: Piece, dash: tuple[float, ...] = ()) -> None:
    """In accent, an outline broken; the spine in the colour of the owner."""
    outline, fill, width, _, _ = piece
    if fill == "role" and not ghost.colour:
        return
    accent, zoom = view.theme.accent, view.zoom
    grounds = {"paper": view.theme.accent_tint if ghost.new else view.theme.canvas, "role": ghost.colour, "": ""}
    ground = grounds.get(fill, accent)
    p.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    pen = line_pen(accent, max(WIDE, width * zoom), dash)
    pen.setCosmetic(True)  # the painter is scaled
    p.setPen(pen if width else Qt.PenStyle.NoPen)
    p.drawPath(outline)


def _paint_line(p: QPainter, view: CanvasView, line: Line) -> None:
    """In accent, its bends as round as they will be."""
    points = [(at.x(), at.y()) for at in (view.to_view(x, y) for x, y in line.points)]
    p.setPen(line_pen(view.theme.accent, 2))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPath(painter_path(course(points, short=HEAD[0] - 2, bend=RADIUS * view.zoom)))
    paint_head(p, QPolygonF([QPointF(*point) for point in points]), view.theme.accent)


# names


def _beside(picture: ShapePicture, size: int) -> Label:
    """Above a decision, below an event."""
    setting = settings_for(size, OUTER_LABEL)[0]
    lines = balanced(picture.name, OUTER_WIDTH, 3, measure_of(setting.pixels, setting.weight)).lines
    above = picture.kind.family == "gateway"
    top = -len(lines) * setting.pitch - 4 if above else picture.h + 4
    return label(lines, setting, picture.w / 2, top, CENTRE, outside=True)


def _answer(line: Line, size: int) -> Label:
    """Beside the first leg."""
    (x, y), (bx, by) = line.points[:2]
    setting = settings_for(size, OUTER_LABEL)[0]
    words = balanced(line.name, OUTER_WIDTH, 2, measure_of(setting.pixels, setting.weight)).lines
    wide = max(map(measure_of(setting.pixels, setting.weight), words), default=0.0)
    if abs(bx - x) >= abs(by - y):
        way = 1 if bx > x else -1
        return label(words, setting, x + way * (8 + wide / 2), y - 4 - len(words) * setting.pitch, CENTRE)
    down = by > y
    return label(words, setting, x + 8 + wide / 2, y + 8 if down else y - 8 - len(words) * setting.pitch, CENTRE)


def _halo(p: QPainter, x: float, y: float, made: Label, paper: str) -> None:
    left, top, right, foot = made.box
    p.fillRect(QRectF(x + left - HALO, y + top, right - left + 2 * HALO, foot - top), clear(paper, 0.85))
