"""Re-insertion of long flows: each is taken out and threaded back along the cheapest way.

With everything else fixed, the best places for all bend vertices of one flow form a shortest
path through the slots of its columns, where a step costs the flows it crosses.  This is edge
re-insertion as in planarisation (Gutwenger, Mutzel, Weiskircher), restricted to columns.  It
also decides in which lanes, and where between them, a long flow runs.
"""

from __future__ import annotations

import itertools

from .net import BEND, Net

NEVER = 10**9


def thread(net: Net, left: list[list[int]], right: list[list[int]], place: list[int]) -> int:
    """Re-insert every flow with bend vertices once; returns the crossings saved."""
    saved = 0
    for path in net.paths:
        run = [v for v in path if net.kind[v] == BEND]
        if run and _crossed(net, path, right, place):
            saved += _rethread(net, path, run, right, place)
    return saved


def _crossed(net: Net, path: list[int], right: list[list[int]], place: list[int]) -> bool:
    """Does anything cross the flow between columns?"""
    for a, b in itertools.pairwise(path):
        if net.layer[a] > net.layer[b]:
            a, b = b, a
        if net.layer[a] == net.layer[b]:
            continue
        column, end = net.order[net.layer[a]], place[b]
        at = place[a]
        for v in column[:at]:
            for w in right[v]:
                if place[w] > end:
                    return True
        for v in column[at + 1 :]:
            for w in right[v]:
                if place[w] < end:
                    return True
    return False


def _cluster(net: Net, v: int) -> int:
    return net.owner[v] if net.owner[v] >= 0 else v


def _rethread(net: Net, path: list[int], run: list[int], right: list[list[int]], place: list[int]) -> int:
    if net.layer[run[0]] > net.layer[run[-1]]:
        run, path = run[::-1], path[::-1]
    gone = set(run)
    first, last = path[path.index(run[0]) - 1], path[path.index(run[-1]) + 1]
    chain = [first, *run, last]
    lane_low = min(net.lane[first], net.lane[last])
    lane_high = max(net.lane[first], net.lane[last])
    rows = [[v for v in net.order[net.layer[u]] if v not in gone] for u in chain]
    index = [{v: i for i, v in enumerate(row)} for row in rows]
    slots: list[list[int]] = []
    for i, u in enumerate(chain):
        row = rows[i]
        if u not in gone:
            slots.append([index[i][u]])
            continue
        free = []
        for s in range(len(row) + 1):
            above = net.lane[row[s - 1]] if s else 0
            below = net.lane[row[s]] if s < len(row) else len(net.graph.lanes)
            split = 0 < s < len(row) and _cluster(net, row[s - 1]) == _cluster(net, row[s])
            if above <= lane_high and below >= lane_low and not split:
                free.append(s)
        slots.append(free)
    now = [sum(1 for v in net.order[net.layer[u]][: place[u]] if v not in gone) for u in chain]
    best: list[dict[int, tuple[float, int]]] = [{slots[0][0]: (0.0, -1)}]
    old = 0.0
    for i in range(len(chain) - 1):
        table = _gap(
            rows[i],
            index[i + 1],
            len(rows[i + 1]),
            right,
            first if i == 0 else -1,
            last if i == len(chain) - 2 else -1,
            slots[i],
        )
        old += table[now[i]][now[i + 1]] if now[i] in table else NEVER
        step: dict[int, tuple[float, int]] = {}
        for t in slots[i + 1]:
            bias = 0.0 if t == now[i + 1] else 0.01
            step[t] = min((best[i][s][0] + table[s][t] + bias, s) for s in slots[i])
        best.append(step)
    end = slots[-1][0]
    total = best[-1][end][0]
    if total > old - 0.5:
        return 0
    want = [end]
    for i in range(len(chain) - 1, 0, -1):
        want.append(best[i][want[-1]][1])
    want.reverse()
    lane = net.lane[first]
    for i, u in enumerate(chain[1:-1], 1):
        row, s = rows[i], want[i]
        low = max(lane_low, net.lane[row[s - 1]] if s else 0)
        high = min(lane_high, net.lane[row[s]] if s < len(row) else lane_high)
        lane = min(max(lane, low), high)
        net.lane[u] = lane
        row.insert(s, u)
        net.order[net.layer[u]] = row
        for p, v in enumerate(row):
            place[v] = p
    return round(old - total)


def _gap(
    row: list[int], after: dict[int, int], width: int, right: list[list[int]], first: int, last: int, slots: list[int]
) -> dict[int, list[int]]:
    """Crossings of a piece from slot s to slot t with all others of this gap, for the given s."""
    ends = [[after[w] for w in right[v] if w in after and w != last] for v in row]
    line = [0] * (width + 1)
    for places in ends:
        for y in places:
            line[y] += 1
    below, total = [], 0
    for t in range(width + 1):  # pieces from lower rows that end above slot t
        below.append(total)
        total += line[t]
    table: dict[int, list[int]] = {}
    wanted = set(slots)
    for s in range(len(row) + 1):
        here = s < len(row) and row[s] == first
        if here:
            for y in ends[s]:
                for t in range(y + 1, width + 1):
                    below[t] -= 1
        if s in wanted:
            table[s] = list(below)
        if s < len(row):
            for y in ends[s]:
                if not here:
                    for t in range(y + 1, width + 1):
                        below[t] -= 1
                for t in range(y + 1):
                    below[t] += 1
    return table
