"""A drawing for what a file leaves without one: a page for each process and collaboration, laid out in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from opsdesigner.model import Diagram, Edge, Id, Link, Node, Props, Record, Shape, writable_id
from opsdesigner.notation.kinds import FLOW_NODES, KINDS, SUB_PROCESSES

from .arranging import arrange

BESIDE = ("dataObjectReference", "dataStoreReference", "dataInput", "dataOutput", "textAnnotation", "group")
LEVEL = Props(isHorizontal=True)


def place_undrawn(records: Mapping[Id, Record]) -> list[Record]:
    """Diagrams with shapes and edges for the processes and collaborations that have none; [] where all have one."""
    charts = {record.id for record in records.values() if isinstance(record, Diagram) and record.kind}
    if any(isinstance(record, Shape) and record.diagram not in charts for record in records.values()):
        return []  # drawn files keep their diagrams; what they leave out stays in the outline
    return _Pages(records).made


class _Pages:
    """One run: what has been made so far, for one document."""

    def __init__(self, records: Mapping[Id, Record]) -> None:
        self.records = records
        self.taken: set[Id] = set()
        self.made: list[Record] = []
        self.children: dict[Id, list[Node]] = defaultdict(list)
        self.events: dict[Id, list[Node]] = defaultdict(list)
        nodes = [record for record in records.values() if isinstance(record, Node)]
        for node in nodes:
            if node.kind == "boundaryEvent" and node.host:
                self.events[node.host].append(node)
            else:
                self.children[node.parent].append(node)
        pooled = {node.host for node in nodes if node.kind == "participant" and node.parent}
        for node in nodes:
            alone = node.kind == "process" and node.id not in pooled
            if self.children[node.id] and (alone or node.kind in ("collaboration", *SUB_PROCESSES)):
                self._page(node)

    def _page(self, root: Node) -> None:
        pages = (page for page in self.records.values() if isinstance(page, Diagram) and page.root == root.id)
        diagram = next((page.id for page in pages), "") or self._id(f"{root.id}_diagram")
        if diagram not in self.records:
            self.made.append(Diagram(diagram, root.id, root.name))
        shapes = [self._shape(node, diagram) for node in dict.fromkeys(self._shown(root))]
        drawn = {shape.node for shape in shapes}
        edges = [
            Edge(self._id(f"{link.id}_di"), diagram, link.id, ((0.0, 0.0), (0.0, 0.0)))
            for link in self.records.values()
            if isinstance(link, Link) and self._meets(link.source, drawn) and self._meets(link.target, drawn)
        ]
        self.made += arrange(self.records, shapes, edges)

    def _meets(self, end: Id, drawn: set[Id]) -> bool:
        """Whether a line's end is on the page: a shape, or a line between shapes."""
        link = self.records.get(end)
        return end in drawn or (isinstance(link, Link) and link.source in drawn and link.target in drawn)

    def _shown(self, root: Node) -> Iterator[Node]:
        """What a page shows: pools before lanes, lanes before what lies in them."""
        for node in self.children[root.id]:
            if node.kind == "participant":
                yield node
                if isinstance(home := self.records.get(node.host), Node):
                    yield from self._contents(home.id)
        yield from self._contents(root.id)

    def _contents(self, home: Id) -> Iterator[Node]:
        yield from self._lanes(home)
        for node in self.children[home]:
            if node.kind in FLOW_NODES or node.kind in BESIDE:
                yield node
                yield from self.events[node.id]

    def _lanes(self, home: Id) -> Iterator[Node]:
        for node in self.children[home]:
            if node.kind == "lane":
                yield node
                yield from self._lanes(node.id)

    def _shape(self, node: Node, diagram: Id) -> Shape:
        width, height = KINDS[node.kind].size
        return Shape(self._id(f"{node.id}_di"), diagram, node.id, 0.0, 0.0, width, height, props=_look(node))

    def _id(self, wish: Id) -> Id:
        """An id nothing has yet, valid in XML even where what it is for has none of its own."""
        wish = writable_id(wish)
        while wish in self.records or wish in self.taken:
            wish += "_"
        self.taken.add(wish)
        return wish


def _look(node: Node) -> Props:
    if node.kind in ("participant", "lane"):
        return LEVEL
    if node.kind in SUB_PROCESSES:
        return Props(isExpanded=False)
    return Props(isMarkerVisible=True) if node.kind == "exclusiveGateway" else Props()
