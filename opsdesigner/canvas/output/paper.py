"""Diagrams on sheets of paper: how large, over how many sheets, with what round them. Lengths are mm unless said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPagedPaintDevice, QPageLayout, QPainter

from opsdesigner.model import Id, Model
from opsdesigner.model.geometry import Box
from opsdesigner.notation.theme import LIGHT

from .. import theme
from ..drawing.display import Display
from ..drawing.extent import page_name, scene
from ..theme import WHITE
from ..words import tr
from .images import DOTS, INCH

MM = 25.4 / INCH  # of a unit at 100 %
DOT = DOTS / 25.4  # dots in a mm
OVERLAP = 10.0  # of neighbouring sheets of a poster
HEAD = 8.0  # height of the lines above and below the picture
MARK = 4.0  # length of a cut mark
LEAST = 2 * OVERLAP  # of a sheet's sides
MOST = 400  # sheets of one diagram
FIT, SHEETS, SCALE = "fit", "sheets", "scale"
Going = Callable[[int, int], bool]  # sheets done, sheets in all: whether to go on


def always(done: int, total: int) -> bool:
    return True


class Plan(NamedTuple):
    """How diagrams shall lie on paper."""

    mode: str = FIT  # on one sheet, over `across` x `down` sheets, at `percent` over as many as it takes
    percent: float = 100.0
    across: int = 2
    down: int = 1
    heads: bool = True  # document, diagram, date and page round the picture


class Tiling(NamedTuple):
    """A diagram cut into sheets: size on paper, number of sheets, the corner of the first and the size of each."""

    scale: float  # mm per unit
    across: int
    down: int
    x: float  # units
    y: float
    wide: float  # of a sheet
    tall: float

    def box(self, column: int, row: int) -> Box:
        """The part of the diagram on one sheet, in units."""
        left = self.x + column * (self.wide - OVERLAP) / self.scale
        top = self.y + row * (self.tall - OVERLAP) / self.scale
        return (left, top, left + self.wide / self.scale, top + self.tall / self.scale)

    def label(self, column: int, row: int) -> str:
        """A1, A2 … from left to right, A, B … from top to bottom; "" where one sheet is all."""
        return f"{_letters(row)}{column + 1}" if self.across * self.down > 1 else ""


def tiling(box: Box, wide: float, tall: float, plan: Plan) -> Tiling:
    """How a box (in units) lies on sheets with room for so much; in the middle of them all."""
    wide, tall = max(wide, LEAST), max(tall, LEAST)
    width, height = box[2] - box[0], box[3] - box[1]
    across = down = 1
    if plan.mode == SCALE:
        scale = MM * plan.percent / 100
    elif plan.mode == SHEETS:
        scale = min(_covered(plan.across, wide) / width, _covered(plan.down, tall) / height)
    else:
        scale = min(MM, wide / width, tall / height)
    if plan.mode != FIT:
        while (across := _count(width * scale, wide)) * (down := _count(height * scale, tall)) > MOST:
            scale *= 0.95
    x = (box[0] + box[2]) / 2 - _covered(across, wide) / scale / 2
    y = (box[1] + box[3]) / 2 - _covered(down, tall) / scale / 2
    return Tiling(scale, across, down, x, y, wide, tall)


def _covered(count: int, side: float) -> float:
    """How far so many sheets reach that overlap."""
    return count * side - (count - 1) * OVERLAP


def _count(length: float, side: float) -> int:
    """How many sheets a length takes."""
    return 1 if length <= side else 1 + ceil((length - side) / (side - OVERLAP) - 1e-6)


def _letters(number: int) -> str:
    """A … Z, AA, AB …"""
    text = ""
    while number >= 0:
        number, digit = divmod(number, 26)
        text, number = chr(65 + digit) + text, number - 1
    return text


class Sheet(NamedTuple):
    """One sheet of paper: the diagram, how it is cut, which piece this is."""

    display: Display
    name: str
    tiling: Tiling
    column: int
    row: int


class Printout:
    """Diagrams of a document, laid out once for however many papers they are tried on."""

    def __init__(self, model: Model, diagrams: Sequence[Id], document: str = "") -> None:
        self.document = document
        self._pages: list[tuple[Display, str, Box]] = []
        for diagram in diagrams:
            display = Display(model, diagram, LIGHT)
            self._pages.append((display, page_name(model, diagram), scene(display).box))

    def sheets(self, layout: QPageLayout, plan: Plan) -> list[Sheet]:
        """Every sheet in the order it is printed."""
        wide, tall = _room(layout, plan)
        return [sheet for page in self._pages for sheet in _cut(page, wide, tall, plan)]

    def paint(
        self, device: QPagedPaintDevice, plan: Plan, only: tuple[int, int] | None = None, going: Going = always
    ) -> int:
        """Paints all sheets, or the first to the last of `only`, on a printer, a preview or a PDF; returns how many.

        `going` hears how many are done and says whether it goes on. Raises OSError where the device takes nothing.
        """
        layout = device.pageLayout()
        sheets = self.sheets(layout, plan)
        first, last = only or (1, len(sheets))
        last = min(last, len(sheets))
        p = QPainter()
        if not p.begin(device):
            raise OSError(tr("the printer takes nothing"))
        try:
            for number in range(first, last + 1):
                if not going(number - first, last - first + 1):
                    return number - first
                if number > first:
                    device.newPage()
                self._paint(p, device, plan, number, sheets)
        finally:
            p.end()
        return max(0, last - first + 1)

    def _paint(self, p: QPainter, device: QPagedPaintDevice, plan: Plan, number: int, sheets: list[Sheet]) -> None:
        sheet, layout = sheets[number - 1], device.pageLayout()
        p.save()
        p.scale(device.logicalDpiX() / DOTS, device.logicalDpiY() / DOTS)
        _paint_sheet(p, sheet, plan)
        if plan.heads:
            words = tr("Page {} of {}").format(number, len(sheets))
            _paint_heads(p, sheet, self.document, words, _room(layout, plan))
        p.restore()


def _room(layout: QPageLayout, plan: Plan) -> tuple[float, float]:
    """What a sheet has room for between margins, head and foot."""
    inner = layout.paintRect(QPageLayout.Unit.Millimeter)
    return max(LEAST, inner.width()), max(LEAST, inner.height() - (2 * HEAD if plan.heads else 0))


def _cut(page: tuple[Display, str, Box], wide: float, tall: float, plan: Plan) -> Iterator[Sheet]:
    display, name, box = page
    cut = tiling(box, wide, tall, plan)
    for row in range(cut.down):
        for column in range(cut.across):
            yield Sheet(display, name, cut, column, row)


# painting; the painter counts dots from the corner inside the margins


def _paint_sheet(p: QPainter, sheet: Sheet, plan: Plan) -> None:
    cut = sheet.tiling
    top = HEAD * DOT if plan.heads else 0.0
    box, scale = cut.box(sheet.column, sheet.row), cut.scale * DOT
    p.save()
    p.setClipRect(QRectF(0, top, cut.wide * DOT, cut.tall * DOT))
    p.translate(0, top)
    p.scale(scale, scale)
    p.translate(-box[0], -box[1])
    sheet.display.paint(p, box, scale, True, 1.0)
    p.restore()
    if cut.across * cut.down > 1:
        _paint_marks(p, sheet, top)


def _paint_marks(p: QPainter, sheet: Sheet, top: float) -> None:
    """Where to cut two neighbours so that they meet: in the middle of what they share."""
    cut, (mark, inset) = sheet.tiling, (MARK * DOT, OVERLAP / 2 * DOT)
    wide, tall = cut.wide * DOT, cut.tall * DOT
    p.setPen(theme.pen(DOTS / 288, WHITE.ink2))
    xs = [inset] * (sheet.column > 0) + [wide - inset] * (sheet.column < cut.across - 1)
    ys = [top + inset] * (sheet.row > 0) + [top + tall - inset] * (sheet.row < cut.down - 1)
    for x in xs:
        for y in (top, top + tall - mark):
            p.drawLine(QPointF(x, y), QPointF(x, y + mark))
    for y in ys:
        for x in (0.0, wide - mark):
            p.drawLine(QPointF(x, y), QPointF(x + mark, y))


def _paint_heads(p: QPainter, sheet: Sheet, document: str, page: str, room: tuple[float, float]) -> None:
    """Document and diagram above, date and page below, the piece of a poster in the middle."""
    wide, foot = room[0] * DOT, (HEAD + room[1]) * DOT
    date = QLocale().toString(QDate.currentDate(), QLocale.FormatType.ShortFormat)
    above, below = QRectF(0, 0, wide, (HEAD - 2) * DOT), QRectF(0, foot + 2 * DOT, wide, (HEAD - 2) * DOT)
    font = theme.font(round(DOTS / 9))  # 8 points
    p.setFont(font)
    p.setPen(theme.pen(1, WHITE.ink2))
    half = QFontMetricsF(font)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    name = sheet.name if sheet.name != document else ""
    for place, side, words in (
        (above, left, document),
        (above, right, name),
        (below, left, date),
        (below, right, page),
    ):
        words = half.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, wide / 2 - 4 * DOT)
        p.drawText(place, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
    if label := sheet.tiling.label(sheet.column, sheet.row):
        p.setFont(theme.font(round(DOTS / 7), theme.BOLD))
        p.drawText(below, Qt.AlignmentFlag.AlignCenter, label)
