"""BPMN DI to records: diagrams, shapes, edges, labels, colours."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import overload

from opsdesigner.model import NO_PROPS, Bounds, Diagram, Edge, Id, Link, Node, Point, Props, Shape, Value
from opsdesigner.notation.kinds import ORG_CHART, SUB_PROCESSES
from opsdesigner.notation.properties import SHAPE_PROPERTIES

from .codecs import coordinate, of_text
from .names import (
    BOUNDS,
    DIAGRAM,
    EDGE,
    EXTENSIONS,
    FILL_NAMES,
    LABEL,
    OPS_PLACED,
    OPS_SHAPE,
    ORG_CHARTS,
    OWN_DIAGRAM,
    OWN_DRAWN,
    OWN_EDGE,
    OWN_SHAPE,
    PLANE,
    SHAPE,
    STROKE_NAMES,
    WAYPOINT,
)
from .scanning import Scan
from .xmltree import Element

COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z|#[0-9a-fA-F]{3}\Z")
SHAPES = (SHAPE, OWN_SHAPE)
SAID_ALWAYS = ("isExpanded", "isHorizontal")  # told apart from absent even where they are the default


def read_diagram(made: Scan, element: Element, counts: dict[str, int]) -> None:
    id = made.key(element.attrib.get("id"), DIAGRAM, "", counts)
    plane = element.find(PLANE)
    root = made.find(plane.get("bpmnElement")) if plane is not None else ""
    if not isinstance(made.records.get(root), Node):
        root = _likely_root(made)
        made.note("plane", "A diagram does not say what it shows; the first process is taken.", id)
    made.places.append(element.start)
    made.records[id] = Diagram(id, root, element.get("name"))
    if plane is not None:
        _read_plane(made, plane, id, counts)


def read_charts(made: Scan, relationship: Element, counts: dict[str, int]) -> None:
    """The org charts that lie in a relationship, if it is one of ours."""
    extensions = relationship.find(EXTENSIONS)
    if relationship.get("type") != ORG_CHARTS or extensions is None:
        return
    for element in extensions.children:
        if element.tag == OWN_DIAGRAM:
            id = made.key(element.attrib.get("id"), OWN_DIAGRAM, "", counts)
            root = made.find(element.get("bpmnElement"))
            made.places.append(element.start)
            root = root if isinstance(made.records.get(root), Node) else ""
            made.records[id] = Diagram(id, root, element.get("name"), kind=ORG_CHART)
            _read_plane(made, element, id, counts)


def _read_plane(made: Scan, plane: Element, diagram: Id, counts: dict[str, int]) -> None:
    for item in plane.children:
        if isinstance(item, Drawn):
            (_shape if item.tag in SHAPES else _edge)(made, item, diagram, counts)


def _likely_root(made: Scan) -> Id:
    for kind in ("collaboration", "process"):
        for record in made.records.values():
            if isinstance(record, Node) and record.kind == kind:
                return record.id
    return ""


def _shape(made: Scan, drawn: Drawn, diagram: Id, counts: dict[str, int]) -> None:
    id = made.key(drawn.id, drawn.tag, diagram, counts)
    node = made.find(drawn.of)
    if not isinstance(made.records.get(node), Node):
        made.note("shape", f"The shape “{id}” points at {made.missing(drawn.of)}; it is kept as a plain box.", id)
        node = ""
    if drawn.bounds is None:
        made.note("bounds", f"The shape “{id}” has no place on the page; it is kept and not drawn.", node or id)
        return
    bounds, label = _sized(made, drawn.bounds, id), _sized(made, drawn.label, id)
    made.places.append(drawn.start)
    made.records[id] = made.known(Shape(id, diagram, node, *bounds, label, drawn.props))


def _edge(made: Scan, drawn: Drawn, diagram: Id, counts: dict[str, int]) -> None:
    id = made.key(drawn.id, drawn.tag, diagram, counts)
    link = made.find(drawn.of)
    if not isinstance(made.records.get(link), Link):
        made.note("edge", f"The line “{id}” points at {made.missing(drawn.of)}; it is kept as a plain line.", id)
        link = ""
    if len(drawn.points) < 2:
        made.note("points", f"The line “{id}” has no way to run; it is kept and not drawn.", link or id)
        return
    label = _sized(made, drawn.label, id)
    made.places.append(drawn.start)
    made.records[id] = made.known(Edge(id, diagram, link, drawn.points, label, drawn.props))


@overload
def _sized(made: Scan, bounds: Bounds, id: Id) -> Bounds: ...
@overload
def _sized(made: Scan, bounds: Bounds | None, id: Id) -> Bounds | None: ...
def _sized(made: Scan, bounds: Bounds | None, id: Id) -> Bounds | None:
    """The bounds, with no side shorter than nothing."""
    if bounds is None or (bounds.width >= 0 and bounds.height >= 0):
        return bounds
    made.note("size", f"The shape “{id}” has a size below nothing; it is taken as none.", id)
    return Bounds(bounds.x, bounds.y, max(bounds.width, 0.0), max(bounds.height, 0.0))


# what shapes and lines say


class Drawn(Element):
    """What is read of a shape or line as soon as it has ended: of a large drawing the rest would take much room."""

    __slots__ = ("bounds", "id", "label", "of", "points", "props")

    id: str | None
    bounds: Bounds | None
    points: tuple[Point, ...]
    label: Bounds | None
    props: Props

    def __init__(self, element: Element) -> None:
        get = element.attrib.get
        self.tag, self.start, self.attrib, self.children = element.tag, element.start, *BARE
        self.id, self.of = get("id"), get("bpmnElement", "")
        points: list[Point] = []
        bounds = label = None
        for child in element.children:
            if child.tag == WAYPOINT:
                at = child.attrib.get
                x, y = coordinate(at("x", "")), coordinate(at("y", ""))
                if x is not None and y is not None:
                    points.append((x, y))
            elif child.tag == BOUNDS:
                bounds = bounds or child
            elif child.tag == LABEL:
                label = label or child
        self.points = tuple(points)
        self.bounds = _bounds(bounds)
        self.label = _bounds(label.find(BOUNDS)) if label else None
        self.props = _props(element, label is not None and label.get(OPS_PLACED) == "true")


BARE: tuple[dict[str, str], list[Element]] = ({}, [])
BOILED = {SHAPE: Drawn, EDGE: Drawn, OWN_SHAPE: Drawn, OWN_EDGE: Drawn}


def _bounds(element: Element | None) -> Bounds | None:
    if element is None:
        return None
    get = element.attrib.get
    x, y = coordinate(get("x", "0")), coordinate(get("y", "0"))
    width, height = coordinate(get("width", "0")), coordinate(get("height", "0"))
    if x is None or y is None or width is None or height is None:
        return None
    return Bounds(x, y, width, height)


_SHAPE_ROWS = {row.home[1:]: row for row in SHAPE_PROPERTIES if row.home.startswith("@")}
_OPS_ROWS = {OPS_SHAPE[row.name]: row for row in SHAPE_PROPERTIES if row.name in OPS_SHAPE}
_OWN_ROWS = _OPS_ROWS | {row.name: row for row in _OPS_ROWS.values()}  # on elements that are ours, by either name


def _props(element: Element, placed: bool) -> Props:
    attrib = element.attrib
    if len(attrib) == 2 and not placed and "bpmnElement" in attrib and "id" in attrib:  # by far the most
        return NO_PROPS
    sort = "shape" if element.tag in SHAPES else "edge"
    own = _OWN_ROWS if element.tag in OWN_DRAWN else _OPS_ROWS
    found: dict[str, Value] = {}
    for name, text in attrib.items():
        if (row := _SHAPE_ROWS.get(name)) is not None:
            value = of_text(text, row.default)
            if sort in row.on and (value != row.default or name in SAID_ALWAYS):
                found[row.name] = value
        elif (row := own.get(name)) is not None and (value := of_text(text, row.default)) != row.default:
            found[row.name] = value
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
