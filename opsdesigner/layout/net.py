"""The layered net of a drawing: boxes, bend vertices of long flows, and corner vertices.

A corner is the vertex right above or below a box where a flow that leaves (enters) through its top or bottom turns into
the level. With corners, docking at the four sides of a box needs no special case: ordering, alignment and routing see
ordinary vertices.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from .graph import Flow, Graph, Node

BOX, BEND, CORNER = 0, 1, 2
Hop = tuple[int, int, int]  # left vertex, right vertex, number of the flow
EVENT_GAP = 6.0  # between boundary events side by side
FIRST_EVENT, NEXT_EVENT = 24.0, 44.0  # right of the middle, the next to the left of it


def _ends(path: list[int]) -> list[tuple[int, int]]:
    """Where the second and the last but one vertex of a way stand in it, and the vertices they go on to."""
    return [(1, 2), (-2, -3)] if len(path) > 2 else []


@dataclass
class Net:
    """Vertices are numbers; the first `boxes` of them are the nodes that are not boundary events."""

    graph: Graph
    nodes: list[Node]
    index: dict[str, int]
    lane_index: dict[str, int]
    layer: list[int] = field(default_factory=list)
    lane: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)  # corner -> its box, else -1
    paths: list[list[int]] = field(default_factory=list)  # per flow, source box .. target box
    flows: list[Flow] = field(default_factory=list)
    dock_event: dict[int, str] = field(default_factory=dict)  # corner -> boundary event it hangs on
    order: list[list[int]] = field(default_factory=list)
    below: dict[int, bool] = field(default_factory=dict)  # corner -> under its box?
    pinned: dict[int, bool] = field(default_factory=dict)  # corners whose side is settled -> under their box?
    aside: set[int] = field(default_factory=set)  # flows to a rim that run down a channel, the rim below or above it
    events: dict[tuple[int, bool], list[Node]] = field(default_factory=dict)  # box, below? -> events from the right

    @classmethod
    def of(cls, graph: Graph) -> Net:
        nodes = [n for n in graph.nodes if n.host is None]
        index = {n.id: i for i, n in enumerate(nodes)}
        index |= {n.id: index[n.host] for n in graph.nodes if n.host is not None}
        net = cls(graph, nodes, index, {lane.id: i for i, lane in enumerate(graph.lanes)})
        for n in graph.nodes:
            if n.host is not None:
                net._sit(n)
        return net

    def _sit(self, event: Node) -> None:
        """At the bottom, or at the top if it shall, as long as it fits there; else on the other side."""
        box = self.index[event.id]
        fitting = 1 + int((self.nodes[box].width + 1) // (event.width + EVENT_GAP))
        wanted = len(self.events.get((box, not event.over), ())) < fitting
        self.events.setdefault((box, event.over != wanted), []).append(event)

    @property
    def boxes(self) -> int:
        return len(self.nodes)

    def sits_below(self, event: str) -> bool:
        return any(n.id == event for n in self.events.get((self.index[event], True), ()))

    def event_offset(self, event: str) -> float:
        """x of a boundary event's centre, from its host's centre; the first sits at the right."""
        box = self.index[event]
        half = self.nodes[box].width / 2
        mates = self.events[box, self.sits_below(event)]
        at = next(i for i, n in enumerate(mates) if n.id == event)
        if len(mates) < 3:
            return min(FIRST_EVENT, half) - at * min(NEXT_EVENT, mates[at].width + half - FIRST_EVENT)
        step = mates[at].width + EVENT_GAP
        first = min((len(mates) - 1) * step / 2, half)
        return first - at * min(step, 2 * half / (len(mates) - 1))

    def reach(self, box: int) -> tuple[float, float]:
        """How far a box with its boundary events reaches to the left and right of its centre."""
        half = self.nodes[box].width / 2
        left, right = half, half
        for below in (True, False):
            for n in self.events.get((box, below), ()):
                at = self.event_offset(n.id)
                left, right = max(left, n.width / 2 - at), max(right, n.width / 2 + at)
        return left, right

    def free_offset(self, box: int, below: bool) -> float | None:
        """x at the bottom or top edge, from the centre, that no boundary event covers; None without room."""
        mates = self.events.get((box, below))
        if not mates:
            return 0.0
        left = min(self.event_offset(n.id) - n.width / 2 for n in mates)
        half = self.nodes[box].width / 2
        return (left - half) / 2 if left + half > 12 else None

    def corner(self, box: int, message: bool = False) -> int:
        """A new corner of a box; it stays where no events are (a message may still take the room beside them)."""
        new = self.add(CORNER, self.layer[box], self.lane[box], box)
        for below in (True, False):
            room = self.free_offset(box, below)
            if room is None or (room != 0.0 and not message):
                self.pinned[new] = not below
                break
        return new

    def sort_events(self) -> None:
        """Boundary events from the right: first those whose flows turn to the right, those that turn off first first;
        then those whose flows turn to the left, the other way about."""
        ahead = {path[i]: self.layer[path[j]] >= self.layer[path[i]] for path in self.paths for i, j in _ends(path)}
        turn: dict[str, tuple[int, int]] = {}
        for (box, below), mates in self.events.items():
            for i, v in enumerate(self.order[self.layer[box]]):
                if v in self.dock_event and self.owner[v] == box:
                    depth = i if below else -i
                    turn.setdefault(self.dock_event[v], (0, depth) if ahead.get(v, True) else (2, -depth))
            mates.sort(key=lambda n: turn.get(n.id, (1, 0)))

    def add(self, kind: int, layer: int, lane: int, owner: int = -1) -> int:
        self.kind.append(kind)
        self.layer.append(layer)
        self.lane.append(lane)
        self.owner.append(owner)
        return len(self.kind) - 1

    def upright(self, path: list[int]) -> bool:
        """Whether a flow is one straight line within a column."""
        return len(path) == 2 and path[0] != path[1] and self.layer[path[0]] == self.layer[path[1]]

    def is_rim(self, v: int) -> bool:
        return v < self.boxes and self.nodes[v].kind == "rim"

    def hops(self) -> list[Hop]:
        """Pieces between neighbouring layers."""
        found = []
        for number, path in enumerate(self.paths):
            for a, b in pairwise(path):
                if self.layer[a] < self.layer[b]:
                    found.append((a, b, number))
                elif self.layer[a] > self.layer[b]:
                    found.append((b, a, number))
        return found

    def neighbours(self) -> tuple[list[list[int]], list[list[int]]]:
        left: list[list[int]] = [[] for _ in self.kind]
        right: list[list[int]] = [[] for _ in self.kind]
        for a, b, _ in self.hops():
            right[a].append(b)
            left[b].append(a)
        return left, right
