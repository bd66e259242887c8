"""What files hold that is easily lost, doubled or put in the wrong place when something beside it changes."""

from __future__ import annotations

import gc

import pytest

from opsdesigner.edit import clipboard, convert, draw
from opsdesigner.edit.remove import remove
from opsdesigner.files import bpmn
from opsdesigner.files.element import Element
from opsdesigner.files.errors import Refused
from opsdesigner.model import Diagram, Link, Model, Node, Props, Shape
from opsdesigner.notation.variants import VARIANTS

from .schema import faults

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:acme="urn:acme" id="D" targetNamespace="urn:x">
"""


def opened(process: str, drawn: str = "", more: str = "", plane: str = 'bpmnElement="P"') -> tuple[bpmn.Source, Model]:
    """A process with these elements, of which some are drawn."""
    shapes = "".join(
        f'<bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}"><dc:Bounds x="{100 + 200 * at}" y="100" width="100" '
        'height="80"/></bpmndi:BPMNShape>'
        for at, id in enumerate(drawn.split())
    )
    page = f'<bpmndi:BPMNDiagram id="Page"><bpmndi:BPMNPlane id="Plane" {plane}>{shapes}</bpmndi:BPMNPlane>'
    text = f'{HEAD}<process id="P">\n{process}\n</process>\n{page}</bpmndi:BPMNDiagram>{more}\n</definitions>\n'
    source = bpmn.read(text.encode())
    assert faults(source.data) == []
    return source, Model(source.records.values())


def saved(source: bpmn.Source, model: Model, valid: bool = True) -> str:
    """What is written, which reads back the same and is valid; and all taken back is the file as it was."""
    data = bpmn.write(source, model.records)
    bpmn.verify(data, model.records)
    assert not valid or faults(data) == []
    steps = 0
    while model.can_undo:
        model.undo()
        steps += 1
    assert bpmn.write(source, model.records) == source.data
    for _ in range(steps):
        model.redo()
    return data.decode()


def test_an_end_with_remarks_of_others_in_it_is_named_anew() -> None:
    data = '<dataObject id="O"/><dataObjectReference id="D1" dataObjectRef="O"/><dataObjectReference id="D2"/>'
    joined = '<dataInputAssociation id="A"><sourceRef>D1</sourceRef><targetRef>Q</targetRef></dataInputAssociation>'
    source, _ = opened(f'{data}<task id="T"><property id="Q"/>{joined}</task>', "T D1 D2")
    source = bpmn.read(source.data.replace(b"<sourceRef>D1<", b"<sourceRef>D1<acme:why/><"))
    model = Model(source.records.values())
    with model.change("From another"):
        model.update("A", source="D2")
    assert "<sourceRef>D2</sourceRef>" in saved(source, model, valid=False)


def test_a_copied_event_brings_its_own_data_along() -> None:
    event = (
        '<startEvent id="S"><dataOutput id="O"/><outputSet><dataOutputRefs>O</dataOutputRefs></outputSet>'
        '<messageEventDefinition id="M"/></startEvent>'
    )
    source, model = opened(event, "S")
    clipboard.duplicate(model, ["S_di"])
    copy = next(node.id for node in model.all(Node) if node.origin == "O")
    written = saved(source, model)
    assert written.count(f"<dataOutputRefs>{copy}</dataOutputRefs>") == 1 and "ioSpecification" not in written


def test_data_that_goes_in_is_listed_apart_from_other_data() -> None:
    listed = (
        '<ioSpecification><dataInput id="I" name="in"/><inputSet><dataInputRefs>I</dataInputRefs></inputSet>'
        "<outputSet/></ioSpecification>"
    )
    source, model = opened(listed + '<dataObject id="O"/><dataObjectReference id="R" dataObjectRef="O"/>', "I R")
    convert.change_type(model, ["R_di"], VARIANTS["dataOutput"])
    convert.change_type(model, ["I_di"], VARIANTS["dataObjectReference"])
    written = saved(source, model)
    inner = written[written.index("<ioSpecification>") : written.index("</ioSpecification>")]
    assert '<dataOutput id="R"' in inner and "dataInput" not in inner
    assert '<dataObjectReference id="I"' in written


@pytest.mark.parametrize("plane", ["", 'bpmnElement="Nowhere"'])
def test_a_page_that_does_not_say_what_it_shows_goes_on_showing_it(plane: str) -> None:
    source, model = opened('<task id="T"/>', "T", plane=plane)
    page = model.get("Page", Diagram)
    assert page is not None and page.root == "P"
    with model.change("A page with a pool"):
        model.put(Node("C", "collaboration"))
        model.put(Diagram("Other", "C"))
    assert 'bpmnElement="P"' in saved(source, model)


def test_a_page_without_a_plane_gets_one_for_what_is_drawn_on_it() -> None:
    source, _ = opened('<task id="T"/>')
    start, end = source.data.index(b"<bpmndi:BPMNPlane"), source.data.index(b"</bpmndi:BPMNDiagram>")
    source = bpmn.read(source.data[:start] + source.data[end:])
    model = Model(source.records.values())
    with model.change("Draw"):
        model.put(Shape("T_di", "Page", "T", 100, 100, 100, 80))
    assert '<bpmndi:BPMNPlane bpmnElement="P">' in saved(source, model)


def test_several_documentations_are_shown_and_edited_as_one() -> None:
    source, model = opened(
        '<task id="T"><documentation/><documentation>Why</documentation><documentation>How</documentation></task>', "T"
    )
    assert model["T"].props == Props(documentation="Why\n\nHow")
    draw.rename(model, "T_di", "Named")
    assert saved(source, model).count("<documentation>") == 2
    convert.set_property(model, ["T_di"], "documentation", "Both")
    assert saved(source, model).count("documentation>") == 2
    convert.set_property(model, ["T_di"], "documentation", "")
    assert "documentation" not in saved(source, model)


def test_a_script_goes_with_its_task_and_named_definitions_with_their_event() -> None:
    source, model = opened(
        '<scriptTask id="T"><script/></scriptTask><intermediateCatchEvent id="E"><eventDefinitionRef>M'
        "</eventDefinitionRef></intermediateCatchEvent>",
        "T E",
        "",
    )
    source = bpmn.read(source.data.replace(b"<process ", b'<messageEventDefinition id="M"/><process '))
    model = Model(source.records.values())
    convert.change_type(model, ["T_di"], VARIANTS["subProcess"])
    convert.change_type(model, ["E_di"], VARIANTS["adHocSubProcess"])
    written = saved(source, model)
    assert "script" not in written and "eventDefinitionRef" not in written


def test_an_empty_condition_beside_remarks_of_others() -> None:
    source, model = opened(
        '<startEvent id="S"><conditionalEventDefinition id="C"><condition>x</condition></conditionalEventDefinition>'
        "</startEvent>",
        "S",
    )
    source = bpmn.read(source.data.replace(b"</condition>", b"</condition><acme:note>keep</acme:note>"))
    model = Model(source.records.values())
    convert.set_events(model, ["S_di"], [Props(kind="conditional", id="C")])
    assert "<acme:note>keep</acme:note>" in saved(source, model, valid=False)


def test_what_has_no_id_gets_one_once_something_names_it() -> None:
    flow = '<sequenceFlow sourceRef="B" targetRef="C"/><task id="B"><outgoing>G</outgoing></task><task id="C"/>'
    flow += '<sequenceFlow id="G" sourceRef="B" targetRef="C"/>'
    source, model = opened(f'<task name="A"/>{flow}<dataObjectReference id="R"/>', "B C R")
    assert "@P/task/1" in model and "@P/sequenceFlow/1" in model
    with model.change("Draw and connect"):
        model.put(Shape("A_di", "Page", "@P/task/1", 100, 400, 100, 80))
        model.put(Link("F", "sequenceFlow", "@P/task/1", "B", parent="P"))
        model.update("@P/sequenceFlow/1", target="@P/task/1")
        model.put(Link("DA", "dataInputAssociation", "R", "@P/task/1", parent="@P/task/1"))
    written = saved(source, model)
    assert '<task name="A" id="_unnamed_P_task_1">' in written and written.count('"_unnamed_P_task_1"') == 4
    assert "<incoming>_unnamed_P_sequenceFlow_1</incoming>" in written and "@" not in written
    again = bpmn.read(written.encode())
    assert isinstance(again.records["_unnamed_P_task_1"], Node)


@pytest.mark.parametrize("id", ["", " "])
def test_an_empty_id_is_none(id: str) -> None:
    source, _ = opened('<task id="A"/>')
    source = bpmn.read(source.data.replace(b'id="A"', f'id="{id}"'.encode()))
    model = Model(source.records.values())
    assert "@P/task/1" in model and "" not in model
    with model.change("Draw"):
        model.put(Shape("A_di", "Page", "@P/task/1", 100, 400, 100, 80))
    assert 'bpmnElement="_unnamed_P_task_1"' in saved(source, model)


def test_what_is_drawn_for_what_has_no_id_has_a_proper_one() -> None:
    source, model = opened('<subProcess name="S"><task name="A"/></subProcess><task id="B"/>', "B")
    with model.change("Draw"):
        model.put(Shape("S_di", "Page", "@P/subProcess/1", 100, 400, 300, 200))
    convert.toggle_open(model, "S_di")
    made = next(shape for shape in model.all(Shape) if shape.node == "@@P/subProcess/1/task/1")
    assert made.id.startswith("_P_subProcess_1_task_1_di") and "@" not in saved(source, model)


def test_a_timer_that_says_a_time_says_it_once() -> None:
    source, model = opened(
        '<startEvent id="S"><timerEventDefinition id="T"><timeDate/></timerEventDefinition></startEvent>', "S"
    )
    convert.set_events(model, ["S_di"], [Props(kind="timer", id="T", timeCycle="R/P1D")])
    written = saved(source, model)
    assert "timeDate" not in written and "R/P1D" in written


def test_an_event_that_becomes_a_step_leaves_its_data() -> None:
    source, model = opened(
        '<endEvent id="E"><dataInput id="I"/><inputSet><dataInputRefs>I</dataInputRefs></inputSet></endEvent>', "E"
    )
    convert.change_type(model, ["E_di"], VARIANTS["subProcess"])
    assert "nput" not in saved(source, model)


def test_what_takes_back_a_step_that_is_gone_can_be_saved() -> None:
    source, model = opened(
        '<task id="A"/><endEvent id="E"><compensateEventDefinition id="C" activityRef="A"/></endEvent>', "A E"
    )
    remove(model, ["A_di"])
    assert "activityRef" not in saved(source, model)
    model.undo()
    assert model["E"].props.bags("events")[0].text("activityRef") == "A"


def test_what_would_read_back_as_something_else_is_never_written() -> None:
    source, model = opened('<task id="A"/><task id="B"/>', "A B")
    clipboard.duplicate(model, ["A_di"])
    data = bpmn.write(source, model.records)
    bpmn.verify(data, model.records)
    copy = next(node.id for node in model.all(Node) if node.origin == "A").encode()
    for wrong in (
        data.replace(b'<task id="B"/>', b'<task id="B" name="x"/>'),
        data.replace(b'bpmnElement="B"', b'bpmnElement="A"'),
        data.replace(b'<task id="B"/>', b""),
        data.replace(b'<task id="' + copy, b'<userTask id="' + copy),
        data.replace(b'x="300"', b'x="301"'),
    ):
        assert wrong != data
        with pytest.raises(Refused, match="does not read back"):
            bpmn.verify(wrong, model.records)


def test_what_named_the_gone_goes_however_it_is_written() -> None:
    source, model = opened('<task id="A"/><task id="B&#46;1"/><sequenceFlow id="F" sourceRef="A" targetRef="B.1"/>')
    listed = b'<task id="A"><outgoing><!-- F --><![CDATA[F]]></outgoing></task>'
    taken = b'<task id="B&#46;1"><incoming>&#70;</incoming></task><!-- <incoming>F</incoming> default="F" -->'
    data = source.data.replace(b'<task id="A"/>', listed).replace(b'<task id="B&#46;1"/>', taken)
    source = bpmn.read(data.replace(b'<task id="A">', b'<task id="A" default = "F">'))
    model = Model(source.records.values())
    with model.change("Delete"):
        model.remove("F")
    written = saved(source, model)
    assert "outgoing" not in written and "&#70;" not in written and '"A" default' not in written
    assert '<!-- <incoming>F</incoming> default="F" -->' in written


def test_nothing_of_a_save_waits_for_the_collector() -> None:
    source, model = opened('<task id="A"/><task id="B"/><sequenceFlow id="F" sourceRef="A" targetRef="B"/>', "A B")
    with model.change("Much"):
        model.remove("A")
        model.put(Node("C", "task", "C", "P"))
        model.put(Shape("C_di", "Page", "C", 0, 0, 100, 80))
        model.update("B_di", x=7)
    gc.collect()
    gc.disable()
    try:
        bpmn.verify(bpmn.write(source, model.records), model.records)
        bpmn.unknown(source, "B")
        left = [thing for thing in gc.get_objects() if isinstance(thing, Element)]
    finally:
        gc.enable()
    assert left == []


def test_much_and_little_changed_are_written_alike() -> None:
    """Where much has changed the file is read as a whole, else looked up; both must write the same."""
    tasks = "\n".join(f'<task id="T{n}" name="n{n}"><documentation>d{n}</documentation></task>' for n in range(40))
    source, model = opened(tasks, " ".join(f"T{n}" for n in range(40)))
    one = dict(model.records)
    with model.change("All"):
        for n in range(40):
            model.update(f"T{n}", name=f"N{n}")
            model.update(f"T{n}_di", x=n)
    whole = saved(source, model)
    step = source
    for n in range(40):
        one |= {id: model[id] for id in (f"T{n}", f"T{n}_di")}
        step = bpmn.read(bpmn.write(step, one))
    assert step.data.decode() == whole
