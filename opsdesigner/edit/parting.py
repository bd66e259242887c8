"""Where a page parts, the lines that cross the gap stretch; what of them lies beyond it goes along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opsdesigner.model import Edge, Id, Link, Point
from opsdesigner.model.geometry import Box, contains, grown, holds, moved
from opsdesigner.model.queries import scope_of, shape_of

from .sheet import Sheet


@contextmanager
def lines_parted(sheet: Sheet, beyond: Box, by: Point, was: Box | None = None) -> Iterator[None]:
    """Inside it, all that stands in a box moves so far: the bends that lie in it follow.

    `was` is that box on the page as the model has it: a bend that was pushed into it since is not one of it, unless
    its whole line was carried there.
    """
    crossing = [(edge, link, sheet.way(edge, link)) for edge, link in _bent_in(sheet, was or beyond)]
    ends = {end: _box(sheet, end) for _, link, _ in crossing for end in (link.source, link.target)}
    yield
    for edge, link, points in crossing:
        known = edge.points if was is not None and len(edge.points) == len(points) else None
        if known not in (None, points) and points == _carried(edge, points[0]):
            known = None
        lie = [holds(was, *at) for at in known] if was and known else [holds(beyond, *at) for at in points]
        made = [(x + by[0], y + by[1]) if far else (x, y) for (x, y), far in zip(points, lie, strict=True)]
        for index, end in ((0, link.source), (-1, link.target)):
            made[index] = _docked(points[index], ends[end], _box(sheet, end), made[index])
        sheet.lead(edge, link, tuple(made))


def _carried(edge: Edge, start: Point) -> tuple[Point, ...]:
    """The line moved as a whole, so that it begins there."""
    return moved(edge.points, start[0] - edge.points[0][0], start[1] - edge.points[0][1])


def _bent_in(sheet: Sheet, box: Box) -> Iterator[tuple[Edge, Link]]:
    """The lines with a bend in a box."""
    for edge in sheet.model.referrers(sheet.diagram, Edge):
        if any(holds(box, x, y) for x, y in edge.points[1:-1]):
            link = sheet.model.get(edge.link, Link)
            if link is not None and not _lies_apart(sheet, link, box):
                yield edge, link


def _lies_apart(sheet: Sheet, link: Link, box: Box) -> bool:
    """Whether a line lies in an open sub-process, and so goes where that goes, unless the page parts in there."""
    scope = scope_of(sheet.model, link.source)
    home = _box(sheet, scope)
    return home is not None and scope == scope_of(sheet.model, link.target) and not contains(grown(home, 1.0), box)


def _box(sheet: Sheet, node: Id) -> Box | None:
    shape = shape_of(sheet.model, node, sheet.diagram)
    return sheet.box(shape.id) if shape is not None else None


def _docked(at: Point, before: Box | None, after: Box | None, parted: Point) -> Point:
    """Where a line ends: it goes along with its shape, and with the rim of one that grew."""
    if before is None or after is None or before == after:
        return at
    dx, dy = after[0] - before[0], after[1] - before[1]
    same = abs(after[2] - before[2] - dx) < 1e-6 and abs(after[3] - before[3] - dy) < 1e-6
    return (at[0] + dx, at[1] + dy) if same else parted
