"""The field of the outline: lines, their roles at the left, keys that move and indent them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
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
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from opsdesigner.canvas.theme import hard_to_see, words_on
from opsdesigner.capture.patching import Target, block_end, depth_of, moved

from .outline_colours import OutlineColours
from .patched_text import PatchedText
from .style import Style, px
from .words import tip

STEP = "  "  # one level of indentation
CHIP, BAR = 30, 3  # px


class Role(NamedTuple):
    """What stands at the left of a line: whose it is, in letters and colour."""

    code: str
    colour: str


def _over(block: QTextBlock, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    made.cursor, made.format = cursor, look
    return made


def _tinted(colour: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(QColor(colour))
    look.setProperty(QTextFormat.Property.FullWidthSelection, True)
    return look


def _underlined(colour: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(QColor(colour))
    return look


class OutlineEditor(PatchedText):
    """Tells when a line is left; Enter, Tab and Alt+Up know what belongs to a line."""

    line_left = Signal()  # the cursor has gone to another line, or the keyboard elsewhere
    undo_wanted, redo_wanted = Signal(), Signal()

    def __init__(self, parent: QWidget, role_of: Callable[[int], Role | None]) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # lines break
        self.role_of = role_of
        self.marked: frozenset[int] = frozenset()  # lines of the outline
        self.wrong: dict[int, str] = {}  # what is wrong, by line of the text
        self.margin = _Margin(self)
        self.colours = OutlineColours(self.document())
        self.updateRequest.connect(self._scrolled)
        self.dress()

    # marks

    def mark(self, lines: frozenset[int]) -> None:
        self.marked = lines
        self._paint_marks()

    def show_wrong(self, wrong: Mapping[int, str]) -> None:
        self.wrong = dict(wrong)
        self._paint_marks()

    def _paint_marks(self) -> None:
        theme, found = Style.here().theme, []
        block = self.document().firstBlock()
        while block.isValid():
            if block.userState() in self.marked:
                found.append(_over(block, _tinted(theme.accent_tint)))
            if block.blockNumber() in self.wrong:
                found.append(_over(block, _underlined(theme.red)))
            block = block.next()
        self.setExtraSelections(found)
        self.margin.update()

    # what is typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_wanted.emit()
        elif not self.isReadOnly() and (act := self._act(event)) is not None:
            act()
        else:
            super().keyPressEvent(event)
        self._look()

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        acts: dict[tuple[int, bool], Callable[[], None]] = {
            (Qt.Key.Key_Return, False): self._new_line,
            (Qt.Key.Key_Enter, False): self._new_line,
            (Qt.Key.Key_Tab, False): lambda: self._indent(1),
            (Qt.Key.Key_Backtab, False): lambda: self._indent(-1),
            (Qt.Key.Key_Up, True): lambda: self._move(-1),
            (Qt.Key.Key_Down, True): lambda: self._move(1),
        }
        return None if event.modifiers() & Qt.KeyboardModifier.ControlModifier else acts.get((key, alt))

    def _new_line(self) -> None:
        """A line below at the same depth, deeper after a decision; an empty line goes back one level first."""
        text, cursor = self.textCursor().block().text(), self.textCursor()
        depth = depth_of(text)
        if not text.strip() and depth:
            self._indent(-1)
            return
        after = text[: cursor.positionInBlock()].rstrip()
        opens = after.endswith("?") and not after.lstrip().startswith(("??", "//", "!!", "#"))
        cursor.insertText("\n" + " " * depth + (STEP if opens else ""))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _indent(self, by: int) -> None:
        """All chosen lines, each with what belongs to it, one level deeper or back."""
        cursor, lines = self.textCursor(), self.texts()
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = max(document.findBlock(cursor.selectionEnd()).blockNumber() + 1, block_end(lines, first))
        edit = QTextCursor(document)
        edit.beginEditBlock()
        for number in range(first, last):
            edit.setPosition(document.findBlockByNumber(number).position())
            if by > 0:
                edit.insertText(STEP)
            else:
                for _ in range(min(len(STEP), depth_of(lines[number]))):
                    edit.deleteChar()
        edit.endEditBlock()

    def _move(self, by: int) -> None:
        at, column = self.here(), self.textCursor().positionInBlock()
        found = moved(self.texts(), at, by)
        if found is None:
            return
        lines, place = found
        length = block_end(self.texts(), at) - at
        old = [self.line_at(number) for number in range(len(lines))]
        rest = old[:at] + old[at + length :]
        order = [*rest[:place], *old[at : at + length], *rest[place:]]
        self.show_lines([Target(text, line) for text, line in zip(lines, order, strict=True)])
        self._set_cursor(place, column)
        self.line_left.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._look()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.line_left.emit()

    def _look(self) -> None:
        if self.here() != self._at:
            self._at = self.here()
            self.line_left.emit()

    # how it looks

    def dress(self) -> None:
        self.setViewportMargins(px(CHIP) + 12, 0, 0, 0)
        self.colours.dress()
        self._paint_marks()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        inside = self.contentsRect()
        self.margin.setGeometry(QRect(inside.left(), inside.top(), px(CHIP) + 12, inside.height()))

    def _scrolled(self, area: QRect, by: int) -> None:
        self.margin.update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            sentence = self.wrong.get(self.cursorForPosition(event.pos()).blockNumber(), "")
            QToolTip.showText(event.globalPos(), tip(sentence) if sentence else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def paint_margin(self, p: QPainter) -> None:
        """The chips of the lines in view, and the bar of those that are selected."""
        theme, block = Style.here().theme, self.firstVisibleBlock()
        font = self.font()
        font.setPixelSize(px(10))
        font.setWeight(font.Weight.DemiBold)
        p.setFont(font)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = self.viewport().height()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > foot:
                break
            line = block.userState()
            if line in self.marked:
                p.fillRect(QRectF(0, box.top(), self.margin.width(), box.height()), QColor(theme.accent_tint))
                p.fillRect(QRectF(0, box.top(), BAR, box.height()), QColor(theme.accent))
            if (role := self.role_of(line)) is not None:
                height = self.fontMetrics().height() - 2
                _paint_chip(p, role, QRectF(6, box.top() + 1, px(CHIP), height))
            block = block.next()


def _paint_chip(p: QPainter, role: Role, place: QRectF) -> None:
    words = QColor(words_on(role.colour))
    p.setPen(words if hard_to_see(role.colour) else Qt.PenStyle.NoPen)
    p.setBrush(QColor(role.colour))
    p.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    p.setPen(words)
    p.drawText(place, Qt.AlignmentFlag.AlignCenter, role.code)


class _Margin(QWidget):
    """What stands at the left of the lines."""

    def __init__(self, editor: OutlineEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            self._editor.paint_margin(p)
