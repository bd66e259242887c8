"""Pinned shapes, and how far columns move to the right so that those let out stand free of shapes and upright lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from opsdesigner.model.geometry import Box

from .graph import Placement

ROOM = 20.0  # px round a pinned shape that is let out
LINE = 6.0  # px on both sides of an upright line that stay together
NEAR = 0.01


@dataclass(frozen=True, slots=True)
class Pin:
    """Where something stays. `hung`: it was laid out and the drawing hangs on it; else it was let out.

    A `frame` is a lane or pool, which has no room round it.
    """

    id: str
    box: Box
    band: str
    hung: bool = False
    frame: bool = False


def _bands_of(made: Placement, low: float, high: float) -> frozenset[str]:
    return frozenset(band for band, (top, height) in made.bands.items() if low <= top + height and high >= top)


@dataclass(slots=True)
class _Part:
    """What stands side by side in one run across and moves as one."""

    low: float
    high: float
    members: list[tuple[float, float, frozenset[str]]]
    hung: list[Pin]
    by: float = 0.0


class Across:
    """How far everything moves to the right: more the further right it stands."""

    def __init__(self, made: Placement, pins: Sequence[Pin], start: float) -> None:
        self.out = [pin for pin in pins if not pin.hung and not pin.frame]
        self.hung = {pin.id: pin for pin in pins if pin.hung}
        self.tight: set[str] = set()
        self.made = made
        self.parts = list(self._parts())
        self.base = start
        self._shift()

    def _parts(self) -> Iterator[_Part]:
        runs: list[tuple[float, float, frozenset[str], str]] = []
        for id, (x, y, width, height) in self.made.nodes.items():
            runs.append((x, x + width, _bands_of(self.made, y + height / 2, y + height / 2), id))
        for line in self.made.routes.values():
            for (x, y), (end, foot) in pairwise(line):
                if abs(x - end) < NEAR:
                    runs.append((x - LINE, x + LINE, _bands_of(self.made, min(y, foot), max(y, foot)), ""))
        part: _Part | None = None
        for low, high, bands, id in sorted(runs, key=lambda run: run[:2]):
            if part is not None and low > part.high:
                yield part
                part = None
            part = part or _Part(low, high, [], [])
            part.high = max(part.high, high)
            part.members.append((low, high, bands))
            if id in self.hung:
                part.hung.append(self.hung[id])
        if part is not None:
            yield part

    def _wish(self, pin: Pin) -> float:
        return pin.box[0] - self.made.nodes[pin.id][0]

    def _shift(self) -> None:
        fixed: dict[int, float] = {}
        last: float | None = None
        for number, part in enumerate(self.parts):
            for pin in part.hung:
                wish = self._wish(pin)
                late = last is not None and wish < last - NEAR
                other = abs(fixed.get(number, wish) - wish) > NEAR
                if late or other or self._met(part, wish) is not None:
                    self.tight.add(pin.id)
                else:
                    fixed[number] = last = wish
        first = min(fixed, default=0)
        by = fixed.get(first, self.base)
        for number in range(first - 1, -1, -1):
            by = self.parts[number].by = self._clear(self.parts[number], by, -1)
        by = fixed.get(first, self.base)
        for number in range(first, len(self.parts)):
            part = self.parts[number]
            by = self._clear(part, max(by, fixed.get(number, by)), 1)
            if number in fixed and by > fixed[number] + NEAR:
                self.tight |= {pin.id for pin in part.hung}
            part.by = by

    def _clear(self, part: _Part, by: float, way: int) -> float:
        """On in one direction until the part meets no pin."""
        while (step := self._met(part, by)) is not None:
            by += step[0] if way > 0 else -step[1]
        return by

    def _met(self, part: _Part, by: float) -> tuple[float, float] | None:
        """How far right and how far left the part is clear of a pin that it meets."""
        for low, high, bands in part.members:
            for pin in self.out:
                left, right = pin.box[0] - ROOM, pin.box[2] + ROOM
                if pin.band in bands and low + by < right - NEAR and high + by > left + NEAR:
                    return right - low - by, high + by - left
        return None

    def at(self, x: float) -> float:
        by = self.parts[0].by if self.parts else self.base
        for part in self.parts:
            if x < part.low - NEAR:
                break
            by = part.by
        return x + by
