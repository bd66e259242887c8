"""Tables of people: read, checked, laid against a document, taken over, written. Milliseconds of processor time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import TypeVar

from opsdesigner.model import Model
from opsdesigner.tables.mapping import suggest
from opsdesigner.tables.merging import carry_out, plan
from opsdesigner.tables.people import people_grid, read_people
from opsdesigner.tables.reading import read
from opsdesigner.tables.writing import csv_bytes, xlsx_bytes

SIZES = (100, 1_000, 10_000)
TURNS = 5
T = TypeVar("T")


def main() -> dict[str, object]:
    return {str(size): measure(size) for size in SIZES}


def staff(size: int) -> bytes:
    """A firm of so many, eight to a boss."""
    rows = ["Id,Manager,First name,Last name,Title,Unit,Mail,Phone"]
    for at in range(size):
        boss = (at - 1) // 8 if at else ""
        rows.append(f"{at},{boss},First{at},Last{at},Title {at % 50},Unit {at % 20},p{at}@x.org,+49 30 {at}")
    return "\n".join(rows).encode()


def measure(size: int) -> dict[str, float]:
    figures: dict[str, float] = {}

    def timed(what: str, work: Callable[[], T]) -> T:
        spent = []
        for _ in range(TURNS):
            start = time.process_time()
            result = work()
            spent.append((time.process_time() - start) * 1000)
        figures[what] = round(statistics.median(spent), 1)
        return result

    data = staff(size)
    sheet = timed("CSV read", lambda: read(data, "people.csv"))
    mapping = timed("columns suggested", lambda: suggest(sheet))
    table = timed("people read", lambda: read_people(sheet, mapping))
    grid = people_grid(table.people)
    timed("CSV written", lambda: csv_bytes(grid))
    workbook = timed("workbook written", lambda: xlsx_bytes([grid]))
    timed("workbook read", lambda: read(workbook, "people.xlsx"))
    first = timed("laid against nothing", lambda: plan(Model(), table.people))
    models: list[Model] = []

    def take_over() -> None:
        models.append(Model())
        carry_out(models[-1], first)

    timed("taken over, chart laid out", take_over)
    again = timed("laid against itself", lambda: plan(models[-1], table.people))
    assert again.idle and len(again.unchanged) == size
    timed("undone", lambda: (models[-1].undo(), models[-1].redo()))
    return figures
