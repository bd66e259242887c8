"""The commands that an org chart alone has, and their keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.properties import BRANCHES

from ..menus import chart_menus
from . import charting
from .command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..view import CanvasView

ALL = 1000  # levels: more than any chart has
LEVELS = ((1, "Fold to the first level", "1"), (2, "Fold to two levels", "2"), (3, "Fold to three levels", "3"))


def _row(
    id: str, text: str, keys: tuple[str, ...], act: Callable[[CanvasView], None], icon: str = "", local: bool = True
) -> Command:
    return Command(id, text, keys, act, local, icon, ORG_CHART)


def branch_command(style: str) -> str:
    """The id of the command that gives a branch this style."""
    return f"branch_{style.replace('-', '_') or 'as_above'}"


CHART_COMMANDS: tuple[Command, ...] = (
    _row("sibling", "Role beside it", ("Return",), charting.sibling, "role"),
    _row("sibling_before", "Role before it", ("Shift+Return",), partial(charting.sibling, where="before"), "role"),
    _row("report", "Report below it", ("Tab",), charting.report, "tree"),
    _row("level_up", "Role one level up", ("Shift+Tab",), charting.level_up, "level-up"),
    _row(
        "order_before",
        "Earlier in its row",
        ("Ctrl+Shift+Left", "Ctrl+Shift+Up"),
        partial(charting.shift_order, step=-1),
        "arrow-left",
    ),
    _row(
        "order_after",
        "Later in its row",
        ("Ctrl+Shift+Right", "Ctrl+Shift+Down"),
        partial(charting.shift_order, step=1),
        "arrow-right",
    ),
    _row("fold", "Fold or unfold", ("X",), charting.fold, "collapse"),
    _row("fold_in", "Fold", ("-",), partial(charting.fold, folded=True), "minus"),
    _row("fold_out", "Unfold", ("+",), partial(charting.fold, folded=False), "plus"),
    *(_row(f"fold_{n}", text, (key,), partial(charting.fold_to, levels=n), "collapse") for n, text, key in LEVELS),
    _row("unfold_all", "Unfold all", ("0",), partial(charting.fold_to, levels=ALL), "expand"),
    *(
        _row(branch_command(style), text, (), partial(charting.set_branch, style=style), "tree", False)
        for style, text in BRANCHES
    ),
    _row("branch_menu", "How those below stand…", ("S",), chart_menus.open_branch, "tree"),
    _row("holders", "Who holds it", ("P",), charting.holders, "people"),
    _row("to_top", "Reports to nobody", (), charting.to_top, "arrow-up", False),
)
