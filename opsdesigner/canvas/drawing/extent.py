"""What is shown outside the window, and the box exactly round it: for pictures, paper and the clipboard."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from opsdesigner.model import Diagram, Id, Model, Node
from opsdesigner.model.geometry import Box, shifted, union
from opsdesigner.model.queries import title

from . import lines
from .display import Display
from .edge_pictures import EdgePicture
from .pictures import ShapePicture

MARGIN = 16.0  # round every picture, px at 100 %
RIM, HEAD, RING = 2.0, 5.0, 5.0  # how far outlines, heads and rings reach beyond their points
NOTHING: Box = (0.0, 0.0, 100.0, 100.0)  # of a diagram without a shape
FARTHEST = 1e7  # what lies farther out than that is a mistake in the file and not worth an empty picture


class Scene(NamedTuple):
    """Shapes and edges in the order they are painted, names laid out, and the box round all of it."""

    shapes: list[ShapePicture]
    edges: list[EdgePicture]
    box: Box


def scene(display: Display, ids: Collection[Id] | None = None) -> Scene:
    """All of a diagram, or these shapes and edges of it, ready to be painted."""
    shapes = [shape for shape in display.shapes.values() if ids is None or shape.id in ids]
    edges = [edge for edge in display.edges.values() if len(edge.points) > 1 and (ids is None or edge.id in ids)]
    shapes.sort(key=lambda shape: shape.rank)
    edges.sort(key=lambda edge: edge.id)
    display.prepare(shapes, edges, 1.0)
    left, top, right, bottom = extent(shapes, edges)
    return Scene(shapes, edges, (left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))


def extent(shapes: Collection[ShapePicture], edges: Collection[EdgePicture]) -> Box:
    """The box round everything that will be painted, names included."""
    boxes: list[Box] = [(s.x - RIM, s.y - RIM, s.x + s.w + RIM, s.y + s.h + RIM) for s in shapes]
    boxes += [shifted(shape.who.box, shape.x, shape.y) for shape in shapes if shape.who is not None]
    for shape in shapes:
        if (shape.outside or shape.kind.family == "note") and (label := shape.labels.get(0)):
            boxes.append(shifted(label.box, shape.x, shape.y))
    for edge in edges:
        xs, ys = zip(*edge.points, strict=True)
        boxes.append((min(xs) - HEAD, min(ys) - HEAD, max(xs) + HEAD, max(ys) + HEAD))
        if label := edge.labels.get(0):
            boxes.append(label.box)
        if edge.message:
            (x, y), (w, h) = lines.middle(edge.points), lines.ENVELOPE
            boxes.append((x - w / 2 - RIM, y - h / 2 - RIM, x + w / 2 + RIM, y + h / 2 + RIM))
    near = [box for box in boxes if max(map(abs, box)) < FARTHEST]
    return union(near) if near else NOTHING


def page_name(model: Model, diagram: Id) -> str:
    """What a diagram is called: its own name, else that of what it shows; "" where neither has one."""
    record = model.get(diagram, Diagram)
    if record is None:
        return ""
    if name := " ".join(record.name.split()):
        return name
    root = model.get(record.root, Node)
    if root is None:
        return ""
    if name := " ".join(title(model, root.id).split()):
        return name
    pools = (node for node in model.referrers(root.id, Node) if node.kind == "participant" and node.host)
    names = (title(model, pool.host) or title(model, pool.id) for pool in pools)
    return " ".join(next(filter(None, names), "").split())
