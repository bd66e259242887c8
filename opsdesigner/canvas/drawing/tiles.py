"""Pixmap tiles for pan and zoom: painted within a budget, mended where a change soiled them, sharpened when idle."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2
from time import perf_counter
from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap, QRegion

from opsdesigner.model.geometry import Box, touches, union

from .. import theme
from ..marks.lighting import Lighting, paint_lit
from .display import DETAIL, Display
from .layers import Frame, Key, Layer, Tile

ROOM = 40 * 2**20  # bytes of pixmaps a layer keeps beyond what is near
MANY = 200  # more soiled boxes than this are taken as one
OVERVIEW = 600  # tiles; a larger overview is made only where it is looked at
SHRUNK, STRETCHED = 0.5, 2.0  # as far as a sharp picture is good enough while zooming
SMOOTH = 3_000_000  # device pixels; where more is stretched, it is done roughly


class Tiles:
    """The layer looked at, and what fills its holes: the last complete one, drafts, an overview."""

    def __init__(self, display: Display, overview: float, only: Lighting | None = None, ratio: float = 1.0) -> None:
        self.display, self.only = display, only  # with `only`, just what is lit, on glass instead of paper
        self.base = self.settled = self.current = Layer(overview, ratio)
        self._drafts: Layer | None = None
        self._cost = {True: 0.0, False: 0.0}  # seconds that a draft, a sharp tile may take nowadays
        self.spent = 0.0  # seconds that went into tiles when they were shown last

    def _turn_to(self, frame: Frame) -> Layer:
        if self.current.scale != frame.scale:
            known = [layer for layer in (self.base, self.settled) if layer.scale == frame.scale]
            self.current = known[0] if known else Layer(frame.scale, frame.ratio)
        return self.current

    @property
    def _layers(self) -> list[Layer]:
        return list(dict.fromkeys(filter(None, (self.current, self.settled, self._drafts, self.base))))

    @property
    def empty(self) -> bool:
        """Whether nothing is known that could be shown."""
        return not any(layer.tiles for layer in self._layers)

    def clear(self) -> None:
        """Forgets every tile: the whole picture has changed, its colours for instance."""
        for layer in self._layers:
            layer.tiles.clear()

    def soil(self, boxes: list[Box]) -> None:
        """These parts of the diagram look different now."""
        for box in [union(boxes)] if len(boxes) > MANY else boxes:
            for layer in self._layers:
                layer.soil(box)

    def paint(self, p: QPainter, rect: QRect, frame: Frame, focus: QPoint, draft: bool, until: float) -> bool:
        """Paints a rectangle of the window; False when something in it is still missing or stale.

        With `draft`, while zooming, what is sharp at a zoom nearby is good enough, else the quick picture.
        """
        layer, begun = self._turn_to(frame), perf_counter()
        keys = layer.keys(frame.box(rect))
        if draft:
            done = self._sketch(frame.box(rect), frame, focus, until)
        else:
            done = self._work(layer, keys, frame, focus, until)
        self.spent = perf_counter() - begun
        p.save()
        p.scale(1 / frame.ratio, 1 / frame.ratio)  # tiles lie on device pixels
        holes = QRegion()
        for key in keys:
            if (tile := layer.tiles.get(key)) is not None:
                p.drawPixmap(key[0] * layer.size - frame.x, key[1] * layer.size - frame.y, tile.pixmap)
            else:
                holes += frame.place(layer.box(key))
        if not holes.isEmpty():
            self._fill(p, holes, frame)
        p.restore()
        return done

    def mend(self, rect: QRect, frame: Frame, until: float) -> bool:
        """Brings what a rectangle of the window shows up to date; False when time ran out first."""
        layer = self._turn_to(frame)
        return self._work(layer, layer.keys(frame.box(rect)), frame, rect.center(), until)

    def refine(self, rect: QRect, frame: Frame, focus: QPoint, until: float) -> tuple[list[QRect], bool]:
        """Idle work: sharpens what is seen, then a ring round it and the overview; what changed, and if all is done."""
        layer, box, changed = self._turn_to(frame), frame.box(rect), list[QRect]()
        for key in _nearest(layer, layer.stale(layer.keys(box)), frame, focus):
            if perf_counter() > until or not self._render(layer, key, frame.ratio, until):
                return changed, False
            changed.append(frame.rect(layer.box(key)))
        self.settled, self._drafts = layer, None
        self.trim(rect, frame)
        whole = self.display.bounds
        overview = self.base.keys(whole) if self.base.count(whole) <= OVERVIEW else []
        for near, keys in ((layer, layer.keys(box, 1)), (self.base, overview)):
            for key in near.stale(keys):
                if perf_counter() > until or not self._render(near, key, frame.ratio, until):
                    return changed, False
        return changed, True

    # inside

    def _sketch(self, box: Box, frame: Frame, focus: QPoint, until: float) -> bool:
        """Drafts of what is not known sharp at a zoom nearby; made for a few zooms only and stretched to the others.

        They have the pixels of a plain screen even where the screen has more: there is no time for all of them.
        """
        sharp = [self.current, *self._near(frame.scale)]
        if any(layer.covers(box) for layer in sharp):
            return True
        scale = 2.0 ** (round(log2(frame.scale / frame.ratio) * 2) / 2)
        if self._drafts is None or self._drafts.scale != scale:
            self._drafts = Layer(scale, draft=True)
        keys = [key for key in self._drafts.keys(box) if not any(each.covers(self._drafts.box(key)) for each in sharp)]
        return self._work(self._drafts, keys, frame, focus, until)

    def _work(self, layer: Layer, keys: list[Key], frame: Frame, focus: QPoint, until: float) -> bool:
        """Paints missing and mends soiled tiles, nearest to the focus first."""
        todo, cost = layer.stale(keys), self._cost[layer.draft]
        if not todo:
            return True
        start = now = perf_counter()
        for key in _nearest(layer, todo, frame, focus):
            if now > until or (now > start and now + cost > until):
                return False
            if not self._render(layer, key, frame.ratio, until):
                return False
            begun, now = now, perf_counter()
            cost = self._cost[layer.draft] = max(now - begun, cost * 0.9)
        return True

    def _render(self, layer: Layer, key: Key, ratio: float, until: float) -> bool:
        """Paints a tile, or what is soiled of it; False when time ran out before it was begun."""
        box, size, tile = layer.box(key), layer.size, layer.tiles.get(key)
        full = self.only is not None or (not layer.draft and layer.scale >= DETAIL)
        if not full and not self.display.ready(box, until):
            return False
        ground = theme.colour(self.display.colours.paper, 255 if self.only is None else 0)
        clip = tile.soil.boundingRect() if tile is not None else QRect(0, 0, size, size)
        fresh = tile is None
        if tile is None:
            tile = layer.tiles[key] = Tile(QPixmap(size, size))
            tile.pixmap.fill(ground)  # the colour decides whether it has alpha
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
        tile.soil = QRegion()
        return True

    def _paint(self, p: QPainter, box: Box, scale: float, full: bool, ratio: float) -> None:
        if self.only is None:
            self.display.paint(p, box, scale, full, scale / ratio)
        else:
            near = [id for id in self.only.bright if (at := self.display.box(id)) and touches(at, box)]
            paint_lit(p, self.display, self.only, near, scale, scale / ratio)

    def _fill(self, p: QPainter, holes: QRegion, frame: Frame) -> None:
        """What other layers know of the holes, stretched, the best first; paper where they know nothing."""
        area = holes.boundingRect()
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, area.width() * area.height() < SMOOTH)
        box = frame._replace(ratio=1.0).box(area)
        known = [(layer, key) for layer in self._fillers(frame.scale) for key in layer.known(box)]
        known.sort(key=lambda each: not each[0].tiles[each[1]].soil.isEmpty())  # what is past only where all is
        for layer, key in known:
            if not holes.intersects(place := frame.place(layer.box(key))):
                continue
            across, down = layer.size / max(1, place.width()), layer.size / max(1, place.height())
            for part in _parts(holes & QRegion(place)):  # many small ones: a clip of that shape would take longer
                left, top = (part.x() - place.x()) * across, (part.y() - place.y()) * down
                seen = QRectF(left, top, part.width() * across, part.height() * down)
                p.drawPixmap(QRectF(part), layer.tiles[key].pixmap, seen)
            holes -= place
        if self.only is None:
            for part in _parts(holes):
                p.fillRect(part, theme.colour(self.display.colours.paper))

    def _near(self, scale: float) -> list[Layer]:
        """The sharp layers that are good enough at a scale."""
        return [layer for layer in (self.settled, self.base) if SHRUNK <= scale / layer.scale <= STRETCHED]

    def _fillers(self, scale: float) -> list[Layer]:
        """The other layers in the order in which they look best: sharp ones nearby, drafts, whatever there is."""
        ranked = (*self._near(scale), self._drafts, self.settled, self.base)
        return [layer for layer in dict.fromkeys(filter(None, ranked)) if layer is not self.current]

    def trim(self, window: QRect, frame: Frame) -> None:
        """Forgets tiles far from what the whole window shows once they take more than their room."""
        layer = self.current
        room = ROOM // (layer.size * layer.size * 4)
        if layer is not self.base and len(layer.tiles) > room:
            near = set(layer.keys(frame.box(window), 1))
            for key in [key for key in layer.tiles if key not in near]:
                del layer.tiles[key]


def _parts(region: QRegion) -> Iterable[QRect]:
    return cast("Iterable[QRect]", region)


def _nearest(layer: Layer, keys: list[Key], frame: Frame, focus: QPoint) -> list[Key]:
    """Tiles in the order in which they are wanted: nearest to a point of the window first."""
    unit = layer.size / layer.scale * frame.scale
    x = (focus.x() * frame.ratio + frame.x) / unit - 0.5
    y = (focus.y() * frame.ratio + frame.y) / unit - 0.5
    return sorted(keys, key=lambda key: (key[0] - x) ** 2 + (key[1] - y) ** 2)
