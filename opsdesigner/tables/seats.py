"""Which role each row of a table sits in: the one its person holds, one that waits for it, or a new one."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from opsdesigner.model import Id, Node

from .people import Person
from .staff import Staff
from .words import plain


class Seat(NamedTuple):
    """What rows that share a role have in common: its name in plain words, its unit, whom it reports to."""

    name: str
    unit: Id
    boss: Id


class Seats:
    """Roles for all rows, bosses before those who report to them.

    Rows of one title, unit and boss that lead nobody share a role, as people do in a business. A role keeps its place
    and its steps when whoever sits in it alone gets another title.
    """

    def __init__(
        self,
        people: Sequence[Person],
        matched: dict[int, Id],
        staff: Staff,
        units: dict[str, Id],
        make: Callable[[], Id],
    ) -> None:
        self._people, self._matched, self._staff, self._units, self._make = people, matched, staff, units, make
        self._reports: list[list[int]] = [[] for _ in people]
        for position, person in enumerate(people):
            if person.boss is not None:
                self._reports[person.boss].append(position)
        self._by_name: dict[str, list[Node]] = {}
        for role in staff.roles.values():
            self._by_name.setdefault(plain(role.name), []).append(role)
        self._shared: dict[Seat, Id] = {}
        self._settled: dict[Id, Seat] = {}
        self._kept = self._roles_kept()
        self._claims: dict[Id, Counter[int | None]] = {}  # role -> the bosses of the rows that would keep it
        for position, id in self._kept.items():
            self._claims.setdefault(id, Counter())[people[position].boss] += 1
        others = (person for at, person in enumerate(people) if at not in self._kept)
        self._sought = {(plain(person.title or person.name), self._unit(person)) for person in others}
        self.role: dict[int, Id] = {}
        self.rows: dict[Id, list[int]] = {}  # role -> its rows, the first decides

    def settle(self) -> None:
        """Gives every row its role."""
        pending = deque([[at for at, person in enumerate(self._people) if person.boss is None]])
        while pending:
            siblings = pending.popleft()
            for position in sorted(siblings, key=lambda at: at not in self._kept):
                if not self._seated(position):
                    continue
                role = self._role_of(position)
                self.role[position] = role
                self.rows.setdefault(role, []).append(position)
                if self._reports[position]:
                    pending.append(self._reports[position])

    def _roles_kept(self) -> dict[int, Id]:
        """The roles of people whose title is still the same, or not told."""
        kept = {}
        for position, person in self._matched.items():
            main, title = self._staff.main(person), self._people[position].title
            if main is not None and (not title or plain(title) == plain(self._staff.roles[main.target].name)):
                kept[position] = main.target
        return kept

    def _unit(self, row: Person) -> Id:
        return self._units.get(plain(row.unit), "")

    def _seated(self, position: int) -> bool:
        """Not somebody of whom neither the document nor the table says that they sit anywhere."""
        row, person = self._people[position], self._matched.get(position)
        told = row.title or row.unit or row.boss is not None or self._reports[position]
        return bool(told) or person is None or self._staff.main(person) is not None

    def _role_of(self, position: int) -> Id:
        row, kept = self._people[position], self._kept.get(position, "")
        title = row.title or (self._staff.roles[kept].name if kept else row.name)
        boss = self.role[row.boss] if row.boss is not None else ""
        seat = Seat(plain(title), self._unit(row), boss)
        leads = bool(self._reports[position])
        role = kept if kept and self._still_fits(position, kept, seat) else ""
        role = role or self._waiting(seat, exactly=True)
        role = role or ("" if leads else self._shared.get(seat, ""))
        role = role or self._waiting(seat) or self._renamed(position, seat) or self._make()
        self._settled.setdefault(role, seat)
        if not leads:
            self._shared.setdefault(seat, role)
        return role

    def _still_fits(self, position: int, role: Id, seat: Seat) -> bool:
        """Not where the boss sits in it, nor where others of the same role stay behind with another boss."""
        settled = self._settled.get(role)
        if role == seat.boss or (settled is not None and settled != seat):
            return False
        claims = self._claims[role]
        if settled is None and self._boss(role) != seat.boss and len(+claims) > 1:
            claims[self._people[position].boss] -= 1
            return False
        return True

    def _boss(self, role: Id) -> Id:
        line = self._staff.lines.get(role)
        return line.target if line is not None else ""

    def _waiting(self, seat: Seat, exactly: bool = False) -> Id:
        """A role of that name that no row has or will keep: of the same boss, or vacant, rather than another."""
        free = [
            role
            for role in self._by_name.get(seat.name, ())
            if role.id not in self._settled
            and role.id not in self._claims
            and role.id != seat.boss
            and (role.resource == seat.unit or not seat.unit or not (exactly or role.resource))
            and not (exactly and self._boss(role.id) != seat.boss)
        ]
        if not free:
            return ""
        return min(free, key=lambda role: (self._boss(role.id) != seat.boss, role.id in self._staff.holders)).id

    def _renamed(self, position: int, seat: Seat) -> Id:
        """The role somebody holds alone goes along with a new title, unless others are sought for it."""
        main = self._staff.main(self._matched.get(position, ""))
        if main is None or len(self._staff.holders[main.target]) > 1 or main.target in self._claims:
            return ""
        role = self._staff.roles[main.target]
        sought = (plain(role.name), role.resource) in self._sought
        return "" if sought or role.id in self._settled or role.id == seat.boss else role.id
