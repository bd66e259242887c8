"""A text field whose lines stand for those of another text: it is patched so that cursor and view stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QResizeEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from opsdesigner.capture.patching import EQUAL, Run, Target, runs

from .hanging_lines import HangingLines


class PatchedText(QPlainTextEdit):
    """Knows lines by number: `line_at` says which one of the other text a line stands for, -1 for none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        document = QTextDocument(self)
        self.setting = HangingLines(document)
        document.setDocumentLayout(self.setting)
        self.setDocument(document)
        self.setUndoRedoEnabled(False)  # the document's undo is meant
        self._at = 0  # the line that had the cursor last

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setting.wide = self.viewport().width()
        super().resizeEvent(event)

    def lines_in_view(self) -> Iterator[tuple[QTextBlock, QRectF]]:
        """The lines that are to be seen, each with its place in the viewport."""
        block, foot = self.firstVisibleBlock(), self.viewport().height()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= foot:
            box = self.setting.blockBoundingRect(block).translated(0, top)
            yield block, box
            block, top = block.next(), box.bottom()

    def texts(self) -> list[str]:
        return self.toPlainText().split("\n")

    def here(self) -> int:
        """The line of the text with the cursor."""
        return self.textCursor().blockNumber()

    def line_at(self, number: int) -> int:
        return self.document().findBlockByNumber(number).userState()

    def show_lines(self, wanted: Sequence[Target]) -> None:
        """Brings the text to what is wanted; the cursor and what is in view stay where they are."""
        wanted = wanted or [Target("", -1)]
        changes = runs(self.texts(), [target.text for target in wanted])
        top, bar = self.firstVisibleBlock().blockNumber(), self.verticalScrollBar()
        was = self.document().findBlockByNumber(top).firstLineNumber()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for run in reversed(changes):
            if run.tag != EQUAL:
                self._put(cursor, run, [target.text for target in wanted[run.start : run.end]])
        cursor.endEditBlock()
        block = self.document().firstBlock()
        for target in wanted:
            block.setUserState(target.line)
            block = block.next()
        for run in changes:
            if run.tag == EQUAL and run.first <= top < run.last:
                now = self.document().findBlockByNumber(run.start + top - run.first).firstLineNumber()
                bar.setValue(bar.value() + now - was)
        self._at = self.here()

    def _put(self, cursor: QTextCursor, run: Run, lines: list[str]) -> None:
        both = min(run.last - run.first, len(lines))
        if run.last - run.first > both:
            self._take(cursor, run.first + both, run.last)
        elif len(lines) > both:
            self._insert(cursor, run.first + both, lines[both:])
        for at in range(both):
            self._reword(cursor, self.document().findBlockByNumber(run.first + at), lines[at])

    def _take(self, cursor: QTextCursor, first: int, last: int) -> None:
        document = self.document()
        if last < document.blockCount():
            cursor.setPosition(document.findBlockByNumber(first).position())
            cursor.setPosition(document.findBlockByNumber(last).position(), QTextCursor.MoveMode.KeepAnchor)
        else:
            before = document.findBlockByNumber(first).position() - 1
            cursor.setPosition(max(0, before))
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _insert(self, cursor: QTextCursor, first: int, lines: list[str]) -> None:
        document = self.document()
        if first < document.blockCount():
            cursor.setPosition(document.findBlockByNumber(first).position())
            cursor.insertText("\n".join(lines) + "\n")
            return
        mine = self.textCursor()
        place = mine.position()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("\n" + "\n".join(lines))
        if mine.position() != self.textCursor().position() or self.textCursor().position() != place:
            mine.setPosition(place)
            self.setTextCursor(mine)

    def _reword(self, cursor: QTextCursor, block: QTextBlock, text: str) -> None:
        old, head, tail = block.text(), 0, 0
        least = min(len(old), len(text))
        while head < least and old[head] == text[head]:
            head += 1
        while tail < least - head and old[-1 - tail] == text[-1 - tail]:
            tail += 1
        cursor.setPosition(block.position() + head)
        cursor.setPosition(block.position() + len(old) - tail, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[head : len(text) - tail])

    def go_to(self, line: int) -> None:
        """The cursor goes to the end of a line of the outline, and that into view."""
        block = self.document().firstBlock()
        while block.isValid() and block.userState() != line:
            block = block.next()
        if block.isValid():
            self.set_cursor(block.blockNumber(), len(block.text()))
            self.ensureCursorVisible()

    def set_cursor(self, number: int, column: int) -> None:
        """The cursor goes to a column of a line of the text, or as near as there is one."""
        self.choose((number, column), (number, column))

    def choose(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Selects from one line and column to another, where the cursor is then."""
        cursor = self.textCursor()
        for (number, column), keep in (
            (start, QTextCursor.MoveMode.MoveAnchor),
            (end, QTextCursor.MoveMode.KeepAnchor),
        ):
            block = self.document().findBlockByNumber(number)
            cursor.setPosition(block.position() + max(0, min(column, len(block.text()))), keep)
        self.setTextCursor(cursor)
        self._at = end[0]
