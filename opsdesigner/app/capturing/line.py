"""The line of the capture bar: what is still missing of a name stands grey behind the caret; its keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from ..style import Style
from ..words import tr

Standard = QKeySequence.StandardKey
SHIFT, PLAIN = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
SIDE = 2  # px that a line keeps between its edge and its text
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CaptureLine(QLineEdit):
    """Tells what its keys mean; what becomes of it is the talk's business."""

    entered = Signal()
    left = Signal()  # Esc
    closed = Signal()  # Shift+Tab
    taken = Signal()  # Tab, or → at the end: the name that is offered
    turned = Signal(int)  # ↑ and ↓
    undone, redone = Signal(), Signal()  # on an empty line
    pasted = Signal(object)  # several lines, as they came
    came = Signal(bool)  # the keyboard came, or went

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("captureLine")
        self.setAccessibleName(tr("Capture: one line, one step"))
        self.setFrame(False)
        self.setAcceptDrops(True)
        self._tail, self._composing = "", False

    def offer(self, tail: str) -> None:
        """Shows what is still missing of a name, behind the text; "" for nothing."""
        if tail != self._tail:
            self._tail = tail
            self.update()

    @property
    def offered(self) -> str:
        """What is shown so, where it can be taken: at the end of the text, while nothing is being composed."""
        at_end = self.cursorPosition() == len(self.text()) and not self.hasSelectedText()
        return self._tail if at_end and not self._composing else ""

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.offered or self.isRightToLeft() or self.text().isspace():
            return
        left = self.cursorRect().center().x() + 1
        with QPainter(self) as p:
            p.setFont(self.font())
            p.setPen(QColor(Style.here().theme.text3))
            room = QRect(left, 0, max(0, self.width() - left - SIDE), self.height())
            shown = self.fontMetrics().elidedText(self._tail, Qt.TextElideMode.ElideRight, room.width())
            p.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    # keys

    def event(self, event: QEvent) -> bool:
        """Tab belongs to the line, before it could move the keyboard."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._tab(event):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._mine(event):
            event.accept()
            return True
        return super().event(event)

    def _mine(self, event: QKeyEvent) -> bool:
        """Undo and redo are this line's, and on an empty one the drawing's, by way of it."""
        return event.matches(Standard.Undo) or event.matches(Standard.Redo) or event.key() == Qt.Key.Key_Escape

    def _tab(self, event: QKeyEvent) -> bool:
        if event.modifiers() & HELD or event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        if event.key() == Qt.Key.Key_Backtab or event.modifiers() & SHIFT:
            self.closed.emit()
            return True
        if self.text():
            self.taken.emit()
        return bool(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._steps_back(event):
            return
        if key in ENTER and not event.modifiers() & HELD:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in WAYS and not event.modifiers() & HELD:
            self.turned.emit(WAYS[key])
        elif key == Qt.Key.Key_Right and event.modifiers() == PLAIN and self.offered:
            self.taken.emit()
        elif event.matches(Standard.Paste):
            self.take_in(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def _steps_back(self, event: QKeyEvent) -> bool:
        again = event.matches(Standard.Redo) or (
            event.key() == Qt.Key.Key_Z and event.modifiers() == SHIFT | Qt.KeyboardModifier.ControlModifier
        )
        if self.text() or not (again or event.matches(Standard.Undo)):
            return False
        (self.redone if again else self.undone).emit()
        return True

    def focus_before(self) -> None:
        """The keyboard goes to what stands before this line."""
        self.focusNextPrevChild(False)

    def take_in(self, mime: QMimeData) -> None:
        """One line goes into the line; several are handed on."""
        if len(mime.text().strip().splitlines()) > 1:
            self.pasted.emit(mime)
        else:
            self.insert(" ".join(mime.text().split()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for act in menu.actions():
            if act.objectName() == "edit-paste":
                act.triggered.disconnect()
                act.triggered.connect(lambda: self.take_in(QGuiApplication.clipboard().mimeData()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos() if not event.globalPos().isNull() else self.mapToGlobal(QPoint()))

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasText() and len(event.mimeData().text().strip().splitlines()) > 1:
            event.acceptProposedAction()
            self.pasted.emit(event.mimeData())
        else:
            super().dropEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.came.emit(False)
