"""Two edits of one document joined by id: all that either did, and the places where they cannot both be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from opsdesigner.model import Edge, Id, Model, Record, Shape

from .clash import REMOVED, Clash
from .drawn import drawing
from .fields import joined
from .notes import noted
from .restoring import restored
from .settling import settled
from .twins import aligned

Records = Mapping[Id, Record]


class Joined(NamedTuple):
    """The joined records, where the two clash, and theirs whose id is another now (old: new)."""

    records: dict[Id, Record]
    clashes: list[Clash]
    names: dict[Id, Id]

    @property
    def clean(self) -> bool:
        """Whether nothing but drawing clashes."""
        return all(clash.layout for clash in self.clashes)


def join(base: Records, ours: Records, theirs: Records) -> Joined:
    """Joins two edits of a base. Where both changed the same, ours stands and theirs is noted on the thing.

    What one side removed and the other changed stays. Nothing is left that refers to what is gone.
    """
    theirs, names = aligned(base, ours, theirs)
    records, clashes, kept = _by_id(base, ours, theirs)
    clashes += restored(base, ours, theirs, records, kept)
    clashes += settled(base, ours, theirs, records)
    clashes = drawing(base, ours, theirs, records, clashes)
    clashes = [clash for clash in clashes if not clash.layout or clash.id in records or clash.field == REMOVED]
    if not all(clash.layout for clash in clashes):
        said = Model(ours.values()), Model(theirs.values())
        records.update(noted(records, clashes, *said))
    return Joined(records, clashes, names)


def _by_id(base: Records, ours: Records, theirs: Records) -> tuple[dict[Id, Record], list[Clash], set[Id]]:
    """The records joined one by one, the clashes, and what stays although one side removed it."""
    records: dict[Id, Record] = {}
    clashes: list[Clash] = []
    kept: set[Id] = set()
    for id in {**ours, **theirs}:
        was, mine, other = base.get(id), ours.get(id), theirs.get(id)
        if mine is not None and other is not None:
            records[id], found = joined(was, mine, other)
            clashes += found
            continue
        left = mine or other
        assert left is not None
        if was is None:
            records[id] = left
        elif left != was and isinstance(left, Shape | Edge):
            clashes.append(_removed(id, theirs, True))
        elif left != was:
            records[id] = left
            kept.add(id)
            clashes.append(_removed(id, theirs, False))
    return records, clashes, kept


def _removed(id: Id, theirs: Records, layout: bool) -> Clash:
    return (
        Clash(id, REMOVED, "changed", "removed", layout)
        if id not in theirs
        else Clash(id, REMOVED, "removed", "changed", layout)
    )
