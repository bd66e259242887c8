"""What a check says: a finding and the ways out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from opsdesigner.model import Id

STOP, WARN, INFO = "stop", "warn", "info"


class Fix(NamedTuple):
    """What would put a finding right: an act on some elements, and for whom; or on what a drawing does badly."""

    label: str
    act: str  # "keep step", "keep lane", "give", "keep one", "show", "mend", "draw"
    elements: tuple[Id, ...]
    resource: Id = ""
    faults: tuple[tuple[Id, ...], ...] = ()


class Finding(NamedTuple):
    """One result of a check: its stable name, how bad it is, what it is about, a sentence, ways out, where to look."""

    check: str
    severity: str
    elements: tuple[Id, ...]
    text: str
    fixes: tuple[Fix, ...] = ()
    place: tuple[Id, ...] = ()  # shapes and lines, where it is they that the finding is about


Findings = Iterator[Finding | None]  # None is a pause: whoever looks may stop there and go on later
