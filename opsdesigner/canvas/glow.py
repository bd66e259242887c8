"""Very many selected shapes as one picture, to which a growing rubber band only adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from opsdesigner.model.geometry import Box, union

from .layers import Frame

if TYPE_CHECKING:
    from .picking import Picking

WORTH = 300  # pixels that a picture may have for each shape; below, painting them all is less work
NOTHING: Box = (0.0, 0.0, 0.0, 0.0)


class Glow:
    """The shapes that are selected, as the window sees them now."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._made_for: tuple[Frame, QSize, QColor] | None = None
        self._added: list[QRectF] = []
        self._box = NOTHING  # round all that is in it

    def add(self, rects: Iterable[QRectF]) -> None:
        """These are selected, too, from now on."""
        if self._made_for is not None:
            self._added += rects

    def forget(self) -> None:
        """Others are selected now."""
        self._made_for, self._picture, self._added = None, QPixmap(), []

    def paint(self, p: QPainter, view: Picking, colour: QColor) -> None:
        pixels = view.width() * view.height() * view.frame.ratio**2
        if len(view.picked) * WORTH < pixels:
            self.forget()
            p.save()
            self._fill(p, view, colour, view.picked_rects())
            p.restore()
            return
        wanted = (view.frame, view.size(), colour)
        if self._made_for != wanted:
            self._made_for, self._added = wanted, view.picked_rects()
            self._picture = QPixmap(view.size() * view.frame.ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            self._picture.setDevicePixelRatio(view.frame.ratio)
            self._box = NOTHING
        if self._added:
            with QPainter(self._picture) as on:
                self._fill(on, view, colour, self._added)
            boxes = cast("list[Box]", [rect.getCoords() for rect in self._added])
            self._box = union(boxes if self._box is NOTHING else [self._box, *boxes])
            self._added = []
        ratio, seen = view.frame.ratio, QRectF(view.frame.rect(self._box)) & QRectF(view.rect())
        if not seen.isEmpty():
            p.drawPixmap(seen, self._picture, QRectF(seen.topLeft() * ratio, seen.size() * ratio))

    def _fill(self, p: QPainter, view: Picking, colour: QColor, rects: list[QRectF]) -> None:
        view.frame.enter(p)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(colour)
        p.drawRects(rects)
