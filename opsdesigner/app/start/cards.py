"""What can be pressed on the start page: cards with a picture, large buttons with a key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout

from ..icons import icon
from ..style import Style, px
from ..words import tip
from .thumbnails import RATIO

SHAPE = 0.66  # height of a picture for its width
WORDS = 44  # px below a picture


class Card(QAbstractButton):
    """A picture over a name and a line about it."""

    left = Signal()  # it is to be taken off its list

    def __init__(
        self,
        path: Path,
        name: str,
        about: str,
        note: str = "",
        height: int = 152,
        gone: bool = False,
        leave: str = "",
    ) -> None:
        super().__init__()
        self.path, self.title, self._about, self._note, self._gone = path, name, about, note, gone
        self._height, self._most, self.picture = height, height, QPixmap()
        self._shown, self._shown_for = QPixmap(), (QSize(), 0)
        self.setAccessibleName(", ".join(part for part in (name, about, note) if part))
        self.setToolTip(tip(str(path)) if leave else "")
        self._leave = self._leave_button(leave) if leave else None
        self.setObjectName("startCard")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._looked_for = False
        self.setFixedHeight(height + px(WORDS))
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap) -> None:
        self.picture, self._looked_for = picture, True
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture keeps its proportions in a narrow window."""
        self._height = min(self._most, max(84, round(self.width() * SHAPE)))
        if self._leave is not None:
            self._leave.move(self.width() - self._leave.width() - 6, 6)
        self.setFixedHeight(self._height + px(WORDS))

    def _leave_button(self, words: str) -> QToolButton:
        """Stands in the corner while the pointer or the keyboard is here; always where the file is gone."""
        button = QToolButton(self)
        button.setIcon(icon("x"))
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(24, 24)
        button.setAccessibleName(words)
        button.setToolTip(tip(words))
        button.setVisible(self._gone)
        button.clicked.connect(self.left)
        return button

    def _show_leave(self) -> None:
        if self._leave is not None:
            self._leave.setVisible(self._gone or self.underMouse() or self.hasFocus() or self._leave.hasFocus())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            QTimer.singleShot(0, self, self._show_leave)
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes it off its list, Enter opens it."""
        if event.key() == Qt.Key.Key_Delete and self._leave is not None:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(220, self._height + px(WORDS))

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
            self._paint_words(p, theme.text3 if self._gone else theme.text, theme.text3 if self._gone else theme.text2)

    def _paint_picture(self, p: QPainter, box: QRectF, frame: QPainterPath) -> None:
        if self.picture.isNull():
            if self._looked_for:  # none can be made: the file is gone, too large or none of ours
                icon("file", QPalette.ColorRole.Mid).paint(p, QRect(round(box.center().x()) - 16, 0, 32, self._height))
            return
        inner = box.adjusted(12, 12, -12, -12)
        shown = self._fitted(inner.size().toSize())
        size = shown.deviceIndependentSize()
        left, top = inner.center().x() - size.width() / 2, inner.center().y() - size.height() / 2
        p.save()
        p.setClipPath(frame)
        p.drawPixmap(round(left), round(top), shown)
        p.restore()

    def _fitted(self, room: QSize) -> QPixmap:
        """The picture at the size it has here, every pixel averaged, so that no thin line is lost; kept."""
        ratio = self.devicePixelRatioF()
        most = (self.picture.size() / RATIO).boundedTo(room) * ratio
        if self._shown.isNull() or self._shown_for != (most, self.picture.cacheKey()):
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._shown = self.picture.scaled(most, keep, smooth)
            self._shown.setDevicePixelRatio(ratio)
            self._shown_for = (most, self.picture.cacheKey())
        return self._shown

    def _paint_words(self, p: QPainter, ink: str, ink2: str) -> None:
        font = p.font()
        font.setWeight(font.Weight.DemiBold)
        p.setFont(font)
        p.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        width = self.width() - 4
        elide = Qt.TextElideMode.ElideRight
        name = p.fontMetrics().elidedText(self.title, elide, width)
        p.drawText(QRectF(0, self._height + px(8), width, px(18)), flags, name)
        font.setWeight(font.Weight.Normal)
        font.setPixelSize(px(12))
        p.setFont(font)
        p.setPen(QColor(ink2))
        note = p.fontMetrics().horizontalAdvance(self._note)
        about = p.fontMetrics().elidedText(self._about, elide, width - note - 12)
        line = QRectF(0, self._height + px(26), width, px(16))
        p.drawText(line, flags, about)
        p.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._note)


class BigButton(QPushButton):
    """An icon, what it does, a line about it, its key."""

    def __init__(self, name: str, picture: str, about: str, key: str, main: bool) -> None:
        super().__init__()
        self.setObjectName("bigMain" if main else "bigPlain")
        self.setAccessibleName(name)
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
        self.setFixedHeight(px(52))
        role = QPalette.ColorRole.HighlightedText if self._main else QPalette.ColorRole.ButtonText
        self._picture.setPixmap(icon(self._icon, role).pixmap(QSize(px(20), px(20)), self.devicePixelRatioF()))
