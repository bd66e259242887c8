"""Very many selected shapes as one picture, to which a growing rubber band only adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from opsdesigner.model.geometry import Box, union

from ..drawing.layers import Frame

if TYPE_CHECKING:
    from ..picking import Picking

WORTH = 300  # pixels that a picture may have for each shape; below, painting them all is less work
NOTHING: Box = (0.0, 0.0, 0.0, 0.0)


class Glow:
    """The shapes that are selected, as the window sees them now."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._made_for: tuple[Frame, QSize, QColor] | None = None
        self._added: list[QRectF] = []
        self._box = NOTHING  # round all that is in it
        self.direct = False  # all are painted each time: many fills under a clip of many parts would take longer

    def add(self, rects: Iterable[QRectF]) -> None:
        """These are selected, too, from now on."""
        if self._made_for is not None:
            self._added += rects

    def forget(self) -> None:
        """Others are selected now."""
        self._made_for, self._picture, self._added, self.direct = None, QPixmap(), [], False

    def paint(self, p: QPainter, view: Picking, colour: QColor) -> None:
        frame, ratio = view.frame._replace(ratio=1.0), view.frame.ratio  # from here on in device pixels
        size = view.size() * ratio
        p.save()
        p.scale(1 / ratio, 1 / ratio)
        if len(view.picked) * WORTH < size.width() * size.height():
            self.forget()
            self.direct = True
            _fill(p, frame, colour, view.picked_rects())
        else:
            self._add(frame, size, colour, view)
            seen = frame.rect(self._box) & self._picture.rect()
            p.drawPixmap(seen.topLeft(), self._picture, seen)
        p.restore()

    def _add(self, frame: Frame, size: QSize, colour: QColor, view: Picking) -> None:
        """Brings the picture up to date."""
        wanted = (frame, size, colour)
        if self._made_for != wanted:
            self._made_for, self._added, self._box = wanted, view.picked_rects(), NOTHING
            self._picture = QPixmap(size)
            self._picture.fill(Qt.GlobalColor.transparent)
        if self._added:
            with QPainter(self._picture) as p:
                _fill(p, frame, colour, self._added)
            boxes = cast("list[Box]", [rect.getCoords() for rect in self._added])
            self._box = union(boxes if self._box is NOTHING else [self._box, *boxes])
            self._added = []


def _fill(p: QPainter, frame: Frame, colour: QColor, rects: list[QRectF]) -> None:
    frame.enter(p)
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(colour)
    p.drawRects(rects)
