"""What stands at the left of the lines of the outline: whose each is, and a bar where it is selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from opsdesigner.canvas.theme import hard_to_see, words_on

from ..style import Style, px
from .patched_text import PatchedText

CHIP, BAR, SIDE = 30, 3, 6  # px


class Role(NamedTuple):
    """Whose a line is, in letters and colour."""

    code: str
    colour: str


class OutlineMargin(QWidget):
    """Follows the lines in view."""

    def __init__(self, editor: PatchedText, role_of: Callable[[int], Role | None]) -> None:
        super().__init__(editor)
        self._editor, self._role_of = editor, role_of
        self.marked: frozenset[int] = frozenset()  # lines of the outline
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @staticmethod
    def room() -> int:
        """How wide it is, px."""
        return px(CHIP) + 2 * SIDE

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, font = Style.here().theme, self._editor.font()
        tall = self._editor.fontMetrics().height()
        font.setPixelSize(px(10))
        font.setWeight(font.Weight.DemiBold)
        with QPainter(self) as p:
            p.setFont(font)
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            for block, box in self._editor.lines_in_view():
                line, top = block.userState(), box.top()
                if line in self.marked:
                    p.fillRect(QRectF(0, top, self.width(), box.height()), QColor(theme.accent_tint))
                    p.fillRect(QRectF(0, top, BAR, box.height()), QColor(theme.accent))
                if (role := self._role_of(line)) is not None:
                    middle = top + block.layout().lineAt(0).rect().center().y()
                    _paint_chip(p, role, QRectF(SIDE, middle - tall / 2 + 0.5, px(CHIP), tall - 1))


def _paint_chip(p: QPainter, role: Role, place: QRectF) -> None:
    words = QColor(words_on(role.colour))
    p.setPen(words if hard_to_see(role.colour) else Qt.PenStyle.NoPen)
    p.setBrush(QColor(role.colour))
    p.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    p.setPen(words)
    p.drawText(place, Qt.AlignmentFlag.AlignCenter, role.code)
