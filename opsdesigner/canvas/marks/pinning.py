"""Pins: what they keep in its place, how they are set and taken out, the mark that tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from opsdesigner.edit import landing
from opsdesigner.edit import pinning as verbs
from opsdesigner.model import Id, Shape
from opsdesigner.notation.kinds import ORG_CHART

from ..icons import paint_icon
from .overlay import window_rect

if TYPE_CHECKING:
    from ..view import CanvasView

SIDE, PLATE = 14, 18  # window pixels of the mark, of the paper under it
INSIDE = (56.0, 30.0)  # window pixels from which a shape has room for it inside
LEAST_ZOOM = 0.25


def pinned(view: CanvasView) -> list[Id]:
    """The pinned shapes among the selected ones, of the whole page where none is selected."""
    return [id for id in view.picked_shapes() or view.display.shapes if is_pinned(view, id)]


def is_pinned(view: CanvasView, id: Id) -> bool:
    shape = view.model.get(id, Shape)
    return shape is not None and shape.props.flag("pinned")


def pinnable(view: CanvasView) -> list[Id]:
    """The selected shapes of a process that a pin could keep in their place."""
    return sorted(id for id in view.picked_shapes() if verbs.can_pin(view.model, id))


def toggle(view: CanvasView) -> None:
    """Pins what is selected where it stands; lets it go where all of it is pinned already."""
    ids = pinnable(view)
    if view.picked_shapes():
        view.attempt(lambda: verbs.pin(view.model, ids, not all(is_pinned(view, id) for id in ids)))


def let_go(view: CanvasView) -> None:
    """Takes the pins out. Boxes of an org chart go where the layout has them, steps when they are tidied next."""
    ids = pinned(view)
    if not ids:
        return
    if view.page == ORG_CHART:
        landing.let_go(view.model, ids)
        view.frame_ids(ids)
    else:
        view.attempt(lambda: verbs.pin(view.model, ids, False))


# the mark


def paint_pins(p: QPainter, view: CanvasView) -> None:
    """On what is pinned and selected or pointed at; in a preview on all that stays by its pin."""
    if view.zoom < LEAST_ZOOM or view.gesture is not None or view.editing():
        return
    near = view.display.spots.touching(view.frame.box(view.rect())) if view.previewing else ()
    for id in {*near, *view.picked_shapes(), view.hovered}:
        if id in view.display.shapes and is_pinned(view, id):
            _paint_pin(p, view, pin_rect(view, id))


def pin_rect(view: CanvasView, id: Id) -> QRectF:
    """Where the mark stands in the window: inside the top right corner, on it where the shape is small."""
    rect = window_rect(view.frame, view.display.shapes[id].rect)
    by = 3.0 if rect.width() >= INSIDE[0] and rect.height() >= INSIDE[1] else -PLATE / 2
    return QRectF(rect.right() - PLATE - by, rect.top() + by, PLATE, PLATE)


def _paint_pin(p: QPainter, view: CanvasView, rect: QRectF) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(view.theme.canvas))
    p.drawRoundedRect(rect, PLATE / 2, PLATE / 2)
    p.setBrush(Qt.BrushStyle.NoBrush)
    inset = (PLATE - SIDE) / 2
    paint_icon(p, "pin-place", view.theme.accent, (rect.topLeft() + QPointF(inset, inset)).toPoint(), SIDE)
