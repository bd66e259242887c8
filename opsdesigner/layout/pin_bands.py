"""How far the contents of bands move down, so that pins stand in their bands and free of level lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from .graph import Placement
from .pins import NEAR, ROOM, Pin

EDGE, TIGHT = 22.0, 4.0  # px from a pin to the edge of its band; where there is no more room


class Down:
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
