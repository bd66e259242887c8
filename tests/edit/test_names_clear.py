"""Names step aside where a line comes to run through them, and stay where it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opsdesigner.edit import arrange
from opsdesigner.edit.lines import runs_through
from opsdesigner.model import Bounds
from opsdesigner.model.geometry import box_of, overlaps
from tests.build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def named_end(sheet: Sheet) -> tuple[str, str]:
    """A step above an end whose name stands at its left, and the end."""
    step = sheet.step("A", 400, 100)
    end = sheet.put("endEvent", 400, 300, "Done")
    sheet.flow(step, end)
    box = sheet.box(end)
    with sheet.model.change("As a file may have it"):
        sheet.model.put(replace(sheet.shape(end), label=Bounds(box[0] - 50, box[1] + 10, 40, 14)))
    return step, end


def test_the_name_of_an_end_steps_aside_from_a_flow_that_comes_to_run_through_it(sheet: Sheet) -> None:
    step, end = named_end(sheet)
    before = dict(sheet.model.records)
    shape, target = sheet.box(step), sheet.box(end)
    arrange.move(sheet.model, [step], -300, (target[1] + target[3] - shape[1] - shape[3]) / 2)
    label, line = sheet.shape(end).label, sheet.edge_between(step, end)
    assert label is not None and len(line.points) == 2
    assert not runs_through(line.points, box_of(label)) and not overlaps(box_of(label), sheet.box(end))
    assert abs(label.x + 20 - (target[0] + target[2]) / 2) < 60
    sheet.model.undo()
    assert dict(sheet.model.records) == before


def test_a_name_that_no_line_comes_upon_stays_where_it_is(sheet: Sheet) -> None:
    step, end = named_end(sheet)
    label = sheet.shape(end).label
    arrange.move(sheet.model, [step], 20, 0)
    assert sheet.shape(end).label == label


def test_a_name_that_a_line_ran_through_before_is_left_there(sheet: Sheet) -> None:
    step, end = sheet.chain("A > B")
    line, box = sheet.edge_between(step, end), sheet.box(end)
    label = Bounds(line.points[1][0] - 20, (box[1] + box[3]) / 2 - 7, 20, 14)
    with sheet.model.change("As a file may have it"):
        sheet.model.put(replace(sheet.shape(end), label=label))
    arrange.move(sheet.model, [step], -40, 0)
    assert sheet.shape(end).label == label


def test_the_name_of_a_flow_steps_aside_from_a_line_it_came_upon_with_its_own(sheet: Sheet) -> None:
    step, end = sheet.step("A", 100, 100), sheet.step("B", 560, 100)
    crossed = sheet.flow(sheet.step("C", 420, 200), sheet.step("D", 420, 500))
    flow = sheet.flow(step, end)
    with sheet.model.change("As a file may have it"):
        sheet.model.put(replace(sheet.link(flow), name="yes"))
        sheet.model.put(replace(sheet.edge(flow), label=Bounds(400, 106, 40, 14)))
    arrange.move(sheet.model, [end], 0, 250)
    label = sheet.edge(flow).label
    assert label is not None
    assert not runs_through(sheet.edge(crossed).points, box_of(label))
    assert not runs_through(sheet.edge(flow).points, box_of(label))


def test_a_name_inside_its_step_stays_there_whatever_runs_through(sheet: Sheet) -> None:
    step, end, between = sheet.step("A", 100, 100), sheet.step("B", 700, 400), sheet.step("C", 450, 600)
    flow, box = sheet.flow(step, end), sheet.box(between)
    label = Bounds(box[0] + 20, (box[1] + box[3]) / 2 - 7, 44, 14)
    with sheet.model.change("As a file may have it"):
        line = sheet.edge(flow)
        points = ((150.0, 100.0), (300.0, 100.0), (300.0, 400.0), (650.0, 400.0))
        sheet.model.put(replace(line, points=points, props=line.props.having(handmade=True)))
        sheet.model.put(replace(sheet.shape(between), label=label))
    arrange.move(sheet.model, [end], 0, 200)
    assert runs_through(sheet.edge(flow).points, box_of(label))
    assert sheet.shape(between).label == label
