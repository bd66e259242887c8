"""The menus that only an org chart has: how the boxes below one stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from opsdesigner.model import Shape
from opsdesigner.notation.properties import BRANCHES

from ..keyboard import charting
from ..words import tr
from .chooser import Entry

if TYPE_CHECKING:
    from ..view import CanvasView


def open_branch(view: CanvasView) -> None:
    """S: how those below the selected box stand."""
    here = charting.box_of(view)
    if here is None:
        return
    entries = [
        Entry(tr(text), tr("Those below"), _style(view, style), "tree", note=_note(here, style))
        for style, text in BRANCHES
    ]
    anchor = view.pad_anchor()
    at = view.pointer().toPoint() if anchor is None else QPoint(round(anchor.right()) + 14, round(anchor.top()) - 8)
    view.pad.vanish()
    view.chooser.open(entries, tr("How shall they stand?"), at)


def _note(here: Shape, style: str) -> str:
    return tr("now") if here.props.text("branch") == style else ""


def _style(view: CanvasView, style: str) -> Callable[[], None]:
    return lambda: charting.set_branch(view, style)
