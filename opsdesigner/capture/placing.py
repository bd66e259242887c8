"""Where what was captured stands: a new drawing is laid out whole, in an old one only what is new finds its place."""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.edit.tidying import tidy
from opsdesigner.model import Diagram, Id, Model
from opsdesigner.model.queries import children, pools_of
from opsdesigner.notation.kinds import KINDS

from .draft import Draft


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
    """Gives everything its place after one draft has become another. Raises Refusal; inside a change."""
    if new or before.flows != after.flows or before.items != after.items:
        for page in pages_of(model, process):
            tidy(model, page)
