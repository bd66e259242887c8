"""A selection tidied: the chosen steps among themselves; the rest only makes way."""

from __future__ import annotations

import pytest

from opsdesigner.edit import lanes, pinning
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.tidying_part import tidy_selection
from opsdesigner.layout.faults import faults
from opsdesigner.model.geometry import box_of, centre
from tests.build import Sheet


@pytest.fixture
def page() -> Sheet:
    return Sheet()


def test_the_chosen_come_into_one_line_where_the_first_stands(page: Sheet) -> None:
    ids = [page.step(name, x, y) for name, x, y in (("A", 100, 100), ("B", 180, 240), ("C", 420, 60))]
    far = page.step("far", 900, 300)
    for a, b in ((ids[0], ids[1]), (ids[1], ids[2])):
        page.flow(a, b)
    before = page.box(far), page.box(ids[0])
    tidy_selection(page.model, page.diagram, ids)
    assert (page.box(far), page.box(ids[0])) == before
    assert len({centre(page.box(id))[1] for id in ids}) == 1
    assert not faults(page.model, page.diagram)


def test_others_make_way_only_where_they_are_in_it(page: Sheet) -> None:
    a, b = page.step("A", 100, 100), page.step("B", 100, 300)
    page.flow(a, b)
    beside, clear = page.step("beside", 240, 100), page.step("clear", 240, 500)
    stood = page.box(beside), page.box(clear)
    tidy_selection(page.model, page.diagram, [a, b])
    assert page.box(beside)[0] > stood[0][0] and page.box(clear) == stood[1]
    assert not faults(page.model, page.diagram)


def test_steps_stay_in_their_lanes(page: Sheet) -> None:
    pool = page.put("participant", 400, 200)
    bands = lanes.split(page.model, pool, 2)
    ids = []
    for number in range(6):
        box = page.box(bands[number % 2])
        ids.append(page.put("task", 150 + 70 * number, centre(box)[1], f"{number}"))
        if number:
            page.flow(ids[-2], ids[-1])
    homes = [page.node(id).lane for id in ids]
    tidy_selection(page.model, page.diagram, ids)
    assert [page.node(id).lane for id in ids] == homes
    assert not faults(page.model, page.diagram)


def test_pinned_shapes_are_not_chosen(page: Sheet) -> None:
    a, b, c = page.step("A", 100, 100), page.step("B", 300, 260), page.step("C", 500, 80)
    pinning.pin(page.model, [b], True)
    stood = page.box(b)
    tidy_selection(page.model, page.diagram, [a, b, c])
    assert page.box(b) == stood
    with pytest.raises(Refusal, match="two or more"):
        tidy_selection(page.model, page.diagram, [a, b])


def test_one_undo_brings_all_back(page: Sheet) -> None:
    a, b = page.step("A", 100, 100), page.step("B", 100, 300)
    page.flow(a, b)
    before = dict(page.model.records)
    tidy_selection(page.model, page.diagram, [a, b])
    assert box_of(page.shape(b)) != box_of(before[b])  # type: ignore[arg-type]
    page.model.undo()
    assert dict(page.model.records) == before


def test_lanes_cannot_be_pinned_and_what_is_pinned_can_be_let_go(page: Sheet) -> None:
    pool, a = page.put("participant", 400, 200), page.step("A", 300, 200)
    with pytest.raises(Refusal):
        pinning.pin(page.model, [pool], True)
    pinning.pin(page.model, [a, pool], True)
    assert page.shape(a).props.flag("pinned") and not page.shape(pool).props.flag("pinned")
    pinning.pin(page.model, [a], False)
    assert "pinned" not in page.shape(a).props
