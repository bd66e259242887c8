"""Looks for findings while the hands rest: bit by bit, anew after each change, never in the way of one."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from opsdesigner.analysis.finding import Finding, Findings
from opsdesigner.analysis.findings import examine

if TYPE_CHECKING:
    from ..window import MainWindow

CALM, SLICE, PAUSE = 300, 0.004, 4  # ms after a change; seconds of looking at a time; ms for others in between


class Watch(QObject):
    """Holds what was found in the document of a window; `found` says that it is new."""

    found = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.findings: list[Finding] = []
        self._coming: list[Finding] = []
        self._looking: Findings | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def stir(self) -> None:
        """The document has changed: what was begun is out of date."""
        self._looking = None
        self._timer.start(CALM)

    def show_document(self) -> None:
        """Another document, or none: at first what its file said."""
        document = self._window.document
        notes = [(note.text, note.element) for note in document.notes] if document is not None else []
        self.findings = [Finding("file-note", "info", (element,) if element else (), text) for text, element in notes]
        self.found.emit()
        self.stir()

    def finish(self) -> None:
        """Looks through all of it now."""
        self.stir()
        while self._timer.isActive():
            self._look()

    def _look(self) -> None:
        self._timer.stop()
        document, until = self._window.document, perf_counter() + SLICE
        if document is None:
            self.findings = []
            self.found.emit()
            return
        if self._looking is None:
            self._coming = []
            self._looking = examine(document.model, [(note.text, note.element) for note in document.notes])
        for each in self._looking:
            if each is not None:
                self._coming.append(each)
            if perf_counter() > until:
                self._timer.start(PAUSE)
                return
        self._looking = None
        if self._coming != self.findings:
            self.findings = self._coming
            self.found.emit()
