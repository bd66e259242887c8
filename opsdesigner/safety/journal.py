"""The journal of a document: every edit on disk within a second, without ever holding up who edits.

An edit is written at once, by whoever makes it; a thread then has the disk take it, many at a time where they come
fast. What fails is told, kept, and tried again with the next edit and every few seconds.
"""

from __future__ import annotations

import contextlib
import gzip
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Condition, Thread
from typing import NamedTuple

from opsdesigner.files.saving import sync_folder, write_bytes
from opsdesigner.model import Change, Id

from .lines import Head, Saving, after, edit_line, head_line, saving_line, typed_line
from .lock import Lock, take
from .tape import Tape, make_folder

BASE, LOCK = "base.bpmn.gz", "lock"
AT_ONCE = 32  # records; a larger edit is put into JSON by the thread
TYPING = 0.3  # seconds between two lines of a name being typed
AGAIN = 5.0  # seconds until what failed is tried again by itself
PATIENCE = 10.0  # seconds that whoever waits for the disk waits at most

Safe = Callable[[int], None]
Failed = Callable[[int, Exception], None]


class Begin(NamedTuple):
    """What a journal starts with: the bytes it applies to, its first lines, and what they stand in for."""

    base: bytes | None  # None where it lies in the folder already
    content: Callable[[], bytes]
    number: int = 0  # of the last edit in the content
    spent: Sequence[Path] = ()
    lock: Lock | None = None  # of the folder, where it is held already


