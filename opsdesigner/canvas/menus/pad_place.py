"""Where the pad stands: beside what is selected, over free paper where there is some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF

from opsdesigner.model import Id
from opsdesigner.model.geometry import touches

from ..marks.overlay import window_rect

if TYPE_CHECKING:
    from ..view import CanvasView

AWAY = 14  # window pixels between a shape's ring and the pad
RIM = 4
STEP_HALF = 40  # half a step's height: between two steps the pad of a line stands clear of both
READABLE = 0.4  # zoom under which it does not matter what the pad covers


def place_for(view: CanvasView, anchor: QRectF, size: QSizeF) -> QPointF:
    """The upper left corner of a pad of this size beside a rectangle of the window."""
    room = QRectF(view.rect()).adjusted(RIM, RIM, -RIM, -RIM)
    spots = [spot for spot in _spots(view, anchor, size) if room.contains(QRectF(spot, size))]
    if spots:
        return min(spots, key=lambda spot: _covered(view, QRectF(spot, size)))  # the first of equals
    x, y = anchor.right() + AWAY, anchor.top() - 8
    if x + size.width() > room.right():
        x = anchor.left() - AWAY - size.width()
        if x < room.left():
            x, y = anchor.left(), anchor.bottom() + AWAY
    return QPointF(
        min(max(x, room.left()), room.right() - size.width()), min(max(y, room.top()), room.bottom() - size.height())
    )


def _spots(view: CanvasView, anchor: QRectF, size: QSizeF) -> list[QPointF]:
    """Right, below, above, left of a shape; below, above, right, left of the middle of a line."""
    wide, tall = size.width(), size.height()
    if view.current() in view.display.edges:
        at = anchor.center()
        level, upright = at.x() - wide / 2, at.y() - tall / 2
        near, far = AWAY + 4, AWAY + 4 + STEP_HALF * view.zoom
        return [
            QPointF(level, at.y() + near),
            QPointF(level, at.y() - near - tall),
            QPointF(at.x() + near, upright),
            QPointF(at.x() - near - wide, upright),
            QPointF(level, at.y() + far),
            QPointF(level, at.y() - far - tall),
        ]
    whole, level = anchor.united(_name(view, view.current())), anchor.top() - 8
    beside = QRectF(0, level, view.width(), tall)
    clear = whole if beside.intersects(_name(view, view.current())) else anchor
    return [
        QPointF(clear.right() + AWAY, level),
        QPointF(anchor.left(), whole.bottom() + AWAY),
        QPointF(anchor.left(), whole.top() - AWAY - tall),
        QPointF(clear.left() - AWAY - wide, level),
    ]


def _name(view: CanvasView, id: Id) -> QRectF:
    """Where a name outside its shape stands in the window; empty for all others."""
    shape = view.display.shapes.get(id)
    box = view.display.label_box(id, view.zoom) if shape is not None and shape.outside else None
    return window_rect(view.frame, QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])) if box else QRectF()


def _covered(view: CanvasView, rect: QRectF) -> int:
    """How many shapes and names a rectangle of the window would cover."""
    if view.zoom < READABLE:
        return 0
    box, count = view.frame.box(rect.toAlignedRect()), 0
    for id in view.display.touching(box):
        shape, name = view.display.shapes.get(id), view.display.label_box(id, view.zoom)
        count += shape is not None and shape.depth >= 0 and touches(shape.body(), box)
        count += name is not None and (shape is None or shape.outside) and touches(name, box)
    return count
