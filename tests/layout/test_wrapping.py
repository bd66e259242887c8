"""Long flat pages in rows: they fit the width, lose nothing, and no line runs through anything."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.edit.tidying import can_wrap, draw_undrawn, tidy
from opsdesigner.layout.faults import faults
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Record, Shape
from opsdesigner.model.geometry import box_of, union

from .processes import processes


def chain(steps: int, *more: Record) -> tuple[Model, Id]:
    """A process of so many steps one after the other, and its page."""
    names = [f"n{number}" for number in range(steps)]
    flows = [Link(f"{a}>{b}", "sequenceFlow", a, b, parent="p") for a, b in pairwise(names)]
    model = Model([Node("p", "process"), *(Node(id, "task", id, "p") for id in names), *flows, *more])
    draw_undrawn(model)
    return model, next(page.id for page in model.all(Diagram))


def rows_of(model: Model) -> list[list[float]]:
    """Where the steps begin, row by row, in the order of their names."""
    rows: dict[float, list[float]] = {}
    for shape in sorted(model.all(Shape), key=lambda shape: int(shape.node[1:])):
        rows.setdefault(shape.y, []).append(shape.x)
    return list(rows.values())


def test_steps_run_on_in_the_next_row_and_all_rows_are_about_as_long() -> None:
    model, page = chain(13)
    tidy(model, page, wrap=1000)
    assert [len(row) for row in rows_of(model)] == [7, 6]
    assert all(row == sorted(row) for row in rows_of(model))
    left, _, right, _ = union(box_of(shape) for shape in model.all(Shape))
    assert right - left <= 1000
    assert faults(model, page) == []


def test_what_fits_stays_in_one_row() -> None:
    model, page = chain(4)
    tidy(model, page, wrap=2000)
    assert len(rows_of(model)) == 1


def test_a_loop_back_over_a_fold_goes_between_the_rows() -> None:
    model, page = chain(10, Link("back", "sequenceFlow", "n8", "n1", "again", parent="p"))
    tidy(model, page, wrap=800)
    assert len(rows_of(model)) > 1 and faults(model, page) == []


def test_work_in_several_lanes_is_not_folded() -> None:
    lanes = [Node("l0", "lane", "Sales", "p"), Node("l1", "lane", "Stores", "p")]
    model, page = chain(8, *lanes)
    with model.change("Lanes"):
        for number in range(8):
            model.update(f"n{number}", lane=f"l{number % 2}")
    assert not can_wrap(model, page)
    copy = model.copy()
    tidy(model, page)
    tidy(copy, page, wrap=500)
    assert model.records == copy.records


def test_what_is_pinned_keeps_the_page_from_being_folded() -> None:
    model, page = chain(8)
    assert can_wrap(model, page)
    shape = next(iter(model.all(Shape)))
    with model.change("Pin"):
        model.update(shape.id, props=shape.props.having(pinned=True))
    assert not can_wrap(model, page)


@st.composite
def flat(draw: st.DrawFn) -> list[Record]:
    """Processes without lanes, in pools or in none."""
    records: list[Record] = []
    for record in draw(processes(least=5)):
        if isinstance(record, Node):
            if record.kind == "lane":
                continue
            record = replace(record, lane="")
        records.append(record)
    return records


@settings(max_examples=20)
@given(flat(), st.sampled_from((300, 500, 700)))
def test_random_pages_are_folded_without_a_fault(records: list[Record], width: float) -> None:
    model = Model(records)
    draw_undrawn(model)
    page = next(page.id for page in model.all(Diagram) if page.root in ("c", "p0"))
    ids, edges = set(model.records), len(model.referrers(page, Edge))
    tidy(model, page, wrap=width)
    assert set(model.records) == ids and len(model.referrers(page, Edge)) == edges
    assert [fault for fault in faults(model, page) if not fault[0].startswith("name")] == []
