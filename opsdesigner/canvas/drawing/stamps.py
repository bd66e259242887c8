"""Shapes without their names: path text made into strokes once per look and size, and into a pixmap once per scale."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap, QTransform

from opsdesigner.model.geometry import Box
from opsdesigner.notation.drawings import Look, drawing

from .. import theme
from ..theme import Colours
from .pictures import TINTED, ShapePicture

LARGE = 400  # pixels of the longest side that is stamped
THICKEST = 5.0  # units of the widest outline, a lit one
LIT, OUTLINE = 0.16, 1.4  # share of a role's colour in what is lit; units from which a line is its outline
FULL, FLOOR, FAR, BLOCKS = 3, 2, 1, 0  # how much of a shape is drawn, from near to far
Piece = tuple[QPainterPath, str, float, str, str]


class Stamp(NamedTuple):
    """All that decides the pixels of a shape but its place; sizes in device pixels."""

    look: Look
    w: int
    h: int
    tint: str
    fill: str
    stroke: str
    scale: float
    detail: int
    colours: Colours
    pool: bool
    open: bool  # a step that holds others
    lit: str = ""  # the role's colour that it is lit in
    glass: bool = False  # what lies under it is seen


def level(zoom: float) -> int:
    """How much is drawn at this zoom."""
    return FULL if zoom >= 0.75 else FLOOR if zoom >= 0.5 else FAR if zoom >= 0.25 else BLOCKS


@lru_cache(8192)
def path(text: str) -> QPainterPath:
    """Path text (M, L, C, Z, numbers between blanks) as a QPainterPath."""
    made, words, at = QPainterPath(), text.split(), 0
    while at < len(words):
        command, at = words[at], at + 1
        if command == "Z":
            made.closeSubpath()
        while at < len(words) and words[at] not in "MLCZ":
            size = 6 if command == "C" else 2
            numbers = [float(word) for word in words[at : at + size]]
            (made.cubicTo if command == "C" else made.moveTo if command == "M" else made.lineTo)(*numbers)
            at += size
    return made


@lru_cache(4096)
def pieces(look: Look, w: float, h: float) -> tuple[Piece, ...]:
    """The drawing of one look at one size, made once."""
    return tuple((path(s.path), s.fill, s.width, s.dash, s.ink) for s in drawing(look, w, h))


def stamp_of(shape: ShapePicture, scale: float, detail: int, colours: Colours) -> Stamp:
    look, family = shape.look, shape.kind.family
    if detail < FULL and family == "role":
        look = look._replace(mark="", filled=False)
    elif detail < FULL and family == "step" and shape.depth > 0:
        look = look._replace(mark="") if detail == FLOOR else look._replace(mark="", bottom=())
    tint = (shape.tint or "") if family in TINTED else ""
    if shape.depth < 0:  # homes stand side by side: where one ends, the next begins
        w = round((shape.x + shape.w) * scale) - round(shape.x * scale)
        h = round((shape.y + shape.h) * scale) - round(shape.y * scale)
    else:
        w, h = round(shape.w * scale), round(shape.h * scale)
    lit, glass, opened = shape.lit, shape.glass, shape.depth < 0
    return Stamp(
        look, w, h, tint, shape.fill, shape.stroke, scale, detail, colours, family == "pool", opened, lit, glass
    )


class Part(NamedTuple):
    """A piece of a shape, ready to paint."""

    path: QPainterPath
    pen: QPen
    brush: QBrush
    shift: float  # so that its lines lie on whole device pixels


def parts_of(stamp: Stamp) -> tuple[Part, ...]:
    """All that is painted of a shape, back to front, from its corner."""
    drawn = pieces(stamp.look, stamp.w / stamp.scale, stamp.h / stamp.scale)
    if stamp.detail == BLOCKS and not _home(stamp):
        return _block(stamp, drawn)
    return tuple(part for piece in drawn if (part := _part(stamp, piece)))


def _part(stamp: Stamp, piece: Piece) -> Part | None:
    outline, fill, width, dash, ink = piece
    if (filled := _brush(stamp, fill)) is None:
        return None
    if not width:
        if fill == "role" and theme.hard_to_see(stamp.tint):
            wide, shift = theme.snapped(1, stamp.scale)
            return Part(outline, theme.pen(wide, stamp.colours.ink), filled, shift)
        return Part(outline, theme.NO_PEN, filled, 0.0)
    if stamp.lit and width >= OUTLINE:
        return _lit_part(stamp, piece, filled)
    wide, shift = theme.snapped(width, stamp.scale) if stamp.detail > FAR else (1 / stamp.scale, 0.5 / stamp.scale)
    return Part(outline, theme.pen(wide, _ink(stamp, ink), dash), filled, shift)


def _lit_part(stamp: Stamp, piece: Piece, filled: QBrush) -> Part:
    """An outline in the role's colour, a pixel wider than it is else; from afar still two."""
    outline, _, width, dash, _ = piece
    wide, shift = theme.snapped(width + 1, stamp.scale) if stamp.detail > FAR else (2 / stamp.scale, 0.0)
    return Part(outline, theme.pen(wide, stamp.lit, dash), filled, shift)


