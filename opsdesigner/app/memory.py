"""Garbage collection kept out of the way: not while a file is read or a hand is at work, never over what was read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from PySide6.QtCore import QObject, QTimer

USUAL = gc.get_threshold()
RARE = (100_000, 50, 100)  # new things until they are looked through in the midst of work; it would cost frames
REST = 300  # milliseconds without a change before they are looked through
ALL = 20  # each how many times all of them are, not only the young

_lock, _quiet = Lock(), [0]


def hold() -> None:
    """No collection, in any thread, until `release`: one over a large document would hold up the window for long."""
    with _lock:
        _quiet[0] += 1
        gc.disable()


def release() -> None:
    """The end of one `hold`; on the window's thread only, for what is swept up may be widgets."""
    with _lock:
        _quiet[0] -= 1
        if not _quiet[0]:
            gc.enable()


@contextmanager
def undisturbed() -> Iterator[None]:
    """No collection meanwhile; on the window's thread."""
    hold()
    try:
        yield
    finally:
        release()


def sweep() -> None:
    """Looks for garbage now; before much is made that `settle` would keep with it."""
    gc.collect()


def settle() -> None:
    """What is there now is not looked at again until `unsettle`; what is new, seldom."""
    gc.freeze()
    gc.set_threshold(*RARE)


def unsettle() -> None:
    """After a document was closed: all is looked at again."""
    gc.unfreeze()
    gc.set_threshold(*USUAL)


class Sweeper(QTimer):
    """Looks for garbage when nothing has changed for a while; `stir` it with every change."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.timeout.connect(self._sweep)
        self._times = 0

    def stir(self) -> None:
        self.start(REST)

    def _sweep(self) -> None:
        self._times += 1
        gc.collect(2 if self._times % ALL == 0 else 1)
