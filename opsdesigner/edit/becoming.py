"""Turning roles into what else a role can be: a vacancy, an assistant, a supplier; their boxes follow."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.organisation import links_of
from opsdesigner.notation.variants import Variant

from .chart import charts_of, is_chart, tidy

SAID = ("vacant", "assistant", "party")  # what makes a role one entry of a menu rather than another
PLACING = ("assistant", "party")  # what decides where and how large its box is


def become(model: Model, node: Node, variant: Variant) -> None:
    """Makes a role what an entry of a menu says; who holds a vacancy holds it no longer. Inside a change."""
    model.set_props(node.id, **{name: variant.props.get(name) for name in SAID})
    if not variant.props.flag("vacant"):
        model.set_props(node.id, vacantSince=None)
    else:
        model.remove(*(link.id for link in links_of(model, node.id, "target", "holds")))
    fit(model, [node.id])


def fit(model: Model, nodes: Iterable[Id]) -> None:
    """Boxes as large as what they stand for asks, and their charts laid out anew. Inside a change."""
    ids = list(nodes)
    for id in ids:
        node = model.get(id, Node)
        for shape in model.referrers(id, Shape):
            if node is not None and is_chart(model, shape.diagram):
                width, height = box_size(node.kind, node.props)
                model.update(shape.id, width=width, height=height)
    for chart in charts_of(model, ids):
        tidy(model, chart)
