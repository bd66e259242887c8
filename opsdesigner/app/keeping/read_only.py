"""A window in which nothing can be changed for a while: what is closed meanwhile, what stays open, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsdesigner.edit.context import Refusal

from ..commands.actions import Action

if TYPE_CHECKING:
    from ..window import MainWindow

FILE, COMPARING = "file", "comparing"  # what asks for it
MENUS = ("File", "View", "Window", "Help")  # whose actions change nothing, but for
CHANGING = ("importPeople", "captureBar", "bigCapture")
LOOKING = (  # actions elsewhere that change nothing
    *("copy", "copyImage", "selectAll", "find", "findNext", "findPrevious", "nextNote", "menus", "nextPane"),
    *("previousPane", "select", "hand", "lasso", "drillUp", "next_flow", "nextOwned", "previousOwned", "toOwner"),
    *("unowned", "idleRoles", "previousNote"),
)
WAYS = ("go_", "walk_", "scroll_")


class ReadOnly:
    """Why the document of a window cannot be changed; several may ask for it at a time."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._asked: dict[str, str] = {}

    @property
    def why(self) -> str:
        """The sentence that is said where somebody tries; "" where all can be changed."""
        return next(reversed(self._asked.values()), "")

    def settle(self) -> None:
        """What is being written in the window is taken over, and what a hand has under way put back."""
        window = self._window
        for view in window.twin.views:
            view.close_over()
            view.cancel_gesture()
        focus = window.focusWidget()
        if focus is not None and any(part.isAncestorOf(focus) for part in (window.side, *window.cards.values())):
            focus.clearFocus()  # a field takes its text over when it is left

    def hold(self, who: str, why: str) -> None:
        """Nothing changes the document any more, for this reason."""
        self._asked[who] = why
        self.follow()

    def release(self, who: str) -> None:
        """One reason less."""
        if self._asked.pop(who, ""):
            self.follow()

    def forget(self) -> None:
        """Another document, or none."""
        had, self._asked = self._asked, {}
        if had:
            self.follow()

    def allows(self, row: Action) -> bool:
        """Whether an action can be done just now, as far as this goes."""
        if not self.why:
            return True
        menu = row.menu.partition("/")[0]
        return (menu in MENUS and row.id not in CHANGING) or row.id in LOOKING or row.id.startswith(WAYS)

    def follow(self) -> None:
        """Every part of the window does as is said now."""
        window, why = self._window, self.why
        if window.document is not None:
            window.document.model.guard = self._ask
        for view in window.twin.views:
            view.lock(why)
        if why:
            window.finder.leave()
        window.capture_bar.setEnabled(not why)
        window.tools.setEnabled(not why)
        window.what_if.strip.setEnabled(not why)
        for card in window.cards.values():
            card.setEnabled(not why)
        window.side.lock(bool(why))
        window.document_changed()

    def _ask(self) -> None:
        """The last door: whatever was forgotten above ends here. Raises Refusal."""
        if self.why:
            raise Refusal(self.why)
