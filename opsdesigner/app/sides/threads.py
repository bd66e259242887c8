"""Threads across the splitter: from the box of a role over its knot to each of its steps in view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QRegion
from PySide6.QtWidgets import QWidget

from opsdesigner.model import Id

from .curves import BOX, DIAMOND, NEAR, ROUND, Around, Block, Way, best, block, curve, plain
from .knot import PILL, Knot

if TYPE_CHECKING:
    from .pane import Pane
    from .twin import Twin

CORD, THREAD, DOT, RIM = 3.0, 1.6, 3.2, 1.2
EDGE = 18  # px that a knot keeps from the ends of the splitter
RING = 7.0  # px outside a box where its cord begins
MOST = 24  # threads of one role; beyond, its knot alone
FULL = 0.75  # zoom from which the chips of owners are shown in full
CROWD = 200  # shapes of an undimmed process that a thread keeps clear of, at most
REST = 60  # ms after the page has moved until threads look for a better way
HOMES = ("lane", "pool")
OUTLINES = {"gateway": DIAMOND, "event": ROUND, "boundary": ROUND}


class Strand(NamedTuple):
    """A role that is lit: its box (if it has one), its steps on the diagram, its colour and the words of its knot."""

    role: Id
    box: Id
    steps: tuple[Id, ...]
    colour: str
    code: str
    counted: bool  # the knot says how many of its steps are in view


class Line(NamedTuple):
    """A curve in window pixels, flattened: many short pieces are painted faster than one curve."""

    points: QPolygonF
    end: QPointF
    colour: str


class End(NamedTuple):
    """Where the thread of a step arrives, in window pixels."""

    step: Id
    at: QPointF


class Threads(QWidget):
    """Lies over both sides and lets every event through; only what has moved is painted again."""

    def __init__(self, twin: Twin, list_all: Callable[[Id], None]) -> None:
        super().__init__(twin)
        self.setObjectName("threads")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._twin, self._list_all = twin, list_all
        self.strands: tuple[Strand, ...] = ()
        self.knots: list[Knot] = []
        self.lines: list[Line] = []
        self.cords: list[tuple[QPointF, QPointF, str]] = []
        self._painted = QRect()
        self._ways: dict[Id, Way] = {}  # the way each step's thread takes
        self._choosing: Around | None = None  # what to keep clear of, while ways are chosen
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self.choose)
        for view in twin.views:
            view.view_changed.connect(self._moved)
        self.hide()

    def join(self, strands: tuple[Strand, ...]) -> None:
        """Shows these from now on."""
        self.strands = strands
        while len(self.knots) < len(strands):
            knot = Knot(self._twin)
            knot.clicked.connect(partial(self._clicked, len(self.knots)))
            self.knots.append(knot)
        for knot in self.knots[len(strands) :]:
            knot.hide()
        self.setVisible(bool(strands))
        self.setGeometry(self._twin.rect())
        self.raise_()
        self._ways = {}
        self.choose()

    def _moved(self) -> None:
        """A side looks elsewhere: threads go along, and find their ways anew once it rests."""
        self.renew()
        if self.lines:
            self._calm.start(REST)

    def choose(self) -> None:
        """Every thread takes a way that crosses nothing lit; the one it has, if that is one."""
        self._choosing = Around(self._blocks(), QRectF(self._places().boundingRect()))
        self.renew()
        self._choosing = None

    def _clicked(self, at: int, checked: bool = False) -> None:
        self._list_all(self.strands[at].role)

    def renew(self) -> None:
        """All places anew: the page has moved, a side has another size."""
        if not self.strands and self._painted.isNull():
            return
        self.lines, self.cords = [], []
        taken: list[QRect] = []
        for knot, strand in zip(self.knots, self.strands, strict=False):
            self._place(knot, strand, taken)
        area = QRect()
        for line in self.lines:
            area |= line.points.boundingRect().toAlignedRect().adjusted(-6, -6, 6, 6)
        for a, b, _ in self.cords:
            area |= QRectF(a, b).normalized().toAlignedRect().adjusted(-4, -4, 4, 4)
        self.update(area | self._painted)
        self._painted = area

    # places

    def _place(self, knot: Knot, strand: Strand, taken: list[QRect]) -> None:
        twin = self._twin
        ends = sorted(self._ends(strand), key=lambda end: end.at.x())
        counted = strand.counted and not twin.process.isHidden()
        knot.show_words(strand.code, len(ends) if counted else None, strand.colour)
        at, start = self._knot_at(knot, strand)
        place = QRect(QPoint(), knot.size())
        place.moveCenter(at)
        while any(place.intersects(each) for each in taken):
            place.translate(*((PILL + 2, 0) if twin.turned else (0, PILL + 2)))
        taken.append(place)
        knot.move(place.topLeft())
        knot.show()
        knot.raise_()
        middle = QPointF(place.center())
        if start is not None and not twin.process.isHidden():
            self.cords.append((start, middle, strand.colour))
        if twin.process.isHidden() or twin.org.isHidden() or len(strand.steps) > MOST:
            return
        leave = QPointF(middle.x(), place.bottom()) if twin.turned else QPointF(place.right() + 1, middle.y())
        for i, (step, end) in enumerate(ends):
            way = self._ways.get(step)
            if self._choosing is not None:
                way = self._ways[step] = best(leave, end, i, twin.turned, self._choosing, way)
            self.lines.append(Line(curve(leave, end, way or plain(i, twin.turned)), end, strand.colour))

    def _ends(self, strand: Strand) -> list[End]:
        """Where threads arrive: the upper left corner of a step, the top of a decision or event, if it is in view."""
        pane = self._twin.process
        if pane.isHidden():
            return []
        found = []
        for id in strand.steps:
            shape = pane.view.display.shapes.get(id)
            if shape is None:
                continue
            x, y = (1.0, 1.0) if shape.kind.family in ("step", *HOMES) else (shape.w / 2, 0.0)
            if shape.who is not None and pane.view.zoom >= FULL:  # the chip of its owner is in that corner
                x, y = shape.who.box[0], (shape.who.box[1] + shape.who.box[3]) / 2
            at = pane.view.to_view(shape.x + x, shape.y + y)
            if pane.view.rect().contains(at.toPoint()):
                found.append(End(id, self._here(pane, at)))
        return found

    def _blocks(self) -> list[Block]:
        """All that is lit on the process, and the names beside it, as far as it is in view."""
        view, found = self._twin.process.view, []
        by = QPointF(view.mapTo(self._twin, QPoint(0, 0)))
        seen = view.frame.box(view.rect())
        lit = view.lighting.bright if view.lighting is not None else view.display.touching(seen)[:CROWD]
        for id in lit:
            shape = view.display.shapes.get(id)
            if shape is None or shape.kind.family in HOMES:
                continue
            boxes = [(shape.body(), OUTLINES.get(shape.kind.family, BOX))]
            if shape.outside and (name := view.display.label_box(id, view.zoom)) is not None:
                boxes.append((name, BOX))
            for box, outline in boxes:
                rect = QRectF(view.to_view(box[0], box[1]), view.to_view(box[2], box[3]))
                if rect.intersects(QRectF(view.rect())):
                    inset = -1.0 if box is boxes[0][0] else -NEAR
                    found.append(block(rect.translated(by).adjusted(inset, inset, -inset, -inset), outline))
        return found

    def _here(self, pane: Pane, at: QPointF) -> QPointF:
        return at + QPointF(pane.view.mapTo(self._twin, QPoint(0, 0)))

    def _knot_at(self, knot: Knot, strand: Strand) -> tuple[QPoint, QPointF | None]:
        """The knot's middle on the splitter, level with the box; where the cord begins, if the box is in view."""
        twin, pane = self._twin, self._twin.org
        room = QRect(pane.view.mapTo(twin, QPoint(0, 0)), pane.view.size())
        shape = pane.view.display.shapes.get(strand.box)
        if pane.isHidden():  # the knot alone, at the edge of the process
            room = QRect(twin.process.view.mapTo(twin, QPoint(0, 0)), twin.process.view.size())
            return QPoint(room.left() + knot.width() // 2, room.top() + EDGE), None
        strip = twin.splitter.handle(1)
        line = strip.mapTo(twin, strip.rect().center()) if strip.isVisible() else room.bottomRight()
        line -= QPoint(0, 0) if strip.isVisible() else QPoint(knot.width() // 2, 0)
        start = None
        wanted = QPointF(room.center().x() if twin.turned else line.x(), room.center().y())
        if shape is not None:
            side = (shape.w / 2, shape.h) if twin.turned else (shape.w, shape.h / 2)
            edge = self._here(pane, pane.view.to_view(shape.x + side[0], shape.y + side[1]))
            start = edge + (QPointF(0, RING) if twin.turned else QPointF(RING, 0))
            wanted = start
            if not room.adjusted(0, 0, 1, 1).contains(start.toPoint()):
                start = None
        if twin.turned:
            wide = knot.width() // 2 + 4
            x = round(min(max(wanted.x(), room.left() + wide), room.right() - wide))
            return QPoint(x, line.y() + strip.height() // 2 - knot.height() // 2), start  # the tabs below stay free
        y = round(min(max(wanted.y(), room.top() + EDGE), room.bottom() - EDGE))
        return QPoint(line.x(), y), start

    def _places(self) -> QRegion:
        """Both canvases and the splitter; tabs are never crossed."""
        shown: list[QWidget] = [pane.view for pane in self._twin.panes if not pane.isHidden()]
        if len(shown) > 1:
            shown.append(self._twin.splitter.handle(1))
        places = QRegion()
        for part in shown:
            places += QRect(part.mapTo(self._twin, QPoint(0, 0)), part.size())
        return places

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        paper, seen = QColor(self._twin.process.view.theme.canvas), QRectF(event.rect())
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setClipRegion(self._places() & event.rect())
            for a, b, colour in self.cords:
                p.setPen(QPen(QColor(colour), CORD))
                p.drawLine(a, b)
            for line in self.lines:
                if line.points.boundingRect().adjusted(-4, -4, 4, 4).intersects(seen):
                    _paint_thread(p, line)
            p.setPen(QPen(paper, RIM))
            for line in self.lines:
                p.setBrush(QColor(line.colour))
                p.drawEllipse(line.end, DOT + RIM / 2, DOT + RIM / 2)


def _paint_thread(p: QPainter, line: Line) -> None:
    """Two strokes a pixel wide: they cost a fifth of one that is wider than a pixel, and look the same."""
    pen = QPen(QColor(line.colour), 1)
    p.setPen(pen)
    apart = (THREAD - 1) / 2
    for shift in (-apart, apart):
        p.translate(0, shift)
        p.drawPolyline(line.points)
        p.translate(0, -shift)
