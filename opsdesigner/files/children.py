"""Children of an element: put where the schema wants them, found, made, given a text."""

from __future__ import annotations

from opsdesigner.notation.kinds import BPMN
from opsdesigner.notation.properties import EXPRESSION

from . import xmltree
from .names import XSI, bpmn, local_name, rank
from .xmltree import Element


def put_child(parent: Element, child: Element) -> Element:
    """Inserts a child where the schema wants it."""
    place, mine = local_name(parent.tag), rank(local_name(parent.tag), local_name(child.tag))
    index = len(parent.children)
    while index and rank(place, local_name(parent.children[index - 1].tag)) > mine:
        index -= 1
    parent.insert(index, child)
    return child


def child_of(parent: Element, tag: str) -> Element:
    """The first child of that name, made where it is missing."""
    found = parent.find(tag)
    return found if found is not None else put_child(parent, xmltree.new(tag))


def set_child_text(parent: Element, name: str, text: str) -> None:
    """The text of a child element, the only one of that name from now on; an empty one takes the child away."""
    found = [child for child in parent.children if child.tag == bpmn(name)]
    for spare in found[1 if text else 0 :]:
        parent.remove(spare)
    if text:
        put_text(found[0] if found else put_child(parent, xmltree.new(bpmn(name), _typed(parent, name))), text)


def put_text(element: Element, text: str) -> None:
    """Replaces all an element says, mixed content of somebody else's too."""
    for child in list(element.children):
        element.remove(child)
    element.set_text(text)


def _typed(parent: Element, name: str) -> dict[str, str]:
    """Expressions say their type, as engines expect."""
    if name not in EXPRESSION and not name.startswith("time"):
        return {}
    prefix = xmltree.prefix_of(parent, BPMN)
    return {f"{{{XSI}}}type": f"{prefix}:tFormalExpression" if prefix else "tFormalExpression"}
