"""What happens to boxes of an org chart that are let go somewhere: on another box, beside one, on free paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from opsdesigner.model import Id, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, centre, grown, holds, overlaps, shifted
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.organisation import boss_of, reports_of

from . import seats
from .chart import charts_of, tidy
from .chart import seats as seats_of
from .ends import Refusal
from .travel import Plan

GAP = 12.0  # px that a pinned box is put away from another pinned one
WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1))  # right, left, down, up; of two equally far the first
BESIDE = 28.0  # px from a box within which what is let go comes next to it


class Landing(NamedTuple):
    """Where boxes would go: below a boss, before or after a box in its row, or pinned where they are let go."""

    kind: Literal["boss", "before", "after", "pin", ""]
    shape: Id = ""
    reason: str = ""
    level: bool = True  # before and after are left and right, else above and below


def landing(model: Model, going: Plan, at: Point, boxes: Iterable[Shape] | None = None) -> Landing:
    """What letting go of these boxes would do, the middle of the one in hand being at a point.

    `boxes` are those that may be near the point, where the caller knows them; else all of the chart are looked at.
    """
    moving, chart = going.moving, going.diagram
    nodes = [shape.node for shape in going.chosen]
    others = (shape for shape in (_boxes(model, chart) if boxes is None else boxes) if shape.id not in moving)
    near = [shape for shape in others if holds(grown(box_of(shape), BESIDE), *at)]
    on = [shape for shape in near if holds(box_of(shape), *at)]
    if on:
        return _below(model, nodes, on[0])
    if not near:
        return Landing("pin")
    shape = min(near, key=lambda each: _away(box_of(each), at))
    return _beside(model, chart, nodes, shape, at)


def _boxes(model: Model, chart: Id) -> list[Shape]:
    return [shape for shape in model.referrers(chart, Shape) if not shape.props.flag("hidden")]


def _away(box: Box, at: Point) -> float:
    return max(box[0] - at[0], at[0] - box[2], 0.0) + max(box[1] - at[1], at[1] - box[3], 0.0)


def _below(model: Model, nodes: list[Id], boss: Shape) -> Landing:
    for node in nodes:
        answer = seats.can_report(model, node, boss.node)
        if not answer:
            return Landing("", boss.id, answer.reason)
    return Landing("boss", boss.id)


def _beside(model: Model, chart: Id, nodes: list[Id], shape: Shape, at: Point) -> Landing:
    """Left or right of a box, above or below it where its row hangs; below one that stands alone, it is the boss."""
    (x, y), box = centre(box_of(shape)), box_of(shape)
    level = box[1] <= at[1] <= box[3]
    if not level and not _hangs(model, chart, shape):
        return _below(model, nodes, shape) if at[1] > y else Landing("pin")
    boss = boss_of(model, shape.node)
    for node in nodes:
        answer = seats.can_report(model, node, boss) if boss else None
        if answer is not None and not answer:
            return Landing("", shape.id, answer.reason)
    first = at[0] < x if level else at[1] < y
    return Landing("before" if first else "after", shape.id, level=level)


def _hangs(model: Model, chart: Id, shape: Shape) -> bool:
    """Whether another one of its row stands above or below it."""
    boss = boss_of(model, shape.node)
    row = reports_of(model, boss) if boss else seats_of(model, chart, hidden=False).roots
    others = (other for id in row if id != shape.node and (other := shape_of(model, id, chart)) is not None)
    return any(other.x < shape.x + shape.width and shape.x < other.x + other.width for other in others)


def land(model: Model, going: Plan, dx: float, dy: float, primary: Id = "") -> None:
    """Lets go of boxes that were moved so far, one of them in hand. Raises Refusal."""
    held = next((shape for shape in going.chosen if shape.id == primary), going.chosen[0])
    found = landing(model, going, centre(shifted(box_of(held), dx, dy)))
    if not found.kind:
        raise Refusal(found.reason)
    with model.change("Move"):
        if found.kind == "boss":
            target = model.get(found.shape, Shape)
            assert target is not None
            seats.report_to(model, [shape.node for shape in going.chosen], target.node)
        elif found.kind == "pin":
            pin(model, going, dx, dy)
        else:
            seats.order(model, [shape.id for shape in going.chosen], found.shape, found.kind)


def pin(model: Model, going: Plan, dx: float, dy: float) -> None:
    """Boxes stay where they are put, whatever the layout would do; who hangs below them goes along."""
    with model.change("Move"):
        dx, dy = _clear_of_pinned(model, going, dx, dy)
        for shape in going.chosen:
            place = (round(shape.x + dx), round(shape.y + dy))
            model.update(shape.id, x=place[0], y=place[1], props=shape.props.having(pinned=True))
        tidy(model, going.diagram)


def _clear_of_pinned(model: Model, going: Plan, dx: float, dy: float) -> Point:
    """How far boxes go so that they stand on no other pinned one, folded away or not, which would not give way."""
    chosen = {shape.id for shape in going.chosen}
    others = (shape for shape in model.referrers(going.diagram, Shape) if shape.id not in chosen)
    fixed = [box_of(shape) for shape in others if shape.props.flag("pinned") and _is_box(model, shape)]
    moved = [shifted(box_of(shape), dx, dy) for shape in going.chosen]
    x, y = min((_clear(moved, fixed, *way) for way in WAYS), key=lambda by: abs(by[0]) + abs(by[1]))
    return dx + x, dy + y


def _is_box(model: Model, shape: Shape) -> bool:
    node = model.get(shape.node, Node)
    return node is not None and node.kind in OWNERS


def _clear(moved: list[Box], fixed: list[Box], across: int, down: int) -> Point:
    """How far boxes go in one direction until they stand on nothing that is fixed."""
    x = y = 0.0
    while met := next(((mine, box) for mine in moved for box in fixed if overlaps(shifted(mine, x, y), box)), None):
        mine, box = met
        x = (box[2] + GAP - mine[0] if across > 0 else box[0] - GAP - mine[2]) if across else 0.0
        y = (box[3] + GAP - mine[1] if down > 0 else box[1] - GAP - mine[3]) if down else 0.0
    return x, y


def let_go(model: Model, shapes: Iterable[Id]) -> None:
    """Pinned boxes go where the layout has them."""
    with model.change("Let go"):
        nodes = []
        for id in shapes:
            shape = model.get(id, Shape)
            if shape is not None and shape.props.flag("pinned"):
                model.set_props(id, pinned=None)
                nodes.append(shape.node)
        for chart in charts_of(model, nodes):
            tidy(model, chart)


def set_branch(model: Model, shapes: Iterable[Id], style: str) -> None:
    """How those below these boxes stand."""
    with model.change("Style of the branch"):
        nodes = []
        for id in shapes:
            shape = model.get(id, Shape)
            if shape is not None and isinstance(model.get(shape.node, Node), Node):
                model.set_props(id, branch=style or None)
                nodes.append(shape.node)
        for chart in charts_of(model, nodes):
            tidy(model, chart)
