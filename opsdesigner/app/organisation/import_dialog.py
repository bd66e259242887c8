"""The import dialog: a table of people, what each column holds, and in words what taking it over will do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListView,
    QPushButton,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from opsdesigner.model import Change
from opsdesigner.tables.mapping import HEADER_WITHIN, Mapping, suggest
from opsdesigner.tables.sheet import Sheet

from ..background import Job
from ..controls import CheckBox, ChoiceBox
from ..style import px
from ..words import one_line, tr
from .import_lists import ColumnChoosers, Lines, SheetModel, of_entry, of_problem
from .import_work import Draft, draft, sentence, worked_out

if TYPE_CHECKING:
    from ..window import MainWindow

SIZE = (1000, 680)
WIDEST = 240  # px of a column at first
NEW, CHANGED, GONE, SAME, PROBLEMS = range(5)
TABS = ("New", "Changed", "Not in the table", "As it was", "Problems")
PICTURES = ("plus", "change", "person-off", "check", "warn")


class ImportDialog(QDialog):
    """Enter takes over, Esc leaves everything as it was."""

    def __init__(self, window: MainWindow, name: str, sheet: Sheet, again: Callable[[str], Sheet] | None) -> None:
        super().__init__(window)
        self.setObjectName("importPeople")
        self.setWindowTitle(tr("Import people"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        assert window.document is not None
        self._window, self._model = window, window.document.model
        self.name, self._again = name, again
        self._asked = 0  # of several questions to the worker only the last answer counts
        self._taking = False
        self.sheet, self.mapping = sheet, suggest(sheet)
        self.draft: Draft | None = None
        self.table, self.rows = QTableView(self), SheetModel(self)
        self.choosers = ColumnChoosers(self.table)
        self.list, self.lines = QListView(self), Lines(self)
        self.summary, self.source, self.tabs = QLabel(self), QLabel(self), QTabBar(self)
        self.header, self.sheets = ChoiceBox(self), ChoiceBox(self)
        self.gone = CheckBox(tr("Also remove who is not in the table"), self)
        self.take, self.cancel = QPushButton(tr("Import"), self), QPushButton(tr("Cancel"), self)
        self._lay_out()
        self._connect()
        self.resize(*(min(px(length), most) for length, most in zip(SIZE, _room(window), strict=True)))
        self.show_sheet(sheet)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.summary.setObjectName("h2")
        self.source.setObjectName("second")
        for label in (self.summary, self.source):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        column.addWidget(self.summary)
        column.addLayout(_row(self.source, 1, self.sheets, self.header))
        self._dress_table()
        column.addWidget(self.table, 3)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("What will happen"))
        for words in TABS:
            self.tabs.addTab(tr(words))
        column.addWidget(self.tabs)
        self.list.setModel(self.lines)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("What will happen"))
        column.addWidget(self.list, 2)
        self.take.setDefault(True)
        column.addLayout(_row(self.gone, 1, self.cancel, self.take))

    def _dress_table(self) -> None:
        table = self.table
        table.setHorizontalHeader(self.choosers)
        table.setModel(self.rows)
        table.setAccessibleName(tr("The rows of the table"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(px(24))

    def _connect(self) -> None:
        self.choosers.chosen.connect(lambda column, field: self.show_mapping(self.mapping.assigned(column, field)))
        self.header.activated.connect(lambda at: self.show_header(at - 1))
        self.sheets.activated.connect(self._show_other)
        self.tabs.currentChanged.connect(lambda _: self._fill_list())
        self.list.clicked.connect(self._go)
        self.list.selectionModel().currentChanged.connect(lambda index, _: self._go(index))
        self.gone.toggled.connect(lambda _: self._tell())
        self.take.clicked.connect(self.take_over)
        self.cancel.clicked.connect(self.reject)

    # what is shown

    def show_sheet(self, sheet: Sheet) -> None:
        """Another table, with the mapping that it suggests."""
        self.sheet, self.mapping = sheet, suggest(sheet)
        where = tr("{} rows in {}").format(f"{len(sheet.rows):,}", one_line(self.name))
        self.source.setText(" ".join((f"{where}.", *sheet.notes)))
        _fill(self.sheets, sheet.others, sheet.name)
        self.sheets.setVisible(len(sheet.others) > 1 and self._again is not None)
        rows = [tr("Header in row {}").format(row.number) for row in sheet.rows[:HEADER_WITHIN]]
        _fill(self.header, (tr("No header"), *rows), "")
        self.show_header(self.mapping.header)

    def show_header(self, header: int) -> None:
        self.mapping = self.mapping.headed(header)
        self.header.setCurrentIndex(header + 1)
        self.rows.show_sheet(self.sheet, self.mapping)
        metrics = self.table.fontMetrics()
        for column in range(self.rows.columnCount()):
            cells = [row.cell(column)[:40] for row in self.sheet.rows[:50]]
            widest = max(map(metrics.horizontalAdvance, cells), default=0) + 24
            self.table.setColumnWidth(column, min(max(widest, px(120)), px(WIDEST)))
        self.show_mapping(self.mapping)

    def show_mapping(self, mapping: Mapping) -> None:
        """What this mapping means is worked out beside the window."""
        self.mapping = mapping
        self.choosers.show_fields(mapping.fields)
        self.rows.show_mapping(mapping)
        self.draft = None
        self._asked += 1
        asked, model, sheet = self._asked, self._model, self.sheet
        self._tell()
        made = partial(self._drafted, asked)
        Job(self, lambda: draft(model, sheet, mapping), made, self._failed).start()

    def _drafted(self, asked: int, made: object) -> None:
        if asked != self._asked or not isinstance(made, Draft):
            return
        self.draft = made
        self.rows.show_problems(made.table.problems)
        for at, items in enumerate(self._items()):
            self.tabs.setTabText(at, f"{tr(TABS[at])} {len(items):,}")
        self.tabs.setCurrentIndex(next((at for at in (NEW, CHANGED, PROBLEMS, GONE) if self._items()[at]), SAME))
        self._fill_list()
        self._tell()

    def _items(self) -> tuple[Sequence[object], ...]:
        made = self.draft
        if made is None:
            return ((),) * len(TABS)
        told = made.plan
        entries = (told.added, told.changed, told.gone, told.unchanged) if told is not None else ((), (), (), ())
        return (*entries, made.table.problems)

    def _fill_list(self) -> None:
        at = self.tabs.currentIndex()
        self.lines.show_items(self._items()[at], of_problem if at == PROBLEMS else of_entry, PICTURES[at])

    def _tell(self) -> None:
        """The sentence above, and whether there is anything to take over."""
        made = self.draft
        told = made.plan if made is not None else None
        gone = len(told.gone) if told is not None else 0
        self.gone.setVisible(gone > 0)
        self.take.setEnabled(told is not None and not self._taking and (not told.idle or (gone > 0 and self._remove)))
        if made is None:
            self.summary.setText(tr("Looking through the table…"))
        elif told is None:
            self.summary.setText(made.refused)
        elif told.idle and not (gone and self._remove):
            self.summary.setText(tr("Nothing changes: the document says all of this already."))
        else:
            self.summary.setText(sentence(told, self._remove))

    @property
    def _remove(self) -> bool:
        return self.gone.isChecked()

    def _go(self, index: QModelIndex) -> None:
        place = self.rows.place(self.lines.row_of(index))
        if place >= 0:
            self.table.selectRow(place)
            self.table.scrollTo(self.rows.index(place, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _show_other(self, at: int) -> None:
        """Another sheet of the same workbook."""
        if self._again is None:
            return
        again, name = self._again, self.sheets.itemText(at)
        self._asked, self.draft = self._asked + 1, None  # what is shown is not to be taken over any more
        self._tell()

        def done(sheet: object) -> None:
            if isinstance(sheet, Sheet):
                self.show_sheet(sheet)

        Job(self, lambda: again(name), done, lambda error: self.summary.setText(str(error))).start()

    # taking over

    def take_over(self) -> None:
        """As one undo step; found in a worker, so that the window lives while it is."""
        told = self.draft.plan if self.draft is not None else None
        if told is None or self._taking:
            return
        self._taking = True
        model, remove = self._model, self._remove
        self.summary.setText(tr("Taking over…"))
        for part in (self.take, self.gone, self.choosers, self.header, self.sheets):
            part.setEnabled(False)

        def done(change: object) -> None:
            assert isinstance(change, Change)
            model.adopt(change)
            self.accept()
            self._window.status.show_hint(sentence(told, remove))

        Job(self, lambda: worked_out(model, told, remove), done, self._failed).start()

    def _failed(self, error: Exception) -> None:
        self._taking = False
        for part in (self.gone, self.choosers, self.header, self.sheets):
            part.setEnabled(True)
        self._tell()
        self.summary.setText(str(error))


def _row(*parts: QWidget | int) -> QHBoxLayout:
    """Widgets beside each other; a number is room that takes what is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if isinstance(part, int):
            row.addStretch(part)
        else:
            row.addWidget(part, 1 if isinstance(part, QLabel) else 0)
    return row


def _fill(box: ChoiceBox, words: Sequence[str], chosen: str) -> None:
    box.clear()
    box.addItems(list(words))
    box.setCurrentText(chosen)


def _room(window: MainWindow) -> tuple[int, int]:
    size = window.screen().availableGeometry().size()
    return size.width() - 40, size.height() - 60
