"""Which way lines run: where they dock, how they follow what moves, how they are made straight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from opsdesigner.model import Id, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, centre, dock, grown, moved, pieces, straightened, touches
from opsdesigner.notation.drawings import Look, hit_outline
from opsdesigner.notation.kinds import KINDS

from .routing import NOTHING, Around, Site, across, outward, routed, touched
from .straight import KINK, levelled, nearly, slid, straighten, tidy
from .wayfinding import led

Points = tuple[Point, ...]
STRAIGHT = ("association", "dataInputAssociation", "dataOutputAssociation", "conversationLink")  # links drawn straight

__all__ = [
    "KINK",
    "STRAIGHT",
    "Site",
    "clipped",
    "follow",
    "levelled",
    "route",
    "site_of",
    "straighten",
]


def site_of(model: Model, shape: Shape, box: Box | None = None) -> Site:
    """What a line needs to know of a shape it docks on; with another box, as if it stood there."""
    node = model.get(shape.node, Node)
    place = box or box_of(shape)
    assert node is not None
    outline = hit_outline(Look(KINDS[node.kind].outline), shape.width, shape.height)
    return Site(place, outline, _attached_side(model, node, shape, place) if node.kind == "boundaryEvent" else -1)


def _attached_side(model: Model, node: Node, shape: Shape, place: Box) -> int:
    """The side of its host that a boundary event sits on: its lines leave that way."""
    host = next((each for each in model.referrers(node.host, Shape) if each.diagram == shape.diagram), None)
    if host is None:
        return -1
    x, y = centre(box_of(shape))
    left, top, right, bottom = box_of(host)
    return min((3, 1, 2, 0), key=lambda side: (abs(x - left), abs(y - top), abs(x - right), abs(y - bottom))[side])


class Ends(NamedTuple):
    """Where the ends of a line are wanted; None leaves it to the router."""

    source: Point | None = None
    target: Point | None = None


NO_ENDS = Ends()


def route(
    model: Model,
    diagram: Id,
    source: Shape,
    target: Shape,
    kind: str = "sequenceFlow",
    ends: Ends | None = None,
    around: Around = NOTHING,
) -> Points:
    """The way a new link of a kind runs between two shapes, clear of what stands around where there is a way."""
    start, end, ends = site_of(model, source), site_of(model, target), ends or Ends()
    if kind in STRAIGHT:
        return _beeline(start, end, ends)
    line = routed(start, end, habit_of(kind), ends.source, ends.target, source.id == target.id, around)
    line = line if ends.source or ends.target else straighten(line, start, end)
    return rounded(start, end, kind, line, around, ends) if source.id != target.id else line


def habit_of(kind: str) -> str:
    return "message" if kind == "messageFlow" else "flow"


def rounded(
    start: Site, end: Site, kind: str, line: Points, around: Around, ends: Ends = NO_ENDS, known: Points = ()
) -> Points:
    """A line as it is, where it meets nothing; else led round what stands there, where that is better."""
    if not around.met(line):
        return line
    found = led(start, end, habit_of(kind), around, ends.source, ends.target, known)
    if not found:
        return line
    made = clipped(found, start, end)
    made = made if ends.source or ends.target else straighten(made, start, end)
    return made if made[0] != made[-1] and len(around.hit(made)) <= len(around.hit(line)) else line


def _beeline(start: Site, end: Site, ends: Ends) -> Points:
    a, b = ends.source or centre(start.box), ends.target or centre(end.box)
    first = touched(start, a) if ends.source else outward(start, b)
    last = touched(end, b) if ends.target else outward(end, a)
    return (first, last) if first != last else (first, outward(end, (b[0] + 1, b[1] + 1)))


def clipped(points: Sequence[Point], start: Site, end: Site) -> Points:
    """The line with its ends brought onto the outlines, as if it came from inside."""
    line = list(straightened(points))
    line[0] = _clip(start, line[0], line[1])
    line[-1] = _clip(end, line[-1], line[-2])
    made = tidy(line)
    return made if made[0] != made[-1] else routed(start, end)


def _clip(site: Site, at: Point, after: Point) -> Point:
    """The end nearest to a point that keeps the last piece level or upright where it is."""
    box, (cx, cy) = site.box, centre(site.box)
    if at[1] == after[1] and box[1] <= at[1] <= box[3] and not box[0] < after[0] < box[2]:
        return dock(site.outline, box, (cx, at[1]), after)
    if at[0] == after[0] and box[0] <= at[0] <= box[2] and not box[1] < after[1] < box[3]:
        return dock(site.outline, box, (at[0], cy), after)
    return outward(site, after) if at != centre(box) or after != at else touched(site, at)


def follow(
    points: Points,
    old_start: Site,
    new_start: Site,
    old_end: Site,
    new_end: Site,
    kind: str = "sequenceFlow",
    firm: bool = False,
) -> Points:
    """The line after the shapes at its ends moved or changed size: of the same shape where that can be.

    A firm line is never led anew: only its ends follow.
    """
    first, last = shift_of(old_start.box, new_start.box), shift_of(old_end.box, new_end.box)
    if first is not None and first == last:
        return moved(points, *first)
    if kind in STRAIGHT and len(points) == 2:
        return _beeline(new_start, new_end, Ends())
    points = points if kind in STRAIGHT else levelled(points)
    if kind == "messageFlow" and (level := _slid_along(points, old_start, new_start, old_end, new_end)):
        return level
    line = points
    if old_start.box != new_start.box:
        line = _carried(line, old_start, new_start)
    if old_end.box != new_end.box:
        line = _carried(line[::-1], old_end, new_end)[::-1]
    line = tidy(line)
    if kind in STRAIGHT:
        return line
    was_clear = not (across(points, old_start.box) or across(points, old_end.box))
    if line[0] == line[-1] or (was_clear and (across(line, new_start.box) or across(line, new_end.box))):
        return clipped(line, new_start, new_end) if firm else routed(new_start, new_end, habit_of(kind))
    return line


def followed(
    points: Points,
    old_start: Site,
    new_start: Site,
    old_end: Site,
    new_end: Site,
    kind: str = "sequenceFlow",
    firm: bool = False,
) -> Points:
    """The same, pulled straight where it was not just carried along. A firm line keeps the bends it has."""
    made = follow(points, old_start, new_start, old_end, new_end, kind, firm)
    if (
        kind in STRAIGHT
        or made == points
        or made == moved(points, made[0][0] - points[0][0], made[0][1] - points[0][1])
    ):
        return made
    straight = straighten(made, new_start, new_end)
    return straight if straight[0] != straight[-1] else made


def shift_of(old: Box, new: Box) -> Point | None:
    """How far a box moved; None where it changed its size too."""
    dx, dy = new[0] - old[0], new[1] - old[1]
    same = abs(new[2] - old[2] - dx) < 1e-6 and abs(new[3] - old[3] - dy) < 1e-6
    return (dx, dy) if same else None


def _slid_along(points: Points, old_start: Site, new_start: Site, old_end: Site, new_end: Site) -> Points:
    """A straight message stays straight: it slides along the wider of its ends. Empty where that does not reach."""
    level, upright = nearly(points[0], points[-1])
    if len(points) != 2 or level == upright:
        return ()
    axis = 0 if upright else 1
    before, after = _apart(old_start.box, old_end.box, 1 - axis), _apart(new_start.box, new_end.box, 1 - axis)
    if not before or before != after:
        return ()
    ends = [(old_start, new_start), (old_end, new_end)]
    ends.sort(key=lambda each: each[1].box[axis + 2] - each[1].box[axis])
    a, b = centre(new_start.box), centre(new_end.box)
    for old, new in ends:
        value = points[0][axis] + (shift_of(old.box, new.box) or (0.0, 0.0))[axis]
        first, last = slid(new_start, a, b, axis, value), slid(new_end, b, a, axis, value)
        if first and last:
            return (first, last)
    return ()


def _apart(first: Box, second: Box, axis: int) -> int:
    """Which of two boxes comes first along an axis: 1 or -1; 0 where they overlap on it."""
    return 1 if first[axis + 2] < second[axis] else -1 if second[axis + 2] < first[axis] else 0


def _carried(line: Points, old: Site, new: Site) -> Points:
    """The line after its first end went along."""
    (x0, y0), (x1, y1) = line[0], line[1]
    shift = shift_of(old.box, new.box)
    flat, upright = nearly(line[0], line[1])
    head = (x0 + shift[0], y0 + shift[1]) if shift else _on_resized(line[0], line[1], old, new)
    if len(line) == 2:
        return _joined(head, line[1], flat) if flat or upright else (head, line[1])
    if flat:
        return (head, (x1, head[1]), *line[2:])
    if upright:
        return (head, (head[0], y1), *line[2:])
    return (head, *line[1:])


def _on_resized(at: Point, after: Point, old: Site, new: Site) -> Point:
    """Where a line docks after its shape was resized: at the same height where the shape still reaches it."""
    box, (cx, cy) = new.box, centre(new.box)
    if at[1] == after[1] and box[1] <= at[1] <= box[3] and not box[0] <= after[0] <= box[2]:
        return dock(new.outline, box, (cx, at[1]), after)
    if at[0] == after[0] and box[0] <= at[0] <= box[2] and not box[1] <= after[1] <= box[3]:
        return dock(new.outline, box, (at[0], cy), after)
    width, height = old.box[2] - old.box[0] or 1.0, old.box[3] - old.box[1] or 1.0
    share = ((at[0] - old.box[0]) / width, (at[1] - old.box[1]) / height)
    wanted = (box[0] + share[0] * (box[2] - box[0]), box[1] + share[1] * (box[3] - box[1]))
    return touched(new, wanted)


def _joined(a: Point, b: Point, flat: bool) -> Points:
    """Two points joined by right-angled pieces, leaving along x (flat) or y."""
    if a[0] == b[0] or a[1] == b[1]:
        return (a, b)
    if flat:
        middle = (a[0] + b[0]) / 2
        return (a, (middle, a[1]), (middle, b[1]), b)
    middle = (a[1] + b[1]) / 2
    return (a, (a[0], middle), (b[0], middle), b)


def right_angled(points: Points) -> bool:
    return all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))


def runs_through(points: Points, box: Box) -> bool:
    """Whether a line crosses the inside of a box."""
    inner = grown(box, -1.5)
    return any(touches(piece, inner) for piece in pieces(points))
