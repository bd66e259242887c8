"""What one row of the table of commands says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..view import CanvasView


# How the commands begin that a held key repeats.
REPEATED = ("walk", "nudge", "inch", "grow", "scroll", "zoom", "undo", "redo")


class Command(NamedTuple):
    """One row: what a command is called, its keys, what it does. `local` keys work on the canvas only."""

    id: str
    text: str
    keys: tuple[str, ...]
    act: Callable[[CanvasView], None]
    local: bool = False
    icon: str = ""
    page: str | None = None  # the kind of diagram it works on, as Diagram.kind has it; None for all

    @property
    def repeats(self) -> bool:
        """Whether it is done again and again while its key is held."""
        return self.id.startswith(REPEATED)
