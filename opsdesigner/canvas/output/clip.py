"""The clipboard: our own data, pictures and words of the selection out; our own data and plain lines in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QMimeData, QPointF
from PySide6.QtGui import QClipboard, QGuiApplication

from opsdesigner.edit import clipboard
from opsdesigner.model import Id
from opsdesigner.notation.kinds import ORG_CHART

from ..boxes.chart_words import indented
from ..keyboard import charting
from ..keyboard.chart_walk import shows_chart
from ..keyboard.owning import take_out
from ..keyboard.walking import in_order
from ..words import tr

if TYPE_CHECKING:
    from ..view import CanvasView

MIME = "application/x-opsdesigner+json"
PICTURES = ("image/svg+xml", "image/png")


def data_of(view: CanvasView, ids: frozenset[Id], pictures_only: bool = False) -> QMimeData:
    """The selection in every form others may want it in."""
    mime = QMimeData()
    formats: dict[str, bytes] = {}
    try:
        from . import export
    except ImportError:
        pass
    else:
        formats = export.clipboard_formats(view.display, ids)
    for kind, data in formats.items():
        if not pictures_only or kind in PICTURES:
            mime.setData(kind, QByteArray(data))
    if not pictures_only:
        mime.setData(MIME, QByteArray(clipboard.copy(view.model, ids).encode()))
        mime.setText(words(view, ids))
    return mime


def words(view: CanvasView, ids: frozenset[Id]) -> str:
    """The names of the selection in the order of the flow, a line each; of boxes, as an indented list."""
    if shows_chart(view.display):
        return indented(view.display, ids)
    shapes = view.display.shapes
    return "\n".join(
        " ".join(shapes[id].name.split()) for id in in_order(view.display) if id in ids and shapes[id].name
    )


class Paster(Protocol):
    """Who looks at text from elsewhere before it is put on the page."""

    def wants(self, mime: QMimeData) -> bool:
        """Whether it is for them."""

    def take(self, mime: QMimeData) -> None:
        """Goes on with it."""


def board() -> QClipboard:
    return QGuiApplication.clipboard()


def copy(view: CanvasView) -> None:
    if view.picked:
        board().setMimeData(data_of(view, view.picked))


def copy_as_image(view: CanvasView) -> None:
    """The selection, or all of the page, as a picture."""
    ids = view.picked or frozenset(view.display.shapes) | frozenset(view.display.edges)
    if ids:
        board().setMimeData(data_of(view, ids, True))


def cut(view: CanvasView) -> None:
    ids = view.picked
    if ids:
        copy(view)
        take_out(view, ids)


def paste(view: CanvasView) -> None:
    """Puts what is on the clipboard under the pointer, or beside what was copied; lines of text become steps."""
    mime = board().mimeData()
    if view.paster is not None and mime is not None and not mime.hasFormat(MIME) and view.paster.wants(mime):
        view.paster.take(mime)
        return
    if not view.diagram:
        return
    at, text = paste_point(view), _text_of(mime)
    box = charting.box_of(view)
    boss = box.node if box is not None and view.page == ORG_CHART else ""
    made = view.attempt(lambda: clipboard.paste(view.model, view.diagram, text, at, boss))
    if made:
        view.select(made)
        view.frame_ids(made)
    elif made is not None:
        view.refuse(tr("Only what was copied from a drawing, or lines of text, can be pasted"), view.pointer())


def _text_of(mime: QMimeData | None) -> str:
    """Our own data as text, else the words of others."""
    if mime is None:
        return ""
    return bytes(mime.data(MIME).data()).decode("utf-8", "replace") if mime.hasFormat(MIME) else mime.text()


def paste_point(view: CanvasView) -> tuple[float, float] | None:
    """Under the pointer where it is over the canvas; None leaves it to the verb."""
    at = QPointF(view.mapFromGlobal(view.cursor().pos()))
    if not view.underMouse() or not view.rect().contains(at.toPoint()):
        return None
    place = view.to_diagram(at.x(), at.y())
    return (round(place.x() / 8) * 8, round(place.y() / 8) * 8)


def duplicate(view: CanvasView) -> None:
    ids = view.picked_shapes()
    made = view.attempt(lambda: clipboard.duplicate(view.model, ids)) if ids else None
    if made:
        view.select(made)
        view.frame_ids(made)
