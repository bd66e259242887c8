"""What a diagram looks like: its pictures, names and colours; a Change drops only what it touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from time import perf_counter

from PySide6.QtGui import QPainter

from opsdesigner.model import Change, Edge, Id, Model, Shape
from opsdesigner.model.geometry import Box, grown, holds, pieces, shifted, touches, union
from opsdesigner.notation.theme import LIGHT, Theme

from .. import theme
from ..boxes.badges import Badges
from ..boxes.boxes import BOXED
from ..marks import roles
from ..marks.owner_chips import Who, who_of
from ..marks.problem_pins import ProblemPins
from ..names.names import Names
from ..names.typesetting import Label
from .album import Album
from .edge_pictures import EdgePicture
from .following import lends, renames, touched_by, unfolds
from .grid import Cell, cells, gathered
from .lines import HOPPING, Hop, hops_over
from .painting import HEADED, header_size, paint_pictures, text_size
from .pictures import RIM, TINTED, ShapePicture
from .sheets import Sheet, paint_sheets, sheet_of

DETAIL = 0.1  # device pixels per unit under which only the quick picture is worth painting
HOP_ROOM = 18.0  # how far from a line others may change when it does
MANY = 40  # changed pictures above which all lines and names near them look again


class Display(Album):
    """The pictures of one diagram of a model, ready to be painted."""

    def __init__(self, model: Model, diagram: Id, look: Theme = LIGHT, pinned: bool = False) -> None:
        super().__init__(model, diagram, ProblemPins(model, diagram) if pinned else None)
        self.colours = theme.colours(look)
        self.colour_of = roles.lane_colours(model)  # a node's owner's colour, "" without one
        self.badges = Badges(model)
        self._lent = False  # whether the last change gave roles other colours
        self.hopping = True  # whether lines hop over others
        self.names = Names(self)
        self._hopped: dict[Id, EdgePicture] = {}  # whose hops are known

    def set_theme(self, look: Theme) -> None:
        """Other colours from the next repaint on; tiles made before are the caller's to drop."""
        self.colours = theme.colours(look)

    def set_hopping(self, on: bool) -> None:
        self.hopping = on
        self._forget_hops()

    def set_badges(self, on: bool) -> None:
        """Whether the boxes of an org chart say what they own and lead; tiles made before are the caller's to drop."""
        self.badges.shown = on
        for shape in self.shapes.values():
            if shape.kind.family in BOXED:
                shape.badge = None
                shape.labels.clear()
                shape.rows.clear()

    def let_go(self) -> None:
        """The end of it: all it holds goes with the last reference, not when the window's thread sweeps up."""
        del self.names

    # following the model

    def follow(self, change: Change) -> list[Box]:
        """Takes over a change; returns the boxes whose picture is no longer right."""
        self.turn()
        touched, known = self._touched(change), self.model.records
        shown: dict[Id, Shape | Edge] = {}
        for id in touched:
            record = known.get(id)
            if (type(record) is Shape or type(record) is Edge) and record.diagram == self.diagram:
                shown[id] = record
        soiled = self._replace_many(touched, shown) if len(touched) > MANY else self._replace(touched, shown)
        if self._lent or lends(change, self.model):
            soiled += self.recolour()
        elif renames(change):
            soiled += self._rechip(shape for shape in self.shapes.values() if shape.who is not None)
        return soiled

    def _touched(self, change: Change) -> dict[Id, None]:
        """All whose picture a change concerns."""
        self._lent = roles.follow(self.model, change)
        touched = touched_by(change, self.model, self.diagram)
        owners = self.badges.follow(change)
        touched.update((each.id, None) for each in self.model.referrers_to(owners, Shape, "node"))
        if self.pins is not None:
            touched.update(dict.fromkeys(self.pins.follow(change)))
        if unfolds(change):
            folded = (shape for shape in self.shapes.values() if shape.folded)
            touched.update((shape.id, None) for shape in folded if shape.refolded())
        return touched

    def _replace(self, touched: Collection[Id], shown: Mapping[Id, Shape | Edge]) -> list[Box]:
        """New pictures for old; the lines that cross them and the names near them look again."""
        soiled: list[Box] = []
        crowded: list[Box] = []  # where names may have to make room
        for id in touched:
            soiled += self._unhop(id)
            crowded += self._fills(id)
            soiled += self.take((id,))
            if (record := shown.get(id)) is not None:
                soiled += self.put((record,))
                soiled += self._unhop(id)
                crowded += self._fills(id)
        return soiled + self.names.follow(crowded) if crowded else soiled

    def _replace_many(self, touched: Collection[Id], shown: Mapping[Id, Shape | Edge]) -> list[Box]:
        """The same where so much changes that all lines and names about there look again at once."""
        boxes = self.take(touched) + self.put(shown.values())
        if not boxes:
            return []
        soiled = [grown(box, HOP_ROOM) for box in gathered(boxes)]
        self._forget_hops(union(soiled))
        return soiled + self.names.forget(soiled)

    def recolour(self) -> list[Box]:
        """Asks again for every colour in use; returns the boxes where it is another."""
        soiled = self._rechip(self.shapes.values())
        for shape in self.shapes.values():
            if shape.tint is None or shape.kind.family not in TINTED:
                continue
            if (tint := self.colour_of(shape.node)) == shape.tint:
                continue
            if not (tint and shape.tint):  # the name makes room for the spine
                shape.labels.clear()
            shape.tint = tint
            soiled.append(box := shape.box())
            for cell in cells(box):
                self._sheets.pop(cell, None)
        return soiled

    def _rechip(self, shapes: Iterable[ShapePicture]) -> list[Box]:
        """Looks again at the chips of owners; returns the boxes where one is another, came or went."""
        soiled = []
        for shape in shapes:
            if shape.asked:
                before, shape.asked = shape.who, False
                if self.chip(shape) != before:
                    soiled.append(shape.box())
        return soiled

    def chip(self, shape: ShapePicture) -> Who | None:
        """The chip of a step's owner, None where it needs none."""
        if not shape.asked and shape.kind.family == "step":
            shape.asked, shape.who = True, who_of(self.model, self.diagram, shape.node, self.colour_of)
        return shape.who

    def _fills(self, id: Id) -> list[Box]:
        """Where a shape or edge is in the way of names."""
        if shape := self.shapes.get(id):
            return [shape.box() if shape.depth >= 0 else shape.body()]
        if edge := self.edges.get(id):
            boxes = [grown(piece, 2) for piece in pieces(edge.points)]
            return [*boxes, edge.box()] if edge.name else boxes
        return []

    def _unhop(self, id: Id) -> list[Box]:
        """Lets the lines that cross this one look at their hops again; returns where they may change."""
        if (edge := self.edges.get(id)) is None or not self.hopping or edge.kind not in HOPPING:
            return []
        soiled = [grown(piece, HOP_ROOM) for piece in pieces(edge.points)]
        for box in soiled:
            for other in self.runs.touching(box):
                self.edges[other].touch()
        return soiled

    def _forget_hops(self, there: Box | None = None) -> None:
        """Lets the lines look at their hops again; with a box, those that touch it."""
        for id, edge in list(self._hopped.items()):
            box = self.runs.box(id)
            if there is None or box is None or touches(box, there):
                edge.touch()
                del self._hopped[id]

    # names

    def label_at(self, x: float, y: float, zoom: float = 1.0) -> Id:
        """Whose name, standing outside its shape or beside its line, is at a point; "" where none is."""
        for id in sorted(self.touching((x, y, x, y)), reverse=True):
            box = self.label_box(id, zoom)
            if box and holds(grown(box, 2), x, y) and (id in self.edges or self.shapes[id].outside):
                return id
        return ""

    def label(self, id: Id, zoom: float = 1.0) -> Label | None:
        """The name as it is painted at this zoom, places seen from its shape's corner; None where none is."""
        shape, edge = self.shapes.get(id), self.edges.get(id)
        if shape and shape.name:
            size = header_size(zoom) if shape.kind.family in HEADED else text_size(zoom)
            return self.names.of(shape, size) if size >= 0 else None
        if edge and edge.name and len(edge.points) > 1 and (size := text_size(zoom)) >= 0 and (not size or edge.answer):
            return self.names.of(edge, size)
        return None

    def label_box(self, id: Id, zoom: float = 1.0) -> Box | None:
        """Where a name stands on the diagram."""
        if (label := self.label(id, zoom)) is None:
            return None
        shape = self.shapes.get(id)
        return shifted(label.box, shape.x, shape.y) if shape else label.box

    # painting

    def paint(self, p: QPainter, box: Box, scale: float, final: bool = True, zoom: float = 0.0) -> None:
        """Paints what touches the box, in full or as the quick picture.

        `scale` is device pixels per unit; `zoom` decides how much is drawn, the scale does where it is 0.
        """
        if final:
            self.paint_ids(p, self.touching(box), scale, zoom, box)
            return
        self.ready(box)
        left, top, right, bottom = box
        homes = [h for h in self.homes.values() if h.x <= right and h.y <= bottom and h.x + h.w >= left]
        homes = sorted((h for h in homes if h.y + h.h >= top), key=lambda home: home.rank)
        for home in homes:
            self.tint(home)
        paint_sheets(p, homes, [self._sheets[cell] for cell in self._occupied(box)], scale, self.colours)

    def paint_ids(
        self, p: QPainter, ids: Iterable[Id], scale: float, zoom: float = 0.0, box: Box | None = None
    ) -> None:
        """Paints these shapes and edges; with a box, only what touches it."""
        zoom = zoom or scale
        wanted = list(ids)
        shapes = [shape for id in wanted if (shape := self.shapes.get(id))]
        edges = [edge for id in wanted if (edge := self.edges.get(id)) and len(edge.points) > 1]
        self.prepare(shapes, edges, zoom)
        if box is not None:
            seen = grown(box, 2 / scale)
            shapes = [shape for shape in shapes if not shape.outside or self._in(shape, zoom, seen)]
        paint_pictures(p, shapes, edges, scale, self.colours, zoom)

    def _in(self, shape: ShapePicture, zoom: float, box: Box) -> bool:
        """Whether a shape or its name, now that it is laid out, touches a box."""
        if shape.pin is not None or touches(grown(shape.body(), RIM), box):
            return True
        label = shape.labels.get(text_size(zoom)) if shape.name else None
        return label is not None and touches(grown(shifted(label.box, shape.x, shape.y), RIM), box)

    def prepare(self, shapes: Iterable[ShapePicture], edges: Iterable[EdgePicture], zoom: float) -> None:
        """Finds out all that painting these needs and their records do not say."""
        size, head = text_size(zoom), header_size(zoom)
        for shape in shapes:
            self.tint(shape)
            family = shape.kind.family
            if zoom >= 0.5:
                self.chip(shape)
            if family in BOXED and shape.badge is None and self.badges.shown:
                shape.badge = self.badges.of(shape.node)
            wanted = head if family in HEADED else size
            if shape.name and wanted >= 0:
                self.names.of(shape, wanted)
            if shape.pin is not None and shape.pin.sides and shape.name and (label := self.names.of(shape, 0)):
                shape.pin = shape.pin.clear_of(label.box)
        for edge in edges:
            if edge.hops is None and edge.kind in HOPPING and zoom >= 0.5:
                edge.hops = self._hops(edge) if self.hopping else ()
                edge.drawn = None
                self._hopped[edge.id] = edge
            if edge.name and size >= 0 and (not size or edge.answer):
                self.names.of(edge, size)

    def tint(self, shape: ShapePicture) -> str:
        """The colour a shape shows its owner by, "" for none."""
        if shape.tint is None:
            shape.tint = self.colour_of(shape.node) if shape.kind.family in TINTED else ""
        return shape.tint

    def _hops(self, edge: EdgePicture) -> tuple[Hop, ...]:
        rank = (HOPPING[edge.kind], edge.id)
        near = (self.edges[id] for id in self.runs.touching(edge.line_box()))
        return hops_over(edge.points, [e.points for e in near if (HOPPING.get(e.kind, 2), e.id) < rank])

    # the quick picture

    def ready(self, box: Box, until: float = float("inf")) -> bool:
        """Makes the quick pictures of the cells in the box; False when time ran out first."""
        for cell in self._occupied(box):
            if cell not in self._sheets:
                if perf_counter() > until:
                    return False
                self._sheets[cell] = self._sheet(cell)
        return True

    def _occupied(self, box: Box) -> list[Cell]:
        return list(dict.fromkeys(self.runs.occupied(box) + self.spots.occupied(box)))

    def _sheet(self, cell: Cell) -> Sheet:
        shapes = [self.shapes[id] for id in (*self.spots.cell(cell), *self.spots.wide)]
        for shape in shapes:
            self.tint(shape)
        return sheet_of(cell, shapes, [self.edges[id] for id in (*self.runs.cell(cell), *self.runs.wide)])
