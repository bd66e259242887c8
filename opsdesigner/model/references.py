"""Who refers to whom: for each reference that records have, who points where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

from .records import RECORDS, Id, Record

Ids = tuple[Id] | dict[Id, None]  # one, which is all that most have, or several
Index = dict[Id, Ids]  # who points there, for each target of a reference


class References:
    """Kept true while records come, change and go; many at once where many do.

    Who went is still filed, for it may come back by undo, until `tidy`: ids found here may be of what is gone.
    """

    def __init__(self) -> None:
        self._gone: dict[Id, Record] = {}
        self.index: dict[type[Record], dict[str, Index]] = {
            cls: {ref: {} for ref in cls.refs + cls.soft} for cls in RECORDS.values()
        }
        self._all = [index for rows in self.index.values() for index in rows.values()]
        self._hard = [rows[ref] for cls, rows in self.index.items() for ref in cls.refs]
        self._soft = [(ref, rows[ref]) for cls, rows in self.index.items() for ref in cls.soft]

    # asking

    def dependents(self, ids: Iterable[Id]) -> dict[Id, None]:
        """The ids and all that cannot live without them, which comes first. Loops, so that any depth is safe."""
        level = dict.fromkeys(ids)
        found, levels = set(level), [level]
        while level:
            pointing: list[Ids] = []
            for index in self._hard:
                if not index.keys().isdisjoint(level.keys()):
                    pointing += [pointers for id in level if (pointers := index.get(id))]
            level = {id: None for id in chain(*pointing) if id not in found and id not in self._gone}
            found.update(level)
            levels.append(level)
        return dict.fromkeys(chain(*reversed(levels)))

    def loose(self, gone: Mapping[Id, None]) -> list[tuple[Id, str]]:
        """Who is left when these go and has let go of them, and by which reference it held them."""
        return [
            (id, ref)
            for ref, index in self._soft
            for target in gone
            if target in index
            for id in index[target]
            if id not in gone and id not in self._gone
        ]

    def holding(self, gone: Mapping[Id, None]) -> Iterator[tuple[Id, Id]]:
        """Who is left when these go and yet refers to one of them, each with that one."""
        for index in self._all:
            for target in index.keys() & gone.keys():
                yield from ((id, target) for id in index[target] if id not in gone and id not in self._gone)

    # following

    def enter(self, records: Mapping[Id, Record]) -> None:
        """Files new records under all they refer to; those that come back as they were are filed still."""
        back = records.keys() & self._gone.keys()
        new = {id: record for id, record in records.items() if self._gone.get(id) is not record} if back else records
        self._leave({id: self._gone[id] for id in back if id in new})
        for id in back:
            del self._gone[id]
        for index, filed in self._filing(new):
            _file(index, filed)

    def change(self, before: Record, after: Record) -> None:
        """One record in the place of another; who points at it goes on to."""
        same = type(before) is type(after)
        for ref, index in self.index[type(before)].items():
            old = getattr(before, ref)
            if not (same and getattr(after, ref) == old):
                _unfile(index, ((before.id, old),))
        for ref, index in self.index[type(after)].items():
            new = getattr(after, ref)
            if not (same and getattr(before, ref) == new):
                _file(index, ((after.id, new),))

    def forget(self, records: Mapping[Id, Record]) -> None:
        """These go."""
        self._gone.update(records)

    def tidy(self) -> None:
        """Takes out what is filed of records that went."""
        if self._gone:
            self._leave(self._gone)
            self._gone = {}

    def _leave(self, records: Mapping[Id, Record]) -> None:
        for index, filed in self._filing(records):
            _unfile(index, filed)

    def _filing(self, records: Mapping[Id, Record]) -> Iterator[tuple[Index, Iterable[tuple[Id, Id]]]]:
        """For each index, the ids of those records that belong into it, each with what it refers to."""
        sorts: dict[type[Record], dict[Id, Record]] = {}
        for id, record in records.items():
            sorts.setdefault(type(record), {})[id] = record
        for cls, mine in sorts.items():
            for ref, index in self.index[cls].items():
                yield index, zip(mine, map(attrgetter(ref), mine.values()), strict=True)


def _file(index: Index, filed: Iterable[tuple[Id, Id]]) -> None:
    """Files ids, each under what it refers to."""
    for id, target in filed:
        if target:
            ids = index.get(target)
            if ids is None:
                index[target] = (id,)
            elif type(ids) is dict:
                ids[id] = None
            else:
                index[target] = dict.fromkeys((*ids, id))


def _unfile(index: Index, filed: Iterable[tuple[Id, Id]]) -> None:
    for id, target in filed:
        if target:
            ids = index[target]
            if type(ids) is dict and len(ids) > 1:
                del ids[id]
            else:
                del index[target]
