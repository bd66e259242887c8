"""The talk of the capture bar: each line made in the document as one undo step, taken back, gone on with elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from opsdesigner.canvas.access import announce
from opsdesigner.capture.line import Misread
from opsdesigner.capture.placing import pages_of
from opsdesigner.capture.scribe import Scribe
from opsdesigner.capture.steps import pasted_text
from opsdesigner.capture.whole import Unreadable, capture
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Change, Id, Model, Node, Shape
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.kinds import FLOW_NODES

from . import capture_words as words
from .capture_names import LineNames, Said
from .capture_sight import Sight
from .rehearsing import Rehearsing

if TYPE_CHECKING:
    from .capture_bar import CaptureBar
    from .window import MainWindow


class Capturing(QObject):
    """One talk for each window, about the process in view; made when the bar is first used."""

    def __init__(self, window: MainWindow, bar: CaptureBar) -> None:
        super().__init__(window)
        self._window, self._bar = window, bar
        self._scribe: Scribe | None = None
        self._stop: Callable[[], None] = lambda: None
        self._entering = False
        self._said = Said()
        self._names = LineNames(bar, lambda: self._model)
        self.ghost = Rehearsing(window.twin, self)
        self._sight = Sight(window.twin)
        self._connect()

    def _connect(self) -> None:
        line, process = self._bar.line, self._window.twin.process
        line.textChanged.connect(lambda _: self._edited())
        line.entered.connect(self.enter)
        line.left.connect(self._leave)
        line.closed.connect(self._close)
        line.turned.connect(self._turn)
        line.undone.connect(lambda: self._step(False))
        line.redone.connect(lambda: self._step(True))
        line.pasted.connect(lambda text: paste_lines(self._window, text))
        line.came.connect(self._came)
        self.ghost.done.connect(self._show_role)
        process.view.selection_changed.connect(self._picked)
        process.diagram_changed.connect(self._turned)
        for view in self._window.twin.views:
            view.writer = self.write

    @property
    def _model(self) -> Model | None:
        document = self._window.document
        return document.model if document is not None else None

    @property
    def wanted(self) -> bool:
        """Whether the bar is to be seen where there is a document."""
        return self._window.settings.flag("view/capture", True)

    @property
    def backward(self) -> bool:
        """Whether each line goes before the current step."""
        return self._scribe is not None and self._scribe.backward

    # the document

    def show_document(self) -> None:
        """Another document, or none: the talk begins anew when it is wanted."""
        self._drop()
        self._said.forget()
        self._bar.line.clear()
        self._bar.setVisible(self._model is not None and self.wanted)
        self._show()

    def _drop(self) -> None:
        self._stop()
        if self._scribe is not None:
            self._scribe.leave()
        self._scribe, self._stop = None, lambda: None
        self.ghost.clear()

    def _begin(self) -> Scribe | None:
        """The talk about the process in view; None without any page. Raises Misread where a page shows no process."""
        model, diagram = self._model, self._window.twin.process.diagram
        if self._scribe is None and model is not None and diagram:
            self._scribe = Scribe(model, diagram)
            self._stop = model.observe(self._followed)
            self._picked()
        return self._scribe

    def _begun(self) -> None:
        """The same; says what is in the way."""
        try:
            self._begin()
        except Misread as no:
            self._refuse(no)

    def _followed(self, change: Change) -> None:
        """The document has changed, here or elsewhere; undo has brought the talk back already."""
        if self._scribe is None or self._entering:
            return
        if self._scribe.now.diagram not in self._scribe.model:
            self._drop()
        self._refresh()

    def _turned(self, diagram: Id) -> None:
        """Another page is in view: the talk goes on there."""
        if self._scribe is None or diagram == self._scribe.now.diagram:
            return
        self._drop()
        if self._bar.line.hasFocus():
            self._came(True)

    def _picked(self) -> None:
        """What is selected on the process is where the talk goes on."""
        view = self._window.twin.process.view
        if self._scribe is None or self._entering or view.undoing or len(view.selection()) != 1:
            return
        shape = view.model.get(view.current(), Shape)
        node = view.model.get(shape.node, Node) if shape is not None else None
        if node is not None and node.kind in FLOW_NODES and node.id != self._scribe.now.step:
            self._scribe.go_to(node.id)
            self._refresh()

    # to and fro

    def open(self) -> None:
        """The keyboard goes to the line; the bar comes if it was closed."""
        if self._model is None:
            return
        if not self._bar.isVisible():
            self._window.settings.put("view/capture", True)
            self._bar.show()
        self._bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.refresh()

    def write(self, letters: str) -> None:
        """What was typed on an empty page goes into the line."""
        self.open()
        self._bar.line.insert(letters)

    def toggle(self) -> None:
        """Opens the bar with the keyboard in it, or closes it."""
        if not self._bar.isVisible():
            self.open()
            return
        self._window.settings.put("view/capture", False)
        if self._bar.line.hasFocus():
            self._window.pane.front.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.hide()
        self._window.refresh()

    def turn_back(self) -> None:
        """Each line goes before the current step, or after it again."""
        self.open()
        self._begun()
        if self._scribe is not None:
            self._scribe.backward = not self._scribe.backward
            self._refresh()
            self._window.refresh()

    def _came(self, here: bool) -> None:
        """The keyboard came to the line or went."""
        if here:
            self._begun()
        else:
            self._bar.list_names([])
        self._refresh()

    def _leave(self) -> None:
        """Esc: names first, then back to the canvas; there the current step is selected if nothing is."""
        if self._bar.names.isVisible():
            self._bar.list_names([])
            return
        pane = self._window.pane
        pane.front.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if pane is self._window.twin.process and not pane.view.selection() and (shape := self._shape()) is not None:
            pane.view.by_keyboard = True
            pane.view.select({shape.id})

    # lines

    def enter(self) -> None:
        """Makes what the line says; a line that is not understood stays, and it is said why."""
        line, told = self._bar.line, self._names.told()
        if told.strip():
            if not self._carry(lambda scribe: scribe.enter(told), told):
                return
            self._said.add(line.text())
        else:
            self._shut()
        line.clear()
        self._edited()

    def enter_all(self, text: str) -> bool:
        """Makes what several lines say, as one undo step; whether they were understood."""
        told = pasted_text(text)
        return self._carry(lambda scribe: scribe.enter_all(told), told)

    def _carry(self, act: Callable[[Scribe], object], text: str) -> bool:
        """Acts on the document, and follows it with the eyes. Where there is no page yet, the text makes one."""
        model, process = self._model, self._window.twin.process
        if model is None:
            return False
        changes, bare = list[Change](), self._sight.bare
        stop = model.observe(changes.append)
        self._entering = True
        try:
            if (scribe := self._begin()) is not None:
                act(scribe)
            else:
                made = capture(model, text)
                process.go_to(pages_of(model, made.processes[0])[0])
        except (Misread, Unreadable, Refusal) as no:
            self._refuse(no)
            return False
        finally:
            self._entering = False
            stop()
        if (scribe := self._begin()) is not None:
            process.go_to(scribe.now.diagram)
            self._gone_on(changes, bare)
        return True

    def _gone_on(self, changes: list[Change], bare: bool) -> None:
        self._bar.refuse("")
        self.ghost.clear()
        self._window.twin.process.view.select(())
        self._show()
        if bare and not self._sight.bare:
            self._sight.begin()
        self._sight.look(self._shape(), changes, self.backward)

    def _shut(self) -> bool:
        """Closes what is open innermost; False where nothing is."""
        if self._scribe is None or not self._scribe.now.opened:
            return False
        return self._carry(lambda scribe: scribe.enter(""), "")

    def _close(self) -> None:
        """Shift+Tab: closes what is open; where nothing is, the keyboard goes back."""
        if not self._shut() and not self._bar.line.text():
            self._bar.line.focus_before()

    def _step(self, again: bool) -> None:
        """Ctrl+Z on an empty line takes the last change back, and the talk with it."""
        model = self._model
        if model is None:
            return
        for view in self._window.twin.views:
            view.cancel_gesture()
            view.leave_preview()
        changes = list[Change]()
        stop = model.observe(changes.append)
        (model.redo if again else model.undo)()
        stop()
        self._sight.look(self._shape(), changes, self.backward)

    def _turn(self, way: int) -> None:
        """Up and down: among the names that are listed, else among the lines that were said."""
        if not self._names.choose(way):
            line = self._bar.line
            line.setText(self._said.turn(way, line.text()))
            self._bar.list_names([])

    def _refuse(self, no: Exception) -> None:
        sentence = words.refusal(no)
        self._bar.refuse(sentence)
        announce(self._window.view, sentence)

    # what is shown

    def _shape(self) -> Shape | None:
        """The current step as it stands on its page."""
        if self._scribe is None or not self._scribe.now.step:
            return None
        return shape_of(self._scribe.model, self._scribe.now.step, self._scribe.now.diagram)

    def _edited(self) -> None:
        """The text is another: names, keys and ghost follow."""
        self._bar.refuse("")
        self._names.follow(words.deciding(self._scribe.now if self._scribe is not None else None))
        self._show_keys()
        self._ask()

    def _refresh(self) -> None:
        self._show()
        self._ask()

    def _ask(self) -> None:
        """The ghost of the line as it is, while the keyboard is in it."""
        told = self._names.told() if self._bar.line.hasFocus() else ""
        self.ghost.ask(self._scribe, "" if told.lstrip().startswith("#") else told)

    def _show(self) -> None:
        """Role, what is open, where the talk is: as it stands."""
        shape = self._shape() if self._bar.line.hasFocus() else None
        self.ghost.stand(shape.id if shape is not None else "")
        words.tell(self._bar, self._scribe)
        self._show_role()
        self._show_keys()

    def _show_role(self) -> None:
        words.tell_role(self._bar, self._scribe, self.ghost.found)

    def _show_keys(self) -> None:
        words.tell_keys(self._bar, self._scribe, bool(self._names.offers))


def paste_lines(window: MainWindow, text: str) -> None:
    """Makes all that several lines say, as one undo step, or says which is not understood and changes nothing."""
    window.capturing.enter_all(text)
