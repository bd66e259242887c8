"""Groups go round what they were round."""

from __future__ import annotations

from collections.abc import Collection

from opsdesigner.model import Id, Shape
from opsdesigner.model.geometry import box_of, contains

from .graph import Frame
from .page import FRAMES, ORIGIN, Page

ROUND, HEAD = 14.0, 30.0  # px round what lies in a group, and above it
GAP = 24.0  # px between groups round nothing; twice that over them


def frame_groups(page: Page, frames: dict[Id, Frame], staying: Collection[Id], drawn: bool) -> None:
    """Frames every group: round what it was round if all was drawn, else below everything; some stay as they are."""
    below = max((y + h for _, y, _, h in frames.values()), default=ORIGIN[1]) + 2 * GAP
    left = min((x for x, *_ in frames.values()), default=ORIGIN[0])
    for id, shape in page.shapes.items():
        if page.family(id) != "group":
            continue
        held = [frames[each] for each in _held(page, frames, shape)] if drawn else []
        if id in staying:
            frames[id] = (shape.x, shape.y, shape.width, shape.height)
        elif held:
            x, y = min(f[0] for f in held) - ROUND, min(f[1] for f in held) - HEAD
            right, foot = max(f[0] + f[2] for f in held), max(f[1] + f[3] for f in held)
            frames[id] = (x, y, right + ROUND - x, foot + ROUND - y)
        else:
            frames[id] = (left, below, shape.width, shape.height)
            left += shape.width + GAP


def _held(page: Page, frames: dict[Id, Frame], group: Shape) -> list[Id]:
    inside = (id for id in page.shapes if id in frames and page.family(id) not in FRAMES)
    return [id for id in inside if contains(box_of(group), box_of(page.shapes[id]))]
