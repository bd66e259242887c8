"""What is wrong with a drawing, read off its shapes and lines: for every layout of ours, and for people's drawings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from opsdesigner.model import Id, Model, Point
from opsdesigner.model.geometry import Box, centre, contains, grown
from opsdesigner.notation.kinds import LINKS

from .drawing import Drawing, Line, Stand
from .mesh import Mesh
from .name_faults import names_of, names_on
from .outlines import enters, off
from .run_faults import LOOSE, docks, shared
from .yardstick import OURS, Fault, Faults, Measure, breathing

MOST = 5000  # faults of one page
EVENTS = frozenset({"start", "event", "end", "boundary"})
AT_LARGE = frozenset({"note", "data", "store", "boundary"})  # families that people stand over the edge of a pool


def faults(model: Model, diagram: Id, measure: Measure = OURS, within: Box | None = None) -> list[Fault]:
    """All that is wrong on a diagram, or among what reaches into a part of it, each with the ids it is about."""
    return [fault for fault in look(model, diagram, measure, within) if fault is not None]


def look(model: Model, diagram: Id, measure: Measure = OURS, within: Box | None = None) -> Faults:
    """The same bit by bit, for as long as the model stays as it is; of a page in ruins the first MOST."""
    drawing = Drawing(model, diagram)
    yield from drawing.read()
    if within is not None:
        drawing.keep(within)
    checks = (_overlaps, _outside, _lines, shared, docks)
    every = chain.from_iterable(check(drawing, measure) for check in checks)
    found = 0
    for fault in every:
        yield fault
        found += fault is not None
        if found == MOST:
            return


# shapes


def _overlaps(drawing: Drawing, measure: Measure) -> Faults:
    for family in ("", "pool", "lane"):
        stands = [stand for stand in drawing.stands if stand.family == family] if family else drawing.solid
        mesh = Mesh([grown(stand.box, -measure.overlap / 2) for stand in stands])
        yield from mesh.fill()
        for number, pair in enumerate(mesh.pairs()):
            yield from breathing(number)
            if pair is not None:
                a, b = stands[pair[0]], stands[pair[1]]
                if not (_nested(a, b, measure) if family else _belong(drawing, a, b, measure)):
                    yield "overlap", a.shape.id, b.shape.id


def _nested(a: Stand, b: Stand, measure: Measure) -> bool:
    """Whether a pool or lane may lie on another: a lane in a lane, or one drawn twice."""
    spare = measure.overlap / 2
    return a.node.id == b.node.id or contains(grown(a.box, spare), b.box) or contains(grown(b.box, spare), a.box)


def _belong(drawing: Drawing, a: Stand, b: Stand, measure: Measure) -> bool:
    """Whether one of two shapes is meant to lie on the other."""
    if a.node.host == b.node.id or b.node.host == a.node.id:
        return True
    for x, y in ((a, b), (b, a)):
        if drawing.holds(x) and (contains(x.box, y.box) or (y.family == "boundary" and _hosted_in(drawing, y, x))):
            return True
        if x.family == "boundary" and drawing.holds(y) and _hosted_in(drawing, x, y):
            return True
        if not measure.strict and (drawing.frames(x, y) or _sits(drawing, y, x)):
            return True
    return False


def _sits(drawing: Drawing, event: Stand, step: Stand) -> bool:
    """Whether an event is drawn on the edge of a step, as some programs file those on its edge."""
    return (
        event.family in EVENTS
        and step.family == "step"
        and off("rect", step.box, centre(event.box)) <= event.shape.width / 4
    )


def _hosted_in(drawing: Drawing, event: Stand, outer: Stand) -> bool:
    return any(each is outer for each in drawing.around(event))


def _outside(drawing: Drawing, measure: Measure) -> Faults:
    for number, stand in enumerate(drawing.stands):
        yield from breathing(number)
        if stand.family in ("group", "message", "pool", "process"):
            continue
        if stand.family in AT_LARGE and not measure.strict:
            continue
        for outer in drawing.around(stand):
            if not drawing.shut(outer) and not contains(grown(outer.box, measure.rim), stand.box):
                yield "outside", stand.shape.id, outer.shape.id
                if not measure.strict:
                    break


# lines


def _lines(drawing: Drawing, measure: Measure) -> Faults:
    """What each line does by itself, what it runs under, and which names stand on what."""
    named, solid = names_of(drawing, measure), drawing.solid
    mesh = Mesh([*(stand.box for stand in solid), *(name.box for name in named)])
    yield from mesh.fill()
    for number, line in enumerate(drawing.lines):
        yield from breathing(number)
        id, points = line.edge.id, line.edge.points
        if len(points) < 2:
            yield "short", id
            continue
        loose = [end for end, stand, point in line.ends if stand and not _docked(drawing, stand, point, measure.dock)]
        yield from (("undocked", id, end) for end in loose)
        if loose and not measure.strict:
            continue  # where else it runs is told when its ends are where they belong
        if (measure.strict or LINKS[line.link.kind].family not in LOOSE) and _slanted(points, measure.slant):
            yield "slanted", id
        for hit in sorted(mesh.along(points)):
            if hit >= len(solid):
                if named[hit - len(solid)].on(line, measure.strict):
                    yield "name on line", named[hit - len(solid)].id, id
            elif solid[hit].node.id not in loose and _under(drawing, line, solid[hit], measure):
                yield "through", id, solid[hit].shape.id
    yield from names_on(drawing, named, mesh, measure.strict)


def _slanted(points: Sequence[Point], most: float) -> bool:
    return any(abs(ax - bx) > most and abs(ay - by) > most for (ax, ay), (bx, by) in pairwise(points))


def _docked(drawing: Drawing, stand: Stand, point: Point, most: float) -> bool:
    """Whether a point lies on the outline of a shape, or of another shape of the same node."""
    every = (stand, *drawing.again.get(stand.node.id, ()))
    return any(off(drawing.outline(each), each.box, point) <= most for each in every)


def _under(drawing: Drawing, line: Line, stand: Stand, measure: Measure) -> bool:
    """Whether a line runs through a shape that has nothing to do with what it joins."""
    for end in (line.source, line.target):
        if end is not None and end is not stand and _carries(drawing, stand, end, measure):
            return False
    box, outline = grown(stand.box, -measure.deep), drawing.outline(stand)
    return any(enters(outline, box, a, b) for a, b in pairwise(line.edge.points))


def _carries(drawing: Drawing, stand: Stand, other: Stand, measure: Measure) -> bool:
    """Whether another shape is drawn inside one, or sits on it."""
    if other.node.host == stand.node.id or (contains(stand.box, other.box) and drawing.holds(stand)):
        return True
    return not measure.strict and (drawing.frames(stand, other) or _sits(drawing, other, stand))
