"""The free choices of a drawing, and the moves of a search over them.

Everything the phases cannot decide by themselves is a plan; every plan is drawn in full and measured exactly, so that
a choice is kept only when the finished drawing is better for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .graph import Point
from .net import Net

DELAYS = (1, 2, 3)  # columns, to pass by what else would be crossed


@dataclass(frozen=True)
class Plan:
    """`hops`: where long flows change lanes (`hop` per flow); `pull`: box -> -1 left / +1 right within its free
    columns; `apart`: messages that go one column on; `level`: sequence flows that stay in their column, straight up or
    down; `around`: sequence flows that leave and enter at the top or bottom, messages that may use the other sides;
    `delay`: flow -> columns it takes at least; `broad`: wide boxes take several;
    `seed`: start order."""

    hops: str = "late"
    message_weight: float = 3.0
    seed: int = 0
    hop: dict[int, str] = field(default_factory=dict)
    pull: dict[int, int] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()
    level: frozenset[int] = frozenset()
    around: frozenset[int] = frozenset()
    delay: dict[int, int] = field(default_factory=dict)
    broad: bool = False


Move = tuple[str, tuple[int, ...], int | str]


def moved(plan: Plan, move: Move) -> Plan:
    """`plan` with one choice changed."""
    what, keys, value = move
    if what == "pull":
        return replace(plan, pull=plan.pull | dict.fromkeys(keys, int(value)))
    if what == "hop":
        return replace(plan, hop=plan.hop | dict.fromkeys(keys, str(value)))
    if what == "delay":
        return replace(plan, delay=plan.delay | dict.fromkeys(keys, int(value)))
    if what == "apart":
        return replace(plan, apart=plan.apart ^ set(keys))
    if what == "level":
        return replace(plan, level=plan.level ^ set(keys))
    if what == "around":
        return replace(plan, around=plan.around ^ set(keys))
    return replace(plan, seed=int(value))


def upright_flows(net: Net, back: set[int]) -> list[int]:
    """Sequence flows that could lead straight up or down into another lane, one for each box at most."""
    lanes = net.lane_index
    node = net.nodes
    found: list[int] = []
    used: set[int] = set()
    for k, flow in enumerate(net.graph.flows):
        s, t = net.index[flow.source], net.index[flow.target]
        change = lanes[node[s].lane] != lanes[node[t].lane]
        if flow.kind == "sequence" and k not in back and change and not {s, t} & used:
            used |= {s, t}
            found.append(k)
    return found


def moves(net: Net, back: set[int], crossed: set[int], lines: Sequence[Sequence[Point]]) -> list[Move]:
    """Choices worth trying in a drawing: those that move a flow that crosses or bends too much."""
    found: list[Move] = []
    bent = {k for k, line in enumerate(lines) if len(line) > 2}
    troubled = crossed | {k for k, line in enumerate(lines) if len(line) > 3}
    changing = [k for k in sorted(bent) if net.lane[net.paths[k][0]] != net.lane[net.paths[k][-1]]]
    found += [("level", (k,), 0) for k in changing if net.flows[k].kind == "sequence" and k not in back]
    hot = {v for k in troubled for v in (net.paths[k][0], net.paths[k][-1])}
    flows = sorted(troubled)
    found += [("apart", (k,), 0) for k in flows if net.flows[k].kind != "sequence" and k not in back]
    beside = [k for k, flow in enumerate(net.flows) if flow.kind == "association" and k not in troubled]
    found += [("apart", (k,), 0) for k in beside if net.layer[net.paths[k][0]] == net.layer[net.paths[k][-1]]]
    for chain in slack_chains(net, back):
        if hot & {chain[0], chain[-1]}:
            found += [("pull", chain, 1), ("pull", chain, -1)]
    for k in flows:
        s, t = net.paths[k][0], net.paths[k][-1]
        if abs(net.layer[s] - net.layer[t]) > 1 and net.lane[s] != net.lane[t]:
            found += [("hop", (k,), where) for where in ("late", "early", "middle")]
        if net.flows[k].kind != "sequence" or k not in back:
            found.append(("around", (k,), 0))
        if k in crossed and k not in back and net.flows[k].kind == "sequence":
            found += [("delay", (k,), columns) for columns in DELAYS]
    found += [("seed", (), s) for s in (0, 1, 2, 3)]
    return found


def slack_chains(net: Net, back: set[int]) -> list[tuple[int, ...]]:
    """Rows of boxes without branches that have free columns to the left or to the right."""
    out: list[list[int]] = [[] for _ in net.nodes]
    into: list[list[int]] = [[] for _ in net.nodes]
    for k, path in enumerate(net.paths):
        if k not in back and path[0] != path[-1]:
            out[path[0]].append(path[-1])
            into[path[-1]].append(path[0])
    found = []
    for v in range(net.boxes):
        if len(into[v]) == 1 and len(out[into[v][0]]) == 1:
            continue  # not the first of its chain
        chain = [v]
        while len(out[chain[-1]]) == 1 and len(into[out[chain[-1]][0]]) == 1:
            chain.append(out[chain[-1]][0])
        room_left = net.layer[v] - max((net.layer[u] for u in into[v]), default=net.layer[v] - 1)
        room_right = (
            min((net.layer[w] for w in out[chain[-1]]), default=net.layer[chain[-1]] + 1) - net.layer[chain[-1]]
        )
        if room_left > 1 or room_right > 1:
            found.append(tuple(chain))
    return found
