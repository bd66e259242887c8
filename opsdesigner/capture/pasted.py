"""What comes from other programs, as lines of the capture language: lists, tables, what a web page or a document says.

source = read_pasted(text, html)      # lines, or a table with what its columns seem to hold
source.text                           # the lines
"""

from __future__ import annotations

import re
from typing import NamedTuple

from opsdesigner.files.errors import Refused
from opsdesigner.tables.delimited import read_text
from opsdesigner.tables.sheet import Sheet

from .columns import Columns, headed, suggest
from .markup import text_of
from .numbering import indented_by_numbers
from .steps import told
from .typing import LINES, MOST_LINES

MOST, MOST_HTML = 4_000_000, 2_000_000  # letters
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


class Pasted(NamedTuple):
    """Lines as they are read; where they came from a table, that and its columns, and the row of each line."""

    text: str
    sheet: Sheet | None = None
    columns: Columns | None = None
    rows: tuple[int, ...] = ()

    def with_columns(self, columns: Columns) -> Pasted:
        """The same table, read otherwise."""
        assert self.sheet is not None
        return of_table(self.sheet, columns)


def of_table(sheet: Sheet, columns: Columns) -> Pasted:
    """A table, with what its columns hold."""
    lines = told(sheet, columns)
    return Pasted(lines.text, sheet, columns, lines.rows)


def read_pasted(text: str, html: str = "") -> Pasted:
    """What is on the clipboard as plain text and, where a program gave it so, as HTML.

    HTML only counts where it tells what the plain text does not: what is below what, and which cells are beside each
    other. Raises Refused for what is too much.
    """
    _refuse_much(text, "What was pasted")
    made = read_lines(text)
    if made.sheet is not None or not html or len(html) > MOST_HTML:
        return made
    other = text_of(html)
    if not text.strip():
        return read_lines(other)
    if _words(other) != _words(text):
        return made
    there = read_lines(other)
    return there if there.sheet is not None or (_deep(other) and not _deep(made.text)) else made


def read_lines(text: str) -> Pasted:
    """Lines of text, or a table of which tabs or the strokes of Markdown divide the cells."""
    text = _BOLD.sub(r"\1", text.lstrip("\ufeff"))
    lines = LINES.split(text)
    solid = [line for line in lines if line.strip()]
    if len(solid) > 1 and all(line.strip().startswith("|") for line in solid):
        rows = [line.strip().strip("|").split("|") for line in solid if not _RULE.fullmatch(line.strip())]
        text = "\n".join("\t".join(cell.strip() for cell in row) for row in rows)
        return _table(text) or Pasted(text)
    if _tabbed(solid) and (table := _table(text)):
        return table
    return Pasted("\n".join(indented_by_numbers(lines)))


def pasted_text(text: str) -> str:
    """The lines that a text means."""
    return read_lines(text).text


def refuse_lines(count: int, what: str) -> None:
    """Raises Refused where there are more lines than can be taken at once."""
    if count > MOST_LINES:
        raise Refused(f"{what} has {count:,} lines, and {MOST_LINES:,} at most are taken at once; take it in parts.")


def _refuse_much(text: str, what: str) -> None:
    if len(text) > MOST:
        raise Refused(f"{what} has {len(text):,} letters, and {MOST:,} at most are taken at once; take it in parts.")
    refuse_lines(text.count("\n") + 1, what)


def _tabbed(lines: list[str]) -> bool:
    """Whether tabs divide cells, and do not only come after the numbers or bullets of a list or indent it."""
    inner = [line for line in lines if "\t" in line.strip()]
    if not inner or (2 * len(inner) < len(lines) and not all("\t" in line for line in lines)):
        return False
    return not all(re.match(r"\s*\S{1,6}\t[^\t]+$", line) and not _worded(line) for line in inner)


def _worded(line: str) -> bool:
    """Whether what stands before the first tab is a word rather than a number or a bullet."""
    first = line.strip().split("\t")[0]
    return sum(letter.isalpha() for letter in first) > 1 and not re.fullmatch(r"\(?[ivxIVX]+[.)]", first)


def _table(text: str) -> Pasted | None:
    try:
        sheet = read_text(text, "What was pasted", "\t")
    except Refused:
        return None
    columns = headed(sheet) or (suggest(sheet) if sheet.width > 1 else None)
    return of_table(sheet, columns) if columns is not None and "step" in columns.fields else None


def _words(text: str) -> list[str]:
    """The words of a text, apart from how its lists are numbered."""
    return [word for word in re.findall(r"[^\W\d_]{2,}", text) if not re.fullmatch(r"(?i)[ivx]+", word)]


def _deep(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return len({len(line) - len(line.lstrip()) for line in lines}) > 1
