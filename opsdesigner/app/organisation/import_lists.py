"""What the import dialog lists: the rows of a table under a chooser for each column, and what will happen to whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from opsdesigner.tables.mapping import FIELDS, Mapping
from opsdesigner.tables.merging import Entry
from opsdesigner.tables.sheet import Problem, Row, Sheet

from ..controls import ChoiceBox
from ..icons import icon
from ..style import Style, px
from ..words import one_line, tip, tr

Index = QModelIndex | QPersistentModelIndex
CELL = 200  # letters of a cell that are shown
CHOSEN, TITLE = 32, 22  # px of the row of choosers, of the titles below
WORDS = {
    "": "Not used",
    "id": "Id",
    "manager": "Manager",
    "name": "Name",
    "first": "First name",
    "last": "Last name",
    "title": "Title",
    "unit": "Unit",
    "mail": "Mail",
    "phone": "Phone",
    "vacant": "Vacant",
}
ORDER = ("", *sorted(FIELDS, key=list(WORDS).index))


class SheetModel(QAbstractTableModel):
    """The rows below the header; what no field is chosen for is faint, rows with a problem are tinted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._mapping = Mapping(-1, ())
        self._titles: list[str] = []
        self._problems: dict[int, list[Problem]] = {}
        self._places: dict[int, int] = {}

    def show_sheet(self, sheet: Sheet, mapping: Mapping) -> None:
        self.beginResetModel()
        self._rows, self._mapping = mapping.rows(sheet), mapping
        self._titles = mapping.titles(sheet)
        self._places = {row.number: at for at, row in enumerate(self._rows)}
        self.endResetModel()

    def show_mapping(self, mapping: Mapping) -> None:
        """Another field is chosen for a column."""
        self._mapping = mapping
        self._repaint()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self._problems = {}
        for problem in problems:
            self._problems.setdefault(problem.row, []).append(problem)
        self._repaint()

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows) - 1)

    def place(self, number: int) -> int:
        """Where a row of this number is listed, -1 for nowhere."""
        return self._places.get(number, -1)

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._mapping.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.cell(index.column()), CELL)
        if role == Qt.ItemDataRole.ForegroundRole and not self._mapping.fields[index.column()]:
            return QColor(Style.here().theme.text3)
        problems = self._problems.get(row.number)
        if problems and role == Qt.ItemDataRole.BackgroundRole:
            return QColor(Style.here().theme.amber_tint)
        if problems and role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(problem.sentence for problem in problems))
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if way == Qt.Orientation.Horizontal:
            return one_line(self._titles[section], CELL)
        return str(self._rows[section].number)


class ColumnChoosers(QHeaderView):
    """Above each column in view a box that says which fact it holds."""

    chosen = Signal(int, str)

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._fields: tuple[str, ...] = ()
        self.boxes: dict[int, ChoiceBox] = {}
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(px(96))
        self.sectionResized.connect(self._place)
        parent.horizontalScrollBar().valueChanged.connect(self._place)

    def show_fields(self, fields: tuple[str, ...]) -> None:
        """What the columns hold now."""
        if len(fields) != len(self._fields):
            for box in self.boxes.values():
                box.deleteLater()
            self.boxes = {}
        self._fields = fields
        for column, box in self.boxes.items():
            self._set(box, column)
        self._place()

    def _set(self, box: ChoiceBox, column: int) -> None:
        box.blockSignals(True)
        box.setCurrentIndex(ORDER.index(self._fields[column]))
        box.blockSignals(False)

    def _box(self, column: int) -> ChoiceBox:
        box = self.boxes.get(column)
        if box is None:
            box = self.boxes[column] = ChoiceBox(self.viewport())
            for field in ORDER:
                box.addItem(tr(WORDS[field]), field)
            self._set(box, column)
            box.activated.connect(lambda at, column=column: self.chosen.emit(column, ORDER[at]))
            box.show()
        title = self.model().headerData(column, Qt.Orientation.Horizontal)
        box.setAccessibleName(tr("What the column {} holds").format(title))
        return box

    def _place(self, *_: object) -> None:
        """Boxes stand over the columns in view; those further away are made when they come into it."""
        if self.model() is None:
            return
        width = self.viewport().width()
        for column in range(min(self.count(), len(self._fields))):
            left, room = self.sectionViewportPosition(column), self.sectionSize(column)
            near = left < width and left + room > 0
            if near or column in self.boxes:
                self._box(column).setGeometry(QRect(left + 3, 3, room - 6, px(CHOSEN) - 4))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(CHOSEN) + px(TITLE))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = Style.here().theme
        painter.fillRect(rect, QColor(theme.chrome))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(theme.text2))
        words = rect.adjusted(10, px(CHOSEN), -6, 0)
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Line(NamedTuple):
    """One line of the list below: which row of the table it is about, and what it says."""

    row: int
    text: str


def of_entry(entry: Entry) -> Line:
    return Line(entry.row, ": ".join(filter(None, (entry.name, "; ".join(entry.changes)))))


def of_problem(problem: Problem) -> Line:
    return Line(problem.row, tr("Row {}: {}").format(problem.row, problem.sentence))


class Lines(QAbstractListModel):
    """Entries or problems, each put into words when it comes into view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: Sequence[object] = ()
        self._line: Callable[..., Line] = of_entry
        self._picture = QIcon()

    def show_items(self, items: Sequence[object], line: Callable[..., Line], picture: str) -> None:
        self.beginResetModel()
        self._items, self._line = items, line
        self._picture = icon(picture, QPalette.ColorRole.PlaceholderText)
        self.endResetModel()

    def row_of(self, index: Index) -> int:
        """The row of the table that a line is about, 0 for none."""
        return self._line(self._items[index.row()]).row if index.isValid() else 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._line(self._items[index.row()]).text
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else one_line(text, CELL)
        return None
