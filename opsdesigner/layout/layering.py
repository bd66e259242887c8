"""Columns: which column each box stands in, and the vertices of the flows between them.

Columns are longest paths; then every box moves to the weighted median of what it is joined to, and, in all but large
graphs, the network simplex makes the flows as short as can be. Messages may stay inside a column, as one upright line.
"""

from __future__ import annotations

from .graph import Flow
from .net import BEND, BOX, Net
from .plan import Plan
from .simplex import shorten

Arc = tuple[int, int, float]  # the other end, columns between at least, weight
SMALL = 6000  # boxes, up to which flows are made as short as can be
USUAL = 170.0  # px from column to column
TURNS, LEVEL = 6, 5.0  # turns, and the weight of flows that shall stay in their column
YIELDING = {"sequence": ("message", "association"), "message": ("association",), "association": ()}


def layers(net: Net, back: set[int], plan: Plan) -> list[int]:
    """Column of every box."""
    after: list[list[Arc]] = [[] for _ in net.nodes]
    before: list[list[Arc]] = [[] for _ in net.nodes]
    waiting = [0] * net.boxes
    for k, flow in enumerate(net.graph.flows):
        a, b = net.index[flow.source], net.index[flow.target]
        if a == b or k in back or net.is_rim(a) or net.is_rim(b):
            continue
        least, weight = plan.delay.get(k, 1), 1.0
        if k in plan.level:
            least, weight = 0, LEVEL
        elif flow.kind != "sequence":
            least, weight = (1 if k in plan.apart else 0), plan.message_weight
        if plan.broad and least:
            least += (_more(net, a) + 1) // 2 + _more(net, b) // 2
        after[a].append((b, least, weight))
        before[b].append((a, least, weight))
        waiting[b] += 1
    order = [v for v in range(net.boxes) if not waiting[v]]
    layer = [0] * net.boxes
    for v in order:
        for w, least, _ in after[v]:
            layer[w] = max(layer[w], layer[v] + least)
            waiting[w] -= 1
            if not waiting[w]:
                order.append(w)
    _tighten(order, layer, before, after, plan)
    if net.boxes <= SMALL:
        shorten(layer, [(a, *arc) for a, arcs in enumerate(after) for arc in arcs])
        _pull(order, layer, before, after, plan)
    for flow in net.graph.flows:
        a, b = net.index[flow.source], net.index[flow.target]
        if net.is_rim(a):
            layer[a] = layer[b]
        elif net.is_rim(b):
            layer[b] = layer[a]
    first = min(layer, default=0)
    return [v - first for v in layer]


def _more(net: Net, box: int) -> int:
    """Columns that a wide box could take besides its own."""
    return max(0, round(net.nodes[box].width / USUAL) - 1)


def _tighten(order: list[int], layer: list[int], before: list[list[Arc]], after: list[list[Arc]], plan: Plan) -> None:
    """Short flows: every box goes where it has most to do, within the columns it may stand in."""
    for turn in range(TURNS):
        for v in reversed(order) if turn % 2 == 0 else order:
            low = max((layer[u] + d for u, d, _ in before[v]), default=0)
            high = min((layer[w] - d for w, d, _ in after[v]), default=layer[v])
            if not before[v] and after[v]:
                layer[v] = high
                continue
            pull: float | None = plan.pull.get(v)
            if pull is None:
                pull = sum(q for *_, q in after[v]) - sum(q for *_, q in before[v])
            layer[v] = high if pull > 0 else low if pull < 0 else min(max(layer[v], low), high)


def _pull(order: list[int], layer: list[int], before: list[list[Arc]], after: list[list[Arc]], plan: Plan) -> None:
    """What a plan says goes to one end of the columns it may stand in."""
    for turn in range(2):
        for v in reversed(order) if turn == 0 else order:
            if v in plan.pull:
                low = max((layer[u] + d for u, d, _ in before[v]), default=layer[v])
                high = min((layer[w] - d for w, d, _ in after[v]), default=layer[v])
                layer[v] = high if plan.pull[v] > 0 else low


