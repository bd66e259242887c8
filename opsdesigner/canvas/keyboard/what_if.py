"""The commands that ask what happens at a step when it is late, partial and so on; who answers is the window's part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from opsdesigner.notation.what_if import QUESTIONS

from .command import Command

if TYPE_CHECKING:
    from ..view import CanvasView

PROCESS = ""  # the kind of a process diagram
TEXTS = {"back order": "What if it is on back order", "missing": "What if something is missing"}
TEXTS["away"] = "What if nobody is there"


def ask(view: CanvasView, question: str = "") -> None:
    """Asks a question of what is selected, or which one it is to be."""
    if view.asker is not None and view.picked:
        view.asker(question)


def _row(at: int, question: str) -> Command:
    text = TEXTS.get(question, f"What if it is {question}")
    return Command(f"what_if_{at}", text, (str(at),), partial(ask, question=question), True, page=PROCESS)


WHAT_IF_COMMANDS = (
    Command("what_if", "What if…", ("!",), ask, True, "ring", page=PROCESS),
    *(_row(at, question) for at, question in enumerate(QUESTIONS, 1)),
)
