"""Order inside the columns: few crossings, lanes kept.

Layer-by-layer sweeps of Sugiyama, Tagawa and Toda with barycentre and median keys, sorted by lane first; crossings
counted as inversions (Barth, Juenger, Mutzel); then the sifting of whole clusters, each a box with its corners.
"""

from __future__ import annotations

import random
from bisect import bisect_right, insort
from itertools import pairwise

from .net import BOX, Net
from .rethreading import thread
from .sifting import sift

THREADED = 20000  # vertices up to which long flows are re-inserted one by one
BARRED = 2  # crossings that a box in the way of an upright line counts for
LEAN = 1.5  # places that a box goes towards the lane its upright line leads to


def order(net: Net, seed: int, sweeps: int, sifts: int) -> None:
    """Sets `net.order` and `net.below`."""
    _Ordering(net, seed).run(sweeps, sifts)


class _Ordering:
    """One run: the places of all vertices in their columns."""

    def __init__(self, net: Net, seed: int) -> None:
        self.net = net
        self.left, self.right = net.neighbours()
        size = len(net.kind)
        self.place = [0] * size
        self.lean = [0] * size  # upright lines that lead from here to lanes above, less those to lanes below
        self.uprights = [(path[0], path[-1]) for path in net.paths if net.upright(path)]
        for s, t in self.uprights:
            up = (net.lane[t] < net.lane[s]) - (net.lane[t] > net.lane[s])
            self.lean[s] += up
            self.lean[t] -= up
        rnd = random.Random(seed)
        self._corners(rnd, seed)
        start = _depth_first(net) if seed == 0 else [rnd.random() for _ in range(size)]
        columns: list[list[int]] = [[] for _ in range(max(net.layer) + 1)]
        for v in sorted(range(size), key=lambda v: start[v]):
            if net.owner[v] < 0:
                columns[net.layer[v]].append(v)
        net.order = [_spread(net, sorted(c, key=lambda v: net.lane[v]), self.corners) for c in columns]
        self._number()

    def _corners(self, rnd: random.Random, seed: int) -> None:
        """Which corners each box has, and on which side they begin."""
        net = self.net
        self.corners: list[list[int]] = [[] for _ in range(net.boxes)]
        for v in range(net.boxes, len(net.kind)):
            if net.owner[v] >= 0:
                self.corners[net.owner[v]].append(v)
                chance = rnd.random() < (0.5 if seed % 2 else 0.0) if v not in net.pinned else False
                net.below[v] = net.pinned.get(v, chance)

    def run(self, sweeps: int, sifts: int) -> None:
        net = self.net
        best, kept = self._count(), ([list(c) for c in net.order], dict(net.below))
        for sweep in range(sweeps):
            if not best:
                break
            self._sweep(sweep)
            count = self._count()
            if count < best:
                best, kept = count, ([list(c) for c in net.order], dict(net.below))
        net.order, net.below = kept
        self._number()
        for _ in range(sifts):
            if not best:
                break
            changed = sift(net, self.left, self.right, self.place, [BARRED * up for up in self.lean])
            threaded = len(net.kind) <= THREADED and thread(net, self.right, self.place)
            if not threaded and not changed:
                break
            best = self._count()

    def _sweep(self, sweep: int) -> None:
        forward, columns = sweep % 2 == 0, len(self.net.order)
        fixed = self.left if forward else self.right
        for i in range(1, columns) if forward else range(columns - 2, -1, -1):
            self._sort(i, fixed, sweep % 4 >= 2)

    def _number(self) -> None:
        for column in self.net.order:
            for i, v in enumerate(column):
                self.place[v] = i

    def _count(self) -> int:
        """Crossings between neighbouring columns, and what is in the way of upright lines, for the present order."""
        net, total = self.net, _crossings(self.net, self.right, self.place)
        for s, t in self.uprights:
            low, high = sorted((self.place[s], self.place[t]))
            for v in net.order[net.layer[s]][low + 1 : high]:
                total += BARRED if net.kind[v] == BOX else net.owner[v] not in (s, t)
        return total

    def _sort(self, i: int, fixed: list[list[int]], median: bool) -> None:
        """Sorts a column by where its vertices are joined to in the column that is fixed."""
        net, place, corners = self.net, self.place, self.corners
        key = {v: _key(v, fixed[v], place, median) for v in net.order[i]}
        heads = [v for v in net.order[i] if net.owner[v] < 0]
        for v in heads:
            if v < net.boxes and corners[v]:
                if not fixed[v]:
                    joined = [key[c] for c in corners[v] if fixed[c]]
                    if joined:
                        key[v] = sum(joined) / len(joined)
                for c in corners[v]:
                    if fixed[c] and c not in net.pinned and key[c] != key[v]:
                        net.below[c] = key[c] > key[v]
                corners[v].sort(key=key.__getitem__)
        heads.sort(key=lambda v: (net.lane[v], key[v] - LEAN * self.lean[v], place[v]))
        net.order[i] = _spread(net, heads, corners)
        for p, v in enumerate(net.order[i]):
            place[v] = p


def _key(v: int, ends: list[int], place: list[int], median: bool) -> float:
    if not ends:
        return place[v]
    if median and len(ends) > 2:
        return sorted([place[w] for w in ends])[len(ends) // 2]
    return sum([place[w] for w in ends]) / len(ends)


def _crossings(net: Net, right: list[list[int]], position: list[int]) -> int:
    total = 0
    for column in net.order:
        seen: list[int] = []
        for v in column:
            if not right[v]:
                continue
            places = [position[w] for w in right[v]]
            for p in places:
                total += len(seen) - bisect_right(seen, p)
            for p in places:
                insort(seen, p)
    return total


def _depth_first(net: Net) -> list[float]:
    rank: list[float] = [0.0] * len(net.kind)
    seen = [False] * len(net.kind)
    left_free = sorted(range(net.boxes), key=lambda v: net.layer[v])
    clock = 0
    follow: list[list[int]] = [[] for _ in net.kind]
    for path in net.paths:
        for a, b in pairwise(path):
            follow[a].append(b)
    for s in left_free + list(range(net.boxes, len(net.kind))):
        stack = [s]
        while stack:
            v = stack.pop()
            if not seen[v]:
                seen[v] = True
                rank[v] = clock
                clock += 1
                stack.extend(reversed(follow[v]))
    return rank


def _spread(net: Net, column: list[int], corners: list[list[int]]) -> list[int]:
    """Put the corners of every box next to it."""
    out: list[int] = []
    boxes, below = net.boxes, net.below
    for v in column:
        own = corners[v] if v < boxes else None
        if own:
            out += [c for c in own if not below[c]]
            out.append(v)
            out += [c for c in own if below[c]]
        else:
            out.append(v)
    return out
