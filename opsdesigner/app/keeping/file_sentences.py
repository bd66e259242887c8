"""What went wrong with a file, in one sentence for the user."""

from __future__ import annotations

import errno
from pathlib import Path

from opsdesigner.files.errors import Refused

from ..words import tr

REASONS = {
    errno.ENOSPC: "There is no room left on the disk for {}; make room or choose another place.",
    errno.EDQUOT: "You have no room left on this disk for {}; make room or choose another place.",
    errno.EROFS: "{} lies where nothing can be written; choose another place.",
    errno.ENAMETOOLONG: "The name {} is too long; choose a shorter one.",
}


def sentence(error: Exception, path: Path | None = None) -> str:
    """What went wrong, in one sentence for the user."""
    if isinstance(error, Refused):
        return str(error)
    name = path.name if path else tr("The file")
    if path and isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return tr("{} cannot be reached: the folder {} is not there; choose another place.").format(name, path.parent)
    if isinstance(error, FileNotFoundError):
        return tr("{} is not there any more; it was moved, renamed or deleted.").format(name)
    if isinstance(error, IsADirectoryError):
        return tr("{} is a folder.").format(name)
    if isinstance(error, PermissionError):
        return tr("{} may not be read or written by you; change its permissions or choose another place.").format(name)
    if isinstance(error, OSError):
        return tr(REASONS.get(error.errno or 0, "{}: {}.")).format(name, error.strerror or error)
    return tr("{} could not be done: {}").format(name, error)
