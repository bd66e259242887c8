"""What lies in relationships after the diagrams, as the schema lets it: org charts, what is said of the document."""

from __future__ import annotations

from opsdesigner.model import Id

from . import xmltree
from .children import child_of, put_child
from .names import DEFINITIONS, EXTENSIONS, OF_DOCUMENT, ORG_CHARTS, OWN_DIAGRAM, RELATIONSHIP, bpmn
from .xmltree import Element


def made_chart(root: Element, id: Id) -> Element:
    """A new, empty org chart in the file whose root element this is."""
    chart = xmltree.new(OWN_DIAGRAM, {"id": id})
    _relate(root, f"{id}_of", ORG_CHARTS, chart)
    return chart


def said_of_document(root: Element) -> Element:
    """Where what is said of the whole document lies; made where the file has none yet."""
    for each in root.children:
        if each.tag == RELATIONSHIP and each.get("type") == OF_DOCUMENT:
            return child_of(each, EXTENSIONS)
    return _relate(root, "", OF_DOCUMENT)


def _relate(root: Element, id: str, sort: str, *held: Element) -> Element:
    """A new relationship; returns what in it holds our own elements."""
    ends = [xmltree.new(bpmn(end), text=_named(root)) for end in ("source", "target")]
    holder = xmltree.new(EXTENSIONS, children=list(held))
    own = {"id": id, "type": sort} if id else {"type": sort}
    put_child(root, xmltree.new(RELATIONSHIP, own, children=[holder, *ends]))
    return holder


def _named(root: Element) -> str:
    """What the relationship is said to join: the definitions, or the first in them where they have no id."""
    return next((id for each in (root, *root.children) if (id := each.get("id").strip())), "definitions")


def take_out(element: Element) -> None:
    """Takes an element out of the extension elements it lies in; what holds nothing any more goes too."""
    holder = element.parent
    assert holder is not None
    holder.remove(element)
    home = holder.parent
    if holder.children or holder.tag != EXTENSIONS or home is None or home.parent is None:
        return
    if home.tag == RELATIONSHIP:
        assert home.parent.tag == DEFINITIONS
        home.parent.remove(home)
    else:
        home.remove(holder)