def _frame_of(stamp: Stamp) -> tuple[Part, ...]:
    """The outline of a home, which lies over what is in it; nothing where that is filled."""
    last = pieces(stamp.look, stamp.w / stamp.scale, stamp.h / stamp.scale)[-1:]
    return tuple(part for piece in last if not piece[1] and (part := _part(stamp, piece)))


def _paint(p: QPainter, parts: tuple[Part, ...]) -> None:
    for outline, pen, brush, shift in parts:
        p.setPen(pen)
        p.setBrush(brush)
        if shift:
            p.translate(shift, shift)
        p.drawPath(outline)
        if shift:
            p.translate(-shift, -shift)


def _home(stamp: Stamp) -> bool:
    return stamp.look.outline in ("pool", "closedPool", "lane", "group", "note")


def _block(stamp: Stamp, drawn: tuple[Piece, ...]) -> tuple[Part, ...]:
    """From afar a shape is its outline, filled."""
    plain = _area(stamp) if stamp.open else stamp.colours.pale(stamp.tint, False)
    fill = theme.brush(stamp.lit or stamp.fill or plain)
    return tuple(Part(piece[0], theme.NO_PEN, fill, 0.0) for piece in drawn[:1])


def _area(stamp: Stamp) -> str:
    """From afar what holds others is paler than they are."""
    return stamp.colours.tint(stamp.tint) if stamp.tint else stamp.colours.chrome


def _ink(stamp: Stamp, ink: str) -> str:
    if stamp.stroke:
        return stamp.stroke
    return stamp.colours.line("frame" if stamp.pool and ink == "ink2" else ink)


def _brush(stamp: Stamp, fill: str) -> QBrush | None:
    """What fills a piece; None where the piece is not painted at all."""
    colours, tint = stamp.colours, stamp.tint
    if not fill or (stamp.glass and fill == "paper"):
        return theme.NO_BRUSH
    if stamp.lit and fill in ("paper", "chrome"):
        return theme.brush(colours.tint(stamp.lit, LIT))
    if fill == "paper":
        if stamp.fill:
            return theme.brush(stamp.fill)
        if stamp.detail == FAR and tint:
            return theme.brush(_area(stamp) if stamp.open else colours.pale(tint, True))
        return theme.brush(colours.paper)
    if fill == "ink":
        return theme.brush(stamp.stroke or colours.ink)
    if fill == "chrome":
        if stamp.detail == FAR and tint and not stamp.fill:
            return theme.brush(colours.pale(tint, True))
        return theme.brush(stamp.fill or colours.chrome)
    if fill == "role":
        return theme.brush(tint) if (tint and stamp.detail > FAR) or (tint and _home(stamp)) else None
    if fill in ("amber", "amberTint"):
        return theme.brush(colours.amber if fill == "amber" else colours.amber_tint)
    if stamp.fill:
        return theme.brush(stamp.fill)
    return theme.brush(colours.tint(tint)) if tint else None


