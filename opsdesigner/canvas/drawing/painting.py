"""Pictures of shapes and edges on a QPainter: the same functions for screen, print, PDF and PNG."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from .. import theme
from ..boxes.box_names import Said, rows
from ..boxes.box_painting import paint_on_boxes
from ..boxes.boxes import BOXED
from ..marks.owner_chips import paint_owner_chips
from ..marks.problem_pins import number_of, paint_problem_pins
from ..names.halos import Named, cleared, ground, on_ground
from ..names.labels import FLOOR as LEAST_TEXT
from ..names.labels import LANE_FLOOR
from ..names.names import alone
from ..names.typesetting import Label
from ..theme import WHITE, Colours
from .edge_pictures import EdgePicture
from .line_painting import SIGNED, paint_edges, paint_messages
from .pictures import ABOVE, ON_EDGE, ShapePicture
from .stamps import level, paint_frame, paint_shape, paint_shapes


def paint_pictures(
    p: QPainter,
    shapes: Sequence[ShapePicture],
    edges: Sequence[EdgePicture],
    scale: float,
    colours: Colours = WHITE,
    zoom: float = 1.0,
) -> None:
    """Homes (pools, lanes, open sub-processes) at the back, then lines, then shapes, names on top.

    `scale` is device pixels per unit; `zoom` decides how much is drawn, at 1 everything.
    """
    shapes = sorted(shapes, key=lambda shape: shape.rank)  # never the order of arrival: it differs after an undo
    edges = sorted(edges, key=lambda edge: edge.id)
    detail = level(zoom)
    homes = sum(shape.depth < ABOVE for shape in shapes)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    for home in shapes[:homes]:
        paint_shape(p, home, scale, detail, colours)
    for home in shapes[:homes]:
        if home.kind.family == "pool":  # lanes end in their pool's frame
            paint_frame(p, home, scale, detail, colours)
    paint_edges(p, edges, scale, colours, zoom)
    names = named(shapes, edges, zoom, colours)
    crossed = [name for name in names if name[2].crossed]
    filled = [home for home in shapes[:homes] if home.fill]
    for fill in {"": None} | {home.fill: None for home in filled}:  # lines give way to names, shapes do not
        paint_halos(p, [name for name in crossed if ground(name, filled) == fill], fill or colours.paper, scale)
    names = [on_ground(name, filled) for name in names] if filled else names
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    boundary = next((at for at, shape in enumerate(shapes) if shape.depth >= ON_EDGE), len(shapes))
    paint_shapes(p, shapes[homes:boundary], scale, detail, colours)
    paint_owner_chips(p, shapes[:boundary], scale, detail)
    paint_shapes(p, shapes[boundary:], scale, detail, colours)
    paint_on_boxes(p, shapes[homes:], scale, detail, text_size(zoom), colours)
    if zoom >= SIGNED:
        paint_messages(p, edges, scale, colours)
    paint_problem_pins(p, shapes, scale, zoom, colours)
    paint_names(p, names, scale, colours)


# names


def text_size(zoom: float) -> int:
    """The size names are set in so that they stay legible: 0 the usual, -1 not at all."""
    return 0 if zoom >= 0.75 else ceil(LEAST_TEXT / zoom) if zoom >= 0.5 else -1


HEADED = ("pool", "lane", "unit")  # families whose names are told from farther away


def header_size(zoom: float) -> int:
    return 0 if zoom >= 0.85 else ceil(LANE_FLOOR / zoom) if zoom >= 0.25 else -1


def named(shapes: Sequence[ShapePicture], edges: Sequence[EdgePicture], zoom: float, colours: Colours) -> list[Named]:
    """Every name with the place it is seen from; laid out at first sight."""
    size, head = text_size(zoom), header_size(zoom)
    found: list[Named] = []
    for shape in shapes:
        family = shape.kind.family
        if family in BOXED and size >= 0:
            found += [(shape.x, shape.y, label, _ink(shape, ink, colours)) for label, ink in said_on(shape, size)]
        if shape.who is not None and not size:
            found.append((shape.x, shape.y, shape.who.label, theme.words_on(shape.who.colour)))
        if shape.pin is not None and not size:
            (x, y), fill = shape.pin.tip, colours.amber if shape.pin.idea else colours.red
            found.append((shape.x + x, shape.y + y, number_of(shape.pin), theme.words_on(fill)))
        if shape.name:
            wanted = head if family in HEADED else size
            if wanted < 0:
                continue
            if wanted not in shape.labels:
                shape.labels[wanted] = alone(shape, wanted)
            if (label := shape.labels[wanted]) is None:
                continue
            dark = bool(shape.fill) and not label.outside
            found.append((shape.x, shape.y, label, theme.words_on(shape.fill) if dark else colours.ink))
    if size < 0:
        return found
    for edge in edges:
        if edge.name and len(edge.points) > 1 and (not size or edge.answer):
            if size not in edge.labels:
                edge.labels[size] = alone(edge, size)
            if (label := edge.labels[size]) is None:
                continue
            found.append((0.0, 0.0, label, colours.ink))
    return found


def said_on(shape: ShapePicture, size: int) -> tuple[Said, ...]:
    """What a box of an org chart says beside its name; laid out at first sight."""
    if size not in shape.rows:
        shape.rows[size] = rows(shape, size)
    return shape.rows[size]


def _ink(shape: ShapePicture, ink: str, colours: Colours) -> str:
    return theme.words_on(shape.fill) if shape.fill and ink == "ink2" else colours.line(ink)


def paint_halos(p: QPainter, names: Sequence[Named], paper: str, scale: float) -> None:
    """Clears what lies under names that lines run through, on whole device pixels."""
    for x, y, label, _ in names:
        for box in cleared(x, y, label):
            left, top, right, foot = (round(side * scale) / scale for side in box)
            p.fillRect(QRectF(left, top, right - left, foot - top), theme.brush(paper))


def paint_names(p: QPainter, names: Sequence[Named], scale: float, colours: Colours) -> None:
    """The names themselves, halos apart."""
    ink = ""
    for x, y, label, colour in names:
        if colour != ink:
            p.setPen(theme.pen(1, ink := colour))
        p.setFont(label.font)
        if not label.turned:
            _rows(p, x, y, label, scale)
            continue
        p.save()
        p.translate(x, y + label.turned_by)
        p.rotate(-90)
        _rows(p, 0, 0, label, 0.0)
        p.restore()


def _rows(p: QPainter, x: float, y: float, label: Label, scale: float) -> None:
    """The lines of a name, baselines on whole device pixels where a scale is given."""
    if label.share != 1.0:
        _small(p, x, y, label, scale)
        return
    for words, text, left, base in label.rows:
        at = round((y + base) * scale) / scale if scale else y + base
        if text is None:
            p.drawText(QPointF(x + left, at), words)
        else:
            p.drawStaticText(QPointF(x + left, at - label.ascent), text)


def _small(p: QPainter, x: float, y: float, label: Label, scale: float) -> None:
    """The same of text that is set larger than it is painted."""
    share = label.share
    for words, text, left, base in label.rows:
        at = round((y + base) * scale) / scale if scale else y + base
        p.translate(x + left, at)
        p.scale(share, share)
        if text is None:
            p.drawText(QPointF(0, 0), words)
        else:
            p.drawStaticText(QPointF(0, -label.ascent), text)
        p.scale(1 / share, 1 / share)
        p.translate(-x - left, -at)
