"""Processes laid out: CPU ms at 20 to 5,000 steps, what is wrong with the drawings, and how they compare with people's.

Real models are taken from the corpus where it lies beside the checkout. The same graphs go through the other engines
that are at hand (see rivals.py).
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

from opsdesigner.edit.tidying import tidy
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.layout.faults import faults
from opsdesigner.layout.graph import Flow, Graph, Lane, Node, Placement
from opsdesigner.layout.layered import layout
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Point, Shape
from opsdesigner.model.geometry import Box, box_of, centre, grown, overlaps, pieces, union
from tests.benchmarks.rivals import AUTO_LAYOUT, auto_layout, rivals
from tests.conftest import corpus_files

SIZES = ((20, 3), (100, 3), (500, 3), (2000, 5), (5000, 8))  # steps, lanes
TURNS = 5
REAL = range(10, 80)  # steps of the real models that count
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def main() -> dict[str, object]:
    figures: dict[str, object] = {str(size): made(size, lanes) for size, lanes in SIZES}
    figures["real models"] = real()
    return figures


# made up


def made(size: int, lanes: int) -> dict[str, object]:
    """Medians for a process of so many steps."""
    graph = process(size, lanes)
    times = []
    for _ in range(TURNS if size < 2000 else 3):
        start = time.thread_time()
        placed = layout(graph)
        times.append((time.thread_time() - start) * 1000)
    lines = list(placed.routes.values())
    boxes = [(x, y, x + w, y + h) for x, y, w, h in placed.nodes.values()]
    figures: dict[str, object] = {"ms": round(median(times), 1), **figures_of(boxes, lines)}
    figures["overlaps"] = overlapping(placed)
    for name, drawn in rivals(graph):
        if drawn is None:
            figures[name] = "failed"
        else:
            part = round(median(times) / drawn.ms, 3)
            figures[name] = {"ms": round(drawn.ms, 1), "part of it": part, **figures_of(drawn.boxes, drawn.lines)}
    return figures


def process(size: int, lanes: int, seed: int = 7) -> Graph:
    """A flow that branches, joins, loops back and changes lanes as real ones do."""
    pick = random.Random(seed)
    bands = [Lane(f"lane{number}", "pool") for number in range(lanes)]
    nodes: list[Node] = []
    lane = 0
    for number in range(size):
        if pick.random() < 0.25:
            lane = pick.randrange(lanes)
        kind, side = pick.choices((("task", 0), ("gateway", 50), ("event", 36)), (6, 3, 1))[0]
        width, height = (side, side) if side else (100, 80)
        nodes.append(Node(f"n{number}", width, height, bands[lane].id, kind))  # type: ignore[arg-type]
    pairs = {(number - 1, number) for number in range(1, size) if pick.random() < 0.9}
    for number in range(size):
        if nodes[number].kind == "gateway":
            pairs.add((number, min(size - 1, number + pick.randint(2, 8))))
        if pick.random() < 0.04:
            pairs.add((number, max(0, number - pick.randint(2, 10))))
    return Graph(nodes, [Flow(f"{a}>{b}", f"n{a}", f"n{b}") for a, b in sorted(pairs) if a != b], bands)


def overlapping(placed: Placement) -> int:
    boxes = sorted((x, y, x + w, y + h) for x, y, w, h in placed.nodes.values())
    found = 0
    for number, a in enumerate(boxes):
        for b in boxes[number + 1 :]:
            if b[0] >= a[2]:
                break
            found += a[1] < b[3] and b[1] < a[3]
    return found


def figures_of(boxes: Sequence[Box], lines: Sequence[Sequence[Point]]) -> dict[str, object]:
    """How much lines cross, bend and run, and how many run through boxes."""
    runs = [run for line in lines for run in pieces(line)]
    hearts = [grown(box, -10.0) for box in boxes]  # lines may end on the sides of a gateway, within its box
    hit = sum(1 for heart in hearts for run in runs if overlaps(heart, grown(run, 0.25)))
    return {
        "crossings": crossings(lines),
        "bends": sum(max(0, len(line) - 2) for line in lines),
        "length": round(sum(abs(x - u) + abs(y - v) for line in lines for (x, y), (u, v) in pairwise(line))),
        "through": hit,
    }


# real


def real() -> dict[str, object]:
    """Sums over the pages of real files, as people drew them and tidied."""
    sums: dict[str, Counter[str]] = {"people": Counter(), "tidied": Counter(), "bpmn-auto-layout": Counter()}
    shares: dict[str, list[float]] = {"length": [], "area": []}
    times = []
    for path in [*corpus_files(), *sorted(SAMPLES.glob("*.bpmn"))]:
        try:
            data = path.read_bytes()
            model = Model(bpmn.read(data).records.values())
        except Refused:
            continue
        sums["bpmn-auto-layout"] += by_auto_layout(data, model)
        for page in [page.id for page in model.all(Diagram) if not page.kind]:
            if len(model.referrers(page, Shape)) not in REAL:
                continue
            before = score(model, page)
            start = time.thread_time()
            tidy(model, page)
            times.append((time.thread_time() - start) * 1000)
            after = score(model, page)
            sums["people"] += before
            sums["tidied"] += after
            for name, values in shares.items():
                values.append(after[name] / max(1, before[name]))
    figures: dict[str, object] = {"pages": len(times), "ms, median": round(median(times), 1) if times else 0}
    for who, counts in sums.items():
        flows, forward = counts.pop("flows", 0), counts.pop("forward", 0)
        figures |= {f"{who} {what}": round(count) for what, count in sorted(counts.items()) if what not in shares}
        if flows:
            figures[f"{who} forward, share"] = round(forward / flows, 3)
    for name, values in shares.items():
        figures[f"{name} to people's, median"] = round(median(values), 2) if values else 0
    return figures


def by_auto_layout(data: bytes, model: Model) -> Counter[str]:
    """What bpmn-auto-layout makes of a file with one page of the size that counts; it draws no other."""
    pages = [page.id for page in model.all(Diagram) if not page.kind]
    if AUTO_LAYOUT not in os.environ or len(pages) != 1 or len(model.referrers(pages[0], Shape)) not in REAL:
        return Counter()
    made = auto_layout(data.decode(errors="replace"))
    if made is None:
        return Counter(failed=1)
    try:
        theirs = Model(bpmn.read(made.encode()).records.values())
    except Refused:
        return Counter(failed=1)
    drawn = [page.id for page in theirs.all(Diagram) if theirs.referrers(page.id, Shape)]
    return sum((score(theirs, page) for page in drawn), Counter(files=1))


def score(model: Model, page: Id) -> Counter[str]:
    """What is wrong on a page, how much its lines cross and bend, how many flows lead on; messages and flows only."""
    found = faults(model, page)
    counts: Counter[str] = Counter(fault[0] for fault in found)
    counts["names covered"] = len({fault[1] for fault in found if fault[0].startswith("name")})
    counts += leading_on(model, page)
    lines = [
        edge.points
        for edge in model.referrers(page, Edge)
        if (link := model.get(edge.link, Link)) and link.kind in ("sequenceFlow", "messageFlow")
    ]
    frame = union(box_of(shape) for shape in model.referrers(page, Shape))
    counts["crossings"] = crossings(lines)
    counts["bends"] = sum(len(line) - 2 for line in lines)
    counts["length"] = round(sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for line in lines for a, b in pairwise(line)))
    counts["area"] = round((frame[2] - frame[0]) * (frame[3] - frame[1]))
    return counts


def leading_on(model: Model, page: Id) -> Counter[str]:
    """Flows between two shapes, and those of them whose end lies further along than where they begin."""
    counts: Counter[str] = Counter()
    places = {shape.node: centre(box_of(shape)) for shape in model.referrers(page, Shape)}
    axis = 1 if any(shape.props.get("isHorizontal") is False for shape in model.referrers(page, Shape)) else 0
    for edge in model.referrers(page, Edge):
        link = model.get(edge.link, Link)
        if link is None or link.kind != "sequenceFlow" or link.source == link.target:
            continue
        if link.source in places and link.target in places:
            counts["flows"] += 1
            counts["forward"] += places[link.source][axis] < places[link.target][axis]
    return counts


def crossings(lines: Sequence[Sequence[Point]]) -> int:
    """Pairs of pieces of different lines that cross in the middle of both."""
    runs: list[tuple[Box, tuple[Point, Point], int]] = [
        (box, piece, number)
        for number, line in enumerate(lines)
        for box, piece in zip(pieces(line), pairwise(line), strict=True)
    ]
    runs.sort(key=lambda run: run[0][0])
    found = 0
    for number, (box, piece, line) in enumerate(runs):
        for other_box, other, other_line in runs[number + 1 :]:
            if other_box[0] > box[2]:
                break
            if line != other_line and other_box[1] <= box[3] and box[1] <= other_box[3]:
                found += _cross(*piece, *other)
    return found


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < -0.01 and side(c, d, a) * side(c, d, b) < -0.01
