"""Undo and redo: what they bring back is selected, what they touch comes into view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from opsdesigner.edit import arrange
from opsdesigner.model import Change, Edge, Link, Node, Shape
from opsdesigner.model.geometry import touches, union

if TYPE_CHECKING:
    from ..view import CanvasView

TIDYING = ("Tidy", "Tidy selection", "Tidy new")  # what glides back as it came
MANY = 100  # more shapes than this are selected as they are, with all that lies in them


def undo(view: CanvasView) -> None:
    _step(view, view.model.undo)


def redo(view: CanvasView) -> None:
    _step(view, view.model.redo)


def _step(view: CanvasView, act: Callable[[], None]) -> None:
    view.cancel_gesture()
    done: list[Change] = []
    stop = view.model.observe(done.append)
    act()
    stop()
    view.undoing = True
    try:
        for change in done:
            _show(view, change)
            if change.label in TIDYING:
                view.glide(change)
    finally:
        view.undoing = False


def _show(view: CanvasView, change: Change) -> None:
    if (other := elsewhere(view, change)) is not None:
        view.diagram_wanted.emit(other.diagram)
    came = [id for id, (before, after) in change.records.items() if before is None and isinstance(after, Shape | Edge)]
    shapes = [id for id in came if id in view.display.shapes]
    if shapes and len(shapes) <= MANY:
        shapes = [shape.id for shape in arrange.plan(view.model, shapes).chosen]
    came = shapes or [id for id in came if id in view.display.edges]
    if came:
        view.select(came)
    seen = view.frame.box(view.rect())
    boxes = [box for id in came or [record.id for record in _drawn(view, change)] if (box := view.body(id))]
    if boxes and not any(touches(box, seen) for box in boxes):
        view.show_around(union(boxes))


def elsewhere(view: CanvasView, change: Change) -> Shape | Edge | None:
    """What a change touches on another diagram; None where it touches this one."""
    other = None
    for record in _drawn(view, change):
        if record.diagram == view.diagram:
            return None
        other = other or record
    return other


def _drawn(view: CanvasView, change: Change) -> Iterator[Shape | Edge]:
    """What shows on the diagrams of all that a change left there."""
    for _, record in change.records.values():
        if isinstance(record, Shape | Edge):
            yield record
        elif isinstance(record, Node):
            yield from view.model.referrers(record.id, Shape, "node")
        elif isinstance(record, Link):
            yield from view.model.referrers(record.id, Edge)
