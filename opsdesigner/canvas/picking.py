"""What is selected and pointed at on a canvas, and the words for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set

from PySide6.QtCore import QPointF, QRect, QRectF, Signal
from PySide6.QtWidgets import QWidget

from opsdesigner.model import Change, Diagram, Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import Box, union
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import kind_of

from .drawing.grid import gathered
from .drawing.stage import FEW, RING
from .gestures.gesture import SLACK
from .marks.glow import Glow
from .marks.overlay import manner
from .marks.previewing import Previewing
from .words import tr


class Picking(Previewing):
    """A stage with a selection."""

    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picked: frozenset[Id] = frozenset()
        self.marked: frozenset[Id] = frozenset()  # what a finding is about, for as long as it is selected
        self.hovered: Id = ""
        self.by_keyboard = False  # the selection was made by keys: its focus ring is shown
        self.glow = Glow()
        self._rects: dict[Id, QRectF] | None = None  # of the selected shapes
        self._bounds: Box | None = None  # of all that is selected
        self._current: Id = ""

    def show_diagram(self, model: Model, diagram: Id) -> None:
        self.picked, self._rects, self._bounds, self.hovered, self._current = frozenset(), None, None, "", ""
        self.glow.forget()
        super().show_diagram(model, diagram)
        self.selection_changed.emit()

    def selection(self) -> frozenset[Id]:
        return self.picked

    @property
    def page(self) -> str:
        """The kind of the diagram shown, as Diagram.kind has it."""
        diagram = self.model.get(self.diagram, Diagram)
        return diagram.kind if diagram is not None else ""

    def select(self, ids: Iterable[Id]) -> None:
        """Selects these shapes and edges of the diagram, and nothing else."""
        chosen = frozenset(ids)
        if not chosen <= self.display.shapes.keys():
            chosen = frozenset(id for id in chosen if id in self.display)
        self.pick_more(chosen - self.picked, self.picked - chosen if chosen else self.picked)

    def mark(self, ids: Iterable[Id]) -> None:
        """Selects these and shows them in amber: what a finding is about."""
        self.select(ids)
        self.marked = self.picked
        self.update()

    def pick_more(self, added: Set[Id], removed: Set[Id], growing: bool = False) -> None:
        """Selects some more shapes and edges of the diagram, and some no more; a small step where many are selected.

        `growing`: no frame stands round them all meanwhile.
        """
        if not added and not removed:
            return
        before, self.marked = len(self.picked), frozenset()
        if removed:
            self.picked = frozenset() if removed is self.picked else self.picked.difference(removed)
            self._bounds = None
        if added:
            self.picked |= added
        self._follow_rects(added, removed)
        if len(added) == 1:
            self._current = next(iter(added))
        elif self._current not in self.picked:
            self._current = ""
        framed = not growing and max(before, len(self.picked)) > 1
        if framed or manner(before) != manner(len(self.picked)) or self.glow.direct:
            self.update()
        else:
            self._touch_all([*added, *removed])
        self.selection_changed.emit()

    def current(self) -> Id:
        """The one selected, or of several the one selected last; "" where none is."""
        if len(self.picked) == 1:
            return next(iter(self.picked))
        return self._current if self._current in self.picked else ""

    def picked_shapes(self) -> frozenset[Id]:
        return frozenset(self.picked & self.display.shapes.keys())

    def picked_rects(self) -> list[QRectF]:
        if self._rects is None:
            shapes = self.display.shapes
            self._rects = {id: shape.rect for id in self.picked if (shape := shapes.get(id))}
        return list(self._rects.values())

    def _follow_rects(self, added: Set[Id], removed: Set[Id]) -> None:
        """Keeps what is still right: a growing rubber band adds a few to thousands."""
        shapes = self.display.shapes
        fresh = {id: shape.rect for id in added if (shape := shapes.get(id))}
        if not self.picked:
            self._rects = {}
        elif self._rects is not None:
            for id in removed:
                self._rects.pop(id, None)
            self._rects |= fresh
        if removed:
            self.glow.forget()
        self.glow.add(fresh.values())
        if added and (self._bounds is not None or len(added) == len(self.picked)):
            boxes = [box for id in added if (box := self.body(id))]
            self._bounds = union([self._bounds, *boxes] if self._bounds else boxes) if boxes else self._bounds

    def picked_bounds(self) -> QRectF | None:
        """The rectangle round all that is selected, on the diagram."""
        if self._bounds is None:
            shapes = self.display.shapes
            boxes = [(s.x, s.y, s.x + s.w, s.y + s.h) for id in self.picked if (s := shapes.get(id))]
            boxes += [box for id in self.picked - shapes.keys() if (box := self.body(id))]
            if not boxes:
                return None
            self._bounds = union(boxes)
        left, top, right, bottom = self._bounds
        return QRectF(left, top, right - left, bottom - top)

    def body(self, id: Id) -> Box | None:
        """Where a shape or edge lies, its name not counted."""
        if shape := self.display.shapes.get(id):
            return shape.body()
        if edge := self.display.edges.get(id):
            xs, ys = [x for x, _ in edge.points], [y for _, y in edge.points]
            return (min(xs), min(ys), max(xs), max(ys))
        return None

    def follow(self, change: Change) -> None:
        super().follow(change)
        self._rects = self._bounds = None
        self.glow.forget()
        if self.marked:  # whatever it was, it is another now
            self.marked = frozenset()
            self.update()
        if self.hovered not in self.display:
            self.hovered = ""
        shapes, edges = self.display.shapes, self.display.edges
        gone = {id for id in self.picked if id not in shapes and id not in edges}
        if gone:
            self.select(self.picked.difference(gone))
        elif len(self.picked) > 1 and not self.picked.isdisjoint(change.records):
            self.update()  # rings and the frame round them went along

    def swapped(self) -> None:
        self._rects = self._bounds = None
        self.glow.forget()
        self.hovered = ""
        if not all(id in self.display for id in self.picked):
            self.select(self.picked)

    def _touch(self, id: Id) -> None:
        if box := self.display.box(id):
            self.update(self.frame.rect(box, RING))

    def _touch_all(self, ids: Collection[Id]) -> None:
        boxes = [box for id in ids if (box := self.display.box(id))]
        for box in boxes if len(boxes) < FEW else gathered(boxes):
            self.update(self.frame.rect(box, RING))

    def hover(self, id: Id) -> None:
        if id != self.hovered:
            self._touch(self.hovered)
            self._touch(id)
            self.hovered = id

    # where things are

    def thing_under(self, at: QPointF) -> Id:
        """The shape or edge under a point of the window, by its body or by a name outside it."""
        place = self.to_diagram(at.x(), at.y())
        hit = self.display.at(place.x(), place.y(), SLACK / self.zoom)
        if not hit or (self.display.shapes.get(hit) is not None and self.display.shapes[hit].depth < 0):
            return self.display.label_at(place.x(), place.y(), self.zoom) or hit
        return hit

    def shape_under(self, at: QPointF) -> Id:
        """The topmost shape under a point of the window that a line may end on; closed pools and rims included."""
        place = self.to_diagram(at.x(), at.y())
        x, y, slack = place.x(), place.y(), SLACK / self.zoom
        near = self.display.spots.touching((x - slack, y - slack, x + slack, y + slack))
        shapes = [self.display.shapes[id] for id in near]
        hits = [
            shape
            for shape in shapes
            if shape.depth > 0 and shape.rect.adjusted(-slack, -slack, slack, slack).contains(x, y)
        ]
        best = max(hits, key=lambda shape: shape.rank, default=None)
        if best is not None:
            return best.id
        hit = self.display.at(x, y, slack)
        return hit if hit in self.display.shapes else ""

    def open_step_at(self, at: QPointF) -> Id:
        """The innermost open sub-process round a point of the window, "" where there is none."""
        place = self.to_diagram(at.x(), at.y())
        near = (self.display.shapes[id] for id in self.display.spots.touching((place.x(), place.y()) * 2))
        opened = [each for each in near if each.kind.family == "step" and each.depth < 0 and each.rect.contains(place)]
        return max(opened, key=lambda shape: shape.rank).id if opened else ""

    def neighbours(self, most: int, leave_out: frozenset[Id] = frozenset()) -> list[Box]:
        """The boxes of the shapes in view, for guides; none where there are too many. Pools only lend their edges."""
        boxes = []
        for id in self.display.spots.touching(self.frame.box(self.rect())):
            if id in leave_out:
                continue
            shape = self.display.shapes[id]
            if shape.kind.family not in ("lane", "pool", "group") and shape.depth > -1:
                boxes.append(shape.body())
            if len(boxes) > most:
                return []
        return boxes

    def window_place(self, id: Id) -> QRect:
        """Where a shape or edge lies in the window."""
        box = self.body(id)
        return self.frame.rect(box, 0) if box else QRect()

    def lane_middles(self) -> list[tuple[int, Box]]:
        """The lanes in view with the axis on which they lie one after the other, for guides along their middles."""
        near = (self.display.shapes[id] for id in self.display.spots.touching(self.frame.box(self.rect())))
        return [(0 if each.look.upright else 1, each.body()) for each in near if each.kind.family == "lane"]

    # words

    def name_of(self, id: Id) -> str:
        """What a shape, edge, node or link is called: its name, else its kind."""
        record = self.model.records.get(id)
        subject = record.node if isinstance(record, Shape) else record.link if isinstance(record, Edge) else id
        thing = self.model.records.get(subject)
        if not isinstance(thing, Node | Link):
            return ""
        name = " ".join(title(self.model, subject).split())
        if name:
            return name
        try:
            return tr(kind_of(thing.kind).label).lower()
        except KeyError:
            return thing.kind

    def between(self, edge: Id) -> str:
        """What a drop on a flow says."""
        record = self.model.get(edge, Edge)
        link = self.model.get(record.link, Link) if record else None
        if link is None:
            return ""
        return tr("Drop: between {} and {}").format(self.name_of(link.source), self.name_of(link.target))
