"""One side of the window: a tab for each of its diagrams, the way up from a sub-process, the canvas, its zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QTabBar, QToolButton, QVBoxLayout, QWidget

from opsdesigner.canvas.view import CanvasView
from opsdesigner.model import Change, Diagram, Id, Model, Node
from opsdesigner.notation.kinds import ORG_CHART

from ..icons import icon
from ..style import px
from ..words import NARROW, menu_text, one_line, tip, tr
from .crumbs import TAB_HEIGHT, Crumbs, diagram_title, on_diagram

if TYPE_CHECKING:
    from opsdesigner.canvas.marks.minimap import Minimap

NARROWEST = 280  # px of the canvas: where less would be left, what stands beside it goes below
MOST = 16_777_215  # px, Qt's own
LONGEST = 32  # letters of a name on a tab


class Sort(NamedTuple):
    """What a pane is for, and the names of its parts."""

    id: str
    chart: bool  # shows org charts, else processes
    tabs: str
    canvas_said: str
    tabs_said: str
    new: str


ORG = Sort("org", True, "orgTabs", "Org chart", "Org charts", "New org chart")
PROCESS = Sort("process", False, "diagramTabs", "Process diagram", "Diagrams", "New diagram")


def diagrams_of(model: Model, chart: bool) -> list[Id]:
    """The org charts of a document, or its other diagrams, in their order."""
    return [each.id for each in model.all(Diagram) if (each.kind == ORG_CHART) == chart]


class Pane(QWidget):
    """Shows one document's org charts, or its other diagrams, one at a time, in one canvas."""

    diagram_changed = Signal(str)
    rename_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, sort: Sort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sort = sort
        self.setObjectName(f"{sort.id}Pane")
        self.model: Model | None = None
        self._views: dict[Id, tuple[float, float, float]] = {}
        self._filling = False
        self.minimap: Minimap | None = None
        self.bare: QWidget | None = None  # stands there while there is no diagram
        self.view = CanvasView(self)
        self.view.setObjectName(f"{sort.id}Canvas")
        self.view.opening = self.view.show_head if sort.chart else self.view.show_start
        self.view.setAccessibleName(tr(sort.canvas_said))
        self.view.diagram_wanted.connect(self.go_to)
        self.view.view_changed.connect(self._show_zoom)
        self.tabs = self._make_tabs()
        self.crumbs = Crumbs(self)
        self.crumbs.wanted.connect(self.go_to)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row = self._make_row()
        column.addWidget(self._row)
        column.addWidget(self.crumbs)
        self.middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.middle.setSpacing(0)
        self.middle.addWidget(self.view, 1)
        column.addLayout(self.middle, 1)
        self.column = column
        self.dress()

    def dress(self) -> None:
        """Takes the size of the words in use."""
        self.tabs.setFixedHeight(px(TAB_HEIGHT))
        self._row.setFixedHeight(px(TAB_HEIGHT) + 1)
        self.crumbs.dress()

    def when_bare(self, widget: QWidget) -> None:
        """What is shown in place of the canvas while there is no diagram."""
        self.bare = widget
        widget.hide()
        self.column.addWidget(widget, 1)

    def put_beside(self, widget: QWidget) -> None:
        """Something that takes a part of the canvas's room, right of it, or below where that is narrow."""
        if self.middle.indexOf(widget) < 0:
            self.middle.addWidget(widget)
        self._turn_middle()

    def _turn_middle(self) -> None:
        """Beside where the canvas keeps some width; below it takes half of the height at most."""
        way = QBoxLayout.Direction
        items = (self.middle.itemAt(at) for at in range(1, self.middle.count()))
        for widget in (item.widget() for item in items if item is not None):
            assert widget is not None
            beside = self.width() >= widget.sizeHint().width() + NARROWEST
            self.middle.setDirection(way.LeftToRight if beside else way.TopToBottom)
            widget.setMaximumHeight(MOST if beside else max(1, self.height() // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn_middle()

    @property
    def front(self) -> QWidget:
        """What takes the keyboard: the canvas, or what stands in its place."""
        return self.bare if self.bare is not None and not self.diagram else self.view

    def show_minimap(self, on: bool) -> None:
        """The small picture of the whole in the lower right corner of the canvas."""
        if on and self.minimap is None:
            from opsdesigner.canvas.marks.minimap import Minimap

            self.minimap = Minimap(self.view)
            self.minimap.resize(self.minimap.sizeHint())
            self.view.installEventFilter(self)
            self._place_minimap()
        if self.minimap is not None:
            self.minimap.setVisible(on)

    def leave(self) -> None:
        """Stops following the document; the window is being closed."""
        self.view.leave()
        if self.minimap is not None:
            self.minimap.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.Resize:
            self._place_minimap()
        return False

    def _place_minimap(self) -> None:
        over, view = self.minimap, self.view
        if over is not None:
            over.move(view.width() - over.width() - 12, view.height() - over.height() - 12)

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar(self)
        tabs.setObjectName(self.sort.tabs)
        tabs.setAccessibleName(tr(self.sort.tabs_said))
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(True)
        tabs.setElideMode(Qt.TextElideMode.ElideNone)  # too many are scrolled, not shortened until nothing is left
        tabs.currentChanged.connect(self._tab_changed)
        tabs.tabBarDoubleClicked.connect(lambda at: self.rename_wanted.emit(tabs.tabData(at)) if at >= 0 else None)
        tabs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tabs.customContextMenuRequested.connect(self._tab_menu)
        return tabs

    def _make_row(self) -> QWidget:
        row = QWidget(self)
        row.setObjectName("tabRow")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(row)
        line.setContentsMargins(8, 0, 8, 1)
        line.setSpacing(4)
        line.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        self.add = QToolButton(row)
        self.add.setIcon(icon("plus"))
        self.add.setFixedSize(26, 26)
        self.add.setAccessibleName(tr(self.sort.new))
        self.add.setToolTip(tip(tr(self.sort.new)))
        line.addWidget(self.add)
        line.addStretch(1)
        self.zoom = QToolButton(row)
        self.zoom.setObjectName("paneZoom")
        self.zoom.setAccessibleName(tr("Zoom"))
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        line.addWidget(self.zoom)
        return row

    def _show_zoom(self) -> None:
        self.zoom.setText(f"{round(self.view.zoom * 100)}{NARROW}%" if self.diagram else "")

    # what is shown

    def show_model(self, model: Model, diagram: Id = "") -> None:
        """Shows a document, from its first diagram."""
        self.model, self._views = model, {}
        self._fill(diagram)

    def follow(self, change: Change) -> None:
        """Renames, adds and removes tabs after a change."""
        if change.touches(Diagram):
            self._fill(self.diagram)
        elif change.touches(Node):
            after = (after for _, after in change.records.values() if type(after) is Node)
            if any(node.kind in _TITLED for node in after):
                self._name_tabs()

    @property
    def diagram(self) -> Id:
        return str(self.tabs.tabData(self.tabs.currentIndex()) or "") if self.tabs.count() else ""

    def go_to(self, diagram: Id) -> None:
        """Opens the tab of a diagram."""
        for at in range(self.tabs.count()):
            if self.tabs.tabData(at) == diagram:
                self.tabs.setCurrentIndex(at)
                return

    def step(self, by: int) -> None:
        """The next or previous diagram, round and round."""
        if self.tabs.count() > 1:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def reveal(self, id: Id) -> bool:
        """Goes to a record: its shape or edge is selected on the diagram that shows it."""
        model = self.model
        if model is None or id not in model:
            return False
        if isinstance(model[id], Diagram):
            self.go_to(id)
            return True
        found = on_diagram(model, id, self.diagram)
        if not found:
            return False
        self.go_to(model[found].diagram)  # type: ignore[union-attr]
        self.view.select(frozenset({found}))
        self.view.reveal(found)
        return True

    def _fill(self, diagram: Id) -> None:
        model = self.model
        assert model is not None
        ids = diagrams_of(model, self.sort.chart)
        wanted = diagram if diagram in ids else (ids[0] if ids else "")
        self._filling = True
        while self.tabs.count():
            self.tabs.removeTab(0)
        for id in ids:
            at = self.tabs.addTab("")
            self.tabs.setTabData(at, id)
        self._filling = False
        self._name_tabs()
        if wanted:
            self.tabs.setCurrentIndex(ids.index(wanted))
        self.tabs.setVisible(bool(ids))
        if self.bare is not None:
            self.bare.setVisible(not ids)
            self.view.setVisible(bool(ids))
        self._show(wanted)
        self._show_zoom()

    def _name_tabs(self) -> None:
        assert self.model is not None
        for at in range(self.tabs.count()):
            name = diagram_title(self.model, self.tabs.tabData(at))
            self.tabs.setTabText(at, menu_text(one_line(name, LONGEST)))
            self.tabs.setTabToolTip(at, tip(name))
        self.crumbs.show_for(self.model, self.diagram)

    def _tab_changed(self, at: int) -> None:
        self.tabs.updateGeometry()  # the chosen tab is set in bolder letters, so the row may need more room
        if not self._filling and at >= 0:
            self._show(self.tabs.tabData(at))

    def _show(self, diagram: Id) -> None:
        view, model = self.view, self.model
        assert model is not None
        if view.model is model and view.diagram == diagram:
            return
        if view.model is model and view.diagram:
            middle = view.to_diagram(view.width() / 2, view.height() / 2)
            self._views[view.diagram] = (view.zoom, middle.x(), middle.y())
        view.show_diagram(model, diagram)
        if diagram in self._views:
            zoom, x, y = self._views[diagram]
            view.show_box((x, y, x, y), zoom)
        self.crumbs.show_for(model, diagram)
        self.diagram_changed.emit(diagram)

    def _tab_menu(self, at: QPoint) -> None:
        tab = self.tabs.tabAt(at)
        if tab >= 0:
            self.tabs.setCurrentIndex(tab)
            self.menu_wanted.emit(self.tabs.tabData(tab), self.tabs.mapToGlobal(at))


_TITLED = ("process", "collaboration", "subProcess", "transaction", "adHocSubProcess", "participant")
