"""Whether another program has changed a document's file since it was read or written here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def digest(data: bytes) -> bytes:
    """What tells two contents of a file apart."""
    from hashlib import sha256  # not wanted before the first save

    return sha256(data).digest()


class Seen:
    """A file as it was last read or written here; looked into again only where its time or size is another."""

    def __init__(self, path: Path, same: Callable[[bytes], bool]) -> None:
        self.path, self._same, self._stamp = path, same, _stamp(path)

    def changed(self) -> bool:
        """False too where the file is gone: then a save loses nothing."""
        now = _stamp(self.path)
        if now is None or now == self._stamp:
            return False
        try:
            return not self._same(self.path.read_bytes())
        except OSError:
            return False


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
