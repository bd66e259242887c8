"""Pasting by real keys: what was understood is seen and said before it is taken, put right, parked, or left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.app.capturing.paste_card import PasteCard
from opsdesigner.app.style import Style
from opsdesigner.app.window import MainWindow
from opsdesigner.capture.drawn import draft_of, processes
from opsdesigner.capture.whole import capture
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import new_document
from opsdesigner.model import Model, Node, Record
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import FLOW_NODES
from tests.properties.truths import lies

from .conftest import Open
from .hands import CTRL, PLAIN, Hands, Key

TEXT = """1. Sales: Check order
2. In stock?
  a) yes: Stores: Pick goods
  b) no: Bakery: Bake
3. Sales: Ship
end: Shipped
"""
TABLE = "Nr\tWho\tTask\tSystem\n1\tSales\tCheck order\tERP\n2\tStores\tPick goods\tScanner\n"


class Paster(Hands):
    """Hands with a clipboard."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.view = window.twin.process.view
        self.line = window.capture_bar.line

    def copy(self, text: str, html: str = "") -> QMimeData:
        mime = QMimeData()
        mime.setText(text)
        if html:
            mime.setHtml(html)
        QGuiApplication.clipboard().setMimeData(mime)
        return mime

    def paste(self, text: str, html: str = "") -> None:
        """Ctrl+V, and what it shows."""
        self.copy(text, html)
        self.key(Key.Key_V, CTRL)
        self.settle()

    def until(self, met: Callable[[], object]) -> None:
        for _ in range(2000):
            if met():
                return
            QTest.qWait(4)
        raise AssertionError("it did not come")

    def settle(self) -> None:
        """What is shown is what is meant."""
        pasting = self.window.pasting
        self.until(lambda: not pasting.open or (pasting.found is not None and not self.card.waiting))
        QApplication.processEvents()

    @property
    def card(self) -> PasteCard:
        card = self.window.pasting.card
        assert card is not None
        return card

    @property
    def shown(self) -> bool:
        return self.window.pasting.card is not None and self.card.isVisible()

    @property
    def steps(self) -> list[str]:
        return [node.name for node in self.model.all(Node) if node.kind in FLOW_NODES and node.name]

    @property
    def records(self) -> dict[str, Record]:
        return dict(self.model.records)

    @property
    def drawn(self) -> set[str]:
        """The names on the canvas as it is painted now."""
        return {shape.name for shape in self.view.display.shapes.values() if shape.name}

    def drop(self, mime: QMimeData) -> None:
        """Drags text over the canvas and lets it go there."""
        at, action, left = QPointF(200, 200), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        for event in (
            QDragEnterEvent(at.toPoint(), action, mime, left, PLAIN),
            QDragMoveEvent(at.toPoint(), action, mime, left, PLAIN),
            QDropEvent(at, action, mime, left, PLAIN),
        ):
            QApplication.sendEvent(self.view, event)
        self.settle()


def said(model: Model) -> tuple[list[object], ...]:
    draft = draft_of(model, processes(model)[0].id)
    name = {id: (item.kind, item.name) for id, item in draft.items.items()}
    items = [(i.kind, i.name, i.role, i.words) for i in draft.items.values()]
    flows = [(name[f.source], name[f.target], f.label) for f in draft.flows.values()]
    return sorted(items), sorted(flows), sorted((r.kind, r.text) for r in draft.remarks.values())


@pytest.fixture
def empty(opened: Open) -> Paster:
    """A window on an empty document; nothing glides, so that nobody waits for it."""
    window = opened(size=(1440, 900))
    window.actions_by_id["new"].trigger()
    QApplication.processEvents()
    for view in window.twin.views:
        view.motion = False
    window.twin.process.view.setFocus()
    return Paster(window)


