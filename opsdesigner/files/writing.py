"""Records to BPMN XML: the differences to the opened file, patched into its tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from opsdesigner.model import NO_PROPS, Change, Diagram, Edge, Id, Link, Node, Record, Shape
from opsdesigner.notation.kinds import KINDS, LINKS

from . import xmltree
from .codecs import attributes_of, child_of, put_child, set_child_text, write_props
from .names import (
    CHILD_LANES,
    DATA_IN,
    DATA_OUT,
    DIAGRAM,
    EDGE,
    FLOW_NODE_REF,
    HOST_ATTRIBUTE,
    INCOMING,
    LANE_SET,
    LINK_TAGS,
    NODE_TAGS,
    ORDER,
    OUTGOING,
    PLANE,
    SHAPE,
    SOURCE_REF,
    TARGET_REF,
    bpmn,
    local_name,
)
from .scanning import Elements
from .writing_diagrams import fill_edge, fill_shape
from .writing_lists import Lists, forget
from .xmltree import Element, Tree

if TYPE_CHECKING:
    from .bpmn import Source

PLACEHOLDER = "__targetRef_placeholder"  # the name other tools give the target of a drawn data association


class Patch:
    """One save: the opened tree, what it held, and the change that leads to what it shall hold."""

    def __init__(self, tree: Tree, source: Source, change: Change) -> None:
        self.tree, self.base, self.change = tree, source.records, change.records
        self.elements = Elements(tree, source.records, source.places)
        self.lists = Lists(self.elements, source, self.change)
        self.made: set[Id] = set()

    def apply(self) -> None:
        """Creates (copies are of elements as they were read), then fills and moves; what is gone goes last."""
        for id, (_, after) in self.change.items():
            if after is not None and id not in self.elements:
                self._make(id)
        for id, (before, after) in self.change.items():
            if after is not None and id not in self.made:
                self._write(id, before, after)
        for before, after in self.change.values():
            if isinstance(before or after, Link):
                self.lists.list_flow(cast("Link | None", before), cast("Link | None", after))
        for before, after in self.change.values():
            if isinstance(after, Node):
                self.lists.list_member(before if isinstance(before, Node) else None, after)
        gone = {id for id, (before, after) in self.change.items() if after is None and before is not None}
        for id in gone:
            self._drop(id)
        if gone:
            forget(self.tree, gone, [self.elements[id] for id in self.made])

    def _make(self, start: Id) -> None:
        """Makes one new element; new ones it refers to come first. Loops, so that any depth is safe."""
        path = [start]
        while path:
            id = path[-1]
            after = self.change[id][1]
            if after is not None and id not in self.elements:
                refs = (getattr(after, name) for name in after.refs)
                first = next((ref for ref in refs if self._missing(ref) and ref not in path), "")
                if first:
                    path.append(first)
                    continue
                self.made.add(id)
                self._fill(id, self._create(after), after)
            path.pop()

    def _missing(self, id: Id) -> bool:
        """Whether a record is to have an element and has none yet."""
        return id in self.change and id not in self.elements and self.change[id][1] is not None

    def _write(self, id: Id, before: Record | None, after: Record) -> None:
        if isinstance(after, Node | Link) and isinstance(before, Node | Link):
            if before.parent != after.parent or _home_end(before) != _home_end(after):
                put_child(self._home(after), self.elements[id])
            if before.kind != after.kind:
                _change_kind(self.elements[id], before.kind, after.kind)
        if isinstance(after, Shape | Edge) and isinstance(before, Shape | Edge) and before.diagram != after.diagram:
            child_of(self.elements[after.diagram], PLANE).append(self.elements[id])
        self._fill(id, before, after)

    def _fill(self, id: Id, before: Record | None, after: Record) -> None:
        element = self.elements[id]
        match after:
            case Node():
                self._fill_node(element, before if isinstance(before, Node) else None, after)
            case Link():
                self._fill_link(element, before if isinstance(before, Link) else None, after)
            case Diagram():
                self._fill_diagram(element, before if isinstance(before, Diagram) else None, after)
            case Shape():
                fill_shape(element, before if isinstance(before, Shape) else None, after)
            case Edge():
                fill_edge(element, before if isinstance(before, Edge) else None, after)

    # making

    def _create(self, record: Record) -> Record | None:
        """Puts a new element in its place; returns the record its contents equal so far."""
        so_far: Record | None = None
        match record:
            case Node() | Link():
                tag = (KINDS if isinstance(record, Node) else LINKS)[record.kind].tag
                origin, copied = self.elements.get(record.origin), self.base.get(record.origin)
                if origin is not None and copied is not None and origin.tag == tag:
                    element, so_far = _copied(origin, record.id), copied
                else:
                    element = xmltree.new(tag, {"id": record.id})
                put_child(self._home(record), element)
            case Diagram():
                element = xmltree.new(DIAGRAM, {"id": record.id})
                element.append(xmltree.new(PLANE, {"id": f"{record.id}_plane"}))
                put_child(self.tree.root, element)
            case Shape() | Edge():
                tag = SHAPE if isinstance(record, Shape) else EDGE
                element = xmltree.new(tag, {"id": record.id})
                child_of(self.elements[record.diagram], PLANE).append(element)
        self.elements[record.id] = element
        return so_far

    def _home(self, record: Node | Link) -> Element:
        """The element a node or link lies in directly."""
        if (end := _home_end(record)) in self.elements:
            return self.elements[end]
        home = self.elements.get(record.parent) or self.tree.root
        if record.kind == "lane":
            return child_of(home, CHILD_LANES if home.tag == bpmn("lane") else LANE_SET)
        if record.kind in ("dataInput", "dataOutput"):
            return self._io_specification(home)
        return home

    def _io_specification(self, home: Element) -> Element:
        found = home.find(bpmn("ioSpecification"))
        if found is None:
            found = put_child(home, xmltree.new(bpmn("ioSpecification")))
            for name in ("inputSet", "outputSet"):
                found.append(xmltree.new(bpmn(name)))
        return found

    # filling

    def _fill_node(self, element: Element, before: Node | None, after: Node) -> None:
        kind = KINDS[after.kind]
        if after.name != (before.name if before else ""):
            if kind.named.startswith("@"):
                element.set(kind.named[1:], after.name or None)
            elif kind.named:
                set_child_text(element, kind.named, after.name)
        if (attribute := HOST_ATTRIBUTE.get(after.kind)) and after.host != (before.host if before else ""):
            element.set(attribute, after.host or None)
        write_props(after.kind, element, before.props if before else NO_PROPS, after.props)

    def _fill_link(self, element: Element, before: Link | None, after: Link) -> None:
        if LINKS[after.kind].named and after.name != (before.name if before else ""):
            element.set("name", after.name or None)
        ends = (before.source, before.target) if before else ("", "")
        if after.kind in (DATA_IN, DATA_OUT):
            self._fill_data_link(element, ends, after)
        else:
            if after.source != ends[0]:
                element.set("sourceRef", after.source or None)
            if after.target != ends[1]:
                element.set("targetRef", after.target or None)
        write_props(after.kind, element, before.props if before else NO_PROPS, after.props)

    def _fill_data_link(self, element: Element, ends: tuple[Id, Id], after: Link) -> None:
        if after.kind == DATA_OUT:
            if after.target != ends[1]:
                child_of(element, TARGET_REF).set_text(after.target)
            return
        if after.source != ends[0]:
            child_of(element, SOURCE_REF).set_text(after.source)
        if element.find(TARGET_REF) is None:  # the schema wants one; other tools use a property as stand-in
            activity = self.elements[after.target]
            stands_in = next((p for p in activity.children if p.get("name") == PLACEHOLDER), None)
            if stands_in is None:
                made = xmltree.new(bpmn("property"), {"id": f"Property_{after.id}", "name": PLACEHOLDER})
                stands_in = put_child(activity, made)
            child_of(element, TARGET_REF).set_text(stands_in.get("id"))

    def _fill_diagram(self, element: Element, before: Diagram | None, after: Diagram) -> None:
        if after.name != (before.name if before else ""):
            element.set("name", after.name or None)
        if after.root != (before.root if before else ""):
            child_of(element, PLANE).set("bpmnElement", after.root or None)

    # going

    def _drop(self, id: Id) -> None:
        element = self.elements.get(id)
        if element is None or element.parent is None:
            return
        home = element.parent
        home.remove(element)
        if home.tag in (LANE_SET, CHILD_LANES) and not home.children and home.parent is not None:
            home.parent.remove(home)


def _home_end(link: Node | Link) -> Id:
    """Data associations lie in the step they serve."""
    if isinstance(link, Node):
        return ""
    return link.target if link.kind == DATA_IN else link.source if link.kind == DATA_OUT else ""


def _change_kind(element: Element, before: str, after: str) -> None:
    """Another tag for the same thing; what the new kind cannot have goes."""
    element.rename(after)
    for name in attributes_of(before) - attributes_of(after):
        element.set(name, None)
    allowed = _children_of(after)
    for child in list(element.children):
        local = local_name(child.tag)
        fits = "*" in allowed or local in allowed or local.endswith("EventDefinition")
        if child.tag == bpmn(local) and not fits:
            element.remove(child)


def _children_of(kind: str) -> tuple[str, ...]:
    group = {"step": "activity", "gateway": "gateway"}.get(KINDS[kind].family if kind in KINDS else "", "event")
    return tuple(
        name for name in ORDER[group] if name != "*" or kind in ("subProcess", "transaction", "adHocSubProcess")
    )


def _copied(origin: Element, id: Id) -> Element:
    """A copy of an element with its foreign content, under a new id and without what has records of its own."""
    made = xmltree.copy(origin)
    taken = {INCOMING, OUTGOING, bpmn("ioSpecification"), LANE_SET, CHILD_LANES, FLOW_NODE_REF, *NODE_TAGS, *LINK_TAGS}
    for child in [child for child in made.children if child.tag in taken]:
        made.remove(child)
    made.set("default", None)
    inner = {old: f"{id}_{old}" for element in made.iter() if (old := element.get("id")) and element is not made}
    for element in made.iter():
        for name, value in list(element.attrib.items()):
            if value in inner:
                element.set(name, inner[value])
        if not element.children and element.text.strip() in inner:
            element.set_text(inner[element.text.strip()])
    made.set("id", id)
    return made
