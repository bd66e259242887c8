"""What the program remembers between two starts, in one ini file of the state folder."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from opsdesigner import places

RECENT = 12  # files that are remembered


class Settings:
    """Reads and writes the file; what is missing or odd in it counts as never said."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or places.state_folder() / "settings.ini"
        self._store = QSettings(str(self.path), QSettings.Format.IniFormat)
        self._store.setAtomicSyncRequired(False)  # a read-only state folder is no reason to stop

    def text(self, name: str, default: str = "") -> str:
        value = self._store.value(name, default)
        return value if isinstance(value, str) else default

    def flag(self, name: str, default: bool = False) -> bool:
        value = self._store.value(name, default)
        return value if isinstance(value, bool) else str(value).lower() == "true"

    def number(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name, str(default))
        return max(least, min(most, int(text))) if text.isascii() and text.isdigit() else default

    def data(self, name: str) -> QByteArray:
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def put(self, name: str, value: str | bool | QByteArray | list[str]) -> None:
        self._store.setValue(name, value)

    def sync(self) -> None:
        self._store.sync()

    # recent files

    def recent(self) -> list[Path]:
        """The files opened or saved last, newest first; those that are gone are left out."""
        return [path for path in self.remembered() if os.path.isfile(path)]

    def remembered(self) -> list[Path]:
        """The same with those that are gone, or on a drive that is not there just now."""
        value = self._store.value("files/recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(name) for name in names if isinstance(name, str) and name][:RECENT]

    def remember(self, path: Path) -> None:
        """Puts a file at the head of the recent ones."""
        whole = str(path.absolute())
        names = [whole, *(str(each) for each in self.remembered() if str(each) != whole)]
        self.put("files/recent", names[:RECENT])

    def forget(self, path: Path) -> None:
        """Takes one file off the list; the file itself stays."""
        self.put("files/recent", [str(each) for each in self.remembered() if each != path])

    def forget_recent(self) -> None:
        self.put("files/recent", [])

    def folder(self) -> str:
        """Where a file dialog starts."""
        folder = self.text("files/folder")
        return folder if folder and os.path.isdir(folder) else str(Path.home())
