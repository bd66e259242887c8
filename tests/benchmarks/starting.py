"""Start: from nothing to a painted window with a sample one can click in, warm; median of five."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from .bench import ROOT, diagram_file

TIMES = 5
SAMPLE = ROOT / "samples" / "order-fulfilment.bpmn"
CHILD = """
import sys, time
from opsdesigner.app.main import application
app = application(sys.argv[:1])
from opsdesigner.app.window import MainWindow
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
window = MainWindow(sys.argv[1:2])
class Painted(QObject):
    seen = False
    def eventFilter(self, watched, event):
        Painted.seen |= event.type() == QEvent.Type.Paint
        return False
painted = Painted()
window.view.viewport().installEventFilter(painted)
window.resize(1920, 1080)
window.show()
while not Painted.seen:
    app.processEvents()
view = window.view
shape = next(s for s in view.display.shapes.values() if s.kind.family == "step")
at = view.to_view(shape.x + shape.w * 0.3, shape.y + shape.h * 0.7)
left, none, plain = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
for kind, held in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
    app.sendEvent(view, QMouseEvent(kind, at, QPointF(view.mapToGlobal(at.toPoint())), left, held, plain))
app.processEvents()
assert view.selection() == {shape.id}, view.selection()
with open("/proc/self/statm") if sys.platform == "linux" else open(__file__) as file:
    pages = file.read().split()[1] if sys.platform == "linux" else "0"
import json, os
print(json.dumps({"cpu": time.process_time(), "MB": int(pages) * 4096 / 1e6}), flush=True)
os._exit(0)
"""


def main() -> dict[str, object]:
    return {"sample": start(str(SAMPLE)), "10,000 shapes": start(str(diagram_file(10_000)))}


def start(path: str) -> dict[str, float]:
    """Median milliseconds from the call to a selected step."""
    walls, cpus, size = [], [], 0.0
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "OPSDESIGNER_STATE": tempfile.mkdtemp()}
    for turn in range(TIMES + 1):
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", CHILD, path], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        wall = (time.perf_counter() - begin) * 1000
        said = json.loads(done.stdout)
        if turn:  # the first one warms the disk
            walls.append(wall)
            cpus.append(said["cpu"] * 1000)
        size = said["MB"]
    return {
        "wall ms": round(statistics.median(walls)),
        "CPU ms": round(statistics.median(cpus)),
        "best wall ms": round(min(walls)),
        "MB": round(size),
    }
