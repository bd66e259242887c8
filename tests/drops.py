"""Drags and drops from elsewhere, as events of the Qt at hand."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt, qVersion
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

# From Qt 6.12 on a drag is told where it is by fractions of a pixel, and the older way is deprecated.
FINE = tuple(map(int, qVersion().split(".")[:2])) >= (6, 12)
COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drag_over(widget: QWidget, data: QMimeData, at: QPointF) -> bool:
    """Drags something onto a widget and across it; whether it would take it."""
    spot = at if FINE else at.toPoint()
    enter = QDragEnterEvent(spot, COPY, data, LEFT, PLAIN)  # type: ignore[call-overload]
    QApplication.sendEvent(widget, enter)
    QApplication.sendEvent(widget, QDragMoveEvent(spot, COPY, data, LEFT, PLAIN))  # type: ignore[call-overload]
    return bool(enter.isAccepted())


def drop(widget: QWidget, data: QMimeData, at: QPointF) -> None:
    """Drags something onto a widget and lets it go there."""
    drag_over(widget, data, at)
    QApplication.sendEvent(widget, QDropEvent(at, COPY, data, LEFT, PLAIN))
