"""Properties set on one thing or many, whatever they lie on; what has no such property stays as it is."""

from __future__ import annotations

import pytest

from opsdesigner.edit import convert, draw
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.labels import move_label
from opsdesigner.model import Node, Props
from tests.build import Sheet, label


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_a_name_is_a_property_like_others(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    convert.set_property(sheet.model, [a, b], "name", "Same")
    assert [sheet.node(each).name for each in (a, b)] == ["Same", "Same"]
    sheet.model.undo()
    assert [sheet.node(each).name for each in (a, b)] == ["A", "B"]


def test_what_is_of_the_drawing_is_set_on_every_drawing_of_a_thing(sheet: Sheet) -> None:
    a, b = sheet.chain("A > B")
    flow = sheet.edge_between(a, b)
    convert.set_property(sheet.model, [sheet.node(a).id, flow.link], "stroke", "#1E88E5")
    assert sheet.shape(a).props.text("stroke") == sheet.edge(flow.id).props.text("stroke") == "#1E88E5"
    convert.set_property(sheet.model, [a, flow.id], "fill", "#ffeecc")
    assert sheet.shape(a).props.text("fill") == "#ffeecc" and "fill" not in sheet.edge(flow.id).props
    convert.set_property(sheet.model, [a], "fill", "")
    assert "fill" not in sheet.shape(a).props


def test_open_is_a_property_that_opens_and_closes(sheet: Sheet) -> None:
    sub = sheet.put("subProcess", 300, 300)
    closed = sheet.box(sub)
    convert.set_property(sheet.model, [sub], "isExpanded", True)
    opened = sheet.box(sub)
    assert sheet.shape(sub).props.flag("isExpanded") and opened[2] - opened[0] > closed[2] - closed[0]
    convert.set_property(sheet.model, [sub], "isExpanded", True)
    assert sheet.box(sub) == opened
    convert.set_property(sheet.model, [sub], "isExpanded", False)
    assert not sheet.shape(sub).props.flag("isExpanded")


def test_what_has_no_such_property_stays_as_it_is(sheet: Sheet) -> None:
    a = sheet.step("A")
    note = sheet.put("textAnnotation", 400, 100, "Note")
    before = dict(sheet.model.records)
    convert.set_property(sheet.model, [a, note], "cancelActivity", False)
    convert.set_property(sheet.model, [a, note], "no such property", "x")
    convert.set_property(sheet.model, ["nowhere", sheet.process, sheet.diagram], "isCollection", True)
    convert.set_property(sheet.model, [sheet.diagram, "nowhere"], "isExpanded", True)
    with pytest.raises(Refusal, match="Only a sub-process can be opened"):
        convert.set_property(sheet.model, [a, note], "isExpanded", True)
    convert.set_events(sheet.model, [a, note, "nowhere"], [Props(kind="timer")])
    assert dict(sheet.model.records) == before


def test_several_definitions_may_all_be_needed_a_single_one_not(sheet: Sheet) -> None:
    event = sheet.put("parallelMultiple.catch", 100, 100)
    several = (Props(kind="message"), Props(kind="timer"))
    convert.set_events(sheet.model, [event], several)
    assert sheet.node(event).props.flag("parallelMultiple")
    convert.set_events(sheet.model, [event], several[:1])
    assert dict(sheet.node(event).props) == {"events": several[:1]}
    convert.set_events(sheet.model, [event], ())
    assert dict(sheet.node(event).props) == {}


def test_a_new_root_is_named_by_what_can_and_by_nobody_else(sheet: Sheet) -> None:
    send, step = sheet.put("sendTask", 100, 100), sheet.step("A", 400, 100)
    made = convert.new_root(sheet.model, "message", "Offer", [send, step, "nowhere"])
    assert sheet.model[made] == Node(made, "message", "Offer")
    assert sheet.node(send).props.text("messageRef") == made and dict(sheet.node(step).props) == {}
    alone = convert.new_root(sheet.model, "signal", "Alarm")
    assert sheet.model[alone] == Node(alone, "signal", "Alarm")


# names


def test_a_name_put_somewhere_is_given_back_once(sheet: Sheet) -> None:
    event = sheet.put("startEvent", 100, 100, "Go")
    move_label(sheet.model, event, label(60, 200))
    assert sheet.shape(event).label == label(60, 200) and sheet.shape(event).props.flag("labelPlaced")
    move_label(sheet.model, event, None)
    undo = sheet.model.undo_label
    assert sheet.shape(event).label is None and "labelPlaced" not in sheet.shape(event).props
    move_label(sheet.model, event, None)
    sheet.model.undo()
    assert undo == "Move name" and sheet.shape(event).label == label(60, 200)


def test_a_group_without_a_category_gets_one_with_its_name(sheet: Sheet) -> None:
    group = sheet.put("group", 300, 300)
    with sheet.model.change("As a file may have it"):
        sheet.model.update(sheet.shape(group).node, host="")
    draw.rename(sheet.model, group, "Phase 1")
    value = sheet.node(sheet.node(group).host)
    assert (value.kind, value.name) == ("categoryValue", "Phase 1") and sheet.node(value.parent).kind == "category"
    assert sheet.node(group).name == ""


def test_what_keeps_no_name_in_the_file_gets_none(sheet: Sheet) -> None:
    a, note = sheet.step("A"), sheet.put("textAnnotation", 400, 100, "Note")
    tie = sheet.flow(note, a)
    before = dict(sheet.model.records)
    draw.rename(sheet.model, tie, "tied")
    draw.rename(sheet.model, a, "A")
    assert dict(sheet.model.records) == before


def test_what_is_said_of_repeats_comes_and_goes_with_them(sheet: Sheet) -> None:
    step = sheet.step("A")
    convert.set_property(sheet.model, [step], "loopCondition", "more")
    assert sheet.node(step).props == Props(loop="standard", loopCondition="more")
    convert.set_property(sheet.model, [step], "loop", "sequential")
    assert sheet.node(step).props == Props(loop="sequential")
    convert.set_property(sheet.model, [step], "loopCardinality", "3")
    convert.set_property(sheet.model, [step], "loop", "parallel")
    assert sheet.node(step).props == Props(loop="parallel", loopCardinality="3")
    convert.set_property(sheet.model, [step], "loop", "")
    assert sheet.node(step).props == Props()


def test_how_many_there_are_is_said_of_several(sheet: Sheet) -> None:
    pool = sheet.put("closedPool", 400, 800, "Customer")
    convert.set_property(sheet.model, [pool], "minimum", 2)
    assert sheet.node(pool).props.flag("multiple")
    convert.set_property(sheet.model, [pool], "multiple", False)
    assert "minimum" not in sheet.node(pool).props


def test_a_timer_has_one_time_the_last_that_was_said(sheet: Sheet) -> None:
    event = sheet.put("timer.catch", 300, 100)

    def said(**times: str) -> Props:
        convert.set_events(sheet.model, [event], [Props(kind="timer", **times)])
        return sheet.node(event).props.bags("events")[0]

    assert said(timeDate="noon") == Props(kind="timer", timeDate="noon")
    assert said(timeDate="noon", timeDuration="P1D") == Props(kind="timer", timeDuration="P1D")
    assert said(timeDuration="P1D", timeCycle="R/P1D") == Props(kind="timer", timeCycle="R/P1D")
    two = Props(kind="timer", timeDate="noon", timeCycle="R/P1D")
    with sheet.model.change("As a file has it"):
        sheet.model.set_props(sheet.node(event).id, events=(two,))
    convert.set_events(sheet.model, [event], [two, Props(kind="signal")])
    assert sheet.node(event).props.bags("events")[0] == two
