"""What is seen while many shapes are dragged or caught: they alone have left their places, and nothing stays behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from opsdesigner.canvas.drawing import stage
from opsdesigner.canvas.gestures import snapshot
from opsdesigner.canvas.marks.overlay import manner
from opsdesigner.model import Diagram, Model, Node, Record, Shape

from .hand import ALT, LEFT, PLAIN
from .test_rendering import farthest
from .test_sight import canvas, now, rested

ROWS, COLUMNS = 15, 12
LETTER = 80  # as much may a letter between two pixels differ that is painted from another corner


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every repaint finishes what it may do, however slow the machine."""
    for name in ("FIRST_TIME", "FRAME_TIME"):
        monkeypatch.setattr(stage, name, 5.0)
    monkeypatch.setattr(snapshot, "CATCH_UP", 5.0)


def crowd(rows: int = ROWS) -> Model:
    """Steps in rows and columns."""
    records: list[Record] = [Node("p", "process"), Diagram("d", "p", "Crowd")]
    for at in range(rows * COLUMNS):
        x, y = 160.0 * (at % COLUMNS), 120.0 * (at // COLUMNS)
        records += [Node(f"n{at}", "task", f"Step {at}", "p"), Shape(f"s{at}", "d", f"n{at}", x, y, 100, 80)]
    return Model(records)


@pytest.mark.parametrize("zoom", [0.25, 0.5, 0.8])
@pytest.mark.parametrize("every", [2, 5])
def test_what_lies_between_many_dragged_shapes_stays(qtbot: QtBot, zoom: float, every: int) -> None:
    with canvas(crowd(), (900.0, 900.0), zoom) as view:
        before = rested(view)
        picked = {f"s{at}" for at in range(ROWS * COLUMNS) if at % COLUMNS % every == 0}
        view.select(picked)
        start = view.to_view(2 * 160 + 30 if every == 2 else 5 * 160 + 30, 7 * 120 + 20)
        QTest.mousePress(view, LEFT, PLAIN, start.toPoint())
        view.moved(start + QPointF(0, 3000), ALT)  # out of sight
        view.say("", start)
        assert view.snapshot is not None
        held, checked = now(view), 0
        view.cancel()
        for id, shape in view.display.shapes.items():
            place = QRect(view.window_place(id)).adjusted(-2, -2, 2, 2)
            if not view.rect().contains(place):
                continue
            checked += 1
            other = farthest(held.copy(place), before.copy(place)) > LETTER
            assert other == (shape.id in picked), id
        assert checked > 10


@pytest.mark.parametrize("zoom", [0.25, 0.5])
def test_a_rubber_band_leaves_no_traces(qtbot: QtBot, zoom: float) -> None:
    """Each move repaints only a part; the window then shows what a repaint of all of it would."""
    with canvas(crowd(rows=40), (900.0, 900.0), zoom) as view:
        rested(view)
        start = view.to_view(-60, -60)
        QTest.mousePress(view, LEFT, PLAIN, QPoint(max(5, round(start.x())), max(5, round(start.y()))))
        counts = set()
        for x, y in [(300, 200), (420, 330), (700, 640), (980, 600), (500, 640), (200, 20), (900, 690), (2, 2)]:
            view.moved(QPointF(x, y), PLAIN)
            view._scroller.stop()
            QApplication.processEvents()
            shown = view.screen().grabWindow(view.winId()).toImage()
            assert farthest(shown, now(view)) == 0, (x, y)
            counts.add(manner(len(view.picked)))
        assert len(counts) > 1
        view.cancel()
