"""What a window says when it opens a file that others have open, or that may not be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from opsdesigner.safety.lock import Holder, Locked

from ..words import tr
from .guarding import lock_of, who
from .notice import Choice
from .read_only import FILE

if TYPE_CHECKING:
    from ..window import MainWindow


def open_elsewhere(window: MainWindow, path: Path, holder: Holder) -> None:
    """The second who opens a file reads it, or goes on in a copy: two who save one file would lose work in turn."""
    window.read_only.hold(FILE, tr("{} is open elsewhere; it can only be read here").format(path.name))
    window.notice.say(
        tr("{} is open elsewhere: {}. Here it can only be read.").format(path.name, who(holder)),
        [
            Choice("workInCopy", tr("Work in a copy"), lambda: _copy(window, path)),
            Choice("tryAgain", tr("Try again"), lambda: _again(window, path)),
        ],
        tr("Only read"),
    )


def _copy(window: MainWindow, path: Path) -> None:
    """What is shown becomes a document of its own, which is saved under another name."""
    document = window.document
    if document is not None:
        document.path = None
        window.rename(tr("{} (copy)").format(path.stem))
        window.read_only.release(FILE)
        window.notice.leave()


def _again(window: MainWindow, path: Path) -> None:
    """Takes the file over where nobody else has it any more."""
    try:
        lock = lock_of(path)
    except Locked as locked:
        open_elsewhere(window, path, locked.holder)
        window.status.show_hint(tr("It is still open: {}.").format(who(locked.holder)))
        return
    window.guard.hold(lock)
    window.read_only.release(FILE)
    window.notice.leave()
    window.outside.stir()  # the other may have saved meanwhile


def not_to_be_written(window: MainWindow, path: Path) -> None:
    """A file or folder that is read-only hinders nobody: edits are kept, and a save goes elsewhere."""
    words = tr("You may not write to {}. Edit it all the same: every edit is kept, and saving asks for another place.")
    window.notice.say(words.format(path.name))
