"""What a crash has left: found, read up to the first bad line, replayed, and settled by what the file holds now.

Outcomes are values; nothing is asked, changed or deleted here. The file is told apart by its hash:
it is as it was when the journal began: all edits are replayed; it is what a save line says: the save was done, and
what follows is replayed; it is neither: somebody else has changed it, and both are there to choose from.
"""

from __future__ import annotations

import contextlib
import gc
import gzip
import os
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from opsdesigner.files import bpmn
from opsdesigner.files.document import Document
from opsdesigner.files.errors import Refused
from opsdesigner.files.saving import read_bytes
from opsdesigner.model import Change, Id, ModelError, Record, from_json

from . import lines, sessions
from .journal import BASE, LOCK, Begin
from .lock import Lock, Locked, take

RECOVERED, SAVED, CHANGED, GONE, BROKEN = "recovered", "saved", "changed", "gone", "broken"
TRIES = 3  # whoever has it open may begin anew while it is read


class Recovered(NamedTuple):
    """What became of one journal.

    RECOVERED: the document is as it was; the file is as it was last saved, or there is none yet.
    SAVED: all of it is in the file, or nothing was edited; there is no document.
    CHANGED: the document is as it was, but the file was changed by somebody else. GONE: the file is not there.
    BROKEN: the journal cannot be read; `error` says why.
    """

    outcome: str
    folder: Path
    when: datetime  # of the last line
    path: Path | None = None  # the file; None where it was never saved
    title: str = ""
    document: Document | None = None
    edits: int = 0  # that are not in the file
    dropped: int = 0  # lines at the end that were cut short or could not be replayed
    typed: lines.Typed | None = None  # a name that was being typed
    error: str = ""
    known: str = ""  # sha256 of the file as this document knows it
    begin: Begin | None = None  # how its journal goes on


class Told(NamedTuple):
    """What a journal is of, without replaying it."""

    folder: Path
    when: datetime  # of the last line
    path: Path | None
    title: str
    edits: int  # that are not in the file

    @property
    def name(self) -> str:
        return self.path.name if self.path is not None else self.title


class Left(NamedTuple):
    """A journal whose owner is gone; its lock is ours, so that nobody else recovers it meanwhile."""

    folder: Path
    lock: Lock | None  # None where the state folder cannot be written to


def left(path: Path | None = None) -> Iterator[Left]:
    """The journals that a crash has left, of one file or of all, the latest first."""
    for folder in sessions.open_folders():
        if path is not None and not is_of(folder, path):
            continue
        try:
            yield Left(folder, take(folder / LOCK, signed=False))
        except Locked:
            continue
        except OSError:
            yield Left(folder, None)


def is_of(folder: Path, path: Path) -> bool:
    """Whether a journal is of this file."""
    found = _best(folder)
    if found is None:
        return False
    paths = {found[1].head.path, *(saving.path for saving in found[1].savings)}
    return os.path.normcase(os.path.realpath(path)) in map(os.path.normcase, paths)


def told(folder: Path) -> Told | None:
    """What is in a journal beyond the file; None where that is nothing, or cannot be read."""
    found = _best(folder)
    if found is None:
        return None
    read = found[1]
    _, at, _, path = _settle(read)
    edits = max(read.last - at, 0) + (read.typed is not None)
    return Told(folder, _when(folder), path, read.head.title, edits) if edits else None


def recover(folder: Path, lock: Lock | None = None, leave_out: int = 0) -> Recovered:
    """What is in a journal; with its lock, the document can go on with it (see `keeping.resume`).

    So many of the last edits that are not in the file are left out: one of them may be more than the program bears.
    """
    collecting = gc.isenabled()
    gc.disable()  # next to nothing that is made here can be freed here
    try:
        return _recover(folder, lock, leave_out)
    finally:
        if collecting:
            gc.enable()


def _recover(folder: Path, lock: Lock | None, leave_out: int) -> Recovered:
    when, found = _when(folder), _best(folder)
    if found is None:
        # One that was cut off in its first line never had anything in it.
        outcome = BROKEN if any(b"\n" in data for data in _contents(folder)) else SAVED
        return Recovered(outcome, folder, when, error="it cannot be read" if outcome == BROKEN else "")
    data, read = found
    head = read.head
    outcome, at, known, path = _settle(read)
    said = Recovered(outcome, folder, when, path, head.title, known=known)
    if read.last <= at and read.typed is None:
        return said._replace(outcome=SAVED)
    if leave_out:
        leave_out = min(leave_out, read.last - at)
        read = _without(read, leave_out)
    try:
        document = _document(folder, head, path)
        error, good = _replay(document, read, at)
    except (Refused, OSError, ValueError, EOFError, zlib.error, ModelError) as failure:
        return said._replace(outcome=BROKEN, error=" ".join(str(failure).split()))
    cut = [edit for edit in read.edits if edit.end > good] if error else []
    last = read.last - len(cut)
    dropped = leave_out + len(cut) + read.dropped.count(b"\n") + bool(read.dropped and not read.dropped.endswith(b"\n"))
    begin = Begin(None, lambda: data[:good], last, sessions.generations(folder), lock)
    return said._replace(
        document=document,
        edits=max(last - at, 0),
        dropped=dropped,
        typed=None if error else read.typed,
        error=error,
        begin=begin,
    )


