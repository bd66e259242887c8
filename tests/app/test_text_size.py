"""All words of the window at 100 to 200 %: remembered, changed while it runs, and nothing clipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QScrollArea, QWidget

from opsdesigner.app.help.about import About
from opsdesigner.app.main import application
from opsdesigner.app.side import INSPECTOR
from opsdesigner.app.style import TEXT_SIZES, Style
from opsdesigner.app.window import MainWindow
from opsdesigner.canvas.drawing.display import Display
from opsdesigner.canvas.output.svg import diagram_svg
from opsdesigner.notation.theme import LIGHT

from .conftest import Open, shape_named

SIZES = (TEXT_SIZES[0], TEXT_SIZES[2], TEXT_SIZES[-1])
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    Style.here().write_at(100)


def choose(window: MainWindow, percent: int) -> None:
    window.actions_by_id[f"textSize{percent}"].trigger()
    QTest.qWait(20)


def fits(qtbot, *within: QWidget) -> None:  # type: ignore[no-untyped-def]
    """Nothing stays clipped once the layouts have settled."""

    def check() -> None:
        assert [clipped(each) for each in within] == [[] for _ in within]

    qtbot.waitUntil(check, timeout=5000)


def clipped(within: QWidget) -> list[str]:
    """The words that have less room than they need, and what stands beyond the edge of its panel."""
    found = []
    for part in [*within.findChildren(QLabel), *within.findChildren(QAbstractButton)]:
        if not part.isVisible() or not part.text():
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        needed = part.minimumSizeHint() if wraps else part.sizeHint()
        low = part.heightForWidth(part.width()) if wraps else part.fontMetrics().height()
        if part.width() < needed.width() or part.height() < low:
            found.append(f"{part.text()}: {part.size().toTuple()} of {needed.toTuple()}")
    for area in within.findChildren(QScrollArea):
        inner = area.widget()
        if area.isVisible() and inner is not None and inner.width() > area.viewport().width():
            found.append(f"{area.objectName()}: {inner.width()} of {area.viewport().width()}")
    return found


@pytest.mark.parametrize("percent", SIZES)
@pytest.mark.parametrize("names", [("2 days late",), ("Pick goods", "Pack bikes"), ("Bright Bikes",), ()])
def test_nothing_is_clipped_beside_a_drawing(  # type: ignore[no-untyped-def]
    opened: Open, sample: Path, qtbot, percent: int, names: tuple[str, ...]
) -> None:
    window = opened(sample, size=(1440, 900))
    choose(window, percent)
    window.side.show_page(INSPECTOR, stay=True)
    window.view.select({shape_named(window, name) for name in names})
    window.actions_by_id["replace"].trigger()
    fits(qtbot, window)


@pytest.mark.parametrize("percent", SIZES)
def test_nothing_is_clipped_on_the_card(opened: Open, sample: Path, qtbot, percent: int) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample, size=(1440, 900))
    choose(window, percent)
    window.view.select({shape_named(window, "2 days late")})
    qtbot.waitUntil(window.card.isVisible, timeout=5000)
    fits(qtbot, window.card)


@pytest.mark.parametrize("percent", SIZES)
@pytest.mark.parametrize("size", [(1440, 900), (800, 600)])
def test_nothing_is_clipped_on_the_start_page(opened: Open, qtbot, percent: int, size: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
    window = opened(size=size)
    choose(window, percent)
    fits(qtbot, window)
    window.actions_by_id["commands"].trigger()
    assert window.commands is not None
    assert window.rect().contains(window.commands.geometry())


@pytest.mark.parametrize("percent", SIZES)
@pytest.mark.parametrize("id", ["pageSetup", "printPreview", "about", "newDiagram"])
def test_nothing_is_clipped_in_a_dialog(opened: Open, sample: Path, qtbot, percent: int, id: str) -> None:  # type: ignore[no-untyped-def]
    window = opened(sample)
    choose(window, percent)
    window.actions_by_id[id].trigger()
    QTest.qWait(50)
    dialogs = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert dialogs
    fits(qtbot, *dialogs)
    dialogs[0].close()


def test_the_size_is_remembered(opened: Open) -> None:
    choose(opened(), 150)
    Style.here().text_size = 100
    application([])
    assert Style.here().text_size == 150
    assert QGuiApplication.font().pixelSize() == 20


@pytest.mark.parametrize("said", ["", "huge", "-5", "99999"])
def test_an_odd_size_in_the_settings_is_healed(opened: Open, said: str) -> None:
    opened().settings.put("view/textSize", said)
    application([])
    assert Style.here().text_size in TEXT_SIZES


def test_the_menu_ticks_the_size_in_use(opened: Open) -> None:
    window = opened()
    choose(window, 125)
    ticked = [percent for percent in TEXT_SIZES if window.actions_by_id[f"textSize{percent}"].isChecked()]
    assert ticked == [125]
    window.actions_by_id["about"].trigger()
    assert window.findChild(About) is not None


def test_menus_on_the_canvas_grow_and_the_drawing_does_not(opened: Open, sample: Path) -> None:
    window = opened(sample, size=(1440, 900))
    view = window.view
    found = []
    for percent in (100, 200):
        choose(window, percent)
        view.select({shape_named(window, "Pick goods")})
        window.actions_by_id["append"].trigger()
        picture = diagram_svg(Display(view.model, view.diagram, LIGHT))
        found.append((view.chooser.field.font().pixelSize(), view.chooser.list.full_height(), picture))
        assert view.rect().contains(view.chooser.geometry())
        view.chooser.close_menu()
    (small, low, before), (large, high, after) = found
    assert large == 2 * small
    assert high > 1.8 * low
    assert after == before
