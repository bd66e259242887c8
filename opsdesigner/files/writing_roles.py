"""Who has a part in what: the elements that say it, in BPMN's own words where it has some for the place."""

from __future__ import annotations

from opsdesigner.model import Link, Node
from opsdesigner.notation.kinds import LINKS

from .children import child_of, set_child_text
from .names import EXTENSIONS, LETTER_NAMES, RESOURCE_REF, ROLE_TAGS, WITH_ROLES, bpmn, local_name
from .xmltree import Element

RESPONSIBLE, OTHERS = bpmn("performer"), bpmn("resourceRole")


def role_home(element: Element, link: Link, home: Node | None) -> Element:
    """Where the element of a relation lies that is said in or of an element."""
    if link.kind == "assignment" and home is not None and home.kind in WITH_ROLES:
        return element
    return child_of(element, EXTENSIONS)


def role_tag(link: Link, home: Node | None) -> str:
    """What the element of a relation is called."""
    if link.kind != "assignment" or home is None or home.kind not in WITH_ROLES:
        return LINKS[link.kind].tag
    return RESPONSIBLE if link.props.text("letter", "R") == "R" else OTHERS


def fits(element: Element, link: Link, home: Node | None) -> bool:
    """Whether this element can say the relation; one that stands for who is responsible may be of several names."""
    tag, home_element = role_tag(link, home), element.parent
    if home_element is None:
        return False
    if tag == RESPONSIBLE:
        return element.tag in ROLE_TAGS
    return element.tag == tag or (tag == OTHERS and element.tag in ROLE_TAGS)


def fill_role(element: Element, link: Link, other: str) -> None:
    """Brings the element of a relation to what it shall say; `other` is what the file calls the far end."""
    if element.tag not in ROLE_TAGS:
        element.set("resourceRef", other or None)
        if link.kind == "assignment":
            element.set("letter", link.props.text("letter", "R"))
        return
    letter = link.props.text("letter", "R")
    name = LETTER_NAMES.get(letter)
    said = element.get("name").strip().lower()
    if name is not None and said != name.lower():
        if element.tag != OTHERS:
            element.rename(local_name(OTHERS))
        element.set("name", name)
    elif name is None and said in {each.lower() for each in LETTER_NAMES.values()}:
        if element.tag == OTHERS:
            element.rename(local_name(RESPONSIBLE))
        element.set("name", None)
    set_child_text(element, local_name(RESOURCE_REF), other)
