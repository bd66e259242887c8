"""Who has which part in the steps of a process: the grid of roles and steps."""

from __future__ import annotations

from typing import NamedTuple

from opsdesigner.model import Id, Model, Node
from opsdesigner.notation.ownership import counts, letters

from .order import along_the_flow


class RaciGrid(NamedTuple):
    """Roles, units and people by the steps of one process; of each pair the letters, "" for none."""

    process: Id
    steps: tuple[Id, ...]
    resources: tuple[Id, ...]
    letters: dict[tuple[Id, Id], str]  # resource, step

    def at(self, resource: Id, step: Id) -> str:
        return self.letters.get((resource, step), "")


def raci(model: Model, process: Id) -> RaciGrid:
    """The steps and named decisions of a process in the order of its flow; who has a part, in order of appearance."""
    steps = [node.id for node in along_the_flow(model, process) if counts(node)]
    found: dict[tuple[Id, Id], str] = {}
    resources: dict[Id, None] = {}
    for step in steps:
        for resource, said in letters(model, step).items():
            if model.get(resource, Node) is not None:
                found[resource, step] = said
                resources[resource] = None
    return RaciGrid(process, tuple(steps), tuple(resources), found)
