"""The capture bar by real keys: a process said line by line, seen before it is made, taken back, spelt otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.capture.drawn import draft_of, processes
from opsdesigner.capture.matching import same
from opsdesigner.capture.whole import capture
from opsdesigner.edit.fresh import blank
from opsdesigner.edit.labels import rename
from opsdesigner.files.document import new_document
from opsdesigner.model import Diagram, Model, Node, Shape
from opsdesigner.model.geometry import contains
from opsdesigner.notation.kinds import ORG_CHART
from tests.properties.truths import lies

from .bar import Bar
from .conftest import Open
from .hands import CTRL, PLAIN, SHIFT, Key

ORDER_TO_CASH = """when Order arrives
Sales: Receive order
Finance: Check credit
Credit good?
no: Sales: Ask for prepayment -> Check credit
yes: Operations: Plan production
Warehouse: Check parts
Parts there?
no: Operations: Order parts
yes: Warehouse: Reserve parts

Operations: Assemble
Warehouse: Pack
Ship goods
Finance: Send invoice
Book payment
end: Order paid
"""
MOST = 20  # interactions beside the words
SMALL = "when Order arrives\nSales: Check order\nIn stock?\nyes: Stores: Pick goods\nno: Purchasing: Order goods\n"


@pytest.fixture
def bar(opened: Open) -> Bar:
    """A window on an empty document; nothing glides, so that nobody waits for it."""
    window = opened(size=(1440, 900))
    window.actions_by_id["new"].trigger()
    QApplication.processEvents()
    for view in window.twin.views:
        view.motion = False
    return Bar(window)


@pytest.fixture
def begun(bar: Bar) -> Bar:
    """The same with a small process that is being told."""
    bar.talk(SMALL)
    bar.settle()
    return bar


def whole(text: str) -> Model:
    document = new_document(blank()[0])
    capture(document.model, text)
    return document.model


def alike(one: Model, other: Model) -> bool:
    """Whether two documents have the same first process."""
    a, b = (draft_of(model, processes(model)[0].id) for model in (one, other))
    numbers = dict.fromkeys(a.items, 1)
    by_name = {(item.kind, item.name): id for id, item in b.items.items() if item.name}
    known = {id: by_name.get((item.kind, item.name), "") for id, item in a.items.items() if item.name}
    return "" not in known.values() and same(a, b, known, numbers)


# a talk


def test_order_to_cash_is_told_in_few_keys_and_is_what_capture_makes(bar: Bar) -> None:
    bar.view.setFocus()
    bar.talk(ORDER_TO_CASH)
    assert sum(bar.count.values()) == bar.count["keys"] <= MOST
    assert len([node for node in bar.model.all(Node) if node.kind == "task"]) == 12
    assert lies(bar.model) == []
    assert alike(bar.model, whole(ORDER_TO_CASH))
    assert not alike(bar.model, whole(ORDER_TO_CASH.replace("Ship goods\n", "")))


def test_letters_go_to_the_line_by_themselves_only_on_an_empty_page(bar: Bar) -> None:
    bar.view.setFocus()
    bar.type("Na")
    assert bar.field.hasFocus() and bar.field.text() == "Na"
    bar.key(Key.Key_Return)
    bar.key(Key.Key_Escape)
    assert bar.view.hasFocus()
    bar.type("V")
    assert bar.field.text() == "" and bar.view.hasFocus()


def test_one_key_comes_to_the_line_and_one_goes_back(begun: Bar) -> None:
    begun.key(Key.Key_Escape)
    assert begun.view.hasFocus() and begun.selected() == begun.step == "Order goods"
    begun.window.actions_by_id["outline"].trigger()
    begun.window.side.tabs.setFocus()
    begun.key(Key.Key_Slash)
    assert begun.field.hasFocus()


def test_the_line_comes_back_when_the_bar_was_closed(begun: Bar) -> None:
    act = begun.window.actions_by_id["captureBar"]
    act.trigger()
    assert not begun.bar.isVisible() and begun.view.hasFocus() and not act.isChecked()
    assert begun.window.settings.flag("view/capture", True) is False
    other = begun.window.another()
    other.actions_by_id["new"].trigger()
    assert not other.capture_bar.isVisible()
    other.close_now()
    begun.window.activateWindow()
    begun.view.setFocus()
    begun.key(Key.Key_Slash)
    assert begun.bar.isVisible() and begun.field.hasFocus() and act.isChecked()


def test_the_bar_says_who_what_is_open_and_which_keys_help(begun: Bar) -> None:
    assert begun.role == "Purchasing" and begun.open == "In stock? › no"
    assert begun.bar.role.colour and begun.field.accessibleName()
    assert begun.field.accessibleDescription() == "Purchasing, In stock? › no"
    assert [key for _, key in begun.bar.hints.rows] == ["!", "Enter", "Enter on empty line"]
    begun.key(Key.Key_Return)
    assert begun.open == "" and begun.step == "Order goods"
    begun.say("+ Pack")
    assert begun.open == "at the same time"
    begun.key(Key.Key_Backtab, SHIFT)
    assert begun.open == "" and begun.field.hasFocus()


def test_what_was_closed_joins_before_the_next_step(begun: Bar) -> None:
    begun.key(Key.Key_Backtab, SHIFT)
    begun.say("Office: Write invoice")
    assert alike(begun.model, whole(SMALL + "\nOffice: Write invoice\n"))


# undo


def test_each_line_is_taken_back_and_made_again_with_the_state_of_the_talk(bar: Bar) -> None:
    seen = []
    for line in SMALL.splitlines():
        bar.type(line)
        bar.key(Key.Key_Return)
        seen.append((dict(bar.model.records), bar.step, bar.open, bar.window.capturing.talk.now))
    for records, step, opened, now in reversed(seen):
        assert (dict(bar.model.records), bar.step, bar.open) == (records, step, opened)
        assert bar.window.capturing.talk.now == now
        bar.key(Key.Key_Z, CTRL)
    assert not bar.model.can_undo and bar.step == ""
    for records, step, opened, _ in seen:
        bar.key(Key.Key_Z, CTRL | SHIFT)
        assert (dict(bar.model.records), bar.step, bar.open) == (records, step, opened)
    bar.say("Check supplier")
    assert alike(bar.model, whole(SMALL + "Check supplier\n"))


def test_the_status_bar_says_what_was_taken_back_and_made_again(begun: Bar) -> None:
    rename(begun.model, begun.named("Check order").node, "Look at order")
    hint = begun.window.status.hint
    said = []
    for keys in (CTRL, CTRL, CTRL | SHIFT):
        begun.key(Key.Key_Z, keys)
        said.append(hint.text())
    last = "Capture “no: Purchasing: Order goods”"
    assert said == ["Taken back: Rename", f"Taken back: {last}", f"Made again: {last}"]
    begun.key(Key.Key_Z, CTRL | SHIFT)
    begun.key(Key.Key_Z, CTRL | SHIFT)
    assert hint.text() == "There is nothing to make again"


def test_what_is_taken_back_on_another_page_is_shown_there(begun: Bar) -> None:
    first, step = begun.window.twin.process.diagram, begun.named("Check order").node
    begun.say("# Other work")
    begun.say("Weigh")
    other = begun.window.twin.process.diagram
    assert other != first
    rename(begun.model, step, "Look at order")
    begun.key(Key.Key_Z, CTRL)
    assert begun.window.twin.process.diagram == first and begun.model.undo_label == "Capture “Weigh”"


def test_undo_in_a_line_that_is_begun_is_the_lines_own(begun: Bar) -> None:
    before = dict(begun.model.records)
    begun.type("Call")
    begun.key(Key.Key_Z, CTRL)
    assert begun.field.text() == "" and dict(begun.model.records) == before


def test_undo_on_the_canvas_takes_the_talk_along(begun: Bar) -> None:
    begun.key(Key.Key_Escape)
    for back in (True, False):
        begun.window.actions_by_id["undo" if back else "redo"].trigger()
        QApplication.processEvents()
        assert begun.step == ("Pick goods" if back else "Order goods")
    assert begun.window.capturing.talk.now is not None and begun.window.capturing.talk.now.opened
    begun.key(Key.Key_Slash)
    assert begun.open == "In stock? › no"


# going on elsewhere


def test_what_is_selected_is_where_the_talk_goes_on(begun: Bar) -> None:
    begun.click(*begun.middle("Check order"))
    begun.key(Key.Key_Slash)
    assert begun.step == "Check order" and begun.role == "Sales" and begun.open == ""
    begun.say("Confirm order")
    assert begun.between("Check order", "Confirm order") and begun.between("Confirm order", "In stock?")
    assert not begun.between("Check order", "In stock?")


def test_the_same_step_can_be_chosen_again_after_a_line(begun: Bar) -> None:
    for name in ("Confirm order", "Copy order"):
        begun.click(*begun.middle("Check order"))
        assert begun.step == "Check order"
        begun.key(Key.Key_Slash)
        begun.say(name)
    assert begun.between("Copy order", "Confirm order")


def test_esc_and_back_leaves_open_what_was_open(begun: Bar) -> None:
    begun.key(Key.Key_Escape)
    begun.key(Key.Key_Slash)
    assert begun.open == "In stock? › no"


def test_backward_goes_from_the_result_to_the_trigger(bar: Bar) -> None:
    bar.key(Key.Key_B, CTRL)
    assert bar.field.hasFocus() and bar.bar.way.words == "Backward: the result first"
    bar.say("end: Customer has the goods")
    assert bar.bar.way.words == "Before “Customer has the goods”"
    bar.say("Shipping: Deliver")
    assert bar.bar.way.words == "Before “Deliver”"
    bar.type("Stores: Pack")
    bar.settle()
    assert "Pack" in bar.seen
    bar.key(Key.Key_Return)
    bar.say("when Order arrives")
    assert bar.between("Order arrives", "Pack") and bar.between("Pack", "Deliver")
    assert bar.between("Deliver", "Customer has the goods")
    bar.key(Key.Key_B, CTRL)
    assert not bar.bar.way.isVisible() and not bar.window.actions_by_id["backward"].isChecked()


# the ghost


def test_a_ghost_shows_what_enter_will_make_where_it_will_stand(begun: Bar) -> None:
    begun.key(Key.Key_Return)  # while a decision is open, Office would be an answer
    begun.say("Stack them")
    before = dict(begun.model.records)
    begun.type("Office: File it")
    begun.settle()
    assert begun.seen == ["File it"] and begun.role == "Office"
    assert dict(begun.model.records) == before
    ghosts = begun.window.capturing.ghost.ghosts[1]
    ghost, lines = ghosts.shapes[-1], len(ghosts.lines)
    frames = [each.picture.kind.family for each in ghosts.shapes[:-1]]
    begun.key(Key.Key_Return)
    shape = begun.named("File it")
    assert (shape.x, shape.y, shape.width, shape.height) == (ghost.picture.x, ghost.picture.y, 100, 80)
    assert ghost.colour == begun.bar.role.colour
    assert frames == ["lane"] and lines == 1
    begun.settle()
    assert begun.seen == []


@pytest.mark.parametrize("way", ["clear", "leave", "undo", "close"])
def test_a_ghost_goes_with_what_it_was_for(begun: Bar, way: str) -> None:
    begun.type("File it")
    begun.settle()
    assert begun.seen == ["File it"]
    if way == "clear":
        for _ in "File it":
            begun.key(Key.Key_Backspace)
    elif way == "leave":
        begun.key(Key.Key_Escape)
    elif way == "undo":
        begun.key(Key.Key_Z, CTRL)
    else:
        begun.window.close_document()
    begun.settle()
    assert begun.seen == []
    assert begun.window.capturing.ghost.ghosts[1].here == (
        "" if way in ("leave", "close") else begun.named("Order goods").id
    )


def picture(bar: Bar) -> QImage:
    """The page once it is as sharp as it gets."""
    last = bar.view.grab().toImage()
    for _ in range(40):
        QTest.qWait(80)
        now = bar.view.grab().toImage()
        if now == last:
            break
        last = now
    return last


def test_ghosts_are_painted_over_the_page(begun: Bar) -> None:
    without = picture(begun)
    begun.type("Office: In time?")
    begun.settle()
    assert picture(begun) != without
    for _ in "Office: In time?":
        begun.key(Key.Key_Backspace)
    begun.settle()
    assert picture(begun) == without


def test_what_makes_way_for_a_line_is_seen_where_it_will_stand(begun: Bar) -> None:
    begun.click(*begun.middle("Check order"))
    begun.key(Key.Key_Slash)
    begun.type("Confirm")
    begun.settle()
    shapes = begun.window.capturing.ghost.ghosts[1].shapes
    assert [(ghost.picture.name, ghost.new) for ghost in shapes] == [("Confirm", True), ("In stock?", False)]


def test_what_an_exception_stands_on_is_seen_where_it_will_stand(begun: Bar) -> None:
    begun.click(*begun.middle("In stock?"))
    begun.click(*begun.middle("Pick goods"))
    begun.key(Key.Key_Slash)
    begun.type("! wrong: Look again -> Check order")
    begun.settle()
    shapes = begun.window.capturing.ghost.ghosts[1].shapes
    host = next(ghost for ghost in shapes if ghost.picture.name == "Pick goods")
    event = next(ghost for ghost in shapes if ghost.picture.kind.family == "boundary")
    assert not host.new and host.box[0] > begun.named("Pick goods").x
    assert host.box[0] < event.box[0] and event.box[2] < host.box[2] and event.box[1] < host.box[3] < event.box[3]


def test_ghosts_of_events_show_what_sort_they_are(begun: Bar) -> None:
    seen: list[QImage] = []
    for line in ("receive It", "send It", "wait It", "end: It"):
        begun.type(line)
        begun.settle()
        ghosts = begun.window.capturing.ghost.ghosts[1]
        box = next(ghost.box for ghost in ghosts.shapes if ghost.picture.name == "It")
        corners = begun.view.to_view(*box[:2]), begun.view.to_view(*box[2:])
        seen.append(begun.view.grab(QRectF(*corners).toRect()).toImage())
        begun.field.clear()
    assert all(one != other for at, one in enumerate(seen) for other in seen[:at])


# names


def test_names_are_completed_by_tab_and_by_the_arrow(begun: Bar) -> None:
    begun.type("Pu")
    assert begun.field.offered == "rchasing: "
    begun.key(Key.Key_Tab)
    assert begun.field.text() == "Purchasing: "
    begun.type("Pi")
    begun.key(Key.Key_Right)
    assert begun.field.text() == "Purchasing: Pick goods"
    begun.key(Key.Key_Left)
    assert begun.field.offered == "" and begun.field.cursorPosition() == len("Purchasing: Pick good")


def test_enter_takes_what_was_typed_but_two_letters_for_one_role(begun: Bar) -> None:
    begun.say("Pick")
    assert begun.step == "Pick"
    begun.say("St: Weigh")
    assert begun.step == "Weigh" and begun.role == "Stores"
    begun.say("so: Look")  # no role begins so: while a decision is open it is an answer
    assert begun.open == "In stock? › so"


def test_several_names_are_listed_and_chosen_with_the_arrows(begun: Bar) -> None:
    begun.say("Pick parts")
    begun.type("Pi")
    names = begun.bar.names
    assert names.isVisible() and names.model().rowCount() == 2
    first = begun.field.offered
    begun.key(Key.Key_Down)
    assert begun.field.offered != first
    begun.key(Key.Key_Up)
    assert begun.field.offered == first
    begun.key(Key.Key_Escape)
    assert not names.isVisible() and begun.field.hasFocus() and begun.field.text() == "Pi"


def test_a_name_that_is_spelt_otherwise_is_offered(begun: Bar) -> None:
    begun.type("Purhcas")
    begun.key(Key.Key_Tab)
    assert begun.field.text() == "Purchasing: "
    begun.field.clear()
    begun.type("-> Chekc or")
    begun.key(Key.Key_Tab)
    begun.key(Key.Key_Return)
    assert begun.refused == "" and begun.field.text() == ""
    assert alike(begun.model, whole(SMALL + "-> Check order\n"))


def test_a_name_is_taken_by_a_click(begun: Bar) -> None:
    begun.say("Pick parts")
    begun.type("Pi")
    names = begun.bar.names
    row = names.visualRect(names.model().index(1, 0)).center()
    begun.tap(names.viewport(), QPointF(row))
    assert begun.field.text() in ("Pick goods", "Pick parts") and begun.field.hasFocus()


def test_what_an_input_method_is_composing_is_left_alone(begun: Bar) -> None:
    begun.type("Pi")
    assert begun.field.offered
    QApplication.sendEvent(begun.field, QInputMethodEvent("ck", []))
    assert begun.field.offered == ""
    done = QInputMethodEvent()
    done.setCommitString("検品")
    QApplication.sendEvent(begun.field, done)
    begun.key(Key.Key_Return)
    assert begun.step == "Pi検品"


# lines that are not understood, lines said before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("-> Nowhere", "No step is called “Nowhere”"),
        ("yes: Pick goods", "“yes"),
        ("R" * 300 + ": Work", "A role has 120 letters at most"),
        ("Stores:", "Say what Stores does"),
        ("[bread] Bake", "[bread] is no kind of step"),
    ],
)
def test_a_bad_line_stays_says_why_and_changes_nothing(begun: Bar, line: str, said: str) -> None:
    before, moment = dict(begun.model.records), begun.model.moment
    if line.startswith(("R", "yes")):
        begun.key(Key.Key_Return)  # no decision is open any more
    begun.say(line)
    assert begun.refused.startswith(said) and begun.refused.endswith(".")
    assert begun.field.text() == line
    assert dict(begun.model.records) == before and begun.model.moment is moment
    begun.type("x")
    assert begun.refused == ""


def test_lines_said_before_come_back(begun: Bar) -> None:
    begun.type("Wri")
    begun.key(Key.Key_Up)
    assert begun.field.text() == "no: Purchasing: Order goods"
    begun.key(Key.Key_Up)
    assert begun.field.text() == "yes: Stores: Pick goods"
    for _ in range(2):
        begun.key(Key.Key_Down)
    assert begun.field.text() == "Wri"


# several lines


def test_one_line_pasted_goes_into_the_line(begun: Bar) -> None:
    QGuiApplication.clipboard().setText("  Weigh\tgoods \n")
    begun.key(Key.Key_V, CTRL)
    assert begun.field.text() == "Weigh goods" and "Weigh goods" not in begun.steps


def test_no_key_is_lost_however_fast_they_come(bar: Bar) -> None:
    bar.key(Key.Key_Slash)
    lines = [f"{'Sales: ' if at % 50 == 0 else ''}Do {at}" for at in range(200)]
    for letter in "\n".join(lines) + "\n":
        key = Key.Key_Return if letter == "\n" else Key.Key_A
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(bar.field, QKeyEvent(kind, key, PLAIN, "\r" if letter == "\n" else letter))
    QCoreApplication.sendPostedEvents(bar.field)
    assert [name for name in bar.steps if name] == [f"Do {at}" for at in range(200)]
    assert bar.field.text() == "" and lies(bar.model) == []


# the window round it


def test_the_view_follows_only_as_far_as_it_must(bar: Bar) -> None:
    bar.say("Sales: Step")
    corner = bar.view.to_view(0, 0)
    bar.say("Next")
    assert bar.view.to_view(0, 0) == corner  # in sight already
    for at in range(12):
        bar.say(f"Step {at}")
        shape = bar.named(f"Step {at}")
        box = (shape.x, shape.y, shape.x + shape.width + 148, shape.y + shape.height)
        assert contains(bar.view.frame.box(bar.view.rect()), box)
    assert bar.view.to_view(0, 0).x() < corner.x()


def test_the_page_drifts_where_things_may_move_and_a_hand_ends_that(bar: Bar) -> None:
    bar.view.motion = True
    for at in range(14):
        bar.say(f"Step {at}")
    drift = bar.window.capturing._sight._process
    assert drift.under_way
    bar.view.pan(QPointF(300, 0))
    held = bar.view.to_view(0, 0)
    QTest.qWait(60)
    assert not drift.under_way and bar.view.to_view(0, 0) == held


def test_roles_come_to_the_org_chart_that_is_shown_alone(opened: Open, sample: Path) -> None:
    window = opened(sample)
    window.actions_by_id["orgAlone"].trigger()
    bar = Bar(window)
    bar.key(Key.Key_Slash)
    bar.type("Beekeeping: Look after bees")
    bar.settle()
    chart = window.capturing.ghost.ghosts[0]
    assert [ghost.picture.name for ghost in chart.shapes] == ["Beekeeping"]
    bar.key(Key.Key_Return)
    node = next(node for node in bar.model.all(Node) if node.name == "Beekeeping" and node.kind == "role")
    pages = {bar.model[shape.diagram].kind for shape in bar.model.referrers(node.id, Shape)}  # type: ignore[union-attr]
    assert pages == {ORG_CHART} and not window.twin.process.isVisible()
    assert "Look after bees" in bar.steps


def test_a_document_without_a_process_gets_one_in_the_same_step(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    bar = Bar(window)
    with bar.model.change("Take the page away"):
        bar.model.remove(*(page.id for page in list(bar.model.all(Diagram))))
        bar.model.remove(*(node.id for node in list(bar.model.all(Node))))
    before = bar.model.undo_label
    bar.key(Key.Key_Slash)
    bar.say("Sales: Check order")
    bar.say("Confirm order")
    assert bar.between("Check order", "Confirm order")
    for _ in range(2):
        bar.key(Key.Key_Z, CTRL)
    assert bar.model.undo_label == before and not list(bar.model.all(Diagram))


def test_a_new_heading_begins_a_process_on_its_own_page(begun: Bar) -> None:
    first = begun.view.diagram
    begun.say("# Returns")
    assert begun.view.diagram != first and begun.open == ""
    begun.say("Stores: Take goods back")
    assert begun.named("Take goods back")
    begun.key(Key.Key_Z, CTRL)
    begun.key(Key.Key_Z, CTRL)
    assert begun.view.diagram == first and begun.step == "Order goods"


def test_another_tab_is_another_talk(begun: Bar) -> None:
    first = begun.view.diagram
    begun.say("# Returns")
    begun.window.pane.go_to(first)
    assert begun.step in ("Pick goods", "Order goods")
    begun.say("Office: File it")
    assert begun.view.diagram == first and begun.named("File it")


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("big", [False, True])
def test_nothing_of_the_bar_is_cut(begun: Bar, percent: int, big: bool) -> None:
    begun.window.style_in_use.write_at(percent)
    if big:
        begun.window.actions_by_id["bigCapture"].trigger()
    begun.type("-> Nowhere")
    begun.key(Key.Key_Return)
    QApplication.processEvents()
    bar, ground = begun.bar, begun.bar._inner.rect()
    assert bar.height() >= (104 if big else 46) * percent // 100
    for part in (bar.role, bar.open, bar.line, bar.message):
        assert part.isVisible()
        place = part.rect().translated(part.mapTo(bar._inner, part.rect().topLeft()))
        assert ground.contains(place), part
    assert bar.line.height() >= bar.line.fontMetrics().height()
    assert bar.line.width() > 200
    if big:
        begun.window.actions_by_id["bigCapture"].trigger()
    begun.window.style_in_use.write_at(100)


def test_backward_the_bar_says_before_what_a_line_goes_and_what_may_be_answered(bar: Bar) -> None:
    bar.key(Key.Key_B, CTRL)
    assert bar.field.placeholderText() == "=> Customer has the goods on time"
    bar.talk("=> Customer has the goods on time\nShipping: Deliver\n+ Stores: Pack\n+ Office: Write label")
    assert bar.open == "at the same time" and bar.bar.way.words == "Before “Write label”"
    bar.key(Key.Key_Return)
    assert bar.open == "" and bar.bar.way.words == "Before “Pack, Write label”"
    assert bar.bar.hints.rows[0] == ("step before", "Enter")
    bar.say("In stock?")
    assert bar.field.placeholderText() == "yes:"
    bar.say("yes:")
    assert bar.field.placeholderText() == "What must be true just before this?"
    bar.say("-> Deliver")
    assert bar.refused.startswith("Going backward, only another answer leads elsewhere")
    bar.field.clear()
    bar.say("when Order arrives")
    assert bar.field.placeholderText().startswith("Nothing comes before the trigger")
    bar.key(Key.Key_B, CTRL)
    assert not bar.bar.way.isVisible() and bar.open == ""
