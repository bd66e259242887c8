"""What if it is late, partial and so on: asked step by step, seen on the steps, counted process by process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from opsdesigner.canvas.access import announce
from opsdesigner.model import Change, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import box_of, union
from opsdesigner.model.queries import process_of, shape_of, title
from opsdesigner.notation.kinds import FLOW_NODES
from opsdesigner.notation.what_if import (
    QUESTIONS,
    Survey,
    answers,
    can_be_asked,
    next_open,
    survey_now,
    way_out,
)

from ..inspecting.telling import Said
from ..words import tr
from .what_if_count import Surveys, processes_on
from .what_if_line import WhatIfLine
from .what_if_parts import coverage, sentence
from .what_if_strip import WhatIfStrip

if TYPE_CHECKING:
    from ..window import MainWindow


THOUGHT = 300  # ms after a ! without a key before the chips show what can be asked


class WhatIf(QObject):
    """The six questions in one window: the strip, the rings, the figures."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._pane = window, window.twin.process
        self.line = WhatIfLine(window)
        self.strip = WhatIfStrip(self._pane)
        self._pane.column.addWidget(self.strip)
        self.surveys = Surveys(self, lambda: (self._model, self._pane.diagram))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)
        self._lent = QTimer(self, singleShot=True, interval=THOUGHT)
        self._lent.timeout.connect(self._lend)
        self._connect()

    def _connect(self) -> None:
        talk, line, view = self._window.capturing.talk, self._window.capture_bar.line, self._pane.view
        self.strip.chosen.connect(self.ask)
        self.strip.next_wanted.connect(self.next_open)
        self.strip.left.connect(self._go_back)
        self._window.status.questions.clicked.connect(self.next_open)
        line.textChanged.connect(self._edited)
        line.came.connect(lambda _: self._soon.start())
        talk.changed.connect(self._moved)
        view.selection_changed.connect(self._soon.start)
        self._pane.diagram_changed.connect(lambda _: self._turned())
        self.surveys.counted.connect(self._counted)
        view.asker = self.ask

    # whether it is wanted

    @property
    def wanted(self) -> bool:
        """Whether strip and rings are to be seen: as the user has said, else in workshops."""
        settings = self._window.settings
        return settings.flag("view/whatIf", settings.flag("view/bigCapture"))

    def toggle(self) -> None:
        """Shows the strip and the rings, or hides them."""
        self.want(not self.wanted)

    def want(self, on: bool) -> None:
        """Whether they are to be seen from now on."""
        had = self.strip.isAncestorOf(self._window.focusWidget() or self.strip) and not on
        self._window.settings.put("view/whatIf", on)
        if on:
            self.surveys.count_now()
        if had:
            self._go_back()
        self.follow_settings()
        self._window.refresh()

    def follow_settings(self) -> None:
        """Shows what is wanted, as large as it is wanted."""
        on = self.wanted and self._model is not None
        self._pane.view.what_if = self.surveys.states.get if on else None
        if self.strip.big != self._window.capture_bar.big:
            self.strip.grow(self._window.capture_bar.big)
        if on and self.strip.isHidden():
            QTimer.singleShot(0, self, self._keep_in_sight)
        self.strip.setVisible(on)
        self._pane.view.update()
        self._show()

    def _keep_in_sight(self) -> None:
        """The strip has taken its place from the canvas: the step that is asked does not stand below it."""
        view, model = self._pane.view, self._model
        shape = shape_of(model, self.step, view.diagram) if model is not None else None
        if shape is not None:
            view.show_around(box_of(shape))

    # the document

    @property
    def _model(self) -> Model | None:
        document = self._window.document
        return document.model if document is not None else None

    def show_document(self) -> None:
        """Another document, or none."""
        self.line.done()
        self._turned()
        self.follow_settings()

    def follow(self, change: Change) -> None:
        """After a change: at once where it answers a question, all that is counted when changes pause."""
        if (model := self._model) is None or not change.touches(Node, Link):
            return
        self.surveys.follow(model, change)
        if self.wanted:
            self._pane.view.update()
        self._soon.start()

    def _turned(self) -> None:
        """Another page: counted at once where that is to be seen, else when there is time."""
        self.surveys.forget()
        if self.wanted:
            self.surveys.count_now()
        self._soon.start()

    def _counted(self) -> None:
        if self.wanted:
            self._pane.view.update()
        self._show()

    # what is shown

    @property
    def step(self) -> Id:
        """The step that is asked: the current one of the talk while it is written, else the selected one."""
        view, now = self._pane.view, self._window.capturing.talk.now
        focus = self._window.focusWidget()
        writing = self._window.capture_bar.line.hasFocus() or (
            focus is not None and self.strip.isAncestorOf(focus) and not view.selection()
        )
        if now is not None and (writing or self.line.asked is not None):
            return now.step
        shape = view.model.get(view.current(), Shape) if len(view.selection()) == 1 else None
        node = view.model.get(shape.node, Node) if shape is not None else None
        if node is None:
            return ""
        return node.host if node.kind == "boundaryEvent" else node.id if node.kind in FLOW_NODES else ""

    def survey(self) -> Survey:
        """The figures of the process that the current step is in, else of the first on the page."""
        model, step = self._model, self.step
        process = process_of(model, step) if model is not None and step else ""
        return self.surveys.all.get(process) or next(iter(self.surveys.all.values()), Survey({}))

    def facts(self, thing: Node | Link) -> list[Said]:
        """What the card of a pool says of the questions in its process, once some have an answer."""
        found = self.surveys.all.get(thing.host) if isinstance(thing, Node) and thing.kind == "participant" else None
        if found is None or not found.answered:
            return []
        return [Said(tr("What if"), coverage(found.answered, found.asked))]

    def _show(self) -> None:
        """Chips, gauge and status as things are now."""
        found, model = self.survey(), self._model
        self._window.status.show_questions(found.answered, found.asked, self.wanted)
        if model is None or not self.strip.isVisibleTo(self._window):
            return
        step = self.step
        if can_be_asked(model, step):
            self.strip.show_step(step_name(model, step), answers(model, step), self.line.question)
        else:
            self.strip.show_step(_why_not(model, step), (), "")
        self.strip.show_coverage(found.answered, found.asked)

    def dress(self) -> None:
        self.strip.dress()

    # asking

    def ask(self, question: str) -> None:
        """Asks a question of the current step in the line of the capture bar; "" goes to the chips."""
        model, step = self._model, self.step
        if model is None or not can_be_asked(model, step):
            self._window.status.show_hint(tr("Select a step: the questions are for steps."))
            return
        if self._pane.view.locked:
            self._window.status.show_hint(self._pane.view.locked)
            return
        if not self.wanted:
            self.want(True)
        if not question:
            self._show()
            self.strip.first().setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        answer = answers(model, step)[QUESTIONS.index(question)]
        if self.line.write(step, answer):
            announce(self._pane.view, f"{self.strip.said(step_name(model, step), question)} {sentence(answer)}")
        else:
            self._go_to(model, answer.id)
        self._show()

    def _go_to(self, model: Model, event: Id) -> None:
        """Selects a way out that no line can say."""
        view = self._pane.view
        nodes = [event, *(at for at, joined in way_out(model, event) if not joined)]
        shapes = [shape for node in nodes if (shape := shape_of(model, node, view.diagram)) is not None]
        if shapes:
            view.by_keyboard = True
            view.select(frozenset(shape.id for shape in shapes))
            view.show_around(union([box_of(shape) for shape in shapes]))
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._window.status.show_hint(tr("This answer is longer than a line: change it in the drawing."))

    def next_open(self) -> None:
        """Goes to the next question of the process that has no answer, and opens it."""
        if (model := self._model) is None:
            return
        step = self.step
        process = process_of(model, step) if step else next(iter(processes_on(model, self._pane.diagram)), "")
        found = next_open(survey_now(model, process).states, step, self.line.question) if process else None
        if found is None:
            said = tr("Every question of this process has an answer.")
            self._window.status.show_hint(said)
            announce(self._pane.view, said)
            return
        here = self.line.asked.here if self.line.asked is not None else self._window.capture_bar.line.hasFocus()
        if found[0] != step or not self._pane.view.selection():
            self._pane.reveal(found[0])
        self._window.twin.activate(self._pane)
        self.ask(found[1])
        if self.line.asked is not None:
            self.line.asked = self.line.asked._replace(here=here)

    def _go_back(self) -> None:
        self._pane.front.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # following the line

    def _edited(self, text: str) -> None:
        if question := self.line.numbered(text):
            self.ask(question)
        else:
            self.line.edited(text)
        if text.strip() == "!":
            self._lent.start()
        elif not self.wanted and not text.lstrip().startswith("!"):
            self.strip.setVisible(False)
        self._soon.start()

    def _lend(self) -> None:
        """Who stops after the ! sees what can be asked, until the line is about something else."""
        if self._window.capture_bar.line.text().strip() == "!" and not self.strip.isVisibleTo(self._window):
            self.strip.setVisible(self._model is not None)
            self._keep_in_sight()
            self._show()

    def _moved(self) -> None:
        self.line.moved()
        self._soon.start()


def step_name(model: Model, step: Id) -> str:
    """What a step is called when it is asked."""
    return " ".join(title(model, step).split()) or tr("this step")


def _why_not(model: Model, id: Id) -> str:
    """What the strip says where nothing is asked."""
    name = " ".join(title(model, id).split()) if id else ""
    if name:
        return tr("Only steps are asked; “{}” is none.").format(name)
    return tr("Only steps are asked.") if id else tr("Select a step, and ask what happens when it is late.")
