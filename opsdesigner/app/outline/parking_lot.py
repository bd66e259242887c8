"""The parking lot: what somebody said that has no place in the flow, listed below the outline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from opsdesigner.canvas.access import announce
from opsdesigner.edit import parking
from opsdesigner.model import Change, Id, Model, Node
from opsdesigner.model.queries import shape_of, subject
from opsdesigner.notation.parked import PARKED

from ..icons import icon
from ..organisation.table_panel import process_in_view
from ..style import px
from ..words import one_line, tip, tr
from .parking_list import ParkingList
from .parking_rows import Parked, ParkingRows, called, rows_of

if TYPE_CHECKING:
    from ..window import MainWindow

CALM = 100  # ms after a change before the list is made anew
SOME = 200  # selected things above which no entries are marked


class ParkingLot(QWidget):
    """A head that folds it, and the list; the selection goes both ways."""

    folded = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("parkingLot")
        self._window, self._busy = window, False
        self._aim: frozenset[Id] = frozenset()  # what was selected on the canvas, not by the list
        self._shown: tuple[object, ...] = ()  # the model, its version and the process the list was made for
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CALM)
        self._soon.timeout.connect(self.fill)
        self.head, self.count, self.chevron = QToolButton(self), QLabel(self), QToolButton(self)
        self.rows, self.list = ParkingRows(self), ParkingList(self, self._may, self._words)
        self.empty = QLabel(tr("Nothing parked. Type ?? and what somebody said."), self)
        self._lay_out()
        self.list.wanted.connect(self.do)
        self.list.left.connect(lambda: window.view.setFocus())
        self.list.clicked.connect(lambda _: self._select_there())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._moved())
        for view in window.twin.views:
            view.pin_wanted.connect(self.open_at)
        self.fold(not window.settings.flag("view/parkingLot", True))

    def _lay_out(self) -> None:
        self.list.setModel(self.rows)
        self.head.setObjectName("lotHead")
        self.head.setText(tr("Parking lot"))
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setIcon(icon("pin"))
        self.count.setObjectName("second")
        self.empty.setObjectName("empty")
        self.empty.setWordWrap(True)
        for button in (self.head, self.chevron):
            button.setAutoRaise(True)
            button.clicked.connect(lambda: self.fold(not self.is_folded))
        self.chevron.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the head does the same
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.head)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.chevron)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        self.dress()

    @property
    def model(self) -> Model | None:
        return self._window.document.model if self._window.document is not None else None

    @property
    def is_folded(self) -> bool:
        return not self._window.settings.flag("view/parkingLot", True)

    @property
    def is_open(self) -> bool:
        """Whether the list is to be seen."""
        return self.rows.count > 0 and not self.is_folded

    def fold(self, on: bool) -> None:
        """Leaves only the head, or shows the list again."""
        self._window.settings.put("view/parkingLot", not on)
        self.chevron.setIcon(icon("chevu" if on else "chevd"))
        words = tr("Show the parking lot") if on else tr("Fold the parking lot")
        for button in (self.head, self.chevron):
            button.setToolTip(tip(words))
        self.head.setAccessibleDescription(words)
        self._fit()
        self.folded.emit()

    def _fit(self) -> None:
        """The list where there is something in it; a sentence where there is not."""
        self.list.setVisible(self.is_open)
        self.empty.setVisible(not self.rows.count and not self.is_folded)
        self.setMaximumHeight(16_777_215 if self.is_open else self.sizeHint().height())

    # from the document

    def follow(self, change: Change) -> None:
        if self.isVisible() and (self.rows.count or _parks(change)):
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        self.fill()
        super().showEvent(event)

    def fill(self) -> None:
        """Makes the list anew where the document or the process is another; what is chosen stays chosen."""
        self._soon.stop()
        model = self.model
        if not self.isVisible() and model is not None:
            return
        process = process_in_view(self._window) if model is not None else ""
        state = (model, model.version if model is not None else 0, process)
        if state == self._shown:
            return
        self._shown = state
        chosen, at = set(self.chosen()), self.list.currentIndex().row()
        self._busy = True
        self.rows.show_rows(model, rows_of(model, process) if model is not None else [])
        if chosen != set(self.chosen()):
            left = self._choose(lambda row: row.id in chosen)
            if not left and chosen and self.rows.count:  # the next one takes the place of what is gone
                self.list.setCurrentIndex(self.rows.index(max(0, min(at, len(self.rows.rows) - 1)), 0))
        self._busy = False
        self.count.setText(str(self.rows.count) if self.rows.count else "")
        self.count.setAccessibleName(tr("{} parked").format(self.rows.count))
        self._fit()
        self.folded.emit()

    # what is chosen

    def chosen(self) -> list[Id]:
        """The chosen entries, from the top down."""
        indexes = sorted(self.list.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [row.id for index in indexes if (row := self.rows.row_at(index)) is not None and row.id]

    def current(self) -> Parked | None:
        """The entry with the cursor, else the first that is chosen."""
        row = self.rows.row_at(self.list.currentIndex())
        return row if row is not None and row.id else None

    def _choose(self, which: Callable[[Parked], bool]) -> bool:
        """Chooses these entries, the first of them in sight; whether there are any."""
        found = [at for at, row in enumerate(self.rows.rows) if row.id and which(row)]
        picked = QItemSelection()
        for at in found:
            picked.select(self.rows.index(at, 0), self.rows.index(at, 0))
        flags = QItemSelectionModel.SelectionFlag
        self.list.selectionModel().select(picked, flags.ClearAndSelect)
        if found:
            self.list.selectionModel().setCurrentIndex(self.rows.index(found[0], 0), flags.NoUpdate)
            self.list.scrollTo(self.rows.index(found[0], 0))
        return bool(found)

    def open(self) -> None:
        """Brings the list into view, with the keyboard in it where something is parked."""
        from ..side import OUTLINE

        self._window.side.show_page(OUTLINE, stay=True)
        self.fold(False)
        self.fill()
        (self.list if self.rows.count else self.head).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.current() is None:
            first = next((at for at, row in enumerate(self.rows.rows) if row.id), -1)
            self.list.setCurrentIndex(self.rows.index(first, 0))

    def open_at(self, shape: Id) -> None:
        """Shows what is said of a shape, with the keyboard on it."""
        self.open()
        model = self.model
        node = subject(model, shape) if model is not None else None
        if node is not None:
            self._choose(lambda row: row.on == node.id)

    def selection_changed(self) -> None:
        """Marks what is said of what is selected on the canvas; what is tied to nothing stays chosen."""
        model = self.model
        if self._busy or not self.isVisible() or model is None:
            return
        if process_in_view(self._window) != (self._shown or ("", 0, ""))[2]:
            self._soon.start(0)
        picked = self._aim = self._window.view.selection()
        ids = {found.id for id in picked if (found := subject(model, id))} if len(picked) <= SOME else set()
        loose = set(self.chosen()) if not any(row.on in ids for row in self.rows.rows) else set()
        self._busy = True
        self._choose(lambda row: row.on in ids if row.on else row.id in loose)
        self._busy = False

    def _moved(self) -> None:
        """The cursor came to another entry: its step is selected where that is in view."""
        if not self._busy and self.list.hasFocus():
            QTimer.singleShot(0, self, self._select_there)

    def _select_there(self) -> None:
        """The step of the entry with the cursor; at one of no step what was selected before, to tie it to."""
        row, view, model = self.current(), self._window.twin.process.view, self.model
        if row is None or model is None or len(self.chosen()) > 1:
            return
        shape = shape_of(model, row.on, view.diagram) if row.on else None
        if row.on and shape is None:
            return
        self._busy = True
        view.select({shape.id} if shape is not None else self._aim)
        if shape is not None:
            view.reveal(shape.id)
        self._busy = False

    # what is done with it

    def target(self) -> Id:
        """The one thing selected on the canvas that the chosen entries could be tied to."""
        view, model = self._window.view, self.model
        picked = view.selection()
        node = subject(model, next(iter(picked))) if model is not None and len(picked) == 1 else None
        return node.id if isinstance(node, Node) and model is not None and parking.can_tie(model, node.id) else ""

    def _may(self, act: str) -> bool:
        rows = [row for row in self.rows.rows if row.id in set(self.chosen())]
        target = self.target() if act == "tie" else ""
        return bool(rows) and {
            "go": any(row.on for row in rows) or len(rows) == 1,
            "edit": len(rows) == 1,
            "tie": bool(target) and any(row.on != target for row in rows),
            "untie": any(row.on for row in rows),
        }.get(act, True)

    def _words(self, act: str, text: str) -> str:
        row, model = self.current(), self.model
        if act == "turn" and row is not None:
            return tr("Make it a problem") if row.idea else tr("Make it an idea")
        if act == "tie" and model is not None and (target := self.target()):
            return tr("Tie it to “{}”").format(one_line(called(model, target), 30).replace("&", "&&"))
        return tr(text)

    def do(self, act: str) -> None:
        """Does something with the chosen entries, as their menu calls it."""
        model, ids, row = self.model, self.chosen(), self.current()
        if model is None or not ids:
            return
        if act == "edit" or (act == "go" and (row is None or not row.on)):
            self.list.edit(self.list.currentIndex())
            return
        target = self.target()
        acts: dict[str, Callable[[], object]] = {
            "go": lambda: self._window.go_to(row.on) if row is not None else None,
            "turn": lambda: parking.make_idea(model, ids, row is not None and not row.idea),
            "tie": lambda: parking.tie(model, ids, target),
            "untie": lambda: parking.untie(model, ids),
            "take": lambda: parking.take_away(model, ids),
        }
        acts[act]()
        self.fill()
        if act == "untie":
            self._select_there()
        if act != "go" and (now := self.current()) is not None:
            announce(self._window.view, f"{now.text}, {now.where}")

    def dress(self) -> None:
        side = px(28)
        self.head.setIconSize(QSize(px(16), px(16)))
        self.head.setFixedHeight(side)
        self.chevron.setFixedSize(side, side)
        self.list.doItemsLayout()


def _parks(change: Change) -> bool:
    pairs = (record for pair in change.records.values() for record in pair)
    return any(type(record) is Node and record.kind == PARKED for record in pairs)
