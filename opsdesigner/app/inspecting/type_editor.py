"""The type of what is selected, and what it may be turned into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from opsdesigner.canvas.menus.choices import ALIKE, replaceable, variant_now
from opsdesigner.edit import convert
from opsdesigner.model import Id, Model, Node, Shape, Value
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.variants import VARIANTS

from ..words import tr
from .editors import ChoiceEditor
from .inspector_rows import kind_label

if TYPE_CHECKING:
    from .inspector import Inspector

SORTS = set(ALIKE) - {"start", "boundary", "end"}  # of these the definition says all: it has a row of its own
OTHER = "\0other"  # what it is, where no entry of a menu is just that


def has_type(model: Model, ids: tuple[Id, ...]) -> bool:
    """Whether all that is selected is of one sort that comes in several types."""
    nodes = [model.get(shape.node, Node) if (shape := model.get(id, Shape)) else None for id in ids]
    families = {KINDS[node.kind].family if node is not None and node.kind in KINDS else "" for node in nodes}
    return len(families) == 1 and families <= SORTS


class TypeEditor(ChoiceEditor):
    """Looks up what it can offer once the keyboard or the pointer is here: the rules are asked for every type."""

    def __init__(self, inspector: Inspector, model: Model, ids: tuple[Id, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("field.type")
        self.setAccessibleName(tr("Type"))
        self._inspector, self._model, self._ids = inspector, model, ids
        self.meant.connect(self._meant)

    def show_type(self) -> None:
        """The type as the model has it now; alone, unless the keyboard is here."""
        now = self._now()
        if self.hasFocus():
            self._look_up()
            return
        self.offer([now] if now else [])
        self.show_value(now[0] if now else "")
        self.setPlaceholderText("" if now else tr("Mixed"))

    def _now(self) -> tuple[str, str] | None:
        found: dict[str, str] = {}
        for id in self._ids:
            shape = self._model.get(id, Shape)
            node = self._model.get(shape.node, Node) if shape else None
            if shape is not None and node is not None:
                row = variant_now(self._model, node, shape)
                found[row.id if row else OTHER] = tr(row.label) if row else kind_label(node)
        return next(iter(found.items())) if len(found) == 1 else None

    def _look_up(self) -> None:
        now = self._now()
        offered = {row.id: tr(row.label) for row in replaceable(self._model, frozenset(self._ids))}
        offered |= dict([now]) if now else {}
        order: dict[Value, int] = {id: place for place, id in enumerate(VARIANTS)}
        rows: list[tuple[Value, str]] = [*offered.items()]
        self.offer(sorted(rows, key=lambda row: order.get(row[0], -1)))
        self.setCurrentIndex(self.findData(now[0]) if now else -1)

    def showPopup(self) -> None:
        self._look_up()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._look_up()
        super().focusInEvent(event)

    def _meant(self, value: Value) -> None:
        variant = VARIANTS.get(str(value))
        now = self._now()
        if variant is not None and (now is None or now[0] != value):
            self._inspector.act(lambda: convert.change_type(self._model, self._ids, variant))
