"""Every row of every table: saved, read back the same, valid against the schema, gone without a trace on undo."""

from __future__ import annotations

import pytest

from opsdesigner.files import bpmn
from opsdesigner.model import Bounds, Diagram, Edge, Link, Model, Node, Props, Shape, Value
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import KINDS, LINKS, RESOURCES
from opsdesigner.notation.properties import PROPERTIES, SHAPE_PROPERTIES, Property, properties_of
from opsdesigner.notation.variants import VARIANTS

from .schema import faults


def start() -> Model:
    return Model(
        [
            Node("c", "collaboration"),
            Node("pro", "process"),
            Node("pool", "participant", "Firm", parent="c", host="pro"),
            Node("other", "participant", "Customer", parent="c"),
            Node("l1", "lane", "Sales", parent="pro"),
            Node("a", "task", "A", parent="pro", lane="l1"),
            Node("b", "task", "B", parent="pro", lane="l1"),
            Node("msg", "message", "Order"),
            Link("f", "sequenceFlow", "a", "b", parent="pro"),
            Diagram("d", "c"),
            Shape("pool_di", "d", "pool", 0, 0, 600, 250, props=Props(isHorizontal=True)),
            Shape("a_di", "d", "a", 50, 50, 100, 80),
            Shape("b_di", "d", "b", 250, 50, 100, 80),
            Edge("f_di", "d", "f", ((150, 90), (250, 90))),
        ]
    )


def check(model: Model) -> bytes:
    """Saves as a new file and as an edit of the saved start; both read back the same and are valid."""
    fresh = bpmn.write(bpmn.empty(), model.records)
    bpmn.verify(fresh, model.records)
    assert faults(fresh) == []
    source = bpmn.read(bpmn.write(bpmn.empty(), start().records))
    edited = bpmn.write(source, model.records)
    bpmn.verify(edited, model.records)
    assert faults(edited) == []
    assert bpmn.write(bpmn.read(edited), start().records)  # and back again
    bpmn.verify(bpmn.write(bpmn.read(edited), start().records), start().records)
    return edited


def some(row: Property) -> list[Value]:
    """Values worth trying for a row: never the default."""
    match row.editor:
        case "flag":
            return [not row.default]
        case "number":
            return [7]
        case "choice":
            return [value for value, _ in row.choices if value != row.default]
        case "ref":
            return ["msg"]
        case "colour":
            return ["#FFAA00"]
        case "events":
            return []
        case _ if row.form:
            return ["##WebService" if row.name != "calledElement" else "Process_1"]
        case _:
            return ["x < y & \"z\" ]]> 'ä'", "one line\nanother"][: 2 if row.editor == "lines" else 1]


def home_of(kind: str) -> dict[str, str]:
    """Where a node of a kind lies in the small document, and what it stands on."""
    family = KINDS[kind].family
    if family in ("pool", "other"):
        return {"parent": "c"}
    if (
        family == "process"
        or kind in RESOURCES
        or (family in ("root", "message") and kind != "categoryValue" and kind != "dataObject")
    ):
        return {"parent": ""}
    if kind == "categoryValue":
        return {"parent": "cat"}
    return {"parent": "pro", "host": "a" if kind == "boundaryEvent" else ""}


def node(kind: str, props: Props) -> Node:
    return Node("n", kind, "Name" if KINDS[kind].named else "", props=props, **home_of(kind))


ROOTLESS = ("choreography", "globalConversation", "choreographyTask", "subChoreography", "callChoreography")
EDITABLE = [k for k in KINDS if KINDS[k].family not in ("other",) and k not in ROOTLESS]
VALUES = [(kind, row.name, value) for kind in EDITABLE for row in properties_of(kind) for value in some(row)]


