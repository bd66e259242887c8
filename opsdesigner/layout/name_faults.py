"""Names that stand on shapes, on lines or on each other, where a file, a layout or a hand put them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from opsdesigner.model import Bounds, Id
from opsdesigner.model.geometry import Box, box_of, grown
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import LABEL_OUTSIDE

from .drawing import Drawing, Line
from .mesh import Mesh
from .outlines import enters
from .words import room_for
from .yardstick import Faults, Measure, breathing

INSIDE_TOO = frozenset({"data", "store"})  # families whose names people put on them


class Name(NamedTuple):
    """A name in the place it was given."""

    id: Id  # of the shape or edge it names
    box: Box
    family: str = ""

    def on(self, line: Line, strict: bool) -> bool:
        """Whether a line runs through it; on the line it names people put it on purpose."""
        if not strict and line.edge.id == self.id:
            return False
        return any(enters("rect", self.box, a, b) for a, b in pairwise(line.edge.points))


def names_of(drawing: Drawing, measure: Measure) -> list[Name]:
    """All names outside shapes that were given a place; of people's so much of it as their words take."""
    found: list[Name] = []
    for stand in drawing.stands:
        label, outside = stand.shape.label, stand.family in LABEL_OUTSIDE and stand.family != "message"
        text = title(drawing.model, stand.node.id) if outside and label is not None else ""
        if text and label is not None:
            found.append(Name(stand.shape.id, _place(label, text, measure), stand.family))
    for line in drawing.lines:
        if line.edge.label is not None and line.link.name:
            found.append(Name(line.edge.id, _place(line.edge.label, line.link.name, measure)))
    return [name for name in found if name.box[0] < name.box[2] and name.box[1] < name.box[3]]


def _place(label: Bounds, text: str, measure: Measure) -> Box:
    if measure.strict:
        return box_of(label)
    wide, tall = room_for(text)
    wide, tall = min(wide, label.width), min(tall, label.height)
    left = label.x + (label.width - wide) / 2
    return grown((left, label.y, left + wide, label.y + tall), -measure.name)


def names_on(drawing: Drawing, named: list[Name], mesh: Mesh, strict: bool) -> Faults:
    """Names on shapes and on other names; the mesh has the boxes of all solid shapes and then of all names."""
    count = len(drawing.solid)
    for number, name in enumerate(named):
        yield from breathing(number)
        for hit in sorted(mesh.within(name.box)):
            if hit >= count:
                if hit - count > number:
                    yield "name on name", name.id, named[hit - count].id
                continue
            stand = drawing.solid[hit]
            own = stand.shape.id == name.id and name.family in INSIDE_TOO and not strict
            if not own and not drawing.holds(stand):
                yield "name on shape", name.id, stand.shape.id
