"""What went wrong on the command line, in a sentence for the user, and the details for whoever mends it."""

import errno
import sys

from opsdesigner import __version__, places


def sentence(error: OSError) -> str:
    """What went wrong with which file, and what to do about it."""
    name = str(error.filename or "the file")
    advice: dict[type[OSError], str] = {
        FileNotFoundError: "is not there; check the name and the folder.",
        IsADirectoryError: "is a folder; name a file.",
        NotADirectoryError: "lies under something that is no folder; check the path.",
        PermissionError: "may not be read or written by you; change its permissions or choose another place.",
    }
    room = "does not fit on the disk; make room or choose another place."
    reasons = {
        errno.ENOSPC: room,
        errno.EDQUOT: room,
        errno.EROFS: "lies where nothing can be written; choose another place.",
        errno.ENAMETOOLONG: "is too long a name; choose a shorter one.",
    }
    if error.errno in reasons:
        return f"{name} {reasons[error.errno]}"
    for kind, text in advice.items():
        if isinstance(error, kind):
            return f"{name} {text}"
    return f"{name}: {error.strerror or error}."


def report() -> str:
    """Keeps the traceback for whoever mends it; says where, or nothing where it cannot be kept."""
    import traceback

    try:
        kept = places.state_folder() / "last-failure.txt"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(f"OpsDesigner {__version__}, {sys.version}\n{traceback.format_exc()}", encoding="utf-8")
    except OSError:
        return ""
    return f"; the details are in {kept}"
