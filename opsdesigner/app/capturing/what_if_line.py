"""A question in the line of the capture bar: written there with its answer, changed by another one, taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from opsdesigner.model import Id
from opsdesigner.notation.what_if import OPEN, QUESTIONS, Answer, said_to

from ..words import tr

if TYPE_CHECKING:
    from opsdesigner.capture.scribe import Scribe

    from ..window import MainWindow

_NUMBER = re.compile(r"!\s*([1-6])")


class Asked(NamedTuple):
    """What the line is about: a question of a step, with which words it began, what it held before."""

    step: Id
    question: str
    changing: bool  # whether there is an answer
    told: str
    kept: str
    here: bool  # whether the keyboard was in the line already


class WhatIfLine:
    """One for each window. A question is open from `write` until it is answered, left, or the line says another."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._line = window.capture_bar.line
        self.asked: Asked | None = None

    @property
    def question(self) -> str:
        """The question that is open, "" for none."""
        return self.asked.question if self.asked is not None else ""

    def numbered(self, text: str) -> str:
        """The question whose number stands behind a !, "" for none."""
        found = _NUMBER.fullmatch(text.strip())
        return QUESTIONS[int(found[1]) - 1] if found else ""

    def write(self, step: Id, answer: Answer) -> bool:
        """Writes a question of a step into the line, with its answer; False where that takes more than a line."""
        from opsdesigner.capture.answering import line_of

        capturing, line = self._window.capturing, self._line
        here = line.hasFocus() if self.asked is None else self.asked.here
        capturing.talk.begin()
        if (scribe := capturing.talk.scribe) is None:
            return True  # and it was said why
        if scribe.now.step != step:
            scribe.go_to(step)
        now, told = scribe.now, ""
        said = said_to(scribe.model, step, answer.question)
        if said:
            told = line_of(scribe.model, now.process, step, answer.question, now.role)
            if not told and answer.state != OPEN:
                return False
        kept = "" if line.text().lstrip().startswith("!") else line.text()
        kept = self.asked.kept if self.asked is not None else kept
        self._leave_words()
        self._end()
        begun = f"! {answer.question}: "
        capturing.open()
        self.asked = Asked(step, answer.question, answer.state != OPEN and bool(told), told or begun, kept, here)
        scribe.answering = answer.question if said else ""
        line.setText(self.asked.told)
        if told:
            line.setSelection(len(begun), len(told))
        return True

    def edited(self, text: str) -> None:
        """The line says something else: the question stays open while it can still be meant."""
        if self.asked is None:
            return
        begun = f"! {self.asked.question}:"
        if not (text.startswith(begun) or begun.startswith(text.rstrip())):
            self._end()

    def moved(self) -> None:
        """The talk is elsewhere, or over."""
        now = self._window.capturing.talk.now
        if self.asked is not None and (now is None or now.step != self.asked.step):
            self._end()

    def takes_back(self, told: str) -> bool:
        """Whether an emptied line takes the answer back."""
        asked = self.asked
        return asked is not None and asked.changing and f"! {asked.question}:".startswith(told.strip())

    def take_back(self, scribe: Scribe) -> None:
        """Takes back the answer to the question that is open."""
        from opsdesigner.capture.answering import take_back

        assert self.asked is not None
        now = scribe.now
        take_back(scribe.model, now.process, now.diagram, self.asked.step, self.asked.question)

    def done(self) -> str:
        """The question is answered; what the line held before it."""
        kept = self.asked.kept if self.asked is not None else ""
        self._end()
        return kept

    def leave(self) -> bool:
        """Leaves a question as it is; whether there was one, and the keyboard stays in the line."""
        asked = self.asked
        if asked is None:
            return False
        self._leave_words()
        self._line.setText(self.done())
        return asked.here

    def _leave_words(self) -> None:
        """Words that were typed and not entered are not lost."""
        text = self._line.text()
        if self.asked is not None and text.strip() not in ("", self.asked.told.strip(), f"! {self.asked.question}:"):
            self._window.capturing.remember(text)

    def _end(self) -> None:
        self.asked = None
        if (scribe := self._window.capturing.talk.scribe) is not None:
            scribe.answering = ""

    def keys(self) -> list[tuple[str, str]]:
        """What the keys do while a question is open."""
        asked = self.asked
        if asked is None:
            return []
        empty = f"! {asked.question}:".startswith(self._line.text().strip())
        does = tr("take the answer back") if asked.changing else tr("never, @role or what is done then")
        return [(does if empty else tr("answer"), tr("Enter")), (tr("leave it"), tr("Esc"))]
