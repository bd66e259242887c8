"""The parking lot: problems and ideas of a document, of a step each, of a process or of nothing yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import ancestors, process_of

PARKED = "problem"  # the kind of both; an idea says so


def is_idea(node: Node) -> bool:
    return node.props.flag("idea")


def parked(model: Model) -> list[Node]:
    """Every problem and idea, in the order they were said in."""
    found = [node for node in model.all(Node) if node.kind == PARKED]
    return sorted(found, key=lambda node: model.seniority(node.id))


def said_there(model: Model, ids: Iterable[Id]) -> list[Node]:
    """The problems and ideas that are said of any of these themselves."""
    return [node for node in model.referrers_to(ids, Node, "parent") if node.kind == PARKED]


def tied_to(model: Model, id: Id) -> Id:
    """What a problem or idea is said of: a step, or anything else that is drawn; "" where it is tied to nothing."""
    node = model.get(id, Node)
    on = model.get(node.parent, Node) if node is not None else None
    return on.id if on is not None and on.kind != "process" else ""


def home_of(model: Model, id: Id) -> Id:
    """The process a problem or idea belongs to, "" where it belongs to the document."""
    node = model.get(id, Node)
    return process_of(model, node.parent) if node is not None and node.parent else ""


def homes_round(model: Model, id: Id) -> Iterator[Id]:
    """The processes and sub-processes round a thing that what was said of it may fall back on, from the inside out."""
    node = model.get(id, Node)
    if node is not None and node.kind == "participant" and node.host:
        yield node.host
    yield from (outer.id for outer in ancestors(model, id) if outer.kind == "process")
