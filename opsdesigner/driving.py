"""What the commands `drive` and `dump` do: edits from a script, made, journalled and saved as the window does it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

from opsdesigner.edit.adding import add_step
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.draw import rename
from opsdesigner.edit.fresh import blank
from opsdesigner.edit.remove import remove
from opsdesigner.files.document import new_document, open_document
from opsdesigner.files.errors import Refused
from opsdesigner.layout.undrawn import place_undrawn
from opsdesigner.model import Id, Model, ModelError, Node
from opsdesigner.notation.kinds import ACTIVITIES
from opsdesigner.safety import keeping, recovery, sessions
from opsdesigner.safety.lock import Lock, Locked, take_document

ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def drive(file: str, script: str) -> int:
    """Runs the lines of a script on a file, made where it is missing; the exit code. Raises Refused or OSError.

    Prints a line for each: `ack N` once edit N is on disk, `saved N`, `error N why`; at the end `done`.
    """
    with open(script, encoding="utf-8") if script != "-" else nullcontext(sys.stdin) as rows:
        driver = _Driver(Path(file))
        try:
            driver.run(rows)
        finally:
            driver.close()
    _say("done")
    return 0


def dump(file: str) -> int:
    """Prints the id and the name of each step, as after a crash, and writes nothing; the exit code.

    Raises Refused or OSError.
    """
    path = Path(file)
    document = next((found.document for found in _left(path) if found.document is not None), None)
    model = (document or open_document(path)).model
    for node in model.all(Node):
        if node.kind in ACTIVITIES:
            print(f"{node.id.translate(ESCAPED)}\t{node.name.translate(ESCAPED)}")
    return 0


def _left(path: Path) -> Iterable[recovery.Recovered]:
    """What a crash has left of a file; looked at only."""
    return (recovery.recover(folder) for folder in sessions.open_folders() if recovery.is_of(folder, path))


class _Driver:
    """A document, as the window has it, and a script in the place of the user."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.error: Exception | None = None
        self.saved_at = 0  # the edits up to this one are in the file
        sessions.sweep()
        lock = self._lock()
        self.kept = self._recovered(lock) or self._opened(lock)

    def run(self, rows: Iterable[str]) -> None:
        for count, row in enumerate(rows, 1):
            if not row.strip():
                continue
            number: object = count
            try:
                said = json.loads(row)
                number = said.get("n", count)
                self._do(said, number)
                pause = float(said.get("ms", 0)) / 1000
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                _say(f"error {number} not understood: {problem}")
                continue
            except (Refusal, Refused, ModelError, OSError) as problem:
                _say(f"error {number} {_why(problem)}")
                continue
            time.sleep(pause)

    def close(self) -> None:
        """Ends; what is not saved is found again by the next who opens the file."""
        self.kept.close(finished=self.kept.journal.number == self.saved_at)

    # opening

    def _recovered(self, lock: Lock | None) -> keeping.Kept | None:
        """The document as a crash left it; None where there is nothing to recover."""
        for left in recovery.left(self.path):
            found = recovery.recover(left.folder, left.lock)
            if found.document is not None:
                return keeping.resume(found, failed=self._failed, lock=lock)
            if left.lock is not None:
                left.lock.release()
            if found.outcome == recovery.SAVED:
                sessions.put_away(left.folder)
            else:
                print(f"opsdesigner: {left.folder}: {found.error}", file=sys.stderr)
        return None

    def _opened(self, lock: Lock | None) -> keeping.Kept:
        if self.path.exists():
            document = open_document(self.path, place_undrawn)
            return keeping.keep(document, failed=self._failed, lock=lock)
        document = new_document(blank()[0])
        document.path = self.path
        kept = keeping.keep(document, failed=self._failed, lock=lock)
        try:
            kept.saved(kept.write(kept.take(), self.path))
        except OSError as problem:  # the journal goes on without the file
            print(f"opsdesigner: {self.path}: {_why(problem)}", file=sys.stderr)
        return kept

    def _lock(self) -> Lock | None:
        try:
            return take_document(self.path)
        except Locked as locked:
            raise Refused(f"{self.path.name}: {locked}.") from None
        except OSError as problem:
            print(f"opsdesigner: {self.path} could not be locked: {_why(problem)}", file=sys.stderr)
            return None

    # doing

    def _do(self, said: dict[str, object], number: object) -> None:
        op = str(said["op"])
        if op == "save":
            taken = self.kept.take()
            self.kept.saved(self.kept.write(taken, self.path))
            self.saved_at = taken.at
            _say(f"saved {number}")
            return
        before = self.kept.journal.number
        VERBS[op](self.kept.document.model, said)
        if self.kept.journal.number != before and not self.kept.journal.settled():
            _say(f"error {number} {_why(self.error or TimeoutError('the disk does not answer'))}")
        else:
            _say(f"ack {number}")

    def _failed(self, _: int, error: Exception) -> None:
        self.error = error


def _add(model: Model, said: dict[str, object]) -> None:
    add_step(model, str(said["id"]), str(said.get("name", "")))


def _rename(model: Model, said: dict[str, object]) -> None:
    rename(model, _thing(model, said), str(said["name"]))


def _delete(model: Model, said: dict[str, object]) -> None:
    remove(model, [_thing(model, said)])


VERBS: dict[str, Callable[[Model, dict[str, object]], None]] = {"add": _add, "rename": _rename, "delete": _delete}


def _thing(model: Model, said: dict[str, object]) -> Id:
    id = str(said["id"])
    if id not in model:
        raise Refusal(f"there is nothing called {id}")
    return id


def _why(problem: Exception) -> str:
    text = (problem.strerror or str(problem)) if isinstance(problem, OSError) else str(problem)
    return " ".join(text.split())


def _say(text: str) -> None:
    print(text, flush=True)
