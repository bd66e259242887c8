"""Where a canvas looks: its zoom, its corner, and the way between window and diagram."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtWidgets import QWidget

from opsdesigner.model.geometry import Box

from .drawing.layers import Frame

LEAST, MOST, MARGIN = 0.02, 8.0, 24
SIDE, TITLES = 12, 0.5  # px beside an org chart that just fits; the zoom at which its titles are still read
READABLE, LEAST_READABLE = 0.75, 0.6  # zooms at which all names, most names are easily read


class Camera(QWidget):
    """A widget that looks at a plane. The corner is kept exact; what is painted stands on whole device pixels."""

    turned = Signal()  # pan, zoom or size

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom, self._corner = 1.0, QPointF()

    @property
    def frame(self) -> Frame:
        ratio = self.devicePixelRatioF()
        return Frame(self.zoom * ratio, round(self._corner.x() * ratio), round(self._corner.y() * ratio), ratio)

    def to_view(self, x: float, y: float) -> QPointF:
        scale, left, top, ratio = self.frame
        return QPointF((x * scale - left) / ratio, (y * scale - top) / ratio)

    def to_diagram(self, x: float, y: float) -> QPointF:
        scale, left, top, ratio = self.frame
        return QPointF((x * ratio + left) / scale, (y * ratio + top) / scale)

    def pan(self, by: QPointF) -> None:
        self._corner -= by
        self.looked(False)

    def zoom_at(self, zoom: float, at: QPointF) -> None:
        """Zooms so that what lies under the point stays there."""
        zoom = max(LEAST, min(MOST, zoom))
        held = (self._corner + at) / self.zoom
        self.zoom, self._corner = zoom, held * zoom - at
        self.looked(True)

    def show_box(self, box: Box, zoom: float) -> None:
        """Centres a part of the diagram at this zoom."""
        middle = QPointF((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        self.zoom = max(LEAST, min(MOST, zoom))
        self._corner = middle * self.zoom - QPointF(self.width() / 2, self.height() / 2)
        self.looked(False)

    def show_from(self, box: Box) -> None:
        """All of a box where it can be read so; else as much of it as can be read, from its start."""
        whole, wide, tall = fitting(box, self.size()), self.width(), self.height()
        lines = min(READABLE, fitting((0, box[1], 0, box[3]), self.size()))  # all of its height
        zoom = whole if whole >= READABLE else max(LEAST_READABLE, lines)
        if zoom <= whole:
            self.show_box(box, whole)
            return
        room_x, room_y = (box[2] - box[0] + 2 * MARGIN) * zoom <= wide, (box[3] - box[1] + 2 * MARGIN) * zoom <= tall
        x = (box[0] + box[2]) / 2 if room_x else box[0] - MARGIN + wide / 2 / zoom
        y = (box[1] + box[3]) / 2 if room_y else box[1] - MARGIN + tall / 2 / zoom
        self.show_box((x, y, x, y), zoom)

    def show_top(self, box: Box, head: float) -> None:
        """An org chart from its top, as wide as the window where it can be read so; else what is round its head."""
        fit = (self.width() - 2 * SIDE) / (box[2] - box[0])
        zoom = max(TITLES, min(1.0, fit))
        x = (box[0] + box[2]) / 2 if zoom <= fit else head
        y = box[1] - MARGIN + self.height() / 2 / zoom
        self.show_box((x, y, x, y), zoom)

    def looked(self, zoomed: bool) -> None:
        """Called after every pan, jump and zoom; `zoomed` where more of the same may follow at once."""
        self.update()
        self.turned.emit()


def fitting(box: Box, size: QSize) -> float:
    """The zoom at which a box fits a window, never above full size."""
    wide, tall = box[2] - box[0] + 2 * MARGIN, box[3] - box[1] + 2 * MARGIN
    return max(LEAST, min(1.0, size.width() / wide, size.height() / tall))
