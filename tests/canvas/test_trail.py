"""Lines while shapes are dragged, and after: led round what stands there, as shown; undone exactly."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from opsdesigner.canvas.gestures import trail
from opsdesigner.canvas.gestures.resizing import Resize
from opsdesigner.canvas.gestures.snapshot import Snapshot
from opsdesigner.edit import arrange, ground, underway
from opsdesigner.edit.around import holders_of
from opsdesigner.edit.routing import across
from opsdesigner.model import Edge, Id, Link, Shape
from opsdesigner.model.geometry import grown, overlaps
from tests.build import Sheet, right_angled

from .hand import ALT, Hand, Key


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame takes the time it needs, however slow the machine, and the hand rests at once."""
    monkeypatch.setattr(trail, "FRAME", 5.0)
    monkeypatch.setattr(trail, "REST", 0)
    monkeypatch.setattr(underway, "EFFORT", ground.EFFORT)


def through(sheet: Sheet) -> list[Id]:
    """The lines that run through shapes, but for those whose ends another shape lies on or hard by."""
    boxes = {shape.id: (shape.node, sheet.box(shape.id)) for shape in sheet.model.all(Shape)}
    found = []
    for edge in sheet.model.all(Edge):
        link = sheet.link(edge.id)
        own = holders_of(sheet.model, link.source, link.target)
        ends = [grown(box, 8) for node, box in boxes.values() if node in (link.source, link.target)]
        others = [box for node, box in boxes.values() if node not in own]
        if not any(overlaps(end, box) for end in ends for box in others):
            found += [edge.id for box in others if across(edge.points, box)]
    return found


