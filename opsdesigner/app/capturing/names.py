"""The names the line of the capture bar may go on with, and the lines that were said in it before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from opsdesigner.capture.completing import ROLE, Names, Offer, offers, tail, with_role
from opsdesigner.model import Model, Node
from opsdesigner.notation.kinds import FLOW_NODES, OWNERS

from .bar import CaptureBar


def names_of(model: Model | None) -> Names:
    """All names of roles, steps and people of a document."""
    nodes = [node for node in model.all(Node) if node.name] if model is not None else []
    steps = [node.name for node in nodes if node.kind in FLOW_NODES]
    people = [node.name for node in nodes if node.kind == "person"]
    return Names([node.name for node in nodes if node.kind in OWNERS], steps, people)


class LineNames(QObject):
    """Offers names while one types, the best of them behind the caret; Tab takes it, up and down choose another."""

    def __init__(self, bar: CaptureBar, model: Callable[[], Model | None]) -> None:
        super().__init__(bar)
        self._bar, self._model = bar, model
        self._names = Names()
        self._known_of: tuple[Model | None, int] = (None, -1)
        self.offers: list[Offer] = []
        bar.names.clicked.connect(lambda index: self.take(index.row()))
        bar.line.taken.connect(self.take)

    def known(self) -> Names:
        """All names of the document as it is."""
        model = self._model()
        now = (model, model.version if model is not None else -1)
        if now != self._known_of:
            self._names, self._known_of = names_of(model), now
        return self._names

    def told(self) -> str:
        """The line with the role that its two letters stand for."""
        return with_role(self._bar.line.text(), self.known().roles)

    def follow(self, deciding: bool) -> None:
        """The line is another; `deciding` while a decision is open in the talk."""
        line = self._bar.line
        text = line.text()
        typing = bool(text) and line.hasFocus() and line.cursorPosition() == len(text)
        self.offers = offers(text, self.known(), deciding) if typing else []
        self._bar.list_names([f"{each.name}:" if each.sort == ROLE else each.name for each in self.offers])
        self._show_tail()

    def take(self, at: int = -1) -> None:
        """A name becomes part of the line: the chosen one, or the so-manieth of the list."""
        at = self._bar.names.chosen if at < 0 else at
        if at < len(self.offers):
            self._bar.line.setText(self.offers[at].text)
            self._bar.line.setFocus()

    def choose(self, way: int) -> bool:
        """Goes up or down in the list; False where none is open."""
        names = self._bar.names
        if not names.isVisible():
            return False
        names.choose(names.chosen + way)
        self._show_tail()
        return True

    def _show_tail(self) -> None:
        at = self._bar.names.chosen
        self._bar.line.offer(tail(self._bar.line.text(), self.offers[at]) if at < len(self.offers) else "")


class Said:
    """The lines that were said, the last one last; the line that is begun waits behind them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._at, self._begun = 0, ""

    def add(self, text: str) -> None:
        if text.strip():
            self._lines.append(text.strip())
        self._at = len(self._lines)

    def forget(self) -> None:
        self._lines, self._at = [], 0

    def turn(self, way: int, shown: str) -> str:
        """The line before or after the one that is shown; the same where there is none."""
        if self._at == len(self._lines):
            self._begun = shown
        at = max(0, min(len(self._lines), self._at + way))
        if at == self._at:
            return shown
        self._at = at
        return self._lines[at] if at < len(self._lines) else self._begun
