"""Names in the inspector by hand: who leads, holds, stands in, does what; completed, listed, refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QWidget

from opsdesigner.app.inspecting.editors import Editor, LineEditor
from opsdesigner.app.inspecting.inspector import Inspector
from opsdesigner.app.inspecting.names_editor import NamesEditor
from opsdesigner.app.inspecting.photo_editor import PhotoEditor
from opsdesigner.app.window import MainWindow
from opsdesigner.edit import holding, seats
from opsdesigner.edit.assigning import assign
from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.notation.kinds import RESOURCES
from opsdesigner.notation.organisation import boss_line, boss_of, deputies, holders
from opsdesigner.notation.ownership import assignments, letter_of, owner_of
from opsdesigner.notation.variants import VARIANTS

from .conftest import Open

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists grab the keyboard


class Desk:
    """A window on a small firm beside a process, the inspector open."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        model = window.view.model
        self.page = seats.new_chart(model, "Staff", nodes=[])
        boss = seats.add(model, self.page, name="Head of all")
        unit = seats.add(model, self.page, VARIANTS["unit"], boss=boss, name="Northern unit")
        for name in ("Planner", "Packager", "Driver"):
            seats.add(model, self.page, boss=unit, name=name)
        holding.seat(model, self.shape("Planner").node, "Anna Bell")
        window.side.show_page(0, stay=True)
        self.chart()

    @property
    def model(self) -> Model:
        return self.window.view.model

    @property
    def inspector(self) -> Inspector:
        return self.window.side.inspector

    def chart(self) -> None:
        self.window.twin.go_to(self.page)
        self.window.twin.activate(self.window.twin.org)

    def shape(self, name: str) -> Shape:
        return next(
            shape
            for shape in self.model.referrers(self.page, Shape)
            if self.model[shape.node].name == name  # type: ignore[union-attr]
        )

    def node(self, name: str) -> Id:
        return next(node.id for node in self.model.all(Node) if node.name == name and node.kind in RESOURCES)

    def select(self, *ids: Id) -> None:
        self.window.view.select(frozenset(ids))
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()
        self.inspector.update_now()
        QApplication.processEvents()

    def field(self, name: str) -> NamesEditor:
        found = self.inspector.findChild(NamesEditor, f"field.{name}")
        assert found is not None, name
        found.setFocus()
        return found

    def row(self, name: str) -> Editor:
        return next(field for row, field in self.inspector.fields if row.what.name == name)

    def rows(self) -> list[str]:
        return [row.what.name for row, _ in self.inspector.fields]

    def offered(self, field: NamesEditor) -> list[str]:
        if not field.offering:
            return []
        found = field.popup.model()
        return [str(found.index(at, 0).data()) for at in range(found.rowCount())]

    def arrow(self, field: NamesEditor) -> None:
        """A click on the arrow at the end of a field."""
        at = QPoint(field.width() - 16, field.height() // 2)
        QTest.mouseMove(field, at)
        QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=at)

    def type(self, field: NamesEditor, text: str, key: Qt.Key | None = None) -> None:
        """Types; keys go to the list while one is open, as they do in the window."""
        for letter in text:
            QTest.keyClick(field.popup if field.offering else field, letter)
        if key is not None:
            QTest.keyClick(field.popup if field.offering else field, key)
        self.settle()


@pytest.fixture
def desk(opened: Open, sample: Path) -> Desk:
    return Desk(opened(sample))


def test_two_letters_and_enter_name_the_boss(desk: Desk) -> None:
    desk.select(desk.shape("Driver").id)
    field = desk.field("boss")
    field.selectAll()
    desk.type(field, "pl")
    assert desk.offered(field) == ["Planner"]
    desk.type(field, "", Key.Key_Return)
    assert boss_of(desk.model, desk.node("Driver")) == desk.node("Planner")
    assert field.text() == "Planner"
    assert not field.offering


def test_tab_takes_the_first_that_is_listed(desk: Desk) -> None:
    desk.select(desk.shape("Driver").id)
    field = desk.field("boss")
    field.selectAll()
    desk.type(field, "pack")
    QTest.keyClick(field, Key.Key_Tab)
    desk.settle()
    assert boss_of(desk.model, desk.node("Driver")) == desk.node("Packager")
    assert not field.hasFocus()


def test_the_boss_is_never_oneself_or_somebody_below(desk: Desk) -> None:
    desk.select(desk.shape("Northern unit").id)
    field = desk.field("boss")
    desk.type(field, "", Key.Key_Down)
    assert "Head of all" in desk.offered(field)
    assert not {"Northern unit", "Planner", "Driver"} & set(desk.offered(field))


