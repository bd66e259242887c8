"""The journal: what an edit costs whoever makes it, and how long recovery takes."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from opsdesigner.files.document import Document, new_document
from opsdesigner.model import Change, Node
from opsdesigner.safety import keeping, recovery

from .generate import records

EDITS, RECOVERED = 2_000, (1_000, 100_000)
STEPS = 5_000
BETWEEN = 0.002  # seconds between two edits: faster than any hand, slow enough for the disk to be busy


def main() -> dict[str, object]:
    folder = tempfile.mkdtemp()
    os.environ["OPSDESIGNER_STATE"] = folder
    try:
        return {
            "one edit at 5,000 steps": edits(),
            "recovery": {f"{count} edits": recover(count) for count in RECOVERED},
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def edits() -> dict[str, float]:
    """Renames and moves; what the journal alone takes of the thread that edits, by the clock."""
    document = new_document(records(STEPS).values())
    kept = keeping.keep(document)
    times: list[float] = []
    follow = kept.journal.follow

    def timed(change: Change) -> None:
        start = time.perf_counter()
        follow(change)
        times.append((time.perf_counter() - start) * 1000)

    kept.journal.follow = timed  # type: ignore[method-assign]
    edit(document, EDITS, lambda: time.sleep(BETWEEN))
    assert kept.close(finished=False)
    times.sort()
    return {
        "edits": len(times),
        "ms p50": round(times[len(times) // 2], 3),
        "ms p99": round(times[len(times) * 99 // 100], 3),
        "ms max": round(times[-1], 3),
    }


def edit(document: Document, count: int, pause: Callable[[], object] = lambda: None) -> None:
    """Names given and steps moved, one edit each."""
    model = document.model
    steps = [node.id for node in model.all(Node) if node.lane]
    for number in range(count):
        id = steps[number % len(steps)]
        with model.change("Edit"):
            if number % 2:
                model.update(id, name=f"Step {number}")
            else:
                model.update(f"{id}_di", x=float(number), y=float(number % 700))
        pause()


def recover(count: int) -> dict[str, float]:
    """Edits of a document of 1,000 steps made again, from the file to the model; without and with the opening."""
    document = new_document(records(1_000).values())
    kept = keeping.keep(document)
    edit(document, count)
    assert kept.journal.settled(60)
    folder = kept.journal.folder
    kept.close(finished=False)
    size = sum(path.stat().st_size for path in Path(folder).iterdir())
    start, cpu = time.perf_counter(), time.thread_time()
    found = recovery.recover(folder)
    wall, used = time.perf_counter() - start, time.thread_time() - cpu
    assert found.document is not None and found.edits == count
    assert dict(found.document.model.records) == dict(document.model.records)
    return {"s": round(wall, 2), "CPU s": round(used, 2), "MB": round(size / 1e6, 1)}
