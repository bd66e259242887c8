"""BPMN DI to records: diagrams, shapes, edges, labels, colours."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from opsdesigner.model import NO_PROPS, Bounds, Diagram, Edge, Id, Link, Node, Point, Props, Shape, Value
from opsdesigner.notation.kinds import SUB_PROCESSES
from opsdesigner.notation.properties import SHAPE_PROPERTIES

from .codecs import of_text
from .names import BOUNDS, EDGE, FILL_NAMES, LABEL, OPS_PLACED, OPS_SHAPE, PLANE, SHAPE, STROKE_NAMES, WAYPOINT
from .scanning import Scan
from .xmltree import Element

COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z|#[0-9a-fA-F]{3}\Z")
ASTRAY = "points at “{}”, which is not in the file; it is kept and marked."
SAID_ALWAYS = ("isExpanded", "isHorizontal")  # told apart from absent even where they are the default
LARGEST = 1e7  # px; farther away nothing is believed


def read_diagram(made: Scan, element: Element, counts: dict[str, int]) -> None:
    id = made.key(element, "", counts)
    plane = element.find(PLANE)
    root = made.find(plane.get("bpmnElement")) if plane is not None else ""
    if not isinstance(made.records.get(root), Node):
        root = _likely_root(made)
        made.note("plane", "A diagram does not say what it shows; the first process is taken.", id)
    made.places.append(element.start)
    made.records[id] = Diagram(id, root, element.get("name"))
    for item in plane.children if plane is not None else ():
        if item.tag == SHAPE:
            _shape(made, item, id, counts)
        elif item.tag == EDGE:
            _edge(made, item, id, counts)


def _likely_root(made: Scan) -> Id:
    for kind in ("collaboration", "process"):
        for record in made.records.values():
            if isinstance(record, Node) and record.kind == kind:
                return record.id
    return ""


def _shape(made: Scan, element: Element, diagram: Id, counts: dict[str, int]) -> None:
    id = made.key(element, diagram, counts)
    node = made.find(element.attrib.get("bpmnElement", ""))
    if not isinstance(made.records.get(node), Node):
        made.note("shape", f"The shape “{id}” {ASTRAY.format(element.get('bpmnElement'))}", id)
        node = ""
    bounds = _bounds(made, element.find(BOUNDS), id)
    if bounds is None:
        made.note("bounds", f"The shape “{id}” has no place on the page; it is kept and not drawn.", node or id)
        return
    label, placed = _label(made, element, id)
    props = _props(element, "shape", placed)
    made.places.append(element.start)
    made.records[id] = Shape(id, diagram, node, *bounds, label, props)


def _edge(made: Scan, element: Element, diagram: Id, counts: dict[str, int]) -> None:
    id = made.key(element, diagram, counts)
    link = made.find(element.attrib.get("bpmnElement", ""))
    if not isinstance(made.records.get(link), Link):
        made.note("edge", f"The line “{id}” {ASTRAY.format(element.get('bpmnElement'))}", id)
        link = ""
    points = _points(element)
    if len(points) < 2:
        made.note("points", f"The line “{id}” has no way to run; it is kept and not drawn.", link or id)
        return
    label, placed = _label(made, element, id)
    made.places.append(element.start)
    made.records[id] = Edge(id, diagram, link, points, label, _props(element, "edge", placed))


def _points(element: Element) -> tuple[Point, ...]:
    """The waypoints that are numbers."""
    points = []
    for child in element.children:
        if child.tag == WAYPOINT:
            get = child.attrib.get
            x, y = _number(get("x", "")), _number(get("y", ""))
            if x is not None and y is not None:
                points.append((x, y))
    return tuple(points)


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
        width, height = max(width, 0.0), max(height, 0.0)
    return Bounds(x, y, width, height)


@lru_cache(4096)  # many things stand in rows
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
    if len(attrib) == 2 and not placed and "bpmnElement" in attrib and "id" in attrib:  # by far the most
        return NO_PROPS
    found: dict[str, Value] = {}
    for name, text in attrib.items():
        if (row := _SHAPE_ROWS.get(name)) is not None:
            value = of_text(text, row.default)
            if sort in row.on and (value != row.default or name in SAID_ALWAYS):
                found[row.name] = value
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


def guess_open(made: Scan) -> None:
    """A sub-process whose file does not say so counts as open where its contents are drawn in it."""
    if not any(isinstance(record, Node) and record.kind in SUB_PROCESSES for record in made.records.values()):
        return
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
