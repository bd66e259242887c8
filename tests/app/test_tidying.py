"""Tidying with a preview: by key and by mouse, kept, left, interrupted; nothing is written before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QToolButton, QWidget

from opsdesigner import places
from opsdesigner.app import dialogs
from opsdesigner.app.findings.tidy_bar import TidyBar
from opsdesigner.app.window import MainWindow
from opsdesigner.canvas.marks.gliding import TIME
from opsdesigner.edit.draw import append, place
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import new_document, save
from opsdesigner.model import Change, Model, Record, Shape
from opsdesigner.notation.variants import VARIANTS
from tests.benchmarks import generate

from .conftest import Open
from .hands import ALT, CTRL, PLAIN, SHIFT, Hands, Key

LEFT = Qt.MouseButton.LeftButton


def until(met: Callable[[], object]) -> None:
    """Waits for something, the program going on meanwhile."""
    for _ in range(1500):
        if met():
            return
        QTest.qWait(4)
    raise AssertionError("it did not come")


def bar(window: MainWindow) -> TidyBar | None:
    """The bar of the side in use, where it is seen."""
    return next((each for each in window.pane.findChildren(TidyBar) if each.isVisible()), None)


def button(window: MainWindow, text: str) -> QPushButton:
    found = bar(window)
    assert found is not None
    return next(each for each in found.findChildren(QPushButton) if each.text() == text)


def ask(window: MainWindow) -> None:
    """Presses the key for Tidy and waits for the preview, and until all stand where they would."""
    QTest.keyClick(QApplication.focusWidget() or window.view, Key.Key_L, CTRL | SHIFT)
    until(lambda: window.view.previewing)
    until(lambda: not window.view.gliding)


def records(window: MainWindow) -> dict[str, Record]:
    return dict(window.view.model.records)


@pytest.fixture
def process(opened: Open, sample: Path) -> MainWindow:
    """The sample, its process in use; nothing glides, so that nobody waits for it."""
    window = opened(sample)
    window.twin.activate(window.twin.process)
    window.view.setFocus()
    window.view.motion = False
    return window


@pytest.fixture
def moving(process: MainWindow) -> MainWindow:
    """The same where things glide."""
    process.view.motion = True
    return process


def bytes_of(window: MainWindow) -> bytes:
    assert window.document is not None
    return window.document.snapshot().bytes()


# keep and leave


def test_enter_keeps_what_is_shown_as_one_step(process: MainWindow) -> None:
    before, heard = records(process), list[Change]()
    process.view.model.observe(heard.append)
    ask(process)
    shown = {id: picture.body() for id, picture in process.view.display.shapes.items()}
    assert records(process) == before and not heard
    QTest.keyClick(process.view, Key.Key_Return)
    assert bar(process) is None and not process.view.previewing
    assert len(heard) == 1 and process.view.model.undo_label == "Tidy"
    kept = [record for record in records(process).values() if isinstance(record, Shape) and record.id in shown]
    assert all((s.x, s.y, s.x + s.width, s.y + s.height) == shown[s.id] for s in kept)
    process.view.model.undo()
    assert records(process) == before


def test_what_is_undone_is_the_same_file_again(process: MainWindow) -> None:
    before = bytes_of(process)
    ask(process)
    QTest.keyClick(process.view, Key.Key_Enter)
    assert bytes_of(process) != before
    QTest.keyClick(process.view, Key.Key_Z, CTRL)
    assert bytes_of(process) == before


def test_escape_leaves_the_file_as_it_is(process: MainWindow, sample: Path) -> None:
    before = records(process)
    ask(process)
    assert process.document is not None and not process.document.modified and not process.isWindowModified()
    QTest.keyClick(process.view, Key.Key_Escape)
    assert not process.view.previewing and bar(process) is None
    assert records(process) == before and not process.view.model.can_undo
    assert bytes_of(process) == sample.read_bytes()
    assert process.status.hint.text() == "Left as it was"


def test_the_button_of_the_top_row_asks_and_the_bar_answers(process: MainWindow) -> None:
    tool = next(each for each in process.top.findChildren(QToolButton) if each.accessibleName() == "Tidy")
    QTest.mouseClick(tool, LEFT)
    until(lambda: process.view.previewing)
    QTest.mouseClick(button(process, "Keep"), LEFT)
    assert process.view.model.undo_label == "Tidy" and process.view.hasFocus()
    assert process.status.hint.text() == "Tidy: one undo takes it back"


def test_leave_by_its_button(process: MainWindow) -> None:
    before = records(process)
    ask(process)
    QTest.mouseClick(button(process, "Leave"), LEFT)
    assert not process.view.previewing and records(process) == before


def test_the_bar_is_reached_and_left_by_keyboard(process: MainWindow) -> None:
    ask(process)
    QTest.keyClick(process.view, Key.Key_Tab)
    reached = [QApplication.focusWidget()]
    while not isinstance(reached[-1], QPushButton) or reached[-1].text() != "Keep":
        assert reached[-1] is not None and len(reached) < 8
        QTest.keyClick(reached[-1], Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    QTest.keyClick(reached[-1], Key.Key_Return)
    assert process.view.model.undo_label == "Tidy" and process.view.hasFocus()


def test_escape_in_the_bar_leaves(process: MainWindow) -> None:
    ask(process)
    button(process, "Before").setFocus()
    QTest.keyClick(button(process, "Before"), Key.Key_Escape)
    assert not process.view.previewing and process.view.hasFocus()


# looking at both


def test_the_page_is_shown_as_it_is_while_a_key_is_held(process: MainWindow) -> None:
    view, real = process.view, process.view.display
    ask(process)
    made = view.display
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Key.Key_B, PLAIN, "b"))
    assert view.display is real and view.comparing and button(process, "Before").isChecked()
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Key.Key_B, PLAIN, "b", True))
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyRelease, Key.Key_B, PLAIN, "b", True))
    assert view.display is real
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyRelease, Key.Key_B, PLAIN, "b"))
    assert view.display is made and not button(process, "Before").isChecked()


def test_keep_while_it_is_shown_as_it_is(process: MainWindow) -> None:
    ask(process)
    QTest.mouseClick(button(process, "Before"), LEFT)
    assert process.view.comparing
    QTest.mouseClick(button(process, "Keep"), LEFT)
    assert process.view.model.undo_label == "Tidy"


def test_the_page_can_be_moved_and_zoomed_meanwhile(process: MainWindow) -> None:
    ask(process)
    view, hands = process.view, Hands(process)
    corner, zoom = view.to_diagram(0, 0), view.zoom
    hands.drag((corner.x() + 300, corner.y() + 300), (corner.x() + 200, corner.y() + 260))
    assert view.to_diagram(0, 0) != corner and not view.selection()
    QTest.keyClick(view, Key.Key_Plus, CTRL)
    assert view.zoom > zoom and view.previewing


def test_what_was_wholly_in_view_is_so_again(opened: Open, tmp_path: Path) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    model, view = window.view.model, window.view
    with model.change("Row"):
        for at in range(4):
            place(model, view.diagram, VARIANTS["task"], 200 + at * 20, 150 + at * 400, name=f"Step {at}")
    QTest.qWait(20)
    view.fit()
    looked = (view.zoom, view.to_diagram(0, 0))
    ask(window)
    box, seen = view.display.bounds, view.frame.box(view.rect())
    assert seen[0] <= box[0] and seen[1] <= box[1] and box[2] <= seen[2] and box[3] <= seen[3]
    QTest.keyClick(view, Key.Key_Escape)
    assert (view.zoom, view.to_diagram(0, 0)) == looked


# what ends it


def test_an_edit_leaves_the_preview_and_is_made(process: MainWindow) -> None:
    ask(process)
    process.view.select({Hands(process).named("Check order").id})
    QTest.keyClick(process.view, Key.Key_Delete)
    assert not process.view.previewing and bar(process) is None
    assert process.view.model.undo_label.startswith("Delete")
    process.view.model.undo()
    assert not process.view.model.can_undo


def test_undo_takes_the_preview_back_and_nothing_else(process: MainWindow) -> None:
    with process.view.model.change("Before"):
        shape = Hands(process).named("Check order")
        process.view.model.update(shape.id, x=shape.x + 8)
    before = records(process)
    ask(process)
    QTest.keyClick(process.view, Key.Key_Z, CTRL)
    assert not process.view.previewing and records(process) == before


def test_another_tab_leaves_it(process: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "ask_text", lambda window, title, label, text, then: then(text))
    first = process.view.diagram
    process.actions_by_id["newDiagram"].trigger()
    process.twin.go_to(first)
    before = records(process)
    ask(process)
    QTest.keyClick(process.view, Key.Key_PageDown, CTRL)
    assert process.view.diagram != first and not process.view.previewing
    assert bar(process) is None and records(process) == before


def test_a_tool_leaves_it(process: MainWindow) -> None:
    ask(process)
    Hands(process).tool("place:task")
    assert not process.view.previewing and process.view.tool == "place:task"


def test_the_window_can_be_closed_meanwhile(process: MainWindow) -> None:
    ask(process)
    process.close()
    assert process.closed


def test_closing_while_it_is_worked_out(process: MainWindow) -> None:
    process.actions_by_id["tidy"].trigger()
    process.close()
    QTest.qWait(150)
    assert process.closed


def test_a_theme_can_be_chosen_meanwhile(process: MainWindow) -> None:
    ask(process)
    process.actions_by_id["themeDark"].trigger()
    assert process.view.previewing and process.view.display.colours.theme.dark
    QTest.keyClick(process.view, Key.Key_Escape)
    assert process.view.display.colours.theme.dark


# motion


def test_things_glide_to_their_places_and_can_be_stopped(moving: MainWindow) -> None:
    moving.actions_by_id["tidy"].trigger()
    until(lambda: moving.view.previewing)
    assert moving.view.gliding
    far = []
    while moving.view.gliding:
        far.append(moving.view.snapshot.far)  # type: ignore[union-attr]
        QTest.qWait(5)
    assert far == sorted(far) and len(far) > 2 and TIME == 0.150
    QTest.keyClick(moving.view, Key.Key_Escape)
    assert moving.view.gliding
    QTest.mouseClick(moving.view, LEFT, pos=QPoint(5, 5))
    assert not moving.view.gliding


def test_undo_of_a_tidied_page_glides(moving: MainWindow) -> None:
    ask(moving)
    QTest.keyClick(moving.view, Key.Key_Return)
    QTest.keyClick(moving.view, Key.Key_Z, CTRL)
    assert moving.view.gliding
    QTest.keyClick(moving.view, Key.Key_Y, CTRL)
    assert moving.view.gliding and moving.view.model.undo_label == "Tidy"


def test_nothing_moves_where_that_is_not_wanted(moving: MainWindow) -> None:
    action = moving.actions_by_id["reduceMotion"]
    assert not moving.settings.flag("view/still")
    action.trigger()
    assert moving.settings.flag("view/still") and not any(view.motion for view in moving.twin.views)
    moving.actions_by_id["tidy"].trigger()
    until(lambda: moving.view.previewing)
    assert not moving.view.gliding
    QTest.keyClick(moving.view, Key.Key_Return)
    QTest.keyClick(moving.view, Key.Key_Z, CTRL)
    assert not moving.view.gliding and not moving.view.model.can_undo
    action.trigger()
    assert all(view.motion for view in moving.twin.views)


def test_over_500_shapes_are_at_once_where_they_belong(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "large.bpmn"
    path.write_bytes(generate.data(520))
    window = opened(path)
    window.actions_by_id["tidy"].trigger()
    until(lambda: window.view.previewing)
    assert not window.view.gliding
    QTest.keyClick(window.view, Key.Key_Escape)
    assert bytes_of(window) == path.read_bytes()


def test_the_last_picture_of_a_glide_is_that_of_the_tiles(moving: MainWindow) -> None:
    ask(moving)
    view = moving.view
    view.hover("")
    first = view.snapshot
    assert first is not None
    last = view.grab().toImage()
    until(lambda: view.snapshot is None and view.tiles.mend(view.rect(), view.frame, float("inf")))
    after = view.grab().toImage()
    width, height = last.width(), last.height()
    other = sum(last.pixel(x, y) != after.pixel(x, y) for x in range(0, width, 3) for y in range(0, height, 3))
    assert other < width * height / 9 * 0.01  # but for the hops of lines, which they do without on their way


# work that takes long


def test_a_long_run_says_so_and_is_given_up_with_escape(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "large.bpmn"
    path.write_bytes(generate.data(1200))
    window = opened(path)
    window.actions_by_id["tidy"].trigger()
    until(lambda: window.status.cancel.isVisible())
    assert window.status.hint.text() == "Tidying…"
    QTest.keyClick(window.view, Key.Key_Escape)
    assert not window.status.cancel.isVisible() and window.status.hint.text() == ""
    QTest.qWait(50)
    assert not window.view.previewing and not window.view.model.can_undo


def test_an_edit_gives_up_what_is_worked_out(process: MainWindow) -> None:
    process.actions_by_id["tidy"].trigger()
    shape = Hands(process).named("Check order")
    with process.view.model.change("Edit"):
        process.view.model.update(shape.id, x=shape.x + 8)
    QTest.qWait(200)
    assert not process.view.previewing


# nothing to do, org charts, words


def test_a_tidy_page_says_so(process: MainWindow) -> None:
    ask(process)
    QTest.keyClick(process.view, Key.Key_Return)
    process.actions_by_id["tidy"].trigger()
    until(lambda: process.status.hint.text() == "This page is tidy already")
    assert not process.view.previewing and bar(process) is None


def test_an_org_chart_is_tidied_in_the_same_way(opened: Open) -> None:
    window = opened(places.samples() / "order-fulfilment.bpmn")
    window.twin.activate(window.twin.org)
    view, model = window.twin.org.view, window.view.model
    view.setFocus()
    box = next(shape for shape in model.referrers(view.diagram, Shape))
    with model.change("Away"):
        model.update(box.id, x=box.x + 400, y=box.y + 300)
    ask(window)
    assert view.previewing and not window.twin.process.view.previewing
    QTest.keyClick(view, Key.Key_Return)
    assert model.undo_label == "Tidy" and model[box.id] == box


def test_the_bar_has_words_for_all_who_cannot_see_it(process: MainWindow) -> None:
    ask(process)
    found = bar(process)
    assert found is not None
    assert QAccessible.queryAccessibleInterface(found).text(QAccessible.Text.Name) == "Preview of the tidied page"
    said = {each.accessibleName() for each in found.findChildren(QPushButton) if each.isVisible()}
    assert {"Keep what is shown", "Leave all as it was", "Show the page as it is now"} <= said
    assert found.words.text().endswith("shapes move")


@pytest.mark.parametrize("wide", [330, 560, 1200])
def test_the_bar_stays_in_the_canvas(process: MainWindow, wide: int) -> None:
    process.twin.show_sides("process")
    process.resize(wide + 60, 700)
    QApplication.processEvents()
    ask(process)
    found = bar(process)
    assert found is not None
    room = process.pane.view.geometry()
    for part in found.findChildren(QWidget):
        if part.isVisible():
            at = part.mapTo(process.pane, QPoint(0, 0))
            assert room.contains(at) and room.contains(at + QPoint(part.width() - 1, part.height() - 1))


def test_neither_pad_nor_card_stands_beside_a_preview(process: MainWindow) -> None:
    hands = Hands(process)
    hands.click(*hands.middle("Check order"))
    until(lambda: process.view.pad.isVisible() and process.card.isVisible())
    ask(process)
    until(lambda: not process.card.isVisible())
    assert not process.view.pad.isVisible()
    QTest.keyClick(process.view, Key.Key_Escape)
    until(lambda: process.view.pad.isVisible() and process.card.isVisible())
    assert hands.selected() == "Check order"


def test_no_key_of_the_page_reaches_it_meanwhile(process: MainWindow) -> None:
    hands = Hands(process)
    hands.click(*hands.middle("Check order"))
    before = records(process)
    ask(process)
    for place_of in (QPointF(200, 200), QPointF(400, 300)):
        hands.tap(process.view, place_of)
        hands.tap(process.view, place_of, ALT)
    QTest.keyClick(process.view, Key.Key_Tab)
    assert records(process) == before and process.view.previewing


# a part of the page


def choose(window: MainWindow, *names: str) -> None:
    window.view.select({Hands(window).named(name).id for name in names})


def settled(window: MainWindow) -> None:
    until(lambda: window.view.previewing and not window.view.gliding)


def elsewhere(window: MainWindow) -> set[str]:
    """The names of the shapes that a preview shows in another place."""
    assert window.view.preview is not None
    shapes = {id: pair for id, pair in window.view.preview.change.records.items() if isinstance(pair[1], Shape)}
    return {window.view.name_of(id) for id, (before, after) in shapes.items() if isinstance(before, Shape)}


def test_the_key_tidies_what_is_selected(process: MainWindow) -> None:
    hands = Hands(process)
    with process.view.model.change("Away"):
        process.view.model.update(hands.named("Pack bikes").id, y=hands.named("Pack bikes").y + 30)
    choose(process, "Pack bikes", "Hand to carrier")
    ask(process)
    assert process.tidying.scope == "selection" and button(process, "Selection").isChecked()
    assert "Hand to carrier" in elsewhere(process) and "Check order" not in elsewhere(process)
    QTest.mouseClick(button(process, "All"), LEFT)
    until(lambda: process.tidying.scope == "all")
    settled(process)
    assert "Check stock" in elsewhere(process)
    QTest.mouseClick(button(process, "Selection"), LEFT)
    until(lambda: process.tidying.scope == "selection")
    QTest.keyClick(process.view, Key.Key_Return)
    assert process.view.model.undo_label == "Tidy selection"
    assert process.view.selection() == {hands.named(name).id for name in ("Pack bikes", "Hand to carrier")}


def test_one_selected_shape_is_no_selection(process: MainWindow) -> None:
    choose(process, "Pack bikes")
    ask(process)
    assert process.tidying.scope == "all" and not button(process, "Selection").isEnabled()


def test_a_step_put_on_another_is_new(process: MainWindow) -> None:
    hands = Hands(process)
    under = hands.named("Pack bikes")
    with process.view.model.change("Draw"):
        place(process.view.model, process.view.diagram, VARIANTS["task"], under.x + 90, under.y + 60, name="Weigh")
    process.actions_by_id["tidyNew"].trigger()
    settled(process)
    assert "Weigh" in elsewhere(process) and "Check order" not in elsewhere(process)
    QTest.keyClick(process.view, Key.Key_Return)
    assert process.view.model.undo_label == "Tidy new"


def test_what_the_page_does_not_show_is_drawn(process: MainWindow) -> None:
    model = process.view.model
    outside = Hands(process).named("Pack bikes")
    with model.change("Undrawn"):
        model.remove(outside.id)
    process.actions_by_id["tidyNew"].trigger()
    settled(process)
    assert "1 is drawn" in process.tidying.sentence(process.view)
    made = [id for id, (before, _) in process.view.preview.change.records.items() if before is None]  # type: ignore[union-attr]
    assert any(id in process.view.display.shapes for id in made) and not any(id in model for id in made)
    process.view.select(made)
    QTest.keyClick(process.view, Key.Key_Escape)
    assert not process.view.selection()
    process.actions_by_id["tidyNew"].trigger()
    settled(process)
    QTest.keyClick(process.view, Key.Key_Return)
    assert Hands(process).named("Pack bikes")


def test_nothing_new_is_said(process: MainWindow) -> None:
    process.actions_by_id["tidyNew"].trigger()
    until(lambda: process.status.hint.text().startswith("Nothing is new"))
    assert not process.view.previewing


def test_pinned_steps_stay_in_a_preview(process: MainWindow) -> None:
    shape = Hands(process).named("Check stock")
    with process.view.model.change("Pin"):
        process.view.model.set_props(shape.id, pinned=True)
    ask(process)
    assert process.view.display.shapes[shape.id].body()[:2] == (shape.x, shape.y)


def test_a_step_is_pinned_in_the_inspector_and_let_go_in_the_menu(process: MainWindow) -> None:
    hands = Hands(process)
    choose(process, "Check stock")
    QTest.keyClick(process.view, Key.Key_F4)
    until(lambda: any(row.what.name == "pinned" for row, _ in process.side.inspector.fields))
    field = next(field for row, field in process.side.inspector.fields if row.what.name == "pinned")
    assert isinstance(field, QCheckBox) and not field.isChecked()
    QTest.mouseClick(field, LEFT, pos=field.rect().center())
    assert hands.named("Check stock").props.flag("pinned")
    process.refresh()
    assert process.actions_by_id["letGo"].isEnabled()
    process.actions_by_id["letGo"].trigger()
    assert not hands.named("Check stock").props.flag("pinned")
    process.refresh()
    assert not process.actions_by_id["letGo"].isEnabled() and process.actions_by_id["pin"].isEnabled()


def test_a_glide_that_nobody_sees_ends(moving: MainWindow) -> None:
    ask(moving)
    QTest.keyClick(moving.view, Key.Key_Escape)
    assert moving.view.gliding
    moving.hide()
    until(lambda: moving.view.snapshot is None)
    moving.show()


def test_what_is_kept_while_the_page_is_shown_as_it_is_glides_there(moving: MainWindow) -> None:
    ask(moving)
    QTest.mouseClick(button(moving, "Before"), LEFT)
    until(lambda: not moving.view.gliding)
    QTest.mouseClick(button(moving, "Keep"), LEFT)
    assert moving.view.gliding


def test_a_change_in_the_midst_of_a_glide_is_seen_at_once(moving: MainWindow) -> None:
    ask(moving)
    QTest.keyClick(moving.view, Key.Key_Return)
    QTest.keyClick(moving.view, Key.Key_Z, CTRL)
    assert moving.view.gliding
    shape = Hands(moving).named("Check order")
    with moving.view.model.change("Edit"):
        moving.view.model.update(shape.id, x=shape.x + 8)
    assert moving.view.snapshot is None


def test_a_page_of_a_sub_process_is_tidied_by_itself(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    model, view = window.view.model, window.view
    QTest.qWait(10)
    sub = place(model, view.diagram, VARIANTS["subProcess"], 400, 300, name="Inner")
    outer = view.diagram
    view.select({sub})
    QTest.keyClick(view, Key.Key_Return, CTRL)
    assert view.diagram != outer
    with model.change("Steps"):
        for at in range(3):
            place(model, view.diagram, VARIANTS["task"], 200 + at * 30, 150 + at * 200, name=f"Step {at}")
    before = {shape.id: shape for shape in model.referrers(outer, Shape)}
    ask(window)
    QTest.keyClick(view, Key.Key_Return)
    assert model.undo_label == "Tidy" and {shape.id: shape for shape in model.referrers(outer, Shape)} == before


def test_what_moves_out_of_sight_is_brought_into_view(process: MainWindow) -> None:
    view, under = process.view, Hands(process).named("Hand to carrier")
    with view.model.change("Draw"):
        place(view.model, view.diagram, VARIANTS["task"], under.x + 90, under.y + 60, name="Weigh")
    view.show_box((under.x, under.y, under.x, under.y), 2.0)
    corner = view.to_diagram(0, 0)
    process.actions_by_id["tidyNew"].trigger()
    settled(process)
    seen, box = view.frame.box(view.rect()), view.display.shapes[Hands(process).named("Weigh").id].body()
    assert seen[0] <= box[0] and box[2] <= seen[2] and seen[1] <= box[1] and box[3] <= seen[3]
    QTest.keyClick(view, Key.Key_Escape)
    assert view.to_diagram(0, 0) == corner


def test_a_preview_does_no_harm_to_what_a_screen_reader_holds(opened: Open, sample: Path) -> None:
    """A slot added late to a canvas that a screen reader knows made the program end with the window."""
    QAccessible.setActive(True)
    window = opened(sample)
    window.twin.activate(window.twin.process)
    choose(window, "Check order", "Check stock")
    ask(window)
    window.close()


# rows


def test_a_long_flat_page_can_be_laid_out_in_rows(opened: Open, tmp_path: Path) -> None:
    records, page = blank()
    model = Model(records)
    at = place(model, page, VARIANTS["task"], 100, 100, name="Step 1")
    for number in range(2, 15):
        at = append(model, at, VARIANTS["task"], name=f"Step {number}")
    document = new_document(list(model.records.values()))
    save(document, tmp_path / "long.bpmn")
    window = opened(tmp_path / "long.bpmn")
    window.twin.activate(window.twin.process)
    window.view.motion = False
    window.actions_by_id["tidyRows"].trigger()
    settled(window)
    shown = [picture.body() for picture in window.view.display.shapes.values()]
    assert len({body[1] for body in shown}) > 1
    assert max(body[2] for body in shown) - min(body[0] for body in shown) <= window.view.width()
    QTest.keyClick(window.view, Key.Key_Return)
    assert window.view.model.undo_label == "Tidy"


def test_rows_are_not_offered_where_work_stands_in_several_lanes(process: MainWindow) -> None:
    ask(process)
    assert not button(process, "In rows").isEnabled()
    QTest.keyClick(process.view, Key.Key_Escape)
    process.actions_by_id["tidyRows"].trigger()
    until(lambda: "Rows need work" in process.status.hint.text())
    assert not process.view.previewing
