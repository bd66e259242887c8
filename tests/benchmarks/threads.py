"""Panning with 40 threads in view beside panning with the same steps lit and none, in ms; finding their ways."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("OPSDESIGNER_STATE", tempfile.mkdtemp())

from PySide6.QtCore import QPointF

if TYPE_CHECKING:
    from opsdesigner.app.window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
ROLES, STEPS = ("Stores", "Sales"), 20
ROUNDS, TURNS = 10, 24
SIZE = (1920, 1080)


def main() -> dict[str, object]:
    command = [sys.executable, "-m", "tests.benchmarks.threads"]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure() -> dict[str, object]:
    """Both ways of panning take turns, so that a busy machine slows both."""
    from opsdesigner.app.main import application

    app = application([])
    window = two_roles(app.processEvents)
    threads, view = window.links.threads, window.twin.process.view
    strands = threads.strands
    taken: dict[str, list[float]] = {"threads": [], "none": []}
    for _ in range(ROUNDS):
        for name, shown in (("threads", strands), ("none", ())):
            threads.join(shown)
            settle(app.processEvents)
            assert len(threads.lines) == (len(ROLES) * STEPS if shown else 0)
            for turn in range(TURNS):
                by = -3 if turn < TURNS / 2 else 3
                start = time.thread_time()
                view.pan(QPointF(by, by))
                app.processEvents()
                taken[name].append((time.thread_time() - start) * 1000)
    threads.join(strands)
    ways = []
    for _ in range(TURNS):
        threads._ways.clear()
        start = time.thread_time()
        threads.choose()
        ways.append((time.thread_time() - start) * 1000)
    figures: dict[str, object] = {"threads in view": len(threads.lines), "ways found ms": round(median(ways), 2)}
    for name, times in taken.items():
        ranked = sorted(times)
        figures[f"{name} p50 ms"] = round(median(times), 2)
        figures[f"{name} p99 ms"] = round(ranked[round((len(ranked) - 1) * 0.99)], 2)
    return figures


def two_roles(turn: Callable[[], None]) -> MainWindow:
    """A process of 40 steps in rows, half of each role; both are selected."""
    from opsdesigner.app.window import MainWindow
    from opsdesigner.edit.assigning import assign
    from opsdesigner.edit.draw import place
    from opsdesigner.edit.seats import add, new_chart
    from opsdesigner.model import Shape
    from opsdesigner.notation.variants import VARIANTS

    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    window.actions_by_id["new"].trigger()
    pane, model = window.twin.process, window.twin.process.view.model
    with model.change("Many"):
        chart, boxes = new_chart(model), []
        for row, name in enumerate(ROLES):
            boxes.append(add(model, chart, name=name))
            places = [(200 + at % 10 * 135, 130 + (2 * row + at // 10) * 130) for at in range(STEPS)]
            steps = [place(model, pane.diagram, VARIANTS["task"], x, y, name=f"{name} {x}") for x, y in places]
            box = model.get(boxes[-1], Shape)
            assert box is not None
            assign(model, steps, box.node)
    settle(turn)
    pane.view.fit()
    window.twin.org.view.select(frozenset(boxes))
    settle(turn)
    return window


def settle(turn: Callable[[], None], seconds: float = 0.4) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        turn()
        time.sleep(0.002)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()) + "\n")
    sys.stdout.flush()
    os._exit(0)
