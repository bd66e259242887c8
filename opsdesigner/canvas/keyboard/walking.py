"""Travel by keyboard: along the flow, among branches, to what is nearest; the order of things for readers. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsdesigner.model import Edge, Id, Link, Model, Shape
from opsdesigner.model.geometry import Box, centre, contains
from opsdesigner.model.queries import shape_of

if TYPE_CHECKING:
    from ..drawing.display import Display

WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
HOMES = ("pool", "lane")
FLOWS = ("sequenceFlow", "messageFlow", "dataInputAssociation", "dataOutputAssociation", "association")
RINGS = (150.0, 600.0, 2400.0, 9600.0, 1e7)  # how far to look, step by step


def walk(display: Display, at: Id, way: str, trail: dict[Id, Id]) -> Id:
    """The shape or edge to go to from one, or the same where there is none. The trail remembers ways taken."""
    if at in display.edges:
        return _from_edge(display, at, way)
    if at not in display.shapes:
        return first(display)
    if display.shapes[at].kind.family in HOMES:
        return _from_home(display, at, way)
    found = ""
    if way == "right":
        found = _most_level(display, at, next_shapes(display, at))
        if found:
            trail[found] = at
    elif way == "left":
        before = previous_shapes(display, at)
        found = trail[at] if trail.get(at) in before else _most_level(display, at, before)
        if found:
            trail.setdefault(at, found)
    else:
        found = _beside(display, at, way, trail)
        if found and at in trail:
            trail[found] = trail[at]
    return found or nearest(display, at, way) or at


def next_shapes(display: Display, at: Id) -> list[Id]:
    """Where the flows from a shape lead; messages and data only where nothing flows."""
    return _ends(display, at, True)


def previous_shapes(display: Display, at: Id) -> list[Id]:
    return _ends(display, at, False)


def _ends(display: Display, at: Id, forward: bool) -> list[Id]:
    model, node = display.model, display.shapes[at].node
    by_kind: dict[str, list[Id]] = {}
    for link in model.referrers(node, Link):
        here, there = (link.source, link.target) if forward else (link.target, link.source)
        if here == node and there != node and (shape := shape_of(model, there, display.diagram)):
            by_kind.setdefault(link.kind, []).append(shape.id)
    flows = by_kind.get("sequenceFlow", [])
    if forward:
        flows = flows + [each for each in _edge_events(display, at) if each not in flows]
    elif not flows and (host := _host(display, at)):
        flows = [host]
    if flows:
        return flows
    return next((by_kind[kind] for kind in FLOWS if kind in by_kind), [])


def _edge_events(display: Display, at: Id) -> list[Id]:
    """The events on a step's edge come after its flows."""
    from opsdesigner.model.queries import boundary_events

    model = display.model
    events = boundary_events(model, display.shapes[at].node)
    if not events or _outflows(display, at):
        return []
    return [shape.id for event in events if (shape := shape_of(model, event.id, display.diagram))]


def _host(display: Display, at: Id) -> Id:
    from opsdesigner.model import Node

    node = display.model.get(display.shapes[at].node, Node)
    if node is None or node.kind != "boundaryEvent":
        return ""
    shape = shape_of(display.model, node.host, display.diagram)
    return shape.id if shape else ""


def _outflows(display: Display, at: Id) -> list[Link]:
    node = display.shapes[at].node
    return [link for link in display.model.referrers(node, Link) if link.source == node and link.kind == "sequenceFlow"]


def out_edges(display: Display, at: Id) -> list[Id]:
    """The edges that leave a shape, from the top down."""
    node = display.shapes[at].node
    return _downwards(display, [link for link in display.model.referrers(node, Link) if link.source == node], -1)


def in_edges(display: Display, at: Id) -> list[Id]:
    """The edges that come to a shape, from the top down."""
    node = display.shapes[at].node
    return _downwards(display, [link for link in display.model.referrers(node, Link) if link.target == node], 0)


def _downwards(display: Display, links: list[Link], end: int) -> list[Id]:
    edges = [edge.id for link in links for edge in display.model.referrers(link.id, Edge) if edge.id in display.edges]
    return sorted(edges, key=lambda id: display.edges[id].points[end][::-1])


def _from_edge(display: Display, at: Id, way: str) -> Id:
    """From a flow: to its ends; up and down to the other flows of its source."""
    link = display.model.get(display.edges[at].link, Link)
    if link is None:
        return at
    end = link.target if way == "right" else link.source
    shape = shape_of(display.model, end, display.diagram)
    if way in ("left", "right"):
        return shape.id if shape else at
    if shape is None:
        return at
    siblings = out_edges(display, shape.id)
    place = siblings.index(at) + (1 if way == "down" else -1) if at in siblings else -1
    return siblings[place] if 0 <= place < len(siblings) else at


