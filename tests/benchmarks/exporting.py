"""Pictures: SVG, PDF and PNG of everything, beside the window, and how long the window stands still meanwhile."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QPoint

from .bench import Bench, each_size


def main() -> dict[str, object]:
    return each_size("exporting")


def measure(bench: Bench) -> dict[str, object]:
    bench.open()
    bench.look(1.0)
    return {ending: export(bench, bench.path.with_suffix(ending)) for ending in (".svg", ".pdf", ".png")}


def export(bench: Bench, path: Path) -> dict[str, float]:
    """Asked for as the menu does once a file is chosen; the page is panned all the while."""
    from opsdesigner.app.paper.exporting import export
    from opsdesigner.app.words import tr

    said: list[str] = []
    bench.window.status.show_hint, before = said.append, bench.window.status.show_hint  # type: ignore[method-assign]
    longest, way = 0.0, 1
    process, start = time.process_time(), time.perf_counter()
    export(bench.window, path)
    last = start
    while not any(tr("{} is written. {}").format(path.name, "").strip()[:12] in text for text in said):
        bench.wheel(bench.middle, QPoint(0, 120 * way))
        way = -way
        bench.app.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        assert now - start < 60, said
        time.sleep(0.004)
    whole = time.perf_counter() - start
    bench.window.status.show_hint = before  # type: ignore[method-assign]
    assert path.stat().st_size > 1000
    return {
        "wall ms": round(whole * 1000),
        "CPU ms of the process": round((time.process_time() - process) * 1000),
        "longest ms between two frames": round(longest * 1000, 1),
        "MB": round(path.stat().st_size / 1e6, 2),
    }
