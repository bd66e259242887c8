"""The strip between the two sides, and its grip, which is caught from farther than it is seen."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSplitter, QSplitterHandle, QWidget

from ..style import Style
from ..words import tr

WIDTH = 9  # px of the strip
LONG, CATCH = 24, 24  # px of the grip along the strip; across it, where it is caught


class Splitter(QSplitter):
    """Two sides and the strip between them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("sides")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(WIDTH)

    def createHandle(self) -> QSplitterHandle:
        return Strip(self.orientation(), self)


class Strip(QSplitterHandle):
    """A strip with hairlines at its sides and a grip in its middle."""

    def __init__(self, way: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(way, parent)
        self.setAccessibleName(tr("Between org chart and process"))
        self._over = False

    def point_at(self, on: bool) -> None:
        """Shows the grip as what the pointer is on."""
        self._over = on
        self.update()

    def enterEvent(self, event: QEvent) -> None:
        self.point_at(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, rect = Style.here().theme, QRectF(self.rect())
        with QPainter(self) as p:
            p.fillRect(rect, QColor(theme.chrome))
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            level = self.orientation() == Qt.Orientation.Horizontal
            for side in (0.0, (rect.width() if level else rect.height()) - 1):
                edge = QRectF(side, 0, 1, rect.height()) if level else QRectF(0, side, rect.width(), 1)
                p.fillRect(edge, QColor(theme.line))
            size = (3.0, float(LONG)) if level else (float(LONG), 3.0)
            middle = rect.center()
            grip = QRectF(middle.x() - size[0] / 2, middle.y() - size[1] / 2, *size)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(theme.accent if self._over else theme.line2))
            p.drawRoundedRect(grip, 1.5, 1.5)


class Grip(QWidget):
    """Lies over the middle of the strip and a little of both sides; it moves the strip."""

    def __init__(self, splitter: QSplitter, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("grip")
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._splitter, self._within = splitter, parent
        self.strip.installEventFilter(self)
        self.place()

    @property
    def strip(self) -> Strip:
        return cast(Strip, self._splitter.handle(1))

    def place(self) -> None:
        """In the middle of the strip, wherever that is now."""
        strip, level = self.strip, self._splitter.orientation() == Qt.Orientation.Horizontal
        self.setCursor(Qt.CursorShape.SplitHCursor if level else Qt.CursorShape.SplitVCursor)
        size = (CATCH, LONG + 8) if level else (LONG + 8, CATCH)
        spot = QRect(0, 0, *size)
        spot.moveCenter(strip.mapTo(self._within, strip.rect().center()))
        self.setGeometry(spot)
        self.setVisible(not strip.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self.place()
        return False

    def event(self, event: QEvent) -> bool:
        """The strip hears of every press and move here."""
        if isinstance(event, QMouseEvent):
            at = QPointF(self.strip.mapFromGlobal(event.globalPosition()))
            moved = QMouseEvent(
                event.type(), at, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
            )
            QApplication.sendEvent(self.strip, moved)
            return True
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.strip.point_at(event.type() == QEvent.Type.Enter)
        return super().event(event)
