"""The power goes at random moments of editing and saving: `python -m tests.torture.cuts 2000`."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from random import Random

from .disk import Platter, Trace, laid
from .work import Diary, Worker, at, died, faults

EDITS, EACH = 14, 20  # edits of one run; cuts of one run
AGAIN = 0.3  # how often what was recovered is cut off once more


def main(arguments: list[str]) -> int:
    """Cuts so many times; prints what was lost."""
    wanted, chance = int(arguments[0]), Random(int(arguments[1]) if len(arguments) > 1 else time.time_ns())
    root = Path(tempfile.mkdtemp()) / "root"
    done, wrong = 0, list[str]()
    while done < wanted and len(wrong) < 10:
        trace = Trace(root)
        saves = chance.choice((3, 5, 20))
        diary, _ = at(root, trace, lambda worker: worker.run(EDITS, saves), chance)  # noqa: B023
        made = {str(root / name): (-1, b"") for name in ("docs", "state")}
        for _ in range(min(EACH, wanted - done)):
            diary.acknowledged = diary.saved = 0
            wrong += cut(trace, made, root, diary, chance)
            done += 1
            if chance.random() < AGAIN and not wrong:
                wrong += second_life(root, diary, chance)
                done += 1
    shutil.rmtree(root.parent, ignore_errors=True)
    print(f"{done} power cuts, {len(wrong)} faults")
    print("\n".join(wrong))
    return 1 if wrong else 0


def cut(trace: Trace, start: dict[str, tuple[int, bytes]], root: Path, diary: Diary, chance: Random) -> list[str]:
    """Lays out what a power cut at some moment leaves; what is wrong with that."""
    before = trace.events[: chance.randrange(len(trace.events) + 1)]
    platter = Platter(chance)
    platter.start(start)
    platter.play(before)
    platter.power_cut()
    platter.lay_out(root)
    diary.acknowledged = max([diary.acknowledged, *said(before, "acknowledged")])
    diary.saved = max([diary.saved, *said(before, "saved")])
    found = faults(root, diary, diary.acknowledged, diary.saved)
    return [f"{fault} ({diary.acknowledged} acknowledged, {diary.saved} saved)" for fault in found]


def said(events: list[tuple[object, ...]], kind: str) -> list[int]:
    return [int(str(event[1])) for event in events if event[0] == kind]


def second_life(root: Path, diary: Diary, chance: Random) -> list[str]:
    """Recovers what the last cut left, goes on, and the power goes again."""
    trace, mine = Trace(root), replace(diary, states=list(diary.states), files=set(diary.files))
    worker = Worker(root, trace, mine, chance)
    with laid(trace):
        if not worker.resume():
            return []
        worker.run(4, 2)
        died(worker)
    mine.acknowledged, mine.saved = diary.acknowledged, diary.saved
    return [f"in its second life: {fault}" for fault in cut(trace, trace.before, root, mine, chance)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
