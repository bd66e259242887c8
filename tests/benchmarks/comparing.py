"""Two versions compared: what the window pans at meanwhile, marks painted, stepped through, taken away, in ms."""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF

from opsdesigner.files import bpmn

from .bench import Bench, each_size

SIZES = (100, 1000, 5000)
FRAMES, STEPS, PAN = 20, 20, 3  # px of a pan
OTHERWISE = (b'name="Check order"', b'name="Look at the order"')


def main() -> dict[str, object]:
    return each_size("comparing", SIZES)


def measure(bench: Bench) -> dict[str, object]:
    bench.open()
    bench.look(None)
    window, view = bench.window, bench.view
    assert window.document is not None
    older = window.document.source.data.replace(*OTHERWISE)
    start, turn = time.perf_counter(), 0
    window.comparison.start("before", lambda: bpmn.read(older).records)
    while not window.comparing:
        turn += 1
        with bench.meter.step("pan while it is worked out"):
            view.pan(QPointF(PAN if turn % 2 else -PAN, 0))
            bench.app.processEvents()
        time.sleep(0.004)
        assert time.perf_counter() - start < 60, "no comparison"
    bench.meter.wall.setdefault("until it is shown", []).append((time.perf_counter() - start) * 1000)
    bench.meter.cpu.setdefault("until it is shown", []).append(0.0)
    with bench.meter.step("its list"):
        bench.app.processEvents()
    bench.settle()
    for _ in range(FRAMES):
        with bench.meter.step("a picture with marks"):
            view.repaint()
    for _ in range(STEPS):
        with bench.meter.step("to the next difference"):
            window.comparison.step(1)
            bench.app.processEvents()
    with bench.meter.step("leave"):
        window.comparison.leave()
        bench.app.processEvents()
    return dict(bench.meter.figures())
