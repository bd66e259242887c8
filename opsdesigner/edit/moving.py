"""Shapes go somewhere else: each with what it holds, each at home where it is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from opsdesigner.model import Id, Model, Node, Point, Shape
from opsdesigner.model.geometry import box_of, centre, shifted
from opsdesigner.model.queries import incoming
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.rules import may_attach, may_hold
from opsdesigner.notation.variants import Variant

from .attach import detach, stick
from .context import Frames, Place, Refusal, allow, belongs, definitions, frames_of, home_for, host_at, on_edge
from .ground import Index
from .grow import hold
from .homing import deep, mend_links, settle
from .sheet import Sheet
from .travel import Plan, plan

Homes = dict[Id, Place | Shape]  # what a shape will lie in, or the step it will stick to
UNHOMED = ("pool", "lane", "message", "other")


class Near(Protocol):
    """Who keeps things by place, and so need not look at all shapes of a diagram."""

    def at(self, x: float, y: float) -> Model:
        """The model as seen from a spot."""

    def holders(self) -> list[Shape]:
        """All that others may lie in."""

    @property
    def index(self) -> Index:
        """What stands where."""


def homes_of(model: Model, going: Plan, moves: Mapping[Id, Point], near: Near | None = None) -> Homes:
    """Where each chosen shape would be at home after its move. Raises Refusal."""
    homes: Homes = {}
    several = len(going.chosen) > 1
    frames = frames_of(model, going.diagram, near.holders() if near else None) if several else None
    for shape in going.chosen:
        node = model.get(shape.node, Node)
        if node is None or node.kind not in KINDS or KINDS[node.kind].family in UNHOMED:
            continue
        x, y = centre(shifted(box_of(shape), *moves[shape.id]))
        seen = near.at(x, y) if near and (not several or node.kind == "boundaryEvent") else model
        homes[shape.id] = _home(seen, going, node, shape, (x, y), frames)
    return homes


def _home(model: Model, going: Plan, node: Node, shape: Shape, at: Point, frames: Frames | None) -> Place | Shape:
    x, y = at
    marks = definitions(node.props)
    variant = Variant("", "", node.kind, "", node.props)
    stays_free = node.kind != "boundaryEvent" and (len(going.chosen) > 1 or incoming(model, node.id))
    host = "" if stays_free else host_at(model, going.diagram, x, y, variant, going.moving)
    if host:
        return model.get(host, Shape) or shape
    if node.kind == "boundaryEvent":
        if "cancel" in marks:
            raise Refusal(may_attach("task", marks).reason)
        place = home_for(model, going.diagram, x, y, "intermediateCatchEvent", marks, going.moving, frames)
        allow(may_hold(place.home, "intermediateCatchEvent", marks))
        return place
    place = home_for(model, going.diagram, x, y, node.kind, marks, going.moving, frames)
    if belongs(model, place, node.kind)[0] != node.parent:  # where a file has it already, it may stay
        allow(may_hold(place.home, node.kind, marks))
    return place


def relocate(model: Model, going: Plan, moves: Mapping[Id, Point], homes: Homes | None = None) -> None:
    """Moves the chosen shapes, each as far as it says; inside a change. Raises Refusal."""
    homes = homes_of(model, going, moves) if homes is None else homes
    sheet = Sheet(model, going.diagram)
    if len(set(moves.values())) == 1:
        sheet.shift((shape.id for shape in going.shapes), *next(iter(moves.values())))
    else:
        _shift_each(model, sheet, going, moves)
    for id, home in homes.items():
        if isinstance(home, Shape):
            box = sheet.box(id)
            x, y = on_edge(home, *centre(box))
            sheet.put(id, shifted(box, x - centre(box)[0], y - centre(box)[1]))
    sheet.set_down()
    changed = _settle_all(model, homes)
    for id, home in homes.items():
        node = model.get(sheet.shape(id).node, Node)
        if isinstance(home, Place) and home.shape and node and KINDS[node.kind].family not in ("note", "group"):
            hold(sheet, model.get(home.shape, Shape), sheet.box(id))
    sheet.commit()
    mend_links(model, [each for node in changed for each in deep(model, node)], going.diagram)


def _shift_each(model: Model, sheet: Sheet, going: Plan, moves: Mapping[Id, Point]) -> None:
    for shape in going.chosen:
        sheet.shift((each.id for each in plan(model, [shape.id]).shapes), *moves[shape.id])


def _settle_all(model: Model, homes: Homes) -> list[Id]:
    """Gives all their new homes; returns the nodes whose links are to be looked at."""
    changed: list[Id] = []
    for id, home in homes.items():
        shape = model.get(id, Shape)
        before = model.get(shape.node, Node) if shape else None
        assert shape is not None and before is not None
        if isinstance(home, Shape):
            stick(model, shape, home)
        else:
            if before.kind == "boundaryEvent":
                detach(model, shape)
            settle(model, shape, home)
        if model.get(shape.node, Node) != before:
            changed.append(shape.node)
    return changed
