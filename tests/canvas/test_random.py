"""Random gestures and keys: nothing breaks, and undoing all brings the opened drawing back, redoing all the last."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtWidgets import QMenu

from opsdesigner.canvas.keyboard.commands import COMMANDS
from opsdesigner.edit import lanes
from opsdesigner.model import Id, Record
from opsdesigner.notation.variants import VARIANTS

from .hand import ALT, CTRL, PLAIN, SHIFT, Hand, Key

LEFT_OUT = {"undo", "redo", "pad_menu", "drill_down", "drill_up"}


def spot(hand: Hand, chance: Random) -> tuple[float, float]:
    """A place on the drawing, mostly on or near something."""
    bodies = [shape.body() for shape in hand.view.display.shapes.values()]
    if bodies and chance.random() < 0.7:
        left, top, right, bottom = chance.choice(bodies)
        return (chance.uniform(left - 6, right + 6), chance.uniform(top - 6, bottom + 6))
    lines = [edge.points for edge in hand.view.display.edges.values()]
    if lines and chance.random() < 0.6:
        return chance.choice(chance.choice(lines))
    at = hand.view.to_diagram(chance.uniform(10, 980), chance.uniform(10, 680))
    return (at.x(), at.y())


def act(hand: Hand, chance: Random) -> None:
    view = hand.view
    match chance.randrange(9):
        case 0:
            view.set_tool("place:" + chance.choice(list(VARIANTS)))
            place = spot(hand, chance)
            hand.hover(place)
            hand.click(place)
        case 1 | 2 | 3:
            hand.press(spot(hand, chance), chance.choice((PLAIN, PLAIN, PLAIN, CTRL, SHIFT)))
            for _ in range(3):
                hand.move(spot(hand, chance), chance.choice((PLAIN, PLAIN, ALT, SHIFT, CTRL)))
            if chance.random() < 0.2:
                hand.key(Key.Key_Escape)
            hand.release(spot(hand, chance))
        case 4:
            view.set_tool(chance.choice(("connect", "space", "lasso")))
            hand.drag(spot(hand, chance), spot(hand, chance))
        case 5:
            hand.double_click(spot(hand, chance))
        case 6:
            hand.click(spot(hand, chance))
            hand.type(chance.choice("anrcef?"))
        case _:
            COMMANDS[chance.choice(sorted(COMMANDS.keys() - LEFT_OUT))].act(view)
    tidy(hand, chance)


def tidy(hand: Hand, chance: Random) -> None:
    """Ends what is open over the drawing, as a person would."""
    view = hand.view
    if view.chooser.isVisible():
        rows = [row.entry for row in view.chooser.shown if row.entry]
        if rows and chance.random() < 0.7:
            view.chooser.list.taken.emit(chance.choice(rows))
        view.chooser.close_menu()
    if view.editing():
        hand.name(f"Name {chance.randrange(99)}", chance.choice((Key.Key_Return, Key.Key_Escape)))
    view.letters = None
    for menu in view.findChildren(QMenu):
        menu.close()
    view.set_tool("select")
    if chance.random() < 0.1:
        view.fit()


def undone(hand: Hand) -> dict[Id, Record]:
    """The records after undoing everything; all of it is done again afterwards."""
    while hand.model.can_undo:
        hand.key(Key.Key_Z, CTRL)
    found = hand.records()
    while hand.model.can_redo:
        hand.key(Key.Key_Y, CTRL)
    return found


@pytest.mark.qt_log_ignore("does not support")
@pytest.mark.parametrize("seed", range(6))
def test_undo_all_and_redo_all_after_random_gestures(hand: Hand, seed: int) -> None:
    chance = Random(seed)
    if seed % 2:
        lanes.split(hand.model, hand.sheet.put("participant", 400, 330), 3)
    opened = undone(hand)
    for _ in range(80):
        act(hand, chance)
        view = hand.view
        assert view.gesture is None
        assert view.selection() <= set(view.display.shapes) | set(view.display.edges)
    last = hand.records()
    assert last != opened and undone(hand) == opened and hand.records() == last
    hand.view.grab()
