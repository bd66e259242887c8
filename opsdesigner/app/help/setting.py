"""How a page of help is set: room round headings, keys that look like keys, tables of hairlines."""

from __future__ import annotations

from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from opsdesigner.notation.theme import mixed

from ..style import Style, px

MARGIN, INDENT, LINE_HEIGHT = 32, 22, 140  # px round a page, px of a list; percent
HEADINGS = {1: (24, 0, 8), 2: (16, 28, 6), 3: (13, 20, 4)}  # level: px of the type, above, below
COLUMNS = (58, 42)  # percent of the page, in a table of two
KEY_SPACE = "\u2009"  # a thin space at either side of a key's name


def set_type(document: QTextDocument, style: Style) -> None:
    """Markdown comes without any of it."""
    document.setDocumentMargin(px(MARGIN))
    document.setIndentWidth(px(INDENT))
    tables = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    for table in tables:
        _rule(table, style)
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        form, level = block.blockFormat(), block.blockFormat().headingLevel()
        _space(form, level, in_table=cursor.currentTable() is not None)
        cursor.setBlockFormat(form)
        if level:
            _enlarge(cursor, level)
        _mark_keys(block, style)
        block = block.next()


def _space(form: QTextBlockFormat, level: int, in_table: bool) -> None:
    _, above, below = HEADINGS.get(level, (0, 0, 0 if in_table else 7))
    form.setTopMargin(px(above))
    form.setBottomMargin(px(below))
    if not level:
        form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)


def _enlarge(cursor: QTextCursor, level: int) -> None:
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    type_ = QTextCharFormat()
    type_.setProperty(QTextCharFormat.Property.FontPixelSize, px(HEADINGS.get(level, HEADINGS[3])[0]))
    type_.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
    type_.setFontWeight(600)
    cursor.mergeCharFormat(type_)


def _rule(table: QTextTable, style: Style) -> None:
    """Two columns of the page's width, a hairline under each row."""
    form = table.format()
    form.setBorder(0)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    form.setCellSpacing(0)
    form.setCellPadding(px(5))
    form.setBorderCollapse(True)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    if table.columns() == len(COLUMNS):
        form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, part) for part in COLUMNS])
    table.setFormat(form)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            if not row:
                _quieten(cell.firstCursorPosition(), style)
            shape = cell.format().toTableCellFormat()
            shape.setBottomBorder(1)
            shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBottomBorderBrush(QBrush(QColor(style.theme.line)))
            shape.setLeftPadding(0)
            cell.setFormat(shape)


def _quieten(cursor: QTextCursor, style: Style) -> None:
    """The heads of columns are second lines, not headings."""
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    type_ = QTextCharFormat()
    type_.setForeground(QColor(style.theme.text2))
    type_.setFontWeight(400)
    cursor.mergeCharFormat(type_)


def _mark_keys(block: QTextBlock, style: Style) -> None:
    """What stands in backquotes is a key: on a ground of its own, in the program's type."""
    spans = []
    at = block.begin()
    while not at.atEnd():
        piece = at.fragment()
        if piece.charFormat().fontFixedPitch():
            spans.append((piece.position(), piece.length()))
        at += 1
    cursor = QTextCursor(block)
    for start, length in reversed(spans):
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        shape = QTextCharFormat()
        shape.setForeground(QColor(style.theme.text))
        shape.setBackground(QColor(mixed(style.theme.text, style.theme.paper, 0.09)))
        words = cursor.selectedText()
        cursor.insertText(f"{KEY_SPACE}{words}{KEY_SPACE}".replace(" ", "\u00a0"), shape)
