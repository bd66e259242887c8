"""The outline as text: what is typed in it is drawn, and what is drawn is written in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.app.outline.editor import OutlineEditor
from opsdesigner.app.outline.text import OutlineText
from opsdesigner.app.side import OUTLINE
from opsdesigner.app.window import MainWindow
from opsdesigner.capture.drawn import processes
from opsdesigner.capture.whole import capture
from opsdesigner.edit.draw import rename
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import new_document
from opsdesigner.model import Id, Node, Shape

from .conftest import Open, node_of, shape_named

TEXT = """# Orders
when Order arrives
Sales: Check order
?? Prices are missing
In stock?
  yes: Stores: Pick goods
    Pack goods
  no: Purchasing: Order goods
Sales: Send invoice
end: Served
"""
ALT, PLAIN = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


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


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def go(editor: OutlineEditor, start: str) -> None:
    """The cursor goes to the end of the first line that holds these words, as by a click there."""
    editor.setFocus()
    at = next(at for at, line in enumerate(editor.texts()) if start in line)
    cursor = editor.textCursor()
    block = editor.document().findBlockByNumber(at)
    cursor.setPosition(block.position())
    editor.setTextCursor(cursor)
    QTest.keyClick(editor, Key.Key_End)


def key(editor: OutlineEditor, *keys: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    for each in keys:
        QTest.keyClick(editor, each, held)


def ids(window: MainWindow) -> dict[str, Id]:
    return {
        node.name: node.id for node in window.view.model.all(Node) if node.name and node.kind not in ("role", "lane")
    }


def steps_taken(window: MainWindow) -> int:
    """How many undo steps there are; all are taken back and done again."""
    model, count = window.view.model, 0
    while model.can_undo:
        model.undo()
        count += 1
    for _ in range(count):
        model.redo()
    return count


def test_the_text_is_that_of_the_process(text: OutlineText) -> None:
    assert "\n".join(text.editor.texts()) == TEXT.rstrip()


def test_a_step_renamed_in_its_line_is_the_same_step(window: MainWindow, text: OutlineText) -> None:
    before, count = ids(window), steps_taken(window)
    go(text.editor, "Pack goods")
    key(text.editor, *[Key.Key_Backspace] * 5)
    QTest.keyClicks(text.editor, "bikes")
    key(text.editor, Key.Key_Down)
    assert ids(window)["Pack bikes"] == before["Pack goods"]
    assert steps_taken(window) == count + 1


def test_enter_makes_the_line_a_step_and_goes_on_at_its_depth(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    key(text.editor, Key.Key_Return)
    QTest.keyClicks(text.editor, "Weigh")
    assert "Weigh" not in ids(window)
    key(text.editor, Key.Key_Return)
    assert "Weigh" in ids(window)
    assert text.editor.textCursor().block().text() == "    "
    assert window.view.name_of(window.view.current()) == "Weigh"


def test_a_pause_is_enough_and_the_cursor_stays_in_what_is_typed(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Check order")
    QTest.keyClicks(text.editor, " and ")
    QTest.qWait(550)
    assert "Check order and" in ids(window)
    QTest.keyClicks(text.editor, "stock")
    QTest.qWait(550)
    assert "Check order and stock" in ids(window)
    assert text.editor.textCursor().block().text() == "Sales: Check order and stock"


def test_a_line_emptied_for_another_name_stays_the_same_step(window: MainWindow, text: OutlineText) -> None:
    before = ids(window)["Check order"]
    go(text.editor, "Check order")
    key(text.editor, Key.Key_Home, held=Qt.KeyboardModifier.ShiftModifier)
    key(text.editor, Key.Key_Delete)
    QTest.qWait(550)
    assert ids(window)["Check order"] == before
    QTest.keyClicks(text.editor, "Look at it")
    key(text.editor, Key.Key_Up)
    assert ids(window)["Look at it"] == before


def test_a_line_that_cannot_be_read_changes_nothing_and_says_why(window: MainWindow, text: OutlineText) -> None:
    before = dict(window.view.model.records)
    go(text.editor, "Pack goods")
    QTest.keyClicks(text.editor, " -> Nowhere")
    key(text.editor, Key.Key_Up)
    assert dict(window.view.model.records) == before
    assert text.refusal.isVisible()
    assert text.editor.wrong.keys() == {6}
    assert text.editor.wrong[6] in text.refusal.text()
    go(text.editor, "Pack goods")
    key(text.editor, *[Key.Key_Backspace] * len(" -> Nowhere"))
    key(text.editor, Key.Key_Up)
    assert not text.refusal.isVisible()
    assert not text.editor.wrong


def test_undo_takes_back_what_is_typed_and_then_what_was_done(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Send invoice")
    QTest.keyClicks(text.editor, "s")
    key(text.editor, Key.Key_Down)
    assert "Send invoices" in ids(window)
    go(text.editor, "Check order")
    QTest.keyClicks(text.editor, "s")
    key(text.editor, Key.Key_Z, held=CTRL)
    assert "Sales: Send invoices" in text.editor.texts()
    assert "Sales: Check order" in text.editor.texts()
    key(text.editor, Key.Key_Z, held=CTRL)
    assert "Sales: Send invoice" in text.editor.texts()
    assert "Send invoice" in ids(window)
    key(text.editor, Key.Key_Y, held=CTRL)
    assert "Send invoices" in ids(window)


def test_another_role_before_the_colon_owns_the_step(window: MainWindow, text: OutlineText) -> None:
    from opsdesigner.capture.drawn import who

    before = ids(window)["Send invoice"]
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Home)
    key(text.editor, *[Key.Key_Delete] * 5)
    QTest.keyClicks(text.editor, "Stores")
    key(text.editor, Key.Key_Up)
    assert ids(window)["Send invoice"] == before
    assert who(window.view.model, before) == "Stores"


def test_alt_down_moves_a_step_with_its_block(window: MainWindow, text: OutlineText) -> None:
    before, shapes = ids(window), {shape.node: shape.id for shape in window.view.model.all(Shape)}
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Up, held=ALT)
    order = [line.split(": ")[-1].strip() for line in text.editor.texts()]
    assert order.index("Send invoice") < order.index("In stock?") < order.index("Pack goods") < order.index("Served")
    go(text.editor, "In stock?")
    key(text.editor, Key.Key_Up, held=ALT)
    order = [line.split(": ")[-1].strip() for line in text.editor.texts()]
    assert order.index("In stock?") < order.index("Pack goods") < order.index("Send invoice") < order.index("Served")
    assert ids(window) == before
    assert {shape.node: shape.id for shape in window.view.model.all(Shape)} == shapes


def test_tab_puts_a_step_into_the_branch_and_shift_tab_takes_it_out(window: MainWindow, text: OutlineText) -> None:
    before = ids(window)
    go(text.editor, "Pack goods")
    key(text.editor, Key.Key_Return, Key.Key_Backtab)
    QTest.keyClicks(text.editor, "maybe: Ask")
    key(text.editor, Key.Key_Return)
    assert "  maybe: Ask" in text.editor.texts()
    assert before.items() <= ids(window).items()
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Tab)
    assert text.editor.textCursor().block().text().startswith("  Sales")
    key(text.editor, Key.Key_Backtab)
    assert text.editor.textCursor().block().text() == "Sales: Send invoice"


def test_a_new_decision_is_typed_with_its_branches(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Send invoice")
    key(text.editor, Key.Key_Return)
    for line in ("Paid?", "yes: Close", "no: Remind"):
        QTest.keyClicks(text.editor, line)
        key(text.editor, Key.Key_Return)
    window.view.setFocus()
    at = text.editor.texts().index("Paid?")
    written = [line for line in text.editor.texts()[at:] if line.strip()]
    assert (written[0], sorted(written[1:3]), written[3:]) == (
        "Paid?",
        ["  no: Remind", "  yes: Close"],
        ["end: Served"],
    )


def test_what_is_drawn_is_written_and_the_cursor_stays(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Send invoice")
    place = text.editor.textCursor().positionInBlock()
    rename(window.view.model, ids(window)["Pack goods"], "Pack everything")
    QTest.qWait(250)
    assert "    Pack everything" in text.editor.texts()
    assert text.editor.textCursor().block().text() == "Sales: Send invoice"
    assert text.editor.textCursor().positionInBlock() == place


def test_what_is_drawn_meanwhile_is_not_lost_with_a_line_that_is_wrong(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Pack goods")
    QTest.keyClicks(text.editor, " -> Nowhere")
    key(text.editor, Key.Key_Up)
    rename(window.view.model, ids(window)["Send invoice"], "Send the bill")
    QTest.qWait(250)
    assert "    Pack goods -> Nowhere" in text.editor.texts()
    go(text.editor, "Pack goods")
    key(text.editor, *[Key.Key_Backspace] * len(" -> Nowhere"))
    key(text.editor, Key.Key_Up)
    assert "Send the bill" in ids(window)
    assert "Sales: Send the bill" in text.editor.texts()


def test_the_line_with_the_cursor_is_selected_and_the_other_way_round(window: MainWindow, text: OutlineText) -> None:
    go(text.editor, "Pick goods")
    key(text.editor, Key.Key_Down)
    assert node_of(window, window.view.current()).name == "Pack goods"
    assert "Pack goods" in text.editor.accessibleDescription()
    go(text.editor, "yes:")
    key(text.editor, Key.Key_Up, Key.Key_Up)
    assert node_of(window, window.view.current()).name == "Check order"  # the problem is one of this step
    window.view.setFocus()
    window.view.select({shape_named(window, "Send invoice")})
    settle()
    assert [text.lines[at].text for at in text.editor.marked] == ["Sales: Send invoice"]
    assert text.editor.textCursor().block().text() == "Sales: Send invoice"


def test_a_process_is_typed_into_an_empty_page(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    window.side.show_page(OUTLINE, stay=True)
    settle()
    editor = window.side.outline.text.editor
    assert editor.placeholderText()
    editor.setFocus()
    for line in ("Sales: Check order", "Stores: Pick goods", "end: Served"):
        QTest.keyClicks(editor, line)
        key(editor, Key.Key_Return)
    assert {"Check order", "Pick goods", "Served"} <= ids(window).keys()
    assert [line for line in editor.texts() if line][-3:] == ["Sales: Check order", "Stores: Pick goods", "end: Served"]


TYPED = ("Weigh", "Check order", "Sales: Ask", "Right?", "  yes: Go", "-> Pick goods", "end", "", "? :", "! late: Call")
WORDS = st.sampled_from(TYPED)
EDIT = st.tuples(st.sampled_from(["insert", "delete", "type"]), st.integers(0, 9), WORDS)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDIT, min_size=1, max_size=3))
def test_random_edits_leave_the_other_lines_what_they_are(
    window: MainWindow, edits: list[tuple[str, int, str]]
) -> None:
    document = new_document(blank()[0])
    capture(document.model, TEXT)
    window.show_document(document)
    settle()
    text, model = window.side.outline.text, document.model
    start = dict(model.records)
    for what, place, words in edits:
        editor = text.editor
        editor.setFocus()
        cursor = editor.textCursor()
        cursor.setPosition(editor.document().findBlockByNumber(min(place, editor.blockCount() - 1)).position())
        editor.setTextCursor(cursor)
        told = [editor.line_at(at) for at in range(editor.blockCount()) if at != editor.here()]
        others = {text.lines[line].id for line in told if line >= 0}
        key(editor, Key.Key_End)
        if what == "insert":
            key(editor, Key.Key_Return)
        elif what == "delete":
            key(editor, Key.Key_Home, held=Qt.KeyboardModifier.ShiftModifier)
            key(editor, Key.Key_Delete)
        QTest.keyClicks(editor, words)
        before = dict(model.records)
        text._left()
        if text.editor.wrong:
            assert dict(model.records) == before
            key(editor, Key.Key_Z, held=CTRL)
        steps = {id for id in others if isinstance(start.get(id), Node)}
        assert steps <= model.records.keys()
    while model.can_undo and dict(model.records) != start:
        model.undo()
    assert dict(model.records) == start
    assert processes(model)
