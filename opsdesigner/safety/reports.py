"""Reports of failures of our own: text on this computer, never sent anywhere."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import traceback
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from opsdesigner import __version__, places
from opsdesigner.files.saving import write_bytes
from opsdesigner.model import Change

from .tape import make_folder

CHANGES = 50  # the last edits, which a report tells
KEPT = 20  # reports
LONGEST = 2000  # letters of one edit


def home() -> Path:
    """The folder of all reports."""
    return places.state_folder() / "reports"


def write(error: BaseException, changes: Iterable[Change] = (), doing: str = "") -> Path:
    """Writes what failed, where, and which edits came before; says where that is. Raises OSError."""
    folder, now = home(), datetime.now()
    make_folder(folder)
    path = folder / f"{now:%Y-%m-%dT%H-%M-%S-%f}.txt"
    write_bytes(path, text(error, changes, doing, now).encode("utf-8", "backslashreplace"))
    for old in sorted(folder.glob("*.txt"))[:-KEPT]:
        with contextlib.suppress(OSError):
            os.unlink(old)
    return path


def text(error: BaseException, changes: Iterable[Change], doing: str, now: datetime) -> str:
    """What a report says."""
    rows = [
        f"OpsDesigner {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{now:%Y-%m-%d %H:%M:%S}{', ' if doing else ''}{doing}",
        "This report stays on this computer. It holds names from the document; read it before you pass it on.",
        "",
        "".join(traceback.format_exception(error)),
        f"The last edits, {CHANGES} at most, the latest at the end:",
        *(_told(change) for change in list(changes)[-CHANGES:]),
    ]
    return "\n".join(rows) + "\n"


def _told(change: Change) -> str:
    said = json.dumps(change.to_json()["records"], ensure_ascii=False, default=repr)
    if len(said) > LONGEST:
        said = f"{said[:LONGEST]} … ({len(change.records)} records)"
    return f"- {change.label}: {said}"
