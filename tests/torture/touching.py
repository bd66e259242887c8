"""Reads hostile files and writes what opens, in one folder: run under strace by the test of what is touched.

`python -m tests.torture.touching FOLDER 1` reads every kind, 8 every eighth.
"""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import Path

from .hostile import kinds
from .hostile_texts import OUTLINES, TABLES, workbooks
from .mutants import wrong
from .probing import converted

DEEP = 10  # of the kinds one in so many is read by all commands


def main(arguments: list[str]) -> int:
    """Everything stays in this folder."""
    place, every = Path(arguments[0]), int(arguments[1])
    os.environ["OPSDESIGNER_STATE"] = str(place / "state")
    wrong(b"", True, place)  # what is imported on the way is imported before
    (place / "touching-begins").write_text("")
    bad = []
    for number, (_, data) in enumerate(islice(kinds(), 0, None, every)):
        bad += wrong(data, number % DEEP == 0, place)
    for ending, words, files in (
        (".csv", ("convert",), TABLES),
        (".txt", ("capture",), {name: data for name, data in OUTLINES.items() if len(data) < 5000}),
        (".xlsx", ("convert",), workbooks()),
    ):
        for data in files.values():
            (place / f"in{ending}").write_bytes(data)
            bad += converted(place / f"in{ending}", place / "out.bpmn", *words)
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
