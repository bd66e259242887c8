"""Problems and ideas: said, reworded, tied and untied; kept when what they were said of goes, and brought back."""

from __future__ import annotations

import pytest

from opsdesigner.edit import clipboard, convert, parking
from opsdesigner.edit.remove import remove
from opsdesigner.model import Id, Node
from opsdesigner.notation.parked import home_of, is_idea, parked, tied_to
from opsdesigner.notation.variants import VARIANTS

from ..build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def said(sheet: Sheet) -> list[tuple[str, str]]:
    """Everything that is parked, with the name of what it is tied to."""
    found = []
    for node in parked(sheet.model):
        on = sheet.model.get(tied_to(sheet.model, node.id), Node)
        found.append((node.name, on.name if on is not None else ""))
    return found


def on_step(sheet: Sheet, text: str = "Count is often wrong", name: str = "Pick goods") -> tuple[Id, Id]:
    """A step with a problem: its shape, the problem."""
    shape = sheet.step(name)
    return shape, parking.park(sheet.model, text, of=sheet.shape(shape).node)


def taken_back(sheet: Sheet, steps: int = 1) -> dict[Id, object]:
    for _ in range(steps):
        sheet.model.undo()
    return dict(sheet.model.records)


def test_each_verb_is_one_step_that_undo_takes_back(sheet: Sheet) -> None:
    _, problem = on_step(sheet)
    other = sheet.shape(sheet.step("Pack", 400)).node
    for act in (
        lambda: parking.reword(sheet.model, problem, " Count  is wrong\non Mondays "),
        lambda: parking.make_idea(sheet.model, [problem], True),
        lambda: parking.tie(sheet.model, [problem], other),
        lambda: parking.untie(sheet.model, [problem]),
        lambda: parking.take_away(sheet.model, [problem]),
    ):
        before = dict(sheet.model.records)
        act()
        after = dict(sheet.model.records)
        assert after != before
        assert taken_back(sheet) == before
        sheet.model.redo()
        assert dict(sheet.model.records) == after
    assert said(sheet) == []


def test_what_changes_nothing_is_no_step(sheet: Sheet) -> None:
    shape, problem = on_step(sheet)
    moment = sheet.model.moment
    parking.reword(sheet.model, problem, "  ")
    parking.make_idea(sheet.model, [problem], False)
    parking.tie(sheet.model, [problem], sheet.shape(shape).node)
    parking.tie(sheet.model, [problem], sheet.process)  # nothing is drawn for a process
    parking.take_away(sheet.model, ["nobody", sheet.process])
    assert sheet.model.moment is moment
    parking.untie(sheet.model, [problem])
    moment = sheet.model.moment
    parking.untie(sheet.model, [problem])
    assert sheet.model.moment is moment
    assert home_of(sheet.model, problem) == sheet.process


def test_a_problem_outlives_its_step_and_knows_where_it_was(sheet: Sheet) -> None:
    shape, problem = on_step(sheet)
    before = dict(sheet.model.records)
    remove(sheet.model, [shape])
    assert said(sheet) == [("Count is often wrong", "")]
    assert home_of(sheet.model, problem) == sheet.process
    assert sheet.node(problem).props.text("was") == "Pick goods"
    assert taken_back(sheet) == before


def test_of_a_deleted_pool_everything_said_stays_with_the_document(sheet: Sheet) -> None:
    pool = sheet.put("participant", 300, 200, "Stores")
    process = sheet.node(pool).host
    step = sheet.put("task", 300, 200, "Pick goods")
    event = sheet.put("timer.boundary", 300, 240)
    gate = sheet.put("exclusiveGateway", 450, 200, "In stock?")
    for text, of in (("a", sheet.shape(step).node), ("b", sheet.shape(event).node), ("c", sheet.shape(gate).node)):
        parking.park(sheet.model, text, of=of)
    parking.park(sheet.model, "d", True, process)
    parking.park(sheet.model, "e", of=sheet.node(pool).id)
    before = dict(sheet.model.records)
    remove(sheet.model, [pool])
    assert process not in sheet.model
    assert sorted(said(sheet)) == [(text, "") for text in "abcde"]
    assert all(home_of(sheet.model, node.id) == "" for node in parked(sheet.model))
    assert [is_idea(node) for node in parked(sheet.model)] == [False, False, False, True, False]
    assert taken_back(sheet) == before


