"""A table as it was found: rows of text with the numbers a spreadsheet shows, and what to tell about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opsdesigner.files.errors import Refused

MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_CELLS = 1_000_000


def column_letters(column: int) -> str:
    """What a spreadsheet calls the column at this position: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Problem(NamedTuple):
    """What is wrong in a row, in a sentence of its own; `kept` tells whether the row is used all the same."""

    row: int
    sentence: str
    kept: bool = True


class Row(NamedTuple):
    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text there without blanks round it; nothing where the row is shorter."""
        return self.cells[column].strip() if column < len(self.cells) else ""


class Sheet(NamedTuple):
    """The rows that hold something. `notes` tell of the whole, `others` are all sheets of the workbook."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


class Gathering:
    """Collects rows as they are read, and refuses what is too large before it is held."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = 0
        self.rows: list[Row] = []

    def add(self, number: int, cells: Iterable[str]) -> None:
        """Takes a row on; one of nothing but blanks is left out, its number is not given to the next."""
        kept = list(cells)
        while kept and not kept[-1].strip():
            kept.pop()
        if not kept:
            return
        self._cells += len(kept)
        for most, found, what in (
            (MOST_COLUMNS, len(kept), "columns"),
            (MOST_ROWS, len(self.rows) + 1, "rows"),
            (MOST_CELLS, self._cells, "cells"),
        ):
            if found > most:
                raise Refused(f"{self._name} has more than {most:,} {what}; keep what is about people and try again.")
        self.rows.append(Row(number, tuple(kept)))

    def done(self) -> tuple[Row, ...]:
        """All rows. Raises Refused where there are none."""
        if not self.rows:
            raise Refused(f"{self._name} holds no table: every cell is empty.")
        return tuple(self.rows)
