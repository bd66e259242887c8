"""Who runs the business, in the file: units, roles, people, their relations, their parts in steps, org charts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opsdesigner.files import bpmn
from opsdesigner.model import Diagram, Edge, Link, Model, Node, Props, Record, Shape, Value
from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.properties import LETTERS

from .schema import faults
from .test_bpmn_tables import start

HEAD = (
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x"'
    b' xmlns:o="urn:opsdesigner:1" targetNamespace="u">'
)


def firm() -> Model:
    """A process with a team that runs it."""
    team: list[Record] = [
        Node("u", "unit", "Operations", props=Props(unitKind="department", colour="#29707A")),
        Node("u2", "unit", "Stores", resource="u"),
        Node("boss", "role", "Managing director"),
        Node("sales", "role", "Sales", resource="u", props=Props(count=2, hours="9-17", cost="40")),
        Node("stores", "role", "Stores", resource="u2", props=Props(vacant=True, vacantSince="2026-05", code="ST")),
        Node("carrier", "role", "NordPost", props=Props(party="supplier")),
        Node("anna", "person", "Anna Bright", props=Props(mail="anna@bright.example", photo="/9j/4AAQ")),
        Node("ben", "person", "Ben Ortiz", props=Props(number="17", away="2026-12-01/2026-12-05")),
        Link("r1", "reportsTo", "sales", "boss", parent="sales"),
        Link("r2", "reportsTo", "sales", "stores", parent="sales", props=Props(dotted=True)),
        Link("h1", "holds", "anna", "boss", parent="anna"),
        Link("h2", "holds", "anna", "sales", parent="anna", props=Props(share=40)),
        Link("h3", "holds", "ben", "sales", parent="ben"),
        Link("d1", "deputy", "boss", "sales", parent="boss"),
        Diagram("org", "", "Organisation", kind=ORG_CHART),
        Shape("boss_di", "org", "boss", 0, 0, 160, 56, props=Props(branch="columns", pinned=True)),
        Shape("sales_di", "org", "sales", 0, 92, 160, 56, props=Props(collapsed=True)),
        Edge("r1_di", "org", "r1", ((80, 56), (80, 92))),
    ]
    parts = [
        Link(f"as{at}", "assignment", role, step, parent=step, props=Props(letter=letter) if letter != "R" else Props())
        for at, (role, step, letter) in enumerate(
            [("sales", "a", "R"), ("boss", "a", "A"), ("u", "a", "C"), ("carrier", "a", "I"), ("boss", "pro", "R")]
        )
    ]
    model = Model([*start().records.values(), *team, *parts])
    with model.change("Stands for"):
        model.update("l1", resource="sales")
        model.update("other", resource="carrier")
    return model


def test_all_of_it_is_saved_read_back_and_valid() -> None:
    model = firm()
    fresh = bpmn.write(bpmn.empty(), model.records)
    bpmn.verify(fresh, model.records)
    assert faults(fresh) == []
    text = fresh.decode()
    assert text.count("<bpmn:performer ") == 2 and text.count("<bpmn:resourceRole ") == 3
    assert 'partitionElementRef="sales"' in text and 'type="urn:opsdesigner:orgChart"' in text


def test_it_is_written_into_a_file_that_has_none_of_it_and_taken_out_again() -> None:
    before = bpmn.write(bpmn.empty(), start().records)
    model = firm()
    after = bpmn.write(bpmn.read(before), model.records)
    bpmn.verify(after, model.records)
    assert faults(after) == []
    gone = bpmn.write(bpmn.read(after), start().records)
    bpmn.verify(gone, start().records)
    assert faults(gone) == [] and b"ops:" not in gone and b"extensionElements" not in gone


@pytest.mark.parametrize("step", ["a", "gate", "start"])
@pytest.mark.parametrize(("one", "other"), [(one, other) for one, _ in LETTERS for other, _ in LETTERS if one != other])
def test_every_letter_becomes_every_other(step: str, one: str, other: str) -> None:
    more = [Node("gate", "exclusiveGateway", parent="pro"), Node("start", "startEvent", parent="pro")]
    model = Model([*start().records.values(), *more, Node("sales", "role", "Sales")])
    with model.change("Assign"):
        link = model.put(Link("as", "assignment", "sales", step, parent=step, props=lettered(one)))
    data = bpmn.write(bpmn.empty(), model.records)
    with model.change("Letter"):
        model.put(replace(link, props=lettered(other)))
    again = bpmn.write(bpmn.read(data), model.records)
    bpmn.verify(again, model.records)
    assert faults(again) == []
    assert abs(len(again.splitlines()) - len(data.splitlines())) == 0


def lettered(letter: str) -> Props:
    return Props() if letter == "R" else Props(letter=letter)


@pytest.mark.parametrize("kind", ["exclusiveGateway", "intermediateThrowEvent", "userTask", "subProcess"])
def test_a_step_that_becomes_something_else_keeps_its_roles(kind: str) -> None:
    model = firm()
    data = bpmn.write(bpmn.empty(), model.records)
    with model.change("Turn"):
        model.update("a", kind=kind)
    turned = bpmn.write(bpmn.read(data), model.records)
    bpmn.verify(turned, model.records)
    assert faults(turned) == []
    with model.change("Back"):
        model.update("a", kind="task")
    back = bpmn.write(bpmn.read(turned), model.records)
    bpmn.verify(back, model.records)
    assert faults(back) == []


@pytest.mark.parametrize(
    ("id", "values"),
    [
        ("sales", {"party": "customer", "count": 1, "hours": None}),
        ("stores", {"vacant": False, "vacantSince": None, "colour": "#8F9900"}),
        ("anna", {"photo": None, "phone": "+49 1"}),
        ("anna", {"photo": "AAAA"}),
        ("u", {"unitKind": None, "colour": None}),
        ("r2", {"dotted": None}),
        ("h2", {"share": None}),
        ("boss_di", {"branch": None, "pinned": None, "hidden": True}),
        ("sales_di", {"collapsed": None}),
    ],
)
def test_one_edit_changes_one_line(id: str, values: dict[str, Value | None]) -> None:
    model = firm()
    data = bpmn.write(bpmn.empty(), model.records)
    with model.change("Edit"):
        model.set_props(id, **values)
        if values.get("count") == 1 or values.get("vacant") is False:  # the default is said by saying nothing
            model.set_props(id, count=None, vacant=None)
    again = bpmn.write(bpmn.read(data), model.records)
    bpmn.verify(again, model.records)
    assert faults(again) == []
    assert len(set(data.splitlines()) ^ set(again.splitlines())) <= 4


def test_what_goes_takes_what_it_says_with_it_and_nothing_else() -> None:
    model = firm()
    data = bpmn.write(bpmn.empty(), model.records)
    for id in ("boss", "org", "u", "anna"):
        with model.change("Delete"):
            model.remove(id)
        again = bpmn.write(bpmn.read(data), model.records)
        bpmn.verify(again, model.records)
        assert faults(again) == []
    assert b"relationship" not in again and b"partitionElementRef" in again
    assert model.get("r1", Link) is None and model.get("r2", Link) and model.get("stores", Node)


def test_a_role_that_becomes_a_unit_keeps_what_both_have() -> None:
    model = firm()
    data = bpmn.write(bpmn.empty(), model.records)
    with model.change("Turn"):
        model.update("sales", kind="unit", props=Props())
    again = bpmn.write(bpmn.read(data), model.records)
    bpmn.verify(again, model.records)
    assert faults(again) == [] and b"<ops:unit" in again


def test_another_tool_s_resources_are_roles_and_stay_as_they_were() -> None:
    data = (
        HEAD
        + b"""
 <process id="p">
  <task id="t" name="Check">
   <potentialOwner id="po"><resourceRef>x:clerk</resourceRef></potentialOwner>
   <humanPerformer name="by rule"><resourceAssignmentExpression><formalExpression>boss()</formalExpression>
   </resourceAssignmentExpression></humanPerformer>
   <resourceRole name=" accountable "><resourceRef>gone</resourceRef></resourceRole>
  </task>
  <laneSet><lane id="l" name="Front" partitionElementRef="clerk"/><lane id="l2" partitionElementRef="nobody"/></laneSet>
 </process>
 <resource id="clerk" name="Clerk"><resourceParameter id="rp" name="age"/></resource>
