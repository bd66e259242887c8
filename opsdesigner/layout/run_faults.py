"""Lines on top of each other: two that run in one without need, a message that docks where a flow does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from opsdesigner.model import Id, Point
from opsdesigner.notation.kinds import LINKS

from .drawing import Drawing, Line
from .yardstick import BREATH, Faults, Measure, breathing

LOOSE = frozenset({"association", "data", "other"})  # families of links that people draw straight, slanted or not
LEVEL = 0.01  # px that a piece may be off level or upright to count as such
APART = 3.0  # px between docks that count as two


class Run(NamedTuple):
    """A straight piece along an axis: at which coordinate, from where to where, of which line."""

    low: float
    high: float
    at: float
    number: int


def shared(drawing: Drawing, measure: Measure) -> Faults:
    """Two lines that run in one, except where those of a kind leave one shape or reach one."""
    lines = [line for line in drawing.lines if measure.strict or LINKS[line.link.kind].family not in LOOSE]
    told: set[tuple[int, int]] = set()
    for axis in (0, 1):
        bands: dict[int, list[Run]] = defaultdict(list)
        for number, line in enumerate(lines):
            yield from breathing(number)
            for run in _runs(line, number, axis, measure):
                bands[int(run.at // measure.near)].append(run)
        for number, close in enumerate(_beside(bands, measure)):
            yield from breathing(number)
            if close is None:
                continue
            one, other = close
            pair = (one, other) if one < other else (other, one)
            if pair not in told and not _merge(lines[one], lines[other]):
                told.add(pair)
                yield "shared", lines[pair[0]].edge.id, lines[pair[1]].edge.id


def _merge(a: Line, b: Line) -> bool:
    return a.link.kind == b.link.kind and (a.link.source == b.link.source or a.link.target == b.link.target)


def _runs(line: Line, number: int, axis: int, measure: Measure) -> Iterator[Run]:
    """The pieces of a line that stay at one coordinate of an axis."""
    for a, b in pairwise(line.edge.points):
        at, low, high = a[axis], a[1 - axis], b[1 - axis]
        if low > high:
            low, high = high, low
        if abs(at - b[axis]) < LEVEL and high - low > measure.along:
            yield Run(low, high, at, number)


def _beside(bands: dict[int, list[Run]], measure: Measure) -> Iterator[tuple[int, int] | None]:
    """The numbers of lines that run close to each other for too long: a sweep along each band and the next.

    Bands are as wide as lines must be apart.
    """
    for number, (band, runs) in enumerate(bands.items()):
        if number % BREATH == 0:
            yield None
        both = sorted([*runs, *bands.get(band + 1, ())])
        active: list[Run] = []
        for run in both:
            until = run.low + measure.along
            active = [each for each in active if each.high > until]
            for each in active:
                if each.number != run.number and abs(each.at - run.at) <= measure.near:
                    yield each.number, run.number
            active.append(run)


def docks(drawing: Drawing, _measure: Measure) -> Faults:
    """Messages that end where a flow does."""
    ends: dict[Id, list[tuple[Point, Line]]] = defaultdict(list)
    for number, line in enumerate(drawing.lines):
        yield from breathing(number)
        if len(line.edge.points) > 1 and line.link.kind in ("sequenceFlow", "messageFlow"):
            for end, stand, point in line.ends:
                if stand is not None and stand.family != "pool":
                    ends[end].append((point, line))
    for number, here in enumerate(ends.values()):
        yield from breathing(number)
        for (x, y), line in here if len(here) > 1 else ():
            if line.link.kind == "messageFlow":
                for (a, b), other in here:
                    if other.link.kind == "sequenceFlow" and abs(a - x) <= APART and abs(b - y) <= APART:
                        yield "dock", line.edge.id, other.edge.id
