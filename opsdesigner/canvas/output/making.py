"""Diagrams as bytes of a picture or PDF: what the command writes, and the window by a process of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QGuiApplication

from opsdesigner.model import Id, Model
from opsdesigner.notation.theme import LIGHT

from ..drawing.display import Display
from ..drawing.extent import page_name, scene
from .images import Page, affordable, pdf, png
from .svg import diagram_svg

Progress = Callable[[str], None]  # hears what is drawn


class Wish(NamedTuple):
    """What a picture should be like."""

    scale: float = 1.0
    background: bool = True
    only: frozenset[Id] | None = None  # shapes and edges; None for all of a diagram


AS_IT_IS = Wish()


class Made(NamedTuple):
    """The bytes of a file, and what there is to say about it."""

    data: bytes
    note: str = ""


def picture_of(model: Model, diagram: Id, ending: str, wish: Wish = AS_IT_IS) -> Made:
    """An SVG or PNG."""
    display = Display(model, diagram, LIGHT)
    if ending == ".svg":
        return Made(diagram_svg(display, wish.only, wish.scale, wish.background).encode())
    shown = scene(display, wish.only)
    scale = affordable(shown.box, wish.scale)
    note = f"drawn at {scale:.2g}, as at {wish.scale:g} it would be too large." if scale < wish.scale else ""
    return Made(png(shown, scale, wish.background, page_name(model, diagram)), note)


def pdf_of(
    model: Model, diagrams: Sequence[Id], title: str = "", wish: Wish = AS_IT_IS, progress: Progress = lambda name: None
) -> Made:
    """A PDF with a page for each diagram."""
    names, sheets = [page_name(model, diagram) for diagram in diagrams], []
    for diagram, name in zip(diagrams, names, strict=True):
        progress(name or diagram)
        sheets.append(Page(scene(Display(model, diagram, LIGHT), wish.only), wish.scale))
    return Made(pdf(sheets, next(filter(None, names), title)))


def application() -> QGuiApplication:
    """The running application, or one without a display."""
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        return app
    if sys.platform not in ("win32", "darwin"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return _kept.setdefault("app", QGuiApplication(["opsdesigner"]))


_kept: dict[str, QGuiApplication] = {}
