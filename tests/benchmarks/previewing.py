"""Tidy with its preview: what the window pans at meanwhile, each picture of the glide, keeping and undoing, in ms."""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF

from .bench import Bench, each_size

SIZES = (100, 450, 2000)
ROUNDS, FRAMES = 3, 12
STEP = 3  # px of a pan


def main() -> dict[str, object]:
    return each_size("previewing", SIZES)


def measure(bench: Bench) -> dict[str, object]:
    bench.open()
    bench.look(None)
    for _ in range(ROUNDS):
        worked_out(bench)
        bench.settle()
        with bench.painting("keep"):
            bench.view.keep_preview()
        bench.settle()
        with bench.painting("undo"):
            bench.command("undo")
        bench.settle()
    return bench.meter.figures()


def worked_out(bench: Bench) -> None:
    """Pans to and fro until the preview is there, then follows the glide."""
    view = bench.view
    start, turn = time.perf_counter(), 0
    bench.command("tidy")
    while not view.previewing:
        turn += 1
        with bench.meter.step("pan while it is worked out"):
            view.pan(QPointF(STEP if turn % 2 else -STEP, 0))
            bench.app.processEvents()
        time.sleep(0.004)
        assert time.perf_counter() - start < 60, "no preview"
    bench.meter.wall.setdefault("until it is shown", []).append((time.perf_counter() - start) * 1000)
    bench.meter.cpu.setdefault("until it is shown", []).append(0.0)
    for _ in range(FRAMES):
        if not view.gliding:
            break
        with bench.meter.step("a picture of the glide"):
            view.repaint()
        time.sleep(0.008)
