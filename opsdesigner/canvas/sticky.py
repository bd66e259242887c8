"""What stays in sight: heads of pools and lanes scrolled out, the openers of sub-processes, words on empty paper."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap

from opsdesigner.notation.drawings import HEADER
from opsdesigner.notation.theme import mixed

from .chrome import face
from .overlay import clear, line_pen, window_rect
from .pictures import ShapePicture
from .words import tr

if TYPE_CHECKING:
    from .view import CanvasView

BAND = 20.0  # window pixels a head takes at the edge
MOST = 60


def paint_headers(p: QPainter, view: CanvasView) -> None:
    """The names of pools and lanes whose heads have left the window, at its edge."""
    seen = view.frame.box(view.rect())
    depth: dict[bool, float] = {False: 0.0, True: 0.0}
    homes = [home for home in view.display.homes.values() if home.name and home.kind.family in ("pool", "lane")]
    for family in ("pool", "lane"):
        shown = {False: False, True: False}
        for home in homes[:MOST]:
            upright = home.look.upright
            if home.kind.family == family and home.look.outline != "closedPool" and _out(home, seen, upright):
                _head(p, view, home, depth[upright], upright)
                shown[upright] = True
        for upright in (False, True):
            depth[upright] += BAND if shown[upright] else 0.0


def _out(home: ShapePicture, seen: tuple[float, float, float, float], upright: bool) -> bool:
    """Whether a home is in view while its head is not."""
    left, top, right, bottom = home.body()
    if right < seen[0] or left > seen[2] or bottom < seen[1] or top > seen[3]:
        return False
    start, edge, end = (top, seen[1], bottom) if upright else (left, seen[0], right)
    return start + HEADER / 2 < edge < end - HEADER


def _head(p: QPainter, view: CanvasView, home: ShapePicture, depth: float, upright: bool) -> None:
    theme = view.theme
    rect = window_rect(view.frame, home.rect)
    if upright:
        low, high = max(rect.left(), 0.0), min(rect.right(), float(view.width()))
        band = QRectF(low, depth, high - low, BAND)
    else:
        low, high = max(rect.top(), 0.0), min(rect.bottom(), float(view.height()))
        band = QRectF(depth, low, BAND, high - low)
    if high - low < 24:
        return
    if not p.clipBoundingRect().intersects(band):
        return
    tint = home.tint or ""
    p.setPen(line_pen(mixed(theme.ink2, theme.canvas, 0.45), 1))
    p.setBrush(QColor(mixed(tint, theme.canvas, 0.14) if tint.startswith("#") else theme.canvas))
    p.drawRect(band.adjusted(-0.5, 0.5, -0.5, -0.5))
    words = _words(home.name, upright, int(high - low - 8), theme.ink, view.devicePixelRatioF())
    size = words.deviceIndependentSize()
    x, y = band.center().x() - size.width() / 2, band.center().y() - size.height() / 2
    p.drawPixmap(QPointF(round(x), round(y)), words)
    p.setBrush(Qt.BrushStyle.NoBrush)


@lru_cache(256)
def _length(plain: str) -> int:
    return ceil(QFontMetricsF(face(12, 600)).horizontalAdvance(plain)) + 2


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
        p.setFont(face(12, 600))
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
    theme, middle = view.theme, QRectF(view.rect())
    p.setPen(QColor(theme.text2))
    p.setFont(face(16, 600))
    p.drawText(middle.adjusted(0, -36, 0, -36), Qt.AlignmentFlag.AlignCenter, tr("How does the work flow?"))
    p.setPen(QColor(theme.text3))
    p.setFont(face(13))
    text = tr("Press Enter for the start, N for anything else, or drag a shape from the palette.")
    p.drawText(middle, Qt.AlignmentFlag.AlignCenter, text)
