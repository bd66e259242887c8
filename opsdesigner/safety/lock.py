"""Who has a document open: a lock beside it, freed by the system when its owner dies.

The lock is the system's own, on a small file that also says who has it. A lock of this computer is over once its
owner is; one whose file names another computer stays, for nobody here can know.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import platform
import sys
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from opsdesigner import places

TRIES = 20
BEYOND = 1 << 20  # where the byte lies that Windows locks: what is locked there cannot be read by others
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


class Holder(NamedTuple):
    """Who has a document open."""

    user: str
    host: str
    pid: int
    since: str  # ISO, local time

    @property
    def here(self) -> bool:
        """Whether it is somebody on this computer."""
        return self.host == host()


class Locked(Exception):
    """Somebody else has it; `holder` says who, as far as that can be read."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"{holder.user} on {holder.host} has it open since {holder.since}")
        self.holder = holder


class Lock:
    """Held until it is released or its process ends, however it ends."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path, self._handle = path, handle

    def release(self) -> None:
        """Lets go; doing so twice is harmless."""
        handle, self._handle = self._handle, -1
        if handle < 0:
            return
        if sys.platform != "win32":  # there an open file cannot be taken out
            with contextlib.suppress(OSError):
                os.unlink(self.path)
            os.close(handle)
        else:
            os.close(handle)
            with contextlib.suppress(OSError):
                os.unlink(self.path)


def host() -> str:
    return platform.node()


def take(path: Path, signed: bool = True) -> Lock:
    """The lock that is this file. Raises Locked, or OSError where no file can be made there.

    Where others on this computer are all that matters, it may stay unsigned on a full disk.
    """
    for _ in range(TRIES):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            holder = _holder(handle)
            if not _grab(handle, holder):
                raise Locked(holder)
            if not _still(handle, path):  # released between the two
                os.close(handle)
                continue
            if holder.host and not holder.here:
                raise Locked(holder)
            try:
                _sign(handle)
            except OSError:
                if signed:
                    os.unlink(path)
                    raise
            return Lock(path, handle)
        except BaseException:
            with contextlib.suppress(OSError):
                os.close(handle)
            raise
    raise Locked(Holder("", "", 0, ""))


def take_document(path: Path) -> Lock:
    """The lock of a document: beside it, or in the state folder where that cannot be. Raises Locked or OSError."""
    target = Path(os.path.realpath(path))
    try:
        return take(beside(target))
    except OSError:
        apart = in_state(target)
        apart.parent.mkdir(parents=True, exist_ok=True)
        return take(apart)


def beside(path: Path) -> Path:
    """The lock file of a document; it begins with a dot, and is never longer a name than a disk takes."""
    return path.with_name(f".{path.name[:40]}.{_mark(path.name)[:8]}.lock")


def in_state(path: Path) -> Path:
    return places.state_folder() / "locks" / f"{_mark(str(path))}.lock"


def _mark(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _sign(handle: int) -> None:
    me = Holder(_user(), host(), os.getpid(), datetime.now().isoformat(timespec="seconds"))
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(me._asdict()).encode())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _holder(handle: int) -> Holder:
    """Who has signed; all empty where nobody has, or only half."""
    try:
        plain = json.loads(os.read(handle, 4096))
        return Holder(str(plain["user"]), str(plain["host"]), int(plain["pid"]), str(plain["since"]))
    except (ValueError, KeyError, TypeError):
        return Holder("", "", 0, "")


def _still(handle: int, path: Path) -> bool:
    """Whether the file that was opened is still the one of that name."""
    try:
        now, mine = os.stat(path), os.fstat(handle)
    except OSError:
        return False
    return (now.st_dev, now.st_ino) == (mine.st_dev, mine.st_ino)


def _grab(handle: int, holder: Holder) -> bool:
    """Whether the system gives us the lock; where it knows none, whether the process that signed is no more."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, BEYOND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError as error:
        if error.errno not in _NO_LOCKS or sys.platform == "win32":
            return False
        return not (holder.here and _alive(holder.pid))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
