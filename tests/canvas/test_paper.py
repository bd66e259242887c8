"""Sheets of paper: how many, which piece on which, and what stands round them."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from opsdesigner.canvas.output.paper import FIT, MM, MOST, OVERLAP, SCALE, SHEETS, Plan, Printout, tiling

from .scene import scene

pytestmark = pytest.mark.usefixtures("qapp")
WIDE, TALL = 273.0, 170.0  # mm of an A4 sheet on its side, inside margins and heads
LENGTH = st.floats(50, 40_000)


def close(a: float, b: float) -> bool:
    return abs(a - b) < 1e-6 * max(1, abs(a), abs(b))


def layout(margin: float = 12) -> QPageLayout:
    size, way = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape
    return QPageLayout(size, way, QMarginsF(margin, margin, margin, margin), QPageLayout.Unit.Millimeter)


def printed(plan: Plan, resolution: int = 288) -> tuple[int, bytes]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(resolution)
    writer.setPageLayout(layout())
    count = Printout(scene(), ["d"], "bikes.bpmn").paint(writer, plan)
    return count, bytes(buffer.data().data())


def words(data: bytes, folder: Path) -> list[str]:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    (folder / "x.pdf").write_bytes(data)
    done = subprocess.run(["pdftotext", folder / "x.pdf", "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


# arithmetic


def test_a_small_diagram_is_not_blown_up() -> None:
    cut = tiling((0, 0, 100, 100), WIDE, TALL, Plan(FIT))
    assert (cut.scale, cut.across, cut.down, cut.label(0, 0)) == (MM, 1, 1, "")


@given(LENGTH, LENGTH)
def test_one_sheet_holds_all_of_it(width: float, height: float) -> None:
    cut = tiling((7, -3, 7 + width, height - 3), WIDE, TALL, Plan(FIT))
    left, top, right, bottom = cut.box(0, 0)
    slack = 1e-6 * max(width, height)
    assert left <= 7 + slack and right >= 7 + width - slack and top <= -3 + slack and bottom >= height - 3 - slack


@given(LENGTH, LENGTH, st.integers(10, 800))
def test_posters_cover_everything_and_neighbours_share_a_strip(width: float, height: float, percent: int) -> None:
    cut = tiling((0, 0, width, height), WIDE, TALL, Plan(SCALE, percent))
    assert cut.across * cut.down <= MOST
    first, last = cut.box(0, 0), cut.box(cut.across - 1, cut.down - 1)
    slack = 1e-4 * max(width, height)
    assert first[0] <= slack and first[1] <= slack and last[2] >= width - slack and last[3] >= height - slack
    for column in range(cut.across - 1):
        assert close((cut.box(column, 0)[2] - cut.box(column + 1, 0)[0]) * cut.scale, OVERLAP)
    for row in range(cut.down - 1):
        assert close((cut.box(0, row)[3] - cut.box(0, row + 1)[1]) * cut.scale, OVERLAP)
    if cut.across > 1:  # and none too many
        assert (cut.across - 1) * WIDE - (cut.across - 2) * OVERLAP < width * cut.scale


@given(LENGTH, LENGTH, st.integers(1, 9), st.integers(1, 9))
def test_a_number_of_sheets_is_never_passed(width: float, height: float, across: int, down: int) -> None:
    cut = tiling((0, 0, width, height), WIDE, TALL, Plan(SHEETS, across=across, down=down))
    assert cut.across <= across and cut.down <= down
    assert cut.across == across or cut.down == down


def test_sheets_are_named_by_row_and_column() -> None:
    cut = tiling((0, 0, 3000, 2000), WIDE, TALL, Plan(SCALE))
    assert (cut.label(0, 0), cut.label(1, 0), cut.label(0, 1)) == ("A1", "A2", "B1")
    assert (cut.label(0, 25), cut.label(0, 26), cut.label(0, 52)) == ("Z1", "AA1", "BA1")


def test_paper_that_is_all_margin_still_prints() -> None:
    assert tiling((0, 0, 5000, 5000), 0.0, -5.0, Plan(SCALE)).across > 1


# paper


def test_one_sheet_with_names_date_and_page(tmp_path: Path) -> None:
    count, data = printed(Plan())
    (page,) = words(data, tmp_path)
    assert count == 1
    for each in ("bikes.bpmn", "Bright Bikes", "Page 1 of 1", "Check order", "Supplier"):
        assert each in page


def test_a_bare_sheet(tmp_path: Path) -> None:
    (page,) = words(printed(Plan(heads=False))[1], tmp_path)
    assert "bikes.bpmn" not in page and "Page 1" not in page and "Check order" in page


def test_a_poster_says_which_piece_is_which(tmp_path: Path) -> None:
    count, data = printed(Plan(SHEETS, across=2, down=2))
    read = words(data, tmp_path)
    assert count == len(read) == 4
    for page, label in zip(read, ("A1", "A2", "B1", "B2"), strict=True):
        assert label in page.split()


def test_the_resolution_of_the_printer_changes_nothing(tmp_path: Path) -> None:
    pages_ = [words(printed(Plan(SCALE), dots)[1], tmp_path) for dots in (300, 1200)]
    assert pages_[0] == pages_[1]


def test_some_of_the_sheets() -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(layout())
    assert Printout(scene(), ["d"]).paint(writer, Plan(SHEETS, across=2, down=2), (2, 99)) == 3


def test_no_line_is_thinner_than_a_quarter_of_a_point(tmp_path: Path) -> None:
    """However small a diagram is printed."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)
    writer.setPageLayout(layout(100))
    Printout(scene(), ["d"]).paint(writer, Plan())
    widths = _line_widths(bytes(buffer.data().data()))
    assert widths and min(widths) >= 0.249


def _line_widths(data: bytes) -> list[float]:
    """Every width, in points, that something was stroked with."""
    found: list[float] = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            text = zlib.decompress(stream).decode("ascii")
        except (zlib.error, UnicodeDecodeError):  # a picture, or a font
            continue
        found += _widths_in(text.split())
    return found


def _widths_in(tokens: list[str]) -> list[float]:
    """The widths that something was stroked with."""
    states, scale, width, found = [], 1.0, 0.0, []
    for i, token in enumerate(tokens):
        if token == "q":
            states.append((scale, width))
        elif token == "Q" and states:
            scale, width = states.pop()
        elif token == "cm":
            a, b = float(tokens[i - 6]), float(tokens[i - 5])
            scale *= (a * a + b * b) ** 0.5
        elif token == "w":
            width = float(tokens[i - 1]) * scale
        elif token in ("S", "s", "B", "b", "B*", "b*"):
            found.append(width)
    return found
