"""Where a new element goes when it is appended: right of its source (or below), clear of what stands there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from opsdesigner.model import Id, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, centre, contains, grown, overlaps, touches, union
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.looks import is_upright
from opsdesigner.notation.variants import Variant

from .around import runs_of, shapes_in
from .context import Place, container_of, nearest_lane, place_of, root_place
from .lines import site_of

GAP, PITCH = 48.0, 32.0  # px: to the next step; between branches
CLEAR = 8.0
LOOKED_AT = 4  # free spots among which one without a line through it is looked for
ON = 40  # px by which a spot moves on, off a line
SIGHT = 800.0  # px within which flows are looked for that may run there
FLOWS = ("sequenceFlow", "messageFlow")


class Spot(NamedTuple):
    """The middle of a new element and what it will lie in."""

    at: Point
    home: Place


def spot_for(model: Model, source: Shape, variant: Variant, size: tuple[float, float]) -> Spot:
    """The free place for what follows a shape."""
    node = model.get(source.node, Node)
    assert node is not None
    home = home_of(model, node, source.diagram)
    family = KINDS[variant.kind].family
    if family == "note":
        return Spot(_beside(model, source, size, up=True), home)
    if family in ("data", "store"):
        return Spot(_beside(model, source, size, up=False), home)
    if node.kind == "boundaryEvent":
        return Spot(_off_edge(model, source, size), home)
    return Spot(_onwards(model, node, source, size), home)


def home_of(model: Model, node: Node, diagram: Id) -> Place:
    """What a node lies in on a diagram."""
    container = container_of(model, node, diagram)
    if container is not None:
        shape = shape_of(model, node.id, diagram)
        at = centre(box_of(shape)) if shape is not None else centre(box_of(container))
        return place_of(model, nearest_lane(model, container, *at))
    return root_place(model, diagram)


def _onwards(model: Model, node: Node, source: Shape, size: tuple[float, float]) -> Point:
    """In one line with the source: right of it, below it in an upright pool; where that is taken, further down.

    Of a gateway's branches the second stands below (or right), the third above, and so on.
    """
    along = 1 if _runs_down(model, node, source.diagram) else 0
    aside, box = 1 - along, box_of(source)
    ahead, level = box[along + 2] + GAP + size[along] / 2, centre(box)[aside]
    step = size[aside] + PITCH
    gateway = KINDS[node.kind].family == "gateway"
    offsets = [0.0]
    for i in range(1, 40):
        offsets += [i * step, -i * step] if gateway else [i * step]
    taken = _taken(model, node, source, ahead, size[along], along)
    spots = [(level + each, ahead) if along else (ahead, level + each) for each in offsets]
    return _first_free(model, source, spots, size, taken, along) or spots[0]


def _runs_down(model: Model, node: Node, diagram: Id) -> bool:
    """Whether a node lies in an upright pool or lane."""
    outer: Node | None = node
    while outer is not None and (frame := container_of(model, outer, diagram)) is not None:
        outer = model.get(frame.node, Node)
        if outer is not None and outer.kind in ("participant", "lane"):
            return is_upright(frame.props)
    return False


def _off_edge(model: Model, source: Shape, size: tuple[float, float]) -> Point:
    """Below right of an event on a step's lower edge, above right on its upper one; straight out at the sides."""
    node = model.get(source.node, Node)
    assert node is not None
    side = site_of(model, source).side
    cx, cy = centre(box_of(source))
    x = cx + 24 + source.width / 2 + size[0] / 2
    y = cy - 42 - size[1] / 2 if side == 1 else cy + 42 + size[1] / 2
    if side in (0, 2):
        out = source.width / 2 + GAP + size[0] / 2
        x, y = cx + (out if side == 2 else -out), cy
    taken = _taken(model, node, source, x, size[0])
    down = -1 if side == 1 else 1
    spots = ((x, y + down * i * (size[1] + PITCH)) for i in range(40))
    return _first_free(model, source, spots, size, taken) or (x, y)


