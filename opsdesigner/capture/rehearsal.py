"""What a line would make, tried on a copy of the document by the code that Enter runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from opsdesigner.model import Change, Model

from .scribe import Now, Scribe


class Rehearsed(NamedTuple):
    """The change a line would be (None where it draws nothing), how things would stand, and the copy it was made on."""

    change: Change | None
    now: Now
    model: Model


def rehearsal(scribe: Scribe, text: str) -> Callable[[], Rehearsed]:
    """A line to be entered on a copy of the scribe's document as it is now; the copy is made when it is called.

    It may be called in another thread, and once. Raises Misread then.
    """
    version = scribe.model.version
    copying, talk = scribe.model.aside(), scribe.on(scribe.model, version)

    def rehearse() -> Rehearsed:
        found: list[Change] = []
        copy = copying()
        stop = copy.observe(found.append)
        try:
            now = talk.on(copy, version).enter(text).now
        finally:
            stop()
        return Rehearsed(found[0] if found else None, now, copy)

    return rehearse
