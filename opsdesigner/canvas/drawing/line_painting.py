"""Lines with their heads and signs on a QPainter, what is drawn of them made once per scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from opsdesigner.model import Point

from .. import theme
from ..theme import WHITE, Colours
from . import lines
from .edge_pictures import EdgePicture

DASHED = 0.2  # zoom from which lines show their dashes
HEADED, SIGNED = 0.25, 0.5  # zooms from which they show their heads, what they say at their start
LINED = 0.6  # device pixels per unit under which lines are one pixel wide
SHORT = {"full": 7.0, "hollow": lines.HEAD[0]}  # how much earlier a line ends under its head
HINT = QPainter.RenderHint.Antialiasing


def paint_edges(
    p: QPainter, edges: Iterable[EdgePicture], scale: float, colours: Colours = WHITE, zoom: float = 1.0
) -> None:
    """Lines with their heads and signs, without names."""
    seen = [edge for edge in edges if len(edge.points) > 1]
    p.setBrush(Qt.BrushStyle.NoBrush)
    if scale < LINED and zoom < LINED:  # never on paper and in pictures
        _thin(p, seen, scale, colours, zoom)
    else:
        _wide(p, seen, scale, colours)
    if zoom < HEADED:
        return
    p.setRenderHint(HINT)
    _heads(p, seen, scale, colours, zoom)
    if zoom >= SIGNED:
        _signs(p, seen, scale, colours)


def _thin(p: QPainter, edges: Sequence[EdgePicture], scale: float, colours: Colours, zoom: float) -> None:
    """One device pixel wide; all plain ones of a colour at once, level and upright ones without a blur."""
    plain: dict[tuple[bool, str], QPainterPath] = {}
    for edge in edges:
        style = edge.style
        ink = edge.stroke or (colours.line(style.ink) if zoom >= HEADED else colours.block)
        if style.dash and zoom >= DASHED:
            p.setRenderHint(HINT)
            p.setPen(theme.afar(style.dash, ink, scale))
            p.drawPolyline(edge.polygon)
            continue
        if (path := plain.get((edge.square, ink))) is None:
            path = plain[edge.square, ink] = QPainterPath()
        path.addPolygon(edge.polygon)
    for square, ink in sorted(plain):
        p.setRenderHint(HINT, not square)
        p.setPen(theme.hairline(ink))
        p.drawPath(plain[square, ink])


def _wide(p: QPainter, edges: Sequence[EdgePicture], scale: float, colours: Colours) -> None:
    p.setRenderHint(HINT)
    last: QPen | None = None
    for edge in edges:
        style = edge.style
        wide, shift = theme.snapped(style.width, scale, style.whole)
        if style.dash:  # Qt draws lines up to one pixel by another way, which begins its dashes anew in every tile
            wide = max(wide, 1.02 / scale)
        pen = theme.pen(wide, edge.stroke or colours.line(style.ink), style.dash)
        if pen is not last:
            p.setPen(last := pen)
        if style.double:
            for by in (-1.5, 1.5):
                p.drawPolyline(_polygon(lines.moved_aside(edge.points, by)))
            continue
        p.drawPath(_drawn(edge, style, scale, shift))


def _drawn(edge: EdgePicture, style: lines.Style, scale: float, shift: float) -> QPainterPath:
    """The line on whole device pixels, made once per scale."""
    if edge.drawn is None or edge.drawn[0] != scale:
        dots = _snapped(edge.points, scale, shift)
        short = SHORT.get(style.head, 0.0) if edge.headed else 0.0
        edge.drawn = (scale, painter_path(lines.course(dots, edge.hops or (), short, style.bend)))
    return edge.drawn[1]


def _snapped(points: Sequence[Point], scale: float, shift: float) -> list[Point]:
    return [(round(x * scale) / scale + shift, round(y * scale) / scale + shift) for x, y in points]


def _dots(edge: EdgePicture, style: lines.Style, scale: float) -> list[Point]:
    """Its points where its line is painted."""
    return _snapped(edge.points, scale, theme.snapped(style.width, scale, style.whole)[1])


def painter_path(commands: Sequence[lines.Command]) -> QPainterPath:
    made = QPainterPath()
    for letter, points in commands:
        if letter == "M":
            made.moveTo(*points[0])
        elif letter == "L":
            made.lineTo(*points[0])
        elif letter == "Q":
            made.quadTo(*points[0], *points[1])
        else:
            made.cubicTo(*points[0], *points[1], *points[2])
    return made


def _polygon(points: Sequence[Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _heads(p: QPainter, edges: Sequence[EdgePicture], scale: float, colours: Colours, zoom: float) -> None:
    rim = theme.snapped(1.2 if zoom >= SIGNED else 1.0, scale)[0]
    filled: dict[str, list[QPolygonF]] = {}
    for edge in edges:
        style = edge.style
        if not edge.headed or not style.head:
            continue
        head = _head(edge, style, scale)
        ink = edge.stroke or colours.line(style.ink)
        if style.head == "full":
            filled.setdefault(ink, []).append(head)
        elif style.head == "hollow":
            p.setPen(theme.pen(rim, ink))
            p.setBrush(theme.brush(colours.paper))
            p.drawPolygon(head)
        else:
            p.setPen(theme.pen(theme.snapped(1.5, scale)[0], ink))
            p.drawPolyline(head)
            if edge.both:
                p.drawPolyline(_polygon(lines.arrow(_dots(edge, style, scale), *lines.OPEN_HEAD, back=True)))
    p.setPen(theme.NO_PEN)
    for ink in sorted(filled):
        p.setBrush(theme.brush(ink))
        for head in filled[ink]:
            p.drawPolygon(head)


def _head(edge: EdgePicture, style: lines.Style, scale: float) -> QPolygonF:
    """The head of a line, made once per scale."""
    if edge.head is None or edge.head[0] != scale:
        size = lines.OPEN_HEAD if style.head == "open" else lines.HEAD
        last = _snapped(edge.points[-2:], scale, theme.snapped(style.width, scale, style.whole)[1])
        edge.head = (scale, _polygon(lines.arrow(last, *size)))
    return edge.head[1]


def _signs(p: QPainter, edges: Sequence[EdgePicture], scale: float, colours: Colours) -> None:
    """What lines say at their start."""
    for edge in edges:
        if not (edge.conditional or edge.default):
            continue
        style = edge.style
        dots, ink = _dots(edge, style, scale), edge.stroke or colours.line(style.ink)
        if edge.conditional:
            p.setPen(theme.pen(theme.snapped(1.2, scale)[0], ink))
            p.setBrush(theme.brush(colours.paper))
            p.drawPolygon(_polygon(lines.diamond(dots)))
        else:
            p.setPen(theme.pen(theme.snapped(1.5, scale)[0], ink))
            p.drawPolyline(_polygon(lines.slash(dots)))


def _envelope(p: QPainter, edge: EdgePicture, scale: float, colours: Colours) -> None:
    """The message a message flow shows, in the middle of it."""
    x, y = lines.middle(edge.points)
    w, h = lines.ENVELOPE
    wide, shift = theme.snapped(1.5, scale)
    left, top = round((x - w / 2) * scale) / scale + shift, round((y - h / 2) * scale) / scale + shift
    p.setPen(theme.pen(wide, edge.stroke or colours.ink))
    p.setBrush(theme.brush(colours.chrome if edge.message == "non_initiating" else colours.paper))
    p.drawRect(QRectF(left, top, w, h))
    p.drawPolyline(_polygon([(left, top), (left + w / 2, top + h * 0.58), (left + w, top)]))


def paint_messages(p: QPainter, edges: Iterable[EdgePicture], scale: float, colours: Colours) -> None:
    """Where messages start, over the outline they start from; the messages that lines show, over what names clear."""
    p.setRenderHint(HINT)
    for edge in edges:
        if edge.message and len(edge.points) > 1:
            _envelope(p, edge, scale, colours)
        style = edge.style
        if style.start == "ring" and len(edge.points) > 1:
            p.setPen(theme.pen(theme.snapped(1.2, scale)[0], edge.stroke or colours.line(style.ink)))
            p.setBrush(theme.brush(colours.paper))
            dot = _dots(edge, style, scale)[0]
            p.drawEllipse(QPointF(*dot), lines.RING, lines.RING)
