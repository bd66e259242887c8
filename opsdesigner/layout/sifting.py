"""Sifting (Matuszewski, Schoenfeld, Molitor): each cluster, a box with its corners, goes where it crosses least."""

from __future__ import annotations

from .net import BOX, CORNER, Net


def sift(net: Net, left: list[list[int]], right: list[list[int]], place: list[int], lean: list[int]) -> bool:
    """Moves clusters within their columns and lanes, and corners within their clusters; whether anything moved.

    `lean` says how much is won by standing above others, for the sake of upright lines.
    """
    changed = False
    for i in range(len(net.order)):
        clusters = _clusters(net, net.order[i])
        for cluster in list(clusters):
            if any(left[a] or right[a] for a in cluster):
                changed |= _moved(net, cluster, clusters, left, right, place, lean)
        for cluster in clusters:
            changed |= _flip(net, cluster, left, right, place)
        net.order[i] = [v for c in clusters for v in c]
        for p, v in enumerate(net.order[i]):
            place[v] = p
    return changed


def _clusters(net: Net, column: list[int]) -> list[list[int]]:
    found: list[list[int]] = []
    last = -1
    for v in column:
        box = net.owner[v] if net.owner[v] >= 0 else v
        if box == last:
            found[-1].append(v)
        else:
            found.append([v])
        last = box
    return found


def _moved(
    net: Net,
    cluster: list[int],
    clusters: list[list[int]],
    left: list[list[int]],
    right: list[list[int]],
    place: list[int],
    lean: list[int],
) -> bool:
    """Puts one cluster where it crosses least in its lane."""
    at = next(k for k, c in enumerate(clusters) if c is cluster)
    best, goal = 0, at
    for step in (1, -1):
        gain, k = 0, at + step
        while 0 <= k < len(clusters) and net.lane[clusters[k][0]] == net.lane[cluster[0]]:
            upper, lower = (cluster, clusters[k]) if step > 0 else (clusters[k], cluster)
            for a in upper:
                for b in lower:
                    gain += _pair(a, b, left, right, place) + lean[b] - lean[a]
            if gain > best:
                best, goal = gain, k
            k += step
    if goal == at:
        return False
    del clusters[at]
    clusters.insert(goal, cluster)
    return True


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
