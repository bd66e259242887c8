"""Pinned shapes of a process stay: the rest is hung on them, or drawn apart until they stand free.

A drawing hangs on a pinned shape by being moved and stretched, which changes nothing of what lies where of what. Where
several pins are too close together for that, or in another order, they are let out: their columns stay free of
upright lines and shapes, their heights of level lines, and what leads to them is led there afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from opsdesigner.model.geometry import Box

from .graph import Placement

ROOM = 20.0  # px round a pinned shape that is let out
EDGE, TIGHT = 22.0, 4.0  # px from it to the edge of its band; where there is no more room
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


@dataclass(slots=True)
class Stretched:
    """A drawing round its pins; `tight` names those that it cannot hang on."""

    made: Placement
    tight: set[str] = field(default_factory=set)
    full: bool = False  # no heights leave all bands their pins


def stretched(made: Placement, pins: Sequence[Pin], start: float, head: float) -> Stretched:
    """A drawing moved and stretched round pins. Without one to hang on, it begins `start` px from the left.

    `head` is the room left of the first shape.
    """
    across = _Across(made, pins, start)
    if across.tight:
        return Stretched(made, tight=across.tight)
    routes = {id: [(across.at(x), y) for x, y in line] for id, line in made.routes.items()}
    nodes = {id: (across.at(x + w / 2) - w / 2, y, w, h) for id, (x, y, w, h) in made.nodes.items()}
    moved = Placement(nodes, made.bands, routes, across.at(made.right), made.foot)
    down = _Down(moved, pins)
    if down.tight or down.full:
        return Stretched(made, tight=down.tight, full=down.full)
    result = Placement(
        {id: (x, y + down.by[down.band_at(y + h / 2)], w, h) for id, (x, y, w, h) in nodes.items()},
        down.bands(),
        {id: [(x, down.at(y)) for x, y in line] for id, line in routes.items()},
        max([moved.right, *(pin.box[2] + EDGE for pin in pins if not pin.frame)]),
        down.foot[-1],
        min([across.at(0.0), *(pin.box[0] - head - EDGE for pin in pins if not pin.frame)]),
    )
    for pin in pins:
        if not pin.frame:
            result.nodes[pin.id] = (pin.box[0], pin.box[1], pin.box[2] - pin.box[0], pin.box[3] - pin.box[1])
    return Stretched(result)


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


class _Across:
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


class _Down:
    """How far the contents of every band move down, and where the bands begin and end."""

    def __init__(self, made: Placement, pins: Sequence[Pin]) -> None:
        self.made = made
        self.names = list(made.bands)
        self.old = list(made.bands.values())
        number = {band: at for at, band in enumerate(self.names)}
        self.pins: list[list[Pin]] = [[] for _ in self.names]
        for pin in pins:
            self.pins[number[pin.band]].append(pin)
        self.room = self._room()
        self.by = [0.0] * len(self.names)
        self.top = [0.0] * len(self.names)
        self.foot = [0.0] * len(self.names)
        self.tight: set[str] = set()
        self.full = False
        self.level: list[list[tuple[float, float, float]]] = [[] for _ in self.names]
        for line in made.routes.values():
            for (x, y), (end, foot) in pairwise(line):
                if abs(y - foot) < NEAR < abs(x - end):
                    self.level[self.band_at(y)].append((y, min(x, end), max(x, end)))
        for room, high in product((self.room, min(self.room, TIGHT)), (False, True)):
            self.room = room
            self.full = not self._stacked(high)  # contents beside their pins; then over them
            if not self.full or self.tight:
                break
        self._close()

    def _room(self) -> float:
        """Px from a pin to the edge of its band, less where pins of two bands are close."""
        held = [[pin for pin in pins if not pin.frame] for pins in self.pins]
        rows = [(min(pin.box[1] for pin in pins), max(pin.box[3] for pin in pins)) for pins in held if pins]
        return max(0.0, min([EDGE, *((b[0] - a[1]) / 2 for a, b in pairwise(rows))]))

    def _over(self, pin: Pin) -> float:
        return pin.box[1] - (0.0 if pin.frame else self.room)

    def _under(self, pin: Pin) -> float:
        return pin.box[3] + (0.0 if pin.frame else self.room)

    def band_at(self, y: float) -> int:
        """The band a height lies in; those of no height of their own do not count."""
        best = 0
        for number, (top, height) in enumerate(self.old):
            if height > NEAR and top - NEAR <= y:
                best = number
        return best

    def _stacked(self, high: bool) -> bool:
        """Gives each band its place below the one before; whether all had room."""
        held = [at for at, pins in enumerate(self.pins) if pins]
        first = held[0] if held else 0
        for at in range(first, len(self.names)):
            top, height = self.old[at]
            least: float | None = None
            if at > first:
                before = self.old[at - 1]
                least = self.foot[at - 1] + top - before[0] - before[1]
            by = self._by(at, least, high)
            if by is None:
                return False
            self.by[at] = by
            pins = [pin for pin in self.pins[at] if not pin.hung]
            self.top[at] = min([top + by, *(self._over(pin) for pin in pins)])
            self.foot[at] = max([top + height + by, *(self._under(pin) for pin in pins)])
            if pins and all(pin.frame for pin in pins):
                self.top[at], self.foot[at] = min(map(self._over, pins)), max(map(self._under, pins))
            if least is not None and self.top[at] < least - NEAR:
                self.tight |= {pin.id for pin in self.pins[at] if pin.hung}
                return False
        for at in range(first - 1, -1, -1):
            top, height = self.old[at]
            self.by[at] = self.top[at + 1] - self.old[at + 1][0]
            self.top[at], self.foot[at] = top + self.by[at], top + height + self.by[at]
        return True

    def _by(self, at: int, least: float | None, high: bool) -> float | None:
        top, height = self.old[at]
        hung = [pin for pin in self.pins[at] if pin.hung]
        out = [pin for pin in self.pins[at] if not pin.hung]
        if hung:
            wish = hung[0].box[1] - self.made.nodes[hung[0].id][1]
            others = {pin.id for pin in hung if abs(pin.box[1] - self.made.nodes[pin.id][1] - wish) > NEAR}
            self.tight |= others or ({pin.id for pin in hung} if self._meets(at, wish) else set())
            return wish
        lowest = None if least is None else least - top
        if not out:
            return lowest or 0.0
        upper, lower = min(map(self._over, out)), max(map(self._under, out))
        if least is not None and upper < least - NEAR:
            return None
        wish = (upper + lower - height) / 2 - top if not high else upper - height - top
        if lowest is not None:
            wish = max(wish, lowest)
        tries = [wish, lower - top]
        for y, *_ in self.level[at]:
            for pin in out:
                tries += [pin.box[1] - ROOM - y, pin.box[3] + ROOM - y]
        able = [by for by in tries if lowest is None or by >= lowest - NEAR]
        return next((by for by in sorted(able, key=lambda by: abs(by - wish)) if not self._meets(at, by)), None)

    def _meets(self, at: int, by: float) -> bool:
        """Whether a level line would run through a pin of its band."""
        return any(
            pin.box[1] - ROOM + NEAR < y + by < pin.box[3] + ROOM - NEAR and low < pin.box[2] and high > pin.box[0]
            for pin in self.pins[at]
            if not pin.hung and not pin.frame
            for y, low, high in self.level[at]
        )

    def _close(self) -> None:
        """Bands that lay one on the other do so again; the edges of a pool go with its first and last lane."""
        for at in range(len(self.names) - 1):
            end = sum(self.old[at])
            if abs(self.old[at + 1][0] - end) < NEAR:
                if self.old[at + 1][1] < NEAR:
                    self.top[at + 1] = self.foot[at + 1] = self.foot[at]
                elif self.old[at][1] < NEAR:
                    self.top[at] = self.foot[at] = self.top[at + 1]
                else:
                    self.foot[at] = self.top[at + 1]

    def at(self, y: float) -> float:
        """Where a height comes to lie; the edge of a pool is where its band of no height is."""
        for number, (top, height) in enumerate(self.old):
            if height < NEAR and abs(y - top) < NEAR:
                return self.top[number]
        return y + self.by[self.band_at(y)]

    def bands(self) -> dict[str, tuple[float, float]]:
        rows = zip(self.names, self.top, self.foot, strict=True)
        return {band: (top, foot - top) for band, top, foot in rows}
