"""What the keys of the outline do to its lines: Enter, Tab, Backspace and Alt+Up know what belongs together."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from opsdesigner.capture.blocks import STEP, block_end, depth_of, line_after, moved
from opsdesigner.capture.patching import Target

from .patched_text import PatchedText

Move = QTextCursor.MoveOperation


def new_line(editor: PatchedText) -> None:
    """Enter: the next line, where the step that is here goes on; an empty line goes back one level first.

    Within a line what is behind the cursor becomes the next one; before its words an empty one comes above.
    """
    cursor = editor.textCursor()
    text, place = cursor.block().text(), cursor.positionInBlock()
    depth = depth_of(text)
    if not cursor.hasSelection() and not text.strip() and depth:
        indent(editor, -1)
        return
    if cursor.hasSelection() or depth < place < len(text.rstrip()):
        cursor.insertText("\n" + " " * depth)
    elif place <= depth and text.strip():
        cursor.movePosition(Move.StartOfBlock)
        cursor.insertText(" " * depth + "\n")
        editor.set_cursor(cursor.blockNumber(), 0)
        return
    else:
        number, deep = line_after(editor.texts(), cursor.blockNumber())
        end = editor.document().findBlockByNumber(number - 1)
        cursor.setPosition(end.position() + len(end.text()))
        cursor.insertText("\n" + " " * deep)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()


def indent(editor: PatchedText, by: int) -> None:
    """All chosen lines, each with what belongs to it, one level deeper (1) or back (-1)."""
    lines, document = editor.texts(), editor.document()
    first, last = chosen(editor)
    edit = QTextCursor(document)
    edit.beginEditBlock()
    for number in range(first, max(last, block_end(lines, last - 1))):
        edit.setPosition(document.findBlockByNumber(number).position())
        if by > 0:
            edit.insertText(" " * STEP)
        else:
            for _ in range(min(STEP, depth_of(lines[number]))):
                edit.deleteChar()
    edit.endEditBlock()


def outdent_here(editor: PatchedText) -> bool:
    """Backspace before the words of an indented line: one level back; False where the cursor is elsewhere."""
    cursor = editor.textCursor()
    text, place = cursor.block().text(), cursor.positionInBlock()
    if cursor.hasSelection() or not 0 < place <= depth_of(text):
        return False
    indent(editor, -1)
    return True


def move(editor: PatchedText, by: int) -> bool:
    """The chosen lines, with what belongs to them, past their neighbour above (-1) or below (1)."""
    lines, cursor = editor.texts(), editor.textCursor()
    first, last = chosen(editor)
    found = moved(lines, first, last, by)
    if found is None:
        return False
    made, place = found
    length = max(last, block_end(lines, last - 1)) - first
    old = [editor.line_at(number) for number in range(len(lines))]
    rest = old[:first] + old[first + length :]
    order = [*rest[:place], *old[first : first + length], *rest[place:]]
    anchor, here = (_spot(editor, at) for at in (cursor.anchor(), cursor.position()))
    editor.show_lines([Target(text, line) for text, line in zip(made, order, strict=True)])
    shift = place - first
    editor.choose((anchor[0] + shift, anchor[1]), (here[0] + shift, here[1]))
    return True


def chosen(editor: PatchedText) -> tuple[int, int]:
    """The lines of the selection, else the one with the cursor: the first, and the one after the last."""
    cursor, document = editor.textCursor(), editor.document()
    first, end = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    touched = end.blockNumber() > first.blockNumber() and cursor.selectionEnd() == end.position()
    return first.blockNumber(), end.blockNumber() + (not touched)


def to_words(editor: PatchedText, keep: bool) -> None:
    """Home: before the words of a line, or before its blanks where the cursor was there."""
    cursor = editor.textCursor()
    depth, place = depth_of(cursor.block().text()), cursor.positionInBlock()
    mode = QTextCursor.MoveMode.KeepAnchor if keep else QTextCursor.MoveMode.MoveAnchor
    cursor.setPosition(cursor.block().position() + (0 if place == depth else depth), mode)
    editor.setTextCursor(cursor)


def _spot(editor: PatchedText, position: int) -> tuple[int, int]:
    block = editor.document().findBlock(position)
    return block.blockNumber(), position - block.position()
