"""The lines of an org chart: who reports to whom, right-angled from foot to top or from a stem, and the dotted ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from opsdesigner.model.geometry import Box as Frame
from opsdesigner.model.geometry import straightened
from opsdesigner.model.records import Point

from .channels import DOWN, LEFT, RIGHT, UP, Channels, Dock
from .tree import Arrangement
from .tree_styles import BUS, Join

STRAIGHT = 0.75  # px, a smaller jog is none
CORNER, MIDDLE = 8.0, 6.0  # px dotted lines keep from the corners of a box and from where reporting lines meet it
Points = tuple[Point, ...]
Lines = dict[tuple[str, str], Points]


def lines(arrangement: Arrangement) -> Lines:
    """The line of each report, from the boss's outline to the report's."""
    frames, joins = arrangement.frames(), arrangement.joins
    found: Lines = {}
    channels: Channels | None = None
    for report, boss in arrangement.boss.items():
        upper, lower, join = frames[boss], frames[report], joins.get(report)
        ways: Sequence[Points] = (_stem(upper, lower, join),) if join else _drops(upper, lower)
        if not arrangement.free:
            channels = channels or Channels(frames.values())
            ways = _free(channels, upper, lower, ways) or ways
        found[boss, report] = ways[0]
    return found


def dotted(frames: Mapping[str, Frame], pairs: Iterable[tuple[str, str]]) -> Lines:
    """The line of each second boss and report, in the gaps between the boxes; a pair not on the page has none.

    Where boxes leave no way at all it runs straight from one to the other and round the corner.
    """
    shown = [(boss, report) for boss, report in pairs if boss in frames and report in frames and boss != report]
    if not shown:
        return {}
    channels = Channels(frames.values())
    found: Lines = {}
    for boss, report in shown:
        upper, lower = frames[boss], frames[report]
        way = channels.way(upper, lower, _dotted_docks(upper), _dotted_docks(lower))
        found[boss, report] = _slid(channels, upper, lower, way) if way else _elbow(upper, lower)
        channels.take(found[boss, report])
    return found


def _stem(upper: Frame, lower: Frame, join: Join) -> Points:
    """Down a stem and to the side of the box that faces it."""
    stem, bus = upper[0] + join[0], join[1]
    middle = (lower[1] + lower[3]) / 2
    side = lower[0] if lower[0] >= stem else lower[2]
    if bus is None:
        return ((stem, upper[3]), (stem, middle), (side, middle))
    foot, level = (upper[0] + upper[2]) / 2, upper[1] + bus
    if abs(foot - stem) < STRAIGHT:
        return ((foot, upper[3]), (foot, middle), (side, middle))
    return ((foot, upper[3]), (foot, level), (stem, level), (stem, middle), (side, middle))


def _drops(upper: Frame, lower: Frame) -> tuple[Points, ...]:
    """From the foot along a line above the report, or else below the boss, to the report's top."""
    foot, top = (upper[0] + upper[2]) / 2, (lower[0] + lower[2]) / 2
    if abs(foot - top) < STRAIGHT:
        return (((foot, upper[3]), (foot, lower[1])),)
    levels = (lower[1] - BUS, upper[3] + BUS)
    return tuple(((foot, upper[3]), (foot, level), (top, level), (top, lower[1])) for level in levels)


def _free(channels: Channels, upper: Frame, lower: Frame, ways: Iterable[Points]) -> Sequence[Points]:
    """The ways that run through no box; where none does, one round the boxes, if there is any."""
    free = [way for way in ways if _leaves(way, upper, lower) and channels.grid.clear(way)]
    return free or [way for way in (_round(channels, upper, lower),) if way]


def _leaves(way: Points, upper: Frame, lower: Frame) -> bool:
    """Whether a line goes down from a boss, not back up through it, and reaches the report from outside."""
    return way[1][1] >= upper[3] and (way[-1][0] != way[-2][0] or way[-2][1] <= lower[1])


def _round(channels: Channels, upper: Frame, lower: Frame) -> Points | None:
    x, y = (upper[0] + upper[2]) / 2, (lower[1] + lower[3]) / 2
    ends: tuple[Dock, ...] = (((lower[0] + lower[2]) / 2, lower[1], UP), (lower[0], y, LEFT), (lower[2], y, RIGHT))
    return channels.way(upper, lower, ((x, upper[3], DOWN),), ends)


def _dotted_docks(frame: Frame) -> tuple[Dock, ...]:
    """Beside the places where reporting lines meet a box."""
    left, top, right, bottom = frame
    low, width = top + (bottom - top) * 0.75, right - left
    ends = [(left, low, LEFT), (right, low, RIGHT)]
    for share in (0.25, 0.75):
        ends += [(left + width * share, top, UP), (left + width * share, bottom, DOWN)]
    return tuple(ends)


def _slid(channels: Channels, upper: Frame, lower: Frame, way: Points) -> Points:
    """The way without a jog right at an end, where it can meet the outline a little further along instead."""
    for frame in (lower, upper):
        way = tuple(reversed(way))
        if len(way) > 3 and (end := _along(frame, way[0], way[1], way[2])):
            shorter = (end, *way[3:])
            if channels.grid.clear(shorter):
                way = shorter
    return way


def _along(frame: Frame, dock: Point, near: Point, far: Point) -> Point | None:
    """A dock on the same side straight ahead of the far point; None outside the side or where reporting lines end."""
    axis = 0 if dock[0] == near[0] else 1  # along which the dock slides
    low, high = frame[axis] + CORNER, frame[axis + 2] - CORNER
    middle = (frame[axis] + frame[axis + 2]) / 2
    if not low <= far[axis] <= high or abs(far[axis] - middle) < MIDDLE:
        return None
    return (far[0], dock[1]) if axis == 0 else (dock[0], far[1])


def _elbow(upper: Frame, lower: Frame) -> Points:
    x, y = (upper[0] + upper[2]) / 2, (lower[1] + lower[3]) / 2
    side = lower[0] if lower[0] >= x else lower[2]
    return straightened(((x, upper[3]), (x, y), (side, y)))
