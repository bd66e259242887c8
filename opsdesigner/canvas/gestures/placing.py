"""Putting something new on the drawing: a ghost under the pointer until it is set down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from opsdesigner.edit import draw
from opsdesigner.edit.context import can_append, can_place, definitions, flow_at, home_for, host_at
from opsdesigner.edit.lines import site_of
from opsdesigner.edit.routing import outward
from opsdesigner.model import Id, Shape
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.drawings import Look, hit_outline
from opsdesigner.notation.kinds import EXPANDED_SIZE, KINDS
from opsdesigner.notation.rules import Answer
from opsdesigner.notation.variants import Variant

from ..drawing.nearby import Nearby
from ..keyboard import first_names
from ..marks.overlay import line_pen, paint_ghost, paint_guides, paint_target, polygon, window_rect
from ..words import tr
from .gesture import SLACK, Gesture, Keys
from .snapping import Guide, Snapper

if TYPE_CHECKING:
    from ..view import CanvasView

NEIGHBOURS = 600


def size_of(variant: Variant) -> tuple[float, float]:
    """How large a new element of this variant is."""
    wide, tall = EXPANDED_SIZE if variant.shape.flag("isExpanded") else box_size(variant.kind, variant.props)
    if variant.id == "closedPool":
        tall = 44
    if variant.shape.get("isHorizontal") is False:
        wide, tall = tall, wide
    return float(wide), float(tall)


class Ghost:
    """What is about to be placed: where, whether it may, and what it would join."""

    def __init__(self, view: CanvasView, variant: Variant, source: Id = "") -> None:
        self.view, self.variant, self.source = view, variant, source
        self.size = size_of(variant)
        self.outline = hit_outline(Look(KINDS[variant.kind].outline), *self.size)
        self.x = self.y = 0.0
        self.seen = False
        self.answer, self.target = Answer(""), ""
        self.guides: list[Guide] = []
        self.near = Nearby(view.model, view.display)
        self._snapper: Snapper | None = None

    def aim(self, at: QPointF, keys: Keys) -> None:
        """Follows the pointer, lines up, asks the rules."""
        view = self.view
        if self.near.shows is not view.display:
            self.near, self._snapper = Nearby(view.model, view.display), None
        place = view.to_diagram(at.x(), at.y())
        self.x, self.y, self.guides, self.seen = place.x(), place.y(), [], True
        near = self.near.at(self.x, self.y)
        self.answer = can_place(near, view.diagram, self.variant, self.x, self.y)
        if self.source and self.answer:
            joined = can_append(near, self.source, self.variant)
            self.answer = joined if not joined else self.answer
        self.target = self._target(near)
        if not self.target and not keys & Keys.AltModifier:
            self._line_up()
        view.say(tr(self.answer.reason) if not self.answer else self._hint(), at, not self.answer)
        view.update()

    def _target(self, near: Nearby) -> Id:
        view = self.view
        if host := host_at(near, view.diagram, self.x, self.y, self.variant):
            return host
        if not self.source and (flow := flow_at(near, view.diagram, self.x, self.y, self.variant.kind)):
            return flow
        return ""

    def _hint(self) -> str:
        view = self.view
        if self.target in view.display.edges:
            return view.between(self.target)
        return tr("Release: sits on {}").format(view.name_of(self.target)) if self.target else ""

    def _line_up(self) -> None:
        if self._snapper is None:
            w, h = self.size
            box, view = (-w / 2, -h / 2, w / 2, h / 2), self.view
            self._snapper = Snapper(box, view.neighbours(NEIGHBOURS), middles=view.lane_middles())
        snapped = self._snapper.snap(self.x, self.y, SLACK / self.view.zoom)
        self.x, self.y, self.guides = snapped.dx, snapped.dy, snapped.guides

    def _home(self) -> Id:
        """The shape of what it would lie in."""
        variant = self.variant
        marks = definitions(variant.props)
        return home_for(self.near, self.view.diagram, self.x, self.y, variant.kind, marks).shape

    def commit(self) -> Id:
        """Places it (joined to its source, if it has one), selects it and opens its name; its id or ""."""
        view, x, y = self.view, self.x, self.y
        if not self.answer:
            return ""
        if self.source and self.answer.kind != "host":
            made = view.attempt(lambda: draw.append(view.model, self.source, self.variant, at=(x, y)))
        else:
            made = view.attempt(lambda: draw.place(view.model, view.diagram, self.variant, x, y))
        if made:
            view.show_new(made, name=False)
            first_names.open_new(view, made)
        return made or ""

    def paint(self, p: QPainter) -> None:
        if not self.seen:
            return
        view, (w, h) = self.view, self.size
        home = self._home() if self.answer and not self.target else ""
        if self.target or home:
            paint_target(p, view, self.target or home, True)
        source = view.model.get(self.source, Shape) if self.source else None
        if source is not None:
            start = outward(site_of(view.model, source), (self.x, self.y))
            p.setPen(line_pen(view.theme.accent, 1.5, (6, 4)))
            p.drawPolyline(polygon(view, (start, (self.x, self.y))))
        rect = window_rect(view.frame, QRectF(self.x - w / 2, self.y - h / 2, w, h))
        paint_ghost(p, view, rect, self.outline, bool(self.answer))
        paint_guides(p, view, self.guides)


class PlaceByHand(Gesture):
    """A button of the pad dragged onto the paper."""

    def __init__(self, view: CanvasView, press: QPointF, ghost: Ghost) -> None:
        super().__init__(view, press)
        self.ghost = ghost
        self.begun = True

    def move(self, at: QPointF, keys: Keys) -> None:
        self.ghost.aim(at, keys)

    def release(self, at: QPointF, keys: Keys) -> None:
        self.ghost.aim(at, keys)
        if not self.ghost.commit():
            self.view.refuse(self.ghost.answer.reason, at)

    def paint(self, p: QPainter) -> None:
        self.ghost.paint(p)
