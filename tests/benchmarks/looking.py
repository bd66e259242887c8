"""Looking round: pan, zoom, hover and dimming, in milliseconds an input."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF

from .bench import CTRL, Bench, each_size

LEVELS = {"100 %": 1.0, "50 %": 0.5, "25 %": 0.25, "fit": None}
TURNS = 100


def main() -> dict[str, object]:
    return each_size("looking")


def measure(bench: Bench) -> dict[str, object]:
    bench.open()
    for name, zoom in LEVELS.items():
        bench.look(zoom)
        pan(bench, f"pan {name}")
        hover(bench, f"hover {name}")
    bench.look(1.0)
    bench.window.what_if.want(True)
    pan(bench, "pan 100 %, with rings")
    bench.window.what_if.want(False)
    sweep(bench)
    for name, zoom in (("100 %", 1.0), ("fit", None)):
        dim(bench, name, zoom)
    return bench.meter.figures() | {"pixel ratio": bench.view.devicePixelRatioF()}


def pan(bench: Bench, name: str) -> None:
    """There and back over ground seen before and ground never seen, 60 px a turn."""
    for by in _ways():
        before = bench.view.to_view(0, 0)
        with bench.painting(name):
            bench.wheel(bench.middle, by)
        assert bench.view.to_view(0, 0) != before, name


def _ways() -> Iterator[QPoint]:
    for way in (QPoint(0, -120), QPoint(-120, 0), QPoint(0, 120), QPoint(120, 0)):
        yield from [way] * (TURNS // 4)


def hover(bench: Bench, name: str) -> None:
    """A straight line over the diagram, then the repaint there is where something lights up."""
    view, lit = bench.view, 0
    size = view.rect()
    spots = [QPointF(size.width() * (0.1 + 0.008 * at), size.height() * (0.2 + 0.006 * at)) for at in range(TURNS)]
    for a, b in pairwise(spots):
        with bench.meter.step(name):
            bench.move((a + b) / 2, held=False)
            bench.app.processEvents()
        lit += bool(view.hovered)
    assert lit or view.zoom < 0.2, name


def sweep(bench: Bench) -> None:
    """By control and wheel from all of it to full size and back."""
    view = bench.view
    bench.look(None)
    start = view.zoom
    while view.zoom < 1.0:
        _turn(bench, 120)
    bench.app.processEvents()
    while view.zoom > start * 1.05:
        _turn(bench, -120)


def _turn(bench: Bench, by: int) -> None:
    before = bench.view.zoom
    with bench.painting("zoom"):
        bench.wheel(bench.middle, QPoint(0, by), CTRL)
    assert (bench.view.zoom > before) == (by > 0)


def dim(bench: Bench, name: str, zoom: float | None) -> None:
    """All but a third of what is in view fades, as a lens does it."""
    bench.look(zoom)
    bright = frozenset(bench.in_view()[:300:3])
    for _ in range(10):
        for ids in (bright, None):
            with bench.painting(f"dim {name}"):
                bench.view.dim(ids)
    with bench.painting(f"dim {name}"):
        bench.view.dim(bright)
    pan(bench, f"pan {name}, dimmed")
    bench.view.dim(None)
