"""Names go along with their lines: as far from the nearer end as before, and beside the line, not on it."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from opsdesigner.model import Bounds, Point
from opsdesigner.model.geometry import box_of, pieces

from .lines import Points, runs_through

GAP = 4.0  # px between a line and a name that steps aside from it


def shifted_label(label: Bounds, old: Points, new: Points) -> Bounds:
    """A placed name after its line changed: it keeps its distance along the line from the nearer end."""
    x, y = label.x + label.width / 2, label.y + label.height / 2
    far, whole = _walked(old, x, y)
    near_start = far <= whole / 2
    before = _stepped(old if near_start else old[::-1], far if near_start else whole - far)
    after = _stepped(new if near_start else new[::-1], far if near_start else whole - far)
    place = label._replace(x=label.x + after[0] - before[0], y=label.y + after[1] - before[1])
    if runs_through(old, box_of(label)):
        return place  # it was put on its line on purpose
    return _aside(place, new)


def _aside(place: Bounds, line: Points) -> Bounds:
    """The nearest place beside a line for a name that it would run through; the same place where there is none."""
    if not runs_through(line, box_of(place)):
        return place
    columns, rows = [place.x], [place.y]
    for left, top, right, bottom in pieces(line):
        if left == right:
            columns += [left - GAP - place.width, left + GAP]
        if top == bottom:
            rows += [top - GAP - place.height, top + GAP]
    beside = [place._replace(x=x, y=y) for x in columns for y in rows]
    clear = [each for each in beside if not runs_through(line, box_of(each))]
    return min(clear, key=lambda each: hypot(each.x - place.x, each.y - place.y), default=place)


def _walked(points: Points, x: float, y: float) -> tuple[float, float]:
    """How far along a line the point of it nearest to x, y lies, and how long it is."""
    best, at, walked = float("inf"), 0.0, 0.0
    for (ax, ay), (bx, by) in pairwise(points):
        length = hypot(bx - ax, by - ay)
        t = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length**2)) if length else 0.0
        far = hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y)
        if far < best:
            best, at = far, walked + t * length
        walked += length
    return at, walked


def _stepped(points: Points, far: float) -> Point:
    """The point so far along a line, its end where it is shorter."""
    for (ax, ay), (bx, by) in pairwise(points):
        length = hypot(bx - ax, by - ay)
        if far <= length and length:
            return (ax + (bx - ax) * far / length, ay + (by - ay) * far / length)
        far -= length
    return points[-1]
