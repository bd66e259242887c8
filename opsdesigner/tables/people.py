"""People as a table tells of them: each row read once, bosses found, and all that is wrong told by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from opsdesigner.files.errors import Refused

from .bosses import Book, find_bosses
from .mapping import Mapping
from .sheet import Problem, Row, Sheet
from .words import ERRORS, NOBODY, NOTHING, TOTALS, YES, plain
from .writing import Grid

HEADER = ("Id", "Manager", "Name", "Title", "Unit", "Mail", "Phone", "Vacant")


class Person(NamedTuple):
    """One usable row. `manager` is as it was written; `boss` is the position of whom it means, None at the top."""

    row: int
    id: str = ""
    name: str = ""
    title: str = ""
    unit: str = ""
    mail: str = ""
    phone: str = ""
    vacant: bool = False
    manager: str = ""
    boss: int | None = None

    @property
    def called(self) -> str:
        """How sentences speak of this row."""
        return self.name or self.title or self.id or f"row {self.row}"


class Table(NamedTuple):
    """The people in the order of their rows, and the problems in the order of theirs."""

    people: tuple[Person, ...]
    problems: tuple[Problem, ...]

    @property
    def left_out(self) -> int:
        """How many problems cost a row."""
        return sum(not problem.kept for problem in self.problems)


def read_people(sheet: Sheet, mapping: Mapping) -> Table:
    """The people of a sheet. Raises Refused where the mapping names nobody or no row is usable."""
    if mapping.lacks:
        raise Refused(mapping.lacks)
    problems = list(sheet.problems)
    people = _without_doubles(_read_rows(mapping.rows(sheet), mapping, problems), problems)
    if not people:
        raise Refused("No row below the header tells of a person or a position; check which column holds the names.")
    bosses = find_bosses(people, problems)
    people = [person._replace(boss=boss) for person, boss in zip(people, bosses, strict=True)]
    return Table(tuple(people), tuple(sorted(problems, key=lambda problem: problem.row)))


def people_grid(people: Iterable[Person], name: str = "People") -> Grid:
    """The same people as a table to write, which reads the same: where nothing tells two apart, they get ids."""
    listed = list(people)
    ids = _ids(listed)
    book = Book([person._replace(id=key) for key, person in zip(ids, listed, strict=True)])
    bosses = {person.boss: "" for person in listed if person.boss is not None}
    for at in bosses:
        known = (ids[at], listed[at].mail, listed[at].name, listed[at].title)
        bosses[at] = next((text for text in known if text and book.meant(text) == [at]), f"row {listed[at].row}")
        if bosses[at] not in known:
            ids[at] = bosses[at]
    rows = [
        (
            *(key, "" if person.boss is None else bosses[person.boss], person.name, person.title),
            *(person.unit, person.mail, person.phone, "yes" if person.vacant else ""),
        )
        for key, person in zip(ids, listed, strict=True)
    ]
    return Grid(name, HEADER, rows)


def _ids(people: list[Person]) -> list[str]:
    """The ids of these people, and new ones for those who have none and share all that could name them with others."""
    namesakes = Counter(known for person in people for known in {person.mail.casefold(), plain(person.name)} if known)
    titles = Counter(plain(person.title) for person in people if not person.name)
    ids = []
    for person in people:
        known = (namesakes[person.mail.casefold()], namesakes[plain(person.name)])
        alone = 1 in known or (not person.name and titles[plain(person.title)] == 1)
        ids.append(person.id or ("" if alone else f"row {person.row}"))
    return ids


# --- rows -------------------------------------------------------------------------------------------------------------


def _read_rows(rows: tuple[Row, ...], mapping: Mapping, problems: list[Problem]) -> Iterator[Person]:
    columns = {field: column for column, field in enumerate(mapping.fields) if field}
    for row in rows:
        values = {field: row.cell(column) for field, column in columns.items()}
        for field, value in values.items():
            if value in ERRORS:
                problems.append(Problem(row.number, f"a cell holds the error {value}; it was read as empty."))
                values[field] = ""
        if not any(values.values()):
            if values:
                problems.append(Problem(row.number, "none of the chosen columns holds anything; left out.", False))
        elif _is_total(values):
            problems.append(Problem(row.number, "this looks like a total and not like a person; left out.", False))
        else:
            person = _person(row.number, values, problems)
            if person:
                yield person


def _is_total(values: dict[str, str]) -> bool:
    """A word such as "Total" or "Summe:" at the start, and little else: no mail, no manager."""
    filled = [value for value in values.values() if value]
    if values.get("manager") or values.get("mail") or len(filled) > 3:
        return False
    return any(plain(value).split(" ")[0] in TOTALS for value in filled) and all(
        len(plain(value).split()) <= 3 for value in filled
    )


def _person(number: int, values: dict[str, str], problems: list[Problem]) -> Person | None:
    written = values.get("name") or " ".join(filter(None, (values.get("first"), values.get("last"))))
    name = " ".join(written.split())
    nobody = bool(name) and plain(name) in NOBODY
    said = plain(values.get("vacant", "")) or values.get("vacant", "")
    vacant = nobody or said.partition(" ")[0] in YES
    title, key = " ".join(values.get("title", "").split()), _unless_nothing(values.get("id", ""))
    if not name and not vacant:
        if not title and not key:
            problems.append(Problem(number, "there is neither a name nor a title; left out.", False))
            return None
        vacant = True
        problems.append(Problem(number, f"there is no name; “{title or key}” was taken as a vacant position."))
    return Person(
        *(number, key, "" if nobody else name, title or (name if nobody and not key else "")),
        *(" ".join(values.get("unit", "").split()), _mail(values.get("mail", "")), values.get("phone", ""), vacant),
        _unless_nothing(values.get("manager", "")),
    )


def _unless_nothing(text: str) -> str:
    return "" if text.casefold() in NOTHING else text


def _mail(text: str) -> str:
    """The bare address: a spreadsheet may hold it as a link or with the name before it."""
    inner = text[text.rfind("<") + 1 :].removesuffix(">") if text.endswith(">") and "<" in text else text
    return inner.strip().removeprefix("mailto:")


# --- doubles ----------------------------------------------------------------------------------------------------------


def _without_doubles(people: Iterable[Person], problems: list[Problem]) -> list[Person]:
    """The first row of each id; of people without one, the first of each mail and name."""
    kept: list[Person] = []
    by_id: dict[str, Person] = {}
    by_mail: dict[str, Person] = {}
    by_all: dict[tuple[object, ...], Person] = {}
    for person in people:
        same_mail = by_mail.get(person.mail.casefold()) if person.mail else None
        same = by_all.get(person[1:]) if person.name else None  # two vacancies alike are two vacancies
        first = by_id.get(person.id.casefold()) if person.id else same or _same_person(person, same_mail)
        if first is not None:
            problems.append(Problem(person.row, _double(first, person), False))
            continue
        if same_mail is not None:
            sentence = f"{person.called} has the same mail as {same_mail.called} in row {same_mail.row}; both are kept."
            problems.append(Problem(person.row, sentence))
        kept.append(person)
        by_all.setdefault(person[1:], person)
        if person.id:
            by_id[person.id.casefold()] = person
        if person.mail:
            by_mail.setdefault(person.mail.casefold(), person)
    return kept


def _same_person(person: Person, same_mail: Person | None) -> Person | None:
    same = same_mail is not None and not same_mail.id and plain(same_mail.name) == plain(person.name)
    return same_mail if same else None


def _double(first: Person, person: Person) -> str:
    """Two rows for one person may name two bosses: nobody has more than one, so the first one stays."""
    what = f"id {person.id}" if person.id else " ".join(filter(None, (person.called, person.mail)))
    if plain(first.name) != plain(person.name):
        return f"{what} is already {first.called} in row {first.row}; {person.called} was left out."
    if first.manager.casefold() == person.manager.casefold() or not person.manager:
        return f"{what} is already in row {first.row}; this row was left out."
    return (
        f"{first.called} has two bosses: {first.manager or 'nobody'} in row {first.row} and {person.manager} here; "
        "the first one stays."
    )
