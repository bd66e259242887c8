"""What becomes of a document's file outside of its window: changed by others, gone, there again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from opsdesigner.files.errors import Refused
from opsdesigner.files.saving import read_bytes
from opsdesigner.safety.lines import digest

from ..background import Job
from ..words import tr
from . import filing
from .notice import Choice

if TYPE_CHECKING:
    from ..window import MainWindow

CALM, SAVING = 250, 200  # ms after the system speaks before it is looked; until a save under way is asked about again
AGAIN = 2_500  # ms between looks: of a folder renamed, a disk taken out, a share, the system says nothing
GONE = "gone"  # in the place of a hash


class Seen(NamedTuple):
    """A file as it was found: its state as the system tells it, and the hash of what is in it."""

    state: tuple[int, ...]
    sha: str


def seen(path: Path, before: Seen | None) -> Seen:
    """Looks at a file, in a worker: it may lie on a share that answers late. Unchanged for the system is unchanged."""
    try:
        told = os.stat(path)
        state = (told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns)
        if before is not None and before.state == state:
            return before
        return Seen(state, digest(read_bytes(path)))
    except OSError:
        return Seen((), GONE)
    except Refused as refused:  # a folder, or far too large: whatever it is, it is another
        return Seen((), str(refused))


class Outside(QObject):
    """Watches the file of one window. The hash decides: a touch, or the same bytes again, is no change."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._path: Path | None = None
        self._before: Seen | None = None
        self._looking = self._again = False
        self._told = self._said = ""  # the hash that was told of, GONE, or nothing; in which words
        self._soon, self._slow = QTimer(self), QTimer(self)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _: self.stir())
        self._watcher.directoryChanged.connect(lambda _: self._soon.start(CALM))
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        self._slow.timeout.connect(self._look)

    def follow(self) -> None:
        """Watches the file that the document has now; called whenever that may be another."""
        document = self._window.document
        path = document.path if document is not None else None
        if path == self._path:
            return
        self._quiet()
        self._path, self._before = path, None
        self._watch()

    def saved(self) -> None:
        """The file is ours again."""
        self.follow()
        self._before = None
        self._quiet()
        self._watch()

    def stir(self) -> None:
        """Something has happened there: it is looked at once it has come to rest."""
        self._before = None
        self._soon.start(CALM)

    def _watch(self) -> None:
        """Watches file and folder anew: one that was replaced, or came back, is another to the system."""
        if known := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(known)
        if self._path is None:
            self._slow.stop()
            return
        if there := [str(each) for each in (self._path, self._path.parent) if each.exists()]:
            self._watcher.addPaths(there)
        self._slow.start(AGAIN)

    def _look(self) -> None:
        window, path = self._window, self._path
        if path is None or self._looking or window.saving:
            if path is not None:
                self._again = self._looking
                if window.saving:
                    self._soon.start(SAVING)
            return
        self._looking, before = True, self._before

        def done(outcome: object) -> None:
            self._looking = False
            if path == self._path and not window.saving:
                self._found(path, cast("Seen", outcome))
            if self._again or window.saving:
                self._again = False
                self._soon.start(SAVING)

        def failed(error: Exception) -> None:
            self._looking = False
            raise error

        Job(self, lambda: seen(path, before), done, failed).start()

    def _found(self, path: Path, now: Seen) -> None:
        kept, fresh = self._window.guard.kept, now != self._before
        self._before = now
        if kept is None:
            return
        if now.sha == kept.known:
            if self._told:
                self._window.status.show_hint(tr("{} is again as it was.").format(path.name))
            self._quiet()
        elif now.sha != self._told:
            self._told = now.sha
            self._say_gone(path) if now.sha == GONE else self._say_changed(path)
        if fresh and now.sha != GONE:  # what is not there is not asked for here: a share that is gone answers late
            self._watch()

    def _quiet(self) -> None:
        notice = self._window.notice
        if self._told and notice.words.text() == self._said:
            notice.leave()
        self._told = ""

    def _say(self, words: str, choices: list[Choice], last: str) -> None:
        self._said = words
        self._window.notice.say(words, choices, last, "amber")

    def _say_gone(self, path: Path) -> None:
        words = tr("{} is not there any more: moved, renamed, deleted, or its disk was taken out. {}")
        goes_on = tr("Your work goes on and every edit is kept here.")
        self._say(
            words.format(path.name, goes_on),
            [Choice("saveElsewhere", tr("Save elsewhere…"), lambda: filing.save_as(self._window))],
            tr("Go on"),
        )

    def _say_changed(self, path: Path) -> None:
        window = self._window
        mine = window.document is not None and window.document.modified
        here = tr("What you changed is here; nothing is replaced unasked.") if mine else tr("Here it is as before.")
        words = tr("{} was changed by another program. {}").format(path.name, here)
        there = tr("{} as it is on the disk now").format(path.name)
        self._say(
            words,
            [
                Choice("keepBoth", tr("Keep both…"), lambda: filing.save_as(window)),
                Choice("takeTheirs", tr("Take theirs"), lambda: filing.take_theirs(window, path)),
                Choice("keepMine", tr("Keep mine"), lambda: filing.start_saving(window, path, lambda: None, over=True)),
                Choice("compareTheirs", tr("Compare"), lambda: window.comparison.with_file(path, there)),
            ],
            tr("Later"),
        )
