"""Connecting by keyboard: a letter stands on each possible target, and typing it draws the line."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from opsdesigner.edit import draw
from opsdesigner.edit.context import can_connect
from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, union
from opsdesigner.notation.looks import CLOSED_POOLS, HEADER

from ..camera import fitting
from ..menus.chrome import face, grown
from ..names.naming import rect_of
from . import first_names
from .scripts import latin

if TYPE_CHECKING:
    from ..view import CanvasView

ALPHABET = "ASDFGHJKLQWERTYUIOPZXCVBNM"  # the middle row first: nearest to the hand
SIDE = 22
MOST = 400  # shapes that are asked for
FARTHEST = 0.5  # the zoom to which targets out of view are brought into it
SAID = 12  # letters read out


def codes(count: int) -> list[str]:
    """As many codes, none the start of another: letters for what is nearest, pairs where letters run out."""
    size = len(ALPHABET)
    if count <= size:
        return list(ALPHABET[:count])
    single = max(0, (size * size - count) // (size - 1))
    pairs = [first + second for first in ALPHABET[single:] for second in ALPHABET]
    return [*ALPHABET[:single], *pairs][:count]


class Letters:
    """The targets by their code, in view if that can be; the first keys of a code narrow them down."""

    def __init__(self, view: CanvasView, source: Id) -> None:
        self.view, self.source, self.typed = view, source, ""
        self._before: tuple[float, QPointF] | None = None  # where the page was looked at, if more had to be shown
        self.targets: dict[str, Id] = {}
        self.places: dict[Id, QRectF] = {}
        self._widen()
        self.renew()

    def renew(self) -> None:
        """Gives the targets in view their letters; nearest first."""
        window = QRectF(self.view.rect())
        found = [id for id in self._near(self.view.frame.box(self.view.rect())) if window.contains(self._at(id))]
        self.targets, self.typed = dict(zip(codes(len(found)), found, strict=True)), ""
        self.places = {}
        for code, id in self.targets.items():
            self.places[id] = self._free(self._square(id, code))

    def _near(self, area: Box) -> list[Id]:
        """What a line may lead to in a part of the diagram, nearest first."""
        view, shapes = self.view, self.view.display.shapes
        origin = shapes[self.source].rect.center()

        def far(id: Id) -> float:
            middle = shapes[id].rect.center()
            return hypot(middle.x() - origin.x(), middle.y() - origin.y())

        seen = sorted(view.display.spots.touching(area), key=far)[:MOST]
        return [id for id in seen if id != self.source and can_connect(view.model, self.source, id)]

    def _widen(self) -> None:
        """Zooms out where targets near by are out of view, as far as names can still be read."""
        view = self.view
        middle, wide, tall = view.display.shapes[self.source].rect.center(), view.width() / FARTHEST, view.height()
        reach = (wide / 2, tall / FARTHEST / 2)
        area = (middle.x() - reach[0], middle.y() - reach[1], middle.x() + reach[0], middle.y() + reach[1])
        window = QRectF(view.rect()).adjusted(SIDE, SIDE, -SIDE, -SIDE)
        near = self._near(area)
        if view.zoom <= FARTHEST or all(window.contains(self._at(id)) for id in near):
            return
        self._before = (view.zoom, view.to_diagram(view.width() / 2, view.height() / 2))
        box = union([body for id in (self.source, *near) if (body := view.body(id))])
        zoom = min(view.zoom, fitting(box, view.size()))
        view.show_box(box if zoom >= FARTHEST else (middle.x(), middle.y()) * 2, max(zoom, FARTHEST))

    def go_back(self) -> None:
        """Looks at the page as before."""
        if self._before is not None:
            zoom, middle = self._before
            self._before = None
            self.view.show_box((middle.x(), middle.y()) * 2, zoom)

    def _at(self, id: Id) -> QPointF:
        """The middle of a shape in the window; of a pool or lane that of its header in view."""
        view, shape = self.view, self.view.display.shapes[id]
        middle = shape.rect.center()
        if shape.kind.family not in ("pool", "lane") or shape.look.outline in CLOSED_POOLS:
            return view.to_view(middle.x(), middle.y())
        seen, half = shape.rect & rect_of(view.frame.box(view.rect())), HEADER / 2
        middle = seen.center() if not seen.isEmpty() else middle
        upright = shape.look.upright
        return view.to_view(*((middle.x(), shape.y + half) if upright else (shape.x + half, middle.y())))

    def _square(self, id: Id, code: str) -> QRectF:
        at, tall, wide = self._at(id), grown(SIDE), grown(max(SIDE, 10 * len(code) + 12))
        return QRectF(round(at.x() - wide / 2), round(at.y() - tall / 2), wide, tall)

    def _free(self, square: QRectF) -> QRectF:
        """The square itself, or moved down until it hides no other."""
        step = square.height() + 2
        for _ in range(6):
            if not any(square.intersects(other) for other in self.places.values()):
                break
            square = square.translated(0, step)
        return square

    def said(self) -> str:
        """The letters and what they stand for, for those who hear them."""
        name_of = self.view.name_of
        return ", ".join(f"{code} {name_of(id)}" for code, id in list(self.targets.items())[:SAID])

    def key(self, event: QKeyEvent) -> bool:
        """Takes a typed letter; a whole code draws the line. False for keys that are not its own."""
        letter = latin(event.text())
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
        self.go_back()
        view.set_tool("select")
        made = view.attempt(lambda: draw.connect(view.model, view.diagram, self.source, target))
        if made:
            view.by_keyboard = True
            first_names.open_joined(view, made, target)

    def paint(self, p: QPainter) -> None:
        theme = self.view.theme
        p.setFont(face(13, 700))
        for code, id in self.targets.items():
            if not code.startswith(self.typed):
                continue
            p.setPen(QColor(theme.canvas))
            p.setBrush(QColor(theme.accent))
            p.drawRoundedRect(self.places[id], 5, 5)
            p.setPen(QColor(theme.on_accent))
            p.drawText(self.places[id], Qt.AlignmentFlag.AlignCenter, code[len(self.typed) :])
        p.setBrush(Qt.BrushStyle.NoBrush)
