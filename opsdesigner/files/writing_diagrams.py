"""Records to BPMN DI: places, routes, labels, colours."""

from __future__ import annotations

from opsdesigner.model import NO_PROPS, Bounds, Edge, Props, Shape
from opsdesigner.notation.properties import SHAPE_PROPERTIES

from . import xmltree
from .children import put_child
from .codecs import coordinate, number, to_text
from .names import BOUNDS, FILL_NAMES, LABEL, OPS_PLACED, OPS_SHAPE, OWN_DRAWN, STROKE_NAMES, WAYPOINT
from .xmltree import Element


def fill_shape(element: Element, before: Shape | None, after: Shape, node: str) -> None:
    """Brings a shape to what it shall be; `node` is what the file calls the node it stands for."""
    if before is None or before.node != after.node:
        element.set("bpmnElement", node)
    _fill_bounds(element, Bounds(before.x, before.y, before.width, before.height) if before else None, after)
    _fill_props(element, before.props if before else NO_PROPS, after.props)
    _fill_label(element, before, after)


def _fill_bounds(element: Element, before: Bounds | None, after: Shape | Bounds) -> None:
    bounds = element.find(BOUNDS)
    if bounds is None:
        bounds = xmltree.new(BOUNDS)
        for side in ("x", "y", "width", "height"):
            bounds.set(side, number(getattr(after, side)))
        put_child(element, bounds)
        return
    for side in ("x", "y", "width", "height"):
        if before is None or getattr(before, side) != getattr(after, side):
            bounds.set(side, number(getattr(after, side)))


def _fill_label(element: Element, before: Shape | Edge | None, after: Shape | Edge) -> None:
    old, new = before.label if before else None, after.label
    placed = after.props.flag("labelPlaced")
    if old == new and (new is None or placed == bool(before and before.props.flag("labelPlaced"))):
        return
    label = element.find(LABEL)
    if new is None:
        assert label is not None
        for bounds in [child for child in label.children if child.tag == BOUNDS]:
            label.remove(bounds)
        label.set(OPS_PLACED, None)
        if not label.attrib and not label.children:
            element.remove(label)
        return
    if label is None:
        label = put_child(element, xmltree.new(LABEL))
    _fill_bounds(label, old, new)
    if placed != (label.get(OPS_PLACED) == "true"):
        label.set(OPS_PLACED, "true" if placed else None)


def fill_edge(element: Element, before: Edge | None, after: Edge, link: str) -> None:
    """Brings a line to what it shall be; `link` is what the file calls the link it stands for."""
    if before is None or before.link != after.link:
        element.set("bpmnElement", link)
    if before is None or before.points != after.points:
        _fill_points(element, after)
    _fill_props(element, before.props if before else NO_PROPS, after.props)
    _fill_label(element, before, after)


def _fill_points(element: Element, after: Edge) -> None:
    """The points in place where they are as many as before; else some are taken out or added at the end."""
    old = [child for child in element.children if child.tag == WAYPOINT]
    placed = [(child, coordinate(child.get("x")), coordinate(child.get("y"))) for child in old]
    placed = [(child, x, y) for child, x, y in placed if x is not None and y is not None]
    for spare, _, _ in placed[len(after.points) :]:
        element.remove(spare)
    for (child, *was), now in zip(placed, after.points, strict=False):
        for name, before, value in zip("xy", was, now, strict=True):
            if before != value:
                child.set(name, number(value))
    for x, y in after.points[len(placed) :]:
        put_child(element, xmltree.new(WAYPOINT, {"x": number(x), "y": number(y)}))


def _fill_props(element: Element, before: Props, after: Props) -> None:
    if before == after:
        return
    for row in SHAPE_PROPERTIES:
        old, new = before.get(row.name), after.get(row.name)
        if old == new or row.name == "labelPlaced":
            continue
        if row.home == "!colour":
            names = FILL_NAMES if row.name == "fill" else STROKE_NAMES
            for name in names:
                element.set(name, to_text(new) if new is not None else None)
        elif row.home == "!ops":
            own = element.tag in OWN_DRAWN
            element.set(OPS_SHAPE[row.name], to_text(new) if new and not own else None)
            if own:  # other tools take the prefix off here, so there is none
                element.set(row.name, to_text(new) if new else None)
        else:
            element.set(row.home[1:], to_text(new) if new is not None else None)
