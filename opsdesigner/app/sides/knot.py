"""The pill on the splitter in which the threads of a role begin."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from opsdesigner.canvas.menus.chrome import face, grown
from opsdesigner.notation.theme import legible_on

from ..style import Style
from ..words import tip, tr

PILL, SIDE = 24, 8  # its height; room beside its words


class Knot(QAbstractButton):
    """A pill on the splitter: a role's code and how many of its steps are in view; a click lists all of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("knot")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._colour = ""
        self.hide()

    def show_words(self, code: str, count: int | None, colour: str) -> None:
        text = code if count is None else f"{code} {count}"
        if text == self.text() and colour == self._colour and self.size() == self.sizeHint():
            return
        self._colour = colour
        self.setText(text)
        said = code if count is None else tr("{}: {} steps in view. List all its steps").format(code, count)
        self.setAccessibleName(said)
        self.setToolTip(tip(tr("All its steps")))
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(face(13, 600)).horizontalAdvance(self.text())
        return QSize(round(wide) + 2 * SIDE + 4, grown(PILL) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, rect = Style.here().theme, QRectF(self.rect())
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(QColor(theme.paper), 2))
            p.setBrush(QColor(self._colour))
            body = rect.adjusted(1, 1, -1, -1)
            p.drawRoundedRect(body, body.height() / 2, body.height() / 2)
            p.setFont(face(13, 600))
            p.setPen(QColor(legible_on(self._colour)))
            p.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
