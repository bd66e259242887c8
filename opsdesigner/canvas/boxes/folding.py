"""The ring on the foot of a box that has others below it: a click folds them away or shows them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from opsdesigner.model import Id, Shape
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.boxes import FOLD
from opsdesigner.notation.organisation import reports_of

from ..keyboard.charting import box_of
from ..marks.overlay import clear, line_pen

if TYPE_CHECKING:
    from ..view import CanvasView

LEAST = 24.0  # window pixels of the target
LEAST_ZOOM = 0.25


def can_fold(view: CanvasView, id: Id) -> bool:
    """Whether a box has others below it on this chart."""
    shape = box_of(view, id) if id else None
    if shape is None:
        return False
    below = reports_of(view.model, shape.node)
    return any(shape_of(view.model, report, view.diagram) is not None for report in below)


def fold_rect(view: CanvasView, id: Id) -> QRectF:
    """Where the ring of a box is, in the window."""
    shape = view.display.shapes[id]
    foot = view.to_view(shape.x + shape.w / 2, shape.y + shape.h)
    side = max(LEAST, FOLD * view.zoom)
    return QRectF(foot.x() - side / 2, foot.y() - side / 2, side, side)


def fold_at(view: CanvasView, at: QPointF) -> Id:
    """The box whose ring is under a point of the window: a folded one, or one whose ring is shown."""
    if view.zoom < LEAST_ZOOM:
        return ""
    place, reach = view.to_diagram(at.x(), at.y()), max(LEAST / view.zoom, FOLD) / 2
    box = (place.x() - reach, place.y() - reach, place.x() + reach, place.y() + reach)
    for id in view.display.spots.touching(box):
        shape = view.model.get(id, Shape)
        seen = shape is not None and (shape.props.flag("collapsed") or id in (view.hovered, view.current()))
        if seen and fold_rect(view, id).contains(at) and can_fold(view, id):
            return id
    return ""


def paint_folds(p: QPainter, view: CanvasView) -> None:
    """The box under the pointer, and the selected one, show that what is below them can be folded away."""
    if view.zoom < LEAST_ZOOM or view.gesture is not None or view.editing():
        return
    for id in {view.hovered, view.current()}:
        if id not in view.display.shapes or not can_fold(view, id):
            continue
        theme, rect = view.theme, fold_rect(view, id).adjusted(1, 1, -1, -1)
        p.setPen(line_pen(theme.accent, 1.5))
        shape = view.model.get(id, Shape)
        if shape is not None and shape.props.flag("collapsed"):  # its number is drawn there
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawEllipse(rect)
            continue
        p.setBrush(clear(theme.canvas, 1.0))
        p.drawEllipse(rect)
        c = rect.center()
        p.drawLine(QPointF(c.x() - 4, c.y()), QPointF(c.x() + 4, c.y()))
        p.setBrush(Qt.BrushStyle.NoBrush)
