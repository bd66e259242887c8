"""The side panels at the right: inspector, notes, outline and versions under one row of tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from opsdesigner.files.document import Document
from opsdesigner.model import Change

from .findings.notes import Notes
from .focus import chain
from .inspecting.inspector import Inspector
from .outline.panel import TREE, OutlinePanel
from .panel_dock import PanelDock
from .style import px
from .words import tr

if TYPE_CHECKING:
    from .keeping.past import Past
    from .window import MainWindow

LEAST, FIRST, MOST = 300, 320, 480  # px
HALF = 420  # px: however large the words are, the least width leaves room for the drawing
INSPECTOR, NOTES, OUTLINE, VERSIONS = range(4)


class Side(PanelDock):
    """Holds the panels and tells them what happens."""

    def __init__(self, window: MainWindow) -> None:
        right = Qt.DockWidgetArea.RightDockWidgetArea
        super().__init__(window, "dock", tr("Side panels"), tr("Close the side panels"), right)
        self._window = window
        self.inspector, self.notes, self.outline = Inspector(window), Notes(window), OutlinePanel(window)
        self._past: Past | None = None
        self._blank = QWidget(self)  # in the place of the versions
        self._inner.setObjectName("side")
        self.column.setContentsMargins(1, 0, 0, 0)
        self.close_button.clicked.connect(lambda: self.show_page(self.tabs.currentIndex()))
        for name, page in (
            (tr("Inspector"), self.inspector),
            (tr("Findings"), self.notes),
            (tr("Outline"), self.outline),
            (tr("Versions"), self._blank),
        ):
            self.tabs.addTab(name)
            self.pages.addWidget(page)
        self.tabs.setTabVisible(VERSIONS, False)  # until it is asked for: there is little room
        self.tabs.currentChanged.connect(self._turned)
        chain(self.tabs, self.close_button, self.inspector, self.notes.list, *self.outline.segments.values())
        chain(self.outline.segments[TREE], self.outline.list.filter, self.outline.list.tree)
        chain(self.outline.list.tree, self.outline.lot.head, self.outline.lot.list)
        self._fit()

    @property
    def past(self) -> Past:
        """The panel of versions and differences, made when it is wanted first."""
        if self._past is None:
            from .keeping.past import Past

            self._past = Past(self._window)
            self.pages.insertWidget(VERSIONS, self._past)
            self.pages.removeWidget(self._blank)
            self._blank.deleteLater()
        return self._past

    def show_comparison(self) -> None:
        """Opens the list of differences with the keyboard in it."""
        self.show_page(VERSIONS, stay=True)
        self.past.comparison.fill()
        self.past.comparison.list.setFocus()

    def lock(self, on: bool) -> None:
        """Nothing can be changed from here, or all again."""
        self.inspector.lock(on)
        self.outline.let_write(not on)
        self.outline.lot.setEnabled(not on)

    def show_page(self, page: int, stay: bool = False) -> None:
        """Opens a panel; a second time closes the side, unless it is to stay."""
        if self.isVisible() and self.tabs.currentIndex() == page and not stay:
            self.hide()
            self._window.leave_comparison()  # nobody is left without the way out of it
        else:
            self.show()
            if page == VERSIONS:
                self.past.versions.stir()
                self.tabs.setTabVisible(page, True)
            self.tabs.setCurrentIndex(page)
        self._window.settings.put("view/side", self.isVisibleTo(self._window))
        self._window.card.offer()
        self._window.refresh()

    def showing(self, page: int) -> bool:
        return self.isVisibleTo(self._window) and self.tabs.currentIndex() == page

    def _turned(self, page: int) -> None:
        self.tabs.updateGeometry()  # the chosen tab is set in bolder letters, and one may have come
        self.pages.setCurrentIndex(page)
        self.selection_changed()

    # following

    def show_document(self, document: Document) -> None:
        self.outline.show_model()
        self.inspector.show_document()

    def forget(self) -> None:
        self.outline.fill()
        self.inspector.show_document()

    def follow(self, change: Change) -> None:
        self.inspector.follow(change)
        self.outline.follow(change)

    def stir(self) -> None:
        """The document was edited, saved, or is another."""
        if self._past is not None:
            self._past.versions.stir()

    def selection_changed(self) -> None:
        self.inspector.selection_changed()
        self.outline.selection_changed()

    def diagram_changed(self) -> None:
        self.inspector.selection_changed()

    def dress(self) -> None:
        self._fit()
        self.inspector.dress()
        self.outline.dress()
        if self._past is not None:
            self._past.dress()

    def _fit(self) -> None:
        """Grows with the words, as far as the window lets it."""
        self._inner.setMinimumWidth(min(px(LEAST), HALF))
        self._inner.setMaximumWidth(px(MOST))
        self.headline.setFixedHeight(px(32) + 1)
        self.tabs.setFixedHeight(px(32))
