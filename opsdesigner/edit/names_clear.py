"""Names step aside from a line that was led anew over them, and with their own line off what it came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from opsdesigner.layout.names import Places, own_part
from opsdesigner.model import Bounds, Edge, Id, Link, Node, Record, Shape
from opsdesigner.model.geometry import Box, box_of, contains, grown, overlaps, pieces, union
from opsdesigner.notation.kinds import KINDS

from .ground import Ground, Near
from .lines import Points, runs_through

REACH = 20.0  # px beside a line where shapes are looked for whose names it may run through
ROOM = 80.0  # px round what is named, where places are looked for

Pairs = Mapping[Id, tuple[Record | None, Record | None]]


def clear_names(ground: Ground, done: Pairs, ids: list[Id]) -> None:
    """Puts names that lines which run another way now came upon where they cover nothing; inside a change.

    `done` has what the change made of what. A name that stood on something before stays as it is.
    """
    for id in ids:
        line = ground.model.get(id, Edge)
        if line is None or len(line.points) < 2:
            continue
        near = ground.near(grown(union(pieces(line.points)), REACH))
        for shape in near.shapes:
            if shape.label is not None and _came_upon(done, line, shape):
                ground.model.put(replace(shape, label=_beside(ground, shape, shape.label)))
        if line.label is not None and _is_covered(ground, near, done, line):
            ground.model.put(replace(line, label=_along(ground, line, line.label)))


def _came_upon(done: Pairs, line: Edge, shape: Shape) -> bool:
    """Whether a line runs through the name beside a shape as it did not before."""
    if shape.label is None or not runs_through(line.points, box_of(shape.label)):
        return False
    if overlaps(box_of(shape.label), box_of(shape)):
        return False  # in a step, where it belongs
    old, was = _old(done, line), _old(done, shape)
    if not isinstance(old, Edge) or not isinstance(was, Shape) or was.label is None:
        return True
    return not runs_through(old.points, box_of(was.label))


def _is_covered(ground: Ground, near: Near, done: Pairs, line: Edge) -> bool:
    """Whether another line or a shape lies on the name of a line as none did before."""
    old = _old(done, line)
    if line.label is None or not any(_on(box_of(line.label), *each) for each in _now(ground, near, line)):
        return False
    if not isinstance(old, Edge) or old.label is None:
        return True
    return not any(_on(box_of(old.label), *each) for each in _before(near, done, line))


def _now(ground: Ground, near: Near, line: Edge) -> Iterator[tuple[Points, Box | None]]:
    for edge in near.edges:
        if edge.id != line.id:
            yield ground.points(edge), None
    for shape in near.shapes:
        yield (), ground.box(shape)


def _before(near: Near, done: Pairs, line: Edge) -> Iterator[tuple[Points, Box | None]]:
    drawn: list[Shape | Edge] = [*near.edges, *near.shapes]
    for record in drawn:
        old = _old(done, record)
        if isinstance(old, Edge) and record.id != line.id:
            yield old.points, None
        elif isinstance(old, Shape):
            yield (), box_of(old)


def _old(done: Pairs, record: Record) -> Record | None:
    return done.get(record.id, (record, record))[0]


def _on(name: Box, points: Points, box: Box | None) -> bool:
    """Whether a line, or a shape the name does not lie in, lies on a name."""
    if box is None:
        return runs_through(points, name)
    return overlaps(box, name) and not contains(box, name)


def _beside(ground: Ground, shape: Shape, label: Bounds) -> Bounds:
    near = ground.near(grown(ground.box(shape), ROOM + label.width))
    node = ground.model.get(shape.node, Node)
    family = KINDS[node.kind].family if node is not None and node.kind in KINDS else ""
    places = _places(ground, near, shape.id, label)
    return _at(label, places.beside_shape(ground.box(shape), (label.width, label.height), family))


def _along(ground: Ground, line: Edge, label: Bounds) -> Bounds:
    near = ground.near(grown(union(pieces(line.points)), ROOM))
    link = ground.model.get(line.link, Link)
    source = link.source if link is not None else ""
    beside = {each.id for each in ground.model.referrers(source, Link) if each.source == source} if source else set()
    others = [ground.points(edge) for edge in near.edges if edge.link in beside and edge.id != line.id]
    places = _places(ground, near, line.id, label)
    return _at(label, places.along_line(own_part(line.points, others), (label.width, label.height)))


def _places(ground: Ground, near: Near, named: Id, label: Bounds) -> Places:
    """What stands round a name that looks for a place; what holds it is in nobody's way."""
    boxes = [box for shape in near.shapes if not contains(box := ground.box(shape), box_of(label))]
    drawn: list[Shape | Edge] = [*near.shapes, *near.edges]
    boxes += [box_of(each.label) for each in drawn if each.label is not None and each.id != named]
    return Places(boxes, [ground.points(edge) for edge in near.edges], [ground.box(lane) for lane in near.lanes])


def _at(label: Bounds, place: Box) -> Bounds:
    return label._replace(x=round(place[0], 2), y=round(place[1], 2))
