"""People read from rows: bosses found, and every kind of trouble told with its row."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.files.errors import Refused
from opsdesigner.tables.mapping import Mapping, suggest
from opsdesigner.tables.people import Person, Table, people_grid, read_people
from opsdesigner.tables.reading import read
from opsdesigner.tables.sheet import Problem, Row, Sheet
from opsdesigner.tables.writing import csv_bytes


def table(text: str) -> Table:
    sheet = read("\n".join(line.strip() for line in text.strip().splitlines()).encode(), "staff.csv")
    return read_people(sheet, suggest(sheet))


def told(found: Table) -> list[tuple[int, str, bool]]:
    return [(problem.row, problem.sentence, problem.kept) for problem in found.problems]


def bosses(found: Table) -> dict[str, str]:
    return {person.called: "" if person.boss is None else found.people[person.boss].called for person in found.people}


def test_a_clean_table() -> None:
    found = table(
        """
        Id,Manager,First name,Last name,Title,Unit,Mail,Phone,Vacant
        1,,Ann,Lee,Head  of Sales,Sales,ann@x.org,+49 30 1,
        2,1,Bob,Kay,Clerk,Sales,Bob Kay <bob@x.org>,,no
        3,1,,,Clerk,Stores,,,yes
        """
    )
    assert found.problems == ()
    assert found.people == (
        Person(2, "1", "Ann Lee", "Head of Sales", "Sales", "ann@x.org", "+49 30 1"),
        Person(3, "2", "Bob Kay", "Clerk", "Sales", "bob@x.org", "", False, "1", 0),
        Person(4, "3", "", "Clerk", "Stores", "", "", True, "1", 0),
    )


@pytest.mark.parametrize(
    "manager",
    ["1", "ann@x.org", "ANN@X.ORG", "Ann  Lée", "ann lee", "Lee, Ann", "Lee Ann", "Ann Lee (1)", "Lee <ann@x.org>"],
)
def test_a_manager_may_be_told_in_many_ways(manager: str) -> None:
    found = table(f'Id,Name,Mail,Manager\n1,Ann Lee,ann@x.org,\n2,Bob Kay,bob@x.org,"{manager}"')
    assert (bosses(found)["Bob Kay"], found.problems) == ("Ann Lee", ())


def test_a_manager_may_be_a_title() -> None:
    found = table("Name,Title,Reports to\nvacant,Head of Sales,\nBob,Clerk,Head of Sales")
    assert bosses(found) == {"Head of Sales": "", "Bob": "Head of Sales"} and found.people[0].vacant


@pytest.mark.parametrize("nobody", ["", "-", "n/a", "None", "keine"])
def test_nobody_is_no_manager(nobody: str) -> None:
    assert table(f"Id,Name,Manager\n1,Ann,{nobody}").problems == ()


def test_an_unknown_manager_is_told() -> None:
    found = table("Id,Name,Manager\n1,Ann,\n2,Bob,77")
    assert told(found) == [(3, "the manager “77” is not in the table; Bob was put at the top.", True)]
    assert bosses(found) == {"Ann": "", "Bob": ""}


def test_an_ambiguous_manager_is_told() -> None:
    found = table("Id,Name,Manager\n1,Ann,\n2,Ann,1\n3,Bob,ann")
    assert told(found) == [(4, "the manager “ann” may be 2 people (rows 2, 3); Bob was put at the top.", True)]


def test_a_manager_of_oneself_is_told() -> None:
    assert told(table("Id,Name,Manager\n1,Ann,1")) == [
        (2, "Ann is named as their own manager; Ann was put at the top.", True)
    ]


def test_loops_are_named_and_cut_at_their_first_row() -> None:
    found = table("Id,Name,Manager\n1,Ann,3\n2,Bob,1\n3,Cid,2\n4,Dee,3\n5,Eve,6\n6,Fay,5\n7,Top,")
    loop = "Ann (row 2) → Cid (row 4) → Bob (row 3) → Ann"
    other = "Eve (row 6) → Fay (row 7) → Eve"
    assert told(found) == [
        (2, f"these report to one another in a loop: {loop}; Ann was put at the top.", True),
        (6, f"these report to one another in a loop: {other}; Eve was put at the top.", True),
    ]
    assert bosses(found) == {
        **{"Ann": "", "Bob": "Ann", "Cid": "Bob", "Dee": "Cid"},
        **{"Eve": "", "Fay": "Eve", "Top": ""},
    }


def test_a_long_loop_is_cut_short_in_its_sentence() -> None:
    rows = "\n".join(f"{number},P{number},{(number + 1) % 2000}" for number in range(2000))
    found = table(f"Id,Name,Manager\n{rows}")
    [problem] = found.problems
    assert problem.sentence.count("→") == 7 and "…" in problem.sentence and problem.row == 2
    assert sum(person.boss is None for person in found.people) == 1


def test_the_same_id_twice_is_told() -> None:
    found = table("Id,Name,Manager\n1,Ann,\n2,Bob,1\n2,Bob,1\n2,bob,\n1,Cid,2\n2,Bob,7")
    assert told(found) == [
        (4, "id 2 is already in row 3; this row was left out.", False),
        (5, "id 2 is already in row 3; this row was left out.", False),
        (6, "id 1 is already Ann in row 2; Cid was left out.", False),
        (7, "Bob has two bosses: 1 in row 3 and 7 here; the first one stays.", False),
    ]
    assert (bosses(found), found.left_out) == ({"Ann": "", "Bob": "Ann"}, 4)


def test_the_same_mail_twice_is_told() -> None:
    found = table("Id,Name,Mail\n1,Ann,info@x.org\n2,Bob,INFO@x.org")
    assert told(found) == [(3, "Bob has the same mail as Ann in row 2; both are kept.", True)]
    without = table("Name,Mail,Manager\nAnn,a@x.org,\nBob,b@x.org,Ann\nBob,b@x.org,Cid\nCid,c@x.org,")
    assert told(without) == [(4, "Bob has two bosses: Ann in row 3 and Cid here; the first one stays.", False)]


def test_the_same_row_twice_is_told_but_vacancies_may_be_alike() -> None:
    found = table("Name,Title,Manager\nAnn,Head,\nBob,Clerk,Ann\nBob,Clerk,Ann\nvacant,Clerk,Ann\nvacant,Clerk,Ann")
    assert told(found) == [(4, "Bob is already in row 3; this row was left out.", False)]
    assert len(found.people) == 4


def test_two_people_may_have_one_name() -> None:
    found = table("Id,Name,Manager\n1,Ann,\n2,Bob,1\n3,Bob,1")
    assert (found.problems, len(found.people)) == ((), 3)


def test_nameless_rows() -> None:
    found = table("Id,Name,Title,Unit\n1,Ann,Head,Sales\n2,,Clerk,Sales\n3,,,Sales\n,,,Sales")
    assert told(found) == [
        (3, "there is no name; “Clerk” was taken as a vacant position.", True),
        (4, "there is no name; “3” was taken as a vacant position.", True),
        (5, "there is neither a name nor a title; left out.", False),
    ]
    assert [person.vacant for person in found.people] == [False, True, True]


@pytest.mark.parametrize(
    ("cell", "vacant"),
    [
        *((cell, True) for cell in ("yes", "X", "Ja", "Oui", "sí", "✓", "1", "Vacant since May")),
        *((cell, False) for cell in ("", "no", "not vacant", "0", "filled")),
    ],
)
def test_vacant_is_said_in_many_ways(cell: str, vacant: bool) -> None:
    assert table(f"Id,Name,Vacant\n1,Ann,{cell}\n2,Bob,").people[0].vacant is vacant


@pytest.mark.parametrize("name", ["Vacant", "N.N.", "TBD", "offen", "À pourvoir", "(vacant)"])
def test_a_name_may_say_that_there_is_nobody(name: str) -> None:
    person = table(f"Name,Title\n{name},Clerk\nAnn,Head").people[0]
    assert (person.name, person.title, person.vacant) == ("", "Clerk", True)


def test_totals_empty_rows_and_errors() -> None:
    found = table("Id,Name,Manager,Note\n1,Ann,,\n2,Bob,#N/A,\n,,,\n,,,end of list\nTotal:,2,,\nSumme,2 Personen,,")
    assert told(found) == [
        (3, "a cell holds the error #N/A; it was read as empty.", True),
        (5, "none of the chosen columns holds anything; left out.", False),
        (6, "this looks like a total and not like a person; left out.", False),
        (7, "this looks like a total and not like a person; left out.", False),
    ]


def test_people_called_like_a_total_stay() -> None:
    found = table("Id,Name,Title,Manager\n1,Ann,Head,\n2,Sum Ting,Clerk,1\n3,Total Quality Lead,Total Quality Lead,1")
    assert (found.problems, len(found.people)) == ((), 3)


def test_problems_of_the_sheet_are_told_too() -> None:
    found = table("Id,Name\n1,Ann")
    assert found.problems == ()
    sheet = Sheet("S", (Row(1, ("Ann",)),), problems=(Problem(5, "cell A5 …"),))
    assert len(read_people(sheet, Mapping(-1, ("name",))).problems) == 1


def test_a_table_of_nobody_is_refused() -> None:
    sheet = read(b"Id,Name\n,\n", "staff.csv")
    with pytest.raises(Refused, match="No row below the header"):
        read_people(sheet, suggest(sheet))
    with pytest.raises(Refused, match="Choose the column"):
        read_people(sheet, Mapping(0, ("id", "")))


def test_ten_thousand_people_are_looked_up_and_not_searched() -> None:
    """Work is counted, not timed: twice the people, twice the calls."""

    def calls(number: int) -> int:
        rows = tuple(
            Row(at + 1, (str(at), str((at - 1) // 5) if at else "", f"First{at} Last{number}", f"p{at}@x.org"))
            for at in range(number)
        )
        counted = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            found = read_people(Sheet("", rows), Mapping(-1, ("id", "manager", "name", "mail")))
        finally:
            sys.setprofile(None)
        assert (len(found.people), found.problems) == (number, ())
        return counted

    assert calls(4000) < 2.2 * calls(2000)


WORDS = st.text("abc ÄÖ,;\"'\n=+-@", max_size=6)
ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=12)


@given(ROWS)
def test_whatever_is_in_the_cells_nobody_is_above_themselves(rows: list[tuple[str, ...]]) -> None:
    sheet = Sheet("", tuple(Row(number, cells) for number, cells in enumerate(rows, 1)))
    try:
        found = read_people(sheet, Mapping(-1, ("id", "manager", "name", "title", "mail", "vacant")))
    except Refused:
        return
    for person in found.people:
        passed, above = 0, person.boss
        while above is not None:
            passed, above = passed + 1, found.people[above].boss
            assert passed <= len(found.people)
        assert person.name or person.vacant
    rows_told = {problem.row for problem in found.problems if not problem.kept}
    assert len(found.people) + len(rows_told) == len(rows)


def same(found: Table) -> list[tuple[object, ...]]:
    return [(*person[2:8], person.boss) for person in found.people]


@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["", "1", "2", "Ann", "b@x.org"])), min_size=1, max_size=8)
)
def test_people_written_and_read_again_are_the_same(rows: list[tuple[int, str]]) -> None:
    """With and without ids, with namesakes, with bosses who are vacancies alike."""
    names = ("Ann", "Bob", "Cid", "vacant", "Ann", "vacant", "Dee")
    lines = [f"{names[at]},T{at % 3},{manager},{'b@x.org' if at == 1 else ''}" for at, manager in rows]
    found = table("\n".join(["Name,Title,Manager,Mail", *lines]))
    sheet = read(csv_bytes(people_grid(found.people)), "staff.csv")
    again = read_people(sheet, suggest(sheet))
    assert same(again) == same(found)
