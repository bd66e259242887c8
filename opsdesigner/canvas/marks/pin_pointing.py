"""Pointing at the pins of problems and ideas: what one says, which is under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from opsdesigner.model import Id
from opsdesigner.model.geometry import grown
from opsdesigner.notation.parked import said_there

from ..words import tr
from .problem_pins import SPOT, pin_at

if TYPE_CHECKING:
    from ..view import CanvasView

LONGEST = 70  # letters of what is said beside the pointer


def pin_under(view: CanvasView, at: QPointF) -> Id:
    """The shape whose pin is under a point of the window, "" where none is."""
    display = view.display
    if not display.pins or view.previewing:
        return ""
    place = view.to_diagram(at.x(), at.y())
    near = display.spots.touching(grown((place.x(), place.y(), place.x(), place.y()), SPOT))
    found = pin_at((display.shapes[id] for id in near), place.x(), place.y(), view.zoom)
    return found.id if found is not None else ""


def told_by(view: CanvasView, id: Id) -> str:
    """What the pin of a shape says: the first of what somebody said there, and how much more there is."""
    said = said_there(view.model, [view.display.shapes[id].node])
    if not said:
        return ""
    text = " ".join(said[0].name.split())
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    return tr("{} · {} more").format(text, len(said) - 1) if len(said) > 1 else text


def point_at_pin(view: CanvasView, at: QPointF) -> bool:
    """Whether a pin is under the pointer: says what it tells, and takes that back when the pointer has left it."""
    id = pin_under(view, at)
    if id:
        view.hover(id)
        if id != view.pin_said:
            view.pin_said = id
            view.say(told_by(view, id), at)
    elif view.pin_said:
        view.pin_said = ""
        view.say("", at)
    return bool(id)
