"""Every command of the canvas: a function of the view each, and the table of their names and keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from opsdesigner.edit import arrange

from ..marks import pinning
from ..menus import menus
from ..output import clip
from . import steps, undoing
from .arranging import (
    add_lane,
    align,
    distribute,
    fit_to_name,
    grow,
    lane_down,
    lane_up,
    reroute,
    split_lane,
    toggle_open,
)
from .chart_commands import CHART_COMMANDS
from .command import Command
from .owning import open_owners, take_out
from .steps import branch, connect, decision, go_first, go_last, next_flow, next_step, step_before
from .walking import WAYS, previous_shapes
from .what_if import WHAT_IF_COMMANDS

if TYPE_CHECKING:
    from ..view import CanvasView

PROCESS = ""  # the kind of a process diagram
STEP, SMALL, PAGE, ZOOM = 8, 1, 80, 1.25  # px of a nudge, of a small one, of a scroll; a zoom step


def remark(view: CanvasView, mark: str) -> None:
    """A line about the selected step is begun, where there is one to write in."""
    if view.writer is not None:
        view.writer(mark)


# editing


def delete(view: CanvasView) -> None:
    """Removes what is selected; the neighbours of a single step stay joined, and one of them is selected."""
    ids = view.picked
    if not ids:
        return
    after = previous_shapes(view.display, view.current()) if view.current() in view.display.shapes else []
    take_out(view, ids)
    left = next((id for id in after if id in view.display), "")
    if left and not view.picked and view.by_keyboard:
        view.select({left})


def select_all(view: CanvasView) -> None:
    view.select(frozenset(view.display.shapes) | frozenset(view.display.edges))


def rename(view: CanvasView) -> None:
    view.edit_label()


undo, redo = undoing.undo, undoing.redo
cut, copy, paste, duplicate, copy_as_image = clip.cut, clip.copy, clip.paste, clip.duplicate, clip.copy_as_image
append_menu, replace_menu, create_menu = menus.open_append_here, menus.open_replace, menus.open_create


# going round


def walk(view: CanvasView, way: str) -> None:
    """Goes along the flow; with several selected moves them instead."""
    if len(view.picked) > 1:
        dx, dy = WAYS[way]
        nudge(view, dx * STEP, dy * STEP)
    else:
        steps.go(view, way)


def nudge(view: CanvasView, dx: float, dy: float) -> None:
    ids = view.picked_shapes()
    if ids:
        view.attempt(lambda: arrange.nudge(view.model, ids, dx, dy))


def scroll(view: CanvasView, dx: float, dy: float) -> None:
    """Moves the window over the page, a step in each direction that is not 0."""
    view.pan(QPointF(-dx * PAGE, -dy * PAGE))


def zoom_in(view: CanvasView) -> None:
    view.zoom_at(view.zoom * ZOOM, zoom_point(view))


def zoom_out(view: CanvasView) -> None:
    view.zoom_at(view.zoom / ZOOM, zoom_point(view))


def zoom_100(view: CanvasView) -> None:
    view.zoom_at(1.0, zoom_point(view))


def zoom_point(view: CanvasView) -> QPointF:
    """What stays where it is: the selection where it is in view, else the middle."""
    anchor = view.pad_anchor()
    inside = anchor is not None and view.rect().contains(anchor.center().toPoint())
    return anchor.center() if anchor is not None and inside else QPointF(view.rect().center())


def fit(view: CanvasView) -> None:
    view.fit()


def drill_down(view: CanvasView) -> None:
    view.drill_down()


def drill_up(view: CanvasView) -> None:
    view.drill_up()


# tools


def select_tool(view: CanvasView) -> None:
    view.set_tool("select")


def hand(view: CanvasView) -> None:
    view.set_tool("hand", keep=True)


def lasso(view: CanvasView) -> None:
    view.set_tool("lasso")


def space_tool(view: CanvasView) -> None:
    view.set_tool("space")


def pad_menu(view: CanvasView) -> None:
    anchor = view.pad_anchor()
    view.open_pad_menu((anchor.center() if anchor else QPointF(view.rect().center())).toPoint())


def _ways() -> list[Command]:
    """Walking, nudging, scrolling, growing: four of each."""
    rows: list[Command] = []
    for way, (dx, dy) in WAYS.items():
        key = way.capitalize()
        rows += [
            Command(f"walk_{way}", f"Go {way}", (key,), partial(walk, way=way), True),
            Command(f"nudge_{way}", f"Move {way}", (f"Alt+{key}",), partial(nudge, dx=dx * STEP, dy=dy * STEP), True),
            Command(
                f"inch_{way}",
                f"Move {way} a little",
                (f"Alt+Shift+{key}",),
                partial(nudge, dx=dx * SMALL, dy=dy * SMALL),
                True,
            ),
            Command(f"scroll_{way}", f"Scroll {way}", (f"Ctrl+{key}",), partial(scroll, dx=dx, dy=dy), True),
        ]
    for way, (dx, dy) in WAYS.items():
        text = "Wider" if dx > 0 else "Narrower" if dx else "Taller" if dy > 0 else "Shorter"
        rows.append(
            Command(
                f"grow_{way}",
                text,
                (f"Ctrl+Alt+{way.capitalize()}",),
                partial(grow, dx=dx * STEP, dy=dy * STEP),
                True,
                page=PROCESS,
            )
        )
    return rows


SIDES = (
    ("left", "left edges"),
    ("centre", "centres"),
    ("right", "right edges"),
    ("top", "top edges"),
    ("middle", "middles"),
    ("bottom", "bottom edges"),
)

LOOKING = ("zoom_in", "zoom_out", "zoom_100", "fit", *(f"scroll_{way}" for way in WAYS))  # what only moves the page


WITHOUT_CHANGE = ("walk", "go_", "select", "next_flow", "copy", "drill_up", "hand", "lasso")  # how such commands begin


def run(view: CanvasView, row: Command) -> None:
    """Does what a command says. A preview ends before all but looking round; undo then has taken it back already."""
    if view.previewing and row.id not in LOOKING:
        view.leave_preview()
        if row.id in ("undo", "redo"):
            return
    if view.locked and not row.id.startswith((*LOOKING, *WITHOUT_CHANGE)):
        view.refuse(view.locked, view.pointer())
        return
    row.act(view)


COMMANDS: dict[str, Command] = {
    row.id: row
    for row in (
        Command("undo", "Undo", ("Ctrl+Z",), undo, icon="undo"),
        Command("redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), redo, icon="redo"),
        Command("cut", "Cut", ("Ctrl+X",), cut),
        Command("copy", "Copy", ("Ctrl+C",), copy),
        Command("copy_as_image", "Copy as a picture", ("Ctrl+Shift+C",), copy_as_image),
        Command("paste", "Paste", ("Ctrl+V",), paste),
        Command("duplicate", "Duplicate", ("Ctrl+D",), duplicate),
        Command("delete", "Delete", ("Delete", "Backspace"), delete, True, "trash"),
        Command("select_all", "Select all", ("Ctrl+A",), select_all),
        Command("rename", "Rename", ("F2", "E"), rename, True),
        Command("next_step", "Next step", ("Return",), next_step, True, "task", page=PROCESS),
        Command("step_before", "Step before it", ("Shift+Return",), step_before, True, "task", page=PROCESS),
        Command("branch", "Branch", ("Tab",), branch, True, "split", page=PROCESS),
        Command("decision", "Decision", ("?",), decision, True, "gateway", page=PROCESS),
        Command("append_menu", "Append…", ("A",), append_menu, True, "plus"),
        Command("create_menu", "Create…", ("N",), create_menu, True, "plus"),
        Command("replace_menu", "Change type…", ("R",), replace_menu, True, "swap"),
        Command("connect", "Connect", ("C",), connect, True, "connect"),
        Command("owner", "Owner…", ("O",), open_owners, True, "role", page=PROCESS),
        Command("next_flow", "Next flow", ("F",), next_flow, True, page=PROCESS),
        Command("go_first", "First", ("Home",), go_first, True),
        Command("go_last", "Last", ("End",), go_last, True),
        *_ways(),
        Command("lane_up", "To the lane above", ("Ctrl+Shift+Up",), lane_up, True, page=PROCESS),
        Command("lane_down", "To the lane below", ("Ctrl+Shift+Down",), lane_down, True, page=PROCESS),
        *(
            Command(f"align_{side}", f"Align {text}", (), partial(align, side=side), page=PROCESS)
            for side, text in SIDES
        ),
        Command("distribute_across", "Equal gaps across", (), partial(distribute, axis="across"), page=PROCESS),
        Command("distribute_down", "Equal gaps down", (), partial(distribute, axis="down"), page=PROCESS),
        Command("add_lane_before", "Add a lane above", (), partial(add_lane, where="before"), page=PROCESS),
        Command("add_lane_after", "Add a lane below", (), partial(add_lane, where="after"), page=PROCESS),
        Command("split_lane_2", "Split in two lanes", (), partial(split_lane, count=2), page=PROCESS),
        Command("split_lane_3", "Split in three lanes", (), partial(split_lane, count=3), page=PROCESS),
        Command("problem", "Add a problem", (), partial(remark, mark="?? "), icon="pin", page=PROCESS),
        Command("idea", "Add an idea", (), partial(remark, mark="!! "), icon="bulb", page=PROCESS),
        Command("pin", "Pin or let go", ("P",), pinning.toggle, True, "pin-place", page=PROCESS),
        Command("let_go", "Let go of what is pinned", (), pinning.let_go, icon="unlock"),
        Command("toggle_open", "Open or close in place", ("X",), toggle_open, True, page=PROCESS),
        Command("fit_to_name", "Fit to name", (), fit_to_name, page=PROCESS),
        Command("reroute", "Re-route lines", ("Shift+R",), reroute, True, "straighten", page=PROCESS),
        Command("drill_down", "Open the sub-process's page", ("Ctrl+Return",), drill_down, True, page=PROCESS),
        Command("drill_up", "Back to the outer page", ("Ctrl+Backspace",), drill_up, True, page=PROCESS),
        Command("select_tool", "Select", ("V",), select_tool, True, icon="select"),
        Command("hand", "Move the page", ("H",), hand, True, "hand"),
        Command("lasso", "Lasso", ("L",), lasso, True, "lasso"),
        Command("space_tool", "Make space", ("S",), space_tool, True, "space", page=PROCESS),
        Command("pad_menu", "What can be done here", ("Menu", "Shift+F10"), pad_menu, True),
        Command("zoom_in", "Zoom in", ("Ctrl++", "Ctrl+="), zoom_in, icon="plus"),
        Command("zoom_out", "Zoom out", ("Ctrl+-",), zoom_out, icon="minus"),
        Command("zoom_100", "Full size", ("Ctrl+0",), zoom_100),
        Command("fit", "Fit", ("Ctrl+1",), fit, icon="fit"),
        *WHAT_IF_COMMANDS,
        *CHART_COMMANDS,
    )
}
