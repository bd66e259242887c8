"""Boxes to tick and to choose from, painted so that they are seen in every theme."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QWidget

from .icons import icon
from .style import Style, px

BOX, ROUND = 18, 4  # px
NAME_WIDTH, ROOM = 104, 140  # px of the name of a row; the most it may take from its field


def cramped(field: QWidget) -> bool:
    """Whether words this large leave a field no room beside its name."""
    return px(NAME_WIDTH) > ROOM and not isinstance(field, QCheckBox)


def row_line(parent: QWidget | None = None) -> QFrame:
    """The hairline between two rows of facts."""
    line = QFrame(parent)
    line.setObjectName("rowLine")
    line.setFixedHeight(1)
    return line


class CheckBox(QCheckBox):
    """A box of our own before the words; a dash where it is neither."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(px(BOX) + 6 + (words + 8 if words else 0), max(26, self.fontMetrics().height() + 8))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = Style.here().theme, self.checkState()
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = px(BOX)
            box = QRectF(1.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
            on = state != Qt.CheckState.Unchecked
            p.setPen(
                QPen(QColor(theme.accent if on or self.hasFocus() else theme.control), 2 if self.hasFocus() else 1)
            )
            p.setBrush(QColor(theme.accent if on else theme.raised))
            p.drawRoundedRect(box, ROUND, ROUND)
            inner = box.toRect().adjusted(1, 1, 0, 0)
            if state == Qt.CheckState.Checked:
                icon("check", QPalette.ColorRole.HighlightedText).paint(p, inner)
            elif on:
                icon("minus", QPalette.ColorRole.HighlightedText).paint(p, inner)
            p.setPen(QColor(theme.text if self.isEnabled() else theme.text3))
            words = self.rect().adjusted(side + 10, 0, 0, 0)
            p.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())


class ChoiceBox(QComboBox):
    """A list to choose from, with an arrow in the theme's colour."""

    def showPopup(self) -> None:
        """The list is as wide as its longest line."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as p:
            side = px(16)
            place = QRect(self.width() - side - 8, (self.height() - side) // 2, side, side)
            icon("chevd", QPalette.ColorRole.PlaceholderText).paint(p, place)