def _without(read: lines.Read, count: int) -> lines.Read:
    """The same without the last edits, and what was being typed after them."""
    edits = read.edits[: len(read.edits) - count]
    return read._replace(edits=edits, typed=None, good=edits[-1].end if edits else read.start)


def _best(folder: Path) -> tuple[bytes, lines.Read] | None:
    """Of the files of a journal the one that knows the latest edit: a newer one may not be whole yet."""
    best: tuple[bytes, lines.Read] | None = None
    for data in _contents(folder):
        read = lines.read(data)
        if read is not None and (best is None or read.last > best[1].last):
            best = (data, read)
    return best


def _contents(folder: Path) -> Iterator[bytes]:
    """What is in the files of a journal, the newest first."""
    for _ in range(TRIES):
        found = 0
        for path in reversed(sessions.generations(folder)):
            with contextlib.suppress(OSError):
                yield path.read_bytes()
                found += 1
        if found:
            return


def _settle(read: lines.Read) -> tuple[str, int, str, Path | None]:
    """The outcome, up to which edit the file holds them, the hash of the file that we know, and its path."""
    head = read.head
    for saving in reversed(read.savings):
        if _hash(Path(saving.path)) == saving.sha:
            return RECOVERED, saving.at, saving.sha, Path(saving.path)
    path = Path(head.path) if head.path else None
    now = _hash(path) if path is not None else ""
    if now == head.file:
        return RECOVERED, head.at, head.file, path
    return (CHANGED, head.at, head.file, path) if now else (GONE, head.at, "", path)


def _hash(path: Path) -> str:
    """Of a file; "" where there is none, or none that can be read."""
    try:
        return lines.digest(read_bytes(path))
    except (OSError, Refused):
        return ""


def _document(folder: Path, head: lines.Head, path: Path | None) -> Document:
    """The document as it was when the journal began. Raises OSError, Refused or ValueError."""
    source = bpmn.read(_base(folder, head))
    more = [record for record in _records(head.given).values() if record is not None]
    now = {**source.records, **{record.id: record for record in more}}
    for id, record in _records(head.start).items():
        if record is None:
            now.pop(id, None)
        else:
            now[id] = record
    document = Document(source, None if head.new else path or Path("x"), more, now)
    document.path = path
    return document


def _records(plain: lines.Json) -> dict[Id, Record | None]:
    pairs = from_json({"records": plain}, {}).records
    return {id: after for id, (_, after) in pairs.items()}


def _base(folder: Path, head: lines.Head) -> bytes:
    """The bytes the document was opened from: as they were kept, else from the file while that is the same."""
    problem = "the copy of the file it belongs to is damaged"
    try:
        data = gzip.decompress((folder / BASE).read_bytes())
        if lines.digest(data) == head.base:
            return data
    except (OSError, EOFError, zlib.error) as error:
        problem = f"the copy of the file it belongs to cannot be read ({error})"
    if head.path and _hash(Path(head.path)) == head.base:
        return read_bytes(Path(head.path))
    raise ValueError(problem)


def _replay(document: Document, read: lines.Read, at: int) -> tuple[str, int]:
    """Makes the edits again, each a step that can be undone; why it ended early, and how many bytes are good."""
    model, good = document.model, read.start
    for edit in read.edits:
        try:
            model.apply(_checked(edit.change(model.records)))
        except (ValueError, ModelError) as error:
            return f"edit {edit.number} does not fit: {error}", good
        good = edit.end
        if edit.number == at and document.path is not None:
            document.saved(document.path, document.snapshot())
    return "", read.good


def _checked(change: Change) -> Change:
    for id, (_, after) in change.records.items():
        if after is not None and after.id != id:
            raise ValueError(f"{id} is kept as {after.id}")
    return change


def _when(folder: Path) -> datetime:
    files = sessions.generations(folder)
    try:
        return datetime.fromtimestamp(files[-1].stat().st_mtime)
    except (OSError, IndexError):
        return datetime.now()
