"""The document of a window held against another version of it: marked on the canvas, listed, gone through by F8."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QObject, QTimer, Signal

from opsdesigner.canvas.access import announce
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.marks.differing import Differing
from opsdesigner.comparing import Difference, Marks, differences, marks, spots
from opsdesigner.files.errors import Refused
from opsdesigner.model import Diagram, Edge, Id, Model, Record, Shape
from opsdesigner.model.geometry import grown, union
from opsdesigner.notation.theme import Theme

from .. import dialogs
from ..background import Job
from ..sides.crumbs import diagram_title
from ..words import tr
from .file_sentences import sentence
from .read_only import COMPARING

if TYPE_CHECKING:
    from ..window import MainWindow

Records = Mapping[Id, Record]
MARGIN = 24.0  # px shown round a place
LAYOUT = "layout"


class Compared(NamedTuple):
    """What a comparison has found: both documents, their differences, the marks of each page, pictures of the older."""

    before: Model
    after: Model
    found: list[Difference]
    pages: dict[Id, Marks]
    older: dict[Id, Display]


def compared(older: Records, newer: Records, theme: Theme) -> Compared:
    """Compares two documents; in a worker."""
    before, after = Model(older.values()), Model(newer.values())
    found = differences(before, after)
    pages = marks(before, after, found)
    shown = {id for id, page in pages.items() if (page.gone or page.moved) and before.get(id, Diagram) is not None}
    return Compared(before, after, found, pages, {id: Display(before, id, theme) for id in shown})


class Comparison(QObject):
    """One comparison at a time; while it is shown nothing in the document can be changed."""

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._painters = {pane: Differing(pane.view) for pane in window.twin.panes}
        self._asked = 0  # what is worked out for an earlier question is of no use
        self.title, self.layout, self.at = "", False, -1
        self.shown: Compared | None = None

    def start(self, title: str, load: Callable[[], Records]) -> None:
        """Compares what is read in a worker with the document as it is now."""
        window = self._window
        if window.document is None:
            return
        self.leave()
        model, theme = window.document.model, window.style_in_use.paper
        newer, version = dict(model.records), model.version
        asked = self._asked

        def done(outcome: object) -> None:
            if asked != self._asked:
                return
            if window.document is None or window.document.model is not model:
                return
            window.read_only.settle()
            if model.version != version:  # edited meanwhile
                self.start(title, load)
                return
            self._show(title, cast("Compared", outcome))

        def failed(error: Exception) -> None:
            if not isinstance(error, Refused | OSError):
                raise error
            if asked == self._asked:
                dialogs.say(window, sentence(error))

        Job(self, lambda: compared(load(), newer, theme), done, failed).start()
        QTimer.singleShot(0, self, lambda: window.side.past)  # the list is made meanwhile

    def with_file(self, path: Path, title: str = "") -> None:
        """Compares with what a file holds now."""
        from .filing import read

        self.start(title or tr("“{}”").format(path.name), lambda: read(path).model.records)

    def _show(self, title: str, outcome: Compared) -> None:
        window = self._window
        self.title, self.shown, self.at = title, outcome, -1
        for painter in self._painters.values():
            painter.show(outcome.pages, outcome.older)
        window.read_only.hold(COMPARING, tr("Close the comparison to change something"))
        self.changed.emit()
        QTimer.singleShot(0, self, self._list)  # the list comes with the next frame

    def _list(self) -> None:
        if self.shown is not None:
            self._window.side.show_comparison()
            announce(self._window.view, self.sentence())

    def leave(self) -> None:
        """Ends the comparison; all can be changed again."""
        self._asked += 1
        if self.shown is None:
            return
        older, self.shown = self.shown.older, None
        for painter in self._painters.values():
            painter.clear()
        for display in older.values():
            display.let_go()
        self._window.read_only.release(COMPARING)
        self.changed.emit()

    # what is listed

    def rows(self) -> list[Difference]:
        """The differences that are shown: drawing only where that is asked for."""
        if self.shown is None:
            return []
        rows = [each for each in self.shown.found if each.kind != LAYOUT]
        return [*rows, *map(self._drawn, self._layouts())] if self.layout else rows

    def _layouts(self) -> list[Difference]:
        """The pages on which something is only drawn elsewhere."""
        assert self.shown is not None
        pages, found = self.shown.pages, [each for each in self.shown.found if each.kind == LAYOUT]
        return [each for each in found if (page := self._page(each)) in pages and pages[page].moved]

    def _page(self, each: Difference) -> Id:
        assert self.shown is not None
        known = (self.shown.after.records.get(id) or self.shown.before.records.get(id) for id in each.ids)
        return next((record.diagram for record in known if isinstance(record, Shape | Edge)), "")

    def _drawn(self, each: Difference) -> Difference:
        """Of a page: how much of it is only drawn elsewhere."""
        assert self.shown is not None
        page = self._page(each)
        moved = self.shown.pages[page].moved
        name = diagram_title(self.shown.after, page)
        told = tr("On page {}, 1 thing is drawn elsewhere.") if len(moved) == 1 else ""
        told = told.format(name) or tr("On page {}, {} things are drawn elsewhere.").format(name, f"{len(moved):,}")
        return each._replace(ids=tuple(moved), sentence=told)

    @property
    def drawn_elsewhere(self) -> bool:
        """Whether anything is only drawn elsewhere."""
        return self.shown is not None and bool(self._layouts())

    def sentence(self) -> str:
        """How many differences there are."""
        count = len(self.rows())
        if not count:
            return tr("Only the drawing differs.") if self.drawn_elsewhere else tr("Both versions say the same.")
        return tr("1 difference") if count == 1 else tr("{} differences").format(f"{count:,}")

    def show_layout(self, on: bool) -> None:
        """Whether what is only drawn elsewhere counts."""
        self.layout, self.at = on, -1
        for painter in self._painters.values():
            painter.show_layout(on)
        self.changed.emit()

    def step(self, by: int) -> None:
        """Goes to the next difference, or the one before."""
        if rows := self.rows():
            self.go((self.at + by) % len(rows) if self.at >= 0 else 0 if by > 0 else len(rows) - 1)

    def go(self, at: int) -> None:
        """Shows the place of a difference on the canvas, and says it."""
        rows, window = self.rows(), self._window
        if self.shown is None or not 0 <= at < len(rows):
            return
        self.at = at
        gone, there = spots(self.shown.before, self.shown.after, rows[at])
        page = next((each.diagram for each in (*there, *gone) if each.diagram in self.shown.after), "")
        if page:
            self._look(page, {each.id for each in gone}, {each.id for each in there if each.diagram == page})
        window.status.show_hint("" if page else tr("This has no place on a diagram that is there."))
        self.changed.emit()
        announce(window.view, rows[at].sentence)

    def _look(self, page: Id, gone: set[Id], there: set[Id]) -> None:
        window = self._window
        window.twin.go_to(page)
        pane = window.twin.pane_of(page)
        view, painter = pane.view, self._painters[pane]
        for each in self._painters.values():
            each.look_at(gone)
        view.select(there)
        boxes = [*(view.body(id) for id in there), *(painter.box_of(id) for id in gone)]
        if known := [box for box in boxes if box is not None]:
            view.show_around(grown(union(known), MARGIN))
