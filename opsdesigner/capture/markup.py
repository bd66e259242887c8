"""The words of HTML as lines, lists indented, the cells of tables divided by tabs; nothing of it is shown or loaded."""

from __future__ import annotations

import re
from html import unescape

STEP = 2  # blanks for each level of a list
MOST_SPAN, MOST_COLUMNS, DEEPEST = 200, 200, 20  # of cells that are one; of a table; levels of lists
_BLOCKS = "address article aside blockquote dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li main p"
_SILENT = "head style script title template noscript svg math object"
_VOID = "area base br col embed hr img input link meta source track wbr"
BLOCKS, SILENT, VOID = (frozenset(names.split()) for names in (_BLOCKS, _SILENT, _VOID))
LISTS = ("ul", "ol")
_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?![a-zA-Z0-9])")
_LEVEL = re.compile(r"mso-list:\s?\S{1,20}\slevel(\d{1,2})", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s?ignore", re.IGNORECASE)
_SPANS = {name: re.compile(rf"\b{name}\s?=\s?[\"']?(\d{{1,5}})\b", re.IGNORECASE) for name in ("colspan", "rowspan")}


def text_of(html: str) -> str:
    """The lines of a piece of HTML, as browsers, Word, Excel, LibreOffice and Google Docs put it on the clipboard."""
    reading = _Reading()
    for opening, closing in (("<!--", "-->"), ("<!", ">"), ("<?", ">")):
        first, *others = html.split(opening)
        html = first + "".join(other.partition(closing)[2] for other in others)
    # Not html.parser: the time it takes grows with the square of what is never closed.
    words, *rest = html.split("<")
    reading.say(words)
    for each in rest:
        found, (inside, end, words) = _TAG.match(each), each.partition(">")
        if found is None or not end:
            reading.say(f"<{each}")
            continue
        (reading.end if found[1] else reading.begin)(found[2].lower(), inside)
        reading.say(words)
    reading.end_line()
    return "\n".join(reading.lines)


class _Reading:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words: list[str] = []
        self.depth = self.level = 0  # of lists; of a paragraph that Word counts to a list, from 1
        self.silent, self.inner = "", 0  # an element that says nothing, and how many of its kind are open in it
        self.tables = 0
        self.row: list[str] | None = None
        self.open_at = -1  # the cell whose words are coming
        self.spans: dict[int, int] = {}  # column -> rows below that a cell of it goes on in

    # what is said

    def say(self, words: str) -> None:
        if not self.silent and words:
            self.words.append(unescape(words))

    def _said(self) -> str:
        said, self.words = " ".join("".join(self.words).split()), []
        return said

    def end_line(self) -> None:
        """What has been said since the last line is one; within a table it goes on with its cell."""
        if self.row is not None:
            self.words.append(" ")
        elif said := self._said():
            deep = self.level or self.depth
            self.lines.append(" " * STEP * max(0, min(deep, DEEPEST) - 1) + said)

    # elements

    def begin(self, tag: str, inside: str) -> None:
        if self.silent:
            self.inner += tag == self.silent
        elif tag in SILENT or (tag not in VOID and _IGNORED.search(inside)):
            self.silent, self.inner = tag, 1
        elif tag == "br":
            self.end_line()
        elif tag in LISTS:
            self.end_line()
            self.depth += 1
        elif tag in BLOCKS:
            self.end_line()
            level = _LEVEL.search(inside) if tag == "p" else None
            self.level = int(level[1]) if level else 0
        elif tag in ("table", "tr", "td", "th"):
            self._begin_part(tag, inside)

    def end(self, tag: str, inside: str) -> None:
        if self.silent:
            self.inner -= tag == self.silent
            self.silent = self.silent if self.inner else ""
        elif tag in BLOCKS or tag in LISTS:
            self.end_line()
            self.level = 0
            self.depth -= tag in LISTS and self.depth > 0
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self.tables:
            self._end_row()
            self.tables -= 1

    # tables: of those within a cell only the words count

    def _begin_part(self, tag: str, inside: str) -> None:
        if tag == "table":
            self.end_line()
            self.tables += 1
            self.spans = {} if self.tables == 1 else self.spans
        elif self.tables > 1:
            self.words.append(" ")
        elif tag == "tr":
            self._end_row()
            self.row = []
        elif self.row is not None and len(self.row) < MOST_COLUMNS:
            self._end_cell()
            self._skip()
            self._begin_cell(_span("colspan", inside), _span("rowspan", inside))

    def _begin_cell(self, wide: int, high: int) -> None:
        assert self.row is not None
        at = len(self.row)
        self.row.append("")
        self.open_at = at
        for column in range(at, at + wide):
            if high > 1:
                self.spans[column] = high
        self.row += [""] * (wide - 1)

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


def _span(name: str, inside: str) -> int:
    found = _SPANS[name].search(inside)
    return max(1, min(int(found[1]), MOST_SPAN)) if found else 1
