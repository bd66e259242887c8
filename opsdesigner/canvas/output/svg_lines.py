"""Lines as SVG paths: the same bends, hops, heads and signs as on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from opsdesigner.model import Point

from ..drawing import lines
from ..drawing.edge_pictures import EdgePicture
from ..theme import WHITE

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
SPECIAL = re.compile(f'{FORBIDDEN.pattern}|[&<>"]')

SPOTS = {"M": "M%.8g %.8g", "L": "L%.8g %.8g", "Q": "Q%.8g %.8g %.8g %.8g", "C": "C" + " ".join(["%.8g"] * 6)}
SHORT = {"full": 7.0, "hollow": lines.HEAD[0]}  # how far lines end before the tip of their head


def number(value: float) -> str:
    """A coordinate, short and exact."""
    return f"{value:.8g}"


def path(data: str, fill: str, ink: str = "", width: float = 0.0, dash: str = "") -> str:
    """A path element; without a line where there is no ink."""
    line = f' stroke="{ink}" stroke-width="{number(width)}"' if ink else ""
    dashes = f' stroke-dasharray="{dash}" stroke-linecap="butt"' if dash else ""
    return f'<path d="{data}" fill="{fill}"{line}{dashes}/>'


def line(edge: EdgePicture) -> str:
    """All of an edge but its name, the ring it starts with and the message it shows."""
    style = edge.style
    ink, points = edge.stroke or WHITE.line(style.ink), edge.points
    if style.double:
        pair = "".join(_open(lines.moved_aside(points, by)) for by in (-1.5, 1.5))
        return path(pair, "none", ink, style.width)
    short = SHORT.get(style.head, 0.0) if edge.headed else 0.0
    drawn = path(
        _course(lines.course(points, edge.hops or (), short, style.bend)), "none", ink, style.width, style.dash
    )
    if edge.headed and style.head:
        drawn += _heads(edge, style.head, ink)
    if edge.conditional:
        drawn += path(_open(lines.diamond(points)) + "Z", WHITE.paper, ink, 1.2)
    elif edge.default:
        drawn += path(_open(lines.slash(points)), "none", ink, 1.5)
    return drawn


def _heads(edge: EdgePicture, head: str, ink: str) -> str:
    if head == "full":
        return path(_open(lines.arrow(edge.points, *lines.HEAD)) + "Z", ink)
    if head == "hollow":
        return path(_open(lines.arrow(edge.points, *lines.HEAD)) + "Z", WHITE.paper, ink, 1.2)
    drawn = path(_open(lines.arrow(edge.points, *lines.OPEN_HEAD)), "none", ink, 1.5)
    if edge.both:
        drawn += path(_open(lines.arrow(edge.points, *lines.OPEN_HEAD, back=True)), "none", ink, 1.5)
    return drawn


def _envelope(edge: EdgePicture) -> str:
    (x, y), (w, h) = lines.middle(edge.points), lines.ENVELOPE
    left, top = x - w / 2, y - h / 2
    ground = WHITE.chrome if edge.message == "non_initiating" else WHITE.paper
    sides = _open([(left, top), (left + w, top), (left + w, top + h), (left, top + h)]) + "Z"
    flap = _open([(left, top), (left + w / 2, top + h * 0.58), (left + w, top)])
    return path(sides + flap, ground, edge.stroke or WHITE.ink, 1.5)


def messages(edges: Iterable[EdgePicture]) -> Iterator[str]:
    """Where messages start, over the outline they start from; those that lines show, over what names clear."""
    for edge in edges:
        if edge.message:
            yield _envelope(edge)
        style = edge.style
        if style.start == "ring":
            x, y = edge.points[0]
            yield (
                f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(lines.RING)}" fill="{WHITE.paper}" '
                f'stroke="{edge.stroke or WHITE.line(style.ink)}" stroke-width="1.2"/>'
            )


def _open(points: Sequence[Point]) -> str:
    return "M" + "L".join([f"{x:.8g} {y:.8g}" for x, y in points])


def _course(commands: Sequence[lines.Command]) -> str:
    pattern = "".join([SPOTS[letter] for letter, _ in commands])
    return pattern % tuple([value for _, points in commands for point in points for value in point])


def escaped(text: str) -> str:
    """Text as it may stand between tags and in attributes; what XML cannot hold is left out."""
    if not SPECIAL.search(text):
        return text
    text = FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
