"""Where a shape stands and how large it is; where its name stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from opsdesigner.edit import arrange
from opsdesigner.model import Edge, Id, Model, Shape

from ..style import px
from ..words import tr
from .editors import NumberEditor

if TYPE_CHECKING:
    from .inspector import Inspector

FIELDS = (("x", "Left"), ("y", "Top"), ("width", "Width"), ("height", "Height"))
FAR = 1_000_000
WIDE, ROOM = 230, 340  # px that two numbers beside each other need; that there are


class PlaceEditor(QWidget):
    """Four numbers for a single shape; a way back for names placed by hand."""

    def __init__(self, inspector: Inspector, model: Model, ids: tuple[Id, ...]) -> None:
        super().__init__()
        self._inspector, self._model, self._ids = inspector, model, ids
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        self.numbers: dict[str, NumberEditor] = {}
        if self._shape() is not None:
            column.addLayout(self._grid())
        self._by_hand = QWidget()
        row = QHBoxLayout(self._by_hand)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(tr("Name placed by hand"))
        label.setWordWrap(True)
        label.setObjectName("rowName")
        self.reset = QPushButton(tr("Put back"))
        self.reset.setObjectName("small")
        self.reset.setAccessibleName(tr("Put the name back"))
        self.reset.clicked.connect(self._put_back)
        row.addWidget(label, 1)
        row.addWidget(self.reset)
        column.addWidget(self._by_hand)

    def _shape(self) -> Shape | None:
        return self._model.get(self._ids[0], Shape) if len(self._ids) == 1 else None

    def _grid(self) -> QGridLayout:
        grid, across = QGridLayout(), 2 if px(WIDE) <= ROOM else 1
        grid.setSpacing(8)
        for at, (name, label) in enumerate(FIELDS):
            field = NumberEditor(least=-FAR if at < 2 else 1, most=FAR)
            field.setAccessibleName(tr(label))
            field.setObjectName(f"field.{name}")
            field.meant.connect(lambda _: self._meant())
            words = QLabel(tr(label))
            words.setObjectName("rowName")
            words.setBuddy(field)
            grid.addWidget(words, at // across, at % across * 2, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, at // across, at % across * 2 + 1)
            self.numbers[name] = field
        for column in range(across):
            grid.setColumnStretch(2 * column + 1, 1)
        return grid

    def show_values(self) -> None:
        shape = self._shape()
        for name, field in self.numbers.items():
            if shape is not None:
                field.show_value(getattr(shape, name))
        self._by_hand.setVisible(bool(self._placed()))
        self.setVisible(bool(self.numbers) or bool(self._placed()))

    def _placed(self) -> list[Id]:
        records = [self._model.records.get(id) for id in self._ids]
        return [record.id for record in records if isinstance(record, Shape | Edge) and record.label is not None]

    def _meant(self) -> None:
        shape = self._shape()
        if shape is None:
            return
        x, y, width, height = (float(self.numbers[name].value()) for name, _ in FIELDS)

        def act() -> None:
            if (width, height) != (round(shape.width), round(shape.height)):
                arrange.resize(self._model, shape.id, (x, y, x + width, y + height))
            else:
                arrange.move(self._model, {shape.id}, x - round(shape.x), y - round(shape.y), shape.diagram)

        self._inspector.act(act)

    def _put_back(self) -> None:
        def act() -> None:
            with self._model.change(tr("Put names back")):
                for id in self._placed():
                    arrange.move_label(self._model, id, None)

        self._inspector.act(act)
