"""The outline as text: one process, line by line, edited here and on the canvas alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from opsdesigner.canvas.access import announce
from opsdesigner.capture.blocks import depth_of
from opsdesigner.capture.completing import Names, with_role
from opsdesigner.capture.editing import Edited, edit_text
from opsdesigner.capture.line import Misread
from opsdesigner.capture.outline import Told, Written, told
from opsdesigner.capture.patching import Target, holding, merged, standing
from opsdesigner.capture.whole import Unreadable
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Change, Id, Model, Node

from ..capturing.names import names_of
from ..organisation.table_panel import process_in_view
from ..words import tr
from .editor import OutlineEditor
from .menu import open_menu
from .sight import OutlineSight

if TYPE_CHECKING:
    from ..window import MainWindow

CALM = 150  # ms after a change elsewhere before the lines are written anew
QUIET = 400  # ms without a key before what is typed is taken over
LONG = 800  # lines above which that waits until the line is left


class OutlineText(QWidget):
    """Keeps the last outline; what is typed is taken over as one undo step, or underlined where it cannot be read."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.process: Id = ""
        self._told: Told | None = None
        self._state: tuple[object, ...] = ()  # the model, its version and the process that the lines were written for
        self._settled: list[str] = []  # the text as it agreed with the document last
        self._page: Id = ""
        self._busy = self._held = False  # held: lines were cut and are on their way elsewhere
        self._named: tuple[object, Names] = ((), Names())
        self.sight = OutlineSight(window, self)
        self.editor, self.refusal = OutlineEditor(self, self.sight.role_of, self._names), QLabel(self)
        self._lay_out()
        self._later, self._quiet = QTimer(self), QTimer(self)
        for timer, pause, act in ((self._later, CALM, self.fill), (self._quiet, QUIET, self._take_quietly)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(act)
        self.editor.textChanged.connect(self._typed)
        self.editor.line_left.connect(self._left)
        self.editor.lines_cut.connect(self._hold)
        self.editor.menu_wanted.connect(lambda at: open_menu(self._window, self.editor, at))
        self.editor.undo_wanted.connect(lambda: self._step_back(Model.undo))
        self.editor.redo_wanted.connect(lambda: self._step_back(Model.redo))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.editor.setAccessibleName(tr("Outline"))
        self.editor.setPlaceholderText(tr("The same process as text. Start typing; the drawing follows."))
        self.refusal.setObjectName("refusal")
        self.refusal.setWordWrap(True)
        self.refusal.setTextFormat(Qt.TextFormat.PlainText)
        self.refusal.hide()
        column.addWidget(self.editor, 1)
        column.addWidget(self.refusal)

    @property
    def model(self) -> Model | None:
        """The document in view."""
        return self._window.document.model if self._window.document is not None else None

    @property
    def lines(self) -> list[Written]:
        """The outline as it is now."""
        return self._told.lines if self._told is not None else []

    # from the document

    def follow(self, change: Change) -> None:
        if not self._busy and self.isVisible():
            self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        self.fill()
        super().showEvent(event)

    def fill(self) -> None:
        """Writes the lines anew where the document or the process is another; what is being typed is kept."""
        self._later.stop()
        if not self.isVisible() and self.model is not None:
            return
        process = self._process_meant()
        state = (self.model, self.model.version if self.model is not None else 0, process)
        if state == self._state:
            return
        before = [line.text for line in self.lines]
        same = bool(self._state) and self._state[0] is self.model and process == self.process
        self._state, self.process = state, process
        self._told = told(self.model, process) if self.model is not None and process else None
        self.editor.setReadOnly(not process)
        want = [line.text for line in self.lines]
        if not same:
            self._show([Target(text, at) for at, text in enumerate(want)])
        elif self._dirty():
            self._show(standing(merged(before, self.editor.texts(), want), want), settled=want)
            self._quiet.start()
        else:
            self._write_anew()
        self.selection_changed()

    def _write_anew(self) -> None:
        """The text as the document has it; an empty line with the cursor stays."""
        here = self.editor.here() if self.editor.hasFocus() else -1
        self._show(holding(self.editor.texts(), [line.text for line in self.lines], here))

    def _process_meant(self) -> Id:
        """The process in view; while nothing is selected and the page is the same, the one there is."""
        model, page = self.model, self._window.twin.process.diagram
        if model is None:
            return ""
        same, self._page = page == self._page, page
        if same and self.process in model and not self._window.view.selection():
            return self.process
        return process_in_view(self._window)

    def _show(self, targets: list[Target], settled: list[str] | None = None) -> None:
        self._busy = True
        self.editor.show_lines(targets)
        self._busy = False
        self._settled = self.editor.texts() if settled is None else settled
        if settled is None:
            self._say_wrong([])

    # into the document

    def _dirty(self) -> bool:
        return _solid(self.editor.texts()) != _solid(self._settled)

    def _typed(self) -> None:
        if not self._busy:
            self._held = False
            self._quiet.start()

    def _hold(self) -> None:
        """Lines were cut: the document keeps them until they are put somewhere, or something else is typed."""
        self._quiet.stop()
        self._held = True

    def _take_quietly(self) -> None:
        """After a pause: but a line that is being emptied may be about to get another name."""
        here = self.editor.here()
        if len(self.lines) > LONG and self.editor.hasFocus():
            return
        if self.editor.line_at(here) < 0 or self.editor.texts()[here].strip():
            self.take(quietly=True)

    def take(self, quietly: bool = False) -> bool:
        """Takes over what is typed, as one undo step; False where a line cannot be read, and nothing is changed.

        It says which cannot; `quietly` not of the one with the cursor, which may not be whole yet.
        """
        self.fill()
        self._quiet.stop()
        self._held = False
        model = self.model
        if model is None or not self.process or not self._dirty():
            self._say_wrong([])
            return True
        self._busy = True
        texts = self._said()
        try:
            done = edit_text(model, self.process, "\n".join(texts), self._told)
        except Unreadable as unreadable:
            here = self.editor.here() + 1
            self._say_wrong([each for each in unreadable.misread if not quietly or each.line != here])
            return False
        except Refusal as refusal:
            self._say_wrong([Misread(str(refusal), self.editor.here() + 1)])
            return False
        finally:
            self._busy = False
        self._state = (model, model.version, self.process)
        self._told = told(model, self.process)
        if done.otherwise:
            self._write_anew()
        else:
            self._show(self._as_typed(texts, done))
        self.selection_changed()
        return True

    def _as_typed(self, texts: list[str], done: Edited) -> list[Target]:
        """The text worded as it was typed, each line with the one of the outline it stands for.

        Where the lines are those of the outline one by one, they are indented like them, too.
        """
        places = {id: at for at, line in enumerate(self.lines) for id in line.ids}
        found = standing(texts, [line.text for line in self.lines])
        for number, id in done.where.items():
            if id in places:
                found[number - 1] = Target(texts[number - 1], places[id])
        solid = [at for at, text in enumerate(texts) if text.strip()]
        if [found[at].line for at in solid] == list(range(len(self.lines))):
            for at, line in zip(solid, self.lines, strict=True):
                found[at] = found[at]._replace(text=" " * depth_of(line.text) + texts[at].lstrip())
        return found

    def _said(self) -> list[str]:
        """The text; in what is new two letters before a colon stand for the one role that begins so."""
        known, roles = set(self._settled), self._names().roles
        return [text if text in known else with_role(text, roles) for text in self.editor.texts()]

    def _names(self) -> Names:
        """What lines may go on with: the names of the document, but for that of the step in the line itself."""
        model = self.model
        state = (model, model.version if model is not None else 0)
        if state != self._named[0]:
            self._named = (state, names_of(model))
        line = self.editor.line_at(self.editor.here())
        node = model.get(self.lines[line].id, Node) if model is not None and 0 <= line < len(self.lines) else None
        names = self._named[1]
        return names._replace(steps=[name for name in names.steps if node is None or name != node.name])

    def _left(self) -> None:
        """The cursor is in another line: what was typed is taken over, and the line it is in now is selected.

        When the keyboard goes elsewhere, the text is written as the document has it.
        """
        if self._busy:
            return
        away = not self.editor.hasFocus()
        if (away or not self._held) and self.take() and away:
            self._write_anew()
        self._busy = True
        self.sight.select_here()
        self._busy = False

    def _step_back(self, step: object) -> None:
        """Ctrl+Z takes back what is typed and not taken over yet, else what the document did last."""
        model = self.model
        self._quiet.stop()
        if model is None:
            return
        if self._dirty():
            self._show([Target(line.text, at) for at, line in enumerate(self.lines)])
        elif step is Model.undo and model.can_undo:
            model.undo()
        elif step is Model.redo and model.can_redo:
            model.redo()
        self.fill()

    def _say_wrong(self, misread: list[Misread]) -> None:
        self.editor.show_wrong({each.line - 1: each.message for each in misread})
        first = misread[0] if misread else None
        self.refusal.setText(tr("Line {}: {}").format(first.line, tr(first.message)) if first else "")
        self.refusal.setVisible(first is not None)
        if first is not None:
            announce(self._window.view, self.refusal.text())

    # the selection

    def selection_changed(self) -> None:
        """Something else is selected on the canvas."""
        if self._busy or not self.isVisible() or self.model is None:
            return
        if self._process_meant() != self.process:
            self._later.start(0)
        else:
            self.sight.follow()

    def dress(self) -> None:
        self.editor.dress()


def _solid(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]
