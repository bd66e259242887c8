"""Drawing an org chart by keyboard: boxes beside, below and above the selected one, their order, folding, styles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from opsdesigner.edit import chart, landing, seats
from opsdesigner.model import Id, Node, Shape
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.organisation import boss_of
from opsdesigner.notation.variants import VARIANTS

from ..words import tr

if TYPE_CHECKING:
    from ..view import CanvasView

Where = Literal["before", "after"]


def box_of(view: CanvasView, id: Id = "") -> Shape | None:
    """The box an id means, that of the selection without one; None where it is no box of an org chart."""
    shape = view.model.get(id or view.current(), Shape)
    node = view.model.get(shape.node, Node) if shape is not None else None
    return shape if node is not None and node.kind in OWNERS else None


@contextmanager
def steady(view: CanvasView, id: Id) -> Iterator[None]:
    """Whatever the layout moves inside, this box stays where it is in the window."""
    before = view.body(id)
    spot = view.to_view(before[0], before[1]) if before else None
    yield
    after = view.body(id)
    if spot is not None and after is not None and (now := view.to_view(after[0], after[1])) != spot:
        view.pan(spot - now)


# new boxes


def add(view: CanvasView, variant: str = "role", boss: Id = "", beside: Id = "", where: Where = "after") -> Id:
    """A new box below a boss or beside a box, its title open; at the top without either. Returns it, or ""."""
    with steady(view, boss or beside):
        made = view.attempt(
            lambda: seats.add(view.model, view.diagram, VARIANTS[variant], boss=boss, beside=beside, where=where)
        )
    if made:
        view.by_keyboard = True
        view.show_new(made)
    return made or ""


def sibling(view: CanvasView, where: Where = "after") -> None:
    """Enter: a box beside the selected one; the first role on an empty chart."""
    here = box_of(view)
    if here is not None:
        add(view, beside=here.id, where=where)
    elif not view.display.shapes:
        add(view)
    else:
        _first_pick(view)


def report(view: CanvasView, variant: str = "role") -> None:
    """Tab: a box below the selected one."""
    here = box_of(view)
    if here is not None:
        add(view, variant, boss=here.id)
    elif not view.display.shapes:
        add(view, variant)
    else:
        _first_pick(view)


def level_up(view: CanvasView) -> None:
    """Shift+Tab: a box one level up, after the boss."""
    here = box_of(view)
    over = shape_of(view.model, boss_of(view.model, here.node), view.diagram) if here is not None else None
    if over is not None:
        add(view, beside=over.id)
    elif here is not None:
        view.refuse(tr("Nobody is above"), view.pointer())


def _first_pick(view: CanvasView) -> None:
    """With nothing selected there is nothing to come beside: the first box is gone to."""
    from .steps import go_first

    go_first(view)


def holders(view: CanvasView) -> None:
    """P: the names of those who hold the selected role open."""
    if box_of(view) is not None:
        view.edit_holders()


# order, folding, styles


def shift_order(view: CanvasView, step: int) -> None:
    """Ctrl+Shift+arrow: the selected box changes places with the one before or after it."""
    here = box_of(view)
    if here is None:
        return
    found = chart.seats(view.model, view.diagram, hidden=False)
    row = found.reports.get(found.boss.get(here.node, ""), found.roots)
    at = row.index(here.node) + step
    if 0 <= at < len(row):
        other, where = found.shapes[row[at]].id, "after" if step > 0 else "before"
        with steady(view, here.id):
            view.attempt(lambda: seats.order(view.model, [here.id], other, where))  # type: ignore[arg-type]
        view.reveal(here.id)


def fold(view: CanvasView, folded: bool | None = None, id: Id = "") -> None:
    """Hides or shows all below the selected boxes, or below one; turns round what is without `folded`."""
    boxes = [shape for each in ([id] if id else sorted(view.picked_shapes())) if (shape := box_of(view, each))]
    if not boxes:
        return
    want = not boxes[0].props.flag("collapsed") if folded is None else folded
    with steady(view, boxes[0].id):
        chart.fold(view.model, [shape.id for shape in boxes], want)


def fold_to(view: CanvasView, levels: int) -> None:
    """Shows so many levels from the top; the view stays with what is selected, else with the top."""
    found = chart.seats(view.model, view.diagram, hidden=False)
    kept = view.current() or (found.shapes[found.roots[0]].id if found.roots else "")
    with steady(view, kept):
        chart.fold_to(view.model, view.diagram, levels)
    if kept in view.display:
        view.reveal(kept)


def set_branch(view: CanvasView, style: str) -> None:
    """How those below the selected boxes stand; below the top ones where none is selected."""
    found = chart.seats(view.model, view.diagram)
    ids = sorted(view.picked_shapes()) or [found.shapes[id].id for id in found.roots]
    if ids:
        with steady(view, ids[0]):
            landing.set_branch(view.model, ids, style)


def to_top(view: CanvasView) -> None:
    """The selected boxes report to nobody."""
    ids = sorted(view.picked_shapes())
    if ids:
        view.attempt(lambda: seats.to_top(view.model, ids))
        view.frame_ids(ids)
