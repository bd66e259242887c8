"""From roles to what they own and from steps to who owns them, as the two sides of the window show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.queries import edge_of, pool_of, process_of, shape_of, title

from .kinds import FLOW_NODES, OWNERS
from .organisation import boss_line, chain_of
from .ownership import counts, letters, owned_by, owner_of

BANDS = ("lane", "participant")


class Owned(NamedTuple):
    """A step or decision of a role, and what its process is called."""

    step: Id
    name: str
    process: str


class Lit(NamedTuple):
    """What of a process diagram is lit for a few roles: steps by owner, the lanes that stand for them, all the rest."""

    steps: dict[Id, Id]  # shape: owner
    told: list[Id]  # of these shapes, the ones with a name that a list of steps would show
    bands: dict[Id, Id]  # shape: owner
    others: set[Id]  # flows between two lit steps, pools round them


def owned_list(model: Model, owners: Iterable[Id]) -> list[Owned]:
    """The steps and named decisions these own, in the order of the file, with the names of their processes."""
    found = [step for owner in owners for step in owned_by(model, owner)]
    nodes = (node for step in found if (node := model.get(step, Node)) is not None and counts(node))
    return [Owned(node.id, title(model, node.id), process_name(model, node.id)) for node in nodes]


def process_name(model: Model, step: Id) -> str:
    """What the process of a step is called: its own name, else its pool's."""
    process = process_of(model, step)
    return title(model, process) or title(model, pool_of(model, step))


def roles_among(model: Model, shapes: Iterable[Id]) -> list[Id]:
    """The roles and units that these shapes show."""
    nodes = (model.get(shape.node, Node) for id in shapes if (shape := model.get(id, Shape)) is not None)
    return [node.id for node in nodes if node is not None and node.kind in OWNERS]


def lit_by(model: Model, diagram: Id, owners: Sequence[Id]) -> Lit:
    """What a diagram has of these roles."""
    steps: dict[Id, Id] = {}
    bands: dict[Id, Id] = {}
    told: list[Id] = []
    nodes: set[Id] = set()
    pools: set[Id] = set()
    for owner in owners:
        for step in owned_by(model, owner):
            shape, node = shape_of(model, step, diagram), model.get(step, Node)
            if shape is not None and node is not None:
                steps[shape.id] = owner
                nodes.add(step)
                pools.add(pool_of(model, step))
                if counts(node):
                    told.append(shape.id)
        for band in model.referrers(owner, Node, "resource"):
            shape = shape_of(model, band.id, diagram)
            if shape is not None and band.kind in BANDS:
                bands[shape.id] = owner
                pools.add(pool_of(model, band.id))
    others = {shape.id for pool in pools if pool and (shape := shape_of(model, pool, diagram)) is not None}
    return Lit(steps, told, bands, others | flows_between(model, diagram, nodes))


def flows_between(model: Model, diagram: Id, nodes: set[Id]) -> set[Id]:
    """The edges of a diagram that join two of these nodes."""
    links = (link for node in nodes for link in model.referrers(node, Link, "source") if link.target in nodes)
    return {edge.id for link in links if (edge := edge_of(model, link.id, diagram)) is not None}


class Command(NamedTuple):
    """Who is above an owner on a chart, from the owner's box up, and the lines between."""

    boxes: list[Id]
    lines: list[Id]


def command_of(model: Model, chart: Id, owner: Id) -> Command:
    """The line of command of an owner as a chart shows it."""
    chain = [owner, *chain_of(model, owner)]
    boxes = [shape.id for id in chain if (shape := shape_of(model, id, chart)) is not None]
    lines: list[Edge | None] = [
        edge_of(model, line.id, chart) for id in chain[:-1] if (line := boss_line(model, id)) is not None
    ]
    return Command(boxes, [line.id for line in lines if line is not None])


def owner_of_shape(model: Model, id: Id) -> Id:
    """Who owns the step, lane or pool that a shape shows, "" where nobody does or nobody could."""
    shape = model.get(id, Shape)
    node = model.get(shape.node, Node) if shape is not None else None
    if node is None or not (node.kind in FLOW_NODES or node.kind in BANDS):
        return ""
    return owner_of(model, node.id)


def letters_on(model: Model, step: Id, chart: Id) -> dict[Id, str]:
    """The boxes of a chart that have a part in a step, with their letters; an owner's R is told otherwise."""
    node = model.get(step, Node)
    if node is None or node.kind not in FLOW_NODES:
        return {}
    found: dict[Id, str] = {}
    for owner, parts in letters(model, step).items():
        shape, rest = shape_of(model, owner, chart), parts if owner != owner_of(model, step) else parts.replace("R", "")
        if shape is not None and rest:
            found[shape.id] = rest
    return found
