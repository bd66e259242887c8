"""Who reports to whom in a table: what a manager's cell means, and loops cut open."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .sheet import Problem
from .words import plain

if TYPE_CHECKING:
    from .people import Person

SHOWN = 6  # of a loop, before it is cut short
_INSIDE = re.compile(r"[<(\[]([^<>()\[\]]+)[>)\]]\s*$")


def find_bosses(people: Sequence[Person], problems: list[Problem]) -> list[int | None]:
    """The position of each one's boss; None at the top, and where the problem added says why."""
    book = Book(people)
    bosses = [book.boss(position, problems) if person.manager else None for position, person in enumerate(people)]
    _cut_loops(people, bosses, problems)
    return bosses


class _Key(NamedTuple):
    what: str
    value: Callable[[Person], str]


KEYS = (
    _Key("id", lambda person: person.id.casefold()),
    _Key("mail", lambda person: person.mail.casefold()),
    _Key("name", lambda person: plain(person.name)),
    _Key("title", lambda person: plain(person.title)),
)


class Book:
    """Looks people up by what a manager's cell may hold, the surest first."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._found: list[dict[str, list[int]]] = []
        for key in KEYS:
            found: dict[str, list[int]] = {}
            for position, person in enumerate(people):
                if value := key.value(person):
                    found.setdefault(value, []).append(position)
            self._found.append(found)

    def boss(self, position: int, problems: list[Problem]) -> int | None:
        person = self._people[position]
        meant = self.meant(person.manager)
        if len(meant) == 1 and meant[0] != position:
            return meant[0]
        problems.append(Problem(person.row, f"{self._complaint(person, meant)}; {person.called} was put at the top."))
        return None

    def _complaint(self, person: Person, meant: list[int]) -> str:
        if not meant:
            return f"the manager “{person.manager}” is not in the table"
        if len(meant) == 1:
            return f"{person.called} is named as their own manager"
        rows = ", ".join(str(self._people[at].row) for at in meant[:SHOWN])
        return f"the manager “{person.manager}” may be {len(meant)} people (rows {rows}{' …' * (len(meant) > SHOWN)})"

    def meant(self, manager: str) -> list[int]:
        """All whom this may mean; of "Ann Lee (12)" and "Ann Lee <ann@x.org>" what is inside tells more."""
        inside = _INSIDE.search(manager)
        for text in (manager, *([inside[1].strip(), manager[: inside.start()].strip()] if inside else ())):
            for key, found in zip(KEYS, self._found, strict=True):
                value = text.casefold() if key.what in ("id", "mail") else plain(text)
                if meant := found.get(value):
                    return meant
        return self._turned(manager)

    def _turned(self, manager: str) -> list[int]:
        """ "Lee, Ann" is Ann Lee, and the other way round."""
        last, comma, first = manager.partition(",")
        turned = f"{first} {last}" if comma else " ".join((*manager.split()[-1:], *manager.split()[:-1]))
        return self._found[2].get(plain(turned), [])


def _cut_loops(people: Sequence[Person], bosses: list[int | None], problems: list[Problem]) -> None:
    """Puts the first row of each loop at the top. Everyone is passed once."""
    passed = [-1] * len(people)  # the walk on which each was met
    for start in range(len(people)):
        at: int | None = start
        while at is not None and passed[at] < 0:
            passed[at] = start
            at = bosses[at]
        if at is not None and passed[at] == start:
            first = min(_loop(at, bosses))
            ring = _loop(first, bosses)
            bosses[first] = None
            problems.append(Problem(people[first].row, _told([people[each] for each in ring])))


def _loop(start: int, bosses: Sequence[int | None]) -> list[int]:
    ring = [start]
    at = bosses[start]
    while at is not None and at != start:
        ring.append(at)
        at = bosses[at]
    return ring


def _told(ring: list[Person]) -> str:
    named = [f"{person.called} (row {person.row})" for person in ring[:SHOWN]]
    named += ["…"] * (len(ring) > SHOWN)
    way = " → ".join([*named, ring[0].called])
    return f"these report to one another in a loop: {way}; {ring[0].called} was put at the top."
