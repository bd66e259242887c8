"""Edits of files that others wrote in their own way: what is changed reads back as it was meant, the rest stays."""

from __future__ import annotations

import pytest

from opsdesigner.edit import arrange, clipboard, convert, draw
from opsdesigner.edit.remove import remove
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.model import Bounds, Edge, Link, Model, Node, Shape
from opsdesigner.notation.variants import VARIANTS

from .schema import faults
from .test_bpmn_tables import node, start
from .test_notes import FLOW, edge, file, process, shape

DRAWN = shape("a_di") + shape("b_di", "b", 'x="300" y="0" width="100" height="80"')


class Opened:
    """A file as it is worked on."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.source = bpmn.read(data)
        self.model = Model(self.source.records.values())

    def saved(self) -> bytes:
        """What is saved now; it reads back the same, and no worse than it was."""
        data = bpmn.write(self.source, self.model.records)
        bpmn.verify(data, self.model.records)
        assert len(faults(data)) <= len(faults(self.data))
        return data

    def node(self, id: str) -> Node:
        found = self.model.get(id, Node)
        assert found is not None
        return found


def test_a_line_with_points_that_are_none_is_led_elsewhere() -> None:
    opened = Opened(file(process(FLOW), DRAWN + edge("e", 'x="100" y="40"', 'x="no" y="1"', 'x="300" y="40"')))
    arrange.set_points(opened.model, "e", [(100, 40), (200, 40), (200, 60), (300, 60)])
    assert b'x="no"' in opened.saved()  # kept as it was
    opened = Opened(file(process(FLOW), DRAWN + edge("e", 'x="100" y="40"', 'x="no" y="1"', 'x="300" y="40"')))
    arrange.move(opened.model, ["b_di"], 0, 200)
    assert opened.saved()


def test_a_line_with_fewer_bends_keeps_the_rest() -> None:
    bends = ('x="100" y="40"', 'x="150" y="40"', 'x="150" y="60"', 'x="300" y="60"')
    opened = Opened(file(process(FLOW), DRAWN + edge("e", *bends).replace("</di:BPMNEdge>", "<v:e /></di:BPMNEdge>")))
    arrange.set_points(opened.model, "e", [(100, 40), (300, 40)])
    data = opened.saved()
    assert data.count(b"waypoint") == 2 and b"<v:e />" in data


def test_two_documentations_are_one_text_and_go_together() -> None:
    two = "<documentation>one</documentation><documentation textFormat='x'>two</documentation>"
    opened = Opened(file(process(f'<task id="c">{two}</task>')))
    assert opened.node("c").props.text("documentation") == "one\n\ntwo"
    convert.set_property(opened.model, ["c"], "documentation", "")
    data = opened.saved()
    assert b">two<" not in data and b">one<" not in data
    again = Opened(data)
    assert again.node("c").props.text("documentation") == ""
    convert.set_property(again.model, ["c"], "documentation", "new")
    assert b">new</documentation>" in again.saved()


def test_documentation_with_markup_of_others_is_replaced_as_a_whole() -> None:
    rich = "<documentation>Read <v:b>twice</v:b> first</documentation>"
    opened = Opened(file(process(f'<task id="c">{rich}</task>')))
    convert.set_property(opened.model, ["c"], "documentation", "Read once")
    data = opened.saved()
    assert b">Read once</documentation>" in data and b"twice" not in data


def test_data_that_becomes_a_store_keeps_its_state() -> None:
    inner = '<dataObject id="o" /><dataObjectReference id="d" dataObjectRef="o"><dataState name="checked" />'
    data = file(process(inner + "</dataObjectReference>"), shape("d_di", "d"))
    opened = Opened(data)
    convert.change_type(opened.model, ["d_di"], VARIANTS["dataStoreReference"])
    assert opened.node("d").props.text("state") == "checked" and b'name="checked"' in opened.saved()


def test_a_pool_that_is_one_again_loses_how_many_there_were() -> None:
    model = start()
    with model.change("Several"):
        model.set_props("other", multiple=True, minimum=2, maximum=5)
    opened = Opened(bpmn.write(bpmn.empty(), model.records))
    with opened.model.change("One"):
        opened.model.set_props("other", multiple=None, minimum=None, maximum=None)
    assert b"participantMultiplicity" not in opened.saved()


def test_a_reconnected_line_names_no_shapes_of_before() -> None:
    """Some tools note the shapes a line joins beside the elements it joins."""
    line = edge("e", 'x="100" y="40"', 'x="300" y="40"').replace(
        " bpmnElement", ' sourceElement="a_di" targetElement="b_di" bpmnElement'
    )
    opened = Opened(
        file(
            process(FLOW + '<task id="c" />'),
            DRAWN + shape("c_di", "c", 'x="0" y="300" width="100" height="80"') + line,
        )
    )
    draw.reconnect(opened.model, "e", "target", "c_di")
    data = opened.saved()
    assert b"targetElement" not in data and b'sourceElement="a_di"' in data
    opened.model.undo()
    assert opened.saved() == opened.data
    draw.reconnect(opened.model, "e", "source", "c_di")
    data = opened.saved()
    assert b"sourceElement" not in data and b'targetElement="b_di"' in data


def test_a_step_with_data_that_becomes_a_gateway_is_saved() -> None:
    inner = (
        '<dataObject id="o" /><dataObjectReference id="d" dataObjectRef="o" />'
        '<task id="c"><dataOutputAssociation id="w"><targetRef>d</targetRef></dataOutputAssociation></task>'
    )
    drawn = shape("c_di", "c") + shape("d_di", "d", 'x="0" y="300" width="36" height="50"')
    opened = Opened(file(process(inner), drawn + edge("e", 'x="50" y="80"', 'x="18" y="300"', of="w")))
    convert.change_type(opened.model, ["c_di"], VARIANTS["exclusiveGateway"])
    assert "w" not in opened.model and b"dataOutputAssociation" not in opened.saved()


def test_data_read_by_a_step_is_read_from_elsewhere_by_the_same_line() -> None:
    inner = (
        '<dataObject id="o" /><dataObjectReference id="d" dataObjectRef="o" />'
        '<dataObjectReference id="d2" dataObjectRef="o" /><task id="c"><property id="p" name="mine" />'
        '<dataInputAssociation id="r"><sourceRef>d</sourceRef><targetRef>p</targetRef></dataInputAssociation></task>'
    )
    opened = Opened(file(process(inner)))
    with opened.model.change("From elsewhere"):
        opened.model.update("r", source="d2")
    assert opened.saved() == opened.data.replace(b"<sourceRef>d<", b"<sourceRef>d2<")


def test_a_page_gets_another_name_and_nothing_else() -> None:
    opened = Opened(file(process(""), DRAWN))
    with opened.model.change("Rename"):
        opened.model.update("page", name="Page one")
    assert opened.saved().replace(b' name="Page one"', b"") == opened.data


def test_what_only_named_what_is_gone_goes_comments_stay() -> None:
    inner = (
        '<!-- <flowNodeRef>a</flowNodeRef> --><laneSet><lane id="l"><flowNodeRef>a</flowNodeRef>'
        "<flowNodeRef>b</flowNodeRef></lane></laneSet>"
    )
    opened = Opened(file(process(inner), DRAWN))
    remove(opened.model, ["a_di"])
    data = opened.saved()
    assert data.count(b"<flowNodeRef>a<") == 1 and b"<!-- <flowNodeRef>a</flowNodeRef> -->" in data


def test_a_shape_of_nothing_goes_from_the_file() -> None:
    opened = Opened(file(process(""), DRAWN + shape("s", "gone")))
    remove(opened.model, ["s"])
    assert opened.saved() == file(process(""), DRAWN)


def test_a_copy_refers_to_its_own_parts() -> None:
    """Ids inside a copied step are new, and so is what names them there."""
    several = (
        "<multiInstanceLoopCharacteristics><loopDataOutputRef>item</loopDataOutputRef>"
        '<outputDataItem id="item" /></multiInstanceLoopCharacteristics>'
    )
    opened = Opened(file(process(f'<task id="c" name="Each">{several}</task>'), shape("c_di", "c")))
    (made,) = clipboard.duplicate(opened.model, ["c_di"])
    data = opened.saved().decode()
    copy = opened.model.get(made, Shape)
    assert copy is not None and f">{copy.node}_item</loopDataOutputRef>" in data and f'id="{copy.node}_item"' in data


def test_a_name_given_its_place_back_leaves_what_others_said_of_it() -> None:
    for label, left in (
        ("<di:BPMNLabel>{}</di:BPMNLabel>", False),
        ('<di:BPMNLabel labelStyle="s">{}</di:BPMNLabel>', True),
    ):
        place = '<dc:Bounds x="1" y="2" width="30" height="14" />'
        drawn = shape("a_di").replace("</di:BPMNShape>", label.format(place) + "</di:BPMNShape>")
        opened = Opened(file(process(""), drawn))
        assert opened.model.get("a_di", Shape).label == Bounds(1, 2, 30, 14)  # type: ignore[union-attr]
        arrange.move_label(opened.model, "a_di", Bounds(5, 6, 30, 14))
        opened.saved()
        arrange.move_label(opened.model, "a_di", None)
        data = opened.saved()
        assert (b"BPMNLabel" in data) is left and b'width="30"' not in data


def test_steps_made_before_what_they_lie_in_are_written_after_it() -> None:
    opened = Opened(file(process("")))
    with opened.model.change("Add"):
        opened.model.put(Node("inner", "task", "", "sub"))
        opened.model.put(Node("sub", "subProcess", "", "P"))
        opened.model.put(Link("g", "sequenceFlow", "inner", "inner", parent="sub"))
    assert opened.saved().index(b'"sub"') < opened.saved().index(b'"inner"')


def test_conditions_in_what_is_new_name_their_type_as_the_file_does() -> None:
    data = bpmn.write(bpmn.empty(), start().records)
    opened = Opened(data)
    with opened.model.change("Add"):
        opened.model.put(Node("sub", "subProcess", "", "pro"))
        for id in ("x", "y"):
            opened.model.put(Node(id, "task", "", "sub"))
        opened.model.put(Link("g", "sequenceFlow", "x", "y", parent="sub"))
        convert.set_property(opened.model, ["g"], "conditionExpression", "late")
    assert b'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">late<' in opened.saved()


def test_a_save_that_would_not_read_back_as_it_is_shown_is_refused() -> None:
    source = bpmn.read(file(process("")))
    wrong = {**source.records, "a": Node("a", "task", "Another", "P")}
    with pytest.raises(Refused, match="nothing was written"):
        bpmn.verify(source.data, wrong)
    bpmn.verify(source.data, source.records)


def test_what_a_file_says_beyond_the_tables_is_told() -> None:
    foreign = "".join(f'<v:field name="f{n}">value {n}</v:field>' for n in range(300))
    inner = (
        '<task id="c" v:colour="red" name="C"><documentation>why</documentation>'
        f"<extensionElements>{foreign}</extensionElements></task>"
    )
    source = bpmn.read(file(process(inner + FLOW), DRAWN))
    told = bpmn.unknown(source, "c")
    assert told[0] == ("colour", "red") and told[1] == ("extensionElements", "")
    assert told[2] == ("field", "name = f0 · value 0") and len(told) == 201
    few = bpmn.read(file(process('<task id="c"><extensionElements><v:owner>Ann</v:owner></extensionElements></task>')))
    assert bpmn.unknown(few, "c") == [("extensionElements", ""), ("owner", "Ann")]
    assert bpmn.unknown(source, "a") == bpmn.unknown(source, "f") == []
    assert bpmn.unknown(source, "a_di") == bpmn.unknown(source, "nowhere") == []


def test_nodes_of_the_tables_are_those_of_the_tests() -> None:
    assert node("task", start().get("a", Node).props).kind == "task"  # type: ignore[union-attr]
    assert isinstance(start().get("f_di", Edge), Edge)
