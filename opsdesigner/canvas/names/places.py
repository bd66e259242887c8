"""Room that names take: the places files give them, whether these can be believed, and what notes need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsdesigner.model import Bounds, Edge, Shape
from opsdesigner.model.geometry import Box, nearest_on

if TYPE_CHECKING:
    from ..drawing.pictures import ShapePicture

ASTRAY, LOOSE = 180.0, 80.0  # px from its shape, from its line, where a name is a mistake
UNSET = 60.0  # where one at the origin is
NOTE_WIDTH = 84.0  # least width of the text of a note
ROOM = 16.0  # px round its place that a name may lean out of it


def astray(shape: Shape) -> bool:
    """Whether a file places a name where nobody put it: far from its shape."""
    at = shape.label
    if at is None or shape.props.flag("labelPlaced"):
        return False
    dx = max(shape.x - at.x - at.width, at.x - shape.x - shape.width)
    far = max(dx, shape.y - at.y - at.height, at.y - shape.y - shape.height)
    return far > (ASTRAY if at.x or at.y else UNSET)


def loose(edge: Edge) -> bool:
    """The same of a line."""
    at = edge.label
    if at is None or not edge.points or edge.props.flag("labelPlaced"):
        return False
    far = nearest_on(edge.points, at.x + at.width / 2, at.y + at.height / 2)[0] - at.width / 2
    return far > (LOOSE if at.x or at.y else UNSET)


def room(place: Bounds, name: str) -> Box:
    """All that a name placed by hand or by a file may take, however it wraps."""
    lines = min(12, 2 + len(name) // 5 + name.count("\n"))
    half = max(place.width, 130.0) / 2 + ROOM
    middle = place.x + place.width / 2
    return (middle - half, place.y - ROOM, middle + half, place.y + max(place.height, lines * 23.0) + ROOM)


def note_width(shape: ShapePicture, afar: bool) -> float:
    """How wide the text of a note may be: its bracket is open to the right."""
    return max(NOTE_WIDTH, shape.w - 8) * (1.12 if afar else 1.0)


def note_room(shape: ShapePicture) -> Box:
    """All that the text of a note may take at any size."""
    wide = note_width(shape, True)
    lines = shape.name.count("\n") + 2 + int(len(shape.name) * 12 / wide)
    return (shape.x, shape.y, shape.x + wide + 16, shape.y + 4 + 23.0 * lines)
