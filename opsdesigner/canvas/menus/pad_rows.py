"""Which buttons the pad shows for which selection."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from opsdesigner.edit.context import can_append
from opsdesigner.model import Edge, Link, Node
from opsdesigner.notation.kinds import KINDS, ORG_CHART
from opsdesigner.notation.looks import is_closed_pool
from opsdesigner.notation.rules import editable
from opsdesigner.notation.variants import VARIANTS

from ..marks.pinning import pinned
from ..words import tr
from .chart_pad import DELETE, LET_GO, MORE, chart_buttons, command
from .pad import PadButton

if TYPE_CHECKING:
    from ..view import CanvasView

Act = Callable[["CanvasView"], None]


def _append(variant: str) -> Act:
    def act(view: CanvasView) -> None:
        from ..keyboard import steps

        steps.append_variant(view, variant)

    return act


APPENDS = (
    ("task", "task", "Next step", "Enter"),
    ("exclusiveGateway", "gateway", "Decision", "?"),
    ("intermediateThrowEvent", "eventmid", "Event on the way", ""),
    ("endEvent", "end", "End", ""),
    ("textAnnotation", "note", "Note", ""),
)
CONNECT = PadButton("connect", "connect", "Connect", "C", command("connect"), "connect")
CHANGE = PadButton("change", "swap", "Change type", "R", command("replace_menu"))


def _button(id: str, icon: str, text: str, key: str = "") -> PadButton:
    return PadButton(id, icon, text, key, command(id))


ALIGNS = (
    _button("align_left", "align-left", "Align left edges"),
    _button("align_centre", "align-center", "Align centres"),
    _button("align_right", "align-right", "Align right edges"),
    _button("align_top", "align-top", "Align top edges"),
    _button("align_middle", "align-middle", "Align middles"),
    _button("align_bottom", "align-bottom", "Align bottom edges"),
    _button("distribute_across", "distribute-h", "Equal gaps across"),
    _button("distribute_down", "distribute-v", "Equal gaps down"),
)
LANE_ROWS = (
    _button("add_lane_before", "lane-above", "Lane above"),
    _button("add_lane_after", "lane-below", "Lane below"),
    _button("split_lane_2", "lane-divide", "Split in two"),
    _button("split_lane_3", "lane-divide", "Split in three"),
)


def buttons_for(view: CanvasView) -> list[PadButton]:
    """The buttons for what is selected; none where there is nothing to do."""
    rows = _rows(view)
    return [row._replace(text=tr(row.text), key=tr(row.key) if row.key else "") for row in rows]


def _rows(view: CanvasView) -> list[PadButton]:
    if view.page == ORG_CHART:
        return chart_buttons(view)
    if len(view.picked) > 1:
        return [*(ALIGNS if len(view.picked_shapes()) > 1 else ()), *_unpin(view), DELETE]
    id = view.current()
    if id in view.display.edges:
        return _for_edge(view)
    shape = view.display.shapes.get(id)
    node = view.model.get(shape.node, Node) if shape else None
    if node is None or node.kind not in KINDS:
        return []
    if not editable(node.kind):
        return [DELETE]
    family = KINDS[node.kind].family
    if family in ("pool", "lane"):
        return _for_home(view, node)
    appends = [
        PadButton(f"append.{variant}", icon, text, key, _append(variant), variant)
        for variant, icon, text, key in APPENDS
        if can_append(view.model, id, VARIANTS[variant])
    ]
    connects = [] if family == "group" else [CONNECT]
    changes = [] if family in ("note", "group", "message") else [CHANGE]
    more = [MORE] if appends else []
    return [*appends, *more, *connects, *changes, *_unpin(view), DELETE]


def _unpin(view: CanvasView) -> list[PadButton]:
    return [LET_GO] if view.picked_shapes() and pinned(view) else []


def _for_edge(view: CanvasView) -> list[PadButton]:
    edge = view.model.get(view.current(), Edge)
    link = view.model.get(edge.link, Link) if edge else None
    flows = link is not None and link.kind == "sequenceFlow"
    named = [CHANGE, _button("rename", "rename", "Name", "F2")] if flows else []
    return [*named, _button("reroute", "straighten", "Re-route", "Shift+R"), DELETE]


def _for_home(view: CanvasView, node: Node) -> list[PadButton]:
    rows: list[PadButton] = []
    if node.kind == "lane" or not is_closed_pool(node):
        shape = view.display.shapes[view.current()]
        rows += _turned(LANE_ROWS) if shape.look.upright else LANE_ROWS
    if node.kind == "participant":
        rows += [CONNECT]
    return [*rows, DELETE]


def _turned(rows: tuple[PadButton, ...]) -> list[PadButton]:
    """Lanes that stand side by side."""
    names = {"add_lane_before": "Lane to the left", "add_lane_after": "Lane to the right"}
    return [row._replace(text=names.get(row.id, row.text)) for row in rows]
