"""Two pixmaps while shapes are dragged: where they stood without them, and them alone."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, touches, union

from .. import theme
from ..drawing.album import NOWHERE
from ..drawing.display import Display
from ..drawing.edge_pictures import EdgePicture
from ..drawing.layers import Frame
from ..drawing.line_painting import SIGNED, paint_edges, paint_messages
from ..drawing.sheets import diamond
from ..drawing.tiles import Tiles
from ..marks.lighting import Lighting, paint_lit

FEW, MANY_AFAR, AFAR = 40, 400, 0.3  # fewer places than these are painted anew one by one, from a scale below on more
CATCH_UP = 0.008  # seconds for what is not sharp yet where a drag begins
SHADOW, SHADED = 12, 12  # room for a shadow; more shapes than this cast none
SEEN_THROUGH = ("lane", "group", "note")  # families without paper of their own: a shadow would show in them
LEFT_BEHIND = 0.3  # how strongly the originals show meanwhile


class Snapshot:
    """What a drag paints over the tiles: `hidden` ids are taken out, `moving` ids travel, `live` edges are drawn anew.

    All places are in device pixels, seen from the window's corner.
    """

    def __init__(
        self,
        display: Display,
        layers: Sequence[Tiles],
        frame: Frame,
        window: QRect,
        moving: frozenset[Id],
        hidden: frozenset[Id],
    ) -> None:
        self.display, self.frame, self.moving, self.hidden = display, frame, moving, hidden
        self.dx = self.dy = 0.0
        self.live: list[EdgePicture] = []
        self._pixels = frame._replace(ratio=1.0)
        self._window = QRect(QPoint(), window.size() * frame.ratio)
        self._room = 3 + round(SHADOW * frame.scale)
        self.back, self._back_at = QPixmap(), QRect()
        self.front, self._front_at = QPixmap(), QRect()
        self._take_out(layers)

    def _take_out(self, layers: Sequence[Tiles]) -> None:
        """The places where the hidden ids stood, without them."""
        window = self._pixels.box(self._window)
        boxes = [box for id in self.hidden if (box := self.display.box(id)) and touches(box, window)]
        if not boxes:
            return
        self._back_at = self._pixels.rect(union(boxes), self._room) & self._window
        if 2 * self._back_at.width() * self._back_at.height() > self._window.width() * self._window.height():
            self._back_at = self._window
        self.back = QPixmap(self._back_at.size())
        apart = len(boxes) < (FEW if self.frame.scale >= AFAR else MANY_AFAR)
        places = boxes if apart else [union(boxes)]
        region = QRegion()
        for box in places:
            region += self._pixels.rect(box)
        self._copy(layers, QRegion() if apart else region)
        self._clear(places, region, [tiles.only for tiles in layers if tiles.only is not None])

    def _copy(self, layers: Sequence[Tiles], without: QRegion) -> None:
        """What the tiles show there, but where all is painted anew in a moment."""
        ratio, veil, at = self.frame.ratio, self.display.colours.veil, QRectF(self._back_at)
        seen = QRectF(at.topLeft() / ratio, at.size() / ratio).toAlignedRect()
        with QPainter(self.back) as p:
            p.translate(-self._back_at.topLeft())
            if not without.isEmpty():
                p.setClipRegion(QRegion(self._back_at) - without)
            p.scale(ratio, ratio)
            for tiles in layers:
                if tiles.only is not None:
                    p.fillRect(seen, veil)
                tiles.paint(p, seen, self.frame, seen.center(), False, perf_counter() + CATCH_UP)

    @property
    def whole(self) -> bool:
        """Whether it hides all of the window's tiles."""
        return self._back_at == self._window

    def lift(self) -> None:
        """Takes the picture of what moves; apart from the first so that neither press nor first move costs a frame."""
        if not self.front.isNull():
            return
        boxes = [box for id in self.moving if (box := self.display.box(id))]
        wide, tall = self._window.width() // 4, self._window.height() // 4
        at = self._pixels.rect(union(boxes), self._room) & self._window.adjusted(-wide, -tall, wide, tall)
        if at.isEmpty():  # all of it lies out of sight
            at = QRect(0, 0, 1, 1)
        self.front, self._front_at = QPixmap(at.size()), at
        self.front.fill(Qt.GlobalColor.transparent)
        with QPainter(self.front) as p:
            p.translate(-at.topLeft())
            self._pixels.enter(p)
            seen = self._pixels.box(at)
            near = [id for id in self.moving if touches(self.display.box(id) or NOWHERE, seen)]
            self._shade(p, near)
            self.display.paint_ids(p, near, self.frame.scale, self.frame.scale / self.frame.ratio)
        if not self.back.isNull():
            with QPainter(self.back) as p:
                p.setOpacity(LEFT_BEHIND)
                p.drawPixmap(at.topLeft() - self._back_at.topLeft(), self.front)

    def _shade(self, p: QPainter, ids: list[Id]) -> None:
        """A soft shadow under a few lifted shapes."""
        shapes = [
            shape for id in ids if (shape := self.display.shapes.get(id)) and shape.kind.family not in SEEN_THROUGH
        ]
        if len(shapes) > SHADED:
            return
        p.setPen(Qt.PenStyle.NoPen)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spread in (5.0, 3.0, 1.0, -1.0):
            p.setBrush(theme.colour("#000000", 15))
            for shape in shapes:
                place = shape.rect.adjusted(-spread, -spread + 5, spread, spread + 5)
                if shape.kind.family == "gateway":
                    p.drawPolygon(diamond(place))
                    continue
                radius = min(place.width(), place.height()) / 2 if shape.w < 40 else 8 + spread
                p.drawRoundedRect(place, radius, radius)

    def _clear(self, places: list[Box], region: QRegion, lightings: list[Lighting]) -> None:
        """Paints again, without the hidden ids, only these places; all but the bright ones faded, if any are."""
        display, window = self.display, self._pixels.box(self._window)
        under: dict[Id, None] = {}
        for box in places:
            left, top, right, foot = (pick(a, b) for pick, a, b in zip((max, max, min, min), box, window, strict=True))
            under.update(dict.fromkeys(display.touching((left, top, right, foot))))
        still = [id for id in under if id not in self.hidden]
        scale, zoom = self.frame.scale, self.frame.scale / self.frame.ratio
        with QPainter(self.back) as p:
            p.translate(-self._back_at.topLeft())
            p.setClipRegion(region)
            p.fillRect(region.boundingRect(), theme.colour(display.colours.paper))
            for lighting in (None, *lightings):
                if lighting is not None:
                    p.fillRect(region.boundingRect(), display.colours.veil)
                p.save()
                self._pixels.enter(p)
                if lighting is None:
                    display.paint_ids(p, still, scale, zoom)
                else:
                    paint_lit(p, display, lighting, [id for id in still if id in lighting.bright], scale, zoom)
                p.restore()

    def paint(self, p: QPainter) -> None:
        ratio, scale = self.frame.ratio, self.frame.scale
        p.save()
        p.scale(1 / ratio, 1 / ratio)
        p.drawPixmap(self._back_at.topLeft(), self.back)
        self._pixels.enter(p)
        paint_edges(p, self.live, scale, self.display.colours, scale / ratio)
        if scale / ratio >= SIGNED:
            paint_messages(p, self.live, scale, self.display.colours)
        p.restore()
        p.save()
        p.scale(1 / ratio, 1 / ratio)
        p.drawPixmap(self._front_at.topLeft() + QPoint(round(self.dx * scale), round(self.dy * scale)), self.front)
        p.restore()
