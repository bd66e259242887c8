"""The small parts of the capture bar: the chip of the role that sticks, the keys that help, the list of names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, QStringListModel, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from opsdesigner.canvas.menus.chrome import face
from opsdesigner.notation.theme import legible_on

from ..style import Style, px
from ..words import tr

CHIP, BIG_CHIP = (26, 13, 12, 180), (48, 22, 22, 320)  # px: height, letters, room at each end, the widest
HINT, BIG_HINT = 11, 15  # px of letters
GAP, PAD = 8, 5  # px between words and key, in a key


class Chip(QWidget):
    """A pill in a role's colour; an empty one in accent that says where a line goes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words, self.colour, self.big = "", "", False
        self.hide()

    def say(self, words: str, colour: str) -> None:
        """Words on a colour, only an edge without one; hidden without words."""
        if (words, colour) != (self.words, self.colour):
            self.words, self.colour = words, colour
            self.setToolTip(words)
            self.updateGeometry()
            self.update()
        self.setVisible(bool(words))

    def _face(self) -> QFont:
        return face((BIG_CHIP if self.big else CHIP)[1], 600)

    def sizeHint(self) -> QSize:
        tall, _, side, most = (px(each) for each in (BIG_CHIP if self.big else CHIP))
        wide = QFontMetricsF(self._face()).horizontalAdvance(self.words) + 2 * side
        return QSize(round(min(wide, most)), tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), px(64)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Style.here().theme
        side = px((BIG_CHIP if self.big else CHIP)[2])
        tall = self.sizeHint().height()
        box = QRectF(0, (self.height() - tall) / 2, self.width(), tall).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen if self.colour else QPen(QColor(theme.accent), 1.5))
            p.setBrush(QColor(self.colour) if self.colour else Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            p.setFont(self._face())
            p.setPen(QColor(legible_on(self.colour) if self.colour else theme.accent))
            room = int(self.width() - 2 * side) + 1
            p.drawText(
                box,
                Qt.AlignmentFlag.AlignCenter,
                p.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room),
            )


class Hints(QWidget):
    """What a key does, and the key; beside each other, in the big bar below each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, str], ...] = ()
        self.big = False

    def say(self, rows: Sequence[tuple[str, str]]) -> None:
        if tuple(rows) != self.rows:
            self.rows = tuple(rows)
            self.setAccessibleName(", ".join(f"{words}: {key}" for words, key in rows))
            self.updateGeometry()
            self.update()

    def _face(self) -> QFont:
        return face(BIG_HINT if self.big else HINT)

    def _wide(self, row: tuple[str, str]) -> float:
        measure = QFontMetricsF(self._face()).horizontalAdvance
        return measure(row[0]) + GAP + measure(row[1]) + 2 * px(PAD)

    def sizeHint(self) -> QSize:
        tall = round(QFontMetricsF(self._face()).height()) + 8
        widths = [self._wide(row) for row in self.rows] or [0.0]
        if self.big:
            return QSize(round(max(widths)) + 2, len(widths) * (tall + 4))
        return QSize(round(sum(widths) + 2 * GAP * (len(widths) - 1)) + 2, tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the right; what has no room is left out, the least telling first."""
        theme = Style.here().theme
        right, tall = float(self.width() - 1), QFontMetricsF(self._face()).height() + 6
        count = max(1, len(self.rows))
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setFont(self._face())
            measure = p.fontMetrics().horizontalAdvance
            for at, row in enumerate(self.rows if self.big else reversed(self.rows)):
                if right < self._wide(row) - 1:
                    break
                middle = self.height() * (at + 0.5) / count if self.big else self.height() / 2
                cap = QRectF(0, round(middle - tall / 2) + 0.5, measure(row[1]) + 2 * px(PAD), tall - 1)
                cap.moveRight(right)
                p.setPen(QPen(QColor(theme.line2), 1))
                p.drawRoundedRect(cap, 4, 4)
                p.setPen(QColor(theme.text2))
                p.drawText(cap, Qt.AlignmentFlag.AlignCenter, row[1])
                words = QRectF(cap.left() - GAP - measure(row[0]), cap.top(), measure(row[0]) + 1, cap.height())
                p.drawText(words, Qt.AlignmentFlag.AlignVCenter, row[0])
                if not self.big:
                    right = words.left() - 2 * GAP


class OfferList(QListView):
    """The names a line may go on with, above it; the keyboard stays in the line."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("namesList")
        self.setAccessibleName(tr("Names that fit"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names = QStringListModel(self)
        self.setModel(self._names)
        self.hide()

    def offer(self, names: Sequence[str], corner: QPoint, above: int = 0) -> None:
        """Lists names upwards from a corner of the window; the first is the one that Tab takes.

        With `above` it lists them downwards where there is room, else upwards from so many px above the corner.
        """
        if names != self._names.stringList():
            self._names.setStringList(list(names))
        self.choose(0)
        tall = sum(self.sizeHintForRow(at) for at in range(len(names))) + 2 * self.frameWidth() + 2
        wide = min(max(px(180), self.sizeHintForColumn(0) + px(24)), px(420))
        below = bool(above) and corner.y() + tall <= self.window().height()
        left = max(0, min(corner.x(), self.window().width() - wide - 4))
        self.setGeometry(left, corner.y() if below else corner.y() - above - tall, wide, tall)
        self.show()
        self.raise_()

    @property
    def chosen(self) -> int:
        return max(0, self.currentIndex().row()) if self.isVisible() else 0

    def choose(self, at: int) -> None:
        self.setCurrentIndex(self._names.index(at % max(1, self._names.rowCount())))
