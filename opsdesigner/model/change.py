"""A change: for each touched id, the record before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from itertools import chain
from operator import attrgetter

from .props import Props, of_json, to_json
from .records import RECORDS, Bounds, Id, Record

Pair = tuple[Record | None, Record | None]


@dataclass(slots=True)
class Change:
    """What one gesture did. Undo, the journal, the views and the file writer all read it."""

    label: str
    records: dict[Id, Pair] = field(default_factory=dict)
    _types: frozenset[type] | None = field(default=None, compare=False, repr=False)
    _back: Change | None = field(default=None, compare=False, repr=False)  # what this one is the inverse of

    def inverse(self) -> Change:
        """The change that takes this one back, whose inverse is this one again."""
        if self._back is not None:
            return self._back
        swapped: dict[Id, Pair] = {id: (after, before) for id, (before, after) in self.records.items()}
        return Change(self.label, swapped, self._types, self)

    def touches(self, *types: type[Record]) -> bool:
        """Whether records of these types are among what changed."""
        if self._types is None:
            self._types = frozenset(map(type, chain.from_iterable(self.records.values())))
        return not self._types.isdisjoint(types)

    def to_json(self) -> dict[str, object]:
        """Only what the change led to: enough to replay it on the same start (see `from_json`)."""
        return {"label": self.label, "records": {id: _plain(after) for id, (_, after) in self.records.items()}}


def diff(old: Mapping[Id, Record], new: Mapping[Id, Record]) -> Change:
    """The change that leads from one state to the other."""
    change = Change("diff")
    for id, after in new.items():
        before = old.get(id)
        if before is not after and before != after:
            change.records[id] = (before, after)
    change.records.update((id, (before, None)) for id, before in old.items() if id not in new)
    return change


def from_json(data: Mapping[str, object], state: Mapping[Id, Record]) -> Change:
    """A journalled change as it applies to this state. Raises ValueError where the data is not one of ours."""
    records = data.get("records")
    if not isinstance(records, dict):
        raise ValueError("a change without records")
    return Change(str(data.get("label", "")), {id: (state.get(id), _record(plain)) for id, plain in records.items()})


def _plain(record: Record | None) -> dict[str, object] | None:
    if record is None:
        return None
    name, get, rows = _ROWS[type(record)]
    plain: dict[str, object] = {"type": name}
    for (field_name, default), value in zip(rows, get(record), strict=True):
        if value is default or value == default:
            continue
        plain[field_name] = to_json(value) if isinstance(value, Props) else value
    return plain


# How each type of record is written: its name, all its values at once, the name and default of each.
_ROWS = {
    cls: (name, attrgetter(*(each.name for each in fields(cls))), [(each.name, each.default) for each in fields(cls)])
    for name, cls in RECORDS.items()
}


def _record(plain: object) -> Record | None:
    if plain is None:
        return None
    if not isinstance(plain, dict) or plain.get("type") not in RECORDS:
        raise ValueError(f"not a record: {plain!r}")
    values = {name: value for name, value in plain.items() if name != "type"}
    try:
        if "props" in values:
            values["props"] = of_json(values["props"])
        if values.get("label") is not None:
            values["label"] = Bounds(*values["label"])
        if "points" in values:
            values["points"] = tuple((x, y) for x, y in values["points"])
        return RECORDS[plain["type"]](**values)
    except TypeError as error:
        raise ValueError(f"not a record: {error}") from None
