"""A window to measure: real events to a real main window, each timed and seen to paint.

Sizes come from OPSDESIGNER_BENCHMARK_SIZES ("100,1000,10000"), device pixels a pixel from OPSDESIGNER_BENCHMARK_RATIO.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = tuple(int(size) for size in os.environ.get("OPSDESIGNER_BENCHMARK_SIZES", "100,1000,10000").split(","))
RATIO = os.environ.get("OPSDESIGNER_BENCHMARK_RATIO", "1")
WINDOW = (1920, 1080)
PATIENCE = 10.0  # seconds until a step that should paint or end has failed

if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = RATIO

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

NONE, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
Kind = QEvent.Type
Figures = dict[str, float]


def each_size(theme: str, sizes: tuple[int, ...] = SIZES) -> dict[str, object]:
    """What a theme's `measure(bench)` gives at every size, each in a process of its own."""
    figures: dict[str, object] = {}
    for size in sizes:
        command = [sys.executable, "-m", "tests.benchmarks.bench", theme, str(size)]
        done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(f"{theme} at {size} failed")
        figures[str(size)] = json.loads(done.stdout.splitlines()[-1])
    return figures


def diagram_file(count: int) -> Path:
    """A file of this size, made once for this state of the generator."""
    from . import generate

    state = f"{Path(generate.__file__).stat().st_mtime_ns:x}"
    path = Path(tempfile.gettempdir()) / f"opsdesigner-benchmark-{os.getuid()}-{count}-{state}.bpmn"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(generate.data(count))
        draft.replace(path)
    return path


class Meter:
    """Milliseconds of this thread and of the clock, one pair for each step of a name."""

    def __init__(self) -> None:
        self.cpu: dict[str, list[float]] = {}
        self.wall: dict[str, list[float]] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.thread_time()
        yield
        self.cpu.setdefault(name, []).append((time.thread_time() - cpu) * 1000)
        self.wall.setdefault(name, []).append((time.perf_counter() - wall) * 1000)

    def figures(self) -> dict[str, Figures]:
        """Median, 95th and 99th of a hundred and the worst, of CPU and of the clock."""
        return {
            name: {"n": len(self.cpu[name]), **_spread("cpu", self.cpu[name]), **_spread("wall", self.wall[name])}
            for name in self.cpu
        }


def _spread(sort: str, values: list[float]) -> Figures:
    ranked = sorted(values)
    pick = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {f"{sort} {name}": round(ranked[round((len(ranked) - 1) * part)], 2) for name, part in pick.items()}


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == Kind.Paint
        return False


class Bench:
    """A window on a generated diagram; places are window pixels of the canvas."""

    def __init__(self, count: int) -> None:
        from opsdesigner.app.main import application
        from opsdesigner.app.window import MainWindow
        from opsdesigner.files import xmltree

        xmltree.MOST_ELEMENTS = 10**7  # larger diagrams than a file may hold are measured, too
        os.environ.setdefault("OPSDESIGNER_STATE", tempfile.mkdtemp())
        self.count = count
        self.app = application([])
        self.meter = Meter()
        self.path = Path(tempfile.mkdtemp()) / "diagram.bpmn"
        self.path.write_bytes(diagram_file(count).read_bytes())
        self.window = MainWindow()
        self.window.resize(*WINDOW)
        self.window.show()
        self.settle()
        self.view = self.window.view
        self.watch()

    def watch(self) -> None:
        """Counts the repaints of the canvas in use from now on."""
        self.paints = Paints(self.view.viewport())

    def open(self) -> None:
        """Opens the file as the menu does, and sees the first frame."""
        from opsdesigner.app.keeping import filing

        with self.painting("open to first frame"):
            filing.open_path(self.window, self.path)
        assert self.window.document is not None and self.view.display.shapes
        self.settle()

    # time

    @contextmanager
    def painting(self, name: str) -> Iterator[None]:
        """A step up to its repaint; a step that paints nothing has failed."""
        before = self.paints.count
        with self.meter.step(name):
            yield
            self.app.processEvents()
            until = time.perf_counter() + PATIENCE
            while self.paints.count == before:
                if time.perf_counter() > until:
                    raise AssertionError(f"{name}: nothing was painted")
                self.app.processEvents()

    def wait(self, done: Callable[[], bool], what: str) -> None:
        until = time.perf_counter() + PATIENCE
        while not done():
            if time.perf_counter() > until:
                raise AssertionError(f"{what}: did not happen")
            self.app.processEvents()
            time.sleep(0.0005)

    def settle(self, seconds: float = 0.4) -> None:
        """Lets timers run out and the picture become sharp."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self.app.processEvents()
            time.sleep(0.002)

    # hands

    def mouse(self, kind: Kind, at: QPointF, held: bool, keys: Qt.KeyboardModifier = PLAIN) -> None:
        button = NONE if kind == Kind.MouseMove else LEFT
        buttons = LEFT if held else NONE
        place = QPointF(self.view.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(self.view.viewport(), QMouseEvent(kind, at, place, button, buttons, keys))

    def press(self, at: QPointF, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self.mouse(Kind.MouseButtonPress, at, True, keys)

    def move(self, at: QPointF, held: bool = True) -> None:
        self.mouse(Kind.MouseMove, at, held)

    def release(self, at: QPointF) -> None:
        self.mouse(Kind.MouseButtonRelease, at, False)

    def wheel(self, at: QPointF, by: QPoint, keys: Qt.KeyboardModifier = PLAIN) -> None:
        place = QPointF(self.view.mapToGlobal(at.toPoint()))
        phase = Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(self.view.viewport(), QWheelEvent(at, place, QPoint(), by, NONE, keys, phase, False))

    def key(self, key: Qt.Key, text: str = "", keys: Qt.KeyboardModifier = PLAIN) -> None:
        """A key to whatever has the focus: first as a shortcut, as the window system does, then to the widget."""
        target = QApplication.focusWidget() or self.view
        for kind in (Kind.ShortcutOverride, Kind.KeyPress, Kind.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, keys, text))

    def command(self, verb: str) -> None:
        """What a shortcut or a menu sets off."""
        self.window.actions_by_id[verb].trigger()

    # places

    @property
    def middle(self) -> QPointF:
        return QPointF(self.view.rect().center())

    def look(self, zoom: float | None) -> None:
        """Looks at the middle of the diagram at a zoom; at all of it without one."""
        self.view.fit()
        if zoom is not None:
            self.view.zoom_at(zoom, self.middle)
            assert abs(self.view.zoom - zoom) < 0.02, self.view.zoom
        self.settle(0.6)

    def in_view(self) -> list[str]:
        """The steps well inside the window, nearest to its middle first."""
        view, room = self.view, self.view.rect().adjusted(150, 150, -150, -150)
        found = []
        for id, shape in view.display.shapes.items():
            middle = view.to_view(shape.x + shape.w / 2, shape.y + shape.h / 2)
            if shape.kind.family == "step" and shape.depth >= 0 and room.contains(middle.toPoint()):
                found.append(((middle - self.middle).manhattanLength(), id))
        return [id for _, id in sorted(found)]

    def spot(self, id: str) -> QPointF:
        """Where to take hold of a step: inside, clear of handles."""
        shape = self.view.display.shapes[id]
        return self.view.to_view(shape.x + shape.w * 0.3, shape.y + shape.h * 0.7)


def main(arguments: list[str]) -> None:
    bench = Bench(int(arguments[1]))
    figures = importlib.import_module(f"tests.benchmarks.{arguments[0]}").measure(bench)
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
