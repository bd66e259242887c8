"""Every action: it has words, a place, keys of its own, and does something when it is triggered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from opsdesigner.app.commands.actions import CANVAS, Action, full_text
from opsdesigner.app.commands.search import entries
from opsdesigner.app.commands.table import rows
from opsdesigner.app.help.shortcuts import shortcuts_page
from opsdesigner.app.window import MainWindow
from opsdesigner.edit import pinning
from opsdesigner.edit.draw import place, rename
from opsdesigner.edit.pages import add_page
from opsdesigner.edit.resizing import resize
from opsdesigner.edit.seats import add
from opsdesigner.model import Diagram, Shape
from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.variants import VARIANTS
from opsdesigner.places import resources

from .conftest import Open, node_of, shape_named

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ROWS = rows()
LEAVES = {"quit", "minimise", "maximise", "fullScreen", "print"}  # looked at apart


def test_ids_are_unique() -> None:
    assert [id for id, count in Counter(row.id for row in ROWS).items() if count > 1] == []


def test_no_two_actions_share_a_key() -> None:
    """An action for one kind of diagram only may have the key of one for another kind."""
    taken: dict[tuple[str, str], str] = {}
    for row in ROWS:
        for key in row.keys:
            plain = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
            assert plain, f"{row.id}: {key} is no key"
            for page in ("", ORG_CHART) if row.page is None else (row.page,):
                assert (plain, page) not in taken, f"{plain}: {row.id} and {taken.get((plain, page))}"
                taken[plain, page] = row.id


def test_single_letters_count_on_the_canvas_only() -> None:
    wrong = [row.id for row in ROWS for key in row.keys if len(key) == 1 and row.where != CANVAS]
    assert wrong == ["writeLine"]  # a sign, which fields keep for themselves


def test_every_action_is_named_and_in_the_command_palette(opened: Open, sample: Path) -> None:
    window = opened(sample)
    found = {entry.text for entry in entries(window)}
    for row in ROWS:
        action = window.findChild(QAction, f"action.{row.id}")
        assert action is not None, row.id
        assert action.text(), row.id
        assert row.id == "commands" or full_text(row, action) in found, row.id


def test_every_menu_entry_is_an_action_of_the_table(opened: Open, sample: Path) -> None:
    window = opened(sample)
    made = set(window.actions_by_id.values())
    for menu in window.top.menus.findChildren(QMenu):
        for action in menu.actions():
            assert action in made or action.isSeparator() or action.menu() is not None, action.text()


def test_no_menu_is_empty(opened: Open) -> None:
    window = opened()
    for name, menu in window.menus.items():
        assert menu.actions(), name


def test_the_page_of_shortcuts_is_what_the_table_says() -> None:
    assert (resources() / "help" / "shortcuts.md").read_text("utf-8") == shortcuts_page(ROWS)


@pytest.fixture
def loaded(opened: Open, sample: Path) -> MainWindow:
    """A window on a sample with a second page, something to undo, to redo and to paste."""
    window = opened(sample)
    model, first = window.view.model, window.view.diagram
    add_page(model, "Second")
    lane = model.get(shape_named(window, "Stores"), Shape)
    assert lane is not None
    spot = (lane.x + lane.width - 100, lane.y + lane.height / 2)
    place(model, first, VARIANTS["subProcess"], *spot, name="Closed one")
    rename(model, shape_named(window, "Pick goods"), "Take goods")
    rename(model, shape_named(window, "Send invoice"), "Write invoice")
    model.undo()
    window.view.setFocus()
    window.view.select({shape_named(window, "Check order")})
    window.refresh()
    window.actions_by_id["copy"].trigger()
    window.finder.text.setText("order")
    window.finder.search()
    return window


def selections(window: MainWindow) -> Iterator[set[str]]:
    """What may be selected so that an action can be done."""

    def named(*names: str) -> set[str]:
        return {shape_named(window, name) for name in names}

    yield named("Check order")
    yield named("Check stock", "Take goods", "Order parts")
    yield named("Sales")
    yield named("Stores")
    yield named("Closed one")
    yield set()


def state(window: MainWindow) -> object:
    """All that an action may change, seen from outside."""
    view = window.view
    shown = {
        id(widget)
        for widget in [*QApplication.topLevelWidgets(), *window.findChildren(QWidget)]
        if widget.isVisible() and not isinstance(widget, QMenu)
    }
    corner = view.to_diagram(0, 0)
    return (
        dict(view.model.records),
        view.diagram,
        view.selection(),
        view.tool,
        (round(view.zoom, 4), round(corner.x(), 2), round(corner.y(), 2)),
        shown,
        QGuiApplication.clipboard().text(),
        window.document is None,
        window.style_in_use.choice,
        window.style_in_use.white_paper,
        window.style_in_use.text_size,
        window.tools.width(),
        (window.twin.shown, window.twin.turned),
        window.capture_bar.big,
        (view.display.hopping, view.motion, view.previewing),
        window.settings.flag("print/posters"),
        window.focusWidget(),
        window.windowState(),
        view.letters is not None,
        window.status.hint.text(),
        window.isWindowModified(),
        window.saving,
        QApplication.activePopupWidget() is not None,
    )


def prepared(window: MainWindow, row: Action) -> None:
    """Brings the window where this action has something to do."""
    view = window.view
    before: dict[str, Callable[[], object]] = {
        "themeSystem": lambda: window.actions_by_id["themeDark"].trigger(),
        "themeLight": lambda: window.actions_by_id["themeDark"].trigger(),
        "textSize100": lambda: window.actions_by_id["textSize150"].trigger(),
        "select": lambda: view.set_tool("hand"),
        "zoom100": lambda: view.zoom_at(0.5, view.rect().center().toPointF()),
        "fit": lambda: view.zoom_at(2.0, view.rect().center().toPointF()),
        "go_first": lambda: view.select({shape_named(window, "Take goods")}),
        "fitToName": lambda: made_small(window, "Check order"),
        "bothSides": lambda: window.twin.show_by_hand("process"),
        "unowned": lambda: given_up(window, "Finance"),
        "idleRoles": lambda: (add(view.model, window.twin.org.diagram, name="Spare"), window.waiting.update_now()),
        "rolesFromLanes": lambda: given_up(window, "Finance"),
        "letGo": lambda: pinning.pin(view.model, [shape_named(window, "Check order")], True),
        "copyImage": lambda: QGuiApplication.clipboard().setText("nothing"),
        "pastePeople": lambda: QGuiApplication.clipboard().setText("Name\tTitle\nAnna\tSeller\nBen\tBuyer"),
        "copy": lambda: QGuiApplication.clipboard().setText("nothing"),
        "drillUp": lambda: (view.select({shape_named(window, "Closed one")}), window.refresh(), view.drill_down()),
    }
    if row.id == "leaveComparison":
        window.comparison.start("the same", lambda: dict(view.model.records))
        for _ in range(500):
            if window.comparing:
                break
            QTest.qWait(10)
    if row.id in before:
        before[row.id]()
    if row.id in window.actions_by_id:
        window.refresh()


def given_up(window: MainWindow, name: str) -> None:
    """A lane stands for nobody."""
    model = window.view.model
    with model.change("Stands for nobody"):
        model.update(node_of(window, shape_named(window, name)).id, resource="")
    window.waiting.update_now()


def made_small(window: MainWindow, name: str) -> None:
    shape = window.view.model.get(shape_named(window, name), Shape)
    assert shape is not None
    resize(window.view.model, shape.id, (shape.x, shape.y, shape.x + 64, shape.y + 36))


def close_what_opened(window: MainWindow) -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for widget in QApplication.topLevelWidgets():
        if widget is not window and isinstance(widget, QDialog) and widget.isVisible():
            widget.close()
    for dialog in window.findChildren(QDialog):
        dialog.close()


NEEDS_A_NOTE = {"nextNote", "previousNote"}
BESIDE = {"tidy", "tidySelection", "tidyNew", "tidyAll", "tidyRows"}  # worked out beside the window
ONE_BY_ONE = [
    row
    for row in ROWS
    if row.id not in LEAVES | NEEDS_A_NOTE and not row.id.startswith("insert.") and row.page != ORG_CHART
]


AT_ONCE = 6  # actions that are tried in one window


@pytest.mark.parametrize("first", range(0, len(ONE_BY_ONE), AT_ONCE), ids=lambda at: ONE_BY_ONE[at].id)
def test_every_action_does_something(loaded: MainWindow, first: int) -> None:
    model = loaded.view.model
    began, page = model.moment, loaded.view.diagram
    for row in ONE_BY_ONE[first : first + AT_ONCE]:
        does_something(loaded, row)
        QTest.keyClick(QApplication.focusWidget() or loaded.view, Qt.Key.Key_Escape)
        while model.moment is not began and model.can_undo:
            model.undo()
        loaded.actions_by_id["bothSides"].trigger()
        loaded.twin.go_to(page)
        loaded.twin.activate(loaded.twin.process)
        loaded.view.setFocus()
        QApplication.processEvents()


def test_every_element_can_be_inserted(loaded: MainWindow) -> None:
    model = loaded.view.model
    for row in ROWS:
        if row.id.startswith("insert.") and row.page != ORG_CHART:
            before = model.undo_label, len(model.records)
            does_something(loaded, row)
            QTest.keyClick(QApplication.focusWidget() or loaded.view, Qt.Key.Key_Escape)
            loaded.view.set_tool("select")
            while (model.undo_label, len(model.records)) != before:
                model.undo()


def does_something(window: MainWindow, row: Action) -> None:
    """Triggers it where it is enabled, with what it needs selected, and compares."""
    prepared(window, row)
    action = window.actions_by_id[row.id]
    for ids in selections(window) if row.id not in ("drillUp", "go_first") else [None]:
        if ids is not None:
            window.view.select(ids)
        window.refresh()
        if not action.isEnabled():
            continue
        QApplication.processEvents()
        before = state(window)
        action.trigger()
        QApplication.processEvents()
        for _ in range(500 if row.id in BESIDE else 0):
            if state(window) != before:
                break
            QTest.qWait(4)
        done = state(window) != before
        close_what_opened(window)
        if done:
            return
    raise AssertionError(f"{row.id} can never be done, or does nothing")


def test_full_screen_comes_and_goes(loaded: MainWindow) -> None:
    loaded.actions_by_id["fullScreen"].trigger()
    assert loaded.isFullScreen()
    loaded.actions_by_id["fullScreen"].trigger()
    assert not loaded.isFullScreen()


def test_maximise_comes_and_goes(loaded: MainWindow) -> None:
    loaded.actions_by_id["maximise"].trigger()
    assert loaded.isMaximized()
    loaded.actions_by_id["maximise"].trigger()
    assert not loaded.isMaximized()


def test_quit_closes_the_windows(opened: Open, sample: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    with qtbot.waitSignal(window.destroyed):
        window.actions_by_id["quit"].trigger()


def test_both_redo_keys(loaded: MainWindow) -> None:
    view = loaded.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert shape_named(loaded, "Write invoice")
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert shape_named(loaded, "Write invoice")


def test_letters_typed_in_a_field_are_text(loaded: MainWindow) -> None:
    loaded.actions_by_id["find"].trigger()
    QTest.keyClicks(loaded.finder.text, "reach/")
    assert loaded.finder.text.text() == "reach/"
    assert loaded.view.tool == "select"


def test_tabs_are_turned_by_key(loaded: MainWindow) -> None:
    first = loaded.view.diagram
    QTest.keyClick(loaded.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert loaded.view.diagram != first
    QTest.keyClick(loaded.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert loaded.view.diagram == first
    assert len([page for page in loaded.view.model.all(Diagram) if not page.kind]) == 2


def test_a_tool_is_armed_once_and_kept_by_a_double_click(loaded: MainWindow) -> None:
    window, view = loaded, loaded.view
    window.pane.step(1)
    button = next(each for each in window.tools.buttons if each.tool.tool == "place:task")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.tool == "place:task"
    assert button.isChecked()
    free = QPoint(200, 200)
    before = len(view.display.shapes)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=free)
    assert len(view.display.shapes) == before + 1
    assert view.tool == "select"
    QTest.keyClick(window.focusWidget() or view, Qt.Key.Key_Escape)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    for by in (160, 320):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=free + QPoint(by, 0))
        QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Escape)
        assert view.tool == "place:task"
    view.set_tool("select")


def test_the_palette_scrolls_in_a_low_window(opened: Open, sample: Path) -> None:
    window = opened(sample, size=(900, 480))
    last = [button for button in window.tools.buttons if button.isVisibleTo(window)][-1]
    window.tools.ensureWidgetVisible(last)
    assert (
        window.tools.viewport().rect().intersects(last.rect().translated(last.mapTo(window.tools.viewport(), QPoint())))
    )


def test_tools_show_their_names_and_keys_when_asked(opened: Open, sample: Path) -> None:
    window = opened(sample)
    tools, narrow = window.tools, window.tools.width()
    window.actions_by_id["toolNames"].trigger()
    QApplication.processEvents()
    assert tools.width() > 3 * narrow
    for button in tools.buttons:
        assert button.text().strip() == button.accessibleName()
        assert button.sizeHint().width() <= button.width() <= tools.viewport().width()
    assert opened(sample).tools.width() == tools.width()
    window.actions_by_id["toolNames"].trigger()
    assert tools.width() == narrow
