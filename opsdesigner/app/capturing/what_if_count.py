"""How the questions of the processes on a page stand: followed at once, counted anew bit by bit when changes pause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from opsdesigner.model import Change, Diagram, Id, Model, Node
from opsdesigner.model.queries import children, process_of
from opsdesigner.notation.what_if import Survey, states, survey, touched

CALM = 250  # ms without a change before all is counted again
SLICE, PAUSE = 0.003, 4  # seconds of counting at a time; ms for others in between
Page = tuple[Model | None, Id]  # a document and the diagram in view


class Surveys(QObject):
    """The surveys of one page, and the states of every step in them."""

    counted = Signal()

    def __init__(self, parent: QObject, page: Callable[[], Page]) -> None:
        super().__init__(parent)
        self._page = page
        self.all: dict[Id, Survey] = {}  # by process
        self.states: dict[Id, tuple[str, ...]] = {}  # always the same one
        self._found: dict[Id, Survey] = {}
        self._counting: Iterator[tuple[Id, Survey | None]] | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self._count)

    def follow(self, model: Model, change: Change) -> None:
        """Takes over what a change answers; all else is counted when changes pause."""
        now = {id: states(model, id) for id in touched(model, change) & self.states.keys() if id in model}
        self.states.update(now)
        for process, found in self.all.items():
            if mine := {id: each for id, each in now.items() if id in found.states}:
                self.all[process] = Survey(found.states | mine)  # a new one: it has counted its answers by now
        self._counting = None
        self._calm.start(CALM)

    def forget(self) -> None:
        """Another page is in view: it is counted when there is time."""
        self._counting = None
        self.all = {}
        self.states.clear()
        self._calm.start(CALM)

    def count_now(self) -> None:
        """Counts all at once, where there is anything to be counted."""
        if self._calm.isActive() or self._counting is not None:
            self._counting = None
            self._calm.stop()
            self._count(float("inf"))

    def _count(self, seconds: float = SLICE) -> None:
        until = perf_counter() + seconds
        if self._counting is None:
            self._counting, self._found = self._survey(), {}
        for process, found in self._counting:
            if found is not None:
                self._found[process] = found
            if perf_counter() > until:
                self._calm.start(PAUSE)
                return
        self._counting, self.all = None, self._found
        self.states.clear()
        for each in self.all.values():
            self.states.update(each.states)
        self.counted.emit()

    def _survey(self) -> Iterator[tuple[Id, Survey | None]]:
        model, page = self._page()
        if model is None:
            return
        for process in processes_on(model, page):
            for found in survey(model, process):
                yield process, found


def processes_on(model: Model, page: Id) -> list[Id]:
    """The processes whose steps a page shows: its own, or those of its pools."""
    record = model.get(page, Diagram)
    root = model.get(record.root, Node) if record is not None and not record.kind else None
    if root is None:
        return []
    if own := process_of(model, root.id):
        return [own]
    return [pool.host for pool in children(model, root.id) if pool.kind == "participant" and pool.host]
