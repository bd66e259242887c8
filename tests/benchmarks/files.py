"""Files without a window: read, model, write, verify, convert; CPU milliseconds, best of three."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from opsdesigner.files import bpmn
from opsdesigner.model import Model, Node

from . import generate
from .bench import SIZES, diagram_file


def main() -> dict[str, object]:
    return {str(size): measure(size) for size in SIZES}


def measure(count: int) -> dict[str, float]:
    data = diagram_file(count).read_bytes()
    source = bpmn.read(data)
    step = next(r for r in source.records.values() if isinstance(r, Node) and r.kind == "task")
    edited = source.records | {step.id: replace(step, name="Another name")}
    written = bpmn.write(source, edited)
    assert bpmn.read(written).records == edited and abs(len(written) - len(data)) < 40
    fresh = generate.records(count)
    return {
        "MB": round(len(data) / 1e6, 2),
        "read": best(lambda: bpmn.read(data)),
        "model": best(lambda: Model(source.records.values())),
        "write one edit": best(lambda: bpmn.write(source, edited)),
        "verify": best(lambda: bpmn.verify(written, edited)),
        "write anew": best(lambda: bpmn.write(bpmn.empty(), fresh)),
    }


def best(act: Callable[[], object]) -> float:
    """Freeing what was made counts too."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        act()
        times.append((time.thread_time() - start) * 1000)
    return round(min(times), 1)
