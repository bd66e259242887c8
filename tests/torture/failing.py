"""Each call to the disk fails in turn, once or for good from there on: `python -m tests.torture.failing`."""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

from .disk import Disk
from .work import at, faults

ERRORS = (errno.EIO, errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.ENODEV)
EDITS, SAVES = 12, 5


def main(arguments: list[str]) -> int:
    """All calls with all errors; or, with a number, every so manieth with the first three."""
    step = int(arguments[0]) if arguments else 1
    root = Path(tempfile.mkdtemp()) / "root"
    done, told, wrong = 0, 0, list[str]()
    for for_good in (False, True):
        for place, error in enumerate(ERRORS if step == 1 else ERRORS[:3]):
            for disk, said, found in sweep(root, error, for_good, place % step, step):
                done, told = done + 1, told + said
                name = f"{errno.errorcode[error]} at call {disk.fails_at}{' and after' if for_good else ''}"
                wrong += [f"{name} ({disk.calls[disk.fails_at]}): {fault}" for fault in found]
    shutil.rmtree(root.parent, ignore_errors=True)
    print(f"{done} faults of the disk, {told} failures told, {len(wrong)} faults of ours")
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


def sweep(root: Path, error: int, for_good: bool, first: int, step: int) -> Iterator[tuple[Disk, int, list[str]]]:
    """Lets one call after the other fail until the work is done without reaching the one that would."""
    for number in count(first, step):
        disk = Disk(root)
        disk.fails_at, disk.for_good, disk.error = number, for_good, error
        try:
            diary, worker = at(root, disk, lambda worker: worker.run(EDITS, SAVES), Random(number))
            found = faults(root, diary, diary.acknowledged, diary.saved)
            last = worker.kept.journal.number
            untold = set(range(diary.acknowledged + 1, last + 1)) - diary.told
            if untold:
                found.append(f"edits {sorted(untold)} are not safe, and nobody was told")
            told = len(diary.failures)
        except Exception:
            found, told = [traceback.format_exc()], 0
        if number >= len(disk.calls):
            return
        yield disk, told, found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
