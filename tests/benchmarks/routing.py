"""Lines that go round shapes: a step dragged across its neighbours, every line led anew; in milliseconds."""

from __future__ import annotations

import os
import time
from statistics import median

from PySide6.QtCore import QPointF

from opsdesigner.edit.around import around, holders_of
from opsdesigner.edit.ground import Cells, Ground
from opsdesigner.edit.guiding import LED
from opsdesigner.edit.lines import route
from opsdesigner.edit.routing import across
from opsdesigner.model import Edge, Link, Model
from opsdesigner.model.geometry import box_of
from opsdesigner.model.queries import shape_of

from .bench import SIZES, Bench, each_size

MOVES, TURNS, FLOWS = 80, 6, 300
WANTED = SIZES if "OPSDESIGNER_BENCHMARK_SIZES" in os.environ else (100, 500, 2000, 10000)


def main() -> dict[str, object]:
    return each_size("routing", WANTED)


def measure(bench: Bench) -> dict[str, object]:
    bench.open()
    found = flows(bench.view.model, bench.view.diagram)
    bench.look(1.0)
    before = through(bench.view.model, bench.view.diagram)
    for turn in range(TURNS):
        drag(bench, turn)
    after = through(bench.view.model, bench.view.diagram)
    return {**bench.meter.figures(), **found, "lines through shapes": {"before": before, "after": after}}


def flows(model: Model, diagram: str) -> dict[str, object]:
    """Every so many a flow given the way it would get if it were drawn now."""
    edges = [
        edge for edge in model.referrers(diagram, Edge) if (link := model.get(edge.link, Link)) and link.kind in LED
    ]
    ground = Ground(model, diagram, Cells.of(model, diagram))
    times, lost = [], 0
    for edge in edges[:: max(1, len(edges) // FLOWS)]:
        link = model.get(edge.link, Link)
        assert link is not None
        first, last = shape_of(model, link.source, diagram), shape_of(model, link.target, diagram)
        if first is None or last is None:
            continue
        begun = time.thread_time()
        looked = around(model, first, last, link.kind, ground, edge.id)
        way = route(model, diagram, first, last, link.kind, around=looked)
        times.append((time.thread_time() - begun) * 1000)
        lost += bool(looked.hit(way))
    ranked = sorted(times)
    return {
        "one flow": {
            "n": len(times),
            "cpu p50": round(median(times), 3),
            "cpu p95": round(ranked[len(ranked) * 95 // 100], 3),
        },
        "no clean way": {"of": len(times), "lines": lost},
    }


def drag(bench: Bench, turn: int) -> None:
    """A step taken across its neighbours, with rests on the way, let go, and taken back."""
    view, model = bench.view, bench.view.model
    id = bench.in_view()[turn % len(bench.in_view())]
    view.select(frozenset())
    bench.settle(0.2)
    start, record = bench.spot(id), model[id]
    bench.press(start)
    for at in range(1, MOVES + 1):
        with bench.painting("drag: moves" if at > 1 else "drag: first move"):
            bench.move(start + QPointF(at * 4.0, (at * 3.0) % 120))
        if at % 20 == 0:
            with bench.meter.step("drag: rest"):
                bench.settle(0.12)
    with bench.painting("drag: drop"):
        bench.release(start + QPointF(MOVES * 4.0, (MOVES * 3.0) % 120))
    dropped = model[id]
    bench.settle(0.2)
    if dropped != record:
        bench.command("undo")
    assert model[id] == record


def through(model: Model, diagram: str) -> int:
    """How many lines that the program leads run through a shape."""
    ground, count = Ground(model, diagram, Cells.of(model, diagram)), 0
    for edge in model.referrers(diagram, Edge):
        link = model.get(edge.link, Link)
        if link is None or link.kind not in LED or len(edge.points) < 2:
            continue
        xs, ys = [x for x, _ in edge.points], [y for _, y in edge.points]
        shapes = ground.near((min(xs), min(ys), max(xs), max(ys)))[0]
        holders = holders_of(model, link.source, link.target)
        count += any(shape.node not in holders and across(edge.points, box_of(shape)) for shape in shapes)
    return count
