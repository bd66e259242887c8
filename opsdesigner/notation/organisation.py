"""Questions about who sits where: bosses, reports, holders, units, deputies. Loops in a file's data do no harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from opsdesigner.model import Id, Link, Model, Node

from .kinds import OWNERS


def links_of(model: Model, id: Id, end: str, kind: str) -> list[Link]:
    """The links of a kind that have a node at one end ("source", "target") and another at the other, oldest first."""
    found = [link for link in model.referrers(id, Link, end) if link.kind == kind and link.source and link.target]
    return found if len(found) < 2 else sorted(found, key=lambda link: model.seniority(link.id))


def relation(model: Model, source: Id, kind: str, target: Id) -> Link | None:
    """The link of a kind that leads from one to the other."""
    return next((link for link in links_of(model, source, "source", kind) if link.target == target), None)


def boss_line(model: Model, id: Id) -> Link | None:
    """The reporting line that says where a role or unit hangs: the first that is not dotted."""
    return next((link for link in links_of(model, id, "source", "reportsTo") if not link.props.flag("dotted")), None)


def boss_of(model: Model, id: Id) -> Id:
    """Whom a role or unit reports to, "" for one at the top."""
    line = boss_line(model, id)
    return line.target if line is not None else ""


def chain_of(model: Model, id: Id) -> list[Id]:
    """The line of command above a role or unit, nearest first; ends at a loop."""
    found, seen = [], {id}
    while (id := boss_of(model, id)) and id not in seen:
        seen.add(id)
        found.append(id)
    return found


def reports_of(model: Model, id: Id) -> list[Id]:
    """Who hangs directly below a role or unit, oldest line first."""
    lines = links_of(model, id, "target", "reportsTo")
    return [link.source for link in lines if boss_line(model, link.source) == link]


def below(model: Model, id: Id) -> Iterator[Id]:
    """All below a role or unit, at any depth, each once."""
    pending, seen = [id], {id}
    while pending:
        for report in reports_of(model, pending.pop()):
            if report not in seen:
                seen.add(report)
                pending.append(report)
                yield report


def dotted_lines(model: Model, id: Id) -> list[Link]:
    """A role's lines to other bosses."""
    return [link for link in links_of(model, id, "source", "reportsTo") if link.props.flag("dotted")]


def holders(model: Model, role: Id) -> list[Node]:
    """The people who hold a role, the largest share first."""
    links = sorted(links_of(model, role, "target", "holds"), key=share_of, reverse=True)
    return [person for link in links if (person := model.get(link.source, Node)) is not None]


def share_of(holds: Link) -> int:
    """How much of a person a role has, in percent."""
    value = holds.props.get("share", 100)
    return value if isinstance(value, int) else 100


def roles_of(model: Model, person: Id) -> list[Node]:
    """The roles a person holds."""
    links = links_of(model, person, "source", "holds")
    return [role for link in links if (role := model.get(link.target, Node)) is not None]


def deputies(model: Model, id: Id) -> list[Node]:
    """Who stands in for a role or person."""
    links = links_of(model, id, "source", "deputy")
    return [node for link in links if (node := model.get(link.target, Node)) is not None]


def members(model: Model, unit: Id) -> list[Node]:
    """The roles and units that belong directly to a unit."""
    found = [node for node in model.referrers(unit, Node, "resource") if node.kind in OWNERS]
    return sorted(found, key=lambda node: model.seniority(node.id))


def units_of(model: Model, id: Id) -> list[Id]:
    """The units a role or unit lies in, from the inside out; ends at a loop."""
    found, seen = [], {id}
    while (node := model.get(id, Node)) is not None and (id := node.resource) and id not in seen:
        seen.add(id)
        found.append(id)
    return found


def is_vacant(model: Model, role: Node) -> bool:
    """Whether a role is said to be vacant and nobody holds it."""
    return role.props.flag("vacant") and not holders(model, role.id)


def is_outside(role: Node) -> bool:
    """Whether it is a supplier, a customer or software rather than a role in the house."""
    return bool(role.props.text("party"))


def named(model: Model, name: str, kinds: Iterable[str] = OWNERS) -> Node | None:
    """The role or unit of a name, large and small letters and blanks apart."""
    plain = " ".join(name.split()).casefold()
    for node in model.all(Node):
        if node.kind in kinds and " ".join(node.name.split()).casefold() == plain:
            return node
    return None


def code_of(model: Model, role: Node) -> str:
    """The two letters a role or unit is known by, no other one by the same: those it was given, else of its name.

    Of two whose names ask for the same letters the older one has them.
    """
    if code := role.props.text("code"):
        return code
    known = _CODES.get(model)
    if known is None or known.version != model.version:
        owners = [node for node in model.all(Node) if node.kind in OWNERS]
        codes = known.codes if known is not None and known.owners == owners else _codes(model, owners)
        known = _CODES[model] = Codes(model.version, owners, codes)
    return known.codes.get(role.id) or next(_letters(role.name), "")


class Codes(NamedTuple):
    """The codes of one version of a model, and of whom they were made."""

    version: int
    owners: list[Node]
    codes: dict[Id, str]


_CODES: WeakKeyDictionary[Model, Codes] = WeakKeyDictionary()


def _codes(model: Model, owners: list[Node]) -> dict[Id, str]:
    taken = {code for node in owners if (code := node.props.text("code"))}
    numbers: dict[str, int] = {}  # the next to try after each letter: those before are taken
    found: dict[Id, str] = {}
    for node in sorted(owners, key=lambda node: model.seniority(node.id)):
        if not node.props.text("code"):
            code = next((each for each in _letters(node.name) if each not in taken), "")
            if not code and (first := next(_letters(node.name), "")[:1]):
                number = numbers.get(first, 2)
                while f"{first}{number}" in taken:
                    number += 1
                numbers[first], code = number + 1, f"{first}{number}"
            found[node.id] = code
            taken.add(code)
    return found


def _letters(name: str) -> Iterator[str]:
    """What a name offers as its two letters, the best first."""
    words = [word for word in name.replace("-", " ").upper().split() if word[:1].isalnum()]
    if not words:
        return
    first = words[0][0]
    if len(words) > 1:
        yield first + words[1][0]
    yield words[0][:2]
    yield from (first + letter for word in words for letter in word[1:] if letter.isalnum())


def initials(name: str) -> str:
    """First letters of a person's first and last name."""
    words = [word for word in name.split() if word[:1].isalnum()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper() if words else ""
