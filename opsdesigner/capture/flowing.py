"""Where branches meet again: the node that every way from a node to an end passes first after it.

By Cooper, Harvey and Kennedy, A Simple, Fast Dominance Algorithm (2001), on the flows turned round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from opsdesigner.model import Id

EXIT = ""


def meeting_points(nodes: Sequence[Id], after: Mapping[Id, Sequence[Id]]) -> dict[Id, Id]:
    """The immediate post-dominator of each node that has one other than the exit."""
    before: dict[Id, list[Id]] = {id: [] for id in (*nodes, EXIT)}
    for id in nodes:
        for other in after.get(id, ()) or (EXIT,):
            before[other].append(id)
    order = _backwards(before)
    rank = {id: at for at, id in enumerate(order)}
    found: dict[Id, Id] = {EXIT: EXIT}
    changed = True
    while changed:
        changed = False
        for id in order[1:]:
            known = [other for other in after.get(id, ()) or (EXIT,) if other in found]
            best = known[0]
            for other in known[1:]:
                best = _common(found, rank, best, other)
            if found.get(id) != best:
                found[id], changed = best, True
    return {id: at for id, at in found.items() if at != EXIT and id != EXIT}


def _common(found: Mapping[Id, Id], rank: Mapping[Id, int], one: Id, other: Id) -> Id:
    while one != other:
        while rank[one] > rank[other]:
            one = found[one]
        while rank[other] > rank[one]:
            other = found[other]
    return one


def _backwards(before: Mapping[Id, Sequence[Id]]) -> list[Id]:
    """All that leads to the exit, each after at least one of those it leads to (reverse postorder)."""
    order: list[Id] = []
    seen = {EXIT}
    path = [(EXIT, iter(before[EXIT]))]
    while path:
        id, rest = path[-1]
        for other in rest:
            if other not in seen:
                seen.add(other)
                path.append((other, iter(before[other])))
                break
        else:
            order.append(id)
            path.pop()
    order.reverse()
    return order
