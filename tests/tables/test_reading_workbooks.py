"""Excel workbooks: real ones, damaged ones, and those that are made to do harm."""

from __future__ import annotations

import datetime
import io
import struct
import subprocess
import sys
import warnings
import zipfile

import pytest

from opsdesigner.files.errors import Refused
from opsdesigner.tables import archive
from opsdesigner.tables.reading import read
from opsdesigner.tables.sheet import Sheet, column_letters

from .workbooks import BOOK, MAIN, TYPES, excel, handmade, saved, written, zipped

ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


def refusal(data: bytes, name: str = "staff.xlsx") -> str:
    with pytest.raises(Refused) as caught:
        read(data, name)
    sentence = str(caught.value)
    assert name in sentence and sentence.endswith(".") and "\n" not in sentence
    return sentence


def test_values_become_the_text_one_would_type() -> None:
    day, moment = datetime.date(2024, 5, 31), datetime.datetime(2024, 5, 31, 14, 30)
    rows = [
        ["Id", "Paid", "Share", "Since", "Met", "Note"],
        [1001, True, 0.25, day, moment, "a\nb"],
        [123456789012, False],
    ]
    sheet = read(written(("People", rows)), "staff.xlsx")
    assert cells(sheet)[1] == ("1001", "TRUE", "0.25", "2024-05-31", "2024-05-31 14:30:00", "a\nb")
    assert cells(sheet)[2] == ("123456789012", "FALSE")
    assert (sheet.name, sheet.others) == ("People", ("People",))


def test_the_first_visible_sheet_that_holds_something_is_taken() -> None:
    data = written(("Secret", [["x"]]), ("Empty", []), ("Staff", [["Name"], ["Ann"]]), hidden=["Secret"])
    assert read(data, "staff.xlsx").name == "Staff"
    assert read(data, "staff.xlsx", sheet="Secret").rows[0].cells == ("x",)
    assert read(data, "staff.xlsx").others == ("Secret", "Empty", "Staff")
    with pytest.raises(Refused, match="has no sheet “Stuff”; it has Secret, Empty, Staff"):
        read(data, "staff.xlsx", sheet="Stuff")
    assert "every cell is empty" in refusal(written(("Empty", [])))


def test_blank_rows_are_left_out_but_counted() -> None:
    sheet = read(written(("S", [["Name"], [None], [" "], ["Ann"]])), "staff.xlsx")
    assert [row.number for row in sheet.rows] == [1, 4]
    far = read(handmade(ROW + '<row r="900"><c r="C900"><v>7</v></c></row>'), "staff.xlsx")
    assert [(row.number, row.cells) for row in far.rows] == [(1, ("Name",)), (900, ("", "", "7"))]


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    page = f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData>{ROW}<row r="2"><c r="B2"><v>5</v></c></row>'
    data = handmade("", **{"xl/worksheets/sheet1.xml": f"{page}</sheetData></worksheet>"})
    assert cells(read(data, "staff.xlsx")) == [("Name",), ("", "5")]


def test_merged_header_cells_leave_gaps() -> None:
    book = excel().Workbook()
    book.active.append(["Staff as of May", None, None])
    book.active.append(["Id", "Name", "Unit"])
    book.active.merge_cells("A1:C1")
    assert cells(read(saved(book), "staff.xlsx")) == [("Staff as of May",), ("Id", "Name", "Unit")]


def test_formulas_count_as_their_stored_value_or_are_told() -> None:
    row = (
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>A2</f></c>'
        '<c r="C2" t="str"><f>IF(1,"")</f><v></v></c><c><f>NOW()</f></c></row>'
    )
    sheet = read(handmade(ROW + row), "staff.xlsx")
    assert cells(sheet)[1] == ("2",)
    assert [(problem.row, problem.sentence.split(";")[0]) for problem in sheet.problems] == [
        (2, "cell B2 holds a formula without a value"),
        (2, "cell D2 holds a formula without a value"),
    ]


def test_a_workbook_of_another_program_has_no_formula_values() -> None:
    """As openpyxl and other libraries write them."""
    [problem] = read(written(("S", [["Id", "Name"], [1, '=CONCAT("A","b")']])), "staff.xlsx").problems
    assert "B2" in problem.sentence and problem.row == 2 and problem.kept


def test_a_text_that_only_looks_like_a_formula_is_none() -> None:
    sheet = read(written(("S", [["Name", "Note"], ["Ann", "see <f> there"]])), "staff.xlsx")
    assert sheet.problems == () and cells(sheet)[1] == ("Ann", "see <f> there")


