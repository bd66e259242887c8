"""Elements that become something else, or another of the same."""

from __future__ import annotations

from collections.abc import Mapping

from opsdesigner.model import Id
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import KINDS, SUB_PROCESSES

from . import xmltree
from .codecs import attributes_of, tags_of
from .extensions import own_element
from .names import (
    CHILD_LANES,
    EXTENSIONS,
    FLOW_NODE_REF,
    INCOMING,
    LANE_SET,
    LINK_TAGS,
    NODE_TAGS,
    ORDER,
    OUTGOING,
    RESOURCE,
    ROLE_TAGS,
    bpmn,
    local_name,
)
from .xmltree import Element

IO_SPECIFICATION = bpmn("ioSpecification")
FLOWING = frozenset({*NODE_TAGS, *LINK_TAGS})  # what a sub-process holds
EVENT_DEFINITIONS = tuple(row.tag for row in DEFINITIONS.values())


def change_kind(element: Element, before: str, after: str) -> None:
    """Another tag for the same thing; what the new kind cannot have goes."""
    if element.tag == RESOURCE:
        if (mine := own_element(element, before)) is not None:
            mine.rename(after)
        return
    element.rename(after)
    for name in attributes_of(before) - attributes_of(after):
        element.set(name, None)
    names, lost = _children_of(after), tags_of(before) - tags_of(after)
    holds = FLOWING if after in SUB_PROCESSES else ()
    for child in list(element.children):
        local = local_name(child.tag)
        event = local in ("eventDefinitionRef", *EVENT_DEFINITIONS)
        fits = "*EventDefinition" in names if event else local in names or child.tag in holds
        if before in SUB_PROCESSES and after in SUB_PROCESSES:
            fits = True
        if child.tag == bpmn(local) and (not fits or child.tag in lost):
            element.remove(child)


def _children_of(kind: str) -> tuple[str, ...]:
    group = {"step": "activity", "gateway": "gateway"}.get(KINDS[kind].family if kind in KINDS else "", "event")
    return ORDER.get(kind) or ORDER[group]


TAKEN = frozenset(
    {INCOMING, OUTGOING, IO_SPECIFICATION, LANE_SET, CHILD_LANES, FLOW_NODE_REF, *NODE_TAGS, *LINK_TAGS, *ROLE_TAGS}
)  # what a copy has anew


def copied(origin: Element, id: Id, twins: Mapping[Id, Id]) -> Element:
    """A copy of an element with its foreign content, under a new id and without what has records of its own.

    What in it names the element, something in it or one of those that were copied along, names the copy's.
    """
    made = xmltree.copy(origin)
    extensions = made.find(EXTENSIONS)
    for home in [made] if extensions is None else [made, extensions]:
        for child in [child for child in home.children if child.tag in TAKEN]:
            home.remove(child)
    made.set("default", None)
    inner = {old: f"{id}_{old}" for element in made.iter() if (old := element.get("id")) and element is not made}
    inner.update(twins)
    for element in made.iter():
        for name, value in list(element.attrib.items()):
            if value in inner:
                element.set(name, inner[value])
        if not element.children and element.text.strip() in inner:
            element.set_text(inner[element.text.strip()])
    made.set("id", id)
    return made
