"""People converted on the command line: into a document, into one that is there, and out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from opsdesigner import cli
from opsdesigner.files.document import open_document
from opsdesigner.model import Node
from opsdesigner.tables.converting import is_table
from opsdesigner.tables.reading import ENDINGS, read_file
from opsdesigner.tables.staff import people_of

from .workbooks import excel

STAFF = "Id,Manager,Name,Title\n1,,Ann Lee,Director\n2,1,Bob Kay,Clerk\n"
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "order-fulfilment.bpmn"


def convert(*words: str | Path) -> int:
    return cli.run(cli.parse(["convert", *map(str, words)]))


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(STAFF, encoding="utf-8")
    return path


def test_a_table_becomes_a_document(staff: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = staff.with_name("org.bpmn")
    assert convert(staff, target, "--strict") == 0
    assert [(person.name, person.title, person.boss) for person in people_of(open_document(target).model)] == [
        ("Ann Lee", "Director", None),
        ("Bob Kay", "Clerk", 0),
    ]
    assert capfd.readouterr() == ("", "")
    assert convert(staff, "-") == 0
    assert capfd.readouterr().out.startswith("<?xml")


@pytest.mark.stderr_ok
def test_a_document_that_is_there_is_updated(staff: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = staff.with_name("order.bpmn")
    target.write_bytes(SAMPLE.read_bytes())
    before = {node.id for node in open_document(target).model.all(Node)}
    assert convert(staff, target) == 0
    staff.write_text(STAFF.replace("Clerk", "Buyer").replace("2,1,Bob", "2,7,Bob"), encoding="utf-8")
    capfd.readouterr()
    assert convert(staff, target, "--strict") == 1
    assert "row 3: the manager “7” is not in the table; Bob Kay was put at the top.\n" in capfd.readouterr().err
    model = open_document(target).model
    assert before <= {node.id for node in model.all(Node)}
    assert {"Ann Lee", "Bob Kay"} <= {person.name for person in people_of(model)}


@pytest.mark.stderr_ok
def test_who_is_not_in_the_table_is_told_and_kept(staff: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = staff.with_name("org.bpmn")
    convert(staff, target)
    staff.write_text("Id,Name,Title\n1,Ann Lee,Director\n", encoding="utf-8")
    assert convert(staff, target) == 0
    assert capfd.readouterr().err == "Bob Kay is not in the table and was kept.\n"
    assert len(people_of(open_document(target).model)) == 2


def test_a_document_becomes_a_table(staff: Path) -> None:
    target, back = staff.with_name("org.bpmn"), staff.with_name("back.csv")
    convert(staff, target)
    assert convert(target, back) == 0
    assert [row.cells[:4] for row in read_file(back).rows] == [
        ("Id", "Manager", "Name", "Title"),
        ("1", "", "Ann Lee", "Director"),
        ("2", "1", "Bob Kay", "Clerk"),
    ]
    excel()
    assert convert(target, back.with_suffix(".xlsx")) == 0
    assert read_file(back.with_suffix(".xlsx")).rows == read_file(back).rows


@pytest.mark.stderr_ok
@pytest.mark.parametrize(
    ("content", "target", "said"),
    [
        (b"\0\1\2", "org.bpmn", "people.csv is neither a spreadsheet nor text"),
        (b"Shoe size,Height\n42,180\n", "org.bpmn", "people.csv does not say which column holds the names"),
        (STAFF.encode(), "other.xlsx", "other.xlsx is a table as well"),
        (b"", "org.bpmn", "people.csv is empty"),
    ],
)
def test_bad_tables_are_refused_and_nothing_is_written(
    content: bytes, target: str, said: str, staff: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    staff.write_bytes(content)
    assert convert(staff, staff.with_name(target)) == 2
    err = capfd.readouterr().err
    assert said in err and err.count("\n") == 1
    assert [path.name for path in staff.parent.iterdir()] == ["people.csv"]


@pytest.mark.stderr_ok
def test_people_are_written_as_csv_or_workbook_only(staff: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert convert(SAMPLE, staff.with_name("people.txt")) == 2
    assert "people are written as .csv or .xlsx" in capfd.readouterr().err
    assert convert("-", staff) == 2 and staff.read_text() == STAFF


def test_the_command_line_knows_every_ending() -> None:
    assert set(cli.TABLES) == set(ENDINGS) and all(is_table(f"a{ending}") for ending in ENDINGS)
