"""The two sides of the window, org chart and process, in a splitter; which of them is looked at, which is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from opsdesigner.canvas.view import CanvasView
from opsdesigner.model import Change, Diagram, Id, Model
from opsdesigner.notation.kinds import ORG_CHART

from .crumbs import on_diagram
from .pane import ORG, PROCESS, Pane, diagrams_of
from .splitter import WIDTH, Grip, Splitter

if TYPE_CHECKING:
    from ..settings import Settings

BOTH, ORG_ALONE, PROCESS_ALONE = "both", "org", "process"
FIRST = 420  # px of the org chart at first
LEAST = (220, 140)  # px that a side keeps beside the other, above it
SHARE = 0.42  # of the window that the org chart takes at first where it is narrow


class Twin(QWidget):
    """Both sides on one document. The active one had the keyboard last: actions and panels are about it."""

    active_changed = Signal()
    shown_changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("twin")
        self._settings = settings
        self.splitter = Splitter(self)
        self.org, self.process = Pane(ORG, self), Pane(PROCESS, self)
        self.panes = (self.org, self.process)
        self.active = self.process
        self.left: dict[str, frozenset[Id]] = {}  # what was selected on a side before something was on the other
        for at, pane in enumerate(self.panes):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(at, at)
            pane.view.selection_changed.connect(lambda pane=pane: self._selected(pane))
        self.org.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        self.column = column
        self.turn(settings.flag("twin/turned"))
        self.grip = Grip(self.splitter, self)
        self.splitter.splitterMoved.connect(lambda *_: self._remember_size())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    @property
    def views(self) -> tuple[CanvasView, CanvasView]:
        return self.org.view, self.process.view

    # which side is in use

    def activate(self, pane: Pane) -> None:
        """From here on commands and panels are about this side."""
        if pane is not self.active:
            self.active = pane
            self.active_changed.emit()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        for pane in self.panes:
            if new is not None and (new is pane or pane.isAncestorOf(new)):
                self.activate(pane)

    def _selected(self, pane: Pane) -> None:
        """There is one selection: what is picked on one side is so instead of what was on the other."""
        other = self.beside(pane)
        if pane.view.selection():
            self.left.pop(pane.sort.id, None)
            self.activate(pane)
            if picked := other.view.selection():
                other.view.select(())
                self.left[other.sort.id] = picked

    def beside(self, pane: Pane) -> Pane:
        """The other side."""
        return self.process if pane is self.org else self.org

    # which sides are shown

    @property
    def shown(self) -> str:
        org, process = (not pane.isHidden() for pane in self.panes)
        return BOTH if org and process else ORG_ALONE if org else PROCESS_ALONE

    def show_sides(self, which: str) -> None:
        """Both sides, or one alone; what the keyboard was on goes along."""
        self._look_again()
        hidden = {ORG_ALONE: self.process, PROCESS_ALONE: self.org}.get(which)
        had = QApplication.focusWidget()
        for pane in self.panes:
            pane.setVisible(pane is not hidden)
        if which == BOTH:
            self._fit()
        if hidden is not None and self.active is hidden:
            hidden.view.select(())
            self.activate(self.beside(hidden))
            if had is None or hidden.isAncestorOf(had) or had is self.window():
                self.active.front.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown_changed.emit()

    def show_by_hand(self, which: str) -> None:
        """The same, and so it will be in the next document with an org chart."""
        self._settings.put("twin/show", which)
        self.show_sides(which)
        if which == ORG_ALONE or (which == BOTH and self.org.model is not None and not self.org.diagram):
            self.activate(self.org)
        self.active.front.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, on: bool) -> None:
        """One side above the other, or beside it."""
        way = Qt.Orientation.Vertical if on else Qt.Orientation.Horizontal
        fresh = self.splitter.orientation() != way
        self._look_again()
        self.splitter.setOrientation(way)
        for pane in self.panes:
            pane.setMinimumSize(0 if on else LEAST[0], LEAST[1] if on else 0)
        if fresh and self.shown == BOTH:
            self._fit()
        self.shown_changed.emit()

    def _look_again(self) -> None:
        """Where nobody has moved the page yet, it suits the room that a side is about to get."""
        untouched = [view for view in self.views if view.isVisible() and view.untouched()]

        def act() -> None:
            self.splitter.refresh()
            for view in untouched:
                if view.isVisible():
                    view.open_again()

        QTimer.singleShot(0, self, act)

    @property
    def turned(self) -> bool:
        return self.splitter.orientation() == Qt.Orientation.Vertical

    def turn_by_hand(self) -> None:
        self._settings.put("twin/turned", not self.turned)
        self.turn(not self.turned)

    def _fit(self) -> None:
        """The size the org chart had last, at first 420 px wide or two fifths of the height."""
        whole = self.height() if self.turned else self.width()
        first = round(whole * SHARE) if self.turned else min(FIRST, round(whole * SHARE))
        org = self._settings.number(self._size_name, first, LEAST[self.turned], max(LEAST[self.turned], whole))
        self.splitter.setSizes([org, max(1, whole - org - WIDTH)])

    @property
    def _size_name(self) -> str:
        return "twin/height" if self.turned else "twin/width"

    def _remember_size(self) -> None:
        self._settings.put(self._size_name, str(self.splitter.sizes()[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The process takes what the window gains or loses."""
        if self.shown == BOTH:
            self._fit()

    # the document

    def show_model(self, model: Model) -> None:
        """Shows a document: both sides where it has an org chart and both were shown last, else the process."""
        self.active, self.left = self.process, {}
        for pane in self.panes:
            pane.show_model(model)
        charts, others = diagrams_of(model, True), diagrams_of(model, False)
        last = self._settings.text("twin/show", BOTH)
        self.show_sides(PROCESS_ALONE if not charts else last if others else ORG_ALONE)
        self.active_changed.emit()

    def follow(self, change: Change) -> None:
        """A new org chart is shown at once."""
        before = self.org.diagram
        for pane in self.panes:
            pane.follow(change)
        if self.org.diagram and not before and self.org.isHidden():
            self.show_sides(BOTH)

    def pane_of(self, diagram: Id) -> Pane:
        """The side on which a diagram has its tab."""
        page = self.process.model.get(diagram, Diagram) if self.process.model is not None else None
        return self.org if page is not None and page.kind == ORG_CHART else self.process

    def go_to(self, diagram: Id) -> None:
        """Opens the tab of a diagram, on whichever side it is."""
        pane = self.pane_of(diagram)
        self._bring(pane)
        pane.go_to(diagram)

    def reveal(self, id: Id) -> bool:
        """Goes to a record on the side that shows it: its shape or edge is selected."""
        model = self.process.model
        if model is None or id not in model:
            return False
        if isinstance(model[id], Diagram):
            self.go_to(id)
            return True
        found = on_diagram(model, id, self.active.diagram)
        if not found:
            return False
        pane = self.pane_of(model[found].diagram)  # type: ignore[union-attr]
        self._bring(pane)
        return pane.reveal(id)

    def _bring(self, pane: Pane) -> None:
        if pane.isHidden():
            self.show_sides(BOTH)

    def dress(self) -> None:
        for pane in self.panes:
            pane.dress()
        self.splitter.handle(1).update()
