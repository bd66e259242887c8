"""Keys as real keyboards send them: held too long, other scripts, AltGr, Caps Lock, the keypad, input methods."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from .hand import ALT, CTRL, PLAIN, SHIFT, Hand, Key, Qt

KEYPAD = Qt.KeyboardModifier.KeypadModifier


def press(target: QWidget, key: Qt.Key, text: str = "", keys: Qt.KeyboardModifier = PLAIN, again: bool = False) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, keys, text, again))


def test_enter_held_too_long_makes_one_step_whose_name_stays_open(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    press(hand.view, Key.Key_Return, "\r")
    for _ in range(5):
        press(QApplication.focusWidget(), Key.Key_Return, "\r", again=True)
    assert hand.view.editing() and len(hand.after(hand.sheet.b)) == 1
    hand.name("Pack")
    for _ in range(3):
        press(hand.view, Key.Key_Return, "\r", again=True)
    assert not hand.after(hand.after(hand.sheet.b)[0])


def test_a_letter_held_too_long_is_no_part_of_what_it_opens(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    press(hand.view, Key.Key_E, "e")
    editor = hand.view.editor
    assert editor is not None
    press(editor, Key.Key_E, "e", again=True)
    assert editor.toPlainText() == "B"
    press(editor, Key.Key_O, "o")
    press(editor, Key.Key_O, "o", again=True)
    assert editor.toPlainText() == "oo"
    hand.key(Key.Key_Escape)
    editor.finish(False)
    press(hand.view, Key.Key_A, "a")
    field = hand.view.chooser.field
    press(field, Key.Key_A, "a", again=True)
    assert not field.text()
    press(field, Key.Key_E, "e")
    assert field.text() == "e"


def test_arrows_held_walk_on(hand: Hand) -> None:
    hand.view.select({hand.sheet.start})
    press(hand.view, Key.Key_Right)
    press(hand.view, Key.Key_Right, again=True)
    assert hand.view.selection() == {hand.sheet.b}


@pytest.mark.parametrize(
    ("key", "text", "keys"),
    [
        (Key.Key_Question, "?", SHIFT),
        (Key.Key_Question, "?", PLAIN),
        (Key.Key_Question, "?", CTRL | ALT),  # AltGr on Windows
        (Key.Key_Question, "?", Qt.KeyboardModifier.GroupSwitchModifier),
        (Key.Key_ssharp, "?", SHIFT),
        (Key.Key_unknown, "？", PLAIN),
        (Key.Key_unknown, "؟", SHIFT),
    ],
)
def test_a_question_mark_is_one_wherever_it_stands(
    hand: Hand, key: Qt.Key, text: str, keys: Qt.KeyboardModifier
) -> None:
    hand.view.select({hand.sheet.b})
    press(hand.view, key, text, keys)
    (made,) = hand.after(hand.sheet.b)
    assert hand.sheet.node(made).kind == "exclusiveGateway"


@pytest.mark.parametrize("text", ["c", "C", "с", "С", "ψ", "ב"])
def test_letters_are_keys_on_every_keyboard_and_with_caps_lock(hand: Hand, text: str) -> None:
    hand.view.select({hand.sheet.b})
    press(hand.view, Key.Key_unknown, text)
    assert hand.view.letters is not None
    code = next(code for code, id in hand.view.letters.targets.items() if id == hand.sheet.c)
    assert code == "S"
    press(hand.view, Key.Key_unknown, {"с": "ы", "С": "Ы", "ψ": "σ", "ב": "ד"}.get(text, "s"))
    assert hand.after(hand.sheet.b) == [hand.sheet.c]


def test_a_slash_and_control_letters_are_left_alone(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    with hand.nothing():
        for keys in (PLAIN, SHIFT, KEYPAD):
            press(hand.view, Key.Key_Slash, "/", keys)
        press(hand.view, Key.Key_C, "\x03", CTRL | ALT)
    assert hand.view.letters is None and not hand.view.editing()


def test_enter_on_the_keypad_is_enter(hand: Hand) -> None:
    hand.view.select({hand.sheet.b})
    press(hand.view, Key.Key_Enter, "\r", KEYPAD)
    assert hand.view.editor is not None
    hand.view.editor.setPlainText("Pack")
    press(hand.view.editor, Key.Key_Enter, "\r", KEYPAD)
    assert hand.names(frozenset(hand.after(hand.sheet.b))) == {"Pack"}
    hand.type("a")
    press(hand.view.chooser.field, Key.Key_Enter, "\r", KEYPAD)
    assert hand.view.editing()


def compose(hand: Hand, text: str, committed: str = "") -> None:
    event = QInputMethodEvent(text, [])
    event.setCommitString(committed)
    QApplication.sendEvent(hand.view.editor, event)


def test_what_is_composed_is_kept_however_the_name_ends(hand: Hand) -> None:
    hand.view.select({hand.sheet.c})
    hand.key(Key.Key_F2)
    assert hand.view.editor is not None
    compose(hand, "うけ")
    compose(hand, "", "受注")
    compose(hand, "かくにん")
    hand.view.close_over()
    assert hand.sheet.node(hand.sheet.c).name == "受注かくにん"


def test_the_field_grows_with_what_is_composed(hand: Hand) -> None:
    hand.view.select({hand.sheet.start})
    hand.key(Key.Key_F2)
    assert hand.view.editor is not None
    before = hand.view.editor.height()
    compose(hand, "じゅちゅうをかくにんして" * 4)
    assert hand.view.editor.height() > before
