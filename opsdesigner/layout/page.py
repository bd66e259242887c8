"""What stands on a page and how it belongs together: what lies in what, what a line joins, which lanes there are.

Everything goes by the id of its shape or edge, so that what is drawn twice stays two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from opsdesigner.model import Edge, Id, Link, Node, Record, Shape
from opsdesigner.notation.kinds import KINDS, LABEL_OUTSIDE, SUB_PROCESSES
from opsdesigner.notation.looks import is_open, is_upright

NAMED_BY_HOST = ("data", "store", "group")
BESIDE = frozenset({"data", "store", "note", "message"})  # families that stand near what they belong to
FRAMES = frozenset({"pool", "lane", "group", "process"})  # some tools draw a process as its pool
ORIGIN = (160.0, 80.0)  # where a page begins that had no drawing
TOP = ""  # the scope that is no sub-process


class Page:
    """One diagram, read; nothing of it is changed."""

    def __init__(self, records: Mapping[Id, Record], shapes: Iterable[Shape], edges: Iterable[Edge]) -> None:
        self.records = records
        rank = {id: number for number, id in enumerate(records)}
        shapes, edges = list(shapes), list(edges)
        drawn = [shape for shape in shapes if isinstance(records.get(shape.node), Node)]
        self.shapes = {shape.id: shape for shape in sorted(drawn, key=lambda shape: rank[shape.node])}
        lines = [edge for edge in edges if isinstance(records.get(edge.link), Link)]
        self.edges = {edge.id: edge for edge in sorted(lines, key=lambda edge: rank[edge.link])}
        known = self.shapes.keys() | self.edges.keys()
        every: list[Shape | Edge] = [*shapes, *edges]
        self.drawn = any(shape.x or shape.y for shape in drawn)
        self.senseless = [record for record in every if record.id not in known]  # they stand for nothing
        self.by_node: dict[Id, Id] = {}
        for shape in self.shapes.values():
            self.by_node.setdefault(shape.node, shape.id)
        ends = [self.ends(edge) for edge in self.edges]
        self.looped = {start for start, end in ends if start == end}  # shapes that a line leads back to
        self.called = dict(self._called())
        self.scope = {id: self._scope(id) for id in self.shapes if self.family(id) not in FRAMES}
        self.members: dict[Id, list[Id]] = defaultdict(list)
        for id, scope in self.scope.items():
            self.members[scope].append(id)
        self._take_in()

    def node(self, id: Id) -> Node:
        """What a shape stands for."""
        found = self.records[self.shapes[id].node]
        assert isinstance(found, Node)
        return found

    def link(self, id: Id) -> Link:
        """What an edge stands for."""
        found = self.records[self.edges[id].link]
        assert isinstance(found, Link)
        return found

    def family(self, id: Id) -> str:
        return KINDS[self.node(id).kind].family

    def name(self, id: Id) -> str:
        """The name a shape shows outside its outline; "" where it shows none there."""
        node = self.node(id)
        family = KINDS[node.kind].family
        if family not in LABEL_OUTSIDE:
            return ""
        host = self.records.get(node.host) if family in NAMED_BY_HOST else None
        return node.name or (host.name if isinstance(host, Node) else "")

    @cached_property
    def upright(self) -> bool:
        """Whether work flows from the top down here."""
        frames = [shape for id, shape in self.shapes.items() if self.family(id) in ("pool", "lane")]
        return bool(frames) and all(is_upright(shape.props) for shape in frames)

    # what lies in what

    def outer(self, node: Node) -> Iterator[Node]:
        """What a node lies in, from the inside out."""
        seen = {node.id}
        at = self.records.get(node.parent)
        while isinstance(at, Node) and at.id not in seen:
            seen.add(at.id)
            yield at
            at = self.records.get(at.parent)

    def _scope(self, id: Id) -> Id:
        node = self.node(id)
        host = self.records.get(node.host) if node.kind == "boundaryEvent" else None
        for outer in self.outer(host if isinstance(host, Node) else node):
            if outer.kind in SUB_PROCESSES and outer.id in self.by_node:
                return self.by_node[outer.id]
            if outer.id in self.called:
                return self.called[outer.id]
        return TOP

    def _called(self) -> Iterator[tuple[Id, Id]]:
        """Processes that are drawn in the open step that calls them, and that step."""
        pooled = {self.node(id).host for id in self.shapes if self.family(id) == "pool"}
        for id, shape in self.shapes.items():
            node = self.node(id)
            called = self.records.get(node.props.text("calledElement").rpartition(":")[2])
            if node.kind == "callActivity" and shape.props.flag("isExpanded") and isinstance(called, Node):
                inside = called.id not in {outer.id for outer in self.outer(node)}
                if called.kind == "process" and called.id not in pooled and inside:
                    yield called.id, id

    def opens(self, id: Id) -> bool:
        """Whether a step shows its contents in place."""
        return is_open(self.node(id), self.shapes[id].props) or id in self.called.values()

    def _take_in(self) -> None:
        """Data and notes of a process go into the open sub-process that alone has to do with them."""
        wanted: dict[Id, set[Id]] = defaultdict(set)
        for edge in self.edges:
            ends = self.ends(edge)
            for one, other in (ends, ends[::-1]):
                if one in self.scope and self.family(one) in BESIDE:
                    wanted[one].add(self.scope.get(other, "?"))
        for id, scopes in wanted.items():
            inner = next(iter(scopes))
            if len(scopes) == 1 and inner in self.shapes and self.scope[inner] == self.scope[id]:
                self.members[self.scope[id]].remove(id)
                self.scope[id] = inner
                self.members[inner].append(id)

    def host(self, id: Id) -> Id:
        """The shape a boundary event sits on, "" where it sits on none."""
        node = self.node(id)
        found = self.by_node.get(node.host, "") if node.kind == "boundaryEvent" else ""
        return found if found and self.scope.get(found) == self.scope.get(id) else ""

    def sits_over(self, event: Id, host: Id) -> bool:
        """Whether a boundary event is drawn at the top of its step, where work flows to the right.

        Over a step that leads back to itself that loop runs.
        """
        if not host or not self.drawn or host in self.looped:
            return False
        sat, step = self.shapes[event], self.shapes[host]
        if self.upright:
            return abs(sat.x + sat.width / 2 - step.x) < sat.width / 2
        return abs(sat.y + sat.height / 2 - step.y) < sat.height / 2

    def within(self, scope: Id) -> Iterator[Id]:
        """Every shape in an open sub-process, at any depth."""
        for id in self.members.get(scope, ()):
            yield id
            yield from self.within(id)

    # lines

    def ends(self, edge: Id) -> tuple[Id, Id]:
        """The shapes a line joins; "" for an end that is no shape of this page."""
        link = self.link(edge)
        return self.by_node.get(link.source, ""), self.by_node.get(link.target, "")

    # pools and lanes

    def in_order(self, frames: Iterable[Id]) -> list[Id]:
        """As they are drawn from the top, or, where nothing is drawn yet, as they come in the file."""

        def place(id: Id) -> tuple[float, float]:
            shape = self.shapes[id]
            return (shape.x, shape.y) if self.upright else (shape.y, shape.x)

        return sorted(frames, key=place)

    def pools(self) -> list[Id]:
        pools = [id for id in self.shapes if self.family(id) == "pool"]
        shown = {self.node(pool).host for pool in pools}
        processes = [id for id in self.shapes if self.family(id) == "process" and self.node(id).id not in shown]
        return self.in_order([*pools, *processes])

    def abreast(self, a: Id, b: Id) -> bool:
        """Whether two pools are drawn side by side, or not at all yet."""
        one, other = self.shapes[a], self.shapes[b]
        if self.upright:
            return one.x < other.x + other.width / 2 and other.x < one.x + one.width / 2
        return one.y < other.y + other.height / 2 and other.y < one.y + one.height / 2

    def behind(self, pool: Id) -> Id:
        """The process a pool shows, "" for a closed one."""
        node = self.node(pool)
        return node.id if node.kind == "process" else node.host

    def lanes_in(self, outer: Id) -> list[Id]:
        """The lanes right inside a process or lane; `outer` is the id of that node."""
        return self.in_order(
            id for id in self.shapes if self.family(id) == "lane" and self._home_of_lane(self.node(id)) == outer
        )

    def _home_of_lane(self, lane: Node) -> Id:
        """The process or the drawn lane that a lane lies in; lanes that are not drawn do not count."""
        for outer in self.outer(lane):
            if outer.kind != "lane" or outer.id in self.by_node:
                return outer.id
        return ""

    def process_of(self, id: Id) -> Id:
        """The process a shape's node lies in, "" where there is none."""
        node = self.node(id)
        return next((outer.id for outer in self.outer(node) if outer.kind == "process"), "")
