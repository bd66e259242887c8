"""A document: a model and the file it lives in; opened, saved in one verified step, converted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from opsdesigner.model import Change, Id, Model, Record, diff
from opsdesigner.notation.events import own

from . import bpmn
from .errors import Refused
from .saving import read_bytes, write_bytes
from .scanning import Note

Records = Mapping[Id, Record]
Placing = Callable[[dict[Id, Record]], Iterable[Record]]  # gives what has no drawing one: the records to add
LAID_OUT = "The file has no drawing, so one was laid out; it is saved along with your first change."
ENDINGS = (".bpmn", ".xml", ".bpmn2", ".bpmn20")


class Snapshot(NamedTuple):
    """All a worker needs to save: it stays as it is while the document goes on."""

    source: bpmn.Source
    opened: Records
    records: Records
    moment: object = None

    def bytes(self) -> bytes:
        """The file: the opened bytes where nothing was edited, else those with the edits in them, checked."""
        if self.records == self.opened:
            return self.source.data
        data = bpmn.write(self.source, self.records)
        bpmn.verify(data, self.records)
        return data


class Document:
    """A model with its file. `path` is None until it is saved for the first time.

    It starts with what is in its source and `more`; or, where it goes on after a crash, with what had become of that.
    """

    def __init__(
        self, source: bpmn.Source, path: Path | None = None, more: Iterable[Record] = (), now: Records | None = None
    ) -> None:
        self.source, self.path = source, path
        self.fresh, self.more = path is None, tuple(more)  # whether it was made here; what the source does not hold
        opened = {**source.records, **{record.id: record for record in self.more}}
        self.model = Model((opened if now is None else now).values())
        self._saved: Records = dict(self.model.records)
        # A drawing made for a file that had none is no edit: saved untouched it stays the same bytes.
        self._opened: Records = source.records if self.fresh else self._saved if now is None else opened
        self._moment = self.model.moment  # of the model when it was last saved or opened
        self._touched: dict[Id, object] = {}  # what may differ from what was saved; all else does not
        self._leave = self.model.observe(self._follow)

    @property
    def notes(self) -> list[Note]:
        return self.source.notes

    @property
    def name(self) -> str:
        return self.path.name if self.path else ""

    @property
    def modified(self) -> bool:
        """Whether anything differs from what was last saved or opened; undo back to there makes it False."""
        saved, records = self._saved, self.model.records
        if self.model.moment is self._moment:
            self._touched.clear()
        while self._touched:
            id, _ = self._touched.popitem()
            now, before = records.get(id), saved.get(id)
            if now is not before and now != before:
                self._touched[id] = None
                return True
        return False

    def snapshot(self) -> Snapshot:
        return Snapshot(self.source, self._opened, dict(self.model.records), self.model.moment)

    def saved(self, path: Path, snapshot: Snapshot) -> None:
        """Tells the document that this snapshot is now in the file."""
        self.path, self._saved, self._moment = path, snapshot.records, snapshot.moment
        self._touched = dict.fromkeys(diff(self._saved, self.model.records).records)

    def _follow(self, change: Change) -> None:
        self._touched |= change.records


def new_document(records: Iterable[Record] = ()) -> Document:
    """A document without a file, with these records as its start; nothing in them depends on another file."""
    return Document(bpmn.empty(), None, map(_independent, records))


def _independent(record: Record) -> Record:
    """A record as it is; an event with definitions of its own, whatever it shared."""
    bags = record.props.bags("events")
    return replace(record, props=record.props.having(events=own(bags))) if bags else record


def open_document(path: Path | str, placing: Placing | None = None) -> Document:
    """Raises Refused (one sentence, the file named) or OSError; the file is never changed by opening."""
    path = Path(path)
    return _opened(path, read_bytes(path), placing)


def parse_document(name: str, data: bytes, placing: Placing | None = None) -> Document:
    """The document in these bytes, which have no file of their own. Raises Refused."""
    return _opened(Path(name), data, placing)


def _opened(path: Path, data: bytes, placing: Placing | None) -> Document:
    source = _read(path.name, data)
    more = list(placing(source.records)) if placing else []
    if more:
        source.notes.append(Note(LAID_OUT))
    return Document(source, path, more)


def save(document: Document, path: Path | str) -> None:
    """Writes the document to a file, whole and verified. Raises Refused or OSError; the old file then stands."""
    path, snapshot = Path(path), document.snapshot()
    write_bytes(path, snapshot.bytes())
    document.saved(path, snapshot)


def convert(source: str, target: str) -> list[str]:
    """Reads one file and writes another, both BPMN; "-" is standard input or output. Returns the notes."""
    for name in (source, target):
        if name != "-" and Path(name).suffix.lower() not in ENDINGS:
            raise Refused(f"{Path(name).name}: only BPMN files ({', '.join(ENDINGS)}) can be converted.")
    if source == "-":
        read = _read("standard input", sys.stdin.buffer.read())
    else:
        read = _read(Path(source).name, read_bytes(Path(source)))
    if target == "-":
        sys.stdout.buffer.write(read.data)
        sys.stdout.buffer.flush()
    else:
        write_bytes(Path(target), read.data)
    return [note.text for note in read.notes]


def _read(name: str, data: bytes) -> bpmn.Source:
    try:
        return bpmn.read(data)
    except Refused as refused:
        text = str(refused)
        raise Refused(f"{name}, {text}" if text.startswith("line ") else f"{name}: {text}") from None
