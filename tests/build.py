"""Tiny builders: an empty document, steps and flows on it, in one line each."""

from __future__ import annotations

from itertools import pairwise

from opsdesigner.edit import draw, fresh
from opsdesigner.model import Bounds, Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.variants import VARIANTS


class Sheet:
    """A document with one diagram, drawn on by variants and names."""

    def __init__(self) -> None:
        records, self.diagram = fresh.blank()
        self.model = Model(records)
        self.process = records[0].id

    def put(self, variant: str, x: float, y: float, name: str = "") -> Id:
        """A new element by the id of its menu entry; returns its shape."""
        return draw.place(self.model, self.diagram, VARIANTS[variant], x, y, name=name)

    def step(self, name: str, x: float = 100, y: float = 100) -> Id:
        return self.put("task", x, y, name)

    def then(self, shape: Id, variant: str = "task", name: str = "") -> Id:
        return draw.append(self.model, shape, VARIANTS[variant], name=name)

    def flow(self, source: Id, target: Id) -> Id:
        return draw.connect(self.model, self.diagram, source, target)

    def chain(self, text: str, x: float = 100, y: float = 100) -> list[Id]:
        """Steps one after the other: `chain("A > B > C")`."""
        names = text.split(" > ")
        made = [self.step(names[0], x, y)]
        for name in names[1:]:
            made.append(self.then(made[-1], "task", name))
        return made

    def shape(self, id: Id) -> Shape:
        found = self.model.get(id, Shape)
        assert found is not None, id
        return found

    def node(self, id: Id) -> Node:
        """The node of a shape, or with this id."""
        found = self.model.get(self.shape(id).node if id in self.shapes() else id, Node)
        assert found is not None, id
        return found

    def shapes(self) -> set[Id]:
        return {shape.id for shape in self.model.all(Shape)}

    def edge(self, id: Id) -> Edge:
        found = self.model.get(id, Edge)
        assert found is not None, id
        return found

    def link(self, id: Id) -> Link:
        """The link of an edge, or with this id."""
        edge = self.model.get(id, Edge)
        found = self.model.get(edge.link if edge else id, Link)
        assert found is not None, id
        return found

    def box(self, id: Id) -> Box:
        return box_of(self.shape(id))

    def links(self, kind: str = "sequenceFlow") -> set[tuple[str, str]]:
        """Who leads to whom, by name (or kind where there is none)."""
        return {
            (self._name(link.source), self._name(link.target)) for link in self.model.all(Link) if link.kind == kind
        }

    def edge_between(self, source: Id, target: Id) -> Edge:
        """The edge from one shape to another."""
        nodes = (self.shape(source).node, self.shape(target).node)
        return next(
            edge
            for edge in self.model.all(Edge)
            if (link := self.model.get(edge.link, Link)) and (link.source, link.target) == nodes
        )

    def named(self, name: str) -> Id:
        """The shape of the node with this name."""
        return self.named_on(self.diagram, name)

    def named_on(self, diagram: Id, name: str) -> Id:
        """Its shape on another page."""
        node = next(node for node in self.model.all(Node) if node.name == name)
        found = shape_of(self.model, node.id, diagram)
        assert found is not None, name
        return found.id

    def _name(self, id: Id) -> str:
        node = self.model.get(id, Node)
        return (node.name or node.kind) if node else id


def right_angled(edge: Edge) -> bool:
    return all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(edge.points))


def label(x: float, y: float) -> Bounds:
    return Bounds(x, y, 60, 15)
