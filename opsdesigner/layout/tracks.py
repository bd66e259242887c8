"""Tracks: the upright pieces between the columns side by side.

Pieces that leave one side of a box (or enter one) share a trunk. The trunks of a channel are put in an order of few
crossings (pairwise costs as in Sander's and ELK's orthogonal routing: greedy start, then exchange), and get the first
track that keeps this order. Two pieces that would lie on top of each other count as very many crossings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from .net import BOX, CORNER, Hop, Net

OVERLAP = 1000
EXCHANGES = 4
NEAR = 6.0  # pieces closer than this count as lying on top of each other


@dataclass(slots=True)
class Trunk:
    low: float
    high: float
    lefts: list[tuple[float, int]] = field(default_factory=list)  # (y, vertex)
    rights: list[tuple[float, int]] = field(default_factory=list)
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    track: int = 0


def trunks(net: Net, y: list[float]) -> list[list[Trunk]]:
    """The upright pieces of every channel; channel c lies right of column c."""
    found = []
    for pieces in _gaps(net, y):
        fan: dict[int, int] = {}
        for a, b, _ in pieces:
            for v in (a, b):
                if net.kind[v] == BOX:
                    fan[v] = fan.get(v, 0) + 1
        groups: dict[tuple[int, int], Trunk] = {}
        for i, (a, b, k) in enumerate(pieces):
            na, nb = fan.get(a, 0), fan.get(b, 0)
            key = (1, a) if na > 1 and na >= nb else (2, b) if nb > 1 else (0, i)
            t = groups.setdefault(key, Trunk(y[a], y[a]))
            t.low, t.high = min(t.low, y[a], y[b]), max(t.high, y[a], y[b])
            t.pieces.append((a, b, k))
            if net.layer[a] == net.layer[b]:
                t.lefts += [(y[v], v) for v in (a, b) if not net.is_rim(v)]
            else:
                t.lefts.append((y[a], a))
                t.rights.append((y[b], b))
        found.append(list(groups.values()))
    return found


def _gaps(net: Net, y: list[float]) -> list[list[Hop]]:
    """What has to go up or down in each channel."""
    gaps: list[list[Hop]] = [[] for _ in net.order]
    for a, b, k in net.hops():
        if abs(y[a] - y[b]) > 0.01:
            gaps[net.layer[a]].append((a, b, k))
    for k, path in enumerate(net.paths):
        for a, b in pairwise(path):
            if net.layer[a] == net.layer[b] and (
                net.kind[a] == net.kind[b] == CORNER
                or (k in net.aside and (net.is_rim(a) or net.is_rim(b)) and CORNER in (net.kind[a], net.kind[b]))
            ):
                gaps[net.layer[a]].append((a, b, k))
    return gaps


def swapped(net: Net, y: list[float]) -> list[tuple[int, int, int, int]]:
    """Pieces (a, b) and (c, d) of one channel with a level with d and b with c: no order of
    their tracks keeps them apart, so one end has to give way."""
    found = []
    ends: dict[tuple[int, int], list[tuple[int, int]]] = {}
    pieces = [(a, b) for a, b, _ in net.hops() if abs(y[a] - y[b]) > 0.01]
    for c, d in pieces:
        ends.setdefault((net.layer[c], int(y[d] // NEAR)), []).append((c, d))
    for a, b in pieces:
        slot = int(y[a] // NEAR)
        for near in (slot - 1, slot, slot + 1):
            for c, d in ends.get((net.layer[a], near), ()):
                if a < c and b != d and abs(y[a] - y[d]) < NEAR and abs(y[b] - y[c]) < NEAR:
                    found.append((a, b, c, d))
    return found


def cost(a: Trunk, b: Trunk) -> int:
    """Crossings and overlaps if trunk `a` stands left of trunk `b`."""
    total = 0
    for ya, va in a.rights:
        if b.low + NEAR < ya < b.high - NEAR:
            total += 1
        for yb, vb in b.lefts:
            if abs(ya - yb) < NEAR and va != vb:
                total += OVERLAP
    for yb, _ in b.lefts:
        if a.low + NEAR < yb < a.high - NEAR:
            total += 1
    return total


def assign(channel: list[Trunk], gap: float) -> int:
    """Gives every trunk a track; returns how many tracks the channel needs."""
    n = len(channel)
    if n < 2:
        return n
    channel.sort(key=lambda t: t.low)
    prefer: list[dict[int, int]] = [{} for _ in range(n)]  # cost(i left of j) - cost(j left of i)
    near: list[list[int]] = [[] for _ in range(n)]
    for i, a in enumerate(channel):
        for j in range(i + 1, n):
            b = channel[j]
            if b.low > a.high + gap:
                break
            d = cost(a, b) - cost(b, a)
            prefer[i][j], prefer[j][i] = d, -d
            near[i].append(j)
            near[j].append(i)
    line = _exchanged(_greedy(prefer), prefer)
    rank = {i: p for p, i in enumerate(line)}
    tracks = 0
    for i in line:
        t = channel[i]
        before = [channel[j] for j in near[i] if rank[j] < rank[i] and _apart(channel[j], t, prefer[i].get(j, 0), gap)]
        t.track = max((other.track + 1 for other in before), default=0)
        tracks = max(tracks, t.track + 1)
    return tracks


def _greedy(prefer: list[dict[int, int]]) -> list[int]:
    """From the left, always the one that costs least there."""
    rest = set(range(len(prefer)))
    load = [sum(max(0, d) for d in wishes.values()) for wishes in prefer]
    flat = [sum(min(0, d) for d in wishes.values()) for wishes in prefer]
    line: list[int] = []
    while rest:
        i = min(rest, key=lambda k: (load[k], flat[k], k))
        rest.discard(i)
        line.append(i)
        for j, d in prefer[i].items():
            if j in rest:
                load[j] -= max(0, -d)
                flat[j] -= min(0, -d)
    return line


def _exchanged(line: list[int], prefer: list[dict[int, int]]) -> list[int]:
    """Each in turn goes where it costs least."""
    for _ in range(EXCHANGES):
        moved = False
        for p in range(len(line)):
            i = line[p]
            best, goal, gain = 0, p, 0
            for q in range(p - 1, -1, -1):  # before line[q]
                gain += prefer[line[q]].get(i, 0)
                if gain > best:
                    best, goal = gain, q
            gain = 0
            for q in range(p + 1, len(line)):
                gain += prefer[i].get(line[q], 0)
                if gain > best:
                    best, goal = gain, q
            if goal != p:
                line.pop(p)
                line.insert(goal, i)
                moved = True
        if not moved:
            break
    return line


def _apart(a: Trunk, b: Trunk, difference: int, gap: float) -> bool:
    return difference != 0 or (a.low < b.high + gap and b.low < a.high + gap)
