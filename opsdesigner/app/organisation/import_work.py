"""What the import dialog works out beside the window: what a table means, and the change it makes."""

from __future__ import annotations

from typing import NamedTuple

from opsdesigner.files.errors import Refused
from opsdesigner.model import Change, Model
from opsdesigner.tables.mapping import Mapping
from opsdesigner.tables.merging import Plan, carry_out, plan
from opsdesigner.tables.people import Table, read_people
from opsdesigner.tables.sheet import Sheet

from ..words import tr


class Draft(NamedTuple):
    """What a mapping makes of a table; or why it makes nothing of it."""

    table: Table
    plan: Plan | None
    refused: str = ""


def draft(model: Model, sheet: Sheet, mapping: Mapping) -> Draft:
    """Reads the people and lays them against the document; changes nothing."""
    try:
        table = read_people(sheet, mapping)
    except Refused as refused:
        return Draft(Table((), ()), None, str(refused))
    return Draft(table, plan(model, table.people))


def worked_out(model: Model, chosen: Plan, without_gone: bool) -> Change:
    """The change that a plan makes, found on a copy of the document: the window goes on meanwhile."""
    copy, found = model.copy(), list[Change]()
    copy.observe(found.append)
    carry_out(copy, chosen, without_gone)
    return found[0] if found else Change("Import people")


def sentence(told: Plan, remove: bool) -> str:
    """In one line what will happen, or has."""
    parts = [
        tr("{} new").format(f"{len(told.added):,}") if told.added else "",
        tr("{} changed").format(f"{len(told.changed):,}") if told.changed else "",
        (tr("{} removed") if remove else tr("{} not in the table, kept")).format(f"{len(told.gone):,}")
        if told.gone
        else "",
        tr("{} as before").format(f"{len(told.unchanged):,}") if told.unchanged else "",
    ]
    return ", ".join(filter(None, parts)) + "."
