"""Opening and saving: nothing here can lose work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from opsdesigner.files.document import ENDINGS, Document, new_document, open_document
from opsdesigner.files.errors import Refused
from opsdesigner.files.saving import write_bytes
from opsdesigner.model import Id, Record
from opsdesigner.safety import versions
from opsdesigner.safety.keeping import ChangedElsewhere, Written
from opsdesigner.safety.lock import Lock, Locked

from .. import dialogs
from ..background import Job
from ..memory import settle, sweep, undisturbed
from ..statusbar import BUSY, OPEN
from ..words import tr
from . import opening, recovering
from .file_sentences import sentence
from .guarding import lock_of, who
from .read_only import FILE

if TYPE_CHECKING:
    from ..window import MainWindow

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")  # of people
OTHERS = (".vsdx", ".vsd", ".drawio", ".xls", ".json", ".svg", ".png", ".pdf", ".docx", ".zip")

# opening


def new(window: MainWindow) -> None:
    """An empty process, here where nothing is open, else in a window of its own."""
    from opsdesigner.edit.fresh import blank

    records, _ = blank()
    target = window if window.document is None else window.another()
    target.show_document(new_document(records), tr("New process"))


def open_dialog(window: MainWindow) -> None:
    dialogs.ask_open(window, window.settings.folder(), lambda paths: open_paths(window, paths))


def open_paths(window: MainWindow, paths: Sequence[Path]) -> None:
    """Opens files: the first here if nothing is open or touched, the others in windows of their own."""
    for path in paths:
        open_path(window, path)


def open_path(window: MainWindow, path: Path) -> bool:
    """Opens one file; says why where it cannot be."""
    path = Path(os.path.abspath(path))
    if path.suffix.lower() in TABLES:
        from ..organisation.people import import_file

        import_file(window, path)
        return True
    for other in window.others():
        if other.document is not None and _same(other.document.path, path):
            other.raise_()
            other.activateWindow()
            return True
    sweep()
    if recovering.open_recovered(window, path):
        return True
    holder, lock = None, None
    try:
        lock = lock_of(path) if path.is_file() else None
    except Locked as locked:
        holder = locked.holder
    try:
        with undisturbed():
            document = read(path)
            settle()
    except (Refused, OSError) as error:
        if lock is not None:
            lock.release()
        dialogs.say(window, sentence(error, path))
        return False
    window.settings.put("files/folder", str(path.parent))
    window.settings.remember(path)
    target = window if window.document is None or window.untouched() else window.another()
    target.show_document(document)
    if holder is not None:
        opening.open_elsewhere(target, path, holder)
    else:
        target.guard.hold(lock)
        if too_often := recovering.left_out(path):
            recovering.say_left_out(target, path, too_often)
        elif not _writable(path):
            opening.not_to_be_written(target, path)
    return True


def _same(one: Path | None, other: Path) -> bool:
    """Whether two paths lead to one file, through links too."""
    if one is None or one == other:
        return one is not None
    try:
        return one.samefile(other)
    except OSError:
        return False


def read(path: Path) -> Document:
    """The document in a file. Raises Refused or OSError."""
    if path.suffix.lower() in OTHERS:
        raise Refused(tr("{} is no BPMN file; OpsDesigner opens {}.").format(path.name, ", ".join(ENDINGS)))
    return open_document(path, drawn)


def drawn(records: Mapping[Id, Record]) -> Iterable[Record]:
    """A first drawing for what a file leaves without one."""
    from opsdesigner.layout.undrawn import place_undrawn

    return place_undrawn(records)


# saving


def save(window: MainWindow, then: Callable[[], None] = lambda: None) -> None:
    """Saves to the document's file, asking for one where there is none or it cannot be written."""
    document = window.document
    if document is None:
        return
    path = document.path
    if path is None or not _writable(path):
        save_as(window, then)
    else:
        start_saving(window, path, then)


def save_as(window: MainWindow, then: Callable[[], None] = lambda: None) -> None:
    """Asks for a name; Cancel comes back to the window with everything as it was."""
    if window.document is None:
        return

    def chosen(path: Path) -> None:
        window.settings.put("files/folder", str(path.parent))
        if _open_elsewhere(window, path):
            dialogs.say(window, tr("{} is open in another window. Choose another name.").format(path.name))
        else:
            start_saving(window, path.absolute(), then)

    start = window.document.path or Path(window.settings.folder()) / f"{_file_name(window.title())}.bpmn"
    dialogs.ask_save(window, tr("Save as"), str(start), dialogs.BPMN_FILTER, chosen)


