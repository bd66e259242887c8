"""The canvas as a screen reader meets it."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest

from opsdesigner.canvas.access import access_of, describe
from opsdesigner.canvas.keyboard.walking import in_order
from opsdesigner.canvas.marks.minimap import Minimap
from opsdesigner.edit import lanes
from opsdesigner.model import Shape

from .hand import LEFT, PLAIN, Hand, Key


def test_shapes_are_children_in_the_order_of_the_flow(hand: Hand) -> None:
    sheet = hand.sheet
    interface = QAccessible.queryAccessibleInterface(hand.view)
    assert interface is not None and interface.childCount() == 4
    names = [interface.child(i).text(QAccessible.Text.Name) for i in range(4)]
    assert names[0] == "Go, start, 1 of 4, next: A"
    assert names[1] == "A, step, 2 of 4, next: B"
    assert names[3].startswith("C, step")
    assert interface.child(1).role() == QAccessible.Role.ListItem
    place = interface.child(1).rect()
    spot = hand.view.mapToGlobal(hand.at(*hand.middle(sheet.a)))
    assert place.contains(spot)
    assert interface.childAt(spot.x(), spot.y()).text(QAccessible.Text.Name) == names[1]
    gc.collect()
    assert interface.child(2).text(QAccessible.Text.Name).startswith("B")


def test_lane_and_next_are_said(hand: Hand) -> None:
    sheet = hand.sheet
    pool = sheet.put("participant", 400, 330)
    first, _second = lanes.split(hand.model, pool, 2)
    with hand.model.change("Name"):
        hand.model.update(hand.shape(first).node, name="Stores")
        hand.model.update(hand.shape(sheet.a).node, name="Pick goods", kind="manualTask")
    text = describe(hand.view, sheet.a, in_order(hand.view.display))
    assert text.startswith("Pick goods, manual step, lane Stores, 2 of ") and text.endswith("next: B")


def test_what_is_selected_has_the_focus(hand: Hand) -> None:
    QAccessible.setActive(True)
    interface = access_of(hand.view)
    hand.view.select({hand.sheet.b})
    assert interface.focusChild().text(QAccessible.Text.Name).startswith("B")
    assert interface.child(2).state().selected and not interface.child(1).state().selected
    hand.view.select({hand.edge(hand.sheet.a, hand.sheet.b).id})
    assert interface.focusChild() is None


def test_what_no_flow_reaches_is_told_too(hand: Hand) -> None:
    QAccessible.setActive(True)
    sheet = hand.sheet
    twice = Shape("twice", sheet.diagram, sheet.node(sheet.a).id, 900, 300, 100, 80)
    astray = Shape("astray", sheet.diagram, "", 1100, 300, 100, 80)
    with hand.model.change("As a file may have it"):
        hand.model.put(twice)
        hand.model.put(astray)
    interface = access_of(hand.view)
    assert interface.childCount() == len(hand.view.display.shapes) == 6
    for shape in (twice, astray):
        hand.view.select({shape.id})
        assert hand.view.selection() == {shape.id}
        assert [interface.child(i).state().selected for i in range(6)].count(True) == 1


def test_order_follows_changes(hand: Hand) -> None:
    QAccessible.setActive(True)
    interface = access_of(hand.view)
    assert interface.childCount() == 4
    hand.view.select({hand.sheet.b})
    hand.key(Key.Key_Return)
    hand.name("New one")
    assert interface.childCount() == 5
    assert interface.child(3).text(QAccessible.Text.Name).startswith("New one")
    kept = interface.child(3)
    hand.model.undo()
    hand.model.undo()
    assert interface.childCount() == 4 and not kept.isValid()
    assert kept.text(QAccessible.Text.Name) == ""


def test_minimap_shows_and_moves_the_window(hand: Hand) -> None:
    from PySide6.QtTest import QTest

    small = Minimap(hand.view)
    small.resize(200, 140)
    small.show()
    QTest.qWait(30)
    assert not small.grab().toImage().isNull()
    hand.view.zoom_at(3.0, hand.view.to_view(450, 300))
    before = hand.view.to_diagram(500, 350)
    QTest.mouseClick(small, LEFT, PLAIN, QPoint(30, 30))
    after = hand.view.to_diagram(500, 350)
    assert after.x() < before.x() and hand.view.zoom == 3.0
    assert small.frame_rect().intersects(small.rect().toRectF())
    small.leave()


def test_the_current_line_of_a_menu_is_said_in_its_field(hand: Hand) -> None:
    hand.view.select({hand.sheet.a})
    hand.key(Key.Key_A)
    field = hand.view.chooser.field
    interface = QAccessible.queryAccessibleInterface(field)
    assert interface.text(QAccessible.Text.Name) == "What comes next?"
    first = interface.text(QAccessible.Text.Description)
    assert first.startswith("Step, ")
    QTest.keyClick(field, Key.Key_Down)
    assert interface.text(QAccessible.Text.Description) not in ("", first)
    QTest.keyClicks(field, "zzzz")
    assert "zzzz" in interface.text(QAccessible.Text.Description)


@pytest.fixture
def heard(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced."""
    said: list[str] = []
    QAccessible.setActive(True)

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(hear))
    return said


def test_what_keys_make_is_said_with_all_that_was_said_of_it(hand: Hand, heard: list[str]) -> None:
    hand.view.select({hand.sheet.b})
    hand.key(Key.Key_Return)
    assert heard[-1] == "step added"
    hand.name("Sales: In stock?")
    assert heard[-1] == "In stock?, decision, owner Sales"
    hand.key(Key.Key_Tab)
    hand.name("yes: Pick goods")
    (made,) = hand.view.selection()
    fork = hand.after(hand.sheet.b)[0]
    assert describe(hand.view, fork, []).endswith("next: Pick goods (yes)")
    hand.view.select({hand.edge(fork, made).id})
    assert heard[-1] == "yes, from In stock? to Pick goods"


def test_letters_on_targets_are_said(hand: Hand, heard: list[str]) -> None:
    hand.view.select({hand.sheet.b})
    hand.type("c")
    assert heard[-1].startswith("Connect to: ") and "S C" in heard[-1]
