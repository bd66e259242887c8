"""Actions of the menus File, Window and Help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .. import dialogs
from ..keeping import filing, leaving
from ..words import tr
from .actions import Action
from .conditions import has_document
from .people_rows import EXPORT, IMPORT

if TYPE_CHECKING:
    from ..window import MainWindow


def _new_window(window: MainWindow) -> None:
    window.another()


def _close(window: MainWindow) -> None:
    """Closes the document; without one, the window."""
    if window.document is None or len(window.others()) > 1:
        window.close()
    else:
        leaving.leave(window, window.close_document)


def _compare_with(window: MainWindow) -> None:
    """Asks for a file and holds the document against it."""

    def chosen(paths: list[Path]) -> None:
        window.comparison.with_file(paths[0])

    dialogs.ask_open(window, window.settings.folder(), chosen, tr("Compare with"), several=False)


def _bring_back(window: MainWindow) -> None:
    from ..keeping.bringing_back import BringBack

    BringBack(window).open()


def _quit(window: MainWindow) -> None:
    """Closes all windows once each has been asked for its work; a Cancel keeps them all."""
    windows = [window, *(each for each in window.others() if each is not window)]

    def close() -> None:
        for each in windows:
            each.close_now()

    leaving.leave_all(windows, close)


def _paper(name: str) -> Callable[[MainWindow], None]:
    """A function of `printing`, which is imported when it is wanted first."""

    def do(window: MainWindow) -> None:
        from ..paper import printing

        getattr(printing, name)(window)

    return do


def _export(ending: str) -> Callable[[MainWindow], None]:
    def do(window: MainWindow) -> None:
        from ..paper.exporting import export_dialog

        export_dialog(window, ending)

    return do


def _help(page: str) -> Callable[[MainWindow], None]:
    def do(window: MainWindow) -> None:
        from ..help.pages import show_help

        show_help(window, page)

    return do


def _about(window: MainWindow) -> None:
    from ..help.about import About

    About(window).open()


def _reports(window: MainWindow) -> None:
    """Shows where reports of failures lie; they never leave this computer."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    from opsdesigner.safety.reports import home
    from opsdesigner.safety.tape import make_folder

    make_folder(home())
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(home())))
    window.status.show_hint(tr("Reports lie in {}").format(home()))


def _maximise(window: MainWindow) -> None:
    window.showNormal() if window.isMaximized() else window.showMaximized()


FILE = (
    Action("new", "New", filing.new, ("Ctrl+N",), "File", "new"),
    Action("newWindow", "New window", _new_window, ("Ctrl+Shift+N",), "File"),
    Action("open", "Open…", filing.open_dialog, ("Ctrl+O",), "File", "open", gap=True),
    Action(
        "bringBack", "Bring back…", _bring_back, (), "File", "recover", words="recover lost unsaved journal restore"
    ),
    Action(
        "compareWith",
        "Compare with…",
        _compare_with,
        (),
        "File",
        "compare",
        has_document,
        words="difference diff changes versions",
    ),
    Action("save", "Save", filing.save, ("Ctrl+S",), "File", "save", has_document),
    Action("saveAs", "Save as…", filing.save_as, ("Ctrl+Shift+S",), "File", when=has_document),
    Action("saveCopy", "Save a copy…", filing.save_copy, (), "File", when=has_document),
    *IMPORT,
    Action("exportSvg", "As SVG…", _export(".svg"), (), "File/Export", when=has_document, words="picture"),
    Action("exportPdf", "As PDF…", _export(".pdf"), (), "File/Export", when=has_document),
    Action(
        "exportPng", "As PNG…", _export(".png"), ("Ctrl+Shift+E",), "File/Export", when=has_document, words="picture"
    ),
    *EXPORT,
    Action("pageSetup", "Page setup…", _paper("page_setup"), (), "File", when=has_document, gap=True),
    Action("printPreview", "Print preview…", _paper("preview"), ("Ctrl+Shift+P",), "File", when=has_document),
    Action(
        "posters",
        "Print at full size, over several sheets",
        lambda window: window.settings.put("print/posters", not window.settings.flag("print/posters")),
        (),
        "File",
        when=has_document,
        checked=lambda window: window.settings.flag("print/posters"),
        words="tiles poster",
    ),
    Action("print", "Print…", _paper("print_out"), ("Ctrl+P",), "File", "print", has_document),
    Action("close", "Close", _close, ("Ctrl+W", "Ctrl+F4"), "File", gap=True),
    Action("quit", "Quit", _quit, ("Ctrl+Q",), "File"),
)
WINDOW_ROWS = (
    Action("minimise", "Minimise", lambda window: window.showMinimized(), ("Ctrl+M",), "Window"),
    Action("maximise", "Maximise or restore", _maximise, (), "Window"),
)
HELP = (
    Action("guide", "Guide", _help("guide"), ("F1",), "Help", "help"),
    Action("shortcuts", "Shortcuts", _help("shortcuts"), ("Ctrl+F1",), "Help", "keyboard", words="keys keyboard"),
    Action("changelog", "What is new", _help("changelog"), (), "Help"),
    Action("reports", "Show reports folder", _reports, (), "Help", words="error crash failure"),
    Action("about", "About OpsDesigner", _about, (), "Help", "info", gap=True, words="version"),
)
