"""What if it is late, partial and so on: asked by real keys and clicks, answered in the line, counted and shown."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from opsdesigner.app.window import MainWindow
from opsdesigner.model import Id, Node, Shape
from opsdesigner.notation.what_if import NEVER, OPEN, QUESTIONS, WAY_OUT, answers, states

from .conftest import Open
from .hands import CTRL, PLAIN, Key
from .test_capture_bar import SMALL, Bar


class Asker(Bar):
    """Hands that ask."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.what_if, self.strip = window.what_if, window.what_if.strip

    def node(self, name: str) -> Id:
        return next(node.id for node in self.model.all(Node) if node.name == name)

    def states(self, name: str) -> list[str]:
        return [answer.state for answer in answers(self.model, self.node(name))]

    def told(self, name: str) -> list[str]:
        return [answer.text for answer in answers(self.model, self.node(name)) if answer.text]

    def pick(self, name: str) -> None:
        """A click on a step, with the keyboard on the canvas then."""
        self.click(*self.middle(name))

    def chip(self, question: str) -> None:
        """A click on a chip."""
        chip = self.strip.chips[question]
        self.tap(chip, QPointF(chip.rect().center()))

    def settle_strip(self) -> None:
        for _ in range(3):
            QApplication.processEvents()

    @property
    def current(self) -> str:
        """The step in the words of the strip, "" where nothing is asked."""
        return self.strip._name if not self.strip._said else ""

    @property
    def focus(self) -> QWidget | None:
        return QApplication.focusWidget()

    @property
    def coverage(self) -> str:
        return self.strip.gauge.text()


@pytest.fixture
def asker(opened: Open) -> Asker:
    """A window on a small process; the keyboard is in the line."""
    window = opened(size=(1440, 900))
    window.actions_by_id["new"].trigger()
    QApplication.processEvents()
    for view in window.twin.views:
        view.motion = False
    made = Asker(window)
    made.talk(SMALL)
    return made


# coming and going


def test_quiet_until_somebody_asks_and_then_it_stays(asker: Asker, opened: Open) -> None:
    assert not asker.strip.isVisible() and asker.view.what_if is None
    assert ("what if…", "!") in asker.bar.hints.rows
    asker.type("!1")
    assert asker.strip.isVisible() and asker.view.what_if is not None
    assert asker.field.text() == "! late: "
    other = opened(size=(1440, 900))
    other.actions_by_id["new"].trigger()
    assert other.what_if.strip.isVisible()  # remembered
    other.actions_by_id["whatIfStrip"].trigger()
    assert not other.what_if.strip.isVisible() and other.twin.process.view.what_if is None


def test_the_step_that_is_asked_is_not_covered(asker: Asker) -> None:
    asker.pick("Order goods")
    x, y = asker.middle("Order goods")
    asker.view.pan(QPointF(0, asker.view.height() - 30 - asker.view.to_view(x, y).y()))
    asker.type("!")
    asker.settle_strip()
    shape = asker.named("Order goods")
    assert asker.strip.isVisible()
    assert asker.view.to_view(shape.x, shape.y + shape.height).y() < asker.view.height()


def test_in_a_workshop_it_is_there_unless_it_was_sent_away(asker: Asker) -> None:
    asker.window.actions_by_id["bigCapture"].trigger()
    assert asker.strip.isVisible() and asker.strip.big
    asker.window.actions_by_id["whatIfStrip"].trigger()
    assert not asker.strip.isVisible()
    asker.window.actions_by_id["bigCapture"].trigger()
    asker.window.actions_by_id["bigCapture"].trigger()
    assert not asker.strip.isVisible()


def test_the_canvas_keeps_its_place_and_size_whatever_is_selected(asker: Asker) -> None:
    asker.window.actions_by_id["whatIfStrip"].trigger()
    asker.settle_strip()
    size, corner = asker.view.size(), asker.view.to_view(0, 0)
    for name in ("Check order", "In stock?", "Pick goods"):
        asker.pick(name)
        asker.settle_strip()
        assert (asker.view.size(), asker.view.to_view(0, 0)) == (size, corner)
        assert asker.current == (name if not name.endswith("?") else "")
    asker.key(Key.Key_Escape)
    asker.settle_strip()
    assert (asker.view.size(), asker.view.to_view(0, 0)) == (size, corner)
    assert not any(chip.isEnabled() for chip in asker.strip.chips.values())


