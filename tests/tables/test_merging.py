"""A table laid against a document: found again by id, mail, name; told before it is done; undone whole."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.edit.seats import new_chart
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.model import Diagram, Edge, Link, Model, Node, Props, Shape
from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.organisation import boss_of, chain_of, holders, is_vacant
from opsdesigner.tables.mapping import suggest
from opsdesigner.tables.merging import Plan, carry_out, plan
from opsdesigner.tables.people import Person, people_grid, read_people
from opsdesigner.tables.reading import read
from opsdesigner.tables.staff import people_of
from opsdesigner.tables.writing import csv_bytes

FIRM = """
    Id,Manager,Name,Title,Unit,Mail,Vacant
    1,,Ann Lee,Director,,ann@x.org,
    2,1,Bob Kay,Head of sales,Sales,bob@x.org,
    3,2,Cid Roe,Clerk,Sales,cid@x.org,
    4,2,Dee Fox,Clerk,Sales,dee@x.org,
    5,1,,Head of stores,Stores,,yes
    6,5,Eve Ash,Picker,Stores,eve@x.org,
"""


def people(text: str) -> tuple[Person, ...]:
    sheet = read("\n".join(line.strip() for line in text.strip().splitlines()).encode(), "staff.csv")
    return read_people(sheet, suggest(sheet)).people


def imported(text: str, model: Model, without_gone: bool = False) -> Plan:
    made = plan(model, people(text))
    carry_out(model, made, without_gone)
    return made


def firm() -> Model:
    model = Model()
    imported(FIRM, model)
    return model


def role(model: Model, name: str) -> Node:
    [found] = [node for node in model.all(Node) if node.kind == "role" and node.name == name]
    return found


def words(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {entry.name: entry.changes for entry in (*plan.added, *plan.changed)}


def sitting(model: Model, name: str) -> set[str]:
    return {person.name for person in holders(model, role(model, name).id)}


def test_a_first_import_makes_units_roles_people_and_lines() -> None:
    model = Model()
    made = imported(FIRM, model)
    assert len(made.added) == 6 and not (made.changed or made.unchanged or made.gone)
    assert words(made)["Bob Kay"] == ("Head of sales, reports to Ann Lee",)
    assert words(made)["Ann Lee"] == ("Director, reports to nobody",)
    clerk, stores = role(model, "Clerk"), role(model, "Head of stores")
    assert sitting(model, "Clerk") == {"Cid Roe", "Dee Fox"} and clerk.props.get("count") == 2
    assert is_vacant(model, stores) and boss_of(model, role(model, "Picker").id) == stores.id
    assert [model[id].name for id in chain_of(model, clerk.id)] == ["Head of sales", "Director"]  # type: ignore[union-attr]
    unit = model.get(clerk.resource, Node)
    assert unit and (unit.kind, unit.name) == ("unit", "Sales")
    model.undo()
    assert not model.records and not model.can_undo


def test_the_same_table_again_changes_nothing() -> None:
    model = firm()
    again = imported(FIRM, model)
    assert again.idle and len(again.unchanged) == 6 and not again.gone
    model.undo()
    assert not model.can_undo


def test_what_is_imported_can_be_saved() -> None:
    model = firm()
    bpmn.verify(bpmn.write(bpmn.empty(), model.records), model.records)


def chart(model: Model) -> dict[str, Shape]:
    [page] = [page for page in model.all(Diagram) if page.kind == ORG_CHART]
    return {shape.node: shape for shape in model.referrers(page.id, Shape)}


def test_a_first_import_draws_a_chart() -> None:
    model = firm()
    boxes = chart(model)
    assert boxes.keys() == {node.id for node in model.all(Node) if node.kind == "role"}
    lines = {edge.link for edge in model.all(Edge)}
    assert lines == {link.id for link in model.all(Link) if link.kind == "reportsTo"}
    assert boxes[role(model, "Director").id].y < boxes[role(model, "Clerk").id].y


def test_places_on_a_chart_stay() -> None:
    model = firm()
    lead = chart(model)[role(model, "Head of sales").id]
    with model.change("Drag"):
        model.update(lead.id, x=2000.0, props=lead.props.having(pinned=True))
    before = chart(model)
    imported(FIRM.replace("Head of sales", "Sales lead").replace("Dee Fox", "Dee Elm").replace("cid@", "c@"), model)
    assert chart(model) == before
    imported(FIRM + "    7,5,Guy Hay,Porter,Stores,,\n", model)
    after = chart(model)
    assert after[lead.node] == before[lead.node] and after.keys() - before.keys() == {role(model, "Porter").id}
    imported(FIRM.replace("6,5,Eve", "6,2,Eve") + "    7,5,Guy Hay,Porter,Stores,,\n", model)
    picker = role(model, "Picker").id
    assert chart(model)[picker] != after[picker] and chart(model)[lead.node] == before[lead.node]


def test_new_roles_come_to_every_chart_that_shows_their_boss() -> None:
    model = firm()
    stores, director = role(model, "Head of stores").id, role(model, "Director").id
    part = new_chart(model, "Stores", nodes=[stores])
    top = new_chart(model, "Top", nodes=[director])
    imported(
        FIRM + "    7,5,Guy Hay,Porter,Stores,,\n    8,7,Ida Joy,Helper,Stores,,\n    9,,Ken Law,Owner,,,\n", model
    )
    shown = {page.id: {shape.node for shape in model.referrers(page.id, Shape)} for page in model.all(Diagram)}
    porter, helper = role(model, "Porter").id, role(model, "Helper").id
    assert shown[part] == {stores, porter, helper} and shown[top] == {director}
    first = next(iter(shown))
    assert shown[first] >= {porter, helper, role(model, "Owner").id}


@pytest.mark.parametrize(
    ("before", "after", "name", "said"),
    [
        ("Bob Kay", "Rob Kay", "Rob Kay", ("name Bob Kay → Rob Kay",)),
        ("bob@x.org", "bk@x.org", "Bob Kay", ("mail bob@x.org → bk@x.org",)),
        ("2,1,Bob", "22,1,Bob", "Bob Kay", ("id 2 → 22",)),
        ("Head of sales", "Sales lead", "Bob Kay", ("title Head of sales → Sales lead",)),
        ("Eve Ash,Picker,Stores", "Eve Ash,Picker,Sales", "Eve Ash", ("unit Stores → Sales",)),
        ("6,5,Eve", "6,1,Eve", "Eve Ash", ("reports to Ann Lee (before: Head of stores)",)),
        ("6,5,Eve", "6,,Eve", "Eve Ash", ("reports to nobody (before: Head of stores)",)),
    ],
)
def test_a_change_is_told_and_done(before: str, after: str, name: str, said: tuple[str, ...]) -> None:
    model = firm()
    ids = {record.id for record in model.records.values() if isinstance(record, Node | Link)}
    text = FIRM.replace(before, after).replace("3,2,", "3,22,").replace("4,2,", "4,22,") if "22," in after else None
    made = imported(text or FIRM.replace(before, after), model)
    assert words(made) == {name: said} and len(made.unchanged) == 5
    assert ids >= {record.id for record in model.records.values() if isinstance(record, Node | Link)}
    assert imported(text or FIRM.replace(before, after), model).idle
    model.undo()
    assert imported(FIRM, model).idle


def test_people_are_found_by_id_then_mail_then_name() -> None:
    model = firm()
    by_mail = FIRM.replace("2,1,Bob Kay", "22,1,Robert Kay").replace(",2,", ",22,")
    assert words(imported(by_mail, model))["Robert Kay"] == ("name Bob Kay → Robert Kay", "id 2 → 22")
    model = firm()
    by_name = "Name,Mail\nbob  KAY,new@x.org"
    assert words(imported(by_name, model)) == {"bob KAY": ("mail bob@x.org → new@x.org",)}
    model = firm()
    namesake = FIRM + "    7,1,Bob Kay,Guard,,,\n"
    made = imported(namesake, model)
    assert [entry.row for entry in made.added] == [8] and made.changed == ()


def test_who_moves_leaves_the_others_where_they_are() -> None:
    model = firm()
    clerk = role(model, "Clerk").id
    made = imported(FIRM.replace("3,2,Cid", "3,1,Cid"), model)
    assert [entry.name for entry in made.changed] == ["Cid Roe"]
    assert {person.name for person in holders(model, clerk)} == {"Dee Fox"}
    assert boss_of(model, clerk) == role(model, "Head of sales").id
    assert imported(FIRM.replace("3,2,Cid", "3,1,Cid"), model).idle


def test_a_team_that_moves_as_one_takes_its_role_along() -> None:
    model = firm()
    clerk, roles = role(model, "Clerk").id, sum(node.kind == "role" for node in model.all(Node))
    imported(FIRM.replace("3,2,Cid", "3,5,Cid").replace("4,2,Dee", "4,5,Dee"), model)
    assert boss_of(model, clerk) == role(model, "Head of stores").id
    assert sum(node.kind == "role" for node in model.all(Node)) == roles


def test_a_successor_takes_over_the_role() -> None:
    model = firm()
    lead = role(model, "Head of sales").id
    made = imported(
        FIRM.replace("2,1,Bob Kay,Head of sales,Sales,bob", "9,1,Fay Orr,Head of sales,Sales,fay").replace(
            ",2,", ",9,"
        ),
        model,
    )
    assert role(model, "Head of sales").id == lead
    assert [entry.name for entry in made.added] == ["Fay Orr"] and [entry.name for entry in made.gone] == ["Bob Kay"]


def test_a_promotion_leaves_the_role_to_who_comes_after() -> None:
    model = firm()
    picker = role(model, "Picker").id
    text = FIRM.replace("6,5,Eve Ash,Picker", "6,1,Eve Ash,Planner") + "    7,5,Guy Hay,Picker,Stores,,\n"
    made = imported(text, model)
    assert [person.name for person in holders(model, picker)] == ["Guy Hay"]
    assert words(made)["Eve Ash"] == ("leaves Picker for Planner",)
    assert sitting(model, "Planner") == {"Eve Ash"} and imported(text, model).idle


def test_a_vacancy_is_filled() -> None:
    model = firm()
    stores = role(model, "Head of stores").id
    with model.change("Since"):
        model.set_props(stores, vacantSince="2026-05")
    assert imported(FIRM, model).idle
    text = FIRM.replace("5,1,,Head of stores,Stores,,yes", "5,1,Hal Ito,Head of stores,Stores,,")
    imported(text, model)
    assert [person.name for person in holders(model, stores)] == ["Hal Ito"]
    node = model.get(stores, Node)
    assert node and not {"vacant", "vacantSince"} & node.props.keys()


def test_roles_drawn_by_hand_get_their_people() -> None:
    """What owns steps already is what the table means by that title."""
    drawn = [Node("sales", "role", "head of Sales"), Node("dhl", "role", "Picker", props=Props(party="supplier"))]
    model = Model(drawn)
    imported(FIRM, model)
    assert [person.name for person in holders(model, "sales")] == ["Bob Kay"]
    assert holders(model, "dhl") == []


def test_who_is_gone_stays_unless_asked() -> None:
    model = firm()
    rest = "\n".join(line for line in FIRM.splitlines() if "Eve" not in line and "Dee" not in line)
    made = plan(model, people(rest))
    assert made.idle and {entry.name for entry in made.gone} == {"Dee Fox", "Eve Ash"}
    carry_out(model, made)
    assert len(people_of(model)) == 6
    carry_out(model, made, without_gone=True)
    assert sitting(model, "Clerk") == {"Cid Roe"} and not is_vacant(model, role(model, "Clerk"))
    assert is_vacant(model, role(model, "Picker"))
    model.undo()
    assert len(people_of(model)) == 6 and not is_vacant(model, role(model, "Picker"))


def test_a_table_of_one_unit_leaves_the_rest_alone() -> None:
    model = firm()
    part = "Id,Manager,Name,Title,Unit,Mail\n2,1,Bob Kay,Sales lead,Sales,bob@x.org\n3,2,Cid Roe,Clerk,Sales,cid@x.org"
    made = imported(part, model)
    assert words(made) == {"Bob Kay": ("title Head of sales → Sales lead",)}
    assert boss_of(model, role(model, "Sales lead").id) == role(model, "Director").id


def test_no_loop_is_closed_with_roles_the_table_does_not_name() -> None:
    model = firm()
    made = imported("Id,Manager,Name,Title\n1,3,Ann Lee,Director\n3,77,Cid Roe,Clerk", model)
    [note] = made.notes
    assert note == "Cid Roe would report to their own reports and is put at the top."
    for node in list(model.all(Node)):
        assert node.id not in chain_of(model, node.id)


def test_a_person_of_two_roles_keeps_the_second() -> None:
    model = firm()
    ann = next(node for node in model.all(Node) if node.name == "Ann Lee")
    with model.change("Second role"):
        model.put(Node("ombud", "role", "Ombudswoman"))
        model.put(Link("h", "holds", ann.id, "ombud", parent=ann.id, props=Props(share=10)))
    assert imported(FIRM, model).idle
    imported(FIRM.replace("Director", "President"), model)
    assert sitting(model, "Ombudswoman") == {"Ann Lee"} and sitting(model, "President") == {"Ann Lee"}


def test_a_large_firm_again_and_again() -> None:
    numbers = range(3000)
    rows = "\n".join(f"{at},{(at - 1) // 5 if at else ''},First{at} Last{at},T{at % 40},U{at % 9}" for at in numbers)
    text = f"Id,Manager,Name,Title,Unit\n{rows}"
    model = Model()
    assert len(imported(text, model).added) == 3000
    assert imported(text, model).idle
    moved = imported(text.replace("2999,599,", "2999,3,"), model)
    assert [entry.row for entry in moved.changed] == [3001]


NAMES = ("Ann", "Bob", "Cid", "Dee", "Eve", "Fay", "Guy", "Hal", "", "")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["Head", "Clerk", "Guard", ""]),
        st.sampled_from(["", "S", "T"]),
        st.integers(-3, 9),
    ),
    min_size=1,
    max_size=10,
)


def built(rows: list[tuple[str, str, str, int]]) -> tuple[Person, ...]:
    """People of these rows; some with ids, bosses only above."""
    lines = [
        f"{at if at % 2 else ''},{name}{'' if at % 2 or not name else at},{title},{unit},"
        f"{boss if 0 <= boss < at else ''}"
        for at, (name, title, unit, boss) in enumerate(rows)
    ]
    sheet = read("\n".join(["Id,Name,Title,Unit,Manager", *lines]).encode(), "staff.csv")
    with contextlib.suppress(Refused):
        return read_people(sheet, suggest(sheet)).people
    return ()


@given(ROWS, ROWS)
def test_after_an_import_the_table_is_what_the_document_says(
    first: list[tuple[str, str, str, int]], second: list[tuple[str, str, str, int]]
) -> None:
    model = Model()
    for rows in (first, second):
        table = built(rows)
        before = dict(model.records)
        made = plan(model, table)
        carry_out(model, made)
        if not made.idle:
            model.undo()
            assert dict(model.records) == before
            model.redo()
        bpmn.verify(bpmn.write(bpmn.empty(), model.records), model.records)
        for node in model.all(Node):
            assert node.id not in chain_of(model, node.id)
        names = {node.name for node in model.all(Node) if node.kind == "person"}
        assert {person.name for person in table if person.name} <= names


@given(ROWS)
def test_what_is_exported_is_imported_without_a_change(rows: list[tuple[str, str, str, int]]) -> None:
    model = Model()
    carry_out(model, plan(model, built(rows)))
    exported = people_of(model)
    assert plan(model, exported).idle
    if exported:
        sheet = read(csv_bytes(people_grid(exported)), "staff.csv")
        again = read_people(sheet, suggest(sheet)).people
        assert len(again) == len(exported)
        made = plan(model, again)
        assert not made.added and not [
            each for entry in made.changed for each in entry.changes if "id none" not in each
        ]