def crowded(chance: Random) -> tuple[Hand, list[Id]]:
    sheet = Sheet()
    steps = [sheet.step(f"S{at}", 130 + at % 5 * 160, 130 + at // 5 * 130) for at in range(15)]
    for _ in range(14):
        a, b = chance.sample(steps, 2)
        sheet.flow(a, b)
    return Hand(sheet), steps


def grip(hand: Hand, id: Id) -> tuple[float, float]:
    shape = hand.sheet.shape(id)
    return (shape.x + 14, shape.y + shape.height - 14)


@pytest.mark.parametrize("seed", range(6))
def test_wherever_steps_are_dropped_no_line_runs_through_a_shape(qtbot: QtBot, seed: int) -> None:
    chance = Random(seed)
    hand, steps = crowded(chance)
    model = hand.model
    assert not through(hand.sheet)
    for _ in range(8):
        before, step = dict(model.records), chance.choice(steps)
        x, y = grip(hand, step)
        hand.drag((x, y), (x + chance.randint(-200, 200), y + chance.randint(-160, 160)), keys=ALT)
        assert not through(hand.sheet)
        lines = [edge for edge in model.all(Edge) if before.get(edge.id) != edge]
        assert all(right_angled(line) for line in lines)
        after = dict(model.records)
        if after != before:
            model.undo()
            assert dict(model.records) == before
            model.redo()
            assert dict(model.records) == after
    hand.view.leave()
    hand.view.close()


@pytest.mark.parametrize("seed", range(6))
def test_nothing_jumps_on_the_drop(qtbot: QtBot, seed: int) -> None:
    chance = Random(seed)
    hand, steps = crowded(chance)
    step = next(each for each in steps[6:] if hand.model.referrers(hand.sheet.shape(each).node, Link))
    x, y = grip(hand, step)
    to = (x + chance.randint(-150, 150), y + chance.randint(-110, 110))
    hand.press((x, y), ALT)
    hand.move((x + 9, y + 9), ALT)
    hand.move(to, ALT)
    for _ in range(5):
        QTest.qWait(1)
        QApplication.processEvents()
    shot = hand.view.snapshot
    assert isinstance(shot, Snapshot)
    shown = {picture.id: picture.points for picture in shot.live}
    before = {edge.id: edge.points for edge in hand.model.all(Edge)}
    hand.release(to, ALT)
    changed = {edge.id: edge.points for edge in hand.model.all(Edge) if before.get(edge.id) != edge.points}
    assert changed.keys() <= shown.keys()
    assert {id: points for id, points in shown.items() if before[id] != points} == changed
    hand.view.leave()
    hand.view.close()


def test_a_line_of_others_dodges_when_the_hand_rests_and_goes_back_when_it_moves_on(hand: Hand) -> None:
    sheet = hand.sheet
    line, points = hand.edge(sheet.a, sheet.b).id, hand.edge(sheet.a, sheet.b).points
    middle = ((points[0][0] + points[-1][0]) / 2, points[0][1])
    with hand.model.change("Further apart"):
        arrange.move(hand.model, [sheet.b], 300, 0)
    start, points = grip(hand, sheet.c), sheet.edge(line).points
    middle = ((points[0][0] + points[-1][0]) / 2, points[0][1] + 30)  # its upper part covers the line
    sheet.flow(sheet.b, sheet.c)  # a step with a flow does not go into another one
    hand.press(start, ALT)
    hand.move((start[0] + 9, start[1]), ALT)
    hand.move((middle[0] - 36, middle[1] + 26), ALT)
    _rest()
    assert isinstance(hand.view.snapshot, Snapshot)
    shown = {picture.id: picture.points for picture in hand.view.snapshot.live}
    assert shown[line] != points and sheet.edge(line).points == points
    hand.move(start, ALT)
    _rest()
    assert {picture.id: picture.points for picture in hand.view.snapshot.live}[line] == points
    hand.key(Key.Key_Escape)
    hand.release(start, ALT)
    assert sheet.edge(line).points == points


def _rest() -> None:
    for _ in range(5):
        QTest.qWait(1)
        QApplication.processEvents()


def test_bends_made_by_hand_stay_whatever_is_dropped_on_the_line(hand: Hand) -> None:
    sheet = hand.sheet
    sheet.flow(sheet.b, sheet.c)
    line = hand.edge(sheet.a, sheet.b).id
    (ax, ay), (bx, by) = sheet.edge(line).points[0], sheet.edge(line).points[-1]
    arrange.set_points(
        hand.model, line, [(ax, ay), (ax + 24, ay), (ax + 24, 420), (bx - 10, 420), (bx - 10, by), (bx, by)]
    )
    bent = sheet.edge(line).points
    arrange.move(hand.model, [sheet.c], ax - sheet.shape(sheet.c).x, 400 - sheet.shape(sheet.c).y)
    assert sheet.edge(line).points == bent and sheet.edge(line).props.flag("handmade")
    arrange.move(hand.model, [sheet.b], 60, 0)
    after = sheet.edge(line)
    assert after.points[:4] == bent[:4] and after.props.flag("handmade")


def test_a_shape_made_larger_shows_how_its_lines_will_run(hand: Hand) -> None:
    sheet = hand.sheet
    line = hand.edge(sheet.a, sheet.b).id
    before = sheet.edge(line).points
    hand.pick(sheet.a)
    left, top, right, bottom = sheet.box(sheet.a)
    hand.press((right, (top + bottom) / 2), ALT)
    hand.move((right + 24, (top + bottom) / 2), ALT)
    gesture = hand.view.gesture
    assert isinstance(gesture, Resize)
    shown = {each.id: each.points for each in gesture.lines}
    hand.release((right + 24, (top + bottom) / 2), ALT)
    assert sheet.box(sheet.a) == (left, top, right + 24, bottom) and shown[line] == sheet.edge(line).points != before


def test_hops_are_switched_off_and_on_after_a_drop(qtbot: QtBot) -> None:
    sheet = Sheet()
    left, right = sheet.step("Left", 150, 300), sheet.step("Right", 650, 300)
    top, bottom = sheet.step("Top", 400, 130), sheet.step("Bottom", 400, 500)
    sheet.flow(left, right)
    sheet.flow(top, bottom)
    hand = Hand(sheet)
    view = hand.view

    def drop(by: float) -> None:
        x, y = grip(hand, bottom)
        before = dict(hand.model.records)
        hand.drag((x, y), (x + by, y), keys=ALT)
        assert dict(hand.model.records) != before
        qtbot.waitUntil(landed)

    def landed() -> bool:
        view.grab()
        return view.snapshot is None and all(line.hops is not None for line in view.display.edges.values())

    def hops() -> int:
        view.grab()
        return sum(len(line.hops or ()) for line in view.display.edges.values())

    drop(40)
    assert hops() == 1
    hopping = view.grab().toImage()
    view.set_hopping(False)
    assert hops() == 0 and view.grab().toImage() != hopping
    drop(60)
    assert hops() == 0
    view.set_hopping(True)
    assert hops() == 1
    hand.model.undo()
    view.set_hopping(False)
    assert hops() == 0
    view.leave()
    view.close()
