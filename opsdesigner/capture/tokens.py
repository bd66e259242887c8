"""Times, volume and share at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Callable

from opsdesigner.notation.durations import duration_of, plain_number, rate_of


class Slip(Exception):
    """A token that is wrong, and what to do about it."""

    def __init__(self, token: str, message: str) -> None:
        super().__init__(message)
        self.token, self.message = token, message


def _rate(said: str) -> str:
    return rate_of(re.sub(r"\s*(?:/|\bper\b|\ban?\b)\s*", "/", said, flags=re.I))


_TIME = r"(\d[\w.,]*(?:\s\d[\w.,]*)*(?:\s[a-z]+)?)$"  # 10m, 10 min, 1h 30m
_TOKENS: tuple[tuple[str, re.Pattern[str], Callable[[str], str], str], ...] = (
    ("work", re.compile(rf"(?:^|\s)~\s?{_TIME}", re.I), duration_of, "~10m, ~2h or ~1d"),
    ("wait", re.compile(rf"(?:^|\s)w\s?{_TIME}", re.I), duration_of, "w30m, w2h or w1d"),
    ("volume", re.compile(r"(?:^|\s)[x×](\d[\d.,]*)$", re.I), rate_of, "x200"),
    (
        "volume",
        re.compile(r"(?:^|\s)[x×]\s?(\d[\d.,]*\s?(?:/|per\s|an?\s)\s?\w+)$", re.I),
        lambda said: _rate(said),
        "x200/day",
    ),
    ("portion", re.compile(r"(?:^|\s)(\d{1,3}(?:[.,]\d+)?)\s?%$"), plain_number, "30%"),
)
_CERTAIN = ("work",)  # tokens that can be nothing else: a slip in them is told


def without_tokens(text: str, known: dict[str, str]) -> str:
    """A text without the tokens at its end; their values are put to the known ones. Raises Slip."""
    more = True
    while more:
        more = False
        for field, pattern, read, example in _TOKENS:
            if not (found := pattern.search(text)) or (value := read(found[1])) == "":
                if found and field in _CERTAIN:
                    token = found[0].strip()
                    raise Slip(token, f"“{token}” is not understood; write {example}")
                continue
            if known.get(field):
                raise Slip(found[0].strip(), f"“{found[0].strip()}” is said twice")
            known[field] = value
            text, more = text[: found.start()].rstrip(), True
    return text
