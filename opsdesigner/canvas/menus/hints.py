"""One line beside the pointer: what a release would do, or why it would do nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from opsdesigner.notation.theme import Theme

from .chrome import face, grown

AWAY = 12  # window pixels right of and below the pointer
TALL, SIDE = 26, 10


def hint_rect(text: str, at: QPointF, room: QRectF) -> QRectF:
    """Where a hint stands: right of and below the pointer, on the other side where there is no room."""
    wide = QFontMetricsF(face(12, 500)).horizontalAdvance(text) + 2 * SIDE
    tall = grown(TALL)
    x = at.x() + AWAY if at.x() + AWAY + wide <= room.right() - 4 else at.x() - AWAY - wide
    y = at.y() + AWAY if at.y() + AWAY + tall <= room.bottom() - 4 else at.y() - AWAY - tall
    return QRectF(round(max(room.left() + 4, x)), round(max(room.top() + 4, y)), round(wide), tall)


def paint_hint(p: QPainter, text: str, at: QPointF, room: QRectF, theme: Theme, refused: bool = False) -> QRectF:
    """Paints the hint; a refusal is red on its tint. Returns its place."""
    rect = hint_rect(text, at, room)
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(QColor(theme.red if refused else theme.line2), 1))
    p.setBrush(QColor(theme.red_tint if refused else theme.raised))
    p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    p.setPen(QColor(theme.red if refused else theme.text))
    p.setFont(face(12, 500))
    p.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    p.restore()
    return rect
