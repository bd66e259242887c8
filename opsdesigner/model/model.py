"""The model: every record by id, and the only door through which it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, count
from types import MappingProxyType
from typing import TypeVar

from .change import Change
from .legible import legible
from .props import Value
from .records import Diagram, Edge, Id, Link, Node, Record, Shape
from .references import References

R = TypeVar("R", Node, Link, Diagram, Shape, Edge)
T = TypeVar("T", bound=Record)
Observer = Callable[[Change], None]


class ModelError(Exception):
    """An edit that would leave the model inconsistent, or that came from outside a change."""


class Model:
    """Records by id, an index of who refers to whom, and the undo history."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[Id, Record] = {}
        self._refs = References()
        self._index = self._refs.index
        self._observers: list[Observer] = []
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self._open: Change | None = None
        self._edited: dict[Id, None] = {}  # what the open change has put
        self._seniority: dict[Id, int] = {}
        self.guard: Callable[[], None] = lambda: None  # asked before anything changes; raises where nothing may
        self.version = 0  # another number whenever anything is another; for those who keep what they have worked out
        self._view: Mapping[Id, Record] = MappingProxyType(self._records)
        self._enter({record.id: record for record in records})

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
        if ref:
            ids: Iterable[Id] = self._index[cls][ref].get(id, ())
        else:
            found = [each for index in self._index[cls].values() if (each := index.get(id))]
            ids = () if not found else found[0] if len(found) == 1 else dict.fromkeys(chain(*found))
        records = self._records
        return [records[each] for each in ids if each in records]  # type: ignore[misc]

    def referrers_to(self, ids: Iterable[Id], cls: type[R], ref: str) -> list[R]:
        """The records of a type that point at any of these ids by one reference; those of one id side by side."""
        index, records = self._index[cls][ref], self._records
        found = [each for id in ids if id in index for each in index[id]]
        return [records[each] for each in found if each in records]  # type: ignore[misc]

    def seniority(self, id: Id) -> int:
        """What was there before has less; what comes back by undo has what it had. To keep an order that stays."""
        return self._seniority[id]

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
        self.guard()
        self._refs.tidy()
        self._open, self._edited = Change(label), {}
        try:
            yield self
            self._check()
        except BaseException:
            failed, self._open = self._open, None
            self._apply(failed.inverse())
            raise
        done, self._open = self._open, None
        if done.records:
            self._undo.append(done)
            self._redo.clear()
            self._tell(done)

    @property
    def pending(self) -> Mapping[Id, tuple[Record | None, Record | None]]:
        """What the open change has done so far: records before and now. Raises ModelError outside a change."""
        return dict(self._changing().records)

    def put(self, record: T) -> T:
        """Adds a record, or replaces the one with its id; returns it as it is kept."""
        self._edit(record.id, record)
        return self._records[record.id]  # type: ignore[return-value]

    def update(self, id: Id, **fields: object) -> None:
        """Replaces some fields of a record."""
        self._edit(id, replace(self._records[id], **fields))  # type: ignore[arg-type]

    def set_props(self, id: Id, **values: Value | None) -> None:
        """Sets some properties of a record; None takes one out."""
        record = self._records[id]
        self._edit(id, replace(record, props=record.props.having(**values)))

    def remove(self, *ids: Id) -> None:
        """Removes records and, first, all that cannot live without them."""
        gone = self._refs.dependents(id for id in ids if id in self._records)
        for id, ref in self._refs.loose(gone):
            self.update(id, **{ref: ""})
        self._drop(gone)

    def apply(self, change: Change) -> None:
        """Takes over a change made elsewhere (a journal, another window) as an undo step of its own."""
        with self.change(change.label):
            gone = {id: None for id, (_, after) in change.records.items() if after is None and id in self._records}
            for id, (_, after) in change.records.items():
                if after is not None:
                    self._edit(id, after)
            if gone:
                for id, target in self._refs.holding(gone):
                    raise ModelError(f"{target} was removed while {id} refers to it")
                self._drop(gone)

    def copy(self) -> Model:
        """The same records in the same order of age, without a history: to work something out on."""
        return self.aside()()

    def aside(self) -> Callable[[], Model]:
        """A `copy` of what is here now that is made later, or in another thread."""
        records, ranks = dict(self._records), dict(self._seniority)

        def made() -> Model:
            model = Model()
            model._seniority = ranks
            model._enter(records)
            return model

        return made

    def adopt(self, change: Change) -> None:
        """Takes over, as an undo step, what was worked out on a copy. Raises ModelError where it fits no more."""
        if self._open is not None:
            raise ModelError("a change is adopted inside another one")
        self.guard()
        for id, (before, _) in change.records.items():
            now = self._records.get(id)
            if now is not before and now != before:
                raise ModelError(f"{id} has changed since it was copied")
        if change.records:
            self._refs.tidy()
            self._apply(change)
            self._undo.append(change)
            self._redo.clear()
            self._tell(change)

    # undo

    @property
    def moment(self) -> object:
        """Where in its history the model is: the same again where it was before."""
        return self._undo[-1] if self._undo else None

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
        self.guard()
        change = taken.pop().inverse()
        self._apply(change)
        given.append(change)
        self._tell(change)

    def _changing(self) -> Change:
        if self._open is None:
            raise ModelError("the model changes only inside `with model.change(...)`")
        return self._open

    def _edit(self, id: Id, after: Record) -> None:
        change, after = self._changing().records, legible(after)
        before = self._records.get(id)
        first = change[id][0] if id in change else before
        self._put(id, before, after)
        self._edited[id] = None
        if first == after:
            change.pop(id, None)
        else:
            change[id] = (first, after)

    def _drop(self, gone: dict[Id, None]) -> None:
        """Takes out what nothing else points at."""
        change = self._changing().records
        left = self._forget(gone)
        before: dict[Id, Record | None] = {**left, **{id: change[id][0] for id in change.keys() & gone.keys()}}
        for id, first in before.items():
            if first is None:
                del change[id]
            else:
                change[id] = (first, None)

    def _apply(self, change: Change) -> None:
        pairs = change.records.items()
        self._enter({id: after for id, (before, after) in pairs if before is None and after is not None})
        for id, (before, after) in pairs:
            if before is not None and after is not None:
                self._put(id, before, after)
        self._forget([id for id, (_, after) in pairs if after is None])

    def _put(self, id: Id, before: Record | None, after: Record) -> None:
        if before is None:
            self._enter({id: after})
        else:
            self.version += 1
            self._records[id] = after
            self._refs.change(before, after)

    def _enter(self, records: Mapping[Id, Record]) -> None:
        self.version += 1
        ranks = self._seniority
        ranks.update(zip([id for id in records if id not in ranks], count(len(ranks)), strict=False))
        self._records.update(records)
        self._refs.enter(records)

    def _forget(self, gone: Iterable[Id]) -> Mapping[Id, Record]:
        self.version += 1
        left = {id: self._records.pop(id) for id in gone}
        self._refs.forget(left)
        return left

    def _check(self) -> None:
        """No record may refer to an absent id when a change ends: what was removed took along all that did."""
        records = self._records
        for record in [records[id] for id in self._edited if id in records]:
            for ref in self._index[type(record)]:
                target = getattr(record, ref)
                if target and target not in records:
                    raise ModelError(f"{record.id}: {ref} {target} is not in the model")

    def _tell(self, change: Change) -> None:
        """All hear of it; what one of them fails at is raised when the others have heard."""
        failed: list[Exception] = []
        for observer in list(self._observers):
            try:
                observer(change)
            except Exception as error:
                failed.append(error)
        if failed:
            raise failed[0]
