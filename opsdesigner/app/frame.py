"""The frame of a window: the parts it is made of, where they stand, and files that are dropped on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QSplitter, QStackedWidget, QWidget

from . import filing
from .actions import Action, fill_menus, key_of, make
from .card import Card
from .find import FindBar
from .focus import FocusRing
from .menus import add_menu_keys, add_moving_parts
from .palette import ToolPalette
from .pane import ProcessPane
from .settings import Settings
from .side import FIRST, Side
from .statusbar import StatusBar
from .style import Style
from .table import rows
from .topbar import TopBar
from .words import tr

if TYPE_CHECKING:
    from .start import StartPage
    from .window import MainWindow


class Frame(QMainWindow):
    """Top row, tools, the process side, side panels, status."""

    settings: Settings
    style_in_use: Style
    top: TopBar
    pane: ProcessPane
    side: Side
    finder: FindBar
    card: Card

    @property
    def me(self) -> MainWindow:
        return cast("MainWindow", self)

    def build(self) -> None:
        """Makes every part and puts it in its place."""
        self.setAcceptDrops(True)
        self.top = TopBar(self)
        self.setMenuWidget(self.top)
        self.pane = ProcessPane(self)
        self.view = self.pane.view
        self.rows: tuple[Action, ...] = rows()
        self.actions_by_id = make(self.me, self.rows, self.view)
        self.menus = fill_menus(self.top.menus, self.rows, self.actions_by_id)
        add_menu_keys(self.me)
        self.top.add_rule()
        for id in ("undo", "redo"):
            self.top.add_tool(self.actions_by_id[id])
        self.top.add_rule()
        self.top.add_tool(self.actions_by_id["fit"])
        self.top.search.key.setText(key_of(self.actions_by_id["commands"]))
        self.top.search.clicked.connect(self.actions_by_id["commands"].trigger)
        self.tools = ToolPalette(self.me)
        self.finder = FindBar(self.me)
        self.pane.column.addWidget(self.finder)
        self.side = Side(self.me)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.side)
        self.resizeDocks([self.side], [FIRST], Qt.Orientation.Horizontal)
        zoom_menu = QMenu(self)
        zoom_menu.addActions([self.actions_by_id[id] for id in ("zoomIn", "zoomOut", "zoom100", "fit")])
        self.status = StatusBar(self, zoom_menu)
        self.setStatusBar(self.status)
        self._lay_out()
        self.card = Card(self.me)
        add_moving_parts(self.me)
        self.ring = FocusRing(self.me)

    def _lay_out(self) -> None:
        """The start page and the workspace lie on top of each other."""
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("sides")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.pane)
        work = QWidget()
        line = QHBoxLayout(work)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.tools)
        line.addWidget(self.splitter, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(work)
        self.start: StartPage | None = None
        self.setCentralWidget(self.pages)

    # files dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.status.show_hint(tr("Drop to open"))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.status.show_hint("")

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.status.show_hint("")
        QTimer.singleShot(0, self, lambda: filing.open_paths(self.me, paths))
