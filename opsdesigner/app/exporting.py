"""Pictures of diagrams as files for other programs, always on white paper."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from . import dialogs
from .background import Job
from .filing import sentence
from .words import tr

if TYPE_CHECKING:
    from .window import MainWindow

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
    from opsdesigner.canvas.export import Outcome, Stopped, Wish, copied, pages, write

    model = window.view.model
    records = dict(model.records)
    whole = path.suffix.lower() == ".pdf"
    diagrams = pages(model) if whole else [window.view.diagram]
    scale = PNG_SCALE if path.suffix.lower() == ".png" else 1.0

    stop = Event()

    def step(name: str) -> None:
        if stop.is_set():
            raise Stopped(name)

    def work() -> Outcome:
        return write(copied(records, model), path, diagrams, Wish(scale), progress=step)

    def done(outcome: object) -> None:
        window.status.end_work()
        notes = " ".join(outcome.notes) if isinstance(outcome, Outcome) else ""
        window.status.show_hint(tr("{} is written. {}").format(path.name, notes).strip())

    def failed(error: Exception) -> None:
        window.status.end_work()
        if isinstance(error, Stopped):
            window.status.show_hint(tr("Stopped; {} is not written.").format(path.name))
        else:
            dialogs.say(window, sentence(error, path))

    window.status.show_work(tr("Writing {}…").format(path.name), stop.set)
    Job(window, work, done, failed).start()
