"""Files read whole and written whole: never half, never in place.

A save writes a new file beside the old one, flushes it to the disk, gives it the old one's rights and name in one step.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from pathlib import Path

from .errors import Refused

LARGEST = 50 * 2**20  # bytes
RETRIES = (0.01, 0.025, 0.05, 0.1, 0.25)  # seconds; a virus scanner or sync client may hold the file for a moment
_NOT_WINDOWS = sys.platform != "win32"
_NO_FOLDERS = (errno.EINVAL, errno.EOPNOTSUPP, errno.EBADF)  # what file systems answer that flush no folders


def read_bytes(path: Path, wanted: str = "a BPMN file") -> bytes:
    """All of a regular file. Raises Refused for folders, devices and what is too large, OSError for the rest."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags)
    if stat.S_ISDIR(os.fstat(handle).st_mode):  # Python opens no file object on a folder
        os.close(handle)
        raise Refused(f"{path.name} is a folder; choose {wanted}.")
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise Refused(f"{path.name} is no ordinary file; choose {wanted}.")
        if state.st_size > LARGEST:
            raise Refused(
                f"{path.name} is larger than 50 MB ({state.st_size // 2**20} MB); split it and open the parts."
            )
        return file.read()


def write_bytes(path: Path, data: bytes) -> None:
    """Replaces a file by these bytes in one step, links followed. Raises OSError; the old file then stays."""
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")  # 40 letters are up to 160 bytes
    try:
        _write_new(draft, data)
        _take_over(target, draft)
        if draft.read_bytes() != data:
            raise OSError(errno.EIO, "the disk gave back other bytes than were written", str(path))
        _replace(draft, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        if isinstance(error, OSError):
            error.filename = str(path)  # nobody has heard of the draft
            del error.filename2
        raise
    sync_folder(target.parent)


def _write_new(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _take_over(old: Path, new: Path) -> None:
    """Rights, owner and extended attributes of the file that is replaced, as far as the system lets us."""
    try:
        state = old.stat()
    except FileNotFoundError:
        return
    if not os.access(old, os.W_OK):
        raise PermissionError(13, "the file is read-only", str(old))
    with contextlib.suppress(OSError):
        os.chmod(new, stat.S_IMODE(state.st_mode))
    with contextlib.suppress(OSError, AttributeError):  # not every system has owners
        os.chown(new, state.st_uid, state.st_gid)
    with contextlib.suppress(OSError, AttributeError):  # fewer have these
        for name in os.listxattr(old):
            os.setxattr(new, name, os.getxattr(old, name))


def _replace(draft: Path, target: Path) -> None:
    for pause in RETRIES:
        try:
            os.replace(draft, target)
            return
        except PermissionError:
            if _NOT_WINDOWS:
                raise
            time.sleep(pause)
    os.replace(draft, target)


def sync_folder(folder: Path) -> None:
    """So that a new name survives a power cut too. Raises OSError; where a system cannot do it, nothing is done."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(PermissionError):  # may be written to, but not listed
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_FOLDERS:
                raise
        finally:
            os.close(handle)
