"""Pictures of diagrams as files for other programs, always on white paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from opsdesigner.files.saving import write_bytes

from .. import dialogs
from ..background import Job
from ..keeping.file_sentences import sentence
from ..words import tr

if TYPE_CHECKING:
    from ..window import MainWindow

PNG_SCALE = 2.0


def export_dialog(window: MainWindow, ending: str) -> None:
    """Asks for a file and writes the diagram in view; a PDF holds all diagrams."""
    kind = ending.lstrip(".").upper()
    name = Path(window.title()).stem
    start = Path(window.settings.folder()) / f"{name}{ending}"

    def chosen(path: Path) -> None:
        window.settings.put("files/folder", str(path.parent))
        export(window, path)

    dialogs.ask_save(window, tr("Export as {}").format(kind), str(start), f"{kind} (*{ending})", chosen)


def export(window: MainWindow, path: Path) -> None:
    """Writes the picture beside the window and tells the outcome."""
    from opsdesigner.canvas.output.apart import Errand, Stopped
    from opsdesigner.canvas.output.export import pages
    from opsdesigner.canvas.output.making import Wish

    ending = path.suffix.lower()
    diagrams = pages(window.view.model) if ending == ".pdf" else [window.view.diagram]
    if not any(diagrams):
        dialogs.say(window, tr("{} has nothing that could be drawn.").format(window.title()))
        return
    wish = Wish(PNG_SCALE if ending == ".png" else 1.0)
    errand = Errand(window.view.model, diagrams, ending, wish, path.stem)

    def work() -> str:
        made = errand.fetch()
        write_bytes(path, made.data)
        return f"{path.name}: {made.note}" if made.note else ""

    def done(note: object) -> None:
        window.status.end_work()
        window.status.show_hint(tr("{} is written. {}").format(path.name, note).strip())

    def failed(error: Exception) -> None:
        window.status.end_work()
        if isinstance(error, Stopped):
            window.status.show_hint(tr("Stopped; {} is not written.").format(path.name))
        else:
            dialogs.say(window, sentence(error, path))

    window.status.show_work(tr("Writing {}…").format(path.name), errand.stop)
    Job(window, work, done, failed).start()
