"""The rows of the list of versions: a small picture of the page, when it was, and what was changed after it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from .. import moments
from ..style import Style, px
from ..words import tip, tr
from .version_work import Row

Index = QModelIndex | QPersistentModelIndex
WIDE, TALL, GAP = 104, 68, 10  # px of a picture; round it
WORDS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


class VersionList(QAbstractListModel):
    """Versions as Qt asks for them, the newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def put(self, row: Row) -> None:
        """Somebody has looked into a version; it may be listed no more."""
        for at, each in enumerate(self.rows):
            if each.version == row.version:
                self.rows[at] = row
                index = self.index(at, 0)
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title(row)}. {words(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(tr("Replaced on {}").format(f"{row.when:%Y-%m-%d %H:%M:%S}"))
        return None


def title(row: Row) -> str:
    """Until when the file was so."""
    return tr("Until {}").format(moments.said(row.when))


def words(row: Row) -> str:
    """What was changed then, in a few sentences."""
    if row.told is None:
        return tr("Looking into it…")
    return " ".join(row.told)


class VersionPainter(QStyledItemDelegate):
    """Paints a row, as high as its words are long."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        wide = view.viewport().width() if isinstance(view, QListView) else px(300)
        room = QRect(0, 0, max(40, wide - px(WIDE) - 3 * GAP), 10_000)
        told = QFontMetrics(_small(option.font)).boundingRect(room, WORDS, words(_row(index)))
        head = QFontMetrics(_bold(option.font)).height()
        return QSize(wide, max(px(TALL), head + 4 + told.height()) + 2 * GAP)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        widget, theme, row = option.widget, Style.here().theme, _row(index)
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, p, widget)
        box: QRect = option.rect.adjusted(GAP, GAP, -GAP, -GAP)
        place = QRect(box.left(), box.top(), px(WIDE), px(TALL))
        _paint_picture(p, place, row)
        box.setLeft(place.right() + GAP)
        p.setPen(QColor(theme.text))
        p.setFont(_bold(option.font))
        p.drawText(box, WORDS, title(row))
        box.setTop(box.top() + p.fontMetrics().height() + 4)
        p.setPen(QColor(theme.text2 if row.told is not None else theme.text3))
        p.setFont(_small(option.font))
        p.drawText(box, WORDS, words(row))


def _row(index: Index) -> Row:
    model = index.model()
    assert isinstance(model, VersionList)
    return model.rows[index.row()]


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(px(12))
    return made


def _paint_picture(p: QPainter, place: QRect, row: Row) -> None:
    theme, paper = Style.here().theme, Style.here().paper
    p.save()
    p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    frame = QPainterPath()
    frame.addRoundedRect(place.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    p.fillPath(frame, QColor(paper.canvas))
    if row.picture is not None and not row.picture.isNull():
        ratio = p.device().devicePixelRatioF()
        room = place.size() - QSize(10, 10)
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        shown = row.picture.scaled(room * ratio, keep, smooth)
        shown.setDevicePixelRatio(ratio)
        size = shown.deviceIndependentSize()
        middle = place.toRectF().center()
        p.drawImage(round(middle.x() - size.width() / 2), round(middle.y() - size.height() / 2), shown)
    p.setPen(QPen(QColor(theme.line), 1))
    p.drawPath(frame)
    p.restore()
