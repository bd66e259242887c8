"""The rows of the parking lot: problems and ideas, those of the process in view first, each with what it is tied to."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from opsdesigner.analysis.order import process_name
from opsdesigner.canvas.gestures.tying import PARKED_MIME
from opsdesigner.edit import parking
from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.parked import home_of, is_idea, parked, tied_to

from ..words import one_line, tip, tr

Index = QModelIndex | QPersistentModelIndex


class Parked(NamedTuple):
    """One row: what was said, where; a heading has no id."""

    id: Id
    text: str
    idea: bool = False
    on: Id = ""  # what it is tied to
    where: str = ""


def rows_of(model: Model, process: Id) -> list[Parked]:
    """What is parked, in the order it was said in; by processes with headings where there are several."""
    groups: dict[Id, list[Parked]] = {}
    for node in parked(model):
        on = tied_to(model, node.id)
        row = Parked(node.id, " ".join(node.name.split()), is_idea(node), on, _where(model, node, on))
        groups.setdefault(home_of(model, node.id), []).append(row)
    names = {home: process_name(model, home) or tr("Process") if home else tr("Of no process") for home in groups}
    homes = sorted(groups, key=lambda home: (home != process, not home, names[home].casefold(), home))
    headed = len(homes) > 1
    return [row for home in homes for row in [*([Parked("", names[home])] if headed else []), *groups[home]]]


def _where(model: Model, node: Node, on: Id) -> str:
    if on:
        return called(model, on)
    was = node.props.text("was")
    return tr("Not tied to a step, was at “{}”").format(one_line(was, 40)) if was else tr("Not tied to a step")


def called(model: Model, id: Id) -> str:
    """What a step is called: its name, else its kind."""
    node = model.get(id, Node)
    name = " ".join(title(model, id).split())
    return name or (tr(KINDS[node.kind].label) if node is not None and node.kind in KINDS else "")


class ParkingRows(QAbstractListModel):
    """The rows as Qt asks for them; what is typed into one is said otherwise in the document."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.model: Model | None = None
        self.rows: list[Parked] = []

    def show_rows(self, model: Model | None, rows: list[Parked]) -> None:
        """Other rows; where they are the same things in the same order, only their words are others."""
        if model is self.model and [row.id for row in rows] == [row.id for row in self.rows]:
            others = [at for at, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
            self.rows = rows
            for at in others:
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
            return
        self.beginResetModel()
        self.model, self.rows = model, rows
        self.endResetModel()

    @property
    def count(self) -> int:
        """How many problems and ideas there are."""
        return sum(bool(row.id) for row in self.rows)

    def row_at(self, index: Index) -> Parked | None:
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None or not row.id:
            return Qt.ItemFlag.NoItemFlags
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        return able | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{row.text}\n{row.where}") if row.id else None
        if role == Qt.ItemDataRole.AccessibleTextRole and row.id:
            return f"{tr('Idea') if row.idea else tr('Problem')}: {row.text}, {row.where}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index)
        if self.model is None or row is None or role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        parking.reword(self.model, row.id, value)
        return True

    def mimeTypes(self) -> list[str]:
        return [PARKED_MIME]

    def mimeData(self, indexes: object) -> QMimeData:
        made = QMimeData()
        rows = [self.row_at(index) for index in indexes if isinstance(index, QModelIndex)]  # type: ignore[attr-defined]
        made.setData(PARKED_MIME, "\n".join(row.id for row in rows if row is not None).encode())
        made.setText("\n".join(row.text for row in rows if row is not None))
        return made
