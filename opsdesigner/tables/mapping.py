"""Which column of a table says what: suggested from its headers and its contents, changed by the user."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .sheet import Row, Sheet, column_letters
from .words import ALONE_PHRASES, ERRORS, NOTHING, WITHIN_PHRASES, plain

FIELDS = ("id", "manager", "name", "first", "last", "title", "unit", "mail", "vacant", "phone")
HEADER_WITHIN = 20  # rows; above a header there may be a title and a date
LOOKED_AT = 2_000  # rows that tell what a column holds
COLUMNS_LOOKED_AT = 60
MOSTLY = 0.8
MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
PHONE = re.compile(r"[+(]?\d[\d ()/.-]{5,}\d")
_NUMBER = re.compile(r"[\d.,-]+")


class Mapping(NamedTuple):
    """The field each column holds ("" for none), and where among the rows the header stands (-1: nowhere)."""

    header: int
    fields: tuple[str, ...]

    def column(self, field: str) -> int | None:
        """Where this field is found."""
        return self.fields.index(field) if field in self.fields else None

    def assigned(self, column: int, field: str) -> Mapping:
        """The same with this column holding this field, or none; no two columns hold the same."""
        if field not in ("", *FIELDS):
            raise ValueError(field)
        fields = ["" if field and held == field else held for held in self.fields]
        fields[column] = field
        return self._replace(fields=tuple(fields))

    def headed(self, header: int) -> Mapping:
        """The same with another row as the header, or with none (-1)."""
        return self._replace(header=header)

    def rows(self, sheet: Sheet) -> tuple[Row, ...]:
        """The rows below the header."""
        return sheet.rows[self.header + 1 :]

    def titles(self, sheet: Sheet) -> list[str]:
        """What stands above each column, or its letter where nothing does."""
        return [self._title(sheet, column) for column in range(len(self.fields))]

    def _title(self, sheet: Sheet, column: int) -> str:
        header = sheet.rows[self.header].cell(column) if self.header >= 0 else ""
        return header or f"Column {column_letters(column)}"

    @property
    def lacks(self) -> str:
        """Why no people can be read with this; empty when they can."""
        if not {"name", "first", "last", "title"} & set(self.fields):
            return "Choose the column that holds the names, or the one with the titles."
        return ""


def suggest(sheet: Sheet) -> Mapping:
    """What the table seems to hold: by its header as far as that can be understood, then by its contents."""
    header = find_header(sheet)
    titles = sheet.rows[header].cells if header >= 0 else ()
    found = by_words(titles)
    columns = _columns(sheet.rows[header + 1 :], min(sheet.width, COLUMNS_LOOKED_AT))
    _by_contents(found, columns)
    if header < 0:
        _by_elimination(found, columns)
    fields = {column: field for field, column in found.items()}
    return Mapping(header, tuple(fields.get(column, "") for column in range(sheet.width)))


def find_header(sheet: Sheet) -> int:
    """Where the header stands among the first rows: the row that names most fields, two at least; else -1."""
    best, most = -1, 1
    for position, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        if any(MAIL.search(cell) or _NUMBER.fullmatch(cell) for cell in row.cells):
            continue
        named = len(by_words(row.cells))
        if named > most:
            best, most = position, named
    if best < 0 and sheet.rows[0].cells and sheet.width == 1 and by_words(sheet.rows[0].cells):
        return 0
    return best


# --- by words ---------------------------------------------------------------------------------------------------------


def by_words(titles: Iterable[str]) -> dict[str, int]:
    """Field -> column as the titles say, the clearest first; each column and each field once."""
    claims = sorted(
        (-clearness, column, field)
        for column, title in enumerate(titles)
        for field, clearness in _claims(plain(title)).items()
    )
    found: dict[str, int] = {}
    for _, column, field in claims:
        if field not in found and column not in found.values():
            found[field] = column
    return found


def _claims(title: str) -> dict[str, int]:
    """The fields this title may mean, with how clearly."""
    if not title or len(title) > 60:
        return {}
    for field, phrases in ALONE_PHRASES.items():
        if title in phrases:
            return {field: 12 if field == "manager" or title in ("id", "employee id") else 10}
    padded = f" {title} "
    for field, phrases in WITHIN_PHRASES.items():  # in order: what comes first decides
        if any(f" {phrase} " in padded for phrase in phrases):
            return {field: _manager_clearness(padded) if field == "manager" else 5}
    return {}


def _manager_clearness(title: str) -> int:
    """The manager's id is worth more than the mail, that more than the name; what is only about them is worth least."""
    for words, clearness in ((WITHIN_PHRASES["id"], 14), (WITHIN_PHRASES["mail"], 13), (WITHIN_PHRASES["name"], 11)):
        if any(f" {word} " in title for word in words):
            return clearness
    other = WITHIN_PHRASES["title"] | WITHIN_PHRASES["phone"] | WITHIN_PHRASES["unit"]
    return 3 if any(f" {word} " in title for word in other) else 8


