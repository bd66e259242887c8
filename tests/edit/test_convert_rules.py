"""What goes, stays and is refused when one thing is turned into another."""

from __future__ import annotations

import pytest

from opsdesigner.edit import arrange, convert, draw, lanes
from opsdesigner.edit.context import Refusal
from opsdesigner.model import Node, Props
from opsdesigner.notation.variants import VARIANTS
from tests.build import Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def change(sheet: Sheet, shape: str, variant: str) -> None:
    convert.change_type(sheet.model, [shape], VARIANTS[variant])


def test_a_default_flow_is_one_no_more_where_there_can_be_none(sheet: Sheet) -> None:
    a, gate = sheet.step("A"), sheet.put("exclusiveGateway", 300, 100)
    sheet.flow(a, gate)
    flow = sheet.flow(gate, sheet.step("B", 500, 100))
    other = sheet.flow(gate, sheet.step("C", 500, 300))
    convert.set_property(sheet.model, [flow], "default", True)
    change(sheet, gate, "parallelGateway")
    assert "default" not in sheet.link(flow).props and "default" not in sheet.link(other).props


def test_only_a_transaction_keeps_a_cancelling_event_on_its_edge(sheet: Sheet) -> None:
    sub = sheet.put("transaction", 400, 300)
    box = sheet.box(sub)
    cancelled = sheet.put("cancel.boundary", box[0] + 100, box[3])
    late = sheet.put("timer.boundary", box[0] + 200, box[3])
    change(sheet, sub, "transactionClosed")
    assert sheet.node(cancelled).props.bags("events") == (Props(kind="cancel"),)
    change(sheet, sub, "subProcess")
    assert (
        "events" not in sheet.node(cancelled).props and sheet.node(late).props.bags("events")[0].text("kind") == "timer"
    )
    with pytest.raises(Refusal, match="Only a transaction can be cancelled"):
        change(sheet, late, "cancel.boundary")


def test_an_end_that_cancels_belongs_to_a_transaction(sheet: Sheet) -> None:
    sub = sheet.put("transaction", 400, 300)
    inside, outside = sheet.put("endEvent", 400, 300), sheet.put("endEvent", 900, 300)
    change(sheet, inside, "cancel.end")
    for act in (
        lambda: change(sheet, outside, "cancel.end"),
        lambda: sheet.put("cancel.end", 900, 500),
        lambda: arrange.move(sheet.model, [inside], 500, 100),
    ):
        with pytest.raises(Refusal, match="Only a transaction can be cancelled"):
            act()
    arrange.move(sheet.model, [inside], 24, 0)
    with sheet.model.change("As a file may have it"):
        sheet.model.update(sheet.shape(sub).node, kind="subProcess")
    arrange.move(sheet.model, [inside], 24, 0)
    assert sheet.node(inside).parent == sheet.node(sub).id, "where a file has it, it may be moved about"


def test_a_start_by_error_belongs_to_an_event_sub_process_and_its_page(sheet: Sheet) -> None:
    sub = sheet.put("eventSubProcess", 400, 300)
    start = sheet.put("error.subStart", 300, 300)
    with pytest.raises(Refusal, match="needs an event sub-process"):
        arrange.move(sheet.model, [start], 500, 300)
    convert.toggle_open(sheet.model, sub)
    page = convert.plane_of(sheet.model, sub)
    assert draw.place(sheet.model, page, VARIANTS["escalation.subStart"], 600, 600)
    plain = sheet.put("startEvent", 900, 300)
    with pytest.raises(Refusal, match="needs an event sub-process"):
        change(sheet, plain, "error.subStart")


def test_the_page_of_an_ad_hoc_sub_process_has_no_end_either(sheet: Sheet) -> None:
    sub = sheet.put("adHocClosed", 400, 300)
    page = convert.plane_of(sheet.model, sub)
    step = draw.place(sheet.model, page, VARIANTS["task"], 200, 200)
    for act in (
        lambda: draw.append(sheet.model, step, VARIANTS["endEvent"]),
        lambda: draw.place(sheet.model, page, VARIANTS["endEvent"], 500, 200),
    ):
        with pytest.raises(Refusal, match="has no start and no end"):
            act()


def test_a_boundary_event_stays_one(sheet: Sheet) -> None:
    event = sheet.put("timer.catch", 100, 100)
    with pytest.raises(Refusal, match="sits on the edge of a step"):
        change(sheet, event, "timer.boundary")


def test_what_is_no_step_any_more_loses_what_only_steps_have(sheet: Sheet) -> None:
    step = sheet.step("A", 300, 300)
    event = sheet.put("timer.boundary", 300, 340)
    with sheet.model.change("As a file may have it"):
        data = sheet.model.put(Node("in", "dataInput", parent=sheet.node(step).id))
    change(sheet, step, "endEvent")
    assert event not in sheet.model and data.id not in sheet.model


def test_a_pool_is_turned_while_it_has_no_lanes(sheet: Sheet) -> None:
    pool = sheet.put("participant", 400, 300)
    step = sheet.step("A", 400, 300)
    change(sheet, pool, "uprightPool")
    assert sheet.shape(pool).props.get("isHorizontal") is False and sheet.node(step).name == "A"
    change(sheet, pool, "participant")
    assert sheet.shape(pool).props.flag("isHorizontal")
    lanes.split(sheet.model, pool, 2)
    with pytest.raises(Refusal, match="divided into lanes already"):
        change(sheet, pool, "uprightPool")


def test_an_upright_pool_that_is_closed_keeps_its_height(sheet: Sheet) -> None:
    pool = sheet.put("uprightPool", 400, 500)
    box = sheet.box(pool)
    change(sheet, pool, "closedPool")
    assert sheet.node(pool).host == "" and sheet.box(pool) == box
    change(sheet, pool, "closedPool")
    assert sheet.box(pool) == box


def test_a_reference_to_no_data_can_become_another(sheet: Sheet) -> None:
    data = sheet.put("dataObjectReference", 100, 100, "Order")
    with sheet.model.change("As a file may have it"):
        sheet.model.update(sheet.shape(data).node, host="")
    change(sheet, data, "dataStoreReference")
    assert sheet.node(data).kind == "dataStoreReference" and sheet.node(sheet.node(data).host).kind == "dataStore"
