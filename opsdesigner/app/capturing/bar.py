"""The capture bar at the foot of the window: who, what is open, the line, its keys, and why a line is not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolBar, QVBoxLayout, QWidget

from ..style import Style, px
from ..words import one_line, tr
from .line import CaptureLine
from .parts import Chip, Hints, OfferList

if TYPE_CHECKING:
    from ..window import MainWindow

HEIGHT, BIG = 46, 104  # px
CRUMB = 44  # letters of what is open
EXAMPLE = "Sales: Check order"


class CaptureBar(QToolBar):
    """Stands over the status bar, as wide as the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(tr("Capture bar"), window)
        self.setObjectName("captureBar")
        self.setAccessibleName(tr("Capture bar"))
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setVisible(False)
        self.big = False
        inner = _Inner(self)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.way, self.role, self.open = Chip(inner), Chip(inner), QLabel(inner)
        self.line, self.hints, self.message = CaptureLine(inner), Hints(inner), QLabel(inner)
        self.names = OfferList(window)
        self.open.setObjectName("captureOpen")
        self.message.setObjectName("refusal")
        for label in (self.open, self.message):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.hide()
        self._row = QWidget(inner)
        self._parts = row = QHBoxLayout(self._row)
        row.setSpacing(12)
        for part in (self.way, self.role, self.open):
            row.addWidget(part)
        row.addWidget(self.line, 1)
        row.addWidget(self.hints, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._row)
        column.addWidget(self.message)
        self._inner = inner
        self.addWidget(inner)
        if (room := self.layout()) is not None:
            room.setContentsMargins(0, 0, 0, 0)
        self.line.setPlaceholderText(tr(EXAMPLE))
        self.line.came.connect(lambda _: inner.update())
        self.hide()

    def dress(self) -> None:
        """Takes the colours, and the size of the words in use."""
        for part in (self.way, self.role, self.hints):
            part.big = self.big
            part.updateGeometry()
            part.update()
        side = 24 if self.big else 12
        self._parts.setContentsMargins(side, 0, side, 0)
        self.message.setContentsMargins(side, 0, side, 8)
        self._row.setFixedHeight(px(BIG if self.big else HEIGHT) - 2)
        self.line.setProperty("big", self.big)
        for words in (self.line, self.open):
            words.setProperty("big", self.big)
            words.style().unpolish(words)
            words.style().polish(words)
        self.update()

    def grow(self, big: bool) -> None:
        """The bar of workshops, read from the back row; or the usual one."""
        self.big = big
        self.dress()

    # what it says

    def show_open(self, words: str) -> None:
        """What is open: "In stock? › yes"."""
        self.open.setText(one_line(words, CRUMB))
        self.open.setToolTip(words if len(words) > CRUMB else "")
        self.open.setVisible(bool(words))

    def refuse(self, sentence: str) -> None:
        """Says below the line why it is not taken; "" takes that back."""
        if sentence != self.message.text():
            self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def list_names(self, names: list[str]) -> None:
        """Lists names over the line; none closes the list."""
        if len(names) < 2:
            self.names.hide()
            return
        corner = self.line.mapTo(self.window(), self.line.rect().topLeft())
        corner.setY(self.mapTo(self.window(), self.rect().topLeft()).y() - 4)
        self.names.offer(names, corner)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)


class _Inner(QWidget):
    """The ground of the bar: a hairline over it, in accent while the keyboard is here."""

    def __init__(self, bar: CaptureBar) -> None:
        super().__init__(bar)
        self._bar = bar

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = Style.here().theme, self._bar.line.hasFocus()
        with QPainter(self) as p:
            p.fillRect(self.rect(), QColor(theme.paper))
            p.fillRect(QRect(0, 0, self.width(), 2 if on else 1), QColor(theme.accent if on else theme.line))
