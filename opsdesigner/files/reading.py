"""BPMN XML to records: one walk over the tree. `locate` finds the elements of the records again for the writer."""

from __future__ import annotations

import gc
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from opsdesigner.model import NO_PROPS, Bounds, Diagram, Edge, Id, Link, Node, Point, Props, Record, Shape, Value
from opsdesigner.notation.kinds import FLOW_NODES, KINDS, LINKS, SUB_PROCESSES
from opsdesigner.notation.properties import SHAPE_PROPERTIES

from .codecs import of_text, read_props
from .errors import Refused
from .names import (
    BOUNDS,
    CONTAINERS,
    DEFINITIONS,
    DIAGRAM,
    EDGE,
    FILL_NAMES,
    HOST_ATTRIBUTE,
    LABEL,
    LINK_TAGS,
    NODE_TAGS,
    OPS_PLACED,
    OPS_SHAPE,
    PLANE,
    SHAPE,
    STROKE_NAMES,
    WAYPOINT,
    bpmn,
    local_name,
)
from .xmltree import Element, Tree

FLOW_NODE_REF, LANE = bpmn("flowNodeRef"), bpmn("lane")
SOURCE_REF, TARGET_REF = bpmn("sourceRef"), bpmn("targetRef")
DATA_IN, DATA_OUT = "dataInputAssociation", "dataOutputAssociation"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z|#[0-9a-fA-F]{3}\Z")
LARGEST = 1e7  # px; farther away nothing is believed
SAID_AT_MOST = 20  # notes of one kind before they are counted instead


class Note(NamedTuple):
    """Something odd in a file that opened nevertheless: one sentence, and the id it is about."""

    text: str
    element: Id = ""


@dataclass
class Scan:
    """What a file holds: records, and what is odd."""

    records: dict[Id, Record] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    members: dict[Id, Id] = field(default_factory=dict)  # flow node -> innermost lane that lists it
    defaults: dict[Id, Id] = field(default_factory=dict)  # flow -> the element that names it as its default
    wished: list[tuple[str, Id, str]] = field(default_factory=list)  # references to look up at the end
    counted: dict[str, int] = field(default_factory=dict)

    def note(self, sort: str, text: str, element: Id = "") -> None:
        """Notes one oddity; of the same sort only so many are told one by one."""
        self.counted[sort] = self.counted.get(sort, 0) + 1
        if self.counted[sort] <= SAID_AT_MOST:
            self.notes.append(Note(text, element))

    def key(self, element: Element, home: Id, counts: dict[str, int]) -> Id:
        """The key of a new record; a doubled id is noted."""
        id = key_of(element, home, counts, self.records)
        if "#" in id and id != element.attrib.get("id"):
            self.note("double", f"The id “{element.get('id')}” is used more than once; both are kept.", id)
        return id

    def find(self, reference: str) -> Id:
        """The record a reference means, with or without a prefix; "" where there is none."""
        reference = reference.strip()
        if reference in self.records:
            return reference
        bare = reference.rpartition(":")[2]
        return bare if bare in self.records else ""


def key_of(element: Element, home: Id, counts: dict[str, int], taken: Container[Id]) -> Id:
    """An element's id; made from its place where it has none, told apart where two share one."""
    id = element.attrib.get("id")
    if id is None:
        place = f"@{home}/{local_name(element.tag)}"
        counts[place] = counts.get(place, 0) + 1
        return f"{place}/{counts[place]}"
    if id not in taken:
        return id
    number = 2
    while f"{id}#{number}" in taken:
        number += 1
    return f"{id}#{number}"


def locate(tree: Tree, records: Container[Id]) -> dict[Id, Element]:
    """The elements of records that were scanned from the same bytes: the walk of `scan` without the reading."""
    elements: dict[Id, Element] = {}
    counts: dict[str, int] = {}
    pending: list[tuple[Element, Id]] = [(tree.root, "")]
    while pending:
        element, home = pending.pop()
        inner: list[tuple[Element, Id]] = []
        for child in element.children:
            tag = child.tag
            if tag in NODE_TAGS:
                elements[id := key_of(child, home, counts, elements)] = child
                inner.append((child, id))
            elif tag in LINK_TAGS:
                elements[key_of(child, home, counts, elements)] = child
            elif tag in CONTAINERS:
                inner.append((child, home))
        pending.extend(reversed(inner))
    for diagram in tree.root.children:
        if diagram.tag == DIAGRAM:
            elements[id := key_of(diagram, "", counts, elements)] = diagram
            plane = diagram.find(PLANE)
            for item in plane.children if plane is not None else ():
                if item.tag in (SHAPE, EDGE) and (key := key_of(item, id, counts, elements)) in records:
                    elements[key] = item
    return elements


