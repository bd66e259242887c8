"""Two pixmaps while shapes are dragged: the window without them, and them alone."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from opsdesigner.model import Id
from opsdesigner.model.geometry import touches, union

from . import theme
from .album import NOWHERE
from .display import Display
from .layers import Frame
from .line_painting import SIGNED, paint_edges, paint_messages
from .pictures import EdgePicture
from .tiles import Tiles

FEW = 40
CATCH_UP = 0.008  # seconds for what is not sharp yet where a drag begins
SHADOW, SHADED = 12, 12  # room for a shadow; more shapes than this cast none
SEEN_THROUGH = ("lane", "group", "note")  # families without paper of their own: a shadow would show in them
LEFT_BEHIND = 0.3  # how strongly the originals show meanwhile


class Snapshot:
    """What a drag paints: `hidden` ids are left out, `moving` ids travel as a picture, `live` edges are drawn anew."""

    def __init__(
        self, display: Display, tiles: Tiles, frame: Frame, window: QRect, moving: frozenset[Id], hidden: frozenset[Id]
    ) -> None:
        self.frame, self.window = frame, window
        self.dx = self.dy = 0.0
        self.live: list[EdgePicture] = []
        size = window.size() * frame.ratio
        self.back = QPixmap(size)
        self.back.setDevicePixelRatio(frame.ratio)
        with QPainter(self.back) as p:
            tiles.paint(p, window, frame, window.center(), False, perf_counter() + CATCH_UP)
        self.back.setDevicePixelRatio(1.0)
        with QPainter(self.back) as p:
            self._clear(p, display, hidden)
        self.back.setDevicePixelRatio(frame.ratio)
        self.display, self.moving, self.hidden = display, moving, hidden
        self.front = QPixmap()

    def lift(self) -> None:
        """Takes the picture of what moves; apart from the first so that neither press nor first move costs a frame."""
        if not self.front.isNull():
            return
        frame, window, display, moving = self.frame, self.window, self.display, self.moving
        boxes = [box for id in moving if (box := display.box(id))]
        wide, tall = window.width() // 4, window.height() // 4
        room = 3 + round(SHADOW * frame.scale / frame.ratio)
        area = frame.rect(union(boxes), room) & window.adjusted(-wide, -tall, wide, tall)
        if area.isEmpty():  # all of it lies out of sight
            area = QRect(window.topLeft(), QSize(1, 1))
        self.corner = area.topLeft()
        self.front = QPixmap(area.size() * frame.ratio)
        self.front.fill(Qt.GlobalColor.transparent)
        with QPainter(self.front) as p:
            p.translate(-frame.x - round(area.x() * frame.ratio), -frame.y - round(area.y() * frame.ratio))
            p.scale(frame.scale, frame.scale)
            seen = frame.box(area)
            near = [id for id in moving if touches(display.box(id) or NOWHERE, seen)]
            self._shade(p, near)
            display.paint_ids(p, near, frame.scale, frame.scale / frame.ratio)
        self.front.setDevicePixelRatio(frame.ratio)
        if self.hidden:
            with QPainter(self.back) as p:
                p.setOpacity(LEFT_BEHIND)
                p.drawPixmap(self.corner, self.front)

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
                radius = min(place.width(), place.height()) / 2 if shape.w < 40 else 8 + spread
                p.drawRoundedRect(place, radius, radius)

    def _clear(self, p: QPainter, display: Display, hidden: frozenset[Id]) -> None:
        """Paints again, without the hidden ids, only the places where they stood."""
        window = self.frame.box(self.window)
        whole = self.frame._replace(ratio=1.0)  # device pixels, so that shapes can be stamped
        boxes = [box for id in hidden if (box := display.box(id)) and touches(box, window)]
        if not boxes:
            return
        few = len(boxes) < FEW
        region = QRegion()
        for box in boxes if few else [union(boxes)]:
            region += whole.rect(box)
        under: dict[Id, None] = {}
        for box in boxes if few or self.frame.scale < 0.3 else [union(boxes)]:
            left, top, right, foot = (pick(a, b) for pick, a, b in zip((max, max, min, min), box, window, strict=True))
            under.update(dict.fromkeys(display.touching((left, top, right, foot))))
        p.setClipRegion(region)
        p.fillRect(region.boundingRect(), theme.colour(display.colours.paper))
        whole.enter(p)
        still = [id for id in under if id not in hidden]
        display.paint_ids(p, still, self.frame.scale, self.frame.scale / self.frame.ratio)

    def paint(self, p: QPainter, rect: QRect) -> None:
        ratio, zoom = self.frame.ratio, self.frame.scale / self.frame.ratio
        p.save()
        p.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        p.drawPixmap(QPointF(), self.back)
        self.frame.enter(p)
        paint_edges(p, self.live, self.frame.scale, self.display.colours, zoom)
        if zoom >= SIGNED:
            paint_messages(p, self.live, self.frame.scale, self.display.colours)
        p.restore()
        offset = QPoint(round(self.dx * zoom * ratio), round(self.dy * zoom * ratio))
        p.drawPixmap(QPointF(self.corner) + QPointF(offset) / ratio, self.front)
