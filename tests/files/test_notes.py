"""Odd files open: each oddity is a sentence about something, what is not known stays, and nothing is said twice."""

from __future__ import annotations

import pytest

from opsdesigner.files import bpmn
from opsdesigner.model import Diagram, Edge, Link, Model, Node, Shape

HEAD = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
 xmlns:w="http://www.omg.org/spec/DD/20100524/DI" xmlns:v="urn:vendor" id="D" targetNamespace="t">"""


def file(semantic: str = "", drawn: str = "", plane: str = 'bpmnElement="P"') -> bytes:
    page = f'<di:BPMNDiagram id="page"><di:BPMNPlane id="plane" {plane}>{drawn}</di:BPMNPlane></di:BPMNDiagram>'
    return f"{HEAD}{semantic}{page if drawn else ''}</definitions>".encode()


def process(inner: str) -> str:
    return f'<process id="P"><task id="a" name="A" /><task id="b" />{inner}</process>'


def shape(id: str, of: str = "a", bounds: str = 'x="0" y="0" width="100" height="80"') -> str:
    place = f"<dc:Bounds {bounds} />" if bounds else ""
    return f'<di:BPMNShape id="{id}" bpmnElement="{of}">{place}</di:BPMNShape>'


def edge(id: str, *points: str, of: str = "f") -> str:
    return f'<di:BPMNEdge id="{id}" bpmnElement="{of}">{"".join(f"<w:waypoint {p} />" for p in points)}</di:BPMNEdge>'


FLOW = '<sequenceFlow id="f" sourceRef="a" targetRef="b" />'
ODD = {  # what the file holds, and what is said of it
    "a line from nowhere": (
        file(process('<sequenceFlow id="g" name="G" sourceRef="nowhere" targetRef="b" />')),
        [("g", "The line “G” starts at “nowhere”, which is not in the file; it is kept.")],
    ),
    "a line to something unknown": (
        file(process('<Gateway id="x" /><sequenceFlow id="g" sourceRef="a" targetRef="x" />')),
        [("g", "The line “g” ends at “x”, a “Gateway”, which is not known here; it is kept.")],
    ),
    "a line with one end": (
        file(process('<sequenceFlow id="g" sourceRef="a" />')),
        [("g", "The line “g” has no end; it is kept.")],
    ),
    "a lane of strangers": (
        file(process('<laneSet><lane id="l"><flowNodeRef> who </flowNodeRef></lane></laneSet>')),
        [("l", "The lane “l” lists “who”, which is not in the file; it is kept.")],
    ),
    "an event on nothing": (
        file(process('<boundaryEvent id="late" name="late" attachedToRef="gone" />')),
        [("late", "“late” stands on “gone”, which is not in the file; it is kept.")],
    ),
    "two of one id": (
        file(process('<task id="a" /><task id="a" />')),
        [(f"a#{n}", "The id “a” is used more than once; both are kept.") for n in (2, 3)],
    ),
    "other files": (
        file('<import importType="x" location="roles.bpmn" namespace="r" />' + process("")),
        [("", "The file names another one, “roles.bpmn”, which is not opened with it.")],
    ),
    "a shape of nothing": (
        file(process(""), shape("s", "gone")),
        [("s", "The shape “s” points at “gone”, which is not in the file; it is kept as a plain box.")],
    ),
    "a shape of something unknown": (
        file(process('<v:robot id="r" />'), shape("s", "r")),
        [("s", "The shape “s” points at “r”, a “robot”, which is not known here; it is kept as a plain box.")],
    ),
    "a line of nothing": (
        file(process(""), edge("e", 'x="0" y="0"', 'x="9" y="0"')),
        [("e", "The line “e” points at “f”, which is not in the file; it is kept as a plain line.")],
    ),
    "a shape without a place": (
        file(process(""), shape("s", bounds="") + shape("t", bounds='x="far" y="0" width="1" height="1"')),
        [
            ("a", "The shape “s” has no place on the page; it is kept and not drawn."),
            ("a", "The shape “t” has no place on the page; it is kept and not drawn."),
        ],
    ),
    "a shape smaller than nothing": (
        file(process(""), shape("s", bounds='x="5" y="5" width="-1" height="80"')),
        [("s", "The shape “s” has a size below nothing; it is taken as none.")],
    ),
    "a line without a way": (
        file(process(FLOW), edge("e", 'x="0" y="0"', 'x="much" y="0"', 'x="1e300" y="0"')),
        [("f", "The line “e” has no way to run; it is kept and not drawn.")],
    ),
    "a diagram of nothing": (
        file(process(""), shape("s"), plane=""),
        [("page", "A diagram does not say what it shows; the first process is taken.")],
    ),
}


@pytest.mark.parametrize("what", ODD)
def test_each_oddity_is_one_sentence_and_the_file_stays_as_it_is(what: str) -> None:
    data, said = ODD[what]
    source = bpmn.read(data)
    assert [(note.element, note.text) for note in source.notes] == said
    assert bpmn.write(source, source.records) == data
    model = Model(source.records.values())
    with model.change("Rename"):
        model.update("a", name="Another")
    assert bpmn.write(source, model.records) == data.replace(b'name="A"', b'name="Another"')


def test_what_is_odd_again_and_again_is_counted() -> None:
    data = file(process("".join(f'<sequenceFlow id="g{n}" sourceRef="a" targetRef="no{n}" />' for n in range(30))))
    notes = bpmn.read(data).notes
    assert len(notes) == 21 and notes[-1].text == "10 more of the same (lines with a loose end)."


def test_a_diagram_in_a_file_without_a_process_shows_nothing() -> None:
    source = bpmn.read(file('<message id="m" />', shape("s", "m"), plane='bpmnElement="gone"'))
    assert source.records["page"] == Diagram("page", "", "") and source.records["s"] == Shape(
        "s", "page", "m", 0, 0, 100, 80
    )


def test_the_first_process_is_taken_before_it_a_collaboration() -> None:
    both = '<process id="P" /><collaboration id="C"><participant id="pool" processRef="P" /></collaboration>'
    root = bpmn.read(file(both, shape("s", "pool"), plane="")).records["page"]
    assert isinstance(root, Diagram) and root.root == "C"


def test_references_are_read_with_prefix_blanks_and_all() -> None:
    inner = (
        '<sequenceFlow id="f" sourceRef=" a " targetRef="t:b" /><laneSet><lane id="l"><flowNodeRef> a\n</flowNodeRef>'
    )
    records = bpmn.read(file(process(inner + "</lane></laneSet>"))).records
    assert records["f"] == Link("f", "sequenceFlow", "a", "b", "", "P")
    a = records["a"]
    assert isinstance(a, Node) and a.lane == "l"


def test_a_node_lies_in_the_innermost_lane_that_lists_it_wherever_that_stands() -> None:
    lanes = (
        '<laneSet><lane id="outer"><flowNodeRef>a</flowNodeRef><childLaneSet>'
        '<lane id="inner"><flowNodeRef>a</flowNodeRef><flowNodeRef>f</flowNodeRef></lane></childLaneSet></lane>'
        '<lane id="beside"><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef></lane></laneSet>'
    )
    records = bpmn.read(file(process(lanes + FLOW))).records
    lane = {id: record.lane for id, record in records.items() if isinstance(record, Node)}
    assert (lane["a"], lane["b"]) == ("inner", "beside")


def test_a_default_flow_of_somebody_else_is_none() -> None:
    inner = (
        '<exclusiveGateway id="x" default="f" /><exclusiveGateway id="y" default="gone" />'
        '<exclusiveGateway id="z" default="z" />' + FLOW
    )
    source = bpmn.read(file(process(inner)))
    flow = source.records["f"]
    assert isinstance(flow, Link) and "default" not in flow.props and source.notes == []


def test_numbers_that_are_none_say_nothing() -> None:
    inner = '<task id="c" startQuantity="many" completionQuantity="2" isForCompensation="perhaps" />'
    step = bpmn.read(file(process(inner))).records["c"]
    assert isinstance(step, Node) and dict(step.props) == {"completionQuantity": 2}


def test_a_line_keeps_the_points_that_are_some() -> None:
    drawn = edge("e", 'x="0" y="0"', 'x="no" y="1"', 'x="9" y="0"', 'x="1_0" y="0"')
    line = bpmn.read(file(process(FLOW), drawn + "<v:other />")).records["e"]
    assert isinstance(line, Edge) and line.points == ((0, 0), (9, 0))
