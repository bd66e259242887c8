"""The outline as a tree of ids: pools, lanes, steps in the order of the flow, what lies in sub-processes."""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush

from opsdesigner.model import Id, Link, Model, Node, Shape
from opsdesigner.model.queries import children
from opsdesigner.notation.kinds import FLOW_NODES

SHOWN = FLOW_NODES | {"dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"}
Place = tuple[float, float]


class Item:
    """One line of the outline."""

    __slots__ = ("children", "id", "parent", "row")

    def __init__(self, id: Id, parent: Item | None) -> None:
        self.id, self.parent = id, parent
        self.children: list[Item] = []
        self.row = 0

    def add(self, id: Id) -> Item:
        item = Item(id, self)
        item.row = len(self.children)
        self.children.append(item)
        return item


def tree(model: Model) -> Item:
    """The whole document; its root has no id."""
    root = Item("", None)
    shown: set[Id] = set()
    places = _places(model)
    pending: list[tuple[Item, Id]] = []  # an item, and the scope whose contents go under it
    pools = [node for node in model.all(Node) if node.kind == "participant"]
    for pool in sorted(pools, key=lambda node: places.get(node.id, (0.0, 0.0))[::-1]):
        item = root.add(pool.id)
        if pool.host:
            shown.add(pool.host)
            pending.append((item, pool.host))
    for process in [node for node in model.all(Node) if node.kind == "process"]:
        if process.id not in shown:
            pending.append((root.add(process.id), process.id))
    while pending:
        item, scope = pending.pop()
        pending.extend(_fill(model, item, scope, places))
    return root


def _fill(model: Model, item: Item, scope: Id, places: dict[Id, Place]) -> list[tuple[Item, Id]]:
    """Puts lanes and steps of one scope under an item; gives the sub-processes still to be filled."""
    inside = children(model, scope)
    nodes = [node for node in inside if node.kind in SHOWN]
    lanes: dict[Id, Item] = {}
    level = [(item, node) for node in inside if node.kind == "lane"]
    while level:
        inner: list[tuple[Item, Node]] = []
        for over, lane in sorted(level, key=lambda pair: places.get(pair[1].id, (0.0, 0.0))[::-1]):
            if lane.id not in lanes:
                lanes[lane.id] = over.add(lane.id)
                inner += [(lanes[lane.id], node) for node in children(model, lane.id) if node.kind == "lane"]
        level = inner
    more = []
    for id in in_flow_order(model, nodes, places):
        node = model.get(id, Node)
        assert node is not None
        made = lanes.get(node.lane, item).add(id)
        if node.kind in ("subProcess", "transaction", "adHocSubProcess"):
            more.append((made, id))
    return more


def in_flow_order(model: Model, nodes: list[Node], places: dict[Id, Place]) -> list[Id]:
    """Each node after those that lead to it, where loops allow; else from left to right."""
    ids = {node.id for node in nodes}
    after: dict[Id, list[Id]] = defaultdict(list)
    waits = dict.fromkeys(ids, 0)
    for node in nodes:
        if node.kind == "boundaryEvent" and node.host in ids:
            after[node.host].append(node.id)
            waits[node.id] += 1
        for link in model.referrers(node.id, Link):
            if link.source == node.id and link.kind == "sequenceFlow" and link.target in ids:
                after[node.id].append(link.target)
                waits[link.target] += 1
    far = (float("inf"), 0.0)
    ready = [(places.get(id, far), id) for id in ids if not waits[id]]
    heapify(ready)
    rest = sorted(ids, key=lambda id: places.get(id, far))
    done: dict[Id, None] = {}
    for first in rest:
        if not ready and first not in done:
            ready = [(places.get(first, far), first)]
        while ready:
            _, id = heappop(ready)
            if id in done:
                continue
            done[id] = None
            for follower in after[id]:
                waits[follower] -= 1
                if waits[follower] <= 0 and follower not in done:
                    heappush(ready, (places.get(follower, far), follower))
    return list(done)


def _places(model: Model) -> dict[Id, Place]:
    return {shape.node: (shape.x, shape.y) for shape in model.all(Shape)}
