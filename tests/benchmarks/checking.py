"""How pages are drawn, looked at: CPU ms for a whole page, and for the longest stretch between two pauses."""

from __future__ import annotations

import gc
import os
import time
from random import Random
from statistics import median

from opsdesigner.analysis.geometry import geometry
from opsdesigner.edit.mending import mend
from opsdesigner.layout.faults import faults
from opsdesigner.layout.yardstick import PEOPLES
from opsdesigner.model import Edge, Model, Shape

from . import generate

SIZES = tuple(int(size) for size in os.environ.get("OPSDESIGNER_BENCHMARK_SIZES", "500,2000,10000").split(","))
TURNS = 5
PULLED = 40  # one in so many shapes and lines is put elsewhere


def main() -> dict[str, object]:
    return {str(size): measure(size) for size in SIZES}


def measure(size: int) -> dict[str, float]:
    model = Model(generate.records(size).values())
    model_with_names_and_slips(model)
    gc.collect()
    gc.disable()
    whole, stretches = zip(*(looked(model) for _ in range(TURNS)), strict=True)
    gc.enable()
    found = faults(model, generate.DIAGRAM, PEOPLES)
    start = time.thread_time()
    mend(model, found[:1])
    one = time.thread_time() - start
    return {
        "ms": round(median(whole), 1),
        "longest stretch, ms": round(median(stretches), 1),
        "faults": len(found),
        "one put right, ms": round(one * 1000, 1),
    }


def model_with_names_and_slips(model: Model) -> None:
    """A careless hand: a few shapes pushed aside, a few lines bent."""
    pick = Random(3)
    with model.change("Slips"):
        for shape in model.referrers(generate.DIAGRAM, Shape):
            if pick.randrange(PULLED) == 0:
                model.update(shape.id, x=shape.x + pick.randint(-60, 60), y=shape.y + pick.randint(-60, 60))
        for edge in model.referrers(generate.DIAGRAM, Edge):
            if pick.randrange(PULLED) == 0:
                (ax, ay), (bx, by) = edge.points[0], edge.points[-1]
                model.update(edge.id, points=((ax, ay), ((ax + bx) / 2, (ay + by) / 2 + 30), (bx, by)))


def looked(model: Model) -> tuple[float, float]:
    """ms in all, and the longest stretch."""
    longest, start = 0.0, time.thread_time()
    before = start
    for _ in geometry(model):
        now = time.thread_time()
        longest, before = max(longest, now - before), now
    return (time.thread_time() - start) * 1000, longest * 1000