def test_the_arrow_lists_the_units_alone(desk: Desk) -> None:
    desk.select(desk.shape("Driver").id)
    field = desk.field("unit")
    desk.arrow(field)
    assert desk.offered(field) == ["Northern unit", "Operations"]
    QTest.keyClick(field.popup, Key.Key_Escape)
    assert not field.offering
    assert field.text() == "Northern unit"


def test_several_deputies_complete_one_after_the_other(desk: Desk) -> None:
    desk.select(desk.shape("Planner").id)
    field = desk.field("deputies")
    desk.type(field, "pac", Key.Key_Return)
    assert field.text() == "Packager"
    field.end(False)
    desk.type(field, ", dri")
    assert desk.offered(field)[0] == "Driver"  # who begins so comes before who has it within
    desk.type(field, "", Key.Key_Return)
    assert [node.name for node in deputies(desk.model, desk.node("Planner"))] == ["Packager", "Driver"]


def test_who_is_named_already_is_not_listed_again(desk: Desk) -> None:
    desk.select(desk.shape("Planner").id)
    field = desk.field("deputies")
    desk.type(field, "Packager", Key.Key_Return)
    desk.type(field, "", Key.Key_Down)
    assert field.text() == "Packager, "
    assert "Driver" in desk.offered(field)
    assert not {"Packager", "Planner"} & set(desk.offered(field))
    QTest.keyClick(field.popup, Key.Key_Escape)
    field.clearFocus()
    desk.settle()
    assert [node.name for node in deputies(desk.model, desk.node("Planner"))] == ["Packager"]


def test_a_new_person_whose_name_begins_like_another_is_a_new_one(desk: Desk) -> None:
    desk.select(desk.shape("Driver").id)
    field = desk.field("holders")
    desk.type(field, "Ann")
    assert desk.offered(field) == ["Anna Bell", "Anna Bright"]
    desk.type(field, "", Key.Key_Return)
    assert [person.name for person in holders(desk.model, desk.node("Driver"))] == ["Ann"]


def test_one_person_chosen_for_a_second_role_stays_one_person(desk: Desk) -> None:
    desk.select(desk.shape("Driver").id)
    field = desk.field("holders")
    desk.type(field, "ann")
    QTest.keyClick(field.popup, Key.Key_Down)
    desk.type(field, "", Key.Key_Return)
    assert [person.id for person in holders(desk.model, desk.node("Driver"))] == [desk.node("Anna Bell")]


def test_a_name_nobody_has_is_refused_in_words(desk: Desk) -> None:
    desk.select(desk.shape("Driver").id)
    before = desk.model.version
    field = desk.field("boss")
    field.selectAll()
    desk.type(field, "Nobody at all", Key.Key_Return)
    assert "Nobody at all" in desk.window.status.hint.text()
    assert desk.model.version == before
    assert field.text() == "Northern unit"


def test_a_name_is_chosen_with_the_mouse(desk: Desk) -> None:
    desk.select(desk.shape("Driver").id)
    field = desk.field("boss")
    desk.arrow(field)
    popup = field.popup
    found = field.popup.model()
    at = next(found.index(n, 0) for n in range(found.rowCount()) if found.index(n, 0).data() == "Head of all")
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(at).center())
    desk.settle()
    assert boss_of(desk.model, desk.node("Driver")) == desk.node("Head of all")


# boxes


def test_the_style_of_a_branch_is_chosen_in_the_inspector(desk: Desk) -> None:
    desk.select(desk.shape("Northern unit").id)
    field = desk.row("branch")
    assert isinstance(field, QComboBox)
    at = field.findData("columns")
    field.setCurrentIndex(at)
    field.activated.emit(at)
    assert desk.shape("Northern unit").props.text("branch") == "columns"


def test_pinned_is_ticked_off_and_the_box_goes_back(desk: Desk) -> None:
    home = desk.shape("Driver")
    with desk.model.change("Put aside"):
        desk.model.update(home.id, x=2000.0, y=900.0, props=home.props.having(pinned=True))
    desk.select(home.id)
    box = desk.row("pinned")
    assert isinstance(box, QCheckBox) and box.isChecked()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert (desk.shape("Driver").x, desk.shape("Driver").y) == (home.x, home.y)


def test_since_when_is_asked_only_of_a_vacancy(desk: Desk) -> None:
    desk.select(desk.shape("Driver").id)
    assert "vacantSince" not in desk.rows()
    box = desk.row("vacant")
    assert isinstance(box, QCheckBox)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    desk.settle()
    assert "vacantSince" in desk.rows()


