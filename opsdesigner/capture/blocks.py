"""Which lines of an outline belong together, by how far they are indented, and how they move."""

from __future__ import annotations

import re
from collections.abc import Sequence

STEP = 2  # blanks of one level
SAID = ("!", "//", "??")  # what lines begin with that are about the step above them
_TOKENS = re.compile(r"(?:\s+(?:~\S+|w\d\S*|[x×]\d\S*|\d+(?:[.,]\d+)?\s?%))+$")
_GATE = re.compile(r"(?:^|[:\s])\[\w*Gateway\b")


def depth_of(line: str) -> int:
    """By how many blanks a line is indented."""
    return len(line) - len(line.lstrip(" "))


def is_said(line: str) -> bool:
    """Whether a line says something of the step above it: an exception, a note, a problem, an idea."""
    return line.lstrip().startswith(SAID)


def asks(line: str) -> bool:
    """Whether branches come after a line."""
    text = _TOKENS.sub("", line.strip())
    if text.startswith((*SAID, "#", "=>", '"')):
        return False
    return text.endswith(("?", "？")) or _GATE.search(text) is not None


def block_end(lines: Sequence[str], at: int) -> int:
    """The line after those that belong to a line: the ones below that stand deeper or say something of it."""
    depth, end, said = depth_of(lines[at]), at + 1, is_said(lines[at])
    while end < len(lines) and lines[end].strip():
        deeper = depth_of(lines[end]) - depth
        if deeper < 0 or (deeper == 0 and (said or not is_said(lines[end]))):
            break
        end += 1
    return end


def line_after(lines: Sequence[str], at: int) -> tuple[int, int]:
    """Where a line that is to follow another one goes: its number, and by how many blanks it is indented.

    Below what is said of that step, and above what lies deeper below it.
    """
    depth, place = depth_of(lines[at]), at + 1
    while not is_said(lines[at]) and place < len(lines) and is_said(lines[place]) and depth_of(lines[place]) >= depth:
        place = block_end(lines, place)
    if place < len(lines) and depth_of(lines[place]) > depth:
        return place, depth_of(lines[place])
    return place, depth + STEP if asks(lines[at]) else depth


def deciding(lines: Sequence[str], at: int) -> bool:
    """Whether what stands before a colon in a line may be a branch: a decision stands above that it is deeper than."""
    depth = depth_of(lines[at])
    for number in range(at - 1, -1, -1):
        if not depth:
            return False
        if lines[number].strip() and depth_of(lines[number]) < depth:
            if asks(lines[number]):
                return True
            depth = depth_of(lines[number])
    return False


def moved(lines: Sequence[str], first: int, last: int, by: int) -> tuple[list[str], int] | None:
    """The lines with some of them, and what belongs to the last, before (-1) or after (1) their neighbour.

    Also where the first of them is then. None where they are the first or last of their kind.
    """
    depth, end = depth_of(lines[first]), max(last, block_end(lines, last - 1))
    if lines[first].startswith("#"):
        return None
    if by < 0:
        above = first - 1
        while above >= 0 and lines[above].strip() and _within(lines, above, depth, lines[first]):
            above -= 1
        if above < 0 or depth_of(lines[above]) != depth or lines[above].startswith("#") or not lines[above].strip():
            return None
        return [*lines[:above], *lines[first:end], *lines[above:first], *lines[end:]], above
    if end >= len(lines) or not lines[end].strip() or depth_of(lines[end]) != depth:
        return None
    below = block_end(lines, end)
    return [*lines[:first], *lines[end:below], *lines[first:end], *lines[below:]], first + below - end


def _within(lines: Sequence[str], at: int, depth: int, moving: str) -> bool:
    """Whether a line belongs to one above it, which is what a line at this depth moves past."""
    return depth_of(lines[at]) > depth or (depth_of(lines[at]) == depth and is_said(lines[at]) and not is_said(moving))


def indented(text: str, depth: int) -> str:
    """Lines put at a depth, each as far to the right of the least indented one as it was."""
    lines = text.replace("\t", " " * 4).split("\n")
    least = min((depth_of(line) for line in lines if line.strip()), default=0)
    return "\n".join(" " * depth + line[least:] if line.strip() else "" for line in lines)