# answers


def test_one_key_on_the_canvas_one_line_one_step_of_undo(asker: Asker) -> None:
    asker.key(Key.Key_Escape)
    asker.pick("Pick goods")
    before = dict(asker.model.records)
    asker.key(Key.Key_1)
    assert asker.field.hasFocus() and asker.field.text() == "! late: "
    asker.say("Tell customer")
    assert asker.states("Pick goods") == [WAY_OUT, OPEN, OPEN, OPEN, OPEN, OPEN]
    assert asker.told("Pick goods") == ["Tell customer"]
    assert asker.step == "Pick goods" and asker.current == "Pick goods" and not asker.field.text()
    asker.key(Key.Key_Z, CTRL)
    assert dict(asker.model.records) == before


def test_numbers_behind_the_mark_ask_in_the_line(asker: Asker) -> None:
    assert asker.step == "Order goods"
    for typed, answer in (("!1", "Tell customer"), ("! 2", "never, we order all"), ("!6", "@Stores")):
        asker.type(typed)
        asker.say(answer)
    assert asker.states("Order goods") == ["way out", "never", OPEN, OPEN, OPEN, "deputy"]
    assert asker.told("Order goods") == ["Tell customer", "we order all", "Stores"]
    asker.say("! wrong: Send it back")  # written out
    assert asker.states("Order goods")[3] == WAY_OUT
    asker.settle_strip()
    assert [chip.state for chip in asker.strip.chips.values()] == asker.states("Order goods")
    assert asker.coverage == "4 of 18 answered"
    assert asker.window.status.questions.text() == "4 of 18 questions answered"


def test_who_stops_after_the_mark_sees_what_can_be_asked(asker: Asker, qtbot) -> None:  # type: ignore[no-untyped-def]
    asker.type("!")
    qtbot.waitUntil(asker.strip.isVisible)
    assert asker.current == "Order goods"
    asker.type("l")
    assert asker.strip.isVisible()
    asker.key(Key.Key_Tab)
    assert asker.field.text() == "! late: " and asker.strip.isVisible()


def test_chips_that_were_lent_go_with_the_mark(asker: Asker, qtbot) -> None:  # type: ignore[no-untyped-def]
    asker.type("!")
    qtbot.waitUntil(asker.strip.isVisible)
    asker.key(Key.Key_Backspace)
    assert not asker.strip.isVisible()
    assert not asker.window.what_if.wanted
    asker.type("!! idea")
    assert not asker.strip.isVisible()


def test_first_letters_are_completed(asker: Asker) -> None:
    asker.type("!b")
    asker.key(Key.Key_Tab)
    assert asker.field.text() == "! back order: "
    asker.type("ne")
    asker.key(Key.Key_Tab)
    asker.key(Key.Key_Return)
    assert asker.states("Order goods")[2] == NEVER


def test_the_mark_on_the_canvas_goes_to_the_chips(asker: Asker) -> None:
    asker.key(Key.Key_Escape)
    asker.pick("Pick goods")
    asker.type("!")
    assert asker.focus is asker.strip.chips["late"] and asker.strip.isVisible()
    asker.key(Key.Key_Right)
    asker.key(Key.Key_Right)
    assert asker.focus is asker.strip.chips["back order"]
    asker.key(Key.Key_Escape)
    assert asker.view.hasFocus()
    asker.type("!")
    asker.key(Key.Key_Right)
    asker.key(Key.Key_Return)
    assert asker.field.text() == "! partial: " and asker.field.hasFocus()
    asker.key(Key.Key_Escape)
    assert asker.view.hasFocus() and not asker.field.text()  # back where it came from
    asker.type("!w")
    assert asker.field.text() == "! wrong: "


