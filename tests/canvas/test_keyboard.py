"""The whole canvas without a mouse: walking, drawing, naming, connecting, arranging, menus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from opsdesigner.canvas.keyboard.commands import COMMANDS
from opsdesigner.canvas.menus.choices import variant_now
from opsdesigner.canvas.output import clip
from opsdesigner.edit import lanes
from opsdesigner.model import Link, Node
from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet

from .hand import ALT, CTRL, SHIFT, Hand, Key


def keyboard(hand: Hand, id: str) -> None:
    hand.view.select({id})


# walking


def test_arrows_follow_the_flow(hand: Hand) -> None:
    sheet = hand.sheet
    for key, goal in (
        (Key.Key_Right, sheet.start),
        (Key.Key_Right, sheet.a),
        (Key.Key_Right, sheet.b),
        (Key.Key_Left, sheet.a),
        (Key.Key_Left, sheet.start),
        (Key.Key_End, sheet.b),
        (Key.Key_Home, sheet.start),
    ):
        hand.key(key)
        assert hand.view.selection() == {goal} or key == Key.Key_End


def test_up_and_down_choose_a_branch_and_left_goes_back_the_same_way(hand: Hand) -> None:
    sheet = hand.sheet
    fork = sheet.then(sheet.b, "exclusiveGateway", "Which?")
    yes, no = sheet.then(fork, "task", "Yes"), sheet.then(fork, "task", "No")
    join = sheet.then(yes, "exclusiveGateway")
    sheet.flow(no, join)
    keyboard(hand, fork)
    hand.key(Key.Key_Right)
    assert hand.view.selection() == {yes}
    hand.key(Key.Key_Down)
    assert hand.view.selection() == {no}
    hand.key(Key.Key_Right)
    assert hand.view.selection() == {join}
    hand.key(Key.Key_Left)
    assert hand.view.selection() == {no}
    hand.key(Key.Key_Up)
    assert hand.view.selection() == {yes}


def test_where_nothing_flows_the_nearest_is_next(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.b)
    hand.key(Key.Key_Down)
    assert hand.view.selection() == {sheet.c}
    hand.key(Key.Key_Up)
    assert hand.view.selection() == {sheet.b}


def test_between_lanes_and_into_them(hand: Hand) -> None:
    sheet = hand.sheet
    pool = sheet.put("participant", 300, 300, "Bright Bikes")
    upper, lower = lanes.split(sheet.model, pool, 2)
    keyboard(hand, pool)
    for key, goal in (
        (Key.Key_Down, upper),
        (Key.Key_Down, lower),
        (Key.Key_Down, lower),
        (Key.Key_Up, upper),
        (Key.Key_Left, pool),
        (Key.Key_Right, sheet.start),
    ):
        hand.key(key)
        assert hand.view.selection() == {goal}


def test_from_a_flow_on(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.a)
    hand.type("f")
    assert hand.view.selection() == {hand.edge(sheet.a, sheet.b).id}
    hand.key(Key.Key_Right)
    assert hand.view.selection() == {sheet.b}


def test_f_goes_round_the_flows_of_a_step(hand: Hand) -> None:
    sheet = hand.sheet
    fork = sheet.then(sheet.b, "exclusiveGateway")
    yes, no = sheet.then(fork), sheet.then(fork)
    keyboard(hand, fork)
    seen = []
    for _ in range(3):
        hand.type("f")
        seen.append(hand.view.current())
    assert seen == [hand.edge(fork, yes).id, hand.edge(fork, no).id, hand.edge(fork, yes).id]
    hand.key(Key.Key_F2)
    hand.name("yes")
    assert sheet.link(seen[0]).name == "yes"


# drawing


def test_enter_appends_a_step_and_opens_its_name(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.b)
    hand.key(Key.Key_Return)
    hand.name("Pack")
    hand.key(Key.Key_Return)
    hand.name("Ship")
    pack = hand.after(sheet.b)[0]
    assert sheet.node(pack).name == "Pack" and sheet.node(hand.after(pack)[0]).name == "Ship"
    assert hand.names() == {"Ship"}


def test_tab_branches_and_a_question_mark_decides(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.b)
    hand.type("?")
    hand.name("In stock?")
    fork = hand.after(sheet.b)[0]
    assert sheet.node(fork).kind == "exclusiveGateway" and sheet.node(fork).name == "In stock?"
    hand.key(Key.Key_Return)
    hand.name("yes")
    hand.name("Pick")
    hand.key(Key.Key_Tab)
    hand.name("no", Key.Key_Tab)
    hand.name("Order")
    assert {sheet.node(id).name for id in hand.after(fork)} == {"Pick", "Order"}
    assert {sheet.link(hand.edge(fork, id).id).name for id in hand.after(fork)} == {"yes", "no"}


def test_a_step_goes_into_a_selected_flow(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, hand.edge(sheet.a, sheet.b).id)
    hand.key(Key.Key_Return)
    hand.name("Between")
    (made,) = hand.after(sheet.a)
    assert sheet.node(made).name == "Between" and hand.after(made) == [sheet.b]


def test_c_puts_letters_on_targets_and_a_letter_draws_the_line(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.b)
    hand.type("c")
    assert hand.view.letters is not None
    targets = {id: code for code, id in hand.view.letters.targets.items()}
    assert sheet.c in targets and sheet.start not in targets
    hand.view.grab()
    with hand.one_step():
        hand.type(targets[sheet.c].lower())
    assert hand.after(sheet.b) == [sheet.c] and hand.view.letters is None and hand.view.tool == "select"


def test_esc_takes_the_letters_away(hand: Hand) -> None:
    keyboard(hand, hand.sheet.b)
    with hand.nothing():
        hand.type("c")
        hand.key(Key.Key_Escape)
        assert hand.view.letters is None
        hand.key(Key.Key_Escape)
        hand.key(Key.Key_Escape)
    assert hand.view.tool == "select" and not hand.view.selection()


def test_a_line_to_itself_is_not_offered_and_pairs_of_letters_serve_crowds() -> None:
    from opsdesigner.canvas.keyboard.letters import codes

    assert len(set(codes(20))) == 20 and all(len(code) == 1 for code in codes(26))
    for count in (27, 30, 300, 676):
        made = codes(count)
        assert len(set(made)) == count
        assert not any(a != b and b.startswith(a) for a in made for b in made)
    assert len(codes(30)[0]) == 1 and len(codes(30)[-1]) == 2


# names


def test_f2_and_e_open_the_name_and_letters_do_not(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.c)
    hand.type("x")
    assert not hand.view.editing()
    hand.key(Key.Key_F2)
    with hand.one_step():
        hand.name("Check")
    assert sheet.node(sheet.c).name == "Check"
    hand.type("e")
    hand.name("twice", Key.Key_Escape)
    assert sheet.node(sheet.c).name == "Check" and hand.view.hasFocus()


def test_shift_enter_breaks_and_leaving_commits(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.c)
    hand.key(Key.Key_F2)
    editor = hand.view.editor
    assert editor is not None
    QTest.keyClicks(editor, "one")
    before = editor.height()
    QTest.keyClick(editor, Key.Key_Return, SHIFT)
    QTest.keyClicks(editor, "two")
    assert editor.isVisible() and editor.height() >= before
    hand.click((60, 600))
    assert sheet.node(sheet.c).name == "one\ntwo"


def test_an_unchanged_name_is_no_undo_step(hand: Hand) -> None:
    keyboard(hand, hand.sheet.a)
    with hand.nothing():
        hand.key(Key.Key_F2)
        hand.name("A")


def test_a_name_whose_shape_goes_is_closed(hand: Hand) -> None:
    keyboard(hand, hand.sheet.b)
    hand.key(Key.Key_Return)
    assert hand.view.editing()
    hand.model.undo()
    assert not hand.view.editing()


@pytest.mark.parametrize(
    "variant",
    [
        "exclusiveGateway",
        "startEvent",
        "participant",
        "closedPool",
        "textAnnotation",
        "group",
        "dataObjectReference",
        "subProcessOpen",
    ],
)
def test_every_name_opens_at_its_place(hand: Hand, variant: str) -> None:
    id = hand.sheet.put(variant, 560, 600)
    hand.view.select({id})
    hand.view.reveal(id)
    hand.key(Key.Key_F2)
    editor = hand.view.editor
    assert editor is not None and hand.view.rect().contains(editor.geometry())
    body = hand.view.window_place(id)
    assert body.adjusted(-80, -60, 80, 60).intersects(editor.geometry())
    hand.name("Named")
    assert hand.view.name_of(id) == "Named"


def test_double_click_opens_names_of_shapes_lanes_and_flows(hand: Hand) -> None:
    sheet = hand.sheet
    hand.double_click(hand.middle(sheet.c))
    hand.name("Double")
    assert sheet.node(sheet.c).name == "Double"
    edge = hand.edge(sheet.a, sheet.b)
    hand.double_click((edge.points[0][0] + 20, edge.points[0][1]))
    hand.name("then")
    assert sheet.link(edge.id).name == "then"


def test_a_note_grows_with_what_is_written_on_it(hand: Hand) -> None:
    note = hand.sheet.put("textAnnotation", 600, 120, "Short")
    before = hand.shape(note)
    hand.view.edit_label(note)
    with hand.one_step():
        hand.name("A much longer text than before, so long that it takes many lines to be read as a whole by anyone")
    label = hand.view.display.label(note)
    assert label is not None and label.pixels == 12 and hand.shape(note).height >= label.box[3]
    assert hand.shape(note).width == before.width and hand.place(note) == (before.x, before.y)
    tall = hand.shape(note).height
    hand.view.edit_label(note)
    hand.name("Short again")
    assert hand.shape(note).height == tall  # how large it is stays with the hand


@pytest.mark.parametrize(
    ("variant", "typed", "then"),
    [
        ("subProcessOpen", "collapsed", "subProcess"),
        ("subProcess", "expanded", "subProcessOpen"),
        ("closedPool", "expanded pool", "participant"),
        ("participant", "empty pool", "closedPool"),
        ("participant", "vertical", "uprightPool"),
        ("uprightPool", "pool", "participant"),
    ],
)
def test_r_offers_what_a_shape_is_not_yet(hand: Hand, variant: str, typed: str, then: str) -> None:
    made = hand.sheet.put(variant, 700, 500)

    def now() -> str:
        row = variant_now(hand.model, hand.sheet.node(made), hand.shape(made))
        return row.id if row else ""

    assert now() == variant
    hand.view.select({made})
    hand.key(Key.Key_R)
    assert VARIANTS[variant].label not in [row.entry.label for row in hand.view.chooser.shown if row.entry]
    with hand.one_step():
        hand.search(typed)
    assert now() == then


def test_the_keys_for_the_next_lane_let_a_selected_lane_change_places(hand: Hand) -> None:
    pool = hand.sheet.put("participant", 400, 330)
    first, second = lanes.split(hand.model, pool, 2)
    hand.view.select({first})
    with hand.one_step():
        hand.key(Key.Key_Down, CTRL | SHIFT)
    assert hand.shape(second).y < hand.shape(first).y and hand.view.selection() == {first}


def test_keys_that_do_nothing_say_why(hand: Hand) -> None:
    sheet = hand.sheet
    pool = sheet.put("closedPool", 400, 650)
    message, note = sheet.flow(sheet.a, pool), sheet.put("textAnnotation", 900, 120, "Beware")
    hints: list[str] = []
    hand.view.hint.connect(hints.append)
    for thing, key, reason in (
        (message, Key.Key_Return, "A step goes into a flow between two others"),
        (note, Key.Key_Return, "A note has no next step"),
        (sheet.c, Key.Key_X, "Only a sub-process can be opened"),
    ):
        hand.view.select({thing})
        with hand.nothing():
            hand.key(key)
        assert hints[-1] == reason
    hand.view.select({sheet.c})
    hand.key(Key.Key_Return, CTRL)
    assert hints[-1] == "Only a closed sub-process has a page of its own"


def test_tab_looks_for_a_decision_along_flows_only(hand: Hand) -> None:
    sheet = hand.sheet
    gate = sheet.then(sheet.a, "exclusiveGateway")
    sheet.then(gate, "task", "D")
    data = sheet.put("dataObjectReference", 700, 560, "Form")
    sheet.flow(sheet.named("D"), data)
    hand.view.select({data})
    branches = len(hand.after(gate))
    hand.key(Key.Key_Tab)
    assert len(hand.after(gate)) == branches


def test_double_click_on_paper_offers_what_may_stand_there(hand: Hand) -> None:
    hand.double_click((700, 120))
    hand.search("user task")
    hand.name("Ask")
    made = hand.shape(hand.sheet.named("Ask"))
    assert hand.sheet.node(made.id).kind == "userTask" and (made.x, made.y) == (650, 80)


def test_the_paper_of_an_open_sub_process_stands_for_it(hand: Hand) -> None:
    sub = hand.sheet.put("subProcessOpen", 700, 500, "Pack")
    hand.click((700, 540))
    assert hand.view.selection() == {sub}
    hand.drag((720, 460), (820, 560))  # still a frame, not a move
    assert not hand.view.selection() and hand.middle(sub) == (700, 500)
    hand.double_click((700, 540))
    hand.name("Wrap")
    assert hand.names(frozenset({sub})) == {"Wrap"}


def test_f_goes_to_a_flow_that_comes_in_where_none_leaves(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    hand.key(Key.Key_F)
    assert hand.view.selection() == {hand.edge(hand.sheet.a, hand.sheet.b).id}


def test_single_letter_shortcuts_of_the_window_do_not_eat_a_name(hand: Hand) -> None:
    window = QWidget()
    QVBoxLayout(window).addWidget(hand.view)
    action = QAction("Append", window)
    action.setShortcut(QKeySequence("A"))
    fired: list[bool] = []
    action.triggered.connect(fired.append)
    window.addAction(action)
    window.show()
    window.activateWindow()
    QTest.qWait(20)
    hand.view.edit_label(hand.sheet.c)
    hand.name("Anna")
    assert hand.sheet.node(hand.sheet.c).name == "Anna" and not fired
    hand.view.setParent(None)
    window.deleteLater()


# arranging


def test_nudging(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.c)
    x, y = hand.place(sheet.c)
    with hand.one_step():
        hand.key(Key.Key_Right, ALT)
    assert hand.place(sheet.c) == (x + 8, y)
    hand.key(Key.Key_Up, ALT | SHIFT)
    assert hand.place(sheet.c) == (x + 8, y - 1)
    hand.view.select({sheet.c, sheet.b})
    b = hand.place(sheet.b)
    with hand.one_step():
        hand.key(Key.Key_Down)
    assert hand.place(sheet.c) == (x + 8, y + 7) and hand.place(sheet.b) == (b[0], b[1] + 8)


def test_growing_and_shrinking(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.c)
    with hand.one_step():
        hand.key(Key.Key_Right, CTRL | ALT)
    hand.key(Key.Key_Up, CTRL | ALT)
    assert (hand.shape(sheet.c).width, hand.shape(sheet.c).height) == (108, 72)
    for _ in range(20):
        hand.key(Key.Key_Left, CTRL | ALT)
    assert hand.shape(sheet.c).width == 64


def test_next_lane(hand: Hand) -> None:
    sheet = hand.sheet
    pool = sheet.put("participant", 400, 330)
    first, second = lanes.split(hand.model, pool, 2)
    keyboard(hand, sheet.a)
    here = sheet.node(sheet.a).lane
    away = next(hand.shape(each).node for each in (first, second) if hand.shape(each).node != here)
    key = Key.Key_Down if here == hand.shape(first).node else Key.Key_Up
    with hand.one_step():
        hand.key(key, CTRL | SHIFT)
    assert sheet.node(sheet.a).lane == away


def test_delete_and_backspace(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.c)
    with hand.one_step():
        hand.key(Key.Key_Delete)
    assert sheet.c not in hand.view.display
    keyboard(hand, sheet.a)
    with hand.one_step():
        hand.key(Key.Key_Backspace)
    assert hand.after(sheet.start) == [sheet.b]


def test_what_undo_brings_back_is_selected(hand: Hand) -> None:
    sheet = hand.sheet
    sub = sheet.put("subProcessOpen", 700, 500, "Pack")
    sheet.put("task", 700, 500, "Wrap")
    hand.view.select({sub})
    hand.key(Key.Key_Delete)
    hand.view.select({sheet.a})
    hand.key(Key.Key_Z, CTRL)
    assert hand.names() == {"Pack"}  # not what lies in it
    flow = hand.edge(sheet.a, sheet.b).id
    hand.view.select({flow})
    hand.key(Key.Key_Delete)
    hand.key(Key.Key_Z, CTRL)
    assert hand.view.selection() == {flow}
    hand.view.select({sheet.c})
    hand.key(Key.Key_Right, ALT)
    hand.view.select({sheet.a})
    hand.key(Key.Key_Z, CTRL)
    assert hand.view.selection() == {sheet.a}  # what only moves back leaves the selection alone


def test_what_undo_touches_comes_into_view(hand: Hand) -> None:
    hand.view.select({hand.sheet.c})
    hand.key(Key.Key_Right, ALT)
    hand.view.show_box((9000, 9000, 9000, 9000), 1.0)
    hand.key(Key.Key_Z, CTRL)
    assert hand.view.rect().contains(hand.at(*hand.middle(hand.sheet.c)))
    before = hand.at(0, 0)
    hand.key(Key.Key_Y, CTRL)
    assert hand.at(0, 0) == before  # in view already: the page stays


def test_undo_and_both_redo_keys(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.c)
    hand.key(Key.Key_Delete)
    hand.key(Key.Key_Z, CTRL)
    assert sheet.c in hand.view.display
    hand.key(Key.Key_Y, CTRL)
    assert sheet.c not in hand.view.display
    hand.key(Key.Key_Z, CTRL)
    hand.key(Key.Key_Z, CTRL | SHIFT)
    assert sheet.c not in hand.view.display


# the clipboard


def test_copy_paste_and_duplicate(hand: Hand) -> None:
    sheet = hand.sheet
    hand.view.select({sheet.a, sheet.b})
    hand.key(Key.Key_C, CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasFormat(clip.MIME) and mime.text() == "A\nB"
    with hand.one_step():
        hand.key(Key.Key_V, CTRL)
    assert hand.names() == {"A", "B"} and not hand.view.selection() & {sheet.a, sheet.b}
    hand.view.select({sheet.c})
    with hand.one_step():
        hand.key(Key.Key_D, CTRL)
    assert hand.names() == {"C"}
    with hand.one_step():
        hand.key(Key.Key_X, CTRL)
    assert not hand.view.selection()


def test_what_is_not_ours_is_not_pasted(hand: Hand) -> None:
    hints: list[str] = []
    hand.view.hint.connect(hints.append)
    mime = QMimeData()
    mime.setData(clip.MIME, b"{nonsense")
    QGuiApplication.clipboard().setMimeData(mime)
    with hand.nothing():
        hand.key(Key.Key_V, CTRL)
    hand.view.say("", hand.view.pointer())
    QGuiApplication.clipboard().setText("<definitions/>")
    with hand.nothing():
        hand.key(Key.Key_V, CTRL)
    assert hints[::2] == ["Only what was copied from a drawing, or lines of text, can be pasted"] * 2


def test_what_is_pasted_out_of_sight_comes_into_view(hand: Hand) -> None:
    hand.view.select({hand.sheet.put("participant", 400, 330)})
    hand.key(Key.Key_C, CTRL)
    hand.view.show_box((400, 330, 400, 330), 1.0)
    hand.key(Key.Key_V, CTRL)  # a pool goes below the others
    (made,) = hand.view.selection()
    seen = hand.view.frame.box(hand.view.rect())
    assert hand.shape(made).y + hand.shape(made).height <= seen[3]


def test_pasted_lines_are_steps_in_a_row(hand: Hand) -> None:
    QGuiApplication.clipboard().setText("Weigh goods\r\nPrint label\n")
    with hand.one_step():
        hand.key(Key.Key_V, CTRL)
    assert hand.names() == {"Weigh goods", "Print label"}
    assert ("Weigh goods", "Print label") in hand.sheet.links()


# menus


def test_a_appends_what_is_typed_for(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.b)
    hand.type("a")
    labels = [row.entry.label for row in hand.view.chooser.shown if row.entry]
    assert labels[0] == "Step" and "Message start" not in labels and "Pool" not in labels
    with hand.one_step():
        hand.search("wait for timer")
    (made,) = hand.after(sheet.b)
    assert sheet.node(made).props.bags("events")[0].text("kind") == "timer"


def test_a_finds_steps_already_here_and_names_new_ones(hand: Hand) -> None:
    sheet = hand.sheet
    with hand.model.change("Name"):
        hand.model.update(hand.shape(sheet.c).node, name="Carry out")
    keyboard(hand, sheet.b)
    hand.type("a")
    hand.search("carry", None)
    groups = [row.heading for row in hand.view.chooser.shown if row.heading]
    assert "Already here" in groups
    entries = [row.entry for row in hand.view.chooser.shown if row.entry]
    with hand.one_step():
        hand.view.chooser.list.taken.emit(next(each for each in entries if each.label == "Carry out"))
    assert hand.after(sheet.b) == [sheet.c]
    keyboard(hand, sheet.c)
    hand.type("a")
    hand.search("Weigh it", None)
    new = [row.entry for row in hand.view.chooser.shown if row.entry][-1]
    hand.view.chooser.list.taken.emit(new)
    assert sheet.node(hand.after(sheet.c)[0]).name == "Weigh it"


def test_arrows_enter_and_esc_in_the_menu(hand: Hand) -> None:
    sheet = hand.sheet
    keyboard(hand, sheet.b)
    hand.type("a")
    field = hand.view.chooser.field
    with hand.nothing():
        QTest.keyClick(field, Key.Key_Escape)
    assert not hand.view.chooser.isVisible() and hand.view.hasFocus()
    hand.type("a")
    QTest.keyClick(field, Key.Key_Down)
    QTest.keyClick(field, Key.Key_Return)
    assert sheet.node(hand.after(sheet.b)[0]).kind == "userTask"


def test_n_creates_and_r_changes_the_type(hand: Hand) -> None:
    sheet = hand.sheet
    hand.view.select({sheet.c})
    hand.type("n")
    hand.search("parallel")
    (made,) = hand.view.selection()
    assert sheet.node(made).kind == "parallelGateway"
    hand.name("", Key.Key_Escape)
    keyboard(hand, sheet.a)
    hand.type("r")
    assert "Step" not in [row.entry.label for row in hand.view.chooser.shown if row.entry]
    with hand.one_step():
        hand.search("user")
    assert sheet.node(sheet.a).kind == "userTask" and sheet.node(sheet.a).name == "A"


def test_r_makes_a_flow_the_default(hand: Hand) -> None:
    sheet = hand.sheet
    fork = sheet.then(sheet.b, "exclusiveGateway")
    sheet.then(fork)
    edge = hand.edge(fork, hand.after(fork)[0])
    keyboard(hand, edge.id)
    hand.type("r")
    with hand.one_step():
        hand.search("default")
    assert sheet.link(edge.id).props.flag("default")


@pytest.mark.qt_log_ignore("does not support")
def test_the_menu_key_opens_the_pads_menu(hand: Hand) -> None:
    keyboard(hand, hand.sheet.c)
    hand.key(Key.Key_F10, SHIFT)
    (menu,) = hand.view.findChildren(QMenu)
    texts = [action.text() for action in menu.actions()]
    assert any(text.startswith("Next step") for text in texts) and any(text.startswith("Delete") for text in texts)
    with hand.one_step():
        next(action for action in menu.actions() if action.text().startswith("Delete")).trigger()
    menu.close()


def test_sub_processes_open_in_place_and_on_their_page(hand: Hand) -> None:
    sheet = hand.sheet
    sub = sheet.put("subProcess", 700, 600, "Pack")
    wanted: list[str] = []
    hand.view.diagram_wanted.connect(wanted.append)
    keyboard(hand, sub)
    hand.key(Key.Key_Return, CTRL)
    assert len(wanted) == 1
    hand.view.show_diagram(hand.model, wanted[0])
    hand.key(Key.Key_Backspace, CTRL)
    assert wanted[1] == sheet.diagram
    hand.view.show_diagram(hand.model, sheet.diagram)
    hand.view.reveal(sub)
    rect = hand.view.opener_rect(sub)
    spot = hand.view.to_diagram(rect.center().x(), rect.center().y())
    hand.hover((spot.x(), spot.y()))
    hand.click((spot.x(), spot.y()))
    assert wanted[2] == wanted[0]


# all of it


def test_a_process_from_an_empty_page_by_keyboard_alone(hand: Hand) -> None:
    sheet = Sheet()
    hand.sheet = sheet
    hand.view.show_diagram(sheet.model, sheet.diagram)
    hand.view.grab()
    hand.key(Key.Key_Return)
    hand.name("Order arrives")
    hand.key(Key.Key_Return)
    hand.name("Check order")
    hand.type("?")
    hand.name("In stock?")
    hand.key(Key.Key_Return)
    hand.name("yes")
    hand.name("Pick goods")
    hand.type("a")
    hand.search("end")
    hand.name("Shipped")
    hand.key(Key.Key_Left)
    hand.key(Key.Key_Tab)
    hand.name("no")
    hand.name("Order goods")
    hand.type("c")
    assert hand.view.letters is not None
    code = next(code for code, id in hand.view.letters.targets.items() if hand.view.name_of(id) == "Pick goods")
    hand.type(code.lower())
    flows = {(sheet._name(link.source), sheet._name(link.target)) for link in sheet.model.all(Link)}
    assert flows == {
        ("Order arrives", "Check order"),
        ("Check order", "In stock?"),
        ("In stock?", "Pick goods"),
        ("Pick goods", "Shipped"),
        ("In stock?", "Order goods"),
        ("Order goods", "Pick goods"),
    }
    while sheet.model.can_undo:
        hand.key(Key.Key_Z, CTRL)
    assert not list(sheet.model.all(Link)) and not hand.view.display.shapes


def test_keys_of_the_table_are_told_apart() -> None:
    for page in ("", ORG_CHART):
        seen: dict[str, str] = {}
        for row in COMMANDS.values():
            for key in row.keys if row.page in (None, page) else ():
                assert seen.setdefault(QKeySequence(key).toString(), row.id) == row.id
    assert all(row.text for row in COMMANDS.values())


@pytest.mark.qt_log_ignore("does not support")
@pytest.mark.parametrize("id", sorted(COMMANDS))
def test_every_command_does_no_harm_on_nothing_and_on_anything(hand: Hand, id: str) -> None:
    """Whatever is selected, no command fails, and undo brings all back."""
    sheet = hand.sheet
    pool = sheet.put("participant", 400, 330)
    note = sheet.put("textAnnotation", 600, 620)
    choices = [set(), {sheet.a}, {note}, {pool}, {sheet.a, sheet.b, sheet.c}, {hand.edge(sheet.a, sheet.b).id}]
    before = hand.records()
    for chosen in choices:
        hand.view.select(chosen)
        if id not in ("undo", "redo"):
            COMMANDS[id].act(hand.view)
        hand.view.close_over()
        for menu in hand.view.findChildren(QMenu):
            menu.close()
        while hand.records() != before and hand.model.can_undo:
            hand.model.undo()
        assert hand.records() == before
        hand.view.set_tool("select")
    assert VARIANTS and Node
