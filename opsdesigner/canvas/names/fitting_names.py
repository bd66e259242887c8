"""How large a step or a note must be for its whole text."""

from __future__ import annotations

from math import ceil

from opsdesigner.notation.theme import OUTER_LABEL

from .. import theme
from ..drawing.pictures import ShapePicture
from .places import note_width
from .typesetting import measure_of
from .wrapping import balanced

SIDE, PITCH, ROOM = 16.0, 16.0, 12.0  # px beside the name, per line, above and below it together
WIDEST = 280.0


def size_for(shape: ShapePicture) -> tuple[float, float] | None:
    """Width and height that hold a step's name in full size; None where it has room enough or is no step."""
    if shape.kind.family != "step" or shape.depth < 0 or not shape.name:
        return None
    measure = measure_of(13, theme.NORMAL)
    top = 24.0 if shape.look.mark else 0.0
    foot = 20.0 if shape.look.bottom else 0.0
    wide, tall = shape.w, shape.h
    while wide <= WIDEST:
        lines = max(1, int((tall - top - foot - ROOM) // PITCH))
        broken = balanced(shape.name, wide - SIDE, lines, measure)
        if not broken.cut and not broken.split and len(broken.lines) <= lines:
            break
        if lines < 4:
            tall += PITCH
        else:
            wide += 20
    return (wide, tall) if (wide, tall) != (shape.w, shape.h) else None


def note_height(shape: ShapePicture, text: str) -> float:
    """How tall a note must be to hold a text in full size, no less than it is."""
    pixels, pitch = OUTER_LABEL
    broken = balanced(text, note_width(shape, False), 99, measure_of(pixels, theme.NORMAL))
    return max(shape.h, ceil(len(broken.lines) * pitch + 4.0))
