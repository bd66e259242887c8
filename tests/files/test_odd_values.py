"""Files whose numbers and references make no sense: read with a note, edited, saved, taken back."""

from __future__ import annotations

import pytest

from opsdesigner.files import bpmn
from opsdesigner.model import Diagram, Edge, Link, Model, Node, Shape

HEAD = """<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="D" targetNamespace="urn:x">
"""
STRANGE = ("NaN", "inf", "-Infinity", "1e308", "1e309", "9" * 25, "0x10", "", "ten", "1,5", "1_000", "5" * 5000)
FLOW = '<task id="A"/><task id="B"/><sequenceFlow id="F" sourceRef="A" targetRef="B"/>'


def document(process: str, drawn: str = "", more: str = "") -> bpmn.Source:
    page = f'<bpmndi:BPMNDiagram id="Page"><bpmndi:BPMNPlane bpmnElement="P">{drawn}</bpmndi:BPMNPlane>'
    return bpmn.read(
        f'{HEAD}<process id="P">{process}</process>{more}{page}</bpmndi:BPMNDiagram></definitions>'.encode()
    )


def shape(id: str, **sides: str) -> str:
    said = {"x": "1", "y": "2", "width": "100", "height": "80"} | sides
    bounds = "".join(f' {name}="{value}"' for name, value in said.items())
    return f'<bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}"><dc:Bounds{bounds}/></bpmndi:BPMNShape>'


def edge(id: str, *points: tuple[str, str]) -> str:
    run = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'<bpmndi:BPMNEdge id="{id}_di" bpmnElement="{id}">{run}</bpmndi:BPMNEdge>'


def saved(source: bpmn.Source, model: Model) -> bytes:
    data = bpmn.write(source, model.records)
    bpmn.verify(data, model.records)
    return data


@pytest.mark.parametrize("side", ["x", "y", "width", "height"])
@pytest.mark.parametrize("value", STRANGE)
def test_a_shape_whose_place_is_no_number_is_kept_and_not_drawn(value: str, side: str) -> None:
    source = document(FLOW, shape("A", **{side: value}) + shape("B"))
    assert "A_di" not in source.records and any("has no place on the page" in note.text for note in source.notes)
    model = Model(source.records.values())
    with model.change("Rename"):
        model.update("A", name="Named")
    assert f'{side}="{value}"'.encode() in saved(source, model)


@pytest.mark.parametrize("value", STRANGE)
def test_a_line_runs_through_the_points_that_are_numbers(value: str) -> None:
    source = document(FLOW, shape("A") + shape("B") + edge("F", ("1", "1"), (value, "3"), ("5", value), ("9", "9")))
    model = Model(source.records.values())
    line = model.get("F_di", Edge)
    assert line is not None and line.points == ((1, 1), (9, 9))
    for points in (((1, 1), (9, 12)), ((1, 2), (4, 4), (6, 4), (9, 12)), ((0, 0), (7, 7))):
        with model.change("Bend"):
            model.update("F_di", points=points)
        assert f'<di:waypoint x="{value}" y="3"/>'.encode() in saved(source, model)
    while model.can_undo:
        model.undo()
    assert bpmn.write(source, model.records) == source.data


def test_sizes_below_nothing_count_as_none() -> None:
    source = document(FLOW, shape("A", width="-5"))
    drawn = source.records["A_di"]
    assert isinstance(drawn, Shape) and drawn.width == 0 and "below nothing" in source.notes[0].text


CANNOT_BE = {
    "lanes in lanes by name": (
        '<laneSet><lane id="L"><flowNodeRef>L</flowNodeRef><childLaneSet><lane id="M"><flowNodeRef>L</flowNodeRef>'
        "</lane></childLaneSet></lane></laneSet>",
        2,
    ),
    "events on events": (
        '<boundaryEvent id="X" attachedToRef="Y"/><boundaryEvent id="Y" attachedToRef="X"/>'
        '<boundaryEvent id="Z" attachedToRef="Z"/>',
        3,
    ),
    "data of data": (
        '<dataObjectReference id="R" dataObjectRef="S"/><dataObjectReference id="S" dataObjectRef="R"/>'
        '<dataStoreReference id="T" dataStoreRef="P"/>',
        3,
    ),
    "flows of flows": (
        '<sequenceFlow id="V" sourceRef="W" targetRef="W"/><sequenceFlow id="W" sourceRef="V" targetRef="V"/>',
        4,
    ),
}


@pytest.mark.parametrize("case", CANNOT_BE)
def test_what_cannot_stand_on_each_other_is_noted_and_kept(case: str) -> None:
    process, count = CANNOT_BE[case]
    source = document(process + FLOW, shape("A"))
    assert [note.text for note in source.notes if "which cannot be; it is kept" in note.text][count - 1 :]
    for record in source.records.values():
        if isinstance(record, Node):
            assert not record.host and not record.lane
        elif isinstance(record, Link) and record.id != "F":
            assert not record.source and not record.target
    model = Model(source.records.values())
    with model.change("Rename"):
        model.update("A", name="Named")
    assert saved(source, model) == source.data.replace(b'<task id="A"/>', b'<task id="A" name="Named"/>')


def test_a_pool_stands_for_a_process_and_nothing_else() -> None:
    pools = (
        '<collaboration id="C"><participant id="Q" processRef="C"/><participant id="R" processRef="P"/></collaboration>'
    )
    source = document(FLOW, more=pools)
    assert {id: source.records[id].host for id in "QR"} == {"Q": "", "R": "P"}  # type: ignore[union-attr]


def test_a_step_in_several_lanes_leaves_all_of_them() -> None:
    lanes = "".join(f'<lane id="L{n}"><flowNodeRef>A</flowNodeRef></lane>' for n in range(3))
    source = document(f"<laneSet>{lanes}</laneSet>{FLOW}")
    model = Model(source.records.values())
    node = model.get("A", Node)
    assert node is not None and node.lane == "L0"
    with model.change("Move"):
        model.update("A", lane="L2")
    assert saved(source, model).count(b"<flowNodeRef>") == 1
    with model.change("Move out"):
        model.update("A", lane="")
    assert b"flowNodeRef" not in saved(source, model)
    with model.change("Move, the lane goes"):
        model.update("A", lane="L1")
        model.remove("L0")
    assert saved(source, model).count(b"<flowNodeRef>") == 1


def test_one_name_for_many_things_and_pages() -> None:
    page = '<bpmndi:BPMNDiagram id="Page"><bpmndi:BPMNPlane bpmnElement="P"/></bpmndi:BPMNDiagram>'
    source = document('<task id="A"/><task id="A"/>' + FLOW, shape("A") + shape("A"), more=page)
    assert {"A", "A#2", "A#3", "A_di", "A_di#2", "Page", "Page#2"} <= source.records.keys()
    model = Model(source.records.values())
    with model.change("Rename"):
        model.update("A#2", name="Second")
        model.update("A_di#2", x=50.0)
        model.remove("A#3")
    data = saved(source, model)
    assert data.count(b"<task") == 3 and b'name="Second"' in data
    assert sum(isinstance(record, Diagram) for record in source.records.values()) == 2
