"""Outline, notes, find and replace, command palette, help: the panels beside the drawing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from opsdesigner.app.help.pages import Help, Pages, show_help
from opsdesigner.app.outline.panel import TREE
from opsdesigner.app.outline.tree import Item, tree
from opsdesigner.app.side import INSPECTOR, NOTES, OUTLINE
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.draw import append, place
from opsdesigner.edit.pages import add_page
from opsdesigner.model import Model, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.variants import VARIANTS

from .conftest import Open, node_of, shape_named


@pytest.fixture
def window(opened: Open, sample: Path) -> MainWindow:
    return opened(sample)


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def show_tree(window: MainWindow) -> None:
    window.side.show_page(OUTLINE, stay=True)
    window.side.outline.choose(TREE)
    settle()


def names(model: Model, item: Item, depth: int = 0) -> list[str]:
    found = []
    for child in item.children:
        found.append("  " * depth + " ".join(title(model, child.id).split()))
        found += names(model, child, depth + 1)
    return found


# outline


def test_the_outline_lists_pools_lanes_and_steps_in_flow_order(window: MainWindow) -> None:
    model = window.view.model
    lines = names(model, tree(model))
    assert "Bright Bikes" in lines
    assert "  Sales" in lines
    sales = lines.index("  Sales")
    assert lines.index("    Order arrives") == sales + 1
    assert lines.index("    Check order") < lines.index("    Offer partial order")


def test_a_loop_does_not_stop_the_outline(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    model, diagram = window.view.model, window.view.diagram
    from opsdesigner.edit.draw import connect

    one = place(model, diagram, VARIANTS["task"], 200, 200, name="A")
    two = append(model, one, VARIANTS["task"], name="B")
    connect(model, diagram, two, one)
    assert names(model, tree(model))[1:] == ["  A", "  B"]


def test_selecting_goes_both_ways(window: MainWindow) -> None:
    show_tree(window)
    outline = window.side.outline.list
    shape = shape_named(window, "Pick goods")
    window.view.select({shape})
    settle()
    picked = outline.tree.selectionModel().selectedIndexes()
    assert [index.data() for index in picked] == ["Pick goods"]
    other = node_of(window, shape_named(window, "Send invoice"))
    index = outline.sieve.mapFromSource(outline.rows.index_of(other.id))
    outline.tree.scrollTo(index)
    QTest.mouseClick(outline.tree.viewport(), Qt.MouseButton.LeftButton, pos=outline.tree.visualRect(index).center())
    assert window.view.selection() == {shape_named(window, "Send invoice")}


def test_renaming_in_the_outline_renames_the_step(window: MainWindow) -> None:
    show_tree(window)
    outline = window.side.outline.list
    shape = shape_named(window, "Pick goods")
    index = outline.sieve.mapFromSource(outline.rows.index_of(node_of(window, shape).id))
    assert outline.sieve.setData(index, "Take goods")
    assert node_of(window, shape).name == "Take goods"
    assert index.data() == "Take goods"


def test_the_filter_keeps_what_fits_and_what_it_lies_in(window: MainWindow) -> None:
    show_tree(window)
    outline = window.side.outline.list
    QTest.keyClicks(outline.filter, "invoice")
    shown = []
    pending = [QModelIndex()]
    while pending:
        at = pending.pop()
        for row in range(outline.sieve.rowCount(at)):
            index = outline.sieve.index(row, 0, at)
            shown.append(index.data())
            pending.append(index)
    assert "Send invoice" in shown
    assert "Bright Bikes" in shown
    assert "Pick goods" not in shown


def test_the_outline_follows_what_is_drawn(window: MainWindow) -> None:
    show_tree(window)
    made = append(window.view.model, shape_named(window, "Check order"), VARIANTS["task"], name="Look again")
    QTest.qWait(250)
    assert window.side.outline.list.rows.index_of(node_of(window, made).id).isValid()
    window.view.model.undo()
    QTest.qWait(250)
    assert not window.side.outline.list.rows.index_of("Look again").isValid()


def test_qt_finds_nothing_wrong_with_the_outline_model(window: MainWindow, qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    show_tree(window)
    qtmodeltester.check(window.side.outline.list.rows, force_py=True)


# notes


def test_without_notes_the_panel_says_so(window: MainWindow) -> None:
    window.side.show_page(NOTES, stay=True)
    window.watch.finish()
    assert window.side.notes.good.isVisible()
    assert not window.side.notes.list.isVisible()
    assert window.status.notes.text() == "No findings"


def test_a_note_leads_to_its_place(opened: Open, sample: Path, tmp_path: Path) -> None:
    text = sample.read_text("utf-8")
    at = text.index("<bpmn:sequenceFlow") if "<bpmn:sequenceFlow" in text else text.index("<sequenceFlow")
    start = text.index('targetRef="', at) + len('targetRef="')
    path = tmp_path / "odd.bpmn"
    path.write_text(text[:start] + "nowhere" + text[text.index('"', start) :], "utf-8")
    window = opened(path)
    assert window.document is not None
    assert window.document.notes
    window.side.show_page(NOTES, stay=True)
    window.watch.finish()
    texts = [finding.text for finding in window.side.notes.found.findings]
    assert {note.text for note in window.document.notes} <= set(texts)
    window.actions_by_id["nextNote"].trigger()
    assert window.side.notes.list.currentIndex().row() == 0


# find and replace


def test_find_goes_round_and_counts(window: MainWindow) -> None:
    QTest.keyClick(window.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.finder.isVisible()
    QTest.keyClicks(window.finder.text, "order")
    total = len(window.finder.found)
    assert total > 1
    QTest.keyClick(window.finder.text, Qt.Key.Key_Return)
    assert window.view.selection() == {window.finder.found[0]}
    assert window.finder.count.text() == f"1 of {total}"
    QTest.keyClick(window.finder.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.view.selection() == {window.finder.found[-1]}
    QTest.keyClick(window.finder.text, Qt.Key.Key_Escape)
    assert not window.finder.isVisible()
    assert window.focusWidget() is window.view


def test_replace_all_is_one_step(window: MainWindow) -> None:
    window.actions_by_id["replace"].trigger()
    QTest.keyClicks(window.finder.text, "goods")
    QTest.keyClicks(window.finder.by, "bikes")
    window.finder.all.click()
    assert shape_named(window, "Pick bikes")
    assert window.finder.found == []
    window.view.model.undo()
    assert shape_named(window, "Pick goods")
    assert not window.isWindowModified()


def test_replace_one_by_one(window: MainWindow) -> None:
    window.actions_by_id["replace"].trigger()
    QTest.keyClicks(window.finder.text, "parts")
    QTest.keyClicks(window.finder.by, "wheels")
    before = len(window.finder.found)
    window.finder.one.click()
    window.finder.one.click()
    assert len(window.finder.found) == before - 1


# command palette


def test_a_few_letters_find_a_step_and_a_command(window: MainWindow) -> None:
    QTest.keyClick(window.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.commands
    assert palette is not None
    assert palette.isVisible()
    QTest.keyClicks(palette.field, "snd invoce")
    assert palette.rows.hits[0].entry.text == "Send invoice"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.view.selection() == {shape_named(window, "Send invoice")}
    assert not palette.isVisible()
    QTest.keyClick(window.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(palette.field, "inspector")
    row = next(i for i, hit in enumerate(palette.rows.hits) if hit.entry.text == "Inspector")
    for _ in range(row):
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    shown = window.side.showing(INSPECTOR)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.side.showing(INSPECTOR) != shown


def test_nothing_found_is_said(window: MainWindow) -> None:
    window.actions_by_id["commands"].trigger()
    assert window.commands is not None
    QTest.keyClicks(window.commands.field, "frobtqqq")
    assert window.commands.none.isVisible()
    assert "frobtqqq" in window.commands.none.text()
    QTest.keyClick(window.commands.field, Qt.Key.Key_Escape)
    assert not window.commands.isVisible()
    assert window.focusWidget() is window.view


def test_markup_in_a_name_stays_text(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    nasty = "<b>bold</b> & <img src='file:///etc/passwd'>"
    shape = place(window.view.model, window.view.diagram, VARIANTS["task"], 300, 300, name=nasty)
    for page in (INSPECTOR, OUTLINE):
        window.side.show_page(page, stay=True)
        window.view.select({shape})
        settle()
    assert window.status.selection.textFormat() == Qt.TextFormat.PlainText
    rich = [
        label
        for label in window.findChildren(QLabel)
        if "bold" in label.text() and label.textFormat() != Qt.TextFormat.PlainText
    ]
    assert rich == []
    window.actions_by_id["commands"].trigger()
    settle()
    assert not window.grab().isNull()


# help


def test_help_shows_its_pages_and_loads_nothing(window: MainWindow) -> None:
    dialog = show_help(window, "guide")
    assert isinstance(dialog, Help)
    assert "OpsDesigner draws how work flows" in dialog.pages.toPlainText()
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        assert dialog.pages.toPlainText().strip()
    assert isinstance(dialog.pages, Pages)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert dialog.pages.loadResource(kind, QUrl("file:///etc/hostname")) is None
    dialog.close()


def test_every_key_the_guide_names_is_in_the_table(window: MainWindow) -> None:
    import re

    from PySide6.QtGui import QKeySequence

    from opsdesigner.app.outline.parking_list import ParkingList
    from opsdesigner.places import resources

    known = {key.toString() for action in window.actions_by_id.values() for key in action.shortcuts()}
    known |= {"I", "B", "Shift+Return", "Esc", "Space", "Ctrl", "Shift", "Alt", "Return"}
    known |= {key for _, _, key, _ in ParkingList.ACTS}
    text = (resources() / "help" / "guide.md").read_text("utf-8")
    for key in re.findall(r"`([^`]+)`", text):
        if key.startswith(("opsdesigner ", "git ", "{", "ack ", "*.")):  # command lines and lines of files
            continue
        plain = QKeySequence(key.replace("Enter", "Return")).toString() or key
        assert plain in known or key in known, key


def test_esc_in_a_side_panel_returns_to_the_canvas(window: MainWindow) -> None:
    show_tree(window)
    tree_view = window.side.outline.list.tree
    tree_view.setFocus()
    QApplication.sendEvent(
        tree_view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    )
    assert window.focusWidget() is window.view
    assert next(window.view.model.all(Node))


def test_the_command_palette_is_as_high_as_what_it_found(window: MainWindow) -> None:
    window.actions_by_id["commands"].trigger()
    palette = window.commands
    assert palette is not None
    full = palette.height()
    QTest.keyClicks(palette.field, "pick goods")
    assert palette.height() < full / 2
    assert palette.list.viewport().height() >= palette.rows.rowCount() * palette.list.sizeHintForRow(0)


def test_the_command_palette_finds_diagrams(window: MainWindow) -> None:
    add_page(window.view.model, "Complaints")
    window.actions_by_id["commands"].trigger()
    palette = window.commands
    assert palette is not None
    QTest.keyClicks(palette.field, "compl")
    assert palette.rows.hits[0].entry[:2] == ("Complaints", "Diagram")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.pane.tabs.tabText(window.pane.tabs.currentIndex()) == "Complaints"


def test_the_command_palette_goes_when_the_page_beside_it_is_clicked(opened: Open) -> None:
    window = opened()
    window.actions_by_id["commands"].trigger()
    assert window.commands is not None and window.start is not None
    QTest.mouseClick(window.start, Qt.MouseButton.LeftButton, pos=QPoint(100, window.start.height() - 120))
    assert not window.commands.isVisible()


def test_a_hint_goes_with_time(window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("opsdesigner.app.statusbar.HINT", 20)
    window.status.show_hint("A copy is in copy.bpmn")
    assert window.status.hint.text() == "A copy is in copy.bpmn"
    qtbot.waitUntil(lambda: window.status.hint.text() == "")


def test_a_note_with_a_place_takes_back_that_another_had_none(opened: Open, sample: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.bpmn"
    text = sample.read_text("utf-8")
    flow = text.index("<bpmn:sequenceFlow")
    end = text.index('"', text.index('targetRef="', flow) + 11)
    broken.write_text(text[: text.index('targetRef="', flow) + 11] + "nowhere" + text[end:], "utf-8")
    window = opened(broken)
    window.watch.finish()
    window.status.show_hint("This has no place on a diagram.")
    window.side.notes.step(1)
    assert window.view.selection()
    assert window.status.hint.text() == ""
