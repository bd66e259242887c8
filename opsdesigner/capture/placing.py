"""Where what was captured stands: a new drawing is laid out whole, in an old one only what is new finds its place."""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.edit.leading import lead_lines
from opsdesigner.edit.placing import place_new
from opsdesigner.edit.tidying import tidy
from opsdesigner.model import Diagram, Id, Link, Model, Node, Shape
from opsdesigner.model.queries import children, pools_of, shape_of
from opsdesigner.notation.kinds import KINDS

from .draft import Draft, Item

MANY, AGAIN = 400, 2  # nodes that are not placed one by one, where they are so many times what was there
FEW = 3  # steps and events that are laid out anew when they get their pool


def pages_of(model: Model, process: Id) -> list[Id]:
    """The pages that show a process, its pool or its sub-processes."""
    roots = {process, *(pool.parent for pool in pools_of(model, process))}
    pending = [process]
    while pending:
        for node in children(model, pending.pop()):
            roots.add(node.id)
            if KINDS[node.kind].family in ("step", "lane"):
                pending.append(node.id)
    return [page.id for page in model.all(Diagram) if page.root in roots and not page.kind]


def settle(model: Model, process: Id, diagram: Id, before: Draft, after: Draft, new: Sequence[Id]) -> None:
    """Gives what is new its place after one draft has become another. Raises Refusal; inside a change."""
    moved = [id for id, item in after.items.items() if id in before.items and _elsewhere(before.items[id], item)]
    led = [id for id, flow in after.flows.items() if id in before.flows and flow[1:3] != before.flows[id][1:3]]
    for page in pages_of(model, process):
        nodes = [id for id in (*new, *moved) if id in model and shape_of(model, id, page) is not None]
        fresh = not before.items or (len(before.items) <= FEW and _framed(model, page))
        if nodes and (fresh or len(nodes) > max(MANY, AGAIN * len(before.items))):
            tidy(model, page)
            continue
        if nodes:
            place_new(model, page, nodes)
        placed = set(nodes)
        links = (link for id in (*new, *led) if (link := model.get(id, Link)) is not None)
        lines = [link.id for link in links if not placed & {link.source, link.target}]
        lead_lines(model, page, lines)


def _framed(model: Model, page: Id) -> bool:
    """Whether the open change has put a pool on a page: as large as one is that nothing is known of yet."""
    made = (
        now for was, now in model.pending.values() if was is None and isinstance(now, Shape) and now.diagram == page
    )
    return any((node := model.get(shape.node, Node)) is not None and node.kind == "participant" for shape in made)


def _elsewhere(old: Item, item: Item) -> bool:
    """Whether an item belongs elsewhere now: to another role, or into another sub-process."""
    return (old.role, old.parent, old.host) != (item.role, item.parent, item.host)
