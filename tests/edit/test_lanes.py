"""Lanes divided, handed on, refused; also where a file draws only half of them."""

from __future__ import annotations

import pytest

from opsdesigner.edit import arrange, handover, lanes
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Node
from tests.build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_what_is_divided_or_closed_is_not_divided(sheet: Sheet) -> None:
    pool, closed = sheet.put("participant", 400, 200), sheet.put("closedPool", 400, 700)
    lanes.split(sheet.model, pool, 2)
    with pytest.raises(Refusal, match="divided into lanes already"):
        lanes.split(sheet.model, pool, 3)
    for act in (lambda: lanes.split(sheet.model, closed, 2), lambda: lanes.add(sheet.model, closed)):
        with pytest.raises(Refusal, match="This pool is closed"):
            act()


def test_a_low_pool_grows_when_it_is_divided_into_many(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    below = sheet.put("closedPool", 400, 400)
    top = sheet.box(below)[1]
    made = lanes.split(sheet.model, pool, 8)
    heights = [sheet.box(lane)[3] - sheet.box(lane)[1] for lane in made]
    assert min(heights) >= 60 and sheet.box(pool)[3] == sheet.box(made[-1])[3]
    assert sheet.box(below)[1] > top, "what lies below makes way"


def test_steps_drawn_nowhere_stay_in_no_lane(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    sheet.put("task", 400, 150, "A")
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Node("hidden", "task", "Hidden", sheet.process))
    first, _ = lanes.split(sheet.model, pool, 2)
    assert sheet.node(sheet.named("A")).lane == sheet.shape(first).node and sheet.node("hidden").lane == ""
    with sheet.model.change("As a file may have it"):
        sheet.model.update("hidden", lane=sheet.shape(first).node)
    inner = lanes.split(sheet.model, first, 2)
    assert sheet.node(sheet.named("A")).lane in {sheet.shape(lane).node for lane in inner}
    assert sheet.node("hidden").lane == sheet.shape(first).node


def test_the_first_lane_takes_steps_that_are_drawn_nowhere_too(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Node("hidden", "task", "Hidden", sheet.process))
    lanes.add(sheet.model, pool)
    assert sheet.node(sheet.node("hidden").lane).kind == "lane"


def test_a_step_whose_lane_is_not_drawn_goes_to_no_next_one(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    step = sheet.put("task", 400, 150, "A")
    first, second = lanes.split(sheet.model, pool, 2)
    with pytest.raises(Refusal, match="no further lane"):
        handover.to_next(sheet.model, [step], -1)
    with sheet.model.change("As a file may have it"):
        sheet.model.remove(first)
    with pytest.raises(Refusal, match="lies in no lane"):
        handover.to_next(sheet.model, [step])
    assert sheet.node(step).lane and second in sheet.model


def test_beside_what_stands_there_a_step_finds_the_nearest_free_spot(sheet: Sheet) -> None:
    pool = sheet.put("participant", 500, 300)
    arrange.resize(sheet.model, pool, (100, 100, 1100, 700))
    _upper, lower = lanes.split(sheet.model, pool, 2)
    step = sheet.put("task", 400, 250, "A")
    there = sheet.put("task", 440, 550, "There")
    handover.to_next(sheet.model, [step])
    box, other = sheet.box(step), sheet.box(there)
    assert sheet.node(step).lane == sheet.shape(lower).node
    assert box[2] + 8 <= other[0] + 1, "it slid to the left, out of the way"
    assert sheet.box(lower)[3] == 700, "and nothing grew"


def test_lanes_do_not_leave_their_pool_when_they_are_moved_with_other_things(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    first, second = lanes.split(sheet.model, pool, 2)
    step = sheet.put("task", 400, sheet.box(second)[1] + 60, "A")
    other = sheet.put("closedPool", 400, 900)
    before = sheet.box(first)
    arrange.move(sheet.model, [first, other], 40, 16)
    assert sheet.box(first) == before and sheet.box(other)[0] == 140
    undo = sheet.model.undo_label
    arrange.move(sheet.model, [first, step], 0, 0)
    assert sheet.model.undo_label == undo == "Move"
    arrange.move(sheet.model, [pool, first], 16, 16)
    assert sheet.box(first) == (before[0] + 16, before[1] + 16, before[2] + 16, before[3] + 16)


@pytest.mark.parametrize("filed", ["with the process", "with the page"])
def test_groups_and_notes_over_a_pool_go_where_it_and_its_lanes_go(sheet: Sheet, filed: str) -> None:
    pool = sheet.put("participant", 400, 300)
    arrange.resize(sheet.model, pool, (100, 100, 700, 500))
    top, bottom = lanes.split(sheet.model, pool, 2)
    across, below = sheet.put("group", 300, 300), sheet.put("group", 550, 400)
    arrange.resize(sheet.model, across, (250, 150, 350, 450))
    arrange.resize(sheet.model, below, (500, 340, 600, 460))
    note = sheet.put("textAnnotation", 420, 400, "Beware")
    if filed == "with the page":
        with sheet.model.change("As most files have it"):
            for shape in (across, below, note):
                sheet.model.update(sheet.shape(shape).node, parent=sheet.node(pool).parent)
    was = {each: sheet.box(each) for each in (across, below, note)}
    lower = sheet.box(top)[3]
    sheet.step("A", 400, lower - 20)  # the upper lane grows
    by = sheet.box(top)[3] - lower
    assert by > 0 and sheet.box(across) == (*was[across][:3], was[across][3] + by)
    for each in (below, note):
        assert sheet.box(each) == (was[each][0], was[each][1] + by, was[each][2], was[each][3] + by)
    was = {each: sheet.box(each) for each in (across, below, note)}
    arrange.move(sheet.model, [pool], 40, 16, sheet.diagram)
    for each, (x, y, far, foot) in was.items():
        assert sheet.box(each) == (x + 40, y + 16, far + 40, foot + 16)
    lanes.reorder(sheet.model, bottom, 0)
    assert sheet.box(below)[1] < was[below][1]
