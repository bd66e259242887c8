"""Actions of the capture bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .actions import Action
from .conditions import any_document, has_document
from .edit_rows import command

if TYPE_CHECKING:
    from ..window import MainWindow


def _big(window: MainWindow) -> None:
    window.settings.put("view/bigCapture", not window.capture_bar.big)
    window.capture_bar.grow(window.settings.flag("view/bigCapture"))
    window.what_if.follow_settings()
    window.refresh()


CAPTURE_BAR = (
    Action(
        "captureBar",
        "Capture bar",
        lambda window: window.capturing.toggle(),
        (),
        "View",
        "",
        any_document,
        lambda window: window.capturing.wanted,
        words="type text line quick fast",
    ),
    Action(
        "bigCapture",
        "Big capture bar",
        _big,
        (),
        "View",
        "",
        any_document,
        lambda window: window.capture_bar.big,
        words="projector workshop large",
    ),
)
CAPTURE = (
    Action(
        "writeLine",
        "Write a line",
        lambda window: window.capturing.open(),
        ("/",),
        "Insert",
        "",
        any_document,
        gap=True,
        words="capture bar type step text role",
    ),
    Action(
        "backward",
        "Backward, from the result",
        lambda window: window.capturing.turn_back(),
        ("Ctrl+B",),
        "Insert",
        "",
        any_document,
        lambda window: window.capturing.backward,
        words="capture before trigger reverse",
    ),
    command("problem", "problem", "Insert", "pin", has_document, words="pin hurts park ?? say"),
    command("idea", "idea", "Insert", "bulb", has_document, words="park !! say improve"),
)
