"""Drawing a line from one shape to another: by dragging, by two clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from opsdesigner.edit import draw
from opsdesigner.edit.around import around
from opsdesigner.edit.context import can_connect
from opsdesigner.edit.lines import route, site_of
from opsdesigner.edit.routing import outward
from opsdesigner.model import Id, Point, Shape
from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.organisation import boss_of
from opsdesigner.notation.rules import Answer

from ..marks.overlay import line_pen, paint_target, polygon
from ..words import tr
from .gesture import Gesture, Keys

if TYPE_CHECKING:
    from ..view import CanvasView


class Wire:
    """A line in the making: where it starts, what it points at, whether it may be drawn."""

    def __init__(self, view: CanvasView, source: Id) -> None:
        self.view, self.source = view, source
        self.target: Id = ""
        self.answer = Answer("")
        self.points: tuple[Point, ...] = ()
        self._at = QPointF()

    def aim(self, at: QPointF) -> None:
        """Follows the pointer; asks the rules when it comes over another shape."""
        self._at = at
        target = self.view.shape_under(at)
        if target == self.source and self.target != self.source and not self._may_loop():
            target = ""
        changed = target != self.target
        if changed:
            self.target = target
            self.answer = can_connect(self.view.model, self.source, target) if target else Answer("")
        if changed or not self.answer:
            self.points = self._way()
        if self.target and not self.answer:
            self.view.say(tr(self.answer.reason), at, True)
        elif not self.target:
            chart = self.view.page == ORG_CHART
            self.view.say(tr("Release on the boss") if chart else tr("Release on a step or on paper"), at)
        else:
            self.view.say(self._says(), at)
        self.view.update()

    def _says(self) -> str:
        """What the line would mean, where it is not plain to see: on an org chart."""
        source = self.view.model.get(self.source, Shape)
        if source is None or self.view.page != ORG_CHART:
            return ""
        words = tr("Release: second boss {}") if boss_of(self.view.model, source.node) else tr("Release: reports to {}")
        return words.format(self.view.name_of(self.target))

    def _may_loop(self) -> bool:
        return bool(can_connect(self.view.model, self.source, self.source))

    def _way(self) -> tuple[Point, ...]:
        model, diagram = self.view.model, self.view.diagram
        source = model.get(self.source, Shape)
        if source is None:
            return ()
        target = model.get(self.target, Shape) if self.target and self.answer else None
        if target is not None:
            kind = self.answer.kind
            return route(model, diagram, source, target, kind, around=around(model, source, target, kind))
        place = self.view.to_diagram(self._at.x(), self._at.y())
        end = (place.x(), place.y())
        start = outward(site_of(model, source), end)
        if abs(start[1] - end[1]) < 6 or abs(start[0] - end[0]) < 6:
            return (start, end)
        middle = (start[0] + end[0]) / 2
        return (start, (middle, start[1]), (middle, end[1]), end)

    def commit(self) -> Id:
        """Draws the line; the new edge's id, or "" where the rules say no."""
        if not self.target or not self.answer:
            return ""
        view = self.view
        made = view.attempt(lambda: draw.connect(view.model, view.diagram, self.source, self.target))
        if made:
            view.select({made})
        return made or ""

    def paint(self, p: QPainter) -> None:
        view, theme = self.view, self.view.theme
        if view.letters is not None:
            return  # keys choose the target, not the pointer
        if self.target:
            paint_target(p, view, self.target, bool(self.answer))
        if len(self.points) < 2:
            return
        refused = bool(self.target) and not self.answer
        line = polygon(view, self.points)
        p.setPen(line_pen(theme.red if refused else theme.accent, 1.5, (6, 4)))
        p.drawPolyline(line)
        paint_head(p, line, theme.red if refused else theme.accent)


def paint_head(p: QPainter, line: QPolygonF, colour: str) -> None:
    tip, before = line.at(line.count() - 1), line.at(line.count() - 2)
    way = tip - before
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5 or 1.0
    along = way / length
    side = QPointF(-along.y(), along.x())
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(colour))
    p.drawPolygon(QPolygonF([tip, tip - along * 9 + side * 4, tip - along * 9 - side * 4]))
    p.setBrush(Qt.BrushStyle.NoBrush)


class Connect(Gesture):
    """From the press on a shape (or on the pad) to the release on another, or on paper for a new step."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, press: QPointF, source: Id) -> None:
        super().__init__(view, press)
        self.wire = Wire(view, source)

    def move(self, at: QPointF, keys: Keys) -> None:
        if self.far(at):
            self.wire.aim(at)

    def release(self, at: QPointF, keys: Keys) -> None:
        if not self.begun:
            self.view.arm_connect(self.wire.source)  # a click: the next one says where to
            return
        self.wire.aim(at)
        if self.wire.target and not self.wire.commit():
            self.view.refuse(self.wire.answer.reason, at)
            return
        if not self.wire.target:
            self.view.append_at(self.wire.source, at)
        if self.view.tool == "connect":
            self.view.tool_done()

    def paint(self, p: QPainter) -> None:
        if self.begun:
            self.wire.paint(p)
