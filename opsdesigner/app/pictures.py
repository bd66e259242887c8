"""A whole diagram painted into a given place: thumbnails and pages."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from opsdesigner.canvas.display import Display
from opsdesigner.model import Id, Model
from opsdesigner.notation.theme import Theme


def fitted(p: QPainter, model: Model, diagram: Id, theme: Theme, size: tuple[int, int], most: float = 1.0) -> None:
    """Paints a diagram in the middle of a box of this size, in device pixels, never larger than `most`."""
    display = Display(model, diagram, theme)
    left, top, right, bottom = display.bounds
    scale = min(most, size[0] / max(right - left, 1), size[1] / max(bottom - top, 1))
    p.translate((size[0] - (right - left) * scale) / 2, (size[1] - (bottom - top) * scale) / 2)
    p.scale(scale, scale)
    p.translate(-left, -top)
    display.paint(p, display.bounds, scale)
