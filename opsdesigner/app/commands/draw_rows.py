"""Actions of the menus Insert and Arrange, the tools, and what stands only in the command palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from opsdesigner.canvas.icons import variant_icon
from opsdesigner.canvas.keyboard import charting
from opsdesigner.notation.kinds import KINDS, ORG_CHART
from opsdesigner.notation.variants import Variant, variants_on

from ..findings.tidying import ALL, NEW, ROWS, SELECTION
from .actions import Action
from .chart_rows import CHART
from .conditions import (
    below_top,
    flow_source,
    has_document,
    on_page,
    pool_or_lane,
    some_pinnable,
    some_pinned,
    some_shapes,
    step_target,
    sub_process,
    three_shapes,
    two_shapes,
)
from .edit_rows import EDIT, command
from .twin_rows import OWNING
from .view_rows import VIEW
from .what_if_rows import WHAT_IF

if TYPE_CHECKING:
    from ..window import MainWindow


def _insert(variant: Variant) -> Callable[[MainWindow], None]:
    """Follows what is selected where that can be, else takes up the tool that places it."""

    def do(window: MainWindow) -> None:
        from opsdesigner.edit.context import can_append
        from opsdesigner.edit.draw import append

        view = window.view
        view.setFocus()
        chosen = next(iter(view.selection()), "")
        if variant.page == ORG_CHART and not (view.display.shapes and not chosen):
            charting.add(view, variant.id, boss=chosen if chosen in view.display.shapes else "")
        elif flow_source(window) and can_append(view.model, chosen, variant):
            made = view.attempt(lambda: append(view.model, chosen, variant))
            if made:
                view.show_new(made)
        else:
            view.set_tool(f"place:{variant.id}")

    return do


def _variant_row(variant: Variant) -> Action:
    menu, picture = (
        f"Insert/{variant.group}",
        variant_icon(KINDS[variant.kind].family, "", variant.id if variant.page else ""),
    )
    words = f"insert new {variant.words}"
    when = on_page(variant.page, has_document)
    return Action(
        f"insert.{variant.id}", variant.label, _insert(variant), (), menu, picture, when, words=words, page=variant.page
    )


TOOLS = (
    command("select_tool", "select", "", "select", has_document, words="tool pointer"),
    command("hand", "hand", "", "hand", has_document, words="tool pan scroll"),
    command("lasso", "lasso", "", "lasso", has_document, words="tool rubber band"),
)
INSERT = (
    command("next_step", "nextStep", "Insert", "append-step", flow_source),
    command("step_before", "stepBefore", "Insert", "", step_target, words="backward previous insert"),
    command("branch", "branch", "Insert", "split", flow_source),
    command("decision", "decision", "Insert", "gateway", flow_source),
    command("append_menu", "append", "Insert", "plus", flow_source, gap=True, words="next element menu"),
    command("create_menu", "create", "Insert", "new", has_document, words="new element menu"),
    command("connect", "connect", "Insert", "connect", has_document, words="flow line arrow"),
    *(_variant_row(variant) for variant in (*variants_on(), *variants_on(ORG_CHART))),
)
ALIGN = tuple(
    command(
        f"align_{side}",
        f"align.{side}",
        "Arrange/Align",
        f"align-{picture}",
        two_shapes,
        gap=side == "top",
        words="align",
    )
    for side, picture in (
        ("left", "left"),
        ("centre", "center"),
        ("right", "right"),
        ("top", "top"),
        ("middle", "middle"),
        ("bottom", "bottom"),
    )
)
LANES = (
    command("add_lane_before", "laneBefore", "Arrange/Lanes", "lane-above", pool_or_lane),
    command("add_lane_after", "laneAfter", "Arrange/Lanes", "lane-below", pool_or_lane),
    command("split_lane_2", "splitLane2", "Arrange/Lanes", "lane-divide", pool_or_lane, words="divide"),
    command("split_lane_3", "splitLane3", "Arrange/Lanes", "lane-divide", pool_or_lane, words="divide"),
    command("lane_up", "laneUp", "Arrange/Lanes", "arrow-up", some_shapes, gap=True),
    command("lane_down", "laneDown", "Arrange/Lanes", "arrow-down", some_shapes),
)


def _tidy(scope: str) -> Callable[[MainWindow], object]:
    return lambda window: window.tidying.start(scope)


PART = "Arrange/Tidy only"
TIDY = (
    Action(
        "tidy",
        "Tidy",
        _tidy(""),
        ("Ctrl+Shift+L",),
        "Arrange",
        "tidy",
        has_document,
        words="layout arrange lay out clean up automatic format",
    ),
    Action("tidySelection", "Selection", _tidy(SELECTION), (), PART, "", on_page("", two_shapes), words="layout part"),
    Action(
        "tidyNew", "What is new", _tidy(NEW), (), PART, "", on_page("", has_document), words="layout overlap missing"
    ),
    Action("tidyAll", "Whole page", _tidy(ALL), (), PART, "", has_document, words="layout everything"),
    Action("tidyRows", "In rows", _tidy(ROWS), (), PART, "", on_page("", has_document), words="layout wrap fold width"),
)
ARRANGE = (
    *TIDY,
    command("pin", "pin", "Arrange", "", some_pinnable, words="fix lock place keep"),
    command("let_go", "letGo", "Arrange", "", some_pinned, words="unpin free unlock"),
    command("replace_menu", "changeType", "Arrange", "swap", some_shapes, gap=True, words="replace morph kind"),
    *ALIGN,
    command("distribute_across", "distribute.across", "Arrange/Distribute", "distribute-h", three_shapes),
    command("distribute_down", "distribute.down", "Arrange/Distribute", "distribute-v", three_shapes),
    command("fit_to_name", "fitToName", "Arrange", "same-size", some_shapes),
    command("reroute", "reroute", "Arrange", "", has_document, words="straighten reroute lines bends flows"),
    command("space_tool", "space", "Arrange", "space", has_document, words="tool push"),
    *LANES,
    command(
        "toggle_open", "toggleOpen", "Arrange", "expand", sub_process, gap=True, words="expand collapse sub-process"
    ),
    command("drill_down", "drillDown", "Arrange", "drill-down", sub_process, words="plane sub-process"),
    command("drill_up", "drillUp", "Arrange", "level-up", below_top, words="plane sub-process"),
)


def _others() -> tuple[Action, ...]:
    """The commands of the canvas that stand in no menu: walking, moving, scrolling by key."""
    from opsdesigner.canvas.keyboard.commands import COMMANDS

    rows = (*TOOLS, *INSERT, *ARRANGE, *CHART, *EDIT, *VIEW, *OWNING, *WHAT_IF)
    placed, known = {row.keys[0] for row in rows if row.keys}, {row.text for row in rows}
    return tuple(
        command(id, id, "", row.icon, has_document)
        for id, row in COMMANDS.items()
        if row.keys and row.text not in known and (row.page == ORG_CHART or not set(row.keys) & placed)
    )


DRAW = (*TOOLS, *INSERT, *ARRANGE, *CHART, *_others())
