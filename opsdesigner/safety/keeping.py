"""A document that is kept safe: its lock, its journal, its earlier versions, and saves that a crash cannot spoil.

The window keeps one of these for each document:

    lock = take_document(path)                       # Locked says who has it
    kept = keep(document, safe=…, failed=…, lock=lock)
    kept.typing(id, text)                            # while a name is edited
    taken = kept.take()                              # on the window's thread
    written = kept.write(taken, path)                # in a worker; ChangedElsewhere, Refused or OSError
    kept.saved(written)                              # on the window's thread
    kept.close()                                     # saved, or thrown away by the user

After a save under another name, `kept.lock` is to be released and the lock of the new name put there.

After a crash `recovery.left()` finds journals, `recovery.recover` says what is in them, `resume` goes on with one.
"""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from typing import NamedTuple

from opsdesigner import __version__
from opsdesigner.files.document import Document, Snapshot
from opsdesigner.files.errors import Refused
from opsdesigner.files.saving import read_bytes, write_bytes
from opsdesigner.model import Change, Id, diff

from . import sessions, versions
from .journal import Begin, Failed, Journal, Safe
from .lines import Head, Saving, digest, head_line
from .lock import Lock, host
from .recovery import Recovered
from .reports import CHANGES


class ChangedElsewhere(Refused):
    """The file is not what was opened or saved here; nothing was written. Saving with `over` replaces it."""


class Taken(NamedTuple):
    """A document as it is at one moment, and how many edits led there."""

    snapshot: Snapshot
    at: int


class Written(NamedTuple):
    """A save that has reached the disk."""

    path: Path
    taken: Taken
    sha: str
    unkept: OSError | None  # why the earlier version could not be put away


class Kept:
    """A document under guard from its first edit on. Only `write` may be called outside the document's thread."""

    def __init__(self, document: Document, journal: Journal, known: str | None, lock: Lock | None) -> None:
        self.document, self.journal, self.lock = document, journal, lock
        self.recent: deque[Change] = deque(maxlen=CHANGES)  # for a report
        self.title = ""
        self._known = known  # sha256 of the file as it was read or written here; None: the bytes that were opened
        self._put_away: set[str] = set()  # files whose earlier version is kept
        self._leave = document.model.observe(self._follow)

    @property
    def known(self) -> str:
        """The sha256 of the file as it was last read or written here; "" where there is none."""
        if self._known is None:
            self._known = digest(self.document.source.data)
        return self._known

    def typing(self, id: Id, text: str) -> None:
        """A name is being typed; "" and "" once that was given up."""
        self.journal.typing(id, text)

    def changed_elsewhere(self) -> bool:
        """Whether the file is another than was read or written here; False where it is gone. Reads it."""
        path = self.document.path
        now = _there(path) if path is not None else None
        return now is not None and digest(now) != self.known

    def take(self) -> Taken:
        return Taken(self.document.snapshot(), self.journal.number)

    def write(self, taken: Taken, path: Path, over: bool = False) -> Written:
        """Saves what was taken: checked, announced in the journal, and in one step. Raises ChangedElsewhere where the
        document's own file is not what it was and may not go over, Refused or OSError; the old file then stands.
        """
        data = taken.snapshot.bytes()
        sha, target = digest(data), os.path.realpath(path)
        unkept = self._keep_version(Path(target), sha, over)
        self.journal.saving(Saving(sha, taken.at, target))
        write_bytes(path, data)
        return Written(path, taken, sha, unkept)

    def saved(self, written: Written) -> None:
        """The document is now what its file holds; the journal begins anew."""
        self.document.saved(written.path, written.taken.snapshot)
        self._known = written.sha
        document, taken, title = self.document, written.taken, self.title

        def head() -> Head:
            return _head(document, title, written.sha, taken)

        self.journal.saved(head, taken.at)

    def close(self, finished: bool = True) -> bool:
        """Ends the guard; whether all edits are on disk. Finished: saved, or given up by the user, and so nothing is
        left to recover; else the journal is found again at the next start.
        """
        self._leave()
        safe = self.journal.close()
        if finished:
            sessions.put_away(self.journal.folder)
        if self.lock is not None:
            self.lock.release()
        return safe

    def _follow(self, change: Change) -> None:
        self.recent.append(change)
        self.journal.follow(change)

    def _keep_version(self, target: Path, sha: str, over: bool) -> OSError | None:
        """Puts away what a save is about to replace, once for each file, and whenever it is not ours."""
        there = _there(target)
        if there is None:
            return None
        now, own = digest(there), self.document.path
        if not over and own is not None and os.path.realpath(own) == str(target) and now not in (self.known, sha):
            raise ChangedElsewhere(f"{target.name} was changed by another program since it was opened here.")
        if now == sha or (str(target) in self._put_away and now == self.known):
            return None
        try:
            versions.keep(target, there)
        except OSError as error:
            return error  # a save that is refused for want of a copy would lose more
        self._put_away.add(str(target))
        return None


def keep(
    document: Document,
    safe: Safe = lambda n: None,
    failed: Failed = lambda n, error: None,
    lock: Lock | None = None,
    title: str = "",
) -> Kept:
    """Guards a document that was just opened or made; `title` is what one without a file is called."""

    def first_line() -> bytes:
        return head_line(_head(document, title, kept.known))

    known = "" if document.fresh or document.path is None else None
    kept = Kept(
        document, Journal(sessions.new_folder(), Begin(document.source.data, first_line), safe, failed), known, lock
    )
    kept.title = title
    return kept


def resume(
    recovered: Recovered,
    safe: Safe = lambda n: None,
    failed: Failed = lambda n, error: None,
    lock: Lock | None = None,
) -> Kept:
    """Guards a document that was recovered: its journal goes on, in a file that leaves out what could not be used."""
    assert recovered.document is not None and recovered.begin is not None
    if recovered.dropped:
        sessions.set_aside(recovered.folder)
    kept = Kept(recovered.document, Journal(recovered.folder, recovered.begin, safe, failed), recovered.known, lock)
    kept.title = recovered.title
    return kept


def _head(document: Document, title: str, file: str, taken: Taken | None = None) -> Head:
    """The first line of a journal that starts with the document as it was opened, or as it was taken."""
    opened = {**document.source.records, **{record.id: record for record in document.more}}
    return Head(
        base=digest(document.source.data),
        path=os.path.realpath(document.path) if document.path is not None else "",
        file=file,
        title=title,
        new=document.fresh,
        at=taken.at if taken is not None else 0,
        given=_plain(diff({}, {record.id: record for record in document.more})),
        start=_plain(diff(opened, taken.snapshot.records)) if taken is not None else {},
        version=__version__,
        pid=os.getpid(),
        host=host(),
    )


def _plain(change: Change) -> dict[str, object]:
    records = change.to_json()["records"]
    assert isinstance(records, dict)
    return records


def _there(path: Path) -> bytes | None:
    """What a file holds; None where there is none, or nothing that could be read or written here."""
    try:
        return read_bytes(path)
    except (OSError, Refused):
        return None
