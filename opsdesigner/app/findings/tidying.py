"""Tidying with a preview: worked out beside the window, shown on the canvas, kept or left by one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer

from opsdesigner.canvas.access import announce
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.marks import roles
from opsdesigner.canvas.view import CanvasView
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Change, Id, Model, Node, Shape
from opsdesigner.notation.kinds import KINDS, ORG_CHART

from ..background import Job
from ..words import tr

if TYPE_CHECKING:
    from ..sides.pane import Pane
    from ..window import MainWindow
    from .tidy_bar import TidyBar

SELECTION, NEW, ALL, ROWS = "selection", "new", "all", "rows"
LEAST, MARGIN = 640, 120  # px that rows are wide at least; less than the canvas they are
SLOW = 200  # ms of work after which it is said that there is some
FRAMES = ("pool", "lane", "process", "group")  # families that are not counted: they only go along


class Scope(NamedTuple):
    """What can be tidied at a time."""

    id: str
    text: str
    nothing: str  # what is said where there is nothing to do


_ROWS = (
    Scope(SELECTION, "Selection", "What is selected is tidy already"),
    Scope(NEW, "New", "Nothing is new: everything here has its place"),
    Scope(ALL, "All", "This page is tidy already"),
    Scope(ROWS, "In rows", "This page stands in rows already"),
)
SCOPES = {scope.id: scope for scope in _ROWS}


class Found(NamedTuple):
    """What tidying would change, with the pictures of it; or why it cannot be done."""

    change: Change | None
    display: Display | None
    refused: str = ""


def _tidy(model: Model, page: Id, scope: str, picked: frozenset[Id], width: float) -> None:
    """Runs the verb; it comes with all of the layout, which is loaded when it is wanted first."""
    from opsdesigner.edit import tidying, tidying_new, tidying_part

    if scope == SELECTION:
        tidying_part.tidy_selection(model, page, picked)
    elif scope == NEW:
        tidying_new.tidy_new(model, page)
    else:
        if scope == ROWS and not tidying.can_wrap(model, page):
            raise Refusal("Rows need work that stands in one lane or in none, with nothing pinned")
        tidying.tidy(model, page, width if scope == ROWS else 0.0)


def worked_out(
    model: Model, page: Id, scope: str, picked: frozenset[Id], colours: roles.LaneColours | None, width: float = 0.0
) -> Found:
    """The change that tidying would make, found on a copy: the document is only read. `width`, in px, is of rows."""
    copy, found = model.copy(), list[Change]()
    if colours is not None:
        roles.colour_as(copy, colours)
    stop = copy.observe(found.append)
    try:
        _tidy(copy, page, scope, picked, width)
    except Refusal as no:
        return Found(None, None, str(no))
    stop()
    return Found(found[0], Display(copy, page, pinned=True)) if found else Found(None, None)


def moved(model: Model, change: Change) -> tuple[int, int]:
    """How many shapes a change puts elsewhere, frames not counted; how many it draws."""
    elsewhere = drawn = 0
    for before, after in change.records.values():
        if not isinstance(after, Shape) or _is_frame(model, after):
            continue
        if before is None:
            drawn += 1
        elif isinstance(before, Shape) and (before.x, before.y) != (after.x, after.y):
            elsewhere += 1
    return elsewhere, drawn


def tidied(view: CanvasView) -> bool:
    """Whether a canvas shows a preview of tidying, and none of something else."""
    return view.preview is not None and not view.preview.by


def _is_frame(model: Model, shape: Shape) -> bool:
    node = model.get(shape.node, Node)
    return node is not None and node.kind in KINDS and KINDS[node.kind].family in FRAMES


class Tidying(QObject):
    """One preview at a time; whatever else happens to the drawing ends it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked = 0  # an answer to an earlier question comes too late
        self._working: CanvasView | None = None
        self._unobserve: Callable[[], None] = lambda: None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self._say_working)
        self.scope = ALL
        self._bars: dict[str, TidyBar] = {}
        for pane in window.twin.panes:
            view = pane.view
            view.stop_work = self.stop
            view.preview_changed.connect(lambda pane=pane: self._follow(pane))
            view.preview_kept.connect(lambda view=view: self._told(view, self._kept()))
            view.preview_left.connect(lambda view=view: self._told(view, tr("Left as it was")))
            pane.diagram_changed.connect(lambda _: self.stop())

    # working it out

    def scopes(self, view: CanvasView) -> list[str]:
        """What can be chosen on this page as it is."""
        if view.page == ORG_CHART:
            return [ALL]
        from opsdesigner.edit.tidying import can_wrap

        able = {SELECTION: len(view.picked_shapes()) > 1, ROWS: can_wrap(view.model, view.diagram)}
        return [id for id in SCOPES if able.get(id, True)]

    def start(self, scope: str = "") -> None:
        """Works out what tidying would do to the page in view, and shows it; without a scope, the one that fits."""
        window, view = self._window, self._window.view
        if window.document is None or not view.diagram:
            return
        self.stop()
        view.close_over()
        view.cancel_gesture()
        view.setFocus()
        chosen = SCOPES[scope or self._fitting(view)]
        self._working = view
        asked, model = self._asked, view.model
        self._unobserve = model.observe(self._changed)
        self._slow.start(SLOW)
        picked, page, colours = view.picked_shapes(), view.diagram, roles.colours_of(model)
        width = max(LEAST, view.width() - MARGIN)

        def done(found: object) -> None:
            assert isinstance(found, Found)
            if asked == self._asked and self.stop():
                self._show(view, chosen, found)

        def failed(error: Exception) -> None:
            if asked == self._asked and self.stop():
                raise error

        Job(window, lambda: worked_out(model, page, chosen.id, picked, colours, width), done, failed).start()

    def _fitting(self, view: CanvasView) -> str:
        return SELECTION if SELECTION in self.scopes(view) else ALL

    def _say_working(self) -> None:
        self._window.status.show_work(tr("Tidying…"), self.stop)

    def _changed(self, change: Change) -> None:
        """What is worked out is of no use any more."""
        self.stop()

    def stop(self) -> bool:
        """Gives up what is being worked out, or is done with it; whether anything was."""
        working, self._working = self._working, None
        self._unobserve()
        self._unobserve = lambda: None
        self._slow.stop()
        self._asked += 1
        if working is not None and self._window.status.cancel.isVisible():
            self._window.status.end_work()
        return working is not None

    # showing it

    def _show(self, view: CanvasView, scope: Scope, found: Found) -> None:
        if found.change is None or found.display is None:
            view.leave_preview()
            self._told(view, tr(found.refused or scope.nothing))
            return
        self.scope = scope.id
        for other in self._window.twin.views:
            if other is not view:
                other.leave_preview()
        view.show_preview(found.change, found.display)
        announce(view, self.sentence(view))

    def sentence(self, view: CanvasView) -> str:
        """What the preview would do, in a few words."""
        if view.preview is None:
            return ""
        elsewhere, drawn = moved(view.preview.made.display.model, view.preview.change)
        parts = [tr("1 shape moves") if elsewhere == 1 else tr("{} shapes move").format(elsewhere)] if elsewhere else []
        if drawn:
            parts.append(tr("1 is drawn") if drawn == 1 else tr("{} are drawn").format(drawn))
        return ", ".join(parts) or tr("Only lines and names move")

    def _follow(self, pane: Pane) -> None:
        """The bar stands there as long as the preview does."""
        bar = self._bars.get(pane.sort.id)
        if bar is None:
            if not tidied(pane.view):
                return
            from .tidy_bar import TidyBar

            bar = self._bars[pane.sort.id] = TidyBar(self, pane)
        bar.follow()
        self._window.cards[pane.sort.id].offer()

    def _kept(self) -> str:
        model = self._window.view.model
        return tr("{}: one undo takes it back").format(tr(model.undo_label))

    def _told(self, view: CanvasView, text: str) -> None:
        self._window.status.show_hint(text)
        announce(view, text)

    def dress(self) -> None:
        for bar in self._bars.values():
            bar.dress()
