"""What two edits say otherwise of the same thing."""

from __future__ import annotations

from typing import NamedTuple

from opsdesigner.model import Id

REMOVED = "!removed"  # in the place of a field: one side took the thing out
REFUSED = "!refused"  # in the place of a field: one side's value cannot stand beside what the other did
STAYS = "!stays"  # in the place of a field: a type that the other side's parts need, and the one that was given up
FOREIGN = "!foreign"  # in the place of a field: what only another program understands


class Clash(NamedTuple):
    """One conflict: the thing, the field, both values (None for nothing); `layout` where only the drawing differs.

    Ours stands in the joined document; theirs is written beside it as a problem, unless it is layout.
    """

    id: Id
    field: str
    ours: object = None
    theirs: object = None
    layout: bool = False
