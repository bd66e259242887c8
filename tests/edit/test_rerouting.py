"""Lines led anew on request: which, how, in one step, and what is said where there is nothing to do."""

from __future__ import annotations

import pytest

from opsdesigner.edit import arrange, rerouting
from opsdesigner.edit.context import Refusal
from tests.build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_lines_bent_by_hand_run_as_if_drawn_now_in_one_step(sheet: Sheet) -> None:
    a, b, c = sheet.chain("A > B > C")
    first, last = sheet.edge_between(a, b), sheet.edge_between(b, c)
    arrange.set_points(sheet.model, first.id, [first.points[0], (174, 300), (190, 300), first.points[-1]])
    before = dict(sheet.model.records)
    assert rerouting.reroute(sheet.model, sheet.diagram, [first.id, last.id]) == [first.id]
    assert sheet.edge(first.id) == first and sheet.model.undo_label == "Re-route"
    sheet.model.undo()
    assert dict(sheet.model.records) == before


def test_where_there_is_nothing_to_re_route_it_says_so(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    line, undo = sheet.edge_between(a, b).id, sheet.model.undo_label
    for lines, reason in ((), "no lines"), ((a,), "no lines"), ((line,), "already run"):
        with pytest.raises(Refusal, match=reason):
            rerouting.reroute(sheet.model, sheet.diagram, lines)
    assert sheet.model.undo_label == undo
