"""Taking over what a table of people says, as one step."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Id, Model, Record


def take_over(model: Model, records: Iterable[Record], removed: Iterable[Id], label: str = "Import people") -> None:
    """Puts these records in and takes those out; where anything stands on a chart it stays there."""
    with model.change(label):
        model.remove(*removed)
        for record in records:
            model.put(record)
