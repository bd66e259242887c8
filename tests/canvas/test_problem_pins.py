"""Pins of problems and ideas: their number, their corner, what is seen at which zoom, what pointing at them does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from opsdesigner.canvas.access import describe
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.output.svg import diagram_svg
from opsdesigner.edit import arrange, parking
from opsdesigner.edit.remove import remove
from opsdesigner.model import Bounds, Id
from opsdesigner.model.geometry import grown, holds
from opsdesigner.notation.theme import DARK, LIGHT, Theme

from ..build import Sheet
from .hand import Hand

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def say(sheet: Sheet, shape: Id, *texts: str, idea: bool = False) -> list[Id]:
    return [parking.park(sheet.model, text, idea, sheet.shape(shape).node) for text in texts]


def pins(display: Display) -> dict[str, str]:
    return {shape.name: shape.pin.text for shape in display.shapes.values() if shape.pin is not None}


def painted(display: Display, zoom: float, theme: Theme = LIGHT) -> QImage:
    """The page from (0, 0) on, a unit a pixel at this zoom."""
    picture = QPixmap(600, 400)
    picture.fill(QColor(theme.canvas))
    with QPainter(picture) as p:
        p.scale(zoom, zoom)
        display.paint(p, (0, 0, 600 / zoom, 400 / zoom), zoom)
    return picture.toImage()


def spots(image: QImage, colour: str) -> list[tuple[int, int]]:
    wanted = QColor(colour)
    return [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) == wanted]


def test_the_number_counts_all_where_there_is_a_problem_and_ideas_alone_have_a_plus(sheet: Sheet) -> None:
    a, b, c, d, _ = sheet.chain("A > B > C > D > E")
    say(sheet, a, "x")
    say(sheet, b, "x", "y")
    say(sheet, b, "z", idea=True)
    say(sheet, c, "z", idea=True)
    say(sheet, d, "y", "z", idea=True)
    parking.park(sheet.model, "of no step", of=sheet.process)
    parking.park(sheet.model, "of nothing")
    assert pins(Display(sheet.model, sheet.diagram, pinned=True)) == {"A": "1", "B": "3", "C": "+", "D": "+2"}
    assert pins(Display(sheet.model, sheet.diagram)) == {}


def test_a_display_follows_every_change_and_its_way_back(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    display = Display(sheet.model, sheet.diagram, pinned=True)
    sheet.model.observe(display.follow)
    seen = [pins(display)]
    (problem,) = say(sheet, a, "x")
    for act in (
        lambda: None,
        lambda: parking.make_idea(sheet.model, [problem], True),
        lambda: parking.tie(sheet.model, [problem], sheet.shape(b).node),
        lambda: remove(sheet.model, [b]),
    ):
        act()
        seen.append(pins(display))
        assert pins(Display(sheet.model, sheet.diagram, pinned=True)) == seen[-1]
    assert seen == [{}, {"A": "1"}, {"A": "+"}, {"B": "+"}, {}]
    for there in reversed(seen[:-1]):
        sheet.model.undo()
        assert pins(display) == there
    for there in seen[1:]:
        sheet.model.redo()
        assert pins(display) == there


def test_what_a_change_of_pins_soils_is_all_that_is_painted_otherwise(sheet: Sheet) -> None:
    shape = sheet.step("A", 200, 200)
    display = Display(sheet.model, sheet.diagram, pinned=True)
    before = {zoom: painted(display, zoom) for zoom in (1.0, 0.6, 0.3, 0.15)}
    soiled: list[tuple[float, float, float, float]] = []
    sheet.model.observe(lambda change: soiled.extend(display.follow(change)))
    say(sheet, shape, "x")
    for zoom, image in before.items():
        after = painted(display, zoom)
        others = [
            (x / zoom, y / zoom)
            for y in range(400)
            for x in range(600)
            if after.pixelColor(x, y) != image.pixelColor(x, y)
        ]
        assert others
        near = [grown(box, 2 / zoom) for box in soiled]
        assert all(any(holds(box, x, y) for box in near) for x, y in others)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_stands_with_its_tip_on_the_corner(sheet: Sheet, theme: Theme) -> None:
    shape = sheet.shape(sheet.step("A", 200, 200))
    say(sheet, shape.id, "x")
    image = painted(Display(sheet.model, sheet.diagram, theme, pinned=True), 1.0, theme)
    red = spots(image, theme.red)
    corner = (shape.x + shape.width, shape.y)
    assert corner[0] - 10 <= min(x for x, _ in red) and max(x for x, _ in red) <= corner[0] + 10
    assert corner[1] - 26 <= min(y for _, y in red) <= corner[1] - 23
    assert corner[1] - 5 <= max(y for _, y in red) <= corner[1] + 1


def test_from_afar_it_is_a_dot_then_a_pin_without_a_number_then_a_dot(sheet: Sheet) -> None:
    say(sheet, sheet.step("A", 200, 200), "x")
    display = Display(sheet.model, sheet.diagram, pinned=True)
    heights = {}
    for zoom in (0.6, 0.3, 0.15):
        rows = [y for _, y in spots(painted(display, zoom), LIGHT.red)]
        heights[zoom] = max(rows) - min(rows) + 1
    assert heights[0.6] in (4, 5, 6)
    assert 8 <= heights[0.3] <= 12
    assert heights[0.15] in (3, 4, 5, 6)


def test_an_event_on_the_edge_keeps_its_place_and_the_pin_makes_way(sheet: Sheet) -> None:
    step = sheet.shape(sheet.step("A", 300, 200))
    say(sheet, step.id, "x")
    display = Display(sheet.model, sheet.diagram, pinned=True)
    sheet.model.observe(display.follow)

    def tip() -> float:
        pin = display.shapes[step.id].pin
        assert pin is not None
        return step.x + pin.tip[0]

    assert tip() == step.x + step.width
    event = sheet.put("timer.boundary", step.x + step.width - 10, step.y)
    box = sheet.box(event)
    assert tip() == box[0] - 11.5
    arrange.move(sheet.model, [event], -60, 0)
    assert tip() == step.x + step.width
    sheet.model.undo()
    assert tip() == box[0] - 11.5
    remove(sheet.model, [event])
    assert tip() == step.x + step.width


def test_at_a_decision_it_stands_on_the_side_that_the_name_leaves_free_at_every_zoom(sheet: Sheet) -> None:
    gate = sheet.shape(sheet.put("exclusiveGateway", 200, 200, "In stock?"))
    say(sheet, gate.id, "x")

    def tip(zoom: float) -> float:
        display = Display(sheet.model, sheet.diagram, pinned=True)
        painted(display, zoom)
        pin = display.shapes[gate.id].pin
        assert pin is not None
        return pin.tip[0]

    right = tip(1.0)
    assert right > gate.width / 2
    arrange.move_label(sheet.model, gate.id, Bounds(gate.x + 32, gate.y - 12, 60, 15))
    assert tip(1.0) == gate.width - right
    assert tip(0.6) == tip(0.3) == tip(1.0)


def test_pictures_for_others_have_none(sheet: Sheet) -> None:
    shape = sheet.step("A", 200, 200)
    before = diagram_svg(Display(sheet.model, sheet.diagram))
    say(sheet, shape, "x")
    assert diagram_svg(Display(sheet.model, sheet.diagram, pinned=True)) == before


def test_pointing_at_it_says_the_text_and_a_click_asks_for_the_list(hand: Hand) -> None:
    a, b = hand.sheet.chain("A > B")
    say(hand.sheet, a, "Count is often wrong", "No labels")
    shape, asked = hand.sheet.shape(a), []
    hand.view.pin_wanted.connect(asked.append)
    pin = (shape.x + shape.width, shape.y - 15)
    hand.hover(pin)
    assert hand.view._said == "Count is often wrong · 1 more"
    assert hand.view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    hand.hover(hand.middle(b))
    assert hand.view._said == ""
    hand.click(pin)
    assert asked == [a]
    assert hand.view.selection() == {a}
    hand.hover((pin[0] + 30, pin[1]))
    hand.click((pin[0] + 30, pin[1]))
    assert asked == [a]


def test_it_is_caught_as_it_is_drawn_at_every_zoom(hand: Hand) -> None:
    a = hand.sheet.step("A", 450, 300)
    say(hand.sheet, a, "x")
    shape, asked = hand.sheet.shape(a), []
    hand.view.pin_wanted.connect(asked.append)
    for zoom, up in ((0.6, 0), (0.3, 15), (0.15, 0)):
        hand.view.select(())
        hand.view.zoom_at(zoom, QPointF(hand.view.rect().center()))
        hand.click((shape.x + shape.width, shape.y - up))
    assert asked == [a, a, a]


def test_screen_readers_hear_how_many_there_are(hand: Hand) -> None:
    a = hand.sheet.step("Pick goods", 450, 300)
    say(hand.sheet, a, "x", "y")
    say(hand.sheet, a, "z", idea=True)
    assert "2 problems, 1 idea" in describe(hand.view, a, [])
