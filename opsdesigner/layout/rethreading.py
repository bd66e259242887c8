"""Re-insertion of long flows: each is taken out and threaded back along the cheapest way.

With everything else fixed, the best places for all bend vertices of one flow form a shortest path through the slots of
its columns, where a step costs the flows it crosses. This is edge re-insertion as in planarisation (Gutwenger, Mutzel,
Weiskircher), restricted to columns. It also decides in which lanes, and where between them, a long flow runs.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from operator import sub

from .net import BEND, Net

NEVER = 10**9
NEARBY = 16  # slots up and down from where a flow runs that are looked at in a long column


def thread(net: Net, right: list[list[int]], place: list[int]) -> int:
    """Re-inserts every flow with bend vertices once; returns the crossings saved."""
    saved = 0
    for path in net.paths:
        run = [v for v in path if net.kind[v] == BEND]
        if run and _crossed(net, path, right, place):
            saved += _Threading(net, path, run, right, place).run()
    return saved


def _crossed(net: Net, path: list[int], right: list[list[int]], place: list[int]) -> bool:
    """Does anything cross the flow between columns?"""
    for a, b in pairwise(path):
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


class _Threading:
    """One flow that is taken out, and the columns it may go through."""

    def __init__(self, net: Net, path: list[int], run: list[int], right: list[list[int]], place: list[int]) -> None:
        if net.layer[run[0]] > net.layer[run[-1]]:
            run, path = run[::-1], path[::-1]
        self.net, self.right, self.place = net, right, place
        gone = set(run)
        self.first, self.last = path[path.index(run[0]) - 1], path[path.index(run[-1]) + 1]
        self.chain = [self.first, *run, self.last]
        self.lanes = sorted((net.lane[self.first], net.lane[self.last]))
        self.rows = [[v for v in net.order[net.layer[u]] if v not in gone] for u in self.chain]
        self.index = [{v: i for i, v in enumerate(row)} for row in self.rows]
        self.now = [sum(1 for v in net.order[net.layer[u]][: place[u]] if v not in gone) for u in self.chain]
        self.slots = [self._slots(i) if u in gone else [self.index[i][u]] for i, u in enumerate(self.chain)]

    def _slots(self, i: int) -> list[int]:
        """Where a bend vertex may stand in its column: in the lanes between, not between a box and its corners."""
        net, row, now = self.net, self.rows[i], self.now[i]
        free = []
        for s in range(max(0, now - NEARBY), min(len(row), now + NEARBY) + 1):
            above = net.lane[row[s - 1]] if s else 0
            below = net.lane[row[s]] if s < len(row) else len(net.graph.lanes)
            split = 0 < s < len(row) and _cluster(net, row[s - 1]) == _cluster(net, row[s])
            if s == now or (above <= self.lanes[1] and below >= self.lanes[0] and not split):
                free.append(s)
        return free

    def run(self) -> int:
        """Puts the flow back; returns the crossings saved."""
        best: list[dict[int, tuple[float, int]]] = [{self.slots[0][0]: (0.0, -1)}]
        old = 0.0
        for i in range(len(self.chain) - 1):
            table = self._gap(i)
            old += table[self.now[i]][self.now[i + 1]] if self.now[i] in table else NEVER
            known = [(cost, table[s], s) for s, (cost, _) in best[i].items()]
            step: dict[int, tuple[float, int]] = {}
            for t in self.slots[i + 1]:
                cost, s = min([(cost + row[t], s) for cost, row, s in known])
                step[t] = (cost + (0.0 if t == self.now[i + 1] else 0.01), s)
            best.append(step)
        end = self.slots[-1][0]
        total = best[-1][end][0]
        if total > old - 0.5:
            return 0
        want = [end]
        for i in range(len(self.chain) - 1, 0, -1):
            want.append(best[i][want[-1]][1])
        self._put(want[::-1])
        return round(old - total)

    def _put(self, want: list[int]) -> None:
        net = self.net
        lane = net.lane[self.first]
        for i, u in enumerate(self.chain[1:-1], 1):
            row, s = self.rows[i], want[i]
            low = max(self.lanes[0], net.lane[row[s - 1]] if s else 0)
            high = min(self.lanes[1], net.lane[row[s]] if s < len(row) else self.lanes[1])
            lane = min(max(lane, low), high)
            net.lane[u] = lane
            row.insert(s, u)
            net.order[net.layer[u]] = row
            for p, v in enumerate(row):
                self.place[v] = p

    def _gap(self, i: int) -> dict[int, list[int]]:
        """Crossings of a piece from every slot of a column to every place of the next with all other pieces there."""
        row, after, width = self.rows[i], self.index[i + 1], len(self.rows[i + 1])
        first = self.first if i == 0 else -1
        last = self.last if i == len(self.chain) - 2 else -1
        wanted = set(self.slots[i])
        ends = [[after[w] for w in self.right[v] if w in after and w != last] for v in row]
        at = min(wanted)
        over = [0] * (width + 1)  # ends of the rows above the slot, by place; then those of the others
        under = [0] * (width + 1)
        for number, places in enumerate(ends):
            for y in places if row[number] != first or number >= at else ():
                (over if number < at else under)[y] += 1
        table: dict[int, list[int]] = {}
        for s in range(at, max(wanted) + 1):
            here = s < len(row) and row[s] == first
            if here:
                for y in ends[s]:
                    under[y] -= 1
            if s in wanted:
                table[s] = _counted(over, under)
            for y in ends[s] if s < len(row) and not here else ():
                under[y] -= 1
                over[y] += 1
        return table


def _counted(over: list[int], under: list[int]) -> list[int]:
    """What a piece to each place crosses: from rows above what ends at it or below, from rows below what ends above."""
    return list(accumulate(map(sub, under, over), initial=sum(over)))[:-1]
