"""Where journals lie: a folder for each document that is edited, named by chance, in the state folder."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from opsdesigner import places

from .tape import number_of

DONE, ASIDE = ".done", ".aside"
KEPT = 14 * 24 * 3600  # seconds that a journal is kept once it is not needed any more


def home() -> Path:
    return places.state_folder() / "journals"


def new_folder() -> Path:
    """A folder for one more journal; whoever writes there first makes it."""
    return home() / secrets.token_hex(8)


def open_folders() -> Iterator[Path]:
    """The journals that are in use or were left by a crash, the latest first."""
    found = []
    with contextlib.suppress(OSError):
        for folder in home().iterdir():
            files = [] if folder.suffix else generations(folder)
            if files:
                found.append((_time(files[-1]), folder))
    yield from (folder for _, folder in sorted(found, reverse=True))


def generations(folder: Path) -> list[Path]:
    """The files of one journal, the newest last."""
    try:
        return sorted((path for path in folder.iterdir() if number_of(path)), key=number_of)
    except OSError:
        return []


def put_away(folder: Path, ending: str = DONE) -> None:
    """Says that a journal is not to be recovered any more; it is kept for a while."""
    with contextlib.suppress(OSError):  # then it is found again, which loses nothing
        os.rename(folder, folder.with_name(folder.name + ending))


def set_aside(folder: Path) -> None:
    """Keeps a second copy of a journal of which not all could be used: it is about to go on without that."""
    for path in generations(folder):
        with contextlib.suppress(OSError):
            shutil.copyfile(path, path.with_suffix(ASIDE))


def sweep() -> None:
    """Takes out the journals that were put away long ago."""
    with contextlib.suppress(OSError):
        for folder in home().iterdir():
            if folder.suffix in (DONE, ASIDE) and time.time() - _time(folder) > KEPT:
                shutil.rmtree(folder, ignore_errors=True)


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
