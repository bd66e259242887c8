"""Very many selected shapes as one picture, to which a growing rubber band only adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from .layers import Frame

if TYPE_CHECKING:
    from .picking import Picking


class Glow:
    """The shapes that are selected, as the window sees them now."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._made_for: tuple[Frame, QSize, QColor] | None = None
        self._added: list[QRectF] = []

    def add(self, rects: Iterable[QRectF]) -> None:
        """These are selected, too, from now on."""
        if self._made_for is not None:
            self._added += rects

    def forget(self) -> None:
        """Others are selected now."""
        self._made_for, self._picture, self._added = None, QPixmap(), []

    def paint(self, p: QPainter, view: Picking, colour: QColor) -> None:
        wanted = (view.frame, view.size(), colour)
        if self._made_for != wanted:
            self._made_for, self._added = wanted, view.picked_rects()
            self._picture = QPixmap(view.size() * view.frame.ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            self._picture.setDevicePixelRatio(view.frame.ratio)
        if self._added:
            with QPainter(self._picture) as on:
                view.frame.enter(on)
                on.setPen(Qt.PenStyle.NoPen)
                on.setBrush(colour)
                on.drawRects(self._added)
            self._added = []
        p.drawPixmap(QPointF(), self._picture)
