"""What the boxes of an org chart say beside their names: who holds the role, who is away, how many are below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.looks import is_vacant
from opsdesigner.notation.organisation import boss_of, code_of, holders, initials, is_outside, members, reports_of
from opsdesigner.notation.properties import PARTIES

from ..drawing.shown import plain
from ..words import tr

BOXED = frozenset(OWNERS)  # families that are boxes of an org chart
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LETTERS = 2  # of initials and codes


class Facts(NamedTuple):
    """All that a box says beside its name."""

    second: tuple[str, ...] = ()  # below the name, right of it in a unit: from the longest form to the shortest
    letters: str = ""  # in the circle
    photo: str = ""  # there instead, as the file keeps it
    away: str = ""  # on the chip
    folded: int = 0  # boxes folded away below it


def today() -> date:
    return date.today()


def facts_of(node: Node, shape: Shape, model: Model) -> Facts:
    """What the box of a role or unit says."""
    folded = folded_below(shape, model) if shape.props.flag("collapsed") else 0
    if node.kind == "unit":
        return Facts(_head(node, model), folded=folded)
    if is_outside(node):
        party = dict(PARTIES).get(node.props.text("party"), "")
        return Facts((tr(party),) if party else (), folded=folded)
    people = holders(model, node.id)
    if not people:
        empty = is_vacant(node, False)
        said = _vacant_since(node.props.text("vacantSince")) if empty else ()
        return Facts(said, "?" if empty else code_of(model, node)[:LETTERS], folded=folded)
    first, name = people[0], plain(people[0].name).replace("\n", " ")
    until = away_until(first.props.text("away"))
    if len(people) > 1:
        said = (f"{name} +{len(people) - 1}",)
    else:
        said = (tr("{}, away").format(name), name) if until else (name,)
    chip = tr("to {} {}").format(until.day, tr(MONTHS[until.month - 1])) if until else ""
    return Facts(said, initials(name)[:LETTERS], first.props.text("photo"), chip, folded)


def _head(unit: Node, model: Model) -> tuple[str, ...]:
    """Who holds a unit itself, else how many people are in it."""
    if heads := holders(model, unit.id):
        return (plain(heads[0].name).replace("\n", " "),)
    people = {person.id for id in under(model, unit.id) for person in holders(model, id)}
    if not people:
        return ()
    return (tr("{} people").format(len(people)) if len(people) > 1 else tr("1 person"),)


def _vacant_since(text: str) -> tuple[str, ...]:
    found = re.match(r"(\d{4})-(\d\d)\b", text.strip())
    if not found or not 1 <= int(found[2]) <= len(MONTHS):
        return (tr("Vacant"),)
    month = tr(MONTHS[int(found[2]) - 1])
    when = month if int(found[1]) == today().year else f"{month} {found[1]}"
    return (tr("Vacant since {}").format(when), tr("Vacant"))


def away_until(text: str) -> date | None:
    """The last day of somebody's absence that lasts today; `text` is a list of ISO intervals, "from/to"."""
    now = today()
    for part in re.split(r"[\s,;]+", text):
        first, _, last = part.partition("/")
        try:
            start, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            continue
        if start <= now <= end:
            return end
    return None


def under(model: Model, id: Id) -> Iterator[Id]:
    """All that report to a role or unit or belong to it, at any depth, each once."""
    pending, seen = [id], {id}
    while pending:
        at = pending.pop()
        for each in (*reports_of(model, at), *(member.id for member in members(model, at))):
            if each not in seen:
                seen.add(each)
                pending.append(each)
                yield each


def over(model: Model, ids: Iterable[Id]) -> dict[Id, None]:
    """These and all that they report to or belong to, at any height."""
    pending, seen = list(ids), dict.fromkeys(ids)
    while pending:
        at = pending.pop()
        node = model.get(at, Node)
        for each in (boss_of(model, at), node.resource if node is not None else ""):
            if each and each not in seen:
                seen[each] = None
                pending.append(each)
    return seen


def folded_below(shape: Shape, model: Model) -> int:
    """How many boxes of its diagram are folded away below a box."""
    known = model.referrers_to(list(under(model, shape.node)), Shape, "node")
    return sum(each.diagram == shape.diagram and each.props.flag("hidden") for each in known)
