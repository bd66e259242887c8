"""How well a typed text fits an entry of a menu, and which of its letters to show bold."""

from __future__ import annotations

import re
from typing import NamedTuple


class Fit(NamedTuple):
    """Higher scores fit better; 0 does not fit. `letters` are the places in the label that were typed."""

    score: int
    letters: tuple[int, ...] = ()


NO_FIT = Fit(0)


def fit(query: str, label: str, words: str = "") -> Fit:
    """How a query fits: start of the label, of a word, of further words, word by word, somewhere, letters in order."""
    typed = query.strip().casefold()
    if not typed:
        return Fit(1)
    text = label.casefold()
    at = text.find(typed)
    if at == 0:
        return Fit(1000 - len(text), _span(0, len(typed)))
    if (start := _word_start(text, typed)) >= 0:
        return Fit(800 - len(text), _span(start, len(typed)))
    if initials := _initials(text, typed):
        return Fit(700 - len(text), initials)
    if _word_start(" " + words.casefold(), typed) >= 0:
        return Fit(600)
    if score := _word_by_word(typed, text, words.casefold()):
        return Fit(score)
    if at > 0:
        return Fit(500 - at, _span(at, len(typed)))
    if letters := _in_order(text, typed):
        return Fit(max(1, 300 - (letters[-1] - letters[0]) - letters[0]), letters)
    return NO_FIT


def _span(start: int, length: int) -> tuple[int, ...]:
    return tuple(range(start, start + length))


def _word_start(text: str, typed: str) -> int:
    at = text.find(" " + typed)
    return at + 1 if at >= 0 else -1


def _word_by_word(typed: str, text: str, words: str) -> int:
    """The score of a query each of whose words begins a word of the label or of those beside it; else 0."""
    asked, known = _words(typed), _words(text) | _words(words)
    known |= {word.replace("-", "") for word in re.findall(r"[\w-]+", f"{text} {words}")}  # sub-process: subprocess
    met = {word for word in known for one in asked if word.startswith(one)}
    if not asked or not all(any(word.startswith(one) for word in met) for one in asked):
        return 0
    return max(401, 550 - len(text) - 2 * len(known - met))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _initials(text: str, typed: str) -> tuple[int, ...]:
    """The first letters of words, in order, if they spell the query: "es" for "event sub-process"."""
    starts = [i for i, letter in enumerate(text) if letter.isalnum() and (i == 0 or not text[i - 1].isalnum())]
    return _along(text, typed, starts)


def _in_order(text: str, typed: str) -> tuple[int, ...]:
    return _along(text, typed.replace(" ", ""), list(range(len(text))))


def _along(text: str, typed: str, places: list[int]) -> tuple[int, ...]:
    found: list[int] = []
    for place in places:
        if len(found) < len(typed) and text[place] == typed[len(found)]:
            found.append(place)
    return tuple(found) if len(found) == len(typed) else ()
