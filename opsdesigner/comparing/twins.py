"""Which new things of two edits are the same thing, and which only have the same id: theirs in the ids of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from opsdesigner.model import Diagram, Edge, Id, Link, Node, Record, Shape, writable_id

Records = Mapping[Id, Record]
ROUNDS = 12  # until what refers to renamed things is settled as well; deeper nesting of doubled ids is not met
ORDER = (Node, Link, Diagram, Shape, Edge)


def aligned(base: Records, ours: Records, theirs: Records) -> tuple[dict[Id, Record], dict[Id, Id]]:
    """Theirs, where what is new means the same by the same id and nothing else does; and which ids became which."""
    names: dict[Id, Id] = {}
    for _ in range(ROUNDS):
        found = _names(base, ours, {id: renamed(record, names) for id, record in theirs.items()}, set(theirs))
        if found == names:
            break
        names = found
    return {names.get(id, id): renamed(record, names) for id, record in theirs.items()}, names


def renamed(record: Record, names: Mapping[Id, Id]) -> Record:
    """A record with other ids, for itself and all it names."""
    if not names:
        return record
    fields: dict[str, object] = {
        name: names.get(value, value)
        for name in ("id", "origin", *record.refs, *record.soft)
        if (value := getattr(record, name, None)) is not None
    }
    return replace(record, props=record.props.mapped(lambda text: names.get(text, text)), **fields)  # type: ignore[arg-type]


def _names(base: Records, ours: Records, theirs: Records, known: set[Id]) -> dict[Id, Id]:
    """`theirs` by the ids of their file, with all they name in the ids that are ours so far."""
    mine: dict[object, list[Id]] = {}
    for id, record in ours.items():
        if id not in base and (key := _key(base, record)) is not None:
            mine.setdefault(key, []).append(id)
    taken, names = {*base, *ours, *known}, dict[Id, Id]()
    new = [(id, record) for id, record in theirs.items() if id not in base]
    for id, record in sorted(new, key=lambda row: ORDER.index(type(row[1]))):
        twins = mine.get(_key(base, record))
        if twins:
            twin = id if id in twins else twins[0]
            twins.remove(twin)
        elif writable_id(id) != id or (id in ours and not _alike(ours[id], record)):
            twin = next(each for each in _free(id) if each not in taken)
            taken.add(twin)
        else:
            continue
        if twin != id:
            names[id] = twin
    return names


def _key(base: Records, record: Record) -> object:
    """What makes two new things the same one, whatever their ids; None where only the id says so."""
    match record:
        case Shape():
            return Shape, record.diagram, record.node
        case Edge():
            return Edge, record.diagram, record.link
        case Link():
            return Link, record.kind, record.source, record.target, record.parent, record.name, record.props
        case Node(kind="participant") if record.host:
            return "pool", record.host
        case Node(kind="collaboration") if not any(getattr(each, "kind", "") == record.kind for each in base.values()):
            return "collaboration"
    return None


def _alike(ours: Record, theirs: Record) -> bool:
    """Whether two new things of the same id may be the same one: both of that kind, in that place, of that name."""
    same = {Node: ("kind", "parent", "host", "name"), Link: ("kind", "source", "target"), Diagram: ("kind", "root")}
    names = same.get(type(theirs), theirs.refs)
    return type(ours) is type(theirs) and all(getattr(ours, name) == getattr(theirs, name) for name in names)


def _free(id: Id) -> Iterator[Id]:
    start = writable_id(id)
    return (f"{start}_{number}" for number in count(2))
