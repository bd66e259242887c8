"""What is drawn by keys and named as it is said: answers, owners, decisions, ends, and how much it takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.edit import lanes
from opsdesigner.layout.faults import faults
from opsdesigner.model import Link, Node
from opsdesigner.notation.ownership import owner_of
from tests.build import Sheet

from .hand import CTRL, PLAIN, SHIFT, Hand, Key


class Typist:
    """Only keys, sent to whatever has the focus; each counts, but for the words."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.view, self.sheet = hand, hand.view, hand.sheet
        self.count = 0

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self.count += 1
        QTest.keyClick(QApplication.focusWidget() or self.view, key, keys)

    def say(self, text: str, *then: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        """Words into the name that is open, and the keys that end it."""
        assert self.view.editing()
        QTest.keyClicks(QApplication.focusWidget(), text)
        for each in then:
            self.key(*each) if isinstance(each, tuple) else self.key(each)

    def join(self, target: str) -> None:
        self.key(Key.Key_C)
        assert self.view.letters is not None
        code = next(code for code, id in self.view.letters.targets.items() if self.view.name_of(id) == target)
        for letter in code:
            self.key(getattr(Key, f"Key_{letter}"))


GO_ON = (Key.Key_Return, CTRL)
FLOWS = {
    ("Order arrives", "Enter order"),
    ("Enter order", "Check credit"),
    ("Check credit", "Credit good?"),
    ("Credit good?", "Check stock"),
    ("Credit good?", "Ask for prepayment"),
    ("Ask for prepayment", "Check stock"),
    ("Check stock", "In stock?"),
    ("In stock?", "Pick goods"),
    ("In stock?", "Order parts"),
    ("Order parts", "Pick goods"),
    ("Pick goods", "Pack goods"),
    ("Pack goods", "Ship goods"),
    ("Ship goods", "Send invoice"),
    ("Send invoice", "Book payment"),
    ("Book payment", "Thank customer"),
    ("Thank customer", "Close order"),
    ("Close order", "Order served"),
}
OWNED = {
    "Sales": {"Enter order", "Ask for prepayment", "Thank customer", "Close order"},
    "Finance": {"Check credit", "Credit good?", "Send invoice", "Book payment"},
    "Operations": {"Check stock", "In stock?", "Order parts"},
    "Warehouse": {"Pick goods", "Pack goods", "Ship goods"},
}


@pytest.fixture
def typist(hand: Hand) -> Typist:
    """On an empty page."""
    hand.sheet = Sheet()
    hand.view.show_diagram(hand.sheet.model, hand.sheet.diagram)
    hand.view.grab()
    return Typist(hand)


def draw_order_to_cash(typist: Typist) -> None:
    """12 steps, 4 roles, 2 decisions, 17 flows, 4 answers; the name of the start is open."""
    typist.say("Order arrives", GO_ON)
    typist.say("Sales: Enter order", GO_ON)
    typist.say("Finance: Check credit", GO_ON)
    typist.say("Credit good?", GO_ON)
    typist.say("yes: Operations: Check stock", Key.Key_Tab)
    typist.say("no: Sales: Ask for prepayment", Key.Key_Return)
    typist.join("Check stock")
    typist.key(Key.Key_Return)
    typist.say("In stock?", GO_ON)
    typist.say("yes: Warehouse: Pick goods", Key.Key_Tab)
    typist.say("no: Operations: Order parts", Key.Key_Return)
    typist.join("Pick goods")
    typist.key(Key.Key_Return)
    for line in ("Pack goods", "Ship goods", "Finance: Send invoice", "Book payment", "sa: Thank customer"):
        typist.say(line, GO_ON)
    typist.say("Close order", GO_ON)
    typist.say("end: Order served", Key.Key_Return)


def is_order_to_cash(sheet: Sheet) -> None:
    assert sheet.links() == FLOWS
    assert sorted(link.name for link in sheet.model.all(Link) if link.name) == ["no", "no", "yes", "yes"]
    roles = [node for node in sheet.model.all(Node) if node.kind == "role"]
    assert sorted(role.name for role in roles) == sorted(OWNED)
    for role in roles:
        owned = {node.name for node in sheet.model.all(Node) if owner_of(sheet.model, node.id) == role.id}
        assert owned - {"Order arrives", "Order served", "", *OWNED} == OWNED[role.name]
    ends = [node.name for node in sheet.model.all(Node) if node.kind == "endEvent"]
    assert ends == ["Order served"]


def test_the_reference_case_takes_two_keys_a_step(typist: Typist) -> None:
    typist.key(Key.Key_Return)
    draw_order_to_cash(typist)
    is_order_to_cash(typist.sheet)
    assert typist.count <= 2 * 12
    assert not faults(typist.sheet.model, typist.sheet.diagram)


def test_the_reference_case_in_lanes(typist: Typist) -> None:
    """In a pool with one lane; each role named first gets one of its own at its foot."""
    sheet = typist.sheet
    frame = sheet.put("participant", 600, 300, "Bright Bikes")
    (lane,) = lanes.split(sheet.model, frame, 1)
    typist.view.select({lane})
    typist.key(Key.Key_F2)
    typist.say("Sales", Key.Key_Return)
    typist.view.select({sheet.put("startEvent", 400, 300)})
    typist.key(Key.Key_F2)
    typist.count = 0
    draw_order_to_cash(typist)
    is_order_to_cash(sheet)
    assert typist.count <= 2 * 12
    homes = {node.name: sheet.node(node.lane).name for node in sheet.model.all(Node) if node.lane}
    assert {name: home for name, home in homes.items() if name in OWNED[home]} == {
        name: role for role, steps in OWNED.items() for name in steps
    }
    assert not faults(sheet.model, sheet.diagram)


# the fields


def decided(hand: Hand, kind: str = "exclusiveGateway") -> str:
    """A decision after `b`, selected."""
    fork = hand.sheet.then(hand.sheet.b, kind, "Which?")
    hand.view.select({fork})
    return fork


def test_the_answer_is_asked_before_the_step_and_tab_goes_to_and_fro(hand: Hand) -> None:
    fork = decided(hand)
    hand.key(Key.Key_Return)
    editor = hand.view.editor
    assert editor is not None and editor.placeholderText() and editor.accessibleName() == "Answer to Which?"
    hand.name("yes", Key.Key_Tab)
    assert hand.view.editor is not None and hand.view.editor.accessibleName() == "Name of the new step"
    hand.name("Pick", Key.Key_Backtab)
    assert hand.view.editor is not None and hand.view.editor.toPlainText() == "yes"
    hand.name("sure")
    hand.name("Pick it")
    (step,) = hand.after(fork)
    assert hand.sheet.link(hand.edge(fork, step).id).name == "sure" and hand.names() == {"Pick it"}
    assert not hand.view.editing() and hand.view.hasFocus()


def test_the_field_of_an_answer_leaves_its_decision_in_sight(hand: Hand) -> None:
    fork = decided(hand)
    hand.key(Key.Key_Return)
    editor = hand.view.editor
    assert editor is not None and not editor.geometry().intersects(hand.view.window_place(fork))


def test_esc_in_an_answer_leaves_it_and_keeps_the_step(hand: Hand) -> None:
    fork = decided(hand)
    hand.key(Key.Key_Tab)
    hand.name("maybe", Key.Key_Escape)
    (step,) = hand.after(fork)
    assert not hand.sheet.link(hand.edge(fork, step).id).name and hand.view.selection() == {step}
    assert not hand.view.editing()


def test_an_answer_may_stay_without_words(hand: Hand) -> None:
    fork = decided(hand)
    hand.key(Key.Key_Tab)
    hand.name("", Key.Key_Return)
    hand.name("Pick")
    (step,) = hand.after(fork)
    assert hand.sheet.node(step).name == "Pick" and not hand.sheet.link(hand.edge(fork, step).id).name


@pytest.mark.parametrize("kind", ["parallelGateway", "eventBasedGateway"])
def test_what_is_no_question_has_no_answers(hand: Hand, kind: str) -> None:
    fork = decided(hand, kind)
    hand.key(Key.Key_Return) if kind == "parallelGateway" else append(hand, "timer")
    hand.name("Pick")
    assert hand.sheet.node(hand.after(fork)[0]).name == "Pick"


def append(hand: Hand, search: str) -> None:
    hand.type("a")
    hand.search(search)


def test_after_a_join_no_answer_is_asked(hand: Hand) -> None:
    join = decided(hand)
    hand.sheet.flow(hand.sheet.c, join)
    hand.key(Key.Key_Return)
    hand.name("Pack")
    assert hand.sheet.node(hand.after(join)[0]).name == "Pack"


def test_a_decision_that_somebody_owns_still_branches(hand: Hand) -> None:
    fork = decided(hand)
    hand.type("o")
    hand.search("Sales")
    hand.sheet.then(fork, "task", "Pick")
    hand.view.select({fork})
    hand.key(Key.Key_Tab)
    hand.name("no: Order")
    assert hand.names(frozenset(hand.after(fork))) == {"Pick", "Order"}


def test_ctrl_enter_goes_on_from_any_name(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    hand.key(Key.Key_F2)
    assert hand.view.editor is not None
    QTest.keyClicks(hand.view.editor, "Beta")
    QTest.keyClick(hand.view.editor, Key.Key_Enter, CTRL | Qt.KeyboardModifier.KeypadModifier)
    hand.name("Gamma")
    assert ("Beta", "Gamma") in hand.sheet.links()


def test_a_name_given_later_is_taken_as_it_is(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    hand.key(Key.Key_F2)
    hand.name("Sales: really?")
    assert (hand.sheet.node(hand.sheet.b).name, hand.sheet.node(hand.sheet.b).kind) == ("Sales: really?", "task")


def test_a_kind_that_was_chosen_stays(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    append(hand, "user")
    hand.name("Sales: Really?")
    (made,) = hand.after(hand.sheet.b)
    node = hand.sheet.node(made)
    assert (node.kind, node.name) == ("userTask", "Really?") and owner_of(hand.model, node.id)


# connecting


def code_of(hand: Hand, id: str) -> str:
    assert hand.view.letters is not None
    return next(code for code, each in hand.view.letters.targets.items() if each == id)


def test_work_goes_on_from_what_was_connected_to(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    hand.type("c")
    hand.type(code_of(hand, hand.sheet.c).lower())
    assert hand.view.selection() == {hand.sheet.c} and not hand.view.editing()


def test_connecting_a_decision_asks_for_the_answer(hand: Hand) -> None:
    fork = decided(hand)
    hand.type("c")
    hand.type(code_of(hand, hand.sheet.c).lower())
    hand.name("no")
    assert hand.sheet.link(hand.edge(fork, hand.sheet.c).id).name == "no" and hand.view.selection() == {hand.sheet.c}


def test_targets_out_of_view_come_into_it_while_the_letters_stand(hand: Hand) -> None:
    far = hand.sheet.step("Far", 1100, 300)
    hand.view.show_box((200, 300, 200, 300), 1.0)
    looked = (hand.view.zoom, hand.view.to_diagram(0, 0))
    hand.view.select({hand.sheet.a})
    hand.type("c")
    code = code_of(hand, far)
    assert hand.view.rect().contains(hand.at(*hand.middle(far))) and 0.5 <= hand.view.zoom < 1
    hand.key(Key.Key_Escape)
    assert (hand.view.zoom, hand.view.to_diagram(0, 0)) == looked and hand.view.letters is None
    hand.type("c")
    hand.type(code.lower())
    assert hand.after(hand.sheet.a)[-1] == far and hand.view.zoom == 1.0
    assert hand.view.rect().contains(hand.at(*hand.middle(far)))  # where work goes on


def test_while_letters_stand_no_other_key_draws(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    hand.type("c")
    with hand.nothing():
        for key in (Key.Key_Return, Key.Key_Tab, Key.Key_Question, Key.Key_Delete, Key.Key_Right, Key.Key_F2):
            hand.key(key)
    assert hand.view.letters is not None and hand.view.selection() == {hand.sheet.b} and not hand.view.editing()


def test_letters_are_given_anew_where_the_page_is_scrolled(hand: Hand) -> None:
    hand.sheet.step("Far", 3000, 300)
    hand.view.select({hand.sheet.a})
    hand.type("c")
    assert hand.view.letters is not None and len(hand.view.letters.targets) == 2
    for _ in range(30):
        hand.key(Key.Key_Right, CTRL)
    assert [hand.view.name_of(id) for id in hand.view.letters.targets.values()] == ["Far"]


def test_no_letter_hides_another_and_a_pool_has_its_on_its_head(hand: Hand) -> None:
    sheet = hand.sheet
    sheet.put("participant", 400, 330)
    other = sheet.put("participant", 400, 900)
    inner = sheet.put("task", *hand.middle(other), "Inner")
    hand.view.select({sheet.a})
    hand.type("c")
    letters = hand.view.letters
    assert letters is not None and {other, inner} <= set(letters.targets.values())
    assert letters.places[other].center().x() < hand.at(hand.shape(other).x + 40, 0).x()
    places = list(letters.places.values())
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[:at])


def test_shift_enter_puts_a_step_before_and_opens_its_name(hand: Hand) -> None:
    sheet = hand.sheet
    typist = Typist(hand)
    hand.view.select({sheet.b})
    typist.key(Key.Key_Return, SHIFT)
    typist.say("Look again", Key.Key_Return)
    assert {("A", "Look again"), ("Look again", "B")} <= sheet.links() and ("A", "B") not in sheet.links()
    hand.key(Key.Key_Z, CTRL)
    hand.key(Key.Key_Z, CTRL)
    assert ("A", "B") in sheet.links()


def test_in_lanes_in_lanes_keys_go_from_one_to_the_next_and_say_where_there_is_none(hand: Hand) -> None:
    sheet = Sheet()
    hand.sheet = sheet
    hand.view.show_diagram(sheet.model, sheet.diagram)
    pool = sheet.put("participant", 500, 400)
    first, second, third = lanes.split(sheet.model, pool, 3)
    inner = lanes.split(sheet.model, second, 2)
    step, other = (sheet.put("task", x, sheet.box(first)[1] + 60, name) for x, name in ((300, "A"), (500, "B")))
    hints: list[str] = []
    hand.view.hint.connect(hints.append)
    hand.view.select({step, other})
    with hand.nothing():
        hand.key(Key.Key_Up, CTRL | SHIFT)
    assert hints[-1] == "There is no further lane above in this pool"
    for lane in (*inner, third):
        with hand.one_step():
            hand.key(Key.Key_Down, CTRL | SHIFT)
        assert {sheet.node(each).lane for each in (step, other)} == {sheet.shape(lane).node}
        assert hand.view.selection() == {step, other}
    with hand.nothing():
        hand.key(Key.Key_Down, CTRL | SHIFT)
    assert hints[-1] == "There is no further lane below in this pool"
