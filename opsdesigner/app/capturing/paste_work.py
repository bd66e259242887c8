"""What is found out of what was pasted: what it says, what it would do, how that looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData

from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.marks import roles
from opsdesigner.capture.columns import FIELDS
from opsdesigner.capture.pasted import Pasted, read_pasted
from opsdesigner.model import Id, Model
from opsdesigner.notation.organisation import code_of, named

from ..outline.margin import Role

if TYPE_CHECKING:
    from opsdesigner.capture.understanding import Tried

MANY = 100_000  # letters
NOTHING_YET = Pasted("")


def several(mime: QMimeData) -> bool:
    """Whether it is text of several lines, or of several cells, and no file."""
    text = mime.text().strip()
    return not mime.hasUrls() and (len(text.splitlines()) > 1 or "\t" in text or (not text and mime.hasHtml()))


def much(mime: QMimeData) -> bool:
    """Whether it takes long to read."""
    return len(mime.text()) > MANY or (mime.hasHtml() and len(mime.html()) > MANY)


def reading(mime: QMimeData) -> Callable[[], Pasted]:
    """Reads what was on the clipboard just now, in any thread. Raises Refused where that is too much."""
    text, html = mime.text(), mime.html() if mime.hasHtml() else ""
    return lambda: read_pasted(text, html)


def turned(source: Pasted, at: int) -> Pasted:
    """A table read otherwise: the next meaning for one of its columns."""
    columns = source.columns
    if columns is None or at >= len(columns.fields):
        return source
    after = FIELDS[(FIELDS.index(columns.fields[at]) + 1) % len(FIELDS)]
    return source.with_columns(columns.assigned(at, after))


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
