"""The one door: changes, undo, rollback, references, observers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.model import Bounds, Change, Diagram, Edge, Link, Model, ModelError, Node, Props, Shape, from_json


@pytest.fixture
def model() -> Model:
    return Model(
        [
            Node("p", "process"),
            Node("l", "lane", "Sales", parent="p"),
            Node("a", "task", "A", parent="p", lane="l"),
            Node("b", "task", "B", parent="p"),
            Node("t", "boundaryEvent", "late", parent="p", host="a", props=Props(events=(Props(kind="timer"),))),
            Link("f", "sequenceFlow", "a", "b", parent="p"),
            Diagram("d", "p"),
            Shape("sa", "d", "a", 0, 0, 100, 80, Bounds(1, 2, 3, 4)),
            Shape("sb", "d", "b", 200, 0, 100, 80),
            Edge("e", "d", "f", ((100, 40), (200, 40))),
        ]
    )


def test_removing_takes_along_what_cannot_live_without_it(model: Model) -> None:
    before = dict(model.records)
    with model.change("Delete"):
        model.remove("a")
    assert set(model.records) == {"p", "l", "b", "d", "sb"}
    model.undo()
    assert dict(model.records) == before
    model.redo()
    assert "f" not in model and "t" not in model


def test_referrers_are_told_by_type_and_by_reference(model: Model) -> None:
    def names(id: str, cls: type[Node] | type[Link], ref: str = "") -> set[str]:
        return {record.id for record in model.referrers(id, cls, ref)}

    assert names("p", Node) == {"l", "a", "b", "t"} == names("p", Node, "parent")
    assert names("a", Node) == {"t"} == names("a", Node, "host") and names("a", Node, "parent") == set()
    assert names("l", Node, "lane") == {"a"}
    assert names("p", Link) == {"f"} and names("a", Link, "target") == set() and names("b", Link, "target") == {"f"}
    with model.change("Loop and change of hosts"):
        model.put(Link("g", "sequenceFlow", "b", "b", parent="p"))
        model.update("t", host="b")
    assert [link.id for link in model.referrers("b", Link)].count("g") == 1
    assert names("a", Node) == set() and names("b", Node, "host") == {"t"}
    model.undo()
    assert names("a", Node, "host") == {"t"} and names("b", Link) == {"f"}


def test_an_id_can_stand_for_another_type(model: Model) -> None:
    with model.change("Other type"):
        model.put(Link("t", "association", "a", "b", parent="p"))
    assert [link.id for link in model.referrers("a", Link)] == ["f", "t"] and not model.referrers("a", Node)
    model.undo()
    assert not model.referrers("b", Node) and [node.id for node in model.referrers("a", Node)] == ["t"]


def test_who_refers_to_an_id_goes_on_to_when_it_stands_for_another_type(model: Model) -> None:
    with model.change("Other type"):
        model.put(Link("b", "association", "a", "a", parent="p"))
    assert [link.id for link in model.referrers("b", Link, "target")] == ["f"]
    model.undo()
    assert [link.id for link in model.referrers("b", Link, "target")] == ["f"] and not model.referrers(
        "a", Link, "target"
    )


def test_soft_references_are_let_go(model: Model) -> None:
    with model.change("Delete lane"):
        model.remove("l")
    assert model.get("a", Node) == Node("a", "task", "A", parent="p")
    model.undo()
    assert model["a"] == Node("a", "task", "A", parent="p", lane="l")


def test_an_exception_takes_everything_back_and_nobody_hears_of_it(model: Model) -> None:
    heard: list[Change] = []
    model.observe(heard.append)
    before = dict(model.records)
    with pytest.raises(ZeroDivisionError), model.change("Fails"):
        model.remove("a")
        model.put(Node("n", "task"))
        raise ZeroDivisionError
    assert dict(model.records) == before and not heard and not model.can_undo
    assert {shape.id for shape in model.referrers("a", Shape)} == {"sa"}


def test_a_reference_to_nothing_is_refused(model: Model) -> None:
    before = dict(model.records)
    with pytest.raises(ModelError, match="not in the model"), model.change("Bad"):
        model.put(Link("g", "sequenceFlow", "a", "nowhere"))
    assert dict(model.records) == before


def test_changes_come_only_through_the_door(model: Model) -> None:
    with pytest.raises(ModelError):
        model.put(Node("x", "task"))


def test_undo_goes_back_without_limit_and_a_new_change_ends_what_could_be_redone(model: Model) -> None:
    before = dict(model.records)
    for number in range(3000):
        with model.change(f"Edit {number}"):
            model.update("a", name=f"A{number}")
    assert model.undo_label == "Edit 2999" and model.redo_label == ""
    while model.can_undo:
        model.undo()
    assert dict(model.records) == before and (model.undo_label, model.redo_label) == ("", "Edit 0")
    model.undo()
    assert dict(model.records) == before
    while model.can_redo:
        model.redo()
    assert model["a"] == Node("a", "task", "A2999", parent="p", lane="l")
    model.undo()
    with model.change("Another way"):
        model.update("b", name="BB")
    assert not model.can_redo
    model.redo()
    assert model.undo_label == "Another way"


def test_undo_has_to_wait_for_the_end_of_a_change(model: Model) -> None:
    with model.change("First"):
        model.update("a", name="AA")
    before = dict(model.records)
    with pytest.raises(ModelError, match="inside a change"), model.change("Second"):
        model.update("b", name="BB")
        model.undo()
    assert dict(model.records) == before and model.undo_label == "First"


def test_what_leaves_others_pointing_at_nothing_is_taken_back(model: Model) -> None:
    """A journal, or another window, may bring what no verb would do."""
    before = dict(model.records)
    with pytest.raises(ModelError, match="was removed while"):
        model.apply(Change("Half", {"a": (model["a"], None)}))
    assert dict(model.records) == before and not model.can_undo
    model.apply(Change("Of nothing", {"nowhere": (Node("nowhere", "task"), None)}))
    assert dict(model.records) == before and not model.can_undo


def test_observers_hear_of_a_change_once_and_can_leave(model: Model) -> None:
    heard: list[str] = []
    leave = model.observe(lambda change: heard.append(change.label))
    with model.change("Two edits"):
        model.update("a", name="AA")
        with model.change("inner"):
            model.update("b", name="BB")
    leave()
    model.undo()
    assert heard == ["Two edits"]


def test_an_observer_that_fails_keeps_nobody_else_from_hearing(model: Model) -> None:
    """The change stands by then: a view that cannot draw it must not make the document believe it is saved."""
    heard: list[str] = []

    def fails(change: Change) -> None:
        raise ZeroDivisionError

    model.observe(fails)
    model.observe(lambda change: heard.append(change.label))
    with pytest.raises(ZeroDivisionError), model.change("Rename"):
        model.update("a", name="AA")
    assert heard == ["Rename"] and model.undo_label == "Rename"
    with pytest.raises(ZeroDivisionError):
        model.undo()
    assert heard == ["Rename", "Rename"] and model.redo_label == "Rename" and not model.can_undo


def test_a_change_that_changes_nothing_is_no_undo_step(model: Model) -> None:
    with model.change("Nothing"):
        model.update("a", name="AA")
        model.update("a", name="A")
    assert not model.can_undo


def test_many_are_removed_with_all_that_hangs_on_any_of_them(model: Model) -> None:
    before = dict(model.records)
    with model.change("Delete"):
        model.remove("a", "b", "l", "nobody")
    assert set(model.records) == {"p", "d"} and not model.referrers("p", Link)
    model.undo()
    assert dict(model.records) == before and [link.id for link in model.referrers("b", Link)] == ["f"]
    model.redo()
    assert set(model.records) == {"p", "d"}


def test_one_after_the_other_is_removed_in_one_change(model: Model) -> None:
    with model.change("Delete"):
        model.remove("f")
        model.remove("a")
        model.remove("l")
    assert set(model.records) == {"p", "d", "b", "sb"}


def test_what_comes_back_under_its_old_id_must_find_all_it_refers_to(model: Model) -> None:
    flow = model["f"]
    with pytest.raises(ModelError, match="f: source a is not in the model"), model.change("Bad"):
        model.remove("a")
        model.put(flow)
    assert model["f"] == flow and [link.id for link in model.referrers("a", Link)] == ["f"]


def test_a_change_from_elsewhere_that_leaves_something_dangling_is_refused(model: Model) -> None:
    before = dict(model.records)
    with pytest.raises(ModelError, match="b was removed while"):
        model.apply(Change("Bad", {"b": (model["b"], None)}))
    assert dict(model.records) == before and not model.can_undo
    whole = {id: (model[id], None) for id in ("b", "f", "e", "sb")}
    model.apply(Change("Good", whole))
    assert set(model.records) == before.keys() - whole.keys()


def test_referrers_of_many_are_told_together(model: Model) -> None:
    assert [shape.id for shape in model.referrers_to(("b", "nobody", "a"), Shape, "node")] == ["sb", "sa"]


def test_a_change_says_what_it_touches_and_is_the_inverse_of_its_inverse(model: Model) -> None:
    changes: list[Change] = []
    model.observe(changes.append)
    with model.change("Delete"):
        model.remove("b")
    change = changes[0]
    assert change.touches(Node) and change.touches(Diagram, Edge) and not change.touches(Diagram)
    assert change.inverse().records == {id: (after, before) for id, (before, after) in change.records.items()}
    assert change.inverse().inverse() is change and change.inverse().touches(Shape)


def test_what_comes_and_goes_in_one_change_was_never_there(model: Model) -> None:
    with model.change("Tried"):
        model.put(Node("x", "task", parent="p"))
        model.put(Shape("sx", "d", "x", 0, 0, 10, 10))
        model.remove("x")
    assert "sx" not in model and not model.can_undo


def test_a_loop_of_references_can_be_removed() -> None:
    model = Model([Node("x", "lane", parent="y"), Node("y", "lane", parent="x")])
    with model.change("Delete"):
        model.remove("x")
    assert not model.records


def test_a_deep_chain_is_removed_without_recursion() -> None:
    model = Model([Node(f"n{i}", "lane", parent=f"n{i - 1}" if i else "") for i in range(5000)])
    with model.change("Delete"):
        model.remove("n0")
    assert not model.records


IDS = ("a", "b", "c", "d", "e")
ANY = st.sampled_from(IDS)
END = st.sampled_from(("", *IDS))
STEPS = st.tuples(st.sampled_from(("put", "put anew", "remove", "undo", "redo")), ANY, END, END)


def act(model: Model, sort: str, id: str, one: str, other: str) -> None:
    """One step of a random history: a node that refers to two others, or is gone."""
    if sort in ("undo", "redo"):
        model.undo() if sort == "undo" else model.redo()
        return
    with model.change(sort):
        if sort != "put":
            model.remove(id)
            model.remove(one)
        if sort != "remove":
            parent, lane = (end if end in model else "" for end in (one, other))
            model.put(Node(id, "task", parent=parent, lane=lane))


@given(st.lists(STEPS, max_size=30))
def test_who_refers_to_what_is_true_whatever_came_and_went(steps: list[tuple[str, str, str, str]]) -> None:
    model = Model([Node(id, "task") for id in IDS])
    for step in steps:
        act(model, *step)
        for target in IDS:
            for ref in ("parent", "lane"):
                wanted = {node.id for node in model.all(Node) if getattr(node, ref) == target}
                assert {node.id for node in model.referrers(target, Node, ref)} == wanted
                assert {node.id for node in model.referrers_to([target], Node, ref)} == wanted


NAMES = st.text(max_size=8)
VALUES = st.recursive(
    st.text(max_size=5) | st.booleans() | st.integers(-9, 9),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(min_size=1, max_size=4), inner, max_size=3).map(Props)
    ),
    max_leaves=6,
)
BAGS = st.dictionaries(st.text(min_size=1, max_size=4), VALUES, max_size=3).map(Props)


@given(st.lists(st.tuples(st.sampled_from("abt"), NAMES, BAGS), max_size=12), st.data())
def test_undo_redo_and_the_journal_lead_to_the_same_states(
    edits: list[tuple[str, str, Props]], data: st.DataObject
) -> None:
    start = [Node("p", "process"), *(Node(id, "task", parent="p") for id in "abt")]
    model, states, lines = Model(start), [], []
    model.observe(lambda change: lines.append(json.dumps(change.to_json())))
    states.append(dict(model.records))
    for id, name, props in edits:
        with model.change("Edit"):
            model.update(id, name=name, props=props)
        if model.can_undo and len(states) > 1 and dict(model.records) == states[-1]:
            continue
        states.append(dict(model.records))
    replayed = Model(start)
    for line in lines:
        replayed.apply(from_json(json.loads(line), replayed.records))
    assert dict(replayed.records) == dict(model.records)
    while model.can_undo:
        model.undo()
    assert dict(model.records) == states[0]
    while model.can_redo:
        model.redo()
    assert dict(model.records) == states[-1]


def test_what_was_worked_out_on_a_copy_is_adopted_as_one_step() -> None:
    model = Model([Node("a", "task", "A"), Node("b", "task", "B")])
    copy, seen, told = model.copy(), [], []
    copy.observe(seen.append)
    with copy.change("Work"):
        copy.put(Node("c", "task", "C"))
        copy.update("a", name="A2")
        copy.remove("b")
    model.observe(told.append)
    before = dict(model.records)
    model.adopt(seen[0])
    assert dict(model.records) == dict(copy.records) and told == seen and model.undo_label == "Work"
    assert model.seniority("c") == copy.seniority("c")
    model.undo()
    assert dict(model.records) == before
    model.redo()
    assert "c" in model


def test_what_fits_no_more_is_not_adopted() -> None:
    model = Model([Node("a", "task", "A")])
    copy, seen = model.copy(), []
    copy.observe(seen.append)
    with copy.change("Work"):
        copy.update("a", name="A2")
    with model.change("Meanwhile"):
        model.update("a", name="B")
        with pytest.raises(ModelError):
            model.adopt(seen[0])
    with pytest.raises(ModelError):
        model.adopt(seen[0])
    assert model.get("a", Node).name == "B" and model.undo_label == "Meanwhile"  # type: ignore[union-attr]
