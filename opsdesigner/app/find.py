"""Find and replace in names: a bar under the canvas, for this diagram or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QToolButton

from opsdesigner.edit import find as verbs
from opsdesigner.model import Id

from .controls import CheckBox
from .icons import icon
from .style import px
from .words import tip, tr

if TYPE_CHECKING:
    from .window import MainWindow


class FindBar(QFrame):
    """Enter goes to the next, Shift+Enter to the one before, Esc back to the canvas."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("findBar")
        self._window = window
        self.found: list[Id] = []
        self._at = -1
        self.text, self.by = QLineEdit(self), QLineEdit(self)
        self.count = QLabel(self)
        self.everywhere = CheckBox(tr("All diagrams"), self)
        self.one = QPushButton(tr("Replace"), self)
        self.all = QPushButton(tr("Replace all"), self)
        self._lay_out()
        self.text.textChanged.connect(lambda _: self.search())
        self.everywhere.toggled.connect(lambda _: self.search())
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self.hide()
        self.dress()

    def dress(self) -> None:
        """Takes the size of the words in use."""
        for field in (self.text, self.by):
            field.setMaximumWidth(px(360))
        self.count.setMinimumWidth(px(72))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setSpacing(8)
        for row, (field, words) in enumerate(((self.text, tr("Find")), (self.by, tr("Replace with")))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            grid.addWidget(field, row, 0)
        self.count.setObjectName("second")
        steps = (("chevu", tr("Previous"), -1), ("chevd", tr("Next"), 1))
        grid.addWidget(self.count, 0, 1)
        for at, (name, words, by) in enumerate(steps):
            button = self._tool(name, words)
            button.clicked.connect(lambda _=False, by=by: self.step(by))
            grid.addWidget(button, 0, 2 + at)
        grid.addWidget(self.everywhere, 0, 4)
        close = self._tool("x", tr("Close"))
        close.clicked.connect(self.leave)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(5, 2)
        grid.addWidget(close, 0, 6)
        grid.addWidget(self.one, 1, 1, 1, 3)
        grid.addWidget(self.all, 1, 4)

    def _tool(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(16, 16))
        button.setFixedSize(28, 28)
        button.setAccessibleName(words)
        button.setToolTip(tip(words))
        return button

    def open(self, replace: bool) -> None:
        """Shows it, with or without the second line."""
        for part in (self.by, self.one, self.all):
            part.setVisible(replace)
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()
        self.search()

    def leave(self) -> None:
        self.hide()
        self._window.view.setFocus()

    def search(self) -> None:
        """Looks for the text anew."""
        document, text = self._window.document, self.text.text()
        diagram = "" if self.everywhere.isChecked() else self._window.pane.diagram
        self.found = list(verbs.find(document.model, text, diagram)) if document and text else []
        self._at = -1
        self._tell()

    def _tell(self) -> None:
        total = len(self.found)
        shown = tr("{} of {}").format(self._at + 1, total) if self._at >= 0 else tr("{} found").format(total)
        self.count.setText((shown if total else tr("None")) if self.text.text() else "")
        for button in (self.one, self.all):
            button.setEnabled(bool(total))

    def step(self, by: int) -> None:
        """Goes to the next or previous find."""
        if not self.found:
            return
        start = self._at if self._at >= 0 else (-1 if by > 0 else 0)
        self._at = (start + by) % len(self.found)
        self._window.twin.reveal(self.found[self._at])
        self._tell()

    def replace_one(self) -> None:
        """Replaces in the find in view, then goes to the next."""
        document = self._window.document
        if document is None or not self.found:
            return
        if self._at < 0:
            self.step(1)
            return
        verbs.replace(document.model, [self.found[self._at]], self.text.text(), self.by.text())
        at = self._at
        self.search()
        self._at = min(at, len(self.found)) - 1
        self.step(1)

    def replace_all(self) -> None:
        """Replaces everywhere it was found, as one undo step."""
        document = self._window.document
        if document is not None and self.found:
            count = len(self.found)
            verbs.replace(document.model, self.found, self.text.text(), self.by.text())
            self.search()
            self._window.status.show_hint(tr("{} replaced").format(count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)
