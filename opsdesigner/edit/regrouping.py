"""Lanes made anew from who owns what: each step moves into the lane of its owner, or of the owner's unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from opsdesigner.model import NO_PROPS, Diagram, Edge, Id, Link, Model, Node, Props, Shape
from opsdesigner.model.geometry import Box, box_of, centre, contains
from opsdesigner.model.queries import children, incoming, outgoing, pool_of, pools_of, shape_of, subject
from opsdesigner.notation.kinds import FLOW_NODES, KINDS, LABEL_OUTSIDE
from opsdesigner.notation.looks import HEADER, is_upright
from opsdesigner.notation.organisation import units_of
from opsdesigner.notation.ownership import counts, first_responsible, owner_by_place, owner_of

from .assigning import drop_repeats
from .contents import stacking
from .ends import Refusal
from .grow import extend
from .line_names import name_anew
from .parking import remove_sparing
from .pools import ready_for_pools
from .rerouting import lead_anew
from .roots import drawn_id, fresh_id
from .sheet import Sheet
from .travel import plan

By = Literal["owner", "unit"]
NOBODY = "Not assigned"
PADDING, ROWS_APART, APART, LEAST = 24.0, 32.0, 28.0, 104.0  # px
NAME_BELOW = 36.0  # px under an event or decision for its name
BESIDE = ("data", "store", "note")


class Item(NamedTuple):
    """What moves into a lane: a shape, and the box it needs."""

    shape: Shape
    room: Box


Bands = dict[Id, list[Item]]  # of each role or unit, "" for nobody


def lanes_by(model: Model, diagram: Id, by: By, id: Id = "") -> list[Id]:
    """Rebuilds the lanes of a pool (the one that a shape lies in, else the page's only one); returns their shapes.

    Steps keep their owners, their place along the flow and all that is said of them. Raises Refusal.
    """
    with model.change("Lanes by owner" if by == "owner" else "Lanes by unit"):
        pool = _pool(model, diagram, id)
        node = model.get(pool.node, Node)
        assert node is not None
        members = [each for each in children(model, node.host) if each.kind in FLOW_NODES]
        owners = {each.id: owner_of(model, each.id) for each in members if counts(each)}
        homes = _homes(model, members, _key(model, by))
        if not any(homes.values()):
            raise Refusal("Nobody owns a step here yet")
        bands = _bands(model, pool, node, members, homes)
        made = _place(model, pool, node, bands)
        for member in members:
            model.update(member.id, lane=made[homes[member.id]])
        _keep_owners(model, owners)
        _lead(model, pool.diagram, [each.id for each in members])
        return [shape.id for lane in made.values() if (shape := shape_of(model, lane, pool.diagram)) is not None]


def _pool(model: Model, diagram: Id, id: Id) -> Shape:
    """The open pool that is meant; a page of a process alone gets one."""
    page, named = model.get(diagram, Diagram), subject(model, id) if id else None
    root = model.get(page.root, Node) if page is not None else None
    if root is not None and root.kind == "process":
        ready_for_pools(model, diagram)
        pools = [pool.id for pool in pools_of(model, root.id)]
    elif isinstance(named, Node):
        pools = [pool_of(model, named.id)]
    else:
        shown = (model.get(shape.node, Node) for shape in model.referrers(diagram, Shape))
        pools = [pool.id for pool in shown if pool is not None and pool.kind == "participant" and pool.host]
    found = [shape for pool in pools if (shape := shape_of(model, pool, diagram)) is not None]
    open_ones = [shape for shape in found if (node := model.get(shape.node, Node)) is not None and node.host]
    if len(open_ones) != 1:
        raise Refusal("Select the pool whose lanes are meant" if open_ones else "A lane needs an open pool")
    return open_ones[0]


def _key(model: Model, by: By) -> Callable[[Id], Id]:
    """Whose lane an owner's steps go into."""
    if by == "owner":
        return lambda owner: owner

    def unit(owner: Id) -> Id:
        node = model.get(owner, Node)
        if node is None or node.kind == "unit":
            return owner
        return next(iter(units_of(model, owner)), owner)

    return unit


def _homes(model: Model, members: list[Node], key: Callable[[Id], Id]) -> dict[Id, Id]:
    """Whose lane each step goes into; events and decisions of nobody go along with the step before or after them."""
    homes = {each.id: key(owner_of(model, each.id)) for each in members}
    waiting = [each.id for each in members if not homes[each.id] and not counts(each)]
    while waiting:
        found = {id: home for id in waiting if (home := _neighbour(model, id, homes))}
        if not found:
            break
        homes.update(found)
        waiting = [id for id in waiting if id not in found]
    for each in members:
        if each.kind == "boundaryEvent":
            homes[each.id] = homes.get(each.host, homes[each.id])
    return homes


def _neighbour(model: Model, id: Id, homes: dict[Id, Id]) -> Id:
    before = (homes.get(flow.source, "") for flow in incoming(model, id))
    after = (homes.get(flow.target, "") for flow in outgoing(model, id))
    return next((home for home in (*before, *after) if home), "")


# what goes where


def _bands(model: Model, pool: Shape, node: Node, members: list[Node], homes: dict[Id, Id]) -> Bands:
    """The lanes to be, in the order their steps stand in now, each with what moves into it."""
    stack, diagram = stacking(pool), pool.diagram
    items: dict[Id, list[Item]] = {}
    for each in members:
        shape = shape_of(model, each.id, diagram)
        if shape is not None and each.kind != "boundaryEvent":
            items.setdefault(homes[each.id], []).append(Item(shape, _room(model, each, shape)))
        items.setdefault(homes[each.id], [])
    for other in _beside(model, pool, node):
        home = _home_of(model, other, homes, members, diagram)
        shape = shape_of(model, other.id, diagram)
        if shape is not None and home in items:
            items[home].append(Item(shape, box_of(shape)))

    def middle(home: Id) -> tuple[bool, float]:
        places = [centre(item.room)[stack] for item in items[home]]
        return (home == "", sum(places) / len(places) if places else 0.0)

    return {home: items[home] for home in sorted(items, key=middle)}


def _room(model: Model, node: Node, shape: Shape) -> Box:
    """The box of a shape with the events on its edge and its name below."""
    boxes = [box_of(each) for each in plan(model, [shape.id]).shapes]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    named = KINDS[node.kind].family in LABEL_OUTSIDE and node.name
    return (left, top, right, bottom + NAME_BELOW if named else bottom)


def _beside(model: Model, pool: Shape, node: Node) -> list[Node]:
    """Data and notes of the process, and notes of the page that lie wholly in the pool."""
    own = [each for each in children(model, node.host) if KINDS[each.kind].family in BESIDE]
    over = [each for each in children(model, node.parent) if KINDS[each.kind].family == "note"]
    places = {each.id: shape_of(model, each.id, pool.diagram) for each in over}
    return own + [each for each in over if (at := places[each.id]) and contains(box_of(pool), box_of(at))]


def _home_of(model: Model, other: Node, homes: dict[Id, Id], members: list[Node], diagram: Id) -> Id:
    """Where data or a note goes: with what it is joined to, else with what is nearest."""
    for link in model.referrers(other.id, Link):
        far = link.target if link.source == other.id else link.source
        if far in homes:
            return homes[far]
    shape = shape_of(model, other.id, diagram)
    drawn = [(each.id, place) for each in members if (place := shape_of(model, each.id, diagram)) is not None]
    if shape is None or not drawn:
        return ""
    x, y = centre(box_of(shape))
    near = min(drawn, key=lambda each: abs(centre(box_of(each[1]))[0] - x) + abs(centre(box_of(each[1]))[1] - y))
    return homes[near[0]]


def _rows(items: list[Item], stack: int) -> list[list[Item]]:
    """What stands clear of each other along the flow shares a row; the rest keeps its order one below the other."""
    along = 1 - stack
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda each: (centre(each.room)[stack], each.room[along])):
        low, high = item.room[along] - APART, item.room[along + 2] + APART
        free = (row for row in rows if all(high <= o.room[along] or o.room[along + 2] <= low for o in row))
        row = next(free, None)
        if row is None:
            rows.append(row := [])
        row.append(item)
    return sorted(rows, key=lambda row: sum(centre(item.room)[stack] for item in row) / len(row))


