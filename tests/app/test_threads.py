"""Threads from a role to its steps: which ways they take, what they keep clear of, when there are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtTest import QTest

from opsdesigner import places
from opsdesigner.app.sides.pane import Pane
from opsdesigner.app.sides.threads import MOST, REST
from opsdesigner.app.sides.twin import ORG_ALONE, PROCESS_ALONE
from opsdesigner.app.window import MainWindow
from opsdesigner.edit.assigning import assign
from opsdesigner.edit.draw import place
from opsdesigner.edit.seats import add, new_chart
from opsdesigner.model import Id
from opsdesigner.notation.variants import VARIANTS

from .conftest import Open
from .test_twin import click, settle, shape

BRIGHT = places.samples() / "bright-bikes.bpmn"


def many(window: MainWindow, steps: int) -> Id:
    """A process of so many steps in rows, all of one role; returns its box."""
    window.actions_by_id["new"].trigger()
    model, process = window.twin.process.view.model, window.twin.process
    with model.change("Many"):
        spots = [
            place(model, process.diagram, VARIANTS["task"], 200 + at % 8 * 150, 150 + at // 8 * 130, name=f"Step {at}")
            for at in range(steps)
        ]
        box = add(model, new_chart(model), name="Stores")
        assign(model, spots, model[box].node)  # type: ignore[union-attr]
    process.view.fit()
    settle()
    return box


def here(window: MainWindow, pane: Pane, box: tuple[float, float, float, float]) -> QRectF:
    """A box of a diagram in px of both sides."""
    view = pane.view
    rect = QRectF(view.to_view(box[0], box[1]), view.to_view(box[2], box[3]))
    return rect.translated(QPointF(view.mapTo(window.twin, QPoint(0, 0))))


def crossed(window: MainWindow) -> list[str]:
    """What is lit and lies under a thread: upright boxes, a little smaller than they are, and names beside shapes."""
    pane, found = window.twin.process, []
    assert pane.view.lighting is not None
    for id in pane.view.lighting.lit:
        picture = pane.view.display.shapes[id]
        rects = [here(window, pane, picture.body()).adjusted(2, 2, -2, -2)]
        if picture.kind.family in ("gateway", "event"):  # the square that lies in a diamond or circle whatever it is
            w, h = picture.w / 4, picture.h / 4
            x, y = picture.x + picture.w / 2, picture.y + picture.h / 2
            rects = [here(window, pane, (x - w, y - h, x + w, y + h))]
        if picture.outside and (name := pane.view.display.label_box(id, pane.view.zoom)) is not None:
            rects.append(here(window, pane, name))
        for line in window.links.threads.lines:
            points = line.points.toList()
            middles = [(a + b) / 2 for a, b in pairwise(points)]
            if any(rect.contains(point) for rect in rects for point in (*points, *middles)):
                found.append(picture.name)
    return found


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080), (2560, 1440)])
@pytest.mark.parametrize("role", ["Stores", "Sales", "Shipping", "Managing director"])
def test_threads_cross_nothing_that_is_lit(opened: Open, size: tuple[int, int], role: str) -> None:
    window = opened(BRIGHT, size=size)
    settle()
    click(window.twin.org, shape(window.twin.org, role, "role"))
    assert window.links.threads.lines
    assert crossed(window) == []


def test_threads_find_other_ways_once_the_page_rests(opened: Open) -> None:
    window = opened(BRIGHT, size=(1440, 900))
    settle()
    org, process = window.twin.panes
    click(org, shape(org, "Stores", "role"))
    for way in ((0, -150), (-120, 0), (60, 250)):
        process.view.pan(QPointF(*way))
        QTest.qWait(REST * 4)
        assert window.links.threads.lines
        assert crossed(window) == []


@pytest.mark.parametrize(("steps", "threads"), [(MOST, MOST), (MOST + 1, 0)])
def test_over_24_steps_there_is_a_knot_and_no_thread(opened: Open, steps: int, threads: int) -> None:
    window = opened(size=(1600, 900))
    click(window.twin.org, many(window, steps))
    joined = window.links.threads
    assert [knot.text() for knot in joined.knots if knot.isVisible()] == [f"ST {steps}"]
    assert len(joined.lines) == threads
    assert len(joined.cords) == 1


def test_the_thread_of_a_step_keeps_clear_of_all_others_where_nothing_is_dimmed(opened: Open) -> None:
    window = opened(BRIGHT, size=(1280, 720))
    settle()
    pane = window.twin.process
    for name in ("Check stock", "Pick goods", "Offer partial order", "Check order"):
        click(pane, shape(pane, name))
        assert pane.view.lighting is None
        (line,) = window.links.threads.lines
        for picture in pane.view.display.shapes.values():
            if picture.kind.family == "step":
                rect = here(window, pane, picture.body()).adjusted(2, 2, -2, -2)
                assert not any(rect.contains(point) for point in line.points.toList()), (name, picture.name)


def test_tabs_are_not_crossed_where_they_lie_between_the_sides(opened: Open) -> None:
    window = opened(BRIGHT, size=(1280, 900))
    twin = window.twin
    twin.turn_by_hand()
    settle()
    click(twin.org, shape(twin.org, "Sales", "role"))
    assert window.links.threads.lines
    row = twin.process.tabs.parentWidget()
    assert row is not None
    area = QRect(row.mapTo(twin, QPoint(0, 0)), row.size())
    assert not window.links.threads._places().intersects(area)
    assert not any(knot.geometry().intersects(area) for knot in window.links.threads.knots)


@pytest.mark.parametrize("which", [ORG_ALONE, PROCESS_ALONE])
def test_with_one_side_alone_there_is_no_thread(opened: Open, which: str) -> None:
    window = opened(BRIGHT, size=(1440, 900))
    settle()
    org = window.twin.org
    click(org, shape(org, "Stores", "role"))
    assert window.links.threads.lines
    window.twin.show_by_hand(which)
    settle()
    assert not window.links.threads.lines
    knots = [knot.text() for knot in window.links.threads.knots if knot.isVisible()]
    assert knots == (["ST"] if which == ORG_ALONE else ["ST 3"])
