"""Squares of the diagram as pixmaps, all of one scale, and where a window looks."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap, QRegion

from opsdesigner.model.geometry import Box, touches

Key = tuple[int, int]


class Frame(NamedTuple):
    """Where a window looks: device pixels per unit, the device pixel at its corner, device pixels per its own pixel."""

    scale: float
    x: int
    y: int
    ratio: float

    def box(self, rect: QRect) -> Box:
        """The part of the diagram in a rectangle of the window."""
        r, s = self.ratio, self.scale
        left, top = (rect.x() * r + self.x) / s, (rect.y() * r + self.y) / s
        return (left, top, left + rect.width() * r / s, top + rect.height() * r / s)

    def rect(self, box: Box, margin: int = 3) -> QRect:
        """The rectangle of the window that covers a part of the diagram."""
        r, s = self.ratio, self.scale
        left, top = (box[0] * s - self.x) / r, (box[1] * s - self.y) / r
        size = ((box[2] - box[0]) * s / r, (box[3] - box[1]) * s / r)
        limit = 1 << 20
        left, top, wide, tall = (max(-limit, min(limit, v)) for v in (left, top, *size))
        return QRect(int(left) - margin, int(top) - margin, int(wide) + 2 * margin + 1, int(tall) + 2 * margin + 1)

    def place(self, box: Box) -> QRect:
        """Where a part of the diagram lies in the window, in whole device pixels from its corner."""
        left, top = round(box[0] * self.scale) - self.x, round(box[1] * self.scale) - self.y
        right, foot = round(box[2] * self.scale) - self.x, round(box[3] * self.scale) - self.y
        return QRect(left, top, right - left, foot - top)

    def enter(self, p: QPainter) -> None:
        """From here on the painter takes diagram coordinates."""
        p.translate(-self.x / self.ratio, -self.y / self.ratio)
        p.scale(self.scale / self.ratio, self.scale / self.ratio)


class Tile:
    """A square of the diagram: its pixmap, and what a change has soiled of it (in its pixels)."""

    __slots__ = ("pixmap", "soil")

    def __init__(self, pixmap: QPixmap) -> None:
        self.pixmap, self.soil = pixmap, QRegion()


class Layer:
    """All tiles of one scale, in full detail or drafts."""

    def __init__(self, scale: float, ratio: float = 1.0, draft: bool = False) -> None:
        self.scale, self.draft = scale, draft
        large = scale >= 1.5 or (scale >= 0.2 and ratio >= 1.75)
        self.size = 512 if large else 256  # a tile must be painted well within a frame
        self.tiles: dict[Key, Tile] = {}

    def keys(self, box: Box, ring: int = 0) -> list[Key]:
        unit = self.size / self.scale
        rows = range(int(box[1] // unit) - ring, int(box[3] // unit) + 1 + ring)
        return [(i, j) for i in range(int(box[0] // unit) - ring, int(box[2] // unit) + 1 + ring) for j in rows]

    def count(self, box: Box) -> float:
        """How many tiles cover a box."""
        unit = self.size / self.scale
        return ((box[2] - box[0]) / unit + 1) * ((box[3] - box[1]) / unit + 1)

    def known(self, box: Box) -> list[Key]:
        """The tiles there are in a box."""
        if self.count(box) <= len(self.tiles):
            return [key for key in self.keys(box) if key in self.tiles]
        return [key for key in self.tiles if touches(self.box(key), box)]

    def stale(self, keys: list[Key]) -> list[Key]:
        """The tiles of these that are missing or soiled."""
        return [key for key in keys if (tile := self.tiles.get(key)) is None or not tile.soil.isEmpty()]

    def covers(self, box: Box) -> bool:
        """Whether a part of the diagram is known in full, and as it is now."""
        return self.count(box) <= 4 * len(self.tiles) and not self.stale(self.keys(box))

    def box(self, key: Key) -> Box:
        unit = self.size / self.scale
        return (key[0] * unit, key[1] * unit, (key[0] + 1) * unit, (key[1] + 1) * unit)

    def soil(self, box: Box) -> None:
        for key in self.known(box):
            tile, here = self.tiles[key], self.box(key)
            left, top = (max(0.0, box[i] - here[i]) * self.scale for i in (0, 1))
            right, foot = (min(box[i], here[i]) * self.scale - here[i - 2] * self.scale for i in (2, 3))
            rect = QRect(int(left) - 2, int(top) - 2, int(right) - int(left) + 5, int(foot) - int(top) + 5)
            tile.soil += rect & QRect(0, 0, self.size, self.size)
