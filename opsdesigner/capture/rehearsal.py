"""What a line would make, tried on a copy of the document by the code that Enter runs."""

from __future__ import annotations

from typing import NamedTuple

from opsdesigner.model import Change, Model

from .scribe import Now, Scribe


class Rehearsed(NamedTuple):
    """The change a line would be (None where it draws nothing), how things would stand, and the copy it was made on."""

    change: Change | None
    now: Now
    model: Model


def rehearse(scribe: Scribe, text: str, copy: Model) -> Rehearsed:
    """Enters a line on a copy of the scribe's document. Raises Misread; the document is only read."""
    found: list[Change] = []
    stop = copy.observe(found.append)
    try:
        now = scribe.on(copy).enter(text).now
    finally:
        stop()
    return Rehearsed(found[0] if found else None, now, copy)
