"""Other layout engines on the same graphs: elkjs with and without lanes, Graphviz dot, and bpmn-auto-layout.

Each is skipped where it is not at hand. OPSDESIGNER_ELKJS names a folder in which `npm install elkjs` ran,
OPSDESIGNER_AUTO_LAYOUT one for bpmn-auto-layout; dot is found on the PATH. None knows bands of lanes but elkjs, whose
partitions lie one below the other, with work flowing down.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from typing import NamedTuple

from opsdesigner.layout.graph import Graph
from opsdesigner.model import Point
from opsdesigner.model.geometry import Box

PATIENCE = 60  # s
AUTO_LAYOUT = "OPSDESIGNER_AUTO_LAYOUT"
DOT = 72.0  # px in an inch
ELK = """
const ELK = require('elkjs/lib/elk.bundled.js'), elk = new ELK();
const graph = JSON.parse(require('fs').readFileSync(0));
(async () => { let best = 1e9, made; for (let i = 0; i < 3; i++) { const copy = JSON.parse(JSON.stringify(graph));
const start = process.hrtime.bigint(); made = await elk.layout(copy);
best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6); }
console.log(JSON.stringify({ms: best, made})); })();
"""
AUTO = """
import { layoutProcess } from 'bpmn-auto-layout'; import { readFileSync } from 'fs';
console.log(await layoutProcess(readFileSync(0, 'utf8')));
"""


class Drawn(NamedTuple):
    """What an engine made of a graph: ms it took, frames, and lines."""

    ms: float
    boxes: list[Box]
    lines: list[list[Point]]


def rivals(graph: Graph) -> Iterator[tuple[str, Drawn | None]]:
    """Every engine at hand by name; None where it failed or took too long."""
    if folder := os.environ.get("OPSDESIGNER_ELKJS"):
        yield "elkjs", elk(graph, folder, lanes=False)
        yield "elkjs in lanes", elk(graph, folder, lanes=True)
    if shutil.which("dot"):
        yield "dot", dot(graph)


def elk(graph: Graph, folder: str, lanes: bool) -> Drawn | None:
    """The best of three runs."""
    order = {lane.id: number for number, lane in enumerate(graph.lanes)}
    options = {
        "elk.algorithm": "layered",
        "elk.direction": "DOWN" if lanes else "RIGHT",
        "elk.edgeRouting": "ORTHOGONAL",
        "elk.partitioning.activate": str(lanes).lower(),
    }
    nodes = [node for node in graph.nodes if node.host is None]
    host = {node.id: node.host or node.id for node in graph.nodes}
    children = [
        {
            "id": node.id,
            "width": node.width,
            "height": node.height,
            "layoutOptions": {"elk.partitioning.partition": str(order[node.lane])},
        }
        for node in nodes
    ]
    edges = [{"id": flow.id, "sources": [host[flow.source]], "targets": [host[flow.target]]} for flow in graph.flows]
    root = {"id": "root", "layoutOptions": options, "children": children, "edges": edges}
    found = _run(["node", "-e", ELK], json.dumps(root), folder)
    if found is None:
        return None
    answer = json.loads(found)
    boxes = [(c["x"], c["y"], c["x"] + c["width"], c["y"] + c["height"]) for c in answer["made"]["children"]]
    lines = []
    for edge in answer["made"]["edges"]:
        for section in edge.get("sections", ()):
            points = [section["startPoint"], *section.get("bendPoints", ()), section["endPoint"]]
            lines.append([(point["x"], point["y"]) for point in points])
    return Drawn(answer["ms"], boxes, lines)


def dot(graph: Graph) -> Drawn | None:
    """From left to right, right-angled; the time is that of the whole run."""
    host = {node.id: node.host or node.id for node in graph.nodes}
    rows = [
        f'"{n.id}" [shape=box fixedsize=true width={n.width / DOT:.3f} height={n.height / DOT:.3f} label=""]'
        for n in graph.nodes
        if n.host is None
    ]
    rows += [f'"{host[flow.source]}" -> "{host[flow.target]}"' for flow in graph.flows]
    text = "digraph { rankdir=LR; splines=ortho;" + ";".join(rows) + "}"
    start = time.perf_counter()
    found = _run(["dot", "-Tjson"], text, None)
    ms = (time.perf_counter() - start) * 1000
    if found is None:
        return None
    answer = json.loads(found)
    boxes = []
    for each in answer.get("objects", ()):
        x, y = map(float, each["pos"].split(","))
        half, high = float(each["width"]) * DOT / 2, float(each["height"]) * DOT / 2
        boxes.append((x - half, y - high, x + half, y + high))
    return Drawn(ms, boxes, [_corners(edge["pos"]) for edge in answer.get("edges", ())])


def _corners(text: str) -> list[Point]:
    """The bends of a line that dot writes as curves: every third point, without those on a straight run."""
    points = [part for part in text.split() if not part.startswith(("e,", "s,"))]
    ends = [tuple(round(float(value), 1) for value in part.split(",")) for part in points[::3]]
    line: list[Point] = []
    for x, y in ends:
        if len(line) > 1 and any(line[-1][axis] == line[-2][axis] == (x, y)[axis] for axis in (0, 1)):
            line.pop()
        if not line or line[-1] != (x, y):
            line.append((x, y))
    return line


def auto_layout(data: str) -> str | None:
    """A BPMN file laid out by bpmn-auto-layout; None where that is not at hand or fails."""
    folder = os.environ.get(AUTO_LAYOUT)
    return _run(["node", "--input-type=module", "-e", AUTO], data, folder) if folder else None


def _run(command: list[str], given: str, folder: str | None) -> str | None:
    try:
        done = subprocess.run(
            command, cwd=folder, input=given, capture_output=True, text=True, check=True, timeout=PATIENCE
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return done.stdout