def test_a_sub_process_that_becomes_a_step_lets_nothing_go(sheet: Sheet) -> None:
    outer = sheet.put("subProcessOpen", 300, 200, "Pack")
    inner = sheet.put("task", 300, 200, "Wrap")
    assert sheet.node(inner).parent == sheet.node(outer).id
    parking.park(sheet.model, "no paper", of=sheet.shape(inner).node)
    parking.park(sheet.model, "too slow", of=sheet.shape(outer).node)
    convert.change_type(sheet.model, [outer], VARIANTS["userTask"])
    assert said(sheet) == [("no paper", ""), ("too slow", "Pack")]


def test_a_pool_that_is_closed_lets_nothing_go(sheet: Sheet) -> None:
    pool = sheet.put("participant", 300, 200, "Stores")
    step = sheet.put("task", 300, 200, "Pick goods")
    parking.park(sheet.model, "dark", of=sheet.shape(step).node)
    before = dict(sheet.model.records)
    convert.change_type(sheet.model, [pool], VARIANTS["closedPool"])
    assert said(sheet) == [("dark", "")]
    assert taken_back(sheet) == before


@pytest.mark.parametrize("variant", ["userTask", "exclusiveGateway", "intermediateThrowEvent", "endEvent"])
def test_a_step_of_another_type_keeps_what_was_said_of_it(sheet: Sheet, variant: str) -> None:
    shape, _ = on_step(sheet)
    convert.change_type(sheet.model, [shape], VARIANTS[variant])
    assert said(sheet) == [("Count is often wrong", "Pick goods")]


def test_an_event_on_the_edge_leaves_what_was_said_of_it(sheet: Sheet) -> None:
    step = sheet.step("Pick goods", 300, 200)
    event = sheet.put("timer.boundary", 300, 240, "late")
    parking.park(sheet.model, "always on Mondays", of=sheet.shape(event).node)
    convert.change_type(sheet.model, [step], VARIANTS["exclusiveGateway"])
    assert said(sheet) == [("always on Mondays", "")]


def test_what_is_said_once_is_there_once_however_often_its_step_is_copied(sheet: Sheet) -> None:
    shape, _ = on_step(sheet)
    clipboard.duplicate(sheet.model, [shape])
    assert said(sheet) == [("Count is often wrong", "Pick goods")]
    other = Sheet()
    clipboard.paste(other.model, other.diagram, clipboard.copy(sheet.model, [shape]))
    assert said(other) == [("Count is often wrong", "Pick goods")]


def test_cut_and_pasted_a_step_has_its_problem_again_and_meanwhile_it_is_parked(sheet: Sheet) -> None:
    shape, problem = on_step(sheet)
    piece = clipboard.copy(sheet.model, [shape])
    remove(sheet.model, [shape])
    parked_then = dict(sheet.model.records)
    made = clipboard.paste(sheet.model, sheet.diagram, piece, (500, 300))
    assert said(sheet) == [("Count is often wrong", "Pick goods")]
    assert tied_to(sheet.model, problem) == sheet.shape(made.pop()).node
    assert "was" not in sheet.node(problem).props
    clipboard.paste(sheet.model, sheet.diagram, piece, (500, 500))
    assert len(said(sheet)) == 1
    assert taken_back(sheet, 2) == parked_then


def test_a_lane_that_goes_leaves_what_was_said_of_it(sheet: Sheet) -> None:
    from opsdesigner.edit.lanes import split

    sheet.put("participant", 300, 200, "Stores")
    pool = next(shape.id for shape in map(sheet.shape, sheet.shapes()) if sheet.node(shape.id).kind == "participant")
    split(sheet.model, pool, 2)
    lane = next(shape for shape in map(sheet.shape, sheet.shapes()) if sheet.node(shape.id).kind == "lane")
    parking.park(sheet.model, "too narrow", of=lane.node)
    remove(sheet.model, [lane.id])
    assert said(sheet) == [("too narrow", "")]
