"""A new pool: the first one takes the process that is drawn, the others bring their own."""

from __future__ import annotations

from opsdesigner.model import Diagram, Id, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of, overlaps, shifted, union
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.looks import HEADER
from opsdesigner.notation.variants import VARIANTS, Variant

from .contents import with_contents
from .roots import drawn_id, free_process, fresh_id, to_collaboration
from .sheet import Sheet

ROOM = 40.0  # px round what a first pool encloses
CLOSED_HEIGHT = 44.0
APART = 24.0


def place_pool(
    model: Model,
    diagram: Id,
    variant: Variant,
    x: float,
    y: float,
    size: tuple[float, float] | None = None,
    name: str = "",
) -> Id:
    """A new pool on a page; returns its shape."""
    page = model.get(diagram, Diagram)
    assert page is not None
    root = model.get(page.root, Node)
    first = root if root is not None and root.kind == "process" else None
    drawn = [box_of(shape) for shape in model.referrers(diagram, Shape)]
    closed = variant.id == "closedPool"
    if closed or first is None:
        collaboration = ready_for_pools(model, diagram)
    else:
        collaboration, box = to_collaboration(model, diagram), union(drawn) if drawn else None
        return _enclose(model, diagram, collaboration, first, variant, box, name, (x, y), size)
    process = "" if closed else free_process(model)
    node = model.put(Node(fresh_id(model, "participant"), "participant", name, collaboration.id, process))
    width, height = size or pool_size(variant)
    box = _clear_of_others(model, diagram, (x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    return _put(model, diagram, node.id, variant, box)


def ready_for_pools(model: Model, diagram: Id) -> Node:
    """The collaboration of a page, made where it is missing: what stands there already gets a pool."""
    page = model.get(diagram, Diagram)
    root = model.get(page.root, Node) if page else None
    drawn = [box_of(shape) for shape in model.referrers(diagram, Shape)]
    collaboration = to_collaboration(model, diagram)
    if root is not None and root.kind == "process" and drawn:
        _enclose(model, diagram, collaboration, root, VARIANTS["participant"], union(drawn), "")
    return collaboration


def pool_size(variant: Variant) -> tuple[float, float]:
    """How large a new pool starts."""
    width, height = KINDS["participant"].size
    if variant.id == "closedPool":
        return width, CLOSED_HEIGHT
    return (height, width) if _upright(variant) else (width, height)


def _upright(variant: Variant) -> bool:
    return not variant.shape.flag("isHorizontal", True)


def _enclose(
    model: Model,
    diagram: Id,
    collaboration: Node,
    process: Node,
    variant: Variant,
    drawn: Box | None,
    name: str,
    at: tuple[float, float] = (0, 0),
    size: tuple[float, float] | None = None,
) -> Id:
    """The pool of a process that stands there already, round all of it."""
    node = model.put(Node(fresh_id(model, "participant"), "participant", name, collaboration.id, process.id))
    width, height = size or pool_size(variant)
    left, top = at[0] - width / 2, at[1] - height / 2
    box = (left, top, left + width, top + height)
    if drawn is not None:
        header = (0.0, HEADER) if _upright(variant) else (HEADER, 0.0)
        left, top = drawn[0] - ROOM - header[0], drawn[1] - ROOM - header[1]
        right, bottom = max(drawn[2] + ROOM, left + width), max(drawn[3] + ROOM, top + height)
        spare = (bottom - drawn[3] - ROOM) / 2 if not _upright(variant) else 0.0
        box = (left, top - spare, right, bottom - spare)
    return _put(model, diagram, node.id, variant, box)


def place_beside(sheet: Sheet, pool: Shape) -> None:
    """Moves a pool with its contents down to where it covers no other pool."""
    box = _clear_of_others(sheet.model, sheet.diagram, sheet.box(pool.id), pool.id)
    sheet.shift(with_contents(sheet, pool), 0, box[1] - sheet.box(pool.id)[1])


def _clear_of_others(model: Model, diagram: Id, box: Box, own: Id = "") -> Box:
    """The place, or the first one below it that is free of other pools."""
    taken = [
        box_of(shape)
        for shape in model.referrers(diagram, Shape)
        if shape.id != own and (node := model.get(shape.node, Node)) is not None and node.kind == "participant"
    ]
    while hit := [each for each in taken if overlaps(box, each)]:
        box = shifted(box, 0, max(each[3] for each in hit) + APART - box[1])
    return box


def _put(model: Model, diagram: Id, node: Id, variant: Variant, box: Box) -> Id:
    left, top, right, bottom = (round(each) for each in box)
    props = variant.shape.having(isHorizontal=not _upright(variant))
    shape = Shape(drawn_id(model, node), diagram, node, left, top, right - left, bottom - top, props=props)
    return model.put(shape).id
