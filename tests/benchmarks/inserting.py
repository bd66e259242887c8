"""One step put in 18 places of each process: who moves, what changes its order, what is wrong after it, CPU ms.

"typed" leaves the place to the program, "dropped" is a step let go on the middle of a flow, "tidy" lays all out anew.
"""

from __future__ import annotations

import random
import time
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

from opsdesigner.edit import draw
from opsdesigner.edit.placing import place_new
from opsdesigner.edit.roots import fresh_id
from opsdesigner.edit.tidying import draw_undrawn, tidy
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.layout.faults import faults
from opsdesigner.layout.yardstick import PEOPLES
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Record, Shape
from opsdesigner.model.geometry import box_of, centre
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.kinds import FLOW_NODES
from opsdesigner.notation.variants import VARIANTS
from tests.benchmarks.layout import process
from tests.conftest import corpus_files

SIZES = ((20, 3), (100, 3), (300, 4), (500, 4), (2000, 5))  # steps, lanes
PLACES = 18
REAL = range(20, 81)  # steps of the real models that count
MODELS = 18  # real models, one place in each
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
WRONG = ("overlap", "outside", "through")
Put = Callable[[Model, Id, Edge], object]


def main() -> dict[str, object]:
    figures: dict[str, object] = {}
    for size, lanes in SIZES:
        model = made(size, lanes)
        page = next(model.all(Diagram)).id
        flows = places(model, page, PLACES)
        figures[str(size)] = {
            "typed": measured([(model, page, flow) for flow in flows], typed),
            "dropped": measured([(model, page, flow) for flow in flows], dropped),
            "tidy": measured([(model, page, flow) for flow in flows[: 3 if size < 2000 else 1]], tidied),
        }
    real = list(real_places())
    figures["real models"] = {
        "typed": measured(real, typed),
        "dropped": measured(real, dropped),
        "tidy": measured(real, tidied),
    }
    return figures


# where


def made(size: int, lanes: int) -> Model:
    """A process of so many steps, laid out in full."""
    graph = process(size, lanes)
    kinds = {"task": "task", "gateway": "exclusiveGateway", "event": "intermediateCatchEvent"}
    records: list[Record] = [Node("c", "collaboration"), Node("p", "process")]
    records += [Node("pool", "participant", "Pool", "c", "p")]
    records += [Node(lane.id, "lane", lane.id, "p") for lane in graph.lanes]
    records += [Node(n.id, kinds[n.kind], n.id, "p", lane=n.lane) for n in graph.nodes]
    records += [Link(f.id, "sequenceFlow", f.source, f.target, "", "p") for f in graph.flows]
    model = Model(records)
    draw_undrawn(model)
    return model


def real_places() -> Iterator[tuple[Model, Id, Edge]]:
    found = 0
    for path in [*sorted(SAMPLES.glob("*.bpmn")), *corpus_files()]:
        try:
            model = Model(bpmn.read(path.read_bytes()).records.values())
        except Refused:
            continue
        for page in [page.id for page in model.all(Diagram) if not page.kind]:
            if found < MODELS and len(steps(model, page)) in REAL and (flows := places(model, page, 1)):
                found += 1
                yield model, page, flows[0]


def places(model: Model, page: Id, count: int) -> list[Edge]:
    """Flows to put a step into: any that lead on, one drawn at random."""
    pick = random.Random(11)
    edges = [edge for edge in model.referrers(page, Edge) if _leads_on(model, page, edge)]
    return pick.sample(edges, min(count, len(edges)))


def _leads_on(model: Model, page: Id, edge: Edge) -> bool:
    link = model.get(edge.link, Link)
    if link is None or link.kind != "sequenceFlow" or len(edge.points) < 2:
        return False
    first, last = shape_of(model, link.source, page), shape_of(model, link.target, page)
    return first is not None and last is not None and first.x + first.width <= last.x


# what


def typed(model: Model, page: Id, edge: Edge) -> None:
    link = model.get(edge.link, Link)
    source = model.get(link.source, Node) if link else None
    assert link is not None and source is not None
    with model.change("Insert"):
        node = model.put(Node(fresh_id(model, "task"), "task", "New", source.parent, lane=source.lane))
        model.update(link.id, target=node.id)
        model.put(Link(fresh_id(model, "sequenceFlow"), "sequenceFlow", node.id, link.target, "", link.parent))
        place_new(model, page, [node.id])


def dropped(model: Model, page: Id, edge: Edge) -> None:
    a, b = max(pairwise(edge.points), key=lambda piece: abs(piece[0][0] - piece[1][0]) + abs(piece[0][1] - piece[1][1]))
    draw.place(model, page, VARIANTS["task"], (a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def tidied(model: Model, page: Id, edge: Edge) -> None:
    with model.change("Insert"):
        typed(model, page, edge)
        tidy(model, page)


# how good


def measured(work: list[tuple[Model, Id, Edge]], put: Put) -> dict[str, float]:
    times, shares, flips = [], [], []
    wrong: Counter[str] = Counter()
    for model, page, edge in work:
        before = {shape.id: box_of(shape) for shape in steps(model, page)}
        known = Counter(fault[0] for fault in faults(model, page, PEOPLES))
        start = time.thread_time()
        put(model, page, edge)
        times.append((time.thread_time() - start) * 1000)
        after = {id: box_of(shape) for id in before if (shape := model.get(id, Shape)) is not None}
        shares.append(sum(before[id] != after[id] for id in before) / max(1, len(before)))
        pairs = max(1, len(before) * (len(before) - 1) // 2)
        places = ([(centre(before[id])[axis], centre(after[id])[axis]) for id in before] for axis in (0, 1))
        flips.append(sum(map(_flipped, places)) / pairs)
        wrong += Counter(fault[0] for fault in faults(model, page, PEOPLES)) - known
        model.undo()
    return {
        "places": len(work),
        "ms, median": round(median(times), 1),
        "ms, most": round(max(times), 1),
        "moved, mean share": round(mean(shares), 4),
        "moved, most": round(max(shares), 4),
        "pairs in another order, mean share": round(mean(flips), 5),
        **{f"{what}, sum": wrong[what] for what in WRONG},
    }


def steps(model: Model, page: Id) -> list[Shape]:
    return [
        shape
        for shape in model.referrers(page, Shape)
        if (node := model.get(shape.node, Node)) is not None and node.kind in FLOW_NODES
    ]


def _flipped(places: list[tuple[float, float]]) -> int:
    """Pairs that stood one way round before and the other way round after."""
    found, seen = 0, list[float]()
    waiting: list[float] = []
    last = None
    for before, after in sorted(places):
        if before != last:
            for each in waiting:
                insort(seen, each)
            waiting, last = [], before
        found += len(seen) - bisect_right(seen, after)
        waiting.append(after)
    return found
