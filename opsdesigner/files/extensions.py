"""What we say of an element in words of our own: one element, called like its kind, among its extension elements."""

from __future__ import annotations

from opsdesigner.notation.kinds import OPS, OWNERS, RESOURCES

from . import xmltree
from .names import EXTENSIONS
from .xmltree import Element

OWN = "+*/"  # how a home begins that is in there
OWN_TAGS = {kind: f"{{{OPS}}}{kind}" for kind in RESOURCES}
_KIND_OF = {tag: kind for kind, tag in OWN_TAGS.items()}


def resource_kind(element: Element) -> str:
    """Whether a resource is a unit or a person; a role where it does not say."""
    extensions = element.find(EXTENSIONS)
    for child in extensions.children if extensions is not None else ():
        if (kind := _KIND_OF.get(child.tag)) is not None:
            return kind
    return OWNERS[0]


def own_element(element: Element, kind: str) -> Element | None:
    """Our own element of an element of this kind."""
    extensions = element.find(EXTENSIONS)
    return extensions.find(OWN_TAGS[kind]) if extensions is not None and kind in OWN_TAGS else None


def own_made(extensions: Element, kind: str) -> Element:
    """The same among these extension elements, made where it is missing."""
    found = extensions.find(OWN_TAGS[kind])
    if found is None:
        found = xmltree.new(OWN_TAGS[kind])
        extensions.insert(0, found)
    return found


def said(element: Element, kind: str, home: str) -> str:
    """What an element of this kind says in an attribute or in our own element, "" where it says nothing."""
    if home.startswith("@"):
        return element.get(home[1:])
    mine = own_element(element, kind)
    if mine is None:
        return ""
    path = home[len(OWN) :]
    if path.startswith("@"):
        return mine.get(path[1:])
    inner = mine.find(f"{{{OPS}}}{path}")
    return inner.text if inner is not None else ""
