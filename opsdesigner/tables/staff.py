"""The people of a document as rows of a table, and what merging looks up about them in one pass."""

from __future__ import annotations

from opsdesigner.model import Id, Link, Model, Node
from opsdesigner.notation.organisation import is_outside, share_of

from .people import Person


class Staff:
    """Roles, people, units and what joins them, by id; the oldest first."""

    def __init__(self, model: Model) -> None:
        by_kind: dict[str, list[Node]] = {"role": [], "person": [], "unit": []}
        for node in model.all(Node):
            if node.kind in by_kind:
                by_kind[node.kind].append(node)
        self.roles = {node.id: node for node in by_kind["role"] if not is_outside(node)}
        self.persons = {node.id: node for node in by_kind["person"]}
        self.units = {node.id: node for node in by_kind["unit"]}
        self.lines: dict[Id, Link] = {}  # role -> the line to its boss
        self.holders: dict[Id, list[Link]] = {}  # role -> who holds it
        self.held: dict[Id, list[Link]] = {}  # person -> what they hold, the largest share first
        links = (
            link for link in model.all(Link) if link.kind in ("reportsTo", "holds") and link.source and link.target
        )
        for link in sorted(links, key=lambda link: model.seniority(link.id)):
            if link.kind == "holds":
                self.holders.setdefault(link.target, []).append(link)
                self.held.setdefault(link.source, []).append(link)
            elif not link.props.flag("dotted"):
                self.lines.setdefault(link.source, link)
        for each in self.held.values():
            each.sort(key=share_of, reverse=True)

    def main(self, person: Id) -> Link | None:
        """The holding of the role that says where somebody sits."""
        return next((link for link in self.held.get(person, ()) if link.target in self.roles), None)

    def called(self, role: Id) -> str:
        """A role as sentences speak of it: by who holds it."""
        names = [self.persons[link.source].name for link in self.holders.get(role, ()) if link.source in self.persons]
        return names[0] if names else self.roles[role].name if role in self.roles else ""


def people_of(model: Model) -> list[Person]:
    """A row for everyone in their main role and for each role that nobody holds; bosses by position."""
    staff = Staff(model)
    sitting: dict[Id, list[Id]] = {}
    for person in staff.persons:
        if (main := staff.main(person)) is not None:
            sitting.setdefault(main.target, []).append(person)
    rows: list[tuple[Id, Id]] = [(role, person) for role in staff.roles for person in sitting.get(role) or ("",)]
    rows += [("", person) for person in staff.persons if staff.main(person) is None]
    first: dict[Id, int] = {}
    for position, (role, _) in enumerate(rows):
        first.setdefault(role, position)
    return [_row(staff, first, position, *pair) for position, pair in enumerate(rows)]


def _row(staff: Staff, first: dict[Id, int], position: int, role: Id, person: Id) -> Person:
    node, held = staff.persons.get(person), staff.roles.get(role)
    line = staff.lines.get(role)
    props = node.props if node is not None else None
    unit = staff.units.get(held.resource) if held is not None else None
    boss = first.get(line.target) if line is not None and line.target in staff.roles else None
    return Person(
        row=position + 2,
        id=props.text("number") if props else "",
        name=node.name if node is not None else "",
        title=held.name if held is not None else "",
        unit=unit.name if unit is not None else "",
        mail=props.text("mail") if props else "",
        phone=props.text("phone") if props else "",
        vacant=node is None or (held is not None and held.props.flag("vacant")),
        boss=boss,
    )
