"""The table of all actions, in the order of the menus."""

from __future__ import annotations

from .actions import Action
from .capture_rows import CAPTURE
from .draw_rows import DRAW
from .edit_rows import EDIT
from .filing_rows import FILE, HELP, WINDOW_ROWS
from .people_rows import LANES
from .twin_rows import OWNING, SIDES
from .view_rows import VIEW
from .what_if_rows import WHAT_IF


def rows() -> tuple[Action, ...]:
    """Every action there is."""
    return (*FILE, *EDIT, *VIEW, *SIDES, *DRAW, *CAPTURE, *OWNING, *WHAT_IF, *LANES, *WINDOW_ROWS, *HELP)
