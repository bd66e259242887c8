"""Page setup, preview, print and export as a person uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from opsdesigner.app.paper import exporting, page_setup, printing
from opsdesigner.app.paper.page_setup import PageSetup
from opsdesigner.app.paper.preview import Preview
from opsdesigner.app.window import MainWindow
from opsdesigner.canvas.output.paper import FIT, SCALE, SHEETS, Plan
from opsdesigner.edit.chart import charts
from opsdesigner.files.document import open_document, save

from .conftest import Open


@pytest.fixture
def window(opened: Open, sample: Path) -> Iterator[MainWindow]:
    """A window of a document with one page."""
    document = open_document(sample)
    with document.model.change("One page"):
        document.model.remove(*(page.id for page in charts(document.model)))
    save(document, sample)
    yield opened(sample)


def test_all_pages_of_a_document_are_printed(opened: Open, sample: Path, tmp_path: Path) -> None:
    window = opened(sample)
    printing.write_pdf(window, tmp_path / "both.pdf")
    assert count_of_pages(tmp_path / "both.pdf") == 2  # the process and who runs it


def dialog(window: MainWindow, sort: type[QDialog]) -> QDialog:
    return next(each for each in window.findChildren(sort) if each.isVisible())


def trigger(window: MainWindow, id: str) -> None:
    window.actions_by_id[id].trigger()


def count_of_pages(path: Path) -> int:
    return max(int(count) for count in re.findall(rb"/Count (\d+)", path.read_bytes()))


def choose(field, data: object) -> None:  # type: ignore[no-untyped-def]
    field.setCurrentIndex(field.findData(data))


def test_page_setup_is_remembered(window: MainWindow) -> None:
    trigger(window, "pageSetup")
    setup = dialog(window, PageSetup)
    assert isinstance(setup, PageSetup)
    setup.paper.setCurrentText("A3")
    choose(setup.way, "portrait")
    setup.margin.setValue(5)
    choose(setup.size_on_paper, SHEETS)
    setup.across.setValue(3)
    setup.down.setValue(4)
    setup.heads.setChecked(False)
    setup.accept()
    assert page_setup.plan(window.settings) == Plan(SHEETS, 100, 3, 4, False)
    paper = page_setup.page_layout(window.settings)
    assert (paper.fullRect().width(), paper.margins().left()) == pytest.approx((297, 5), abs=0.5)
    trigger(window, "pageSetup")
    again = dialog(window, PageSetup)
    assert isinstance(again, PageSetup)
    assert (again.paper.currentText(), again.across.value(), again.heads.isChecked()) == ("A3", 3, False)


def test_a_page_setup_that_is_cancelled_changes_nothing(window: MainWindow) -> None:
    before = page_setup.plan(window.settings), page_setup.page_layout(window.settings)
    trigger(window, "pageSetup")
    setup = dialog(window, PageSetup)
    assert isinstance(setup, PageSetup)
    setup.paper.setCurrentText("A0")
    choose(setup.size_on_paper, SCALE)
    setup.reject()
    assert (page_setup.plan(window.settings), page_setup.page_layout(window.settings)) == before


def test_only_what_the_size_asks_for_is_shown(window: MainWindow) -> None:
    trigger(window, "pageSetup")
    setup = dialog(window, PageSetup)
    assert isinstance(setup, PageSetup)
    for mode, percent, across in ((FIT, False, False), (SCALE, True, False), (SHEETS, False, True)):
        choose(setup.size_on_paper, mode)
        assert (setup.percent.isVisible(), setup.across.isVisible()) == (percent, across)


@pytest.mark.parametrize("said", ["many", "-3", "", "99999", "²"])
def test_odd_settings_do_no_harm(window: MainWindow, said: str) -> None:
    for name in ("paper", "orientation", "margin", "poster", "percent", "across", "down"):
        window.settings.put(f"print/{name}", said)
    window.settings.put("print/posters", True)
    plan = page_setup.plan(window.settings)
    assert 10 <= plan.percent <= 800 and 1 <= plan.across <= 20 and 1 <= plan.down <= 20
    assert page_setup.page_layout(window.settings).isValid()


def test_the_preview_shows_the_sheets_that_are_printed(window: MainWindow, tmp_path: Path) -> None:
    trigger(window, "printPreview")
    shown = dialog(window, Preview)
    assert isinstance(shown, Preview)
    assert shown.sheets.pageCount() == 1
    shown.findChild(QPushButton, "setup").click()
    setup = dialog(window, PageSetup)
    assert isinstance(setup, PageSetup)
    choose(setup.size_on_paper, SHEETS)
    setup.across.setValue(2)
    setup.down.setValue(2)
    setup.accept()
    QApplication.processEvents()
    assert shown.sheets.pageCount() == 4
    printing.write_pdf(window, tmp_path / "sheets.pdf")
    assert count_of_pages(tmp_path / "sheets.pdf") == 4


def test_turning_sheets(window: MainWindow) -> None:
    for name, value in (("posters", True), ("poster", SHEETS), ("across", "2"), ("down", "1")):
        window.settings.put(f"print/{name}", value)
    trigger(window, "printPreview")
    shown = dialog(window, Preview)
    assert isinstance(shown, Preview)
    for button, text in (("next", "2 of 2"), ("next", "2 of 2"), ("before", "1 of 2"), ("before", "1 of 2")):
        shown.findChild(QPushButton, button).click()
        assert shown.number.text() == text
    shown.findChild(QPushButton, "overview").click()
    shown.findChild(QPushButton, "one").click()


def test_printing_into_a_file(window: MainWindow, tmp_path: Path) -> None:
    device = printing.printer(window)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert printing.print_on(window, device) == 1
    del device
    assert count_of_pages(tmp_path / "printed.pdf") == 1
    assert QApplication.overrideCursor() is None


def test_a_range_of_sheets(window: MainWindow, tmp_path: Path) -> None:
    for name, value in (("posters", True), ("poster", SCALE), ("percent", "100")):
        window.settings.put(f"print/{name}", value)
    device = printing.printer(window)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "printed.pdf"))
    device.setPrintRange(QPrinter.PrintRange.PageRange)
    device.setFromTo(2, 3)
    assert printing.print_on(window, device) == 2


def test_the_print_dialog_prints_when_it_is_accepted(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[QPrinter] = []
    monkeypatch.setattr(printing, "print_on", lambda window, device: printed.append(device))
    trigger(window, "print")
    asked = dialog(window, QPrintDialog)
    assert isinstance(asked, QPrintDialog)
    asked.done(QDialog.DialogCode.Accepted)
    assert len(printed) == 1
    trigger(window, "print")
    dialog(window, QPrintDialog).reject()
    assert len(printed) == 1


def test_a_dark_window_prints_on_white(window: MainWindow, tmp_path: Path) -> None:
    printing.write_pdf(window, tmp_path / "light.pdf")
    window.style_in_use.choose("dark", False)
    printing.write_pdf(window, tmp_path / "dark.pdf")
    light, dark = ((tmp_path / f"{name}.pdf").read_bytes() for name in ("light", "dark"))
    assert len(light) == len(dark)


def test_a_pdf_that_cannot_be_written_is_told(window: MainWindow, tmp_path: Path) -> None:
    printing.write_pdf(window, tmp_path / "nowhere" / "x.pdf")
    said = next(each for each in window.findChildren(QMessageBox) if each.isVisible())
    assert "x.pdf" in said.text()
    assert said.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf"])
def test_exporting_goes_on_beside_the_window(window: MainWindow, qtbot: QtBot, tmp_path: Path, ending: str) -> None:
    trigger(window, f"export{ending[1:].title()}")
    asked = dialog(window, QFileDialog)
    target = tmp_path / f"out{ending}"
    asked.fileSelected.emit(str(target))  # type: ignore[attr-defined]
    asked.reject()
    qtbot.waitUntil(lambda: target.exists() and "written" in window.status.hint.text(), timeout=20_000)
    assert target.stat().st_size > 1000


def test_an_export_that_fails_is_told(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    exporting.export(window, tmp_path / "nowhere" / "x.svg")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QMessageBox)), timeout=20_000)


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf"])
def test_a_document_without_a_diagram_is_no_picture(opened: Open, tmp_path: Path, ending: str) -> None:
    bare = tmp_path / "bare.bpmn"
    bare.write_text('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')
    window = opened(bare)
    exporting.export(window, tmp_path / f"x{ending}")
    said = next(each for each in window.findChildren(QMessageBox) if each.isVisible())
    assert "nothing that could be drawn" in said.text()
    assert not window.status.cancel.isVisible()


def test_an_export_can_be_stopped(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    before = list(tmp_path.iterdir())
    exporting.export(window, tmp_path / "big.svg")
    assert window.status.cancel.isVisible()
    window.status.cancel.click()
    qtbot.waitUntil(lambda: "Stopped" in window.status.hint.text(), timeout=10_000)
    assert list(tmp_path.iterdir()) == before
    assert not window.status.cancel.isVisible()


def stop_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if Cancel were pressed before the second sheet."""
    monkeypatch.setattr("PySide6.QtWidgets.QProgressDialog.wasCanceled", lambda dialog: dialog.value() > 0)


def poster(window: MainWindow) -> None:
    for name, value in (("posters", True), ("poster", SHEETS), ("across", "3"), ("down", "2")):
        window.settings.put(f"print/{name}", value)


def test_printing_can_be_stopped(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    poster(window)
    device = printing.printer(window)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "printed.pdf"))
    stop_at_once(monkeypatch)
    assert printing.print_on(window, device) == 1
    assert "stopped" in window.status.hint.text()
    assert QApplication.overrideCursor() is None


def test_a_stopped_pdf_is_not_written(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    poster(window)
    stop_at_once(monkeypatch)
    printing.write_pdf(window, tmp_path / "poster.pdf")
    assert not (tmp_path / "poster.pdf").exists()
    assert "not written" in window.status.hint.text()


@pytest.mark.qt_log_ignore("QPainter::begin|QPdf")
@pytest.mark.stderr_ok
def test_a_printer_that_takes_nothing_is_told(window: MainWindow, tmp_path: Path) -> None:
    device = printing.printer(window)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    assert printing.print_on(window, device) == 0
    said = next(each for each in window.findChildren(QMessageBox) if each.isVisible())
    assert "Nothing was printed" in said.text()
    assert QApplication.overrideCursor() is None