@pytest.fixture
def begun(empty: Paster) -> Paster:
    """The same with a step that was said in the bar."""
    empty.key(Key.Key_Slash)
    empty.type("Sales: Take the call")
    empty.key(Key.Key_Return)
    empty.key(Key.Key_Escape)
    return empty


# taken and left


def test_what_is_pasted_is_shown_and_said_before_anything_is_changed(empty: Paster) -> None:
    before = empty.records
    empty.paste(TEXT)
    assert empty.records == before and empty.view.previewing and empty.shown
    assert {"Check order", "In stock?", "Pick goods", "Bake", "Ship", "Shipped"} <= empty.drawn
    words = empty.card.words.text()
    assert words == "4 steps, 3 roles (new: Sales, Stores, Bakery), 1 decision, 1 end."
    assert empty.card.editor.texts() == TEXT.rstrip("\n").split("\n") and empty.card.head.isHidden()
    assert len(empty.window.pasting._coming.new) >= 8


def test_enter_takes_it_as_one_undo_step_and_the_same_as_the_command_makes(empty: Paster) -> None:
    before = empty.records
    empty.paste(TEXT)
    empty.key(Key.Key_Return)
    assert not empty.shown and not empty.view.previewing and empty.view.hasFocus() and lies(empty.model) == []
    other = new_document(blank()[0]).model
    capture(other, TEXT)
    assert said(empty.model) == said(other)
    assert empty.window.pasting._coming.new == frozenset()
    empty.key(Key.Key_Z, CTRL)
    assert empty.records == before


def test_esc_leaves_everything_as_it_was(begun: Paster) -> None:
    before, moment = begun.records, begun.model.moment
    begun.paste(TEXT)
    begun.key(Key.Key_Escape)
    assert not begun.shown and not begun.view.previewing and begun.view.hasFocus()
    assert begun.records == before and begun.model.moment is moment and "Bake" not in begun.drawn


def test_enter_at_once_takes_it_when_it_is_understood(empty: Paster) -> None:
    empty.copy(TEXT)
    empty.key(Key.Key_V, CTRL)
    empty.key(Key.Key_Return)
    empty.until(lambda: not empty.shown)
    assert "Bake" in empty.steps


def test_the_page_before_is_seen_while_b_is_held(begun: Paster) -> None:
    begun.paste(TEXT)
    QTest.keyPress(begun.card, Key.Key_B)
    assert begun.view.comparing and "Bake" not in begun.drawn and begun.card.before.isChecked()
    QTest.keyRelease(begun.card, Key.Key_B)
    assert not begun.view.comparing and "Bake" in begun.drawn and not begun.card.before.isChecked()


def test_it_goes_on_from_where_the_talk_is_and_the_talk_from_its_end(begun: Paster) -> None:
    begun.key(Key.Key_Slash)
    begun.paste("Office: Write it down\nStores: Look for it\n")
    assert begun.card.words.text() == "2 steps, 2 roles (new: Office, Stores), after “Take the call”."
    begun.key(Key.Key_Return)
    assert begun.line.hasFocus() and begun.window.capture_bar.role.words == "Stores"
    begun.type("Call back")
    begun.key(Key.Key_Return)
    assert begun.between("Look for it", "Call back") and begun.between("Take the call", "Write it down")
    now = begun.window.capturing.talk.now
    assert now is not None and title(begun.model, now.step) == "Call back"
    begun.key(Key.Key_Z, CTRL)
    begun.key(Key.Key_Z, CTRL)
    assert begun.steps == ["Take the call"] and begun.window.capture_bar.role.words == "Sales"


def test_colours_of_new_roles_are_those_that_were_shown(begun: Paster) -> None:
    begun.paste(TEXT)
    looks = dict(begun.card.looks)
    begun.key(Key.Key_Return)
    for name, look in looks.items():
        node = next(node for node in begun.model.all(Node) if node.name == name and node.kind == "role")
        assert begun.view.display.colour_of(node.id) == look.colour


