"""People from a file, a drop or the clipboard: what is shown, what is taken over, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from opsdesigner.app.organisation.import_dialog import CHANGED, GONE, NEW, PROBLEMS, ImportDialog
from opsdesigner.app.organisation.people import ask_export, holds_table, import_file
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.chart import charts, seats
from opsdesigner.model import Model, Node, Shape
from opsdesigner.notation.organisation import boss_of
from opsdesigner.tables.sheet import Row, Sheet

from ..drops import drop
from .conftest import Open

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
PEOPLE = """Id;Manager;Name;Title;Department
1;;Carla Lind;Managing director;
2;1;Emil Holm;Head of stores;Stores
3;2;Ida Berg;Picker;Stores
4;2;Jon Dahl;Picker;Stores
5;9;Kim Lau;Seller;Sales
"""


@pytest.fixture
def window(opened: Open) -> MainWindow:
    window = opened()
    window.actions_by_id["new"].trigger()
    return window


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


def dialog_of(window: MainWindow, qtbot: object) -> ImportDialog:
    """The dialog, once it has looked through the table."""
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)  # type: ignore[attr-defined]
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    looked(dialog, qtbot)
    return dialog


def looked(dialog: ImportDialog, qtbot: object) -> None:
    qtbot.waitUntil(lambda: dialog.draft is not None)  # type: ignore[attr-defined]


def opened_on(window: MainWindow, path: Path, qtbot: object) -> ImportDialog:
    import_file(window, path)
    return dialog_of(window, qtbot)


def take(window: MainWindow, dialog: ImportDialog, qtbot: object) -> None:
    """Enter, and waits until it is done."""
    QTest.keyClick(dialog.table, Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None)  # type: ignore[attr-defined]


def listed(dialog: ImportDialog, tab: int) -> list[str]:
    dialog.tabs.setCurrentIndex(tab)
    return [str(dialog.lines.data(dialog.lines.index(row, 0))) for row in range(dialog.lines.rowCount())]


def names(model: Model, kind: str = "person") -> set[str]:
    return {node.name for node in model.all(Node) if node.kind == kind}


def test_a_table_is_looked_through_and_taken_over_as_one_step(window: MainWindow, table: Path, qtbot: object) -> None:
    model = window.view.model
    before, could = dict(model.records), model.can_undo
    dialog = opened_on(window, table, qtbot)
    assert dialog.summary.text() == "5 new." and dialog.mapping.fields == ("id", "manager", "name", "title", "unit")
    assert listed(dialog, NEW)[0] == "Carla Lind: Managing director, reports to nobody"
    assert listed(dialog, PROBLEMS)[0].startswith("Row 6:")
    take(window, dialog, qtbot)
    assert names(model) == {"Carla Lind", "Emil Holm", "Ida Berg", "Jon Dahl", "Kim Lau"}
    page = charts(model)[0].id
    found = seats(model, page)
    places = {(shape.x, shape.y) for shape in model.all(Shape) if shape.diagram == page}
    assert len(found.shapes) == 4 == len(places) and model.undo_label == "Import people"
    model.undo()
    assert dict(model.records) == before and model.can_undo == could


def test_esc_changes_nothing(window: MainWindow, table: Path, qtbot: object) -> None:
    before = dict(window.view.model.records)
    dialog = opened_on(window, table, qtbot)
    QTest.keyClick(dialog.table, Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None)  # type: ignore[attr-defined]
    assert dict(window.view.model.records) == before and not window.view.model.can_undo


def test_a_second_import_says_that_nothing_changes(window: MainWindow, table: Path, qtbot: object) -> None:
    take(window, opened_on(window, table, qtbot), qtbot)
    after = dict(window.view.model.records)
    dialog = opened_on(window, table, qtbot)
    assert dialog.summary.text() == "Nothing changes: the document says all of this already."
    assert not dialog.take.isEnabled()
    QTest.keyClick(dialog.table, Key.Key_Return)
    dialog.reject()
    assert dict(window.view.model.records) == after


def test_what_changes_and_who_is_gone(window: MainWindow, table: Path, qtbot: object) -> None:
    take(window, opened_on(window, table, qtbot), qtbot)
    table.write_text(PEOPLE.replace("3;2;Ida", "3;1;Ida").replace("5;9;Kim Lau;Seller;Sales\n", ""), "utf-8")
    dialog = opened_on(window, table, qtbot)
    assert listed(dialog, CHANGED)[0].startswith("Ida Berg: leaves Picker")
    assert listed(dialog, GONE) == ["Kim Lau: is not in the table"]
    assert "1 not in the table, kept" in dialog.summary.text() and not dialog.gone.isChecked()
    take(window, dialog, qtbot)
    assert "Kim Lau" in names(window.view.model)
    dialog = opened_on(window, table, qtbot)
    assert not dialog.take.isEnabled()
    QTest.mouseClick(dialog.gone, LEFT)
    assert "1 removed" in dialog.summary.text() and dialog.take.isEnabled()
    take(window, dialog, qtbot)
    assert "Kim Lau" not in names(window.view.model)
    window.view.model.undo()
    assert "Kim Lau" in names(window.view.model)


def test_a_column_means_something_else(window: MainWindow, table: Path, qtbot: object) -> None:
    dialog = opened_on(window, table, qtbot)
    box = dialog.choosers.boxes[2]
    assert box.currentText() == "Name"
    box.setFocus()
    QTest.keyClick(box, Key.Key_Home)  # not used
    qtbot.waitUntil(lambda: "name" not in dialog.mapping.fields)  # type: ignore[attr-defined]
    looked(dialog, qtbot)
    assert dialog.draft is not None and dialog.draft.plan is not None
    title = dialog.choosers.boxes[3]
    title.setFocus()
    QTest.keyClick(title, Key.Key_Home)
    looked(dialog, qtbot)
    assert dialog.summary.text() == "Choose the column that holds the names, or the one with the titles."
    assert not dialog.take.isEnabled()


def test_the_header_is_another_row(window: MainWindow, table: Path, qtbot: object) -> None:
    dialog = opened_on(window, table, qtbot)
    assert dialog.header.currentText() == "Header in row 1" and dialog.rows.rowCount() == 5
    dialog.header.setCurrentIndex(0)
    dialog.header.activated.emit(0)
    assert dialog.rows.rowCount() == 6
    looked(dialog, qtbot)


def test_another_sheet_of_the_workbook(window: MainWindow, qtbot: object) -> None:
    row = Row(1, ("Name", "Title"))
    sheets = {
        "Notes": Sheet("Notes", (row, Row(2, ("Anna", "Seller"))), others=("Notes", "Staff")),
        "Staff": Sheet("Staff", (row, Row(2, ("Ben", "Buyer")), Row(3, ("Kim", "Buyer"))), others=("Notes", "Staff")),
    }
    ImportDialog(window, "two.xlsx", sheets["Notes"], sheets.__getitem__).open()
    dialog = dialog_of(window, qtbot)
    assert dialog.sheets.currentText() == "Notes" and dialog.summary.text() == "1 new."
    dialog.sheets.setFocus()
    QTest.keyClick(dialog.sheets, Key.Key_Down)
    assert not dialog.take.isEnabled()  # until the other has been looked through
    qtbot.waitUntil(lambda: dialog.summary.text() == "2 new.")  # type: ignore[attr-defined]
    take(window, dialog, qtbot)
    assert names(window.view.model) == {"Ben", "Kim"}


def test_a_problem_leads_to_its_row(window: MainWindow, table: Path, qtbot: object) -> None:
    dialog = opened_on(window, table, qtbot)
    dialog.tabs.setCurrentIndex(PROBLEMS)
    place = dialog.list.visualRect(dialog.lines.index(0, 0)).center()
    QTest.mouseClick(dialog.list.viewport(), LEFT, pos=place)
    (row,) = dialog.table.selectionModel().selectedRows()
    assert dialog.rows.headerData(row.row(), Qt.Orientation.Vertical) == "6"


def test_a_file_dropped_on_the_window(window: MainWindow, table: Path, qtbot: object) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    drop(window, data, QPointF(300, 300))
    assert dialog_of(window, qtbot).summary.text() == "5 new."


def test_a_file_dropped_on_the_org_chart(window: MainWindow, table: Path, qtbot: object) -> None:
    take(window, opened_on(window, table, qtbot), qtbot)
    table.write_text(PEOPLE + "7;1;New One;Driver;Stores\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    drop(window.twin.org.view.viewport(), data, QPointF(50, 50))
    dialog = dialog_of(window, qtbot)
    assert dialog.summary.text() == "1 new, 5 as before."
    take(window, dialog, qtbot)
    assert "New One" in names(window.view.model)


def test_on_the_start_page_it_begins_a_document(opened: Open, table: Path, qtbot: object) -> None:
    window = opened()
    import_file(window, table)
    take(window, dialog_of(window, qtbot), qtbot)
    assert window.document is not None and "Ida Berg" in names(window.document.model)


def test_rows_of_a_spreadsheet_are_pasted(window: MainWindow, qtbot: object) -> None:
    QGuiApplication.clipboard().setText(PEOPLE.replace(";", "\t"))
    assert holds_table()
    window.refresh()
    window.actions_by_id["pastePeople"].trigger()
    take(window, dialog_of(window, qtbot), qtbot)
    assert "Ida Berg" in names(window.view.model)
    QGuiApplication.clipboard().setText("Check order\nPick goods")
    assert not holds_table()


def test_pasted_on_an_org_chart_rows_are_people(window: MainWindow, table: Path, qtbot: object) -> None:
    take(window, opened_on(window, table, qtbot), qtbot)
    window.twin.go_to(charts(window.view.model)[0].id)
    QGuiApplication.clipboard().setText(PEOPLE.replace(";", "\t") + "7\t1\tNew One\tDriver\tStores\n")
    window.activateWindow()
    window.twin.org.view.setFocus()
    QApplication.processEvents()
    window.refresh()
    QTest.keyClick(window.twin.org.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    take(window, dialog_of(window, qtbot), qtbot)
    driver = next(node for node in window.view.model.all(Node) if node.name == "Driver")
    assert boss_of(window.view.model, driver.id)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.csv", b"", "empty.csv is empty"),
        ("old.xls.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, ""),
        ("not.xlsx", b"PK\x03\x04 nonsense", ""),
        ("gone.csv", None, "is not there any more"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    window: MainWindow, tmp_path: Path, qtbot: object, name: str, data: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    before = dict(window.view.model.records)
    import_file(window, path)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)  # type: ignore[attr-defined]
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox) and said in box.text() and box.text().count("\n") == 0
    box.reject()
    assert window.findChild(ImportDialog) is None and dict(window.view.model.records) == before


def test_people_are_exported(window: MainWindow, table: Path, tmp_path: Path, qtbot: object) -> None:
    ask_export(window, ".csv")
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox) and "no people" in box.text()
    box.reject()
    take(window, opened_on(window, table, qtbot), qtbot)
    out = tmp_path / "out.csv"
    ask_export(window, ".csv")
    dialog = window.findChild(QFileDialog, "saveDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(out))
    dialog.reject()
    qtbot.waitUntil(out.exists)  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert "Ida Berg" in out.read_text("utf-8-sig")
    again = opened_on(window, out, qtbot)
    assert "Nothing changes" in again.summary.text()
    again.reject()


def test_ten_thousand_rows_are_listed_as_they_come_into_view(window: MainWindow, tmp_path: Path, qtbot: object) -> None:
    path = tmp_path / "many.csv"
    rows = [
        f"{n};{(n - 2) // 8 + 1 if n > 1 else ''};Person {n};Title {n // 50};Unit {n // 500}" for n in range(1, 10_001)
    ]
    path.write_text("Id;Manager;Name;Title;Unit\n" + "\n".join(rows), "utf-8")
    import_file(window, path)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=30_000)  # type: ignore[attr-defined]
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: dialog.draft is not None, timeout=30_000)  # type: ignore[attr-defined]
    assert dialog.summary.text() == "10,000 new." and dialog.lines.rowCount() == 10_000
    QTest.keyClick(dialog.table, Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None, timeout=60_000)  # type: ignore[attr-defined]
    assert len(names(window.view.model)) == 10_000
    window.view.model.undo()
    assert names(window.view.model) == set()
