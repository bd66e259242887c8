"""How lines lie to the true outline of a shape: rectangle, ellipse or diamond, in px at 100 %."""

from __future__ import annotations

from math import hypot

from opsdesigner.model.geometry import Box, centre
from opsdesigner.model.records import Point


def off(outline: str, box: Box, point: Point) -> float:
    """How far a point lies from an outline, inside or outside; from a round one near enough."""
    (cx, cy), w, h = centre(box), (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    dx, dy = abs(point[0] - cx), abs(point[1] - cy)
    if outline == "rect" or w <= 0 or h <= 0:
        if dx <= w and dy <= h:
            return min(w - dx, h - dy)
        return hypot(max(dx - w, 0.0), max(dy - h, 0.0))
    if outline == "diamond":
        return abs(dx / w + dy / h - 1) * w * h / hypot(w, h)
    return abs(hypot(dx / w, dy / h) - 1) * min(w, h)


def enters(outline: str, box: Box, a: Point, b: Point) -> bool:
    """Whether a straight piece from a to b runs through the inside of an outline."""
    if outline == "rect":
        return _crosses(box, a, b)
    (cx, cy), w, h = centre(box), (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    if w <= 0 or h <= 0:
        return False
    ax, ay, bx, by = (a[0] - cx) / w, (a[1] - cy) / h, (b[0] - cx) / w, (b[1] - cy) / h
    if outline == "ellipse":
        return _nearest(ax, ay, bx, by) < 1
    shares = [0.0, 1.0]  # the sum of the distances is least at an end or where the piece crosses an axis
    shares += [p / (p - q) for p, q in ((ax, bx), (ay, by)) if p * q < 0]
    return min(abs(ax + (bx - ax) * t) + abs(ay + (by - ay) * t) for t in shares) < 1


def _nearest(ax: float, ay: float, bx: float, by: float) -> float:
    """How near a piece comes to the origin."""
    length = (bx - ax) ** 2 + (by - ay) ** 2
    t = max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length)) if length else 0.0
    return hypot(ax + t * (bx - ax), ay + t * (by - ay))


def _crosses(box: Box, a: Point, b: Point) -> bool:
    """Liang and Barsky's clipping of a line: whether anything of it is left in a box."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        by = b[axis] - a[axis]
        if by == 0:
            if not box[axis] < a[axis] < box[axis + 2]:
                return False
            continue
        first, last = (box[axis] - a[axis]) / by, (box[axis + 2] - a[axis]) / by
        low, high = max(low, min(first, last)), min(high, max(first, last))
    return low < high
