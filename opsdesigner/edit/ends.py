"""What the rules need to know of the ends of a link, and their answers."""

from __future__ import annotations

from collections.abc import Callable

from opsdesigner.model import Id, Model, Node, Props
from opsdesigner.model.queries import pool_of, scope_of, subject
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.rules import Answer, End, link_between
from opsdesigner.notation.variants import Variant


class Refusal(Exception):
    """A verb that may not be done here; its text is the reason, for the reader."""


def allow(answer: Answer) -> None:
    """Raises Refusal where the answer is no."""
    if not answer:
        raise Refusal(answer.reason)


def definitions(props: Props) -> tuple[str, ...]:
    return tuple(bag.text("kind") for bag in props.bags("events"))


def end_of(model: Model, id: Id) -> End:
    """A node (or the node of a shape) as an end of a link."""
    node = subject(model, id)
    if not isinstance(node, Node):
        return End("group", id=id)  # a link's end can be a link; the rules let nothing start there
    return _end(node, scope_of(model, node.id), pool_of(model, node.id))


def ends_of(model: Model) -> Callable[[Id], End]:
    """`end_of` for many, as long as the model stays as it is: what lies in the same thing shares scope and pool."""
    homes: dict[Id, tuple[Id, Id]] = {}

    def end(id: Id) -> End:
        node = model.get(id, Node)
        if node is None or node.kind in ("participant", "process"):
            return end_of(model, id)
        if node.parent not in homes:
            homes[node.parent] = (scope_of(model, id), pool_of(model, id))
        return _end(node, *homes[node.parent])

    return end


def _end(node: Node, scope: Id, pool: Id) -> End:
    event_sub, compensates = node.props.flag("triggeredByEvent"), node.props.flag("isForCompensation")
    return End(node.kind, scope, pool, event_sub, definitions(node.props), compensates, node.id)


def can_connect(model: Model, source: Id, target: Id) -> Answer:
    """The kind of link that may lead from one node (or shape) to another, or why none may."""
    for id in (source, target):
        node = subject(model, id)
        if not isinstance(node, Node) or node.kind not in KINDS:
            return Answer("", "Only shapes can be joined")
    return link_between(end_of(model, source), end_of(model, target))


def can_append(model: Model, shape: Id, variant: Variant) -> Answer:
    """The kind of link by which a new element may follow, or why it may not."""
    source = end_of(model, shape)
    family = KINDS[variant.kind].family
    if family in ("pool", "lane", "group", "boundary"):
        return Answer("", f"A {KINDS[variant.kind].label.lower()} follows nothing")
    event_sub = variant.props.flag("triggeredByEvent")
    if source.family in ("note", "group") and family != "note":
        return Answer("", f"A {KINDS[source.kind].label.lower()} has no next step")
    if source.kind == "participant" and family != "note":
        return Answer("", "A message joins two different pools")
    return link_between(source, End(variant.kind, source.scope, source.pool, event_sub, definitions(variant.props)))
