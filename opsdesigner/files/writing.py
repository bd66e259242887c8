"""Records to BPMN XML: the differences to the opened file, patched into its tree."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from opsdesigner.model import Change, Diagram, Edge, Id, Link, Node, Record, Shape
from opsdesigner.notation.kinds import KINDS, LINKS, ORG_CHART, RESOURCES, SAID

from . import xmltree
from .children import child_of, put_child
from .extensions import own_made
from .names import (
    CHILD_LANES,
    DATA_IN,
    DATA_OUT,
    DIAGRAM,
    EDGE,
    EXTENSIONS,
    LANE_SET,
    OWN_DIAGRAM,
    OWN_EDGE,
    OWN_SHAPE,
    PLANE,
    SHAPE,
    bpmn,
)
from .reading import OWN_LINKS
from .scanning import Elements
from .writing_charts import made_chart, said_of_document, take_out
from .writing_diagrams import fill_edge, fill_shape
from .writing_elements import IO_SPECIFICATION, change_kind, copied
from .writing_lists import Lists, forget, unset
from .writing_roles import fits, role_home, role_tag
from .writing_things import fill_link, fill_node
from .xmltree import Element, Tree

if TYPE_CHECKING:
    from .bpmn import Source

IN_OUT = ("dataInput", "dataOutput")


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
        self._keep_roles()
        for before, after in self.change.values():
            if isinstance(before or after, Link):
                self.lists.list_flow(cast("Link | None", before), cast("Link | None", after))
        for before, after in self.change.values():
            if isinstance(after, Node):
                self.lists.list_member(before if isinstance(before, Node) else None, after)
        self._name_roots()
        self.lists.unname_shapes()
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
            assert after is not None
            refs = (getattr(after, name) for name in after.refs)
            if first := next((ref for ref in refs if self._missing(ref) and ref not in path), ""):
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
            if isinstance(after, Link) and after.kind in OWN_LINKS:
                self._fit_role(id, after)
            elif before.kind != after.kind:
                change_kind(self.elements[id], before.kind, after.kind)
            if _lies_elsewhere(before, after):
                self._rehome(id, after)
        if isinstance(after, Shape | Edge) and isinstance(before, Shape | Edge) and before.diagram != after.diagram:
            self._plane(after.diagram).append(self.elements[id])
        self._fill(id, before, after)

    def _fit_role(self, id: Id, after: Link) -> None:
        """Another element for a relation whose own cannot say it any more."""
        element, home = self.elements.get(id), self._node(after.parent)
        if element is not None and fits(element, after, home):
            return
        if element is not None and element.parent is not None:
            element.parent.remove(element)
        self._create(after)
        self._fill(id, None, after)

    def _keep_roles(self) -> None:
        """Who had a part in what has become of another kind, and is not said there any more, is said there anew."""
        turned = {id for id, (before, after) in self.change.items() if _turned(before, after)}
        if turned:
            for id, record in self.base.items():
                after = self.change[id][1] if id in self.change else record
                if isinstance(after, Link) and after.kind == "assignment" and after.parent in turned:
                    self._fit_role(id, after)

    def _node(self, id: Id) -> Node | None:
        record = self.change[id][1] if id in self.change else self.base.get(id)
        return record if isinstance(record, Node) else None

    def _rehome(self, id: Id, after: Node | Link) -> None:
        element = self.elements[id]
        if element.parent is not None and element.parent.tag == IO_SPECIFICATION:
            unset(element.parent, id)
        home = self._home(after)
        if after.kind in SAID and element.parent is not None:
            take_out(element)
        put_child(home, element)

    def _fill(self, id: Id, before: Record | None, after: Record) -> None:
        element = self.elements[id]
        match after:
            case Node():
                fill_node(self.elements, element, before if isinstance(before, Node) else None, after)
            case Link():
                fill_link(self.elements, element, before if isinstance(before, Link) else None, after)
            case Diagram():
                self._fill_diagram(element, before if isinstance(before, Diagram) else None, after)
            case Shape():
                node = self.elements.name(after.node)
                fill_shape(element, before if isinstance(before, Shape) else None, after, node)
            case Edge():
                link = self.elements.name(after.link)
                fill_edge(element, before if isinstance(before, Edge) else None, after, link)

    # making

    def _create(self, record: Record) -> Record | None:
        """Puts a new element in its place; returns the record its contents equal so far."""
        so_far: Record | None = None
        match record:
            case Node() | Link():
                tag = self._tag(record)
                origin, equal = self.elements.get(record.origin), self.base.get(record.origin)
                if origin is not None and equal is not None and origin.tag == tag:
                    element, so_far = copied(origin, record.id, self._twins.get(record.id, {})), equal
                else:
                    element = xmltree.new(tag, {"id": record.id})
                put_child(self._home(record), element)
                if record.kind in RESOURCES:
                    own_made(child_of(element, EXTENSIONS), record.kind)
            case Diagram(kind=kind) if kind == ORG_CHART:
                element = made_chart(self.tree.root, record.id)
            case Diagram():
                element = xmltree.new(DIAGRAM, {"id": record.id})
                element.append(xmltree.new(PLANE, {"id": f"{record.id}_plane"}))
                put_child(self.tree.root, element)
            case _:
                plane = self._plane(record.diagram)
                tags = (OWN_SHAPE, OWN_EDGE) if plane.tag == OWN_DIAGRAM else (SHAPE, EDGE)
                element = xmltree.new(tags[isinstance(record, Edge)], {"id": record.id})
                plane.append(element)
        self.elements[record.id] = element
        return so_far

    def _tag(self, record: Node | Link) -> str:
        if isinstance(record, Link):
            return role_tag(record, self._node(record.parent)) if record.kind in OWN_LINKS else LINKS[record.kind].tag
        return KINDS[record.kind].tag

    @cached_property
    def _twins(self) -> dict[Id, dict[Id, Id]]:
        """What was copied along with a copied element: for each, its new id by the one it was copied from."""
        found: dict[Id, dict[Id, Id]] = {}
        for id, (_, after) in self.change.items():
            if isinstance(after, Node | Link) and after.origin:
                found.setdefault(after.parent, {})[after.origin] = id
        return found

    def _plane(self, diagram: Id) -> Element:
        """Where the shapes of a diagram lie; made where the file has left it out."""
        element = self.elements[diagram]
        if element.tag == OWN_DIAGRAM:
            return element
        found = element.find(PLANE)
        if found is None:
            record = self.change[diagram][1] if diagram in self.change else self.base.get(diagram)
            assert isinstance(record, Diagram)
            found = put_child(element, xmltree.new(PLANE, {"bpmnElement": self.elements.name(record.root)}))
        return found

    def _name_roots(self) -> None:
        """Diagrams that do not say what they show are taken to show the first collaboration, if there is one.

        Where one has come in, the others say so from now on.
        """
        new = (after for before, after in self.change.values() if before is None)
        if not any(isinstance(after, Node) and after.kind == "collaboration" for after in new):
            return
        for id, before in self.base.items():
            record = self.change[id][1] if id in self.change else before
            if isinstance(record, Diagram) and record.kind != ORG_CHART:
                named = self._plane(id).get("bpmnElement")
                if named not in self.elements and named.rpartition(":")[2] not in self.elements:
                    self._plane(id).set("bpmnElement", self.elements.name(record.root) or None)

    def _home(self, record: Node | Link) -> Element:
        """The element a node or link lies in directly."""
        if (end := _home_end(record)) in self.elements:
            return self.elements[end]
        home = self.elements.get(record.parent) or self.tree.root
        if isinstance(record, Link) and record.kind in OWN_LINKS:
            return role_home(home, record, self._node(record.parent))
        if record.kind in SAID:
            return child_of(home, EXTENSIONS) if record.parent else said_of_document(home)
        if record.kind == "lane":
            return child_of(home, CHILD_LANES if home.tag == bpmn("lane") else LANE_SET)
        if record.kind in IN_OUT and "Event" not in home.tag:
            return self._io_specification(home)
        return home

    def _io_specification(self, home: Element) -> Element:
        found = home.find(IO_SPECIFICATION)
        if found is None:
            found = put_child(home, xmltree.new(IO_SPECIFICATION))
            for name in ("inputSet", "outputSet"):
                found.append(xmltree.new(bpmn(name)))
        return found

    # filling

    def _fill_diagram(self, element: Element, before: Diagram | None, after: Diagram) -> None:
        if after.name != (before.name if before else ""):
            element.set("name", after.name or None)
        if after.root != (before.root if before else ""):
            self._plane(after.id).set("bpmnElement", self.elements.name(after.root) if after.root else None)

    # going

    def _drop(self, id: Id) -> None:
        element = self.elements.get(id)
        if element is None or element.parent is None:
            return
        home = element.parent
        take_out(element)
        if home.tag in (LANE_SET, CHILD_LANES) and not home.children and home.parent is not None:
            home.parent.remove(home)


def _turned(before: Record | None, after: Record | None) -> bool:
    return isinstance(before, Node) and isinstance(after, Node) and before.kind != after.kind


def _home_end(link: Node | Link) -> Id:
    """Data associations lie in the step they serve."""
    if isinstance(link, Node):
        return ""
    return link.target if link.kind == DATA_IN else link.source if link.kind == DATA_OUT else ""


def _lies_elsewhere(before: Node | Link, after: Node | Link) -> bool:
    """Whether an element is to move: into another one, or as data going in or out must lie apart from other data."""
    if before.parent != after.parent or _home_end(before) != _home_end(after):
        return True
    return before.kind != after.kind and (before.kind in IN_OUT or after.kind in IN_OUT)
