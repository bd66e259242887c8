"""What is worked out of a pasted text beside the window: what it would do, its pictures, how its roles look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from opsdesigner.canvas import roles
from opsdesigner.canvas.display import Display
from opsdesigner.model import Id, Model
from opsdesigner.notation.organisation import code_of, named

from .outline_margin import Role

if TYPE_CHECKING:
    from opsdesigner.capture.understanding import Tried


class Found(NamedTuple):
    """What a text means and would do, and the pictures of that where it draws something."""

    tried: Tried
    display: Display | None


def worked_out(try_out: Callable[[], Tried], page: Id, colours: roles.LaneColours | None) -> Found:
    """Runs beside the window: the document is only read."""
    tried = try_out()
    if tried.made is None or tried.made.change is None:
        return Found(tried, None)
    if colours is not None:
        roles.colour_as(tried.made.model, colours)
    return Found(tried, Display(tried.made.model, page))


def looks(tried: Tried, model: Model) -> dict[str, Role]:
    """How the roles are shown that lines are said for, by name."""
    model = tried.made.model if tried.made is not None else model
    colour_of, found = roles.lane_colours(model), dict[str, Role]()
    for name in dict.fromkeys(tried.understood.owners):
        if name and (node := named(model, name)) is not None and (colour := colour_of(node.id)):
            found[name] = Role(code_of(model, node), colour)
    return found
