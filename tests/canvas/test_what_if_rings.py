"""The ring on a step: six parts in their colours, a dot from afar, out of the way of events, none when not wanted."""

from __future__ import annotations

from math import cos, hypot, radians, sin

import pytest
from PySide6.QtGui import QColor

from opsdesigner.canvas.marks.what_if_rings import APART, RADIUS, place_of
from opsdesigner.model import Id
from opsdesigner.notation.what_if import DEPUTY, NEVER, OPEN, WAY_OUT

from .hand import Hand

STATES = (WAY_OUT, OPEN, NEVER, DEPUTY, OPEN, OPEN)


def corner(hand: Hand, id: Id) -> tuple[float, float]:
    shape = hand.shape(id)
    return (shape.x + shape.width, shape.y + shape.height)


def near(hand: Hand, id: Id) -> int:
    """How many pixels near a step's lower right corner are green."""
    image, at = hand.view.grab().toImage(), hand.view.to_view(*corner(hand, id))
    left, top = round(at.x()) - 12, round(at.y()) - 12
    return sum(is_green(image.pixelColor(left + x, top + y)) for x in range(25) for y in range(25))


def is_green(colour: QColor) -> bool:
    return colour.green() > max(colour.red(), colour.blue()) + 30


@pytest.fixture
def shown(hand: Hand) -> Hand:
    hand.view.select(())
    hand.view.what_if = {hand.shape(hand.sheet.a).node: STATES}.get
    hand.view.zoom_at(1.0, hand.view.to_view(*corner(hand, hand.sheet.a)))
    hand.view.update()
    return hand


def test_each_part_has_the_colour_of_its_answer(shown: Hand) -> None:
    view, theme = shown.view, shown.view.theme
    image, at = view.grab().toImage(), view.to_view(*corner(shown, shown.sheet.a))
    for part, state in enumerate(STATES):
        angle = radians(60 * part + 30)  # clockwise from the top
        x, y = at.x() + 7.4 * sin(angle), at.y() - 7.4 * cos(angle)
        seen = image.pixelColor(round(x), round(y))
        if state in (WAY_OUT, DEPUTY):
            assert is_green(seen), part
        elif state == NEVER:
            assert abs(seen.green() - seen.red()) < 30 and seen.lightness() < 170, part
        else:
            assert seen.lightness() > 120, part
    assert image.pixelColor(round(at.x()), round(at.y())) == QColor(theme.canvas)


def test_nothing_is_painted_while_it_is_not_wanted_nor_on_what_is_not_asked(shown: Hand) -> None:
    assert near(shown, shown.sheet.a) and not near(shown, shown.sheet.b)
    shown.view.what_if = None
    assert not near(shown, shown.sheet.a)


def test_from_afar_it_is_a_dot_and_then_nothing(shown: Hand) -> None:
    a, view = shown.sheet.a, shown.view
    node = shown.shape(a).node
    whole = near(shown, a)
    view.zoom_at(0.6, view.to_view(*corner(shown, a)))
    view.what_if = {node: (NEVER,) * 6}.get
    full = near(shown, a)
    view.what_if = {node: STATES}.get
    some = near(shown, a)
    view.what_if = {node: (OPEN,) * 6}.get
    assert 0 == near(shown, a) < some < full < whole
    view.zoom_at(0.4, view.to_view(*corner(shown, a)))
    view.what_if = {node: (NEVER,) * 6}.get
    assert not near(shown, a)


def test_it_stands_on_the_corner_and_slides_clear_of_events() -> None:
    box = (0.0, 0.0, 100.0, 80.0)
    assert place_of(box, []) == (100, 80)
    for events in ([(74.0, 80.0, 18.0)], [(100.0, 80.0, 18.0)], [(74.0, 80.0, 18.0), (100.0, 60.0, 18.0)]):
        x, y = place_of(box, events)
        assert x == 100 or y == 80
        assert all(hypot(x - ex, y - ey) >= r + RADIUS + APART for ex, ey, r in events)
        assert not (x == 100 and y < 40 + RADIUS)  # where flows leave
    crowd = [(float(x), 80.0, 18.0) for x in range(0, 101, 20)] + [(100.0, float(y), 18.0) for y in range(0, 81, 20)]
    assert place_of(box, crowd) == (100, 80)  # no place is free


def test_it_keeps_away_from_the_event_of_its_own_answer(shown: Hand) -> None:
    """On the canvas: an event put on the corner pushes the ring along the edge."""
    a, view = shown.sheet.a, shown.view
    shape = shown.shape(a)
    with shown.model.change("Event"):
        event = shown.sheet.put("timer.boundary", shape.x + shape.width, shape.y + shape.height)
    assert shown.model[shown.shape(event).node].host == shape.node  # type: ignore[union-attr]
    at = view.to_view(*corner(shown, a))
    image = view.grab().toImage()
    found = [
        (x, y)
        for x in range(round(at.x()) - 60, round(at.x()) + 20)
        for y in range(round(at.y()) - 60, round(at.y()) + 20)
        if is_green(image.pixelColor(x, y))
    ]
    assert found
    assert all(hypot(x - at.x(), y - at.y()) > 18 for x, y in found)


def test_what_a_hand_moves_has_no_ring_until_it_is_let_go(shown: Hand) -> None:
    a = shown.sheet.a
    middle = shown.middle(a)
    shown.press(middle)
    for by in (24, 64):
        shown.move((middle[0] + 8, middle[1] + by))
    assert not near(shown, a)
    shown.release((middle[0] + 8, middle[1] + 64))
    assert near(shown, a)
