"""A diagram as a change would make it, shown before it is made: nothing is written until it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from opsdesigner.model import Change, Id, Model, Record
from opsdesigner.model.geometry import contains, touches, union
from opsdesigner.notation.theme import Theme

from ..camera import fitting
from ..drawing.display import Display
from ..drawing.stage import Stage
from ..drawing.tiles import Tiles
from .gliding import MOST, Glide, Still

FRAMES = ("pool", "lane")  # families that things stand in
FRAME = 16  # milliseconds between two pictures of a glide
Before = dict[Id, Record | None]  # what was elsewhere, as it was


class Shown(NamedTuple):
    """What the stage paints from."""

    display: Display
    tiles: Tiles
    lit: Tiles | None


class Preview(NamedTuple):
    """A change that is shown and not made; the drawing as it is, and as it would be; where was looked before."""

    change: Change
    real: Shown
    made: Shown
    looked: tuple[float, QPointF]
    by: str  # who shows it


class Previewing(Stage):
    """A stage that can show what a change would do, and lets things glide to their places."""

    preview_changed = Signal()  # one came, went, or shows the other side
    preview_left = Signal()  # nothing has been changed by it
    preview_kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stop_work: Callable[[], bool] = lambda: False  # gives up what is being worked out for it; whether it was
        self.may_keep: Callable[[], bool] = lambda: True  # whether what is shown can be kept; says why where it cannot
        self.motion = True  # things glide; else they are at once where they belong
        self.preview: Preview | None = None
        self._moved_by_us: tuple[float, QPointF] | None = None  # where a preview made the stage look
        self._glider = self._timer(self._glide_on)
        self._glider.setTimerType(Qt.TimerType.PreciseTimer)

    # previews

    @property
    def previewing(self) -> bool:
        return self.preview is not None

    @property
    def comparing(self) -> bool:
        """Whether the drawing is shown as it is, while there is a preview of how it would be."""
        return self.preview is not None and self.display is self.preview.real.display

    def show_preview(self, change: Change, display: Display, by: str = "") -> None:
        """Shows the diagram as a change would make it; `display` has its pictures. Takes the place of another one."""
        real = self.preview.real if self.preview is not None else Shown(self.display, self.tiles, self.lit)
        looked = self.preview.looked if self.preview is not None else (self.zoom, QPointF(self._corner))
        shown_whole = contains(self.frame.box(self.rect()), self.display.bounds)
        display.hopping, display.badges.shown = self.display.hopping, self.display.badges.shown
        display.set_theme(self.theme)
        fresh = Shown(display, *self._fresh_tiles(display))
        before = self.preview.change if self.preview is not None and not self.comparing else None
        self.preview = Preview(change, real, fresh, looked, by)
        self._look_at(change, display, shown_whole)
        self._turn_over(fresh, _places(change, before))
        self.preview_changed.emit()

    def _look_at(self, change: Change, display: Display, whole: bool) -> None:
        """Moves the page only where all of it was in view and would not be, or where nothing of the change would be."""
        seen, shapes = self.frame.box(self.rect()), display.shapes
        new = [id for id, (before, _) in change.records.items() if before is None and id in shapes]
        if whole:
            if contains(seen, display.bounds):
                return
            if new:
                self.show_from(display.bounds)
            else:
                self.show_box(display.bounds, min(self.zoom, fitting(display.bounds, self.size())))
        else:
            new = [id for id in new if shapes[id].kind.family not in FRAMES]
            boxes = [shapes[id].body() for id in new or change.records if id in shapes]
            if not boxes or any(touches(box, seen) for box in boxes):
                return
            self.show_around(union(boxes))
        self._moved_by_us = (self.zoom, QPointF(self._corner))

    def compare(self, on: bool) -> None:
        """Shows the drawing as it is, or again as it would be."""
        preview = self.preview
        if preview is None or on == self.comparing:
            return
        change = preview.change.inverse() if on else preview.change
        self._turn_over(preview.real if on else preview.made, _places(change, None))
        self.preview_changed.emit()

    def leave_preview(self) -> None:
        """Leaves all as it is."""
        preview = self.preview
        if preview is None:
            return
        was_shown, self.preview = not self.comparing, None
        if self._moved_by_us == (self.zoom, self._corner):
            self.zoom, self._corner = preview.looked[0], QPointF(preview.looked[1])
            self.looked(False)
        self._moved_by_us = None
        if was_shown:
            self._turn_over(preview.real, _places(preview.change.inverse(), None))
        self.preview_left.emit()
        self.preview_changed.emit()

    def keep_preview(self) -> None:
        """Makes the change, as one undo step."""
        preview = self.preview
        if preview is None or not self.may_keep():
            return
        still = self._still() if not self.comparing else None
        self.preview, self._moved_by_us = None, None
        self._show(preview.real)
        self.model.adopt(preview.change)
        if still is not None:
            self.snapshot, self._landing = still, True
        else:
            self.glide(preview.change)
        self.update()
        self.preview_kept.emit()
        self.preview_changed.emit()

    def show_diagram(self, model: Model, diagram: Id) -> None:
        self._drop_preview()
        super().show_diagram(model, diagram)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        if self.preview is not None:
            for shown in (self.preview.real, self.preview.made):
                shown.display.set_theme(theme)
                shown.tiles.clear()

    def set_hopping(self, on: bool) -> None:
        self.leave_preview()
        super().set_hopping(on)

    def set_badges(self, on: bool) -> None:
        self.leave_preview()
        super().set_badges(on)

    def _changed(self, change: Change) -> None:
        self._drop_preview()
        super()._changed(change)

    def follow(self, change: Change) -> None:
        if isinstance(self.snapshot, Glide | Still):  # a past picture
            self.snapshot = None
        super().follow(change)

    def _drop_preview(self) -> None:
        """Something else becomes of the drawing: the preview is of no use any more."""
        preview, self.preview, self._moved_by_us = self.preview, None, None
        if preview is not None:
            self.snapshot = None
            self._show(preview.real)
            self.preview_left.emit()
            self.preview_changed.emit()

    # what is painted from

    def _fresh_tiles(self, display: Display) -> tuple[Tiles, Tiles | None]:
        scale, ratio, lighting = self.tiles.base.scale, self.devicePixelRatioF(), self.lighting
        lit = None if lighting is None else Tiles(display, scale, lighting, ratio)
        return Tiles(display, scale, ratio=ratio), lit

    def _show(self, shown: Shown) -> None:
        self.display, self.tiles, self.lit = shown
        if self.lighting is not None and (self.lit is None or self.lit.only != self.lighting):
            self.lit = self._fresh_tiles(self.display)[1]
        elif self.lighting is None:
            self.lit = None

    def _turn_over(self, shown: Shown, before: Before) -> None:
        """Paints from something else from now on; what is elsewhere there glides to it."""
        gliding = self.snapshot if isinstance(self.snapshot, Glide) and not self.snapshot.over else None
        far = 1 - gliding.far if gliding is not None else 0.0
        still = self._still()
        self._show(shown)
        self.swapped()
        self._glide(before, far, still)
        self.view_changed.emit()

    def swapped(self) -> None:
        """The pictures are others now."""

    # motion

    def glide(self, change: Change) -> None:
        """What a change has moved comes from where it was."""
        self._glide(_places(change, None), 0.0, None)

    def _glide(self, before: Before, far: float, still: Still | None) -> None:
        glide = None
        if self.motion and self.lighting is None and len(self.display.shapes) <= MOST and self.isVisible():
            glide = Glide(self.display, before, self.frame, self.rect())
        if glide is not None and not glide.idle:
            glide.start(far)
            self.snapshot, self._landing = glide, False
            self._glider.start(FRAME)
        elif still is not None:
            self.snapshot, self._landing = still, True
        self.update()

    def _glide_on(self) -> None:
        if not isinstance(self.snapshot, Glide):
            return
        if self.snapshot.over:
            self._landing = True  # its last picture stays until the tiles are there
        elif self.snapshot.unseen:
            self.snapshot = None
        else:
            self._glider.start(FRAME)
        self.update()

    @property
    def gliding(self) -> bool:
        return isinstance(self.snapshot, Glide) and not self.snapshot.over

    def _still(self) -> Still:
        """The window as it is painted now, without what lies over the drawing."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap((self.size() * ratio).expandedTo(QSize(1, 1)))
        picture.setDevicePixelRatio(ratio)
        with QPainter(picture) as p:
            self._paint_content(p, self.rect(), 0.0)
        picture.setDevicePixelRatio(1.0)
        return Still(picture, ratio)


def _places(change: Change, instead: Change | None) -> Before:
    """Where a change found the shapes and lines; where another one had put them, if that was shown before it."""
    before: Before = {id: pair[0] for id, pair in change.records.items()}
    if instead is not None:
        before.update((id, now) for id, (_, now) in instead.records.items())
    return before
