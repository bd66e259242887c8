"""What is in the way of something that came in or grew makes way: by the least there is, and nobody is overtaken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import inf

from opsdesigner.layout.apart import Newcomer, Standing, pushes, taken_along
from opsdesigner.model import Id, Link, Node, Shape
from opsdesigner.model.geometry import Box

from .bodies import Bodies, reach, turned
from .contents import pool_shape
from .context import container_of
from .sheet import Sheet

BEHIND = 1.0  # px


def push(
    sheet: Sheet,
    scope: Id,
    grown: Mapping[Id, Box | None],
    side: int,
    lane: Id = "",
    staying: Collection[Id] = (),
) -> list[Id] | None:
    """Moves on what is in the way of shapes, towards a side; returns what moved, None where what is pinned bars it.

    Each shape goes with the box it had before; None for one that is new here. `staying` are shapes that new ones stand
    beyond. With a lane, only what lies in it moves. What holds all these does not grow yet.
    """
    first = sheet.shape(next(iter(grown)))
    held = container_of(sheet.model, _node(sheet, first), sheet.diagram)
    pool = pool_shape(sheet, held) if held is not None else None
    loose = [id for id, before in grown.items() if before is None]
    lows = [
        turned(before or reach(sheet, shape := sheet.shape(id), _node(sheet, shape)), side).low
        for id, before in grown.items()
    ]
    for start in (min(lows) - BEHIND, -inf):  # only where what is pinned bars the way does it matter what lies behind
        bodies = Bodies(sheet, scope, side, lane, pool, loose, start)
        newcomers = {id: _newcomer(sheet, bodies, id, before, staying) for id, before in grown.items()}
        others = {id: spans for id, spans in bodies.spans.items() if id not in grown}
        standing = Standing(others, bodies.ahead, bodies.pinned, bodies.apart, bodies.ties)
        hanging = {id: on for id, on in bodies.hanging.items() if id not in grown}
        by = pushes(standing, newcomers, both=start == -inf)
        if by is not None:
            return bodies.shift(taken_along(standing, newcomers, by, hanging))
    return None


def _newcomer(sheet: Sheet, bodies: Bodies, id: Id, before: Box | None, staying: Collection[Id]) -> Newcomer:
    shape = sheet.shape(id)
    node = _node(sheet, shape)
    now = turned(reach(sheet, shape, node), bodies.side)
    leads = {bodies.body_of.get(link.target, "") for link in sheet.model.referrers(node.id, Link, "source")}
    ahead = {each for each in leads & bodies.members.keys() if each != id and each not in staying}
    if before is None:  # a loop back does not push what it leads to
        ahead = {each for each in ahead if bodies.spans[each][0].high > now.low}
        return Newcomer(now, None, frozenset(ahead), frozenset(staying))
    was = turned(before, bodies.side)
    was = now._replace(low=min(was.low, now.low), high=now.high - (turned(sheet.box(id), bodies.side).high - was.high))
    return Newcomer(now, was, frozenset(ahead), frozenset(staying))


def _node(sheet: Sheet, shape: Shape) -> Node:
    node = sheet.model.get(shape.node, Node)
    assert node is not None
    return node
