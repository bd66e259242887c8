"""Boxes, points and right-angled lines: plain arithmetic, in px at 100 % zoom."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from math import hypot

from .records import Bounds, Point, Shape

Box = tuple[float, float, float, float]  # left, top, right, bottom


def box_of(place: Shape | Bounds) -> Box:
    return (place.x, place.y, place.x + place.width, place.y + place.height)


def centre(box: Box) -> Point:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def union(boxes: Iterable[Box]) -> Box:
    """The box round all of them. Raises ValueError where there are none."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def shifted(box: Box, dx: float, dy: float) -> Box:
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)


def touches(a: Box, b: Box) -> bool:
    """Whether two boxes share a point, rims included."""
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def overlaps(a: Box, b: Box) -> bool:
    """Whether two boxes share more than a rim."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def contains(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def moved(points: Iterable[Point], dx: float, dy: float) -> tuple[Point, ...]:
    return tuple((x + dx, y + dy) for x, y in points)


def pieces(points: Sequence[Point]) -> list[Box]:
    """The box of each straight piece of a line."""
    return [
        (ax if ax < bx else bx, ay if ay < by else by, bx if ax < bx else ax, by if ay < by else ay)
        for (ax, ay), (bx, by) in itertools.pairwise(points)
    ]


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without repeated points and points inside a level or upright piece."""
    out: list[Point] = []
    for point in points:
        if out and out[-1] == point:
            continue
        if len(out) > 1 and (out[-2][0] == out[-1][0] == point[0] or out[-2][1] == out[-1][1] == point[1]):
            out.pop()
        if out[-1:] != [point]:  # a line that went there and back
            out.append(point)
    return tuple(out) if len(out) > 1 else (points[0], points[-1])


def nearest_on(points: Sequence[Point], x: float, y: float) -> tuple[float, int, Point]:
    """Distance to a line, the index of the piece that is nearest, and the nearest point on it."""
    best = (float("inf"), 0, points[0])
    for index, ((ax, ay), (bx, by)) in enumerate(itertools.pairwise(points)):
        length = (bx - ax) ** 2 + (by - ay) ** 2
        t = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) if length else 0.0
        at = (ax + t * (bx - ax), ay + t * (by - ay))
        far = hypot(at[0] - x, at[1] - y)
        if far < best[0]:
            best = (far, index, at)
    return best


def along(points: Sequence[Point], share: float) -> Point:
    """The point at a share (0 to 1) of a line's length."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
    left = sum(lengths) * share
    for (ax, ay), (bx, by), length in zip(points, points[1:], lengths, strict=False):
        if left <= length and length:
            return (ax + (bx - ax) * left / length, ay + (by - ay) * left / length)
        left -= length
    return points[-1]


def dock(outline: str, box: Box, inside: Point, outside: Point) -> Point:
    """Where the line from a point inside a shape to one outside crosses its outline ("rect", "ellipse", "diamond").

    Returns the outside point itself where the line does not leave the shape.
    """
    (cx, cy), w, h = centre(box), (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    dx, dy = outside[0] - inside[0], outside[1] - inside[1]
    if w <= 0 or h <= 0 or (dx == 0 and dy == 0):
        return outside
    px, py = inside[0] - cx, inside[1] - cy
    if outline == "ellipse":
        a, b = (dx / w) ** 2 + (dy / h) ** 2, 2 * (px * dx / w**2 + py * dy / h**2)
        c = (px / w) ** 2 + (py / h) ** 2 - 1
        root = b * b - 4 * a * c
        t = (-b + root**0.5) / (2 * a) if root >= 0 else 1.0
    elif outline == "diamond":
        sides = [(sx / w * dx + sy / h * dy, 1 - sx * px / w - sy * py / h) for sx in (-1, 1) for sy in (-1, 1)]
        t = min((room / speed for speed, room in sides if speed > 1e-9), default=1.0)
    else:
        ts = []
        if dx:
            ts.append(((w if dx > 0 else -w) - px) / dx)
        if dy:
            ts.append(((h if dy > 0 else -h) - py) / dy)
        t = min(ts)
    t = max(0.0, min(1.0, t))
    return (inside[0] + dx * t, inside[1] + dy * t)
