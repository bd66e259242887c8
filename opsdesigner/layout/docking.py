"""Which pieces run straight, and which side of a box a flow docks at.

Between two columns the pieces drawn straight must not cross each other, and every vertex takes
at most one straight piece on either side; the best such set is a heaviest increasing subsequence
(Fredman), so the saved bends are maximal for the given order.  Docking at the top or the bottom
is offered to the same optimisation as a corner vertex that costs one bend instead of two.
The alignments are those of Brandes and Koepf, chosen exactly instead of greedily.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass

from .net import BOX, CORNER, Net

IN, OUT, LINE = 1, 2, 3
CORNERS = 3  # of a decision, for what leaves it


@dataclass(slots=True)
class Choice:
    """One way to draw a piece: straight from place `left` to place `right`."""

    left: float
    right: float
    weight: float
    piece: tuple[int, int, int]
    corner: int = 0  # -1 new corner at the left end, 1 at the right end
    below: bool = False


class Docking:
    def __init__(self, net: Net, main: set[int], corner_gain: float = 1.0):
        self.net, self.main, self.corner_gain = net, main, corner_gain
        self.side: dict[tuple[int, bool], int] = {}
        self.answered: set[tuple[int, bool]] = set()  # boxes and sides, True for the lower, where a flow leaves
        self.mate: dict[int, int] = {}  # left vertex -> right vertex of a straight piece
        self.inserted: dict[tuple[int, int, int], list[int]] = {}
        hops = net.hops()
        self.after = {a: b for a, b, _ in hops}
        self.before = {b: a for a, b, _ in hops}
        for end in net.events:
            self.side[end] = LINE
        for path in net.paths:
            s, t = path[0], path[-1]
            if len(path) == 2 and s != t and net.layer[s] == net.layer[t]:
                down = net.order[net.layer[s]].index(s) < net.order[net.layer[s]].index(t)
                self.side[s, down] = self.side[t, not down] = LINE
            if net.owner[path[1]] == s:
                self.side.setdefault((s, net.below[path[1]]), OUT)
                self.answered.add((s, net.below[path[1]]))
            if net.owner[path[-2]] == t:
                self.side.setdefault((t, net.below[path[-2]]), IN)

    def run(self) -> None:
        gaps: list[list[tuple[int, int, int]]] = [[] for _ in self.net.order]
        for piece in self.net.hops():
            gaps[self.net.layer[piece[0]]].append(piece)
        for pieces in gaps[:-1] if gaps else ():
            if pieces:
                self._gap(pieces)
        for (a, b, number), new in self.inserted.items():
            path = self.net.paths[number]
            at = next(i for i, (p, q) in enumerate(itertools.pairwise(path)) if {p, q} == {a, b})
            path[at + 1 : at + 1] = new if path[at] == a else new[::-1]

    def _gap(self, pieces: list[tuple[int, int, int]]) -> None:
        net = self.net
        self.place = {
            v: float(i) for c in (net.layer[pieces[0][0]], net.layer[pieces[0][1]]) for i, v in enumerate(net.order[c])
        }
        place = self.place
        out: dict[int, list[int]] = {}
        into: dict[int, list[int]] = {}
        for a, b, _ in pieces:
            out.setdefault(a, []).append(b)
            into.setdefault(b, []).append(a)
        for ends in (*out.values(), *into.values()):
            ends.sort(key=place.__getitem__)
        by_lane: dict[int, list[Choice]] = {}
        for piece in pieces:
            a, b, number = piece
            la, lb = net.lane[a], net.lane[b]
            if la == lb:
                weight = 2.0 + (0.8 if number in self.main else 0.0)
                if len(out[a]) == 1 and len(into[b]) == 1:
                    weight += 0.2
                by_lane.setdefault(la, []).append(Choice(place[a], place[b], weight, piece))
            if net.kind[a] == BOX and (len(out[a]) > 1 or la != lb):
                self._leaving(piece, out[a], by_lane)
            if net.kind[b] == BOX and (len(into[b]) > 1 or la != lb):
                self._entering(piece, into[b], by_lane)
            if la != lb and net.kind[a] == CORNER:
                self._stretched(piece, a, b, -2, by_lane)
            if la != lb and net.kind[b] == CORNER:
                self._stretched(piece, b, a, 2, by_lane)
        used: set[tuple[int, int, int]] = set()
        picked = [c for lane in sorted(by_lane) for c in heaviest(by_lane[lane])]
        for c in sorted(picked, key=lambda c: (c.corner != 0, net.lane[c.piece[0]] != net.lane[c.piece[1]])):
            if c.piece in used:
                continue
            a, b, _ = c.piece
            if c.corner == 0:
                self.mate[a] = b
                used.add(c.piece)
            elif self._insert(c):
                used.add(c.piece)

    def _leaving(self, piece: tuple[int, int, int], ends: list[int], by_lane: dict[int, list[Choice]]) -> None:
        net, place = self.net, self.place
        a, b, _ = piece
        rank = ends.index(b) / (len(ends) + 1)
        lane = net.lane[b]
        for below in (True, False):
            if self.side.get((a, below), OUT) != OUT:
                continue
            if net.lane[a] == lane:
                spot = place[a] + (0.05 + 0.9 * rank if below else -0.95 + 0.9 * rank)
                by_lane.setdefault(lane, []).append(Choice(spot, place[b], self.corner_gain, piece, -1, below))
            elif below == (lane > net.lane[a]):
                far = self._far(a, b, below, self.after)
                if far is not None:
                    by_lane.setdefault(lane, []).append(
                        Choice(far + 0.1 * rank, place[b], 0.9 * self.corner_gain, piece, -1, below)
                    )

    def _entering(self, piece: tuple[int, int, int], ends: list[int], by_lane: dict[int, list[Choice]]) -> None:
        net, place = self.net, self.place
        a, b, _ = piece
        rank = ends.index(a) / (len(ends) + 1)
        lane = net.lane[a]
        for below in (True, False):
            if self.side.get((b, below), IN) != IN:
                continue
            if net.lane[b] == lane:
                spot = place[b] + (0.05 + 0.9 * rank if below else -0.95 + 0.9 * rank)
                by_lane.setdefault(lane, []).append(Choice(place[a], spot, self.corner_gain, piece, 1, below))
            elif below == (lane > net.lane[b]):
                far = self._far(b, a, below, self.before)
                if far is not None:
                    by_lane.setdefault(lane, []).append(
                        Choice(place[a], far + 0.1 * rank, 0.9 * self.corner_gain, piece, 1, below)
                    )

    def _stretched(
        self, piece: tuple[int, int, int], corner: int, other: int, mark: int, by_lane: dict[int, list[Choice]]
    ) -> None:
        """Offer to move a corner from beside its box into the lane where its flow goes on."""
        net, place = self.net, self.place
        box, lane = net.owner[corner], net.lane[other]
        below = lane > net.lane[box]
        if net.below[corner] != below:
            return
        spot = self._far(box, other, below, self.after if mark < 0 else self.before)
        if spot is not None:
            ends = (spot, place[other]) if mark < 0 else (place[other], spot)
            by_lane.setdefault(lane, []).append(Choice(*ends, 1.6, piece, mark, below))

    def _far(self, box: int, other: int, below: bool, link: dict[int, int]) -> float | None:
        """Place in the other end's lane, in the box's column, that a vertical line reaches freely."""
        net, place = self.net, self.place
        column = net.order[net.layer[box]]
        step = 1 if below else -1
        i = column.index(box) + step
        goal = net.lane[other]
        spot: float | None = None
        while 0 <= i < len(column):
            v = column[i]
            if (net.lane[v] - goal) * step > 0:
                break
            if net.kind[v] == BOX or (net.owner[v] >= 0 and net.owner[v] != box):
                if net.lane[v] != goal:
                    return None
                break
            if net.lane[v] == goal:
                w = link.get(v)
                if w is not None and (place.get(w, 0) - place[other]) * step > 0:
                    break
            spot = place[v] + 0.5 * step
            i += step
        if spot is None or (
            0 <= i < len(column) and net.lane[column[i]] != goal and (net.lane[column[i]] - goal) * step < 0
        ):
            spot = None
        if spot is None:  # right at the box, or before the first vertex of the goal lane
            spot = place[column[i]] - 0.5 * step if 0 <= i < len(column) else (len(column) - 0.5 if below else -0.5)
        return spot

    def _forks(self, box: int, c: Choice) -> bool:
        """Whether an answer would leave its decision by a corner that another has, although there are enough."""
        net = self.net
        leaving = sum(path[0] == box for path in net.paths)
        named = net.flows[c.piece[2]].name is not None
        return named and net.nodes[box].kind == "gateway" and leaving <= CORNERS and (box, c.below) in self.answered

    def _insert(self, c: Choice) -> bool:
        net = self.net
        a, b, _ = c.piece
        end, other = (a, b) if c.corner < 0 else (b, a)
        old = end if net.kind[end] == CORNER else -1
        box = net.owner[end] if old >= 0 else end
        role = self.side.get((box, c.below), OUT) if old >= 0 else OUT if c.corner < 0 else IN
        if self.side.get((box, c.below), role) != role or (old < 0 and role == OUT and self._forks(box, c)):
            return False
        column = net.order[net.layer[box]]
        spot = c.left if c.corner < 0 else c.right
        at = bisect_left(column, spot, key=lambda v: self.place[v])
        here = column.index(box)
        between = column[here + 1 : at] if c.below else column[at:here]
        if any(net.kind[v] == BOX or (net.owner[v] >= 0 and net.owner[v] != box) for v in between):
            return False
        if (at < len(column) and (net.lane[column[at]] < net.lane[other])) or (
            at > 0 and net.lane[column[at - 1]] > net.lane[other]
        ):
            return False
        if old >= 0:
            corner = old
            at -= column.index(old) < at
            column.remove(old)
            net.lane[old] = net.lane[other]
        else:
            corner = net.add(CORNER, net.layer[box], net.lane[other], box)
            net.below[corner] = c.below
            self.inserted[c.piece] = [corner]
        self.place[corner] = spot
        column.insert(at, corner)
        self.side[box, c.below] = role
        self.answered.add((box, c.below))
        self.mate[corner if c.corner < 0 else a] = b if c.corner < 0 else corner
        return True


def heaviest(choices: list[Choice]) -> list[Choice]:
    """Heaviest chain that increases strictly on both sides (Fenwick tree of best prefixes)."""
    choices.sort(key=lambda c: (c.left, -c.right))
    values = sorted({c.right for c in choices})
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(values) + 1)
    back: list[int] = []
    best = (0.0, -1)
    for i, c in enumerate(choices):
        j = r = bisect_left(values, c.right)
        top = (0.0, -1)
        while j > 0:
            if tree[j][0] > top[0]:
                top = tree[j]
            j -= j & -j
        back.append(top[1])
        entry = (top[0] + c.weight, i)
        if entry[0] > best[0]:
            best = entry
        j = r + 1
        while j < len(tree):
            if entry[0] > tree[j][0]:
                tree[j] = entry
            j += j & -j
    found, i = [], best[1]
    while i >= 0:
        found.append(choices[i])
        i = back[i]
    return found