# doing it


def _place(model: Model, pool: Shape, node: Node, bands: Bands) -> dict[Id, Id]:
    """Moves everything into its new lane; returns the lanes by whom they are for."""
    old = _lanes_of(model, node.host)
    lanes = {home: _lane(model, node.host, home, old) for home in bands}
    remove_sparing(model, (lane.id for lane in old if lane.id not in lanes.values()))
    stack, sheet = stacking(pool), Sheet(model, pool.diagram)
    at = box_of(pool)[stack]
    places: dict[Id, tuple[float, float]] = {}
    for home, items in bands.items():
        start, at = at, at + PADDING
        for row in _rows(items, stack):
            level = at + max(_middle(item, stack) - item.room[stack] for item in row)
            for item in row:
                _shift(model, sheet, item, stack, level)
            at = level + max(item.room[stack + 2] - _middle(item, stack) for item in row) + ROWS_APART
        at = max(at - (ROWS_APART if items else 0) + PADDING, start + LEAST)
        places[home] = (start, at)
    sheet.commit()
    _resize(model, pool, stack, at)
    for home, lane in lanes.items():
        _draw_lane(model, pool, lane, places[home])
    return lanes


def _middle(item: Item, stack: int) -> float:
    return centre(box_of(item.shape))[stack]


def _shift(model: Model, sheet: Sheet, item: Item, stack: int, level: float) -> None:
    """Brings the middle of a shape to the level of its row."""
    by = round(level - _middle(item, stack))
    if by:
        along = [shape.id for shape in plan(model, [item.shape.id]).shapes]
        sheet.shift(along, *((by, 0.0) if stack == 0 else (0.0, by)))


