"""Work that a crash has left: opened as it was, with a bar that says so. Nothing here takes anything away."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from opsdesigner.edit import draw
from opsdesigner.model.queries import title
from opsdesigner.safety import recovery, sessions
from opsdesigner.safety.lock import Lock, Locked
from opsdesigner.safety.recovery import BROKEN, CHANGED, GONE, SAVED, Left, Recovered

from .. import dialogs
from ..background import Job
from ..statusbar import SAFE
from ..words import one_line, tr
from .file_sentences import sentence
from .guarding import lock_of, who
from .notice import Choice

if TYPE_CHECKING:
    from ..window import MainWindow

TRIES = 2  # that ended the program, until a document is no more opened by itself
OUTLIVED = 5000  # ms after which the program has outlived it
FATE = {  # what became of the file meanwhile
    CHANGED: "{} was changed by another program since; that is in the file and stays there.",
    GONE: "{} is not there any more; save it where you like.",
}


def open_left(window: MainWindow) -> None:
    """Opens all that was left, here and in windows of its own; takes out what was put away long ago.

    What the user put off, and what has ended the program time and again, stays on the start page.
    """
    for left in list(recovery.left()):
        if sessions.is_put_off(left.folder) or too_often(left.folder):
            _let_go(left)
        else:
            _open(window, left)
    if window.document is None and window.start is not None:
        window.start.work.fill()
    Job(window, sessions.sweep, lambda _: None, lambda _: None).start()


def open_recovered(window: MainWindow, path: Path) -> bool:
    """Opens what was left of one file; whether there was anything that can be opened."""
    opened = []
    for left in list(recovery.left(path)):  # every one
        if too_often(left.folder):
            _let_go(left)
        else:
            opened.append(_open(window, left))
    return any(opened)


def open_folder(window: MainWindow, folder: Path, leave_out: int = 0) -> bool:
    """Opens what is in one journal, without its last edits where that is asked for; whether it was there."""
    for left in recovery.left():
        if left.folder == folder:
            return _open(window, left, leave_out)
        _let_go(left)
    return False


def left_out(path: Path) -> list[Path]:
    """The journals of a file that are no more opened by themselves."""
    return [folder for folder in sessions.open_folders() if too_often(folder) and recovery.is_of(folder, path)]


def say_left_out(window: MainWindow, path: Path, folders: list[Path]) -> None:
    """The file was opened without what was not saved: that has ended the program time and again."""
    words = tr("{} as last saved. What was not saved ended the program {} times while it was opened; it is kept.")
    count = sessions.attempts(folders[0]).times
    window.notice.say(words.format(path.name, count), [without(window, folders[0])], tr("Go on"))


def without(window: MainWindow, folder: Path) -> Choice:
    """A way to open what ended the program: without the last change, or twice as many as were left out before."""
    count = max(1, 2 * sessions.attempts(folder).left_out)
    text = tr("Recover without the last change") if count == 1 else tr("Recover without the last {} changes")
    return Choice("recoverWithout", text.format(count), lambda: open_folder(window, folder, count))


def too_often(folder: Path) -> bool:
    """Whether the program has ended each time over this document."""
    return sessions.attempts(folder).times >= TRIES


def put_off(window: MainWindow) -> None:
    """Closes what was recovered, unsaved as it is: it stays on the start page."""
    kept = window.guard.kept
    if kept is None:
        return
    if window.guard.state()[0] != SAFE:
        window.status.show_hint(tr("Not every edit is on the disk yet; it stays open."))
        return
    try:
        sessions.put_off(kept.journal.folder)
    except OSError as error:
        dialogs.say(window, tr("It cannot be kept for later: {}").format(sentence(error)))
        return
    window.guard.put_off()
    window.close_document()


def _let_go(left: Left) -> None:
    if left.lock is not None:
        left.lock.release()


def _open(window: MainWindow, left: Left, leave_out: int = 0) -> bool:
    sessions.attempt(left.folder, leave_out)
    found = recovery.recover(left.folder, left.lock, leave_out)
    if found.outcome in (SAVED, BROKEN) or found.document is None:
        _put_away(window, left, found)
        return False
    target = window if window.document is None or window.untouched() else window.another()
    held = ""
    lock: Lock | None = None
    if found.path is not None:
        try:
            lock = lock_of(found.path)
        except Locked as locked:
            held = who(locked.holder)
    target.show_document(found.document, found.title or tr("New process"), found)
    target.guard.hold(lock)
    QTimer.singleShot(OUTLIVED, target, lambda: sessions.survived(left.folder))
    typed = _type(found)
    words = " ".join(part for part in (_said(found), typed, _file(found, held)) if part)
    target.notice.say(words, _choices(target, found.path))
    return True


def _choices(window: MainWindow, path: Path | None) -> list[Choice]:
    choices = [Choice("keepForLater", tr("Keep for later"), lambda: put_off(window))]
    if path is not None and path.is_file():
        saved = tr("{} as last saved").format(path.name)
        choices = [
            Choice("compareSaved", tr("See the changes"), lambda: window.comparison.with_file(path, saved)),
            Choice("openSaved", tr("Open the file beside it"), lambda: _open_file(window, path)),
            *choices,
        ]
    return choices


def _put_away(window: MainWindow, left: Left, found: Recovered) -> None:
    """Keeps a journal that holds nothing new, or cannot be used, for the time that all are kept."""
    _let_go(left)
    sessions.put_away(left.folder, sessions.ASIDE if found.outcome == BROKEN else sessions.DONE)
    if found.outcome == BROKEN:
        name = found.path.name if found.path else found.title or tr("A document")
        text = tr("{}: what was not saved on {} could not be recovered: {}.")
        kept = left.folder.with_name(left.folder.name + sessions.ASIDE)
        dialogs.say(
            window,
            text.format(name, f"{found.when:%d %b, %H:%M}", found.error),
            tr("It is kept for 14 days in {}.").format(kept),
        )


def _said(found: Recovered) -> str:
    today = found.when.date() == date.today()
    when = f"{found.when:%H:%M}" if today else f"{found.when:%d %b, %H:%M}".lstrip("0")
    count = found.edits + (found.typed is not None)
    said = (tr("Recovered 1 edit of {}.") if count == 1 else tr("Recovered {1} edits of {0}.")).format(when, count)
    if found.dropped:
        lost = tr("1 unfinished edit was dropped.") if found.dropped == 1 else tr("{} unfinished edits were dropped.")
        said += " " + lost.format(found.dropped)
    return said


def _file(found: Recovered, held: str) -> str:
    if found.path is None:
        return tr("It was never saved.")
    if held:
        return tr("{} is open elsewhere: {}.").format(found.path.name, held)
    return tr(FATE.get(found.outcome, "The file as last saved is untouched.")).format(found.path.name)


def _type(found: Recovered) -> str:
    """Puts in the name that was being typed; where what it belongs to is not there, says it."""
    typed = found.typed
    if typed is None or found.document is None or not typed.text.strip():
        return ""
    model, text = found.document.model, typed.text.strip()
    if typed.id not in model.records:
        return tr("You were typing “{}”.").format(one_line(text, 200))
    if text != title(model, typed.id):
        draw.rename(model, typed.id, text)
    return ""


def _open_file(window: MainWindow, path: Path) -> None:
    """The file as last saved, as a copy beside the recovered document."""
    from .copies import open_template

    open_template(window, path, tr("{} as last saved").format(path.stem))
