"""Pasting with a preview: what was understood is said beside the canvas and drawn on it, taken or left by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from opsdesigner.canvas.access import announce
from opsdesigner.canvas.marks import roles
from opsdesigner.canvas.marks.coming import Coming
from opsdesigner.files.errors import Refused

from ..background import Job
from ..words import tr
from .names import names_of
from .paste_words import columns_words, wrong_head
from .paste_work import NOTHING_YET, Found, looks, much, reading, several, turned, worked_out

if TYPE_CHECKING:
    from opsdesigner.capture.columns import Columns
    from opsdesigner.capture.pasted import Pasted
    from opsdesigner.tables.sheet import Sheet

    from ..window import MainWindow
    from .paste_card import PasteCard

PASTE = "paste"


class Pasting(QObject):
    """One preview at a time, on the process; whatever else happens to the drawing makes it be worked out anew."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._view = window, window.twin.process.view
        self.card: PasteCard | None = None
        self.source: Pasted | None = None
        self.found: Found | None = None  # what the lines are understood as; None while that is being worked out
        self._coming = Coming(self._view)
        self._version = 0  # of the document that the preview is of
        self._asked = 0  # an answer to an earlier question comes too late
        self._want = False  # to be taken as soon as it is understood
        self._back: QWidget | None = None  # had the keyboard
        self._turning = False
        view = self._view
        view.paster, view.may_keep = self, self._may_keep
        view.preview_kept.connect(self._kept)
        view.preview_left.connect(self._left)
        view.preview_changed.connect(self._follow)
        window.twin.process.diagram_changed.connect(lambda _: None if self._turning else self.end())

    @property
    def open(self) -> bool:
        """Whether something that was pasted is being looked at."""
        return self.source is not None

    # what comes

    def wants(self, mime: QMimeData) -> bool:
        """Whether it is text of several lines, or of several cells."""
        return several(mime)

    def take(self, mime: QMimeData) -> None:
        """Looks at text from elsewhere; much of it is read beside the window."""
        if self._window.document is not None and not self._window.twin.process.diagram:
            self._window.capturing.enter_all(mime.text())  # it makes the page that could show a preview
            return
        if not self._begin():
            return
        read, asked = reading(mime), self._asked

        def done(source: object) -> None:
            if asked == self._asked:
                self._look_at(source)  # type: ignore[arg-type]

        if much(mime):
            self._look_at(NOTHING_YET, whole=False)
            Job(self, read, done, self._refuse).start()
            return
        try:
            done(read())
        except Refused as refused:
            self._refuse(refused)

    def take_table(self, sheet: Sheet, columns: Columns, name: str) -> None:
        """Looks at a table of steps from a file."""
        from opsdesigner.capture.pasted import of_table

        if self._begin():
            self._look_at(of_table(sheet, columns), name)

    def _begin(self) -> bool:
        """Whether there is a process to go on with."""
        self.end()
        self._asked += 1
        view = self._view
        if self._window.document is None:
            return False
        if view.locked:
            view.refuse(view.locked, view.pointer())
            return False
        self._back = QApplication.focusWidget()
        self._window.twin.go_to(self._window.twin.process.diagram)
        view.close_over()
        view.cancel_gesture()
        view.leave_preview()
        self._window.capturing.ghost.clear()
        self._window.capturing.talk.begin()
        return self._window.capturing.talk.scribe is not None

    def _refuse(self, error: Exception) -> None:
        self.end()
        if not isinstance(error, Refused):
            raise error
        self._view.refuse(str(error), self._view.pointer())
        self._window.status.show_hint(str(error))
        announce(self._view, str(error))

    def _look_at(self, source: Pasted, name: str = "", whole: bool = True) -> None:
        """Shows what was pasted; not `whole` while it is still being read."""
        card = self._made_card()
        if not self.open:
            self._window.twin.process.put_beside(card)
            card.show()
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.source = source
        card.title.setText(tr("Paste") if not name else tr("Steps from {}").format(name))
        card.show_text(source.text.rstrip("\n"))
        card.show_columns(columns_words(source))
        card.say(tr("Reading…"))
        if whole:
            self._ask()

    def _made_card(self) -> PasteCard:
        if self.card is None:
            from .paste_card import PasteCard

            card = self.card = PasteCard(self._window.twin.process, lambda: names_of(self._view.model))
            card.edited.connect(self._ask)
            card.taken.connect(self.enter)
            card.left.connect(self.leave)
            card.parked.connect(self.park)
            card.column_turned.connect(self._turn_column)
            card.compared.connect(lambda on: self._view.compare(on))
            card.dress()
        return self.card

    # what it means

    def _ask(self) -> None:
        """Works out what the lines mean, and what they would do."""
        from opsdesigner.capture.understanding import trial

        card, scribe = self.card, self._window.capturing.talk.scribe
        if card is None or not self.open or scribe is None:
            return
        self._asked += 1
        asked, version, model, self.found = self._asked, scribe.model.version, scribe.model, None
        try_out, page = trial(scribe, card.text), scribe.now.diagram
        colours = roles.colours_of(model)

        def done(found: object) -> None:
            assert isinstance(found, Found)
            if asked == self._asked and self.open:
                self._show(found) if model.version == version else self._ask()

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._refuse(error)

        Job(self._window, lambda: worked_out(try_out, page, colours), done, failed).start()

    def _show(self, found: Found) -> None:
        card, tried = self.card, found.tried
        assert card is not None and self.source is not None
        self.found, self._version = found, self._view.model.version
        rows = self.source.rows if card.text.split("\n") == self.source.text.rstrip("\n").split("\n") else ()
        card.tell(tried.understood, rows, looks(found.tried, self._view.model))
        if tried.refused:
            card.say(tried.refused)
        change = tried.made.change if tried.made is not None else None
        self._turning = True
        if change is not None and found.display is not None:
            self._coming.show(change)
            self._view.show_preview(change, found.display, PASTE)
        else:
            self._view.leave_preview()
            self._coming.show(None)
        self._turning = False
        announce(self._view, " ".join(filter(None, (card.words.text(), card.head.text()))))
        if self._want:
            self._want = False
            self.enter()

    def _turn_column(self, at: int) -> None:
        """The next meaning for a column; Ctrl+Z in the lines brings back what was typed there."""
        card, source = self.card, self.source
        if source is None or card is None:
            return
        self.source = turned(source, at)
        card.change_text(self.source.text.rstrip("\n"))
        card.show_columns(columns_words(self.source))
        self._ask()

    # taking and leaving

    def enter(self) -> None:
        """Takes what is shown; where it is not known yet, as soon as it is; where lines are wrong, says so."""
        card = self.card
        if card is None or not self.open:
            return
        if card.waiting:
            card.edited.emit()
        if self.found is None:
            self._want = True
        elif self._view.previewing:
            self._view.keep_preview()
        elif self._may_keep():
            self.leave()

    def _may_keep(self) -> bool:
        """Whether all lines are understood, so that none is lost; else the keyboard goes to the first that is not."""
        card = self.card
        if card is None or not self.open:
            return True
        if self.found is None or card.waiting:
            self._want = True
            return False
        if self.found.tried.understood.wrong:
            self._window.status.show_hint(wrong_head(self.found.tried.understood))
            announce(self._view, card.head.text())
            card.insist()
            return False
        if made := self.found.tried.made:
            roles.colour_alike(self._view.model, made.model)
        return True

    def park(self) -> None:
        """Lines that are not understood become problems, as the text then says."""
        if self.card is not None and self.found is not None and self.found.tried.understood.wrong:
            self.card.change_text(self.found.tried.parked)
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._ask()

    def leave(self) -> None:
        """Leaves all as it was."""
        if self._view.previewing:
            self._view.leave_preview()
        else:
            self.end()

    def _kept(self) -> None:
        """The change is made: the talk goes on from its end."""
        if not self.open or self.found is None:
            return
        told, made = self.found.tried.told, self.found.tried.made
        assert told is not None and made is not None and made.change is not None
        self.end()
        self._window.capturing.goes_as(told, made.change)

    def _left(self) -> None:
        """Somebody has left the preview; where the document has changed, it is worked out anew."""
        asked = self._asked

        def later() -> None:
            if self.open and asked == self._asked:
                self.end() if self._view.model.version == self._version else self._ask()

        if self.open and not self._turning:
            QTimer.singleShot(0, self, later)

    def _follow(self) -> None:
        """The canvas shows something else: before, after, or the preview of something else."""
        preview = self._view.preview
        if preview is not None and preview.by != PASTE:
            self.end()
        elif self.card is not None and self.open:
            self.card.before.setChecked(self._view.comparing)

    def end(self) -> None:
        """The card goes, and the keyboard back to where it was."""
        if not self.open:
            return
        back, self._back = self._back, None
        self.source, self.found, self._want = None, None, False
        self._asked += 1
        self._coming.show(None)
        assert self.card is not None
        inside = self.card.isAncestorOf(QApplication.focusWidget() or self._view) or self.card.hasFocus()
        self.card.hide()
        if inside:
            line = self._window.capture_bar.line
            to = line if back is line and line.isVisible() else self._window.twin.process.front
            to.setFocus(Qt.FocusReason.OtherFocusReason)

    def dress(self) -> None:
        if self.card is not None:
            self.card.dress()
