"""Which names need a halo and in which colour: most stand clear of every line, some on homes with a fill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, centre, grown, holds, pieces, shifted, touches

from .grid import Grid
from .pictures import EdgePicture, ShapePicture
from .theme import words_on
from .typesetting import Label

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


def crossed(
    names: Iterable[Named], edges: Sequence[EdgePicture], homes: Sequence[ShapePicture], reach: float
) -> list[Named]:
    """The names outside shapes that a line, or the rim of a pool, lane or open sub-process, runs through or near.

    Outlines of letters are dear on paper: only these get them there.
    """
    apart = [name for name in names if name[2].outside]
    if not apart:
        return []
    runs, lines = Grid(), dict[Id, list[Box]]()
    for edge in edges:
        if len(edge.points) > 1:
            lines[edge.id] = pieces(edge.points)
            runs.put(edge.id, edge.line_box(), edge.points)
    for home in homes:
        left, top, right, foot = home.body()
        rim = ((left, top), (right, top), (right, foot), (left, foot), (left, top))
        lines[home.id] = pieces(rim)
        runs.put(home.id, home.body(), rim)
    found = []
    for name in apart:
        x, y, label, _ = name
        box = grown(shifted(label.box, x, y), reach)
        if any(touches(part, box) for id in runs.touching(box) for part in lines[id]):
            found.append(name)
    return found
