"""Edits of the outline: what is untouched, renamed or moved stays what it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.capture.drawn import draft_of, processes
from opsdesigner.capture.editing import edit_text
from opsdesigner.capture.outline import outline, outline_text
from opsdesigner.capture.whole import Unreadable, capture
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import open_document
from opsdesigner.model import Model, Node, Shape
from opsdesigner.notation.ownership import owner_of
from tests.properties.truths import lies

TEXT = """# Orders
Sales: when Order arrives
Check order ~10m
! late: Tell customer
// twice
In stock?
  yes: @Stores: Pick goods
    Pack goods
  no: @Purchasing: Order goods
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
    edit_text(model, process, outline_text(model, process).replace("@Stores:", "@Dispatch:"))
    owner = model[owner_of(model, named(model, "Pick goods"))]
    assert isinstance(owner, Node) and owner.name == "Dispatch" and lies(model) == []


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


def test_edits_of_real_files_keep_the_rest(corpus: list) -> None:  # type: ignore[type-arg]
    for path in corpus[:12]:
        try:
            model = open_document(path).model
        except Exception:
            continue
        for process in processes(model):
            before = dict(model.records)
            edit_text(model, process.id, outline_text(model, process.id))
            assert dict(model.records) == before
