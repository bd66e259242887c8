"""Pictures of diagrams as files for other programs, always on white paper."""

from __future__ import annotations

from pathlib import Path
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
    from opsdesigner.canvas.export import Outcome, Wish, copied, pages, write

    model = window.view.model
    records = dict(model.records)
    whole = path.suffix.lower() == ".pdf"
    diagrams = pages(model) if whole else [window.view.diagram]
    scale = PNG_SCALE if path.suffix.lower() == ".png" else 1.0

    def work() -> Outcome:
        return write(copied(records, model), path, diagrams, Wish(scale))

    def done(outcome: object) -> None:
        notes = " ".join(outcome.notes) if isinstance(outcome, Outcome) else ""
        window.status.show_hint(tr("{} is written. {}").format(path.name, notes).strip())

    window.status.show_hint(tr("Writing {}…").format(path.name))
    Job(window, work, done, lambda error: _failed(window, error, path)).start()


def _failed(window: MainWindow, error: Exception, path: Path) -> None:
    window.status.show_hint("")
    dialogs.say(window, sentence(error, path))
