"""The columns' x. A wide box needs room only beside what stands at its height; the others keep close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .graph import Options
from .net import Net
from .rooms import Rooms
from .tracks import Trunk

WIDE = 240.0  # px, from which a box is one that others need not keep clear of in all the height of its column
PAD = 12.0  # px over and under a wide box
Span = tuple[float, float]


@dataclass(slots=True)
class Columns:
    """x of the middle of every column, of the first track right of it, and the right end."""

    centre: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class _Thing:
    """What stands in a column: how far it reaches from the middle, from where to where in height, and if it is wide."""

    left: float
    right: float
    span: Span
    wide: bool


class Spread:
    """The columns of one drawing, once all heights are known."""

    def __init__(self, net: Net, rooms: Rooms, options: Options, y: Sequence[float], spans: Sequence[Span]) -> None:
        self.net, self.rooms, self.options, self.y, self.spans = net, rooms, options, y, spans
        self.wide = {v for v, node in enumerate(net.nodes) if node.width >= WIDE}
        self.things = [[self._box(v) for v in column if v < net.boxes] for column in net.order]
        if self.wide:
            for path in net.paths:
                for a, b in pairwise(path):
                    if net.layer[a] == net.layer[b] and (a < net.boxes or b < net.boxes):
                        self.things[net.layer[a]].append(self._upright(a, b))

    def _box(self, v: int) -> _Thing:
        left, right = self.net.reach(v)
        left, right = max(left, self.rooms.left.get(v, 0.0)), max(right, self.rooms.right.get(v, 0.0))
        return _Thing(left, right, self.spans[v], v in self.wide)

    def _upright(self, a: int, b: int) -> _Thing:
        """A line up or down at a box; where at its top or bottom it docks is settled later."""
        box = min((v for v in (a, b) if v < self.net.boxes), key=lambda v: self.net.nodes[v].width)
        left, right = self.net.reach(box)
        span = (min(self.y[a], self.y[b]), max(self.y[a], self.y[b]))
        return _Thing(left, right, span, box in self.wide)

    def columns(self, channels: Sequence[Sequence[Trunk]], counts: Sequence[int]) -> Columns:
        """`counts`: tracks of every channel."""
        found, gap, options = Columns(), self.options.channel, self.options
        x = options.left + gap
        passed: list[tuple[float, Span, bool]] = []  # right ends of what stands further left; whether that is wide
        wide: list[tuple[float, Span]] = []
        for i, things in enumerate(self.things):
            usual = [thing for thing in things if not thing.wide]
            middle = x + max((thing.left for thing in usual), default=0.0)
            for thing in things:
                before = [end for end, span, broad in passed if (thing.wide or broad) and _meet(span, thing.span)]
                middle = max(middle, options.left + gap + thing.left, *(end + gap + thing.left for end in before))
            found.centre.append(middle)
            passed += [(middle + thing.right + gap, thing.span, thing.wide) for thing in things]
            wide += [(middle + thing.right + gap, thing.span) for thing in things if thing.wide]
            x = middle + max((thing.right for thing in usual), default=0.0) + max(gap, self.rooms.behind.get(i, 0.0))
            for trunk in channels[i]:
                over = [end - trunk.track * options.track for end, span in wide if _meet(span, (trunk.low, trunk.high))]
                x = max(x, *over) if over else x
            found.first.append(x)
            passed += [(x + trunk.track * options.track, (trunk.low, trunk.high), False) for trunk in channels[i]]
            x += max(0, counts[i] - 1) * options.track + max(gap, self.rooms.ahead.get(i, 0.0))
            if i == len(self.things) - 1 and not counts[i]:
                x -= gap
        found.width = max([x, *(end for end, _ in wide)])
        return found


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] + PAD and b[0] < a[1] + PAD
