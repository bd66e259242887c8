"""The top row: menu words, undo and redo, and the search that finds or does anything."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QMenuBar, QPushButton, QToolButton, QWidget

from .icons import icon
from .style import px
from .words import tip, tr

HEIGHT, TARGET, PICTURE = 44, 32, 20
FOLD = 1024  # px: in a narrower window the menu words fold into one button
SEARCH = (208, 30)


class TopBar(QWidget):
    """Stands over the whole window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.menus = QMenuBar(self)
        self.menus.setAccessibleName(tr("Menus"))
        self.fold = _tool(self, tr("Menu"))
        self.fold.setIcon(icon("menu"))
        self.fold.setToolTip(tip(tr("Menu"), "F10"))
        self.fold.clicked.connect(lambda: self.open_menus())
        self.folded = QMenu(self.fold)
        self.tools = QWidget(self)
        self._tools = QHBoxLayout(self.tools)
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.setSpacing(4)
        self.search = SearchButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 1)
        row.setSpacing(4)
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.fold)
        row.addWidget(self.tools)
        row.addStretch(1)
        row.addWidget(self.search)

    def add_rule(self) -> None:
        line = QFrame(self)
        line.setObjectName("rule")
        line.setFixedSize(1, 20)
        self._tools.addSpacing(6)
        self._tools.addWidget(line)
        self._tools.addSpacing(6)

    def add_tool(self, action: QAction) -> None:
        button = _tool(self, action.text())
        button.setDefaultAction(action)
        self._tools.addWidget(button)

    def dress(self) -> None:
        """Takes the colours and the size of the words in use."""
        self.setFixedHeight(px(HEIGHT))
        self.search.dress()
        self._fold()

    # menus

    def open_menus(self, title: str = "") -> None:
        """Opens the menu of this name, or the first, wherever the menus stand; its first entry is current."""
        acts = self.menus.actions()
        wanted = next((act for act in acts if act.menu().objectName() == f"menu.{title}"), acts[0])
        if self.fold.isVisible():
            self.folded.clear()
            self.folded.addActions(acts)
            self.folded.popup(self.fold.mapToGlobal(QPoint(0, self.fold.height() + 4)))
            self.folded.setActiveAction(wanted)
        else:
            self.menus.setActiveAction(wanted)
        menu = wanted.menu()
        entries = [act for act in menu.actions() if act.isEnabled()] if isinstance(menu, QMenu) else []
        if isinstance(menu, QMenu) and menu.isVisible() and entries:
            menu.setActiveAction(entries[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()

    def _fold(self) -> None:
        """Menu words where there is room for them, else one button."""
        needed = self.menus.sizeHint().width() + self.tools.sizeHint().width() + self.search.width() + 40
        narrow = self.width() < max(FOLD, needed) and not self.menus.isNativeMenuBar()
        self.fold.setVisible(narrow)
        self.menus.setVisible(not narrow)


def _tool(parent: QWidget, name: str) -> QToolButton:
    button = QToolButton(parent)
    button.setFixedSize(TARGET, TARGET)
    button.setIconSize(QSize(PICTURE, PICTURE))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(name)
    return button


class SearchButton(QPushButton):
    """Looks like a search field and opens the command palette."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("searchButton")
        self.setAccessibleName(tr("Find or do anything"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 7, 0)
        row.setSpacing(8)
        self._glass, words, self.key = QLabel(self), QLabel(tr("Find or do anything"), self), QLabel(self)
        self.key.setObjectName("keyChip")
        row.addWidget(self._glass)
        row.addWidget(words, 1)
        row.addWidget(self.key)
        for part in (self._glass, words, self.key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def dress(self) -> None:
        """Takes the colours of the theme, and the width its words need."""
        self._glass.setPixmap(icon("search").pixmap(QSize(px(16), px(16)), self.devicePixelRatioF()))
        for part in self.findChildren(QLabel):
            part.ensurePolished()
        self.setFixedSize(max(px(SEARCH[0]), self._row.sizeHint().width()), px(SEARCH[1]))
