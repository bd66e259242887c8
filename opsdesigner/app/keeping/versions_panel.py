"""The panel of versions: what the file was before, what was changed since, to compare with now or to open as a copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from opsdesigner.files import bpmn
from opsdesigner.safety import versions

from .. import moments
from ..background import Job
from ..style import Style
from ..words import tip, tr
from . import copies
from .version_rows import VersionList, VersionPainter, title
from .version_work import Row, looked_into

if TYPE_CHECKING:
    from ..window import MainWindow

CALM = 600  # ms after an edit before it is told what differs from the newest version


class VersionsPanel(QWidget):
    """A list, filled one row after the other while it is to be seen; nothing in it changes the document."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("versions")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._working = False  # a version is being looked into
        self.head, self.list, self.found = QLabel(self), ListOfVersions(self), VersionList(self)
        self.empty, self.why = QLabel(self), QLabel(self)
        self.compare = QPushButton(tr("Compare with now"), self)
        self.compare.setToolTip(tip(tr("Marks on the drawing what was added, removed and changed since")))
        self.copy = QPushButton(tr("Open as a copy"), self)
        self.copy.setToolTip(tip(tr("A document of its own; the file stays as it is")))
        self._lay_out()
        self.list.setModel(self.found)
        self.list.setItemDelegate(VersionPainter(self.list))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.list.chosen.connect(self.compare_now)
        self.compare.clicked.connect(self.compare_now)
        self.copy.clicked.connect(self.open_copy)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self.fill)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 14, 8, 12)
        column.setSpacing(6)
        for label, name in ((self.head, "section"), (self.empty, "emptyTitle"), (self.why, "empty")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setContentsMargins(8, 0, 4, 0)
            column.addWidget(label)
        column.addWidget(self.list, 1)
        self.buttons = QVBoxLayout()
        self.buttons.setContentsMargins(8, 4, 4, 0)
        self.buttons.setSpacing(6)
        for button in (self.compare, self.copy):
            button.setObjectName("small")
            self.buttons.addWidget(button)
        column.addLayout(self.buttons)
        column.addStretch(0)

    @property
    def path(self) -> Path | None:
        document = self._window.document
        return document.path if document is not None else None

    # filling

    def stir(self) -> None:
        """The document was changed, saved, or is another."""
        if self.isVisible():
            self._calm.start(CALM)

    def showEvent(self, event: QShowEvent) -> None:
        self.fill()
        super().showEvent(event)

    def fill(self) -> None:
        """Lists the versions that are kept; what each says comes one by one."""
        self._calm.stop()
        chosen, path = self.current(), self.path
        rows = [Row(version) for version in versions.versions(path)] if path is not None else []
        known = {row.version.path: row for row in self.found.rows}
        self.found.show_rows([known.get(row.version.path, row) for row in rows])
        at = next((at for at, row in enumerate(rows) if chosen and row.version.path == chosen.version.path), 0)
        if rows:
            self.list.setCurrentIndex(self.found.index(at, 0))
        self._say(len(rows))
        self._offer()
        self._next()

    def _say(self, count: int) -> None:
        """What stands above the list, or in its place."""
        self.head.setText(tr("1 earlier version") if count == 1 else tr("{} earlier versions").format(count))
        self.empty.setText(tr("No earlier versions yet."))
        saved = tr("The first save in each sitting puts away what the file was before.")
        self.why.setText(saved if self.path is not None else tr("Save the document first; then its versions are kept."))
        for label, shown in ((self.head, count), (self.list, count), (self.empty, not count), (self.why, not count)):
            label.setVisible(bool(shown))

    def _next(self) -> None:
        """Has the first row that is not told rightly looked into; each is compared with the one above it."""
        document, theme = self._window.document, Style.here().paper
        if self._working or document is None or not self.isVisible():
            return
        rows, now = self.found.rows, document.model
        against = [(theme.canvas, now, now.version), *((theme.canvas, row.version.path) for row in rows)]
        at = next((at for at, row in enumerate(rows) if row.against != against[at]), -1)
        if at < 0:
            return
        version, key = rows[at].version, against[at]
        newer = dict(now.records) if at == 0 else rows[at - 1].version
        self._working = True

        def done(outcome: object) -> None:
            row = cast("Row", outcome)._replace(against=key)
            self._working = False
            self.found.put(row)
            self._next()

        def failed(error: Exception) -> None:
            self._working = False
            raise error

        Job(self, lambda: looked_into(version, newer, theme), done, failed).start()

    # acting

    def current(self) -> Row | None:
        at = self.list.currentIndex().row()
        return self.found.rows[at] if 0 <= at < len(self.found.rows) else None

    def _offer(self) -> None:
        for button in (self.compare, self.copy):
            button.setVisible(self.current() is not None)

    def compare_now(self) -> None:
        """Marks on the canvas what differs between the chosen version and the document as it is."""
        row = self.current()
        if row is not None:
            version = row.version
            name = tr("the version until {}").format(moments.said(row.when))
            self._window.comparison.start(name, lambda: bpmn.read(version.read()).records)

    def open_copy(self) -> None:
        """Opens the chosen version as a document of its own; nothing is overwritten."""
        row, path = self.current(), self.path
        if row is not None and path is not None:
            name = tr("{} until {}").format(path.stem, moments.said(row.when))
            copies.open_bytes(self._window, path.name, row.version.read, name)

    def dress(self) -> None:
        """Takes the size of the words and the colours in use."""
        if self.isVisible():
            self.fill()

    def said(self) -> list[str]:
        """What the rows are called."""
        return [title(row) for row in self.found.rows]


class ListOfVersions(QListView):
    """Enter compares the chosen one."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Versions"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _: self.chosen.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # rows are as high as their words are long
