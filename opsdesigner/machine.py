"""What this machine has: a display, the system libraries that Qt loads, the packages of the running Python."""

from __future__ import annotations

import os
import sys

# What Qt loads on Linux, and the Debian package that brings it: only what cannot be loaded is asked for.
LIBRARIES = {
    "pictures": {
        "libglib-2.0.so.0": "libglib2.0-0",
        "libdbus-1.so.3": "libdbus-1-3",
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libfontconfig.so.1": "libfontconfig1",
    },
    "x11": {
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-shape.so.0": "libxcb-shape0",
    },
    "wayland": {
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
    },
    "fonts": {"LiberationSans-Regular.ttf": "fonts-liberation"},  # the tests measure names in it
}
_SHOWN_BY = {"x11": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_WITHOUT_DISPLAY = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs")


def libraries_for(needs: tuple[str, ...]) -> tuple[str, ...]:
    """The rows of LIBRARIES that "pictures", "window" or "fonts" ask for on this machine."""
    if not needs or not sys.platform.startswith("linux"):
        return ()
    drawn = ("pictures", *(["fonts"] if "fonts" in needs else []))
    if "window" not in needs or _draws_unseen():
        return drawn
    return (*drawn, *(row for row, variable in _SHOWN_BY.items() if os.environ.get(variable)))


def missing_packages(rows: tuple[str, ...]) -> list[str]:
    """The Debian packages of these rows whose library cannot be loaded, or whose font is not there."""
    return [package for row in rows for name, package in LIBRARIES[row].items() if not _there(name)]


def met(requirement: str) -> bool:
    """Whether the running Python has it. Knows what our own pyproject says, not all that one could say."""
    import re
    from importlib import metadata

    def number(version: str) -> tuple[int, ...]:
        return tuple(int(part) for part in re.findall(r"\d+", version)[:3])

    def holds(version: tuple[int, ...], bounds: str) -> bool:
        compare = {">=": version.__ge__, "<": version.__lt__}
        return all(compare[sign](number(bound)) for sign, bound in re.findall(r"(>=|<)\s*'?([\d.]+)", bounds))

    what, _, marker = requirement.partition(";")
    if marker and not holds(sys.version_info[:2], marker):
        return True
    name = re.match(r"[\w.-]+", what)
    try:
        return name is not None and holds(number(metadata.version(name[0])), what[name.end() :])
    except metadata.PackageNotFoundError:
        return False


def no_display() -> str:
    """Why no window can be opened; empty when one can."""
    if sys.platform in ("win32", "darwin") or _draws_unseen():
        return ""
    named = [variable for variable in _SHOWN_BY.values() if os.environ.get(variable)]
    if any(_answers(variable, os.environ[variable]) for variable in named):
        return ""
    return f"as the display {os.environ[named[0]]} does not answer" if named else "as there is no display"


def _draws_unseen() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM", "").replace(";", ":").split(":")[0]
    return platform in _WITHOUT_DISPLAY


def _there(name: str) -> bool:
    if name.endswith(".ttf"):
        return any(name in files for top in _FONT_FOLDERS for _, _, files in os.walk(os.path.expanduser(top)))
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _answers(variable: str, name: str) -> bool:
    """Whether something listens there; a display on another machine is believed, not called."""
    host, _, screen = name.rpartition(":")
    number = screen.split(".")[0]
    if variable == "WAYLAND_DISPLAY":
        return _listens(os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name))
    if host in ("", "unix"):
        return _listens(f"/tmp/.X11-unix/X{number}") or _listens(f"\0/tmp/.X11-unix/X{number}")
    if host == "localhost" and number.isdigit():
        return _listens(("localhost", 6000 + int(number)))
    return True


def _listens(address: str | tuple[str, int]) -> bool:
    import socket

    try:
        if not isinstance(address, str):
            socket.create_connection(address, timeout=2).close()
            return True
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.settimeout(2)
            door.connect(address)
    except OSError:
        return False
    return True