def test_chips_are_clicked_and_say_all(asker: Asker) -> None:
    asker.window.actions_by_id["whatIfStrip"].trigger()
    asker.settle_strip()
    asker.type("Half a line")
    asker.chip("missing")
    assert asker.field.text() == "! missing: " and asker.field.hasFocus()
    asker.say("never, it is all there")
    assert asker.field.text() == "Half a line"  # what was begun comes back
    asker.settle_strip()
    chip = asker.strip.chips["missing"]
    assert chip.accessibleName() == "missing: does not happen: it is all there"
    assert "it is all there" in chip.toolTip() and "5" in chip.toolTip()
    assert asker.strip.chips["late"].accessibleName() == "late: not asked yet"
    assert asker.strip.accessibleDescription() == "What happens at Order goods when it is…"


def test_an_answer_is_written_again_and_another_takes_its_place(asker: Asker) -> None:
    asker.type("!1")
    asker.say("Tell customer")
    step = asker.node("Tell customer")
    asker.type("!1")
    assert asker.field.text() == "! late: Tell customer"
    asker.type("Call the customer")  # what was selected gives way
    assert asker.field.text() == "! late: Call the customer"
    before = dict(asker.model.records)
    asker.key(Key.Key_Return)
    assert asker.told("Order goods") == ["Call the customer"]
    assert asker.model[step].name == "Call the customer"  # type: ignore[union-attr]
    assert asker.model.records.keys() == before.keys()
    asker.key(Key.Key_Z, CTRL)
    assert dict(asker.model.records) == before
    asker.type("!1")
    asker.say("never")
    assert asker.states("Order goods")[0] == NEVER and step not in asker.model


def test_an_emptied_answer_is_taken_back(asker: Asker) -> None:
    before = dict(asker.model.records)
    asker.type("!1")
    asker.say("Tell customer -> Check order")
    for last in (Key.Key_Backspace, Key.Key_Delete):
        asker.type("!1")
        assert asker.field.text() == "! late: Tell customer -> Check order"
        asker.key(last)
        assert asker.bar.hints.rows[0] == ("take the answer back", "Enter")
        asker.key(Key.Key_Return)
        assert asker.states("Order goods") == [OPEN] * 6 and not asker.field.text()
        asker.key(Key.Key_Z, CTRL)
        assert asker.states("Order goods")[0] == WAY_OUT
    asker.key(Key.Key_Z, CTRL)
    assert dict(asker.model.records) == before


def test_an_open_question_without_words_is_not_taken_for_an_answer(asker: Asker) -> None:
    before = dict(asker.model.records)
    asker.type("!1")
    asker.key(Key.Key_Return)
    assert dict(asker.model.records) == before and "say what is done" in asker.refused.lower()
    asker.key(Key.Key_Escape)
    assert asker.field.hasFocus() and not asker.field.text()  # it was asked from here


def test_words_that_were_not_entered_come_back(asker: Asker) -> None:
    asker.type("!1")
    asker.type("Tell the cust")
    asker.key(Key.Key_J, CTRL)
    assert asker.field.text() == "! partial: "
    asker.type("Half")
    asker.key(Key.Key_Escape)
    assert asker.field.hasFocus() and not asker.field.text()
    asker.key(Key.Key_Up)
    assert asker.field.text() == "! partial: Half"
    asker.key(Key.Key_Up)
    assert asker.field.text() == "! late: Tell the cust"
    asker.key(Key.Key_Return)
    assert asker.told("Order goods") == ["Tell the cust"]


def test_another_line_is_no_answer_any_more(asker: Asker) -> None:
    asker.type("!1")
    asker.say("Tell customer")
    asker.type("!1")
    asker.key(Key.Key_A, CTRL)
    asker.say("Pack goods")
    assert asker.told("Order goods") == ["Tell customer"] and asker.step == "Pack goods"
    asker.say("! late: Hurry")
    assert asker.told("Pack goods") == ["Hurry"] and asker.told("Order goods") == ["Tell customer"]


def test_going_elsewhere_leaves_the_question(asker: Asker) -> None:
    asker.type("!1")
    asker.say("Tell customer")
    asker.type("!1")
    asker.pick("Pick goods")
    asker.settle_strip()
    assert asker.what_if.line.asked is None and asker.current == "Pick goods"
    asker.key(Key.Key_2)
    asker.say("Send the rest later")
    assert asker.told("Order goods") == ["Tell customer"] and asker.told("Pick goods") == ["Send the rest later"]


