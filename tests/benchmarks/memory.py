"""Memory of the whole process: opened, after looking all over, after an edit and a save."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPointF, Qt

from .bench import CTRL, Bench, each_size


def main() -> dict[str, object]:
    return each_size("memory")


def measure(bench: Bench) -> dict[str, object]:
    """MB in main memory."""
    figures: dict[str, object] = {"empty window": resident()}
    bench.open()
    figures["opened"] = resident()
    view = bench.view
    for zoom in (1.0, 0.5, 0.25):
        view.fit()
        bounds = view.display.bounds
        for at in range(12):
            x = bounds[0] + (bounds[2] - bounds[0]) * at / 11
            y = bounds[1] + (bounds[3] - bounds[1]) * (at * 5 % 12) / 11
            view.show_box((x, y, x, y), zoom)
            bench.settle(0.15)
    figures["looked all over"] = resident()
    bench.look(1.0)
    view.select({bench.in_view()[0]})
    view.setFocus()
    bench.key(Qt.Key.Key_F2)
    bench.key(Qt.Key.Key_X, "X")
    bench.key(Qt.Key.Key_Return, "\r")
    document = bench.window.document
    assert document is not None and document.modified
    bench.key(Qt.Key.Key_S, "", CTRL)
    bench.wait(lambda: not document.modified, "saved")
    bench.press(QPointF(5, 5))
    bench.release(QPointF(5, 5))
    bench.settle()
    figures["edited and saved"] = resident()
    figures["most ever"] = most()
    return figures


def resident() -> float:
    """MB this process holds now; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    return round(int(status.read_text().split()[1]) * 4096 / 1e6) if status.exists() else 0


def most() -> float:
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)
