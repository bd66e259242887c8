"""Pins at the corners of shapes: how many problems are said of each, or ideas; drawn from the model, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from opsdesigner.model import Change, Id, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, holds, overlaps, union
from opsdesigner.model.queries import boundary_events, shape_of
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.parked import PARKED, is_idea, parked, said_there

from .. import theme
from ..boxes.boxes import BOXED
from ..drawing.stamps import FAR, FULL, level, path
from ..names.typesetting import CENTRE, Label, Setting, label
from ..theme import Colours
from ..threads import per_thread

if TYPE_CHECKING:
    from ..drawing.pictures import ShapePicture

DROP = (
    "M 0 0 C -3 -5.5 -9.5 -9 -9.5 -15.5 C -9.5 -20.7 -5.2 -25 0 -25 C 5.2 -25 9.5 -20.7 9.5 -15.5 C 9.5 -9 3 -5.5 0 0 Z"
)
HALF, TALL, HEAD = (
    9.5,
    25.0,
    15.5,
)  # px from the middle to a side, from the tip to the top and to the middle of the head
RIM, SLIT = 1.5, 2.0  # paper round it; room to an event on the edge
DOT, LEAST = 3.0, 11.0  # window pixels: a dot's radius, the height of a pin from afar
MOST, SPOT = 1.6, 24.0  # how much larger it gets for that; px of the largest dot
REACH: Box = (-SPOT, -MOST * TALL - RIM, SPOT, SPOT)  # all it may paint on at any zoom, seen from its tip
SLACK = 2.0  # px round it that are still it
TEXT = Setting(21, 12, theme.BOLD, 0.5)
TIPS: dict[str, Point] = {"gateway": (0.86, 0.36)} | dict.fromkeys(  # share of width and height; else the corner
    ("start", "event", "boundary", "end"), (0.85, 0.15)
)


class Pin(NamedTuple):
    """What the pin of a shape says, in amber where it tells of ideas only; its tip, seen from the shape's corner."""

    text: str
    idea: bool
    tip: Point
    sides: tuple[Point, ...] = ()  # where else it may stand; the first that the name leaves free is taken

    def clear_of(self, name: Box) -> Pin:
        """The same beside a name at full size, whatever the zoom: it stays where it is."""
        return self._replace(tip=next((tip for tip in self.sides if not overlaps(_body(tip, 1.0), name)), self.tip))

    @property
    def reach(self) -> Box:
        """All it may paint on, seen from the shape's corner."""
        tips = self.sides or (self.tip,)
        return union((x + REACH[0], y + REACH[1], x + REACH[2], y + REACH[3]) for x, y in tips)


class ProblemPins:
    """The pins of one diagram: counted once, after that only what a change touched."""

    def __init__(self, model: Model, diagram: Id) -> None:
        self._model, self._diagram = model, diagram
        self._told: dict[Id, str] = {}  # by the node it is said of; of ideas with a plus in front
        self._count({node.parent for node in parked(model) if node.parent})

    def __bool__(self) -> bool:
        return bool(self._told)

    def _count(self, ids: Iterable[Id]) -> None:
        said: dict[Id, list[bool]] = {}
        for node in said_there(self._model, ids):
            said.setdefault(node.parent, []).append(is_idea(node))
        for id in ids:
            self._told.pop(id, None)
            if ideas := said.get(id):
                number = str(min(len(ideas), 99))
                self._told[id] = number if not all(ideas) else "+" if number == "1" else f"+{number}"

    def of(self, shape: Shape) -> Pin | None:
        """The pin of a shape, None where nothing is said of what it shows."""
        text = self._told.get(shape.node)
        node = self._model.get(shape.node, Node) if text else None
        if not text or node is None or node.kind not in KINDS or KINDS[node.kind].family in BOXED:
            return None
        family, w, h = KINDS[node.kind].family, shape.width, shape.height
        across, down = TIPS.get(family, (1.0, 0.0))
        tip = (self._clear(shape, w * across), h * down)
        return Pin(text, text.startswith("+"), tip, (tip, (w - tip[0], tip[1])) if family == "gateway" else ())

    def _clear(self, shape: Shape, tip: float) -> float:
        """How far right the tip stands, left of the events on the top edge that are in its way."""
        events = [shape_of(self._model, event.id, self._diagram) for event in boundary_events(self._model, shape.node)]
        for box in sorted((box_of(each) for each in events if each is not None), reverse=True):
            over = box[1] < shape.y and box[3] > shape.y - TALL
            if over and box[0] - shape.x < tip + HALF + SLIT and box[2] - shape.x > tip - HALF - SLIT:
                tip = max(box[0] - shape.x - HALF - SLIT, HALF)
        return tip

    def follow(self, change: Change) -> list[Id]:
        """Takes over a change; returns the shapes whose pin may be another one."""
        said: dict[Id, None] = {}
        moved: dict[Id, None] = {}
        for pair in change.records.values():
            for record in pair:
                if type(record) is Node and record.kind == PARKED:
                    said[record.parent] = None
                elif self._told and (host := self._host(record)) in self._told:
                    moved[host] = None
        if not said and not moved:
            return []
        self._count(said)
        shapes = self._model.referrers_to(said | moved, Shape, "node")
        return [shape.id for shape in shapes if shape.diagram == self._diagram]

    def _host(self, record: object) -> Id:
        """The step that an event sits on."""
        node = self._model.get(record.node, Node) if type(record) is Shape else record
        return node.host if type(node) is Node and node.kind == "boundaryEvent" else ""


