"""The inspector: it shows and edits every property of every kind, of one thing or many, and undo restores it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QInputDialog, QLabel, QPlainTextEdit, QPushButton

from opsdesigner.app.inspecting.editors import (
    NEW,
    ChoiceEditor,
    Editor,
    FlagEditor,
    LineEditor,
    LinesEditor,
    NumberEditor,
)
from opsdesigner.app.inspecting.inspector_rows import MIXED, NEEDS, value_of
from opsdesigner.app.inspecting.swatches import Swatches
from opsdesigner.app.inspecting.type_editor import TypeEditor
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.draw import append, place
from opsdesigner.edit.setting import set_property
from opsdesigner.model import Edge, Link, Node, Shape
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.properties import BY_NAME, properties_of
from opsdesigner.notation.variants import VARIANTS

from .conftest import Open, node_of, shape_named


@pytest.fixture
def page(opened: Open) -> MainWindow:
    """A window with an empty process, the inspector open."""
    window = opened()
    window.actions_by_id["new"].trigger()
    window.side.show_page(0, stay=True)
    return window


def select(window: MainWindow, *ids: str) -> None:
    window.view.select(frozenset(ids))
    settle()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def field(window: MainWindow, name: str) -> Editor:
    for row, found in window.side.inspector.fields:
        if row.what.name == name:
            return found
    raise LookupError(f"no row {name}: {[row.what.name for row, _ in window.side.inspector.fields]}")


def edit(found: Editor) -> None:
    """Gives another value by hand."""
    found.setFocus()
    if isinstance(found, LineEditor):
        found.selectAll()
        QTest.keyClicks(found, "typed")
        QTest.keyClick(found, Qt.Key.Key_Return)
    elif isinstance(found, LinesEditor):
        QTest.keyClicks(found, "typed")
        QTest.keyClick(found, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    elif isinstance(found, FlagEditor):
        QTest.mouseClick(
            found, Qt.MouseButton.LeftButton, pos=found.rect().center() - found.rect().center() + _tick(found)
        )
    elif isinstance(found, NumberEditor):
        found.selectAll()
        QTest.keyClicks(found, "7")
        QTest.keyClick(found, Qt.Key.Key_Return)
    else:
        at = 0 if found.currentIndex() != 0 else 1
        found.setCurrentIndex(at)
        found.activated.emit(at)
    settle()


def _tick(box: QCheckBox):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QPoint

    return QPoint(10, box.height() // 2)


PLACED = [
    kind
    for kind, row in KINDS.items()
    if row.family in ("step", "start", "event", "end", "gateway", "data", "store", "note", "pool", "group")
]


@pytest.mark.parametrize("kind", PLACED)
def test_every_row_of_every_kind_is_edited_and_undone(page: MainWindow, kind: str) -> None:
    model, diagram = page.view.model, page.view.diagram
    variant = next(row for row in VARIANTS.values() if row.kind == kind)
    if kind == "startEvent":
        variant = VARIANTS["timer.start"]
    shape = place(model, diagram, variant, 400, 300, name="Thing")
    names = [row.name for row in properties_of(kind) if row.editor != "events" and row.name != "parallelMultiple"]
    for name in names:
        if name in NEEDS:
            other, values = NEEDS[name]
            set_property(model, [shape], other, values[0])
        select(page, shape)
        found = field(page, name)
        row = next(row for row, each in page.side.inspector.fields if each is found)
        if isinstance(found, ChoiceEditor) and found.findData(NEW) >= 0:
            continue  # references have a test of their own
        before = value_of(model, row)
        edit(found)
        assert value_of(model, row) != before, name
        model.undo()
        settle()
        assert value_of(model, row) == before, name


@pytest.mark.parametrize("name", ["conditionExpression", "default", "isImmediate", "documentation"])
def test_flows_are_edited_too(page: MainWindow, name: str) -> None:
    model, diagram = page.view.model, page.view.diagram
    gate = place(model, diagram, VARIANTS["exclusiveGateway"], 300, 300)
    append(model, gate, VARIANTS["task"], name="After")
    edge = next(model.all(Edge))
    select(page, edge.id)
    edit(field(page, name))
    link = model.get(edge.link, Link)
    assert link is not None
    assert link.props.get(name) not in (None, BY_NAME[name].default)


def test_many_things_are_edited_in_one_step(page: MainWindow) -> None:
    model, diagram = page.view.model, page.view.diagram
    shapes = [place(model, diagram, VARIANTS["task"], 200 + 160 * i, 300, name=f"Step {i}") for i in range(3)]
    set_property(model, shapes[:1], "documentation", "first")
    select(page, *shapes)
    found = field(page, "documentation")
    assert isinstance(found, LinesEditor)
    assert found.placeholderText() == "Mixed"
    edit(found)
    assert {node_of(page, shape).props.text("documentation") for shape in shapes} == {"typed"}
    model.undo()
    assert [node_of(page, shape).props.text("documentation") for shape in shapes] == ["first", "", ""]


def test_a_mixed_flag_is_half_ticked(page: MainWindow) -> None:
    model, diagram = page.view.model, page.view.diagram
    shapes = [place(model, diagram, VARIANTS["task"], 200 + 160 * i, 300) for i in range(2)]
    set_property(model, shapes[:1], "isForCompensation", True)
    select(page, *shapes)
    found = field(page, "isForCompensation")
    assert isinstance(found, FlagEditor)
    assert found.checkState() == Qt.CheckState.PartiallyChecked
    row = next(row for row, each in page.side.inspector.fields if each is found)
    assert value_of(model, row) is MIXED


def test_half_typed_text_outlives_a_change_elsewhere(page: MainWindow) -> None:
    model, diagram = page.view.model, page.view.diagram
    one, other = (place(model, diagram, VARIANTS["task"], x, 300, name="Step") for x in (200, 400))
    select(page, one)
    found = field(page, "documentation")
    found.setFocus()
    QTest.keyClicks(found, "half ty")
    set_property(model, [other], "documentation", "elsewhere")
    settle()
    assert isinstance(found, LinesEditor)
    assert found.toPlainText() == "half ty"
    select(page, other)
    assert node_of(page, one).props.text("documentation") == "half ty"


def test_the_name_is_edited_at_the_top(page: MainWindow) -> None:
    shape = place(page.view.model, page.view.diagram, VARIANTS["task"], 300, 300, name="Old")
    select(page, shape)
    title = page.side.inspector.findChild(QPlainTextEdit, "titleEdit")
    assert title is not None
    assert title.toPlainText() == "Old"
    title.setFocus()
    title.selectAll()
    QTest.keyClicks(title, "New")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert node_of(page, shape).name == "New"


def test_definitions_of_an_event_are_added_changed_and_removed(page: MainWindow) -> None:
    model = page.view.model
    shape = place(model, page.view.diagram, VARIANTS["startEvent"], 300, 300)

    def kinds() -> list[str]:
        return [bag.text("kind") for bag in node_of(page, shape).props.bags("events")]

    def choose(name: str, value: str) -> None:
        choice = page.side.inspector.findChild(ChoiceEditor, name)
        assert choice is not None
        at = choice.findData(value)
        assert at >= 0
        choice.setCurrentIndex(at)
        choice.activated.emit(at)
        settle()

    select(page, shape)
    choose("field.event0", "timer")
    assert kinds() == ["timer"]
    after = page.side.inspector.findChild(LineEditor, "field.timeDuration0")
    assert after is not None
    after.setFocus()
    QTest.keyClicks(after, "PT1H")
    QTest.keyClick(after, Qt.Key.Key_Return)
    assert node_of(page, shape).props.bags("events")[0].text("timeDuration") == "PT1H"
    settle()
    add = [each for each in page.side.inspector.findChildren(QPushButton) if each.text() == "Add another"]
    add[0].click()
    settle()
    assert len(kinds()) == 2
    assert field(page, "parallelMultiple")
    choose("field.event1", "signal")
    assert kinds() == ["timer", "signal"]
    for _ in range(4):
        model.undo()
    settle()
    assert kinds() == []


def test_a_new_message_is_made_where_it_is_wanted(page: MainWindow) -> None:
    model = page.view.model
    shape = place(model, page.view.diagram, VARIANTS["sendTask"], 300, 300)
    select(page, shape)
    choice = field(page, "messageRef")
    assert isinstance(choice, ChoiceEditor)
    choice.activated.emit(choice.findData(NEW))
    dialog = page.findChild(QInputDialog, "textDialog")
    assert dialog is not None
    dialog.setTextValue("Invoice")
    dialog.accept()
    settle()
    message = next(node for node in model.all(Node) if node.kind == "message")
    assert message.name == "Invoice"
    assert node_of(page, shape).props.text("messageRef") == message.id
    choice = field(page, "messageRef")
    assert isinstance(choice, ChoiceEditor)
    assert choice.currentText() == "Invoice"


def test_colours_are_given_and_taken(page: MainWindow) -> None:
    model = page.view.model
    shape = place(model, page.view.diagram, VARIANTS["task"], 300, 300)
    select(page, shape)
    swatches = page.side.inspector.findChild(Swatches)
    assert swatches is not None
    swatches.buttons[2].click()
    settle()
    record = model.get(shape, Shape)
    assert record is not None
    assert record.props.text("stroke") == "#00A37A"
    assert record.props.text("fill")
    assert swatches.buttons[2].isChecked()
    swatches.buttons[0].click()
    record = model.get(shape, Shape)
    assert record is not None
    assert not record.props.text("stroke")
    assert not record.props.text("fill")
    model.undo()
    model.undo()
    record = model.get(shape, Shape)
    assert record is not None
    assert not record.props.text("stroke")


def test_place_and_size_are_numbers(page: MainWindow) -> None:
    model = page.view.model
    shape = place(model, page.view.diagram, VARIANTS["task"], 300, 300)
    select(page, shape)
    for name, value in (("x", 480), ("width", 160)):
        number = page.side.inspector.findChild(NumberEditor, f"field.{name}")
        assert number is not None
        number.setFocus()
        number.selectAll()
        QTest.keyClicks(number, str(value))
        QTest.keyClick(number, Qt.Key.Key_Return)
        settle()
        record = model.get(shape, Shape)
        assert record is not None
        assert getattr(record, name) == value


def test_what_only_others_understand_is_shown_and_not_editable(opened: Open, sample, tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = sample.read_text("utf-8")
    at = text.index("<bpmn:userTask ") if "<bpmn:userTask " in text else text.index("<userTask ")
    cut = text.index(" ", at)
    changed = text[:cut] + ' xmlns:x="urn:x" x:mystery="42"' + text[cut:]
    path = tmp_path / "foreign.bpmn"
    path.write_text(changed, "utf-8")
    window = opened(path)
    window.side.show_page(0, stay=True)
    node = next(node for node in window.view.model.all(Node) if node.kind == "userTask")
    window.go_to(node.id)
    settle()
    shown = [label.text() for label in window.side.inspector.findChildren(QLabel, "unknown")]
    assert any("mystery: 42" in line for line in shown)


def test_with_nothing_selected_the_page_and_the_file_are_shown(opened: Open, sample) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    window.side.show_page(0, stay=True)
    select(window)
    shown = [label.text() for label in window.side.inspector.findChildren(QLabel, "unknown")]
    assert any(str(sample) in line for line in shown)


def test_pools_show_their_process(opened: Open, sample) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    window.side.show_page(0, stay=True)
    select(window, shape_named(window, "Bright Bikes"))
    edit(field(window, "isExecutable"))
    process = window.view.model.get(node_of(window, shape_named(window, "Bright Bikes")).host, Node)
    assert process is not None
    assert process.props.get("isExecutable") is not None or not process.props.flag("isExecutable")
    assert window.isWindowModified()


def type_field(window: MainWindow) -> TypeEditor:
    found = window.side.inspector.findChild(TypeEditor)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("task", "User step", "userTask"),
        ("exclusiveGateway", "Parallel", "parallelGateway"),
        ("intermediateThrowEvent", "Wait for timer", "intermediateCatchEvent"),
        ("dataObjectReference", "Data store", "dataStoreReference"),
    ],
)
@pytest.mark.stderr_ok
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_type_is_changed_and_undone(page: MainWindow, before: str, text: str, after: str) -> None:
    model = page.view.model
    shape = place(model, page.view.diagram, VARIANTS[before], 300, 300, name="It")
    select(page, shape)
    found = type_field(page)
    found.showPopup()
    at = next((row for row in range(found.count()) if found.itemText(row).startswith(text)), -1)
    assert at > 0, [found.itemText(row) for row in range(found.count())]
    found.view().setCurrentIndex(found.model().index(at, 0))
    QTest.keyClick(found.view(), Qt.Key.Key_Return)
    settle()
    assert node_of(page, shape).kind == after
    assert type_field(page).currentText().startswith(text)
    model.undo()
    settle()
    assert node_of(page, shape).kind == before


def test_several_types_are_shown_as_mixed_and_made_one(page: MainWindow) -> None:
    model, diagram = page.view.model, page.view.diagram
    shapes = [place(model, diagram, VARIANTS[id], 200 + 200 * at, 300) for at, id in enumerate(("userTask", "task"))]
    select(page, *shapes)
    found = type_field(page)
    assert (found.currentIndex(), found.placeholderText()) == (-1, "Mixed")
    found.setFocus()
    found.setCurrentIndex(found.findText("Service step"))
    found.activated.emit(found.currentIndex())
    settle()
    assert {node_of(page, shape).kind for shape in shapes} == {"serviceTask"}
    assert model.undo_label == "Change type"


def test_headings_of_a_pool_stand_once(opened: Open, sample: Path) -> None:
    window = opened(sample)
    window.side.show_page(0, stay=True)
    select(window, shape_named(window, "Bright Bikes"))
    headings = [label.text() for label in window.side.inspector.findChildren(QLabel, "section")]
    assert len(headings) == len(set(headings))


def test_the_keyboard_stays_in_a_field_whose_rows_are_made_anew(page: MainWindow) -> None:
    shape = place(page.view.model, page.view.diagram, VARIANTS["task"], 300, 300)
    select(page, shape)
    type_field(page).setFocus()
    for _ in range(2):
        QTest.keyClick(type_field(page), Qt.Key.Key_Down)
        settle()
    assert type_field(page).hasFocus()
    assert node_of(page, shape).kind not in ("task", "userTask")