def _from_home(display: Display, at: Id, way: str) -> Id:
    """From a pool or lane: up and down to the others, right to what comes first in it, left to what it lies in."""
    framed = [home for home in display.homes.values() if home.kind.family in HOMES]
    homes = sorted(framed, key=lambda home: (home.y, home.x, -home.w))
    place, body = [home.id for home in homes].index(at), display.shapes[at].body()
    if way in ("up", "down"):
        return homes[max(0, min(len(homes) - 1, place + WAYS[way][1]))].id
    if way == "left":
        outer = [home for home in homes if home.id != at and contains(home.body(), body)]
        return min(outer, key=lambda home: home.w * home.h).id if outer else at
    inner = [shape for shape in display.shapes.values() if shape.depth >= 0 and contains(body, shape.body())]
    return min(inner, key=lambda shape: (shape.x, shape.y)).id if inner else at


def _middle(display: Display, id: Id) -> tuple[float, float]:
    return centre(display.shapes[id].body())


def _most_level(display: Display, at: Id, choices: list[Id]) -> Id:
    y = _middle(display, at)[1]
    return min(choices, key=lambda id: (abs(_middle(display, id)[1] - y), _middle(display, id)[1]), default="")


def _beside(display: Display, at: Id, way: str, trail: dict[Id, Id]) -> Id:
    """The next branch above or below: another shape that follows the same one."""
    before = [trail[at]] if trail.get(at) in display.shapes else previous_shapes(display, at)
    siblings = {id for each in before for id in next_shapes(display, each)} - {at}
    y, sign = _middle(display, at)[1], WAYS[way][1]
    beyond = [(abs(_middle(display, id)[1] - y), id) for id in siblings if (_middle(display, id)[1] - y) * sign > 1]
    return min(beyond, default=(0.0, ""))[1]


def nearest(display: Display, at: Id, way: str) -> Id:
    """The nearest shape in a direction; what lies straight ahead counts as nearer. "" where there is none."""
    body = display.shapes[at].body()
    (x, y), (dx, dy) = centre(body), WAYS[way]
    for reach in RINGS:
        box = _ahead(body, dx, dy, reach)
        best = (float("inf"), "")
        for id in display.spots.touching(box):
            shape = display.shapes[id]
            if id == at or shape.depth < 0 or shape.kind.family == "group":
                continue
            ox, oy = centre(shape.body())
            forth, aside = ((ox - x) * dx, abs(oy - y)) if dx else ((oy - y) * dy, abs(ox - x))
            if forth > 4 and aside <= 2 * forth + 20:
                best = min(best, (forth + 2 * aside, id))
        if best[1]:
            return best[1]
    return ""


def _ahead(body: Box, dx: int, dy: int, reach: float) -> Box:
    left, top, right, bottom = body
    if dx:
        return (right if dx > 0 else left - reach, top - reach, right + reach if dx > 0 else left, bottom + reach)
    return (left - reach, bottom if dy > 0 else top - reach, right + reach, bottom + reach if dy > 0 else top)


def first(display: Display) -> Id:
    """Where the flow begins: the start that lies first, else whatever does."""
    return next(iter(in_order(display)), "")


def last(display: Display) -> Id:
    """Where it ends: the end that lies last, else whatever does."""
    ends = [shape for shape in display.shapes.values() if shape.kind.family == "end"]
    pool = ends or [shape for shape in display.shapes.values() if shape.depth > 0] or list(display.shapes.values())
    return max(pool, key=lambda shape: (shape.x + shape.w, shape.y), default=None).id if pool else ""  # type: ignore[union-attr]


def in_order(display: Display) -> list[Id]:
    """All shapes in the order of the flow, from left to right; pools and lanes at the end."""
    model = display.model
    ranks = {shape.node: shape.id for shape in display.shapes.values()}
    seen: dict[Id, None] = {}
    inner = [shape for shape in display.shapes.values() if shape.depth >= 0]
    starts = sorted(inner, key=lambda shape: (bool(_inflow(model, shape.node)), shape.x, shape.y))
    for shape in starts:
        for node in _run(model, shape.node, seen, ranks):
            seen[node] = None
    order = {ranks[node]: None for node in seen if node in ranks}
    # Pools and lanes, and before them what has no flows: a second shape of one node, a shape of nothing.
    others = (shape for shape in display.shapes.values() if shape.id not in order)
    return [*order, *(shape.id for shape in sorted(others, key=lambda s: (s.depth < 0, s.y, s.x)))]


def _inflow(model: Model, node: Id) -> bool:
    return any(link.target == node and link.kind == "sequenceFlow" for link in model.referrers(node, Link))


def _run(model: Model, start: Id, seen: dict[Id, None], known: dict[Id, Id]) -> Iterator[Id]:
    """From a node along its flows, branch by branch; no node twice."""
    pending = [start]
    met: set[Id] = set()
    while pending:
        node = pending.pop()
        if node in met or node in seen or node not in known:
            continue
        met.add(node)
        yield node
        following = [
            link.target
            for link in model.referrers(node, Link)
            if link.source == node and link.kind == "sequenceFlow" and link.target not in met
        ]
        places = {each: shape for each in following if (shape := model.get(known.get(each, ""), Shape))}
        pending += sorted(places, key=lambda each: (-places[each].y, -places[each].x))
