"""Pinned shapes of a process stay: the rest is hung on them, or drawn apart until they stand free.

A drawing hangs on a pinned shape by being moved and stretched, which changes nothing of what lies where of what. Where
several pins are too close together for that, or in another order, they are let out: their columns stay free of
upright lines and shapes, their heights of level lines, and what leads to them is led there afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from .graph import Placement
from .pin_bands import EDGE, Down
from .pins import Across, Pin


@dataclass(slots=True)
class Stretched:
    """A drawing round its pins; `tight` names those that it cannot hang on."""

    made: Placement
    tight: set[str] = field(default_factory=set)
    full: bool = False  # no heights leave all bands their pins


def stretched(made: Placement, pins: Sequence[Pin], start: float, head: float) -> Stretched:
    """A drawing moved and stretched round pins. Without one to hang on, it begins `start` px from the left.

    `head` is the room left of the first shape.
    """
    across = Across(made, pins, start)
    if across.tight:
        return Stretched(made, tight=across.tight)
    routes = {id: [(across.at(x), y) for x, y in line] for id, line in made.routes.items()}
    nodes = {id: (across.at(x + w / 2) - w / 2, y, w, h) for id, (x, y, w, h) in made.nodes.items()}
    moved = Placement(nodes, made.bands, routes, across.at(made.right), made.foot)
    down = Down(moved, pins)
    if down.tight or down.full:
        return Stretched(made, tight=down.tight, full=down.full)
    result = Placement(
        {id: (x, y + down.by[down.band_at(y + h / 2)], w, h) for id, (x, y, w, h) in nodes.items()},
        down.bands(),
        {id: [(x, down.at(y)) for x, y in line] for id, line in routes.items()},
        float(ceil(max([moved.right, *(pin.box[2] + EDGE for pin in pins if not pin.frame)]))),
        down.foot[-1],
        float(floor(min([across.at(0.0), *(pin.box[0] - head - EDGE for pin in pins if not pin.frame)]))),
    )
    for pin in pins:
        if not pin.frame:
            result.nodes[pin.id] = (pin.box[0], pin.box[1], pin.box[2] - pin.box[0], pin.box[3] - pin.box[1])
    return Stretched(result)
