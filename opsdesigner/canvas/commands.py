"""Every command of the canvas: a function of the view each, and the table of their names and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF

from opsdesigner.edit import arrange, convert, lanes, remove
from opsdesigner.model import Id

from . import clip, menus, steps
from .handles import resizable
from .resizing import least_size, resized
from .steps import branch, connect, decision, next_flow, next_step
from .walking import WAYS, first, last, previous_shapes
from .words import tr

if TYPE_CHECKING:
    from .view import CanvasView

STEP, SMALL, PAGE, ZOOM = 8, 1, 80, 1.25  # px of a nudge, of a small one, of a scroll; a zoom step


class Command(NamedTuple):
    """One row: what a command is called, its keys, what it does. `local` keys work on the canvas only."""

    id: str
    text: str
    keys: tuple[str, ...]
    act: Callable[[CanvasView], None]
    local: bool = False
    icon: str = ""


# editing


def undo(view: CanvasView) -> None:
    view.cancel_gesture()
    view.model.undo()


def redo(view: CanvasView) -> None:
    view.cancel_gesture()
    view.model.redo()


def delete(view: CanvasView) -> None:
    """Removes what is selected; the neighbours of a single step stay joined, and one of them is selected."""
    ids = view.picked
    if not ids:
        return
    after = previous_shapes(view.display, view.current()) if view.current() in view.display.shapes else []
    view.attempt(lambda: remove.remove(view.model, ids))
    left = next((id for id in after if id in view.display), "")
    if left and not view.picked and view.by_keyboard:
        view.select({left})


def select_all(view: CanvasView) -> None:
    view.select(frozenset(view.display.shapes) | frozenset(view.display.edges))


def rename(view: CanvasView) -> None:
    view.edit_label()


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


def go_first(view: CanvasView) -> None:
    steps.go_to(view, first(view.display))


def go_last(view: CanvasView) -> None:
    steps.go_to(view, last(view.display))


def nudge(view: CanvasView, dx: float, dy: float) -> None:
    ids = view.picked_shapes()
    if ids:
        view.attempt(lambda: arrange.nudge(view.model, ids, dx, dy))


def scroll(view: CanvasView, dx: float, dy: float) -> None:
    """Moves the window over the page, a step in each direction that is not 0."""
    view.pan(QPointF(-dx * PAGE, -dy * PAGE))


def grow(view: CanvasView, dx: float, dy: float) -> None:
    """Makes the selected shape larger or smaller at its right and lower side."""
    id = view.current()
    if not resizable(view, id):
        return
    picture = view.display.shapes[id]
    box = picture.body()
    handle = (1 if dx else 0, 1 if dy else 0)
    made = resized(box, handle, box[2] + dx, box[3] + dy, least_size(picture))
    if made != box:
        view.attempt(lambda: arrange.resize(view.model, id, made))


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


# arranging


def align(view: CanvasView, side: str) -> None:
    ids = view.picked_shapes()
    if len(ids) > 1:
        view.attempt(lambda: arrange.align(view.model, ids, side))  # type: ignore[arg-type]


def distribute(view: CanvasView, axis: str) -> None:
    ids = view.picked_shapes()
    if len(ids) > 2:
        view.attempt(lambda: arrange.distribute(view.model, ids, axis))  # type: ignore[arg-type]


def to_lane(view: CanvasView, step: int) -> None:
    """Moves what is selected to the next lane; a selected lane itself changes places."""
    ids = view.picked_shapes()
    if ids:
        view.attempt(lambda: lanes.to_next(view.model, ids, step))
        if view.current():
            view.reveal(view.current())


def lane_up(view: CanvasView) -> None:
    to_lane(view, -1)


def lane_down(view: CanvasView) -> None:
    to_lane(view, 1)


def add_lane(view: CanvasView, where: str) -> None:
    """A lane beside the selected lane, or in the selected pool; its name opens."""
    id = view.current()
    if id in view.display.shapes:
        made = view.attempt(lambda: lanes.add(view.model, id, where))  # type: ignore[arg-type]
        if made:
            view.show_new(made)


def split_lane(view: CanvasView, count: int) -> None:
    id = view.current()
    if id in view.display.shapes:
        made = view.attempt(lambda: lanes.split(view.model, id, count))
        if made:
            view.show_new(made[0])


def toggle_open(view: CanvasView) -> None:
    """Opens a sub-process in its place, or closes it."""
    id = view.current()
    if id in view.display.shapes:
        view.attempt(lambda: convert.toggle_open(view.model, id))


def fit_to_name(view: CanvasView) -> None:
    """Makes the selected steps large enough for their names, no smaller than they are."""
    from .fitting_names import size_for

    for_name: dict[Id, tuple[float, float]] = {}
    for id in view.picked_shapes():
        size = size_for(view.display.shapes[id])
        if size:
            for_name[id] = size
    if not for_name:
        return

    def act() -> None:
        with view.model.change(tr("Fit to name")):
            for id, (w, h) in for_name.items():
                x, y, _, _ = view.display.shapes[id].body()
                arrange.resize(view.model, id, (x, y, x + w, y + h))

    view.attempt(act)


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
                f"grow_{way}", text, (f"Ctrl+Alt+{way.capitalize()}",), partial(grow, dx=dx * STEP, dy=dy * STEP), True
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
        Command("next_step", "Next step", ("Return",), next_step, True, "task"),
        Command("branch", "Branch", ("Tab",), branch, True, "split"),
        Command("decision", "Decision", ("?",), decision, True, "gateway"),
        Command("append_menu", "Append…", ("A",), append_menu, True, "plus"),
        Command("create_menu", "Create…", ("N",), create_menu, True, "plus"),
        Command("replace_menu", "Change type…", ("R",), replace_menu, True, "swap"),
        Command("connect", "Connect", ("C",), connect, True, "connect"),
        Command("next_flow", "Next flow", ("F",), next_flow, True),
        Command("go_first", "First", ("Home",), go_first, True),
        Command("go_last", "Last", ("End",), go_last, True),
        *_ways(),
        Command("lane_up", "To the lane above", ("Ctrl+Shift+Up",), lane_up, True),
        Command("lane_down", "To the lane below", ("Ctrl+Shift+Down",), lane_down, True),
        *(Command(f"align_{side}", f"Align {text}", (), partial(align, side=side)) for side, text in SIDES),
        Command("distribute_across", "Equal gaps across", (), partial(distribute, axis="across")),
        Command("distribute_down", "Equal gaps down", (), partial(distribute, axis="down")),
        Command("add_lane_before", "Add a lane above", (), partial(add_lane, where="before")),
        Command("add_lane_after", "Add a lane below", (), partial(add_lane, where="after")),
        Command("split_lane_2", "Split in two lanes", (), partial(split_lane, count=2)),
        Command("split_lane_3", "Split in three lanes", (), partial(split_lane, count=3)),
        Command("toggle_open", "Open or close in place", ("X",), toggle_open, True),
        Command("fit_to_name", "Fit to name", (), fit_to_name),
        Command("drill_down", "Open the sub-process's page", ("Ctrl+Return",), drill_down, True),
        Command("drill_up", "Back to the outer page", ("Ctrl+Backspace",), drill_up, True),
        Command("select_tool", "Select", ("V",), select_tool, True, icon="select"),
        Command("hand", "Move the page", ("H",), hand, True, "hand"),
        Command("lasso", "Lasso", ("L",), lasso, True, "lasso"),
        Command("space_tool", "Make space", ("S",), space_tool, True, "space"),
        Command("pad_menu", "What can be done here", ("Menu", "Shift+F10"), pad_menu, True),
        Command("zoom_in", "Zoom in", ("Ctrl++", "Ctrl+="), zoom_in, icon="plus"),
        Command("zoom_out", "Zoom out", ("Ctrl+-",), zoom_out, icon="minus"),
        Command("zoom_100", "Full size", ("Ctrl+0",), zoom_100),
        Command("fit", "Fit", ("Ctrl+1",), fit, icon="fit"),
    )
}
