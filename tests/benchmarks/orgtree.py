"""Org charts of 100 to 10,000 roles laid out, in CPU ms; a walk over the same tree shows the pace of the machine."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from statistics import median

import networkx

from opsdesigner.layout.tree import arrange
from opsdesigner.layout.tree_lines import dotted, lines
from opsdesigner.layout.tree_styles import Box, Style
from opsdesigner.model.geometry import Box as Frame

SIZES = (100, 1_000, 10_000)
TURNS = 7
DOTTED = 20
Reports = Mapping[str, Sequence[str]]


def main() -> dict[str, object]:
    return {str(size): measure(size) for size in SIZES}


def measure(count: int) -> dict[str, object]:
    """Medians of turns in which everything is measured once, one after the other."""
    reports = firm(count)
    charts = {style: [Box(id, 160.0, 56.0, style) for id in walk(reports)] for style in Style}
    compact = arrange(charts[Style.COMPACT], ["0"], reports)
    frames, graph = compact.frames(), networkx.DiGraph(reports)
    pick = random.Random(5)
    pairs = [(str(pick.randrange(count)), str(pick.randrange(count))) for _ in range(DOTTED)]
    jobs: dict[str, Callable[[], object]] = {
        "walk": lambda: walk(reports),
        "networkx layers": lambda: list(networkx.bfs_layers(graph, "0")),
        "lines": lambda: lines(compact),
        f"{DOTTED} dotted lines": lambda: dotted(frames, pairs),
    }
    for style in Style:
        jobs[style.value] = lambda style=style: arrange(charts[style], ["0"], reports)  # type: ignore[misc]
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(TURNS):
        for name, job in jobs.items():
            start = time.thread_time()
            job()
            taken[name].append((time.thread_time() - start) * 1000)
    times = {name: median(values) for name, values in taken.items()}
    figures: dict[str, object] = {f"{name} ms": round(value, 3) for name, value in times.items()}
    for style in Style:
        figures[f"{style.value} in walks"] = round(times[style.value] / times["walk"], 1)
        placed = arrange(charts[style], ["0"], reports).frames()
        figures[f"{style.value} overlaps"] = overlapping(placed)
        figures[f"{style.value} width, height"] = extent(placed)
    return figures


def firm(count: int) -> dict[str, list[str]]:
    """Spans of two to nine, some of the reports without any of their own."""
    pick = random.Random(count)
    reports: dict[str, list[str]] = {}
    made, waiting = 1, deque(["0"])
    while made < count:
        boss = waiting.popleft()
        if waiting and pick.random() < 0.3:
            continue
        reports[boss] = [str(id) for id in range(made, min(count, made + pick.randint(2, 9)))]
        made += len(reports[boss])
        waiting.extend(reports[boss])
    return reports


def walk(reports: Reports) -> list[str]:
    """Everybody, level by level."""
    found = ["0"]
    for id in found:
        found.extend(reports.get(id, ()))
    return found


def overlapping(frames: Mapping[str, Frame]) -> int:
    """How many pairs of boxes share more than a rim."""
    boxes = sorted(frames.values())
    open_boxes: list[Frame] = []
    count = 0
    for box in boxes:
        open_boxes = [other for other in open_boxes if other[2] > box[0]]
        count += sum(other[1] < box[3] and box[1] < other[3] for other in open_boxes)
        open_boxes.append(box)
    return count


def extent(frames: Mapping[str, Frame]) -> tuple[int, int]:
    """Width and height of the whole in px."""
    lefts, tops, rights, bottoms = zip(*frames.values(), strict=True)
    return round(max(rights) - min(lefts)), round(max(bottoms) - min(tops))
