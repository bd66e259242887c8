"""What can be pressed on the start page: cards with a picture, large buttons with a key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from .icons import icon
from .style import Style
from .thumbnails import RATIO

SHAPE = 0.66  # height of a picture for its width


class Card(QAbstractButton):
    """A picture over a name and a line about it."""

    def __init__(self, path: Path, name: str, about: str, note: str = "", height: int = 172) -> None:
        super().__init__()
        self.path, self._name, self._about, self._note = path, name, about, note
        self._height, self._most, self.picture = height, height, QPixmap()
        self.setAccessibleName(f"{name}, {about}" if about else name)
        self.setObjectName("startCard")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(height + 44)
        self.setMinimumWidth(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap) -> None:
        self.picture = picture
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture keeps its proportions in a narrow window."""
        self._height = min(self._most, max(84, round(self.width() * SHAPE)))
        self.setFixedHeight(self._height + 44)

    def sizeHint(self) -> QSize:
        return QSize(220, self._height + 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Style.here().theme
        box = QRectF(0.5, 0.5, self.width() - 1, self._height - 1)
        with QPainter(self) as p:
            p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            frame = QPainterPath()
            frame.addRoundedRect(box, 8, 8)
            p.fillPath(frame, QColor(Style.here().paper.canvas))
            self._paint_picture(p, box, frame)
            marked = self.underMouse() or self.hasFocus()
            p.setPen(QPen(QColor(theme.accent if marked else theme.line), 2 if self.hasFocus() else 1))
            p.drawPath(frame)
            self._paint_words(p, theme.text, theme.text2)

    def _paint_picture(self, p: QPainter, box: QRectF, frame: QPainterPath) -> None:
        if self.picture.isNull():
            return
        inner = box.adjusted(12, 12, -12, -12)
        size = self.picture.size() / RATIO
        scale = min(1.0, inner.width() / size.width(), inner.height() / size.height())
        place = QRectF(0, 0, size.width() * scale, size.height() * scale)
        place.moveCenter(inner.center())
        p.save()
        p.setClipPath(frame)
        p.drawPixmap(place, self.picture, QRectF(self.picture.rect()))
        p.restore()

    def _paint_words(self, p: QPainter, ink: str, ink2: str) -> None:
        font = p.font()
        font.setWeight(font.Weight.DemiBold)
        p.setFont(font)
        p.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        width = self.width() - 4
        elide = Qt.TextElideMode.ElideRight
        name = p.fontMetrics().elidedText(self._name, elide, width)
        p.drawText(QRectF(0, self._height + 8, width, 18), flags, name)
        font.setWeight(font.Weight.Normal)
        font.setPixelSize(12)
        p.setFont(font)
        p.setPen(QColor(ink2))
        note = p.fontMetrics().horizontalAdvance(self._note)
        about = p.fontMetrics().elidedText(self._about, elide, width - note - 12)
        line = QRectF(0, self._height + 26, width, 16)
        p.drawText(line, flags, about)
        p.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._note)


class BigButton(QPushButton):
    """An icon, what it does, a line about it, its key."""

    def __init__(self, name: str, picture: str, about: str, key: str, main: bool) -> None:
        super().__init__()
        self.setObjectName("bigMain" if main else "bigPlain")
        self.setAccessibleName(name)
        self.setFixedHeight(52)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(12)
        self._picture, self._icon, self._main = QLabel(), picture, main
        words = QVBoxLayout()
        words.setSpacing(0)
        title, second, chip = QLabel(name), QLabel(about), QLabel(key)
        title.setObjectName("onMain" if main else "h3")
        title.setStyleSheet("border: none; font-weight: 600;")
        second.setObjectName("" if main else "second")
        chip.setObjectName("keyChip")
        words.addStretch(1)
        words.addWidget(title)
        words.addWidget(second)
        words.addStretch(1)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(chip)
        for part in (self._picture, title, second, chip):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def dress(self) -> None:
        role = QPalette.ColorRole.HighlightedText if self._main else QPalette.ColorRole.ButtonText
        self._picture.setPixmap(icon(self._icon, role).pixmap(QSize(20, 20), self.devicePixelRatioF()))
