"""A diagram on screen: its pictures and tiles, how it follows the model, what one repaint may cost."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from opsdesigner.model import Change, Diagram, Id, Model
from opsdesigner.notation.theme import Theme

from ..camera import fitting
from ..gestures.snapshot import Snapshot
from ..marks.gliding import Glide, Still
from ..marks.lighting import Lighting
from ..outlook import Outlook
from .display import Display
from .tiles import Tiles

FRAME_TIME, LARGE_FRAME_TIME = 0.0065, 0.010  # seconds for a repaint, for one of a very large window
LARGE = 4_000_000  # device pixels
FIRST_TIME = 0.04  # seconds for the first picture of a diagram, or of one in other colours
LEAST_TIME, IDLE_TIME = 0.002, 0.005  # seconds that a repaint spends on tiles at least, an idle step at most
SOON = 8  # milliseconds to the next repaint where one has not done all: what hands do comes first
CALM, BREATH = 50, 12  # milliseconds without zooming before all is sharpened; between steps for what is not seen yet
RING = 16  # window pixels round a shape that its ring and handles may take
FEW = 50  # soiled boxes that are repainted one by one
Hook = Callable[[QPainter, "Stage"], None]


class Stage(Outlook):
    """Shows one diagram of a model; what lies over it is painted by `paint_over`."""

    view_changed = Signal()
    diagram_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.lit: Tiles | None = None  # what stays bright while all else is dimmed
        self.lighting: Lighting | None = None
        self.snapshot: Snapshot | Glide | Still | None = None
        self.hooks: list[Hook] = []  # painted last, in window pixels
        self._zooming = False  # drafts are good enough
        self._fresh = False  # shown, but not painted yet
        self._landing, self._debt = False, 0.0  # seconds of this frame that a change has taken already
        self._rest = 0.0  # seconds that a repaint takes without tiles nowadays
        self._later, self._calm, self._idle, self._landed = (
            self._timer(act) for act in (self.update, self._refine, self._refine, self._catch_up)
        )
        self._unobserve: Callable[[], None] = lambda: None
        self.model, self.diagram = Model(), ""
        self._drawn = -1  # the version of the model when its diagram was made ready to be painted
        self.display = Display(self.model, "", self.theme)
        self.tiles = Tiles(self.display, 1.0)

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer

    # what is shown

    def show_diagram(self, model: Model, diagram: Id) -> None:
        """Shows a diagram as a whole, at most at full size; the model shown before is no longer observed."""
        self._unobserve()
        self._unobserve = model.observe(self._changed)
        self.model, self.diagram, self._drawn = model, diagram, model.version
        before = self.display
        self.display = Display(model, diagram, self.theme, pinned=True)
        self.display.hopping, self.display.badges.shown = before.hopping, before.badges.shown
        self.lit = self.lighting = self.snapshot = None
        self._show_fresh()

    def _show_fresh(self) -> None:
        """All of a diagram not yet painted; again when the window gets its real size before that."""
        ratio = self.devicePixelRatioF()
        self.tiles = Tiles(self.display, fitting(self.display.bounds, self.size()) * ratio, ratio=ratio)
        self.open_again()
        self._fresh = True

    def leave(self) -> None:
        """Stops following the model; for a canvas that is being closed."""
        self._unobserve()
        self._unobserve = lambda: None

    def set_theme(self, theme: Theme) -> None:
        """Other colours, at once."""
        self.theme = theme
        self.display.set_theme(theme)
        for tiles in self._all_tiles():
            tiles.clear()
        self.snapshot = None
        self.update()

    def set_badges(self, on: bool) -> None:
        """Whether the boxes of an org chart say what they own and lead."""
        self.display.set_badges(on)
        for tiles in self._all_tiles():
            tiles.clear()
        self.update()

    def set_hopping(self, on: bool) -> None:
        """Whether lines hop over those they cross."""
        self.display.set_hopping(on)
        self.tiles.clear()
        self.update()

    def _changed(self, change: Change) -> None:
        if self.model.version == self._drawn:  # shown by another who heard of the change before
            return
        if self.diagram and self.diagram not in self.model:
            self._without_diagram()
            return
        self.follow(change)

    def _without_diagram(self) -> None:
        """The diagram itself is gone: another one is asked for, and nothing is shown until it comes."""
        self.diagram = ""
        self.display = Display(self.model, "", self.theme)
        self.tiles = Tiles(self.display, 1.0)
        self.lit = self.lighting = self.snapshot = None
        self.update()
        self.diagram_wanted.emit(next((diagram.id for diagram in self.model.all(Diagram)), ""))

    def follow(self, change: Change) -> None:
        """Takes over what a change did to this diagram."""
        start = perf_counter()
        soiled = self.display.follow(change)
        if soiled:
            if self._landing or self._landed.isActive():  # the picture that has just been dropped is a past one
                self._landed.stop()
                self.snapshot, self._landing = None, False
            for tiles in self._all_tiles():
                tiles.soil(soiled)
            self._idle.stop()  # what has changed is painted with the next repaint, not when there is time
            whole = [self.frame.box(self.rect())]
            for box in soiled if len(soiled) < FEW else whole:
                self.update(self.frame.rect(box, RING))
            self._calm.start(CALM)
        self._debt += perf_counter() - start

    def dim(self, ids: frozenset[Id] | None) -> None:
        """Fades all but these ids; None brings everything back."""
        self.light(None if ids is None else Lighting(ids))

    def light(self, lighting: Lighting | None) -> None:
        """Fades all but what is lit; None brings everything back."""
        if lighting == self.lighting:
            return
        self.lighting = lighting
        scale, ratio = self.tiles.base.scale, self.devicePixelRatioF()
        self.lit = None if lighting is None else Tiles(self.display, scale, lighting, ratio)
        self.update()

    def looked(self, zoomed: bool) -> None:
        self._fresh = False
        self._zooming = zoomed or self._zooming
        self._idle.stop()  # sharpening waits until the page rests
        self._calm.start(CALM)
        for tiles in self._all_tiles():
            tiles.trim(self.rect(), self.frame)
        self.page_turned()
        super().looked(zoomed)
        self.view_changed.emit()

    def page_turned(self) -> None:
        """The page has moved or zoomed; a picture taken for a drag is no longer right."""
        self.snapshot = None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        begun, rect = perf_counter(), event.rect()
        until = begun + self._time_for_tiles()
        self._fresh, self._debt = False, 0.0
        with QPainter(self) as p:
            _align(p)
            if not self._paint_content(p, rect, until) and not self._idle.isActive():
                self._later.start(SOON)
            p.setClipRegion(event.region())
            self.paint_over(p)
            for hook in self.hooks:
                hook(p, self)
        if rect.height() * 2 > self.height():
            rest = perf_counter() - begun - sum(tiles.spent for tiles in self._all_tiles())
            busy = rest > self._rest  # maybe only because others held up the machine
            self._rest += (min(rest, FRAME_TIME) - self._rest) * (0.1 if busy else 0.5)

    def _time_for_tiles(self) -> float:
        """Seconds this repaint may spend on tiles."""
        if self.tiles.empty:
            return FIRST_TIME
        if self._idle.isActive():  # they are being made already
            return 0.0
        large = self.width() * self.height() * self.devicePixelRatioF() ** 2 > LARGE
        return max(LEAST_TIME, (LARGE_FRAME_TIME if large else FRAME_TIME) - self._rest - self._debt)

    def _all_tiles(self) -> list[Tiles]:
        return [self.tiles, self.lit] if self.lit else [self.tiles]

    def paint_over(self, p: QPainter) -> None:
        """What lies over the diagram."""

    def _paint_content(self, p: QPainter, rect: QRect, until: float) -> bool:
        if self.snapshot and self._landing and self.tiles.mend(self.rect(), self.frame, until):
            self.snapshot = None
        self._landing = self._landing and self.snapshot is not None
        if self.snapshot and self.snapshot.whole:
            self.snapshot.paint(p)
            return not self._landing
        if self._landed.isActive():  # just dropped: the tiles catch up from the next frame on
            until = 0.0
        focus, draft = self.focus_point(), self._zooming
        done = self.tiles.paint(p, rect, self.frame, focus, draft, until)
        if self.lit:
            p.fillRect(rect, self.display.colours.veil)
            done = self.lit.paint(p, rect, self.frame, focus, draft, until) and done
        if self.snapshot:
            self.snapshot.paint(p)
            return (done or self._landed.isActive()) and not self._landing
        if done and not self._calm.isActive() and not self._idle.isActive():
            self._calm.start(CALM)
        return done

    def focus_point(self) -> QPoint:
        """What is painted first lies nearest to this."""
        return self.rect().center()

    def lifted(self, moving: frozenset[Id], hidden: frozenset[Id]) -> Snapshot:
        """The picture a drag moves: these ids on their own, and the window without the hidden ones."""
        self._landing = False
        for timer in (self._landed, self._idle):
            timer.stop()
        return Snapshot(self.display, self._all_tiles(), self.frame, self.rect(), moving, hidden)

    def land(self) -> None:
        """After a drop: its picture stays until the tiles have caught up, beginning with the next frame."""
        self._landing = False
        self.update()
        self._landed.start(8)

    def _catch_up(self) -> None:
        self._landing = True
        self.update()

    def idle(self) -> bool:
        """Whether nothing is under way, so that time can be spent on sharpening."""
        return self.snapshot is None

    def _refine(self) -> None:
        if self._zooming and not self.idle():  # then repaints sharpen it, and sharp pictures are not made beforehand
            self.update()
        self._zooming = False
        if not self.idle():
            self._calm.start(CALM)
            return
        until = perf_counter() + IDLE_TIME
        for tiles in self._all_tiles():
            changed, done = tiles.refine(self.rect(), self.frame, self.focus_point(), until)
            for rect in changed:
                self.update(rect)
            if not done:
                self._idle.start(1 if changed else BREATH)  # one timer only: single shots would pile up
                break

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._fresh:
            self._show_fresh()
        else:
            self.looked(False)


def _align(p: QPainter) -> None:
    """The window's corner on a whole device pixel: at 150 % a widget may begin between two, and lines would blur."""
    at = p.deviceTransform()
    p.translate((round(at.dx()) - at.dx()) / at.m11(), (round(at.dy()) - at.dy()) / at.m22())
