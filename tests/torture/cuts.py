"""The power goes at random moments of editing and saving: `python -m tests.torture.cuts 2000`."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from .disk import Platter, Trace
from .work import at, faults

EDITS, EACH = 14, 20  # edits of one run; cuts of one run


def main(arguments: list[str]) -> int:
    """Cuts so many times; prints what was lost."""
    wanted, chance = int(arguments[0]), Random(int(arguments[1]) if len(arguments) > 1 else time.time_ns())
    root = Path(tempfile.mkdtemp()) / "root"
    done, wrong = 0, list[str]()
    while done < wanted and len(wrong) < 10:
        trace = Trace(root)
        saves = chance.choice((3, 5, 20))
        diary, _ = at(root, trace, lambda worker: worker.run(EDITS, saves), chance)  # noqa: B023
        for _ in range(min(EACH, wanted - done)):
            moment = chance.randrange(len(trace.events) + 1)
            before = trace.events[:moment]
            lay_out(before, root, chance)
            safe, saved = (max((int(str(number)) for number in said(before, kind)), default=0) for kind in SAID)
            wrong += [f"{fault} ({safe} acknowledged, {saved} saved)" for fault in faults(root, diary, safe, saved)]
            done += 1
    shutil.rmtree(root.parent, ignore_errors=True)
    print(f"{done} power cuts, {len(wrong)} faults")
    print("\n".join(wrong))
    return 1 if wrong else 0


SAID = ("acknowledged", "saved")


def said(events: list[tuple[object, ...]], kind: str) -> list[object]:
    return [event[1] for event in events if event[0] == kind]


def lay_out(events: list[tuple[object, ...]], root: Path, chance: Random) -> None:
    """What is on the disk after these events and a power cut."""
    platter = Platter(chance)
    platter.names = {str(root / name): -1 for name in ("docs", "state")}
    platter.play(events)
    platter.power_cut()
    platter.lay_out(root)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
