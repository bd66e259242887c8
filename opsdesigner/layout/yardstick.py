"""How far a drawing may be off before that is a fault: a strict measure for our layouts, a mild one for people's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from opsdesigner.model import Id

BREATH = 200  # records looked at between two pauses
Fault = tuple[Id, ...]  # its kind, and the shape and edge it is about; of an end that hangs the edge and the node
SERIOUS = ("through", "overlap", "outside", "undocked", "short")  # kinds that hide something or say it wrongly
Faults = Iterator[Fault | None]  # None is a pause: whoever looks may stop there and go on later


class Measure(NamedTuple):
    """What is allowed, in px at 100 %."""

    overlap: float  # that two shapes share, across and down
    rim: float  # that a shape stands out of its lane, pool or sub-process
    deep: float  # that a line runs inside a shape
    dock: float  # that a line ends away from the outline of its shape
    slant: float  # that a piece is off level or upright
    name: float  # that a name shares with something else, across and down
    near: float  # apart that two lines count as one
    along: float  # that two lines may run in one
    strict: bool  # whether what people do on purpose counts, too


OURS = Measure(overlap=1.0, rim=0.5, deep=1.0, dock=1.5, slant=0.01, name=0.0, near=5.9, along=2.0, strict=True)
PEOPLES = Measure(overlap=3.0, rim=4.0, deep=4.0, dock=5.0, slant=3.0, name=3.0, near=2.9, along=12.0, strict=False)


def breathing(number: int) -> Iterator[None]:
    """A pause now and then, for whoever counts what it looks at."""
    if number % BREATH == 0:
        yield None
