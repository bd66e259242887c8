"""The findings panel: what stands in the way, each a sentence, a way to its place and acts that put it right."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from opsdesigner.analysis.finding import INFO, STOP, WARN, Finding
from opsdesigner.model import Node
from opsdesigner.notation.kinds import ACTIVITIES

from ..icons import fixed_pixmap
from ..style import Style, px
from ..words import menu_text, tip, tr
from . import fixes

if TYPE_CHECKING:
    from ..window import MainWindow

Index = QModelIndex | QPersistentModelIndex
PICTURES = {STOP: ("stop", "red"), WARN: ("warn", "amber"), INFO: ("info", "text3")}  # icon and colour


class FindingList(QAbstractListModel):
    """Findings as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []

    def show_findings(self, findings: list[Finding]) -> None:
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        finding = self.findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return finding.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(finding.text)
        if role == Qt.ItemDataRole.DecorationRole:
            name, token = PICTURES[finding.severity]
            return fixed_pixmap(name, getattr(Style.here().theme, token), px(16), 2.0)
        return None


class Notes(QWidget):
    """A list of sentences; a click goes to the place, the buttons below put the chosen one right."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("findings")
        self._window = window
        self.head, self.list, self.found = QLabel(self), ListOfFindings(self), FindingList(self)
        self.good, self.checked = QLabel(tr("Nothing stands in the way."), self), QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 12, 0)
        column.setSpacing(6)
        for label, name in ((self.head, "section"), (self.good, "emptyTitle"), (self.checked, "empty")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self.list.setModel(self.found)
        self.list.clicked.connect(lambda index: self._go(index.row()))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        column.addWidget(self.list, 1)
        self.acts = QVBoxLayout()
        self.acts.setContentsMargins(0, 4, 4, 12)
        self.acts.setSpacing(6)
        column.addLayout(self.acts)
        column.addStretch(0)
        self.buttons: list[QPushButton] = []
        window.watch.found.connect(self.show_findings)

    def show_findings(self) -> None:
        """What the watch has found; the chosen one stays chosen where it is there still."""
        findings, document = self._window.watch.findings, self._window.document
        at = self.list.currentIndex().row()
        was = self.found.findings[at] if 0 <= at < len(self.found.findings) else None
        self.found.show_findings(findings)
        if was is not None and findings:
            row = findings.index(was) if was in findings else min(at, len(findings) - 1)
            self.list.setCurrentIndex(self.found.index(row, 0))
        some = Counter(each.check == "file-note" for each in findings)
        self.head.setText(self._heading(some[False], some[True]))
        self.head.setVisible(bool(findings))
        self.list.setVisible(bool(findings))
        self.good.setVisible(not findings)
        self.checked.setVisible(not findings)
        counts = Counter(node.kind for node in document.model.all(Node)) if document and not findings else Counter()
        steps = sum(counts[kind] for kind in ACTIVITIES)
        self.checked.setText(tr("Checked just now: {} steps, {} roles.").format(steps, counts["role"]))
        self._offer()

    def _heading(self, ours: int, notes: int) -> str:
        words = [
            tr("1 finding") if ours == 1 else tr("{} findings").format(f"{ours:,}") if ours else "",
            tr("from the file: {}").format(f"{notes:,}") if notes else "",
        ]
        text = ", ".join(filter(None, words))
        return text[:1].upper() + text[1:]

    def current(self) -> Finding | None:
        row = self.list.currentIndex().row()
        return self.found.findings[row] if 0 <= row < len(self.found.findings) else None

    def _offer(self) -> None:
        """The ways out of the chosen finding, numbered by their keys."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        finding, self.buttons = self.current(), []
        for number, fix in enumerate(finding.fixes if finding is not None else (), 1):
            button = QPushButton(f"{menu_text(fix.label)}   {number}", self)
            button.setObjectName("small")
            button.setAccessibleName(fix.label)
            button.setToolTip(tip(fix.label, str(number)))
            button.clicked.connect(lambda _=False, number=number: self.fix(number))
            self.acts.addWidget(button)
            self.buttons.append(button)

    def fix(self, number: int) -> None:
        """Takes the way out of this number."""
        finding = self.current()
        if finding is not None and number <= len(finding.fixes):
            fixes.carry_out(self._window, finding.fixes[number - 1])

    def go(self) -> None:
        """To the place of the chosen finding."""
        self._go(self.list.currentIndex().row())

    def _go(self, row: int) -> None:
        if not 0 <= row < len(self.found.findings):
            return
        finding = self.found.findings[row]
        shown = fixes.mark(self._window, finding.place) or fixes.show(self._window, finding.elements)
        self._window.status.show_hint("" if shown else tr("This has no place on a diagram."))

    def step(self, by: int) -> None:
        """Goes to the next or previous finding."""
        if self.found.findings:
            row = (max(self.list.currentIndex().row(), -1 if by > 0 else 0) + by) % len(self.found.findings)
            self.list.setCurrentIndex(self.found.index(row, 0))
            self._go(row)


class ListOfFindings(QListView):
    """Enter goes to the place, a number takes a way out."""

    def __init__(self, parent: Notes) -> None:
        super().__init__(parent)
        self._notes = parent
        self.setAccessibleName(tr("Findings"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(px(16), px(16)))
        self.setSpacing(2)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._notes.go()
        elif event.text() in tuple("123456789"):
            self._notes.fix(int(event.text()))
        else:
            super().keyPressEvent(event)
