"""The frame of a window: the parts it is made of, where they stand, and files that are dropped on them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from opsdesigner.canvas.view import CanvasView
from opsdesigner.model import Id
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.theme import Theme

from .capturing.bar import CaptureBar
from .capturing.capturing import Capturing
from .capturing.pasting import Pasting
from .capturing.what_if import WhatIf
from .commands.actions import Action, fill_menus, key_of, make
from .commands.menus import add_menu_keys, add_moving_parts
from .commands.table import rows
from .find import FindBar
from .findings.tidying import Tidying
from .findings.watch import Watch
from .focus import FocusRing
from .inspecting.card import Card
from .keeping import filing
from .keeping.notice import Notice
from .keeping.read_only import ReadOnly
from .organisation.bare_chart import BareChart
from .organisation.below import Below
from .organisation.ownership import Waiting
from .palette import ToolPalette
from .settings import Settings
from .side import FIRST, Side
from .sides.across import Across
from .sides.links import Links
from .sides.pane import Pane
from .sides.twin import Twin
from .statusbar import StatusBar
from .style import Style, system_still
from .topbar import TopBar
from .words import tr

if TYPE_CHECKING:
    from .keeping.comparison import Comparison
    from .start.page import StartPage
    from .window import MainWindow


class Frame(QMainWindow):
    """Top row, tools, org chart and process, side panels, status."""

    settings: Settings
    style_in_use: Style
    top: TopBar
    twin: Twin
    side: Side
    finder: FindBar
    watch: Watch
    below: Below
    waiting: Waiting
    links: Links
    tidying: Tidying
    read_only: ReadOnly
    capture_bar: CaptureBar
    capturing: Capturing
    pasting: Pasting
    what_if: WhatIf

    @property
    def me(self) -> MainWindow:
        return cast("MainWindow", self)

    @property
    def pane(self) -> Pane:
        """The side of the window in use: the one that had the keyboard last."""
        return self.twin.active

    @property
    def view(self) -> CanvasView:
        """The canvas in use."""
        return self.twin.active.view

    @property
    def card(self) -> Card:
        """The card of the side in use."""
        return self.cards[self.twin.active.sort.id]

    def build(self) -> None:
        """Makes every part and puts it in its place."""
        self.setAcceptDrops(True)
        self.top = TopBar(self)
        self.setMenuWidget(self.top)
        self.twin = Twin(self.settings, self)
        self.rows: tuple[Action, ...] = rows()
        self.actions_by_id = make(self.me, self.rows, self.twin.views)
        self.menus = fill_menus(self.top.menus, self.rows, self.actions_by_id)
        add_menu_keys(self.me)
        self.top.add_rule()
        for id in ("undo", "redo"):
            self.top.add_tool(self.actions_by_id[id])
        self.top.add_rule()
        for id in ("tidy", "fit"):
            self.top.add_tool(self.actions_by_id[id])
        self.top.search.key.setText(key_of(self.actions_by_id["commands"]))
        self.top.search.clicked.connect(self.actions_by_id["commands"].trigger)
        self.tools = ToolPalette(self.me)
        self.finder = FindBar(self.me)
        self.notice = Notice(self)
        self.twin.column.insertWidget(0, self.notice)
        self.twin.column.addWidget(self.finder)
        self.watch = Watch(self.me)
        self.side, self.below = Side(self.me), Below(self.me)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.side)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.below)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.resizeDocks([self.side], [FIRST], Qt.Orientation.Horizontal)
        self.capture_bar = CaptureBar(self.me)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.capture_bar)
        self.status = StatusBar(self, self._zoom_menu())
        for pane in self.twin.panes:
            menu = self._zoom_menu()
            menu.aboutToShow.connect(partial(self.twin.activate, pane))
            pane.zoom.setMenu(menu)
        self.setStatusBar(self.status)
        self._lay_out()
        self.bare = BareChart(self.me)
        self.twin.org.when_bare(self.bare)
        self.waiting, self.links = Waiting(self.me), Links(self.me)
        self.across = Across(self.twin)
        self.waiting.counted.connect(lambda: self.status.show_waiting(self.waiting))
        self.tidying = Tidying(self.me)
        self.capturing = Capturing(self.me, self.capture_bar)
        self.pasting = Pasting(self.me)
        self.capture_bar.big = self.settings.flag("view/bigCapture")
        self.what_if = WhatIf(self.me)
        self.follow_stillness()
        self.cards = {pane.sort.id: Card(self.me, pane) for pane in self.twin.panes}
        add_moving_parts(self.me)
        self.read_only = ReadOnly(self.me)
        self._comparison: Comparison | None = None
        self.ring = FocusRing(self.me)

    def _lay_out(self) -> None:
        """The start page and the workspace lie on top of each other."""
        work = QWidget()
        line = QHBoxLayout(work)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.tools)
        line.addWidget(self.twin, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(work)
        self.start: StartPage | None = None
        self.setCentralWidget(self.pages)

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addActions([self.actions_by_id[id] for id in ("zoomIn", "zoomOut", "zoom100", "fit")])
        return menu

    @property
    def still(self) -> bool:
        """Whether nothing is to glide: as the user has said, else as the system says."""
        return self.settings.flag("view/still", system_still())

    def follow_stillness(self) -> None:
        for view in self.twin.views:
            view.motion = not self.still

    def dress_parts(self, paper: Theme) -> None:
        """All round the document takes the colours and the size of the words in use."""
        for view in self.twin.views:
            view.set_theme(paper)
        for part in (self.top, self.tools, self.twin, self.finder):
            part.dress()
        self.status.dress()
        self.side.dress()
        self.below.dress()
        self.capture_bar.dress()
        self.what_if.dress()
        for card in self.cards.values():
            card.dress()
        self.tidying.dress()
        self.pasting.dress()

    @property
    def comparison(self) -> Comparison:
        """What holds the document against another version, made when it is wanted first."""
        if self._comparison is None:
            from .keeping.comparison import Comparison

            self._comparison = Comparison(self.me)
        return self._comparison

    @property
    def comparing(self) -> bool:
        return self._comparison is not None and self._comparison.shown is not None

    def leave_comparison(self) -> None:
        if self._comparison is not None:
            self._comparison.leave()

    def show_hops(self, on: bool) -> None:
        self.settings.put("view/hops", on)
        for view in self.twin.views:
            view.set_hopping(on)

    def show_minimap(self, on: bool) -> None:
        """The small picture of the whole in a corner of each canvas."""
        self.settings.put("view/minimap", on)
        for pane in self.twin.panes:
            pane.show_minimap(on)
        self.me.refresh()

    def select_nodes(self, ids: Sequence[Id]) -> None:
        """Selects the shapes of these nodes on the diagram in view."""
        model, diagram = self.view.model, self.view.diagram
        shapes = (shape_of(model, id, diagram) for id in ids)
        self.view.select(frozenset(shape.id for shape in shapes if shape))

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
