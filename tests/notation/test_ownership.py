"""Who owns which step: by assignment, by lane, by sub-process, by pool; and what a role has a part in."""

from __future__ import annotations

from opsdesigner.model import Diagram, Link, Model, Node, Props, Record, Shape
from opsdesigner.notation.ownership import (
    Dispute,
    Tally,
    counts,
    disputes,
    idle,
    letters,
    owned_by,
    owner_by_place,
    owner_of,
    parts_of,
    resources,
    tally,
    unowned,
)


def firm() -> Model:
    """A pool of the firm with an outer and an inner lane, and a supplier's pool."""
    records: list[Record] = [
        *(Node(id, "role", id.capitalize()) for id in ("sales", "stores", "boss", "firm", "supplier")),
        Node("dep", "unit", "Department"),
        Node("ann", "person", "Ann"),
        Node("c", "collaboration"),
        Node("pro", "process"),
        Node("pool", "participant", parent="c", host="pro", resource="firm"),
        Node("out", "process"),
        Node("supply", "participant", parent="c", host="out", resource="supplier"),
        Node("outer", "lane", "Outer", parent="pro", resource="dep"),
        Node("inner", "lane", "Inner", parent="outer", resource="stores"),
        Node("plain", "lane", "Plain", parent="outer"),
        Node("bare", "lane", "Bare", parent="pro"),
        Node("a", "task", "A", parent="pro", lane="inner"),
        Node("b", "task", "B", parent="pro", lane="plain"),
        Node("c1", "task", "C", parent="pro", lane="bare"),
        Node("d", "task", "D", parent="out"),
        Node("sub", "subProcess", "Sub", parent="pro", lane="inner"),
        Node("deep", "task", "Deep", parent="sub"),
        Node("timer", "boundaryEvent", parent="pro", host="a"),
        Node("gate", "exclusiveGateway", parent="pro", lane="inner"),
        Node("alone", "process"),
        Node("x", "task", "X", parent="alone"),
    ]
    return Model(records)


def assign(model: Model, id: str, source: str, target: str, letter: str = "R") -> None:
    with model.change("Assign"):
        props = Props() if letter == "R" else Props(letter=letter)
        model.put(Link(id, "assignment", source, target, parent=target, props=props))


def test_the_innermost_lane_owns_then_the_next_then_the_pool() -> None:
    model = firm()
    owners = {id: owner_of(model, id) for id in ("a", "b", "c1", "d", "deep", "timer", "x", "inner", "pool", "pro")}
    assert owners == {
        "a": "stores",
        "b": "dep",
        "c1": "firm",
        "d": "supplier",
        "deep": "stores",
        "timer": "stores",
        "x": "",
        "inner": "stores",
        "pool": "firm",
        "pro": "firm",
    }
    assert [node.id for node in unowned(model)] == ["x"]


def test_the_first_who_is_responsible_owns_whatever_the_lane_says() -> None:
    model = firm()
    assign(model, "as1", "boss", "a", "A")
    assert owner_of(model, "a") == "stores"
    assign(model, "as2", "sales", "a")
    assign(model, "as3", "boss", "a")
    assert owner_of(model, "a") == "sales" and owner_by_place(model, "a") == "stores"
    assert owner_of(model, "timer") == "sales"
    assert list(disputes(model)) == [Dispute("a", "stores", "sales")]
    assert letters(model, "a") == {"sales": "R", "boss": "RA"}
    assert {link.id for link in parts_of(model, "boss")} == {"as1", "as3"}
    assign(model, "as4", "stores", "a")
    assert list(disputes(model)) == []


def test_who_is_first_does_not_depend_on_what_was_undone() -> None:
    model = firm()
    assign(model, "as1", "sales", "x")
    assign(model, "as2", "boss", "x")
    with model.change("Remove"):
        model.remove("as1")
    assert owner_of(model, "x") == "boss"
    with model.change("Else"):
        model.update("x", name="Y")
    model.undo()
    model.undo()
    assert owner_of(model, "x") == "sales"


def test_owners_follow_every_change_even_inside_one() -> None:
    model = firm()
    assert owned_by(model, "stores") == ["a", "sub", "deep", "timer", "gate"]
    with model.change("Give up the lane"):
        model.remove("stores")
        assert owner_of(model, "a") == "dep"
    model.undo()
    assert owner_of(model, "a") == "stores"
    assert [counts(node) for id in ("a", "gate", "timer") if (node := model.get(id, Node))] == [True, False, False]


def test_a_step_no_lane_lists_is_owned_by_the_lane_it_is_drawn_in() -> None:
    model = firm()
    with model.change("Draw"):
        model.put(Diagram("d1", "c"))
        model.put(Shape("outer_di", "d1", "outer", 0, 0, 500, 300))
        model.put(Shape("inner_di", "d1", "inner", 30, 0, 470, 150))
        model.put(Shape("bare_di", "d1", "bare", 0, 300, 500, 100))
        model.put(Node("new", "task", "New", parent="pro"))
        model.put(Shape("new_di", "d1", "new", 100, 20, 100, 80))
    assert owner_of(model, "new") == "stores"
    with model.change("Move"):
        model.update("new_di", y=310)
    assert owner_of(model, "new") == "firm"
    with model.change("Away"):
        model.update("new_di", y=900)
    assert owner_of(model, "new") == "firm"


def test_roles_that_do_nothing_are_told() -> None:
    model = firm()
    assert {node.id for node in idle(model)} == {"sales", "boss"}
    assign(model, "as1", "sales", "a", "I")
    assert {node.id for node in idle(model)} == {"boss"}
    assert len(resources(model)) == 7


def test_what_waits_is_counted_in_pieces() -> None:
    model = firm()
    assign(model, "as1", "sales", "a", "I")
    pieces = list(tally(model, each=3))
    assert pieces[-1] == Tally(len(unowned(model)), len(idle(model)), 2, 6) and len(pieces) > 6
    assert set(pieces[:-1]) == {None}
    with model.change("More"):
        model.put(Node("new", "task", "New", parent="alone"))
        model.put(Node("lazy", "role", "Lazy"))
    assert [*tally(model)][-1] == Tally(2, 2, 2, 7)
    assert [*tally(Model([Node("r", "role", "Alone")]))][-1] == Tally(0, 0, 0, 1)


def test_loops_do_no_harm() -> None:
    model = Model(
        [
            Node("p", "process"),
            Node("l1", "lane", parent="l2"),
            Node("l2", "lane", parent="l1"),
            Node("t", "task", parent="p", lane="l1"),
            Node("s1", "subProcess", parent="s2"),
            Node("s2", "subProcess", parent="s1"),
        ]
    )
    assert owner_of(model, "t") == owner_of(model, "s1") == ""
