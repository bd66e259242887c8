"""Edits of the outline: what is untouched, renamed or moved stays what it is."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.capture.drawn import draft_of, processes
from opsdesigner.capture.editing import edit_text
from opsdesigner.capture.outline import outline, outline_text
from opsdesigner.capture.whole import Unreadable, capture
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.fresh import blank
from opsdesigner.edit.naming_roles import lane_for
from opsdesigner.files.document import new_document, parse_document
from opsdesigner.model import Link, Model, Node, Record, Shape
from opsdesigner.notation.ownership import owner_of
from tests.properties.truths import lies

TEXT = """# Orders
Sales: when Order arrives
Check order ~10m
! late: Tell customer
// twice
In stock?
  yes: Stores: Pick goods
    Pack goods
  no: Purchasing: Order goods
Sales: Send invoice
end: Served
"""


def drawn() -> tuple[Model, str]:
    model = Model(blank()[0])
    capture(model, TEXT)
    return model, processes(model)[0].id


def named(model: Model, name: str) -> str:
    return next(node.id for node in model.all(Node) if node.name == name and node.kind not in ("role", "lane"))


def ids(model: Model) -> dict[str, str]:
    return {node.name: node.id for node in model.all(Node) if node.name and node.kind not in ("role", "lane")}


def test_the_same_text_changes_nothing() -> None:
    model, process = drawn()
    before = dict(model.records)
    edit_text(model, process, outline_text(model, process))
    assert dict(model.records) == before


@pytest.mark.parametrize(
    ("old", "new", "renamed"),
    [
        ("Check order", "Look at the order", {"Check order": "Look at the order"}),
        ("Pack goods", "Wrap goods", {"Pack goods": "Wrap goods"}),
        ("In stock?", "Is it in stock?", {"In stock?": "Is it in stock?"}),
        ("  yes:", "  ja:", {}),
        ("Sales: Send invoice\n", "Sales: Send invoice\nFile it\n", {}),
        ("Sales: Send invoice", "Office: Send invoice", {}),
        ("    Pack goods\n", "    Pack goods\n    Weigh\n", {}),
        ("// twice", "// three times", {"twice": "three times"}),
        ("~10m", "~20m w1d", {}),
        ("# Orders", "# Order to cash", {"Orders": "Order to cash"}),
    ],
)
def test_an_edit_keeps_all_other_ids_and_places(old: str, new: str, renamed: dict[str, str]) -> None:
    model, process = drawn()
    text = outline_text(model, process)
    assert old in text
    before, places = ids(model), {shape.node: (shape.x, shape.y) for shape in model.all(Shape)}
    records = dict(model.records)
    edit_text(model, process, text.replace(old, new))
    after = ids(model)
    assert {renamed.get(name, name): id for name, id in before.items()}.items() <= after.items()
    assert outline_text(model, process) == text.replace(old, new)
    assert lies(model) == []
    if renamed or old == "  yes:" or old == "~10m":
        assert {shape.node: (shape.x, shape.y) for shape in model.all(Shape)} == places
    model.undo()
    assert dict(model.records) == records


def test_a_step_is_taken_out_and_its_flow_heals() -> None:
    model, process = drawn()
    text = outline_text(model, process)
    before = ids(model)
    edit_text(model, process, text.replace("    Pack goods\n", ""))
    assert set(before) - set(ids(model)) == {"Pack goods"}
    assert outline_text(model, process) == text.replace("    Pack goods\n", "") and lies(model) == []


def test_a_step_moves_and_keeps_what_is_said_of_it() -> None:
    model, process = drawn()
    step = named(model, "Pack goods")
    with model.change("Write"):
        model.set_props(step, documentation="With care")
    text = (
        outline_text(model, process)
        .replace("    Pack goods\n", "")
        .replace("Sales: Send", "Stores: Pack goods\nSales: Send")
    )
    edit_text(model, process, text)
    assert named(model, "Pack goods") == step and model[step].props["documentation"] == "With care"
    assert lies(model) == []


def test_a_step_goes_to_another_role() -> None:
    model, process = drawn()
    edit_text(model, process, outline_text(model, process).replace("yes: Stores:", "yes: Dispatch:"))
    owner = model[owner_of(model, named(model, "Pick goods"))]
    assert isinstance(owner, Node) and owner.name == "Dispatch" and lies(model) == []


LOOP = """# Orders
when Order arrives
Sales: Check order
Complete?
  no: Ask the customer -> Check order
  yes:
