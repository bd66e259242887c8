"""What a document has and no page shows, though what it belongs to is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.notation.kinds import KINDS, LINKS

FAMILIES = frozenset({"flow", "message", "association", "data"})  # of links that are drawn as lines
# families of nodes that stand beside what is drawn of the same process; data of a step's own are told with the step
SHAPED = frozenset({"step", "start", "event", "boundary", "end", "gateway", "store", "note", "group", "pool", "lane"})
REFERENCES = frozenset({"dataObjectReference"})
BREATH = 200  # records looked at between two pauses


def left_out(model: Model) -> Iterator[Id | None]:
    """Nodes, then links, that are drawn nowhere beside others that are; None is a pause."""
    pages: dict[Id, set[Id]] = {}  # of each node that is drawn
    homes: set[Id] = set()  # whose contents are drawn, in part at least
    for number, shape in enumerate(model.all(Shape)):
        if number % BREATH == 0:
            yield None
        if (node := model.get(shape.node, Node)) is not None:
            pages.setdefault(node.id, set()).add(shape.diagram)
            homes.add(node.parent)
    for number, node in enumerate(model.all(Node)):
        if number % BREATH == 0:
            yield None
        if node.id not in pages and node.parent and node.parent in homes and _shaped(node):
            yield node.id
    drawn = {edge.link for edge in model.all(Edge)}
    for number, link in enumerate(model.all(Link)):
        if number % BREATH == 0:
            yield None
        together = not pages.get(link.source, set()).isdisjoint(pages.get(link.target, ()))
        if together and link.id not in drawn and LINKS[link.kind].family in FAMILIES:
            yield link.id


def _shaped(node: Node) -> bool:
    return node.kind in REFERENCES or (node.kind in KINDS and KINDS[node.kind].family in SHAPED)
