"""A diagram as SVG: real text, the file's ids, names as titles; the same drawings and names as on the screen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from PySide6.QtGui import QFont, QFontInfo

from opsdesigner.model import Id, Link, Model
from opsdesigner.model.geometry import Box
from opsdesigner.model.queries import title
from opsdesigner.notation.boxes import picture_at
from opsdesigner.notation.drawings import Look, drawing
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import LINKS
from opsdesigner.notation.strokes import circle
from opsdesigner.notation.theme import FAMILIES

from .. import theme
from ..boxes.box_names import chip_box, fold_box
from ..boxes.box_painting import CHIP, RING
from ..boxes.boxes import BOXED
from ..boxes.faces import face_png
from ..drawing.display import Display
from ..drawing.edge_pictures import EdgePicture
from ..drawing.extent import page_name, scene
from ..drawing.painting import said_on
from ..drawing.pictures import ABOVE, TINTED, ShapePicture
from ..marks.owner_chips import Who
from ..names.halos import cleared, ground, on_ground
from ..names.typesetting import LEFT, RIGHT, Label, measure_of
from ..theme import WHITE
from ..words import tr
from .svg_lines import escaped, line, messages, number, path

ALIKE = {"Liberation Sans": ("Arial", "Helvetica", "Arimo"), "Arial": ("Liberation Sans", "Helvetica", "Arimo")}
BASE = 13  # size of text that is not said


def diagram_svg(
    display: Display, ids: Collection[Id] | None = None, scale: float = 1.0, background: bool = True
) -> str:
    """The diagram, or these shapes and edges of it, as a whole SVG file."""
    shown = scene(display, ids)
    left, top, right, bottom = shown.box
    wide, tall = right - left, bottom - top
    x, y, w, h = (number(value) for value in (left, top, wide, tall))
    names = _Names(shown.shapes)
    homes = sum(shape.depth < ABOVE for shape in shown.shapes)
    shapes = [_shape(shape, names) for shape in shown.shapes]
    edges = [_edge(edge, display.model, names) for edge in shown.edges]
    page = page_name(display.model, display.diagram) or tr("Diagram")
    paper = f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{WHITE.paper}"/>'
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{x} {y} {w} {h}" '
            f'width="{number(wide * scale)}" height="{number(tall * scale)}" font-family="{escaped(families())}" '
            f'font-size="{BASE}" text-anchor="middle" fill="{WHITE.ink}" '
            'stroke-linejoin="round" stroke-linecap="round">',
            f"<title>{escaped(page)}</title>",
            "<style>text{white-space:pre}</style>",
            *((paper,) if background else ()),
            '<g class="homes">',
            *shapes[:homes],
            *(_frame(home) for home in shown.shapes[:homes] if home.look.outline == "pool"),
            '</g>\n<g class="flows">',
            *edges,
            '</g>\n<g class="clear">',
            *(path(_rows(names.clear[fill]), fill) for fill in names.clear),
            '</g>\n<g class="shapes">',
            *shapes[homes:],
            '</g>\n<g class="names">',
            *messages(shown.edges),
            *names.texts,
            "</g>\n</svg>\n",
        )
    )


class _Names:
    """Names that stand on top of everything, what lines are cleared from under them, and the ids already given."""

    def __init__(self, shapes: Iterable[ShapePicture]) -> None:
        self.texts: list[str] = []
        self.clear: dict[str, list[Box]] = {}  # by colour
        self.of: dict[Id, str] = {}  # what the shapes are called
        self._given: set[str] = set()
        self._filled = [shape for shape in shapes if shape.depth < ABOVE and shape.fill]

    def put(self, label: Label, x: float, y: float) -> None:
        """A name outside its shape, or beside its line."""
        name = (x, y, label, "")
        fill = ground(name, self._filled)
        self.texts.append(_text(label, x, y, on_ground(name, self._filled)[3]))
        if label.crossed:
            self.clear.setdefault(fill or WHITE.paper, []).extend(cleared(x, y, label))

    def id(self, wanted: Id, other: Id) -> str:
        """The id of what is shown as an attribute; where it is shown twice, that of the second place."""
        for id in (wanted, other):
            if id and id not in self._given:
                self._given.add(id)
                return f' id="{escaped(id if id.isidentifier() else "".join(id.split()))}"'
        return ""


@lru_cache(1)
def families() -> str:
    """The fonts a viewer may take, first the one that names were measured with and those as wide as it."""
    used = QFontInfo(theme.font()).family()
    order = dict.fromkeys((used, *ALIKE.get(used, ()), *FAMILIES))
    return ", ".join(family if family.replace("-", "").isalpha() else f"'{family}'" for family in order)


# shapes


def _shape(shape: ShapePicture, names: _Names) -> str:
    look = shape.look
    tint = (shape.tint or "") if shape.kind.family in TINTED else ""
    body = _body(look, shape.w, shape.h, tint, shape.fill, shape.stroke, shape.kind.family == "pool")
    said, words = _what(shape.kind.label, look), ""
    if shape.name and (label := shape.labels.get(0)):
        ink = theme.words_on(shape.fill) if shape.fill else ""
        if label.outside:
            names.put(label, shape.x, shape.y)
        elif shape.depth < 0:
            names.texts.append(_text(label, shape.x, shape.y, ink))
        else:
            words = _text(label, 0.0, 0.0, ink)
        names.of[shape.node] = name = _one_line(shape.name)
        said = f"{name} ({said})"
    if shape.who is not None:
        words += _chip(shape.who)
    if shape.kind.family in BOXED:
        words += _on_box(shape)
        said = ", ".join((said, *shape.facts.second[:1]))
    return (
        f'<g{names.id(shape.node, shape.id)} class="{shape.kind.id or "unknown"}" '
        f'transform="translate({number(shape.x)} {number(shape.y)})"><title>{escaped(said)}</title>{body}{words}</g>'
    )


def _chip(who: Who) -> str:
    """The chip of a step's owner, seen from the corner of the step."""
    left, top, right, foot = who.box
    ink = theme.words_on(who.colour)
    edge = f' stroke="{ink}"' if theme.hard_to_see(who.colour) else ""
    return (
        f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" height="{number(foot - top)}" '
        f'rx="{number((foot - top) / 2)}" fill="{who.colour}"{edge}/>{_text(who.label, 0.0, 0.0, ink)}'
    )


