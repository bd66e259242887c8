"""How a line that is being typed may go on: the names of roles, steps, and what arrows lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from .draft import plain
from .line import ANSWERS, KEYWORDS

LEAST, MISSPELT = 2, 4  # letters before a name is offered; before one that is spelt otherwise is
ALIKE = 0.72  # how much of a beginning has to be alike
MOST = 6  # names that are offered
WHOLE, BEGUN, WORD = 4.0, 3.0, 2.0  # how well a name fits that is there but for its colon; at its start, at a word's
ROLE, STEP, TARGET = "role", "step", "target"
_ARROW = re.compile(r"(?:^|\s)(?:-+>{1,2}|[–—]>{1,2}|[→⇒➔➜])\s*")
_LEAD = re.compile(r"(?:\+\s*|@|![^:]*:\s*)+")
_TAKEN = ("//", "??", "!!", "#", "=>", '"', "[")  # what begins so is no name of a step


class Offer(NamedTuple):
    """One way to go on: the name, what it names, and the text of the line with it."""

    name: str
    sort: str
    text: str


class Names(NamedTuple):
    """The names there are, as they are written."""

    roles: Sequence[str] = ()
    steps: Sequence[str] = ()


def offers(text: str, names: Names, open_decision: bool = False) -> list[Offer]:
    """The names that what is typed last may be the beginning of, the best first; misspelt ones after the others."""
    if text.startswith(_TAKEN):
        return []
    if arrow := _last(_ARROW, text):
        return _found(text, arrow.end(), ((TARGET, names.steps),), "")
    start = _start(text, names, open_decision)
    sorts: tuple[tuple[str, Sequence[str]], ...] = ((ROLE, names.roles), (STEP, names.steps))
    if text[:start].endswith("@"):
        sorts = sorts[:1]
    elif start and _spoken(text[:start], names):
        sorts = ((STEP, names.steps),)
    return _found(text, start, sorts, ": ")


def tail(text: str, offer: Offer) -> str:
    """What is still missing of an offer at the end of a text; "" where it is written otherwise."""
    same = offer.text.casefold().startswith(text.casefold()) and len(offer.text) > len(text)
    return offer.text[len(text) :] if same else ""


def with_role(text: str, roles: Sequence[str]) -> str:
    """A line whose two letters before a colon name exactly one role, with that role; else the line as it is."""
    at = 0
    for part in text.split(":")[:-1][:2]:  # a label, then a role
        lead = _LEAD.match(part.lstrip())
        begins = at + len(part) - len(part.lstrip()) + (lead.end() if lead else 0)
        word = text[begins : at + len(part)].strip()
        known = any(plain(role).casefold() == word.casefold() for role in roles)
        if len(word) == LEAST and word.isalpha() and not known and word.casefold() not in ANSWERS:
            fitting = [role for role in roles if plain(role).casefold().startswith(word.casefold())]
            if len(fitting) == 1:
                return text[:begins] + plain(fitting[0]) + text[at + len(part) :]
        at += len(part) + 1
    return text


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None


def _start(text: str, names: Names, open_decision: bool) -> int:
    """Where the name that is being typed begins: after a label, a role, a keyword or a mark."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    for _ in range(2):  # a label, then a role
        rest = text[start:]
        at = rest.find(":")
        if at <= 0 or not (open_decision or start == (lead.end() if lead else 0)):
            break
        start += at + 1
        start += len(text[start:]) - len(text[start:].lstrip())
    word, blank, _ = text[start:].partition(" ")
    return start + len(word) + 1 if blank and word in KEYWORDS else start


def _spoken(before: str, names: Names) -> bool:
    """Whether what stands before the name has said whose it is already."""
    said = [plain(part.lstrip("+@- ")).casefold() for part in before.split(":")[:-1]]
    known = {plain(role).casefold() for role in names.roles}
    return any(part in known for part in said) or len(said) > 1 or before.rstrip().endswith(KEYWORDS)


def _found(text: str, start: int, sorts: Iterable[tuple[str, Sequence[str]]], colon: str) -> list[Offer]:
    typed = plain(text[start:]).casefold()
    if len(typed) < LEAST:
        return []
    scored: list[tuple[float, int, Offer]] = []
    for rank, (sort, known) in enumerate(sorts):
        for name in dict.fromkeys(map(plain, known)):
            score = WHOLE if name.casefold() == typed and sort == ROLE else _score(typed, name.casefold())
            if score > 0:
                after = colon if sort == ROLE else ""
                scored.append((-score, rank, Offer(name, sort, text[:start] + name + after)))
    scored.sort(key=lambda each: each[:2])
    return [offer for _, _, offer in scored[:MOST]]


def _score(typed: str, name: str) -> float:
    """How well a name fits: by its beginning, by that of a later word, by a beginning that is alike; 0 for not."""
    if name == typed:
        return 0.0
    if name.startswith(typed):
        return BEGUN
    if any(name[at + 1 :].startswith(typed) for at, letter in enumerate(name) if letter == " "):
        return WORD
    if len(typed) < MISSPELT or not name:
        return 0.0
    match = SequenceMatcher(None, typed, "", autojunk=False)
    best = 0.0
    for long in {min(len(name), len(typed) + more) for more in (-1, 0, 1)}:
        match.set_seq2(name[:long])
        if match.real_quick_ratio() > max(best, ALIKE) and match.quick_ratio() > max(best, ALIKE):
            best = max(best, match.ratio())
    return best if best >= ALIKE else 0.0
