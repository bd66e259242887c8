"""Two versions compared on the canvas: marked, listed, gone through by keys; nothing can be changed meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPlainTextEdit, QPushButton

from opsdesigner.app.keeping.comparison_panel import ComparisonPanel
from opsdesigner.app.keeping.recovering import open_left
from opsdesigner.app.side import INSPECTOR
from opsdesigner.app.window import MainWindow
from opsdesigner.canvas.marks.differing import Differing
from opsdesigner.canvas.view import CanvasView
from opsdesigner.edit import arrange, draw
from opsdesigner.edit.remove import remove
from opsdesigner.model import Shape
from opsdesigner.notation.variants import VARIANTS

from .conftest import Open, shape_named
from .hands import Hands
from .test_filing import box, change, press
from .test_keeping import crashed, is_safe, notice


def edit(window: MainWindow) -> str:
    """One step more, one less, one of another name; the shape of the new one."""
    model = window.view.model
    made = draw.append(model, shape_named(window, "Check stock"), VARIANTS["task"], name="Count twice")
    remove(model, {shape_named(window, "Pick goods")})
    draw.rename(model, shape_named(window, "Order parts"), "Buy parts")
    return made


def compare(window: MainWindow, path: Path, qtbot) -> ComparisonPanel:  # type: ignore[no-untyped-def]
    window.comparison.with_file(path)
    qtbot.waitUntil(lambda: window.comparing)
    QApplication.processEvents()
    return window.side.past.comparison


def painter(window: MainWindow) -> Differing:
    return window.comparison._painters[window.pane]


def sentences(window: MainWindow) -> list[str]:
    return [each.sentence for each in window.comparison.rows()]


@pytest.fixture
def window(opened: Open, sample: Path) -> MainWindow:
    return opened(sample)


def test_what_was_added_removed_and_renamed_is_marked_and_listed(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    gone, renamed = shape_named(window, "Pick goods"), shape_named(window, "Order parts")
    made = edit(window)
    panel = compare(window, sample, qtbot)
    marks = painter(window).pages[window.view.diagram]
    assert made in marks.new and gone in marks.gone and marks.said[renamed] == "was “Order parts”"
    said = sentences(window)
    assert "Manual step “Pick goods” was removed from lane “Stores”." in said
    assert any("Buy parts" in text for text in said) and any("“Count twice” was added" in text for text in said)
    assert panel.list.isVisible() and panel.count.text() == f"{len(said)} differences"


def test_marks_are_painted_in_their_colours_and_go_when_it_ends(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    edit(window)
    view, theme = window.view, window.view.theme
    view.select(())
    compare(window, sample, qtbot)
    window.actions_by_id["fit"].trigger()
    during = [pixels(view, colour) for colour in (theme.green, theme.red, theme.amber)]
    window.comparison.leave()
    after = [pixels(view, colour) for colour in (theme.green, theme.red, theme.amber)]
    assert all(one > other + 80 for one, other in zip(during, after, strict=True)), (during, after)


def pixels(view: CanvasView, colour: str) -> int:
    """How many pixels of a canvas have this colour."""
    picture = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(colour)
    return bytes(picture.constBits()).count(bytes((wanted.blue(), wanted.green(), wanted.red(), 255)))


def test_f8_goes_from_one_to_the_next_and_round(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    edit(window)
    panel = compare(window, sample, qtbot)
    count = len(sentences(window))
    for turn in range(count + 1):
        QTest.keyClick(window.view, Qt.Key.Key_F8)
        assert window.comparison.at == turn % count == panel.list.currentIndex().row()
    QTest.keyClick(window.view, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert window.comparison.at == count - 1


def test_a_row_leads_to_its_place_also_to_what_is_gone(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    shape = window.view.model[shape_named(window, "Pick goods")]
    assert isinstance(shape, Shape)
    made = edit(window)
    panel = compare(window, sample, qtbot)
    window.view.show_box((-4000, -4000, -4000, -4000), 1.0)
    panel.list.setFocus()
    at = next(at for at, text in enumerate(sentences(window)) if "“Pick goods” was removed" in text)
    panel.list.setCurrentIndex(panel.found.index(at, 0))
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert window.view.rect().contains(window.view.to_view(shape.x + 50, shape.y + 40).toPoint())
    assert painter(window).near == {shape.id} and not window.view.selection()
    at = next(at for at, text in enumerate(sentences(window)) if "“Count twice” was added" in text)
    panel.list.clicked.emit(panel.found.index(at, 0))
    assert window.view.selection() == {made}


def test_drawing_counts_only_where_it_is_asked_for(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    arrange.move(window.view.model, [shape_named(window, "Stock list")], 0, 16)
    panel = compare(window, sample, qtbot)
    assert panel.empty.text() == "Only the drawing differs." and not panel.list.isVisible()
    panel.layout_too.click()
    (said,) = sentences(window)
    assert said.startswith("On page Order fulfilment, ") and said.endswith("drawn elsewhere.")
    assert (
        panel.list.isVisible() and shape_named(window, "Stock list") in painter(window).pages[window.view.diagram].moved
    )


def test_versions_that_say_the_same_say_so(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    panel = compare(window, sample, qtbot)
    assert panel.empty.text() == "Both versions say the same." and panel.empty.isVisible()
    assert not panel.layout_too.isVisible()


def test_nothing_can_be_changed_meanwhile_and_all_can_afterwards(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    edit(window)
    compare(window, sample, qtbot)
    model = window.view.model
    before, hands = dict(model.records), Hands(window)
    window.view.setFocus()
    hands.click(*hands.middle("Check stock"))
    assert hands.selected() == "Check stock"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_R, Qt.Key.Key_C, Qt.Key.Key_O):
        hands.key(key)
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hands.drag(hands.middle("Check stock"), (hands.middle("Check stock")[0] + 120, hands.middle("Check stock")[1] + 80))
    hands.double_click(*hands.middle("Check stock"))
    assert dict(model.records) == before and not window.view.editing()
    assert "Close the comparison" in window.view._said
    assert not window.actions_by_id["undo"].isEnabled() and window.actions_by_id["zoomIn"].isEnabled()
    window.comparison.leave()
    QApplication.processEvents()
    assert window.actions_by_id["undo"].isEnabled()
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dict(model.records) != before


def test_esc_in_the_list_ends_it_and_the_versions_are_back(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    panel = compare(window, sample, qtbot)
    edit_at = window.side.past
    assert edit_at.currentWidget() is panel
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not window.comparing and edit_at.currentWidget() is edit_at.versions


def test_closing_the_side_ends_it(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    compare(window, sample, qtbot)
    window.side.close_button.click()
    assert not window.side.isVisible() and not window.comparing
    compare(window, sample, qtbot)
    window.side.show_page(INSPECTOR)
    assert window.comparing
    window.actions_by_id["leaveComparison"].trigger()
    assert not window.comparing


def test_another_file_is_chosen_in_a_dialog(window: MainWindow, sample: Path, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    other = tmp_path / "other.bpmn"
    other.write_bytes(sample.read_bytes().replace(b"Pick goods", b"Take goods"))
    window.actions_by_id["compareWith"].trigger()
    dialog = window.findChild(QFileDialog, "openDialog")
    assert dialog is not None
    dialog.filesSelected.emit([str(other)])
    dialog.close()
    qtbot.waitUntil(lambda: window.comparing)
    assert sentences(window) == ["Manual step “Take goods” is now called “Pick goods”."]


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_locked(window: MainWindow, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<no")
    window.comparison.with_file(broken)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "sentence") is not None)
    assert "broken.bpmn" in box(window, "sentence").text() and not window.comparing and not window.read_only.why
    box(window, "sentence").close()


def test_an_edit_while_it_is_worked_out_is_in_it(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window.comparison.with_file(sample)
    change(window)
    qtbot.waitUntil(lambda: window.comparing)
    assert sentences(window) == ["User step “Check order” is now called “Look at the order”."]


def test_a_name_being_typed_is_taken_over_and_compared(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    view = window.view
    view.edit_label(shape_named(window, "Check order"))
    assert view.editor is not None
    QTest.keyClicks(view.editor, "Look at the order")
    compare(window, sample, qtbot)
    assert sentences(window) == ["User step “Check order” is now called “Look at the order”."]


def test_a_field_being_filled_in_is_taken_over_and_compared(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window.side.show_page(INSPECTOR)
    window.view.select({shape_named(window, "Check order")})
    window.side.inspector.update_now()
    field = window.side.inspector.findChild(QPlainTextEdit, "titleEdit")
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Look at the order")
    compare(window, sample, qtbot)
    assert sentences(window) == ["User step “Check order” is now called “Look at the order”."]


def test_closing_the_document_ends_it(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    compare(window, sample, qtbot)
    window.close_document()
    assert not window.comparing and not window.read_only.why
    window.actions_by_id["new"].trigger()
    assert window.actions_by_id["create"].isEnabled()


def test_the_recovery_bar_leads_to_it(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    change(window)
    qtbot.waitUntil(lambda: is_safe(window))
    crashed(window)
    open_left(window)
    assert "Recovered" in notice(window)
    button = window.notice.findChild(QPushButton, "compareSaved")
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: window.comparing)
    assert sentences(window) == ["User step “Check order” is now called “Look at the order”."]


def test_a_file_changed_by_others_is_compared_before_it_is_decided(window: MainWindow, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    change(window)
    theirs = sample.read_bytes().replace(b"Pick goods", b"Take goods")
    sample.write_bytes(theirs)
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "changedOutside") is not None)
    press(box(window, "changedOutside"), "compare")
    qtbot.waitUntil(lambda: window.comparing)
    assert len(sentences(window)) == 2 and sample.read_bytes() == theirs and window.isWindowModified()
