"""Leaving a document: only once nothing unsaved is left, or the user has said so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .. import dialogs
from .filing import save

if TYPE_CHECKING:
    from ..window import MainWindow


def leave(window: MainWindow, then: Callable[[], None]) -> None:
    """Goes on once nothing unsaved is left, or once the user has said so."""
    document = window.document
    if window.saving:
        window.after_saving.append(lambda: leave(window, then))
        return
    if document is None or not document.modified:
        then()
        return

    if window.asking:
        window.raise_()
        return
    window.asking = True

    def answered(answer: str) -> None:
        window.asking = False
        if answer == "save":
            save(window, then)
        elif answer == "discard":
            then()

    dialogs.ask_unsaved(window, window.title(), answered)


def leave_all(windows: Sequence[MainWindow], then: Callable[[], None]) -> None:
    """Asks for one window after the other and goes on once all have been answered; Cancel keeps every one."""
    if not windows:
        then()
        return
    leave(windows[0], lambda: leave_all(windows[1:], then))
