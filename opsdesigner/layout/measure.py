"""Exact crossings, overlaps and bends of finished routes: what the search minimises."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right, insort

from .graph import Flow, Point


def crossings(routes: list[list[Point]]) -> int:
    """Pairs of a horizontal and a vertical piece that cross properly (sweep over x)."""
    events: list[tuple[float, int, float, float]] = []
    for points in routes:
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            if abs(y1 - y2) < 0.5:
                if abs(x1 - x2) > 0.5:
                    events.append((max(x1, x2) - 0.01, 0, y1, 0.0))
                    events.append((min(x1, x2) + 0.01, 2, y1, 0.0))
            else:
                events.append((x1, 1, min(y1, y2), max(y1, y2)))
    events.sort()
    live: list[float] = []
    total = 0
    for _, what, y, end in events:
        if what == 2:
            insort(live, y)
        elif what == 0:
            live.pop(bisect_left(live, y))
        else:
            total += max(0, bisect_left(live, end - 0.01) - bisect_right(live, y + 0.01))
    return total


def crossed(routes: list[list[Point]]) -> set[int]:
    """Numbers of the routes that cross another."""
    level, upright = [], []
    for k, points in enumerate(routes):
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            if abs(y1 - y2) < 0.5:
                level.append((y1, min(x1, x2) + 0.01, max(x1, x2) - 0.01, k))
            else:
                upright.append((x1, min(y1, y2) + 0.01, max(y1, y2) - 0.01, k))
    level.sort()
    heights = [piece[0] for piece in level]
    found: set[int] = set()
    for x, top, bottom, k in upright:
        for _, left, right, other in level[bisect_right(heights, top) : bisect_left(heights, bottom)]:
            if left < x < right:
                found |= {k, other}
    return found


def overlaps(routes: list[list[Point]], flows: list[Flow]) -> tuple[int, int]:
    """Pairs of flows that run on top of each other: without a common end; and of different
    kind, or one leaving where the other enters, at a common end."""
    rows: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
    for k, points in enumerate(routes):
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            if abs(y1 - y2) < 0.5:
                rows.setdefault((0, round(y1)), []).append((min(x1, x2), max(x1, x2), k))
            else:
                rows.setdefault((1, round(x1)), []).append((min(y1, y2), max(y1, y2), k))
    pairs, mixed = set(), set()
    for runs in rows.values():
        runs.sort()
        live: list[tuple[float, int]] = []
        for low, high, k in runs:
            live = [(h, q) for h, q in live if h > low + 2]
            for h, q in live:
                if q == k or min(h, high) - low <= 2:
                    continue
                a, b = flows[q], flows[k]
                if not {a.source, a.target} & {b.source, b.target}:
                    pairs.add((q, k))
                elif a.kind != b.kind or (a.source != b.source and a.target != b.target):
                    mixed.add((q, k))
            live.append((high, k))
    return len(pairs), len(mixed)


def bends(routes: list[list[Point]]) -> int:
    return sum(max(0, len(points) - 2) for points in routes)


def length(routes: list[list[Point]]) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for points in routes for a, b in itertools.pairwise(points))
