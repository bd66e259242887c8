"""The ghost is worked out beside the window: it is always that of the line as it is, of the document as it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from opsdesigner.app.capturing import rehearsing
from opsdesigner.edit.labels import rename

from .bar import Bar
from .hands import Key
from .test_capture_bar import bar, begun

__all__ = ["bar", "begun"]


@pytest.mark.parametrize("costly", [0.0, 10.0], ids=["after a pause", "at once"])
def test_the_ghost_is_of_the_last_letter_however_fast_they_come(
    begun: Bar, costly: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsing, "COSTLY", costly)
    for letter in "File it":
        begun.type(letter)
        QApplication.processEvents()
    begun.settle()
    assert begun.seen == ["File it"]


def test_a_ghost_that_comes_too_late_is_not_shown(begun: Bar) -> None:
    begun.type("File it")
    while begun.window.capturing.ghost._under_way is None:
        QApplication.processEvents()
    for _ in "File it":
        begun.key(Key.Key_Backspace)
    assert begun.seen == []
    begun.settle()
    assert begun.seen == [] and begun.window.capturing.ghost.found is None


def test_a_ghost_of_a_document_that_has_changed_is_worked_out_anew(begun: Bar) -> None:
    begun.type("-> Check it")
    begun.settle()
    assert begun.seen == [] and begun.window.capturing.ghost.found is None
    begun.type("!")
    while begun.window.capturing.ghost._under_way is None:
        QApplication.processEvents()
    rename(begun.model, begun.named("Check order").node, "Check it!")
    begun.settle()
    assert begun.window.capturing.ghost.found is not None
    assert begun.window.capturing.ghost.ghosts[1].lines


def test_a_line_can_be_made_before_its_ghost_is_there(begun: Bar) -> None:
    begun.say("File it")
    begun.say("Burn it")
    begun.settle()
    assert begun.between("File it", "Burn it") and begun.seen == []
