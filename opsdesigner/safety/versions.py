"""Earlier versions of a file, kept before they are overwritten: the newest five, and one of each day for two weeks."""

from __future__ import annotations

import contextlib
import gzip
import os
import zlib
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from opsdesigner import places
from opsdesigner.files.saving import write_bytes

from .tape import make_folder

NEWEST, DAYS = 5, 14
ENDING = ".bpmn.gz"
_STAMP = "%Y-%m-%dT%H-%M-%S-%f"


class Version(NamedTuple):
    """One version that is kept."""

    path: Path  # of the copy
    when: datetime  # when it was put away, local time
    mark: str  # begins the sha256 of what is in it

    def read(self) -> bytes:
        """The file as it was. Raises OSError where the copy is gone or damaged."""
        try:
            data = gzip.decompress(self.path.read_bytes())
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise OSError(f"this version is damaged: {error}") from None
        if not sha256(data).hexdigest().startswith(self.mark):
            raise OSError("this version is damaged: it is not what was put away")
        return data


def keep(path: Path, data: bytes, when: datetime | None = None) -> Version:
    """Puts these bytes of a file away, unless they are the newest that is kept. Raises OSError."""
    mark, before = sha256(data).hexdigest()[:16], versions(path)
    if before and before[0].mark == mark:
        return before[0]
    folder = _folder(path)
    make_folder(folder)
    with contextlib.suppress(OSError):
        (folder / "of.txt").write_text(os.path.realpath(path), encoding="utf-8", errors="surrogateescape")
    when = when or datetime.now()
    made = Version(folder / f"{when:{_STAMP}}.{mark}{ENDING}", when, mark)
    write_bytes(made.path, gzip.compress(data, 6, mtime=0))
    prune(path, when)
    return made


def versions(path: Path) -> list[Version]:
    """The versions of a file that are kept, the newest first."""
    found = []
    with contextlib.suppress(OSError):
        for copy in _folder(path).iterdir():
            stamp, _, mark = copy.name.removesuffix(ENDING).partition(".")
            with contextlib.suppress(ValueError):
                found.append(Version(copy, datetime.strptime(stamp, _STAMP), mark))
    return sorted(found, key=lambda each: each.when, reverse=True)


def prune(path: Path, now: datetime) -> None:
    """Takes out what is older than the newest five and not the last of one of the last days."""
    days = set()
    for place, version in enumerate(versions(path)):
        day = version.when.date()
        daily = day not in days and now.date() - day < timedelta(days=DAYS)
        days.add(day)
        if place >= NEWEST and not daily:
            with contextlib.suppress(OSError):
                os.unlink(version.path)


def _folder(path: Path) -> Path:
    """Of the versions of one file, wherever it lies: two of the same name do not meet."""
    whole = os.path.normcase(os.path.realpath(path))
    return places.state_folder() / "versions" / sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:32]
