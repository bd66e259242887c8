"""Which names need a halo: outlines of letters are dear on paper, and most names stand clear of every line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, grown, pieces, shifted, touches

from .grid import Grid
from .pictures import EdgePicture, ShapePicture
from .typesetting import Label

Named = tuple[float, float, Label, str]  # where it is seen from, the name, its colour


def crossed(
    names: Iterable[Named], edges: Sequence[EdgePicture], homes: Sequence[ShapePicture], reach: float
) -> list[Named]:
    """The names outside shapes that a line, or the rim of a pool, lane or open sub-process, runs through or near."""
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
