"""The talk about the process in view: begun when it is wanted, carried on in the document, gone on with elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from opsdesigner.canvas.keyboard.undoing import elsewhere
from opsdesigner.capture.line import Misread
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Change, Id, Model, Node, Shape
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.kinds import FLOW_NODES

if TYPE_CHECKING:
    from opsdesigner.capture.scribe import Now, Scribe

    from ..window import MainWindow


class TalkAbout(QObject):
    """One for each window; `scribe` is None until somebody writes, and where no page shows a process."""

    changed = Signal()  # the document, or where the talk is
    refused = Signal(object)  # why a line, or a page, is not taken

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.scribe: Scribe | None = None
        self._stop: Callable[[], None] = lambda: None
        self._busy = False
        process = window.twin.process
        process.view.selection_changed.connect(self._picked)
        process.diagram_changed.connect(self._turned)

    @property
    def model(self) -> Model | None:
        """The document, None where none is open."""
        document = self._window.document
        return document.model if document is not None else None

    @property
    def now(self) -> Now | None:
        """How things stand."""
        return self.scribe.now if self.scribe is not None else None

    @property
    def shape(self) -> Shape | None:
        """The current step as it stands on its page."""
        now = self.now
        if self.scribe is None or now is None or not now.step:
            return None
        return shape_of(self.scribe.model, now.step, now.diagram)

    # beginning and ending

    def begin(self) -> None:
        """Begins the talk about the page in view; says what is in the way."""
        try:
            self._begin()
        except Misread as no:
            self.refused.emit(no)

    def _begin(self) -> Scribe | None:
        model, diagram = self.model, self._window.twin.process.diagram
        if self.scribe is None and model is not None and diagram:
            from opsdesigner.capture.scribe import Scribe  # with all of the layout

            self.scribe = Scribe(model, diagram)
            self._stop = model.observe(self._followed)
            self._picked()
        return self.scribe

    def drop(self) -> None:
        """Ends the talk; what was said stays in the document."""
        self._stop()
        if self.scribe is not None:
            self.scribe.leave()
        self.scribe, self._stop = None, lambda: None

    # following

    def _followed(self, change: Change) -> None:
        """The document has changed, here or elsewhere; undo has brought the talk back already."""
        if self.scribe is None or self._busy:
            return
        if self.scribe.now.diagram not in self.scribe.model:
            self.drop()
        self.changed.emit()

    def _turned(self, diagram: Id) -> None:
        """Another page is in view: the talk goes on there."""
        if self.scribe is None or self._busy or diagram == self.scribe.now.diagram:
            return
        try:
            self.scribe.show(diagram)
        except Misread:
            self.drop()
        self.changed.emit()

    def _picked(self) -> None:
        """What is selected on the process is where the talk goes on."""
        view = self._window.twin.process.view
        if self.scribe is None or self._busy or view.undoing or len(view.selection()) != 1:
            return
        shape = view.model.get(view.current(), Shape)
        node = view.model.get(shape.node, Node) if shape is not None else None
        if node is not None and node.kind in FLOW_NODES and node.id != self.scribe.now.step:
            self.scribe.go_to(node.id)
            self.changed.emit()

    # carrying on

    def carry(self, act: Callable[[Scribe], object], text: str) -> list[Change] | None:
        """Acts on the document, and shows its page; what that has changed, None where it is refused.

        Where there is no page yet, the text makes one; problems and ideas alone are kept with the document.
        """
        from opsdesigner.capture.placing import pages_of
        from opsdesigner.capture.remarks import only_remarks, park_lines
        from opsdesigner.capture.whole import Unreadable, capture

        model, process = self.model, self._window.twin.process
        if model is None:
            return None
        changes: list[Change] = []
        stop = model.observe(changes.append)
        self._busy = True
        try:
            if self._nowhere() and (said := only_remarks(text)):
                park_lines(model, said)
                return changes
            if (scribe := self._begin()) is not None:
                act(scribe)
            else:
                made = capture(model, text)
                process.go_to(pages_of(model, made.processes[0])[0])
                scribe = self._begin()
        except (Misread, Unreadable, Refusal) as no:
            self.refused.emit(no)
            return None
        finally:
            self._busy = False
            stop()
        if scribe is not None:
            process.go_to(scribe.now.diagram)
        return changes

    def _nowhere(self) -> bool:
        """Whether no page is in view that shows a process."""
        try:
            return self._begin() is None
        except Misread:
            return True

    def step(self, again: bool) -> list[Change]:
        """Takes the last change back, or makes it again; the talk goes along, and the page that shows it comes."""
        changes: list[Change] = []
        if (model := self.model) is None:
            return changes
        for view in self._window.twin.views:
            view.cancel_gesture()
            view.leave_preview()
        stop = model.observe(changes.append)
        (model.redo if again else model.undo)()
        stop()
        view = self._window.twin.process.view
        for change in changes:
            if (other := elsewhere(view, change)) is not None:
                view.diagram_wanted.emit(other.diagram)
        return changes
