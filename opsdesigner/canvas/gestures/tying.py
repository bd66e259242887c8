"""Problems and ideas dragged out of the parking lot onto what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from opsdesigner.edit import parking
from opsdesigner.model import Id
from opsdesigner.notation.rules import Answer

from ..marks.overlay import paint_target
from ..words import tr
from .gesture import Keys

if TYPE_CHECKING:
    from ..view import CanvasView

PARKED_MIME = "application/x-opsdesigner-parked"  # their ids, one a line


class Tying:
    """What is about to be tied, and to which shape."""

    def __init__(self, view: CanvasView, ids: Sequence[Id]) -> None:
        self.view, self.ids = view, ids
        self.target: Id = ""
        self.answer = Answer("")

    def aim(self, at: QPointF, keys: Keys) -> None:
        """Follows the pointer, asks whether what is under it can have problems."""
        view, hit = self.view, self.view.shape_under(at)
        able = bool(hit) and parking.can_tie(view.model, view.display.shapes[hit].node)
        self.target = hit if able else ""
        self.answer = Answer("tie") if able else Answer("", "Drop it on a step")
        view.say(tr("Drop: said of {}").format(view.name_of(hit)) if able else tr(self.answer.reason), at)
        view.update()

    def paint(self, p: QPainter) -> None:
        if self.target in self.view.display.shapes:
            paint_target(p, self.view, self.target, True)

    def commit(self) -> bool:
        """Ties them; False where there is nothing to tie them to."""
        view = self.view
        if self.target not in view.display.shapes:
            return False
        node = view.display.shapes[self.target].node
        return view.done(lambda: parking.tie(view.model, self.ids, node))