def _lanes_of(model: Model, process: Id) -> list[Node]:
    found = [each for each in children(model, process) if each.kind == "lane"]
    for lane in found:
        found += [each for each in children(model, lane.id) if each.kind == "lane"]
    return found


def _lane(model: Model, process: Id, home: Id, old: list[Node]) -> Id:
    """The lane of a role or unit as it was, else a new one."""
    owner = model.get(home, Node)
    known = next((lane for lane in old if home and lane.resource == home), None)
    if known is not None:
        model.update(known.id, parent=process)
        return known.id
    name = owner.name if owner is not None else NOBODY
    return model.put(Node(fresh_id(model, "lane"), "lane", name, process, resource=home)).id


def _resize(model: Model, pool: Shape, stack: int, end: float) -> None:
    """Gives the pool the size of its lanes; what stands behind it makes way."""
    sheet, more = Sheet(model, pool.diagram), end - box_of(pool)[stack + 2]
    if more > 0:
        extend(sheet, pool, stack + 2, more)
    else:
        box = list(box_of(pool))
        box[stack + 2] = end
        sheet.put(pool.id, (box[0], box[1], box[2], box[3]))
    sheet.commit()


def _draw_lane(model: Model, pool: Shape, lane: Id, place: tuple[float, float]) -> None:
    left, top, right, bottom = box_of(pool)
    if is_upright(pool.props):
        box = (place[0], top + HEADER, place[1], bottom)
    else:
        box = (left + HEADER, place[0], right, place[1])
    known = shape_of(model, lane, pool.diagram)
    props = (known.props if known else NO_PROPS).having(isHorizontal=not is_upright(pool.props))
    id = known.id if known is not None else drawn_id(model, lane)
    model.put(Shape(id, pool.diagram, lane, box[0], box[1], box[2] - box[0], box[3] - box[1], props=props))


def _keep_owners(model: Model, owners: dict[Id, Id]) -> None:
    """Whoever owned a step owns it still: by the lane, or by assignment where that is another's."""
    for step, owner in owners.items():
        if owner and owner_of(model, step) != owner and not first_responsible(model, step):
            link = Link(fresh_id(model, "assignment"), "assignment", owner, step, "", step, props=Props())
            model.put(link)
    drop_repeats(model, [step for step in owners if owner_by_place(model, step)])


def _lead(model: Model, diagram: Id, nodes: list[Id]) -> None:
    """Leads all lines of these anew; their names find new places beside them."""
    links = {link.id for node in nodes for link in model.referrers(node, Link)}
    edges = [edge for link in sorted(links) for edge in model.referrers(link, Edge) if edge.diagram == diagram]
    lead_anew(model, [edge.id for edge in edges])
    moved = [edge.id for edge in edges if (led := model.get(edge.id, Edge)) and led.points != edge.points]
    name_anew(model, diagram, moved)
