"""Deleting heals flows, leaves steps to neighbouring lanes, and gives the process back."""

from __future__ import annotations

import pytest

from opsdesigner.edit.lanes import add, split
from opsdesigner.edit.remove import remove
from opsdesigner.model import Diagram, Node
from tests.build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_a_deleted_step_heals_its_flow(sheet: Sheet) -> None:
    a, b, c = sheet.chain("A > B > C")
    edge = sheet.edge_between(a, b)
    remove(sheet.model, [b])
    assert sheet.links() == {("A", "C")}
    assert sheet.edge(edge.id).points == ((150, 100), (346, 100))
    sheet.model.undo()
    assert sheet.links() == {("A", "B"), ("B", "C")} and b in sheet.model and c in sheet.model


def test_a_deleted_row_of_steps_heals_too_but_not_where_a_flow_was_chosen(sheet: Sheet) -> None:
    a, b, c, d = sheet.chain("A > B > C > D")
    inner, rim = sheet.edge_between(b, c).id, sheet.edge_between(a, b).id
    remove(sheet.model, [b, c, inner])
    assert sheet.links() == {("A", "D")}
    sheet.model.undo()
    remove(sheet.model, [b, c, rim])
    assert not sheet.links() and a in sheet.model and d in sheet.model


def test_flows_heal_whatever_the_order_in_which_steps_go(sheet: Sheet) -> None:
    a, b, c, d = sheet.chain("A > B > C > D")
    loose = sheet.step("Loose", 300, 400)
    sheet.flow(loose, b)  # begins at what goes, too, so it is no second way in
    wanted = {("A", "D")}
    for ids in ([b, loose, c], [c, loose, b], [loose, c, b]):
        remove(sheet.model, ids)
        assert sheet.links() == wanted
        sheet.model.undo()
    assert sheet.links() == {("A", "B"), ("B", "C"), ("C", "D"), ("Loose", "B")} and {a, d} <= sheet.shapes()


def test_a_fork_that_goes_heals_nothing(sheet: Sheet) -> None:
    a, fork, b = sheet.chain("A > Fork > B")
    other = sheet.step("Other", 400, 400)
    sheet.flow(fork, other)
    remove(sheet.model, [fork])
    assert not sheet.links()
    sheet.model.undo()
    remove(sheet.model, [fork, other])  # of the two ways on only one leads somewhere
    assert sheet.links() == {("A", "B")} and {a, b} <= sheet.shapes()


def test_a_step_in_a_loop_leaves_the_loop(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    sheet.flow(b, a)
    remove(sheet.model, [b])
    assert sheet.links() == {("A", "A")}
    remove(sheet.model, [a])
    assert not sheet.links()


def test_flows_of_events_on_a_step_that_goes_do_not_heal(sheet: Sheet) -> None:
    a, b, c = sheet.chain("A > B > C")
    late = sheet.then(b, "timer.boundary")
    answer = sheet.then(late, "task", "Answer")
    last = sheet.then(answer, "task", "Last")
    remove(sheet.model, [b, answer])
    assert sheet.links() == {("A", "C")} and {a, c, last} <= sheet.shapes()


def test_the_last_steps_of_a_row_leave_no_flow_behind(sheet: Sheet) -> None:
    a, b, c, d = sheet.chain("A > B > C > D")
    remove(sheet.model, [c, d])
    assert sheet.links() == {("A", "B")}
    sheet.model.undo()
    remove(sheet.model, [a, b])
    assert sheet.links() == {("C", "D")}


def test_boundary_events_data_and_contents_go_along(sheet: Sheet) -> None:
    start = dict(sheet.model.records)
    sub = sheet.put("subProcessOpen", 300, 300)
    inner = sheet.step("A", 300, 300)
    sheet.then(inner, "timer.boundary")
    sheet.then(inner, "dataObjectReference")
    group = sheet.put("group", 900, 300, "G")
    store = sheet.put("dataStoreReference", 1200, 300)
    remove(sheet.model, [sub, group, store, inner])
    assert dict(sheet.model.records) == start


def test_a_lane_leaves_its_room_and_its_steps_to_its_neighbour(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 200)
    first, second = split(sheet.model, pool, 2)
    third = add(sheet.model, second)
    step = sheet.step("A", 400, 260)
    whole = sheet.box(pool)
    remove(sheet.model, [second])
    assert sheet.node(step).lane == sheet.node(first).id and sheet.box(first)[3] == sheet.box(third)[1]
    remove(sheet.model, [first])
    assert sheet.node(step).lane == sheet.node(third).id and sheet.box(third)[1] == whole[1]
    remove(sheet.model, [third])
    assert sheet.node(step).lane == "" and sheet.box(pool) == whole


def test_the_last_pool_gives_the_process_page_back(sheet: Sheet) -> None:
    sheet.step("A", 300, 200)
    pool, other = sheet.put("participant", 400, 200), sheet.put("closedPool", 400, 600)
    note = sheet.put("textAnnotation", 1200, 900, "why")
    remove(sheet.model, [pool])
    assert sheet.process not in sheet.model
    remove(sheet.model, [other])
    page = sheet.model.get(sheet.diagram, Diagram)
    root = sheet.model.get(page.root, Node) if page else None
    assert root is not None and root.kind == "process" and sheet.node(note).parent == root.id
    sheet.step("B", 300, 300)
    for _ in range(10):
        sheet.model.undo()
    assert sheet.process in sheet.model
