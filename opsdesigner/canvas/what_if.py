"""The commands that ask what happens at a step when it is late, partial and so on; who answers is the window's part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from opsdesigner.notation.what_if import QUESTIONS

from .command import Command

if TYPE_CHECKING:
    from .view import CanvasView

PROCESS = ""  # the kind of a process diagram
WORDS = {"back order": "on back order", "missing": "missing something", "away": "nobody is there"}


def ask(view: CanvasView, question: str = "") -> None:
    """Asks a question of what is selected, or which one it is to be."""
    if view.asker is not None and view.picked:
        view.asker(question)


def _text(question: str) -> str:
    words = WORDS.get(question, question)
    return f"What if {words}" if words.startswith("nobody") else f"What if it is {words}"


WHAT_IF_COMMANDS = (
    Command("what_if", "What if…", ("!",), ask, True, "ring", page=PROCESS),
    *(
        Command(f"what_if_{at}", _text(question), (str(at),), partial(ask, question=question), True, page=PROCESS)
        for at, question in enumerate(QUESTIONS, 1)
    ),
)
