"""The main window: one document, shown, followed, remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from opsdesigner import __version__
from opsdesigner.files.document import Document
from opsdesigner.model import Change, Id

from .commands.actions import name_undo, refresh
from .frame import Frame
from .keeping import filing, leaving
from .keeping.guarding import Guard
from .keeping.outside import Outside
from .memory import Sweeper, settle, undisturbed, unsettle
from .organisation.ownership import sentence
from .settings import Settings
from .standing import keep, remember, restore, stand_beside
from .statusbar import selection_text
from .style import Style
from .words import tr

if TYPE_CHECKING:
    from opsdesigner.safety.recovery import Recovered

    from .commands.search import CommandPalette
    from .sides.pane import Pane


class MainWindow(Frame):
    """One document in one window, or the start page."""

    def __init__(self, paths: Sequence[Path | str] = ()) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.settings, self.style_in_use = Settings(), Style.here()
        self.style_in_use.apply()
        self.document: Document | None = None
        self.saving = self.closed = self.asking = False
        self.after_saving: list[Callable[[], None]] = []
        self._stop_following: Callable[[], None] = lambda: None
        self._fresh_title, self._leaving = "", False
        self.last_step: Id = ""  # from which the way led to a role
        self.commands: CommandPalette | None = None
        self.build()
        self.guard, self.outside = Guard(self), Outside(self)
        self._connect()
        restore(self)
        self.style_in_use.changed.connect(self._dress)
        self._dress()
        filing.open_paths(self, [Path(path) for path in paths])
        if self.document is None:
            self.show_start()

    def _connect(self) -> None:
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._sweeper = Sweeper(self)
        for pane in self.twin.panes:
            pane.view.selection_changed.connect(self._soon.start)
            pane.view.selection_changed.connect(self.side.selection_changed)
            pane.view.selection_changed.connect(self.below.selection_changed)
            pane.view.view_changed.connect(lambda: self.status.show_zoom(self.view.zoom))
            pane.view.hint.connect(self.status.show_hint)
            pane.view.preview_left.connect(self._sweeper.stir)  # a copy of the document was worked on
            pane.view.tool_changed.connect(self._soon.start)
            pane.diagram_changed.connect(partial(self._diagram_changed, pane))
            pane.rename_wanted.connect(partial(self._on_side, pane, "renameDiagram"))
            pane.add.clicked.connect(partial(self._on_side, pane, "newDiagram"))
        self.twin.active_changed.connect(self._side_changed)
        self.watch.found.connect(self._show_findings)
        self.waiting.counted.connect(self._soon.start)
        for button, id in ((self.status.unowned, "unowned"), (self.status.idle, "idleRoles")):
            button.clicked.connect(self.actions_by_id[id].trigger)
        self.status.notes.clicked.connect(self.actions_by_id["notes"].trigger)
        QGuiApplication.clipboard().dataChanged.connect(self._soon.start)

    # what is shown

    def show_start(self) -> None:
        """The page for when no document is open."""
        from .start.page import StartPage

        if self.start is None:
            self.start = StartPage(self)
            self.pages.addWidget(self.start)
        self.pages.setCurrentWidget(self.start)
        self.top.tools.hide()
        self.side.hide()
        self.below.hide()
        self.capturing.show_document()
        self.what_if.show_document()
        self.start.fill()
        self.start.first().setFocus()
        self.setWindowTitle("OpsDesigner")
        self.setWindowModified(False)
        self.status.show_safe("", tr("Nothing leaves this computer."))
        self.status.version.setText(tr("Version {}").format(__version__))
        self.status.begin()
        self.refresh()

    def show_document(self, document: Document, fresh_title: str = "", recovered: Recovered | None = None) -> None:
        """Shows a document in place of what was there, and keeps it; a recovered one goes on with its journal."""
        self._stop_following()
        self.leave_comparison()
        self.read_only.forget()
        self.document, self._fresh_title = document, fresh_title
        self.guard.start(document, fresh_title, recovered)  # it hears of an edit first
        self._stop_following = document.model.observe(self._follow)
        self.pages.setCurrentIndex(0)
        self.top.tools.show()
        with undisturbed():
            self.twin.show_model(document.model)
            settle()
        self.side.show_document(document)
        self.side.setVisible(self.settings.flag("view/side"))
        if self.settings.flag("view/minimap"):
            self.show_minimap(True)
        self.status.version.setText("")
        self.status.zoom.show()
        self.status.show_zoom(self.view.zoom)
        self.watch.show_document()
        self.below.follow()
        self.capturing.show_document()
        self.what_if.show_document()
        self.pane.front.setFocus()
        self.waiting.update_now()
        self.document_changed()
        self.refresh()

    def close_document(self) -> None:
        """Back to the start page."""
        self.leave_comparison()
        self.read_only.forget()
        self._stop_following()
        self._stop_following = lambda: None
        self.guard.end()
        self.document = None
        self.outside.follow()
        self.waiting.update_now()
        unsettle()
        self.watch.show_document()
        self.below.follow()
        self.side.forget()
        self.show_start()

    def title(self) -> str:
        """What the document is called on screen."""
        if self.document is None:
            return "OpsDesigner"
        return self.document.name or self._fresh_title or tr("New process")

    def rename(self, title: str) -> None:
        """Calls a document without a file otherwise."""
        self._fresh_title = title
        if self.guard.kept is not None:
            self.guard.kept.title = title
        self.document_changed()

    def untouched(self) -> bool:
        """Whether the document here is a new one nobody has drawn on."""
        document = self.document
        new = document is not None and document.path is None and not document.modified and not document.source.notes
        return new and self.notice.isHidden()  # what is said of it has been read

    def document_changed(self) -> None:
        """Title, mark and status as the document is now."""
        if self.document is None:
            return
        reading = tr(" (read only)") if self.read_only.why else ""
        self.setWindowTitle(f"{self.title()}[*]{reading} — OpsDesigner")
        self.setWindowModified(self.document.modified)
        self.guard.show()
        self.outside.follow()
        self.side.stir()
        self._soon.start()

    def refresh(self) -> None:
        """Actions and status as things are now."""
        refresh(self, self.rows, self.actions_by_id, self.menus)
        self.tools.follow_tool()
        if self.document is not None:
            model, roles = self.document.model, self.links.roles()
            name_undo(model, self.actions_by_id)
            self.status.show_selection(
                sentence(model, roles) if roles else selection_text(model, self.view.selection())
            )

    def _follow(self, change: Change) -> None:
        self.twin.follow(change)
        self.side.follow(change)
        self.below.follow()
        self.watch.stir()
        for card in self.cards.values():
            card.follow(change)
        self.bare.follow(change)
        self.links.follow(change)
        self.waiting.follow(change)
        self.what_if.follow(change)
        self.document_changed()
        self._sweeper.stir()

    def _show_findings(self) -> None:
        if self.document is not None:
            self.status.show_notes(len(self.watch.findings))
            self._soon.start()

    def _on_side(self, pane: Pane, action: str, *_: object) -> None:
        self.twin.activate(pane)
        self.actions_by_id[action].trigger()

    def _side_changed(self) -> None:
        """The other side is in use now."""
        self.status.show_zoom(self.view.zoom)
        self.side.selection_changed()
        self._soon.start()

    def _diagram_changed(self, pane: Pane, diagram: Id) -> None:
        pane.view.set_hopping(self.settings.flag("view/hops", True))
        self.side.diagram_changed()
        self.tools.follow_page()
        self._soon.start()

    # what actions ask for

    def go_to(self, id: Id) -> None:
        """Shows and selects a record wherever it is drawn."""
        self.twin.reveal(id)
        self.view.setFocus()

    def show_commands(self) -> None:
        """Opens the command palette, made when it is wanted first."""
        if self.commands is None:
            from .commands.search import CommandPalette

            self.commands = CommandPalette(self)
        self.commands.open()

    # look and memory

    def _dress(self) -> None:
        self.dress_parts(self.style_in_use.paper)
        if self.start is not None:
            self.start.update()
        self._soon.start()

    # other windows

    def another(self) -> MainWindow:
        """A further window, a little to the right and below."""
        made = MainWindow()
        stand_beside(made, self)
        made.show()
        keep(made)
        return made

    def others(self) -> list[MainWindow]:
        """All windows that are not closed, this one included."""
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
        return [window for window in found if not window.closed]

    # events

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leaving or self.document is None or not (self.document.modified or self.saving):
            remember(self)
            self.closed = True
            self._stop_following()
            for pane in self.twin.panes:
                pane.leave()
            self.guard.end()
            unsettle()
            event.accept()
            return
        event.ignore()
        leaving.leave(self, self.close_now)

    def close_now(self) -> None:
        self._leaving = True
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc from anywhere goes back to the canvas."""
        if event.key() == Qt.Key.Key_Escape and self.document is not None:
            self.pane.front.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the command palette closes it, where nothing else takes the click."""
        if self.commands is not None and self.commands.isVisible():
            self.commands.leave()
