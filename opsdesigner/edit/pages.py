"""The pages of a document: one more, another name, one less."""

from __future__ import annotations

from opsdesigner.model import Diagram, Id, Model, Node, new_id
from opsdesigner.model.queries import children

from .roots import fresh_id


def add_page(model: Model, name: str) -> Id:
    """A process of this name with an empty diagram of its own; the diagram."""
    with model.change("New diagram"):
        process = model.put(Node(fresh_id(model, "process"), "process", name))
        return model.put(Diagram(new_id("Diagram", model), process.id, name)).id


def rename_page(model: Model, diagram: Id, name: str) -> None:
    """Names a diagram; what it shows keeps its own name."""
    page = model.get(diagram, Diagram)
    if page is not None and page.name != name:
        with model.change("Rename diagram"):
            model.update(diagram, name=name)


def can_remove_page(model: Model, diagram: Id) -> bool:
    """Whether another diagram is left to look at."""
    return diagram in model and sum(1 for _ in model.all(Diagram)) > 1


def remove_page(model: Model, diagram: Id) -> None:
    """Removes a diagram, and the process it alone shows where that is empty; steps are never lost with a page."""
    page = model.get(diagram, Diagram)
    if page is None or not can_remove_page(model, diagram):
        return
    with model.change("Remove diagram"):
        root = model.get(page.root, Node)
        model.remove(diagram)
        if root is None or root.kind != "process" or model.referrers(root.id, Diagram):
            return
        if not children(model, root.id) and not model.referrers(root.id, Node):
            model.remove(root.id)
