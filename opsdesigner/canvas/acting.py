"""What a canvas does when told: runs verbs, opens names, menus and the pad, says hints, shows what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QPoint, QPointF, QRectF, Signal
from PySide6.QtWidgets import QWidget

from opsdesigner.edit import convert, draw
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Change, Diagram, Id, Model, Node, Shape
from opsdesigner.model.geometry import along, grown, union
from opsdesigner.model.queries import diagrams_of
from opsdesigner.notation.kinds import ORG_CHART, SUB_PROCESSES
from opsdesigner.notation.looks import is_open
from opsdesigner.notation.theme import Theme
from opsdesigner.notation.variants import VARIANTS

from . import access
from .boxes.folding import fold_at
from .keyboard import charting
from .keyboard.letters import Letters
from .marks.overlay import window_rect
from .menus import menus
from .menus.chooser import Chooser
from .menus.pad import Pad
from .menus.pad_rows import buttons_for
from .names.label_edit import LabelEdit
from .names.naming import open_holders, open_label
from .picking import Picking
from .words import tr

if TYPE_CHECKING:
    from .view import CanvasView

T = TypeVar("T")
SPOKEN = 2600  # milliseconds a refusal stays


class Acting(Picking):
    """A stage with a selection, and all that opens over it."""

    hint = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor: LabelEdit | None = None
        self._editing: Id = ""  # whose name is open
        self.letters: Letters | None = None
        self.locked = ""  # why nothing can be changed here; "" where it can
        self.trail: dict[Id, Id] = {}  # by which shape a walk came to another
        self._said, self._said_at, self._said_no = "", QPointF(), False
        self._hush = self._timer(lambda: self.say("", QPointF()))
        self.pad = Pad(self.me)
        self.chooser = Chooser(self.me)
        self.selection_changed.connect(self._offer_pad)
        self.preview_changed.connect(self._offer_pad)

    @property
    def me(self) -> CanvasView:
        return cast("CanvasView", self)

    def show_diagram(self, model: Model, diagram: Id) -> None:
        self.close_over()
        self.trail = {}
        super().show_diagram(model, diagram)

    def close_over(self) -> None:
        """Closes what is open over the drawing; a name is kept."""
        if self.editor is not None and self.editor.is_open:
            self.editor.finish(True)
        self.letters = None
        self.chooser.close_menu()
        self.pad.vanish()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.pad.update()
        self.chooser.update()

    def follow(self, change: Change) -> None:
        super().follow(change)
        self.letters = None
        if self.editor is not None and self.editor.is_open and self._editing not in self.display:
            self.editor.finish(False)
        access.changed(self.me, change)
        if self.pad.buttons:
            self._offer_pad()

    def lock(self, why: str) -> None:
        """From now on all can be looked at and nothing changed, for this reason; "" ends that."""
        if why != self.locked:
            self.close_over()
            self.leave_preview()
            self.locked = why
            self.me.cancel_gesture()
            self.me.set_tool("select")
            self._offer_pad()
            self.update()

    # verbs

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Runs a verb; where it may not be done, says why and returns None."""
        try:
            return act()
        except Refusal as no:
            self.refuse(str(no), self.pointer())
            return None

    def done(self, act: Callable[[], object]) -> bool:
        """Runs a verb that returns nothing; whether it was done."""
        return self.attempt(lambda: (act(), True)) is not None

    def pointer(self) -> QPointF:
        """Where the pointer is, or the middle of the window."""
        at = QPointF(self.mapFromGlobal(self.cursor().pos()))
        return at if self.rect().contains(at.toPoint()) else QPointF(self.rect().center())

    def refuse(self, reason: str, at: QPointF) -> None:
        """Says for a while why something is not done."""
        self.tell(reason, at, True)

    def tell(self, text: str, at: QPointF, refused: bool = False) -> None:
        """Says something for a while."""
        if text:
            self.say(text, at, refused)
            self._hush.start(SPOKEN)

    def say(self, text: str, at: QPointF, refused: bool = False) -> None:
        """The hint beside the pointer; "" takes it away."""
        if text != self._said:
            self.hint.emit(text)
        places = [self.me.hint_place()]
        self._said, self._said_at, self._said_no = text, at, refused
        for place in (*places, self.me.hint_place()):
            if not place.isEmpty():
                self.update(place.adjusted(-1, -1, 1, 1))
        self._hush.stop()

    def show_new(self, id: Id, name: bool = True) -> None:
        """Selects something just made, brings it into view and opens its name."""
        self.select({id})
        self.reveal(id)
        if name:
            self.edit_label(id)

    def reveal(self, id: Id) -> None:
        """Brings a shape, edge, node or link of this diagram into view."""
        for each in self._shown_as(id):
            if box := self.body(each):
                self.show_around(grown(box, 12))
                return

    def _shown_as(self, id: Id) -> list[Id]:
        """The shapes or edges on this diagram that an id means."""
        if id in self.display:
            return [id]
        return [record.id for record in self.model.referrers(id, Shape) if record.id in self.display]

    def frame_ids(self, ids: Iterable[Id]) -> None:
        """Shows several shapes at once, as large as they fit."""
        boxes = [box for id in ids if (box := self.body(id))]
        if boxes:
            self.show_around(union(boxes))

    # names

    def edit_label(self, id: Id = "") -> None:
        """Opens the name of a shape or edge, the selected one's without an id."""
        self.open_name(id or self.current(), open_label)

    def edit_holders(self, id: Id = "") -> None:
        """Opens who holds the role of a box."""
        self.open_name(id or self.current(), open_holders)

    def open_name(self, id: Id, field: Callable[[CanvasView, Id], LabelEdit | None]) -> None:
        """Opens a field for a name, made by a function of the view and the shape or edge."""
        if id not in self.display:
            return
        if self.locked:
            self.refuse(self.locked, self.pointer())
            return
        if self.editor is not None and self.editor.is_open:
            self.editor.finish(True)
        self.pad.vanish()
        self.editor, self._editing = field(self.me, id), id
        if self.editor is not None:
            self.editor.closed.connect(self._offer_pad)
            self.update()  # no handles round an open name

    def editing(self) -> bool:
        return self.editor is not None and self.editor.is_open

    # the pad

    def _offer_pad(self) -> None:
        self.pad.offer(buttons_for(self.me) if self.picked and self.me.tool == "select" and not self.busy() else [])

    def busy(self) -> bool:
        """Whether something is under way that the pad would stand in the way of."""
        under_way = self.editing() or self.letters is not None or self.chooser.isVisible() or self.previewing
        return under_way or bool(self.locked)

    def pad_anchor(self) -> QRectF | None:
        """The rectangle of the window beside which the pad stands."""
        box = self.picked_bounds()
        if box is None:
            return None
        rect = window_rect(self.frame, box).adjusted(-5, -5, 5, 5)
        if len(self.picked) == 1 and self.current() in self.display.edges:
            at = self.to_view(*along(self.display.edges[self.current()].points, 0.5))
            return QRectF(at.x() - 2, at.y() - 2, 4, 4)
        seen = rect & QRectF(self.rect())
        if seen.isEmpty():
            return None
        return seen if rect.height() > self.height() or rect.width() > self.width() * 0.8 else rect

    # menus

    def append_at(self, source: Id, at: QPointF) -> None:
        """Offers what may follow a shape; what is chosen is put down at a point of the window."""
        place = self.to_diagram(at.x(), at.y())
        menus.open_append(self.me, source, at.toPoint(), (place.x(), place.y()))

    def place_variant(self, variant: str, at: QPointF) -> Id:
        """Puts a new element down at a point of the window; its shape, or "" where it may not be there."""
        place = self.to_diagram(at.x(), at.y())
        row = VARIANTS[variant]
        made = self.attempt(lambda: draw.place(self.model, self.diagram, row, place.x(), place.y()))
        if made:
            self.show_new(made)
        return made or ""

    # sub-processes

    def opener_at(self, at: QPointF) -> Id:
        """The closed sub-process whose marker is under a point of the window, the box whose ring of folding is."""
        if self.page == ORG_CHART:
            return fold_at(self.me, at)
        if self.zoom < 0.5:
            return ""
        place = self.to_diagram(at.x(), at.y())
        box = (place.x() - 1, place.y() - 1, place.x() + 1, place.y() + 1)
        for id in self.display.spots.touching(box):
            if self.opens(id) and self.opener_rect(id).contains(at):
                return id
        return ""

    def open_at(self, id: Id) -> None:
        """What a click on the marker of a shape does."""
        if self.page == ORG_CHART:
            self.attempt(lambda: charting.fold(self.me, id=id))
        else:
            self.drill_down(id)

    def opens(self, id: Id) -> bool:
        """Whether a shape is a closed sub-process, which can be opened on a page of its own."""
        shape = self.model.get(id, Shape)
        node = self.model.get(shape.node, Node) if shape else None
        return shape is not None and node is not None and node.kind in SUB_PROCESSES and not is_open(node, shape.props)

    def opener_rect(self, id: Id) -> QRectF:
        """Where the marker of a closed sub-process is, in the window; at least 24 pixels."""
        shape = self.display.shapes[id]
        bottom = self.to_view(shape.x + shape.w / 2, shape.y + shape.h - 11)
        side = max(24.0, 18 * self.zoom)
        return QRectF(bottom.x() - side / 2, bottom.y() - side / 2, side, side)

    def drill_down(self, id: Id = "") -> None:
        """Asks for the page of a closed sub-process, which is made where it is missing."""
        id = id or self.current()
        if self.opens(id):
            page = self.attempt(lambda: convert.plane_of(self.model, id))
            if page:
                self.diagram_wanted.emit(page)
        elif id:
            self.refuse(tr("Only a closed sub-process has a page of its own"), self.pointer())

    def drill_up(self) -> None:
        """Asks for the page that shows the sub-process this page is of."""
        page = self.model.get(self.diagram, Diagram)
        if page is None:
            return
        outer = next((s.diagram for s in self.model.referrers(page.root, Shape) if s.diagram != self.diagram), "")
        if not outer:
            node = self.model.get(page.root, Node)
            if node is not None and node.kind in SUB_PROCESSES and node.parent:
                outer = next((each.id for each in diagrams_of(self.model, node.parent)), "")
        if outer:
            self.diagram_wanted.emit(outer)

    def open_pad_menu(self, at: QPoint) -> None:
        menus.open_context(self.me, at)