def scan(tree: Tree) -> Scan:
    """Reads a tree. Raises Refused where it is not BPMN 2.0."""
    if tree.root.tag != DEFINITIONS:
        raise Refused(_not_bpmn(tree.root))
    collecting = gc.isenabled()
    gc.disable()  # nothing made here can be freed here, and looking for it takes as long as the reading
    try:
        return _scan(tree)
    finally:
        if collecting:
            gc.enable()


def _scan(tree: Tree) -> Scan:
    root = tree.root
    made = Scan(notes=[Note(text) for text in tree.notes])
    counts: dict[str, int] = {}
    _walk(made, root, counts)
    _resolve(made)
    for diagram in root.children:
        if diagram.tag == DIAGRAM:
            _diagram(made, diagram, counts)
    _guess_open(made)
    _count_notes(made)
    return made


def _not_bpmn(root: Element) -> str:
    name = local_name(root.tag)
    if name == "definitions":
        return "The file is written in another language or an older draft than BPMN 2.0; export it anew as BPMN 2.0."
    return f"The file holds “{name}”, not BPMN 2.0 “definitions”; export it as BPMN 2.0 XML and open that."


# nodes and links


def _walk(made: Scan, root: Element, counts: dict[str, int]) -> None:
    pending: list[tuple[Element, Id]] = [(root, "")]
    while pending:
        element, home = pending.pop()
        inner: list[tuple[Element, Id]] = []
        for child in element.children:
            tag = child.tag
            if (kind := NODE_TAGS.get(tag)) is not None:
                inner.append((child, _node(made, child, kind, home, counts)))
            elif (kind := LINK_TAGS.get(tag)) is not None:
                _link(made, child, kind, home, counts)
            elif tag in CONTAINERS:
                inner.append((child, home))
        pending.extend(reversed(inner))


def _node(made: Scan, element: Element, kind: str, home: Id, counts: dict[str, int]) -> Id:
    id = made.key(element, home, counts)
    named, get = KINDS[kind].named, element.attrib.get
    if named.startswith("@"):
        name = get(named[1:], "")
    elif not named:
        name = ""
    else:
        inner = element.find(bpmn(named))
        name = inner.text if inner is not None else ""
    made.records[id] = Node(id, kind, name, home, props=read_props(kind, element))
    if (attribute := HOST_ATTRIBUTE.get(kind)) is not None and (reference := get(attribute)):
        made.wished.append(("host", id, reference))
    if kind == "lane":
        made.wished.extend(("lane", id, child.text) for child in element.children if child.tag == FLOW_NODE_REF)
    elif (default := get("default")) and kind in FLOW_NODES:
        made.wished.append(("default", id, default))
    return id


def _link(made: Scan, element: Element, kind: str, home: Id, counts: dict[str, int]) -> None:
    id = made.key(element, home, counts)
    get = element.attrib.get
    name = get("name", "") if LINKS[kind].named else ""
    made.records[id] = Link(id, kind, "", "", name, home, props=read_props(kind, element))
    if kind in (DATA_IN, DATA_OUT):
        made.wished.append(("target" if kind == DATA_IN else "source", id, home))
        inner = element.find(SOURCE_REF if kind == DATA_IN else TARGET_REF)
        reference = inner.text if inner is not None else ""
        made.wished.append(("source" if kind == DATA_IN else "target", id, reference))
    else:
        made.wished.append(("source", id, get("sourceRef", "")))
        made.wished.append(("target", id, get("targetRef", "")))


