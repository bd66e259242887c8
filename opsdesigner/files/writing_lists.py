"""What elements say of others by their ids: flows that meet a step, steps in a lane, and what names what is gone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from opsdesigner.model import Edge, Id, Link, Node
from opsdesigner.model.change import Pair

from . import xmltree
from .children import put_child
from .names import FLOW_NODE_REF, INCOMING, OUTGOING, REFERENCE_ATTRIBUTES, REFERENCE_TEXTS, local_name
from .scanning import Elements
from .xmltree import Element, Tree

if TYPE_CHECKING:
    from .bpmn import Source

# What may name another element: its text where it is nothing but that, as it nearly always is, and attributes.
TEXT = re.compile(
    rf"<(?:[^\s<>/:]+:)?(?:{'|'.join(sorted(map(local_name, REFERENCE_TEXTS)))})(?:>([^<&]*)</|[\s/>])".encode()
)
SHAPES_NAMED = {"source": "sourceElement", "target": "targetElement"}
ATTRIBUTES = [re.compile(rf"{name}\s*=".encode()) for name in REFERENCE_ATTRIBUTES]


class Lists:
    """Keeps what elements list up to date."""

    def __init__(self, elements: Elements, source: Source, change: Mapping[Id, Pair]) -> None:
        self.elements, self.base, self.change = elements, source.records, change
        self.lists_flows, self.listed = source.lists_flows, source.listed

    def list_flow(self, before: Link | None, after: Link | None) -> None:
        """A flow at its ends, and as the default of what it starts at."""
        if (flow := before or after) is None or flow.kind != "sequenceFlow":
            return
        for field, tag in (("source", OUTGOING), ("target", INCOMING)):
            old = getattr(before, field) if before else ""
            new = getattr(after, field) if after else ""
            if old == new:
                continue
            if old in self.elements and before:
                _unlist(self.elements[old], tag, before.id)
            if new in self.elements and after and self.lists_flows:
                _list(self.elements[new], tag, self.elements.name(after.id))
        was = bool(before and before.props.flag("default"))
        now = bool(after and after.props.flag("default"))
        if before and was and (not now or (after and after.source != before.source)) and before.source in self.elements:
            owner = self.elements[before.source]
            if owner.get("default").rpartition(":")[2] == before.id:
                owner.set("default", None)
        if after and now and (not was or (before and after.source != before.source)):
            self.elements[after.source].set("default", self.elements.name(after.id))

    def list_member(self, before: Node | None, after: Node) -> None:
        """Takes a node out of the lanes it left, and lists it in the one it is in."""
        old = before.lane if before else ""
        if old == after.lane:
            return
        stays, listed = set(self._lanes(after.lane)), self.listed.get(after.id, set())
        for lane in {*self._lanes(old), *listed} - stays:
            if lane in self.elements:
                _unlist(self.elements[lane], FLOW_NODE_REF, after.id)
        if after.lane and after.lane not in listed:
            _list(self.elements[after.lane], FLOW_NODE_REF, self.elements.name(after.id))

    def unname_shapes(self) -> None:
        """Lines led to another shape name the one before no longer, where a tool notes that beside the link's ends."""
        turned = {
            id: [name for end, name in SHAPES_NAMED.items() if getattr(before, end) != getattr(after, end)]
            for id, (before, after) in self.change.items()
            if isinstance(before, Link) and isinstance(after, Link)
        }
        if not any(turned.values()):
            return
        for id, record in self.base.items():
            for name in turned.get(record.link, ()) if isinstance(record, Edge) else ():
                self.elements[id].set(name, None)

    def _lanes(self, lane: Id) -> Iterator[Id]:
        """A lane and those round it."""
        seen: set[Id] = set()
        while lane and lane not in seen:
            seen.add(lane)
            yield lane
            record = self.change[lane][1] if lane in self.change else None
            record = record or self.base.get(lane)  # of a lane that is going, what it was
            lane = record.parent if isinstance(record, Node) and record.kind == "lane" else ""


def forget(tree: Tree, gone: Collection[Id], made: Iterable[Element]) -> None:
    """Takes out what only named the ones that are gone, of what was read and of what was made since."""
    fresh = [inner for element in made for inner in element.iter()]
    for element in (*_naming(tree, gone), *fresh):
        if element.tag in REFERENCE_TEXTS:
            if element.parent is not None and element.text.strip().rpartition(":")[2] in gone:
                element.parent.remove(element)
            continue
        for attribute in REFERENCE_ATTRIBUTES:
            if (value := element.attrib.get(attribute)) and value.rpartition(":")[2] in gone:
                element.set(attribute, None)


def _naming(tree: Tree, gone: Collection[Id]) -> list[Element]:
    """The elements that may name one of these, found in the text: to look at every element would take long."""
    text, last = tree.file.text.utf8, tree.file.outline.last
    places = [found.start() for each in ATTRIBUTES for found in each.finditer(text)]
    starts = {start for place in places if (start := last(place)) >= 0}
    for found in TEXT.finditer(text):
        said = found[1]
        if said is None or said.decode().strip().rpartition(":")[2] in gone:
            start = found.start()
            if last(start) == start:  # else it stands in a comment
                starts.add(start)
    return [tree.at(start) for start in sorted(starts)]


def unset(specification: Element, id: Id) -> None:
    """Takes data out of the sets of what goes in and out together."""
    for each in specification.children:
        for child in list(each.children):
            if child.tag in REFERENCE_TEXTS and child.text.strip().rpartition(":")[2] == id:
                each.remove(child)


def _list(element: Element, tag: str, id: Id) -> None:
    put_child(element, xmltree.new(tag, text=id))


def _unlist(element: Element, tag: str, id: Id) -> None:
    for child in element.children:
        if child.tag == tag and child.text.strip().rpartition(":")[2] == id:
            element.remove(child)
            return