def test_a_line_becomes_one_to_a_second_boss(desk: Desk) -> None:
    line = boss_line(desk.model, desk.node("Driver"))
    assert line is not None
    edge = next(id for id in desk.window.view.display.edges if desk.model[id].link == line.id)  # type: ignore[union-attr]
    desk.select(edge)
    box, before = desk.row("dotted"), desk.shape("Driver").y
    assert isinstance(box, QCheckBox)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert boss_of(desk.model, desk.node("Driver")) == ""
    assert desk.shape("Driver").y != before


# people


@pytest.mark.parametrize(
    ("name", "said"), [("mail", "anna@example.org"), ("phone", "+49 30 1"), ("away", "2026-12-01")]
)
def test_facts_of_a_holder_are_set_below_the_role(desk: Desk, name: str, said: str) -> None:
    desk.select(desk.shape("Planner").id)
    field = desk.row(name)
    assert isinstance(field, QWidget)
    field.setFocus()
    QTest.keyClicks(field, said)
    QTest.keyClick(field, Key.Key_Return)
    assert desk.model[desk.node("Anna Bell")].props.text(name) == said
    assert any(label.text() == "Anna Bell" for label in desk.inspector.findChildren(QLabel))


def test_a_picture_that_is_none_is_refused_where_it_is_seen(desk: Desk, tmp_path: Path) -> None:
    desk.select(desk.shape("Planner").id)
    field = desk.row("photo")
    assert isinstance(field, PhotoEditor)
    (tmp_path / "face.png").write_bytes(b"no picture")
    field.take(tmp_path / "face.png")
    assert "face.png" in desk.window.status.hint.text()
    assert field.said.isVisible() and "face.png" in field.said.text()
    assert desk.model[desk.node("Anna Bell")].props.text("photo") == ""


# parts in steps


def parts(model: Model, step: Id) -> list[tuple[str, str]]:
    return [(letter_of(link), model[link.source].name) for link in assignments(model, step)]  # type: ignore[union-attr]


@pytest.fixture
def step(desk: Desk) -> Id:
    """A step of the sample's process, selected."""
    window = desk.window
    window.twin.activate(window.twin.process)
    shape = next(
        id
        for id, look in window.view.display.shapes.items()
        if (node := desk.model.get(desk.model[id].node, Node)) and node.kind.endswith("Task")  # type: ignore[union-attr]
    )
    desk.select(shape)
    return desk.model[shape].node  # type: ignore[union-attr]


@pytest.mark.parametrize("letter", ["A", "C", "I"])
def test_a_part_in_a_step_is_given_and_taken_by_name(desk: Desk, step: Id, letter: str) -> None:
    had = [each for each in parts(desk.model, step) if each[0] == letter]
    field = desk.field(f"part.{letter}")
    field.selectAll()
    desk.type(field, "pla", Key.Key_Return)
    assert [each for each in parts(desk.model, step) if each[0] == letter] == [(letter, "Planner")]
    desk.model.undo()
    assert [each for each in parts(desk.model, step) if each[0] == letter] == had


def test_the_owner_by_lane_is_shown_until_another_is_named(desk: Desk, step: Id) -> None:
    field = desk.field("part.R")
    lane_owner = desk.model[owner_of(desk.model, step)].name  # type: ignore[union-attr]
    assert field.text() == "" and lane_owner in field.placeholderText()
    desk.type(field, "dri", Key.Key_Return)
    assert owner_of(desk.model, step) == desk.node("Driver")
    field.selectAll()
    desk.type(field, "", Key.Key_Delete)
    desk.type(field, "", Key.Key_Return)
    assert desk.model[owner_of(desk.model, step)].name == lane_owner  # type: ignore[union-attr]


def test_the_order_of_those_responsible_says_who_owns_it(desk: Desk, step: Id) -> None:
    assign(desk.model, [step], desk.node("Driver"))
    desk.settle()
    field = desk.field("part.R")
    field.selectAll()
    desk.type(field, "Planner, Driver")
    field.popup.hide()
    desk.type(field, "", Key.Key_Return)
    assert parts(desk.model, step)[:2] == [("R", "Planner"), ("R", "Driver")]
    assert owner_of(desk.model, step) == desk.node("Planner")
    assert field.text() == "Planner, Driver"


def test_a_lane_stands_for_who_is_named(desk: Desk, step: Id) -> None:
    window = desk.window
    lane = next(node for node in desk.model.all(Node) if node.kind == "lane")
    desk.select(next(shape.id for shape in desk.model.referrers(lane.id, Shape)))
    field = desk.field("band")
    field.selectAll()
    desk.type(field, "driv", Key.Key_Return)
    node = desk.model[lane.id]
    assert isinstance(node, Node)
    assert (node.resource, node.name) == (desk.node("Driver"), "Driver")
    assert window.view.name_of(window.view.current()) == "Driver"


