"""What happens to boxes of an org chart that are let go somewhere: on another box, beside one, on free paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from opsdesigner.model import Id, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, centre, grown, holds, shifted
from opsdesigner.notation.organisation import boss_of

from . import seats
from .chart import charts_of, tidy
from .chart import seats as seats_of
from .ends import Refusal
from .travel import Plan

BESIDE = 28.0  # px from a box within which what is let go comes next to it


class Landing(NamedTuple):
    """Where boxes would go: below a boss, before or after a box in its row, or pinned where they are let go."""

    kind: Literal["boss", "before", "after", "pin", ""]
    shape: Id = ""
    reason: str = ""


def landing(model: Model, going: Plan, at: Point) -> Landing:
    """What letting go of these boxes would do, the middle of the one in hand being at a point."""
    moving, chart = going.moving, going.diagram
    nodes = [shape.node for shape in going.chosen]
    others = (shape for shape in _boxes(model, chart) if shape.id not in moving)
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
    return Landing("before" if first else "after", shape.id)


def _hangs(model: Model, chart: Id, shape: Shape) -> bool:
    """Whether another one of its row stands above or below it."""
    found = seats_of(model, chart, hidden=False)
    boss = found.boss.get(shape.node, "")
    row = found.reports[boss] if boss else found.roots
    others = (found.shapes[id] for id in row if id != shape.node)
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
            for shape in going.chosen:
                place = (round(shape.x + dx), round(shape.y + dy))
                model.update(shape.id, x=place[0], y=place[1], props=shape.props.having(pinned=True))
            tidy(model, going.diagram)
        else:
            seats.order(model, [shape.id for shape in going.chosen], found.shape, found.kind)


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
