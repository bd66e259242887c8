"""The lines of a journal: a checksum and JSON each, one for every edit.

The first line is the head: what the edits apply to. `{"n": …, "records": …}` is an edit, `{"save": …}` says which
bytes are about to be written to the file and how many edits they hold, `{"text": …}` is a name being typed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from typing import NamedTuple

from opsdesigner.model import Change, Id, Record, from_json

FORMAT = 1
SMALL = 32  # entries
_dumps = json.JSONEncoder(separators=(",", ":")).encode
Json = dict[str, object]


@dataclass(frozen=True)
class Head:
    """What a journal is of. The document is `base` with `given` and then `start` in it; edits after `at` follow."""

    base: str  # sha256 of the bytes the document was opened from, kept beside the journal
    path: str = ""  # the file; "" until it is saved for the first time
    file: str = ""  # sha256 of what the file held when this journal began; "" where there is no file yet
    title: str = ""  # what a document without a file is called
    new: bool = False  # made here, not read from a file
    at: int = 0  # the edits up to this one are in `start`
    given: Json = field(default_factory=dict)  # records the document was opened with beyond the base: a first drawing
    start: Json = field(default_factory=dict)  # records that were other, and saved, when this journal began
    version: str = ""
    pid: int = 0
    host: str = ""
    journal: int = FORMAT


class Saving(NamedTuple):
    """A line that says: these bytes are about to become the file, and they hold the edits up to `at`."""

    sha: str
    at: int
    path: str


class Typed(NamedTuple):
    """A name that was being typed and not yet taken over."""

    id: Id
    text: str


class Edit(NamedTuple):
    """One edit as it stands in a journal."""

    number: int
    plain: Json
    end: int  # bytes up to the end of its line

    def change(self, state: Mapping[Id, Record]) -> Change:
        """As it applies to this state. Raises ValueError where it is none of ours."""
        return from_json(self.plain, state)


class Read(NamedTuple):
    """What is good in a journal, from its begin to the first bad line."""

    head: Head
    edits: list[Edit]
    savings: list[Saving]
    typed: Typed | None
    start: int  # bytes up to the end of the head
    good: int  # bytes up to the first bad line
    dropped: bytes  # all from the first bad line on

    @property
    def last(self) -> int:
        """The number of the last edit it knows of."""
        return self.edits[-1].number if self.edits else self.head.at


def digest(data: bytes) -> str:
    """What tells two contents of a file apart."""
    return sha256(data).hexdigest()


def line(plain: Mapping[str, object]) -> bytes:
    body = _said(plain).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _said(plain: object) -> str:
    """JSON, a large one put together of small ones: while one is made, nothing else in the program moves."""
    if isinstance(plain, dict) and (len(plain) > SMALL or any(isinstance(each, dict) for each in plain.values())):
        return "{" + ",".join(f"{_dumps(name)}:{_said(value)}" for name, value in plain.items()) + "}"
    return _dumps(plain)


def head_line(head: Head) -> bytes:
    return line({each.name: getattr(head, each.name) for each in fields(head)})


def edit_line(number: int, change: Change) -> bytes:
    return line({"n": number, **change.to_json()})


def saving_line(saving: Saving) -> bytes:
    return line({"save": saving.sha, "at": saving.at, "path": saving.path})


def typed_line(id: Id, text: str) -> bytes:
    """Of what is being typed; without an id: no longer."""
    return line({"text": text, "id": id})


def read(data: bytes) -> Read | None:
    """The good part of a journal; None where not even its head is good."""
    good = data.find(b"\n") + 1
    first = _plain(data[: good - 1]) if good else None
    head = _head(first) if first else None
    if head is None:
        return None
    edits, savings, typed, last, start = [], [], None, head.at, good
    for raw in data[good:].split(b"\n")[:-1]:
        plain = _plain(raw)
        if plain is None:
            break
        if "n" in plain:
            if plain["n"] != last + 1:
                break
            last += 1
            typed = None
            edits.append(Edit(last, plain, good + len(raw) + 1))
        elif "save" in plain:
            savings.append(Saving(str(plain["save"]), int(str(plain.get("at", 0))), str(plain.get("path", ""))))
        elif "text" in plain:
            typed = Typed(str(plain.get("id", "")), str(plain["text"])) if plain.get("id") else None
        good += len(raw) + 1
    return Read(head, edits, savings, typed, start, good, data[good:])


def after(data: bytes, at: int) -> bytes:
    """The lines of a good journal that follow the edit of this number: the next save may have begun among them."""
    rows = data.split(b"\n")[1:-1]
    first = 0
    for place, row in enumerate(rows):
        if row[9:14] == b'{"n":' and int(row[14 : row.index(b",")]) <= at:
            first = place + 1
    return b"".join(row + b"\n" for row in rows[first:])


def _plain(raw: bytes) -> Json | None:
    """What a line says; None where it is not what was written."""
    if raw[:9] != b"%08x " % zlib.crc32(raw[9:]):
        return None
    try:
        plain = json.loads(raw[9:])
    except ValueError:
        return None
    return plain if isinstance(plain, dict) else None


def _head(plain: Json) -> Head | None:
    """None for a line that is no head, or the head of a later format."""
    if plain.get("journal") != FORMAT:
        return None
    known = {each.name: plain[each.name] for each in fields(Head) if each.name in plain}
    try:
        return replace(Head(base=""), **known)  # type: ignore[arg-type]
    except TypeError:
        return None