def _resolve(made: Scan) -> None:
    """Looks up every reference; what is not in the file stays "" and is noted."""
    depths = {id: _depth(made, id) for id, record in made.records.items() if getattr(record, "kind", "") == "lane"}
    found: dict[Id, dict[str, str]] = {}
    for sort, id, reference in made.wished:
        target = made.find(reference) if reference else ""
        if not target or target == id:
            if sort != "default":
                _note_dangling(made, sort, id, reference)
        elif sort == "lane":
            other = made.members.get(target)
            if other is None or depths.get(id, 0) > depths.get(other, 0):
                made.members[target] = id
        elif sort == "default":
            made.defaults[target] = id
        else:
            found.setdefault(id, {})[sort] = target
    for member, lane in made.members.items():
        found.setdefault(member, {})["lane"] = lane
    for id, fields in found.items():
        record = made.records[id]
        if isinstance(record, Link):
            ends = fields.get("source", ""), fields.get("target", "")
            made.records[id] = Link(id, record.kind, *ends, record.name, record.parent, "", record.props)
        elif isinstance(record, Node):
            made.records[id] = replace(record, **fields)  # type: ignore[arg-type]
    for flow, owner in made.defaults.items():
        record = made.records[flow]
        if isinstance(record, Link) and record.source == owner:
            made.records[flow] = replace(record, props=record.props.having(default=True))


def _depth(made: Scan, id: Id) -> int:
    """How many lanes a lane lies in, plus one."""
    depth, seen = 0, set[Id]()
    record = made.records.get(id)
    while isinstance(record, Node) and record.kind == "lane" and record.id not in seen:
        seen.add(record.id)
        depth += 1
        record = made.records.get(record.parent)
    return depth


def _note_dangling(made: Scan, sort: str, id: Id, reference: str) -> None:
    record = made.records[id]
    name = getattr(record, "name", "") or id
    if sort == "lane":
        made.note("lane", f"The lane “{name}” lists “{reference.strip()}”, which is not in the file; it is kept.", id)
    elif sort == "host":
        made.note("host", f"“{name}” stands on “{reference}”, which is not in the file; it is kept.", id)
    elif reference:
        end = "starts" if sort == "source" else "ends"
        made.note("end", f"The line “{name}” {end} at “{reference}”, which is not in the file; it is kept.", id)
    else:
        made.note("end", f"The line “{name}” has no {'start' if sort == 'source' else 'end'}; it is kept.", id)


# diagrams


def _diagram(made: Scan, element: Element, counts: dict[str, int]) -> None:
    id = made.key(element, "", counts)
    plane = element.find(PLANE)
    root = made.find(plane.get("bpmnElement")) if plane is not None else ""
    if not isinstance(made.records.get(root), Node):
        root = _likely_root(made)
        made.note("plane", "A diagram does not say what it shows; the first process is taken.", id)
    made.records[id] = Diagram(id, root, element.get("name"))
    for item in plane.children if plane is not None else ():
        if item.tag == SHAPE:
            _shape(made, item, id, counts)
        elif item.tag == EDGE:
            _edge(made, item, id, counts)


def _likely_root(made: Scan) -> Id:
    roots = [
        record
        for record in made.records.values()
        if isinstance(record, Node) and record.kind in ("collaboration", "process")
    ]
    roots.sort(key=lambda node: node.kind != "collaboration")
    return roots[0].id if roots else ""


def _shape(made: Scan, element: Element, diagram: Id, counts: dict[str, int]) -> None:
    id = made.key(element, diagram, counts)
    node = made.find(element.attrib.get("bpmnElement", ""))
    if not isinstance(made.records.get(node), Node):
        made.note(
            "shape",
            f"The shape “{id}” points at “{element.get('bpmnElement')}”, which is not in the file; it is kept and marked.",
            id,
        )
        node = ""
    bounds = _bounds(made, element.find(BOUNDS), id)
    if bounds is None:
        made.note("bounds", f"The shape “{id}” has no place on the page; it is kept and not drawn.", node or id)
        return
    label, placed = _label(made, element, id)
    props = _props(element, "shape", placed)
    made.records[id] = Shape(id, diagram, node, *bounds, label, props)


def _edge(made: Scan, element: Element, diagram: Id, counts: dict[str, int]) -> None:
    id = made.key(element, diagram, counts)
    link = made.find(element.attrib.get("bpmnElement", ""))
    if not isinstance(made.records.get(link), Link):
        made.note(
            "edge",
            f"The line “{id}” points at “{element.get('bpmnElement')}”, which is not in the file; it is kept and marked.",
            id,
        )
        link = ""
    points = _points(element)
    if len(points) < 2:
        made.note("points", f"The line “{id}” has no way to run; it is kept and not drawn.", link or id)
        return
    label, placed = _label(made, element, id)
    made.records[id] = Edge(id, diagram, link, tuple(points), label, _props(element, "edge", placed))


