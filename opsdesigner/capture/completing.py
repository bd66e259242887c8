"""How a line that is being typed may go on: the names of roles, steps, and what arrows lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from opsdesigner.edit.saying import ANSWERS
from opsdesigner.notation.what_if import DEPUTY, NEVER, QUESTIONS

from .draft import plain
from .prefixes import KEYWORDS

LEAST, MISSPELT = 2, 4  # letters before a name is offered; before one that is spelt otherwise is
ALIKE = 0.72  # how much of a beginning has to be alike
MOST = 6  # names that are offered
WHOLE, BEGUN, WORD = 4.0, 3.0, 2.0  # how well a name fits that is there but for its colon; at its start, at a word's
ROLE, STEP, TARGET, QUESTION = "role", "step", "target", "question"
_ARROW = re.compile(r"(?:^|\s)(?:-+>{1,2}|[–—]>{1,2}|[→⇒➔➜])\s*")
_LEAD = re.compile(r"(?:\+\s*|@|![^:]*:\s*)+")
_QUESTION = re.compile(r"!\s*([^\W\d_][\w ]*)$")
_EXCEPTION = re.compile(r"![^:]*:\s*")
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
    people: Sequence[str] = ()


def offers(text: str, names: Names, open_decision: bool = False) -> list[Offer]:
    """The names that what is typed last may be the beginning of, the best first; misspelt ones after the others."""
    if text.startswith(_TAKEN):
        return []
    if asked := _QUESTION.match(text):
        begun = [question for question in QUESTIONS if question.startswith(asked[1].casefold())]
        return [Offer(question, QUESTION, f"! {question}: ") for question in begun]
    if arrow := _last(_ARROW, text):
        return _found(text, arrow.end(), ((TARGET, names.steps),), "")
    start = _start(text, names, open_decision)
    sorts: tuple[tuple[str, Sequence[str]], ...] = ((ROLE, names.roles), (STEP, names.steps))
    if (answer := _EXCEPTION.match(text)) and answer.end() >= start - 1:
        if text[answer.end() : start] == "@":
            return _found(text, start, ((DEPUTY, [*names.roles, *names.people]),), "")
        sorts = ((NEVER, (NEVER,)), *sorts)
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


class _Known(NamedTuple):
    """A name as it is compared."""

    name: str
    folded: str
    letters: frozenset[str]


@lru_cache(8)  # asked with every letter
def _compared(names: tuple[str, ...]) -> tuple[_Known, ...]:
    known = dict.fromkeys(map(plain, names))
    return tuple(_Known(name, name.casefold(), frozenset(name.casefold())) for name in known)


def _found(text: str, start: int, sorts: Iterable[tuple[str, Sequence[str]]], colon: str) -> list[Offer]:
    typed = plain(text[start:]).casefold()
    if len(typed) < LEAST:
        return []
    scored: list[tuple[float, int, _Known]] = []
    ranked = [(rank, sort, _compared(tuple(names))) for rank, (sort, names) in enumerate(sorts)]
    for rank, sort, names in ranked:
        for each in names:
            score = WHOLE if each.folded == typed and sort == ROLE else _score(typed, each.folded)
            if score:
                scored.append((-score, rank, each))
    if len(scored) < MOST and len(typed) >= MISSPELT:
        found = {(rank, each.name) for _, rank, each in scored}
        spelling = Spelling(typed)
        for rank, _, names in ranked:
            for each in names:
                if (score := spelling.likeness(each)) and (rank, each.name) not in found:
                    scored.append((-score, rank, each))
    scored.sort(key=lambda each: each[:2])
    kinds = [sort for _, sort, _ in ranked]
    best = [(each.name, kinds[rank]) for _, rank, each in scored[:MOST]]
    return [Offer(name, sort, text[:start] + name + (colon if sort == ROLE else "")) for name, sort in best]


def _score(typed: str, name: str) -> float:
    """How well a name fits: by its beginning, by that of a later word; 0 for not."""
    if name == typed:
        return 0.0
    if name.startswith(typed):
        return BEGUN
    return WORD if f" {typed}" in name else 0.0


class Spelling:
    """What was typed, held against the beginnings of many names; one of the first two letters has to be right."""

    def __init__(self, typed: str) -> None:
        self._typed, self._letters = typed, frozenset(typed)
        self._first = frozenset(typed[:2])
        self._match = SequenceMatcher(None, "", typed, autojunk=False)  # what is known of the second is kept
        self._known: dict[str, float] = {}  # of many names the beginning is the same

    def likeness(self, known: _Known) -> float:
        """How much of the name's beginning is alike; 0 for too little."""
        typed, name = len(self._typed), known.folded
        if self._first.isdisjoint(name[:2]) or name == self._typed:
            return 0.0
        if not self._may_be(min(len(name), typed - 1), known.letters):
            return 0.0
        best = max(self._of(name[:long]) for long in (typed - 1, typed, typed + 1))
        return best if best >= ALIKE else 0.0

    def _may_be(self, long: int, letters: Iterable[str]) -> bool:
        """Whether a beginning as long as this, of these letters, can be alike enough: most are told so at a glance."""
        typed = len(self._typed)
        return 2 * min(long, typed - len(self._letters.difference(letters))) >= ALIKE * (typed + long)

    def _of(self, head: str) -> float:
        found = self._known.get(head)
        if found is None:
            found, match = 0.0, self._match
            if self._may_be(len(head), head):
                match.set_seq1(head)
                found = match.ratio() if match.quick_ratio() >= ALIKE else 0.0
            self._known[head] = found
        return found
