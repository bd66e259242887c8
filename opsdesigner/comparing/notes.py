"""Clashes in words, and theirs kept in the file: as a problem on the thing that both changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from opsdesigner.model import Diagram, Id, Link, Model, Node, Record
from opsdesigner.model.props import to_json
from opsdesigner.notation.kinds import SAID

from .clash import FOREIGN, REFUSED, REMOVED, STAYS, Clash
from .naming import label_of, said, thing

Records = Mapping[Id, Record]
WORDS = {"parent": "where it lies", "lane": "lane", "host": "what it stands on", "resource": "who it stands for"}
FIELDS = {"name": "name", "kind": "type", "source": "start", "target": "end", "root": "what it shows", **WORDS}


def sentence(clash: Clash, ours: Model, theirs: Model) -> str:
    """A clash as it is told: what both say, and what was kept."""
    name = thing(ours if clash.id in ours else theirs, clash.id)
    name = name[:1].upper() + name[1:]
    if clash.layout:
        return f"{name} is drawn otherwise by both; drawn as in the first, where it has it."
    if clash.field == REMOVED:
        gone, left = ("second", "first") if clash.theirs == "removed" else ("first", "second")
        return f"{name} was removed in the {gone} and is changed or needed in the {left}; it was kept."
    if clash.field == REFUSED:
        return f"{name}, as the second has it, cannot stand beside the first; it gave way."
    if clash.field == STAYS:
        return f"{name} stays a {clash.ours}, which what stands on it needs; one version made it a {clash.theirs}."
    if clash.field == FOREIGN:
        return f"{name}: what another program says of it in the second was not taken over: {clash.theirs}."
    values = [_value(model, clash, value) for model, value in ((ours, clash.ours), (theirs, clash.theirs))]
    return f"{name}: {_label(clash, ours)} is {values[0]} in the first, {values[1]} in the second; the first was kept."


def noted(records: Records, clashes: Iterable[Clash], ours: Model, theirs: Model) -> dict[Id, Record]:
    """For each clash a problem, on the thing or what it hangs on, that holds all of theirs."""
    made: dict[Id, Record] = {}
    numbers = count(1)
    for clash in clashes:
        if clash.layout:
            continue
        id = next(each for each in (f"Problem_merge{number}" for number in numbers) if each not in records)
        home = _home(records, clash.id)
        if home:
            made[id] = Node(id, "problem", f"Merge: {_kept(clash, home, ours, theirs)}", home)
    return made


def _kept(clash: Clash, home: Id, ours: Model, theirs: Model) -> str:
    """What the other version says, in full."""
    about = "" if home == clash.id else f"{thing(ours if clash.id in ours else theirs, clash.id)}: "
    if clash.field == REMOVED:
        return f"{about}one version removed this, the other changed or needs it."
    if clash.field == REFUSED:
        return f"{about}as the other version has it, it cannot stand beside this one."
    if clash.field == STAYS:
        return f"{about}one version made this a {clash.theirs}."
    if clash.field == FOREIGN:
        return f"{about}the other version holds for another program: {clash.theirs}"
    return f"{about}{_label(clash, ours)} in the other version: {_value(theirs, clash, clash.theirs)}"


def _label(clash: Clash, model: Model) -> str:
    kind = getattr(model.records.get(clash.id), "kind", "")
    return FIELDS.get(clash.field) or label_of(kind, clash.field)


def _value(model: Model, clash: Clash, value: object) -> str:
    """A value in full: the name of what it refers to, a text as it is."""
    if isinstance(value, str) and clash.field in ("parent", "lane", "host", "resource", "source", "target", "root"):
        return thing(model, value) if value else "nothing"
    if isinstance(value, str):
        words = said(clash.field, value)
        return f"“{value}”" if words.startswith("“") else words
    if isinstance(value, tuple):
        return f"{said(clash.field, value)} {to_json(value)}"
    return said(clash.field, value)  # type: ignore[arg-type]


def _home(records: Records, id: Id) -> Id:
    """The node that a problem about something can be said of; "" where there is none."""
    seen: set[Id] = set()
    while id in records and id not in seen:
        seen.add(id)
        match records[id]:
            case Node() as node if node.kind not in SAID:
                return id
            case Node() as node:
                id = node.parent
            case Link() as link:
                id = next((end for end in (link.source, link.target, link.parent) if end in records), "")
            case Diagram() as page:
                id = page.root
            case _:
                return ""
    return next((each.id for each in records.values() if isinstance(each, Node) and each.kind == "process"), "")
