"""What is kept of each shape and edge between repaints: places, looks, names laid out when first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPixmap

from opsdesigner.model import Bounds, Id, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of, grown, holds, union
from opsdesigner.notation.drawings import HEADER, Look
from opsdesigner.notation.kinds import KINDS, LABEL_OUTSIDE, Kind
from opsdesigner.notation.looks import is_open, look_of
from opsdesigner.notation.organisation import holders

from .. import theme
from ..boxes.boxes import BOXED, Facts, facts_of, folded_below
from ..names.places import astray, note_room, room
from .shown import inner_of, name_of, shows_called

if TYPE_CHECKING:
    from ..boxes.box_names import Said
    from ..marks.owner_chips import Who
    from ..marks.problem_pins import Pin
    from ..names.names import Guess
    from ..names.typesetting import Label
    from .stamps import Key, Part

UNKNOWN = Kind("", "Unknown", "other", "", outline="box")
TINTED = {"step", "lane", "role", "unit"}  # families that show their owner's colour
FIRST = {"pool": 1.03, "process": 1.02, "lane": 1.01}  # of two homes of the same size, the larger factor lies below
SIDE, UP, DOWN, NEAR = 150.0, 100.0, 100.0, 40.0  # room a name outside may take, at any zoom; what it mostly takes
RIM = 3.0
CORNER = 12.0  # left of and above the corner of a step, where its owner's chip begins
ABOVE_BOX, BELOW_BOX = 12.0, 14.0  # room for what stands on the edges of a box of an org chart
ABOVE, ON_EDGE = 1.0, 2.0  # depth from which shapes lie above lines; on the edges of others
GROUND = 30_000.0  # least area of a closed step that some files put others in


class ShapePicture:
    """One shape: its place, its kind's row, its look, its name as it will be painted."""

    __slots__ = (
        "_facts",
        "_look",
        "_records",
        "_rect",
        "asked",
        "badge",
        "depth",
        "fill",
        "glass",
        "guesses",
        "h",
        "held",
        "id",
        "kind",
        "labels",
        "lit",
        "name",
        "node",
        "parts",
        "pin",
        "placed",
        "rank",
        "rows",
        "stamped",
        "stroke",
        "tint",
        "w",
        "who",
        "x",
        "y",
    )

    def __init__(self, shape: Shape, model: Model) -> None:
        node = model.get(shape.node, Node) if shape.node else None
        self.id: Id = shape.id
        self.node: Id = shape.node
        self.kind: Kind = KINDS.get(node.kind, UNKNOWN) if node else UNKNOWN
        self.name = name_of(shape, node, model)
        self.x, self.y, self.w, self.h = shape.x, shape.y, max(0.0, shape.width), max(0.0, shape.height)
        self.depth = self._depth(shape, node)
        self.rank = (self.depth, self.y, self.x, self.id)
        self.tint: str | None = None  # the owner's colour, "" without one; None until it was asked for
        self.who: Who | None = None  # the chip of its owner, where it needs one
        self.asked = False  # whether it was looked for
        self.pin: Pin | None = None  # what is said to hurt there
        props = shape.props
        self.fill = theme.stored(props.text("fill")) if props else ""
        self.stroke = theme.stored(props.text("stroke")) if props else ""
        self.lit, self.glass = "", False  # filled and outlined in a role's colour; painted without its paper
        self.placed: Bounds | None = None if astray(shape) else shape.label
        self.held = shape.label is not None and props.flag("labelPlaced")  # its name was placed by hand
        self.labels: dict[int, Label | None] = {}  # by text size
        self.guesses: dict[int, Guess] = {}  # where its name would be if there were no others
        self.stamped: tuple[Key, QPixmap] | None = None  # how it was painted last
        self.parts: tuple[Key, tuple[tuple[Part, ...], ...]] | None = None
        self._records = (shape, node, model)
        self._look: Look | None = None
        self._rect: QRectF | None = None
        if self.kind.family in BOXED:
            self.badge: tuple[str, ...] | None = None  # its figures; None where none are shown
            self.rows: dict[int, tuple[Said, ...]] = {}  # what it says beside its name, by text size
            self._facts: Facts | None = None

    def _depth(self, shape: Shape, node: Node | None) -> float:
        """Homes lie below everything, the larger the lower; boundary events above all."""
        family = self.kind.family
        if shape.props.text("participantBandKind"):  # on a choreography's step
            return 1.5
        if family in FIRST or (node is not None and (is_open(node, shape.props) or shows_called(node, shape))):
            return -1 - self.w * self.h * FIRST.get(family, 1.0)
        if family in ("step", "") and self.w * self.h >= GROUND:  # others may lie in it
            return 0.5
        return -0.5 if family == "group" else 2 if family == "boundary" else 1

    def again(self, shape: Shape, model: Model) -> bool:
        """Whether it shows this shape as it is now, all it was made from being the same; then it is as good as new."""
        known, node, _ = self._records
        if known is not shape or node is not model.get(shape.node, Node) or (node is not None and node.host):
            return False
        self.labels.clear()
        self.guesses.clear()
        self.tint = self._look = self.who = None
        self.asked = False
        if self.kind.family in BOXED:
            self.badge = self._facts = None
            self.rows.clear()
        return True

    @property
    def facts(self) -> Facts:
        """What a box of an org chart says beside its name."""
        if self._facts is None:
            shape, node, model = self._records
            assert node is not None
            self._facts = facts_of(node, shape, model)
        return self._facts

    @property
    def folded(self) -> bool:
        """Whether it says how many boxes are folded away below it."""
        return self.kind.family in BOXED and self._records[0].props.flag("collapsed")

    def refolded(self) -> bool:
        """Whether that is another number now."""
        shape, _, model = self._records
        return self._facts is not None and self._facts.folded != folded_below(shape, model)

    @property
    def rect(self) -> QRectF:
        if self._rect is None:
            self._rect = QRectF(self.x, self.y, self.w, self.h)
        return self._rect

    @property
    def look(self) -> Look:
        if self._look is None:
            shape, node, model = self._records
            host = model.get(node.host, Node) if node and node.host else None
            inner = inner_of(node, shape, model) if node else None
            held = node is not None and node.kind == "role" and bool(holders(model, node.id))
            self._look = look_of(node, shape.props, host, inner, held)
            if self.kind.id == "callActivity" and not inner and "plus" not in self._look.bottom and self.depth > 0:
                self._look = self._look._replace(bottom=(*self._look.bottom, "plus"))
        return self._look

    @property
    def outside(self) -> bool:
        """Whether its name stands outside it."""
        return self.kind.family in LABEL_OUTSIDE

    def body(self) -> Box:
        return (self.x, self.y, self.x + self.w, self.y + self.h)

    def solid(self, x: float, y: float, slack: float) -> bool:
        """Whether it is caught at a point. Homes are by their head or rim only: a rubber band can start inside."""
        if self.depth > 0:
            return holds(self.body(), x, y)
        if not holds(grown(self.body(), slack), x, y):
            return False
        if self.look.outline == "closedPool" or not holds(grown(self.body(), -slack), x, y):
            return True
        across = self.look.upright or self.kind.family not in FIRST
        return self.kind.family != "group" and (y - self.y if across else x - self.x) < HEADER

    def box(self) -> Box:
        """All it may paint on, its name included wherever that will find room."""
        body = grown(self.body(), RIM)
        if self.kind.family in BOXED:
            return (self.x - RIM, self.y - ABOVE_BOX, self.x + self.w + RIM, self.y + self.h + BELOW_BOX)
        if self.kind.family == "step":
            body = (body[0] - CORNER, body[1] - CORNER, body[2], body[3])
        if self.kind.family == "note" and self.name:
            return union([body, note_room(self)])
        if not self.name or not self.outside:
            return body if self.kind.family not in FIRST else grown(body, 24)
        near = (self.x - SIDE, self.y - UP, self.x + self.w + SIDE, self.y + self.h + DOWN)
        return union([near, room(self.placed, self.name)]) if self.placed else near

    def near(self) -> Box:
        """About what it paints on; for the bounds of a diagram."""
        if not self.name or not self.outside:
            return self.body()
        return union([self.body(), box_of(self.placed)]) if self.placed else grown(self.body(), NEAR)
