"""Lines as geometry: round bends, hops where they cross, heads and other signs on them. No Qt here."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from math import hypot
from typing import NamedTuple

from opsdesigner.model import Point
from opsdesigner.model.geometry import along as point_along

BEND, HOP, K = 8.0, 5.0, 0.5523  # radii; a quarter circle as one curve
HEAD = (9.0, 4.0)  # length and half the width of a head
OPEN_HEAD = (7.0, 4.0)
DIAMOND = (16.0, 4.5)
RING = 4.0
ENVELOPE = (24.0, 16.0)


class Style(NamedTuple):
    """How a kind of link is drawn."""

    width: float
    ink: str
    dash: str = ""
    head: str = ""  # "full", "hollow", "open"
    start: str = ""  # "ring"
    double: bool = False
    bend: float = BEND
    whole: bool = False  # always whole device pixels wide: lines that run on one another do not get thicker


STYLES: dict[str, Style] = {
    "sequenceFlow": Style(1.5, "ink", head="full"),
    "messageFlow": Style(1.5, "ink2", "7 4", "hollow", "ring"),
    "association": Style(1.5, "ink2", "1 4.5", "open"),
    "dataInputAssociation": Style(1.5, "ink2", "1 4.5", "open"),
    "dataOutputAssociation": Style(1.5, "ink2", "1 4.5", "open"),
    "conversationLink": Style(1.2, "ink", double=True),
    "reportsTo": Style(1.4, "half", bend=6.0, whole=True),
    "dotted": Style(1.4, "half", "2 4", bend=6.0),  # to a second boss
}
HOPPING = {"messageFlow": 0, "sequenceFlow": 1}  # kinds that hop; the higher one over the lower, else the later id


def style_of(kind: str) -> Style:
    return STYLES.get(kind, STYLES["association"])


class Hop(NamedTuple):
    """A stretch of one piece of a line that jumps over others."""

    piece: int
    start: float  # along x or y, as the line runs
    end: float


Command = tuple[str, tuple[Point, ...]]  # "M", "L", "Q", "C" and their points


def course(points: Sequence[Point], hops: Iterable[Hop] = (), short: float = 0.0, bend: float = BEND) -> list[Command]:
    """A line as path commands: bends rounded, hops as half circles, its end cut short for a head."""
    dots = list(points)
    if short:
        dots[-1] = _towards(dots[-1], dots[-2], short)
    out: list[Command] = [("M", (dots[0],))]
    jumps: dict[int, list[Hop]] = {}
    for hop in hops:
        jumps.setdefault(hop.piece, []).append(hop)
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(dots)]
    for i in range(1, len(dots)):
        for hop in jumps.get(i - 1, ()):
            out += _hop(dots[i - 1], dots[i], hop)
        if i + 1 == len(dots):
            out.append(("L", (dots[i],)))
            continue
        (bx, by), (x, y), (ax, ay) = dots[i - 1], dots[i], dots[i + 1]
        radius = min(bend, lengths[i - 1] / 2, lengths[i] / 2)
        if radius < 1:
            out.append(("L", (dots[i],)))
        else:
            come, go = radius / lengths[i - 1], radius / lengths[i]
            out.append(("L", ((x + (bx - x) * come, y + (by - y) * come),)))
            out.append(("Q", (dots[i], (x + (ax - x) * go, y + (ay - y) * go))))
    return out


def path_text(commands: Iterable[Command]) -> str:
    """The commands as SVG path text."""
    return " ".join(letter + " ".join(f"{x:g} {y:g}" for x, y in points) for letter, points in commands)


def _hop(a: Point, b: Point, hop: Hop) -> list[Command]:
    """Up a quarter circle, along, and down; level lines hop upwards, upright ones to the right."""
    level = a[1] == b[1]
    sign = 1.0 if hop.end >= hop.start else -1.0
    k = HOP * (1 - K)

    def at(along: float, up: float) -> Point:
        return (along, a[1] - up) if level else (a[0] + up, along)

    s, e = hop.start, hop.end
    return [
        ("L", (at(s, 0),)),
        ("C", (at(s, HOP - k), at(s + sign * k, HOP), at(s + sign * HOP, HOP))),
        ("L", (at(e - sign * HOP, HOP),)),
        ("C", (at(e - sign * k, HOP), at(e, HOP - k), at(e, 0))),
    ]


def hops_over(points: Sequence[Point], others: Iterable[Sequence[Point]]) -> tuple[Hop, ...]:
    """Where this line jumps over the others: level on upright crossings with room for a half circle."""
    found: list[Hop] = []
    lines = list(others)
    for piece, (a, b) in enumerate(itertools.pairwise(points)):
        level = a[1] == b[1]
        if level == (a[0] == b[0]):  # slanted, or no length
            continue
        spots = sorted({at for line in lines for at in _crossings(a, b, level, line)})
        axis = 0 if level else 1
        first = HOP + (BEND if piece else 2.0)
        last = HOP + (BEND if piece + 2 < len(points) else HEAD[0])
        low, high = sorted((a[axis], b[axis]))
        low, high = (low + first, high - last) if a[axis] < b[axis] else (low + last, high - first)
        spots = [at for at in spots if low <= at <= high]
        stretches: list[list[float]] = []
        for at in spots:
            if stretches and at - HOP <= stretches[-1][1]:
                stretches[-1][1] = at + HOP
            else:
                stretches.append([at - HOP, at + HOP])
        if a[axis] > b[axis]:
            found += [Hop(piece, end, start) for start, end in reversed(stretches)]
        else:
            found += [Hop(piece, start, end) for start, end in stretches]
    return tuple(found)


def _crossings(a: Point, b: Point, level: bool, line: Sequence[Point]) -> Iterable[float]:
    """Where pieces of a line cross a level or upright piece at a right angle, well inside both."""
    axis, across = (0, 1) if level else (1, 0)
    low, high = sorted((a[axis], b[axis]))
    here = a[across]
    for c, d in itertools.pairwise(line):
        if c[axis] == d[axis] and low < c[axis] < high:
            near, far = sorted((c[across], d[across]))
            if near + 1 < here < far - 1:
                yield c[axis]


def arrow(points: Sequence[Point], length: float, half: float, back: bool = False) -> tuple[Point, Point, Point]:
    """A head at the end of a line (at its start with `back`): one side, the tip, the other side."""
    tip, before = (points[0], points[1]) if back else (points[-1], points[-2])
    ux, uy = direction(before, tip)
    bx, by = tip[0] - ux * length, tip[1] - uy * length
    return ((bx - uy * half, by + ux * half), tip, (bx + uy * half, by - ux * half))


def slash(points: Sequence[Point]) -> tuple[Point, Point]:
    """The stroke across the start of a default flow."""
    ux, uy = direction(points[0], points[1])
    x, y = points[0][0] + ux * 11, points[0][1] + uy * 11
    return ((x - ux * 3 - uy * 6, y - uy * 3 + ux * 6), (x + ux * 3 + uy * 6, y + uy * 3 - ux * 6))


def diamond(points: Sequence[Point]) -> tuple[Point, Point, Point, Point]:
    """The sign of a conditional flow, at its start."""
    ux, uy = direction(points[0], points[1])
    (x, y), (length, half) = points[0], DIAMOND
    mx, my = x + ux * length / 2, y + uy * length / 2
    return (
        (x, y),
        (mx - uy * half, my + ux * half),
        (x + ux * length, y + uy * length),
        (mx + uy * half, my - ux * half),
    )


def side_of(at: Point, to: Point) -> str:
    """The side of a shape a line leaves at, by where it goes first."""
    dx, dy = to[0] - at[0], to[1] - at[1]
    if abs(dy) > abs(dx):
        return "below" if dy > 0 else "above"
    return "right" if dx > 0 else "left"


def direction(a: Point, b: Point) -> Point:
    """The unit vector from one point to another; to the right where they are the same."""
    length = _length(a, b)
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length else (1.0, 0.0)


def middle(points: Sequence[Point]) -> Point:
    """The point half way along a line."""
    return point_along(points, 0.5)


def moved_aside(points: Sequence[Point], by: float) -> list[Point]:
    """A line beside another, for double lines."""
    out = []
    for i, (x, y) in enumerate(points):
        ux, uy = direction(points[max(0, i - 1)], points[min(len(points) - 1, i + 1)])
        out.append((x - uy * by, y + ux * by))
    return out


def _length(a: Point, b: Point) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def _towards(a: Point, b: Point, by: float) -> Point:
    """The point so far from one towards another, never beyond it."""
    length = _length(a, b)
    share = min(1.0, by / length) if length else 0.0
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
