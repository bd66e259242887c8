"""Actions of the menu View: how large, which panels, which theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from opsdesigner.canvas.camera import fitting
from opsdesigner.canvas.keyboard import commands
from opsdesigner.model.geometry import union

from ..focus import next_pane
from ..side import INSPECTOR, NOTES, OUTLINE, VERSIONS
from ..style import TEXT_SIZES
from ..words import NARROW
from .actions import Action
from .capture_rows import CAPTURE_BAR
from .conditions import has_document, several_diagrams, some_selected
from .people_rows import PANELS as TABLES
from .what_if_rows import WHAT_IF_STRIP

if TYPE_CHECKING:
    from ..window import MainWindow


def on_view(do: Callable[..., object], *more: object) -> Callable[[MainWindow], object]:
    """A command of the canvas as an action of the window."""
    return lambda window: do(window.view, *more)


def _panel(page: int) -> Callable[[MainWindow], None]:
    return lambda window: window.side.show_page(page)


def _showing(page: int) -> Callable[[MainWindow], bool]:
    return lambda window: window.side.showing(page)


def _theme(choice: str) -> Callable[[MainWindow], None]:
    def do(window: MainWindow) -> None:
        window.settings.put("view/theme", choice)
        window.style_in_use.choose(choice, window.style_in_use.white_paper)

    return do


def _themed(choice: str) -> Callable[[MainWindow], bool]:
    return lambda window: window.style_in_use.choice == choice


def _text_size(percent: int) -> Action:
    def do(window: MainWindow) -> None:
        window.settings.put("view/textSize", str(percent))
        window.style_in_use.write_at(percent)

    return Action(
        f"textSize{percent}",
        f"{percent}{NARROW}%",
        do,
        menu="View/Text size",
        checked=lambda window: window.style_in_use.text_size == percent,
        words="text size font larger smaller interface zoom",
    )


def _white_paper(window: MainWindow) -> None:
    style = window.style_in_use
    window.settings.put("view/whitePaper", not style.white_paper)
    style.choose(style.choice, not style.white_paper)


def _hops(window: MainWindow) -> None:
    window.show_hops(not window.settings.flag("view/hops", True))


def _still(window: MainWindow) -> None:
    window.settings.put("view/still", not window.still)
    for each in window.others():
        each.follow_stillness()


def _tool_names(window: MainWindow) -> None:
    window.settings.put("view/toolNames", not window.settings.flag("view/toolNames"))
    window.tools.dress()


def _minimap(window: MainWindow) -> None:
    window.show_minimap(not window.settings.flag("view/minimap"))


def _full_screen(window: MainWindow) -> None:
    window.showNormal() if window.isFullScreen() else window.showFullScreen()


def fit_selection(window: MainWindow) -> None:
    """Zooms to what is selected."""
    view = window.view
    boxes = [box for id in view.selection() if (box := view.display.box(id))]
    if boxes:
        box = union(boxes)
        view.show_box(box, min(2.0, fitting(box, view.size()) * 1.0))


def _step(by: int) -> Callable[[MainWindow], None]:
    """On, or back, among the differences while two versions are compared, else among the findings."""
    return lambda window: (window.comparison if window.comparing else window.side.notes).step(by)


def _steps(window: MainWindow) -> bool:
    return window.document is not None and (window.comparing or bool(window.watch.findings))


def _commands(window: MainWindow) -> None:
    window.show_commands()


ZOOM = (
    Action("zoomIn", "Zoom in", on_view(commands.zoom_in), ("Ctrl++", "Ctrl+="), "View", "zoom-in", has_document),
    Action("zoomOut", "Zoom out", on_view(commands.zoom_out), ("Ctrl+-",), "View", "zoom-out", has_document),
    Action("zoom100", "Full size", on_view(commands.zoom_100), ("Ctrl+0",), "View", "zoom-actual", has_document),
    Action("fit", "Fit the diagram", on_view(commands.fit), ("Ctrl+1",), "View", "fit", has_document),
    Action(
        "zoomSelection",
        "Fit the selection",
        fit_selection,
        ("Ctrl+2",),
        "View",
        "zoom-selection",
        some_selected,
    ),
)
PANELS = (
    Action("inspector", "Inspector", _panel(INSPECTOR), ("F4",), "View", "", has_document, _showing(INSPECTOR), True),
    Action("notes", "Findings", _panel(NOTES), ("Ctrl+Shift+M",), "View", "", has_document, _showing(NOTES)),
    Action("outline", "Outline", _panel(OUTLINE), ("Ctrl+Shift+O",), "View", "", has_document, _showing(OUTLINE)),
    Action(
        "parkingLot",
        "Parking lot",
        lambda window: window.side.outline.lot.open(),
        ("Ctrl+Shift+Y",),
        "View",
        "pin",
        has_document,
        words="problems ideas pins parked list said",
    ),
    Action(
        "versions",
        "Versions",
        _panel(VERSIONS),
        (),
        "View",
        "history",
        has_document,
        _showing(VERSIONS),
        words="earlier history backup restore undo before compare",
    ),
    Action(
        "leaveComparison",
        "Close the comparison",
        lambda window: window.leave_comparison(),
        (),
        "View",
        when=lambda window: window.comparing,
    ),
    *TABLES,
    *CAPTURE_BAR,
    *WHAT_IF_STRIP,
    Action(
        "minimap",
        "Minimap",
        _minimap,
        ("Ctrl+Shift+K",),
        "View",
        "minimap",
        has_document,
        lambda window: window.settings.flag("view/minimap"),
    ),
    Action(
        "toolNames",
        "Names of the tools",
        _tool_names,
        (),
        "View",
        when=has_document,
        checked=lambda window: window.settings.flag("view/toolNames"),
        words="palette wide labels",
    ),
    Action("nextNote", "Next finding or difference", _step(1), ("F8",), when=_steps),
    Action("previousNote", "Previous finding or difference", _step(-1), ("Shift+F8",), when=_steps),
)
LOOK = (
    Action("themeSystem", "As the system", _theme("system"), (), "View/Theme", checked=_themed("system"), gap=True),
    Action("themeLight", "Light", _theme("light"), (), "View/Theme", checked=_themed("light")),
    Action("themeDark", "Dark", _theme("dark"), (), "View/Theme", checked=_themed("dark"), words="night"),
    Action(
        "themeContrastLight",
        "High contrast, light",
        _theme("contrast-light"),
        (),
        "View/Theme",
        checked=_themed("contrast-light"),
    ),
    Action(
        "themeContrastDark",
        "High contrast, dark",
        _theme("contrast-dark"),
        (),
        "View/Theme",
        checked=_themed("contrast-dark"),
    ),
    *(_text_size(percent) for percent in TEXT_SIZES),
    Action(
        "whitePaper", "White paper", _white_paper, (), "View", checked=lambda window: window.style_in_use.white_paper
    ),
    Action(
        "lineHops",
        "Lines hop over others",
        _hops,
        (),
        "View",
        checked=lambda window: window.settings.flag("view/hops", True),
        words="crossing bridge",
    ),
    Action(
        "reduceMotion",
        "Reduce motion",
        _still,
        (),
        "View",
        checked=lambda window: window.still,
        words="animation glide accessibility still",
    ),
    Action("fullScreen", "Full screen", _full_screen, ("F11",), "View", "full-screen", gap=True),
)
TURNING = (
    Action(
        "nextDiagram",
        "Next diagram",
        lambda window: window.pane.step(1),
        ("Ctrl+PgDown", "Ctrl+Tab"),
        "View",
        "next",
        several_diagrams,
        gap=True,
    ),
    Action(
        "previousDiagram",
        "Previous diagram",
        lambda window: window.pane.step(-1),
        ("Ctrl+PgUp", "Ctrl+Shift+Tab"),
        "View",
        "previous",
        several_diagrams,
    ),
    Action("commands", "Find or do anything", _commands, ("Ctrl+K",), "View", "search", gap=True),
    Action("menus", "Open the menus", lambda window: window.top.open_menus(), ("F10",)),
    Action("nextPane", "Next pane", lambda window: next_pane(window, 1), ("F6",)),
    Action("previousPane", "Previous pane", lambda window: next_pane(window, -1), ("Shift+F6",)),
)
VIEW = (*ZOOM, *PANELS, *LOOK, *TURNING)
