"""Saving: verified, in a worker, and how long the window stands still meanwhile."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, Qt

from opsdesigner.files import bpmn

from .bench import CTRL, Bench, each_size


def main() -> dict[str, object]:
    return each_size("saving")


def measure(bench: Bench) -> dict[str, object]:
    bench.open()
    bench.look(1.0)
    figures: dict[str, object] = {}
    for kind in ("one name edited", "all moved"):
        edit(bench, kind)
        figures[kind] = save(bench)
    return figures


def edit(bench: Bench, kind: str) -> None:
    """Through keys: a new name for one step, or everything nudged."""
    view = bench.view
    if kind == "all moved":
        bench.command("selectAll")
        bench.key(Qt.Key.Key_Right, "", Qt.KeyboardModifier.AltModifier)
        view.select(frozenset())
    else:
        view.select({bench.in_view()[0]})
        view.setFocus()
        bench.key(Qt.Key.Key_F2)
        bench.key(Qt.Key.Key_X, "X")
        bench.key(Qt.Key.Key_Return, "\r")
    bench.settle()
    assert bench.window.document is not None and bench.window.document.modified


def save(bench: Bench) -> dict[str, float]:
    """Ctrl+S, and the page panned all the while."""
    document = bench.window.document
    assert document is not None
    longest, turns, way = 0.0, 0, 1
    process, start = time.process_time(), time.perf_counter()
    bench.key(Qt.Key.Key_S, "", CTRL)
    bench.app.processEvents()
    press = (time.perf_counter() - start) * 1000
    last = time.perf_counter()
    while document.modified:
        bench.wheel(bench.middle, QPoint(0, 120 * way))
        way, turns = -way, turns + 1
        bench.app.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        assert now - start < 30, "not saved"
        time.sleep(0.004)
    whole = time.perf_counter() - start
    with_cpu = time.process_time() - process
    again = bpmn.read(bench.path.read_bytes()).records
    assert again == dict(document.model.records)
    return {
        "ms until saved, panning meanwhile": round(whole * 1000, 1),
        "CPU ms of the process": round(with_cpu * 1000, 1),
        "ms of the key itself": round(press, 1),
        "longest ms between two frames": round(longest * 1000, 1),
        "frames": turns,
    }
