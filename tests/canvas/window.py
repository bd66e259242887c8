"""A bare window onto a diagram: camera, tiles and nothing else, to see what the rendering half shows."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtTest import QTest

from opsdesigner.canvas.camera import Camera, fitting
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.drawing.tiles import Tiles
from opsdesigner.canvas.marks.lighting import Lighting
from opsdesigner.model import Change, Id, Model
from opsdesigner.notation.theme import LIGHT, Theme

CALM = 120  # milliseconds without a change or a zoom before the picture is sharpened


class Window(Camera):
    """Follows a model and repaints within a budget, sharpened when calm."""

    def __init__(self, model: Model, diagram: Id, theme: Theme = LIGHT, budget: float = 0.006) -> None:
        super().__init__()
        self.resize(800, 600)
        self.budget, self.paints = budget, 0
        self.display = Display(model, diagram, theme)
        self.bright: Tiles | None = None
        self.tiles = Tiles(self.display, 0.1)
        self.end = model.observe(self.follow)
        self._zooming = False
        self._calm, self._idle, self._later = QTimer(self), QTimer(self), QTimer(self)
        for timer, act in ((self._calm, self.refine), (self._idle, self.refine), (self._later, self.update)):
            timer.setSingleShot(True)
            timer.timeout.connect(act)

    def start(self) -> None:
        """Shows all of the diagram."""
        scale = fitting(self.display.bounds, self.size())
        self.tiles = Tiles(self.display, scale * self.devicePixelRatioF())
        self.show()
        self.show_box(self.display.bounds, scale)

    def follow(self, change: Change) -> None:
        soiled = self.display.follow(change)
        for tiles in filter(None, (self.tiles, self.bright)):
            tiles.soil(soiled)
        self.update()
        self._calm.start(CALM)

    def dim(self, bright: frozenset[Id] | None) -> None:
        self.bright = None if bright is None else Tiles(self.display, self.tiles.base.scale, Lighting(bright))
        self.update()

    def looked(self, zoomed: bool) -> None:
        self._zooming = zoomed or self._zooming
        self._idle.stop()
        self._calm.start(CALM)
        self.tiles.trim(self.rect(), self.frame)
        super().looked(zoomed)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1
        until, draft = perf_counter() + self.budget, self._zooming
        with QPainter(self) as p:
            done = self.tiles.paint(p, event.rect(), self.frame, QPoint(400, 300), draft, until)
            if self.bright:
                p.fillRect(event.rect(), self.display.colours.veil)
                done = self.bright.paint(p, event.rect(), self.frame, QPoint(400, 300), draft, until) and done
        if not done:
            self._later.start(0)

    def refine(self) -> None:
        self._zooming = False
        changed, done = self.tiles.refine(self.rect(), self.frame, QPoint(400, 300), perf_counter() + self.budget)
        for rect in changed:
            self.update(rect)
        if not done:
            self._idle.start(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.looked(False)

    def sharp(self) -> QImage:
        """What is seen once everything is painted."""
        QTest.qWait(60)
        for _ in range(400):
            if self.tiles.refine(self.rect(), self.frame, QPoint(400, 300), perf_counter() + 1)[1]:
                break
        return self.grab().toImage()
