"""A plain, readable drawing for what a file leaves without one: columns by distance from the start, bands by lane.

Shapes stand in columns of equal pitch and lines run only in the gaps between columns and along the foot of a band,
so that nothing overlaps and no line runs through a shape.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from opsdesigner.model import Diagram, Edge, Id, Link, Node, Point, Props, Record, Shape, writable_id
from opsdesigner.model.geometry import straightened
from opsdesigner.notation.kinds import FLOW_NODES, KINDS, SUB_PROCESSES

PITCH, ROW, GAP, HEADER, FOOT, PAD = 160.0, 128.0, 60.0, 30.0, 40.0, 24.0  # px at 100 %
BESIDE = ("dataObjectReference", "dataStoreReference", "textAnnotation")
UPRIGHT_GAP = 64.0  # between pools
LEVEL = Props(isHorizontal=True)


def place_undrawn(records: Mapping[Id, Record]) -> list[Record]:
    """Diagrams with shapes and edges for the processes and collaborations that have none; [] where all have one."""
    return _Placing(records).place()


class _Placing:
    """One run: what has been placed so far, for one document."""

    def __init__(self, records: Mapping[Id, Record]) -> None:
        self.records = records
        self.nodes = [record for record in records.values() if isinstance(record, Node)]
        self.links = [record for record in records.values() if isinstance(record, Link)]
        self.children: dict[Id, list[Node]] = defaultdict(list)
        for node in self.nodes:
            self.children[node.parent].append(node)
        self.made: list[Record] = []
        self.taken: set[Id] = set()
        self.diagram = ""
        self.shapes: dict[Id, Shape] = {}
        self.column: dict[Id, int] = {}
        self.band_foot: dict[Id, float] = {}
        self.tracks: dict[float, int] = defaultdict(int)

    def place(self) -> list[Record]:
        if any(isinstance(record, Shape) for record in self.records.values()):
            return []  # drawn files keep their diagrams; what they leave out stays in the outline
        pooled = {node.host for node in self.nodes if node.kind == "participant" and node.parent}
        for node in self.nodes:
            alone = node.kind == "process" and node.id not in pooled
            if self.children[node.id] and (alone or node.kind in ("collaboration", *SUB_PROCESSES)):
                self._page(node)
        return self.made

    def _page(self, root: Node) -> None:
        pages = (page for page in self.records.values() if isinstance(page, Diagram) and page.root == root.id)
        self.diagram = next((page.id for page in pages), "") or self._id(f"{root.id}_diagram")
        if self.diagram not in self.records:
            self.made.append(Diagram(self.diagram, root.id, root.name))
        self.shapes, self.column, self.band_foot = {}, {}, {}
        self.tracks = defaultdict(int)
        if root.kind == "collaboration":
            top = 80.0
            for pool in (node for node in self.children[root.id] if node.kind == "participant"):
                top = self._pool(pool, top) + UPRIGHT_GAP
            self._beside(root.id, top)
        else:
            self._process(root.id, 80.0, 80.0)
        self._widen()
        shown = self.shapes.keys()
        for link in self.links:
            if link.source in shown and link.target in shown:
                self._edge(link)

    def _id(self, wish: Id) -> Id:
        """An id nothing has yet, valid in XML even where what it is for has none of its own."""
        wish = writable_id(wish)
        while wish in self.records or wish in self.taken:
            wish += "_"
        self.taken.add(wish)
        return wish

    def _shape(self, node: Node, x: float, y: float, width: float, height: float, props: Props | None = None) -> Shape:
        shape = Shape(self._id(f"{node.id}_di"), self.diagram, node.id, x, y, width, height, props=props or Props())
        self.shapes[node.id] = shape
        self.made.append(shape)
        return shape

    # pools, lanes, steps

    def _pool(self, pool: Node, top: float) -> float:
        place = len(self.made)
        bottom = self._process(pool.host, 160.0 + HEADER, top) if pool.host else top + 60.0
        shape = self._shape(pool, 160.0, top, 600.0, bottom - top, LEVEL)
        self.made.insert(place, self.made.pop())  # pools before what lies in them
        return shape.y + shape.height

    def _widen(self) -> None:
        """All pools and lanes reach as far as the widest drawing."""
        right = max(
            (s.x + s.width + PAD for id, s in self.shapes.items() if self._family(id) not in ("pool", "lane")),
            default=0,
        )
        for number, record in enumerate(self.made):
            if not isinstance(record, Shape) or record.diagram != self.diagram:
                continue
            if self._family(record.node) in ("pool", "lane"):
                wide = replace(record, width=max(right - record.x, 300.0))
                self.made[number] = self.shapes[record.node] = wide

    def _family(self, id: Id) -> str:
        node = self.records[id]
        return KINDS[node.kind].family if isinstance(node, Node) else ""

    def _process(self, process: Id, left: float, top: float) -> float:
        """Places a process or sub-process; returns where it ends below."""
        steps = [
            node
            for node in self.children[process]
            if node.kind in FLOW_NODES and not (node.kind == "boundaryEvent" and node.host)
        ]
        self._columns(steps)
        lanes = list(self._lanes(process))
        known = {lane.id for lane in lanes}
        bands: list[tuple[Id, list[Node]]] = [(lane.id, [n for n in steps if n.lane == lane.id]) for lane in lanes]
        loose = [node for node in steps if node.lane not in known]
        if loose or not bands:
            bands.append(("", loose))
        y = top
        for lane, members in bands:
            y = self._band(lane, members, left + (HEADER if lane else 0.0), y)
        return self._beside(process, y)

    def _lanes(self, home: Id) -> Iterable[Node]:
        """The innermost lanes of a process, top to bottom."""
        pending = [node for node in reversed(self.children[home]) if node.kind == "lane"]
        while pending:
            lane = pending.pop()
            inner = [node for node in reversed(self.children[lane.id]) if node.kind == "lane"]
            if inner:
                pending.extend(inner)
            else:
                yield lane

    def _columns(self, steps: list[Node]) -> None:
        """Longest path from the starts; flows that lead back are left out (depth first, in file order)."""
        ids = {node.id for node in steps}
        hosts = {node.id: node.host for node in self.nodes if node.kind == "boundaryEvent"}
        after: dict[Id, list[Id]] = defaultdict(list)
        entered: set[Id] = set()
        for link in self.links:
            source = hosts.get(link.source, link.source)
            if link.kind == "sequenceFlow" and source in ids and link.target in ids and source != link.target:
                after[source].append(link.target)
                entered.add(link.target)
        order: list[Id] = []
        state: dict[Id, int] = {}
        back: set[tuple[Id, Id]] = set()
        for start in [node.id for node in steps if node.id not in entered] + [node.id for node in steps]:
            stack = [(start, iter(after[start]))] if start not in state else []
            state.setdefault(start, 1)
            while stack:
                at, rest = stack[-1]
                for other in rest:
                    if state.get(other) == 1:
                        back.add((at, other))
                    elif other not in state:
                        state[other] = 1
                        stack.append((other, iter(after[other])))
                        break
                else:
                    state[at] = 2
                    order.append(at)
                    stack.pop()
        for id in reversed(order):
            here = self.column.setdefault(id, 0)
            for other in after[id]:
                if (id, other) not in back:
                    self.column[other] = max(self.column.get(other, 0), here + 1)

    def _band(self, lane: Id, members: list[Node], left: float, top: float) -> float:
        rows: dict[int, int] = defaultdict(int)
        for node in members:
            row = rows[self.column[node.id]]
            rows[self.column[node.id]] += 1
            x = left + PAD + GAP / 2 + 50.0 + self.column[node.id] * PITCH
            self._step(node, x, top + PAD + ROW / 2 + row * ROW)
        foot = top + PAD + max([1, *rows.values()]) * ROW
        bottom = foot + FOOT + PAD
        self.band_foot.update(dict.fromkeys((node.id for node in members), foot))
        if lane and isinstance(home := self.records[lane], Node):
            self._shape(home, left - HEADER, top, 600.0, bottom - top, LEVEL)
        return bottom

    def _step(self, node: Node, x: float, y: float) -> None:
        width, height = KINDS[node.kind].size
        self._shape(node, x - width / 2, y - height / 2, width, height, _shown(node))
        events = [event for event in self.nodes if event.kind == "boundaryEvent" and event.host == node.id]
        gap = min(44.0, 88.0 / max(1, len(events) - 1)) if len(events) > 2 else 44.0  # many stand closer together
        for number, event in enumerate(events):
            right = 44.0 if len(events) > 2 else 24.0
            self._shape(event, x + right - number * gap - 18.0, y + height / 2 - 18.0, 36.0, 36.0)

    def _beside(self, home: Id, top: float) -> float:
        """Data and notes stand in a row below."""
        nodes = [node for node in self.children[home] if node.kind in BESIDE]
        x = 280.0
        for node in nodes:
            width, height = KINDS[node.kind].size
            self._shape(node, x, top + PAD, width, height)
            x += max(width, 112.0) + 48.0
        return top + (PAD * 2 + 90.0 if nodes else 0.0)

    # lines

    def _edge(self, link: Link) -> None:
        source, target = self.shapes[link.source], self.shapes[link.target]
        if link.kind == "sequenceFlow":
            points = self._flow(link, source, target)
        elif link.kind == "messageFlow":
            points = self._message(source, target)
        else:
            points = (_middle(source), _middle(target))
            points = (_rim(source, points[1]), _rim(target, points[0]))
        self.made.append(Edge(self._id(f"{link.id}_di"), self.diagram, link.id, straightened(points)))

    def _flow(self, link: Link, source: Shape, target: Shape) -> tuple[Point, ...]:
        (_, y0), (_, y1) = _middle(source), _middle(target)
        start: tuple[Point, ...] = ((source.x + source.width, y0),)
        node = self.records[link.source]
        host = node.host if isinstance(node, Node) and node.kind == "boundaryEvent" else link.source
        ahead = self.column.get(link.target, 0) - self.column.get(host, 0)
        out, into = self._gap(self.shapes[host], 1), self._gap(target, -1)
        end: tuple[Point, ...] = ((into, y1), (target.x, y1))
        if host != link.source:
            below = source.y + source.height + 8.0
            start = ((source.x + 18.0, source.y + source.height), (source.x + 18.0, below))
            y0 = below
        if ahead == 1:
            return (*start, (into, y0), *end)
        foot = self.band_foot.get(host, y0) + self._track(self.band_foot.get(host, y0))
        return (*start, (out, y0), (out, foot), (into, foot), *end)

    def _gap(self, shape: Shape, side: int) -> float:
        """The middle of the gap right (1) or left (-1) of a shape's column."""
        return _middle(shape)[0] + side * PITCH / 2

    def _track(self, foot: float) -> float:
        """A line of its own along the foot of a band."""
        self.tracks[foot] += 1
        return 4.0 + 6.0 * (self.tracks[foot] % 6)

    def _message(self, source: Shape, target: Shape) -> tuple[Point, ...]:
        pools = [self._family(shape.node) == "pool" for shape in (source, target)]
        down = _middle(target)[1] >= _middle(source)[1]
        if all(pools):
            x = source.x + 80.0
            return ((x, source.y + (source.height if down else 0)), (x, target.y + (0 if down else target.height)))
        if pools[0]:
            return tuple(reversed(self._message(target, source)))
        out = self._gap(source, 1) - 10.0
        leave: tuple[Point, ...] = (
            (source.x + source.width, _middle(source)[1] + 8.0),
            (out, _middle(source)[1] + 8.0),
        )
        if pools[1]:
            return (*leave, (out, target.y + (0 if down else target.height)))
        into = self._gap(target, -1) + 10.0
        between = target.y - ROW / 2 if down else target.y + target.height + ROW / 2
        return (
            *leave,
            (out, between),
            (into, between),
            (into, _middle(target)[1] + 8.0),
            (target.x, _middle(target)[1] + 8.0),
        )


def _shown(node: Node) -> Props:
    if node.kind in SUB_PROCESSES:
        return Props(isExpanded=False)
    return Props(isMarkerVisible=True) if node.kind == "exclusiveGateway" else Props()


def _middle(shape: Shape) -> Point:
    return (shape.x + shape.width / 2, shape.y + shape.height / 2)


def _rim(shape: Shape, towards: Point) -> Point:
    """Where the line from a shape's middle to a point leaves its box."""
    x, y = _middle(shape)
    dx, dy = towards[0] - x, towards[1] - y
    if not dx and not dy:
        return (x, y)
    share = min(shape.width / 2 / abs(dx) if dx else 9e9, shape.height / 2 / abs(dy) if dy else 9e9, 1.0)
    return (round(x + dx * share, 2), round(y + dy * share, 2))
