"""Pinned shapes of a process: by key, by menu and pad; marked, moved by hand alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMenu

from opsdesigner.canvas.gestures.handles import shape_handles
from opsdesigner.canvas.marks.pinning import pin_rect, pinned
from opsdesigner.canvas.menus.pad_rows import buttons_for
from opsdesigner.model import Id

from .hand import Hand, Key


def is_pinned(hand: Hand, id: Id) -> bool:
    return hand.shape(id).props.flag("pinned")


def accented(hand: Hand, id: Id) -> int:
    """How many pixels of the accent colour stand where the mark of a pin would."""
    hand.view.hover("")
    image, accent = hand.view.grab().toImage(), QColor(hand.view.theme.accent)
    place = pin_rect(hand.view, id).toRect()
    spots = ((x, y) for x in range(place.left(), place.right()) for y in range(place.top(), place.bottom()))
    return sum(image.pixelColor(x, y) == accent for x, y in spots)


def test_p_pins_what_is_selected_and_lets_it_go_again(hand: Hand) -> None:
    a, b = hand.sheet.a, hand.sheet.b
    hand.view.select({a, b})
    with hand.one_step():
        hand.type("p")
    assert is_pinned(hand, a) and is_pinned(hand, b) and hand.model.undo_label == "Pin"
    hand.view.select({a, b})
    hand.type("p")
    assert not is_pinned(hand, a) and not is_pinned(hand, b) and hand.model.undo_label == "Let go"


def test_where_only_some_are_pinned_all_become_so(hand: Hand) -> None:
    a, b = hand.sheet.a, hand.sheet.b
    hand.pick(a)
    hand.type("p")
    hand.view.select({a, b})
    hand.type("p")
    assert is_pinned(hand, a) and is_pinned(hand, b)


def test_nothing_is_pinned_where_nothing_is_selected(hand: Hand) -> None:
    with hand.nothing():
        hand.type("p")


def test_a_pinned_step_is_marked_and_keeps_its_size(hand: Hand) -> None:
    a, b = hand.sheet.a, hand.sheet.b
    hand.view.select({a})
    assert shape_handles(hand.view, a) and not accented(hand, a)
    hand.type("p")
    hand.view.select({a})
    assert not shape_handles(hand.view, a) and accented(hand, a) > 5
    hand.view.select({b})
    assert not accented(hand, a)


def test_the_mark_of_a_small_shape_stands_on_its_corner(hand: Hand) -> None:
    event, step = hand.sheet.start, hand.sheet.a
    body = hand.view.display.shapes[event].rect
    corner = hand.view.to_view(body.right(), body.top())
    assert pin_rect(hand.view, event).center() == corner
    box = hand.view.display.shapes[step].rect
    a, b = hand.view.to_view(box.x(), box.y()), hand.view.to_view(box.right(), box.bottom())
    place = pin_rect(hand.view, step)
    assert a.x() < place.left() and place.right() < b.x() and a.y() < place.top() and place.bottom() < b.y()


def test_a_pinned_step_is_still_moved_by_hand(hand: Hand) -> None:
    a = hand.sheet.a
    hand.pick(a)
    hand.type("p")
    x, y = hand.place(a)
    hand.drag(hand.middle(a), (x + 50 + 80, y + 40 + 64))
    assert hand.place(a) != (x, y) and is_pinned(hand, a)


def test_the_pad_lets_go(hand: Hand) -> None:
    a = hand.sheet.a
    hand.pick(a)
    assert "let_go" not in [button.id for button in buttons_for(hand.view)]
    hand.type("p")
    button = next(button for button in buttons_for(hand.view) if button.id == "let_go")
    button.act(hand.view)
    assert not is_pinned(hand, a) and not pinned(hand.view)


@pytest.mark.qt_log_ignore("does not support")
def test_the_menu_pins_a_step_but_no_line(hand: Hand) -> None:
    a, b = hand.sheet.a, hand.sheet.b
    hand.view.select({hand.edge(a, b).id})
    assert "Pin or let go\tP" not in words(hand)
    hand.pick(a)
    assert "Pin or let go\tP" in words(hand)


def words(hand: Hand) -> list[str]:
    """What the menu of the right button says."""
    hand.view.open_pad_menu(QPoint(10, 10))
    QApplication.processEvents()
    menu = hand.view.findChildren(QMenu, "canvasMenu")[-1]
    said = [action.text() for action in menu.actions()]
    menu.close()
    return said


def test_a_pin_is_seen_while_it_is_pointed_at(hand: Hand) -> None:
    a = hand.sheet.a
    hand.pick(a)
    hand.type("p")
    hand.key(Key.Key_Escape)
    hand.view.pad.vanish()
    assert not accented(hand, a)
    hand.view.hover(a)
    image, accent = hand.view.grab().toImage(), QColor(hand.view.theme.accent)
    middle = pin_rect(hand.view, a).center() + QPointF(0, 2)
    column = [image.pixelColor(round(middle.x()) + dx, round(middle.y()) + dy) for dx in (-1, 0) for dy in range(-8, 8)]
    assert accent in column
