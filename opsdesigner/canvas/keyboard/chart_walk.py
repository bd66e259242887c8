"""Travel on an org chart by keyboard: up to the boss, down to the first report, along the level. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsdesigner.edit.chart import Seats, is_chart, seats
from opsdesigner.model import Id, Link
from opsdesigner.model.queries import shape_of

if TYPE_CHECKING:
    from ..drawing.display import Display


def shows_chart(display: Display) -> bool:
    return is_chart(display.model, display.diagram)


def chart_walk(display: Display, at: Id, way: str) -> Id:
    """The box to go to from one, or the same where there is none; from a line to what it joins."""
    found = seats(display.model, display.diagram, hidden=False)
    if at in display.edges:
        return _end(display, at, way)
    if at not in display.shapes or display.shapes[at].node not in found.shapes:
        return _shape(found, found.roots[0]) if found.roots else at
    here = display.shapes[at].node
    boss, reports = found.boss.get(here, ""), found.reports.get(here, [])
    if way == "up":
        return _shape(found, _straight(found, here, -1) or boss) or at
    if way == "down":
        return _shape(found, reports[0] if reports else _straight(found, here, 1)) or at
    level = _level(found, here)
    to = level.index(here) + (1 if way == "right" else -1)
    return _shape(found, level[to]) if 0 <= to < len(level) else at


def _shape(found: Seats, node: Id) -> Id:
    return found.shapes[node].id if node in found.shapes else ""


def _straight(found: Seats, here: Id, step: int) -> Id:
    """The box of the same row that stands right above or below, where the row hangs on a stem."""
    row = found.reports.get(found.boss.get(here, ""), [])
    mine = found.shapes[here]
    over = [
        id
        for id in row
        if (other := found.shapes[id]).x < mine.x + mine.width
        and mine.x < other.x + other.width
        and (other.y - mine.y) * step > 0
    ]
    return min(over, key=lambda id: abs(found.shapes[id].y - mine.y), default="")


def _level(found: Seats, here: Id) -> list[Id]:
    """All as far from the top as one is, from the left to the right of the chart."""
    depth, above = 0, here
    while (above := found.boss.get(above, "")) and above:
        depth += 1
    row = found.roots
    for _ in range(depth):
        row = [report for id in row for report in found.reports.get(id, [])]
    return row


def _end(display: Display, at: Id, way: str) -> Id:
    """A line leads up to the boss, down to who reports."""
    link = display.model.get(display.edges[at].link, Link)
    if link is None or way in ("left", "right"):
        return at
    shape = shape_of(display.model, link.target if way == "up" else link.source, display.diagram)
    return shape.id if shape is not None and shape.id in display.shapes else at


def chart_order(display: Display) -> list[Id]:
    """All boxes, each before who reports to it."""
    found = seats(display.model, display.diagram, hidden=False)
    order: list[Id] = []
    pending = list(reversed(found.roots))
    while pending:
        id = pending.pop()
        order.append(found.shapes[id].id)
        pending += reversed(found.reports.get(id, []))
    return [id for id in order if id in display.shapes]


def depth_of(display: Display) -> dict[Id, int]:
    """How far each box is from the top."""
    found = seats(display.model, display.diagram)
    depth: dict[Id, int] = {}
    pending = [(id, 0) for id in found.roots]
    while pending:
        id, deep = pending.pop()
        depth[found.shapes[id].id] = deep
        pending += [(report, deep + 1) for report in found.reports.get(id, [])]
    return depth
