"""Putting a new box on an org chart: under the pointer until it is let go on a boss, in a row, or on free paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from opsdesigner.edit.context import can_place
from opsdesigner.edit.landing import Landing, landing
from opsdesigner.edit.travel import Plan
from opsdesigner.model import Id
from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.variants import Variant

from ..keyboard import charting
from ..marks.overlay import paint_ghost, paint_target, window_rect
from ..words import tr
from .gesture import Keys
from .landings import HERE, boxes_near, paint_landing, said
from .placing import Ghost

if TYPE_CHECKING:
    from ..view import CanvasView


def ghost_for(view: CanvasView, variant: Variant, source: Id = "") -> Ghost:
    """What is about to be placed on the diagram a canvas shows; after a source, or below it."""
    return (ChartGhost if view.page == ORG_CHART else Ghost)(view, variant, source)


class ChartGhost(Ghost):
    """A box in the making. Dragged off a boss's pad it reports to that boss, unless it is let go at another box."""

    landing: Landing = HERE

    def aim(self, at: QPointF, keys: Keys) -> None:
        view = self.view
        place = view.to_diagram(at.x(), at.y())
        self.x, self.y, self.seen = place.x(), place.y(), True
        self.answer = can_place(view.model, view.diagram, self.variant, self.x, self.y)
        found = HERE
        if self.answer:
            going = Plan(view.diagram, (), (), (), ())
            found = landing(view.model, going, (self.x, self.y), boxes_near(view, self.x, self.y))
            if found.kind == "pin" and self.source:
                found = Landing("boss", self.source)
        self.landing, self.target = found, found.shape if found.kind == "boss" else ""
        hint = said(view, found) if found.shape else tr("Release: stands at the top")
        view.say(hint if self.answer else tr(self.answer.reason), at, not self.answer)
        view.update()

    def commit(self) -> Id:
        found = self.landing
        if not self.answer:
            return ""
        if found.kind in ("before", "after"):
            where: charting.Where = "before" if found.kind == "before" else "after"
            return charting.add(self.view, self.variant.id, beside=found.shape, where=where)
        return charting.add(self.view, self.variant.id, boss=found.shape)

    def paint(self, p: QPainter) -> None:
        if not self.seen:
            return
        view, (w, h) = self.view, self.size
        if self.target:
            paint_target(p, view, self.target, True)
        paint_landing(p, view, self.landing)
        rect = window_rect(view.frame, QRectF(self.x - w / 2, self.y - h / 2, w, h))
        paint_ghost(p, view, rect, self.outline, bool(self.answer))