def _points(element: Element) -> list[Point]:
    """The waypoints that are numbers."""
    points: list[Point] = []
    for child in element.children:
        if child.tag == WAYPOINT:
            at = child.attrib
            x, y = _number(at.get("x", "")), _number(at.get("y", ""))
            if x is not None and y is not None:
                points.append((x, y))
    return points


def _bounds(made: Scan, element: Element | None, id: Id) -> Bounds | None:
    if element is None:
        return None
    get = element.attrib.get
    x, y = _number(get("x", "0")), _number(get("y", "0"))
    width, height = _number(get("width", "0")), _number(get("height", "0"))
    if x is None or y is None or width is None or height is None:
        return None
    if width < 0 or height < 0:
        made.note("size", f"The shape “{id}” has a size below nothing; it is taken as none.", id)
    return Bounds(x, y, max(width, 0.0), max(height, 0.0))


def _number(text: str) -> float | None:
    """A finite number within reason, else None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -LARGEST <= value <= LARGEST and "_" not in text else None


def _label(made: Scan, element: Element, id: Id) -> tuple[Bounds | None, bool]:
    label = element.find(LABEL)
    if label is None:
        return None, False
    return _bounds(made, label.find(BOUNDS), id), label.get(OPS_PLACED) == "true"


_SHAPE_ROWS = {row.home[1:]: row for row in SHAPE_PROPERTIES if row.home.startswith("@")}
_OPS_ROWS = {name: row for row, name in OPS_SHAPE.items()}


def _props(element: Element, sort: str, placed: bool) -> Props:
    attrib = element.attrib
    if len(attrib) <= 2 and not placed and "bpmnElement" in attrib:  # by far the most
        return NO_PROPS
    found: dict[str, Value] = {}
    for name, text in attrib.items():
        if (row := _SHAPE_ROWS.get(name)) is not None:
            if (sort in row.on and (value := of_text(text, row.default)) != row.default) or name in (
                "isExpanded",
                "isHorizontal",
            ):
                found[row.name] = of_text(text, row.default)
        elif name in _OPS_ROWS and text == "true":
            found[_OPS_ROWS[name]] = True
    for names, prop in ((FILL_NAMES, "fill"), (STROKE_NAMES, "stroke")):
        for name in names:
            if COLOUR.match(text := attrib.get(name, "")):
                found[prop] = text
                break
    if placed:
        found["labelPlaced"] = True
    return Props(found) if found else NO_PROPS


def _guess_open(made: Scan) -> None:
    """A sub-process whose file does not say so counts as open where its contents are drawn in it."""
    shapes: dict[tuple[Id, Id], Shape] = {
        (record.diagram, record.node): record for record in made.records.values() if isinstance(record, Shape)
    }
    for (diagram, node), shape in list(shapes.items()):
        outer = made.records.get(getattr(made.records.get(node), "parent", ""))
        if not isinstance(outer, Node) or outer.kind not in SUB_PROCESSES:
            continue
        home = shapes.get((diagram, outer.id))
        if (
            home is not None
            and "isExpanded" not in home.props
            and home.width > shape.width
            and home.height > shape.height
        ):
            made.records[home.id] = shapes[diagram, outer.id] = replace(home, props=home.props.having(isExpanded=True))


def _count_notes(made: Scan) -> None:
    for sort, count in made.counted.items():
        if count > SAID_AT_MOST:
            made.notes.append(Note(f"{count - SAID_AT_MOST} more of the same ({_SORTS[sort]})."))


_SORTS = {
    "double": "ids used more than once",
    "lane": "lanes that list what is not there",
    "host": "parts that stand on what is not there",
    "end": "lines with a loose end",
    "plane": "diagrams of nothing",
    "shape": "shapes of nothing",
    "edge": "lines of nothing",
    "bounds": "shapes without a place",
    "points": "lines without a way",
    "size": "shapes without a size",
}


def undrawn(records: Iterable[Record]) -> set[Id]:
    """The flow nodes, pools and lanes that stand on no diagram."""
    records = list(records)
    drawn = {record.node for record in records if isinstance(record, Shape)}
    wanted = (*FLOW_NODES, "participant")
    return {
        record.id for record in records if isinstance(record, Node) and record.kind in wanted and record.id not in drawn
    }
