"""The window: it builds, opens, follows, remembers, and says what is there."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from opsdesigner.app.style import Style
from opsdesigner.app.window import MainWindow
from opsdesigner.canvas.gestures.receiving import VARIANT_MIME
from opsdesigner.canvas.gestures.tying import PARKED_MIME
from opsdesigner.canvas.output.clip import MIME
from opsdesigner.edit import convert, draw
from opsdesigner.edit.draw import rename
from opsdesigner.notation.variants import VARIANTS
from tests.drops import drag_over, drop

from .conftest import Open, node_of, shape_named


def test_builds_without_showing(qapp: QApplication) -> None:
    window = MainWindow([])
    assert not window.isVisible()
    assert window.objectName() == "mainWindow"
    window.close()


def test_object_names_of_the_window_door(opened: Open, sample: Path) -> None:
    window = opened(sample)
    for name in ("processCanvas", "orgCanvas", "captureBar", "outline", "inspector", "findings", "palette"):
        assert window.findChild(QWidget, name) is not None, name
    window.actions_by_id["outline"].trigger()
    QApplication.processEvents()
    (outline,) = window.findChildren(QWidget, "outline")
    assert isinstance(outline, QPlainTextEdit) and "Check order" in outline.toPlainText()


def test_start_page_without_a_file(opened: Open) -> None:
    window = opened()
    assert window.pages.currentWidget() is window.start
    assert window.document is None
    assert window.windowTitle() == "OpsDesigner"
    assert not window.actions_by_id["save"].isEnabled()


def test_start_page_shows_templates_and_their_pictures(opened: Open, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened()
    assert window.start is not None
    cards = window.start.cards
    assert len(cards) >= 4
    qtbot.waitUntil(lambda: all(not card.picture.isNull() for card in cards), timeout=10000)


def test_a_template_opens_as_a_new_document(opened: Open, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened()
    assert window.start is not None
    qtbot.mouseClick(window.start.cards[-1], Qt.MouseButton.LeftButton)
    assert window.document is not None
    assert window.document.path is None
    assert window.view.display.shapes


def test_opens_a_file_and_names_the_window_after_it(opened: Open, sample: Path) -> None:
    window = opened(sample)
    assert window.windowTitle() == "order-fulfilment.bpmn[*] — OpsDesigner"
    assert not window.isWindowModified()
    assert window.view.display.shapes
    assert window.settings.recent() == [sample]


def test_a_change_marks_the_window_and_undo_unmarks_it(opened: Open, sample: Path) -> None:
    window = opened(sample)
    rename(window.view.model, shape_named(window, "Check order"), "Look at the order")
    assert window.isWindowModified()
    QApplication.processEvents()
    assert window.actions_by_id["undo"].isEnabled()
    assert window.actions_by_id["undo"].text() == "Undo: Rename"
    window.actions_by_id["undo"].trigger()
    assert not window.isWindowModified()
    assert node_of(window, shape_named(window, "Check order"))


@pytest.mark.parametrize("what", ["missing.bpmn", "folder", "text.bpmn", "empty.bpmn", "old.vsdx", "doctype.bpmn"])
def test_what_cannot_be_opened_is_told_in_one_sentence(opened: Open, tmp_path: Path, what: str) -> None:
    path = tmp_path / what
    if what == "folder":
        path.mkdir()
    elif what != "missing.bpmn":
        texts = {"text.bpmn": "hello", "empty.bpmn": "", "old.vsdx": "PK", "doctype.bpmn": "<!DOCTYPE a><a/>"}
        path.write_text(texts[what])
    window = opened(path)
    box = window.findChild(QMessageBox, "sentence")
    assert box is not None
    assert what in box.text()
    assert window.pages.currentWidget() is window.start
    box.accept()


def test_a_dropped_file_opens(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sample))])
    assert drag_over(window, data, QPointF(400, 300))
    assert window.status.hint.text() == "Drop to open"
    drop(window, data, QPointF(400, 300))
    assert window.status.hint.text() == ""
    qtbot.waitUntil(lambda: window.document is not None)


def test_two_files_open_in_two_windows(opened: Open, sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.bpmn"
    other.write_bytes(sample.read_bytes())
    window = opened(sample, other)
    documents = {each.document.path for each in window.others() if each.document}
    assert documents == {sample, other}


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_same_file_is_not_opened_twice(opened: Open, sample: Path) -> None:
    from opsdesigner.app.keeping import filing

    window = opened(sample)
    assert filing.open_path(window, sample)
    assert len(window.others()) == 1


def test_a_closed_window_does_not_hold_its_file(opened: Open, sample: Path) -> None:
    first = opened(sample)
    first.close()
    second = opened(sample)
    assert second.document is not None


def test_every_theme_dresses_everything(opened: Open, sample: Path) -> None:
    window = opened(sample)
    for choice, canvas in (
        ("Dark", "#16181C"),
        ("ContrastDark", "#000000"),
        ("ContrastLight", "#FFFFFF"),
        ("Light", "#FFFFFF"),
    ):
        window.actions_by_id[f"theme{choice}"].trigger()
        assert window.view.theme.canvas == canvas
        assert not window.grab().isNull()
    window.actions_by_id["themeDark"].trigger()
    window.actions_by_id["whitePaper"].trigger()
    assert window.view.theme.canvas == "#FFFFFF"
    assert window.view.theme.chrome == "#1D2025"
    assert Style.here().choice == "dark"


def test_what_was_chosen_is_remembered(opened: Open, sample: Path) -> None:
    window = opened(sample)
    window.actions_by_id["themeDark"].trigger()
    window.actions_by_id["outline"].trigger()
    window.actions_by_id["outline"].trigger()
    assert not window.side.isVisible()
    window.close()
    again = opened(sample)
    assert again.settings.text("view/theme") == "dark"
    assert not again.side.isVisible()


def test_closing_lets_go_of_the_model(opened: Open, sample: Path) -> None:
    window = opened(sample)
    assert window.document is not None
    model = window.document.model
    before = len(model._observers)
    window.close()
    assert before > len(model._observers) <= 1  # the document itself


def test_panes_go_round_with_f6_and_esc_comes_back(opened: Open, sample: Path) -> None:
    window = opened(sample)
    window.actions_by_id["inspector"].trigger()
    window.view.setFocus()
    seen = []
    for _ in range(7):  # side panel, capture bar, search, palette, the org chart, the process's tabs, the process
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    assert len(set(seen)) == 7
    assert seen[-1] is window.view
    window.side.tabs.setFocus()
    QTest.keyClick(window.side.tabs, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.view


def test_all_controls_have_a_name_for_screen_readers(opened: Open, sample: Path) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTabBar

    window = opened(sample)
    window.view.select({shape_named(window, "Check order")})
    QApplication.processEvents()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit | QTabBar)
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and type(widget.parent()).__name__ not in ("QTabBar", "QMenuBar", "NumberEditor", "LineEditor")
        and not window.view.isAncestorOf(widget)
    ]
    assert nameless == []


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (800, 500)])
def test_it_fits_small_screens(opened: Open, sample: Path, size: tuple[int, int]) -> None:
    window = opened(sample, size=size)
    assert (window.width(), window.height()) == size
    assert window.view.width() > 300


def test_diagrams_are_tabs_that_can_be_made_renamed_and_removed(opened: Open, sample: Path) -> None:
    from PySide6.QtWidgets import QInputDialog

    window = opened(sample)
    start = window.pane.tabs.count()
    window.actions_by_id["newDiagram"].trigger()
    dialog = window.findChild(QInputDialog, "textDialog")
    assert dialog is not None
    dialog.setTextValue("Returns")
    dialog.accept()
    assert window.pane.tabs.count() == start + 1
    assert window.pane.tabs.tabText(window.pane.tabs.currentIndex()) == "Returns"
    QApplication.processEvents()
    window.actions_by_id["renameDiagram"].trigger()
    dialog = window.findChildren(QInputDialog, "textDialog")[-1]
    dialog.setTextValue("Returns & repairs")
    dialog.accept()
    assert window.pane.tabs.tabText(window.pane.tabs.currentIndex()) == "Returns && repairs"
    window.actions_by_id["deleteDiagram"].trigger()
    assert window.pane.tabs.count() == start
    for _ in range(3):
        window.actions_by_id["undo"].trigger()
    assert window.pane.tabs.count() == start
    assert not window.isWindowModified()


def test_the_row_of_tabs_has_room_for_whichever_is_chosen(opened: Open, sample: Path) -> None:
    window = opened(sample)
    model, pane = window.view.model, window.pane
    sub = draw.place(model, window.view.diagram, VARIANTS["subProcess"], 2000, 400, name="W" * 24)
    page = convert.plane_of(model, sub)
    QApplication.processEvents()
    for diagram in (page, pane.tabs.tabData(0), page):
        pane.go_to(diagram)
        QApplication.processEvents()
        assert pane.tabs.width() >= pane.tabs.sizeHint().width()


def test_undo_goes_to_the_diagram_it_changes(opened: Open, sample: Path) -> None:
    window = opened(sample)
    first = window.view.diagram
    sub = draw.place(window.view.model, first, VARIANTS["subProcess"], 2000, 400)
    page = convert.plane_of(window.view.model, sub)
    inner = draw.place(window.view.model, page, VARIANTS["task"], 200, 200, name="Wrap")
    draw.rename(window.view.model, inner, "Wrap it")
    QApplication.processEvents()
    assert window.view.diagram == first
    window.actions_by_id["undo"].trigger()
    assert window.view.diagram == page and window.view.name_of(inner) == "Wrap"
    window.actions_by_id["undo"].trigger()
    assert window.view.diagram == page and inner not in window.view.display


def test_line_hops_and_minimap_are_remembered(opened: Open, sample: Path) -> None:
    window = opened(sample)
    window.actions_by_id["lineHops"].trigger()
    window.actions_by_id["minimap"].trigger()
    assert not window.view.display.hopping
    window.close()
    again = opened(sample)
    assert not again.view.display.hopping
    assert again.pane.minimap is not None
    assert again.pane.minimap.isVisible()
    again.actions_by_id["minimap"].trigger()
    assert not again.pane.minimap.isVisible()


def test_of_very_many_things_only_the_number_is_shown(opened: Open, tmp_path: Path) -> None:
    from tests.benchmarks.generate import data

    path = tmp_path / "large.bpmn"
    path.write_bytes(data(1500))
    window = opened(path)
    window.actions_by_id["selectAll"].trigger()
    QTest.qWait(150)
    assert window.side.inspector.fields == []
    assert window.status.selection.text() == f"{len(window.view.selection())} selected"


def test_a_picture_is_called_what_its_tab_is_called(opened: Open, sample: Path) -> None:
    from opsdesigner.canvas.drawing.extent import page_name

    window = opened(sample)
    assert window.pane.tabs.tabText(0) == page_name(window.view.model, window.view.diagram) == "Order fulfilment"


def test_what_is_described_to_screen_readers_is_no_markup(opened: Open, sample: Path) -> None:
    from PySide6.QtGui import QAccessible

    window = opened(sample)
    window.side.show_page(0, stay=True)
    window.view.select({shape_named(window, "Pick goods")})
    QApplication.processEvents()
    found = [QAccessible.queryAccessibleInterface(part) for part in window.findChildren(QWidget) if part.isVisible()]
    found += [each.child(at) for each in found if each is not None for at in range(min(each.childCount(), 40))]
    said = [each.text(QAccessible.Text.Description) for each in found if each is not None]
    assert [text for text in said if "<p" in text] == []
    assert "Undo (Ctrl+Z)" in said


def test_a_tooltip_never_becomes_markup() -> None:
    from PySide6.QtGui import QTextDocument

    from opsdesigner.app.words import tip

    for name in ("<b>bold</b>", "<img src='file:///x.png'>", "a & b", "x" * 300, "two\nlines", "1 < 2"):
        shown = tip(name, "F4")
        document = QTextDocument()
        document.setHtml(shown) if "<" in shown else document.setPlainText(shown)
        assert document.toPlainText() == f"{name} (F4)"


class Knot:
    """Two of them that hold each other are garbage only a search finds."""

    def __init__(self) -> None:
        self.other: Knot | None = None


def test_garbage_is_looked_for_when_nothing_has_changed_for_a_while(opened: Open, sample: Path, qtbot: QtBot) -> None:
    window = opened(sample)
    gc.collect()
    one, other = Knot(), Knot()
    one.other, other.other = other, one
    gone = weakref.ref(one)
    del one, other
    qtbot.wait(400)
    assert gone() is not None  # not while nothing was done: nothing is there to be found
    rename(window.view.model, shape_named(window, "Check order"), "Check the order")
    assert gone() is not None
    qtbot.waitUntil(lambda: gone() is None, timeout=3000)


def test_what_other_programs_say_is_ours_harms_nothing(opened: Open, sample: Path) -> None:
    """By drag and by clipboard, with bytes that are no text and text that is no drawing."""
    window = opened(sample)
    view, before = window.view, dict(window.view.model.records)
    deep = b'{"format": "opsdesigner/1", "records": ' + b"[" * 100_000
    for bytes_ in (
        b"\xff\xfe\x00",
        b"",
        deep,
        b'{"format": "opsdesigner/1", "records": {"a": {"type": "Node", "id": 5}}}',
    ):
        data = QMimeData()
        for mime in (VARIANT_MIME, PARKED_MIME, MIME):
            data.setData(mime, bytes_)
        drop(view.viewport(), data, QPointF(300, 300))
        QApplication.clipboard().setMimeData(data)
        window.actions_by_id["paste"].trigger()
    assert dict(view.model.records) == before
