"""What a shape shows of the model behind it: its name, what starts it, what it calls."""

from __future__ import annotations

from functools import lru_cache

from opsdesigner.model import Model, Node, Shape
from opsdesigner.model.queries import NAMED_BY_HOST, title
from opsdesigner.notation.kinds import GLOBAL_STEPS
from opsdesigner.notation.looks import shows_start

CALLED = 20_000.0  # least area of a call activity that has room for what it calls
NAMED = 60.0  # least width of a shape of nothing that says its id


def shows_called(node: Node, shape: Shape) -> bool:
    """Whether a call activity shows the process it calls in place; some files say so of small ones, too."""
    return node.kind == "callActivity" and shape.props.flag("isExpanded") and shape.width * shape.height >= CALLED


def inner_of(node: Node, shape: Shape, model: Model) -> Node | None:
    """What a closed shape shows of its inside: the event that starts it, the global step that it calls."""
    if node.kind == "callActivity":
        called = model.get(node.props.text("calledElement").rpartition(":")[2], Node)
        return called if called is not None and called.kind in GLOBAL_STEPS else None
    if not shows_start(node, shape.props):
        return None
    return next((inner for inner in model.referrers(node.id, Node) if inner.kind == "startEvent"), None)


def name_of(shape: Shape, node: Node | None, model: Model) -> str:
    """What is written in or beside a shape: its name, that of what it stands for, its state."""
    if node is None:
        known = next((id for id in (shape.node, shape.id) if id and "@" not in id), "")  # others are made by the reader
        return known if shape.width >= NAMED else ""
    name = "" if node.kind == "process" else node.name
    if not name and node.host and node.kind in NAMED_BY_HOST:
        name = title(model, node.id)
    if node.props and (state := node.props.text("state").strip()):
        name = f"{name}\n[{state.strip('[]')}]" if name else f"[{state.strip('[]')}]"
    return plain(name) if name else ""


@lru_cache(8192)
def plain(name: str) -> str:
    """A name as it can be laid out: one kind of line break, no tabs or other control characters."""
    lines = ("".join(c if c.isprintable() else " " if c.isspace() else "" for c in line) for line in name.splitlines())
    return "\n".join(" ".join(part for part in line.split(" ") if part) for line in lines).strip("\n")
