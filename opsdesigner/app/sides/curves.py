"""The ways threads take: a few cubics from a knot to a step, the first of which crosses nothing that is lit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

FLAT = QTransform()
BOX, DIAMOND, ROUND = "box", "diamond", "round"
LIFTS = (0, 30, 60, 100, 150, 210, 280)  # px a way is lifted, or swung out, beyond the plain one
PARTS = 32  # pieces a way is tested by
NEAR = 3.0  # px that a way keeps from what is lit
OFF = 2  # what a point outside the canvas counts, beside one on a shape


class Way(NamedTuple):
    """The handles of a cubic: px from its start, px from its end."""

    out: tuple[float, float]
    home: tuple[float, float]


class Block(NamedTuple):
    """What no thread may cross, in window px."""

    left: float
    top: float
    right: float
    foot: float
    outline: str = BOX


class Around(NamedTuple):
    """All that threads keep clear of, and the room they keep to."""

    blocks: list[Block]
    room: QRectF


def block(rect: QRectF, outline: str = BOX) -> Block:
    return Block(rect.left(), rect.top(), rect.right(), rect.bottom(), outline)


def plain(i: int, turned: bool) -> Way:
    """The way of the thread that is i-th by distance: farther ones swing farther out."""
    out = (-6.0 - 20 * i, 60.0 + 10 * i) if turned else (70.0 + 40 * i, -6.0 - 20 * i)
    return Way(out, (-44.0 - 50 * i, -34.0 - 18 * i))


def ways(dx: float, dy: float, i: int, turned: bool) -> Iterator[Way]:
    """All ways to a place so far away, the plain one first."""
    first = plain(i, turned)
    yield first
    (x, y), home = first
    if turned:
        for lift in LIFTS:
            for side in (-lift, lift):
                yield Way((x + side, y), (home[0] + side / 2, home[1] - lift / 4))
        for lift in LIFTS:  # down beside what is lit, then across
            yield Way((dx - lift, 0.4 * dy), (-lift, -0.4 * dy))
            yield Way((dx - 2 * lift, 0.1 * dy), (-40.0 - lift, -0.6 * dy))
        return
    for lift in LIFTS:
        yield Way((x, y - lift), (home[0], home[1] - lift / 2))
        yield Way((20.0 + 10 * i, y - lift), (home[0], home[1] - lift / 2))
    yield Way((x, 0.0), (-80.0, -8.0))
    for lift in LIFTS:  # up or down at once, then along above or below what is lit
        yield Way((0.1 * dx, min(0.0, dy) - lift), (-0.6 * dx, -lift))
        yield Way((60.0 + 20 * i, 20.0 + lift), (-50.0 - 20 * i, 24.0 + lift))
        yield Way((0.1 * dx, max(0.0, dy) + lift), (-0.6 * dx, lift))
    for lift in LIFTS:
        yield Way((0.5 * dx, -lift), (-8.0, -60.0 - lift))


def best(start: QPointF, end: QPointF, i: int, turned: bool, around: Around, last: Way | None) -> Way:
    """The way to take: the last one while it is free, else the first that is, else the freest."""
    found, least = plain(i, turned), inf
    apart = end - start
    for way in (*((last,) if last is not None else ()), *ways(apart.x(), apart.y(), i, turned)):
        crossed = _crossed(start, end, way, around, least)
        if not crossed:
            return way
        if crossed < least:
            found, least = way, crossed
    return found


def curve(start: QPointF, end: QPointF, way: Way) -> QPolygonF:
    """A way as many short pieces."""
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(*way.out), end + QPointF(*way.home), end)
    return path.toSubpathPolygons(FLAT)[0]


def _crossed(start: QPointF, end: QPointF, way: Way, around: Around, most: float) -> int:
    """How much of a way lies on what is lit or off the room; beyond `most` nobody counts on."""
    xs = (start.x(), start.x() + way.out[0], end.x() + way.home[0], end.x())
    ys = (start.y(), start.y() + way.out[1], end.y() + way.home[1], end.y())
    left, right, top, foot = min(xs), max(xs), min(ys), max(ys)
    near = [b for b in around.blocks if b.left < right and b.right > left and b.top < foot and b.foot > top]
    room = around.room
    inside = room.left() <= left and right <= room.right() and room.top() <= top and foot <= room.bottom()
    if not near and inside:
        return 0
    count = 0
    for x, y in _points(xs, ys):
        if not inside and not room.contains(x, y):
            count += OFF
        for block in near:
            if block.left < x < block.right and block.top < y < block.foot and _on(block, x, y):
                count += 1
                break
        if count >= most:
            break
    return count


def _points(xs: Sequence[float], ys: Sequence[float]) -> Iterator[tuple[float, float]]:
    for a, b, c, d in WEIGHTS:
        yield (
            a * xs[0] + b * xs[1] + c * xs[2] + d * xs[3],
            a * ys[0] + b * ys[1] + c * ys[2] + d * ys[3],
        )


def _on(block: Block, x: float, y: float) -> bool:
    """Whether a point in its box is on a thing itself."""
    left, top, right, foot, outline = block
    if outline == BOX:
        return True
    u, v = abs(2 * x - left - right) / (right - left), abs(2 * y - top - foot) / (foot - top)
    return u + v < 1 if outline == DIAMOND else u * u + v * v < 1


WEIGHTS = tuple(
    ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in (part / PARTS for part in range(1, PARTS))
)
