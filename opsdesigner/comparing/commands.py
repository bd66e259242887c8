"""What the commands `diff` and `merge` do: files compared in words, and two edits of one file joined."""

from __future__ import annotations

import json

from opsdesigner.asking import read

from .describing import described
from .differences import differences


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
