"""Steps handed to the next lane, or the one before, to a free spot in it."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from opsdesigner.model import Edge, Id, Link, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, centre, grown, overlaps, pieces, shifted
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.looks import HEADER

from .contents import lane_contents, pool_shape, stacking
from .context import Refusal, lanes_in, place_of
from .guiding import led
from .moving import relocate
from .rerouting import lead_anew
from .sheet import Sheet
from .travel import Plan, plan

CLEAR, ASIDE = 8.0, 160  # px round a step handed to another lane, and how far it slides along it
WAYS = (("to the left", "to the right"), ("above", "below"))  # by the direction that lanes are stacked in
BELOW = 32.0  # px between a step and the one above it that keeps its column


def leaves(model: Model, frame: Shape) -> list[Shape]:
    """The innermost lanes of a pool, in order."""
    lanes = lanes_in(model, frame)
    return [leaf for lane in lanes for leaf in leaves(model, lane)] if lanes else [frame]


def to_next(model: Model, ids: Iterable[Id], step: int = 1) -> None:
    """Hands steps to the next lane (or, with -1, the one before), to the nearest free spot in it. Raises Refusal."""
    going = _going(model, ids)
    wished = {shape.id: _across(model, shape, step) for shape in going.chosen}
    with led(model, going.diagram, "Next lane" if step > 0 else "Lane before"):
        _hand(model, going, wished)


def hand_to(model: Model, ids: Iterable[Id], lane: Shape) -> None:
    """Hands steps to a lane of their pool, below what stands in their column there. Raises Refusal."""
    going = _going(model, [id for id in ids if (shape := model.get(id, Shape)) and _lane_of(model, shape) != lane])
    wished = {shape.id: (lane, _beside(model, shape, lane)) for shape in going.chosen}
    with led(model, going.diagram, "Hand over"):
        _hand(model, going, wished, aside=0)


def _going(model: Model, ids: Iterable[Id]) -> Plan:
    """The steps among these that lie in a lane. Raises Refusal where there are none."""
    going = plan(model, [id for id in ids if _has_lane(model, id)])
    if not going.chosen:
        raise Refusal("What is selected lies in no lane")
    return going


def _hand(model: Model, going: Plan, wished: dict[Id, tuple[Shape, Box]], aside: int = ASIDE) -> None:
    """Moves each to the lane it is wished in, at its place there or so far beside it."""
    taken = {lane.id: _standing(model, lane, going.moving) for lane, _ in wished.values()}
    lines = _passing(model, going)
    moves: dict[Id, Point] = {}
    # Who finds the wished place free gets it before the others look round for one.
    for shape in sorted(going.chosen, key=lambda each: not _free(wished[each.id][1], taken[wished[each.id][0].id])):
        lane, place = wished[shape.id]
        place = _free_spot(place, box_of(lane), stacking(lane), taken[lane.id], lines, aside)
        taken[lane.id].append(place)
        moves[shape.id] = (place[0] - shape.x, place[1] - shape.y)
    relocate(model, going, moves, {id: place_of(model, lane) for id, (lane, _) in wished.items()})
    lead_anew(model, _left_behind(model, going))


def _left_behind(model: Model, going: Plan) -> list[Id]:
    """The flows between what went to another lane and what did not, but for those bent by hand."""
    ends = {shape.node for shape in going.shapes}
    links = {link for node in ends for link in model.referrers(node, Link) if link.kind == "sequenceFlow"}
    edges = (
        edge for link in links if not {link.source, link.target} <= ends for edge in model.referrers(link.id, Edge)
    )
    return sorted(edge.id for edge in edges if edge.diagram == going.diagram and not edge.props.flag("handmade"))


def _across(model: Model, shape: Shape, step: int) -> tuple[Shape, Box]:
    """The lane so many further, and where a shape would stand in it at the same height. Raises Refusal."""
    lane = _lane_of(model, shape)
    order = leaves(model, pool_shape(Sheet(model, shape.diagram), lane))
    index = [each.id for each in order].index(lane.id) + step
    if not 0 <= index < len(order):
        raise Refusal(f"There is no further lane {WAYS[stacking(lane)][step > 0]} in this pool")
    return order[index], _beside(model, shape, order[index])


def _beside(model: Model, shape: Shape, to: Shape) -> Box:
    """Where a shape would stand in another lane, at the same height."""
    lane = _lane_of(model, shape)
    stack, target = stacking(lane), box_of(to)
    offset = centre(box_of(shape))[stack] - box_of(lane)[stack]
    offset = min(offset, max(target[stack + 2] - target[stack] - 8.0, 8.0))
    far = target[stack] + offset - centre(box_of(shape))[stack]
    return shifted(box_of(shape), *((far, 0.0) if stack == 0 else (0.0, far)))


def _lane_of(model: Model, shape: Shape) -> Shape:
    """The lane a shape stands in. Raises Refusal where none is drawn."""
    node = model.get(shape.node, Node)
    lane = shape_of(model, node.lane, shape.diagram) if node else None
    if lane is None:
        raise Refusal("What is selected lies in no lane")
    return lane


def _standing(model: Model, lane: Shape, moving: frozenset[Id]) -> list[Box]:
    """The boxes of what stands in a lane and stays there."""
    inner = lane_contents(Sheet(model, lane.diagram), lane)
    return [box_of(shape) for id in inner if id not in {lane.id, *moving} and (shape := model.get(id, Shape))]


def _passing(model: Model, going: Plan) -> list[Box]:
    """The pieces of the flows that neither start nor end at what moves."""
    ends = {shape.node for shape in going.shapes}
    links = ((edge, model.get(edge.link, Link)) for edge in model.referrers(going.diagram, Edge))
    return [
        piece
        for edge, link in links
        if link is not None and link.kind == "sequenceFlow" and not ends & {link.source, link.target}
        for piece in pieces(edge.points)
    ]


def _free_spot(wished: Box, lane: Box, stack: int, taken: list[Box], lines: list[Box], aside: int) -> Box:
    """The free place in a lane nearest to the one wished for; where there is none, beyond what stands in its way.

    One that no flow runs through is better.
    """
    if _free(wished, taken + lines):
        return wished
    along, low, high = 1 - stack, lane[stack] + CLEAR, lane[stack + 2] - CLEAR - (wished[stack + 2] - wished[stack])
    heights = {wished[stack], *((low, (low + high) / 2, high) if low < high else ())}
    ways = [(far, height - wished[stack]) for far in range(-aside, aside + 1, 8) for height in heights]
    ways.sort(key=lambda way: (abs(way[0]) + abs(way[1]), way))
    places = [shifted(wished, *(way if stack else way[::-1])) for way in ways]
    places = [place for place in places if place[along] >= lane[along] + HEADER + CLEAR]
    for walls in (taken + lines, taken):
        if found := next((place for place in places if _free(place, walls)), None):
            return found
    column = [box for box in taken if overlaps(box, _strip(wished, along))]
    down = max(box[stack + 2] for box in column) + (CLEAR if aside else BELOW) - wished[stack]
    return shifted(wished, *((0.0, down) if stack else (down, 0.0)))


def _strip(box: Box, axis: int) -> Box:
    """The endless strip along which a box would slide off, with what it keeps clear."""
    low, high = box[axis] - CLEAR, box[axis + 2] + CLEAR
    return (low, -inf, high, inf) if axis == 0 else (-inf, low, inf, high)


def _free(place: Box, taken: list[Box]) -> bool:
    return not any(overlaps(grown(place, CLEAR - 1), each) for each in taken)


def _has_lane(model: Model, id: Id) -> bool:
    shape = model.get(id, Shape)
    node = model.get(shape.node, Node) if shape else None
    return node is not None and bool(node.lane) and node.kind != "boundaryEvent"
