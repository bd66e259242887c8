"""Where journals lie: a folder for each document that is edited, named by chance, in the state folder."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from opsdesigner import places
from opsdesigner.files.saving import write_bytes

from .tape import number_of

DONE, ASIDE = ".done", ".aside"
ATTEMPTS, LATER = "attempts", "later"  # files in the folder of a journal
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


class Attempts(NamedTuple):
    """How often a document was opened and the program ended over it; how many changes were left out the last time."""

    times: int = 0
    left_out: int = 0


def attempts(folder: Path) -> Attempts:
    """What is written down about a journal; nothing where the program has outlived it."""
    try:
        times, left_out = (folder / ATTEMPTS).read_text("ascii").split()
        return Attempts(int(times), int(left_out))
    except (OSError, ValueError):
        return Attempts()


def attempt(folder: Path, left_out: int = 0) -> None:
    """Writes down, on the disk before this ends, that a document is about to be opened."""
    said = f"{attempts(folder).times + 1} {left_out}"
    with contextlib.suppress(OSError):  # where nothing can be written it is opened all the same
        write_bytes(folder / ATTEMPTS, said.encode("ascii"))


def survived(folder: Path) -> None:
    """The program has outlived it: it is opened by itself again."""
    for name in (ATTEMPTS, LATER):
        with contextlib.suppress(OSError):
            os.unlink(folder / name)


def put_off(folder: Path) -> None:
    """It is not opened by itself at the next start, only listed. Raises OSError."""
    write_bytes(folder / LATER, b"")


def is_put_off(folder: Path) -> bool:
    return (folder / LATER).is_file()


def stored() -> list[Path]:
    """The journals that were put away and are still kept, the latest first."""
    found = []
    with contextlib.suppress(OSError):
        found = [folder for folder in home().iterdir() if folder.suffix in (DONE, ASIDE) and generations(folder)]
    return sorted(found, key=lambda folder: _time(generations(folder)[-1]), reverse=True)


def take_back(folder: Path) -> Path:
    """Makes a journal that was put away one to recover again; where it lies now. Raises OSError."""
    back = folder.with_suffix("")
    os.rename(folder, back)
    survived(back)
    return back


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
