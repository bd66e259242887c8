"""From a page to the graph of one scope: the bands, what stands in them, and the flows between."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil

from opsdesigner.model import Id

from .graph import Flow, FlowKind, Graph, Lane, Node, NodeKind, Size
from .net import EVENT_GAP
from .page import BESIDE, TOP, Page
from .words import narrow_room, room_for, width_of

KIND_OF: dict[str, NodeKind] = {
    "gateway": "gateway",
    "start": "event",
    "event": "event",
    "boundary": "event",
    "end": "event",
    "data": "data",
    "store": "data",
    "message": "data",
}
LINES: dict[str, FlowKind] = {"sequenceFlow": "sequence", "messageFlow": "message"}
CLOSED_POOL = 60.0  # height
INSIDE, INSIDE_UPRIGHT = Lane("", top=40.0, foot=24.0), Lane("", top=24.0, foot=24.0)  # of an open sub-process
MOST_EVENTS = 5  # on a step of usual width
NARROW = 84.0  # px that a gateway's or boundary event's name may be wide, as flows leave beside it
FLOW_NAME = 96.0  # and a flow's
HEAD_TYPE, TALLEST = 1.15, 180.0  # how much larger the names of lanes are set; px that a lane grows for its name


@dataclass(slots=True)
class Scope:
    """One graph to lay out, and what stands in it without a flow, by band."""

    graph: Graph
    loose: dict[str, list[Id]] = field(default_factory=dict)
    lanes: dict[Id, str] = field(default_factory=dict)  # the band of every shape


class Bands:
    """The bands of a page: one for each innermost lane, and for what lies in no lane."""

    def __init__(self, page: Page, rows: bool = True) -> None:
        """`rows`: closed pools side by side stay so; they share bands then."""
        self.page = page
        self.lanes: list[Lane] = []
        self.pool_of_band: dict[str, str] = {}
        self.band_of_lane: dict[Id, str] = {}  # by the id of the lane's node
        self.band_of_home: dict[Id, str] = {}  # what lies in no lane, by process
        self.depth = 0
        self.pools = page.pools()
        self.row: dict[Id, Id] = {}  # of a pool: the first pool of its row
        with_pool: set[Id] = set()
        for before, pool in zip(["", *self.pools], self.pools, strict=False):
            process = page.behind(pool)
            closed = not process or process in with_pool
            if (
                rows
                and closed
                and before
                and f"{self.row[before]}>body" in self.pool_of_band
                and page.abreast(before, pool)
            ):
                self.row[pool] = self.row[before]
                continue
            self.row[pool] = pool
            self._add(f"{pool}>top", pool, 0.0)
            if closed:
                self._add(f"{pool}>body", pool, CLOSED_POOL)
            else:
                self._process(process, pool)
            with_pool.add(process)
            self._add(f"{pool}>foot", pool, 0.0)
        homes = dict.fromkeys(page.process_of(id) for id in (*page.members[TOP], *self._all_lanes()))
        for process in homes:
            if process not in with_pool and process:
                self._process(process, f">{process}")
        self.band_of_home[""] = "rest"
        self._add("rest", ">", 0.0)

    def _all_lanes(self) -> list[Id]:
        return [id for id in self.page.shapes if self.page.family(id) == "lane"]

    def _add(self, id: str, pool: str, least: float) -> None:
        room = 22.0 if ">" not in id or id.endswith(">loose") else 0.0
        self.lanes.append(Lane(id, pool, least, room, room))
        self.pool_of_band[id] = pool

    def _process(self, process: Id, pool: str) -> None:
        """The lanes of a process, and a band for what lies in none of them."""
        lanes = list(self._leaves(process, 1))
        for lane in lanes:
            wish = ceil(width_of(self.page.node(lane).name) * HEAD_TYPE + 16.0)  # whole, so that sums stay exact
            self._add(lane, pool, min(max(60.0, wish), TALLEST))
        known = {id for id in self.page.members[TOP] if self._lane_of(id)}
        inside = [id for id in self.page.members[TOP] if self.page.process_of(id) == process and not self.page.host(id)]
        if not lanes or any(id not in known and self.page.family(id) not in BESIDE for id in inside):
            self._add(f"{pool}>loose", pool, 60.0)
            self.band_of_home[process] = f"{pool}>loose"
        else:
            self.band_of_home[process] = lanes[-1]

    def _leaves(self, outer: Id, depth: int) -> Iterator[Id]:
        for lane in self.page.lanes_in(outer):
            self.depth = max(self.depth, depth)
            node = self.page.shapes[lane].node
            inner = list(self._leaves(node, depth + 1))
            self.band_of_lane[node] = inner[0] if inner else lane
            yield from inner or [lane]

    def _lane_of(self, id: Id) -> str:
        node = self.page.node(id)
        return self.band_of_lane.get(node.lane, "")

    def band(self, id: Id) -> str:
        """Where a shape lies by what the file says; "" for data and notes that no lane lists."""
        if (band := self._lane_of(id)) or self.page.family(id) in BESIDE:
            return band
        return self.band_of_home.get(self.page.process_of(id), "rest")

    def home(self, id: Id) -> str:
        """Where data and notes lie that belong to nothing."""
        return self.band_of_home.get(self.page.process_of(id), "rest")


class Reader:
    """Makes the graph of one scope, without what is left out."""

    def __init__(
        self, page: Page, scope: Id, sizes: Mapping[Id, Size], bands: Bands | None, out: Collection[Id] = ()
    ) -> None:
        self.page, self.scope, self.sizes, self.bands, self.out = page, scope, sizes, bands, out
        self.flows: list[Flow] = []
        self.rims: list[Node] = []
        self._events: dict[Id, list[Id]] = {}  # on the edges of steps
        self.made = Scope(Graph([], [], bands.lanes if bands else [INSIDE_UPRIGHT if page.upright else INSIDE]))

    def read(self) -> Scope:
        page = self.page
        for id in page.members[self.scope]:
            if host := page.host(id):
                self._events.setdefault(host, []).append(id)
        members = [id for id in page.members[self.scope] if page.family(id) != "message"]
        self.made.lanes = self._lanes(members)
        members = [id for id in members if id not in self.out]
        lanes = {id: self.made.lanes[id] for id in members}
        for edge in page.edges:
            self._line(edge, lanes)
        joined = {end for flow in self.flows for end in (flow.source, flow.target)}
        joined |= {end for id in members if (host := page.host(id)) for end in (id, host)}
        nodes = [self._node(id, lanes[id]) for id in members if id in joined]
        for id in members:
            if id not in joined and not page.host(id):
                self.made.loose.setdefault(lanes[id], []).append(id)
        self.made.graph.nodes.extend([*nodes, *self.rims])
        self.made.graph.flows.extend(self.flows)
        return self.made

    def _lanes(self, members: list[Id]) -> dict[Id, str]:
        """Data and notes lie with what they belong to."""
        if self.bands is None:
            return dict.fromkeys(members, "")
        lanes = {id: self.bands.band(id) for id in members}
        for id in members:
            if host := self.page.host(id):
                lanes[id] = lanes.get(host, lanes[id])
        for _ in range(3):
            for edge in self.page.edges:
                source, target = self.page.ends(edge)
                for one, other in ((source, target), (target, source)):
                    if lanes.get(one) == "" and self._may_follow(one, lanes.get(other, "")):
                        lanes[one] = lanes[other]
        return {id: lane or self.bands.home(id) for id, lane in lanes.items()}

    def _may_follow(self, id: Id, lane: str) -> bool:
        """Whether data or a note may stand in a band: in the pool of its process, or anywhere if it has none."""
        assert self.bands is not None
        home = self.bands.pool_of_band[self.bands.home(id)]
        return lane != "" and home in (">", self.bands.pool_of_band[lane])

    def _node(self, id: Id, lane: str) -> Node:
        page, shape = self.page, self.page.shapes[id]
        width, height = self.sizes.get(id, (shape.width, shape.height))
        width = max(width, self._for_events(id))
        family, name = page.family(id), page.name(id)
        narrow = family in ("gateway", "boundary")
        room = narrow_room(name, NARROW) if name and narrow else room_for(name) if name else None
        if page.upright:
            width, height, room = height, width, room and (room[1], room[0])
        host = page.host(id)
        return Node(id, width, height, lane, KIND_OF.get(family, "task"), host or None, room, page.sits_over(id, host))

    def _for_events(self, id: Id) -> float:
        """The least width of a step: it grows where more events sit on it than two sides have room for."""
        events = self._events.get(id, [])
        if len(events) <= MOST_EVENTS:
            return 0.0
        return (len(events) + 1) // 2 * (max(self.page.shapes[event].width for event in events) + EVENT_GAP)

    def _line(self, edge: Id, lanes: dict[Id, str]) -> None:
        page = self.page
        link, (source, target) = page.link(edge), page.ends(edge)
        inside = [end in lanes for end in (source, target)]
        room = narrow_room(link.name, FLOW_NAME) if link.name else None
        if room and page.upright:
            room = (room[1], room[0])
        kind = LINES.get(link.kind, "association")
        if all(inside) and (kind == "sequence" or source != target):
            if kind == "sequence" and page.host(target):
                return  # nothing may lead to a boundary event
            self.flows.append(Flow(edge, source, target, kind, room))
        elif any(inside) and self.bands is not None:
            box, pool = (source, target) if inside[0] else (target, source)
            if pool not in self.bands.pools or self.bands.pool_of_band[lanes[box]] == pool:
                return
            order, row = [lane.id for lane in self.bands.lanes], self.bands.row[pool]
            side = "top" if order.index(lanes[box]) < order.index(f"{row}>top") else "foot"
            rim = f"{edge}>rim"
            self.rims.append(Node(rim, 0.0, 0.0, f"{row}>{side}", "rim"))
            ends = (box, rim) if inside[0] else (rim, box)
            self.flows.append(Flow(edge, *ends, kind if kind != "sequence" else "message", room))
