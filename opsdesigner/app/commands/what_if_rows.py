"""Actions of the six questions: the strip, one for each of them, the next that has no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsdesigner.notation.what_if import QUESTIONS, can_be_asked

from .actions import Action
from .conditions import any_document, has_document
from .edit_rows import command

if TYPE_CHECKING:
    from ..window import MainWindow

MENU = "Model/What if"


def _askable(window: MainWindow) -> bool:
    return has_document(window) and can_be_asked(window.view.model, window.what_if.step)


WHAT_IF_STRIP = (
    Action(
        "whatIfStrip",
        "What-if questions",
        lambda window: window.what_if.toggle(),
        (),
        "View",
        "ring",
        any_document,
        lambda window: window.what_if.wanted,
        words="exceptions late partial back order wrong missing away chips rings coverage",
    ),
)
WHAT_IF = (
    command("what_if", "whatIf", MENU, "ring", _askable, words="exception question answer"),
    *(
        command(f"what_if_{at}", f"whatIf.{question}", MENU, "", _askable, gap=at == 1, words="exception question")
        for at, question in enumerate(QUESTIONS, 1)
    ),
    Action(
        "nextQuestion",
        "Next unanswered question",
        lambda window: window.what_if.next_open(),
        ("Ctrl+J",),
        MENU,
        "next",
        any_document,
        gap=True,
        words="what if exception open coverage",
    ),
)
