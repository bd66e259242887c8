"""A small document under guard, and what a start after a crash would find of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.edit import fresh
from opsdesigner.edit.adding import add_step
from opsdesigner.files.document import Document, new_document, open_document
from opsdesigner.safety import keeping, recovery


class Desk:
    """One document; what its journal said of it."""

    def __init__(self, document: Document | None = None) -> None:
        self.safe: list[int] = []
        self.failed: list[tuple[int, str]] = []
        self.document = document or new_document(fresh.blank()[0])
        self.kept = keeping.keep(self.document, self.safe.append, self._failed, title="New process")

    def _failed(self, number: int, error: Exception) -> None:
        self.failed.append((number, str(error)))

    def edit(self, *names: str) -> None:
        for name in names:
            add_step(self.document.model, name, f"Step {name}")

    def save(self, path: Path) -> keeping.Written:
        written = self.kept.write(self.kept.take(), path)
        self.kept.saved(written)
        return written

    def bytes(self) -> bytes:
        return self.document.snapshot().bytes()


def crash(monkeypatch: pytest.MonkeyPatch, desk: Desk, to: Path) -> Path:
    """What is on disk at this moment, as another start finds it: the state folder, copied to where no lock is held."""
    desk.kept.journal.settled()
    shutil.copytree(places.state_folder(), to)
    monkeypatch.setenv("OPSDESIGNER_STATE", str(to))
    return to


def found() -> recovery.Recovered:
    """The one journal that was left."""
    left = list(recovery.left())
    assert len(left) == 1
    if left[0].lock is not None:
        left[0].lock.release()
    return recovery.recover(left[0].folder)


def opened(path: Path, *names: str) -> Document:
    """A file with these steps, opened."""
    desk = Desk()
    desk.edit(*names)
    desk.save(path)
    desk.kept.close()
    return open_document(path)
