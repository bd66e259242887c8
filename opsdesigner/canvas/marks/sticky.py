"""What stays in sight: heads of pools and lanes scrolled out, the openers of sub-processes, words on empty paper."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap

from opsdesigner.model.geometry import Box, contains, touches
from opsdesigner.notation.drawings import HEADER
from opsdesigner.notation.kinds import ORG_CHART

from ..drawing.layers import Frame
from ..drawing.pictures import ShapePicture
from ..menus.chrome import face, grown
from ..theme import BOLD, colour, font
from ..words import tr
from .overlay import clear, line_pen, window_rect

if TYPE_CHECKING:
    from ..view import CanvasView

BAND, SHORTEST = 20.0, 24.0  # window pixels a head takes at the edge, length from which it has room for a name
SPINE = 4.0  # of the owner's colour
MOST = 120  # heads at the edge
EMPTY = {  # by kind of diagram: what it is for, and the key to press
    "": (
        "How does the work flow?",
        "Type what happens, for instance Sales: Check order, or press Enter for the start.\n"
        "Ctrl+V takes lines, lists and tables; Ctrl+B begins with the promise.",
    ),
    ORG_CHART: (
        "Who sits where?",
        "Press Enter for the first role, N for anything else, or drag one from the palette.",
    ),
}


def paint_headers(p: QPainter, view: CanvasView) -> None:
    """The names of pools and lanes whose heads have left the window, at its edge."""
    frame = view.frame
    unit = frame.ratio / frame.scale
    homes = [h for h in view.display.homes.values() if (h.w if h.look.upright else h.h) >= SHORTEST * unit]
    for home, over in stuck(homes, frame.box(view.rect()), BAND * unit):
        _head(p, view, frame, home, over * BAND)


def stuck(homes: Iterable[ShapePicture], seen: Box, band: float) -> list[tuple[ShapePicture, int]]:
    """The pools and lanes in view whose head is not, or lies under the heads of what they lie in.

    Each comes with the number of those heads; the outer ones come first.
    """
    found: list[tuple[ShapePicture, int]] = []
    headed = [home for home in homes if home.kind.family in ("pool", "lane") and home.look.outline != "closedPool"]
    for home in sorted((each for each in headed if touches(each.body(), seen)), key=_from_outside):
        over = sum(
            outer.look.upright == home.look.upright and contains(outer.body(), home.body()) for outer, _ in found
        )
        if home.name and _out(home, seen, over * band) and len(found) < MOST:
            found.append((home, over))
    return found


def _from_outside(home: ShapePicture) -> tuple[float, bool]:
    return (-home.w * home.h, home.kind.family == "lane")


def _out(home: ShapePicture, seen: Box, covered: float) -> bool:
    """Whether half of a head or more has left the window, or the part of it that is not covered."""
    left, top, right, bottom = home.body()
    start, edge, end = (top, seen[1], bottom) if home.look.upright else (left, seen[0], right)
    return start + HEADER / 2 < edge + covered < end - HEADER


def _head(p: QPainter, view: CanvasView, frame: Frame, home: ShapePicture, depth: float) -> None:
    upright, ratio = home.look.upright, frame.ratio
    rect = window_rect(frame, home.rect)
    low = max(rect.left() if upright else rect.top(), 0.0)
    high = min(rect.right(), float(view.width())) if upright else min(rect.bottom(), float(view.height()))
    if high - low < SHORTEST:
        return
    thin = max(1, round(ratio)) / ratio  # neighbours share the line between them
    wide = round(BAND * ratio) / ratio
    band = QRectF(low, depth, high - low + thin, wide) if upright else QRectF(depth, low, wide, high - low + thin)
    if not p.clipBoundingRect().intersects(band):
        return
    colours = view.display.colours
    p.fillRect(band, colour(colours.faint))
    inner = (thin, 0.0, -thin, -thin) if upright else (0.0, thin, -thin, -thin)
    p.fillRect(band.adjusted(*inner), colour(colours.tint(home.tint) if home.tint else colours.paper))
    if home.tint:
        spine = (0.0, 0.0, 0.0, SPINE - band.height()) if upright else (0.0, 0.0, SPINE - band.width(), 0.0)
        p.fillRect(band.adjusted(*inner).adjusted(*spine), colour(home.tint))
    words = _words(home.name, upright, int(high - low - 8), view.theme.ink, ratio)
    size = words.deviceIndependentSize()
    side = SPINE / 2 if home.tint else 0.0
    x = band.center().x() - size.width() / 2 + (0.0 if upright else side)
    y = band.center().y() - size.height() / 2 + (side if upright else 0.0)
    p.drawPixmap(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), words)


@lru_cache(256)
def _length(plain: str) -> int:
    return ceil(QFontMetricsF(font(12, BOLD)).horizontalAdvance(plain)) + 2


def _words(name: str, upright: bool, room: int, ink: str, ratio: float) -> QPixmap:
    """A name as a picture, read upwards beside a level lane, cut where it has no room."""
    plain = name.replace("\n", " ")
    return _picture(plain, upright, min(room, _length(plain)), ink, ratio)


@lru_cache(256)
def _picture(text: str, upright: bool, long: int, ink: str, ratio: float) -> QPixmap:
    size = QSize(long, int(BAND)) if upright else QSize(int(BAND), long)
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as p:
        p.setFont(font(12, BOLD))
        p.setPen(QColor(ink))
        if not upright:
            p.translate(0, long)
            p.rotate(-90)
        fitted = p.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, long)
        p.drawText(QRectF(0, 0, long, BAND), Qt.AlignmentFlag.AlignCenter, fitted)
    return made


def paint_openers(p: QPainter, view: CanvasView) -> None:
    """A closed sub-process under the pointer or selected shows that its marker opens it."""
    if view.zoom < 0.5 or view.gesture is not None:
        return
    for id in {view.hovered, view.current()}:
        if id in view.display.shapes and view.opens(id):
            theme, rect = view.theme, view.opener_rect(id)
            p.setPen(line_pen(theme.accent, 1.5))
            p.setBrush(clear(theme.accent_tint, 0.9))
            p.drawRoundedRect(rect, 6, 6)
            c = rect.center()
            p.drawLine(QPointF(c.x() - 5, c.y()), QPointF(c.x() + 5, c.y()))
            p.drawLine(QPointF(c.x(), c.y() - 5), QPointF(c.x(), c.y() + 5))
            p.setBrush(Qt.BrushStyle.NoBrush)


def paint_empty(p: QPainter, view: CanvasView) -> None:
    """What an empty page is for, and the key to press."""
    if view.display.shapes or not view.diagram or view.gesture is not None:
        return
    theme, middle, above = view.theme, QRectF(view.rect()), -grown(36)
    p.setPen(QColor(theme.text2))
    p.setFont(face(16, 600))
    title, text = EMPTY.get(view.page, EMPTY[""])
    p.drawText(middle.adjusted(0, above, 0, above), Qt.AlignmentFlag.AlignCenter, tr(title))
    p.setPen(QColor(theme.text3))
    p.setFont(face(13))
    below = text.count("\n") * grown(10)
    p.drawText(middle.adjusted(0, below, 0, below), Qt.AlignmentFlag.AlignCenter, tr(text))
