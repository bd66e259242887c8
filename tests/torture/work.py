"""Some work on a document, and whether all of it that was acknowledged is there after the worst."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from opsdesigner.edit.adding import add_step
from opsdesigner.edit.draw import rename
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import Document, new_document, open_document
from opsdesigner.files.errors import Refused
from opsdesigner.model import Id, Model, Node, Record
from opsdesigner.safety import keeping, recovery
from opsdesigner.safety.lock import Lock, take_document

from .disk import Disk, Trace, laid

Records = dict[Id, Record]


@dataclass
class Diary:
    """What was done, and what the program said of it."""

    states: list[Records] = field(default_factory=list)  # the document after so many edits
    files: set[bytes] = field(default_factory=set)  # what the file may hold
    acknowledged: int = 0
    saved: int = 0  # the edits in the last save that was said to be done
    failures: list[str] = field(default_factory=list)
    told: set[int] = field(default_factory=set)  # edits that were said not to be safe


def edit(model: Model, number: int) -> None:
    """The edit of this number: always the same one on the same document."""
    if number % 3:
        add_step(model, f"e{number}", f"step {number}")
    elif number % 7 == 0:
        model.undo()
    else:
        rename(model, next(node.id for node in model.all(Node) if node.kind == "task"), f"renamed {number}")


class Worker:
    """A document in a folder; edits it, saves it, and writes the diary."""

    def __init__(self, root: Path, disk: Disk, diary: Diary, chance: Random) -> None:
        self.root, self.disk, self.diary, self.chance = root, disk, diary, chance
        self.path = root / "docs" / "a.bpmn"
        self.kept: keeping.Kept

    def begin(self, start: Document | None = None) -> None:
        document = start or new_document(blank()[0])
        self.kept = keeping.keep(document, self._safe, self._failed, self._lock())
        self.diary.states.append(dict(document.model.records))

    def _lock(self) -> Lock | None:
        try:
            return take_document(self.path)
        except OSError as error:
            self.diary.failures.append(f"lock: {error}")
            return None

    def resume(self) -> bool:
        """Goes on with what a crash has left; whether there was anything."""
        for left in recovery.left():
            found = recovery.recover(left.folder, left.lock)
            if found.document is not None:
                self.kept = keeping.resume(found, self._safe, self._failed, self._lock())
                del self.diary.states[self.kept.journal.number + 1 :]
                return True
            if left.lock is not None:
                left.lock.release()
        return False

    def edit(self, wait: bool) -> None:
        """One edit; waits until the disk has it or it was said that it has not."""
        model = self.kept.document.model
        number = self.kept.journal.number + 1
        edit(model, number)
        assert self.kept.journal.number == number
        self.diary.states.append(dict(model.records))
        if wait and not self.kept.journal.settled():
            assert number in self.diary.told, f"edit {number} is not safe, and nobody was told"

    def save(self) -> None:
        taken = self.kept.take()
        self.diary.files.add(taken.snapshot.bytes())
        try:
            written = self.kept.write(taken, self.path)
        except (OSError, Refused) as error:
            self.diary.failures.append(f"save: {error}")
            return
        self.kept.saved(written)
        self.diary.saved = taken.at
        if isinstance(self.disk, Trace):
            self.disk.say("saved", taken.at)

    def run(self, edits: int, saves: int) -> None:
        for number in range(1, edits + 1):
            self.edit(wait=self.chance.random() < 0.7)
            if number % saves == 0:
                self.save()

    def _safe(self, number: int) -> None:
        self.diary.acknowledged = max(self.diary.acknowledged, number)
        if isinstance(self.disk, Trace):
            self.disk.say("acknowledged", number)

    def _failed(self, number: int, error: Exception) -> None:
        self.diary.told.update(range(1, number + 1))
        self.diary.failures.append(f"edit {number}: {error}")


def found(path: Path) -> tuple[Document | None, list[recovery.Recovered]]:
    """The document as it is after a start: recovered, else from its file; and all that was found."""
    outcomes = []
    for left in recovery.left():
        outcomes.append(recovery.recover(left.folder, left.lock))
        if left.lock is not None:
            left.lock.release()
    for outcome in outcomes:
        if outcome.document is not None:
            return outcome.document, outcomes
    return (open_document(path) if path.exists() else None), outcomes


def faults(root: Path, diary: Diary, acknowledged: int, saved: int) -> list[str]:
    """What is wrong after a crash: edits lost, a state that never was, a file that is not whole."""
    path = root / "docs" / "a.bpmn"
    wrong = []
    if path.exists() and path.read_bytes() not in diary.files:
        wrong.append(f"the file is no save of ours: {path.read_bytes()[:80]!r}")
    if saved and not path.exists():
        wrong.append("the file that was saved is not there")
    try:
        document, outcomes = found(path)
    except (Refused, OSError) as error:
        return [*wrong, f"the file does not open: {error}"]
    wrong += [f"broken: {each.error}" for each in outcomes if each.outcome == recovery.BROKEN or each.error]
    wrong += [each.outcome for each in outcomes if each.outcome == recovery.CHANGED]
    needed = max(acknowledged, saved)
    if document is None:
        return [*wrong, f"nothing is left of {needed} edits"] if needed else wrong
    now = dict(document.model.records)
    fitting = [number for number, state in enumerate(diary.states) if state == now]
    if not fitting:
        wrong.append(f"a state that never was: {sorted(id for id in now if id.startswith('e'))}")
    elif max(fitting) < needed:
        wrong.append(f"{needed} edits were acknowledged, {max(fitting)} are there")
    return wrong


def at(
    root: Path,
    disk: Disk,
    work: Callable[[Worker], None],
    chance: Random,
    ready: Callable[[], object] = lambda: None,
) -> tuple[Diary, Worker]:
    """Does some work on a disk, in folders that are made and made ready first and are not part of it."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "docs").mkdir(parents=True)
    (root / "state").mkdir()
    os.environ["OPSDESIGNER_STATE"] = str(root / "state")
    ready()
    diary = Diary()
    worker = Worker(root, disk, diary, chance)
    with laid(disk):
        worker.begin()
        work(worker)
        died(worker)
    return diary, worker


def died(worker: Worker) -> None:
    """The process is gone: nothing more is written, its locks are free."""
    worker.kept.journal.close()
    if worker.kept.lock is not None:
        worker.kept.lock.release()
