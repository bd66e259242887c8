"""The findings panel: live after edits, each finding with its place and its ways out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner.app.side import NOTES
from opsdesigner.app.window import MainWindow
from opsdesigner.edit import assigning, seats
from opsdesigner.model import Edge, Id, Link, Model, Node
from opsdesigner.model.geometry import box_of, contains
from opsdesigner.model.queries import shape_of, subject, title
from opsdesigner.notation.ownership import owner_of

from .conftest import Open


@pytest.fixture
def window(opened: Open, sample: Path) -> MainWindow:
    window = opened(sample)
    window.side.show_page(NOTES)
    window.watch.finish()
    return window


def node(model: Model, name: str, kind: str = "") -> Id:
    return next(each.id for each in model.all(Node) if title(model, each.id) == name and kind in ("", each.kind))


def pick(window: MainWindow, words: str) -> None:
    """Makes the finding with these words the chosen one."""
    window.watch.finish()
    texts = [each.text for each in window.watch.findings]
    row = next(at for at, text in enumerate(texts) if words in text)
    notes = window.side.notes
    notes.list.setCurrentIndex(notes.found.index(row, 0))
    notes.list.setFocus()


def texts(window: MainWindow) -> list[str]:
    window.watch.finish()
    return [each.text for each in window.watch.findings]


def disagree(window: MainWindow, step: str, role: str) -> tuple[Id, Id]:
    model = window.view.model
    ids = node(model, step), node(model, role, "role")
    with model.change("Another tool"):
        model.put(Link("r1", "assignment", ids[1], ids[0], "", ids[0]))
    return ids


def test_findings_come_and_go_with_edits(window: MainWindow, qtbot: object) -> None:
    model, told = window.view.model, "Nobody owns “Loose”."
    with model.change("In"):
        model.put(Node("loose", "task", "Loose", parent=parent_of(model, "Pack bikes")))
    qtbot.waitUntil(lambda: told in [each.text for each in window.watch.findings])  # type: ignore[attr-defined]
    assert window.side.notes.list.isVisible() and "finding" in window.status.notes.text()
    model.undo()
    qtbot.waitUntil(lambda: told not in [each.text for each in window.watch.findings])  # type: ignore[attr-defined]


def parent_of(model: Model, name: str) -> Id:
    found = model.get(node(model, name), Node)
    assert found is not None
    return found.parent


def test_a_disagreement_is_settled_for_the_lane(window: MainWindow) -> None:
    model = window.view.model
    step, _ = disagree(window, "Pick goods", "Shipping")
    pick(window, "The lane says Stores, the step says Shipping does “Pick goods”.")
    assert [button.accessibleName() for button in window.side.notes.buttons] == ["Keep Shipping", "Keep Stores"]
    QTest.keyClick(window.side.notes.list, "2")
    assert owner_of(model, step) == node(model, "Stores", "role") and not any(
        "lane says" in text for text in texts(window)
    )


def test_a_disagreement_is_settled_for_the_step(window: MainWindow) -> None:
    model = window.view.model
    before = dict(model.records)
    step, shipping = disagree(window, "Pick goods", "Shipping")
    pick(window, "The lane says Stores")
    button = window.side.notes.buttons[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    lane = next(each for each in model.referrers(shipping, Node, "resource") if each.kind == "lane")
    assert model[step].lane == lane.id and owner_of(model, step) == shipping  # type: ignore[union-attr]
    band, shape = (shape_of(model, id, window.view.diagram) for id in (lane.id, step))
    assert band is not None and shape is not None and contains(box_of(band), box_of(shape))
    assert "r1" not in model and not any("lane says" in text for text in texts(window))
    model.undo()
    model.undo()
    assert dict(model.records) == before


def test_of_two_who_answer_one_is_kept(window: MainWindow) -> None:
    model, step = window.view.model, node(window.view.model, "Send invoice")
    for role in ("Sales", "Stores"):
        assigning.add_part(model, step, node(model, role, "role"), "A")
    pick(window, "Two answer for “Send invoice”")
    QTest.keyClick(window.side.notes.list, "1")
    assert not any("Two answer" in text for text in texts(window))
    model.undo()
    assert any("Two answer" in text for text in texts(window))


def test_the_steps_of_a_vacant_role_are_shown(window: MainWindow) -> None:
    model, stores = window.view.model, node(window.view.model, "Stores", "role")
    with model.change("Vacant"):
        for link in list(model.referrers(stores, Link, "target")):
            if link.kind == "holds":
                model.remove(link.id)
        model.set_props(stores, vacant=True)
    pick(window, "Stores has no holder and owns")
    QTest.keyClick(window.side.notes.list, "1")
    names = {subject(model, id).name for id in window.view.selection()}  # type: ignore[union-attr]
    assert {"Check stock", "Pick goods"} <= names


def test_a_ring_of_bosses_is_opened(window: MainWindow) -> None:
    model = window.view.model
    with model.change("Ring"):
        for id in "ab":
            model.put(Node(id, "role", id.upper()))
        for id, boss in (("a", "b"), ("b", "a")):
            model.put(Link(f"{id}>", "reportsTo", id, boss, "", id))
    pick(window, "A and B report to each other")
    QTest.keyClick(window.side.notes.list, "1")
    assert not any("report to each other" in text for text in texts(window))


def test_f8_goes_from_one_to_the_next_and_shows_it(window: MainWindow) -> None:
    model = window.view.model
    seats.add(model, seats.new_chart(model), name="Auditor")
    disagree(window, "Pick goods", "Shipping")
    found = texts(window)
    window.view.setFocus()
    window.refresh()
    for _ in found:
        QTest.keyClick(window.view, Qt.Key.Key_F8)
    assert window.side.notes.list.currentIndex().row() == len(found) - 1
    QTest.keyClick(window.view, Qt.Key.Key_F8)
    QApplication.processEvents()
    assert window.side.notes.list.currentIndex().row() == 0


def test_many_findings_are_looked_for_in_slices(window: MainWindow, qtbot: object) -> None:
    model = window.view.model
    with model.change("Many"):
        for number in range(3000):
            model.put(
                Node(f"x{number}", "task", f"X {number}", parent=model.get(node(model, "Pick goods"), Node).parent)
            )  # type: ignore[union-attr]
    window.watch.stir()
    window.watch._look()
    assert window.watch._looking is not None  # there is more to look at
    with model.change("Meanwhile"):
        model.remove("x1")
    assert window.watch._looking is None
    assert sum("Nobody owns" in text for text in texts(window)) == 2999


def misdraw(window: MainWindow) -> tuple[Id, Id]:
    """Puts a step of another lane onto a flow, as another program might: the flow's line and the step's shape."""
    view, model = window.view, window.view.model
    step = shape_of(model, node(model, "Order parts"), view.diagram)
    flow = next(
        edge
        for edge in model.referrers(view.diagram, Edge)
        if (link := model.get(edge.link, Link))
        and title(model, link.source) == "In stock?"
        and edge.points[0][1] == edge.points[-1][1]
    )
    assert step is not None
    (ax, y), (bx, _) = flow.points[0], flow.points[-1]
    with model.change("Another tool"):
        model.update(step.id, x=(ax + bx - step.width) / 2, y=y - step.height / 2)
    return flow.id, step.id


def test_a_line_under_a_step_is_shown_in_amber_and_led_round(window: MainWindow) -> None:
    model, before = window.view.model, dict(window.view.model.records)
    line, step = misdraw(window)
    wrong = dict(model.records)
    pick(window, "runs under “Order parts”")
    QTest.keyClick(window.side.notes.list, Qt.Key.Key_Return)
    assert window.view.selection() == {line, step} == window.view.marked
    QTest.keyClick(window.side.notes.list, "1")
    assert not any("runs under “Order parts”" in text for text in texts(window)) and not window.view.marked
    model.undo()
    assert dict(model.records) == wrong
    model.undo()
    assert dict(model.records) == before and not any("runs under" in text for text in texts(window))


def test_marks_are_painted_and_go_with_the_selection(window: MainWindow) -> None:
    line, step = misdraw(window)
    pick(window, "runs under “Order parts”")
    window.side.notes.go()
    amber = QColor(window.view.theme.amber)

    def ambers() -> int:
        image = window.view.grab().toImage()
        return sum(
            image.pixelColor(x, y) == amber for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
        )

    assert ambers() > 20
    window.view.select([step])
    assert window.view.marked == frozenset() and ambers() == 0 and line


def test_the_spot_of_a_finding_is_brought_into_view(window: MainWindow) -> None:
    line, step = misdraw(window)
    window.view.pan(QPointF(-5000, -5000))
    pick(window, "runs under “Order parts”")
    window.side.notes.go()
    box = window.view.body(step)
    assert box is not None
    middle = window.view.to_view((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    assert window.view.rect().contains(middle.toPoint()) and line
