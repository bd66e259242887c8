"""How lines of plain text are set: with room between them, and what breaks goes on below the start of its words."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine
from PySide6.QtWidgets import QPlainTextDocumentLayout

LEAST = 0.5  # of the width is left to the words, however far a line is indented
MOST = 200  # lines that one breaks into


def _left_of(line: QTextLine, letter: int) -> float:
    found = cast("float | tuple[float, int]", line.cursorToX(letter))
    return found[0] if isinstance(found, tuple) else found


class HangingLines(QPlainTextDocumentLayout):
    """Sets a line when it is asked for. `wide` px for all of it, `room` px above and below each line."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.wide, self.room = 0.0, 1.0

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        layout = block.layout()
        if not layout.lineCount() or layout.lineAt(0).y() != self.room:  # the latter was set by Qt itself
            self._set(block)
        box, margin = layout.boundingRect(), self.document().documentMargin()
        last = 0.0 if block.next().isValid() else margin
        return QRectF(0, 0, box.right() + margin, box.bottom() + self.room + last)

    def _set(self, block: QTextBlock) -> None:
        layout, document = block.layout(), self.document()
        layout.setTextOption(document.defaultTextOption())
        margin, text = document.documentMargin(), block.text()
        room = max(1.0, self.wide - 2 * margin)
        start, foot, hang = len(text) - len(text.lstrip(" ")), self.room, 0.0
        layout.clearLayout()
        layout.beginLayout()
        for number in range(MOST):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLeadingIncluded(True)
            line.setLineWidth(room - hang)
            line.setPosition(QPointF(margin + hang, foot))
            foot += line.height()
            if not number:
                hang = max(0.0, min(_left_of(line, start), room * (1 - LEAST)) - margin)
        layout.endLayout()
        block.setLineCount(layout.lineCount())
