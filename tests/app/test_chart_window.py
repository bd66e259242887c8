"""An org chart in the window: its tools and actions, what the inspector says and changes, photos."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from opsdesigner.app.inspecting.photo_editor import LARGEST, photo_of
from opsdesigner.app.window import MainWindow
from opsdesigner.edit import seats
from opsdesigner.edit.ends import Refusal
from opsdesigner.edit.seats_said import holders_said, set_deputies_said, set_holders_said, set_second_bosses
from opsdesigner.model import Model, Node
from opsdesigner.notation.organisation import boss_of, deputies, dotted_lines, holders

from .conftest import Open


@pytest.fixture
def chart(opened: Open, sample: Path) -> MainWindow:
    """A window whose side of the org chart is in use."""
    window = opened(sample)
    model = window.view.model
    page = seats.new_chart(model, "Staff", nodes=[])
    boss = seats.add(model, page, name="Boss of all")
    seats.add(model, page, boss=boss, name="First clerk")
    seats.add(model, page, boss=boss, name="Second clerk")
    window.twin.go_to(page)
    window.twin.activate(window.twin.org)
    window.refresh()
    return window


def box(window: MainWindow, name: str) -> str:
    view = window.view
    return next(id for id, shape in view.display.shapes.items() if shape.name == name)


def test_the_palette_and_the_actions_follow_the_kind_of_diagram(chart: MainWindow) -> None:
    assert chart.view.page == "orgChart"
    shown = {button.tool.tool for button in chart.tools.buttons if button.isVisibleTo(chart)}
    assert {"place:role", "place:unit", "place:supplier"} <= shown
    assert not {"place:task", "place:participant", "space"} & shown
    chart.view.select({box(chart, "First clerk")})
    chart.refresh()
    able = {id: action.isEnabled() for id, action in chart.actions_by_id.items()}
    assert all(able[id] for id in ("sibling", "report", "fold", "tidy", "branch.columns", "insert.role", "toTop"))
    assert not any(able[id] for id in ("nextStep", "decision", "laneUp", "drillDown", "insert.task", "letGo"))


@pytest.mark.parametrize("id", ["sibling", "siblingBefore", "report", "levelUp", "insert.vacancy", "insert.unit"])
def test_an_action_adds_a_box(chart: MainWindow, id: str) -> None:
    chart.view.select({box(chart, "First clerk")})
    chart.refresh()
    before = len(chart.view.display.shapes)
    chart.actions_by_id[id].trigger()
    assert len(chart.view.display.shapes) == before + 1
    assert chart.view.editing()
    chart.view.editor.finish(False)  # type: ignore[union-attr]


# the words of a seat


def staff() -> tuple[Model, str, str]:
    model = Model()
    page = seats.new_chart(model)
    boss = seats.add(model, page, name="Boss")
    clerk = seats.add(model, page, boss=boss, name="Clerk")
    return model, model[boss].node, model[clerk].node  # type: ignore[union-attr]


def test_holders_are_said_with_their_shares() -> None:
    model, _, clerk = staff()
    set_holders_said(model, [clerk], "Anna Bell, Ben Ortiz 50 %")
    assert holders_said(model, clerk) == "Anna Bell, Ben Ortiz 50 %"
    set_holders_said(model, [clerk], "Ben Ortiz 20%")
    assert [person.name for person in holders(model, clerk)] == ["Ben Ortiz"]
    assert holders_said(model, clerk) == "Ben Ortiz 20 %"


def test_second_bosses_and_deputies_are_named() -> None:
    model, boss, clerk = staff()
    with model.change("Add"):
        other = model.put(Node("Role_other", "role", "Other"))
    set_second_bosses(model, [clerk], "other")
    assert [line.target for line in dotted_lines(model, clerk)] == [other.id]
    set_second_bosses(model, [clerk], "")
    assert dotted_lines(model, clerk) == []
    set_deputies_said(model, [boss], "Clerk")
    assert [node.id for node in deputies(model, boss)] == [clerk]
    with pytest.raises(Refusal, match="Nobody here is called"):
        set_deputies_said(model, [boss], "Somebody")
    assert boss_of(model, clerk) == boss


# photos


def test_a_photo_is_made_small(tmp_path: Path, qapp: object) -> None:
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(tmp_path / "large.png"))
    data = b64decode(photo_of(tmp_path / "large.png"))
    made = QImage.fromData(data)
    assert (made.width(), made.height()) == (128, 128)
    assert data.startswith(b"\xff\xd8")
    assert len(data) <= LARGEST


def test_what_is_no_picture_is_no_photo(tmp_path: Path, qapp: object) -> None:
    (tmp_path / "no.png").write_bytes(b"not a picture")
    assert photo_of(tmp_path / "no.png") == ""
    assert photo_of(tmp_path / "missing.png") == ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list of names grabs the keyboard
def test_the_inspector_names_who_sits_there(chart: MainWindow) -> None:
    chart.side.show_page(0, stay=True)
    chart.view.select({box(chart, "First clerk")})
    QTest.qWait(50)
    inspector = chart.side.inspector
    inspector.update_now()
    from PySide6.QtWidgets import QLineEdit

    field = inspector.findChild(QLineEdit, "field.holders")
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "Ben Ortiz")
    QTest.keyClick(field, "\r")
    model = chart.view.model
    node = model[box(chart, "First clerk")].node  # type: ignore[union-attr]
    assert [person.name for person in holders(model, node)] == ["Ben Ortiz"]