def test_enter_and_esc_on_the_canvas_say_the_same(begun: Paster) -> None:
    begun.paste("Stores: Pick\nPack")
    begun.view.setFocus()
    begun.key(Key.Key_Return)
    assert not begun.shown and "Pack" in begun.steps
    begun.paste("Ship\nBill")
    begun.view.setFocus()
    begun.key(Key.Key_Escape)
    begun.until(lambda: not begun.shown)
    assert "Bill" not in begun.steps


def test_buttons_do_what_their_keys_do(begun: Paster) -> None:
    begun.paste("Stores: Pick\nPack")
    begun.tap(begun.card.leave, QPointF(5, 5))
    assert not begun.shown and "Pack" not in begun.steps
    begun.paste("Stores: Pick\nPack")
    begun.tap(begun.card.take, QPointF(5, 5))
    assert not begun.shown and "Pack" in begun.steps


# lines that are wrong


@pytest.mark.parametrize(
    ("line", "where", "why"),
    [
        ("-> Nowhere", "Line 2, column 4", "No step is called “Nowhere”"),
        ("yes: Pick", "Line 2, column 1", "“yes:” needs an open decision"),
        (f"{'R' * 300}: Work", "Line 2, column 1", "A role has 120 letters at most"),
    ],
)
def test_a_bad_line_is_told_and_enter_changes_nothing(begun: Paster, line: str, where: str, why: str) -> None:
    before = begun.records
    begun.paste(f"Stores: Pick up\n{line}\nPack")
    (told,) = begun.card._sentences.stringList()
    assert told.startswith(where) and why in told and list(begun.card.editor.wrong) == [1]
    assert begun.card.head.text().startswith("1 line is not understood.")
    begun.key(Key.Key_Return)
    assert begun.shown and begun.records == before
    assert begun.card.editor.hasFocus() and begun.card.editor.here() == 1
    begun.view.setFocus()
    begun.key(Key.Key_Return)  # neither does it on the canvas
    assert begun.shown and begun.records == before


def test_a_line_is_put_right_in_place(begun: Paster) -> None:
    begun.paste("Stores: Pick\n-> Pack it\nWrap it")
    begun.key(Key.Key_Return)
    begun.key(Key.Key_End)
    for _ in range(7):
        begun.key(Key.Key_Backspace)
    begun.type("Wrap it")
    begun.settle()
    assert begun.card.head.isHidden() and begun.card.editor.texts()[1] == "-> Wrap it"
    begun.key(Key.Key_Return, CTRL)
    begun.until(lambda: not begun.shown)
    assert "Wrap it" in begun.steps


def test_lines_that_are_wrong_can_be_kept_as_problems(begun: Paster) -> None:
    begun.paste("Stores: Pick\n-> Nowhere\n  [bread] Bake\nPack")
    begun.key(Key.Key_P)
    begun.settle()
    assert begun.card.editor.texts()[1:3] == ["?? -> Nowhere", "  ?? [bread] Bake"] and begun.card.head.isHidden()
    assert begun.card.words.text().startswith("2 steps, 1 role (new: Stores), 2 problems and ideas")
    begun.key(Key.Key_Return)
    assert {node.name for node in begun.model.all(Node) if node.kind == "problem"} == {"-> Nowhere", "[bread] Bake"}


def test_esc_comes_back_from_the_lines_first(begun: Paster) -> None:
    begun.paste("Pick\nPack")
    begun.card.editor.setFocus()
    begun.type("X")
    begun.key(Key.Key_Escape)
    assert begun.shown and begun.card.hasFocus()
    begun.settle()
    begun.key(Key.Key_Escape)
    assert not begun.shown


def test_ctrl_z_in_the_lines_takes_back_what_was_typed_there(begun: Paster) -> None:
    moment = begun.model.moment
    begun.paste("Pick\n-> Nowhere")
    begun.key(Key.Key_P)
    begun.settle()
    begun.card.editor.setFocus()
    begun.key(Key.Key_Z, CTRL)
    begun.settle()
    assert begun.card.editor.texts() == ["Pick", "-> Nowhere"] and not begun.card.head.isHidden()
    assert begun.model.moment is moment


