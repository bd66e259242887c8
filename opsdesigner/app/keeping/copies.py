"""Documents that begin as a copy of something: a template, the file as last saved, an earlier version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from opsdesigner.files.document import Document, parse_document
from opsdesigner.files.errors import Refused

from .. import dialogs
from ..background import Job
from . import filing
from .file_sentences import sentence

if TYPE_CHECKING:
    from ..window import MainWindow


def open_template(window: MainWindow, path: Path, title: str) -> None:
    """A copy of a filled example, as a new document without a file."""
    try:
        document = filing.read(path)
    except (Refused, OSError) as error:
        dialogs.say(window, sentence(error, path))
        return
    document.path = None
    target = window if window.document is None or window.untouched() else window.another()
    target.show_document(document, title)


def open_bytes(window: MainWindow, name: str, load: Callable[[], bytes], title: str) -> None:
    """Opens what is read in a worker as a new document without a file, in a window of its own where one is open."""

    def done(outcome: object) -> None:
        document = cast("Document", outcome)
        document.path = None
        target = window if window.document is None or window.untouched() else window.another()
        target.show_document(document, title)

    def failed(error: Exception) -> None:
        if not isinstance(error, Refused | OSError):
            raise error
        dialogs.say(window, sentence(error, Path(name)))

    Job(window, lambda: parse_document(name, load(), filing.drawn), done, failed).start()
