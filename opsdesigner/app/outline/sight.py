"""Outline and canvas look at the same: the line with the cursor is selected there, what is selected is marked here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsdesigner.canvas.access import announce
from opsdesigner.capture.outline import Written
from opsdesigner.model import Node
from opsdesigner.model.queries import subject
from opsdesigner.notation.kinds import FLOW_NODES, SAID
from opsdesigner.notation.organisation import code_of
from opsdesigner.notation.ownership import owner_of

from .margin import Role
from .words import line_in_words

if TYPE_CHECKING:
    from ..window import MainWindow
    from .text import OutlineText

SOME = 200  # selected things above which no lines are marked


class OutlineSight:
    """Of one outline."""

    def __init__(self, window: MainWindow, text: OutlineText) -> None:
        self._window, self._text = window, text

    def select_here(self) -> None:
        """The step of the cursor's line is selected on the canvas, softly brought into view, and told."""
        text, editor = self._text, self._text.editor
        model, at = text.model, editor.here()
        while at > 0 and editor.line_at(at) < 0:
            at -= 1
        line = editor.line_at(at)
        if model is None or not editor.hasFocus() or not 0 <= line < len(text.lines):
            return
        self.reveal(text.lines[line])
        here = editor.textCursor().block()
        written = text.lines[line] if here.userState() >= 0 else Written("", ())
        words = line_in_words(model, text.process, written, here.text())
        editor.setAccessibleDescription(words)
        announce(self._window.view, words)
        self.follow()

    def reveal(self, line: Written) -> None:
        """Selects on the canvas what a line is about."""
        model = self._text.model
        for id in reversed(line.ids) if model is not None else ():
            node = model.get(id, Node) if model is not None else None
            id = node.parent if node is not None and node.kind in SAID else id
            if id != self._text.process and self._window.twin.reveal(id):
                return

    def follow(self) -> None:
        """Marks the lines of what is selected on the canvas; without the keyboard here, the first comes into view."""
        model, text, view = self._text.model, self._text, self._window.view
        if model is None:
            return
        chosen = view.selection()
        ids = {record.id for id in chosen if (record := subject(model, id))} if len(chosen) <= SOME else set()
        marked = frozenset(at for at, line in enumerate(text.lines) if not ids.isdisjoint(line.ids))
        text.editor.mark(marked)
        if marked and not text.editor.hasFocus():
            text.editor.go_to(min(marked))

    def role_of(self, line: int) -> Role | None:
        """Whose a line of the outline is, in the letters and the colour of the canvas."""
        model, lines = self._text.model, self._text.lines
        if model is None or not 0 <= line < len(lines):
            return None
        id = lines[line].id
        node, owner = model.get(id, Node), model.get(owner_of(model, id), Node)
        if node is None or owner is None or node.kind not in FLOW_NODES:
            return None
        colour = self._window.twin.process.view.display.colour_of(id)
        return Role(code_of(model, owner), colour) if colour else None