def test_a_click_on_what_is_wrong_goes_to_its_line(begun: Paster) -> None:
    begun.paste("Pick\nPack\n-> Nowhere\n-> Never")
    index = begun.card._sentences.index(1)
    begun.tap(begun.card.wrong.viewport(), QPointF(begun.card.wrong.visualRect(index).center()))
    assert begun.card.editor.here() == 3 and begun.card.editor.hasFocus()


# tables


def test_columns_of_a_table_are_told_and_turned_by_a_key(begun: Paster) -> None:
    begun.paste(TABLE)
    texts = [button.text() for button in begun.card.columns if button.isVisible()]
    assert texts == ["Nr: Not used", "Who: Role", "Task: Step", "System: Not used"]
    assert begun.card.editor.texts() == ["@Sales: Check order", "@Stores: Pick goods"]
    begun.key(Key.Key_4)
    begun.settle()
    assert begun.card.columns[3].text() == "System: Remark"
    assert begun.card.editor.texts()[:2] == ["@Sales: Check order", "// ERP"]
    begun.tap(begun.card.columns[1], QPointF(5, 5))  # who and what change places
    begun.settle()
    assert [button.text() for button in begun.card.columns][1:3] == ["Who: Step", "Task: Role"]
    assert begun.card.editor.texts()[0] == "@Check order: Sales"


def test_a_bad_cell_is_told_with_its_row(begun: Paster) -> None:
    begun.paste("Who\tTask\nSales\tCheck\n\t\nStores\t-> Nowhere\n")
    assert begun.card._sentences.stringList()[0].startswith("Row 4: ")


