"""A step put before another one: what led there leads to it; ways back stay; what has nothing before it says so."""

from __future__ import annotations

import pytest

from opsdesigner.edit import lanes
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.preceding import put_before
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet
from tests.properties.truths import lies

TASK = VARIANTS["task"]


def test_what_led_to_a_step_leads_to_the_one_before_it() -> None:
    sheet = Sheet()
    sheet.chain("A > B > C")
    before = dict(sheet.model.records)
    made = put_before(sheet.model, sheet.named("B"), TASK)
    assert sheet.links() == {("A", "task"), ("task", "B"), ("B", "C")} and lies(sheet.model) == []
    assert sheet.box(sheet.named("A"))[2] < sheet.box(made)[0] and sheet.box(made)[2] < sheet.box(sheet.named("B"))[0]
    sheet.model.undo()
    assert dict(sheet.model.records) == before
    put_before(sheet.model, sheet.named("A"), TASK)
    assert sheet.links() == {("task", "A"), ("A", "B"), ("B", "C")} and lies(sheet.model) == []


def test_a_way_back_stays_at_the_step() -> None:
    sheet = Sheet()
    sheet.chain("A > B > C")
    sheet.flow(sheet.named("C"), sheet.named("B"))
    put_before(sheet.model, sheet.named("B"), TASK)
    assert sheet.links() == {("A", "task"), ("task", "B"), ("B", "C"), ("C", "B")}


def test_it_is_in_the_lane_of_what_it_goes_before() -> None:
    sheet = Sheet()
    pool = sheet.put("participant", 500, 330)
    upper, lower = lanes.split(sheet.model, pool, 2)
    first = sheet.put("task", 300, sheet.box(upper)[1] + 60, "A")
    last = sheet.put("task", 600, sheet.box(lower)[1] + 60, "B")
    sheet.flow(first, last)
    made = put_before(sheet.model, last, TASK)
    assert sheet.node(made).lane == sheet.shape(lower).node and lies(sheet.model) == []


@pytest.mark.parametrize(("variant", "why"), [("startEvent", "before a start"), ("textAnnotation", "Only steps")])
def test_what_has_nothing_before_it_says_so(variant: str, why: str) -> None:
    sheet = Sheet()
    shape = sheet.put(variant, 300, 300)
    before = dict(sheet.model.records)
    with pytest.raises(Refusal, match=why):
        put_before(sheet.model, shape, TASK)
    assert dict(sheet.model.records) == before