class Journal:
    """Follows a model. `safe(n)` tells that the edits up to n are on disk, `failed(n, error)` that n is not yet;
    both are called in the journal's own thread. Nothing touches the disk before the first edit.
    """

    def __init__(
        self, folder: Path, begin: Begin, safe: Safe = lambda n: None, failed: Failed = lambda n, error: None
    ) -> None:
        self.folder, self._safe, self._failed = folder, safe, failed
        self._begin: Begin | None = begin  # None once it has begun
        self._turn = Condition()
        self._tape = Tape(folder, self._turn, begin.spent)
        self._queue: deque[bytes | tuple[int, Change]] = deque()  # what is not in the file yet
        self._number = begin.number
        self._made = self._tried = self._kept = 0  # lines: so many made, tried to be put on the disk, put there
        self._tried_at = 0.0
        self._typing: tuple[Id, str] | None = None
        self._typed_at, self._typed = 0.0, False
        self._roll: tuple[Callable[[], Head], int] | None = None
        self._lock = begin.lock
        self._thread: Thread | None = None
        self._closing = False

    # what whoever edits calls; none of it waits for the disk or raises

    @property
    def number(self) -> int:
        """How many edits there have been."""
        return self._number

    def follow(self, change: Change) -> None:
        """Takes an edit down."""
        with self._turn:
            self._number += 1
            self._typing, self._typed = None, False
            edit: bytes | tuple[int, Change] = (self._number, change)
            if len(change.records) <= AT_ONCE:
                # What cannot be put into JSON is left to the thread, which tells of it.
                with contextlib.suppress(TypeError, ValueError):
                    edit = edit_line(self._number, change)
            self._put(edit)

    def typing(self, id: Id, text: str) -> None:
        """Takes down a name while it is being typed, some times a second; "" and "" once that was given up."""
        with self._turn:
            if not id:
                self._typing = None
                if self._typed:
                    self._typed = False
                    self._put(typed_line("", ""))
                return
            self._typing = (id, text)
            if time.monotonic() - self._typed_at >= TYPING:
                self._put_typed()
            else:
                self._wake()

    def retry(self) -> None:
        """Tries now what failed before."""
        with self._turn:
            self._tried_at = 0.0
            self._wake()

    # what whoever saves calls

    def saving(self, saving: Saving) -> bool:
        """Takes down what is about to be saved; whether that is on disk. Waits for it, so call it in a worker."""
        with self._turn:
            self._put(saving_line(saving))
        return self.settled()

    def saved(self, head: Callable[[], Head], at: int) -> None:
        """Begins anew with this head, which holds the edits up to `at`; the later ones follow it."""
        with self._turn:
            self._roll = (head, at)
            self._made += 1
            self._wake()

    def settled(self, patience: float = PATIENCE) -> bool:
        """Waits until all so far is on disk or has failed; whether it is on disk."""
        with self._turn:
            made = self._made
            self._turn.wait_for(lambda: self._kept >= made or self._tried >= made, patience)
            return self._kept >= made

    def close(self) -> bool:
        """Puts the rest on disk and ends; whether all is there. The lock of the folder is let go of."""
        with self._turn:
            self._closing = True
            self._turn.notify_all()
        if self._thread is not None:
            self._thread.join(PATIENCE)
        if self._lock is not None:
            self._lock.release()
        return self._kept >= self._made

    # inside

    def _put(self, line: bytes | tuple[int, Change]) -> None:
        self._made += 1
        if isinstance(line, bytes) and self._tape.ready and not self._queue:
            try:
                self._tape.add(line)
            except OSError:
                self._queue.append(line)  # the thread tries it again, and tells
        else:
            self._queue.append(line)
        self._wake()

    def _put_typed(self) -> None:
        assert self._typing is not None
        self._put(typed_line(*self._typing))
        self._typing, self._typed, self._typed_at = None, True, time.monotonic()

    def _wake(self) -> None:
        if self._thread is None and not self._closing:
            self._thread = Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        self._turn.notify_all()

    def _run(self) -> None:
        while True:
            with self._turn:
                while (left := self._due_in()) > 0 and not self._closing:
                    self._turn.wait(None if left == float("inf") else left)
                ending = self._closing
                if self._typing is not None and time.monotonic() - self._typed_at >= TYPING:
                    self._put_typed()
            self._round()
            if ending:
                self._tape.close()
                return

    def _due_in(self) -> float:
        """Seconds until there is something to do."""
        now, left = time.monotonic(), float("inf")
        if self._made > self._tried:
            return 0.0
        if self._kept < self._made:
            left = self._tried_at + AGAIN - now
        if self._typing is not None:
            left = min(left, self._typed_at + TYPING - now)
        return left

    def _round(self) -> None:
        """Puts all so far on the disk, and tells how that went."""
        with self._turn:
            made, number, news = self._made, self._number, self._made > self._tried
        error: Exception | None = None
        try:
            self._work()
        except Exception as failure:
            error = failure
        with self._turn:
            self._tried, self._tried_at = made, time.monotonic()
            if error is None:
                self._kept = made
            self._turn.notify_all()
        try:
            if error is None:
                self._safe(number)
            elif news:
                self._failed(number, error)
        except Exception:
            sys.excepthook(*sys.exc_info())  # a fault of whoever listens does not end the journal
        if error is None:
            self._roll_over()

    def _work(self) -> None:
        if self._begin is not None:
            self._create(self._begin)
            self._begin = None
        self._tape.mend()
        while self._queue:
            first = self._queue[0]
            # Nobody else adds to the file while something is waiting: they wait behind it.
            line = first if isinstance(first, bytes) else edit_line(*first)
            self._tape.add(line)
            with self._turn:
                self._queue.popleft()
        self._tape.sync()

    def _create(self, begin: Begin) -> None:
        make_folder(self.folder)
        if self._lock is None:
            self._lock = take(self.folder / LOCK, signed=False)
        if begin.base is not None:
            write_bytes(self.folder / BASE, gzip.compress(begin.base, 1, mtime=0))
        self._tape.begin(begin.content())
        if begin.spent:
            # Edits that did not fit were left out, and an older file that came back would know more than this one.
            self._tape.drop_spent()
            sync_folder(self.folder)

    def _roll_over(self) -> None:
        """Begins anew after a save. Where that fails the old file goes on: it says what was saved just as well."""
        with self._turn:
            wanted, self._roll = self._roll, None
        if wanted is None:
            return
        head, at = wanted
        try:
            content, taken = self._tape.content()
            self._tape.begin(head_line(head()) + after(content, at), taken)
            self._tape.sync()
        except OSError:
            with self._turn:
                self._roll = self._roll or wanted
