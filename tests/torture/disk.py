"""A disk that fails, and one that forgets: laid between the program and the system in the place of `os`.

`Disk` counts every call that can fail and lets one of them, or all from there on, fail. `Trace` writes down what was
written, flushed and renamed, and lays out what could be left of that after the power went.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import ModuleType
from unittest.mock import patch

from opsdesigner.files import saving
from opsdesigner.safety import journal, keeping, lock, recovery, reports, sessions, tape, versions

LAID = (saving, tape, lock, sessions, versions, keeping, reports, recovery)
CALLS = ("open", "write", "fsync", "fdatasync", "replace", "rename", "unlink", "mkdir", "ftruncate")
FLUSH = 0.001  # seconds; so that edits come while one is under way
OLD = 10**6  # numbers of files that were there before
FLUSHES = ("fsync", "fdatasync")  # what they are for is played here; the real disk need not be waited for


class Disk:
    """`os` as the program sees it; what is not in CALLS goes through."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.calls: list[str] = []
        self.fails_at, self.for_good, self.error = -1, False, 0  # which call, whether all after it too, the errno
        self.names: dict[int, str] = {}  # what open files are called

    def __getattr__(self, name: str) -> object:
        if name not in CALLS:
            return getattr(os, name)

        def call(*arguments: object, **named: object) -> object:
            return self.call(name, arguments, named)

        return call

    def call(self, name: str, arguments: tuple[object, ...], named: dict[str, object]) -> object:
        reading = name == "open" and arguments[1] in (os.O_RDONLY, os.O_RDONLY | os.O_NONBLOCK)
        count = len(self.calls)
        if not reading:
            self.calls.append(name)
        fails = not reading and (count == self.fails_at or (self.for_good and 0 <= self.fails_at <= count))
        if fails and name == "write" and count == self.fails_at:
            handle, data = arguments
            os.write(handle, bytes(data)[: len(bytes(data)) // 2])  # type: ignore[arg-type] # a torn one
        if fails:
            raise OSError(self.error, os.strerror(self.error))
        return None if name in FLUSHES else getattr(os, name)(*arguments, **named)


class Trace(Disk):
    """Writes down what changes files under its root."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.events: list[tuple[object, ...]] = []
        self.inodes: dict[int, int] = {}  # numbers of our own for open files: the system's are used again
        self.numbers: dict[int, int] = {}
        self.offsets: dict[int, int] = {}  # where the next write to an open file goes
        self.before: dict[str, tuple[int, bytes]] = {}  # what was there already
        for number, path in enumerate(sorted(root.rglob("*")), 1):
            self.before[str(path)] = (OLD + number, path.read_bytes()) if path.is_file() else (-1, b"")
            self.numbers[path.stat().st_ino] = self.before[str(path)][0]

    def call(self, name: str, arguments: tuple[object, ...], named: dict[str, object]) -> object:
        before = os.path.exists(str(arguments[0])) if name in ("open", "unlink") else False
        result = time.sleep(FLUSH) if name in FLUSHES else getattr(os, name)(*arguments, **named)
        getattr(self, f"_{name}")(arguments, result, before)
        return result

    def say(self, *event: object) -> None:
        """Puts a mark of the program itself among the events: an acknowledgement, a save."""
        self.events.append(event)

    def _open(self, arguments: tuple[object, ...], handle: object, before: bool) -> None:
        assert isinstance(handle, int)
        state = os.fstat(handle)
        if not before:
            self.numbers[state.st_ino] = len(self.events) + 1
        self.names[handle], self.inodes[handle] = str(arguments[0]), self.numbers.get(state.st_ino, 0)
        self.offsets[handle] = state.st_size if int(str(arguments[1])) & os.O_APPEND else 0
        if not before:
            self.events.append(("link", str(arguments[0]), self.inodes[handle]))
        if int(str(arguments[1])) & os.O_TRUNC and before:
            self.events.append(("cut", self.inodes[handle], 0))

    def _write(self, arguments: tuple[object, ...], count: object, _: bool) -> None:
        handle, data = arguments
        assert isinstance(handle, int) and isinstance(count, int)
        offset = self.offsets[handle]
        self.events.append(("write", self.inodes[handle], offset, bytes(data)[:count]))  # type: ignore[arg-type]
        self.offsets[handle] = offset + count

    def _fsync(self, arguments: tuple[object, ...], _: object, __: bool) -> None:
        handle = int(str(arguments[0]))
        folder = os.path.isdir(self.names[handle])
        self.events.append(("sync folder", self.names[handle]) if folder else ("sync", self.inodes[handle]))

    _fdatasync = _fsync

    def _ftruncate(self, arguments: tuple[object, ...], _: object, __: bool) -> None:
        handle, size = int(str(arguments[0])), int(str(arguments[1]))
        self.events.append(("cut", self.inodes[handle], size))

    def _replace(self, arguments: tuple[object, ...], _: object, __: bool) -> None:
        self.events.append(("move", str(arguments[0]), str(arguments[1])))

    _rename = _replace

    def _unlink(self, arguments: tuple[object, ...], _: object, before: bool) -> None:
        if before:
            self.events.append(("unlink", str(arguments[0])))

    def _mkdir(self, arguments: tuple[object, ...], _: object, __: bool) -> None:
        self.events.append(("mkdir", str(arguments[0])))


class Platter:
    """What is on a disk: what was flushed for sure, and of the rest as much as chance leaves."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.files: dict[int, bytearray] = {}  # flushed content by inode
        self.loose: dict[int, list[tuple[int, bytes | None]]] = {}  # writes since: offset and bytes, None for a cut
        self.names: dict[str, int] = {}  # -1 for a folder
        self.changes: list[tuple[str, ...]] = []  # to names, not flushed yet

    def start(self, before: dict[str, tuple[int, bytes]]) -> None:
        """What is on the disk for sure."""
        self.names = {path: number for path, (number, _) in before.items()}
        self.files = {number: bytearray(data) for number, data in before.values() if number >= 0}

    def play(self, events: list[tuple[object, ...]]) -> None:
        for kind, *rest in events:
            getattr(self, f"_{str(kind).replace(' ', '_')}", lambda *_: None)(*rest)

    def _link(self, path: str, inode: int) -> None:
        self.files[inode], self.loose[inode] = bytearray(), []
        self.changes.append(("link", path, str(inode)))

    def _mkdir(self, path: str) -> None:
        self.changes.append(("link", path, "-1"))

    def _write(self, inode: int, offset: int, data: bytes) -> None:
        self.loose.setdefault(inode, []).append((offset, data))

    def _cut(self, inode: int, size: int) -> None:
        self.loose.setdefault(inode, []).append((size, None))

    def _sync(self, inode: int) -> None:
        for offset, data in self.loose.get(inode, []):
            self._lay(inode, offset, data)
        self.loose[inode] = []

    def _move(self, old: str, new: str) -> None:
        self.changes.append(("move", old, new))

    def _unlink(self, path: str) -> None:
        self.changes.append(("unlink", path))

    def _sync_folder(self, folder: str) -> None:
        """All names in it are on the disk; those elsewhere need not be."""
        left = []
        for change in self.changes:
            if any(os.path.dirname(path) == folder for path in change[1:] if os.sep in path):
                self._name(change)
            else:
                left.append(change)
        self.changes = left

    def _lay(self, inode: int, offset: int, data: bytes | None) -> None:
        file = self.files.setdefault(inode, bytearray())
        if data is None:
            del file[offset:]
            file.extend(bytes(max(0, offset - len(file))))
            return
        file.extend(bytes(max(0, offset - len(file))))
        file[offset : offset + len(data)] = data

    def _name(self, change: tuple[str, ...]) -> None:
        kind, path = change[0], change[1]
        if kind == "link":
            self.names[path] = int(change[2])
        elif kind == "unlink":
            self.names.pop(path, None)
        else:
            moved = {each: inode for each, inode in self.names.items() if each == path or each.startswith(path + "/")}
            for each, inode in moved.items():
                del self.names[each]
                self.names[change[2] + each[len(path) :]] = inode

    def power_cut(self) -> None:
        """Of what was not flushed, some is there, some is not, some is zeros, some is half; in no order."""
        for inode, writes in self.loose.items():
            for offset, data in writes:
                fate = self.chance.choice(("there", "gone", "gone", "zeros", "torn"))
                if fate == "there" or (data is None and fate != "gone"):
                    self._lay(inode, offset, data)
                elif fate == "zeros" and data is not None:
                    self._lay(inode, offset, bytes(len(data)))
                elif fate == "torn" and data is not None:
                    self._lay(inode, offset, data[: self.chance.randrange(len(data) + 1)])
        kept = self.chance.randrange(len(self.changes) + 1)
        for change in self.changes[:kept]:
            self._name(change)

    def lay_out(self, root: Path) -> None:
        """Puts what is left where it was."""
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        for path, inode in sorted(self.names.items()):
            if not path.startswith(f"{root}{os.sep}"):
                continue
            if inode < 0:
                os.makedirs(path, exist_ok=True)
            else:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                Path(path).write_bytes(self.files[inode])


@contextmanager
def laid(disk: Disk) -> Iterator[None]:
    """The program works on this disk."""
    with_os: list[ModuleType] = [module for module in LAID if hasattr(module, "os")]
    assert journal.write_bytes is saving.write_bytes
    patches = [patch.object(module, "os", disk) for module in with_os]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()
