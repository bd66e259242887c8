"""What each side may do but not both: loops of things in each other, two default ways, two first bosses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from opsdesigner.files.names import HOST_KINDS
from opsdesigner.model import Id, Link, Node, Record
from opsdesigner.notation.kinds import kind_of
from opsdesigner.notation.properties import properties_of
from opsdesigner.notation.rules import may_default

from .clash import REFUSED, STAYS, Clash

Records = Mapping[Id, Record]


def settled(base: Records, ours: Records, theirs: Records, records: dict[Id, Record]) -> list[Clash]:
    """Puts right, in `records`, what cannot be had together, in favour of ours. The clashes of that."""
    return [
        *_hosts(ours, theirs, records),
        *_unfitting(ours, theirs, records),
        *_loops(ours, records),
        *_no_defaults(records),
        *_one_each(ours, records, "sequenceFlow", _is_default, lambda link: _having(link, "default", None)),
        *_one_each(ours, records, "reportsTo", _is_first, lambda link: _having(link, "dotted", True)),
        *_boss_loops(ours, records),
    ]


def _hosts(ours: Records, theirs: Records, records: dict[Id, Record]) -> list[Clash]:
    """What one side has made something on which the other's parts cannot stand is again what it was for them."""
    clashes = []
    for record in list(records.values()):
        host = records.get(record.host) if isinstance(record, Node) else None
        if not isinstance(record, Node) or not isinstance(host, Node):
            continue
        fitting = HOST_KINDS.get(record.kind, (host.kind,))
        sides = (side.get(host.id) for side in (ours, theirs))
        known = [each for each in sides if isinstance(each, Node) and each.kind in fitting]
        if host.kind not in fitting and known:
            records[host.id] = replace(host, kind=known[0].kind)
            stays, given_up = (kind_of(kind).label.lower() for kind in (known[0].kind, host.kind))
            clashes.append(Clash(host.id, STAYS, stays, given_up))
    return clashes


def _unfitting(ours: Records, theirs: Records, records: dict[Id, Record]) -> list[Clash]:
    """Properties that one side said of what the other has made something else, where that has no such property."""
    clashes = []
    for id, record in records.items():
        if not isinstance(record, Node | Link) or record in (ours.get(id), theirs.get(id)):
            continue
        known = {row.name for row in properties_of(record.kind)}
        alike = [mine for side in (ours, theirs) if isinstance(mine := side.get(id), Node | Link)]
        known |= {name for mine in alike if mine.kind == record.kind for name in mine.props}
        if odd := [name for name in record.props if name not in known]:
            clashes += [Clash(id, name, None, record.props[name]) for name in odd]
            records[id] = replace(record, props=record.props.having(**dict.fromkeys(odd)))
    return clashes


def _loops(ours: Records, records: dict[Id, Record]) -> list[Clash]:
    """Things that lie in each other, as each side put one into the other: they lie where ours has them."""
    clashes = []
    for id, record in list(records.items()):
        mine = ours.get(id)
        if isinstance(record, Node) and isinstance(mine, Node) and record.parent != mine.parent:
            seen, up = {id}, record.parent
            while up in records and up not in seen:
                seen.add(up)
                up = getattr(records[up], "parent", "")
            if up in seen:
                clashes.append(Clash(id, "parent", mine.parent, record.parent))
                records[id] = replace(record, parent=mine.parent, lane=mine.lane, host=mine.host)
    return clashes


def _no_defaults(records: dict[Id, Record]) -> list[Clash]:
    """Flows that one side made the default of what is now, for the other, something that can have none."""
    clashes = []
    for id, record in records.items():
        if isinstance(record, Link) and record.kind == "sequenceFlow" and _is_default(record):
            source = records.get(record.source)
            if isinstance(source, Node) and not may_default(source.kind):
                records[id] = _having(record, "default", None)
                clashes.append(Clash(id, REFUSED, source.kind, "default"))
    return clashes


def _one_each(
    ours: Records,
    records: dict[Id, Record],
    kind: str,
    counts: Callable[[Link], bool],
    yielding: Callable[[Link], Link],
) -> list[Clash]:
    """Of one start only one line may be the default, or lead to the first boss: ours is."""
    clashes = []
    found: dict[Id, list[Link]] = {}
    for record in records.values():
        if isinstance(record, Link) and record.kind == kind and record.source and counts(record):
            found.setdefault(record.source, []).append(record)
    for links in found.values():
        stays = [link for link in links if isinstance(mine := ours.get(link.id), Link) and counts(mine)] or links[:1]
        for link in links:
            if link not in stays:
                records[link.id] = yielding(link)
                clashes.append(Clash(link.id, REFUSED, stays[0].id, link.id))
    return clashes


def _boss_loops(ours: Records, records: dict[Id, Record]) -> list[Clash]:
    """Who would report to himself, as each side put one over the other, gets theirs as the second boss."""
    clashes = []
    bosses = {r.source: r for r in records.values() if isinstance(r, Link) and r.kind == "reportsTo" and _is_first(r)}
    for link in list(bosses.values()):
        if link == ours.get(link.id):
            continue
        seen, up = {link.source}, link.target
        while up in bosses and up not in seen:
            seen.add(up)
            up = bosses[up].target
        if up == link.source:
            records[link.id] = _having(link, "dotted", True)
            del bosses[link.source]
            clashes.append(Clash(link.id, REFUSED, "", link.id))
    return clashes


def _is_default(link: Link) -> bool:
    return link.props.flag("default")


def _is_first(link: Link) -> bool:
    return not link.props.flag("dotted")


def _having(link: Link, name: str, value: bool | None) -> Link:
    return replace(link, props=link.props.having(**{name: value}))
