"""Connecting by keyboard: a letter stands on each possible target, and typing it draws the line."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from opsdesigner.edit import draw
from opsdesigner.edit.context import can_connect
from opsdesigner.model import Id

from .chrome import face, grown

if TYPE_CHECKING:
    from .view import CanvasView

ALPHABET = "ASDFGHJKLQWERTYUIOPZXCVBNM"  # the middle row first: nearest to the hand
SIDE = 22
MOST = 400  # shapes in view that are asked for


def codes(count: int) -> list[str]:
    """As many codes, none the start of another: letters for what is nearest, pairs where letters run out."""
    size = len(ALPHABET)
    if count <= size:
        return list(ALPHABET[:count])
    single = max(0, (size * size - count) // (size - 1))
    pairs = [first + second for first in ALPHABET[single:] for second in ALPHABET]
    return [*ALPHABET[:single], *pairs][:count]


class Letters:
    """The targets in view by their code; the first keys of a code narrow them down."""

    def __init__(self, view: CanvasView, source: Id) -> None:
        self.view, self.source, self.typed = view, source, ""
        self.targets: dict[str, Id] = dict(zip(codes(len(found := self._found())), found, strict=True))

    def _found(self) -> list[Id]:
        """What a line may lead to, nearest first."""
        view = self.view
        origin = view.display.shapes[self.source].rect.center()

        def far(id: Id) -> float:
            middle = view.display.shapes[id].rect.center()
            return hypot(middle.x() - origin.x(), middle.y() - origin.y())

        seen = sorted(view.display.spots.touching(view.frame.box(view.rect())), key=far)[:MOST]
        window = QRectF(view.rect())
        return [
            id
            for id in seen
            if id != self.source and window.contains(self._at(id)) and can_connect(view.model, self.source, id)
        ]

    def _at(self, id: Id) -> QPointF:
        middle = self.view.display.shapes[id].rect.center()
        return self.view.to_view(middle.x(), middle.y())

    def key(self, event: QKeyEvent) -> bool:
        """Takes a typed letter; a whole code draws the line. False for keys that are not its own."""
        letter = event.text().upper()
        if event.key() == Qt.Key.Key_Backspace:
            self.typed = self.typed[:-1]
            self.view.update()
            return True
        if len(letter) != 1 or not letter.isalpha() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        typed = self.typed + letter
        if typed in self.targets:
            self._draw(self.targets[typed])
        elif any(code.startswith(typed) for code in self.targets):
            self.typed = typed
            self.view.update()
        return True

    def _draw(self, target: Id) -> None:
        view = self.view
        view.letters = None
        view.set_tool("select")
        made = view.attempt(lambda: draw.connect(view.model, view.diagram, self.source, target))
        if made:
            view.select({made})

    def paint(self, p: QPainter) -> None:
        theme = self.view.theme
        p.setFont(face(13, 700))
        for code, id in self.targets.items():
            if not code.startswith(self.typed):
                continue
            rest = code[len(self.typed) :]
            at, tall, wide = self._at(id), grown(SIDE), grown(max(SIDE, 10 * len(rest) + 12))
            rect = QRectF(round(at.x() - wide / 2), round(at.y() - tall / 2), wide, tall)
            p.setPen(QColor(theme.canvas))
            p.setBrush(QColor(theme.accent))
            p.drawRoundedRect(rect, 5, 5)
            p.setPen(QColor(theme.on_accent))
            p.drawText(rect, Qt.AlignmentFlag.AlignCenter, rest)
        p.setBrush(Qt.BrushStyle.NoBrush)
