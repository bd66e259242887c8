"""The columns' x, and the points of every flow."""

from __future__ import annotations

from itertools import pairwise

from .columns import Columns
from .graph import Node, Options, Point
from .net import Net
from .tracks import Trunk

APART = {"task": 20.0, "rim": 0.0}  # px between docks on one side of a box; ROUND of the others
ROUND = 8.0
UPRIGHT = 9  # the first number of docks of upright lines
KINDS = ("sequence", "message", "association")  # each has docks of its own
LOOP = (0.42, 0.2)  # where a loop leaves the top and comes back, of the width, from the middle


def routes(
    net: Net, y: list[float], where: Columns, channel: list[list[Trunk]], options: Options
) -> dict[str, list[Point]]:
    """The points of every flow, in its direction."""
    at = {p: where.first[c] + t.track * options.track for c, ts in enumerate(channel) for t in ts for p in t.pieces}
    dock = docks(net, where.centre)
    found: dict[str, list[Point]] = {}
    for k, (flow, path) in enumerate(zip(net.flows, net.paths, strict=True)):
        s, t = path[0], path[-1]
        x = where.centre[net.layer[s]]
        if s == t and len(path) == 2:
            found[flow.id] = _loop(net.nodes[s], x, y[s], options.flow_gap)
        elif net.upright(path):
            sign = 1 if y[t] > y[s] else -1
            a, b = net.nodes[s], net.nodes[t]
            at_x = dock[k, 0]
            found[flow.id] = [(at_x, _rim(a, at_x - x, y[s], sign)), (at_x, _rim(b, at_x - x, y[t], -sign))]
        else:
            points = _end(net, path[0], path[1], 1, dock.get((k, 0), x), where.centre, y)
            for p, q in pairwise(path):
                track = at.get((p, q, k), at.get((q, p, k)))
                if track is not None:
                    points += [(track, y[p]), (track, y[q])]
            points += reversed(_end(net, path[-1], path[-2], -1, dock.get((k, 1), x), where.centre, y))
            found[flow.id] = straight(points)
    return found


def _loop(node: Node, x: float, y: float, by: float) -> list[Point]:
    """From a box to itself, over its right half."""
    out, back = LOOP[0] * node.width, LOOP[1] * node.width
    top = y - node.height / 2 - by
    return [(x + out, _rim(node, out, y, -1)), (x + out, top), (x + back, top), (x + back, _rim(node, back, y, -1))]


def _end(net: Net, box: int, beside: int, side: int, dock: float, centre: list[float], y: list[float]) -> list[Point]:
    """Where a flow leaves a box, and its first turn. Seen from the other end for a flow that enters."""
    node, x = net.nodes[box], centre[net.layer[box]]
    if node.kind == "rim":
        return []  # it is wherever the line down the channel comes to it
    if net.owner[beside] != box:
        return [(x + side * node.width / 2, y[box])]
    sign = 1 if net.below[beside] else -1
    if (id := net.dock_event.get(beside)) is not None:
        event = next(n for n in net.events[box, net.below[beside]] if n.id == id)
        middle = y[box] + sign * node.height / 2
        start = _rim(event, dock - x - net.event_offset(id), middle, sign)
    else:
        start = _rim(node, dock - x, y[box], sign)
    return [(dock, start), (dock, y[beside])]


def _rim(node: Node, off: float, y: float, sign: int) -> float:
    """y of the outline, below (1) or above (-1), at a distance from the middle."""
    half = node.height / 2
    if node.kind == "gateway":
        half -= abs(off) * node.height / node.width
    elif node.kind == "event":
        half *= max(0.0, 1 - (2 * off / node.width) ** 2) ** 0.5
    return y + sign * half


def docks(net: Net, centre: list[float]) -> dict[tuple[int, int], float]:
    """x of every dock at a top or bottom: the centre, or apart where a side is both entered and left."""
    uses, loops = _uses(net)
    found: dict[tuple[int, int], float] = {}
    crowd: dict[tuple[int, int], int] = {}
    for (box, below, event), used in uses.items():
        room = net.event_offset(event) if event else net.free_offset(box, below) or 0.0
        kind = "event" if event else net.nodes[box].kind
        if box in loops and not below:
            room -= APART.get(kind, ROUND)
        roles = sorted({role for role, _, _ in used})
        if any(role >= UPRIGHT and _round(net, k) for role, k, _ in used):
            kind = "event"  # the other end has no room for more
        step = min(APART.get(kind, ROUND), _free(net, box, below, event) / (len(roles) + 1))
        for role, k, end in used:
            found[k, end] = centre[net.layer[box]] + room + (roles.index(role) - (len(roles) - 1) / 2) * step
            crowd[k, end] = len(roles)
    for k, path in enumerate(net.paths):
        if net.upright(path):  # where most else docks has its way, a pool's edge last
            first, last = ((crowd[k, end], not net.is_rim(path[-end])) for end in (0, 1))
            found[k, 0] = found[k, 1] = found[k, int(last > first)]
    return found


Use = tuple[int, int, int]  # a number that orders docks, the number of the flow, and which of its ends


def _uses(net: Net) -> tuple[dict[tuple[int, bool, str], list[Use]], set[int]]:
    """Who docks at which top or bottom of boxes and of boundary events; and the boxes that have loops."""
    uses: dict[tuple[int, bool, str], list[Use]] = {}
    loops = set()
    for k, path in enumerate(net.paths):
        s, t = path[0], path[-1]
        if s == t and len(path) == 2:
            loops.add(s)
            continue
        line = net.upright(path)
        column = net.order[net.layer[s]] if line else []
        down = line and column.index(s) < column.index(t)
        for end, box, other in ((0, s, path[1]), (1, t, path[-2])):
            if line:
                uses.setdefault((box, down == (end == 0), ""), []).append((UPRIGHT + k, k, end))
            elif net.owner[other] == box and not net.is_rim(box):
                role = 2 * KINDS.index(net.flows[k].kind) + end
                uses.setdefault((box, net.below[other], net.dock_event.get(other, "")), []).append((role, k, end))
    return uses, loops


def _round(net: Net, k: int) -> bool:
    """Whether a flow has an end that is no step and no edge of a pool."""
    path = net.paths[k]
    return any(net.nodes[v].kind not in APART for v in (path[0], path[-1]))


def _free(net: Net, box: int, below: bool, event: str) -> float:
    """How wide the part of a side is that docks may share."""
    if event:
        return net.nodes[box].width
    room = net.free_offset(box, below) or 0.0
    return net.nodes[box].width - 2 * abs(room) if room else net.nodes[box].width


def straight(points: list[Point]) -> list[Point]:
    """Without repeated points and points inside straight runs."""
    out: list[Point] = []
    for p in points:
        if out and abs(p[0] - out[-1][0]) < 0.01 and abs(p[1] - out[-1][1]) < 0.01:
            continue
        if len(out) > 1 and any(abs(out[-2][i] - out[-1][i]) < 0.01 and abs(p[i] - out[-1][i]) < 0.01 for i in (0, 1)):
            out.pop()
        out.append(p)
    return out