def _beside(model: Model, source: Shape, size: tuple[float, float], up: bool) -> Point:
    """Up right of the source for notes, below it for data; further right where that is taken."""
    taken = [box_of(shape) for shape in model.referrers(source.diagram, Shape) if not _is_frame(model, shape)]
    x = source.x + source.width / 2 + (24 + size[0] / 2 if up else 0)
    y = source.y - 32 - size[1] / 2 if up else source.y + source.height + 40 + size[1] / 2
    spots = ((x + i * (size[0] + 16), y) for i in range(40))
    return _first_free(model, source, spots, size, taken) or (x, y)


def _first_free(
    model: Model, source: Shape, spots: Iterable[Point], size: tuple[float, float], taken: list[Box], axis: int = 0
) -> Point | None:
    """The first spot that nothing stands on; a little further on, or the next one, where a flow runs through it.

    Nothing has to grow only for that, but for a flow of the source itself.
    """
    found = list(islice((at for at in spots if _free(_box(*at, size), taken)), LOOKED_AT))
    if not found:
        return None
    (x, y), first, home = found[0], _box(*found[0], size), _home_box(model, source)
    room = union((home, first)) if home else None
    lines = _lines(model, source)
    if home is not None:  # what lies beyond makes way
        lines = [_stretched(each, home, first) for each in lines if touches(each, home)]
    onwards = [(x + by, y) if axis == 0 else (x, y + by) for by in range(ON, 5 * ON, ON)]
    onwards = [at for at in onwards if _free(_box(*at, size), taken)]
    for at in (found[0], *onwards, *found[1:]):
        box = _box(*at, size)
        if not _runs_through(lines, box) and (room is None or contains(room, box)):
            return at
    own = runs_of(model, [source], FLOWS)
    return next((at for at in found if not _runs_through(own, _box(*at, size))), found[0])


def _runs_through(lines: list[Box], box: Box) -> bool:
    return any(touches(box, line) for line in lines)


def _home_box(model: Model, source: Shape) -> Box | None:
    """The box of what a shape lies in; None for the page itself."""
    node = model.get(source.node, Node)
    home = container_of(model, node, source.diagram) if node is not None else None
    return box_of(home) if home is not None else None


def _stretched(piece: Box, home: Box, needed: Box) -> Box:
    """An upright piece of a line as it is once its home has grown: where it leaves, the rim moves."""
    left, top, right, foot = piece
    if left == right and top < home[3] <= foot:
        return (left, top, right, max(foot, needed[3]))
    if left == right and top <= home[1] < foot:
        return (left, min(top, needed[1]), right, foot)
    return piece


def _lines(model: Model, source: Shape) -> list[Box]:
    """The pieces of the flows of what stands in some distance from a shape."""
    return runs_of(model, shapes_in(model, source.diagram, grown(box_of(source), SIGHT)), FLOWS)


def _taken(model: Model, node: Node, source: Shape, at: float, size: float, axis: int = 0) -> list[Box]:
    """What stands in a column (or row), in the lane, sub-process or page the source lies in."""
    reach = size / 2 + CLEAR
    home = container_of(model, node, source.diagram)
    boxes = []
    for shape in model.referrers(source.diagram, Shape):
        place = box_of(shape)
        if place[axis] > at + reach or place[axis + 2] < at - reach:
            continue
        other = model.get(shape.node, Node)
        if other is None or _is_frame(model, shape) or shape.id == source.id:
            continue
        if other.kind == "boundaryEvent" and other.host == node.host:
            continue
        held = container_of(model, other, source.diagram)
        if (held.id if held else "") == (home.id if home else ""):
            boxes.append(place)
    host = shape_of(model, node.host, source.diagram) if node.kind == "boundaryEvent" else None
    return [*boxes, box_of(host)] if host else boxes


def _is_frame(model: Model, shape: Shape) -> bool:
    node = model.get(shape.node, Node)
    return node is None or node.kind in ("participant", "lane", "group")


def _box(x: float, y: float, size: tuple[float, float]) -> Box:
    return (x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)


def _free(box: Box, taken: list[Box]) -> bool:
    return not any(overlaps(grown(box, CLEAR), each) for each in taken)
