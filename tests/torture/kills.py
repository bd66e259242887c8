"""kill -9 at random moments of editing, saving and recovering, again and again: `python -m tests.torture.kills 2000`.

A process of its own, for it forks: a child works and is killed; the next one recovers, goes on and is killed as well;
then what is left is compared with what the children had said was safe.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import new_document, open_document
from opsdesigner.model import Model, Node, Record
from opsdesigner.safety import keeping, recovery
from opsdesigner.safety.lock import take_document

from .work import Diary, edit, faults

EDITS, SAVES = 60, 8  # of one life; a save after so many edits
LIVES = 3
LIFE, RECOVERY = 0.12, 0.015  # seconds; a third of the kills come before a recovery is well over


def main(arguments: list[str]) -> int:
    """Kills so many times; prints how often, and what was lost."""
    wanted, chance = int(arguments[0]), Random(int(arguments[1]) if len(arguments) > 1 else time.time_ns())
    start, _ = blank()
    diary = Diary(states(start))
    root = Path(tempfile.mkdtemp()) / "root"
    kills = acknowledged = 0
    wrong: list[str] = []
    while kills < wanted and len(wrong) < 10:
        shutil.rmtree(root, ignore_errors=True)
        (root / "docs").mkdir(parents=True)
        os.environ["OPSDESIGNER_STATE"] = str(root / "state")
        safe = saved = 0
        for _ in range(chance.randint(1, LIVES)):
            told, killed = life(root, start, chance)
            safe = max([safe, *(int(row[4:]) for row in told if row.startswith("ack "))])
            saved = max([saved, *(int(row[6:]) for row in told if row.startswith("saved "))])
            wrong += [row for row in told if row.startswith("wrong ")]
            kills += killed
        diary.files = {path.read_bytes() for path in (root / "docs").glob("a.bpmn")}
        wrong += [f"{fault} (after {safe} acknowledged, {saved} saved)" for fault in faults(root, diary, safe, saved)]
        wrong += whole(root / "docs" / "a.bpmn", diary, saved)
        acknowledged += safe
    shutil.rmtree(root.parent, ignore_errors=True)
    print(f"{kills} kills, {acknowledged} edits acknowledged, {len(wrong)} faults")
    print("\n".join(wrong))
    return 1 if wrong else 0


def states(start: list[Record]) -> list[dict[str, Record]]:
    """The document after each edit of all lives together."""
    model = Model(start)
    found = [dict(model.records)]
    for number in range(1, LIVES * EDITS + 1):
        edit(model, number)
        found.append(dict(model.records))
    return found


def whole(path: Path, diary: Diary, saved: int) -> list[str]:
    """Whether the file is the document as it was at a save, and none before the last that was said to be done."""
    if not path.exists():
        return []
    now = names(dict(open_document(path).model.records))
    fitting = [number for number, state in enumerate(diary.states) if names(state) == now]
    return [] if fitting and max(fitting) >= saved else [f"the file is of edit {fitting}, {saved} were saved"]


def names(records: dict[str, Record]) -> dict[str, str]:
    return {record.id: record.name for record in records.values() if isinstance(record, Node) and record.kind == "task"}


def life(root: Path, start: list[Record], chance: Random) -> tuple[list[str], bool]:
    """One process that works until it is killed or done; what it said, and whether it was killed."""
    reading, writing = os.pipe()
    pause, seed = chance.uniform(0, chance.choice((LIFE, LIFE, RECOVERY))), chance.random()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            work(root, start, writing, Random(seed))
        except BaseException as error:
            os.write(writing, f"wrong {type(error).__name__}: {error}\n".encode())
        os._exit(0)
    os.close(writing)
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        rows = pipe.read().decode().splitlines()
    return rows, os.WIFSIGNALED(status)


def work(root: Path, start: list[Record], to: int, chance: Random) -> None:
    """Recovers or begins, edits and saves."""

    def say(text: str) -> None:
        os.write(to, f"{text}\n".encode())

    path = root / "docs" / "a.bpmn"
    lock = take_document(path)
    kept = None
    for left in recovery.left():
        found = recovery.recover(left.folder, left.lock)
        if found.document is not None:
            kept = keeping.resume(found, lambda n: say(f"ack {n}"), lambda n, error: say(f"wrong {error}"), lock)
            break
        assert found.outcome == recovery.SAVED, found
    if kept is None:
        if path.exists():
            return  # all was saved: its edits would be counted from nothing again
        kept = keeping.keep(
            new_document(start), lambda n: say(f"ack {n}"), lambda n, error: say(f"wrong {error}"), lock
        )
    for number in range(1, EDITS + 1):
        edit(kept.document.model, kept.journal.number + 1)
        if chance.random() < 0.3:
            kept.journal.settled()
        if number % SAVES == 0:
            taken = kept.take()
            kept.saved(kept.write(taken, path))
            say(f"saved {taken.at}")
    kept.journal.settled()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
