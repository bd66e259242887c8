"""A table from a file or from the clipboard, whichever program it was made with."""

from __future__ import annotations

from pathlib import Path

from opsdesigner.files.saving import read_bytes

from .archive import OLD_OFFICE, ZIP
from .delimited import read_csv, read_text
from .sheet import Sheet
from .workbook import read_xlsx

ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
WANTED = "a table (.xlsx or .csv)"


def read_file(path: Path, sheet: str = "", separator: str = "") -> Sheet:
    """The table in a file. Raises Refused (one sentence, the file named) or OSError; size is asked before content."""
    return read(read_bytes(path, WANTED), path.name, sheet, separator)


def read(data: bytes, name: str, sheet: str = "", separator: str = "") -> Sheet:
    """The table in these bytes, known by what they are and not by what the name ends in."""
    if data.startswith((*ZIP, OLD_OFFICE)):
        return read_xlsx(data, name, sheet)
    return read_csv(data, name, separator)


def read_pasted(text: str) -> Sheet:
    """The table in text from the clipboard; spreadsheets separate by tabs."""
    name = "What was pasted"
    return read_text(text.lstrip("\ufeff"), name, "\t" if "\t" in text else "")
