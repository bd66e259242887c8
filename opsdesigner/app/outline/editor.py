"""The field of the outline: lines to type in, with whose they are at the left, and the keys that move them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from opsdesigner.capture.blocks import depth_of, indented
from opsdesigner.capture.completing import Names
from opsdesigner.capture.pasted import pasted_text

from ..style import Style
from ..words import tip
from . import keys
from .colours import OutlineColours
from .margin import OutlineMargin, Role
from .names import OutlineNames
from .patched_text import PatchedText

ROOM = 3.0  # px above and below each line
Key, Standard = Qt.Key, QKeySequence.StandardKey
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier


def _underlined(block: QTextBlock, colour: str) -> QTextEdit.ExtraSelection:
    made, look = QTextEdit.ExtraSelection(), QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(QColor(colour))
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + depth_of(block.text()))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    made.cursor, made.format = cursor, look
    return made


class OutlineEditor(PatchedText):
    """Tells when a line is left; keys that are no letters are `outline_keys`."""

    line_left = Signal()  # the cursor has gone to another line, or the keyboard elsewhere
    lines_cut = Signal()  # whole lines, to be put elsewhere
    undo_wanted, redo_wanted = Signal(), Signal()
    menu_wanted = Signal(object)  # where

    def __init__(self, parent: QWidget, role_of: Callable[[int], Role | None], names: Callable[[], Names]) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # lines break
        self.wrong: dict[int, str] = {}  # what is wrong, by line of the text
        self.setting.room = ROOM
        self.names = OutlineNames(self, names)
        self.margin = OutlineMargin(self, role_of)
        self.colours = OutlineColours(self.document())
        self.updateRequest.connect(lambda *_: self.margin.update())
        self.dress()

    # marks

    @property
    def marked(self) -> frozenset[int]:
        """The lines of the outline that are selected on the canvas."""
        return self.margin.marked

    def mark(self, lines: frozenset[int]) -> None:
        if lines != self.margin.marked:
            self.margin.marked = lines
            self.margin.update()
            self.viewport().update()

    def show_wrong(self, wrong: Mapping[int, str]) -> None:
        """Underlines lines of the text; what is wrong is said where the pointer rests."""
        if wrong or self.wrong:
            self.wrong = dict(wrong)
            self._underline()

    def _underline(self) -> None:
        blocks = (self.document().findBlockByNumber(number) for number in self.wrong)
        red = Style.here().theme.red
        self.setExtraSelections([_underlined(block, red) for block in blocks if block.isValid()])

    # keys

    def event(self, event: QEvent) -> bool:
        """Esc closes what is offered, before it could mean anything else."""
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and cast(QKeyEvent, event).key() == Key.Key_Escape and self.names.open:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().isprintable() and bool(event.text()) and not event.modifiers() & (CTRL | ALT)
        if event.matches(Standard.Undo):
            self.undo_wanted.emit()
        elif event.matches(Standard.Redo):
            self.redo_wanted.emit()
        elif self.isReadOnly() or not self._done(event):
            super().keyPressEvent(event)
        if typed and not self.isReadOnly():
            self.names.follow()
        else:
            self._drop_names(event.key())
        self._look()

    def _drop_names(self, key: int) -> None:
        if key not in (Key.Key_Up, Key.Key_Down, Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_AltGr):
            self.names.close()

    def _done(self, event: QKeyEvent) -> bool:
        """Whether a key has a meaning of its own here."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        acts: dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]] = {
            (Key.Key_Return, PLAIN): lambda: keys.new_line(self),
            (Key.Key_Enter, PLAIN): lambda: keys.new_line(self),
            (Key.Key_Tab, PLAIN): self._tab,
            (Key.Key_Backtab, SHIFT): lambda: keys.indent(self, -1),
            (Key.Key_Backtab, PLAIN): lambda: keys.indent(self, -1),
            (Key.Key_Home, PLAIN): lambda: keys.to_words(self, False),
            (Key.Key_Home, SHIFT): lambda: keys.to_words(self, True),
            (Key.Key_Up, ALT): lambda: self.move_lines(-1),
            (Key.Key_Down, ALT): lambda: self.move_lines(1),
        }
        asked: dict[tuple[int, Qt.KeyboardModifier], Callable[[], bool]] = {  # keys that mean it only here and there
            (Key.Key_Backspace, PLAIN): lambda: keys.outdent_here(self),
            (Key.Key_Up, PLAIN): lambda: self.names.choose(-1),
            (Key.Key_Down, PLAIN): lambda: self.names.choose(1),
            (Key.Key_Right, PLAIN): lambda: bool(self.names.tail) and self.names.take(),
            (Key.Key_Escape, PLAIN): self.names.close,
        }
        if event.matches(Standard.Cut):
            self.cut()
            return True
        if (act := acts.get((key, held))) is not None:
            act()
            return True
        return (key, held) in asked and asked[key, held]()

    def _tab(self) -> None:
        if not self.names.take():
            keys.indent(self, 1)

    def move_lines(self, by: int) -> None:
        """The chosen lines past their neighbour above (-1) or below (1); that is one step."""
        if keys.move(self, by):
            self.line_left.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.names.close()
        self._look()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.names.close()
            self.line_left.emit()

    def _look(self) -> None:
        if self.here() != self._at:
            self._at = self.here()
            self.line_left.emit()

    # cut and paste

    def cut(self) -> None:
        """Whole lines that are cut may come back elsewhere as what they are."""
        cursor = self.textCursor()
        taken = cursor.selectedText()
        whole = "\u2029" in taken or taken.strip() == cursor.block().text().strip()
        if not cursor.hasSelection() or self.isReadOnly():
            return
        QGuiApplication.clipboard().setMimeData(self.createMimeDataFromSelection())
        cursor.removeSelectedText()
        if whole:
            self.lines_cut.emit()
        self._look()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Several lines go in at the depth of the cursor; columns of a table are role, step and remark."""
        text = source.text().replace("\r\n", "\n").replace("\u2029", "\n")
        if "\n" not in text:
            super().insertFromMimeData(source)
            return
        cursor = self.textCursor()
        here = cursor.block().text()
        made = indented(pasted_text(text.strip("\n")), depth_of(here))
        if cursor.hasSelection() or depth_of(here) < cursor.positionInBlock():
            made = made.lstrip(" ")
        else:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            if here.strip():
                made += "\n"
            else:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(made)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not keyboard and not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
            self._look()
        below = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        self.menu_wanted.emit(below if keyboard else event.globalPos())

    # how it looks

    def dress(self) -> None:
        self.setViewportMargins(OutlineMargin.room(), 0, 0, 0)
        self.colours.dress()
        self._underline()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if self.hasFocus():
            self.ensureCursorVisible()

    def _place(self) -> None:
        inside = self.contentsRect()
        self.margin.setGeometry(QRect(inside.left(), inside.top(), OutlineMargin.room(), inside.height()))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            sentence = self.wrong.get(self.cursorForPosition(event.pos()).blockNumber(), "")
            QToolTip.showText(event.globalPos(), tip(sentence) if sentence else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Style.here().theme
        if self.marked:
            with QPainter(self.viewport()) as p:
                for block, box in self.lines_in_view():
                    if block.userState() in self.marked:
                        place = QRectF(0, box.top(), self.viewport().width(), box.height())
                        p.fillRect(place, QColor(theme.accent_tint))
        super().paintEvent(event)
        if missing := self.names.tail:
            caret = self.cursorRect()
            with QPainter(self.viewport()) as p:
                p.setFont(self.font())
                p.setPen(QColor(theme.text3))
                room = QRect(caret.left() + 1, caret.top(), self.viewport().width() - caret.left(), caret.height())
                shown = p.fontMetrics().elidedText(missing, Qt.TextElideMode.ElideRight, room.width())
                p.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
