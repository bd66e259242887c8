"""What the commands `diff` and `merge` do: files compared in words, and two edits of one file joined."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from opsdesigner.asking import read
from opsdesigner.files.saving import read_bytes, write_bytes

from .describing import described
from .differences import differences
from .merging import merged


def compare(first: str, second: str, as_json: bool) -> int:
    """Prints what differs between two files, a line each; the number of differences. Raises Refused or OSError.

    Without a second one all that the first holds is said, as git wants it of a textconv.
    """
    if not second:
        for line in described(read(first).model):
            print(line)
        return 0
    found = differences(read(first).model, read(second).model)
    if as_json:
        print(json.dumps([each._asdict() for each in found], indent=1, ensure_ascii=False))
    else:
        for each in found:
            print(f"{each.kind}: {each.sentence}")
    return len(found)


def merge(base: str, ours: str, theirs: str, target: str) -> int:
    """Writes two edits of a file as one and says on standard error where they clash; how many clashes count.

    A base without a byte is none: git has nothing else where both sides made the file. Raises Refused or OSError.
    """
    start = None if base != "-" and not read_bytes(Path(base)) else read(base).source
    made = merged(start, read(ours).source, read(theirs).source)
    if target == "-":
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
    else:
        write_bytes(Path(target), made.data)
    for each in made.sentences:
        print(each, file=sys.stderr)
    return made.conflicts
