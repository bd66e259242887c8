"""The lines of a plain text set with room between them; what breaks goes on below the start of its words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

LEAST = 0.4  # of the width that a line keeps, however far it is indented


class HangingLines(QPlainTextDocumentLayout):
    """Sets a line when it comes into view; `room` px above and below each."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.room, self._wide = 0.0, 0.0
        self._set: dict[int, float] = {}

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        layout = block.layout()
        if not layout.lineCount():
            self._set_line(block)
        box = layout.boundingRect()
        return QRectF(0, 0, box.right(), box.bottom())