# --- by contents ------------------------------------------------------------------------------------------------------


class _Column(NamedTuple):
    """What the cells of a column are like."""

    values: list[str]
    different: frozenset[str]

    @property
    def unique(self) -> bool:
        return len(self.different) == len(self.values)

    def share(self, test: Callable[[str], object]) -> float:
        return sum(1 for value in self.values if test(value)) / len(self.values) if self.values else 0

    def within(self, other: _Column) -> float:
        """How many of the values stand in the other column, too."""
        return self.share(other.different.__contains__)


def _columns(rows: tuple[Row, ...], width: int) -> list[_Column]:
    def cells(column: int) -> Iterator[str]:
        for row in rows[:LOOKED_AT]:
            cell = row.cell(column)
            if cell.casefold() not in NOTHING and cell not in ERRORS:
                yield cell.casefold()

    gathered = [list(cells(column)) for column in range(width)]
    return [_Column(values, frozenset(values)) for values in gathered]


def _by_contents(found: dict[str, int], columns: list[_Column]) -> None:
    """Adds what only the cells tell: addresses, telephones, ids, and the column that refers to another one."""
    mails = _free(found, columns, lambda column: column.share(MAIL.fullmatch) >= MOSTLY)
    if mails and "mail" not in found:
        found["mail"] = max(mails, key=lambda at: len(columns[at].different))
    phones = _free(found, columns, lambda column: column.share(PHONE.fullmatch) >= MOSTLY)
    if phones and "phone" not in found:
        found["phone"] = phones[0]
    if "manager" not in found:
        _by_reference(found, columns)


def _by_reference(found: dict[str, int], columns: list[_Column]) -> None:
    """The manager's column names people of the table, some of them twice; what it names is the id if nothing is yet."""
    known = [found[field] for field in ("id", "mail", "name") if field in found]
    keys = known if "id" in found else [*_free(found, columns, _may_be_id), *known]
    for key in keys:
        for at in _free(found, columns, lambda column: len(column.values) > 1):
            column = columns[at]
            if at != key and not column.unique and column.within(columns[key]) >= MOSTLY:
                found["manager"] = at
                if key not in found.values():
                    found["name" if columns[key].share(_is_worded) >= MOSTLY else "id"] = key
                return


def _may_be_id(column: _Column) -> bool:
    return len(column.values) > 1 and column.unique


def _is_worded(value: str) -> bool:
    return " " in value and not any(letter.isdigit() for letter in value)


def _free(found: dict[str, int], columns: list[_Column], test: Callable[[_Column], object]) -> list[int]:
    taken = set(found.values())
    return [at for at, column in enumerate(columns) if at not in taken and column.values and test(column)]


def _by_elimination(found: dict[str, int], columns: list[_Column]) -> None:
    """Without a header the words left over are the names (most different), then the titles, then the units."""
    numbers = _free(found, columns, lambda column: column.unique and column.share(_NUMBER.fullmatch) >= MOSTLY)
    if "id" not in found and numbers:
        found["id"] = numbers[0]
    worded = _free(found, columns, lambda column: column.share(_has_letters) >= MOSTLY)
    if "name" not in found and worded:
        found["name"] = max(worded, key=lambda at: (len(columns[at].different), columns[at].share(_is_worded)))
        worded.remove(found["name"])
    worded.sort(key=lambda at: -len(columns[at].different))
    found.update(zip((field for field in ("title", "unit") if field not in found), worded, strict=False))


def _has_letters(value: str) -> bool:
    return any(map(str.isalpha, value))
