"""The fields of the inspector: one editor per way of editing; each tells a value once it is meant."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QSpinBox, QWidget

from opsdesigner.model import Model, Node, Value
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.properties import Property

from ..controls import CheckBox, ChoiceBox
from ..style import px
from ..words import one_line, tr
from .inspector_rows import Mixed
from .photo_editor import PhotoEditor
from .swatches import ColourEditor

EXAMPLES = {"away": "2026-12-24/2027-01-06", "vacantSince": "2026-05"}  # what is typed in a form of its own
NEW = "\0new"  # the choice that makes a new root element


class LineEditor(QLineEdit):
    """One line; means it on Enter and when the keyboard goes elsewhere. Esc takes it back."""

    meant = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = self.example = ""
        self.editingFinished.connect(self._finish)

    def show_value(self, value: Value | Mixed) -> None:
        """Shows a value, unless something half typed stands here; an example where there is none."""
        text = "" if isinstance(value, Mixed) else str(value)
        self.setPlaceholderText(tr("Mixed") if isinstance(value, Mixed) else self.example)
        if self.hasFocus() and self.isModified():
            return
        self._shown = text
        if self.text() != text:
            self.setText(text)
        if not self.hasFocus():
            self.home(False)  # long lines show how they begin

    def _finish(self) -> None:
        if self.isModified() and self.text() != self._shown:
            self._shown = self.text()
            self.setModified(False)
            self.meant.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._shown)
            return
        super().keyPressEvent(event)


class LinesEditor(QPlainTextEdit):
    """Several lines, as high as its text; means it when the keyboard goes elsewhere, and on Ctrl+Enter."""

    meant = Signal(object)

    def __init__(self, parent: QWidget | None = None, least: int = 3, most: int = 12, enter: bool = False) -> None:
        super().__init__(parent)
        self._shown, self._least, self._most, self._enter = "", least, most, enter
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # lines break
        self.textChanged.connect(self._fit)
        self._fit()

    def show_value(self, value: Value | Mixed) -> None:
        text = "" if isinstance(value, Mixed) else str(value)
        self.setPlaceholderText(tr("Mixed") if isinstance(value, Mixed) else "")
        if self.hasFocus() and self.toPlainText() != self._shown:
            return
        self._shown = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def finish(self) -> None:
        text = self.toPlainText()
        if text != self._shown:
            self._shown = text
            self.meant.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)) or (
            enter and self._enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._shown:
            self.setPlainText(self._shown)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        pitch = self.fontMetrics().lineSpacing()
        needed = round(self.document().size().height())
        lines = min(self._most, max(self._least, needed))
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        self.setFixedHeight(lines * pitch + 20)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()


class FlagEditor(CheckBox):
    """Yes or no; half ticked where the selected things differ."""

    meant = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._click)

    def show_value(self, value: Value | Mixed) -> None:
        if isinstance(value, Mixed):
            self.setTristate(True)
            self.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.setTristate(False)
            self.setChecked(bool(value))

    def _click(self) -> None:
        yes = self.checkState() != Qt.CheckState.Unchecked
        self.setTristate(False)
        self.setChecked(yes)
        self.meant.emit(yes)


class NumberEditor(QSpinBox):
    """A whole number; the wheel only turns it while it has the keyboard."""

    meant = Signal(object)

    def __init__(self, parent: QWidget | None = None, least: int = 0, most: int = 1_000_000) -> None:
        super().__init__(parent)
        self.setMinimumWidth(px(56))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setRange(least - 1, most)  # the number below the least stands for "mixed"
        self._least, self._shown = least, least
        self.lineEdit().setTextMargins(6, 0, 2, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: Value | Mixed) -> None:
        mixed = isinstance(value, Mixed) or not isinstance(value, int | float)
        self.setSpecialValueText(tr("Mixed") if mixed else "")
        number = self._least - 1 if mixed else round(value)  # type: ignore[arg-type]
        if self.hasFocus() and self.text() != self.textFromValue(self._shown):
            return
        self._shown = number
        self.setMinimum(self._least - 1 if mixed else self._least)
        if self.value() != number:
            self.blockSignals(True)
            self.setValue(number)
            self.blockSignals(False)

    def _finish(self) -> None:
        if self.value() != self._shown and self.value() >= self._least:
            self._shown = self.value()
            self.meant.emit(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(ChoiceBox):
    """One of several values; the wheel only turns it while it has the keyboard."""

    meant = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda at: self.meant.emit(self.itemData(at)))

    def offer(self, choices: list[tuple[Value, str]]) -> None:
        """The values to choose from, with their words."""
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] == choices:
            return
        self.clear()
        for value, text in choices:
            self.addItem(text, value)

    def show_value(self, value: Value | Mixed) -> None:
        at = -1 if isinstance(value, Mixed) else self.findData(value)
        self.setPlaceholderText(tr("Mixed") if isinstance(value, Mixed) else str(value))
        self.setCurrentIndex(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


Editor = LineEditor | LinesEditor | FlagEditor | NumberEditor | ChoiceEditor | ColourEditor | PhotoEditor


def references(model: Model, kind: str) -> list[tuple[Value, str]]:
    """The root elements one can refer to, none, and a new one."""
    roots = [node for node in model.all(Node) if node.kind == kind]
    named = sorted((one_line(title(model, node.id)) or node.id, node.id) for node in roots)
    new = tr("New {}…").format(tr(KINDS[kind].label).lower())
    return [("", tr("None")), *((id, name) for name, id in named), (NEW, new)]


def editor_for(row: Property, model: Model, parent: QWidget) -> Editor:
    """The field for a row of the table."""
    made = _MAKERS[row.editor](parent)
    made.setAccessibleName(tr(row.label))
    made.setObjectName(f"field.{row.name}")
    if isinstance(made, LineEditor):
        made.example = EXAMPLES.get(row.name, "")
    if isinstance(made, ChoiceEditor):
        made.offer(references(model, row.refers) if row.refers else [(value, tr(text)) for value, text in row.choices])
    return made


_MAKERS: dict[str, Callable[[QWidget], Editor]] = {
    "line": LineEditor,
    "lines": LinesEditor,
    "flag": FlagEditor,
    "number": NumberEditor,
    "choice": ChoiceEditor,
    "ref": ChoiceEditor,
    "colour": ColourEditor,
    "photo": PhotoEditor,
}
