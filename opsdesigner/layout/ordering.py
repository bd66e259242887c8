"""Order inside the columns: few crossings, lanes kept.

Layer-by-layer sweeps of Sugiyama, Tagawa and Toda with barycentre and median keys, sorted by
lane first; crossings counted as inversions (Barth, Juenger, Mutzel); then sifting (Matuszewski,
Schoenfeld, Molitor) of whole clusters, a cluster being a box with the corners above and below it.
"""

from __future__ import annotations

import itertools
import random
from bisect import bisect_right, insort

from .net import BOX, CORNER, Net
from .rethreading import thread

THREADED = 20000  # vertices up to which long flows are re-inserted one by one


def crossings(net: Net, right: list[list[int]], position: list[int]) -> int:
    """Crossings between neighbouring columns for the current order."""
    total = 0
    for column in net.order:
        seen: list[int] = []
        for v in column:
            ends = right[v]
            if not ends:
                continue
            places = [position[w] for w in ends]
            for p in places:
                total += len(seen) - bisect_right(seen, p)
            for p in places:
                insort(seen, p)
    return total


def number(net: Net, position: list[int]) -> None:
    for column in net.order:
        for i, v in enumerate(column):
            position[v] = i


def order(net: Net, seed: int, sweeps: int, sifts: int) -> int:
    """Set `net.order` and `net.below`; returns the crossings between columns."""
    rnd = random.Random(seed)
    left, right = net.neighbours()
    size = len(net.kind)
    columns = max(net.layer) + 1
    corners: list[list[int]] = [[] for _ in range(net.boxes)]
    for v in range(net.boxes, size):
        if net.owner[v] >= 0:
            corners[net.owner[v]].append(v)
            if v in net.dock_event:
                net.below[v] = net.sits_below(net.dock_event[v])
            else:
                net.below[v] = v not in net.pinned and rnd.random() < (0.5 if seed % 2 else 0.0)
    place = [0] * size
    start = _depth_first(net, right) if seed == 0 else [(rnd.random()) for _ in range(size)]
    net.order = [[] for _ in range(columns)]
    for v in sorted(range(size), key=lambda v: start[v]):
        if net.owner[v] < 0:
            net.order[net.layer[v]].append(v)
    net.order = [_spread(net, sorted(c, key=lambda v: net.lane[v]), corners) for c in net.order]
    number(net, place)
    best, kept = crossings(net, right, place), ([list(c) for c in net.order], dict(net.below))
    for sweep in range(sweeps):
        forward = sweep % 2 == 0
        fixed = left if forward else right
        for i in range(1, columns) if forward else range(columns - 2, -1, -1):
            _sort(net, i, fixed, corners, place, median=sweep % 4 >= 2)
        count = crossings(net, right, place)
        if count < best:
            best, kept = count, ([list(c) for c in net.order], dict(net.below))
        if not best:
            break
    net.order, net.below = kept
    number(net, place)
    for _ in range(sifts):
        if not best:
            break
        changed = _sift(net, left, right, corners, place)
        threaded = size <= THREADED and thread(net, left, right, place)
        if not threaded and not changed:
            break
        best = crossings(net, right, place)
    return best


def _depth_first(net: Net, right: list[list[int]]) -> list[float]:
    rank: list[float] = [0.0] * len(net.kind)
    seen = [False] * len(net.kind)
    left_free = sorted(range(net.boxes), key=lambda v: net.layer[v])
    clock = 0
    follow: list[list[int]] = [[] for _ in net.kind]
    for path in net.paths:
        for a, b in itertools.pairwise(path):
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


def _sort(net: Net, i: int, fixed: list[list[int]], corners: list[list[int]], place: list[int], median: bool) -> None:
    key: dict[int, float] = {}
    column = net.order[i]
    for v in column:
        ends = fixed[v]
        if not ends:
            key[v] = place[v]
        elif len(ends) == 1:
            key[v] = place[ends[0]]
        elif median and len(ends) > 2:
            key[v] = sorted([place[w] for w in ends])[len(ends) // 2]
        else:
            key[v] = sum([place[w] for w in ends]) / len(ends)
    heads = [v for v in column if net.owner[v] < 0]
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
    lane = net.lane
    heads.sort(key=lambda v: (lane[v], key[v], place[v]))
    net.order[i] = _spread(net, heads, corners)
    for p, v in enumerate(net.order[i]):
        place[v] = p


def _pair(a: int, b: int, left: list[list[int]], right: list[list[int]], place: list[int]) -> int:
    """Crossings saved if b stood before a (a stands before b now)."""
    gain = 0
    for side in (left, right):
        for x in side[a]:
            px = place[x]
            for y in side[b]:
                py = place[y]
                gain += (px > py) - (px < py)
    return gain


def _sift(net: Net, left: list[list[int]], right: list[list[int]], corners: list[list[int]], place: list[int]) -> bool:
    changed = False
    lane = net.lane
    for i, column in enumerate(net.order):
        clusters: list[list[int]] = []
        for v in column:
            box = net.owner[v] if net.owner[v] >= 0 else v
            if clusters and (net.owner[clusters[-1][0]] if net.owner[clusters[-1][0]] >= 0 else clusters[-1][0]) == box:
                clusters[-1].append(v)
            else:
                clusters.append([v])
        for cluster in list(clusters):
            if not any(left[a] or right[a] for a in cluster):
                continue
            at = next(k for k, c in enumerate(clusters) if c is cluster)
            best, goal = 0, at
            for step in (1, -1):
                gain, k = 0, at + step
                while 0 <= k < len(clusters) and lane[clusters[k][0]] == lane[cluster[0]]:
                    for a in cluster:
                        for b in clusters[k]:
                            gain += _pair(a, b, left, right, place) if step > 0 else _pair(b, a, left, right, place)
                    if gain > best:
                        best, goal = gain, k
                    k += step
            if goal != at:
                clusters.remove(cluster)
                clusters.insert(goal, cluster)
                changed = True
        for cluster in clusters:
            changed |= _flip(net, cluster, left, right, place)
        net.order[i] = [v for c in clusters for v in c]
        for p, v in enumerate(net.order[i]):
            place[v] = p
    return changed


def _flip(net: Net, cluster: list[int], left: list[list[int]], right: list[list[int]], place: list[int]) -> bool:
    """Move corners to the other side of their box, or past each other, where that saves crossings."""
    changed = False
    for c in [v for v in cluster if net.kind[v] == CORNER and v not in net.pinned] if len(cluster) > 1 else ():
        at = cluster.index(c)
        best, goal = 0, at
        for step in (1, -1):
            gain, k = 0, at + step
            while 0 <= k < len(cluster):
                gain += (
                    _pair(c, cluster[k], left, right, place) if step > 0 else _pair(cluster[k], c, left, right, place)
                )
                if gain > best:
                    best, goal = gain, k
                k += step
        if goal != at:
            cluster.remove(c)
            cluster.insert(goal, c)
            net.below[c] = cluster.index(c) > next(k for k, v in enumerate(cluster) if net.kind[v] == BOX)
            changed = True
    return changed
