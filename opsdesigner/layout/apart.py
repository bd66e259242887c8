"""Room for what came in or grew: the rest makes way by the least there is, in its order, round what is pinned.

Separation constraints after Dwyer, Marriott, Stuckey: Fast node overlap removal (2005). Where nothing is pinned in the
way, one direction is enough, and then the least solution is found without a solver: how far a body has to go is how
far the one behind it goes, less the room between them, so the bodies are taken in order of how far they go (Dijkstra).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from math import ceil
from typing import NamedTuple

from .vpsc import Rule, settled

RASTER = 8.0  # px; shifts are whole multiples
CLEAR = 6.0  # px across the way that bodies keep beside each other
WINDOW = 800.0  # px within which neighbours are looked at where both directions count
EPS = 1e-6


class Span(NamedTuple):
    """A box seen along the way things are pushed: from low to high, and across it from near to far."""

    low: float
    high: float
    near: float
    far: float
    room: float = 12.0  # px it keeps ahead and behind; between two the sum counts


Body = Sequence[Span]  # spans that move as one


class Newcomer(NamedTuple):
    """What came to stand somewhere or grew: where it is now, and where it was, None for what is new."""

    span: Span
    before: Span | None = None
    ahead: frozenset[str] = frozenset()  # bodies that have to stay ahead of it wherever they are across
    staying: frozenset[str] = frozenset()  # bodies that are behind it, whatever their place says


class Standing:
    """All that stands: bodies by id, who has to stay ahead of whom, and what is pinned."""

    def __init__(
        self,
        bodies: Mapping[str, Body],
        ahead: Mapping[str, Iterable[str]] | None = None,
        pinned: Iterable[str] = (),
        apart: Mapping[tuple[str, str], float] | None = None,
        ties: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """`apart` holds the px that two bodies, in this order, want between them instead of the usual.

        `ties` are bodies that stand in line across the way and go together.
        """
        self.bodies = bodies
        self.ahead = ahead or {}
        self.pinned = frozenset(pinned)
        self.apart = apart or {}
        self.ties = ties or {}
        self._row = sorted((span.low, id, span) for id, body in bodies.items() for span in body)
        self._lows = [low for low, _, _ in self._row]

    def gap(self, a: str, one: Span, b: str, other: Span) -> float:
        """The least px from one span to another, no more than there are."""
        wanted = self.apart.get((a, b), one.room + other.room)
        return min(wanted, max(0.0, other.low - one.high))

    def beyond(self, span: Span, by: float, id: str) -> Iterable[tuple[str, float]]:
        """Who has to go on, and how far at least, when a span goes on by so much."""
        for index in range(bisect_left(self._lows, span.high - EPS), len(self._row)):
            low, other, place = self._row[index]
            if low - span.high - by > 4 * place.room + 4 * span.room:
                break
            if other != id and place.near < span.far + CLEAR and span.near < place.far + CLEAR:
                yield other, by - (low - span.high - self.gap(id, span, other, place))

    def tied(self, id: str, by: float) -> Iterable[tuple[str, float]]:
        """Who goes along as far, so that straight lines across the way stay straight."""
        return ((other, by) for other in self.ties.get(id, ()) if other in self.bodies)

    def led(self, id: str, by: float) -> Iterable[tuple[str, float]]:
        """The same for whom flows lead to: they stay beyond it, or in line with it where they were not beyond."""
        for other in self.ahead.get(id, ()):
            if other not in self.bodies:
                continue
            one, place = self.bodies[id][0], self.bodies[other][0]
            if place.low >= one.high - EPS:
                yield other, by - (place.low - one.high - self.gap(id, one, other, place))
            elif place.low + place.high >= one.low + one.high - EPS:
                yield other, by - (place.low + place.high - one.low - one.high) / 2

    def in_the_way(self, new: Newcomer) -> Iterable[tuple[str, float]]:
        """Who has to go on for a newcomer, and how far at least."""
        span, before = new.span, new.before
        for low, other, place in self._row:
            if other in new.staying:
                continue
            crossed = place.near < span.far + CLEAR and span.near < place.far + CLEAR
            if before is not None:
                after = low >= before.high - EPS
                gap = self.gap("", before, other, place)
            else:
                after, gap = place.high > span.low + EPS, span.room + place.room
            if after and (crossed or (other in new.ahead and place is self.bodies[other][0])):
                yield other, span.high + gap - low

    def is_clear(self, newcomers: Mapping[str, Newcomer], by: Mapping[str, float], id: str, goal: float) -> bool:
        """Whether a body can go on so far when others have gone on, without coming near or past any of them."""
        new = ((each.span.low, other, each.span) for other, each in newcomers.items())
        others = [each for each in (*self._row, *new) if each[1] != id and by.get(each[1], 0.0) != goal]
        for span in self.bodies[id]:
            for low, other, place in others:
                far = by.get(other, 0.0)
                crossed = place.near < span.far + CLEAR and span.near < place.far + CLEAR
                if crossed and low + far < span.high + goal + CLEAR and span.low < place.high + far + CLEAR:
                    return False
        return True


def pushes(standing: Standing, newcomers: Mapping[str, Newcomer], both: bool = True) -> dict[str, float] | None:
    """How far each body goes on so that nothing overlaps that did not before, and nobody is overtaken.

    Only who has to move is named. Where that would move what is pinned, the others give way in both directions, even
    the newcomers, if that is asked for; None where there is no room even so.
    """
    waiting: list[tuple[float, str]] = []
    least: dict[str, float] = {}
    done: dict[str, float] = {}

    def ask(wanted: Iterable[tuple[str, float]]) -> None:
        for id, by in wanted:
            by = ceil(by / RASTER - EPS) * RASTER
            if by > least.get(id, 0.0):
                least[id] = by
                heappush(waiting, (-by, id))

    for new in newcomers.values():
        ask(standing.in_the_way(new))
    while waiting:
        by, id = heappop(waiting)
        by = -by
        if id in newcomers or by < least[id] or by <= done.get(id, 0.0):
            continue  # told of before, or more was asked for since; again, where another had to pass a newcomer
        if id in standing.pinned:
            return _squeezed(standing, newcomers) if both else None
        if (clear := _past(newcomers.values(), standing.bodies[id], by)) > by:
            ask([(id, clear)])  # it would come to lie on another newcomer
            continue
        done[id] = by
        for span in standing.bodies[id]:
            ask(standing.beyond(span, by, id))
        ask(standing.led(id, by))
        ask(standing.tied(id, by))
    return done


def taken_along(
    standing: Standing,
    newcomers: Mapping[str, Newcomer],
    by: Mapping[str, float],
    hanging: Mapping[str, Iterable[str]],
) -> dict[str, float]:
    """The same shifts, with what hangs on bodies that all go as far: it goes along where nothing is in its way."""
    made = dict(by)
    for id in sorted(hanging, key=lambda id: -standing.bodies[id][0].low):
        goals = {made.get(each, 0.0) for each in hanging[id]}
        goal = goals.pop() if len(goals) == 1 else 0.0
        if goal > made.get(id, 0.0) and id not in standing.pinned and standing.is_clear(newcomers, made, id, goal):
            made[id] = goal
    return made


def _past(newcomers: Iterable[Newcomer], body: Body, by: float) -> float:
    """How far a body that goes on so far has to go on, not to lie on what is new."""
    for new in newcomers:
        place = new.span
        for span in body if new.before is None else ():
            crossed = span.near < place.far + CLEAR and place.near < span.far + CLEAR
            if crossed and span.low + by < place.high and place.low < span.high + by:
                by = max(by, place.high + place.room + span.room - span.low)
    return by


def _squeezed(standing: Standing, newcomers: Mapping[str, Newcomer]) -> dict[str, float] | None:
    """Everybody's place by least squares, the pinned ones where they are."""
    ids = list(dict.fromkeys((*standing.bodies, *newcomers)))
    number = {id: index for index, id in enumerate(ids)}
    rules: list[Rule] = []
    for id, new in newcomers.items():
        crossing = {other for other, _ in standing.in_the_way(new)}
        for other, body in standing.bodies.items():
            for span in body if other not in newcomers else ():
                rule = _beside(id, new, other, span, other in crossing)
                if rule is not None:
                    first, last, gap = rule
                    rules.append(Rule(number[first], number[last], gap))
    for id, body in standing.bodies.items():
        if id in newcomers:
            continue
        asked = [*standing.led(id, WINDOW), *(each for span in body for each in standing.beyond(span, WINDOW, id))]
        rules += [Rule(number[id], number[other], by - WINDOW) for other, by in asked if other not in newcomers]
    places = settled([0.0] * len(ids), [id in standing.pinned for id in ids], rules)
    if places is None:
        return None
    return {id: float(round(by)) for id, by in zip(ids, places, strict=True) if abs(by) >= 0.5}


def _beside(id: str, new: Newcomer, other: str, span: Span, ahead: bool) -> tuple[str, str, float] | None:
    """Which of a newcomer and another comes first, and how far the second has to go beyond the first at least."""
    place = new.span
    if not (span.near < place.far + CLEAR and place.near < span.far + CLEAR):
        return None
    gap = place.room + span.room
    if ahead:
        return id, other, place.high + gap - span.low
    return other, id, span.high + min(gap, max(0.0, place.low - span.high)) - place.low
