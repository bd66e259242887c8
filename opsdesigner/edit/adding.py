"""A plain step in the first process of a document, drawn, for whoever has no drawing before them."""

from __future__ import annotations

from opsdesigner.model import Diagram, Id, Model, Node, Point, Shape, new_id, writable_id
from opsdesigner.model.geometry import box_of, grown, overlaps
from opsdesigner.model.queries import pools_of
from opsdesigner.notation.kinds import FLOW_NODES
from opsdesigner.notation.variants import VARIANTS

from .append import GAP, PITCH
from .context import Place, Refusal, nearest_lane, place_of, root_place
from .draw import put_new, size_of
from .fresh import blank

STEP = VARIANTS["task"]
FIRST = 60.0  # px from the left and the top of what it lies in
WIDE = 1500.0  # px after which a row of steps ends


def add_step(model: Model, id: Id, name: str) -> Id:
    """A step with this id, right of the one that was added last; returns its shape. Raises Refusal where the id is
    taken or can stand in no file. A document without a process gets one.
    """
    if id in model:
        raise Refusal(f"There is something called {id} already")
    if not id or writable_id(id) != id:
        raise Refusal(f"“{id}” can be no id: letters, digits, points, hyphens, a letter first")
    with model.change("Draw step"):
        process = next((node.id for node in model.all(Node) if node.kind == "process"), "") or _process(model)
        diagram, pool = _page(model, process)
        x, y = _spot(model, diagram, pool)
        home = _home(model, diagram, pool, x, y)
        return put_new(model, diagram, STEP, home, x, y, name=name, id=id).id


def _process(model: Model) -> Id:
    records, _ = blank()
    for record in records:
        model.put(record)
    return records[0].id


def _page(model: Model, process: Id) -> tuple[Id, Shape | None]:
    """The diagram that shows a process, made where there is none, and its pool there."""
    for pool in pools_of(model, process):
        for shape in model.referrers(pool.id, Shape):
            return shape.diagram, shape
    own = next((page.id for page in model.referrers(process, Diagram) if page.root == process), "")
    return own or model.put(Diagram(new_id("BPMNDiagram", model), process)).id, None


def _spot(model: Model, diagram: Id, pool: Shape | None) -> Point:
    """The middle of the next step: in the row of the last one, else below all others."""
    width, height = size_of(STEP)
    nodes = ((shape, model.get(shape.node, Node)) for shape in model.referrers(diagram, Shape))
    drawn = [box_of(shape) for shape, node in nodes if node is not None and node.kind in FLOW_NODES]
    left = (pool.x if pool is not None else 0.0) + FIRST + 40
    top = (pool.y if pool is not None else 0.0) + FIRST
    if not drawn:
        return left + width / 2, top + height / 2
    last = drawn[-1]
    x, y = last[2] + GAP, (last[1] + last[3]) / 2 - height / 2
    box = (x, y, x + width, y + height)
    if x > left + WIDE or any(overlaps(grown(box, 8), each) for each in drawn):
        x, y = min(each[0] for each in drawn), max(each[3] for each in drawn) + PITCH
    return x + width / 2, y + height / 2


def _home(model: Model, diagram: Id, pool: Shape | None, x: float, y: float) -> Place:
    return root_place(model, diagram) if pool is None else place_of(model, nearest_lane(model, pool, x, y))
