"""The words of HTML as lines, lists indented, the cells of tables divided by tabs; nothing of it is shown or loaded."""

from __future__ import annotations

import re
from html.parser import HTMLParser

STEP = 2  # blanks for each level of a list
MOST_SPAN, DEEPEST = 200, 20  # of cells that are one; levels of lists
_BLOCKS = "address article aside blockquote dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li main p"
_SILENT = "head style script title template noscript svg math object"
_VOID = "area base br col embed hr img input link meta source track wbr"
BLOCKS, SILENT, VOID = (frozenset(names.split()) for names in (_BLOCKS, _SILENT, _VOID))
LISTS = ("ul", "ol")
_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d{1,2})", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)


def text_of(html: str) -> str:
    """The lines of a piece of HTML, as browsers, Word, Excel, LibreOffice and Google Docs put it on the clipboard."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    reading.end_line()
    return "\n".join(reading.lines)


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.words: list[str] = []
        self.depth = self.level = 0  # of lists; of a paragraph that Word counts to a list, from 1
        self.silent: list[str] = []  # elements that say nothing, and what is open within the outermost
        self.tables = 0
        self.row: list[str] | None = None
        self.spans: dict[int, int] = {}  # column -> rows below that a cell of it goes on in

    # what is said

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    def _said(self) -> str:
        said, self.words = " ".join("".join(self.words).split()), []
        return said

    def end_line(self) -> None:
        """What has been said since the last line is one; within a table it goes on with its cell."""
        if self.row is not None:
            self.words.append(" ")
            return
        if said := self._said():
            deep = self.level or self.depth
            self.lines.append(" " * STEP * max(0, min(deep, DEEPEST) - 1) + said)

    # elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.silent or tag in SILENT or _IGNORED.search(given.get("style", "")):
            if tag not in VOID:
                self.silent.append(tag)
            return
        if tag == "br":
            self.end_line()
        elif tag in LISTS:
            self.end_line()
            self.depth += 1
        elif tag in BLOCKS:
            self.end_line()
            level = _LEVEL.search(given.get("style", ""))
            self.level = int(level[1]) if level and tag == "p" else 0
        elif tag in ("table", "tr", "td", "th"):
            self._begin_part(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag in self.silent:
                while self.silent.pop() != tag:
                    pass
            return
        if tag in BLOCKS or tag in LISTS:
            self.end_line()
            self.level = 0
            self.depth -= tag in LISTS and self.depth > 0
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self.tables:
            self._end_row()
            self.tables -= 1

    # tables: of those within a cell only the words count

    def _begin_part(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self.end_line()
            self.tables += 1
            self.spans = {} if self.tables == 1 else self.spans
        elif self.tables > 1:
            self.words.append(" ")
        elif tag == "tr":
            self._end_row()
            self.row = []
        elif self.row is not None:
            self._end_cell()
            self._skip()
            self._begin_cell(_span(given.get("colspan", "")), _span(given.get("rowspan", "")))

    def _begin_cell(self, wide: int, high: int) -> None:
        assert self.row is not None
        at = len(self.row)
        self.row.append("")
        self.open_at = at
        for column in range(at, at + wide):
            if high > 1:
                self.spans[column] = high
        self.row += [""] * (wide - 1)

    open_at = -1  # the cell whose words are coming

    def _skip(self) -> None:
        """Leaves out the cells that one above goes on in."""
        assert self.row is not None
        while self.spans.get(len(self.row), 0) > 1:
            self.spans[len(self.row)] -= 1
            self.row.append("")

    def _end_cell(self) -> None:
        said = self._said()
        if self.row is not None and 0 <= self.open_at < len(self.row):
            self.row[self.open_at] = said
        self.open_at = -1

    def _end_row(self) -> None:
        if self.row is None or self.tables > 1:
            return
        self._end_cell()
        self._skip()
        row, self.row = self.row, None
        if any(row):
            self.lines.append("\t".join(row).rstrip("\t") if len(row) > 1 else row[0])


def _span(text: str) -> int:
    return max(1, min(int(text), MOST_SPAN)) if text.isdecimal() and len(text) < 6 else 1
