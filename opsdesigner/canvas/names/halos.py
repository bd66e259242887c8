"""What is cleared under names that lines run through, and in which colour: some stand on homes with a fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opsdesigner.model.geometry import Box, centre, holds, shifted

from ..drawing.pictures import ShapePicture
from ..theme import words_on
from .typesetting import Label, measure_of

HALO = 2.0  # units round the letters that are kept clear
RISE, DROP = 0.76, 0.24  # share of the size of letters above and below their line

Named = tuple[float, float, Label, str]  # where it is seen from, the name, its colour


def ground(name: Named, homes: Sequence[ShapePicture]) -> str:
    """The stored colour of what a name outside its shape stands on, "" where that is paper."""
    x, y, label, _ = name
    if not label.outside:
        return ""
    at = centre(shifted(label.box, x, y))
    return next((home.fill for home in reversed(homes) if home.fill and holds(home.body(), *at)), "")


def on_ground(name: Named, homes: Sequence[ShapePicture]) -> Named:
    """The name in black or white where it stands on a stored colour."""
    fill = ground(name, homes)
    return (*name[:3], words_on(fill)) if fill else name


def cleared(x: float, y: float, label: Label) -> Iterator[Box]:
    """The boxes round the rows of a name that lines are taken out of; none where no line runs through it."""
    if not label.crossed:
        return
    measure, size = measure_of(label.pixels, label.font.weight()), label.pixels
    for words, _, left, base in label.rows:
        if words:
            top, foot = y + base - size * RISE - HALO, y + base + size * DROP + HALO
            yield (x + left - HALO, top, x + left + measure(words) + HALO, foot)
