"""Excel workbooks: the sheet that is asked for, as rows of text."""

from __future__ import annotations

import io
import re
import warnings
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from opsdesigner.files.errors import Refused
from opsdesigner.files.extras import need

from .archive import SAVE_ANEW, open_archive
from .sheet import Gathering, Problem, Sheet, column_letters

if TYPE_CHECKING:
    from zipfile import ZipFile

LAST_ROW = 1_048_576  # of a sheet in Excel
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_UNSAID = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def read_xlsx(data: bytes, name: str, sheet: str = "") -> Sheet:
    """The rows of the sheet of that name, or of the first visible one that holds anything.

    Raises Refused for what is no workbook, is damaged or too large.
    """
    archive = open_archive(data, name)
    excel = need("openpyxl", "office", f"Reading {name}")
    try:
        with archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it leaves out: colours, checks, pictures
            book = excel.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return _read_book(book, archive, name, sheet)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # whatever a library of many thousand lines says of a file that is damaged
        raise Refused(
            f"{name} is damaged or incomplete ({type(error).__name__}); get it once more, or {SAVE_ANEW}."
        ) from None


def escaped(text: str) -> str:
    """The text as a workbook holds it: what XML cannot say is written _x0007_, and so is what looks like that."""
    return _UNSAID.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPED.sub(r"_x005F_x\1_", text))


def _read_book(book: Any, archive: ZipFile, name: str, wanted: str) -> Sheet:
    pages = list(book.worksheets)
    others = tuple(str(page.title) for page in pages)
    if wanted:
        chosen = [page for page in pages if page.title == wanted]
        if not chosen:
            raise Refused(f"{name} has no sheet “{wanted}”; it has {', '.join(others) or 'none'}.")
    else:
        chosen = [page for page in pages if page.sheet_state == "visible"] or pages
    for page in chosen:
        rows = _rows(page, name)
        if rows.rows:
            return Sheet(str(page.title), rows.done(), (), _uncalculated(archive, page), others)
    raise Refused(f"{name} holds no table: every cell is empty.")


def _rows(page: Any, name: str) -> Gathering:
    rows = Gathering(name)
    page.reset_dimensions()  # what a sheet says of its size is often wrong
    for number, cells in enumerate(page.iter_rows(values_only=True), 1):
        if number > LAST_ROW:
            raise Refused(f"{name} is damaged: it has a row beyond the last; {SAVE_ANEW}.")
        if any(cell is not None for cell in cells):
            rows.add(number, map(_text, cells))
    return rows


def _text(value: object) -> str:
    """A value as one would type it: whole numbers without a point, days as 2024-05-31."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


# --- formulas without a value -----------------------------------------------------------------------------------------


def _uncalculated(archive: ZipFile, page: Any) -> tuple[Problem, ...]:
    """A problem for each formula whose value was never stored, as where a program wrote the file and not Excel."""
    path = page._worksheet_path
    if not _mentions_formula(archive, path):
        return ()
    found: list[Problem] = []
    row = column = 0
    with archive.open(path) as part:
        for event, element in ElementTree.iterparse(part, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if tag == "row" and event == "start":
                row, column = int(element.get("r") or row + 1), 0
            elif tag == "row":
                element.clear()
            elif tag == "c" and event == "end":
                reference = element.get("r") or f"{column_letters(column)}{row}"
                column += 1
                if _lacks_value(element):
                    found.append(
                        Problem(row, f"cell {reference} holds a formula without a value; {SAVE_ANEW} once more.")
                    )
    return tuple(found)


def _lacks_value(cell: ElementTree.Element) -> bool:
    """A stored text may be empty, a stored number may not."""
    texts = {child.tag.rpartition("}")[2]: child.text for child in cell}
    return "f" in texts and not texts.get("v") and not ("v" in texts and cell.get("t") == "str")


def _mentions_formula(archive: ZipFile, path: str) -> bool:
    """A quick look; a text that only seems to hold one costs no more than a second, closer look."""
    with archive.open(path) as part:
        before = b""
        while chunk := part.read(1 << 16):
            if _HAS_FORMULA.search(before + chunk):
                return True
            before = chunk[-64:]
    return False