# where and how they are drawn


def _body(tip: Point, grown: float) -> Box:
    return (tip[0] - HALF * grown, tip[1] - TALL * grown, tip[0] + HALF * grown, tip[1])


def _grown(zoom: float) -> float:
    """How much larger than at full size a pin is drawn."""
    return min(MOST, max(1.0, LEAST / (TALL * zoom)))


def _is_dot(detail: int) -> bool:
    """From the middle distance and from the farthest it is a dot; between them only pins and flags are left."""
    return detail not in (FULL, FAR)


def place_of(shape: ShapePicture, zoom: float) -> Box:
    """Where the pin of a shape is on the diagram, as it is drawn at this zoom."""
    assert shape.pin is not None
    x, y = shape.x + shape.pin.tip[0], shape.y + shape.pin.tip[1]
    if _is_dot(level(zoom)):
        r = min(DOT / zoom, SPOT)
        return (x - r, y - r, x + r, y + r)
    return _body((x, y), _grown(zoom))


def pin_at(shapes: Iterable[ShapePicture], x: float, y: float, zoom: float) -> ShapePicture | None:
    """The topmost of these shapes whose pin is at a point of the diagram."""
    slack = SLACK / zoom
    for shape in sorted((each for each in shapes if each.pin is not None), key=lambda each: each.rank, reverse=True):
        left, top, right, foot = place_of(shape, zoom)
        if holds((left - slack, top - slack, right + slack, foot + slack), x, y):
            return shape
    return None


def paint_problem_pins(
    p: QPainter, shapes: Iterable[ShapePicture], scale: float, zoom: float, colours: Colours
) -> None:
    """All of them but their numbers."""
    detail = level(zoom)
    for shape in shapes:
        if (pin := shape.pin) is None:
            continue
        x, y = (round(at * scale) / scale for at in (shape.x + pin.tip[0], shape.y + pin.tip[1]))
        p.setBrush(theme.brush(colours.amber if pin.idea else colours.red))
        if _is_dot(detail):
            r = min(DOT / zoom + 1 / scale, SPOT)
            p.setPen(theme.NO_PEN)
            for fill, radius in (
                (colours.paper, r),
                (colours.amber if pin.idea else colours.red, r - min(1 / scale, r / 3)),
            ):
                p.setBrush(theme.brush(fill))
                p.drawEllipse(QPointF(x, y), radius, radius)
            continue
        k = _grown(zoom)
        p.setPen(theme.pen(RIM, colours.paper))
        p.translate(x, y)
        p.scale(k, k)
        p.drawPath(path(DROP))
        p.scale(1 / k, 1 / k)
        p.translate(-x, -y)


def number_of(pin: Pin) -> Label:
    """The number of a pin, seen from its tip."""
    return _set(pin.text)


@per_thread()
def _set(text: str) -> Label:
    return label((text,), TEXT, 0.0, -HEAD - TEXT.pitch / 2, CENTRE)
