"""Questions about a document: what lies in what, what stands where, what is called how."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from .model import Model
from .records import Diagram, Edge, Id, Link, Node, Shape


def children(model: Model, id: Id) -> list[Node]:
    """The nodes that lie directly in a process, sub-process, collaboration or lane."""
    return model.referrers(id, Node, "parent")


def ancestors(model: Model, id: Id) -> Iterator[Node]:
    """What a node lies in, from the inside out; ends at a loop."""
    seen = {id}
    node = model.get(id, Node)
    outer = model.get(node.parent, Node) if node is not None else None
    while outer is not None and outer.id not in seen:
        seen.add(outer.id)
        yield outer
        outer = model.get(outer.parent, Node)


def inside(model: Model, id: Id) -> Iterator[Node]:
    """Every node that lies in this one, at any depth, boundary events included."""
    pending, seen = [id], {id}
    while pending:
        at = pending.pop()
        for node in chain(children(model, at), boundary_events(model, at)):
            if node.id not in seen:
                seen.add(node.id)
                pending.append(node.id)
                yield node


def boundary_events(model: Model, host: Id) -> list[Node]:
    return [node for node in model.referrers(host, Node, "host") if node.kind == "boundaryEvent"]


def incoming(model: Model, id: Id, kind: str = "sequenceFlow") -> list[Link]:
    return [link for link in model.referrers(id, Link, "target") if link.kind == kind]


def outgoing(model: Model, id: Id, kind: str = "sequenceFlow") -> list[Link]:
    return [link for link in model.referrers(id, Link, "source") if link.kind == kind]


def shape_of(model: Model, node: Id, diagram: Id) -> Shape | None:
    """Where a node stands on a diagram."""
    return next((shape for shape in model.referrers(node, Shape) if shape.diagram == diagram), None)


def edge_of(model: Model, link: Id, diagram: Id) -> Edge | None:
    return next((edge for edge in model.referrers(link, Edge) if edge.diagram == diagram), None)


def subject(model: Model, id: Id) -> Node | Link | None:
    """What a shape or edge stands for; a node or link stands for itself."""
    record = model.records.get(id)
    if isinstance(record, Shape):
        return model.get(record.node, Node)
    if isinstance(record, Edge):
        return model.get(record.link, Link)
    return record if isinstance(record, Node | Link) else None


def diagrams_of(model: Model, root: Id) -> list[Diagram]:
    """The diagrams that show what lies under a node: a sub-process's own plane, for instance."""
    return model.referrers(root, Diagram)


def process_of(model: Model, id: Id) -> Id:
    """The process a node lies in (itself, for a process; a pool's process, for a pool), "" where there is none."""
    node = model.get(id, Node)
    if node is None:
        return ""
    if node.kind == "process":
        return id
    if node.kind == "participant":
        return node.host
    return next((outer.id for outer in ancestors(model, id) if outer.kind == "process"), "")


def pool_of(model: Model, id: Id) -> Id:
    """The pool a node lies in (itself, for a pool), "" where there is none."""
    node = model.get(id, Node)
    if node is not None and node.kind == "participant":
        return id
    process = process_of(model, id)
    return next((pool.id for pool in pools_of(model, process)), "")


def pools_of(model: Model, process: Id) -> list[Node]:
    """The pools that stand for a process."""
    return [node for node in model.referrers(process, Node, "host") if node.kind == "participant"]


def scope_of(model: Model, id: Id) -> Id:
    """The process or sub-process whose flows a node takes part in; lanes do not count."""
    return next((outer.id for outer in ancestors(model, id) if outer.kind != "lane"), "")


NAMED_BY_HOST = ("group", "dataObjectReference", "dataStoreReference", "participant")


def title(model: Model, id: Id) -> str:
    """The name a node or link shows: its own, else that of what it stands on (a group's category, a pool's process)."""
    record = model.records.get(id)
    if not isinstance(record, Node | Link):
        return ""
    if not record.name and isinstance(record, Node) and record.host and record.kind in NAMED_BY_HOST:
        host = model.get(record.host, Node)
        return host.name if host else ""
    return record.name
