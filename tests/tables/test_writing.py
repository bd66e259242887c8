"""Grids written: what comes back is what went in, the same bytes each time, and no spreadsheet calculates anything."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.files.errors import Refused
from opsdesigner.tables.delimited import CONTROLS, guarded
from opsdesigner.tables.reading import read
from opsdesigner.tables.writing import Cell, Grid, csv_bytes, xlsx_bytes

from .workbooks import excel

NASTY = st.sampled_from(
    ['"', ",", ";", "\t", "|", "\n", "\r\n", "=1+1", "+49 30 1", "-", "@SUM(A1)", "'", "''=x", "#N/A"]
)
ODD = st.sampled_from(
    ["_x0041_", "_x005F_", "<f>", "&amp;", "sep=;", " pad ", "\ufeff", "ÄÖ", "人", "🙂", "\x00", "\x1b", "\ud800"]
)
TEXTS = st.one_of(st.text(max_size=8), st.lists(NASTY | ODD, max_size=4).map("".join))
GRIDS = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        lambda header, rows: Grid("People", tuple(header), rows),
        st.lists(TEXTS, min_size=width, max_size=width),
        st.lists(st.lists(TEXTS, min_size=width, max_size=width), max_size=6),
    )
)
EXAMPLE = Grid("People", ("Id", "Name", "Share"), [(1, "Ann", 0.5), ("=2", None, -3)], title="Staff", frozen=1)


def filled(rows: list[list[str]]) -> list[tuple[int, tuple[str, ...]]]:
    """As reading gives rows: numbered, without the blanks at their ends, none where nothing is left."""
    found = []
    for number, cells in enumerate(rows, 1):
        kept = list(cells)
        while kept and not kept[-1].strip():
            kept.pop()
        if kept:
            found.append((number, tuple(kept)))
    return found


def back(data: bytes, name: str) -> list[tuple[int, tuple[str, ...]]]:
    try:
        return [(row.number, row.cells) for row in read(data, name).rows]
    except Refused as refused:
        assert "every cell is empty" in str(refused) or "is empty" in str(refused)
        return []


def legible(text: str) -> str:
    """What UTF-8 text can hold of it."""
    return CONTROLS.sub("", text).encode("utf-8", "replace").decode()


@given(GRIDS)
def test_csv_comes_back(grid: Grid) -> None:
    rows = [[legible(str(text)) for text in row] for row in (grid.header, *grid.rows)]
    assert back(csv_bytes(grid), "people.csv") == filled(rows)


@given(GRIDS)
def test_a_workbook_comes_back(grid: Grid) -> None:
    excel()
    rows = [[str(text) for text in row] for row in (grid.header, *grid.rows)]
    assert back(xlsx_bytes([grid]), "people.xlsx") == filled(rows)


@given(GRIDS)
def test_csv_is_what_the_standard_says(grid: Grid) -> None:
    text = csv_bytes(grid).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(rows) == 1 + len(grid.rows) and text.endswith("\r\n")
    assert not any(cell[:1] in ("=", "@", "\t", "\r", "\n") for row in rows for cell in row)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "@SUM(A1)",
        "+A1",
        "-A1",
        "-1+cmd|x",
        "+1+A1",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "-2e5x",
    ],
)
def test_what_would_be_calculated_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "+49 30 1234", "+49 (0)30/12-34", "-1,234.50", "-12 %", "-", "a=b", "1-2", "", "x@y.org"]
)
def test_numbers_and_telephones_stay_legible(text: str) -> None:
    assert guarded(text) == text


def test_a_workbook_holds_no_formulas() -> None:
    load = excel().load_workbook
    texts = ["=1+1", "+1", "@x", "#N/A", "-A1", "{=1}", "plain"]
    page = load(io.BytesIO(xlsx_bytes([Grid("S", tuple(texts), [texts])]))).active
    cells = [cell for row in page.iter_rows() for cell in row]
    assert [cell.value for cell in cells] == texts * 2
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells[7:]] == [True, False, True, True, True, False, False]


def test_a_workbook_is_ready_to_read() -> None:
    page = excel().load_workbook(io.BytesIO(xlsx_bytes([EXAMPLE]))).active
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Staff", None, None],
        ["Id", "Name", "Share"],
        [1, "Ann", 0.5],
        ["=2", None, -3],
    ]
    assert (page.title, page.freeze_panes) == ("People", "B3")
    assert [cell.font.bold for cell in page[2]] == [True] * 3 and not page["B3"].font.bold
    wide = Grid("S", ("a" * 200, "b"), [("x", "line\n" + "y" * 20)])
    page = excel().load_workbook(io.BytesIO(xlsx_bytes([wide]))).active
    assert [page.column_dimensions[letter].width for letter in "AB"] == [60, 22]


def test_csv_has_numbers_as_they_are_and_no_title() -> None:
    assert csv_bytes(EXAMPLE) == b"\xef\xbb\xbfId,Name,Share\r\n1,Ann,0.5\r\n'=2,,-3\r\n"


def test_the_same_grids_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    excel()
    first = xlsx_bytes([EXAMPLE, EXAMPLE])
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert xlsx_bytes([EXAMPLE, EXAMPLE]) == first


def test_sheets_get_names_that_excel_accepts() -> None:
    names = ["RACI: Order [1/2]", "", "People", "people", "x" * 40, "x" * 40, "History", "'q'"]
    data = xlsx_bytes([Grid(name, ("a",), []) for name in names]) if excel() else b""
    assert list(read(data, "book.xlsx").others) == [
        *("RACI  Order  1 2", "Table", "People", "people 2", "x" * 31, "x" * 29 + " 2", "History 2", "q"),
    ]


def test_a_cell_too_long_for_a_workbook_is_cut() -> None:
    data = xlsx_bytes([Grid("S", ("a",), [("x" * 40_000,)])]) if excel() else b""
    assert len(read(data, "book.xlsx").rows[1].cells[0]) == 32_767


def test_cells_may_be_numbers_or_nothing() -> None:
    rows: list[tuple[Cell, ...]] = [(1, 2.5, None, "")]
    assert csv_bytes(Grid("S", ("a",), rows)).decode("utf-8-sig") == "a\r\n1,2.5,,\r\n"
