"""Drawings of one graph: every plan is drawn in full and measured exactly; the one that measures best is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from . import cycles, layering, measure, ordering, routes, tracks
from .columns import WIDE, Columns, Spread
from .docking import Docking
from .graph import Graph, Options, Point
from .heights import Heights
from .net import BOX, Net
from .plan import Plan, moved, moves, upright_flows
from .rooms import rooms_for

EFFORT = ((200, 8, 3), (1000, 8, 1), (10**9, 5, 1))  # nodes below which there are so many sweeps and siftings
HIDDEN, MIXED, CROSSING = 1000, 60, 4  # what a pair of flows costs that share a run; a bend counts one
LENGTH = 400  # px that count as much as a bend


@dataclass(slots=True)
class Drawing:
    """A finished drawing of a net."""

    net: Net
    y: list[float]
    bands: list[tuple[float, float]]
    where: Columns
    routes: dict[str, list[Point]]

    def cost(self) -> float:
        """Lower is better: overlaps, then crossings, bends and length in human proportions."""
        lines = list(self.routes.values())
        height = sum(h for _, h in self.bands)
        hidden, mixed = measure.overlaps(lines, self.net.flows)
        return (
            HIDDEN * hidden
            + MIXED * mixed
            + CROSSING * measure.crossings(lines)
            + measure.bends(lines)
            + (measure.length(lines) + self.where.width + height) / LENGTH
        )


class Artist:
    """Draws plans of one graph."""

    def __init__(self, graph: Graph, options: Options) -> None:
        self.graph, self.options = graph, options
        self.net = Net.of(graph)
        self.back = cycles.back_flows(self.net)
        self.main = cycles.main_path(self.net, self.back)

    def draw(self, plan: Plan) -> Drawing:
        net, options = Net.of(self.graph), self.options
        layering.build(net, layering.layers(net, self.back, plan), plan)
        _, sweeps, sifts = next(row for row in EFFORT if len(self.graph.nodes) < row[0])
        ordering.order(net, plan.seed, sweeps, sifts)
        unblock(net)
        docking = Docking(net, self.main)
        docking.run()
        net.sort_events()
        rooms = rooms_for(net)
        heights = Heights(net, docking.mate, rooms, options)
        y, bands = heights.settled()
        trunks = tracks.trunks(net, y)
        counts = [tracks.assign(channel, options.track) for channel in trunks]
        spans = [(y[v] - heights.up[v], y[v] + heights.down[v]) for v in range(net.boxes)]
        where = Spread(net, rooms, options, y, spans).columns(trunks, counts)
        return Drawing(net, y, bands, where, routes.routes(net, y, where, trunks, options))


def best(artist: Artist, tries: int) -> Drawing:
    """The best of a few starts, then of a local search over the plan; at most so many drawings."""
    messages = any(f.kind != "sequence" for f in artist.graph.flows)
    hops = ("late", "early", "middle") if len(artist.graph.lanes) > 1 else ("late",)
    starts = [Plan(hop, weight) for weight in ((3.0, 0.3) if messages else (3.0,)) for hop in hops]
    level = frozenset(upright_flows(artist.net, artist.back))
    starts[1:1] = [replace(starts[0], level=level)] if level else []
    if any(node.width >= WIDE for node in artist.net.nodes):
        starts[1:1] = [replace(starts[0], broad=True)]
    starts += [replace(p, seed=seed) for seed in range(1, 3) for p in starts[:3]]
    found: list[tuple[float, int, Plan, Drawing]] = []
    for i, start in enumerate(starts[: max(1, tries // 2)]):
        drawing = artist.draw(start)
        found.append((drawing.cost(), i, start, drawing))
        tries -= 1
    found.sort(key=lambda f: f[:2])
    least, _, _, kept = found[0]
    for cost, _, plan, drawing in found:
        if tries < 3:
            break
        cost, drawing, tries = _descend(artist, plan, drawing, cost, tries)
        if cost < least:
            least, kept = cost, drawing
    return kept


def _descend(artist: Artist, plan: Plan, drawing: Drawing, cost: float, tries: int) -> tuple[float, Drawing, int]:
    """First-improvement descent from a plan; returns what it reached and the tries left."""
    fresh = True
    while fresh:
        fresh = False
        lines = list(drawing.routes.values())
        for move in moves(drawing.net, artist.back, measure.crossed(lines), lines):
            candidate = moved(plan, move)
            if candidate == plan:
                continue
            if tries <= 0:
                return cost, drawing, 0
            tries -= 1
            other = artist.draw(candidate)
            price = other.cost()
            if price < cost - 1e-6:
                plan, drawing, cost, fresh = candidate, other, price, True
    return cost, drawing, tries


def unblock(net: Net) -> None:
    """A message inside one column that meets a box on its way turns out through the channel."""
    for k, path in enumerate(net.paths):
        if not net.upright(path):
            continue
        s, t = path[0], path[-1]
        column = net.order[net.layer[s]]
        i, j = column.index(s), column.index(t)
        between = column[min(i, j) + 1 : max(i, j)]
        barred = any(_bars(net, v, s, t) for v in between)
        if not barred and not _busy(net, s, t, i < j):
            continue
        corners = []
        if net.is_rim(s) or net.is_rim(t):
            net.aside.add(k)
        for box, down in ((s, i < j), (t, j < i)):
            if net.is_rim(box):
                continue
            corner = net.corner(box, message=True)
            down = net.pinned.get(corner, down)
            net.below[corner] = down
            at = column.index(box)
            column.insert(at + 1 if down else at, corner)
            corners.append(corner)
        net.paths[k] = [s, *corners, t]


def _bars(net: Net, v: int, s: int, t: int) -> bool:
    """Whether a vertex between two boxes is in the way of an upright line between these."""
    if net.is_rim(v):
        return not any({s, t} & {path[0], path[-1]} for path in net.paths if v in (path[0], path[-1]))
    return net.kind[v] == BOX or net.owner[v] not in (-1, s, t)


def _busy(net: Net, s: int, t: int, down: bool) -> bool:
    """Whether a side that a straight line needs is covered by events, or other flows turn off there."""
    for box, other, below in ((s, t, down), (t, s, not down)):
        room = net.free_offset(box, below)
        if room is None or (room and not net.is_rim(other)):
            return True
        if any(net.owner[c] == box and net.below[c] == below for c in net.below if c not in net.dock_event):
            return True
        if not below and any(len(path) == 2 and path[0] == path[1] == box for path in net.paths):
            return True  # a loop of its own
    return False
