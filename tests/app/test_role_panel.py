"""All about a role, below the drawing: what it owns, takes part in, receives and hands on; shown and written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.app.organisation.below import ROLE
from opsdesigner.app.organisation.role_panel import RolePanel
from opsdesigner.app.window import MainWindow
from opsdesigner.edit import draw
from opsdesigner.model import Model, Node
from opsdesigner.model.queries import shape_of, subject
from opsdesigner.places import samples

from .conftest import Open
from .test_tables import saved_as

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(opened: Open) -> MainWindow:
    return opened(samples() / "bright-bikes.bpmn")


def role(model: Model, name: str) -> str:
    return next(node.id for node in model.all(Node) if node.kind == "role" and node.name == name)


def panel(window: MainWindow) -> RolePanel:
    if not window.below.showing(ROLE):
        window.actions_by_id["roleCard"].trigger()
    found = window.below.panel(ROLE)
    assert isinstance(found, RolePanel)
    QApplication.processEvents()
    return found


def pick(window: MainWindow, name: str) -> None:
    chart = window.twin.org.view
    shape = shape_of(chart.model, role(chart.model, name), chart.diagram)
    assert shape is not None
    chart.select({shape.id})
    QApplication.processEvents()


def test_it_tells_all_of_the_selected_role_with_process_names(window: MainWindow) -> None:
    found = panel(window)
    pick(window, "Stores")
    assert found.process.currentText() == "Stores" and "Emil Holm" in found.note.text()
    rows = found.rows.rows
    assert ("Owns", "Check stock", "", "Order fulfilment") in [row[:4] for row in rows]
    assert {row.part for row in rows} >= {"Owns", "Receives from", "Hands on to"}
    given = next(row for row in rows if row.part == "Hands on to" and row.whom == "Shipping")
    assert given.what.startswith("Pack bikes") and given.process == "Order fulfilment"
    shown = [found.rows.index(at, 0).data() for at in range(len(rows))]
    assert shown[0] == "Owns" and shown[1] == "" and shown.count("Receives from") == 1


def test_a_row_shows_its_step_or_flow_on_the_canvas(window: MainWindow) -> None:
    found = panel(window)
    pick(window, "Stores")
    for part in ("Owns", "Hands on to"):
        at = next(at for at, row in enumerate(found.rows.rows) if row.part == part)
        wanted = found.rows.rows[at].id
        place = found.table.visualRect(found.rows.index(at, 1)).center()
        QTest.mouseClick(found.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QApplication.processEvents()
        picked = window.twin.process.view.selection()
        shown = [subject(window.view.model, id) for id in picked]
        assert wanted in [each.id for each in shown if each is not None]


def test_it_follows_the_document_and_any_role_can_be_chosen(window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    found, model = panel(window), window.view.model
    at = found.process.findData(role(model, "IT"))
    found.process.setCurrentIndex(at)
    found.process.activated.emit(at)
    assert found.rows.rows == [] and found.none.isVisible() and "owns no step" in found.none.text()
    pick(window, "Finance")
    draw.rename(model, role(model, "Finance"), "Book-keeping")
    qtbot.waitUntil(lambda: found.process.currentText() == "Book-keeping")


def test_it_is_written_and_copied(window: MainWindow, tmp_path: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    found, path = panel(window), tmp_path / "stores.csv"
    pick(window, "Stores")
    saved_as(window, lambda: found.write(".csv"), path)
    qtbot.waitUntil(path.exists)
    assert "Owns,Check stock,,Order fulfilment" in path.read_text("utf-8-sig").splitlines()
    found.copy()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("\tStep\tWith\tProcess") and "Owns\tCheck stock\t\tOrder fulfilment" in text
    assert found.grid().title == "Stores: all it has to do with."


def test_a_document_without_roles_says_so(opened: Open) -> None:
    window = opened(samples() / "hiring.bpmn")
    model = window.view.model
    with model.change("None left"):
        model.remove(*[node.id for node in model.all(Node) if node.kind in ("role", "unit")])
    found = panel(window)
    assert found.rows.rows == [] and found.none.text() == "There are no roles yet."


def test_a_branch_gets_an_org_chart_of_its_own(window: MainWindow) -> None:
    window.twin.org.view.setFocus()
    pick(window, "Sales")
    window.twin.org.view.setFocus()
    QApplication.processEvents()
    window.actions_by_id["chartOfBranch"].trigger()
    QApplication.processEvents()
    org = window.twin.org
    assert [org.tabs.tabText(at) for at in range(org.tabs.count())] == ["Organisation", "To be", "Sales"]
    shown = {node.name for shape in org.view.display.shapes.values() if (node := org.view.model.get(shape.node, Node))}
    assert "Sales" in shown and "Stores" not in shown and len(shown) > 1