def _open_elsewhere(window: MainWindow, path: Path) -> bool:
    """Whether another window holds this very file: it would not hear of what is written there."""
    others = (each for each in window.others() if each is not window and each.document is not None)
    return any(_same(other.document.path, path.absolute()) for other in others if other.document is not None)


def save_copy(window: MainWindow) -> None:
    """Writes a second file and goes on with the first."""
    document = window.document
    if document is None:
        return
    snapshot = document.snapshot()

    def chosen(path: Path) -> None:
        if any(each.document is not None and _same(each.document.path, path.absolute()) for each in window.others()):
            dialogs.say(window, tr("{} is open. A copy needs another name.").format(path.name))
            return

        def done(_: object) -> None:
            window.status.show_hint(tr("A copy is in {}").format(path.name))

        Job(
            window, lambda: write_bytes(path, snapshot.bytes()), done, lambda error: _refused(window, error, path)
        ).start()

    start = Path(window.settings.folder()) / f"{_file_name(window.title())} {tr('copy')}.bpmn"
    dialogs.ask_save(window, tr("Save a copy"), str(start), dialogs.BPMN_FILTER, chosen)


def start_saving(window: MainWindow, path: Path, then: Callable[[], None], over: bool = False) -> None:
    """Writes in a worker; the window stays free and hears the outcome. `over` replaces what others have written."""
    if window.saving:
        window.after_saving.append(lambda: start_saving(window, path, then, over))
        return
    document, kept = window.document, window.guard.kept
    assert document is not None and kept is not None
    window.saving = True
    window.status.show_safe(BUSY, tr("Saving…"))
    taken = kept.take()
    needs_lock = kept.lock is None or not _same(document.path, path)

    def work() -> tuple[Written, Lock | None]:
        lock = lock_of(path) if needs_lock else None
        try:
            return kept.write(taken, path, over), lock
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def done(outcome: object) -> None:
        written, lock = cast("tuple[Written, Lock | None]", outcome)
        window.saving = False
        window.guard.saved(written, lock)
        window.read_only.release(FILE)
        window.settings.remember(path)
        window.document_changed()
        window.outside.saved()
        if written.unkept is not None:
            window.status.show_hint(tr("The version before could not be kept: {}").format(sentence(written.unkept)))
        then()
        _next(window)

    Job(window, work, done, lambda error: _not_saved(window, error, path, then)).start()


def _not_saved(window: MainWindow, error: Exception, path: Path, then: Callable[[], None]) -> None:
    """Says why a save was not done; where others have changed the file, asks what is to become of it."""
    window.saving = False
    window.after_saving.clear()
    if not isinstance(error, ChangedElsewhere):
        _refused(window, error, path)
        return
    window.document_changed()
    answers: dict[str, Callable[[], None]] = {
        "elsewhere": lambda: save_as(window, then),
        "theirs": lambda: take_theirs(window, path, then),
        "replace": lambda: start_saving(window, path, then, over=True),
        "compare": lambda: window.comparison.with_file(path, tr("{} as it is on the disk now").format(path.name)),
    }
    dialogs.ask_changed(window, path.name, lambda answer: answers.get(answer, lambda: None)())


def take_theirs(window: MainWindow, path: Path, then: Callable[[], None] = lambda: None) -> None:
    """Shows the file as others have left it; what was here is put away with the versions of the file first."""
    document, kept = window.document, window.guard.kept
    assert document is not None and kept is not None
    taken, moment = kept.take(), document.model.moment

    def work() -> Document:
        versions.keep(path, taken.snapshot.bytes())
        return read(path)

    def done(theirs: object) -> None:
        assert isinstance(theirs, Document)
        if window.document is not document or document.model.moment is not moment:
            return  # edited meanwhile: that is not put away
        lock, kept.lock = kept.lock, None
        window.show_document(theirs)
        window.guard.hold(lock)
        window.outside.saved()
        then()

    Job(window, work, done, lambda error: _refused(window, error, path)).start()


def _next(window: MainWindow) -> None:
    if window.after_saving:
        window.after_saving.pop(0)()


def _refused(window: MainWindow, error: Exception, path: Path) -> None:
    window.document_changed()
    window.status.show_safe(OPEN, tr("Not saved"))
    text = sentence(error, path)
    if isinstance(error, Locked):
        text = tr("{} is open elsewhere: {}.").format(path.name, who(error.holder))
    dialogs.say(window, text, tr("Nothing is lost: everything is still in this window. Choose another place to save."))


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) if path.exists() else os.access(path.parent, os.W_OK)


def _file_name(title: str) -> str:
    stem = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in Path(title).stem)
    return "-".join(stem.split()).lower() or "process"
