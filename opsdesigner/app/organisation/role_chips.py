"""A role's code on its colour, and a header of such chips over or beside a table that fits its words."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from opsdesigner.canvas.marks.roles import lane_colours
from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.organisation import code_of
from opsdesigner.notation.theme import legible_on

from ..style import BODY, Style, px
from ..words import one_line, tr

CHIP = (26, 18)  # px
NAME_LINES = 2
SMALL = 11  # px of a name below a chip
LONGEST = 60  # letters of a name


class RoleLook:
    """How roles, units and people of one state of a document are shown: colour, code, name."""

    def __init__(self, model: Model, ids: Sequence[Id]) -> None:
        colours = lane_colours(model)
        self.ids = tuple(ids)
        self.names = [one_line(title(model, id), LONGEST) or tr("Without a name") for id in ids]
        self.codes = [code_of(model, node) if (node := model.get(id, Node)) is not None else "" for id in ids]
        self.colours = [colours(id) or Style.here().theme.text2 for id in ids]


def chip_font(widget_font: QFont) -> QFont:
    made = QFont(widget_font)
    made.setPixelSize(px(10))
    made.setWeight(QFont.Weight.DemiBold)
    return made


def paint_chip(p: QPainter, box: QRectF, colour: str, words: str) -> None:
    """A pill in a role's colour with its code."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(colour))
    p.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    p.setPen(QColor(legible_on(colour)))
    p.setFont(chip_font(p.font()))
    p.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class ChipHeader(QHeaderView):
    """Chips: with the name below them over columns, with the name beside them at the left of rows."""

    def __init__(self, way: Qt.Orientation, parent: QTableView, look: Callable[[], RoleLook], names: bool) -> None:
        super().__init__(way, parent)
        self._look, self._names = look, names
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.dress()

    def dress(self) -> None:
        """Takes the size of the words in use."""
        font = QFont(QApplication.font())
        font.setPixelSize(px(SMALL if self.orientation() == Qt.Orientation.Horizontal else BODY))
        self.setFont(font)

    def sizeHint(self) -> QSize:
        if self.orientation() == Qt.Orientation.Horizontal:
            under = (self.fontMetrics().height() * NAME_LINES + 4) if self._names else 0
            return QSize(super().sizeHint().width(), px(CHIP[1]) + 10 + under)
        widest = max(map(self.fontMetrics().horizontalAdvance, self._look().names), default=0)
        return QSize(min(widest, px(220)) + px(CHIP[0]) + 36, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, theme = self._look(), Style.here().theme
        painter.fillRect(rect, QColor(theme.paper))
        if section >= len(look.ids):
            return
        wide, high = px(CHIP[0]), px(CHIP[1])
        across = self.orientation() == Qt.Orientation.Horizontal
        if across:
            chip = QRectF(rect.center().x() - wide / 2 + 0.5, rect.top() + 4, wide, high)
            words = rect.adjusted(2, high + 6, -2, -2)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        else:
            chip = QRectF(rect.left() + 12, rect.center().y() - high / 2 + 0.5, wide, high)
            words = rect.adjusted(wide + 22, 0, -6, 0)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setFont(self.font())
        paint_chip(painter, chip, look.colours[section], look.codes[section])
        painter.restore()
        if self._names or not across:
            painter.setPen(QColor(theme.text2 if across else theme.text))
            painter.setFont(self.font())
            painter.drawText(words, int(flags), self._fitting(look.names[section], words, across))

    def _fitting(self, name: str, room: QRect, wrapped: bool) -> str:
        """What of a name fits: in lines where it may wrap, cut where it may not."""
        metrics = self.fontMetrics()
        if not wrapped:
            return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        lines, rest = list[str](), name.split()
        while rest and len(lines) < NAME_LINES:
            line = rest.pop(0)
            while rest and metrics.horizontalAdvance(f"{line} {rest[0]}") <= room.width():
                line += " " + rest.pop(0)
            if len(lines) == NAME_LINES - 1 and rest:
                line = " ".join((line, *rest))
            lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width()))
        return "\n".join(lines)


class FittedTable(QTableView):
    """A table whose rows and columns are as large as the words in it."""

    @abstractmethod
    def fit(self) -> None:
        """After its words or their size changed."""
