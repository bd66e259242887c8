"""Records of nodes and links to BPMN: names, ends, properties, what stands on what and for whom."""

from __future__ import annotations

from opsdesigner.model import NO_PROPS, Id, Link, Node, Props
from opsdesigner.notation.kinds import KINDS, LINKS, RESOURCES

from . import xmltree
from .children import child_of, put_child, put_text, set_child_text
from .codecs import write_props, write_text
from .names import DATA_IN, DATA_OUT, HOST_ATTRIBUTE, RESOURCE_HOME, SOURCE_REF, TARGET_REF, bpmn
from .reading import OWN_LINKS
from .scanning import Elements
from .writing_roles import fill_role
from .xmltree import Element

PLACEHOLDER = "__targetRef_placeholder"  # the name other tools give the target of a drawn data association


def fill_node(elements: Elements, element: Element, before: Node | None, after: Node) -> None:
    """Brings the element of a node to what it shall say."""
    kind = KINDS[after.kind]
    always = after.kind in RESOURCES  # the schema wants a name of these, be it empty
    if kind.named and (after.name != (before.name if before else "") or (always and not before)):
        if kind.named.startswith("@"):
            element.set(kind.named[1:], after.name if always else after.name or None)
        else:
            set_child_text(element, kind.named, after.name)
    if (attribute := HOST_ATTRIBUTE.get(after.kind)) and after.host != (before.host if before else ""):
        element.set(attribute, elements.name(after.host) or None)
    if (place := RESOURCE_HOME.get(after.kind)) and after.resource != (before.resource if before else ""):
        write_text(after.kind, element, place, elements.name(after.resource) if after.resource else "")
    write_props(after.kind, element, before.props if before else NO_PROPS, _named(elements, after.props))


def _named(elements: Elements, props: Props) -> Props:
    """What is said of an element, others called as the file calls them."""
    return props.mapped(lambda text: elements.name(text) if text in elements else text)


def fill_link(elements: Elements, element: Element, before: Link | None, after: Link) -> None:
    """Brings the element of a link to what it shall say."""
    if LINKS[after.kind].named and after.name != (before.name if before else ""):
        element.set("name", after.name or None)
    ends = (before.source, before.target) if before else ("", "")
    if after.kind in OWN_LINKS:
        far = after.source if after.kind == "assignment" else after.target
        fill_role(element, after, elements.name(far) if far else "")
    elif after.kind in (DATA_IN, DATA_OUT):
        _fill_data_link(elements, element, ends, after)
    else:
        if after.source != ends[0]:
            element.set("sourceRef", elements.name(after.source) or None)
        if after.target != ends[1]:
            element.set("targetRef", elements.name(after.target) or None)
    write_props(after.kind, element, before.props if before else NO_PROPS, _named(elements, after.props))


def _fill_data_link(elements: Elements, element: Element, ends: tuple[Id, Id], after: Link) -> None:
    if after.kind == DATA_OUT:
        if after.target != ends[1]:
            put_text(child_of(element, TARGET_REF), elements.name(after.target))
        return
    if after.source != ends[0]:
        put_text(child_of(element, SOURCE_REF), elements.name(after.source))
    if element.find(TARGET_REF) is None:  # the schema wants one; other tools use a property as stand-in
        activity = elements[after.target]
        stands_in = next((p for p in activity.children if p.get("name") == PLACEHOLDER), None)
        if stands_in is None:
            made = xmltree.new(bpmn("property"), {"id": f"Property_{elements.name(after.id)}", "name": PLACEHOLDER})
            stands_in = put_child(activity, made)
        put_text(child_of(element, TARGET_REF), stands_in.get("id"))
