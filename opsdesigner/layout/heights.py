"""Heights: blocks of straight pieces are packed inside the bands of lanes, then pulled together.

A block is a set of vertices that share one y (Brandes and Koepf). Blocks of a lane form a separation graph without
cycles; longest paths from both ends give the least height of the band and the room of every block, and sweeps move each
block to the weighted median of what it is joined to (the priority method of Sugiyama and others, on blocks).
"""

from __future__ import annotations

import itertools

from .graph import Options
from .net import BOX, CORNER, Net
from .rooms import NEAR, Rooms
from .tracks import swapped


class Heights:
    """The y of every vertex and the band of every lane."""

    def __init__(self, net: Net, mate: dict[int, int], rooms: Rooms, options: Options) -> None:
        self.net, self.rooms, self.options = net, rooms, options
        self._prepare(mate)

    def _prepare(self, mate: dict[int, int]) -> None:
        self.mate = mate
        self.block = self._blocks(mate)
        self.size = max(self.block, default=-1) + 1
        self.lane = [0] * self.size
        for v, b in enumerate(self.block):
            self.lane[b] = self.net.lane[v]
        self.up, self.down = self._extents()
        self.above: list[dict[int, float]] = [{} for _ in range(self.size)]
        self.below: list[dict[int, float]] = [{} for _ in range(self.size)]
        self._separate()
        self.topological = self._topological()
        self.lifted = [0.0] * self.size

    def lift(self, vertex: int) -> None:
        """Move the block of `vertex` down by half a track against everything above it."""
        b, step = self.block[vertex], self.options.track / 2
        self.lifted[b] += step
        for a in self.above[b]:
            self.above[b][a] += step
            self.below[a][b] += step

    def settled(self) -> tuple[list[float], list[tuple[float, float]]]:
        """As `solve`, with crossing flows kept off each other's height."""
        for turn in range(12):
            y, bands = self.solve(6 if turn < 8 else 0)
            clashes = swapped(self.net, y)
            if not clashes:
                break
            for a, b, c, d in clashes:
                if self.block[a] == self.block[d] and self.block[b] == self.block[c]:
                    straight = {v: w for v, w in self.mate.items() if v != a}
                    self._prepare(straight)  # both straight: one has to bend
                    break
                pairs = [pair for pair in ((a, d), (b, c)) if self.block[pair[0]] != self.block[pair[1]]]
                p, q = pairs[turn % len(pairs)]
                self.lift(p if y[p] > y[q] else q)
        return y, bands

    def _blocks(self, mate: dict[int, int]) -> list[int]:
        head = list(range(len(self.net.kind)))
        for a in sorted(mate, key=lambda v: self.net.layer[v]):
            head[mate[a]] = head[a]
        names: dict[int, int] = {}
        return [names.setdefault(h, len(names)) for h in head]

    def _extents(self) -> tuple[list[float], list[float]]:
        """How far every vertex reaches up and down, its name included."""
        net, rooms = self.net, self.rooms
        up = [0.0] * len(net.kind)
        for v, node in enumerate(net.nodes):
            up[v] = node.height / 2
        down = list(up)
        for (v, below), mates in net.events.items():
            reach = down if below else up
            reach[v] = max(reach[v], net.nodes[v].height / 2 + max((n.height / 2 for n in mates), default=0.0))
        for path in net.paths:
            if len(path) == 2 and path[0] == path[1]:
                up[path[0]] = max(up[path[0]], net.nodes[path[0]].height / 2 + self.options.flow_gap)
        for reach, more in ((up, rooms.over), (down, rooms.under)):
            for v, by in more.items():
                reach[v] += by
        return up, down

    def gap(self, a: int, b: int) -> float:
        """Least distance of the centre lines of `a` and the vertex `b` right below it."""
        net, o = self.net, self.options
        room = self.down[a] + self.up[b]
        if net.is_rim(a) or net.is_rim(b):
            return room
        if net.kind[a] == BOX and net.kind[b] == BOX:
            return room + o.node_gap
        if net.kind[a] != BOX and net.kind[b] != BOX:
            return max(o.track, room + NEAR if room else 0.0)
        if net.owner[a] == b or net.owner[b] == a:
            return room + o.corner_gap
        return room + o.flow_gap

    def _separate(self) -> None:
        net, block = self.net, self.block
        for column in net.order:
            for a, b in itertools.pairwise(column):
                p, q = block[a], block[b]
                if net.lane[a] == net.lane[b]:
                    d = self.gap(a, b)
                    if d > self.below[p].get(q, -1.0):
                        self.below[p][q] = self.above[q][p] = d

    def _topological(self) -> list[int]:
        waiting = [len(a) for a in self.above]
        order = [b for b in range(self.size) if not waiting[b]]
        for b in order:
            for c in self.below[b]:
                waiting[c] -= 1
                if not waiting[c]:
                    order.append(c)
        if len(order) != self.size:
            raise AssertionError("straight pieces cross")
        return order

    def solve(self, sweeps: int) -> tuple[list[float], list[tuple[float, float]]]:
        """y of every vertex, and (top, height) of every lane."""
        o, net = self.options, self.net
        lanes = net.graph.lanes
        first = [lanes[self.lane[b]].top + extra for b, extra in enumerate(self.lifted)]
        last = [0.0] * self.size
        for v, b in enumerate(self.block):
            lane = lanes[self.lane[b]]
            first[b] = max(first[b], lane.top + self.up[v] + self.lifted[b])
            last[b] = max(last[b], lane.foot + self.down[v])
        high, low = list(first), list(last)
        for b in self.topological:
            for c, d in self.below[b].items():
                high[c] = max(high[c], high[b] + d)
        for b in reversed(self.topological):
            for c, d in self.above[b].items():
                low[c] = max(low[c], low[b] + d)
        height = [lane.least for lane in lanes]
        for b in range(self.size):
            height[self.lane[b]] = max(height[self.lane[b]], high[b] + low[b])
        tops, t = [], 0.0
        for i, lane in enumerate(lanes):
            if i and lane.pool != lanes[i - 1].pool:
                t += max(o.pool_gap, self.rooms.pools)
            tops.append(t)
            t += height[i]
        y = [tops[self.lane[b]] + high[b] for b in range(self.size)]
        floor = [tops[self.lane[b]] + first[b] for b in range(self.size)]
        ceiling = [tops[self.lane[b]] + height[self.lane[b]] - last[b] for b in range(self.size)]
        self._relax(y, floor, ceiling, sweeps)
        return [y[b] for b in self.block], list(zip(tops, height, strict=True))

    def _relax(self, y: list[float], floor: list[float], ceiling: list[float], sweeps: int) -> None:
        joined: list[list[tuple[int, float]]] = [[] for _ in range(self.size)]
        block, net = self.block, self.net
        for path in net.paths:
            for a, b in itertools.pairwise(path):
                p, q = block[a], block[b]
                if p != q:
                    w = 1.0 if net.kind[a] != CORNER and net.kind[b] != CORNER else 1.2
                    joined[p].append((q, w))
                    joined[q].append((p, w))
        for turn in range(sweeps):
            for b in reversed(self.topological) if turn % 2 == 0 else self.topological:
                if not joined[b]:
                    continue
                lo = max((y[a] + d for a, d in self.above[b].items()), default=floor[b])
                hi = min((y[c] - d for c, d in self.below[b].items()), default=ceiling[b])
                lo, hi = max(lo, floor[b]), min(hi, ceiling[b])
                wish = _median([(y[q], w) for q, w in joined[b]], y[b])
                y[b] = min(max(wish, lo), hi)


def _median(values: list[tuple[float, float]], now: float) -> float:
    """Weighted median; between two halves of equal weight the value nearest to `now`."""
    values.sort()
    half = sum(w for _, w in values) / 2
    acc = 0.0
    for i, (v, w) in enumerate(values):
        acc += w
        if acc > half + 1e-9:
            return v
        if abs(acc - half) <= 1e-9:
            return min(max(now, v), values[i + 1][0])
    return values[-1][0]
