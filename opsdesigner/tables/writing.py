"""Grids of text and numbers to CSV and Excel: readable in any spreadsheet, and nothing in them is calculated.

A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line break) is typed as text in a
workbook and stands behind an apostrophe in CSV, except plain numbers and those of telephones such as +49 30 1234.
The same grids give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from opsdesigner.files.extras import need

from .delimited import CONTROLS, FORMULA, SEPARATORS, guarded
from .sheet import column_letters
from .words import ERRORS
from .workbook import escaped

Cell = str | int | float | None
NARROWEST, WIDEST = 6, 60  # letters
LONGEST = 32_767  # letters that a cell of a workbook may hold
LONGEST_NAME = 31
EPOCH = (1980, 1, 1, 0, 0, 0)  # the time written on all parts; a ZIP archive knows none before
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_STAMPS = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*")
_QUOTED = re.compile(rf'[{re.escape(SEPARATORS)}"\r\n]|\A\s|\s\Z')


class Grid(NamedTuple):
    """A header, rows under it, in a workbook also a line of `title` above; so many columns stay in view."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    frozen: int = 0


def csv_bytes(grid: Grid) -> bytes:
    """As RFC 4180 says, in UTF-8 with the mark by which Excel knows it; without the title."""
    lines = [",".join(map(_csv_cell, row)) for row in (grid.header, *grid.rows)]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else f"{value:.15g}" if isinstance(value, float) else str(value)
    text = guarded(CONTROLS.sub("", text).encode("utf-8", "replace").decode())
    # Every separator that a reader may look for is quoted, so that the comma is the only one to be found.
    return '"{}"'.format(text.replace('"', '""')) if _QUOTED.search(text) else text


# --- workbooks --------------------------------------------------------------------------------------------------------


def xlsx_bytes(grids: Sequence[Grid]) -> bytes:
    """A workbook with a sheet for each grid. Raises Refused where openpyxl is not installed."""
    excel = need("openpyxl", "office", "Writing a workbook (.xlsx)")
    book = excel.Workbook(write_only=True)
    names: list[str] = []
    for grid in grids:
        names.append(_sheet_name(grid.name, names))
        _write_sheet(book.create_sheet(names[-1]), grid)
    raw = io.BytesIO()
    book.save(raw)
    return _timeless(raw)


def _write_sheet(page: Any, grid: Grid) -> None:
    above = 1 if grid.title else 0
    page.freeze_panes = f"{column_letters(grid.frozen)}{above + 2}"
    for column, width in enumerate(_widths(grid)):
        page.column_dimensions[column_letters(column)].width = width
    if grid.title:
        page.append([_cell(page, grid.title, bold=True)])
    page.append([_cell(page, title, bold=True) for title in grid.header])
    for row in grid.rows:
        page.append([_cell(page, value) for value in row])


def _cell(page: Any, value: Cell, bold: bool = False) -> Any:
    """The bare value where that will do; else a cell that says that it is text."""
    text = escaped(value)[:LONGEST] if isinstance(value, str) else ""
    risky = bool(FORMULA.match(text)) or text in ERRORS
    if not bold and not risky:
        return text if isinstance(value, str) else value
    cell = need("openpyxl.cell", "office", "Writing a workbook (.xlsx)").WriteOnlyCell(page, text)
    cell.data_type = "s"
    if bold:
        cell.font = need("openpyxl.styles", "office", "Writing a workbook (.xlsx)").Font(bold=True)
    if risky:
        cell.quotePrefix = True  # so that it stays text when somebody edits it
    return cell


def _widths(grid: Grid) -> list[int]:
    widest: list[int] = []
    for row in (grid.header, *grid.rows):
        widest += [0] * (len(row) - len(widest))
        for column, value in enumerate(row):
            length = max(map(len, str(value).split("\n"))) if value is not None else 0
            widest[column] = max(widest[column], length)
    return [min(max(width + 2, NARROWEST), WIDEST) for width in widest]


def _sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that Excel accepts, and that no sheet before has."""
    name = _NO_NAME.sub(" ", wanted).strip().strip("'").strip()[:LONGEST_NAME] or "Table"
    used = {other.casefold() for other in (*taken, "history")}
    return next(each for each in _numbered(name) if each.casefold() not in used)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        ending = f" {number}"
        yield f"{name[: LONGEST_NAME - len(ending)]}{ending}"
        number += 1


def _timeless(raw: io.BytesIO) -> bytes:
    """The same workbook without the time of writing, so that equal grids give equal bytes."""
    plain = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "docProps/core.xml":
                data = _STAMPS.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
            still = zipfile.ZipInfo(part.filename, EPOCH)
            still.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(still, data)
    return plain.getvalue()
