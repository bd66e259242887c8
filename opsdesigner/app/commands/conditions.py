"""When an action can be done: questions to the window, cheap enough to ask after every change."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from opsdesigner.canvas.marks.pinning import pinnable, pinned
from opsdesigner.model import Edge, Node, Shape
from opsdesigner.model.queries import subject
from opsdesigner.notation.kinds import FLOW_NODES, KINDS, ORG_CHART, OWNERS, SUB_PROCESSES

from ..sides.crumbs import above

if TYPE_CHECKING:
    from ..window import MainWindow

Condition = Callable[["MainWindow"], bool]


def has_document(window: MainWindow) -> bool:
    return window.document is not None and window.view.diagram != ""


def any_document(window: MainWindow) -> bool:
    """Even one without a single diagram."""
    return window.document is not None


def can_undo(window: MainWindow) -> bool:
    return window.document is not None and window.document.model.can_undo


def can_redo(window: MainWindow) -> bool:
    return window.document is not None and window.document.model.can_redo


def on_page(kind: str, when: Condition) -> Condition:
    """The same, only where a diagram of this kind is in view."""
    return lambda window: when(window) and has_document(window) and window.view.page == kind


def some_boxes(window: MainWindow) -> bool:
    """Roles or units of an org chart are selected."""
    return some_shapes(window) and window.view.page == ORG_CHART


def one_box(window: MainWindow) -> bool:
    node = _one(window)
    return node is not None and node.kind in OWNERS and window.view.page == ORG_CHART


def some_pinned(window: MainWindow) -> bool:
    """Shapes of the page are pinned: among the selected ones, or anywhere where none is selected."""
    return has_document(window) and bool(pinned(window.view))


def some_pinnable(window: MainWindow) -> bool:
    """A pin could keep what is selected in its place."""
    return some_selected(window) and bool(pinnable(window.view))


def some_selected(window: MainWindow) -> bool:
    return has_document(window) and bool(window.view.selection())


def one_selected(window: MainWindow) -> bool:
    return has_document(window) and len(window.view.selection()) == 1


def _shapes(window: MainWindow, wanted: int) -> list[Node]:
    """So many nodes of the selected shapes, where there are; only a few of many are looked at."""
    model, found = window.view.model, list[Node]()
    for id in islice(window.view.selection(), 50):
        if isinstance(model.records.get(id), Shape) and isinstance(node := subject(model, id), Node):
            found.append(node)
            if len(found) == wanted:
                break
    return found


def some_shapes(window: MainWindow) -> bool:
    return some_selected(window) and bool(_shapes(window, 1))


def two_shapes(window: MainWindow) -> bool:
    return some_selected(window) and len(_shapes(window, 2)) == 2


def three_shapes(window: MainWindow) -> bool:
    return some_selected(window) and len(_shapes(window, 3)) == 3


def _one(window: MainWindow) -> Node | None:
    return next(iter(_shapes(window, 1)), None) if one_selected(window) else None


def flow_source(window: MainWindow) -> bool:
    """Something can follow what is selected."""
    node = _one(window)
    return node is not None and KINDS[node.kind].family in ("step", "start", "event", "boundary", "gateway")


def step_target(window: MainWindow) -> bool:
    """Something can come before what is selected."""
    node = _one(window)
    return node is not None and KINDS[node.kind].family in ("step", "event", "gateway", "end")


def pool_or_lane(window: MainWindow) -> bool:
    """Lanes can be made here: a pool with a process, or a lane."""
    node = _one(window)
    return node is not None and (node.kind == "lane" or (node.kind == "participant" and bool(node.host)))


def sub_process(window: MainWindow) -> bool:
    node = _one(window)
    return node is not None and node.kind in SUB_PROCESSES


def below_top(window: MainWindow) -> bool:
    return has_document(window) and above(window.view.model, window.view.diagram) != ""


def several_diagrams(window: MainWindow) -> bool:
    return has_document(window) and window.pane.tabs.count() > 1


def steps_selected(window: MainWindow) -> bool:
    """Something is selected that a role could own."""
    return some_selected(window) and any(
        node.kind in (*FLOW_NODES, "lane", "participant") for node in _shapes(window, 50)
    )


def named(window: MainWindow) -> bool:
    record = window.view.model.records.get(next(iter(window.view.selection()))) if one_selected(window) else None
    return isinstance(record, Shape | Edge)
