"""Opening and saving: nothing here can lose work."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from opsdesigner.files.document import ENDINGS, Document, Snapshot, new_document, open_document
from opsdesigner.files.errors import Refused
from opsdesigner.files.saving import write_bytes
from opsdesigner.model import Id, Record

from . import dialogs
from .background import Job
from .memory import settle, sweep, undisturbed
from .outside import Seen, digest
from .statusbar import BUSY, OPEN, SAFE
from .words import tr

if TYPE_CHECKING:
    from .window import MainWindow

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")  # of people
OTHERS = (".vsdx", ".vsd", ".drawio", ".xls", ".json", ".svg", ".png", ".pdf", ".docx", ".zip")

REASONS = {
    errno.ENOSPC: "There is no room left on the disk for {}; make room or choose another place.",
    errno.EDQUOT: "You have no room left on this disk for {}; make room or choose another place.",
    errno.EROFS: "{} lies where nothing can be written; choose another place.",
    errno.ENAMETOOLONG: "The name {} is too long; choose a shorter one.",
}


def sentence(error: Exception, path: Path | None = None) -> str:
    """What went wrong, in one sentence for the user."""
    if isinstance(error, Refused):
        return str(error)
    name = path.name if path else tr("The file")
    if path and isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return tr("{} cannot be reached: the folder {} is not there; choose another place.").format(name, path.parent)
    if isinstance(error, FileNotFoundError):
        return tr("{} is not there any more; it was moved, renamed or deleted.").format(name)
    if isinstance(error, IsADirectoryError):
        return tr("{} is a folder.").format(name)
    if isinstance(error, PermissionError):
        return tr("{} may not be read or written by you; change its permissions or choose another place.").format(name)
    if isinstance(error, OSError):
        return tr(REASONS.get(error.errno or 0, "{}: {}.")).format(name, error.strerror or error)
    return tr("{} could not be done: {}").format(name, error)


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
        from .people import import_file

        import_file(window, path)
        return True
    for other in window.others():
        if other.document is not None and _same(other.document.path, path):
            other.raise_()
            other.activateWindow()
            return True
    sweep()
    try:
        with undisturbed():
            document = read(path)
            settle()
    except (Refused, OSError) as error:
        dialogs.say(window, sentence(error, path))
        return False
    window.settings.put("files/folder", str(path.parent))
    window.settings.remember(path)
    target = window if window.document is None or window.untouched() else window.another()
    target.show_document(document)
    target.seen = Seen(path, lambda data: data == document.source.data)
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
    return open_document(path, _drawn)


def _drawn(records: Mapping[Id, Record]) -> Iterable[Record]:
    """A first drawing for what a file leaves without one."""
    from opsdesigner.layout.undrawn import place_undrawn

    return place_undrawn(records)


def open_template(window: MainWindow, path: Path, title: str) -> None:
    """A copy of a filled example, as a new document without a file."""
    try:
        document = read(path)
    except (Refused, OSError) as error:
        dialogs.say(window, sentence(error, path))
        return
    document.path = None
    target = window if window.document is None or window.untouched() else window.another()
    target.show_document(document, title)


# saving


def save(window: MainWindow, then: Callable[[], None] = lambda: None) -> None:
    """Saves to the document's file, asking for one where there is none or it cannot be written."""
    document = window.document
    if document is None:
        return
    path = document.path
    if path is None or not _writable(path):
        save_as(window, then)
    elif window.seen is not None and window.seen.path == path and window.seen.changed():
        answers: dict[str, Callable[[], None]] = {
            "elsewhere": lambda: save_as(window, then),
            "replace": lambda: start_saving(window, path, then),
        }
        dialogs.ask_changed(window, path.name, lambda answer: answers.get(answer, lambda: None)())
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


def start_saving(window: MainWindow, path: Path, then: Callable[[], None]) -> None:
    """Writes in a worker; the window stays free and hears the outcome."""
    document = window.document
    assert document is not None
    if window.saving:
        window.after_saving.append(lambda: start_saving(window, path, then))
        return
    window.saving = True
    window.status.show_safe(BUSY, tr("Saving…"))
    snapshot = document.snapshot()

    def work() -> bytes:
        data = snapshot.bytes()
        write_bytes(path, data)
        return digest(data)

    def done(content: object) -> None:
        window.saving = False
        window.seen = Seen(path, lambda data: digest(data) == content)
        _saved(window, document, path, snapshot)
        then()
        _next(window)

    def failed(error: Exception) -> None:
        window.saving = False
        window.after_saving.clear()
        _refused(window, error, path)

    Job(window, work, done, failed).start()


def _next(window: MainWindow) -> None:
    if window.after_saving:
        window.after_saving.pop(0)()


def _saved(window: MainWindow, document: Document, path: Path, snapshot: Snapshot) -> None:
    document.saved(path, snapshot)
    window.settings.remember(path)
    window.saved_at = datetime.now()
    window.document_changed()


def _refused(window: MainWindow, error: Exception, path: Path) -> None:
    window.document_changed()
    window.status.show_safe(OPEN, tr("Not saved"))
    text = sentence(error, path)
    dialogs.say(window, text, tr("Nothing is lost: everything is still in this window. Choose another place to save."))


def safe_state(window: MainWindow) -> tuple[str, str]:
    """The dot and the words for whether everything is on disk."""
    document = window.document
    if document is None:
        return "", ""
    if document.modified or document.path is None:
        return OPEN, tr("Not saved yet") if document.path is None else tr("Unsaved changes")
    at = window.saved_at
    return SAFE, tr("Safe {}").format(f"{at:%H:%M:%S}") if at else tr("Safe")


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) if path.exists() else os.access(path.parent, os.W_OK)


def _file_name(title: str) -> str:
    stem = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in Path(title).stem)
    return "-".join(stem.split()).lower() or "process"
