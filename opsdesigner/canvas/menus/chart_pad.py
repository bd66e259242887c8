"""Which buttons the pad shows for boxes and lines of an org chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsdesigner.model import Shape

from ..boxes.folding import can_fold
from ..keyboard.charting import add, box_of
from ..marks.pinning import pinned
from .pad import PadButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..view import CanvasView

BELOW = (
    ("assistant", "person", "Assistant"),
    ("unit", "unit", "Unit below it"),
    ("vacancy", "vacant", "Vacancy below it"),
)


def command(id: str) -> Callable[[CanvasView], None]:
    """What a command does, looked up when it is wanted."""

    def act(view: CanvasView) -> None:
        from ..keyboard import commands

        commands.COMMANDS[id].act(view)

    return act


def _below(variant: str) -> Callable[[CanvasView], None]:
    def act(view: CanvasView) -> None:
        add(view, variant, boss=view.current())

    return act


DELETE = PadButton("delete", "trash", "Delete", "Del", command("delete"))
LET_GO = PadButton("let_go", "unlock", "Let go", "", command("let_go"))
REPORT = PadButton("report", "tree", "Report below it", "Tab", command("report"), "role")
SIBLING = PadButton("sibling", "role", "Role beside it", "Enter", command("sibling"))
CONNECT = PadButton("connect", "connect", "Reports to…", "C", command("connect"), "connect")
MORE = PadButton("more", "dots", "More…", "A", command("append_menu"))
FOLD = PadButton("fold", "collapse", "Fold", "X", command("fold"))
UNFOLD = PadButton("fold", "expand", "Unfold", "X", command("fold"))
STYLE = PadButton("style", "tree", "How those below stand", "S", command("branch_menu"))
CHANGE = PadButton("change", "swap", "Change type", "R", command("replace_menu"))
HOLDERS = PadButton("holders", "people", "Who holds it", "P", command("holders"))


def chart_buttons(view: CanvasView) -> list[PadButton]:
    """The buttons for what is selected on an org chart."""
    if len(view.picked) > 1:
        return [*([LET_GO] if pinned(view) else []), DELETE]
    if view.current() in view.display.edges:
        return [DELETE]
    here = box_of(view)
    return _for_box(view, here) if here is not None else []


def _for_box(view: CanvasView, here: Shape) -> list[PadButton]:
    rows = [REPORT, SIBLING]
    rows += [PadButton(f"append.{id}", icon, text, "", _below(id), id) for id, icon, text in BELOW]
    rows += [MORE, CONNECT, HOLDERS]
    if can_fold(view, here.id):
        rows += [UNFOLD if here.props.flag("collapsed") else FOLD, STYLE]
    if view.display.shapes[here.id].kind.family == "role":
        rows += [CHANGE]
    return [*rows, *([LET_GO] if here.props.flag("pinned") else []), DELETE]
