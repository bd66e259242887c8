"""Pixmap tiles for pan and zoom: painted within a budget, mended where a change soiled them, sharpened when idle."""

from __future__ import annotations

from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap, QRegion

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, touches, union

from . import theme
from .display import DETAIL, Display

Key = tuple[int, int]
ROOM = 40 * 2**20  # bytes of pixmaps a layer keeps beyond what is near
MANY = 200  # more soiled boxes than this are taken as one
OVERVIEW = 600  # tiles; a larger overview is made only where it is looked at


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

    def enter(self, p: QPainter) -> None:
        """From here on the painter takes diagram coordinates."""
        p.translate(-self.x / self.ratio, -self.y / self.ratio)
        p.scale(self.scale / self.ratio, self.scale / self.ratio)


class Tile:
    """A square of the diagram: its pixmap, whether it is in full detail, what a change has soiled (in its pixels)."""

    __slots__ = ("final", "pixmap", "soil")

    def __init__(self, pixmap: QPixmap) -> None:
        self.pixmap, self.final, self.soil = pixmap, False, QRegion()


class Layer:
    """All tiles of one scale."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.size = 512 if scale >= 0.75 else 256  # a tile must be painted well within a frame
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


class Tiles:
    """Three layers: the one looked at, the last complete one and an overview, which fill its holes meanwhile."""

    def __init__(self, display: Display, overview: float, only: frozenset[Id] | None = None) -> None:
        self.display, self.only = display, only  # with `only`, just these ids, on glass instead of paper
        self.base = self.settled = self.current = Layer(overview)
        self._cost = 0.0  # seconds that a tile takes nowadays

    def _turn_to(self, scale: float) -> Layer:
        if self.current.scale != scale:
            known = [layer for layer in (self.base, self.settled) if layer.scale == scale]
            self.current = known[0] if known else Layer(scale)
        return self.current

    def clear(self) -> None:
        """Forgets every tile: the whole picture has changed, its colours for instance."""
        for layer in (self.base, self.settled, self.current):
            layer.tiles.clear()

    def soil(self, boxes: list[Box]) -> None:
        """These parts of the diagram look different now."""
        for box in [union(boxes)] if len(boxes) > MANY else boxes:
            for layer in {self.base, self.settled, self.current}:
                layer.soil(box)

    def paint(self, p: QPainter, rect: QRect, frame: Frame, focus: QPoint, draft: bool, until: float) -> bool:
        """Paints a rectangle of the window; False when something in it is still missing or stale."""
        layer = self._turn_to(frame.scale)
        keys = layer.keys(frame.box(rect))
        done = self._work(layer, keys, frame, focus, draft, until)
        holes = [key for key in keys if key not in layer.tiles]
        if holes:
            self._fill(p, layer, holes, frame)
        for key in keys:
            if (tile := layer.tiles.get(key)) is not None:
                p.drawPixmap(self._corner(layer, key, frame), tile.pixmap)
        return done

    def mend(self, rect: QRect, frame: Frame, until: float) -> bool:
        """Brings what a rectangle of the window shows up to date; False when time ran out first."""
        layer = self._turn_to(frame.scale)
        return self._work(layer, layer.keys(frame.box(rect)), frame, rect.center(), False, until)

    def refine(self, rect: QRect, frame: Frame, until: float) -> tuple[list[QRect], bool]:
        """Idle work: sharpens what is seen, then a ring round it and the overview; what changed, and if all is done."""
        layer, box, changed = self.current, frame.box(rect), list[QRect]()
        for key in layer.keys(box):
            tile = layer.tiles.get(key)
            if tile is None or not tile.final or not tile.soil.isEmpty():
                if perf_counter() > until or not self._render(layer, key, True, frame.ratio, until):
                    return changed, False
                changed.append(frame.rect(layer.box(key)))
        self.settled = layer
        self.trim(rect, frame)
        whole = self.display.bounds
        overview = self.base.keys(whole) if self.base.count(whole) <= OVERVIEW else []
        for near, keys in ((layer, layer.keys(box, 1)), (self.base, overview)):
            for key in keys:
                tile = near.tiles.get(key)
                missing = tile is None or not tile.soil.isEmpty()
                if missing and (
                    perf_counter() > until or not self._render(near, key, near is layer, frame.ratio, until)
                ):
                    return changed, False
        return changed, True

    # inside

    def _work(self, layer: Layer, keys: list[Key], frame: Frame, focus: QPoint, draft: bool, until: float) -> bool:
        """Paints missing and mends soiled tiles, nearest to the focus first."""
        todo = [key for key in keys if (tile := layer.tiles.get(key)) is None or not tile.soil.isEmpty()]
        if not todo:
            return True
        x, y = (
            (focus.x() * frame.ratio + frame.x) / layer.size - 0.5,
            (focus.y() * frame.ratio + frame.y) / layer.size - 0.5,
        )
        todo.sort(key=lambda key: (key[0] - x) ** 2 + (key[1] - y) ** 2)
        start = now = perf_counter()
        for key in todo:
            if now > until or (now > start and now + self._cost > until):
                return False
            if not self._render(layer, key, not draft, frame.ratio, until):
                return False
            begun, now = now, perf_counter()
            self._cost += (now - begun - self._cost) * 0.3
        return True

    def _render(self, layer: Layer, key: Key, final: bool, ratio: float, until: float) -> bool:
        """Paints a tile, or what is soiled of it; False when time ran out before it was begun."""
        box, size, tile = layer.box(key), layer.size, layer.tiles.get(key)
        final = final or (
            tile is not None and tile.final
        )  # what is sharp is mended sharp: no name vanishes for a while
        full = self.only is not None or (final and layer.scale >= DETAIL)
        if not full and not self.display.ready(box, until):
            return False
        ground = theme.colour(self.display.colours.paper, 255 if self.only is None else 0)
        clip = QRect(0, 0, size, size)
        if tile is not None and tile.final == (final or full):
            clip = tile.soil.boundingRect()
        fresh = tile is None
        if tile is None:
            tile = layer.tiles[key] = Tile(QPixmap(size, size))
            tile.pixmap.fill(ground)  # the colour decides whether it has alpha
        tile.pixmap.setDevicePixelRatio(1.0)
        with QPainter(tile.pixmap) as p:
            if clip.size() != tile.pixmap.size():
                p.setClipRegion(tile.soil)
            if not fresh:
                p.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
                p.fillRect(clip, ground)
                p.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            p.translate(-key[0] * size, -key[1] * size)
            p.scale(layer.scale, layer.scale)
            left, top = box[0] + clip.x() / layer.scale, box[1] + clip.y() / layer.scale
            seen = (left, top, left + clip.width() / layer.scale, top + clip.height() / layer.scale)
            self._paint(p, seen, layer.scale, full, ratio)
        tile.pixmap.setDevicePixelRatio(ratio)
        tile.final, tile.soil = final, QRegion()
        return True

    def _paint(self, p: QPainter, box: Box, scale: float, full: bool, ratio: float) -> None:
        if self.only is None:
            self.display.paint(p, box, scale, full, scale / ratio)
        else:
            bright = [id for id in self.only if (at := self.display.box(id)) and touches(at, box)]
            self.display.paint_ids(p, bright, scale, scale / ratio)

    def _corner(self, layer: Layer, key: Key, frame: Frame) -> QPointF:
        return QPointF((key[0] * layer.size - frame.x) / frame.ratio, (key[1] * layer.size - frame.y) / frame.ratio)

    def _fill(self, p: QPainter, layer: Layer, holes: list[Key], frame: Frame) -> None:
        """What other layers know of the holes, stretched; paper where they know nothing."""
        region = QRegion()
        for key in holes:
            corner, side = self._corner(layer, key, frame), layer.size / frame.ratio
            region += QRectF(corner.x(), corner.y(), side, side).toAlignedRect()
        p.save()
        p.setClipRegion(region)
        if self.only is None:
            p.fillRect(region.boundingRect(), theme.colour(self.display.colours.paper))
        area = frame.box(region.boundingRect())
        for other in dict.fromkeys((self.base, self.settled)):
            if other is layer:
                continue
            side = other.size / other.scale * frame.scale / frame.ratio
            for key in other.tiles.keys() & set(other.keys(area)):
                box = other.box(key)
                left, top = (
                    (box[0] * frame.scale - frame.x) / frame.ratio,
                    (box[1] * frame.scale - frame.y) / frame.ratio,
                )
                tile = other.tiles[key]
                p.drawPixmap(QRectF(left, top, side, side), tile.pixmap, QRectF(0, 0, other.size, other.size))
        p.restore()

    def trim(self, window: QRect, frame: Frame) -> None:
        """Forgets tiles far from what the whole window shows once they take more than their room."""
        layer = self.current
        room = ROOM // (layer.size * layer.size * 4)
        if layer is not self.base and len(layer.tiles) > room:
            near = set(layer.keys(frame.box(window), 1))
            for key in [key for key in layer.tiles if key not in near]:
                del layer.tiles[key]
