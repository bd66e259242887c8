"""The side panel of what was before: the versions of the file or, while two are compared, what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from ..focus import chain, stops
from .comparison_panel import ComparisonPanel
from .versions_panel import VersionsPanel

if TYPE_CHECKING:
    from ..window import MainWindow


class Past(QStackedWidget):
    """One of the two at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.versions, self.comparison = VersionsPanel(window), ComparisonPanel(window, window.comparison)
        self.addWidget(self.versions)
        self.addWidget(self.comparison)
        chain(*stops(self.versions), *stops(self.comparison))
        window.comparison.changed.connect(self._turn)
        self._turn()

    def _turn(self) -> None:
        """The keyboard stays in the panel when its page turns."""
        page = self.versions if self._window.comparison.shown is None else self.comparison
        if page is self.currentWidget():
            return
        focus = self.focusWidget()
        had = focus is not None and focus.hasFocus()
        self.setCurrentWidget(page)
        if had:
            page.list.setFocus()

    def dress(self) -> None:
        self.versions.dress()
        self.comparison.fill()
