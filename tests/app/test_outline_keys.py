"""Writing in the outline by real keys: indentation, names completed, lines that move, are cut and come back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from opsdesigner.app.outline.editor import OutlineEditor
from opsdesigner.app.outline.text import OutlineText
from opsdesigner.app.side import OUTLINE
from opsdesigner.app.style import Style
from opsdesigner.app.window import MainWindow
from opsdesigner.capture.drawn import who
from opsdesigner.capture.whole import capture
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import new_document

from .conftest import Open, node_of
from .test_outline_text import ALT, CTRL, Key, go, ids, key, settle

TEXT = """# Orders
when Order arrives
Sales: Check order
! late: Tell customer
// Twice a day
In stock?
  yes: @Stores: Pick goods
    Pack goods
  no: @Purchasing: Order goods
Sales: Send invoice
end: Served
"""
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(opened: Open) -> Iterator[MainWindow]:
    made = opened()
    document = new_document(blank()[0])
    capture(document.model, TEXT)
    made.show_document(document)
    made.side.show_page(OUTLINE, stay=True)
    made.activateWindow()
    settle()
    yield made


@pytest.fixture
def text(window: MainWindow) -> OutlineText:
    return window.side.outline.text


def line(editor: OutlineEditor) -> str:
    return editor.textCursor().block().text()


# Enter, Tab, Backspace


def test_the_next_step_comes_below_what_is_said_of_this_one(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Check order")
    key(text.editor, Key.Key_Return)
    QTest.keyClicks(text.editor, "Weigh")
    key(text.editor, Key.Key_Down)
    at = text.editor.texts().index("Weigh")
    assert text.editor.texts()[at - 1 : at + 2] == ["! late: Tell customer", "Weigh", "In stock?"]
    model, host = window.view.model, ids(window)["Check order"]
    assert [model[id].host for id in [ids(window)["late"]]] == [host]  # type: ignore[union-attr]


def test_enter_before_the_words_makes_room_above(text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    key(text.editor, Key.Key_Home, Key.Key_Home, Key.Key_Return)
    at = text.editor.here()
    assert text.editor.texts()[at - 1 : at + 1] == ["    ", "    Pack goods"]


def test_enter_within_the_words_divides_them_at_the_same_depth(text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    key(text.editor, *[Key.Key_Left] * 5, Key.Key_Return)
    at = text.editor.here()
    assert [each.rstrip() for each in text.editor.texts()[at - 1 : at + 1]] == ["    Pack", "    goods"]


def test_after_a_question_the_next_line_is_deeper_and_backspace_goes_back(text: OutlineText) -> None:
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Return)
    QTest.keyClicks(text.editor, "Paid? ~10m")
    key(text.editor, Key.Key_Return)
    assert line(text.editor) == "  "
    key(text.editor, Key.Key_Backspace)
    assert line(text.editor) == ""


def test_home_goes_to_the_words_then_to_the_start(text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    key(text.editor, Key.Key_Home)
    assert text.editor.textCursor().positionInBlock() == 4
    key(text.editor, Key.Key_Home)
    assert text.editor.textCursor().positionInBlock() == 0


def test_tab_indents_all_chosen_lines_and_shift_tab_takes_them_back(text: OutlineText) -> None:
    before = text.editor.texts()
    go(text.editor, "yes:")
    key(text.editor, Key.Key_Home, Key.Key_Home)
    key(text.editor, *[Key.Key_Down] * 2, held=SHIFT)
    key(text.editor, Key.Key_Tab)
    went = zip(before, text.editor.texts(), strict=True)
    assert [len(now) - len(old) for old, now in went] == [0] * 6 + [2, 2] + [0] * 3
    key(text.editor, Key.Key_Backtab, held=SHIFT)
    assert text.editor.texts() == before


def test_alt_up_moves_a_step_with_what_is_said_of_it_and_back(window: MainWindow, text: OutlineText) -> None:
    before, names = text.editor.texts(), ids(window)
    go(text.editor, "In stock?")
    key(text.editor, Key.Key_Up, held=ALT)
    order = [each.split(": ")[-1].strip() for each in text.editor.texts()]
    places = [order.index(name) for name in ("Order goods", "Check order", "// Twice a day", "Tell customer")]
    assert places == sorted(places)
    key(text.editor, Key.Key_Down, held=ALT)
    window.view.setFocus()
    assert ids(window) == names
    assert text.editor.texts() == before


def test_ctrl_slash_means_nothing(window: MainWindow, text: OutlineText) -> None:
    before = text.editor.texts()
    go(text.editor, "Pack goods")
    key(text.editor, Key.Key_Slash, held=CTRL)
    assert text.editor.texts() == before


# names


def test_a_role_is_completed_by_tab_which_else_indents(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Return)
    QTest.keyClicks(text.editor, "Pu")
    assert text.editor.names.tail == "rchasing: "
    key(text.editor, Key.Key_Tab)
    assert line(text.editor) == "Purchasing: "
    key(text.editor, Key.Key_Tab)
    assert line(text.editor) == "  Purchasing: "


def test_an_arrow_is_completed_from_the_list_and_esc_closes_it(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    QTest.keyClicks(text.editor, " -> go")
    assert text.editor.names.shown
    key(text.editor, Key.Key_Escape)
    assert not text.editor.names.open
    assert text.editor.hasFocus()
    key(text.editor, Key.Key_Backspace, Key.Key_Backspace)
    QTest.keyClicks(text.editor, "Ch")
    key(text.editor, Key.Key_Tab)
    assert line(text.editor) == "    Pack goods -> Check order"


def test_the_arrows_choose_among_several_names(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Return)
    QTest.keyClicks(text.editor, "-> goods")
    first = text.editor.names.shown
    assert len(first) > 1
    key(text.editor, Key.Key_Down, Key.Key_Tab)
    assert line(text.editor) == f"-> {first[1]}"


def test_the_own_name_of_a_step_is_not_offered(text: OutlineText) -> None:
    go(text.editor, "Check order")
    key(text.editor, Key.Key_Backspace)
    QTest.keyClicks(text.editor, "r")
    assert not text.editor.names.open


def test_two_letters_stand_for_the_one_role_that_begins_so(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Return)
    QTest.keyClicks(text.editor, "st: Load")
    key(text.editor, Key.Key_Down)
    assert who(window.view.model, ids(window)["Load"]) == "Stores"
    assert "Stores: Load" in [each.strip() for each in text.editor.texts()]


# cut, copy, paste


def test_lines_that_are_cut_and_pasted_stay_what_they_are(window: MainWindow, text: OutlineText) -> None:
    before, step = ids(window), ids(window)["Send invoice"]
    with window.view.model.change("Write"):
        window.view.model.set_props(step, documentation="With care")
    QTest.qWait(250)
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Home, Key.Key_Home)
    key(text.editor, Key.Key_Down, held=SHIFT)
    key(text.editor, Key.Key_X, held=CTRL)
    assert ids(window) == before
    go(text.editor, "In stock?")
    QTest.qWait(550)
    assert ids(window) == before  # they are on their way
    key(text.editor, Key.Key_Home)
    key(text.editor, Key.Key_V, held=CTRL)
    window.view.setFocus()
    assert ids(window) == before
    assert window.view.model[step].props.text("documentation") == "With care"
    order = [each.split(": ")[-1] for each in text.editor.texts()]
    assert order.index("Send invoice") < order.index("In stock?")


def test_cut_lines_that_are_not_pasted_are_gone_once_the_keyboard_leaves(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    key(text.editor, Key.Key_Home, Key.Key_Home)
    key(text.editor, Key.Key_Down, held=SHIFT)
    key(text.editor, Key.Key_X, held=CTRL)
    assert "Pack goods" in ids(window)
    window.view.setFocus()
    assert "Pack goods" not in ids(window)


def test_lines_of_others_are_pasted_at_the_depth_of_the_cursor(window: MainWindow, text: OutlineText) -> None:
    QGuiApplication.clipboard().setText("• Weigh\n• Label")
    go(text.editor, "Pack goods")
    key(text.editor, Key.Key_Return)
    key(text.editor, Key.Key_V, held=CTRL)
    at = text.editor.here()
    assert text.editor.texts()[at - 1 : at + 1] == ["    • Weigh", "    • Label"]
    window.view.setFocus()
    assert {"Weigh", "Label"} <= ids(window).keys()


def test_rows_of_a_table_are_role_and_step(window: MainWindow, text: OutlineText) -> None:
    QGuiApplication.clipboard().setText("Stores\tWeigh\nOffice\tLabel")
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Return)
    key(text.editor, Key.Key_V, held=CTRL)
    window.view.setFocus()
    assert who(window.view.model, ids(window)["Label"]) == "Office"


# for those who hear it


def test_each_line_is_told_with_what_comes_next(text: OutlineText) -> None:
    go(text.editor, "Check order")
    key(text.editor, Key.Key_Up, Key.Key_Down)
    assert (
        text.editor.accessibleDescription()
        == "Check order, step, owner Sales, 1 of 6 exceptions answered, next: In stock?"
    )
    go(text.editor, "yes:")
    key(text.editor, Key.Key_Up, Key.Key_Down)
    assert text.editor.accessibleDescription().startswith("branch yes, Pick goods, step, owner Stores, 0 of 6")
    go(text.editor, "Twice")
    key(text.editor, Key.Key_Up, Key.Key_Down)
    assert text.editor.accessibleDescription() == "note: Twice a day"
    go(text.editor, "# Orders")
    key(text.editor, Key.Key_Down, Key.Key_Up)
    assert text.editor.accessibleDescription() == "process Orders"


def test_the_menu_of_a_line_has_all_that_can_be_done_with_its_step(
    window: MainWindow, text: OutlineText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda self, at: None)  # a popup takes the keyboard, which no screen has here
    go(text.editor, "Pick goods")
    key(text.editor, Key.Key_Down)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), text.editor.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(text.editor, event)
    menu = next(each for each in text.editor.findChildren(QMenu) if each.objectName() == "outlineMenu")
    names = {each.text().partition("\t")[0]: each for each in menu.actions() if each.text()}
    assert {"Paste", "Line up", "Deeper"} <= names.keys()
    delete = next(each for name, each in names.items() if name in ("Delete", "Remove"))
    delete.trigger()
    QTest.qWait(250)
    assert "Pack goods" not in ids(window)
    assert "    Pack goods" not in text.editor.texts()


def test_a_key_of_the_window_acts_on_the_step_of_the_line(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Pick goods")
    key(text.editor, Key.Key_Down)
    QTest.keyClick(text.editor, Key.Key_K, CTRL)
    settle()
    assert QApplication.focusWidget() is not text.editor
    assert node_of(window, window.view.current()).name == "Pack goods"


# how it looks


def test_a_long_line_goes_on_below_the_start_of_its_words(text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    QTest.keyClicks(text.editor, " and write on every box what is in it and whose it is")
    block = text.editor.textCursor().block()
    text.editor.blockBoundingRect(block)
    rows = [block.layout().lineAt(at) for at in range(block.layout().lineCount())]
    assert len(rows) > 1
    start = rows[0].cursorToX(4)
    left = start[0] if isinstance(start, tuple) else start
    assert {round(row.x()) for row in rows[1:]} == {round(left)}
    heights = text.editor.blockBoundingRect(block).height()
    assert heights >= sum(row.height() for row in rows) + 2


def test_esc_without_names_leaves_what_is_typed(text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(text.editor, event)
    assert not event.isAccepted()


def test_a_name_that_is_not_typed_out_is_not_called_wrong_before_its_line_is_left(text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    QTest.keyClicks(text.editor, " -> Che")
    QTest.qWait(550)
    assert not text.refusal.isVisible()
    assert not text.editor.wrong
    key(text.editor, Key.Key_Escape, Key.Key_Up)
    assert text.refusal.isVisible()


def test_a_renamed_step_is_renamed_in_the_arrows_of_other_lines_at_once(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Order goods")
    QTest.keyClicks(text.editor, " -> Check order")
    key(text.editor, Key.Key_Down)
    go(text.editor, "Check order")
    at = next(at for at, each in enumerate(text.editor.texts()) if each.startswith("Sales: Check order"))
    text.editor.set_cursor(at, 99)
    key(text.editor, *[Key.Key_Backspace] * 5)
    QTest.keyClicks(text.editor, "bikes")
    key(text.editor, Key.Key_Down)
    assert any(each.endswith("-> Check bikes") for each in text.editor.texts())
    assert "Sales: Check bikes" in text.editor.texts()


def test_above_many_lines_what_is_typed_waits_until_its_line_is_left(
    window: MainWindow, text: OutlineText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opsdesigner.app.outline.text.LONG", 5)
    go(text.editor, "Pack goods")
    QTest.keyClicks(text.editor, " well")
    QTest.qWait(550)
    assert "Pack goods well" not in ids(window)
    key(text.editor, Key.Key_Down)
    assert "Pack goods well" in ids(window)


def test_no_tab_of_the_side_is_cut_off_however_large_words_are(window: MainWindow) -> None:
    tabs = window.side.tabs
    tabs.setTabVisible(tabs.count() - 1, True)
    Style.here().text_size = 200
    Style.here().choose("light", False)
    settle()
    assert all(tabs.tabRect(at).right() <= tabs.width() for at in range(tabs.count()))


def test_lines_of_a_branch_stand_below_it_once_they_are_left_and_move_with_it(
    window: MainWindow, text: OutlineText
) -> None:
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Return)
    for words in ("Paid?", "yes: Close", "File it", "no: Remind"):
        QTest.keyClicks(text.editor, words)
        key(text.editor, Key.Key_Return)
    assert "    File it" in text.editor.texts()
    go(text.editor, "yes: Close")
    key(text.editor, Key.Key_Down, held=ALT)
    window.view.setFocus()
    at = text.editor.texts().index("Paid?")
    assert text.editor.texts()[at : at + 4] == ["Paid?", "  no: Remind", "  yes: Close", "    File it"]
