"""Who sits where: bosses, reports, holders, units, deputies; loops in a file do no harm."""

from __future__ import annotations

from opsdesigner.model import Link, Model, Node, Props, Record
from opsdesigner.notation.organisation import (
    below,
    boss_of,
    chain_of,
    code_of,
    deputies,
    dotted_lines,
    holders,
    initials,
    is_outside,
    is_vacant,
    members,
    named,
    relation,
    reports_of,
    roles_of,
    units_of,
)


def firm() -> Model:
    records: list[Record] = [
        *(Node(id, "role", id.title()) for id in ("boss", "sales", "inside sales", "stores")),
        Node("nord", "role", "NordPost", props=Props(party="supplier", vacant=True)),
        Node("ops", "unit", "Operations"),
        Node("back", "unit", "Back office", resource="ops"),
        Node("ann", "person", "Ann-Marie von Bright"),
        Node("bob", "person", "Bob"),
        Link("r1", "reportsTo", "sales", "boss", parent="sales"),
        Link("r2", "reportsTo", "inside sales", "sales", parent="inside sales"),
        Link("r3", "reportsTo", "stores", "boss", parent="stores"),
        Link("r4", "reportsTo", "inside sales", "stores", parent="inside sales", props=Props(dotted=True)),
        Link("r5", "reportsTo", "stores", "", parent="stores"),
        Link("h1", "holds", "ann", "sales", parent="ann", props=Props(share=30)),
        Link("h2", "holds", "bob", "sales", parent="bob"),
        Link("h3", "holds", "ann", "boss", parent="ann", props=Props(share=70)),
        Link("d1", "deputy", "boss", "sales", parent="boss"),
    ]
    model = Model(records)
    with model.change("Place"):
        model.update("stores", resource="back", props=Props(vacant=True))
    return model


def test_lines_of_command() -> None:
    model = firm()
    assert boss_of(model, "boss") == "" and boss_of(model, "inside sales") == "sales"
    assert chain_of(model, "inside sales") == ["sales", "boss"]
    assert reports_of(model, "boss") == ["sales", "stores"] and reports_of(model, "stores") == []
    assert set(below(model, "boss")) == {"sales", "stores", "inside sales"}
    assert [link.id for link in dotted_lines(model, "inside sales")] == ["r4"]
    assert relation(model, "sales", "reportsTo", "boss") and not relation(model, "boss", "reportsTo", "sales")


def test_people_in_roles() -> None:
    model = firm()
    assert [person.id for person in holders(model, "sales")] == ["bob", "ann"]
    assert [role.id for role in roles_of(model, "ann")] == ["sales", "boss"]
    assert [node.id for node in deputies(model, "boss")] == ["sales"]
    stores, nord = model.get("stores", Node), model.get("nord", Node)
    assert stores and nord and is_vacant(model, stores) and is_outside(nord) and not is_outside(stores)
    with model.change("Hire"):
        model.put(Link("h4", "holds", "bob", "stores", parent="bob"))
    assert not is_vacant(model, stores)


def test_units() -> None:
    model = firm()
    assert units_of(model, "stores") == ["back", "ops"]
    assert [node.id for node in members(model, "ops")] == ["back"]
    with model.change("Loop"):
        model.update("ops", resource="back")
    assert units_of(model, "stores") == ["back", "ops"]


def test_names_and_letters() -> None:
    model = firm()
    found = named(model, " inside   SALES ")
    assert found and found.id == "inside sales" and named(model, "nobody") is None
    assert found and code_of(model, found) == "IS"
    assert code_of(model, Node("n", "role", "Stores")) == "ST"
    assert code_of(model, Node("n", "role", "Stores", props=Props(code="X1"))) == "X1"
    assert [initials(name) for name in ("Ann-Marie von Bright", "Bob", "", "?")] == ["AB", "BO", "", ""]


def test_no_two_roles_have_the_same_letters() -> None:
    names = ["Sales", "Sales", "Salsa", "Support", "Sales representative", "Stores", "St"]
    model = Model([Node(f"n{at}", "role", name) for at, name in enumerate(names)])
    nodes = [node for at in range(len(names)) if (node := model.get(f"n{at}", Node))]
    assert [code_of(model, node) for node in nodes] == ["SA", "SL", "SS", "SU", "SR", "ST", "S2"]
    with model.change("Own"):
        model.set_props("n5", code="SA")
    assert code_of(model, nodes[0]) == "SL" and [code_of(model, node) for node in nodes].count("SA") == 0
    many = Model([Node(f"n{at}", "role", "Sales") for at in range(100)])
    assert len({code_of(many, node) for node in many.all(Node)}) == 100


def test_loops_of_bosses_end() -> None:
    model = firm()
    with model.change("Loop"):
        model.put(Link("r9", "reportsTo", "boss", "inside sales", parent="boss"))
    assert chain_of(model, "boss") == ["inside sales", "sales"]
    assert set(below(model, "boss")) == {"sales", "stores", "inside sales"}


def test_thousands_of_one_name_have_codes_of_their_own() -> None:
    model = Model(Node(f"r{at}", "role", "Clerk") for at in range(1500))
    codes = [code_of(model, node) for node in model.all(Node)]
    assert len(set(codes)) == 1500
    assert codes[:3] == ["CL", "CE", "CR"]
    with model.change("Rename"):
        model.update("r0", name="Baker")
    assert code_of(model, model["r0"]) == "BA"  # type: ignore[arg-type]
    assert code_of(model, model["r1"]) == "CL"  # type: ignore[arg-type]


def test_a_number_that_was_given_by_hand_is_nobody_elses_code() -> None:
    model = Model(
        [Node("own", "role", "Cook", props=Props(code="C2")), *(Node(f"r{at}", "role", "C") for at in range(3))]
    )
    assert [code_of(model, node) for node in model.all(Node)] == ["C2", "C", "C3", "C4"]
