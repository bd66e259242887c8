"""Cards, key caps and type of the small things that float over the canvas."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen

from opsdesigner.notation.theme import FAMILIES, Theme

SHADOW = 8  # window pixels round a card that its shadow needs
RADIUS = 10.0
BODY = 13  # window pixels of the program's words at 100 %


def grown(length: float) -> int:
    """A length in window pixels, grown as the program's words are."""
    return round(length * max(BODY, QGuiApplication.font().pixelSize()) / BODY)


def face(pixels: int, weight: int = 400) -> QFont:
    """The program's type at a size in window pixels, grown as its words are."""
    return _face(grown(pixels), weight)


@lru_cache(64)
def _face(pixels: int, weight: int) -> QFont:
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    return made


def card(p: QPainter, rect: QRectF, theme: Theme, radius: float = RADIUS) -> None:
    """A raised card: a soft double edge for a shadow, a hairline in high contrast."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    for spread, drop, part in ((6.0, 3.0, 0.012), (4.5, 2.5, 0.016), (3.0, 2.0, 0.022), (1.0, 1.0, 0.05)):
        p.setBrush(QColor.fromRgbF(0, 0, 0, part * (3 if theme.dark else 1)))
        p.drawRoundedRect(
            rect.adjusted(-spread, -spread + drop, spread, spread + drop), radius + spread, radius + spread
        )
    p.setPen(QPen(QColor(theme.line), 1))
    p.setBrush(QColor(theme.raised))
    p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def key_width(text: str) -> float:
    """How wide a key cap with this text is."""
    return max(18.0, QFontMetricsF(face(11)).horizontalAdvance(text) + 10)


def key_cap(p: QPainter, right: float, middle: float, text: str, ink: str, edge: str) -> float:
    """Paints a key cap that ends at `right`; returns where it begins."""
    wide = key_width(text)
    tall = grown(18)
    rect = QRectF(round(right - wide) + 0.5, round(middle - tall / 2) + 0.5, wide - 1, tall - 1)
    p.setPen(QPen(QColor(edge), 1))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(rect, 4, 4)
    p.setFont(face(11))
    p.setPen(QColor(ink))
    p.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    return right - wide
