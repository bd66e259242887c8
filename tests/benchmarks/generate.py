"""Diagrams of any size to measure with: pools of eight lanes, every kind of shape and line in true proportions."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from sys import argv, stdout

from opsdesigner.files import bpmn
from opsdesigner.model import Diagram, Edge, Link, Node, Props, Record, Shape

LANES = ("Sales", "Finance", "Stores", "Procurement", "Manufacturing", "Shipping", "Support", "Marketing")
VERBS = ("Check", "Send", "Approve", "Book", "Prepare", "Compare", "Confirm", "Collect", "Archive", "Plan")
THINGS = ("order", "invoice", "delivery note", "customer data", "supplier offer", "stock", "payment", "complaint")
STEPS = ("task", "userTask", "serviceTask", "sendTask", "manualTask", "receiveTask", "scriptTask", "businessRuleTask")
SPLITS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
PITCH, LANE, HEAD = 150, 200, 30
DIAGRAM = "Diagram_1"


def records(count: int, seed: int = 1) -> dict[str, Record]:
    """A collaboration of this many flow nodes and about 1.3 times as many flows, all with their place."""
    return {record.id: record for record in _records(count, Random(seed))}


def data(count: int, seed: int = 1) -> bytes:
    """The same as a BPMN file."""
    return bpmn.write(bpmn.empty(), records(count, seed))


def _records(count: int, chance: Random) -> Iterator[Record]:
    columns = max(4, round((count * 2.4) ** 0.5))
    lanes = -(-count // columns)
    yield Node("Collaboration_1", "collaboration")
    yield Diagram(DIAGRAM, "Collaboration_1")
    left = count
    for pool in range(-(-lanes // len(LANES))):
        rows = min(len(LANES), lanes - pool * len(LANES))
        yield from _pool(pool, rows, columns, min(left, rows * columns), chance)
        left -= rows * columns


def _pool(pool: int, rows: int, columns: int, count: int, chance: Random) -> Iterator[Record]:
    top, process = pool * (len(LANES) * LANE + 80), f"Process_{pool}"
    wide = columns * PITCH + 2 * HEAD + 60
    yield Node(process, "process", f"Process {pool + 1}")
    yield Node(f"Pool_{pool}", "participant", f"Bright Bikes {pool + 1}", "Collaboration_1", process)
    yield Shape(f"Pool_{pool}_di", DIAGRAM, f"Pool_{pool}", 0, top, wide, rows * LANE, None, Props(isHorizontal=True))
    for row in range(rows):
        lane, y = f"Lane_{pool}_{row}", top + row * LANE
        yield Node(lane, "lane", LANES[row], process)
        yield Shape(f"{lane}_di", DIAGRAM, lane, HEAD, y, wide - HEAD, LANE, None, Props(isHorizontal=True))
    boxes: list[tuple[str, float, float, float, float]] = []
    for place in range(count):
        row, column = divmod(place, columns)
        node, size = _node(f"N_{pool}_{place}", process, f"Lane_{pool}_{row}", column, columns, chance)
        x, y = 2 * HEAD + 60 + column * PITCH + 50 - size[0] / 2, top + row * LANE + 90 - size[1] / 2
        yield node
        yield Shape(f"{node.id}_di", DIAGRAM, node.id, x, y, *size, None, Props(isMarkerVisible=True))
        boxes.append((node.id, x, y, *size))
    yield from _flows(pool, process, boxes, columns, chance)


def _node(id: str, process: str, lane: str, column: int, columns: int, chance: Random) -> tuple[Node, tuple[int, int]]:
    name = f"{chance.choice(VERBS)} {chance.choice(THINGS)}"
    if column == 0:
        return Node(id, "startEvent", name, process, lane=lane), (36, 36)
    if column == columns - 1:
        return Node(id, "endEvent", name, process, lane=lane), (36, 36)
    if chance.random() < 0.2:
        return Node(id, chance.choice(SPLITS), f"{name}?", process, lane=lane), (50, 50)
    if chance.random() < 0.08:
        timer = Props(events=(Props(kind="timer"),))
        return Node(id, "intermediateCatchEvent", name, process, lane=lane, props=timer), (36, 36)
    return Node(id, chance.choice(STEPS), name, process, lane=lane), (100, 80)


def _flows(
    pool: int, process: str, boxes: list[tuple[str, float, float, float, float]], columns: int, chance: Random
) -> Iterator[Record]:
    """To the next in the row, and now and then down to another lane."""
    for place, (source, x, y, w, h) in enumerate(boxes):
        column = place % columns
        if column + 1 < columns and place + 1 < len(boxes):
            target, tx, ty, _, th = boxes[place + 1]
            name = chance.choice(("yes", "no")) if w == 50 else ""
            yield from _flow(
                f"F_{pool}_{place}", process, source, target, ((x + w, y + h / 2), (tx, ty + th / 2)), name
            )
        below = place + columns + 1
        if chance.random() < 0.34 and 0 < column < columns - 2 and below < len(boxes):
            target, tx, ty, tw, _ = boxes[below]
            middle = y + h + 40
            points = ((x + w / 2, y + h), (x + w / 2, middle), (tx + tw / 2, middle), (tx + tw / 2, ty))
            yield from _flow(f"D_{pool}_{place}", process, source, target, points)


def _flow(
    id: str, process: str, source: str, target: str, points: tuple[tuple[float, float], ...], name: str = ""
) -> Iterator[Record]:
    yield Link(id, "sequenceFlow", source, target, name, process)
    yield Edge(f"{id}_di", DIAGRAM, id, points)


if __name__ == "__main__":
    stdout.buffer.write(data(int(argv[1]) if len(argv) > 1 else 1000))