def _on_box(shape: ShapePicture) -> str:
    """All that a box of an org chart says and shows beside its name, seen from its corner."""
    facts, out = shape.facts, ""
    at = picture_at(shape.look.outline, shape.w, shape.h)
    if at is not None and shape.look.filled and (png := face_png(facts.photo) if facts.photo else ""):
        x, y, side = number(at.x - at.radius), number(at.y - at.radius), number(2 * at.radius)
        out += f'<image x="{x}" y="{y}" width="{side}" height="{side}" href="data:image/png;base64,{png}"/>'
        out += path(circle(at.x, at.y, at.radius - 0.5), "none", WHITE.frame, 1)
    marks = ((CHIP, chip_box(shape)),) if facts.away else ()
    for look, box in (*marks, *(((RING, fold_box(shape)),) if facts.folded else ())):
        body = _body(look, box[2] - box[0], box[3] - box[1], "", "", "", False)
        out += f'<g transform="translate({number(box[0])} {number(box[1])})">{body}</g>'
    for label, ink in said_on(shape, 0):
        dark = theme.words_on(shape.fill) if shape.fill and ink == "ink2" else WHITE.line(ink)
        out += _text(label, 0.0, 0.0, dark if ink != "ink" else "")
    return out


def _frame(pool: ShapePicture) -> str:
    """The outline of a pool once more, over the lanes in it."""
    outline = drawing(pool.look._replace(bottom=()), pool.w, pool.h)[-1]
    drawn = path(outline.path, "none", pool.stroke or WHITE.line("frame"), outline.width)
    return f'<g transform="translate({number(pool.x)} {number(pool.y)})">{drawn}</g>'


@lru_cache(1024)
def _what(label: str, look: Look) -> str:
    row = DEFINITIONS.get(look.mark)
    return f"{tr(label)}, {tr(row.label)}" if row and "Event" in look.outline else tr(label)