def test_a_way_out_that_no_line_says_is_selected(asker: Asker) -> None:
    asker.type("!1")
    asker.say("Tell customer")
    tell = asker.named("Tell customer")
    asker.pick("Tell customer")
    asker.type("/")
    asker.say("Wait")  # one more step on the way
    asker.pick("Order goods")
    asker.key(Key.Key_1)
    names = {asker.view.name_of(id) for id in asker.view.selection()}
    assert tell.id in asker.view.selection() and {"late", "Wait"} <= names
    assert asker.view.hasFocus() and not asker.field.text()


def test_the_event_of_an_answer_stands_for_its_step(asker: Asker) -> None:
    asker.type("!1")
    asker.say("Tell customer")
    asker.pick("late")
    asker.settle_strip()
    assert asker.current == "Order goods"
    asker.key(Key.Key_1)
    assert asker.field.text() == "! late: Tell customer"


def test_only_steps_are_asked(asker: Asker) -> None:
    asker.key(Key.Key_Escape)
    asker.pick("In stock?")
    asker.type("!")
    asker.key(Key.Key_1)
    assert asker.view.hasFocus() and not asker.field.text() and not asker.strip.isVisible()


# the whole process


def test_the_next_question_is_one_key_away(asker: Asker) -> None:
    asker.key(Key.Key_Escape)
    asker.pick("Check order")
    for question in QUESTIONS:
        asker.key(Key.Key_J, CTRL)
        assert asker.field.text() == f"! {question}: "
        asker.say("never")
    assert asker.states("Check order") == [NEVER] * 6
    asker.key(Key.Key_J, CTRL)
    assert asker.step == "Pick goods" and asker.field.text() == "! late: "
    asker.key(Key.Key_J, CTRL)  # not now
    assert asker.field.text() == "! partial: " and asker.states("Pick goods") == [OPEN] * 6
    shape = asker.model[asker.view.current()]
    assert isinstance(shape, Shape) and shape.node == asker.node("Pick goods")


def test_where_all_is_answered_it_says_so(asker: Asker) -> None:
    for _ in range(18):
        asker.key(Key.Key_J, CTRL)
        asker.say("never")
    asker.settle_strip()
    assert asker.coverage == "18 of 18 answered" and not asker.strip.gauge.isEnabled()
    asker.key(Key.Key_J, CTRL)
    assert asker.window.status.hint.text() == "Every question of this process has an answer."
    assert not asker.field.text()


def test_the_figures_follow_undo_other_pages_and_other_documents(asker: Asker, tmp_path: Path) -> None:
    asker.type("!1")
    asker.say("never")
    asker.settle_strip()
    assert asker.coverage == "1 of 18 answered"
    asker.key(Key.Key_Z, CTRL)
    asker.settle_strip()
    assert asker.coverage == "0 of 18 answered"
    asker.say("# Returns")
    asker.say("Sales: Take it back")
    asker.what_if.surveys.count_now()
    asker.settle_strip()
    assert asker.coverage == "0 of 6 answered"
    asker.window.twin.process.step(-1)
    asker.settle_strip()
    assert asker.coverage == "0 of 18 answered"
    asker.window.close_document()
    assert not asker.strip.isVisible() and not asker.window.status.questions.isVisible()


def test_the_card_of_a_pool_and_the_foot_of_the_window_tell_the_figures(asker: Asker) -> None:
    button = asker.window.status.questions
    assert not button.isVisible()  # nobody has asked yet
    asker.say("! late: never")
    asker.what_if.surveys.count_now()
    assert button.isVisible() and button.text() == "1 of 18 questions answered"
    pool = next(node for node in asker.model.all(Node) if node.kind == "participant")
    assert [(fact.label, fact.text) for fact in asker.what_if.facts(pool)] == [("What if", "1 of 18 answered")]
    asker.view.select({next(asker.model.referrers(pool.id, Shape).__iter__()).id})
    card = asker.window.cards["process"]
    for _ in range(200):
        if card.isVisible():
            break
        QTest.qWait(5)
    assert "1 of 18 answered" in [label.text() for label in card.findChildren(QLabel)]
    asker.tap(button, QPointF(button.rect().center()))
    assert asker.field.text() == "! partial: " and asker.step == "Order goods"