def test_a_file_of_steps_is_looked_at_like_a_paste(begun: Paster, tmp_path: Path) -> None:
    path = tmp_path / "steps.csv"
    path.write_text("Who;Task\nSales;Check order\nStores;Pick goods\n", "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert not begun.window.pasting.wants(mime)
    from opsdesigner.app.keeping import filing

    filing.open_paths(begun.window, [path])
    begun.until(lambda: begun.shown)
    begun.settle()
    assert begun.card.title.text() == "Steps from steps.csv" and "Pick goods" in begun.drawn
    begun.key(Key.Key_Return)
    assert "Pick goods" in begun.steps


def test_a_file_of_steps_begins_a_document_where_there_is_none(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "steps.csv"
    path.write_text("Who;Task\nSales;Check order\n", "utf-8")
    window = opened(path)
    for _ in range(500):
        if window.pasting.open and window.pasting.found is not None:
            break
        QTest.qWait(4)
    hand = Paster(window)
    assert hand.shown
    hand.key(Key.Key_Return)
    assert "Check order" in hand.steps


# other ways in


def test_html_that_tells_more_is_read(empty: Paster) -> None:
    html = "<ol><li>Check</li><li>In stock?<ol><li>yes: Pick</li><li>no: Order</li></ol></li><li>Pack</li></ol>"
    empty.paste("Check\nIn stock?\nyes: Pick\nno: Order\nPack", html)
    assert empty.card.editor.texts() == ["Check", "In stock?", "  yes: Pick", "  no: Order", "Pack"]


def test_text_dropped_on_the_canvas_is_looked_at(begun: Paster) -> None:
    mime = QMimeData()
    mime.setText("Pick\nPack")
    begun.drop(mime)
    assert begun.shown and "Pack" in begun.drawn
    begun.key(Key.Key_Escape)
    mime.setText("one line")
    begun.view.setFocus()
    begun.drop(mime)
    assert not begun.shown


def test_text_dropped_on_the_capture_line_is_looked_at(begun: Paster) -> None:
    data = QMimeData()
    data.setText("Weigh\nWrap\n")
    at, action = QPointF(5, 5), Qt.DropAction.CopyAction
    QApplication.sendEvent(begun.line, QDragEnterEvent(at.toPoint(), action, data, Qt.MouseButton.LeftButton, PLAIN))
    QApplication.sendEvent(begun.line, QDropEvent(at, action, data, Qt.MouseButton.LeftButton, PLAIN))
    begun.settle()
    begun.key(Key.Key_Return)
    assert {"Weigh", "Wrap"} <= set(begun.steps)


def test_one_line_is_a_step_as_ever(begun: Paster) -> None:
    begun.copy("Pack it")
    begun.view.setFocus()
    begun.key(Key.Key_V, CTRL)
    assert not begun.shown and "Pack it" in begun.steps


def test_with_the_org_chart_alone_the_process_comes(opened: Open, sample: Path) -> None:
    window = opened(sample)
    window.actions_by_id["orgAlone"].trigger()
    hand = Paster(window)
    hand.key(Key.Key_Slash)
    hand.paste("Sales: Weigh\nWrap")
    assert hand.view.isVisible() and hand.shown
    hand.key(Key.Key_Return)
    assert {"Weigh", "Wrap"} <= set(hand.steps)


@pytest.mark.parametrize(("size", "text"), [((1000, 760), 100), ((1280, 800), 200), ((760, 560), 100)])
def test_the_canvas_keeps_room_beside_the_card(opened: Open, size: tuple[int, int], text: int) -> None:
    window = opened(size=size)
    Style.here().write_at(text)
    window.actions_by_id["new"].trigger()
    hand = Paster(window)
    hand.paste("Pick\n-> Nowhere\nPack")
    assert hand.view.height() > 100 and hand.view.width() > 200 and hand.view.previewing
    assert not hand.card.geometry().intersects(hand.view.geometry())
    for part in (hand.card.editor, hand.card.wrong, hand.card.park, hand.card.take):
        assert part.isVisible() and part.height() >= 24


def test_other_changes_meanwhile_make_it_be_worked_out_anew(begun: Paster) -> None:
    begun.paste("Pick\nPack")
    node = next(node for node in begun.model.all(Node) if node.name == "Take the call")
    with begun.model.change("Rename"):
        begun.model.update(node.id, name="Answer the phone")
    begun.until(lambda: begun.shown and begun.view.previewing)
    begun.settle()
    assert begun.card.words.text() == "2 steps, after “Answer the phone”." or "1 role" in begun.card.words.text()
    begun.key(Key.Key_Return)
    assert {"Answer the phone", "Pack"} <= set(begun.steps)


def test_another_document_or_page_ends_it(begun: Paster) -> None:
    begun.paste("Pick\nPack")
    begun.window.show_document(new_document(blank()[0]))
    QApplication.processEvents()
    assert not begun.shown and not begun.view.previewing


def test_too_much_is_refused_in_one_sentence(begun: Paster) -> None:
    before = begun.records
    begun.copy("Check order\n" * 20_010)
    begun.key(Key.Key_V, CTRL)
    begun.until(lambda: "at most are taken at once" in begun.window.status.hint.text())
    assert not begun.shown and begun.records == before


def test_many_lines_are_taken_and_taken_back_whole(empty: Paster) -> None:
    before = empty.records
    lines = ["Sales: Begin", *(f"Do {at}" if at % 25 else f"Right {at}?" for at in range(1, 500))]
    empty.copy("\n".join(lines))
    empty.key(Key.Key_V, CTRL)
    empty.settle()
    assert empty.card.words.text().startswith("481 steps, 1 role (new: Sales), 19 decisions")
    empty.key(Key.Key_Return)
    assert len(empty.steps) == 500 and lies(empty.model) == []
    empty.key(Key.Key_Z, CTRL)
    assert empty.records == before