@lru_cache(8192)
def _one_line(name: str) -> str:
    return " ".join(name.split())


@lru_cache(4096)
def _body(look: Look, w: float, h: float, tint: str, fill: str, stroke: str, pool: bool) -> str:
    """A shape seen from its corner: every piece of its drawing as a path."""
    out = []
    for piece in drawing(look, w, h):
        paint = _fill(piece.fill, tint, fill, stroke)
        if not paint:
            continue
        ink = stroke or WHITE.line("frame" if pool and piece.ink == "ink2" else piece.ink)
        width = piece.width or float(piece.fill == "role" and theme.hard_to_see(tint))
        out.append(path(piece.path, paint, ink if width else "", width, piece.dash))
    return "".join(out)


def _fill(named: str, tint: str, fill: str, stroke: str) -> str:
    """The colour of a piece; "" where the piece is not painted at all."""
    match named:
        case "":
            return "none"
        case "paper":
            return fill or WHITE.paper
        case "ink":
            return stroke or WHITE.ink
        case "chrome":
            return fill or WHITE.chrome
        case "role":
            return tint
        case "amber":
            return WHITE.amber
        case "amberTint":
            return WHITE.amber_tint
        case _:
            return fill or (WHITE.tint(tint) if tint else "")


# edges


def _edge(edge: EdgePicture, model: Model, names: _Names) -> str:
    if edge.name and (label := edge.labels.get(0)):
        names.put(label, 0.0, 0.0)
    return (
        f'<g{names.id(edge.link, edge.id)} class="{edge.kind}">'
        f"<title>{escaped(_between(edge, model, names))}</title>{line(edge)}</g>"
    )


def _between(edge: EdgePicture, model: Model, names: _Names) -> str:
    """What a line is and what it joins."""
    said = _link_label(edge.kind)
    if edge.name:
        said = f"{_one_line(edge.name)} ({said})"
    if (link := model.get(edge.link, Link)) is None:
        return said
    source, target = (names.of.get(id) or _one_line(title(model, id)) for id in (link.source, link.target))
    return f"{said}: {source or '-'} → {target or '-'}"


@lru_cache(64)
def _link_label(kind: str) -> str:
    return tr(LINKS[kind].label) if kind in LINKS else kind


# names


def _rows(boxes: Iterable[Box]) -> str:
    """Boxes as one path."""
    return "".join(f"M{a:.7g} {b:.7g}H{c:.7g}V{d:.7g}H{a:.7g}Z" for a, b, c, d in boxes)


def _text(label: Label, x: float, y: float, ink: str) -> str:
    """A name, a line each as it was laid out. Lines are held by their middle: another font stays in its place."""
    weight = label.font.weight()
    size = label.pixels * label.share
    more = "" if size == BASE else f' font-size="{number(size)}"'
    if weight != QFont.Weight.Normal:
        more += f' font-weight="{int(weight)}"'
    if ink:
        more += f' fill="{ink}"'
    if label.turned:
        more += f' transform="translate({number(x)} {number(y + label.turned_by)}) rotate(-90)"'
        x = y = 0.0
    measure = measure_of(label.pixels, weight)
    rows = label.rows
    if label.side == LEFT or _flush(label):
        more += ' text-anchor="start"'
        spots = [(words, x + at, y + base) for words, _, at, base in rows]
    elif label.side == RIGHT:
        more += ' text-anchor="end"'
        spots = [(words, x + at + measure(words) * label.share, y + base) for words, _, at, base in rows]
    else:
        spots = [(words, x + at + measure(words) * label.share / 2, y + base) for words, _, at, base in rows]
    if len(spots) == 1:
        words, at, base = spots[0]
        return f'<text x="{at:.7g}" y="{base:.7g}"{more}>{escaped(words)}</text>'
    lines_ = "".join(f'<tspan x="{at:.7g}" y="{base:.7g}">{escaped(words)}</tspan>' for words, at, base in spots)
    return f"<text{more}>{lines_}</text>"


def _flush(label: Label) -> bool:
    """Whether the lines of a name start at the same place though they are of different length."""
    rows = label.rows
    return len(rows) > 1 and all(row.x == rows[0].x for row in rows)
