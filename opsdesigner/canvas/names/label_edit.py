"""A name edited in place: one real text field over the canvas, so input methods and spelling come with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from opsdesigner.notation.theme import Theme

SMALLEST = 11  # window pixels; a name is never edited smaller than it can be read
PASSED = (Qt.Key.Key_S, Qt.Key.Key_P, Qt.Key.Key_N, Qt.Key.Key_O, Qt.Key.Key_W, Qt.Key.Key_Q, Qt.Key.Key_K)
PAD = 4


SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
WAYS_OUT = {
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_F2: "enter",
    Qt.Key.Key_Tab: "tab",
    Qt.Key.Key_Backtab: "back",
}


def _way_out(event: QKeyEvent) -> str | None:
    """How a key ends a name; None for keys that belong to its text."""
    way = WAYS_OUT.get(Qt.Key(event.key()))
    return "next" if way == "enter" and event.modifiers() & CTRL else way


class LabelEdit(QPlainTextEdit):
    """Enter or leaving commits, Ctrl+Enter goes on to what comes next, Shift+Enter breaks the line, Esc takes back."""

    closed = Signal()
    left_by = Signal(str)  # "enter", "next" (Ctrl+Enter), "tab" or "back" (Shift+Tab), once the name is kept

    def __init__(self, canvas: QWidget, text: str, commit: Callable[[str], None], theme: Theme) -> None:
        super().__init__(text, canvas)
        self.setObjectName("labelEdit")
        self.setAccessibleName(self.tr("Name"))
        self._canvas, self._commit = canvas, commit
        self._open = True
        self._held = True  # the key that opened it may still be down
        self._place, self._grows_down, self._least = QRectF(), False, 40.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._colour(theme)
        self.textChanged.connect(self._grow)

    def _colour(self, theme: Theme) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.canvas)
        palette.setColor(QPalette.ColorRole.Text, theme.ink)
        palette.setColor(QPalette.ColorRole.Highlight, theme.accent)
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.on_accent)
        self.setPalette(palette)
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.canvas}; color: {theme.ink}; border: 2px solid {theme.accent};"
            f" border-radius: 5px; padding: 0px {PAD - 2}px; selection-background-color: {theme.accent};"
            f" selection-color: {theme.on_accent}; }}"
        )

    def open(self, place: QRectF, font: QFont, align: Qt.AlignmentFlag, grows_down: bool) -> None:
        """Shows the field over a place of the window: round its middle, or downwards from its top."""
        self._place, self._grows_down = place, grows_down
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.setFont(font)
        self.selectAll()
        self._grow()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_open(self) -> bool:
        return self._open

    def finish(self, keep: bool) -> None:
        """Closes the field; its text goes to the model if it is to be kept."""
        if not self._open:
            return
        self._open = False
        text = self._written().strip()
        had = self.hasFocus()
        self.hide()
        if had:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()
        self._canvas.update()
        if keep:
            self._commit(text)
        self.closed.emit()

    def _written(self) -> str:
        """The text, with what an input method has not yet handed over."""
        if self._composed():
            QGuiApplication.inputMethod().commit()
        block, text = self.textCursor().block(), self.toPlainText()
        at = block.position() + block.layout().preeditAreaPosition()
        return text[:at] + self._composed() + text[at:]

    def _composed(self) -> str:
        return self.textCursor().block().layout().preeditAreaText()

    def _grow(self) -> None:
        """As wide as the place, as tall as the text needs, never off the canvas."""
        place, room = self._place, QRectF(self._canvas.rect())
        wide = max(48.0, place.width())
        self.document().setTextWidth(wide - 2 * PAD)
        lines = max(1, self._lines())
        tall = max(lines * self.fontMetrics().lineSpacing() + 6.0, place.height() if not self._grows_down else 0.0)
        top = place.top() if self._grows_down else place.center().y() - tall / 2
        corner = QPointF(place.center().x() - wide / 2, top)
        x = min(max(corner.x(), 0.0), max(0.0, room.width() - wide))
        y = min(max(corner.y(), 0.0), max(0.0, room.height() - tall))
        self.setGeometry(round(x), round(y), round(wide), round(tall))
        space = max(0, int((self.height() - 4 - lines * self.fontMetrics().lineSpacing()) / 2))
        self.setViewportMargins(0, space, 0, 0)

    def _lines(self) -> int:
        count, block = 0, self.document().firstBlock()
        while block.isValid():
            count += max(1, block.layout().lineCount())
            block = block.next()
        return count

    # input

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _way_out(event)
        self._held = self._held and event.isAutoRepeat()
        if event.isAutoRepeat() and (self._held or way is not None or event.key() == Qt.Key.Key_Escape):
            return  # a key held too long says nothing more
        if event.key() == Qt.Key.Key_Escape:
            self.finish(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & SHIFT:
            self.textCursor().insertText("\n")
        elif way is not None:
            self.finish(True)
            self.left_by.emit(way)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._grow()  # what is composed is no change of the text yet

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is a way out of the name, not on to another widget."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish(True)

    def event(self, event: QEvent) -> bool:
        """All keys belong to the text while it is open; those of the file commit it first and go on to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in PASSED:
                self.finish(True)
                return False
            event.accept()
            return True
        return super().event(event)

    def show_end(self) -> None:
        """Puts the caret behind the text."""
        self.moveCursor(QTextCursor.MoveOperation.End)
