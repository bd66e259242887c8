"""A table of people laid against a document: what is new, changed, gone, told in words before any of it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from opsdesigner.edit.roots import fresh_id
from opsdesigner.edit.staffing import take_over
from opsdesigner.model import Id, Link, Model, Node, Record

from .matching import match
from .people import Person
from .seats import Seats
from .staff import Staff
from .words import plain

TOP = "nobody"


class Entry(NamedTuple):
    """One row in words (row 0: nobody's): who it is about and each thing that changes."""

    row: int
    name: str
    changes: tuple[str, ...] = ()


class Plan(NamedTuple):
    """What taking a table over will do. Who is gone stays unless that is asked for: a table may be of one unit only."""

    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    notes: tuple[str, ...]
    records: tuple[Record, ...]
    removed: tuple[Id, ...]
    leaving: tuple[Id, ...]
    vacated: tuple[Id, ...]  # roles that are vacant once the leaving have left

    @property
    def idle(self) -> bool:
        """Whether nothing would change, those who are gone apart."""
        return not self.records and not self.removed


def plan(model: Model, people: Sequence[Person]) -> Plan:
    """Compares the people of a table with those of a document; nothing is changed yet."""
    return _Merging(model, people).plan()


def carry_out(model: Model, plan: Plan, without_gone: bool = False) -> None:
    """Does what the plan says, as one step. Roles of those who leave stay, vacant."""
    records, removed = plan.records, plan.removed
    if without_gone:
        put = {record.id: record for record in records}
        for id in plan.vacated:
            role = put.get(id, model[id])
            put[id] = replace(role, props=role.props.having(vacant=True))
        records, removed = tuple(put.values()), (*removed, *plan.leaving)
    if records or removed:
        take_over(model, records, removed)


class _Merging:
    """The records that a document lacks to be as the table says."""

    def __init__(self, model: Model, people: Sequence[Person]) -> None:
        self._model, self._people = model, people
        self._staff = Staff(model)
        self._matched = match(people, self._staff.persons.values())
        self._put: dict[Id, Record] = {}
        self._removed: dict[Id, None] = {}
        self._words: list[list[str]] = [[] for _ in people]
        self._notes: list[str] = []
        self._units = {plain(unit.name): unit.id for unit in reversed(self._staff.units.values())}
        for person in people:
            if person.unit and plain(person.unit) not in self._units:
                unit = Node(self._fresh("unit"), "unit", person.unit)
                self._put[unit.id] = unit
                self._units[plain(person.unit)] = unit.id
        self._seats = Seats(people, self._matched, self._staff, self._units, self._new_role)
        self._persons: dict[int, Id] = {}

    def plan(self) -> Plan:
        self._seats.settle()
        for role, rows in self._seats.rows.items():
            self._set_role(role, rows)
        for position, person in enumerate(self._people):
            if person.name:
                self._set_person(position, person)
        self._set_lines()
        found = set(self._matched.values())
        leaving = tuple(id for id in self._staff.persons if id not in found)
        left = {id: self._staff.persons[id].name for id in leaving}
        return Plan(
            *self._entries(),
            tuple(Entry(0, name, ("is not in the table",)) for name in left.values()),
            tuple(self._notes),
            tuple(self._put.values()),
            tuple(self._removed),
            leaving,
            tuple(self._vacated(set(leaving))),
        )

    def _fresh(self, kind: str) -> Id:
        while (id := fresh_id(self._model, kind)) in self._put:
            pass
        return id

    def _new_role(self) -> Id:
        id = self._fresh("role")
        self._put[id] = Node(id, "role")
        return id

    def _change(self, before: Record, after: Record) -> None:
        if after != before:
            self._put[after.id] = after

    # roles

    def _set_role(self, id: Id, rows: list[int]) -> None:
        first = self._people[rows[0]]
        known = self._staff.roles.get(id)
        role = known or Node(id, "role")
        title = next((self._people[at].title for at in rows if self._people[at].title), "")
        title = title or (known.name if known is not None else first.name)
        unit = self._units.get(plain(first.unit), "") or role.resource
        vacant = all(self._people[at].vacant for at in rows)
        since = role.props.get("vacantSince") if vacant else None
        props = role.props.having(vacant=vacant or None, vacantSince=since)
        count = role.props.get("count", 1)
        if isinstance(count, int) and len(rows) > count:
            props = props.having(count=len(rows))
        same = plain(title) == plain(role.name)
        self._change(role, replace(role, name=role.name if same else title, resource=unit, props=props))
        if known is None:
            return
        words = [] if same else [f"title {known.name or 'none'} → {title}"]
        if unit != known.resource:
            before = self._staff.units.get(known.resource)
            words.append(f"unit {before.name if before is not None else 'none'} → {first.unit}")
        if vacant != known.props.flag("vacant"):
            words.append("vacant" if vacant else "no longer vacant")
        for at in rows:
            self._words[at] += words

    # people

    def _set_person(self, position: int, row: Person) -> None:
        known = self._staff.persons.get(self._matched.get(position, ""))
        node = known or Node(self._fresh("person"), "person")
        self._persons[position] = node.id
        told = {"number": row.id, "mail": row.mail, "phone": row.phone}
        values = {name: value for name, value in told.items() if value and value != node.props.text(name)}
        name = node.name if plain(node.name) == plain(row.name) else row.name
        after = replace(node, name=name, props=node.props.having(**values))
        if known is None:
            self._put[node.id] = after
        else:
            self._change(node, after)
            if name != node.name:
                self._words[position].append(f"name {node.name} → {name}")
            for field, value in values.items():
                field_name = "id" if field == "number" else field
                self._words[position].append(f"{field_name} {node.props.text(field) or 'none'} → {value}")
        if position in self._seats.role:
            self._seat(position, node.id, self._seats.role[position])

    def _seat(self, position: int, person: Id, role: Id) -> None:
        """Puts somebody into a role, and out of the one where they sat."""
        held = self._staff.held.get(person, [])
        if not any(link.target == role for link in held):
            link = Link(self._fresh("holds"), "holds", person, role, parent=person)
            self._put[link.id] = link
        main = self._staff.main(person)
        if main is None or main.target == role:
            return
        self._removed[main.id] = None
        old = self._staff.roles[main.target]
        others = [link for link in self._staff.holders[old.id] if link.id not in self._removed]
        self._words[position].append(f"leaves {self._named(old.id)} for {self._named(role)}")
        if not others and old.id not in self._seats.rows:
            self._put[old.id] = replace(old, props=old.props.having(vacant=True))
            self._words[position].append(f"{self._named(old.id)} is vacant then")

    def _named(self, role: Id) -> str:
        node = self._put.get(role) or self._model.get(role, Node)
        return (node.name if isinstance(node, Node) else "") or "a role without a name"

    # reporting lines

    def _set_lines(self) -> None:
        told = any(person.boss is not None for person in self._people)
        for role, rows in self._seats.rows.items():
            row, line = self._people[rows[0]], self._staff.lines.get(role)
            boss = self._seats.role[row.boss] if row.boss is not None else ""
            before = line.target if line is not None else ""
            unsaid = row.manager or not told or before not in self._staff.roles
            if boss == before or (not boss and unsaid):
                continue  # of a boss whom the table does not know the document may know better
            if line is None:
                line = Link(self._fresh("reportsTo"), "reportsTo", role, boss, parent=role)
                self._put[line.id] = line
            elif boss:
                self._put[line.id] = replace(line, target=boss)
            else:
                self._removed[line.id] = None
            if role in self._staff.roles:
                was = f" (before: {self._staff.called(before)})" if before else ""
                for at in rows:
                    self._words[at].append(f"reports to {self._boss_called(row)}{was}")
        self._open_loops()

    def _boss_called(self, row: Person) -> str:
        return self._people[row.boss].called if row.boss is not None else TOP

    def _open_loops(self) -> None:
        """The table has none, but its lines may close one with those of roles that it does not name."""
        lines = {id: line for id, line in self._staff.lines.items() if line.id not in self._removed}
        lines |= {
            link.source: link for link in self._put.values() if isinstance(link, Link) and link.kind == "reportsTo"
        }
        passed: dict[Id, Id] = {}
        for start in list(lines):
            at = start
            while at in lines and at not in passed:
                passed[at] = start
                at = lines[at].target
            if at in lines and passed[at] == start:
                self._open_loop(at, lines)

    def _open_loop(self, start: Id, lines: dict[Id, Link]) -> None:
        ring = [start]
        while (at := lines[ring[-1]].target) != start:
            ring.append(at)
        told = [id for id in ring if id in self._seats.rows]
        kept = [id for id in ring if lines[id].id in self._put or self._is_told(id)]
        if not told or len(kept) == len(ring):
            return  # it was there before, and the table says nothing of it
        cut = min((id for id in ring if id not in kept), key=lambda id: id not in self._seats.rows)
        self._removed[lines[cut].id] = None
        name = self._staff.called(cut) or self._named(cut)
        self._notes.append(f"{name} would report to their own reports and is put at the top.")
        del lines[cut]

    def _is_told(self, role: Id) -> bool:
        rows = self._seats.rows.get(role)
        return rows is not None and self._people[rows[0]].boss is not None

    # in words

    def _entries(self) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[Entry, ...]]:
        added, changed, unchanged = [], [], []
        for position, row in enumerate(self._people):
            words = tuple(self._words[position])
            seat = self._seats.role.get(position, "")
            new = position not in self._matched if row.name else seat not in self._staff.roles
            if new:
                role, boss = self._named(seat), self._boss_called(row)
                added.append(Entry(row.row, row.called, (f"{role}, reports to {boss}", *words)))
            elif words:
                changed.append(Entry(row.row, row.called, words))
            else:
                unchanged.append(Entry(row.row, row.called))
        return tuple(added), tuple(changed), tuple(unchanged)

    def _vacated(self, leaving: set[Id]) -> Iterator[Id]:
        """The roles held by nobody but those who leave."""
        filled = {self._seats.role[position] for position in self._persons}
        for role, links in self._staff.holders.items():
            if role in self._staff.roles and role not in filled:
                still = {link.source for link in links if link.id not in self._removed}
                if still and still <= leaving:
                    yield role
