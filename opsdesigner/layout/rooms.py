"""Room for names: on which side of its shape each stands, and how much place columns, rows and channels give it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from .graph import Node
from .net import BOX, Net

NEAR = 4.0  # px between a name and its shape
BESIDE = 5.0  # between a name and the upright line it stands beside
LEAD = 14.0  # round a name on a level line: from where the line begins, and for its arrow head
SPILL = 14.0  # of a name that may stand over the edge of its column, before the first track
FIRST_BELOW = {"event": True, "data": True, "gateway": False, "task": True, "rim": True}


@dataclass(slots=True)
class Rooms:
    """Additional room in px: over and under vertices, left and right of centres, behind and ahead in channels."""

    over: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    under: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    left: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    right: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    behind: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # right of a column, before its tracks
    ahead: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # after them
    pools: float = 0.0  # between pools


def rooms_for(net: Net) -> Rooms:
    """What all names need, once it is known which way the flows leave."""
    rooms = Rooms()
    used = _used(net)
    for v, node in enumerate(net.nodes):
        if node.name is not None:
            _beside_box(rooms, v, node, {below for below in (True, False) if (v, below) in used})
    for (box, below), mates in net.events.items():
        for at, event in enumerate(mates):
            if event.name is not None:
                _under_event(net, rooms, box, below, event, at == len(mates) - 1 and at > 0)
    _on_flows(net, rooms)
    return rooms


def _used(net: Net) -> set[tuple[int, bool]]:
    """Sides of boxes that flows leave or enter, up and down."""
    found = {(net.owner[c], below) for c, below in net.below.items()}
    for path in net.paths:
        if net.upright(path):
            column = net.order[net.layer[path[0]]]
            down = column.index(path[0]) < column.index(path[-1])
            found |= {(path[0], down), (path[-1], not down)}
    return found


def _beside_box(rooms: Rooms, v: int, node: Node, used: set[bool]) -> None:
    assert node.name is not None
    width, height = node.name
    first = FIRST_BELOW[node.kind]
    side = next((below for below in (first, not first) if below not in used), None)
    split = side is None
    room = rooms.under if (first if side is None else side) else rooms.over
    room[v] = max(room[v], NEAR + height)
    if split:
        rooms.right[v] = max(rooms.right[v], BESIDE + width - SPILL)
    else:
        rooms.left[v] = max(rooms.left[v], width / 2 - SPILL)
        rooms.right[v] = max(rooms.right[v], width / 2 - SPILL)


def _under_event(net: Net, rooms: Rooms, box: int, below: bool, event: Node, last: bool) -> None:
    """The name of a boundary event stands beside the line that leaves it, or under it where there is none."""
    assert event.name is not None
    width, height = event.name
    offset = net.event_offset(event.id)
    corner = next((c for c, id in net.dock_event.items() if id == event.id), None)
    room = rooms.under if below else rooms.over
    if corner is None:
        room[box] = max(room[box], NEAR + height)
        rooms.right[box] = max(rooms.right[box], offset + width / 2 - SPILL)
        rooms.left[box] = max(rooms.left[box], width / 2 - offset - SPILL)
        return
    other = rooms.over if below else rooms.under
    other[corner] = max(other[corner], NEAR + height)
    if last or BESIDE + width <= offset + net.nodes[box].width / 2:
        rooms.left[box] = max(rooms.left[box], BESIDE + width - offset - SPILL)
    else:
        rooms.right[box] = max(rooms.right[box], offset + BESIDE + width - SPILL)


def _on_flows(net: Net, rooms: Rooms) -> None:
    """The name of a flow stands on its first level piece, over the line, where no other runs along with it."""
    named = [(k, flow.name) for k, flow in enumerate(net.flows) if flow.name is not None]
    if not named:
        return
    into: dict[int, int] = defaultdict(int)
    out: dict[int, int] = defaultdict(int)
    for a, b, _ in net.hops():
        out[a] += 1
        into[b] += 1
    taken: set[tuple[int, bool]] = set()
    for k, (width, height) in named:
        path = net.paths[k]
        if net.upright(path):
            _on_upright(net, rooms, path, width, height)
            continue
        if len(path) == 2 and path[0] == path[1]:
            rooms.over[path[0]] = max(rooms.over[path[0]], height + 2 * NEAR)
            rooms.right[path[0]] = max(rooms.right[path[0]], net.nodes[path[0]].width / 5 + width - SPILL)
            continue
        hop = next(((p, q) for p, q in pairwise(path) if net.layer[p] != net.layer[q]), None)
        if hop is None:
            rooms.ahead[net.layer[path[1]]] = max(rooms.ahead[net.layer[path[1]]], width + LEAD)
            continue
        a, b = sorted(hop, key=lambda v: net.layer[v])
        own_end = out[a] > 1 or into[b] == 1  # a shared trunk lies on the side of the box with more flows
        v, room = (b, rooms.ahead) if own_end else (a, rooms.behind)
        room[net.layer[a]] = max(room[net.layer[a]], width + LEAD)
        side = rooms.under if (v, own_end) in taken else rooms.over
        taken.add((v, own_end))
        half = net.nodes[v].height / 2 if net.kind[v] == BOX else 0.0
        side[v] = max(side[v], height + NEAR - half)


def _on_upright(net: Net, rooms: Rooms, path: list[int], width: float, height: float) -> None:
    rooms.right[path[0]] = max(rooms.right[path[0]], BESIDE + width - SPILL)
    if net.lane[path[0]] != net.lane[path[1]]:
        rooms.pools = max(rooms.pools, height + 2 * NEAR)
