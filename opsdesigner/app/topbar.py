"""The top row: menu words, undo and redo, and the search that finds or does anything."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenuBar, QPushButton, QToolButton, QWidget

from .icons import icon
from .words import tr

HEIGHT = 44


class TopBar(QWidget):
    """Stands over the whole window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.menus = QMenuBar(self)
        self.menus.setAccessibleName(tr("Menus"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 1)
        row.setSpacing(4)
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        row.addLayout(self.tools)
        row.addStretch(1)
        self.search = SearchButton(self)
        row.addWidget(self.search)

    def add_rule(self) -> None:
        line = QFrame(self)
        line.setObjectName("rule")
        line.setFixedSize(1, 20)
        self.tools.addSpacing(6)
        self.tools.addWidget(line)
        self.tools.addSpacing(6)

    def add_tool(self, action: QAction) -> None:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFixedSize(32, 32)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text())
        self.tools.addWidget(button)


class SearchButton(QPushButton):
    """Looks like a search field and opens the command palette."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("searchButton")
        self.setFixedSize(208, 30)
        self.setAccessibleName(tr("Find or do anything"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 7, 0)
        row.setSpacing(8)
        glass = QLabel(self)
        glass.setPixmap(icon("search").pixmap(QSize(16, 16), self.devicePixelRatioF()))
        self._glass = glass
        words = QLabel(tr("Find or do anything"), self)
        self.key = QLabel(self)
        self.key.setObjectName("keyChip")
        row.addWidget(glass)
        row.addWidget(words, 1)
        row.addWidget(self.key)
        for part in (glass, words, self.key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def dress(self) -> None:
        """Takes the colours of the theme."""
        self._glass.setPixmap(icon("search").pixmap(QSize(16, 16), self.devicePixelRatioF()))
