"""What a window does to keep its document: the journal from the first edit on, and how safe all is just now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from opsdesigner.files.document import Document
from opsdesigner.model import Id
from opsdesigner.safety.keeping import Kept, Written, keep, resume
from opsdesigner.safety.lock import Holder, Lock, take_document
from opsdesigner.safety.recovery import Recovered

from ..statusbar import BUSY, LOST, SAFE
from ..words import tr
from .file_sentences import sentence

if TYPE_CHECKING:
    from ..window import MainWindow


def lock_of(path: Path) -> Lock | None:
    """The lock of a file; None where no lock can be made. Raises Locked where somebody else has it."""
    try:
        return take_document(path)
    except OSError:
        return None


def who(holder: Holder) -> str:
    """Who has a file open, and since when, as far as that can be read."""
    user, host = holder.user or tr("Somebody"), tr("this computer") if holder.here else holder.host or "?"
    try:
        since = f"{datetime.fromisoformat(holder.since):%d %b, %H:%M}".lstrip("0")
    except ValueError:
        return tr("{} on {}").format(user, host)
    return tr("{} on {}, since {}").format(user, host, since)


def _tell_failure(tell: Callable[[int, object], None], turn: int, _: int, error: Exception) -> None:
    tell(turn, error)


class Guard(QObject):
    """Keeps one document after the other; the status bar says whether it is safe."""

    _safe, _failed = Signal(int, int), Signal(int, object)  # from a journal's thread: which one, and what it says

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.kept: Kept | None = None
        self._turn = 0  # which document is kept: a journal may still speak of the one before
        self._on_disk, self._at, self._error = 0, "", ""
        self._safe.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        for view in window.twin.views:
            view.typed.connect(self.typing)
        self._failed.connect(self._hear_failure, Qt.ConnectionType.QueuedConnection)

    def start(self, document: Document, title: str, recovered: Recovered | None) -> None:
        """Keeps this document from now on; the one before was given up or saved."""
        self.end()
        self._turn += 1
        safe, failed = partial(self._safe.emit, self._turn), partial(_tell_failure, self._failed.emit, self._turn)
        if recovered is not None:
            self.kept = resume(recovered, safe, failed)
        else:
            self.kept = keep(document, safe, failed, title=title)
        self._on_disk, self._at, self._error = self.kept.journal.number, "", ""

    def end(self) -> None:
        """Ends the guard over a document that is saved, or given up; its journal is put away for a while."""
        self._window.notice.leave()
        kept, self.kept = self.kept, None
        if kept is not None:
            kept.close()

    def put_off(self) -> None:
        """Ends the guard and leaves the journal to be recovered another time."""
        kept, self.kept = self.kept, None
        if kept is not None:
            kept.close(finished=False)

    def typing(self, id: Id, text: str) -> None:
        if self.kept is not None:
            self.kept.typing(id, text)

    def saved(self, written: Written, lock: Lock | None) -> None:
        """Takes over what a save has written, and the lock of its file where that is a new one."""
        assert self.kept is not None
        self.kept.saved(written)
        self._at = f"{datetime.now():%H:%M:%S}"
        if lock is not None:
            self.hold(lock)

    def hold(self, lock: Lock | None) -> None:
        """Holds the lock of the document's file in place of the one before."""
        assert self.kept is not None
        if self.kept.lock is not None:
            self.kept.lock.release()
        self.kept.lock = lock

    def show(self) -> None:
        """Has the status bar say how safe all is, except while it says that a save is under way."""
        if self.kept is not None and not self._window.saving:
            self._window.status.show_safe(*self.state())

    def state(self) -> tuple[str, str]:
        """The dot and the words for whether every change is on disk."""
        if self.kept is None:
            return "", ""
        if self._error:
            return LOST, tr("Not safe: {}").format(self._error)
        if self._on_disk < self.kept.journal.number:
            return BUSY, tr("Keeping…")
        return SAFE, tr("Safe {}").format(self._at) if self._at else tr("Safe")

    def _hear(self, turn: int, number: int) -> None:
        if turn != self._turn:
            return
        self._on_disk, self._error = max(self._on_disk, number), ""
        self._at = f"{datetime.now():%H:%M:%S}"
        self.show()

    def _hear_failure(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self._error = sentence(error)
        self.show()
