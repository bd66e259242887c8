"""The outline above, the parking lot below, and the edge between them that can be dragged."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ..settings import Settings
from ..style import px
from .parking_lot import ParkingLot

FIRST, LEAST, MOST = 200, 60, 2000  # px of the lot's height
SHARE = 0.5  # of the panel that it takes at most by itself


class ParkingSplit(QSplitter):
    """Gives the lot the height it was given by hand; as much as its head takes where it is folded or empty."""

    def __init__(self, above: QWidget, lot: ParkingLot, settings: Settings) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("lotSplit")
        self._lot, self._settings = lot, settings
        self.addWidget(above)
        self.addWidget(lot)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(9)
        self.splitterMoved.connect(lambda *_: self._dragged())
        lot.folded.connect(self._give)

    def _dragged(self) -> None:
        if self._lot.list.isVisible():
            self._settings.put("view/parkingLotHeight", str(self._lot.height()))

    def _give(self) -> None:
        whole = sum(self.sizes())
        if whole <= 0:
            return
        wanted = self._settings.number("view/parkingLotHeight", px(FIRST), LEAST, MOST)
        height = min(wanted, round(whole * SHARE)) if self._lot.is_open else self._lot.maximumHeight()
        self.setSizes([whole - height, height])
