"""What one side took out and the other still needs comes back, with its drawing; no reference leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from opsdesigner.model import Edge, Id, Link, Node, Props, Record, Shape, Value

from .clash import REMOVED, Clash

Records = Mapping[Id, Record]


def restored(base: Records, ours: Records, theirs: Records, records: dict[Id, Record], kept: set[Id]) -> list[Clash]:
    """Brings back, in `records`, what is needed; `kept` stays although one side removed it. The clashes of that."""
    _forget_drawings(base, records)
    clashes: list[Clash] = []
    back = set(kept)
    while missing := {
        **dict.fromkeys(_along(ours, theirs, records, back), False),
        **_needed(base, ours, theirs, records),
    }:
        for id, told in missing.items():
            records[id] = ours[id] if id in ours else theirs[id]
            back.add(id)
            if told:
                ends = ("removed", "needed") if id not in ours else ("needed", "removed")
                clashes.append(Clash(id, REMOVED, *ends))
    for id, record in records.items():
        if loose := {name: "" for name in record.soft if (to := getattr(record, name)) and to not in records}:
            records[id] = replace(record, **loose)  # type: ignore[arg-type]
    return clashes


def _forget_drawings(base: Records, records: dict[Id, Record]) -> None:
    """How something is drawn does not bring it back: drawings of what is gone, or on a page that is, go."""
    gone = base.keys() - records.keys()
    for id, record in list(records.items()):
        if isinstance(record, Shape | Edge):
            subject = _subject(record)
            if subject in gone or (record.diagram in gone and subject in base):
                del records[id]


def _subject(record: Shape | Edge) -> Id:
    return record.node if isinstance(record, Shape) else record.link


def _needed(base: Records, ours: Records, theirs: Records, records: Records) -> dict[Id, bool]:
    """What records refer to that is not there: always what they cannot live without, else what was newly said."""
    found: dict[Id, bool] = {}
    for record in records.values():
        was = base.get(record.id)
        targets = [getattr(record, name) for name in record.refs]
        for name in record.soft:
            if (to := getattr(record, name)) != getattr(was, name, None):
                targets.append(to)
        for name, value in record.props.items():
            if was is None or was.props.get(name) != value:
                targets += _texts(value)
        for to in targets:
            if to and to not in records and (to in ours or to in theirs):
                found[to] = True
    return found


def _along(ours: Records, theirs: Records, records: Records, back: set[Id]) -> Iterator[Id]:
    """What went only because something went that is back: its drawing, what lies in it, lines whose ends are there."""
    if not back:
        return
    for id, record in {**theirs, **ours}.items():
        if id in records:
            continue
        match record:
            case Shape():
                comes = (
                    record.node in records
                    and record.diagram in records
                    and not back.isdisjoint((record.node, record.diagram))
                )
            case Edge():
                comes = (
                    record.link in records
                    and record.diagram in records
                    and not back.isdisjoint((record.link, record.diagram))
                )
            case Node():
                comes = not back.isdisjoint((record.parent, record.host))
            case Link():
                ends = (record.source, record.target)
                comes = all(end in records for end in (*ends, record.parent) if end) and not back.isdisjoint(ends)
            case _:
                comes = record.root in back
        if comes and not (isinstance(record, Shape | Edge) and _drawn(records, record)):
            yield id


def _drawn(records: Records, record: Shape | Edge) -> bool:
    """Whether what comes back is drawn on that page already, by the other side."""
    return any(
        type(each) is type(record) and each.diagram == record.diagram and _subject(each) == _subject(record)
        for each in records.values()
    )


def _texts(value: Value) -> Iterator[str]:
    """Every text in a property, any of which may be an id."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Props):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
