"""A dock with panels under one row of tabs and a button that closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from .icons import icon
from .words import tip


class PanelDock(QDockWidget):
    """The frame of such a dock; `tabs` and `pages` are filled by whoever stands on it."""

    def __init__(self, window: QWidget, name: str, title: str, close: str, area: Qt.DockWidgetArea) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setAllowedAreas(area)
        self.setTitleBarWidget(QWidget(self))
        self.tabs, self.pages = QTabBar(self), QStackedWidget(self)
        self.headline, self.close_button = QWidget(self), QToolButton(self)
        self._inner = QWidget(self)
        self._inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fill_headline(title, close)
        self.column = QVBoxLayout(self._inner)
        self.column.setSpacing(0)
        self.column.addWidget(self.headline)
        self.column.addWidget(self.pages, 1)
        self.setWidget(self._inner)

    def _fill_headline(self, title: str, close: str) -> None:
        self.headline.setObjectName("dockHead")
        self.headline.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self.headline)
        row.setContentsMargins(6, 0, 6, 1)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setUsesScrollButtons(False)  # where words are large the tabs share the room
        self.tabs.setAccessibleName(title)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.close_button.setIcon(icon("x"))
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.setFixedSize(26, 26)
        self.close_button.setAccessibleName(close)
        self.close_button.setToolTip(tip(close))
        row.addWidget(self.close_button)
