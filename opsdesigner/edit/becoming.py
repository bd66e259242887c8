"""Turning roles and lines into what else they can be: a vacancy, an assistant, a second boss; their boxes follow."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Id, Link, Model, Node, Shape
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.organisation import links_of
from opsdesigner.notation.variants import Variant

from .chart import charts_of, is_chart, tidy
from .ends import allow
from .seats import belong_as, can_report

SAID = ("vacant", "assistant", "party")  # what makes a role one entry of a menu rather than another
PLACING = ("assistant", "party")  # what decides where and how large its box is
LAYING = ("pinned", "branch")  # what of a shape decides where boxes stand


def become(model: Model, node: Node, variant: Variant) -> None:
    """Makes a role what an entry of a menu says; who holds a vacancy holds it no longer. Inside a change."""
    model.set_props(node.id, **{name: variant.props.get(name) for name in SAID})
    if not variant.props.flag("vacant"):
        model.set_props(node.id, vacantSince=None)
    else:
        empty(model, node.id)
    fit(model, [node.id])


def empty(model: Model, role: Id) -> None:
    """Nobody holds a role any longer. Inside a change."""
    model.remove(*(link.id for link in links_of(model, role, "target", "holds")))


def dot(model: Model, line: Link) -> None:
    """After a reporting line became one to a second boss, or to the boss: the one before is the second then.

    Inside a change. Raises Refusal.
    """
    if not line.props.flag("dotted"):
        others = [each for each in links_of(model, line.source, "source", "reportsTo") if each.id != line.id]
        model.remove(*(each.id for each in others if each.target == line.target))
        for each in others:
            if each.id in model and not each.props.flag("dotted"):
                model.set_props(each.id, dotted=True)
        model.set_props(line.id, dotted=True)
        allow(can_report(model, line.source, line.target))
        model.set_props(line.id, dotted=None)
        belong_as(model, line.source, line.target)
    lay_out(model, [line.source, line.target])


def lay_out(model: Model, nodes: Iterable[Id]) -> None:
    """Lays out anew every chart that shows one of these."""
    for chart in charts_of(model, nodes):
        tidy(model, chart)


def fit(model: Model, nodes: Iterable[Id]) -> None:
    """Boxes as large as what they stand for asks, and their charts laid out anew. Inside a change."""
    ids = list(nodes)
    for id in ids:
        node = model.get(id, Node)
        for shape in model.referrers(id, Shape):
            if node is not None and is_chart(model, shape.diagram):
                width, height = box_size(node.kind, node.props)
                model.update(shape.id, width=width, height=height)
    lay_out(model, ids)