</definitions>"""
    )
    source = bpmn.read(data)
    records = source.records
    assert getattr(records["clerk"], "kind", "") == "role"
    po = records["po"]
    assert isinstance(po, Link) and (po.source, po.target) == ("clerk", "t") and po.props == Props()
    assert getattr(records["l"], "resource", "") == "clerk" and getattr(records["l2"], "resource", "") == ""
    sayings = [note.text for note in source.notes]
    assert any("“Check” names a role, “gone”, which is not in the file" in text for text in sayings), sayings
    assert any("nobody" in text for text in sayings)
    model = Model(records.values())
    with model.change("Other role"):
        model.put(Node("new", "role", "Porter"))
        model.update("po", source="new")
    again = bpmn.write(source, model.records)
    bpmn.verify(again, model.records)
    assert b'<potentialOwner id="po"><resourceRef>new</resourceRef></potentialOwner>' in again
    assert b"boss()" in again and b"<resourceRef>gone</resourceRef>" in again


def test_a_copied_step_has_no_roles_but_those_it_is_given() -> None:
    model = firm()
    data = bpmn.write(bpmn.empty(), model.records)
    with model.change("Copy"):
        model.put(Node("a2", "task", "A", parent="pro", origin="a"))
        model.put(Link("as9", "assignment", "boss", "a2", parent="a2", origin="as0"))
    again = bpmn.write(bpmn.read(data), model.records)
    bpmn.verify(again, model.records)
    assert faults(again) == []
    assert again.count(b"performer ") == 3


def test_what_is_known_of_roles_is_not_told_as_unknown() -> None:
    source = bpmn.read(bpmn.write(bpmn.empty(), firm().records))
    for id in ("a", "sales", "anna", "l1", "other"):
        assert bpmn.unknown(source, id) == []


def test_an_org_chart_says_the_same_with_and_without_prefixes() -> None:
    model = firm()
    data = bpmn.write(bpmn.empty(), model.records)
    assert b"ops:branch" not in data and b' branch="columns"' in data  # bpmn-moddle would take the prefix off
    prefixed = data.replace(b' branch="', b' ops:branch="').replace(b' collapsed="', b' ops:collapsed="')
    source = bpmn.read(prefixed)
    bpmn.verify(prefixed, model.records)
    with model.change("Edit"):
        model.set_props("boss_di", branch="tree")
        model.set_props("sales_di", collapsed=None)
    again = bpmn.write(source, model.records)
    bpmn.verify(again, model.records)
    assert b' branch="tree"' in again and b"ops:branch" not in again and b"collapsed" not in again


def test_a_role_without_a_name_is_still_valid() -> None:
    model = firm()
    with model.change("New box"):
        model.put(Node("new", "role"))
        model.update("anna", name="")
    fresh = bpmn.write(bpmn.empty(), model.records)
    bpmn.verify(fresh, model.records)
    assert faults(fresh) == []
    with model.change("Named, and not"):
        model.update("new", name="Porter")
        model.update("sales", name="")
    again = bpmn.write(bpmn.read(fresh), model.records)
    bpmn.verify(again, model.records)
    assert faults(again) == [] and b'id="new" name="Porter"' in again