Stores: Pick goods
Pack goods
Sales: Send invoice
end: Served
"""


@cache
def _looping() -> tuple[Record, ...]:
    model = Model(blank()[0])
    capture(model, LOOP)
    assert outline_text(model, processes(model)[0].id) == LOOP
    return tuple(model.records.values())


def looping() -> tuple[Model, str]:
    model = Model(_looping())
    return model, processes(model)[0].id


def edited(model: Model, process: str, old: str, new: str) -> str:
    """Edits the outline, and returns what it is then; undo is exact."""
    text, before = outline_text(model, process), dict(model.records)
    assert old in text
    edit_text(model, process, text.replace(old, new, 1))
    assert lies(model) == []
    model.undo()
    assert dict(model.records) == before
    model.redo()
    return outline_text(model, process)


def test_a_step_that_arrows_lead_to_is_renamed_with_them() -> None:
    model, process = looping()
    before = named(model, "Check order")
    renamed = LOOP.replace("Check order", "Look at it")
    assert edited(model, process, "Sales: Check order", "Sales: Look at it") == renamed
    assert named(model, "Look at it") == before


def test_an_arrow_leads_where_it_led_though_a_nearer_step_is_called_so_now() -> None:
    model, process = looping()
    old = named(model, "Check order")
    merge = next(link.source for link in model.all(Link) if link.target == old)
    ask = next(link for link in model.all(Link) if link.source == named(model, "Ask the customer"))
    assert ask.target == merge
    edited(model, process, "Complete?\n", "Check order\nComplete?\n")
    assert model[ask.id].target == merge  # type: ignore[union-attr]


def test_branches_stay_in_the_order_they_are_put_in_and_come_back_so_from_a_file() -> None:
    model, process = looping()
    no, yes = "  no: Ask the customer -> Check order\n", "  yes:\n"
    swapped, before = LOOP.replace(no + yes, yes + no), ids(model)
    edit_text(model, process, swapped)
    assert outline_text(model, process) == swapped
    assert ids(model) == before
    data = new_document(model.records.values()).snapshot().bytes()
    again = parse_document("again.bpmn", data).model
    assert outline_text(again, processes(again)[0].id) == swapped
    edit_text(model, process, LOOP)
    assert outline_text(model, process) == LOOP
    assert not any("turn" in link.props for link in model.all(Link))


def test_a_branch_put_between_others_stays_there() -> None:
    model, process = drawn()
    text = outline_text(model, process)
    new = text.replace("  no: @Purch", "  maybe: @Office: Ask\n  no: @Purch")
    edit_text(model, process, new)
    assert outline_text(model, process) == new
    assert lies(model) == []


def test_lines_below_stay_whose_they_are_when_the_one_that_said_so_goes() -> None:
    model, process = looping()
    assert "Stores: Pack goods" in edited(model, process, "Stores: Pick goods\n", "")


def test_lines_below_stay_whose_they_are_when_another_role_comes_between() -> None:
    model, process = looping()
    after = edited(model, process, "Pack goods\n", "Office: Write label\nPack goods\n")
    assert "Office: Write label\nStores: Pack goods\n" in after


def test_lines_below_go_along_when_the_line_that_speaks_for_them_is_given_away() -> None:
    model, process = looping()
    after = edited(model, process, "Stores: Pick goods", "Dispatch: Pick goods")
    assert "Dispatch: Pick goods\nPack goods\n" in after


def test_a_moved_step_keeps_its_owner() -> None:
    model, process = looping()
    after = edited(model, process, "Pack goods\nSales: Send invoice\n", "Sales: Send invoice\nPack goods\n")
    assert "Sales: Send invoice\nStores: Pack goods\n" in after


def test_a_step_made_nobodys_leaves_the_lane_of_its_role() -> None:
    model, process = looping()
    step = named(model, "Send invoice")
    assert "@: Send invoice\n" in edited(model, process, "Sales: Send invoice", "@: Send invoice")
    lane = model[model[step].lane]  # type: ignore[union-attr]
    assert isinstance(lane, Node)
    assert not lane.name
    assert not lane.resource
    assert "Sales: Send invoice\n" in edited(model, process, "@: Send invoice", "Sales: Send invoice")


def test_a_step_cannot_be_nobodys_in_a_pool_that_is_somebodys() -> None:
    model, process = looping()
    with model.change("Pool for one"):
        for lane in [node for node in model.all(Node) if node.kind == "lane"]:
            model.remove(lane.id)
        pool = next(node for node in model.all(Node) if node.kind == "participant")
        model.update(pool.id, resource=next(node.id for node in model.all(Node) if node.name == "Sales"))
    before, text = dict(model.records), outline_text(model, process)
    with pytest.raises(Refusal, match="Sales"):
        edit_text(model, process, text.replace("Pack goods", "@: Pack goods"))
    assert dict(model.records) == before


def test_a_start_that_comes_later_now_is_waited_for_and_the_same() -> None:
    model, process = looping()
    start = named(model, "Order arrives")
    moved = "when Order arrives\nSales: Check order\n", "Sales: Check order\nwhen Order arrives\n"
    assert "Sales: Check order\nreceive Order arrives\n" in edited(model, process, *moved)
    assert named(model, "Order arrives") == start


def test_a_note_that_belongs_to_another_step_now_keeps_its_colour() -> None:
    model, process = drawn()
    note = named(model, "twice")
    shape = model.referrers(note, Shape)[0]
    with model.change("Colour"):
        model.set_props(shape.id, fill="#ffeeaa")
    text = outline_text(model, process).replace("// twice\n", "")
    text = text.replace("    Pack goods\n", "    Pack goods\n    // twice\n")
    edit_text(model, process, text)
    assert outline_text(model, process) == text
    assert lies(model) == []
    assert named(model, "twice") == note
    assert model[shape.id].props.text("fill") == "#ffeeaa"


def test_what_does_not_read_changes_nothing() -> None:
    model, process = drawn()
    before = dict(model.records)
    with pytest.raises(Unreadable) as told:
        edit_text(model, process, outline_text(model, process) + "-> Nowhere to be seen\n")
    assert told.value.misread[0].line == 12 and dict(model.records) == before
    with pytest.raises(Unreadable, match="one process"):
        edit_text(model, process, TEXT + "# Another\nA")


@settings(max_examples=15)
@given(st.data())
def test_random_edits_keep_the_ids_of_untouched_lines(data: st.DataObject) -> None:
    model, process = drawn()
    lines = [(line.text, line.id) for line in outline(model, process)]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(1, len(lines) - 1))
        match data.draw(st.sampled_from(("delete", "insert", "rename"))):
            case "delete":
                del lines[at]
            case "insert":
                indent = lines[at][0][: len(lines[at][0]) - len(lines[at][0].lstrip())]
                lines.insert(at, (f"{indent}New thing {data.draw(st.integers(1, 9))}", ""))
            case _:
                lines[at] = (lines[at][0] + " again", "")
    before = dict(model.records)
    try:
        edit_text(model, process, "\n".join(text for text, _ in lines))
    except Unreadable:
        assert dict(model.records) == before
        return
    assert [id for _, id in lines if id and id not in model] == []
    assert lies(model) == []
    assert draft_of(model, process).items


def test_an_edit_says_which_lines_are_which_things() -> None:
    model, process = looping()
    text = LOOP.replace("  yes:\nStores: Pick goods\nPack goods\n", "  yes: Stores: Pick goods\n  Pack goods\n")
    done = edit_text(model, process, text)
    names = {model[id].name: number for number, id in done.where.items()}  # type: ignore[union-attr]
    assert {name: names[name] for name in ("Check order", "Pick goods", "Pack goods", "Served")} == {
        "Check order": 3,
        "Pick goods": 6,
        "Pack goods": 7,
        "Served": 9,
    }


MARKS = (
    "",
    "-> ",
    "! late: ",
    "// ",
    "?? ",
    "=> ",
    "+ ",
    "-yes: ",
    "@: ",
    "[task] ",
    "[nonsense] ",
    "# ",
    '"',
    "end: ",
)
GARBAGE = st.builds(
    lambda depth, mark, text: " " * depth + mark + text,
    st.integers(0, 5),
    st.sampled_from(MARKS),
    st.sampled_from(
        ("Check order", "Pack goods", "Stores: Go", "Fine?", "no: x", "-> Pick goods", "", "~10m", "\x00\u202e")
    ),
)

DOING = st.sampled_from(("put", "drop", "swap"))


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from(("put", "drop", "swap")), st.integers(0, 12), GARBAGE), min_size=1, max_size=5)
)
def test_garbage_changes_nothing_unsaid_and_is_taken_back_whole(edits: list[tuple[str, int, str]]) -> None:
    model, process = looping()
    before, lines = dict(model.records), LOOP.splitlines()
    for what, at, text in edits:
        at = min(at, len(lines) - 1)
        if what == "put":
            lines.insert(at, text)
        elif what == "swap":
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
        elif len(lines) > 1:
            del lines[at]
    try:
        done = edit_text(model, process, "\n".join(lines))
    except (Unreadable, Refusal) as no:
        assert str(no)
        assert dict(model.records) == before
        return
    assert lies(model) == []
    drawn_then = draft_of(model, process)
    assert set(drawn_then.items) == {id for id in (*done.made, *before) if id in drawn_then.items}
    assert not set(done.gone) & drawn_then.items.keys()
    if dict(model.records) != before:
        model.undo()
    assert dict(model.records) == before


@settings(max_examples=20)
@given(st.permutations(range(1, 10)))
def test_lines_in_any_order_are_the_same_steps(order: list[int]) -> None:
    model, process = looping()
    lines, known = LOOP.splitlines(), ids(model)
    before = dict(model.records)
    try:
        edit_text(model, process, "\n".join([lines[0], *(lines[at] for at in order)]))
    except (Unreadable, Refusal):
        assert dict(model.records) == before
        return
    assert known.items() <= ids(model).items()
    assert lies(model) == []


def test_the_lane_that_stands_for_a_role_comes_before_one_that_is_called_so() -> None:
    role, called = Node("r", "role", "Stores"), Node("a", "lane", "Stores")
    model = Model([role, called, Node("b", "lane", "Back room", resource="r"), Node("c", "lane", "Office")])
    lanes = [node for node in model.all(Node) if node.kind == "lane"]
    found = lane_for(model, lanes, "r"), lane_for(model, [called], "r"), lane_for(model, lanes[2:], "r")
    assert [lane and lane.id for lane in found] == ["b", "a", None]
