"""CSV files and pasted text: any encoding, any separator, and what is no table."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from opsdesigner.files.errors import Refused
from opsdesigner.tables import sheet as limits
from opsdesigner.tables.reading import read, read_file, read_pasted
from opsdesigner.tables.sheet import Sheet

STAFF = "Id;Name;Abteilung\r\n1;Jörg Müller;Einkauf\r\n2;Zoë Đặng;Lager\r\n"


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


def refusal(data: bytes, name: str = "staff.csv") -> str:
    with pytest.raises(Refused) as caught:
        read(data, name)
    sentence = str(caught.value)
    assert name in sentence and sentence.endswith(".") and "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_every_unicode_encoding(mark: bytes, encoding: str) -> None:
    sheet = read(mark + STAFF.encode(encoding), "staff.csv")
    assert cells(sheet)[1:] == [("1", "Jörg Müller", "Einkauf"), ("2", "Zoë Đặng", "Lager")]
    assert sheet.notes == ()


def test_what_excel_writes_in_western_europe_is_read_and_told() -> None:
    sheet = read("Id;Name;Preis\n1;Jörg Müller;5 €\n".encode("cp1252"), "staff.csv")
    assert cells(sheet)[1] == ("1", "Jörg Müller", "5 €")
    [note] = sheet.notes
    assert "Windows-1252" in note


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator(separator: str) -> None:
    text = f"Id{separator}Name{separator}Unit\n1{separator}Ann{separator}Sales\n"
    assert cells(read(text.encode(), "staff.csv")) == [("Id", "Name", "Unit"), ("1", "Ann", "Sales")]


def test_the_separator_is_not_what_stands_inside_cells() -> None:
    text = "Name;Salary;Note\nLee, Ann;1,5;a, b\nKay, Bob;2,5;c, d\n"
    assert cells(read(text.encode(), "staff.csv"))[1] == ("Lee, Ann", "1,5", "a, b")
    quoted = 'Name,Note\n"Lee; Ann","x;y;z"\n"Kay; Bob","x;y;z"\n'
    assert cells(read(quoted.encode(), "staff.csv"))[2] == ("Kay; Bob", "x;y;z")


def test_excels_own_word_on_the_separator_is_heard() -> None:
    sheet = read(b"sep=|\r\nName|Unit\r\nAnn, B, C|Sales\r\n", "staff.csv")
    assert [row.number for row in sheet.rows] == [2, 3]
    assert cells(sheet)[1] == ("Ann, B, C", "Sales")
    assert cells(read(b"a,b|c\n", "staff.csv", separator="|"))[0] == ("a,b", "c")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_quotes_and_lines_within_cells(end: str) -> None:
    text = f'Name,Note{end}"Ann ""A"" Lee","one{end}two"{end}Bob,last'
    assert cells(read(text.encode(), "staff.csv")) == [
        ("Name", "Note"),
        ('Ann "A" Lee', f"one{end}two"),
        ("Bob", "last"),
    ]


def test_blank_lines_are_left_out_but_counted() -> None:
    sheet = read(b"Name,Unit\n\n , \nAnn,Sales\n\n,,,\nBob,Stores\n", "staff.csv")
    assert [row.number for row in sheet.rows] == [1, 4, 7]


def test_an_odd_quotation_mark_does_no_harm() -> None:
    assert cells(read(b'Size,Name\n5" pipe,"Ann" Lee\n', "staff.csv"))[1] == ('5" pipe', "Ann Lee")


def test_a_quotation_mark_that_never_closes_is_told() -> None:
    assert "never closed" in refusal(b'Name,Unit\nAnn,Sales\n"Bob,Stores\nCid,Stores\n')
    assert "quotation mark" in refusal(b'Name\n"a" b\n"' + b"x\n" * 100_000)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\r\n \r\n", "is empty"),
        (b",,,\n,,\n", "every cell is empty"),
        (b"\0" * 512, "is empty"),
        (b"%PDF-1.7 and so on", "neither a spreadsheet nor text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither a spreadsheet nor text"),
        ("Name,Unit\nAnn,Sales\n".encode("utf-16-le"), "neither a spreadsheet nor text"),
        (b"Name,Unit\nAnn,\x81\x8d\n", "line 2: the byte 0x81"),
        (codecs.BOM_UTF16_LE + b"N\0a\0m", "breaks off"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "web page or XML"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "more than 500 columns" in refusal(b"x," * 501 + b"x\n")
    assert "more than 100,000 rows" in refusal(b"a,b\n" * 100_001)
    monkeypatch.setattr(limits, "MOST_CELLS", 5)
    assert "more than 5 cells" in refusal(b"a,b\n" * 3)


def test_two_hundred_megabytes_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)

    def never(*_: object) -> None:
        raise AssertionError("it was read")

    class Unread:
        def __init__(self, handle: int) -> None:
            self._handle = handle

        def __enter__(self) -> Unread:
            return self

        def __exit__(self, *_: object) -> None:
            os.close(self._handle)

        def fileno(self) -> int:
            return self._handle

        read = never

    monkeypatch.setattr(os, "fdopen", lambda handle, _: Unread(handle))
    with pytest.raises(Refused, match=r"huge\.csv is larger than 50 MB \(200 MB\)"):
        read_file(path)


def test_files_are_read_by_path(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(STAFF.encode())
    assert len(read_file(path).rows) == 3
    with pytest.raises(Refused, match="is a folder; choose a table"):
        read_file(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "none.csv")


def test_pasted_text_is_separated_by_tabs() -> None:
    assert cells(read_pasted("Name\tNote\nAnn\ta;b,c\nBob\t\n")) == [("Name", "Note"), ("Ann", "a;b,c"), ("Bob",)]
    assert cells(read_pasted('Name\tNote\r\n"Ann\nLee"\t5" pipe\r\n'))[1] == ("Ann\nLee", '5" pipe')
    assert cells(read_pasted("Name;Unit\nAnn;Sales"))[1] == ("Ann", "Sales")
    with pytest.raises(Refused, match="What was pasted holds no table"):
        read_pasted("\n\n")