def test_f6_comes_by_and_what_cannot_be_changed_is_not_asked(asker: Asker) -> None:
    asker.window.actions_by_id["whatIfStrip"].trigger()
    asker.pick("Pick goods")
    for _ in range(12):
        if asker.strip.isAncestorOf(asker.focus):
            break
        asker.key(Key.Key_F6)
    assert asker.focus is asker.strip.chips["late"]
    asker.view.lock("Only to be looked at")
    asker.key(Key.Key_L)
    assert not asker.field.text() and asker.window.status.hint.text() == "Only to be looked at"
    asker.view.lock("")


def test_new_steps_are_counted_when_changes_pause(asker: Asker) -> None:
    asker.window.actions_by_id["whatIfStrip"].trigger()
    asker.say("Check the parcel")
    for _ in range(400):
        if asker.coverage == "0 of 24 answered":
            return
        QTest.qWait(5)
    raise AssertionError(asker.coverage)


def test_the_strip_fits_in_narrow_windows_and_large_letters(asker: Asker) -> None:
    asker.window.actions_by_id["whatIfStrip"].trigger()
    for width, size in ((1440, 100), (1000, 100), (760, 100), (800, 200)):
        asker.window.style_in_use.write_at(size)
        asker.window.resize(width, 700)
        asker.settle_strip()
        chips = list(asker.strip.chips.values())
        assert all(asker.strip.rect().contains(part.geometry()) for part in (*chips, asker.strip.gauge))
        assert not any(a.geometry().intersects(b.geometry()) for a in chips for b in chips if a is not b)
        assert all(chip.width() >= chip.sizeHint().width() - chip.key_room() for chip in chips), (width, size)
    asker.window.style_in_use.write_at(100)


KEYS_AT_RANDOM = ("number",) * 3 + ("words",) * 2 + ("enter",) * 2
KEYS_AT_RANDOM += ("esc", "next", "undo", "redo", "pick", "empty", "erase", "tab", "mark", "chip", "strip")
WORDS = ("Tell", "never", "@Sales", "Stores: Ring", "x -> Check order", "-> Pick goods", "!", "never, so")


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_asked_and_answered_undo_brings_all_back(asker: Asker, seed: int) -> None:
    chance, began, before = Random(seed), asker.model.moment, dict(asker.model.records)
    for _ in range(70):
        _at_random(asker, chance, began)
        asked, scribe = asker.what_if.line.asked, asker.window.capturing.talk.scribe
        assert asked is None or (scribe is not None and scribe.now.step == asked.step)
        assert asked is not None or scribe is None or not scribe.answering
    asker.what_if.surveys.count_now()
    found = {id: each for survey in asker.what_if.surveys.all.values() for id, each in survey.states.items()}
    assert found == {id: states(asker.model, id) for id in found}
    while asker.model.moment is not began:
        asker.model.undo()
    assert dict(asker.model.records) == before


def _at_random(asker: Asker, chance: Random, began: object) -> None:
    """Something that a hand may do now."""
    act, writing = chance.choice(KEYS_AT_RANDOM), asker.field.hasFocus()
    if act == "number":
        asker.type(("!" if writing else "") + str(chance.randint(1, 6)))
    elif act == "words" and writing:
        asker.type(chance.choice(WORDS))
    elif act == "pick":
        asker.pick(chance.choice(("Check order", "In stock?", "Pick goods")))
    elif act == "undo" and asker.model.moment is not began:
        asker.key(Key.Key_Z, CTRL)
    elif act == "empty" and writing:
        asker.key(Key.Key_A, CTRL)
        asker.key(Key.Key_Delete)
    elif act == "mark" and asker.view.hasFocus():
        asker.type("!")
    elif act == "chip" and asker.strip.isVisible():
        asker.chip(chance.choice(QUESTIONS))
    elif act == "strip":
        asker.window.actions_by_id["whatIfStrip"].trigger()
    elif act in ("enter", "erase", "tab") and writing and asker.field.text():
        asker.key({"enter": Key.Key_Return, "erase": Key.Key_Backspace, "tab": Key.Key_Tab}[act])
    elif act in ("esc", "next", "redo"):
        key, keys = {"esc": (Key.Key_Escape, PLAIN), "next": (Key.Key_J, CTRL), "redo": (Key.Key_Y, CTRL)}[act]
        asker.key(key, keys)
