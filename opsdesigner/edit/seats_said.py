"""Holders, second bosses, deputies, parts in a step as one line of names: what it says now, what a new one makes."""

from __future__ import annotations

import re

from opsdesigner.model import Id, Model, Node
from opsdesigner.notation.kinds import OWNERS, RESOURCES
from opsdesigner.notation.organisation import deputies, dotted_lines, holders, relation, share_of
from opsdesigner.notation.ownership import RESPONSIBLE

from . import holding, seats
from .assigning import assignments_of, drop_repeats, put_part
from .chart import charts_of, tidy

SHARE = re.compile(r"^(.*?)[\s,]+(\d{1,3})\s*%$")
STAND_INS = (*OWNERS, "person")


def _names(text: str) -> list[str]:
    return [" ".join(name.split()) for name in text.split(",") if name.strip()]


def holders_said(model: Model, id: Id) -> str:
    """ "Anna Bell, Ben Ortiz 50 %"."""
    parts = []
    for person in holders(model, id):
        link = relation(model, person.id, "holds", id)
        share = share_of(link) if link is not None else 100
        parts.append(person.name if share == 100 else f"{person.name} {share} %")
    return ", ".join(parts)


def set_holders_said(model: Model, ids: list[Id], text: str) -> None:
    """These people hold the roles, each with the share said, and nobody else."""
    found = [
        (match[1].strip(), int(match[2])) if (match := SHARE.match(name)) else (name, 100) for name in _names(text)
    ]
    with model.change("Name who holds it"):
        for id in ids:
            holding.set_holders(model, id, [name for name, _ in found])
            for name, share in found:
                holding.seat(model, id, name, min(share, 100))


def bosses_said(model: Model, id: Id) -> str:
    nodes = (model.records.get(line.target) for line in dotted_lines(model, id))
    return ", ".join(node.name for node in nodes if node is not None and hasattr(node, "name"))


def set_second_bosses(model: Model, ids: list[Id], text: str) -> None:
    """These are the second bosses, and nobody else. Raises Refusal."""
    wanted = [seats.known(model, name) for name in _names(text)]
    with model.change("Second boss"):
        for id in ids:
            lines = dotted_lines(model, id)
            model.remove(*(line.id for line in lines if line.target not in wanted))
            for boss in wanted:
                seats.report_to(model, [id], boss, dotted=True)
        for chart in charts_of(model, [*ids, *wanted]):
            tidy(model, chart)


def deputies_said(model: Model, id: Id) -> str:
    return ", ".join(node.name for node in deputies(model, id))


def set_deputies_said(model: Model, ids: list[Id], text: str) -> None:
    """These stand in, and nobody else. Raises Refusal."""
    wanted = [seats.known(model, name, STAND_INS) for name in _names(text)]
    with model.change("Stands in"):
        for id in ids:
            for node in deputies(model, id):
                if node.id not in wanted:
                    holding.set_deputy(model, id, node.id, on=False)
            for deputy in wanted:
                holding.set_deputy(model, id, deputy)


def part_said(model: Model, id: Id, letter: str) -> str:
    """Who has this part in a step by assignment."""
    nodes = (model.get(link.source, Node) for link in assignments_of(model, id, letter))
    return ", ".join(node.name for node in nodes if node is not None)


def set_part_said(model: Model, ids: list[Id], letter: str, text: str) -> None:
    """These have this part in the steps, in this order, and nobody else. Raises Refusal."""
    wanted = list(dict.fromkeys(seats.known(model, name, RESOURCES) for name in _names(text)))
    with model.change("Assign"):
        for id in ids:
            known = assignments_of(model, id, letter)
            kept = [link.source for link in known if link.source in wanted]
            in_order = wanted[: len(kept)] == kept
            model.remove(*(link.id for link in known if not in_order or link.source not in wanted))
            for resource in wanted[len(kept) if in_order else 0 :]:
                put_part(model, id, resource, letter)
        if letter == RESPONSIBLE:
            drop_repeats(model, ids)
