"""Columns with the least weighted length of flows in all: the network simplex of Gansner, Koutsofios, North and Vo.

A spanning tree of flows that are as short as they may be fixes all columns. A flow of the tree whose two halves would
rather be further apart is exchanged for the first one that hinders them, until none is left.
"""

from __future__ import annotations

from collections.abc import Sequence

Arc = tuple[int, int, int, float]  # from, to, columns between at least, weight
LITTLE = 1e-9
EXCHANGES = 4  # at most, times vertices: degenerate trees might go round in circles


def shorten(layer: list[int], arcs: Sequence[Arc]) -> None:
    """Moves vertices to other columns; `layer` must keep the least distances of all arcs, and still does after."""
    _Simplex(layer, arcs).run()


class _Simplex:
    """The arcs, and the tree with all its vertices from the roots down."""

    def __init__(self, layer: list[int], arcs: Sequence[Arc]) -> None:
        self.layer, self.arcs = layer, arcs
        self.touching: list[list[int]] = [[] for _ in layer]
        self.surplus = [0.0] * len(layer)  # weight of the arcs that leave, less that of those that enter
        for number, (a, b, _, weight) in enumerate(arcs):
            self.touching[a].append(number)
            self.touching[b].append(number)
            self.surplus[a] += weight
            self.surplus[b] -= weight
        self.tree: list[set[int]] = [set() for _ in layer]
        self.roots: list[int] = []

    def run(self) -> None:
        seen: set[int] = set()
        for root in range(len(self.layer)):
            if root not in seen and self.touching[root]:
                self.roots.append(root)
                seen |= self._span(root)
        for _ in range(EXCHANGES * len(self.layer)):
            if not self._exchange():
                break

    def _slack(self, number: int) -> int:
        a, b, least, _ = self.arcs[number]
        return self.layer[b] - self.layer[a] - least

    def _span(self, root: int) -> set[int]:
        """Grows a tree of tight arcs; where none goes on, the tree moves until the nearest one is tight."""
        inside, ripe = {root}, [root]
        while True:
            while ripe:
                v = ripe.pop()
                for number in self.touching[v]:
                    a, b, _, _ = self.arcs[number]
                    other = b if a == v else a
                    if other not in inside and not self._slack(number):
                        self._join(number)
                        inside.add(other)
                        ripe.append(other)
            rim = {
                n
                for v in inside
                for n in self.touching[v]
                if (self.arcs[n][0] in inside) != (self.arcs[n][1] in inside)
            }
            if not rim:
                return inside
            nearest = min(rim, key=lambda n: (self._slack(n), n))
            by = self._slack(nearest) if self.arcs[nearest][0] in inside else -self._slack(nearest)
            for v in inside:
                self.layer[v] += by
            ripe = [self.arcs[nearest][0] if self.arcs[nearest][0] in inside else self.arcs[nearest][1]]

    def _join(self, number: int) -> None:
        a, b, _, _ = self.arcs[number]
        self.tree[a].add(number)
        self.tree[b].add(number)

    def _exchange(self) -> bool:
        """Takes the worst arc out of the tree and another in; whether there was a bad one."""
        order, above = self._walk()
        below = list(self.surplus)
        worst, leaving = -LITTLE, -1
        for v in reversed(order):
            number = above[v]
            if number < 0:
                continue
            a, b, _, _ = self.arcs[number]
            cut = below[v] if a == v else -below[v]
            below[b if a == v else a] += below[v]
            if cut < worst:
                worst, leaving = cut, v
        if leaving < 0:
            return False
        out = above[leaving]
        tail = self.arcs[out][0] == leaving  # whether the arc comes from the part that is cut off
        part = self._part(leaving, out)
        best, entering = 0, -1
        for v in part:
            for number in self.touching[v]:
                a, b, _, _ = self.arcs[number]
                if (v == b and a not in part) if tail else (v == a and b not in part):
                    slack = self._slack(number)
                    if entering < 0 or slack < best:
                        best, entering = slack, number
        if entering < 0:
            return False
        for end in self.arcs[out][:2]:
            self.tree[end].discard(out)
        self._join(entering)
        for v in part:
            self.layer[v] += -best if tail else best
        return True

    def _walk(self) -> tuple[list[int], list[int]]:
        """All vertices from the roots down, and the arc to the one above each."""
        above = [-1] * len(self.layer)
        order = list(self.roots)
        for v in order:
            for number in self.tree[v]:
                if number != above[v]:
                    a, b, _, _ = self.arcs[number]
                    other = b if a == v else a
                    above[other] = number
                    order.append(other)
        return order, above

    def _part(self, start: int, out: int) -> set[int]:
        """What hangs on a vertex when an arc is cut."""
        part, ripe = {start}, [start]
        while ripe:
            v = ripe.pop()
            for number in self.tree[v]:
                if number != out:
                    a, b, _, _ = self.arcs[number]
                    other = b if a == v else a
                    if other not in part:
                        part.add(other)
                        ripe.append(other)
        return part
