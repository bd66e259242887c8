"""The panels below the drawing: who does what, where work changes hands, all about a role, under one row of tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ..panel_dock import PanelDock
from ..style import px
from ..words import tr
from .table_panel import TablePanel

if TYPE_CHECKING:
    from ..window import MainWindow

RACI, HANDOVERS, ROLE = range(3)
FIRST, LEAST, MOST = 300, 120, 0.4  # px of height; share of the window's at first


class Below(PanelDock):
    """Panels are made when they are wanted first."""

    def __init__(self, window: MainWindow) -> None:
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        super().__init__(window, "below", tr("Panels below"), tr("Close the panels below"), bottom)
        self._window = window
        self._made: dict[int, TablePanel] = {}
        self._blank = [QWidget(self) for _ in range(3)]
        self._inner.setObjectName("below")
        self.column.setContentsMargins(0, 1, 0, 0)
        self.close_button.clicked.connect(lambda: self.show_page(self.tabs.currentIndex()))
        for name, blank in zip((tr("Who does what"), tr("Hand-overs"), tr("Role")), self._blank, strict=True):
            self.tabs.addTab(name)
            self.pages.addWidget(blank)
        self.tabs.currentChanged.connect(self._turned)
        self.dress()
        self.hide()

    def panel(self, page: int) -> TablePanel:
        """The panel of a tab, made now if it was not yet."""
        if page not in self._made:
            from .handover_panel import HandoverPanel
            from .raci_panel import RaciPanel
            from .role_panel import RolePanel

            made = self._made[page] = (RaciPanel, HandoverPanel, RolePanel)[page](self._window)
            self._blank[page].deleteLater()
            self.pages.insertWidget(page, made)
            self.pages.removeWidget(self._blank[page])
        return self._made[page]

    def show_page(self, page: int) -> None:
        """Opens a panel with the keyboard in it; a second time closes it."""
        if self.showing(page):
            self.hide()
            self._window.pane.view.setFocus()
        else:
            self.panel(page)
            self.tabs.setCurrentIndex(page)
            self._turned(page)
            self.show()
            height = min(px(FIRST), round(self._window.height() * MOST))
            self._window.resizeDocks([self], [height], Qt.Orientation.Vertical)
            self.panel(page).table.setFocus()
        self._window.refresh()

    def showing(self, page: int) -> bool:
        return self.isVisibleTo(self._window) and self.tabs.currentIndex() == page

    def _turned(self, page: int) -> None:
        self.panel(page)
        self.pages.setCurrentIndex(page)

    # following

    def follow(self) -> None:
        """The document changed, or is another."""
        for panel in self._made.values():
            panel.stir()

    def selection_changed(self) -> None:
        for panel in self._made.values():
            panel.selection_changed()

    def dress(self) -> None:
        self._inner.setMinimumHeight(min(px(LEAST), 200))
        self.headline.setFixedHeight(px(32) + 1)
        self.tabs.setFixedHeight(px(32))
        for panel in self._made.values():
            panel.dress()
