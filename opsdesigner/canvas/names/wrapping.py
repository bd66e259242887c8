"""Names broken into balanced lines, whatever measures them. No Qt here but the rules of where lines may break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QTextBoundaryFinder

Measure = Callable[[str], float]
ELLIPSIS = "…"
SEAMS = "-/_.,:;@)]}"  # where a word too long for its line is best broken
LONGEST = 10_000  # letters of a name that are ever looked at: more has room on no shape


class Part(NamedTuple):
    """A piece of text that stays together: its width, and that of the blank after it."""

    text: str
    width: float
    gap: float


class Broken(NamedTuple):
    """A name in lines."""

    lines: tuple[str, ...]
    split: bool = False  # a word had to be broken
    cut: bool = False  # not all of it is there


Paragraph = list[Part]


@lru_cache(8192)
def pieces(line: str) -> tuple[str, ...]:
    """A line cut where it may break, blanks kept at the end of the piece before."""
    if line.isascii():
        words = [word for word in line.split(" ") if word]
        return tuple(word + " " for word in words[:-1]) + tuple(words[-1:])
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, line)
    return tuple(_between(line, finder))


def _between(text: str, finder: QTextBoundaryFinder) -> list[str]:
    """The pieces between a finder's places. Qt counts in UTF-16, Python does not."""
    units = text.encode("utf-16-le", "surrogatepass")
    out, last = [], 0
    while (at := finder.toNextBoundary()) > 0:
        out.append(units[last * 2 : at * 2].decode("utf-16-le", "replace"))
        last = at
    return out or [text]


def parts(name: str, width: float, measure: Measure) -> tuple[list[Paragraph], bool]:
    """The name measured, words wider than the line broken; and whether any was."""
    split, gap, out = False, measure(" "), []
    for line in name.split("\n"):
        paragraph: Paragraph = []
        for piece in pieces(line):
            word = piece.rstrip(" ")
            wide = measure(word)
            if wide > width:
                split = True
                paragraph += [Part(each, measure(each), 0.0) for each in broken_word(word, width, measure)]
                paragraph[-1] = paragraph[-1]._replace(gap=gap if word != piece else 0.0)
            else:
                paragraph.append(Part(word, wide, gap if word != piece else 0.0))
        out.append(paragraph)
    return out, split


def broken_word(word: str, width: float, measure: Measure) -> list[str]:
    """A word in pieces that fit, broken at a seam where there is one in the second half."""
    letters = [*word] if word.isascii() else _letters(word)
    out: list[str] = []
    while letters:
        count = _fitting(letters, width, measure)
        if count < len(letters):
            seam = next((i for i in range(count, count // 2, -1) if letters[i - 1] in SEAMS), 0)
            count = seam or count
        out.append("".join(letters[:count]))
        letters = letters[count:]
    return out


def _fitting(letters: Sequence[str], width: float, measure: Measure) -> int:
    """How many of the letters fit, one at least; what lies far behind the edge is not measured."""
    low, high = 1, 2
    while high <= len(letters) and measure("".join(letters[:high])) <= width:
        low, high = high, high * 2
    high = min(high, len(letters) + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if measure("".join(letters[:middle])) <= width else (low, middle)
    return low


def _letters(word: str) -> list[str]:
    """What a reader takes for letters: accents and joined emoji stay together."""
    return _between(word, QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word))


def filled(paragraphs: Sequence[Paragraph], width: float) -> list[Paragraph]:
    """Lines as full as they can be."""
    lines: list[Paragraph] = []
    for paragraph in paragraphs:
        line: Paragraph = []
        taken = 0.0
        for part in paragraph:
            if line and taken + part.width > width + 0.01:
                lines.append(line)
                line, taken = [], 0.0
            line.append(part)
            taken += part.width + part.gap
        lines.append(line)
    return lines


def joined(line: Paragraph) -> str:
    return "".join(part.text + (" " if part.gap else "") for part in line).rstrip(" ")


def balanced(name: str, width: float, most: int, measure: Measure) -> Broken:
    """The fewest lines that fit, then the narrowest width that keeps that number; cut after the last one allowed."""
    if len(name) > LONGEST:
        return balanced(name[: LONGEST - 1] + ELLIPSIS, width, most, measure)._replace(cut=True)
    paragraphs, split = parts(name, width, measure)
    full = filled(paragraphs, width)
    most = max(1, most)
    if len(full) > most:
        lines = [joined(line) for line in full[:most]]
        rest = " ".join(joined(line) for line in full[most - 1 :])
        lines[-1] = shortened(rest, width, measure)
        return Broken(tuple(lines), split, True)
    if len(full) > len(paragraphs):
        full = _narrowest(paragraphs, len(full), width)
    return Broken(tuple(joined(line) for line in full), split)


def _narrowest(paragraphs: Sequence[Paragraph], count: int, width: float) -> list[Paragraph]:
    low, high = max((part.width for paragraph in paragraphs for part in paragraph), default=0.0), width
    if len(filled(paragraphs, low)) == count:
        return filled(paragraphs, low)
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (low, middle) if len(filled(paragraphs, middle)) == count else (middle, high)
    return filled(paragraphs, high)


def shortened(text: str, width: float, measure: Measure) -> str:
    """The text with as much left out at its end as an ellipsis needs to fit."""
    letters = [*text] if text.isascii() else _letters(text)
    low, high = 0, len(letters)
    while low < high:
        middle = (low + high + 1) // 2
        fits = measure("".join(letters[:middle]).rstrip() + ELLIPSIS) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return "".join(letters[:low]).rstrip() + ELLIPSIS
