"""Cards in rows: as many beside each other as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ..style import px

GAP, IN_ROW = 16, 4
LEAST = 160  # px of a card


class CardGrid(QWidget):
    """Lays its cards anew when its width asks for other rows."""

    def __init__(self, cards: Sequence[QWidget]) -> None:
        super().__init__()
        fillers = [QWidget() for _ in range(IN_ROW - len(cards))]  # all rows have columns of one width
        self._cards, self._across = [*cards, *fillers], 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.lay_out(IN_ROW)

    def lay_out(self, across: int) -> None:
        """So many cards in a row."""
        if across == self._across:
            return
        self._across = across
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // across, at % across)
        for at in range(IN_ROW):
            self._grid.setColumnStretch(at, int(at < across))

    def minimumSizeHint(self) -> QSize:
        """One card: never so wide that fewer in a row could not be tried."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.lay_out(max(1, min(IN_ROW, (self.width() + GAP) // (px(LEAST) + GAP))))
