"""Exceptions that fit the short form: the question, a few steps, and their own end or an arrow."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import NamedTuple

from opsdesigner.model import Id
from opsdesigner.notation.what_if import QUESTIONS

from .draft import Draft, Item
from .making import GOES_ON


class Short(NamedTuple):
    """The steps, and either the end that comes by itself or where an arrow leads."""

    items: tuple[Item, ...]
    end: Id = ""
    target: Id = ""


def short_path(draft: Draft, event: Item, written: Container[Id], plain: Callable[[Item], bool]) -> Short | None:
    """What is done on an exception, where the short form says all of it, events and interruption included."""
    steps: list[Item] = []
    at = event
    while True:
        flows = draft.out_of(at.id)
        if len(flows) != 1 or flows[0].label or flows[0].portion:
            return None
        item = draft.items[flows[0].target]
        alone = len(draft.into(item.id)) == 1 and item.id not in written
        if alone and item.kind == "endEvent" and not (item.name or item.words) and steps:
            found = Short(tuple(steps), end=item.id)
            ends_alike = item.role == steps[-1].role and not any(r.of == item.id for r in draft.remarks.values())
            return found if ends_alike and _words(event, False) == event.words else None
        if not alone or not plain(item):
            return (
                Short(tuple(steps), target=item.id) if _words(event, True) == event.words and len(steps) < 2 else None
            )
        steps.append(item)
        at = item


def _words(event: Item, leads_on: bool) -> tuple[str, ...]:
    """The events the short form gives an exception of this name."""
    if event.name.casefold() in QUESTIONS:
        kind = "timer" if event.name.casefold() == "late" else "conditional"
        return (kind,) if leads_on else (kind, GOES_ON)
    return ("error",) if event.name else ()
