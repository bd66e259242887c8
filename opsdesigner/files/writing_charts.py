"""Org charts in the file: each in a relationship of its own after the diagrams, as the schema lets them lie there."""

from __future__ import annotations

from opsdesigner.model import Id

from . import xmltree
from .children import put_child
from .names import DEFINITIONS, EXTENSIONS, ORG_CHARTS, OWN_DIAGRAM, RELATIONSHIP, bpmn
from .xmltree import Element


def made_chart(root: Element, id: Id) -> Element:
    """A new, empty org chart in the file whose root element this is."""
    chart = xmltree.new(OWN_DIAGRAM, {"id": id})
    ends = [xmltree.new(bpmn(end), text=_named(root)) for end in ("source", "target")]
    holder = xmltree.new(EXTENSIONS, children=[chart])
    put_child(root, xmltree.new(RELATIONSHIP, {"id": f"{id}_of", "type": ORG_CHARTS}, children=[holder, *ends]))
    return chart


def _named(root: Element) -> str:
    """What the relationship is said to join: the definitions, or the first in them where they have no id."""
    return next((id for each in (root, *root.children) if (id := each.get("id").strip())), "definitions")


def drop_chart(chart: Element) -> None:
    """Takes an org chart out, and what it lay in if there is nothing else in it."""
    holder = chart.parent
    assert holder is not None
    holder.remove(chart)
    relationship = holder.parent
    if not holder.children and relationship is not None and relationship.tag == RELATIONSHIP:
        assert relationship.parent is not None and relationship.parent.tag == DEFINITIONS
        relationship.parent.remove(relationship)