def rim(scale: float) -> int:
    """Pixels round a stamp, for the outer half of its outline."""
    return ceil(THICKEST * scale / 2) + 1


@lru_cache(2048)
def pixmap(stamp: Stamp) -> QPixmap:
    """The shape with a rim: shapes stand on whole device pixels, so it is exact wherever it lands."""
    room = rim(stamp.scale)
    made = QPixmap(stamp.w + 2 * room, stamp.h + 2 * room)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.translate(room, room)
        p.scale(stamp.scale, stamp.scale)
        _paint(p, parts_of(stamp))
    return made


Key = tuple[float, int, Colours, str | None]  # what a shape was painted for last; it looks the same as long as that is


def _picture(shape: ShapePicture, scale: float, detail: int, colours: Colours) -> QPixmap:
    key = (scale, detail, colours, shape.tint)
    if (kept := shape.stamped) is None or kept[0] != key:
        kept = shape.stamped = (key, pixmap(stamp_of(shape, scale, detail, colours)))
    return kept[1]


def _parts(shape: ShapePicture, scale: float, detail: int, colours: Colours) -> tuple[tuple[Part, ...], ...]:
    """All of a shape, and its frame alone."""
    key = (scale, detail, colours, shape.tint)
    if (kept := shape.parts) is None or kept[0] != key:
        stamp = stamp_of(shape, scale, detail, colours)
        kept = shape.parts = (key, (parts_of(stamp), _frame_of(stamp)))
    return kept[1]


def paint_shape(p: QPainter, shape: ShapePicture, scale: float, detail: int, colours: Colours) -> None:
    """One shape without its name, its lines on whole device pixels."""
    x, y = round(shape.x * scale) / scale, round(shape.y * scale) / scale
    p.translate(x, y)
    _paint(p, _parts(shape, scale, detail, colours)[0])
    p.translate(-x, -y)


@lru_cache(256)
def _parts_alike(stamp: Stamp) -> tuple[Part, ...]:
    return parts_of(stamp)


def paint_look(p: QPainter, look: Look, box: Box, scale: float, detail: int, colours: Colours) -> None:
    """A drawing that is no shape, its lines on whole device pixels."""
    left, top = round(box[0] * scale), round(box[1] * scale)
    w, h = round((box[2] - box[0]) * scale), round((box[3] - box[1]) * scale)
    p.translate(left / scale, top / scale)
    _paint(p, _parts_alike(Stamp(look, w, h, "", "", "", scale, detail, colours, False, False)))
    p.translate(-left / scale, -top / scale)


def paint_frame(p: QPainter, shape: ShapePicture, scale: float, detail: int, colours: Colours) -> None:
    """Only the outline of a shape, over what lies in it."""
    x, y = round(shape.x * scale) / scale, round(shape.y * scale) / scale
    p.translate(x, y)
    _paint(p, _parts(shape, scale, detail, colours)[1])
    p.translate(-x, -y)


def paint_shapes(p: QPainter, shapes: list[ShapePicture], scale: float, detail: int, colours: Colours) -> None:
    """Many shapes: stamped on pixmaps where a unit is `scale` of their pixels, else drawn (paper, large shapes)."""
    turn = p.transform()
    whole = turn.m11() == scale and turn.dx() == round(turn.dx()) and turn.dy() == round(turn.dy())
    if not whole or not isinstance(p.device(), QPixmap):
        for shape in shapes:
            paint_shape(p, shape, scale, detail, colours)
        return
    room, most = rim(scale), LARGE / scale
    left, top = round(turn.dx()) - room, round(turn.dy()) - room
    p.setWorldTransform(QTransform())
    for shape in shapes:
        if shape.w < most and shape.h < most:
            picture = _picture(shape, scale, detail, colours)
            p.drawPixmap(left + round(shape.x * scale), top + round(shape.y * scale), picture)
        else:
            p.setWorldTransform(turn)
            paint_shape(p, shape, scale, detail, colours)
            p.setWorldTransform(QTransform())
    p.setWorldTransform(turn)
