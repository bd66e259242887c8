"""Where OpsDesigner's own files lie and where it keeps its state, in a checkout and installed."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Icons, themes, help and schemas."""
    return _shipped("resources")


def samples() -> Path:
    """The example documents."""
    return _shipped("samples")


def state_folder() -> Path:
    """The folder for journals, backups and settings of this user; whoever writes there makes it."""
    chosen = os.environ.get("OPSDESIGNER_STATE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "OpsDesigner"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "OpsDesigner"
    # The XDG rules say that a relative path in the variable is to be ignored.
    configured = os.environ.get("XDG_STATE_HOME", "")
    base = Path(configured) if os.path.isabs(configured) else Path.home() / ".local" / "state"
    return base / "opsdesigner"


def _shipped(name: str) -> Path:
    """Inside the package when installed, beside it in a checkout."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
