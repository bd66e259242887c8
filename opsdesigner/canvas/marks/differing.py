"""What differs from another version, over the drawing: + for what is new, − ghosts of what is gone, ~ for what changed.

A sign says what the colour says: green, red, amber. What is only drawn elsewhere is shown where that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from opsdesigner.comparing import Marks
from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, along, touches

from ..drawing.display import Display
from ..drawing.pictures import ShapePicture
from ..drawing.stage import Stage
from ..menus.chrome import face, grown
from .overlay import clear, line_pen, polygon, ring, window_rect

if TYPE_CHECKING:
    from ..view import CanvasView

LARGE = ("pool", "lane", "group")  # families whose ring lies on their frame
WORDS_FROM = 0.5  # zoom from which a mark says more than its sign
LONGEST = 190  # window pixels of the words of a mark
PILL, SMALL, LEAST = 19, 15, 11  # window pixels: as high as a mark is
STEP = 48  # px of a shape that a mark may take at most
FAINT = 0.5  # of what is gone


class Sign(NamedTuple):
    """How a kind of difference is marked: its sign, and the names of its colours."""

    text: str
    colour: str
    tint: str


NEW, GONE, SAID, ELSEWHERE = (
    Sign("+", "green", "green_tint"),
    Sign("−", "red", "red_tint"),
    Sign("~", "amber", "amber_tint"),
    Sign("→", "ink2", "canvas"),
)


class Differing:
    """Paints over one canvas; shows nothing until `show`. `layout`: also what is only drawn elsewhere."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.pages: Mapping[Id, Marks] = {}
        self._older: Mapping[Id, Display] = {}
        self.layout = False
        self.near: frozenset[Id] = frozenset()  # of what is gone, that which is looked at
        view.hooks.append(self._paint)

    def show(self, pages: Mapping[Id, Marks], older: Mapping[Id, Display]) -> None:
        """Marks these pages; `older` has the pictures of those on which something was that is gone."""
        self.pages, self._older, self.near = pages, older, frozenset()
        self._view.update()

    def clear(self) -> None:
        """Shows nothing any more."""
        self.show({}, {})

    def show_layout(self, on: bool) -> None:
        self.layout = on
        self._view.update()

    def look_at(self, gone: Iterable[Id]) -> None:
        """Marks some of what is gone more strongly: it cannot be selected."""
        self.near = frozenset(gone)
        self._view.update()

    def box_of(self, gone: Id) -> Box | None:
        """Where something that is gone was on the page in view."""
        older = self._older.get(self._view.diagram)
        picture = older.shapes.get(gone) or older.edges.get(gone) if older is not None else None
        return None if picture is None else picture.body() if isinstance(picture, ShapePicture) else picture.line_box()

    # painting

    def _paint(self, p: QPainter, stage: Stage) -> None:
        view, marks = self._view, self.pages.get(self._view.diagram)
        if marks is None or view.previewing or view.gliding:
            return
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        older = self._older.get(view.diagram)
        if older is not None and marks.gone:
            self._paint_gone(p, older, marks)
        if self.layout and older is not None:
            for id in marks.moved:
                self._paint_moved(p, older, id)
        for sign, ids in ((NEW, marks.new), (SAID, marks.said)):
            for id in ids:
                if self._seen(view.display, id):
                    self._mark(p, view.display, id, sign, marks.said.get(id, ""))
        p.restore()

    def _seen(self, display: Display, id: Id) -> bool:
        box = display.box(id)
        return box is not None and touches(box, self._view.frame.box(self._view.rect()))

    def _paint_gone(self, p: QPainter, older: Display, marks: Marks) -> None:
        view = self._view
        if older.colours is not view.display.colours:
            older.set_theme(view.theme)
        seen = [id for id in marks.gone if self._seen(older, id)]
        p.save()
        p.setOpacity(FAINT)
        view.frame.enter(p)
        older.paint_ids(p, seen, view.frame.scale, view.zoom)
        p.restore()
        for id in seen:
            self._mark(p, older, id, GONE, "")

    def _paint_moved(self, p: QPainter, older: Display, id: Id) -> None:
        """Where a shape or line was, and which way it went."""
        view, was, now = self._view, older.shapes.get(id), self._view.display.shapes.get(id)
        pen = line_pen(view.theme.ink2, 1.2, (4, 3))
        if was is not None and now is not None:
            p.setBrush(Qt.BrushStyle.NoBrush)
            ring(p, window_rect(view.frame, was.rect), 0, pen, 8 * view.zoom)
            if now.kind.family not in LARGE:
                p.setPen(pen)
                p.drawLine(QLineF(view.to_view(*_middle(was.rect)), view.to_view(*_middle(now.rect))))
                self._pill(p, window_rect(view.frame, now.rect), ELSEWHERE, "")
        elif (edge := older.edges.get(id)) is not None:
            p.setPen(pen)
            p.drawPolyline(polygon(view, edge.points))

    def _mark(self, p: QPainter, display: Display, id: Id, sign: Sign, words: str) -> None:
        view, near = self._view, id in self.near
        colour = getattr(view.theme, sign.colour)
        dash = (5.0, 4.0) if sign is GONE else ()
        p.setBrush(Qt.BrushStyle.NoBrush)
        if (shape := display.shapes.get(id)) is not None:
            rect, large = window_rect(view.frame, shape.rect), shape.kind.family in LARGE
            ring(p, rect, 0 if large else 3, line_pen(colour, 3.5 if near else 2, dash), 3 if large else 10)
            self._pill(p, rect, sign, words)
        elif (edge := display.edges.get(id)) is not None and len(edge.points) > 1:
            p.setPen(line_pen(clear(colour, 0.4), 8 if near else 6))
            p.drawPolyline(polygon(view, edge.points))
            at = view.to_view(*along(edge.points, 0.5))
            self._pill(p, QRectF(at.x(), at.y(), 0, 0), sign, words)

    def _pill(self, p: QPainter, rect: QRectF, sign: Sign, words: str) -> None:
        """The sign at the lower left corner, with what it has to say where that can be read."""
        theme, zoom = self._view.theme, self._view.zoom
        tall = min(grown(PILL if zoom >= WORDS_FROM else SMALL), max(LEAST, round(STEP * zoom)))
        wide = tall
        if words and zoom >= WORDS_FROM:
            p.setFont(face(11, 500))
            words = p.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, grown(LONGEST))
            wide += p.fontMetrics().horizontalAdvance(words) + 12
        pill = QRectF(round(rect.left() - 6), round(rect.bottom() - tall / 2), wide, tall)
        if not rect.height():
            pill.moveTopLeft(QPointF(round(rect.left() - tall / 2), round(rect.top() - tall / 2)))
        colour = getattr(theme, sign.colour)
        if wide > tall:
            p.setPen(line_pen(colour, 1))
            p.setBrush(QColor(getattr(theme, sign.tint)))
            p.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), tall / 2, tall / 2)
            p.setPen(QColor(theme.text))
            p.drawText(pill.adjusted(tall + 3, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
        p.drawPixmap(pill.topLeft(), _disc(sign, tall, colour, theme.canvas, p.device().devicePixelRatioF()))


def _middle(rect: QRectF) -> tuple[float, float]:
    return rect.center().x(), rect.center().y()


@lru_cache(64)
def _disc(sign: Sign, side: int, colour: str, ink: str, ratio: float) -> QPixmap:
    """The sign in a disc: many marks are the same picture."""
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    middle = QPointF(side / 2, side / 2)
    with QPainter(made) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(line_pen(ink, 1.5))
        p.setBrush(QColor(colour))
        p.drawEllipse(middle, side / 2 - 0.75, side / 2 - 0.75)
        _sign(p, middle, side * 0.24, sign, ink)
    return made


def _sign(p: QPainter, at: QPointF, arm: float, sign: Sign, ink: str) -> None:
    """The sign in lines: no font draws it as large as it should be."""
    p.setPen(line_pen(ink, 2))
    across, down = QPointF(arm, 0), QPointF(0, arm)
    if sign is SAID:
        wave = [at + QPointF(arm * x, arm * y) for x, y in ((-1, 0.3), (-0.5, -0.4), (0.5, 0.4), (1, -0.3))]
        p.drawPolyline(wave)
        return
    p.drawLine(at - across, at + across)
    if sign is NEW:
        p.drawLine(at - down, at + down)
    elif sign is ELSEWHERE:
        p.drawLine(at + across, at + QPointF(arm * 0.2, arm * 0.8))
        p.drawLine(at + across, at + QPointF(arm * 0.2, -arm * 0.8))