@pytest.mark.parametrize(("kind", "name", "value"), VALUES)
def test_each_property_of_each_kind(kind: str, name: str, value: Value) -> None:
    model = start()
    with model.change("Add"):
        if kind == "categoryValue":
            model.put(Node("cat", "category"))
        needs = {"loopMaximum": "standard", "loopCondition": "standard", "testBefore": "standard"}
        props = Props({name: value})
        if name in needs:
            props = props.having(loop="standard")
        if name in ("loopCardinality", "loopCompletion"):
            props = props.having(loop="parallel")
        if name in ("minimum", "maximum"):
            props = props.having(multiple=True)
        if kind in ("intermediateCatchEvent", "boundaryEvent"):
            props = props.having(events=(Props(kind="timer"),))
        model.put(node(kind, props))
    check(model)
    with model.change("Take back"):
        model.set_props("n", **{name: None})
    check(model)


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_each_variant(variant) -> None:  # type: ignore[no-untyped-def]
    model = start()
    with model.change("Add"):
        model.put(node(variant.kind, variant.props))
        model.put(Shape("n_di", "d", "n", 300, 300, *KINDS[variant.kind].size, Bounds(1, 2, 3, 4), variant.shape))
    check(model)


@pytest.mark.parametrize("kind", DEFINITIONS)
def test_each_fact_of_each_event_definition(kind: str) -> None:
    row = DEFINITIONS[kind]
    model = start()
    values: dict[str, Value] = {"kind": kind, "id": "def"}
    for name, _ in row.facts:
        values[name.lstrip("@")] = (
            "true" if name == "@waitForCompletion" else "a" if name == "@activityRef" else "Weekly"
        )
        if name.startswith("time"):
            break
    if row.refers:
        values["ref"] = "root"
    with model.change("Add"):
        if row.refers:
            model.put(Node("root", row.refers, "Root"))
        model.put(Node("n", "endEvent", parent="pro", props=Props(events=(Props(values),))))
    check(model)
    with model.change("Another definition"):
        model.set_props("n", events=(Props(kind="terminate"), Props(kind="signal")))
    check(model)


@pytest.mark.parametrize("link", [k for k in LINKS if k != "conversationLink"])
def test_each_link(link: str) -> None:
    model = start()
    with model.change("Add"):
        model.put(Node("obj", "dataObject", parent="pro"))
        model.put(Node("data", "dataObjectReference", "Doc", parent="pro", host="obj"))
        model.put(Node("boss", "role", "Boss"))
        model.put(Node("anna", "person", "Anna"))
        model.put(Node("sales", "role", "Sales"))
        ends = {
            "reportsTo": ("sales", "boss"),
            "deputy": ("sales", "anna"),
            "holds": ("anna", "sales"),
            "assignment": ("sales", "a"),
            "messageFlow": ("other", "a"),
            "dataInputAssociation": ("data", "a"),
            "dataOutputAssociation": ("a", "data"),
        }
        source, target = ends.get(link, ("b", "a"))
        homes = {"messageFlow": "c", "dataInputAssociation": "a", "dataOutputAssociation": "a", "assignment": "a"}
        home = homes.get(link, source if source in ("sales", "anna") else "pro")
        name = "Says" if LINKS[link].named else ""
        model.put(Link("n", link, source, target, name, parent=home))
        model.put(Edge("n_di", "d", "n", ((0, 0), (10.5, 0), (10.5, 7)), Bounds(1, 1, 20, 14)))
        for row in properties_of(link):
            if row.name != "default" and (values := some(row)):
                model.set_props("n", **{row.name: values[0]})
    check(model)


@pytest.mark.parametrize("row", SHAPE_PROPERTIES, ids=lambda row: row.name)
def test_each_property_of_shapes_and_edges(row: Property) -> None:
    model = start()
    value: Value = "initiating" if row.name == "messageVisibleKind" else (some(row) or ["x"])[0]
    if row.name in ("participantBandKind", "choreographyActivityShape"):
        pytest.skip("only in choreographies, which are kept and not edited")
    with model.change("Set"):
        for id, on in (("a_di", "shape"), ("f_di", "edge")):
            if on in row.on:
                if row.name == "labelPlaced":
                    model.update(id, label=Bounds(5, 6, 70, 14))
                model.set_props(id, **{row.name: value})
    check(model)


def test_a_default_flow_is_named_by_its_source() -> None:
    model = start()
    with model.change("Default"):
        model.set_props("f", default=True)
    assert b'default="f"' in check(model)
    with model.change("Turn round"):
        model.update("f", source="b", target="a")
    assert check(model).count(b'default="f"') == 1
    with model.change("Delete"):
        model.remove("f")
    assert b"default=" not in check(model)


