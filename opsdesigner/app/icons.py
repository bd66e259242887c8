"""Icons that take their colour from the theme in use, each time they are painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from opsdesigner.canvas.icons import FADED, pixmap


class _Engine(QIconEngine):
    """One drawing: text colour at rest, accent when it is on, fainter when disabled."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._role = name, role
        self._clones: list[QIconEngine] = []  # Qt keeps no Python reference of what `clone` returns

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self._picture(rect.size() * ratio, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._picture(size, mode, state)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._picture(size * scale, mode, state)

    def clone(self) -> QIconEngine:
        made = _Engine(self._name, self._role)
        self._clones.append(made)
        return made

    def _picture(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colours = QApplication.palette()
        on = state == QIcon.State.On and self._role == QPalette.ColorRole.ButtonText
        colour = QColor(colours.color(QPalette.ColorRole.Highlight if on else self._role))
        if mode == QIcon.Mode.Disabled:
            colour.setAlpha(FADED)
        return QPixmap(pixmap(self._name, colour.name(QColor.NameFormat.HexArgb), size.width(), size.height()))


@lru_cache(256)
def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """The icon of this name in the colour of a palette role."""
    return QIcon(_Engine(name, role))


def fixed_pixmap(name: str, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """An icon in one colour at a size in px, for labels."""
    picture = QPixmap(pixmap(name, colour, round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    return picture
