"""Work that a crash has left: opened as it was, with a bar that says so. Nothing here takes anything away."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from opsdesigner.edit import draw
from opsdesigner.model.queries import title
from opsdesigner.safety import recovery, sessions
from opsdesigner.safety.lock import Lock, Locked
from opsdesigner.safety.recovery import BROKEN, CHANGED, GONE, SAVED, Left, Recovered

from . import dialogs
from .background import Job
from .guarding import lock_of, who
from .notice import Choice
from .words import one_line, tr

if TYPE_CHECKING:
    from .window import MainWindow

FATE = {  # what became of the file meanwhile
    CHANGED: "{} was changed by another program since; that is in the file and stays there.",
    GONE: "{} is not there any more; save it where you like.",
}


def open_left(window: MainWindow) -> None:
    """Opens all that was left, here and in windows of its own; takes out what was put away long ago."""
    for left in list(recovery.left()):
        _open(window, left)
    Job(window, sessions.sweep, lambda _: None, lambda _: None).start()


def open_recovered(window: MainWindow, path: Path) -> bool:
    """Opens what was left of one file; whether there was anything."""
    opened = [_open(window, left) for left in list(recovery.left(path))]  # every one
    return any(opened)


def _open(window: MainWindow, left: Left) -> bool:
    found = recovery.recover(left.folder, left.lock)
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
    typed = _type(found)
    choices = []
    path = found.path
    if path is not None and path.is_file():
        saved = tr("{} as last saved").format(path.name)
        choices = [
            Choice("compareSaved", tr("See the changes"), lambda: target.comparison.with_file(path, saved)),
            Choice("openSaved", tr("Open the file beside it"), lambda: _open_file(target, path)),
        ]
    target.notice.say(" ".join(part for part in (_said(found), typed, _file(found, held)) if part), choices)
    return True


def _put_away(window: MainWindow, left: Left, found: Recovered) -> None:
    """Keeps a journal that holds nothing new, or cannot be used, for the time that all are kept."""
    if left.lock is not None:
        left.lock.release()
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
