"""Drawing by keyboard: the next step, a branch, a decision, a line, another lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from opsdesigner.edit import draw
from opsdesigner.model import Edge, Id, Link, Node, Shape
from opsdesigner.model.geometry import along
from opsdesigner.model.queries import incoming, outgoing, shape_of
from opsdesigner.notation.kinds import GATEWAYS, ORG_CHART
from opsdesigner.notation.variants import VARIANTS

from .. import access
from ..words import tr
from . import first_names
from .chart_walk import chart_order, chart_walk, shows_chart
from .letters import Letters
from .walking import first, last, walk

if TYPE_CHECKING:
    from ..view import CanvasView

FLOWING = ("step", "gateway", "start", "event", "boundary")


def go(view: CanvasView, way: str) -> None:
    """Selects what comes next in a direction."""
    view.by_keyboard = True
    if shows_chart(view.display):
        found = chart_walk(view.display, view.current(), way)
    else:
        found = walk(view.display, view.current(), way, view.trail)
    if found:
        view.select({found})
        view.reveal(found)


def go_to(view: CanvasView, id: Id) -> None:
    """Selects one thing by keyboard and brings it into view."""
    if id:
        view.by_keyboard = True
        view.select({id})
        view.reveal(id)


def go_first(view: CanvasView) -> None:
    """To the start, or the top of an org chart."""
    go_to(view, _at_end(view, 0))


def go_last(view: CanvasView) -> None:
    go_to(view, _at_end(view, -1))


def _at_end(view: CanvasView, at: int) -> Id:
    if shows_chart(view.display):
        order = chart_order(view.display)
        return order[at] if order else ""
    return first(view.display) if at == 0 else last(view.display)


def append_variant(
    view: CanvasView, variant: str, source: Id = "", at: tuple[float, float] | None = None, turns: bool = False
) -> Id:
    """Puts something after the selected shape, into the selected flow, or first on an empty page; opens its name.

    With `turns` its first name may say that it is a decision or an end.
    """
    source = source or view.current()
    row = VARIANTS[variant]
    edge = view.model.get(source, Edge)
    if edge is not None:
        if (link := view.model.get(edge.link, Link)) is None or link.kind != "sequenceFlow":
            view.refuse(tr("A step goes into a flow between two others"), view.pointer())
            return ""
        x, y = along(edge.points, 0.5)
        made = view.attempt(lambda: draw.place(view.model, view.diagram, row, x, y))
    elif source:
        made = view.attempt(lambda: draw.append(view.model, source, row, at=at))
    else:
        made = _first(view)
    if made:
        view.by_keyboard = True
        if source in view.display.shapes:
            view.trail[made] = source
        view.show_new(made, name=False)
        first_names.open_new(view, made, turns)
    return made or ""


def _first(view: CanvasView) -> Id:
    """On an empty page the start; else what is already there is gone to."""
    if view.display.shapes:
        go_to(view, first(view.display))
        return ""
    at = view.to_diagram(view.width() * 0.2, view.height() * 0.4)
    x, y = round(at.x() / 8) * 8, round(at.y() / 8) * 8
    return view.attempt(lambda: draw.place(view.model, view.diagram, VARIANTS["startEvent"], x, y)) or ""


def next_step(view: CanvasView) -> None:
    """Enter: a step after this one."""
    append_variant(view, "task", turns=True)


def step_before(view: CanvasView) -> None:
    """Shift+Enter: a step before this one; into a flow as Enter does."""
    id = view.current()
    if id not in view.display.shapes:
        next_step(view)
        return
    from opsdesigner.edit.preceding import put_before  # with all of the layout

    if made := view.attempt(lambda: put_before(view.model, id, VARIANTS["task"])):
        view.by_keyboard = True
        view.show_new(made, name=False)
        first_names.open_new(view, made, True)


def go_on(view: CanvasView, id: Id) -> None:
    """From the name of a shape or flow: to the next step."""
    if view.page != ORG_CHART and id in view.display:
        view.select({id})
        next_step(view)


def decision(view: CanvasView) -> None:
    """?: a decision after this one."""
    append_variant(view, "exclusiveGateway")


def branch(view: CanvasView) -> None:
    """Tab: another branch of the decision before this shape; where there is none, a decision first."""
    fork = decision_before(view, _source_of(view, view.current()))
    if fork:
        append_variant(view, "task", fork, turns=True)
    else:
        decision(view)


def _source_of(view: CanvasView, id: Id) -> Id:
    """The shape a flow comes from; for a shape itself."""
    edge = view.model.get(id, Edge)
    link = view.model.get(edge.link, Link) if edge else None
    shape = shape_of(view.model, link.source, view.diagram) if link else None
    return shape.id if shape else id


def decision_before(view: CanvasView, id: Id) -> Id:
    """The nearest gateway before a shape that can lead to another branch, or the shape itself; "" where none is."""
    seen: set[Id] = set()
    while id in view.display.shapes and id not in seen:
        seen.add(id)
        shape = view.display.shapes[id]
        if shape.kind.id in GATEWAYS and not _joins_only(view, shape.node):
            return id
        before = _flowing_in(view, id)
        id = view.trail[id] if view.trail.get(id) in before else next(iter(before), "")
    return ""


def _flowing_in(view: CanvasView, id: Id) -> list[Id]:
    """The shapes from which flows come; the step under an event on its edge."""
    node = view.model.get(view.display.shapes[id].node, Node)
    if node is None:
        return []
    sources = [node.host] if node.kind == "boundaryEvent" else [link.source for link in incoming(view.model, node.id)]
    return [shape.id for each in sources if (shape := shape_of(view.model, each, view.diagram)) is not None]


def _joins_only(view: CanvasView, node: Id) -> bool:
    return len(incoming(view.model, node)) > 1 and len(outgoing(view.model, node)) == 1


def connect(view: CanvasView) -> None:
    """C: letters on every possible target; a click on one does as well."""
    source = view.current()
    if source not in view.display.shapes:
        view.set_tool("connect")
        return
    letters = Letters(view, source)
    if not letters.targets:
        letters.go_back()
        view.refuse(tr("Nothing here can be joined to it"), view.pointer())
        return
    view.arm_connect(source)
    view.letters = letters
    access.announce(view, tr("Connect to: {}").format(letters.said()))
    view.update()


def next_flow(view: CanvasView) -> None:
    """F: goes through the flows that leave the selected shape, to one that comes in where none does; through its
    siblings from a flow.
    """
    from .walking import in_edges, out_edges

    id = view.current()
    source = _source_of(view, id)
    if source not in view.display.shapes:
        return
    edges = out_edges(view.display, source) or in_edges(view.display, source)
    if edges:
        at = edges.index(id) + 1 if id in edges else 0
        go_to(view, edges[at % len(edges)])


def create_spot(view: CanvasView) -> QPointF:
    """Where N puts something: under the pointer, else right of the selection, else in the middle of the window."""
    at = QPointF(view.mapFromGlobal(view.cursor().pos()))
    if view.underMouse() and view.rect().contains(at.toPoint()):
        return at
    shape = view.model.get(view.current(), Shape)
    if shape is not None:
        return view.to_view(shape.x + shape.width + 98, shape.y + shape.height / 2)
    return QPointF(view.rect().center())
