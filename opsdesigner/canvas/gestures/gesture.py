"""What a gesture is, and the plain ones: moving the page, the rubber band, the lasso."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF, QRegion

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box

from ..marks.overlay import clear, line_pen
from .banding import Caught

if TYPE_CHECKING:
    from ..view import CanvasView

START = 4  # window pixels before a press becomes a drag
SLACK = 6  # window pixels within which things line up or are hit
Keys = Qt.KeyboardModifier


class Gesture:
    """From a press to its release. Only `release` may change the model; `cancel` leaves everything as it was."""

    cursor: Qt.CursorShape | None = None
    scrolls = True  # whether the page moves by itself at the rim

    def __init__(self, view: CanvasView, press: QPointF) -> None:
        self.view, self.press = view, press
        self.start = view.to_diagram(press.x(), press.y())
        self.begun = False

    @property
    def carried(self) -> frozenset[Id]:
        """The shapes in hand; another canvas may take them."""
        return frozenset()

    def far(self, at: QPointF) -> bool:
        """Whether the pointer has come far enough for the press to be a drag; once it has, it stays so."""
        self.begun = self.begun or (at - self.press).manhattanLength() >= START
        return self.begun

    def shift(self, at: QPointF) -> tuple[float, float]:
        """How far the pointer has come, in the diagram; right also after the page has moved."""
        end = self.view.to_diagram(at.x(), at.y())
        return end.x() - self.start.x(), end.y() - self.start.y()

    def move(self, at: QPointF, keys: Keys) -> None: ...

    def release(self, at: QPointF, keys: Keys) -> None: ...

    def cancel(self) -> None: ...

    def paint(self, p: QPainter) -> None: ...

    def turned(self) -> None:
        """The page has moved or zoomed underneath."""


class Pan(Gesture):
    """The paper follows the hand."""

    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = False

    def move(self, at: QPointF, keys: Keys) -> None:
        self.view.pan(at - self.press)
        self.press = at


class Band(Gesture):
    """A rubber band; what lies wholly inside is picked while it grows."""

    def __init__(self, view: CanvasView, press: QPointF, add: bool) -> None:
        super().__init__(view, press)
        self.before = view.picked
        self.keep: frozenset[Id] = view.picked if add else frozenset()
        self.caught = Caught(view.display)
        self.at = press
        self._shown = QRect()

    def box(self, at: QPointF) -> Box:
        end = self.view.to_diagram(at.x(), at.y())
        xs, ys = sorted((self.start.x(), end.x())), sorted((self.start.y(), end.y()))
        return (xs[0], ys[0], xs[1], ys[1])

    def move(self, at: QPointF, keys: Keys) -> None:
        first = not self.begun
        if not self.far(at):
            return
        self.at = at
        if first:
            self.view.select(self.keep)
        added, removed = self.caught.move(self.box(at))
        self.view.pick_more(added - self.keep, removed - self.keep, growing=True)
        before, self._shown = self._shown, self._place()
        self.view.update(_between(before, self._shown))

    def _place(self) -> QRect:
        """Where it is in the window."""
        start = self.view.to_view(self.start.x(), self.start.y())
        return QRectF(start.toPoint(), self.at.toPoint()).normalized().toRect()

    def release(self, at: QPointF, keys: Keys) -> None:
        if not self.begun:  # a click: on the paper of an open sub-process it means that
            inside = self.view.open_step_at(self.press)
            self.view.select(self.keep | {inside} if inside else self.keep)

    def cancel(self) -> None:
        self.view.select(self.before)
        self.view.update()

    def paint(self, p: QPainter) -> None:
        if not self.begun:
            return
        accent = self.view.theme.accent
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        p.setPen(line_pen(accent, 1))
        p.setBrush(clear(accent, 0.10))
        p.drawRect(QRectF(self._place()))
        p.setBrush(Qt.BrushStyle.NoBrush)


def _between(before: QRect, after: QRect) -> QRegion:
    """What is repainted when one rectangle comes in the place of another: what only one covers, and both outlines."""
    region = QRegion(before).xored(QRegion(after))
    for rect in (before, after):
        region += QRegion(rect.adjusted(-2, -2, 2, 2)) - QRegion(rect.adjusted(2, 2, -2, -2))
    return region


class Lasso(Gesture):
    """A line drawn round things; those whose middle it encloses are picked at the end."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, press: QPointF, add: bool) -> None:
        super().__init__(view, press)
        self.keep: frozenset[Id] = view.picked if add else frozenset()
        self.points = [(self.start.x(), self.start.y())]

    def move(self, at: QPointF, keys: Keys) -> None:
        if self.far(at):
            place = self.view.to_diagram(at.x(), at.y())
            self.points.append((place.x(), place.y()))
            self.view.update()

    def release(self, at: QPointF, keys: Keys) -> None:
        self.view.select(self.keep | self._caught())
        self.view.tool_done()
        self.view.update()

    def _caught(self) -> frozenset[Id]:
        if len(self.points) < 3:
            return frozenset()
        loop = QPolygonF([QPointF(x, y) for x, y in self.points])
        bounds, shapes = loop.boundingRect(), self.view.display.shapes
        box = (bounds.left(), bounds.top(), bounds.right(), bounds.bottom())
        rule = Qt.FillRule.OddEvenFill
        near = (shapes[id] for id in self.view.display.touching(box) if id in shapes)
        return frozenset(
            shape.id
            for shape in near
            if loop.containsPoint(shape.rect.center(), rule)
            and (shape.depth > 0 or all(loop.containsPoint(corner, rule) for corner in _corners(shape.rect)))
        )

    def paint(self, p: QPainter) -> None:
        accent = self.view.theme.accent
        p.setPen(line_pen(QColor(accent), 1.5, (5, 4)))
        p.setBrush(clear(accent, 0.10))
        p.drawPolygon(QPolygonF([self.view.to_view(x, y) for x, y in self.points]))
        p.setBrush(Qt.BrushStyle.NoBrush)


def _corners(rect: QRectF) -> tuple[QPointF, ...]:
    return (rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft())
