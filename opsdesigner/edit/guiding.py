"""Lines that run clear again after shapes went somewhere: what is clean stays as it is, what is hit is led round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from typing import NamedTuple

from opsdesigner.layout.nudging import nudged
from opsdesigner.model import Edge, Id, Link, Model, Record, Shape
from opsdesigner.model.geometry import Box, box_of, centre, grown, moved, pieces, touches, union
from opsdesigner.model.queries import shape_of

from .around import around, holders_of, merges, walls_among
from .ground import Cells, Ground, Index, Points
from .lines import habit_of, rounded, site_of
from .names_clear import clear_names
from .routing import Around, Site, across, routed
from .sheet import with_points
from .straight import straighten

LED = ("sequenceFlow", "messageFlow")
SEVERAL = 4  # shapes and lines from which an index is made where none is given
FEW = 8  # shapes round each of which lines are looked for; round more of them all at once
NEEDLESS = 2  # bends more than the plain way has, that make a line silly
DETOUR, SLACK = 1.6, 80.0  # times longer than the plain way, and px more, that do so too
FREE = 32.0  # px beside a line that are looked at before a piece of it goes aside
BENT = 4  # points; lines with fewer have no needless bends

Pairs = Mapping[Id, tuple[Record | None, Record | None]]


class Thread(NamedTuple):
    """A line that may have to be led round something, with what it joins now, and what it was before."""

    edge: Edge
    link: Link
    first: Shape
    last: Shape
    start: Site
    end: Site
    before: Points = ()  # none where the line is new
    was: tuple[Site, Site] | None = None


@contextmanager
def led(model: Model, diagram: Id, label: str, index: Index | None = None) -> Iterator[None]:
    """A change after which no line of a page runs through what was moved, grew or came, where there is a way round.

    `index` answers by the places before the change. Lines with bends made by hand keep them.
    """
    with model.change(label):
        yield
        clear(model, diagram, index)


def clear(model: Model, diagram: Id, index: Index | None = None) -> None:
    """Leads lines round what the open change has put; inside a change."""
    done = model.pending
    came = [shape for pair in done.values() if (shape := _moved(*pair, diagram)) is not None]
    anew = [edge for pair in done.values() if (edge := _led(*pair, diagram)) is not None]
    if not came and not anew:
        return
    lines = {edge.id: edge.points for edge in anew}
    ground = Ground(model, diagram, index, {shape.id: box_of(shape) for shape in came}, lines)
    if index is None and len(came) + len(anew) > SEVERAL:
        ground.index = Cells.of(model, diagram)
    hit = covered(ground, came, lines)
    own, others = _threads(model, _met(ground, anew, done), done), _threads(model, hit, done)
    for thread in (*own, *others):
        edge = thread.edge
        made = mended(ground, thread, edge.points)
        if made != edge.points:
            ground.run(edge.id, made)
            model.put(with_points(edge, made))
    done = model.pending
    turned = (done[id] for id in lines if id in done)
    clear_names(ground, done, [now.id for was, now in turned if isinstance(now, Edge) and not _carried(was, now)])


def _moved(before: Record | None, after: Record | None, diagram: Id) -> Shape | None:
    """The shape, where it came, or has another place or size."""
    if not isinstance(after, Shape) or after.diagram != diagram:
        return None
    return None if isinstance(before, Shape) and box_of(before) == box_of(after) else after


def _led(before: Record | None, after: Record | None, diagram: Id) -> Edge | None:
    """The line, where it came or runs another way."""
    if not isinstance(after, Edge) or after.diagram != diagram or len(after.points) < 2:
        return None
    return None if isinstance(before, Edge) and before.points == after.points else after


def _met(ground: Ground, edges: Collection[Edge], done: Pairs) -> list[Edge]:
    """The lines without those that were only carried along and met nothing there."""
    along = {edge.id: edge for edge in edges if _carried(done[edge.id][0], edge)}
    if not along:
        return list(edges)
    reach = {id: grown(union(pieces(edge.points)), 1.0) for id, edge in along.items()}
    standing = Cells()
    boxes = {each.id: ground.box(each) for each in ground.near(union(reach.values())).shapes}
    for id, box in boxes.items():
        if id not in ground.boxes:
            standing.file(id, box)
    free = {id for id, box in reach.items() if not any(touches(box, boxes[each]) for each in standing.touching(box))}
    return [edge for edge in edges if edge.id not in free]


def _carried(before: Record | None, after: Edge) -> bool:
    if not isinstance(before, Edge) or len(before.points) != len(after.points):
        return False
    (ax, ay), (bx, by) = before.points[0], after.points[0]
    return moved(before.points, bx - ax, by - ay) == after.points


def _threads(model: Model, edges: Iterable[Edge], done: Pairs) -> list[Thread]:
    return in_order(model, [thread for edge in edges if (thread := _thread(model, edge, done)) is not None])


def _thread(model: Model, edge: Edge, done: Pairs) -> Thread | None:
    """A line with its ends; None where it is to stay as it is: bent by hand, straight by nature, a loop."""
    link = model.get(edge.link, Link)
    if link is None or not is_led(edge, link):
        return None
    first, last = shape_of(model, link.source, edge.diagram), shape_of(model, link.target, edge.diagram)
    if first is None or last is None:
        return None
    start, end = site_of(model, first), site_of(model, last)
    old = done.get(edge.id, (edge, edge))[0]
    was = (_before(first, start, done), _before(last, end, done))
    return Thread(edge, link, first, last, start, end, old.points if isinstance(old, Edge) else (), was)


def _before(shape: Shape, site: Site, done: Pairs) -> Site:
    old = done.get(shape.id, (shape, shape))[0]
    return site._replace(box=box_of(old)) if isinstance(old, Shape) else site


def is_led(edge: Edge, link: Link) -> bool:
    """Whether the program leads a line: neither one bent by hand, nor a loop, nor one that is straight by nature."""
    return link.kind in LED and link.source != link.target and not edge.props.flag("handmade")


def in_order(model: Model, threads: Iterable[Thread]) -> list[Thread]:
    """Short lines first, for they have the least choice; the older before the younger."""

    def rank(thread: Thread) -> tuple[float, int]:
        (ax, ay), (bx, by) = centre(thread.start.box), centre(thread.end.box)
        return abs(ax - bx) + abs(ay - by), model.seniority(thread.edge.id)

    return sorted(threads, key=rank)


def covered(ground: Ground, came: Collection[Shape], known: Collection[Id]) -> list[Edge]:
    """The lines, other than those known, that run through solid shapes that came."""
    boxes = {shape.id: ground.box(shape) for shape in came}
    rooms = list(boxes.values()) if len(boxes) <= FEW else [union(boxes.values())]
    found: dict[Id, Edge] = {}
    for room in rooms:
        shapes, edges, _ = ground.near(grown(room, -1.0))
        solid = [shape for shape in shapes if shape.id in boxes]
        for edge in edges:
            if edge.id not in known and edge.id not in found and any(_covers(ground, each, edge) for each in solid):
                found[edge.id] = edge
    return list(found.values())


def _covers(ground: Ground, shape: Shape, edge: Edge) -> bool:
    box = ground.box(shape)
    if not touches(ground.reach(edge), box) or not across(ground.points(edge), box):
        return False
    link = ground.model.get(edge.link, Link)
    return link is not None and shape.node not in holders_of(ground.model, link.source, link.target)


def mended(ground: Ground, thread: Thread, now: Points) -> Points:
    """How a line runs best that runs like this now: the same where it is clean, and as it was meant."""
    near = near_by(ground, thread, now)
    hit, shared = near.hit(now), near.shared(now)
    if not hit:
        worse = shared and len(shared) > len(near.shared(thread.before) if thread.before else ())
        if not worse and not _silly(thread, now):
            return now
        if worse and (aside := _aside(ground, thread, now)):
            return aside
    looked = around(ground.model, thread.first, thread.last, thread.link.kind, ground, thread.edge.id)
    plain = _plain(thread.start, thread.end, thread.link.kind)
    if not hit and not shared:
        return now if looked.met(plain) else plain
    made = rounded(thread.start, thread.end, thread.link.kind, plain, looked, known=now)
    better = len(looked.hit(made)) < len(hit) or (not looked.hit(made) and len(looked.shared(made)) < len(shared))
    return made if better else now


def _aside(ground: Ground, thread: Thread, now: Points) -> Points:
    """The line in its form, a little beside those it runs in one with; () where that is not enough."""
    looked = near_by(ground, thread, now, FREE)
    made = nudged(now, looked.walls, looked.runs)
    return made if made and not looked.met(made) else ()


def near_by(ground: Ground, thread: Thread, line: Points, reach: float = 3.0) -> Around:
    """What a line may run through or along with, where it runs now."""
    model, link = ground.model, thread.link
    shapes, edges, _ = ground.near(grown(union(pieces(line)), reach))
    walls = walls_among(ground, shapes, thread.first, thread.last)
    runs: list[Box] = []
    for edge in edges:
        if edge.id != thread.edge.id and not merges(model.get(edge.link, Link), thread.first, thread.last, link.kind):
            runs += pieces(ground.points(edge))
    return Around(walls, runs)


def _plain(start: Site, end: Site, kind: str) -> Points:
    return straighten(routed(start, end, habit_of(kind)), start, end)


def _silly(thread: Thread, now: Points) -> bool:
    """Whether a line has needless bends or makes a detour that it did not make before of its own accord."""
    if len(now) <= BENT and _length(now) <= DETOUR * _length((now[0], now[-1])) + SLACK:
        return False
    if not _needless(now, _plain(thread.start, thread.end, thread.link.kind)):
        return False
    if thread.was is None or not thread.before:
        return True
    return not _needless(thread.before, _plain(*thread.was, thread.link.kind))


def _needless(line: Points, plain: Points) -> bool:
    return len(line) >= len(plain) + NEEDLESS or _length(line) > DETOUR * _length(plain) + SLACK


def _length(points: Points) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))
