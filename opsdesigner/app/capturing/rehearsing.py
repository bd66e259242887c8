"""The ghost of the line in the capture bar: tried on a copy of the document, shown on the canvases."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from opsdesigner.canvas.marks import roles
from opsdesigner.canvas.marks.ghosts import Ghosts
from opsdesigner.capture.line import Misread

from ..background import Job

if TYPE_CHECKING:
    from opsdesigner.capture.rehearsal import Rehearsed
    from opsdesigner.capture.scribe import Scribe
    from opsdesigner.model import Id
    from opsdesigner.model.geometry import Box

    from ..sides.twin import Twin

COSTLY, PAUSE = 0.012, 80  # seconds of a rehearsal above which it waits for a pause in typing; milliseconds of that


class _Asked(NamedTuple):
    scribe: Scribe
    text: str
    version: int = -1  # of the document it is tried on


class Rehearsing(QObject):
    """Tries a line beside the window, so that no key waits for it; after a pause in typing where that takes long."""

    done = Signal()

    def __init__(self, twin: Twin, parent: QObject) -> None:
        super().__init__(parent)
        self.ghosts = [Ghosts(view) for view in twin.views]
        self.found: Rehearsed | None = None  # what the line would make
        self._asked: _Asked | None = None
        self._under_way: _Asked | None = None
        self._begun = self._took = 0.0  # seconds; how long the last one took
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._rehearse)

    @property
    def busy(self) -> bool:
        """Whether a ghost is on its way."""
        return self._soon.isActive() or self._under_way is not None

    @property
    def box(self) -> Box | None:
        """Round what is new on the process."""
        return self.ghosts[1].box

    def ask(self, scribe: Scribe | None, text: str) -> None:
        """Shows soon what a line would make; nothing without a talk or a text."""
        if scribe is None or not text.strip():
            self.clear()
            self.done.emit()
            return
        self._asked = _Asked(scribe, text)
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

    # beside the window

    def _rehearse(self) -> None:
        if self._asked is None or self._under_way is not None:
            return  # the one under way asks again when it ends
        from opsdesigner.capture.rehearsal import rehearsal

        asked = self._asked._replace(version=self._asked.scribe.model.version)
        self._asked = self._under_way = asked
        self._begun = perf_counter()
        Job(self, rehearsal(asked.scribe, asked.text), self._show, self._refuse).start()

    def _show(self, found: object) -> None:
        self._end(found)  # type: ignore[arg-type]

    def _refuse(self, no: Exception) -> None:
        self._end(None)
        if not isinstance(no, Misread):
            raise no

    def _end(self, found: Rehearsed | None) -> None:
        """Shows what was found, if it is still what is asked for; else tries what is."""
        ended, self._under_way = self._under_way, None
        self._took = perf_counter() - self._begun
        if self._asked is None or self._asked is not ended or ended.version != ended.scribe.model.version:
            if self._asked is not None and not self._soon.isActive():
                self._soon.start(0)
            return
        self.found = found
        if found is not None and (colours := roles.colours_of(ended.scribe.model)) is not None:
            roles.colour_as(found.model, colours)
        for ghosts in self.ghosts:
            if found is not None and found.change is not None:
                ghosts.show(found.change, found.model)
            else:
                ghosts.clear()
        self.done.emit()
