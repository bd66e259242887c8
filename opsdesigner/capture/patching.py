"""Lines of a text brought from one state to another, with what somebody is just typing in them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

EQUAL = "equal"


class Run(NamedTuple):
    """Lines of an old text and those of a new one that stand for them."""

    tag: str  # "equal", "replace", "delete" or "insert"
    first: int  # of the old text
    last: int  # of the old text, the one after them
    start: int  # of the new text
    end: int


class Target(NamedTuple):
    """A line as it is to be shown, and which line of the new text it stands for; -1 for none."""

    text: str
    line: int


def runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """What is the same and what is not, in order; what both begin and end with is not searched."""
    head = tail = 0
    least = min(len(old), len(new))
    while head < least and old[head] == new[head]:
        head += 1
    while tail < least - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    inner, other = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [Run(EQUAL, 0, head, 0, head)] if head else []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, inner, other, autojunk=False).get_opcodes():
        found.append(Run(tag, i1 + head, i2 + head, j1 + head, j2 + head))
    if tail:
        found.append(Run(EQUAL, len(old) - tail, len(old), len(new) - tail, len(new)))
    return found


def merged(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Theirs with what mine changed in base, but for lines that theirs changed or took away."""
    where: dict[int, int] = {-1: -1, len(base): len(theirs)}
    for run in runs(base, theirs):
        if run.tag == EQUAL:
            where.update(zip(range(run.first, run.last), range(run.start, run.end), strict=True))
    made = list(theirs)
    for run in reversed(runs(base, mine)):
        if run.tag == EQUAL:
            continue
        places = [where.get(at, -2) for at in range(run.first, run.last)]
        if not places:
            before, after = where.get(run.first - 1, -2), where.get(run.first, -2)
            if before == after == -2:
                continue
            places = []
            at = before + 1 if before != -2 else after
        elif -2 in places or places != list(range(places[0], places[0] + len(places))):
            continue
        else:
            at = places[0]
        made[at : at + len(places)] = mine[run.start : run.end]
    return made


def standing(have: Sequence[str], want: Sequence[str]) -> list[Target]:
    """The old text as it is, each line with the one of the new text it stands for, however it is worded or placed."""
    solid = [at for at, text in enumerate(have) if text.strip()]
    known: dict[int, int] = {}
    for run in runs([have[at].strip() for at in solid], [text.strip() for text in want]):
        if run.last - run.first == run.end - run.start:
            known.update(zip(solid[run.first : run.last], range(run.start, run.end), strict=True))
    left = {want[line].strip(): line for line in set(range(len(want))) - set(known.values())}
    for at in solid:
        if at not in known:
            known[at] = left.pop(have[at].strip(), -1)
    return [Target(text, known.get(at, -1)) for at, text in enumerate(have)]


def holding(have: Sequence[str], want: Sequence[str], at: int) -> list[Target]:
    """The new text, and in it line `at` of the old one where that is empty: below the line it stands under.

    Blanks at its end stay, for another word may come after them.
    """
    targets = [Target(text, line) for line, text in enumerate(want)]
    if not 0 <= at < len(have):
        return targets
    if have[at].strip():
        line = standing(have, want)[at].line
        if line >= 0 and have[at].rstrip() == want[line]:
            targets[line] = Target(have[at], line)
        return targets
    solid = [line for line, text in enumerate(have) if text.strip()]
    above, place = sum(line < at for line in solid) - 1, 0
    for run in runs([have[line] for line in solid], want):
        if run.first <= above < run.last:
            place = min(run.start + above - run.first + 1, run.end)
    targets.insert(place, Target(have[at], -1))
    return targets
