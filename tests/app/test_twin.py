"""Two sides of one window: which are shown and in use, what lights what, who is given what by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from opsdesigner import places
from opsdesigner.app.sides.pane import Pane
from opsdesigner.app.sides.twin import BOTH, ORG_ALONE, PROCESS_ALONE
from opsdesigner.app.window import MainWindow
from opsdesigner.canvas.view import CanvasView
from opsdesigner.edit.beginning import begin_chart
from opsdesigner.edit.pages import add_page
from opsdesigner.edit.seats import add, new_chart
from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.model.queries import pool_of, shape_of
from opsdesigner.notation.ownership import letters, owned_by, owner_of

from .conftest import Open
from .hands import Hands

LEFT, PLAIN, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
Kind, Key = QEvent.Type, Qt.Key


@pytest.fixture
def window(opened: Open, sample: Path) -> MainWindow:
    made = opened(sample, size=(1600, 900))
    made.activateWindow()
    settle()
    return made


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def node(model: Model, name: str, *kinds: str) -> Id:
    return next(each.id for each in model.all(Node) if each.name == name and (not kinds or each.kind in kinds))


def shape(pane: Pane, name: str, *kinds: str) -> Id:
    found = shape_of(pane.view.model, node(pane.view.model, name, *kinds), pane.diagram)
    assert found is not None
    return found.id


def at(pane: Pane, id: Id, dx: float = 0, dy: float = 0) -> QPointF:
    """The middle of a shape, in px of its canvas."""
    picture = pane.view.display.shapes[id]
    return pane.view.to_view(picture.x + picture.w / 2 + dx, picture.y + picture.h / 2 + dy)


def send(pane: Pane, kind: Kind, place: QPointF, held: bool = True) -> None:
    button = Qt.MouseButton.NoButton if kind == Kind.MouseMove else LEFT
    glob = QPointF(pane.view.mapToGlobal(place.toPoint()))
    QApplication.sendEvent(
        pane.view, QMouseEvent(kind, place, glob, button, LEFT if held else Qt.MouseButton.NoButton, PLAIN)
    )


def click(pane: Pane, id: Id) -> None:
    send(pane, Kind.MouseButtonPress, at(pane, id))
    send(pane, Kind.MouseButtonRelease, at(pane, id), False)
    settle()


def carry(source: Pane, id: Id, other: Pane, place: QPointF, drop: bool = True) -> None:
    """Drags a shape off its canvas to a place of the other one."""
    start = at(source, id)
    end = QPointF(source.view.mapFromGlobal(other.view.mapToGlobal(place)))
    send(source, Kind.MouseButtonPress, start)
    for part in (0.02, 0.1, 0.6, 1.0):
        send(source, Kind.MouseMove, start + (end - start) * part)
    if drop:
        send(source, Kind.MouseButtonRelease, end, False)
    settle()


# which sides are shown


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
def test_an_org_chart_opens_from_its_top_in_full_size_where_it_is_as_wide_as_that(
    opened: Open, size: tuple[int, int]
) -> None:
    view = opened(places.samples() / "bright-bikes.bpmn", size=size).twin.org.view
    left, top, right, _ = view.display.bounds
    assert view.zoom == 1.0
    a, b = view.to_view(left, top), view.to_view(right, top)
    assert a.x() >= 8 and b.x() <= view.width() - 8 and abs(a.x() - (view.width() - b.x())) <= 2
    assert 16 <= a.y() <= 40


def test_a_chart_too_wide_to_be_read_opens_at_its_first_box(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    model = window.view.model
    with model.change("Many"):
        chart = new_chart(model)
        boss = add(model, chart, name="Boss")
        for at in range(14):
            for _ in range(2):  # side by side, each with one below
                add(model, chart, boss=add(model, chart, boss=boss, name=f"Head {at}"), name="One")
    settle()
    view = window.twin.org.view
    assert view.zoom == 0.5
    assert abs(at_middle(view, boss) - view.width() / 2) <= 2


def at_middle(view: CanvasView, id: Id) -> float:
    picture = view.display.shapes[id]
    return view.to_view(picture.x + picture.w / 2, picture.y).x()


def test_a_document_with_an_org_chart_shows_both_sides(window: MainWindow) -> None:
    twin = window.twin
    assert twin.shown == BOTH
    assert [pane.view.objectName() for pane in twin.panes] == ["orgCanvas", "processCanvas"]
    assert twin.org.view.isVisible() and twin.process.view.isVisible()
    assert twin.org.view.model is twin.process.view.model
    assert abs(twin.org.width() - 420) < 3
    assert window.view is twin.process.view


def test_a_document_without_one_shows_the_process_alone(opened: Open) -> None:
    window = opened()
    window.actions_by_id["new"].trigger()
    assert window.twin.shown == PROCESS_ALONE


def test_alt_and_a_number_choose_the_sides(window: MainWindow) -> None:
    hands = Hands(window)
    for key, which in ((Key.Key_2, ORG_ALONE), (Key.Key_3, PROCESS_ALONE), (Key.Key_1, BOTH)):
        hands.key(key, ALT)
        assert window.twin.shown == which
    hands.key(Key.Key_2, ALT)
    assert window.view is window.twin.org.view and window.twin.org.view.hasFocus()
    hands.key(Key.Key_3, ALT)
    assert window.view is window.twin.process.view and window.twin.process.view.hasFocus()


def test_the_sides_and_their_size_are_remembered(window: MainWindow, opened: Open, sample: Path) -> None:
    window.actions_by_id["turnSides"].trigger()
    window.actions_by_id["orgAlone"].trigger()
    window.close()
    again = opened(sample)
    assert again.twin.shown == ORG_ALONE and again.twin.turned


def test_the_splitter_turns(window: MainWindow) -> None:
    window.actions_by_id["turnSides"].trigger()
    settle()
    org, process = window.twin.panes
    assert org.geometry().bottom() < process.geometry().top()
    window.actions_by_id["turnSides"].trigger()
    settle()
    assert org.geometry().right() < process.geometry().left()


@pytest.mark.parametrize("turned", [False, True])
def test_the_grip_is_caught_from_some_way_off(window: MainWindow, turned: bool) -> None:
    twin = window.twin
    if turned:
        twin.turn_by_hand()
        settle()
    strip, before = twin.splitter.handle(1), twin.splitter.sizes()[0]
    along = QPoint(0, 40) if turned else QPoint(40, 0)
    start = strip.mapTo(twin, strip.rect().center()) + (QPoint(0, 10) if turned else QPoint(10, 0))
    hit = twin.childAt(start)
    assert hit is not None
    for kind, place in ((Kind.MouseButtonPress, start), (Kind.MouseMove, start + along)):
        there = QPointF(hit.mapFrom(twin, place))
        QApplication.sendEvent(hit, QMouseEvent(kind, there, QPointF(twin.mapToGlobal(place)), LEFT, LEFT, PLAIN))
    settle()
    assert abs(twin.splitter.sizes()[0] - before - 40) <= 2
    assert twin.childAt(strip.mapTo(twin, strip.rect().center())) is hit  # it has gone along


def test_a_page_nobody_has_moved_suits_the_room_a_side_gets(opened: Open) -> None:
    window = opened(places.samples() / "bright-bikes.bpmn", size=(1280, 720))
    settle()
    view = window.twin.org.view
    window.actions_by_id["orgAlone"].trigger()
    settle()
    left, _, right, _ = view.display.bounds
    assert view.width() > 1000
    assert abs(view.to_view((left + right) / 2, 0).x() - view.width() / 2) <= 2
    view.pan(QPointF(37, 5))
    seen = view.to_view(0, 0)
    window.actions_by_id["bothSides"].trigger()
    settle()
    assert view.to_view(0, 0) == seen


def test_each_side_has_its_own_zoom_and_commands_are_about_the_one_in_use(window: MainWindow) -> None:
    org, process = window.twin.panes
    before = process.view.zoom
    org.view.setFocus()
    window.actions_by_id["zoom100"].trigger()
    assert org.view.zoom == 1.0 and process.view.zoom == before
    assert org.zoom.text().startswith("100") and not process.zoom.text().startswith("100")
    assert window.status.zoom.text() == org.zoom.text()


def test_tabs_of_one_side_hold_only_its_diagrams(window: MainWindow) -> None:
    twin, model = window.twin, window.view.model
    begin_chart(model, "To be")
    add_page(model, "Returns")
    settle()
    assert [twin.org.tabs.tabText(i) for i in range(twin.org.tabs.count())] == ["Organisation", "To be"]
    assert "Returns" in [twin.process.tabs.tabText(i) for i in range(twin.process.tabs.count())]
    assert twin.process.tabs.count() == 2


def test_esc_from_the_tools_goes_to_the_canvas_last_used(window: MainWindow) -> None:
    window.twin.org.view.setFocus()
    window.tools.buttons[0].setFocus()
    QTest.keyClick(window.tools.buttons[0], Key.Key_Escape)
    assert window.twin.org.view.hasFocus()


def test_f6_goes_round_both_canvases(window: MainWindow) -> None:
    hands, seen = Hands(window), []
    window.top.search.setFocus()
    for _ in range(6):
        hands.key(Key.Key_F6)
        seen.append(QApplication.focusWidget())
    twin = window.twin
    wanted = [twin.org.view, twin.process.tabs, twin.process.view]
    places = [seen.index(each) for each in wanted]
    assert places == sorted(places)


# without a chart


def bare(opened: Open) -> MainWindow:
    window = opened(places.resources() / "templates" / "lanes-by-role.bpmn")
    window.activateWindow()
    window.actions_by_id["bothSides"].trigger()
    settle()
    return window


def test_without_a_chart_the_side_says_how_to_begin_and_enter_makes_the_first_role(opened: Open) -> None:
    window = bare(opened)
    assert window.bare.isVisible() and window.bare.hasFocus()
    QTest.keyClick(window.bare, Key.Key_Return)
    settle()
    roles = [each for each in window.view.model.all(Node) if each.kind == "role"]
    assert len(roles) == 1 and not window.bare.isVisible()
    assert window.twin.org.view.editing()
    window.twin.org.view.close_over()
    window.actions_by_id["undo"].trigger()
    settle()
    assert window.bare.isVisible() and not window.twin.org.diagram


def test_roles_come_from_the_lanes_with_one_click(opened: Open) -> None:
    window = bare(opened)
    QTest.mouseClick(window.bare.lanes, LEFT)
    settle()
    model = window.view.model
    names = {each.name for each in model.all(Node) if each.kind == "role"}
    assert names == {"Sales", "Operations", "Finance"}
    assert window.twin.org.view.isVisible() and len(window.twin.org.view.display.shapes) == 3
    assert owner_of(model, node(model, "Take order")) == node(model, "Sales", "role")


def test_the_empty_side_opens_a_sample(opened: Open) -> None:
    window = bare(opened)
    assert "drop a list of people" in window.bare._words.text()
    QTest.mouseClick(window.bare.sample, LEFT)
    settle()
    charts = [each for each in window.others() if each.twin.org.diagram and each.twin.shown == BOTH]
    assert len(charts) == 1 and charts[0].document is not None and charts[0].document.path is None


# lighting


def test_a_role_lights_its_steps_and_joins_them(window: MainWindow) -> None:
    org, process = window.twin.panes
    box = shape(org, "Stores", "role")
    before = {id: each.box() for id, each in process.view.display.shapes.items()}
    click(org, box)
    lighting = process.view.lighting
    assert lighting is not None
    assert {shape(process, "Check stock"), shape(process, "In stock?"), shape(process, "Pick goods")} <= lighting.bright
    assert shape(process, "Check order") not in lighting.bright
    assert set(lighting.bands) == {shape(process, "Stores", "lane")}
    assert org.view.lighting is not None and org.view.lighting.bright == {box}
    threads = window.links.threads
    assert len(threads.lines) == 3 and len(threads.cords) == 1
    assert [knot.text() for knot in threads.knots if knot.isVisible()] == ["ST 3"]
    assert before == {id: each.box() for id, each in process.view.display.shapes.items()}
    QTest.keyClick(org.view, Key.Key_Escape)
    settle()
    assert process.view.lighting is None and org.view.lighting is None
    assert not threads.lines and not any(knot.isVisible() for knot in threads.knots)


def test_threads_end_where_their_steps_are_also_after_the_page_has_moved(window: MainWindow) -> None:
    org, process = window.twin.panes
    click(org, shape(org, "Stores", "role"))
    process.view.pan(QPointF(-31, 17))
    picture = process.view.display.shapes[shape(process, "Check stock")]
    corner = process.view.mapTo(window.twin, process.view.to_view(picture.x + 1, picture.y + 1).toPoint())
    ends = [line.end for line in window.links.threads.lines]
    assert min((end - QPointF(corner)).manhattanLength() for end in ends) <= 2


def test_what_is_out_of_view_has_no_thread_and_is_not_counted(window: MainWindow) -> None:
    org, process = window.twin.panes
    click(org, shape(org, "Stores", "role"))
    process.view.show_box((5000, 5000, 5000, 5000), 1.0)
    assert not window.links.threads.lines
    assert [knot.text() for knot in window.links.threads.knots if knot.isVisible()] == ["ST 0"]


def test_a_step_lights_its_owner_and_the_line_of_command(window: MainWindow) -> None:
    org, process = window.twin.panes
    click(process, shape(process, "Pick goods"))
    lighting = org.view.lighting
    assert lighting is not None and shape(org, "Stores", "role") in lighting.lit
    assert shape(org, "Managing director") in lighting.bright and shape(org, "Sales", "role") not in lighting.bright
    assert process.view.lighting is None
    assert len(window.links.command) == 2 and len(window.links.threads.lines) == 1


def test_who_else_has_a_part_gets_a_letter_on_the_box(window: MainWindow) -> None:
    from opsdesigner.edit.assigning import assign

    org, process = window.twin.panes
    model, step = window.view.model, shape(process, "Pick goods")
    assign(model, [step], node(model, "Sales", "role"), "I")
    assign(model, [step], node(model, "Managing director"), "A")
    click(process, step)
    parts = window.links.parts
    assert parts[shape(org, "Sales", "role")] == "I" and parts[shape(org, "Managing director")] == "A"


def test_there_is_one_selection(window: MainWindow) -> None:
    org, process = window.twin.panes
    click(org, shape(org, "Stores", "role"))
    click(process, shape(process, "Check order"))
    assert not org.view.selection() and window.view is process.view


def test_the_knot_lists_all_steps_and_goes_to_one(window: MainWindow) -> None:
    org, process = window.twin.panes
    click(org, shape(org, "Stores", "role"))
    knot = next(knot for knot in window.links.threads.knots if knot.isVisible())
    QTest.mouseClick(knot, LEFT)
    assert [row.entry.label for row in process.view.chooser.shown if row.entry] == [
        "Check stock",
        "In stock?",
        "Pick goods",
    ]
    Hands(window).type("pick")
    QTest.keyClick(process.view.chooser.field, Key.Key_Return)
    assert process.view.selection() == {shape(process, "Pick goods")}


def test_the_status_bar_says_how_many_steps_a_role_has(window: MainWindow) -> None:
    org = window.twin.org
    click(org, shape(org, "Stores", "role"))
    assert window.status.selection.text() == "Stores selected, 3 steps in 1 process"


# the card


def test_the_card_of_a_role_lists_its_steps_and_goes_to_them(window: MainWindow) -> None:
    org, process = window.twin.panes
    click(org, shape(org, "Stores", "role"))
    window.cards["org"].update_now()
    card = window.cards["org"]
    assert card.isVisible()
    steps = [each for each in card.findChildren(QPushButton, "ownedStep") if each.isVisible()]
    assert [each.accessibleName().split(",")[0] for each in steps] == ["Check stock", "In stock?", "Pick goods"]
    QTest.mouseClick(steps[2], LEFT)
    settle()
    assert process.view.selection() == {shape(process, "Pick goods")}


@pytest.mark.parametrize("name", ["Stores", "Sales", "Shipping", "Managing director", "Wheelworks"])
def test_the_card_of_a_role_keeps_clear_of_its_box_and_the_pad(opened: Open, name: str) -> None:
    window = opened(places.samples() / "bright-bikes.bpmn", size=(1280, 720))
    settle()
    org, card = window.twin.org, window.cards["org"]
    click(org, shape(org, name, "role"))
    QTest.qWait(400)
    assert card.isVisible() and org.view.pad.isVisible()
    body = card._at(card.pos())
    assert not body.intersects(org.view.pad.stands())
    assert not body.intersects(QRectF(at(org, shape(org, name, "role"), -80, -28), QSizeF(160, 56)))


def test_a_card_without_room_is_folded_and_opens_by_its_button(opened: Open) -> None:
    window = opened(places.samples() / "bright-bikes.bpmn", size=(1280, 766))
    settle()
    org, card = window.twin.org, window.cards["org"]
    click(org, shape(org, "Stores", "role"))
    QTest.qWait(400)
    folded = card.height()
    steps = card.findChildren(QPushButton, "ownedStep")
    assert steps and not any(step.isVisible() for step in steps)
    button = card.findChild(QToolButton)
    assert button is not None and button.isVisible()
    button.click()
    settle()
    assert card.height() > folded + 80 and all(step.isVisible() for step in steps)
    assert card.geometry().bottom() <= org.height()
    assert not org.view.pad.isVisible()


def test_a_deputy_is_named_from_the_card(window: MainWindow) -> None:
    from opsdesigner.notation.organisation import deputies

    org, model = window.twin.org, window.view.model
    click(org, shape(org, "Stores", "role"))
    card = window.cards["org"]
    card.update_now()
    card.rows.deputy.click()  # type: ignore[union-attr]
    Hands(window).type("shipping")
    QTest.keyClick(org.view.chooser.field, Key.Key_Return)
    assert [each.name for each in deputies(model, node(model, "Stores", "role"))] == ["Shipping"]


# going about


def test_from_a_role_to_its_steps_and_back(window: MainWindow) -> None:
    org, process = window.twin.panes
    hands = Hands(window)
    org.view.setFocus()
    click(org, shape(org, "Stores", "role"))
    for name in ("Check stock", "In stock?", "Pick goods", "Check stock"):
        hands.key(Key.Key_F7)
        assert process.view.selection() == {shape(process, name)}
    hands.key(Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    assert org.view.selection() == {shape(org, "Stores", "role")} and org.view.hasFocus()
    hands.key(Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    assert process.view.selection() == {shape(process, "Check stock")}


def test_steps_without_an_owner_are_one_click_away(window: MainWindow) -> None:
    process, model = window.twin.process, window.view.model
    lane = node(model, "Shipping", "lane")
    with model.change("Stands for nobody"):
        model.update(lane, resource="")
    window.waiting.update_now()
    settle()
    assert window.status.unowned.isVisible() and "3 steps without an owner" in window.status.unowned.text()
    QTest.mouseClick(window.status.unowned, LEFT)
    names = {model.get(model[id].node, Node).name for id in process.view.selection()}  # type: ignore[union-attr]
    assert names == {"Pack bikes", "Hand to carrier", "Book second carrier"}
    QTest.mouseClick(window.status.unowned, LEFT)
    assert len(process.view.selection()) == 1


def test_roles_without_steps_are_one_click_away(window: MainWindow) -> None:
    org, model = window.twin.org, window.view.model
    add(model, org.diagram, name="Night watch")
    window.waiting.update_now()
    settle()
    assert window.status.idle.isVisible()
    QTest.mouseClick(window.status.idle, LEFT)
    roles = [model[id].node for id in org.view.selection()]  # type: ignore[union-attr]
    assert roles and not any(owned_by(model, role) for role in roles)


# giving by mouse


def test_a_role_dropped_on_a_step_owns_it(window: MainWindow) -> None:
    org, process = window.twin.panes
    model, step = window.view.model, shape(process, "Check order")
    carry(org, shape(org, "Stores", "role"), process, at(process, step), drop=False)
    assert process.view._said == "Drop: Stores owns this"
    carry_end(org, process, at(process, step))
    assert owner_of(model, node(model, "Check order")) == node(model, "Stores", "role")
    window.actions_by_id["undo"].trigger()
    assert owner_of(model, node(model, "Check order")) == node(model, "Sales", "role")


def carry_end(source: Pane, other: Pane, place: QPointF) -> None:
    end = QPointF(source.view.mapFromGlobal(other.view.mapToGlobal(place)))
    send(source, Kind.MouseButtonRelease, end, False)
    settle()


def test_where_it_may_not_be_dropped_the_reason_is_said(window: MainWindow) -> None:
    org, process = window.twin.panes
    model, step = window.view.model, shape(process, "Pick goods")
    version = model.version
    carry(org, shape(org, "Stores", "role"), process, at(process, step), drop=False)
    assert process.view._said == "Already owned by Stores" and process.view._said_no
    carry_end(org, process, at(process, step))
    assert model.version == version


def test_dragging_a_box_across_moves_it_nowhere_on_its_chart(window: MainWindow) -> None:
    org, process = window.twin.panes
    model, box = window.view.model, shape(org, "Stores", "role")
    before = model[box]
    carry(org, box, process, at(process, shape(process, "Check order")))
    assert model[box] == before and org.view.gesture is None and org.view.snapshot is None


def test_a_role_dropped_on_one_of_several_selected_steps_owns_them_all(window: MainWindow) -> None:
    org, process = window.twin.panes
    model = window.view.model
    both = {shape(process, "Check order"), shape(process, "Offer partial order")}
    process.view.setFocus()
    process.view.select(both)
    carry(org, shape(org, "Stores", "role"), process, at(process, shape(process, "Check order")))
    stores = node(model, "Stores", "role")
    assert owner_of(model, node(model, "Check order")) == owner_of(model, node(model, "Offer partial order")) == stores


def test_a_role_dropped_on_a_lanes_header_gives_it_the_lane(window: MainWindow) -> None:
    org, process = window.twin.panes
    model, lane = window.view.model, shape(process, "Finance", "lane")
    picture = process.view.display.shapes[lane]
    header = process.view.to_view(picture.x + 15, picture.y + picture.h / 2)
    carry(org, shape(org, "Managing director"), process, header)
    band = model.get(model[lane].node, Node)  # type: ignore[union-attr]
    assert band is not None and band.resource == node(model, "Managing director") and band.name == "Managing director"


def test_a_role_dropped_on_the_paper_of_a_pool_gets_a_lane(window: MainWindow) -> None:
    org, process = window.twin.panes
    model, lane = window.view.model, shape(process, "Shipping", "lane")
    picture = process.view.display.shapes[lane]
    process.view.fit()
    settle()
    paper = process.view.to_view(picture.x + 60, picture.y + picture.h - 12)
    carry(org, shape(org, "Managing director"), process, paper)
    boss = node(model, "Managing director", "role")
    lanes = [each for each in model.referrers(boss, Node, "resource") if each.kind == "lane"]
    assert len(lanes) == 1 and lanes[0].name == "Managing director"
    drawn = shape_of(model, lanes[0].id, process.diagram)
    assert isinstance(drawn, Shape) and drawn.y >= picture.y


@pytest.mark.parametrize("side", ["right", "bottom"])
def test_a_role_dropped_on_the_edge_of_the_canvas_gets_a_lane(window: MainWindow, side: str) -> None:
    org, process = window.twin.panes
    model = window.view.model
    process.view.fit()
    settle()
    rect = process.view.rect()
    middle = rect.center()
    spot = {"right": QPointF(rect.right() - 3, middle.y()), "bottom": QPointF(middle.x(), rect.bottom() - 3)}[side]
    assert process.view.thing_under(spot) == ""
    carry(org, shape(org, "Managing director"), process, spot)
    lanes = model.referrers(node(model, "Managing director", "role"), Node, "resource")
    assert [(each.kind, each.name) for each in lanes] == [("lane", "Managing director")]


def test_a_role_dropped_on_the_header_of_a_pool_stands_for_it(window: MainWindow) -> None:
    org, process = window.twin.panes
    model = window.view.model
    found = shape_of(model, pool_of(model, node(model, "Shipping", "lane")), process.diagram)
    assert found is not None
    pool = found.id
    process.view.fit()
    settle()
    picture = process.view.display.shapes[pool]
    carry(
        org, shape(org, "Managing director"), process, process.view.to_view(picture.x + 15, picture.y + picture.h / 2)
    )
    band = model.get(model[pool].node, Node)  # type: ignore[union-attr]
    assert band is not None and band.resource == node(model, "Managing director", "role")
    window.actions_by_id["undo"].trigger()
    band = model.get(band.id, Node)
    assert band is not None and not band.resource


def test_a_step_dropped_on_a_box_is_owned_by_it(window: MainWindow) -> None:
    org, process = window.twin.panes
    model, step = window.view.model, shape(process, "Check order")
    before = model[step]
    carry(process, step, org, at(org, shape(org, "Shipping", "role")))
    assert owner_of(model, node(model, "Check order")) == node(model, "Shipping", "role")
    assert model[step] == before


# giving by keys


def test_o_two_letters_and_enter_give_an_owner(window: MainWindow) -> None:
    process, model = window.twin.process, window.view.model
    hands = Hands(window)
    process.view.setFocus()
    process.view.select({shape(process, "Check order"), shape(process, "Offer partial order")})
    hands.key(Key.Key_O)
    hands.type("st")
    hands.key(Key.Key_Return)
    assert owner_of(model, node(model, "Check order")) == node(model, "Stores", "role")
    assert owner_of(model, node(model, "Offer partial order")) == node(model, "Stores", "role")
    assert process.view.hasFocus()


def test_a_letter_and_a_colon_give_another_part(window: MainWindow) -> None:
    process, model = window.twin.process, window.view.model
    hands = Hands(window)
    process.view.setFocus()
    process.view.select({shape(process, "Check order")})
    hands.key(Key.Key_O)
    hands.type("a:st")
    hands.key(Key.Key_Return)
    assert letters(model, node(model, "Check order"))[node(model, "Stores", "role")] == "A"
    assert owner_of(model, node(model, "Check order")) == node(model, "Sales", "role")


def test_a_name_that_is_none_becomes_a_role_on_the_chart(window: MainWindow) -> None:
    org, process = window.twin.panes
    model, hands = window.view.model, Hands(window)
    process.view.setFocus()
    process.view.select({shape(process, "Check order")})
    hands.key(Key.Key_O)
    hands.type("Quality")
    hands.key(Key.Key_Return)
    role = node(model, "Quality", "role")
    assert owner_of(model, node(model, "Check order")) == role
    assert shape_of(model, role, org.diagram) is not None
    window.actions_by_id["undo"].trigger()
    assert role not in model