def test_openpyxl_says_nothing_on_its_own() -> None:
    """It warns of what it leaves out, such as styles without a default; nobody can do anything about that."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read(handmade(ROW), "staff.xlsx").rows[0].cells == ("Name",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (archive.OLD_OFFICE + b"\0" * 600, "old Excel format (.xls)"),
        (archive.OLD_OFFICE + b"\0" * 600 + archive.ENCRYPTED, "protected by a password"),
        (b"PK\x03\x04 and then nothing", "is damaged or incomplete"),
        (zipped({"word/document.xml": "<w/>", "[Content_Types].xml": TYPES}), "another kind of archive"),
        (zipped({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\1"}), "binary workbook (.xlsb)"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<o/>"}), ".ods"),
    ],
)
def test_other_files_are_told_as_what_they_are(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_an_encrypted_archive_is_told() -> None:
    data = bytearray(zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": BOOK}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    assert "protected by a password" in refusal(bytes(data))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<a", b"\0\1\2", b"<a>" * 2000, None])
def test_damaged_parts_end_in_a_sentence(part: str, content: bytes | None) -> None:
    assert refusal(handmade(ROW, **{part: content}))


@pytest.mark.parametrize("content", [b"", b"<a", b"<a>" * 2000])
def test_damaged_styles_end_in_a_sentence(content: bytes) -> None:
    assert "damaged" in refusal(handmade(ROW, **{"xl/styles.xml": content}))


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="99999999999"><c r="A1"><v>7</v></c></row>',
        '<row r="1"><c r="ZZZZZZ1"><v>7</v></c></row>',
        '<row r="1"><c r="A1"><v>seven</v></c></row>',
    ],
)
def test_sheets_that_cannot_be_end_in_a_sentence(row: str) -> None:
    assert "damaged" in refusal(handmade(row))


def test_a_damaged_stream_ends_in_a_sentence() -> None:
    data = bytearray(written(("S", [["Name", "Unit"]] * 500)))
    sizes = {part.filename: part for part in zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()}
    start = sizes["xl/worksheets/sheet1.xml"].header_offset + 60
    data[start : start + 40] = b"\xff" * 40
    assert "damaged" in refusal(bytes(data))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = b"<a>" + b" " * (150 * 2**20)
    dense = handmade(ROW, **{"xl/worksheets/sheet1.xml": zeros})
    huge = handmade(ROW, **{"xl/worksheets/sheet1.xml": zeros, "xl/worksheets/sheet2.xml": zeros})
    whole = handmade(ROW, **{"xl/styles.xml": b"<a>" + b" " * (21 * 2**20)})
    many = handmade(ROW, **{f"xl/media/{number}": b"" for number in range(5001)})

    def never(*_: object, **__: object) -> None:
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    assert "times its size" in refusal(dense)
    for data in (huge, whole, many):
        assert "more than a table of people can need" in refusal(data)


def test_a_bomb_that_lies_about_its_size_unpacks_no_further() -> None:
    data = bytearray(handmade(ROW, **{"xl/worksheets/sheet1.xml": b"<a>" + b" " * (30 * 2**20)}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(
            b"xl/worksheets/sheet1.xml", data.index(mark) if mark.endswith(b"\x04") else data.rindex(b"xl/styles.xml")
        )
        struct.pack_into("<I", data, place - (30 if mark.endswith(b"\x04") else 46) + at, 100)
    assert "damaged" in refusal(bytes(data))


BILLION = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part(part: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!--{"x" * 9000}-->{BILLION}<a>&c;</a>'
    assert f"holds a DOCTYPE in {part}" in refusal(handmade(ROW, **{part: text.encode(encoding)}))


def test_without_openpyxl_one_sentence_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "from opsdesigner.files.errors import Refused\n"
        "from opsdesigner.tables.reading import read\n"
        "try: read(sys.stdin.buffer.read(), 'staff.xlsx')\n"
        "except Refused as refused: print(refused)"
    )
    data = zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": BOOK})
    done = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True)
    said = "Reading staff.xlsx takes openpyxl, which is not installed: pip install 'opsdesigner[office]'.\n"
    assert (done.stdout.decode(), done.stderr) == (said, b"")


def test_only_a_workbook_loads_openpyxl() -> None:
    script = (
        "import sys\n"
        "from opsdesigner.tables import mapping, people, reading, writing\n"
        "sheet = reading.read(b'Id,Name\\n1,Ann\\n', 'staff.csv')\n"
        "table = people.read_people(sheet, mapping.suggest(sheet))\n"
        "writing.csv_bytes(people.people_grid(table.people))\n"
        "print([name for name in ('openpyxl', 'et_xmlfile', 'PySide6', 'networkx', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
