"""What was given up in the last 14 days, to be brought back: documents closed unsaved, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from opsdesigner.safety import recovery, sessions
from opsdesigner.safety.recovery import Told

from .. import moments
from ..background import Job
from ..style import px
from ..words import one_line, tr
from . import recovering

if TYPE_CHECKING:
    from ..window import MainWindow


def stored() -> list[Told]:
    """All that is kept and holds more than its file, the latest first; in a worker."""
    return [told for folder in sessions.stored() if (told := recovery.told(folder)) is not None]


class BringBack(QDialog):
    """A list; Enter opens what is chosen as it was, as one more document."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("bringBack")
        self.setWindowTitle(tr("Bring back"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self.found: list[Told] = []
        self.words, self.list = QLabel(tr("Looking…"), self), QListWidget(self)
        self.words.setObjectName("second")
        self.words.setWordWrap(True)
        self.list.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(self)
        self.open_button = buttons.addButton(tr("Bring back"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setEnabled(False)
        buttons.addButton(QDialogButtonBox.StandardButton.Close)
        column = QVBoxLayout(self)
        for part in (self.words, self.list, buttons):
            column.addWidget(part)
        self.resize(px(480), px(320))
        self.list.itemActivated.connect(lambda _: self.accept())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        Job(self, stored, lambda found: self._show(cast("list[Told]", found)), self._failed).start()

    def _show(self, found: list[Told]) -> None:
        self.found = found
        self.words.setText(
            tr("Closed without saving, or discarded, in the last 14 days. What you bring back opens as it was.")
            if found
            else tr("Nothing was given up in the last 14 days.")
        )
        for told in found:
            changes = tr("1 change") if told.edits == 1 else tr("{} changes").format(f"{told.edits:,}")
            name = one_line(told.name or tr("New process"), 60)
            self.list.addItem(QListWidgetItem(f"{name} — {moments.said(told.when)}, {changes}"))
        self.list.setVisible(bool(found))
        self.open_button.setEnabled(bool(found))
        if found:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _failed(self, error: Exception) -> None:
        raise error

    def accept(self) -> None:
        """Opens the chosen one."""
        at = self.list.currentRow()
        if not 0 <= at < len(self.found):
            return
        super().accept()
        try:
            folder = sessions.take_back(self.found[at].folder)
        except OSError:
            self._window.status.show_hint(tr("It is not there any more."))
            return
        recovering.open_folder(self._window, folder)