def test_lanes_list_their_members_and_forget_those_who_leave() -> None:
    model = start()
    with model.change("Nested lanes"):
        model.put(Node("l2", "lane", "Stores", parent="pro"))
        model.put(Node("l3", "lane", "Inner", parent="l2"))
        model.update("a", lane="l3")
    saved = check(model)
    assert saved.count(b">a</bpmn:flowNodeRef>") == 1 and saved.count(b"childLaneSet>") == 2
    with model.change("Delete"):
        model.remove("a")
    assert b"flowNodeRef>a<" not in check(model)


def test_a_step_that_moves_into_a_sub_process_takes_its_text_along() -> None:
    model = start()
    with model.change("Move"):
        model.put(Node("s", "subProcess", "Sub", parent="pro"))
        model.put(Node("s2", "transaction", parent="s"))
        model.update("a", parent="s2", lane="")
        model.remove("f")
    check(model)


def test_a_kind_that_changes_keeps_the_element() -> None:
    data = bpmn.write(bpmn.empty(), start().records)
    data = data.replace(
        b'<bpmn:task id="a" name="A">', b'<bpmn:task id="a" vendor:x="1" xmlns:vendor="urn:v" name="A"><!-- kept -->'
    )
    source = bpmn.read(data)
    model = Model(source.records.values())
    with model.change("Change type"):
        model.update("a", kind="userTask")
    saved = bpmn.write(source, model.records)
    assert b'<bpmn:userTask id="a" vendor:x="1" xmlns:vendor="urn:v" name="A"><!-- kept -->' in saved
    assert saved.count(b"</bpmn:userTask>") == 1
    bpmn.verify(saved, model.records)
    with model.change("Change family"):
        model.update("a", kind="parallelGateway")
        model.set_props("a", isForCompensation=None)
    bpmn.verify(bpmn.write(source, model.records), model.records)


def test_an_event_that_leaves_its_step_loses_what_only_the_edge_knows() -> None:
    data = bpmn.write(bpmn.empty(), start().records).replace(
        b'<bpmn:task id="b"',
        b'<bpmn:boundaryEvent id="t" attachedToRef="a" cancelActivity="true"><bpmn:timerEventDefinition/>'
        b'</bpmn:boundaryEvent><bpmn:task id="b"',
    )
    source = bpmn.read(data)
    model = Model(source.records.values())
    with model.change("Detach"):
        model.update("t", kind="intermediateCatchEvent", host="")
    saved = bpmn.write(source, model.records)
    bpmn.verify(saved, model.records)
    assert faults(saved) == [] and b"attachedToRef" not in saved and b"cancelActivity" not in saved


def test_an_empty_condition_is_a_condition_and_stays_as_it_was() -> None:
    data = bpmn.write(bpmn.empty(), start().records).replace(
        b'sourceRef="a" targetRef="b"/>', b'sourceRef="a" targetRef="b"><bpmn:conditionExpression/></bpmn:sequenceFlow>'
    )
    source = bpmn.read(data)
    model = Model(source.records.values())
    assert model["f"].props.text("conditionExpression")  # type: ignore[union-attr]
    with model.change("Rename"):
        model.update("f", name="if so")
    assert b"<bpmn:conditionExpression/>" in bpmn.write(source, model.records)


def test_a_copy_takes_foreign_content_along_under_ids_of_its_own() -> None:
    data = bpmn.write(bpmn.empty(), start().records).replace(
        b'<bpmn:task id="a" name="A">',
        b'<bpmn:task id="a" name="A" xmlns:v="urn:v" v:price="3"><bpmn:extensionElements><v:form id="x1">'
        b'<v:field ref="x1"/></v:form></bpmn:extensionElements>',
    )
    source = bpmn.read(data)
    model = Model(source.records.values())
    with model.change("Paste"):
        model.put(Node("copy", "task", "A2", parent="pro", origin="a"))
    saved = bpmn.write(source, model.records)
    assert saved.count(b'v:price="3"') == 2 and b'id="copy_x1"' in saved and b'ref="copy_x1"' in saved
    assert faults(saved) == []
    bpmn.verify(saved, model.records)


def test_the_tables_name_no_property_twice_on_one_kind() -> None:
    for kind in (*KINDS, *LINKS):
        names = [row.name for row in properties_of(kind)]
        assert len(names) == len(set(names)), kind
    assert {row.name for row in PROPERTIES}.isdisjoint(row.name for row in SHAPE_PROPERTIES)
