"""Nested numbers of a list as indentation, where a text has no other and its decisions ask for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PARTS = re.compile(r"\(?(\d+(?:\.\d+)+)[.)]?(?=\s)")
_BARE = re.compile(r"^(\d{1,3})\s+(?=[^\W\d])")
_WITH_OTHERS = ((re.compile(r"^([IVX]+)\.\s+"), "II."), (re.compile(r"^([A-Z])\.\s+"), "B."))
_SORTS = (  # how the levels of a list are numbered, and which number each begins with
    ("digit", re.compile(r"\d+[.)](?=\s)"), "1"),
    ("(digit)", re.compile(r"\(\d+\)"), "1"),
    ("roman", re.compile(r"\(?[ivx]+\)(?=\s)|[ivx]+\.(?=\t)"), "i"),
    ("letter", re.compile(r"\(?[a-z]\)(?=\s)|[a-z]\.(?=\t)"), "a"),
    ("ROMAN", re.compile(r"[IVX]+[.)](?=\s)"), "I"),
    ("LETTER", re.compile(r"\(?[A-Z]\)(?=\s)|[A-Z]\.(?=\t)"), "A"),
)
_LABEL = re.compile(r"[-–—]?\s?[^:?]{1,40}:\s")
_OPENS = re.compile(r"\?\s*$")
STEP = 2  # blanks


def indented_by_numbers(lines: Sequence[str]) -> list[str]:
    """The lines of a list as deep as its numbers say: 1.1 below 1, a) below 1.

    They stay as they are where a line is indented already, where numbers tell of one level only, and where no decision
    has what is below it: elsewhere it would mean nothing.
    """
    lines = list(lines)
    solid = [line for line in lines if line.strip()]
    if any(line[0] in " \t" for line in solid):
        return lines
    lines = _surely_numbered(lines)
    solid = [line for line in lines if line.strip()]
    depths = _depths(solid)
    if not any(depths) or not _means_something(solid, depths):
        return lines
    deep = iter(depths)
    return [" " * STEP * next(deep) + line if line.strip() else line for line in lines]


def _surely_numbered(lines: list[str]) -> list[str]:
    """The lines with a bracket after what is a number only beside others: 1 above 1.1, I. above II., A. above B."""
    patterns = [_BARE] if any(map(_PARTS.match, lines)) else []
    patterns += [each for each, second in _WITH_OTHERS if any(line.startswith(second) for line in lines)]
    for pattern in patterns:
        lines = [pattern.sub(r"\1) ", line) for line in lines]
    return lines


def _depths(lines: Sequence[str]) -> list[int]:
    found: list[int] = []
    open_sorts: list[str] = []
    for line in lines:
        if parts := _PARTS.match(line):
            open_sorts = open_sorts[:1]
            found.append(parts[1].count("."))
            continue
        if sort := _sort_of(line, open_sorts):
            open_sorts = [*open_sorts[: open_sorts.index(sort)], sort] if sort in open_sorts else [*open_sorts, sort]
            found.append(len(open_sorts) - 1)
        else:
            found.append(found[-1] if found else 0)
    return found


def _sort_of(line: str, open_sorts: Sequence[str]) -> str:
    """How a line is numbered: as one of the levels that are open, else as the first of one below them; "" if not."""
    fitting = [(sort, first) for sort, pattern, first in _SORTS if pattern.match(line)]
    for sort, _ in fitting:
        if sort in open_sorts:
            return sort
    bare = line.lstrip("(")
    return next((sort for sort, first in fitting if re.match(rf"{first}[.)]", bare)), "")


def _means_something(lines: Sequence[str], depths: Sequence[int]) -> bool:
    """Whether some decision has deeper lines below it, and none has its answers beside it."""
    below = False
    for at in range(len(lines) - 1):
        if not _OPENS.search(lines[at]):
            continue
        if depths[at + 1] > depths[at]:
            below = True
        elif depths[at + 1] == depths[at] and _LABEL.search(lines[at + 1].lstrip("0123456789.)( \t")):
            return False
    return below
