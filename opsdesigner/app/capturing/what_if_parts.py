"""The parts of the what-if strip: a chip for a question with its answer, and the gauge of a process."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from opsdesigner.canvas.icons import paint_icon
from opsdesigner.canvas.menus.chrome import face, key_cap, key_width
from opsdesigner.notation.theme import Theme, mixed
from opsdesigner.notation.what_if import DEPUTY, NEVER, OPEN, WAY_OUT, Answer

from ..style import Style, px
from ..words import tip, tr

HIGH, BIG_HIGH = 26, 40  # px
LETTERS, BIG_LETTERS = 13, 16
ICON, BIG_ICON, PAD, GAP = 14, 16, 10, 6  # px
BAR, THICK = 64, 6  # px of the bar of the gauge
LOOK = {  # icon and ink of each state
    OPEN: ("plus", "text2"),
    WAY_OUT: ("check", "green"),
    DEPUTY: ("deputy", "green"),
    NEVER: ("minus", "text3"),
}


def sentence(answer: Answer) -> str:
    """An answer in words: a way out and where it leads, who stands in, why it does not happen."""
    if answer.state == OPEN:
        return tr("not asked yet")
    if answer.state == NEVER:
        return tr("does not happen: {}").format(answer.text) if answer.text else tr("does not happen")
    if answer.state == DEPUTY:
        said = tr("{} stands in for the owner") if answer.owner else tr("{} stands in")
        return said.format(answer.text)
    return answer.text or tr("a way out")


class _Part(QAbstractButton):
    """A button that paints itself and gives its keys to the strip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.big = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where the answer is typed
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def _pixels(self) -> int:
        return BIG_LETTERS if self.big else LETTERS

    def minimumSizeHint(self) -> QSize:
        return QSize(px(32), self.sizeHint().height())


class Chip(_Part):
    """One question: how it stands as an icon and by ink, its word, its key."""

    def __init__(self, parent: QWidget, word: str, key: str) -> None:
        super().__init__(parent)
        self._word, self._key = word, key
        self.state, self._asked = OPEN, False
        self.show_answer(None, False)

    def show_answer(self, answer: Answer | None, asked: bool) -> None:
        """How the question stands, and whether it is being answered; None where nothing is asked."""
        told = sentence(answer) if answer is not None else tr("no step is selected")
        self.setEnabled(answer is not None)
        self.setAccessibleName(f"{self._word}: {told}")
        self.setToolTip(tip(f"{self._word}: {told}", self._key))
        now = (answer.state if answer is not None else OPEN, asked)
        if now != (self.state, self._asked):
            self.state, self._asked = now
            self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(face(self._pixels(), 500)).horizontalAdvance(self._word)
        icon = px(BIG_ICON if self.big else ICON)
        wide = px(PAD) + icon + px(GAP) + words + px(GAP) + key_width(self._key) + px(GAP) + 2
        return QSize(round(wide), px(BIG_HIGH if self.big else HIGH))

    def key_room(self) -> int:
        """What its key takes; it is left out where the word needs it."""
        return round(key_width(self._key)) + px(GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Style.here().theme
        name, token = LOOK[self.state]
        ink = getattr(theme, token) if self.isEnabled() else mixed(theme.text3, theme.paper, 0.45)
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = 2.0 if self._asked else 1.0
            p.setPen(QPen(QColor(theme.accent if self._asked else theme.line2), edge))
            p.setBrush(QColor(_ground(theme, self._asked, self.underMouse() and self.isEnabled())))
            box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
            p.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            side = px(BIG_ICON if self.big else ICON)
            paint_icon(p, name, ink, QPoint(px(PAD), (self.height() - side) // 2), side)
            right = float(self.width() - px(GAP) - 2)
            if self.width() >= self.sizeHint().width():  # else the word needs the room
                faint = theme.text3 if self.isEnabled() else ink
                right = key_cap(p, right, self.height() / 2, self._key, faint, theme.line2) - px(GAP)
            p.setFont(face(self._pixels(), 500))
            p.setPen(QColor(ink))
            left = px(PAD) + side + px(GAP)
            room = QRect(left, 0, round(right) - left + 1, self.height())
            said = p.fontMetrics().elidedText(self._word, Qt.TextElideMode.ElideRight, room.width() + 1)
            p.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)


def _ground(theme: Theme, asked: bool, hovered: bool) -> str:
    if asked:
        return theme.accent_tint
    return mixed(theme.text, theme.paper, 0.07) if hovered else theme.paper


class Gauge(_Part):
    """How many questions of a process have an answer, in words and as a bar; a click goes to the next that has none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("whatIf.coverage")
        self.answered = self.asked = -1
        self.show_count(0, 0)

    def show_count(self, answered: int, asked: int) -> bool:
        """Takes the figures; whether they are others."""
        if (answered, asked) == (self.answered, self.asked):
            return False
        self.answered, self.asked = answered, asked
        self.setText(coverage(answered, asked))
        self.setEnabled(answered < asked)
        self.setAccessibleName(tr("{}, go to the next that is not").format(self.text()))
        self.setToolTip(tip(tr("Next unanswered question"), "Ctrl+J"))
        self.update()
        return True

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(face(self._pixels() - 1))
        most = coverage(self.asked, self.asked) if self.asked else self.text()  # so that counting up moves nothing
        wide = max(metrics.horizontalAdvance(text) for text in (most, self.text()))
        return QSize(round(wide) + px(GAP) + px(BAR) + 2, px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Style.here().theme
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            bar = QRectF(self.width() - px(BAR), (self.height() - px(THICK)) / 2, px(BAR), px(THICK))
            p.setPen(QPen(QColor(theme.control), 1))
            p.setBrush(QColor(theme.sunken))
            p.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), bar.height() / 2, bar.height() / 2)
            if self.answered and self.asked:
                p.setPen(Qt.PenStyle.NoPen)
                p.setBrush(QColor(theme.green))
                wide = max(bar.height(), bar.width() * self.answered / self.asked)
                p.drawRoundedRect(QRectF(bar.left(), bar.top(), wide, bar.height()), bar.height() / 2, bar.height() / 2)
            font = face(self._pixels() - 1)
            font.setUnderline(self.underMouse() and self.isEnabled())
            p.setFont(font)
            p.setPen(QColor(theme.text2))
            words = QRectF(0, 0, bar.left() - px(GAP), self.height())
            p.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.text())


def coverage(answered: int, asked: int) -> str:
    """7 of 24 answered."""
    return tr("{} of {} answered").format(answered, asked) if asked else tr("nothing to ask")
