"""Moving boxes of an org chart by hand: whom they will report to, or beside whom they will stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from opsdesigner.edit import arrange, seats
from opsdesigner.edit.landing import landing
from opsdesigner.model import Id, Shape
from opsdesigner.notation.rules import Answer

from ..drawing.nearby import Nearby
from ..keyboard.charting import steady
from .dragging import Drag
from .gesture import Keys
from .landings import HERE, boxes_near, paint_landing, said
from .targets import NOTHING, Target

if TYPE_CHECKING:
    from ..view import CanvasView


class ChartDrag(Drag):
    """A box travels with all below it. Alt: it stays where it is let go; Shift: along one axis; Ctrl: a copy."""

    def __init__(self, view: CanvasView, press: QPointF, ids: frozenset[Id], primary: Id, toggles: bool) -> None:
        super().__init__(view, press, ids, primary, toggles)
        self.freely = False
        self.landing = HERE

    def _go(self, dx: float, dy: float, keys: Keys) -> None:
        """Nothing lines up: the layout places what is let go."""
        self.dx, self.dy, self.guides = round(dx), round(dy), []
        self.freely = bool(keys & Keys.AltModifier)

    def _aim(self, at: QPointF) -> None:
        view = self.view
        if self.plan is None:
            return
        x, y = self._middle(self.dx, self.dy)
        found = HERE if self.freely else landing(view.model, self.plan, (x, y), boxes_near(view, x, y))
        rings = found.kind in ("boss", "")
        self.landing = found
        self.target = Target("boss", found.shape, Answer(found.kind, found.reason)) if rings else NOTHING
        view.say(said(view, found), at, not found.kind)

    def _move(self) -> bool:
        """The box let go of, or what it lands at, stays in sight."""
        view, kept = self.view, self.landing.shape or self.primary
        assert self.plan is not None
        going, near = self.plan, Nearby(view.model, view.display)
        with steady(view, kept):
            done = view.done(lambda: arrange.drop(view.model, going, self.dx, self.dy, near, self.primary, self.freely))
        if done:
            view.reveal(self.primary)
        return done

    def _copied(self, made: frozenset[Id]) -> None:
        """Copies hang where they were let go."""
        model, found = self.view.model, self.landing
        target = model.get(found.shape, Shape)
        if target is None:
            return
        if found.kind == "boss":
            seats.report_to(model, [shape.node for id in made if (shape := model.get(id, Shape))], target.node)
        elif found.kind in ("before", "after"):
            seats.order(model, sorted(made), target.id, found.kind)

    def _paint_landing(self, p: QPainter) -> None:
        paint_landing(p, self.view, self.landing)
