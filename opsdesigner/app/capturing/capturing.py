"""The capture bar at work: what its keys do to the talk, what it shows of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from opsdesigner.canvas.access import announce
from opsdesigner.capture.pasted import pasted_text
from opsdesigner.capture.remarks import MARKS

from . import words
from .names import LineNames, Said
from .rehearsing import Rehearsing
from .sight import Sight
from .talk import TalkAbout

if TYPE_CHECKING:
    from opsdesigner.capture.scribe import Scribe
    from opsdesigner.model import Change

    from ..window import MainWindow
    from .bar import CaptureBar


class Capturing(QObject):
    """The bar of one window."""

    def __init__(self, window: MainWindow, bar: CaptureBar) -> None:
        super().__init__(window)
        self._window, self._bar = window, bar
        self.talk = TalkAbout(window)
        self.ghost = Rehearsing(window.twin, self)
        self._names = LineNames(bar, lambda: self.talk.model)
        self._said, self._sight = Said(), Sight(window.twin)
        self._connect()

    def _connect(self) -> None:
        line = self._bar.line
        line.textChanged.connect(lambda _: self._edited())
        line.entered.connect(self.enter)
        line.left.connect(self._leave)
        line.closed.connect(self._close)
        line.turned.connect(self._turn)
        line.undone.connect(lambda: self._step(False))
        line.redone.connect(lambda: self._step(True))
        line.pasted.connect(lambda mime: self._window.pasting.take(mime))
        line.came.connect(self._came)
        self.ghost.done.connect(self._tried)
        self.talk.changed.connect(self._refresh)
        self.talk.refused.connect(self._refuse)
        for view in self._window.twin.views:
            view.writer = self.write
        self._window.twin.process.view.installEventFilter(self)

    @property
    def wanted(self) -> bool:
        """Whether the bar is to be seen where there is a document."""
        return self._window.settings.flag("view/capture", True)

    @property
    def backward(self) -> bool:
        """Whether each line goes before the current step."""
        return self.talk.scribe is not None and self.talk.scribe.backward

    # to and fro

    def show_document(self) -> None:
        """Another document, or none: the talk begins anew when it is wanted."""
        self.talk.drop()
        self._said.forget()
        self._bar.line.clear()
        self._bar.setVisible(self.talk.model is not None and self.wanted)
        self._refresh()

    def open(self) -> None:
        """The keyboard goes to the line; the bar comes if it was closed."""
        if self.talk.model is None:
            return
        if not self._bar.isVisible():
            self._window.settings.put("view/capture", True)
            self._bar.show()
        self._bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.refresh()

    def write(self, letters: str) -> None:
        """What was typed on an empty page goes into the line; the mark of a remark goes before what is there."""
        self.open()
        line = self._bar.line
        if letters.strip() in MARKS.values():
            line.setText(letters + line.text().lstrip("?! "))
        else:
            line.insert(letters)

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
        self.talk.begin()
        if self.talk.scribe is not None:
            self.talk.scribe.turn()
            self._refresh()
            self._window.refresh()

    def _came(self, here: bool) -> None:
        """The keyboard came to the line or went."""
        if here:
            self.talk.begin()
            self._stay()
        else:
            self._bar.list_names([])
        self._refresh()

    def _stay(self) -> None:
        """The current step stays in sight of who is in the line, however small the page gets."""
        if self._bar.line.hasFocus():
            self._sight.stay(self.talk.shape, self.backward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._stay)
        return False

    def _leave(self) -> None:
        """Esc: names first, then back to the canvas; there the current step is selected if nothing is."""
        if self._bar.names.isVisible():
            self._bar.list_names([])
            return
        if self._window.what_if.line.leave():
            return
        pane, shape = self._window.pane, self.talk.shape
        pane.front.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if pane is self._window.twin.process and not pane.view.selection() and shape is not None:
            pane.view.by_keyboard = True
            pane.view.select({shape.id})

    # lines

    def enter(self) -> None:
        """Makes what the line says; a line that is not understood stays, and it is said why."""
        line, told, question = self._bar.line, self._names.told(), self._window.what_if.line
        if question.takes_back(told):
            if not self._carry(question.take_back, told):
                return
        elif told.strip():
            if not self._carry(lambda scribe: scribe.enter(told), told):
                return
            self._said.add(line.text())
        else:
            self._shut()
        line.setText(question.done())
        self._edited()

    def enter_all(self, text: str) -> bool:
        """Makes what several lines say, as one undo step; whether they were understood."""
        told = pasted_text(text)
        return self._carry(lambda scribe: scribe.enter_all(told), told)

    def _carry(self, act: Callable[[Scribe], object], text: str) -> bool:
        """Acts on the document, and follows it with the eyes."""
        before = self._sight.count()
        changes = self.talk.carry(act, text)
        if changes is None:
            return False
        self._bar.refuse("")
        self.ghost.clear()
        self._window.twin.process.view.select(())
        self._show()
        self._sight.begin(before, changes)
        self._sight.look(self.talk.shape, changes, self.backward)
        return True

    def goes_as(self, told: Scribe, change: Change) -> None:
        """The talk stands where one on a copy has come to, whose change was made here; the eyes follow it."""
        scribe = self.talk.scribe
        if scribe is None:
            return
        scribe.goes_as(told)
        self._window.twin.process.go_to(scribe.now.diagram)
        self._window.twin.process.view.select(())
        self._show()  # the eyes follow when the canvas has the room that it shared
        QTimer.singleShot(0, self, lambda: self._sight.look(self.talk.shape, [change], self.backward))

    def _shut(self) -> bool:
        """Closes what is open innermost; False where nothing is."""
        now = self.talk.now
        return now is not None and bool(now.opened) and self._carry(lambda scribe: scribe.enter(""), "")

    def _close(self) -> None:
        """Shift+Tab: closes what is open; where nothing is, the keyboard goes back."""
        if not self._shut() and not self._bar.line.text():
            self._bar.line.focus_before()

    def _step(self, again: bool) -> None:
        """Ctrl+Z on an empty line takes the last change back, whatever it was, and the talk with it; and says which."""
        changes = self.talk.step(again)
        self._sight.look(self.talk.shape, changes, self.backward)
        self._tell(words.stepped(changes, again))

    def remember(self, text: str) -> None:
        """A line that was begun and left comes back with ↑."""
        self._said.add(text)

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

    def _tell(self, sentence: str) -> None:
        self._window.status.show_hint(sentence)
        announce(self._window.view, sentence)

    # what is shown

    def _edited(self) -> None:
        """The text is another: names, keys and ghost follow."""
        self._bar.refuse("")
        self._names.follow(words.deciding(self.talk.now))
        self._show_keys()
        self._ask()

    def _refresh(self) -> None:
        self._show()
        self._ask()

    def _ask(self) -> None:
        """The ghost of the line as it is, while the keyboard is in it."""
        told = self._names.told() if self._bar.line.hasFocus() else ""
        self.ghost.ask(self.talk.scribe, "" if told.lstrip().startswith("#") else told)

    def _show(self) -> None:
        """Role, what is open, where the talk is: as it stands."""
        shape = self.talk.shape if self._bar.line.hasFocus() else None
        self.ghost.stand(shape.id if shape is not None else "")
        words.tell(self._bar, self.talk.scribe)
        self._show_role()
        self._show_keys()

    def _tried(self) -> None:
        """There is another ghost, or none."""
        self._show_role()
        if self._bar.line.hasFocus():
            self._sight.see(self.talk.shape, self.ghost.box)

    def _show_role(self) -> None:
        words.tell_role(self._bar, self.talk.scribe, self.ghost.found)

    def _show_keys(self) -> None:
        words.tell_keys(self._bar, self.talk.scribe, bool(self._names.offers), self._window.what_if.line.keys())
