"""People in from a file or the clipboard, and out as a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from opsdesigner.files.saving import write_bytes
from opsdesigner.model import Model, Node
from opsdesigner.notation.kinds import RESOURCES

from .. import dialogs
from ..background import Job
from ..keeping.file_sentences import sentence
from ..keeping.filing import TABLES
from ..words import tr

if TYPE_CHECKING:
    from opsdesigner.tables.sheet import Sheet

    from ..window import MainWindow


def ask_import(window: MainWindow) -> None:
    """File > Import people."""
    endings = " ".join(f"*{ending}" for ending in TABLES)
    filters = f"{tr('Tables')} ({endings});;{tr('All files')} (*)"
    dialog = QFileDialog(window, tr("Import people"), window.settings.folder(), filters)
    dialog.setObjectName("importFile")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: import_file(window, Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def import_file(window: MainWindow, path: Path) -> None:
    """Reads a table beside the window, then shows what it would change; says why where it cannot be read.

    A table of steps goes on with the process in view.
    """
    from opsdesigner.tables.reading import read_file

    window.settings.put("files/folder", str(path.parent))
    stopped: list[bool] = []

    def done(sheet: object) -> None:
        window.status.end_work()
        if not stopped and not _take_steps(window, path.name, sheet):  # type: ignore[arg-type]
            _show(window, path.name, sheet, lambda name: read_file(path, name))  # type: ignore[arg-type]

    def failed(error: Exception) -> None:
        window.status.end_work()
        if not stopped:
            dialogs.say(window, sentence(error, path))

    window.status.show_work(tr("Reading {}…").format(path.name), lambda: stopped.append(True))
    Job(window, lambda: read_file(path), done, failed).start()


def import_pasted(window: MainWindow) -> None:
    """The table on the clipboard, as a spreadsheet puts it there."""
    from opsdesigner.files.errors import Refused
    from opsdesigner.tables.reading import read_pasted

    try:
        sheet = read_pasted(QGuiApplication.clipboard().text())
    except Refused as refused:
        dialogs.say(window, str(refused))
        return
    _show(window, tr("the clipboard"), sheet, None)


def holds_table() -> bool:
    """Whether rows with several cells are on the clipboard."""
    mime = QGuiApplication.clipboard().mimeData()
    if mime is None or not mime.hasText():
        return False
    lines = [line for line in mime.text()[:4000].splitlines() if line.strip()]
    return len(lines) > 1 and any(sum(mark in line for line in lines) > len(lines) / 2 for mark in "\t;")


def _take_steps(window: MainWindow, name: str, sheet: Sheet) -> bool:
    """Looks at a table as steps, if it is one of these."""
    from opsdesigner.capture.columns import headed

    if (columns := headed(sheet)) is None:
        return False
    if window.document is None:
        from ..keeping import filing

        filing.new(window)
    window.pasting.take_table(sheet, columns, name)
    return True


def _show(window: MainWindow, name: str, sheet: Sheet, again: Callable[[str], Sheet] | None) -> None:
    from .import_dialog import ImportDialog

    if window.document is None:
        from ..keeping import filing

        filing.new(window)
    ImportDialog(window, name, sheet, again).open()


def ask_export(window: MainWindow, ending: str) -> None:
    """File > Export > People."""
    from opsdesigner.tables.converting import WRITERS
    from opsdesigner.tables.people import people_grid
    from opsdesigner.tables.staff import people_of

    if window.document is None:
        return
    records = dict(window.document.model.records)  # as they are now, whatever is edited meanwhile
    if not any(isinstance(record, Node) and record.kind in RESOURCES for record in records.values()):
        dialogs.say(window, tr("There are no people and no roles in {} yet.").format(window.title()))
        return

    def work() -> bytes:
        return WRITERS[ending](people_grid(people_of(Model(records.values()))))

    save_table(window, tr("people"), ending, work)


def save_table(window: MainWindow, what: str, ending: str, work: Callable[[], bytes]) -> None:
    """Asks for a file and writes a table into it, made beside the window."""
    kind = {".csv": "CSV", ".xlsx": "Excel"}[ending]
    start = Path(window.settings.folder()) / f"{Path(window.title()).stem} {what}{ending}"

    def chosen(path: Path) -> None:
        window.settings.put("files/folder", str(path.parent))

        def done(_: object) -> None:
            window.status.show_hint(tr("{} is written.").format(path.name))

        def failed(error: Exception) -> None:
            dialogs.say(window, sentence(error, path))

        Job(window, lambda: write_bytes(path, work()), done, failed).start()

    dialogs.ask_save(window, tr("Export as {}").format(kind), str(start), f"{kind} (*{ending})", chosen)
