"""Text becomes a drawing: whole and line by line the same, undone to the byte, valid in the file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opsdesigner.capture.drawn import draft_of, processes
from opsdesigner.capture.line import Misread
from opsdesigner.capture.outline import outline_text
from opsdesigner.capture.pasted import pasted_text
from opsdesigner.capture.scribe import Scribe
from opsdesigner.capture.whole import Unreadable, capture
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import Document, new_document, parse_document
from opsdesigner.model import Diagram, Model, Node, Shape
from opsdesigner.notation.ownership import owner_of
from tests.files.schema import faults
from tests.properties.truths import lies

from .graphs import shape

TEXT = """# Order fulfilment
when Order arrives x200/day
Sales: Check order ~10m w1d
! late: Tell customer
! wrong: never, we check
! away: @Anna
// Two people look at it
?? Nobody knows the prices
In stock?
yes: Stores: Pick goods 70%
no: Purchasing: Order goods
receive Goods -> Check order

+ Pack
+ Office: Write label

end: Served
=> Customer has the goods
"""


def fresh() -> tuple[Document, str]:
    records, page = blank()
    return new_document(records), page


def whole(text: str) -> Model:
    document, _ = fresh()
    capture(document.model, text)
    return document.model


def test_a_text_is_drawn_in_lanes_and_saved_as_the_schema_wants() -> None:
    document, _ = fresh()
    before = document.snapshot().bytes()
    capture(document.model, TEXT)
    model = document.model
    assert lies(model) == []
    assert [node.name for node in model.all(Node) if node.kind == "lane"] == ["Sales", "Stores", "Purchasing", "Office"]
    assert {node.name for node in model.all(Node) if node.kind == "role"} >= {"Sales", "Anna"}
    data = document.snapshot().bytes()
    assert faults(data) == []
    read = parse_document("x", data).model
    process = processes(model)[0].id
    assert shape(draft_of(read, process)) == shape(draft_of(model, process))
    model.undo()
    assert not model.can_undo and document.snapshot().bytes() == before


def test_line_by_line_is_the_same_as_the_whole_and_goes_back_line_by_line() -> None:
    document, page = fresh()
    scribe = Scribe(document.model, page)
    seen = [(document.snapshot().bytes(), scribe.now)]
    for line in TEXT.splitlines():
        made = scribe.enter(line)
        if made.made or line.startswith("#"):
            seen.append((document.snapshot().bytes(), scribe.now))
        else:
            seen[-1] = (seen[-1][0], scribe.now)
        assert lies(document.model) == []
    process = scribe.now.process
    other = whole(TEXT)
    assert shape(draft_of(document.model, process)) == shape(draft_of(other, processes(other)[0].id))
    last = scribe.now
    for data, now in reversed(seen[:-1]):
        document.model.undo()
        assert document.snapshot().bytes() == data
        assert scribe.now.step == now.step and scribe.now.role == now.role
    for _ in seen[1:]:
        document.model.redo()
    assert scribe.now == last


def test_pasted_text_goes_on_from_the_current_step() -> None:
    document, page = fresh()
    scribe = Scribe(document.model, page)
    scribe.enter("Sales: Check")
    scribe.enter("Q?")
    scribe.enter_all("yes: A\n  B\nno: C\n")
    assert [each.labels for each in scribe.now.opened] == [("yes", "no")]
    names = {node.name for node in document.model.all(Node)}
    assert {"A", "B", "C"} <= names


def test_a_line_in_the_middle_goes_between() -> None:
    document, page = fresh()
    scribe = Scribe(document.model, page)
    for line in ("A", "B", "C"):
        scribe.enter(line)
    model = document.model
    scribe.go_to(next(node.id for node in model.all(Node) if node.name == "A"))
    scribe.enter("X")
    assert outline_text(model) == "A\nX\nB\nC\n"
    with pytest.raises(Misread, match="goes on to"):
        scribe.enter("end")
    assert outline_text(model) == "A\nX\nB\nC\n"


def test_backwards_each_line_goes_before_the_current_step() -> None:
    document, page = fresh()
    scribe = Scribe(document.model, page)
    scribe.backward = True
    for line in ("=> Goods on time", "Shipping: Send", "Stores: Pack", "when Order arrives"):
        scribe.enter(line)
    assert lies(document.model) == []
    lines = outline_text(document.model).splitlines()
    assert [line.split(": ")[-1] for line in lines] == ["when Order arrives", "Pack", "Send", "=> Goods on time"]


@pytest.mark.parametrize("line", ["-> nowhere", "yes:", "x" * 300 + ": A", "A ~1x", "[no] A"])
def test_a_refused_line_changes_nothing(line: str) -> None:
    document, page = fresh()
    scribe = Scribe(document.model, page)
    scribe.enter("Sales: Check")
    before, now = dict(document.model.records), scribe.now
    with pytest.raises(Misread):
        scribe.enter(line)
    assert dict(document.model.records) == before and scribe.now == now
    scribe.enter("B")
    assert outline_text(document.model) == "Sales: Check\nB\n"


@settings(max_examples=60)
@given(
    st.text(alphabet=st.sampled_from('abQ?:!+-> \n\t"[]#/=~10m%@end'), max_size=60)
    | st.text(alphabet=st.characters(exclude_categories=()) | st.sampled_from(": \n\u202e\u0301\u200d"), max_size=30)
)
def test_garbage_never_crashes_and_never_changes_half(text: str) -> None:
    document, page = fresh()
    before = dict(document.model.records)
    try:
        capture(document.model, text)
    except Unreadable as told:
        assert told.misread[0].message and dict(document.model.records) == before
    else:
        assert lies(document.model) == []
        parse_document("x", document.snapshot().bytes())
    scribe = Scribe(document.model, page)
    for line in text.splitlines():
        state = dict(document.model.records)
        try:
            scribe.enter(line)
        except Misread as misread:
            assert misread.message and dict(document.model.records) == state


def test_roles_of_the_document_are_known_and_lanes_are_reused() -> None:
    document, page = fresh()
    scribe = Scribe(document.model, page)
    scribe.enter("Sales: A")
    scribe.enter("sales: B")
    model = document.model
    assert [node.name for node in model.all(Node) if node.kind in ("role", "lane")] == ["Sales", "Sales"]
    step = next(node for node in model.all(Node) if node.name == "B")
    assert model[owner_of(model, step.id)].name == "Sales"  # type: ignore[union-attr]


def test_several_processes_have_pages_of_their_own() -> None:
    model = whole("# One\nA\n# Two\nB")
    assert len(list(model.all(Diagram))) == 2 and len(processes(model)) == 2
    assert outline_text(model) == "# One\nA\n\n# Two\nB\n"


def test_five_thousand_lines_are_understood() -> None:
    from opsdesigner.capture.whole import read_text

    (made,) = read_text("\n".join(f"Role {at % 9}: Step {at}" for at in range(5000)))
    assert len(made.items) == 5001


def run(*words: str, text: str = "") -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "opsdesigner", *words], input=text, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def test_the_commands(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run("capture", str(tmp_path / "a.txt"), str(tmp_path / "a.bpmn")) == (0, "", "")
    code, text, _ = run("outline", str(tmp_path / "a.bpmn"))
    assert code == 0 and text.startswith(
        "# Order fulfilment\nwhen Order arrives x200/day\nSales: Check order ~10m w1d\n"
    )
    code, _, told = run("capture", "-", str(tmp_path / "b.bpmn"), text="A\nyes:\n")
    assert code == 2 and told.count("\n") == 1 and "standard input, line 2, column 1: " in told
    assert not (tmp_path / "b.bpmn").exists()
    (tmp_path / "s.csv").write_text("Who,Step,Remark\nSales,Check,twice\n,In stock?,\nStores,yes: Pick,\n", "utf-8")
    assert run("convert", str(tmp_path / "s.csv"), str(tmp_path / "s.bpmn"))[0] == 0
    code, text, _ = run("outline", str(tmp_path / "s.bpmn"))
    assert text == "Sales: Check\n// twice\n[exclusiveGateway] In stock?\n  yes:\nStores: Pick\n"
    code, _, told = run("convert", str(tmp_path / "s.csv"), str(tmp_path / "s.bpmn"))
    assert code == 2 and "is there already" in told


def test_nothing_else_moves_when_a_line_is_entered() -> None:
    document, page = fresh()
    scribe = Scribe(document.model, page)
    for line in TEXT.splitlines():
        scribe.enter(line)
    before = {each.id: each for each in document.model.all(Shape)}
    scribe.enter("Office: File it")
    moved = [id for id, old in before.items() if (document.model[id].x, document.model[id].y) != (old.x, old.y)]  # type: ignore[union-attr]
    assert moved == []


def test_branches_are_saved_in_the_order_they_are_drawn_in() -> None:
    document, _ = fresh()
    capture(document.model, "Q?\n  a: A\n  b: B\n  c: C\n  d: D\nE")
    tops = {node.name: document.model.referrers(node.id, Shape)[0].y for node in document.model.all(Node) if node.name}
    read = parse_document("x", document.snapshot().bytes()).model
    drafted = draft_of(read, processes(read)[0].id)
    labels = [flow.label for flow in drafted.flows.values() if flow.label]
    assert labels == sorted(labels, key=lambda label: tops[label.upper()])


def test_a_preview_tells_what_enter_makes_and_changes_nothing() -> None:
    document, page = fresh()
    scribe = Scribe(document.model, page)
    scribe.enter("Sales: Check")
    before = dict(document.model.records)
    (item,) = scribe.preview("Stores: Pick")
    assert (item.kind, item.name, item.role) == ("task", "Pick", "Stores") and scribe.now.role == "Sales"
    assert dict(document.model.records) == before


def test_pasted_columns_are_role_step_and_remark() -> None:
    assert pasted_text("Sales\tCheck\ttwice\nStores\tPick") == "@Sales: Check\n// twice\n@Stores: Pick\n"
    assert pasted_text("Step\tWho\nCheck\tSales") == "@Sales: Check\n"
    assert pasted_text("Check\n\tPick") == "Check\n\tPick"
