"""What no flow leads to stands in rows at the foot of its band, beside the lines that pass there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from .graph import Placement, Point

GAP = 24.0  # px between things
CLEAR = 12.0  # px off a line that passes
FOOT = 22.0
ASPECT = 1.8  # of what stands here when there is nothing else to go by


class Item(NamedTuple):
    """A thing without flows; `name` is the room below it, `wide` the width with its name."""

    id: str
    width: float
    height: float
    name: float = 0.0
    wide: float = 0.0


def shelve(made: Placement, band: str, items: Sequence[Item], left: float, empty: bool, pad: float = FOOT) -> None:
    """Makes room at the foot of a band and stands things there; `empty`: nothing else stands in the band."""
    top, height = made.bands[band]
    cut = top + height
    start = top + pad if empty else cut
    walls = _crossing(made.routes.values(), cut)
    whole = sum((max(item.width, item.wide) + GAP) * (item.height + item.name + GAP) for item in items)
    right = max(made.right - GAP, left + (whole * ASPECT) ** 0.5, left + max(item.width for item in items))
    x, y, tall = left, start, 0.0
    places = []
    for item in items:
        wide = max(item.width, item.wide)
        at = _free(x, wide, walls)
        if at + wide > right and x > left:
            x, y, tall = left, y + tall + GAP, 0.0
            at = _free(x, wide, walls)
        places.append((item, at + (wide - item.width) / 2, y))
        x, tall = at + wide + GAP, max(tall, item.height + item.name)
    made.right = max(made.right, max(at + item.width for item, at, _ in places) + GAP)
    lower(made, cut, y + tall + FOOT - cut)
    for item, at, y in places:
        made.nodes[item.id] = (at, y, item.width, item.height)
    made.bands[band] = (top, max(height, y + tall + FOOT - top))


def _free(x: float, width: float, walls: Sequence[float]) -> float:
    """The first place from x on that no line passes through."""
    for wall in walls:
        if x - CLEAR < wall < x + width + CLEAR:
            x = wall + CLEAR
    return x


def _crossing(routes: Iterable[Sequence[Point]], y: float) -> list[float]:
    """Where lines pass a height, from the left."""
    found = set()
    for points in routes:
        for (x, a), (_, b) in pairwise(points):
            if min(a, b) <= y <= max(a, b) and abs(a - b) > 0.01:
                found.add(x)
    return sorted(found)


def lower(made: Placement, cut: float, by: float) -> None:
    """Moves everything below a height further down."""
    if by <= 0:
        return
    edge = cut - 0.01
    made.nodes = {id: (x, y + by if y >= edge else y, w, h) for id, (x, y, w, h) in made.nodes.items()}
    made.routes = {id: [(x, y + by if y >= edge else y) for x, y in line] for id, line in made.routes.items()}
    made.bands = {id: (top + by if top >= edge else top, height) for id, (top, height) in made.bands.items()}
    made.foot += by
