"""The model: every record by id, and the only door through which it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from .change import Change
from .props import Value
from .records import RECORDS, Diagram, Edge, Id, Link, Node, Record, Shape

R = TypeVar("R", Node, Link, Diagram, Shape, Edge)
T = TypeVar("T", bound=Record)
Observer = Callable[[Change], None]
Index = dict[Id, dict[Id, None]]  # who points there, for each target of a reference


class ModelError(Exception):
    """An edit that would leave the model inconsistent, or that came from outside a change."""


class Model:
    """Records by id, an index of who refers to whom, and the undo history."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[Id, Record] = {}
        self._index: dict[type[Record], tuple[tuple[str, Index], ...]] = {
            cls: tuple((ref, {}) for ref in cls.refs + cls.soft) for cls in RECORDS.values()
        }
        self._indexes = [index for rows in self._index.values() for _, index in rows]
        self._observers: list[Observer] = []
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self._open: Change | None = None
        self._view: Mapping[Id, Record] = MappingProxyType(self._records)
        for record in records:
            self._put(record.id, None, record)

    # reading

    @property
    def records(self) -> Mapping[Id, Record]:
        """All records, read only; `dict(model.records)` is a snapshot that stays as it is."""
        return self._view

    def __getitem__(self, id: Id) -> Record:
        return self._records[id]

    def __contains__(self, id: object) -> bool:
        return id in self._records

    def get(self, id: Id, cls: type[R]) -> R | None:
        """The record with this id if it is one of this type."""
        record = self._records.get(id)
        return record if type(record) is cls else None

    def all(self, cls: type[R]) -> Iterator[R]:
        return (record for record in self._records.values() if type(record) is cls)

    def referrers(self, id: Id, cls: type[R], ref: str = "") -> list[R]:
        """The records of a type that point at this id, by any hard or soft reference or by the one named."""
        found = [ids for name, index in self._index[cls] if (not ref or name == ref) and (ids := index.get(id))]
        if not found:
            return []
        ids = found[0] if len(found) == 1 else dict.fromkeys(chain(*found))
        records = self._records
        return [records[each] for each in ids]  # type: ignore[misc]

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Calls the observer once after each change; the returned function ends that."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer) if observer in self._observers else None

    # changing

    @contextmanager
    def change(self, label: str) -> Iterator[Model]:
        """Group edits into one undoable change; an exception takes all of it back."""
        if self._open is not None:
            yield self
            return
        self._open = Change(label)
        try:
            yield self
            self._check(self._open)
        except BaseException:
            failed, self._open = self._open, None
            self._apply(failed.inverse())
            raise
        done, self._open = self._open, None
        if done.records:
            self._undo.append(done)
            self._redo.clear()
            self._tell(done)

    def put(self, record: T) -> T:
        """Adds a record, or replaces the one with its id."""
        self._edit(record.id, record)
        return record

    def update(self, id: Id, **fields: object) -> None:
        """Replaces some fields of a record."""
        self._edit(id, replace(self._records[id], **fields))  # type: ignore[arg-type]

    def set_props(self, id: Id, **values: Value | None) -> None:
        """Sets some properties of a record; None takes one out."""
        record = self._records[id]
        self._edit(id, replace(record, props=record.props.having(**values)))

    def remove(self, id: Id) -> None:
        """Removes a record and, first, all that cannot live without it. Loops, so that any depth is safe."""
        pending = [id]
        while pending:
            at = pending[-1]
            if at not in self._records:
                pending.pop()
                continue
            pointing = self._pointing(at)
            dependents = [each for each in pointing if each not in pending and self._needs(each, at)]
            if dependents:
                pending.extend(dependents)
                continue
            for each in pointing:
                record = self._records[each]
                let_go: dict[str, object] = {ref: "" for ref in record.soft if getattr(record, ref) == at}
                if let_go:
                    self._edit(each, replace(record, **let_go))  # type: ignore[arg-type]
            self._edit(at, None)
            pending.pop()

    def apply(self, change: Change) -> None:
        """Takes over a change made elsewhere (a journal, another window) as an undo step of its own."""
        with self.change(change.label):
            for id, (_, after) in change.records.items():
                self._edit(id, after)

    # undo

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" when there is nothing."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        return self._redo[-1].label if self._redo else ""

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def undo(self) -> None:
        """Takes the last change back; does nothing when there is none."""
        self._step(self._undo, self._redo)

    def redo(self) -> None:
        self._step(self._redo, self._undo)

    # inside

    def _step(self, taken: list[Change], given: list[Change]) -> None:
        if self._open is not None:
            raise ModelError("undo inside a change")
        if not taken:
            return
        change = taken.pop().inverse()
        self._apply(change)
        given.append(change)
        self._tell(change)

    def _edit(self, id: Id, after: Record | None) -> None:
        if self._open is None:
            raise ModelError("the model changes only inside `with model.change(...)`")
        before = self._records.get(id)
        if before is None and after is None:
            return
        first = self._open.records[id][0] if id in self._open.records else before
        self._put(id, before, after)
        if first == after:
            self._open.records.pop(id, None)
        else:
            self._open.records[id] = (first, after)

    def _apply(self, change: Change) -> None:
        for id, (before, after) in change.records.items():
            self._put(id, before, after)

    def _put(self, id: Id, before: Record | None, after: Record | None) -> None:
        if before is not None and type(before) is not type(after):
            for ref, index in self._index[type(before)]:
                if target := getattr(before, ref):
                    del index[target][id]
            before = None
        if after is None:
            self._records.pop(id, None)
            return
        self._records[id] = after
        for ref, index in self._index[type(after)]:
            old, new = getattr(before, ref, ""), getattr(after, ref)
            if old != new:
                if old:
                    del index[old][id]
                if new:
                    index.setdefault(new, {})[id] = None

    def _pointing(self, id: Id) -> list[Id]:
        """All that points at an id, of any type."""
        found = [ids for index in self._indexes if (ids := index.get(id))]
        return list(dict.fromkeys(chain(*found))) if found else []

    def _needs(self, id: Id, target: Id) -> bool:
        record = self._records[id]
        return any(getattr(record, ref) == target for ref in record.refs)

    def _check(self, change: Change) -> None:
        """No record may refer to an absent id when a change ends."""
        for id, (before, after) in change.records.items():
            if after is not None:
                for ref in after.refs + after.soft:
                    target = getattr(after, ref)
                    if target and target not in self._records:
                        raise ModelError(f"{id}: {ref} {target} is not in the model")
            elif before is not None and (left := self._pointing(id)):
                raise ModelError(f"{id} was removed while {left[0]} refers to it")

    def _tell(self, change: Change) -> None:
        for observer in list(self._observers):
            observer(change)
