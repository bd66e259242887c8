"""The file a journal is written to: mended where a write was cut short, written anew where a flush failed.

A journal begins anew in a file with the next number; the older one goes only once the new one is safe. Of several,
the one that knows the latest edit counts.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Condition

from opsdesigner.files.saving import sync_folder

ENDING = ".journal"


class Tape:
    """One file that lines are added to; all but `add` is for one thread only, and raises OSError."""

    def __init__(self, folder: Path, turn: Condition, spent: Sequence[Path] = ()) -> None:
        self._folder, self._turn = folder, turn
        self._spent = list(spent)  # files that may go once this one is safe
        self._number = max((number_of(path) for path in spent), default=0)
        self._path = folder
        self._handle = -1
        self._size = self._synced = 0  # bytes that are whole lines; bytes that are on the disk
        self._fresh: list[bytes] = []  # the lines that are not yet
        self._torn = self._doubtful = False

    @property
    def ready(self) -> bool:
        """Whether a line can be added just now."""
        return self._handle >= 0 and not self._torn and not self._doubtful

    def add(self, line: bytes) -> None:
        """Writes a line. Raises OSError; what was written of it is taken out before the next one."""
        view = memoryview(line)
        try:
            while view:
                view = view[os.write(self._handle, view) :]
        except OSError:
            self._torn = True
            raise
        self._size += len(line)
        self._fresh.append(line)

    def begin(self, content: bytes, taken: int = 0) -> None:
        """Goes on in a new file that starts with this content, which holds so many of the fresh lines."""
        path = self._folder / f"{self._number + 1}{ENDING}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags, 0o600)
        try:
            _write(handle, content)
            os.fsync(handle)
            sync_folder(self._folder)
            with self._turn:
                late = self._fresh[taken:]
                _write(handle, b"".join(late))
                old, self._handle = self._handle, handle
                self._fresh, self._synced = late, len(content)
                self._size = len(content) + sum(map(len, late))
                self._torn = self._doubtful = False
        except BaseException:
            os.close(handle)
            with contextlib.suppress(OSError):
                os.unlink(path)
            raise
        if old >= 0:
            self._spent.append(self._path)
            with contextlib.suppress(OSError):  # what it would say of the old file does not matter any more
                os.close(old)
        self._path, self._number = path, self._number + 1

    def mend(self) -> None:
        """Makes the file fit to be added to again."""
        if self._torn and not self._doubtful:
            try:
                os.ftruncate(self._handle, self._size)
                self._torn = False
            except OSError:
                self._doubtful = True
        if self._doubtful:
            self._anew()

    def sync(self) -> None:
        """All that was added is on the disk when this ends."""
        with self._turn:
            size, count, handle = self._size, len(self._fresh), self._handle
        if size > self._synced:
            try:
                flush(handle)
            except OSError:
                # A second flush would say that all is well although the system has thrown away what it could not write.
                self._doubtful = True
                self._anew()
                with self._turn:
                    size, count = self._size, len(self._fresh)
                if size > self._synced:
                    try:
                        flush(self._handle)
                    except OSError:
                        self._doubtful = True
                        raise
            with self._turn:
                self._synced = size
                del self._fresh[:count]
        with contextlib.suppress(OSError):  # an older file that stays does no harm: it knows less
            self.drop_spent()

    def drop_spent(self) -> None:
        """Takes out the files that this one stands in for."""
        while self._spent:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._spent[0])
            del self._spent[0]

    def content(self) -> tuple[bytes, int]:
        """All lines, and how many of them are fresh: those that are safe from the disk, the fresh ones from memory."""
        with self._turn:
            fresh = list(self._fresh)
        with open(self._path, "rb") as file:
            safe = file.read(self._synced)
        return safe + b"".join(fresh), len(fresh)

    def close(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            with contextlib.suppress(OSError):
                os.close(handle)

    def _anew(self) -> None:
        self.begin(*self.content())


def number_of(path: Path) -> int:
    """Which of several files of one journal this is; 0 where it is none."""
    return int(path.stem) if path.suffix == ENDING and path.stem.isdigit() else 0


def flush(handle: int) -> None:
    """What was written is on the disk when this ends, as far as the disk itself is honest."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync ends there before the disk has written
    elif hasattr(os, "fdatasync"):
        os.fdatasync(handle)
    else:
        os.fsync(handle)


def make_folder(folder: Path) -> None:
    """A folder and all it lies in, so that they survive a power cut. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    sync_folder(folder.parent)


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
