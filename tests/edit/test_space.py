"""Order on the page: too little to put in order, events on edges, frames that cannot give way."""

from __future__ import annotations

import pytest

from opsdesigner.edit import arrange, lanes
from opsdesigner.model import Node, Shape
from tests.build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_one_thing_is_in_line_and_two_have_one_gap(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    before = dict(sheet.model.records)
    arrange.align(sheet.model, [a], "left")
    arrange.distribute(sheet.model, [a, b], "across")
    arrange.make_space(sheet.model, sheet.diagram, "across", 5000, 0)
    assert dict(sheet.model.records) == before


@pytest.mark.parametrize(("at", "moves"), [(150, True), (400, False)])
def test_an_event_on_an_edge_stays_with_its_step(sheet: Sheet, at: float, moves: bool) -> None:
    step = sheet.step("A", 300, 200)
    late = sheet.put("timer.boundary", 320, 240)
    event, box = sheet.box(late), sheet.box(step)
    arrange.make_space(sheet.model, sheet.diagram, "across", at, 64)
    by = 64 if moves else 0
    assert sheet.box(step) == (box[0] + by, box[1], box[2] + by, box[3])
    assert sheet.box(late) == (event[0] + by, event[1], event[2] + by, event[3])


def test_on_an_open_sub_process_the_events_beyond_the_line_go_along(sheet: Sheet) -> None:
    sub = sheet.put("subProcessOpen", 400, 300)
    left, top, right, bottom = sheet.box(sub)
    near, far, rim = (
        sheet.put("timer.boundary", left + 60, bottom),
        sheet.put("timer.boundary", right - 60, bottom),
        sheet.put("timer.boundary", right, top + 100),
    )
    places = {each: sheet.box(each)[0] for each in (near, far, rim)}
    arrange.make_space(sheet.model, sheet.diagram, "across", left + 150, 64)
    assert sheet.box(sub) == (left, top, right + 64, bottom)
    assert {each: sheet.box(each)[0] - places[each] for each in places} == {near: 0, far: 64, rim: 64}


def test_an_event_whose_step_is_not_drawn_moves_by_its_own_place(sheet: Sheet) -> None:
    with sheet.model.change("As a file may have it"):
        sheet.model.put(Node("hidden", "task", "Hidden", sheet.process))
        sheet.model.put(Node("late", "boundaryEvent", "late", sheet.process, "hidden"))
        sheet.model.put(Shape("late_di", sheet.diagram, "late", 300, 100, 36, 36))
    arrange.make_space(sheet.model, sheet.diagram, "across", 200, 64)
    assert sheet.box("late_di")[0] == 364
    flow = sheet.flow("late_di", sheet.step("B", 700, 118))
    assert sheet.edge(flow).points[0] == (400, 118)


def test_a_line_through_the_head_of_a_pool_takes_the_whole_pool(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 300)
    lanes.split(sheet.model, pool, 2)
    step = sheet.put("task", 400, 250, "A")
    left, x = sheet.box(pool)[0], sheet.box(step)[0]
    arrange.make_space(sheet.model, sheet.diagram, "across", left + 45, 40)
    assert (sheet.box(pool)[0], sheet.box(step)[0]) == (left + 40, x + 40)


def test_space_is_taken_only_as_far_as_nothing_meets(sheet: Sheet) -> None:
    pool = sheet.put("participant", 500, 300)
    arrange.resize(sheet.model, pool, (100, 100, 1100, 500))
    left, right = sheet.put("task", 300, 200, "A"), sheet.put("task", 800, 200, "B")
    sheet.put("task", 300, 400, "C")
    outside = sheet.put("closedPool", 500, 900)
    arrange.make_space(sheet.model, sheet.diagram, "across", 500, -2000)
    assert sheet.box(right)[0] - sheet.box(left)[2] == 8 and sheet.box(left)[0] == 250
    assert sheet.box(pool)[0] == 100 and sheet.box(pool)[2] >= sheet.box(right)[2]
    undo, place = sheet.model.undo_label, sheet.box(outside)
    arrange.make_space(sheet.model, sheet.diagram, "across", 355, -2000)
    assert undo == "Take space" and sheet.box(right)[0] - sheet.box(left)[2] == 8
    arrange.make_space(sheet.model, sheet.diagram, "down", 700, -2000)
    assert sheet.box(outside)[1] == sheet.box(pool)[3] + 8 and sheet.box(outside)[0] == place[0]


def test_what_lies_beside_a_frame_does_not_hold_it_back(sheet: Sheet) -> None:
    pool = sheet.put("closedPool", 500, 300)
    arrange.resize(sheet.model, pool, (400, 200, 1000, 500))
    wide = sheet.put("closedPool", 300, 700)
    arrange.resize(sheet.model, wide, (0, 600, 1200, 660))
    other = sheet.put("closedPool", 1500, 350)
    arrange.resize(sheet.model, other, (1300, 320, 1700, 380))
    aside = sheet.put("closedPool", 100, 350)
    arrange.resize(sheet.model, aside, (0, 320, 300, 380))
    arrange.make_space(sheet.model, sheet.diagram, "across", 800, -150)
    assert [sheet.box(each)[0] for each in (pool, wide, other, aside)] == [400, 0, 1150, 0]
    assert (sheet.box(pool)[2], sheet.box(wide)[2]) == (850, 1050)


def test_what_lies_on_top_of_each_other_does_not_hold_each_other_back(sheet: Sheet) -> None:
    long = sheet.step("A", 300, 100)
    arrange.resize(sheet.model, long, (100, 60, 600, 140))
    short = sheet.step("B", 420, 100)
    arrange.make_space(sheet.model, sheet.diagram, "across", 380, -40)
    assert sheet.box(short)[0] == 330 and sheet.box(long) == (100, 60, 600, 140)


def test_a_frame_is_not_taken_smaller_than_what_stays_in_it(sheet: Sheet) -> None:
    pool = sheet.put("participant", 500, 300)
    arrange.resize(sheet.model, pool, (100, 100, 1100, 500))
    inner = sheet.put("task", 400, 300, "A")
    arrange.make_space(sheet.model, sheet.diagram, "across", 800, -2000)
    assert sheet.box(pool)[2] >= sheet.box(inner)[2] and sheet.box(pool)[0] == 100
    assert sheet.box(inner)[0] == 350


def test_a_pool_made_smaller_pushes_nothing_and_made_larger_it_does(sheet: Sheet) -> None:
    pool, other = sheet.put("participant", 400, 200), sheet.put("closedPool", 400, 500)
    box, y = sheet.box(pool), sheet.box(other)[1]
    arrange.resize(sheet.model, pool, (*box[:3], box[3] - 40))
    assert sheet.box(pool)[3] == box[3] - 40 and sheet.box(other)[1] == y
    arrange.resize(sheet.model, pool, (*box[:3], y + 20))
    assert sheet.box(other)[1] > sheet.box(pool)[3]


def test_events_drawn_nowhere_do_not_stop_their_step_from_growing(sheet: Sheet) -> None:
    step, sub = sheet.step("A"), sheet.put("subProcessOpen", 600, 400)
    with sheet.model.change("As a file may have it"):
        for number, host in enumerate((step, sub)):
            sheet.model.put(Node(f"late{number}", "boundaryEvent", "", sheet.process, sheet.node(host).id))
    arrange.resize(sheet.model, step, (40, 40, 200, 180))
    assert sheet.box(step) == (40, 40, 200, 180)
    right = sheet.box(sub)[2]
    sheet.put("task", right - 20, 400, "In")
    assert sheet.box(sub)[2] > right
