"""Garbage collection kept out of the way: never while a file is read or written, never over what was read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock, _quiet = Lock(), [0]


@contextmanager
def undisturbed() -> Iterator[None]:
    """No collection meanwhile, in any thread: one over a large document would hold up the window for long."""
    with _lock:
        _quiet[0] += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _quiet[0] -= 1
            if not _quiet[0]:
                gc.enable()


def settle() -> None:
    """What is there now is not looked at again until `unsettle`."""
    gc.freeze()


def unsettle() -> None:
    """After a document was closed: all is looked at again."""
    gc.unfreeze()
