"""A line led round what stands in its way: where it may dock, how far to look for a way."""

from __future__ import annotations

from opsdesigner.layout.astar import way
from opsdesigner.layout.visibility import Port, Scene, scene_in
from opsdesigner.model import Point
from opsdesigner.model.geometry import Box, centre, contains, overlaps

from .routing import BOTTOM, LEFT, RIGHT, TOP, Around, Points, Site, ends_at, side_of, touched

LEAVES = {RIGHT: 0.0, BOTTOM: 20.0, TOP: 22.0, LEFT: 70.0}  # px a line is rather longer than to leave by a side
ENTERS = {LEFT: 0.0, TOP: 16.0, BOTTOM: 18.0, RIGHT: 70.0}
CORNER = 12.0  # the same for a gateway's corners up and down
UPRIGHT = {TOP: 0.0, BOTTOM: 0.0, LEFT: 60.0, RIGHT: 60.0}  # for messages
TAKEN, SHARED, ASIDE = 60.0, 30.0, 8.0  # for a dock of another line, of one to merge with, beside the middle of a side
CORNERED = 60.0  # for the corner of a gateway that another branch has: each is easier read at one of its own
KEPT = 24.0  # what a dock that the line has already costs less
LONG = 160.0  # px; a longer side has docks all along
ROOM = 12.0  # px from the corner of a long side


def led(
    start: Site,
    end: Site,
    habit: str,
    around: Around,
    start_at: Point | None = None,
    end_at: Point | None = None,
    known: Points = (),
) -> Points:
    """The best line round all that stands there; () where there is none. Docks of the line known so far are liked."""
    first, last = (known[0], known[-1]) if known else (None, None)
    starts = _ports(start, end, LEAVES if habit == "flow" else UPRIGHT, around, start_at, first)
    goals = _ports(end, start, ENTERS if habit == "flow" else UPRIGHT, around, end_at, last)
    boxes = (start.box, end.box)
    looked: Around | None = around
    widest, seen = around, ((0.0, 0.0, 0.0, 0.0), 0)
    while looked is not None:
        scene, widest = _scene(looked, *boxes), looked
        if (scene.room, len(scene.walls)) != seen and (found := way(scene, boxes, starts, goals, looked.effort)):
            return found
        seen = (scene.room, len(scene.walls))
        looked = looked.wider() if looked.wider else None
    if widest.frame is None:
        return ()
    return way(_scene(widest._replace(frame=None), *boxes), boxes, starts, goals, widest.effort)


def _scene(around: Around, start: Box, end: Box) -> Scene:
    """What is known of the room; what lies under or over an end is in nobody's way."""
    room = around.room
    if around.frame is not None:
        frame = around.frame
        room = (max(room[0], frame[0]), max(room[1], frame[1]), min(room[2], frame[2]), min(room[3], frame[3]))
    walls = [wall for wall in around.walls if not (_under(wall, start) or _under(wall, end))]
    return scene_in(room, walls, around.names, (*around.runs, *around.borders))


def _under(wall: Box, end: Box) -> bool:
    return overlaps(wall, end) and (contains(wall, end) or contains(end, wall))


def _ports(
    site: Site, other: Site, costs: dict[int, float], around: Around, at: Point | None, kept: Point | None
) -> list[Port]:
    if at is not None:
        side = side_of(site, touched(site, at))
        return [Port(_on_side(site.box, side, touched(site, at)), side)]
    found: list[Port] = []
    for side in (site.side,) if site.side >= 0 else (RIGHT, BOTTOM, TOP, LEFT):
        cost = min(CORNER, costs[side]) if site.outline == "diamond" and side % 2 else costs[side]
        found += _along(site, other, side, cost if site.side < 0 else 0.0, around)
    if kept is None:
        return found
    side = side_of(site, kept)
    place = _on_side(site.box, side, kept)
    port = next((each for each in found if each.at == place), Port(place, side, costs[side]))
    liked = port._replace(cost=max(0.0, port.cost - KEPT))
    return [liked, *(each for each in found if each.at != place)] if site.side in (-1, side) else found


def _along(site: Site, other: Site, side: int, cost: float, around: Around) -> list[Port]:
    """The docks of a side: its middle; others where that is taken, and facing the other end where it is long."""
    box, axis = site.box, 1 - side % 2
    middle, length = centre(box), box[axis + 2] - box[axis]
    along = [middle[axis]]
    if site.outline == "rect" and length > LONG:
        along.append(min(max(centre(other.box)[axis], box[axis] + ROOM), box[axis + 2] - ROOM))
    places = [_on_side(box, side, _put(middle, axis, place)) for place in dict.fromkeys(along)]
    shared = CORNERED if site.outline == "diamond" else SHARED
    found = [Port(at, side, cost + (shared if at in around.forks else 0.0)) for at in places]
    if not any(_taken(port.at, around) for port in found):
        return found
    free = [port if not _taken(port.at, around) else port._replace(cost=cost + TAKEN) for port in found]
    if site.outline == "rect" and length >= 4 * ROOM:
        for by in (-length / 4, length / 4):
            port = Port(_on_side(box, side, _put(middle, axis, middle[axis] + by)), side, cost + ASIDE)
            free.append(port if not _taken(port.at, around) else port._replace(cost=cost + TAKEN))
    return free


def _taken(at: Point, around: Around) -> bool:
    """Whether a line that must not be joined docks at a point."""
    return any(ends_at(run, at) for run in around.runs)


def _on_side(box: Box, side: int, at: Point) -> Point:
    """The point of a side of a box beside a point of the outline in it."""
    return (box[side], at[1]) if side % 2 == 0 else (at[0], box[side])


def _put(point: Point, axis: int, value: float) -> Point:
    return (value, point[1]) if axis == 0 else (point[0], value)