def test_names_are_the_same_wherever_they_are_changed(desk: Desk, step: Id) -> None:
    """A lane renamed renames its role, its box and what the fields say."""
    lane = next(node for node in desk.model.all(Node) if node.kind == "lane" and node.resource)
    before = desk.model[lane.resource].name  # type: ignore[union-attr]
    from opsdesigner.edit.draw import rename

    rename(desk.model, lane.resource, "Quite another")
    assert desk.model[lane.id].name == "Quite another"  # type: ignore[union-attr]
    rename(desk.model, lane.id, before)
    assert desk.model[lane.resource].name == before  # type: ignore[union-attr]


def said(desk: Desk) -> str:
    return desk.window.status.hint.text()


@pytest.mark.parametrize(("key", "held"), [(Key.Key_Delete, Qt.KeyboardModifier.NoModifier), (Key.Key_X, CTRL)])
def test_a_role_that_goes_says_how_many_steps_lost_their_owner(
    desk: Desk, step: Id, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    assign(desk.model, [step], desk.node("Driver"))
    desk.chart()
    desk.window.view.select({desk.shape("Driver").id})
    desk.window.view.setFocus()
    lane = desk.model[step].lane  # type: ignore[union-attr]
    with desk.model.change("The lane is nobody's"):
        desk.model.update(lane, resource="")
    desk.window.twin.activate(desk.window.twin.org)
    QTest.keyClick(desk.window.twin.org.view, key, held)
    desk.settle()
    assert said(desk) == "1 step has no owner now"
    assert owner_of(desk.model, step) == ""
    desk.model.undo()
    assert owner_of(desk.model, step) == desk.node("Driver")


def test_a_role_that_owns_nothing_goes_without_a_word(desk: Desk) -> None:
    desk.window.view.select({desk.shape("Driver").id})
    QTest.keyClick(desk.window.view, Key.Key_Delete)
    desk.settle()
    assert said(desk) == ""


def test_a_reporting_line_says_whose_it_is_and_has_no_name(desk: Desk) -> None:
    line = boss_line(desk.model, desk.node("Driver"))
    assert line is not None
    desk.select(next(id for id in desk.window.view.display.edges if desk.model[id].link == line.id))  # type: ignore[union-attr]
    head = desk.inspector.findChild(QLabel, "kindLine")
    assert head is not None and head.text() == "Reporting line, Driver to Northern unit"
    assert desk.inspector.findChild(QWidget, "titleEdit") is None


def test_long_lines_show_how_they_begin(desk: Desk) -> None:
    holding.set_holders(desk.model, desk.node("Driver"), ["Wilhelmina van der Meulen-Oosterhout", "Ben Ortiz"])
    desk.select(desk.shape("Driver").id)
    field = desk.inspector.findChild(NamesEditor, "field.holders")
    assert field is not None and field.cursorPosition() == 0


def test_days_away_come_with_an_example(desk: Desk) -> None:
    desk.select(desk.shape("Planner").id)
    field = desk.row("away")
    assert isinstance(field, LineEditor) and field.placeholderText() == "2026-12-24/2027-01-06"


@pytest.mark.parametrize("text", ["next week", "24.12.2026", "2026-12-24 till Friday"])
def test_days_away_that_are_none_are_refused_in_words(desk: Desk, text: str) -> None:
    desk.select(desk.shape("Planner").id)
    field = desk.row("away")
    assert isinstance(field, LineEditor)
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Key.Key_Return)
    desk.settle()
    assert said(desk) == "Write days like 2026-12-24/2027-01-06"
    assert desk.model[desk.node("Anna Bell")].props.text("away") == "" == field.text()


def test_several_absences_stand_side_by_side(desk: Desk) -> None:
    desk.select(desk.shape("Planner").id)
    field = desk.row("away")
    assert isinstance(field, LineEditor)
    field.setFocus()
    QTest.keyClicks(field, "2026-12-24/2027-01-06, 2027-03-01")
    QTest.keyClick(field, Key.Key_Return)
    assert desk.model[desk.node("Anna Bell")].props.text("away") == "2026-12-24/2027-01-06, 2027-03-01"


def test_listed_names_are_as_high_as_a_pointer_needs(desk: Desk) -> None:
    desk.select(desk.shape("Driver").id)
    field = desk.field("boss")
    desk.arrow(field)
    first = field.popup.model().index(0, 0)
    assert field.popup.visualRect(first).height() >= 24
    assert not field.popup.horizontalScrollBar().isVisible()
    field.popup.hide()
    field.selectAll()
    desk.type(field, "pl")
    assert not field.popup.verticalScrollBar().isVisible()
