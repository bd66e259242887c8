"""The process side: a tab for each diagram, the way up from a sub-process, the canvas, find and minimap."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabBar, QToolButton, QVBoxLayout, QWidget

from opsdesigner.canvas.extent import page_name
from opsdesigner.canvas.view import CanvasView
from opsdesigner.model import Change, Diagram, Id, Model, Node
from opsdesigner.model.queries import pool_of, shape_of

from .icons import icon
from .style import px
from .words import menu_text, one_line, tip, tr

TAB_HEIGHT = 32
LONGEST = 32  # letters of a name on a tab


def diagram_title(model: Model, id: Id) -> str:
    """The name a tab shows: that of its pictures, else its number; "" where there is no such diagram."""
    if model.get(id, Diagram) is None:
        return ""
    number = [each.id for each in model.all(Diagram)].index(id) + 1
    return page_name(model, id) or tr("Diagram {}").format(number)


def above(model: Model, id: Id) -> Id:
    """The diagram on which the sub-process stands whose own plane this is; "" for a top one."""
    diagram = model.get(id, Diagram)
    root = model.get(diagram.root, Node) if diagram else None
    if root is None or root.kind in ("process", "collaboration"):
        return ""
    shapes = (shape_of(model, root.id, each.id) for each in model.all(Diagram) if each.id != id)
    return next((shape.diagram for shape in shapes if shape), "")


class ProcessPane(QWidget):
    """Shows one document's diagrams, one at a time, in one canvas."""

    diagram_changed = Signal(str)
    rename_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("processPane")
        self.model: Model | None = None
        self._views: dict[Id, tuple[float, float, float]] = {}
        self._filling = False
        self._over: QWidget | None = None
        self.view = CanvasView(self)
        self.view.setObjectName("processCanvas")
        self.view.reads_first = True
        self.view.setAccessibleName(tr("Process diagram"))
        self.view.diagram_wanted.connect(self.go_to)
        self.tabs = self._make_tabs()
        self.crumbs = _Crumbs(self)
        self.crumbs.wanted.connect(self.go_to)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row = self._make_row()
        column.addWidget(self._row)
        column.addWidget(self.crumbs)
        column.addWidget(self.view, 1)
        self.column = column
        self.dress()

    def dress(self) -> None:
        """Takes the size of the words in use."""
        self.tabs.setFixedHeight(px(TAB_HEIGHT))
        self._row.setFixedHeight(px(TAB_HEIGHT) + 1)
        self.crumbs.dress()

    def lay_over(self, widget: QWidget) -> None:
        """Keeps a widget in the lower right corner of the canvas."""
        self._over = widget
        widget.resize(widget.sizeHint())
        self.view.installEventFilter(self)
        self._place_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.Resize:
            self._place_over()
        return False

    def _place_over(self) -> None:
        over, view = self._over, self.view
        if over is not None:
            over.move(view.width() - over.width() - 12, view.height() - over.height() - 12)

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar(self)
        tabs.setObjectName("diagramTabs")
        tabs.setAccessibleName(tr("Diagrams"))
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
        self.add.setAccessibleName(tr("New diagram"))
        self.add.setToolTip(tip(tr("New diagram")))
        line.addWidget(self.add)
        line.addStretch(1)
        return row

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
        ids = [each.id for each in model.all(Diagram)]
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
        self._show(wanted)

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


def on_diagram(model: Model, id: Id, first: Id) -> Id:
    """The shape or edge that shows a record, on the diagram in view if it is there, else on any."""
    from opsdesigner.model import Edge, Link, Shape

    record = model.records.get(id)
    if isinstance(record, Shape | Edge):
        return id
    if isinstance(record, Node):
        if record.kind == "process" and (pool := pool_of(model, id)):
            return on_diagram(model, pool, first)
        shown = sorted(model.referrers(id, Shape), key=lambda shape: shape.diagram != first)
        return shown[0].id if shown else ""
    if isinstance(record, Link):
        drawn = sorted(model.referrers(id, Edge), key=lambda edge: edge.diagram != first)
        return drawn[0].id if drawn else ""
    return ""


class _Crumbs(QWidget):
    """The way from the top diagram down to the sub-process in view."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("crumbs")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.dress()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 1)
        self._row.setSpacing(2)
        self.hide()

    def dress(self) -> None:
        self.setFixedHeight(px(TAB_HEIGHT))

    def show_for(self, model: Model, diagram: Id) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        path = [diagram]
        while (outer := above(model, path[0])) and outer not in path:
            path.insert(0, outer)
        self.setVisible(len(path) > 1)
        if len(path) < 2:
            return
        for id in path[:-1]:
            button = QPushButton(menu_text(diagram_title(model, id)), self)
            button.setObjectName("link")
            button.clicked.connect(lambda _=False, id=id: self.wanted.emit(id))
            self._row.addWidget(button)
            mark = QLabel("›", self)
            mark.setObjectName("second")
            self._row.addWidget(mark)
        here = QLabel(diagram_title(model, path[-1]), self)
        here.setTextFormat(Qt.TextFormat.PlainText)
        here.setObjectName("h3")
        self._row.addWidget(here)
        self._row.addStretch(1)
