"""The names a line of the outline may go on with: the best one grey behind the cursor, several in a list below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPoint
from PySide6.QtGui import QTextCursor

from opsdesigner.capture.blocks import deciding, depth_of
from opsdesigner.capture.completing import ROLE, STEP, Names, Offer, offers, tail
from opsdesigner.capture.prefixes import KEYWORDS

from ..capturing.parts import OfferList
from .patched_text import PatchedText


def _within(names: Names, text: str) -> Names:
    """The names with only those steps in which what is typed last stands letter for letter."""
    word, _, rest = text.rpartition(":")[2].strip().partition(" ")
    typed = (rest if rest and word in KEYWORDS else f"{word} {rest}").strip().casefold()
    return names._replace(steps=[name for name in names.steps if typed in name.casefold()])


class OutlineNames(QObject):
    """Offered while one types at the end of a line: Tab takes the chosen one, Up and Down choose, Esc closes."""

    def __init__(self, editor: PatchedText, names: Callable[[], Names]) -> None:
        super().__init__(editor)
        self._editor, self._names = editor, names
        self._offers: list[Offer] = []
        self._list: OfferList | None = None

    @property
    def open(self) -> bool:
        """Whether anything is offered that is to be seen."""
        return bool(self._offers) and (bool(self.tail) or self._listed)

    @property
    def _listed(self) -> bool:
        return self._list is not None and self._list.isVisible()

    @property
    def tail(self) -> str:
        """What is still missing of the chosen name behind the cursor."""
        return tail(self._typed(), self._chosen()) if self._offers and self._at_end() else ""

    @property
    def shown(self) -> list[str]:
        """The names that are offered, the chosen one among them."""
        return [offer.name for offer in self._offers]

    def _chosen(self) -> Offer:
        at = self._list.chosen if self._list is not None and self._listed else 0
        return self._offers[min(at, len(self._offers) - 1)]

    def _at_end(self) -> bool:
        cursor = self._editor.textCursor()
        return cursor.atBlockEnd() and not cursor.hasSelection()

    def _typed(self) -> str:
        text = self._editor.textCursor().block().text()
        return text[depth_of(text) :]

    def follow(self) -> None:
        """Something was typed."""
        self.close()
        text = self._typed()
        if not self._at_end() or not text:
            return
        names = _within(self._names(), text) if "->" not in text else self._names()
        found = offers(text, names, deciding(self._editor.texts(), self._editor.here()))
        # a step that is called nearly so is another one, no slip
        self._offers = [offer for offer in found if offer.sort != STEP or tail(text, offer)]
        if len(self._offers) > 1 or (self._offers and not self.tail):
            self._show()
        self._editor.viewport().update()

    def _show(self) -> None:
        if self._list is None:
            self._list = OfferList(self._editor.window())
            self._list.clicked.connect(self._clicked)
        place = self._editor.cursorRect()
        foot = self._editor.viewport().mapTo(self._editor.window(), QPoint(place.left(), place.bottom() + 4))
        names = [f"{offer.name}:" if offer.sort == ROLE else offer.name for offer in self._offers]
        self._list.offer(names, foot, above=place.height() + 8)

    def _clicked(self, index: QModelIndex) -> None:
        self.take()

    def choose(self, way: int) -> bool:
        """Goes up or down in the list; False where there is none."""
        if self._list is None or not self._listed:
            return False
        self._list.choose(self._list.chosen + way)
        self._editor.viewport().update()
        return True

    def take(self) -> bool:
        """The chosen name becomes part of the line; False where none is offered."""
        if not self.open or not self._at_end():
            return False
        made, cursor = self._chosen().text, self._editor.textCursor()
        self.close()
        cursor.setPosition(cursor.block().position() + depth_of(cursor.block().text()), _KEEP)
        cursor.insertText(made)
        self._editor.setTextCursor(cursor)
        return True

    def close(self) -> bool:
        """Takes the offer back; False where there was none."""
        was, self._offers = self.open, []
        if self._list is not None:
            self._list.hide()
        if was:
            self._editor.viewport().update()
        return was


_KEEP = QTextCursor.MoveMode.KeepAnchor
