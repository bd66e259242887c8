"""The ghost of the line in the capture bar: tried on a copy of the document, shown on the canvases."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from opsdesigner.canvas import roles
from opsdesigner.canvas.ghosts import Ghosts
from opsdesigner.capture.line import Misread
from opsdesigner.model import Id

if TYPE_CHECKING:
    from opsdesigner.capture.rehearsal import Rehearsed
    from opsdesigner.capture.scribe import Scribe

    from .twin import Twin

COSTLY, PAUSE = 0.012, 120  # seconds of a rehearsal above which it waits for a pause in typing; milliseconds of that


class Rehearsing(QObject):
    """Tries a line once the keys that wait have been typed; after a pause where that takes long."""

    done = Signal()

    def __init__(self, twin: Twin, parent: QObject) -> None:
        super().__init__(parent)
        self.ghosts = [Ghosts(view) for view in twin.views]
        self.found: Rehearsed | None = None  # what the line would make
        self._asked: tuple[Scribe, str] | None = None
        self._took = 0.0  # seconds, last time
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._rehearse)

    def ask(self, scribe: Scribe | None, text: str) -> None:
        """Shows soon what a line would make; nothing without a talk or a text."""
        if scribe is None or not text.strip():
            self.clear()
            self.done.emit()
            return
        self._asked = scribe, text
        self._soon.start(PAUSE if self._took > COSTLY else 0)

    def clear(self) -> None:
        """Shows nothing, and does not begin to."""
        self._soon.stop()
        self.found = self._asked = None
        for ghosts in self.ghosts:
            ghosts.clear()

    def stand(self, here: Id) -> None:
        """Rings the step on the process that the talk goes on from; none for ""."""
        self.ghosts[1].stand(here)

    def _rehearse(self) -> None:
        if self._asked is None:
            return
        from opsdesigner.capture.rehearsal import rehearse

        begun, (scribe, text) = perf_counter(), self._asked
        copy = scribe.model.copy()
        if (colours := roles.colours_of(scribe.model)) is not None:
            roles.colour_as(copy, colours)
        try:
            self.found = rehearse(scribe, text, copy)
        except Misread:
            self.found = None
        change = self.found.change if self.found is not None else None
        for ghosts in self.ghosts:
            if change is not None:
                ghosts.show(change, copy)
            else:
                ghosts.clear()
        self._took = perf_counter() - begun
        self.done.emit()
