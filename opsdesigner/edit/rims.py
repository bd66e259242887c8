"""How points lie to the rim of a shape."""

from __future__ import annotations

from math import hypot

from opsdesigner.model import Point, Shape
from opsdesigner.model.geometry import box_of, centre, holds


def away(shape: Shape, x: float, y: float) -> float:
    return hypot(
        max(shape.x - x, 0.0, x - shape.x - shape.width),
        max(shape.y - y, 0.0, y - shape.y - shape.height),
    )


def edge_gap(shape: Shape, x: float, y: float) -> float:
    """How far a point lies from the rim of a shape, inside or outside."""
    left, top, right, bottom = box_of(shape)
    if holds((left, top, right, bottom), x, y):
        return min(x - left, right - x, y - top, bottom - y)
    return away(shape, x, y)


def on_edge(shape: Shape, x: float, y: float) -> Point:
    """The point of a shape's rim nearest to a point."""
    left, top, right, bottom = box_of(shape)
    cx, cy = min(max(x, left), right), min(max(y, top), bottom)
    sides = [
        (abs(cy - bottom), (cx, bottom)),
        (abs(cx - right), (right, cy)),
        (abs(cy - top), (cx, top)),
        (abs(cx - left), (left, cy)),
    ]
    return min(sides, key=lambda side: side[0])[1]


def middle_of(shape: Shape) -> Point:
    return centre(box_of(shape))