def build(net: Net, layer: list[int], plan: Plan) -> None:
    """Fills a net with the bend and corner vertices of its flows."""
    for v, node in enumerate(net.nodes):
        net.add(BOX, layer[v], net.lane_index[node.lane])
    _Paths(net, plan).build()


class _Paths:
    """The way of every flow from box to box."""

    def __init__(self, net: Net, plan: Plan) -> None:
        self.net, self.plan = net, plan
        self.seen: set[tuple[int, int]] = set()
        self.events = {n.id for n in net.graph.nodes if n.host is not None}
        # Boxes whose left and right side are taken by lines that those of a kind keep off.
        self.entered: dict[str, set[int]] = {"sequence": set(), "message": set(), "association": set()}
        self.left: dict[str, set[int]] = {"sequence": set(), "message": set(), "association": set()}
        for flow in net.graph.flows:
            for kind in YIELDING[flow.kind]:
                self.entered[kind].add(net.index[flow.target])
                if flow.source not in self.events:
                    self.left[kind].add(net.index[flow.source])

    def build(self) -> None:
        for k, flow in enumerate(self.net.graph.flows):
            self.net.flows.append(flow)
            self.net.paths.append(self._path(k, flow))

    def _path(self, k: int, flow: Flow) -> list[int]:
        net, layer = self.net, self.net.layer
        s, t = net.index[flow.source], net.index[flow.target]
        message, hung, met = flow.kind != "sequence", flow.source in self.events, flow.target in self.events
        if not hung and not met and (s == t or (layer[s] == layer[t] and (message or k in self.plan.level))):
            return [s, t]  # a loop; one upright line, if nothing stands between
        if net.is_rim(s) or net.is_rim(t):
            net.aside.add(k)
            return self._to_rim(flow, s, t)
        turned = layer[s] >= layer[t] or (s, t) in self.seen or (k in self.plan.around and not message)
        apart = message and k not in self.plan.around  # messages keep off the sides of sequence flows
        self.seen.add((s, t))
        path = [s]
        if turned or hung or (apart and s in self.left[flow.kind]):
            path.append(net.corner(s, message))
            if hung:
                self._hang(path[-1], flow.source)
        path += self._bends(k, s, t)
        if turned or met or (apart and t in self.entered[flow.kind]):
            path.append(self._last_corner(flow, t, message))
            if s == t and not met:  # from a boundary event back to its host: round to the other side
                net.pinned[path[-1]] = not net.sits_below(flow.source)
        return [*path, t]

    def _to_rim(self, flow: Flow, s: int, t: int) -> list[int]:
        """Between a boundary event and the edge of a pool."""
        box, event = (t, flow.target) if self.net.is_rim(s) else (s, flow.source)
        corner = self.net.corner(box, True)
        self._hang(corner, event)
        return [s, corner, t]

    def _last_corner(self, flow: Flow, box: int, message: bool) -> int:
        corner = self.net.corner(box, message)
        if flow.target in self.events:  # a message to a boundary event comes from where the event looks
            self._hang(corner, flow.target)
        return corner

    def _hang(self, corner: int, event: str) -> None:
        """A corner on a boundary event stays on the side where that sits."""
        self.net.dock_event[corner] = event
        self.net.pinned[corner] = self.net.sits_below(event)

    def _bends(self, k: int, s: int, t: int) -> list[int]:
        net, layer = self.net, self.net.layer
        if layer[s] == layer[t]:
            return []
        hop = self.plan.hop.get(k, self.plan.hops)
        step = 1 if layer[s] < layer[t] else -1
        inner = range(layer[s] + step, layer[t], step)
        late = {"early": 0.0, "middle": len(inner) / 2, "late": float(len(inner))}[hop]
        return [net.add(BEND, column, net.lane[t if i >= late else s]) for i, column in enumerate(inner)]
