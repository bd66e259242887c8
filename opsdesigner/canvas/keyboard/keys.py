"""Keys on the canvas: looked up in the table of commands, where no action of the window took them first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from opsdesigner.edit import arrange, rerouting
from opsdesigner.edit.lines import right_angled
from opsdesigner.model import Edge
from opsdesigner.notation.kinds import ORG_CHART

from ..gestures.bends import drop_bend
from ..gestures.handles import grip_at
from ..menus import menus
from . import commands
from .command import Command
from .scripts import latin

if TYPE_CHECKING:
    from ..view import CanvasView

KEYPAD = Qt.KeyboardModifier.KeypadModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
COMPARE = "B"  # held: before
NO_LETTERS = "/?"  # signs that are verbs on an empty page, too
OF_PREVIEW = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


ALIKE = {Qt.Key.Key_Enter: Qt.Key.Key_Return, Qt.Key.Key_Backtab: Qt.Key.Key_Tab}  # keys that are told apart
LOOKING = ("scroll", "zoom", "fit")  # how the commands begin that only turn the page
ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
HELD_KEYS = {
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Shift: SHIFT,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
}


def _by_alt_gr(event: QKeyEvent) -> bool:
    """Whether a sign was typed with AltGr, which some systems tell as Ctrl and Alt."""
    return event.modifiers() & HELD == ALT_GR and event.text().isprintable() and not event.text().isalnum()


def _rows(page: str) -> list[Command]:
    return [row for row in commands.COMMANDS.values() if row.page in (None, page)]


@cache
def _by_combination(page: str) -> dict[QKeyCombination, Command]:
    return {
        QKeySequence(key)[0]: row  # type: ignore[index]
        for row in _rows(page)
        for key in row.keys
        if len(key) > 1
    }


@cache
def _by_letter(page: str) -> dict[str, Command]:
    return {key: row for row in _rows(page) for key in row.keys if len(key) == 1}


def command_for(event: QKeyEvent, page: str = "") -> Command | None:
    """The command of a key on a kind of diagram, by what it types (for letters and signs) or by its combination."""
    modifiers, typed = event.modifiers() & ~KEYPAD, latin(event.text())
    if (not modifiers & HELD or _by_alt_gr(event)) and typed and (row := _by_letter(page).get(typed)):
        shifted = bool(modifiers & SHIFT)
        if not (shifted and typed.isalpha()):
            return row
    key = ALIKE.get(Qt.Key(event.key()), Qt.Key(event.key()))
    return _by_combination(page).get(QKeyCombination(modifiers, key))


def claims(view: CanvasView, event: QKeyEvent) -> bool:
    """Whether a key belongs to the canvas before any shortcut of the window."""
    if _written(view, event):
        return True
    if view.letters is not None:
        return event.key() == Qt.Key.Key_Escape or (bool(event.text()) and not event.modifiers() & HELD)
    if view.previewing and (event.key() in OF_PREVIEW or event.text().upper() == COMPARE):
        return not event.modifiers() & HELD
    return view.gesture is not None  # while a hand is at work no shortcut may change the drawing under it


def _written(view: CanvasView, event: QKeyEvent) -> bool:
    """Whether a key begins a line of text: letters do so by themselves while a process has nothing on its page."""
    typed = event.text()
    if view.writer is None or view.display.shapes or not view.diagram or view.page == ORG_CHART:
        return False
    free = view.gesture is None and view.tool == "select" and not view.previewing and not view.locked
    plain = not event.modifiers() & HELD and typed.isprintable() and not typed.isspace()
    return free and plain and typed not in ("", *NO_LETTERS)


def pressed(view: CanvasView, event: QKeyEvent) -> bool:
    """Does what a key says; False when it says nothing here."""
    if _written(view, event) and view.writer is not None:
        view.writer(event.text())
        return True
    if event.key() == Qt.Key.Key_Escape:
        return view.cancel()
    if held(view, event, True):
        return True
    if view.letters is not None and view.letters.key(event):
        return True
    if event.key() == Qt.Key.Key_Space and not event.modifiers():
        if not event.isAutoRepeat():
            view.space_held = True
            view.setCursor(Qt.CursorShape.OpenHandCursor)
        return True
    if view.gesture is not None:
        return False  # a hand is at work; only Esc reaches it
    if view.previewing and _of_preview(view, event):
        return True
    row = command_for(event, view.page)
    if row is None:
        return False
    if view.letters is not None and not row.id.startswith(LOOKING):
        return True  # letters wait for a letter
    if row.repeats or not event.isAutoRepeat():
        commands.run(view, row)
    return True


def _of_preview(view: CanvasView, event: QKeyEvent) -> bool:
    """Enter keeps what is shown, a held key shows for a moment what it is now."""
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (HELD | SHIFT):
        view.keep_preview()
        return True
    if event.text().upper() == COMPARE and not event.modifiers() & HELD:
        view.compare(True)
        return True
    return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)  # never a verb: the focus goes on to the buttons


def let_up(view: CanvasView, event: QKeyEvent) -> None:
    """A key that was held is let go."""
    if view.comparing and not event.isAutoRepeat() and event.key() == Qt.Key(ord(COMPARE)):
        view.compare(False)
    held(view, event, False)


def held(view: CanvasView, event: QKeyEvent, down: bool) -> bool:
    """A key held, or let go, in the middle of a gesture counts at once, not only when the pointer moves on."""
    flag = HELD_KEYS.get(Qt.Key(event.key()))
    if flag is None or view.gesture is None or not view.gesture.begun:
        return False
    view.moved_again(event.modifiers() | flag if down else event.modifiers() & ~flag)
    return True


def double_clicked(view: CanvasView, at: QPointF) -> None:
    """A bend under the pointer goes away; a name opens; on empty paper something can be created.

    A line that would be left slanted is led anew.
    """
    current = view.current()
    edge = view.model.get(current, Edge)
    grip = grip_at(view, current, at) if edge else None
    if edge is not None and grip is not None and grip.part == "bend":
        points = tuple(drop_bend(edge.points, grip.number))
        if right_angled(edge.points) and not right_angled(points):
            view.attempt(lambda: rerouting.lead_anew(view.model, {current}))
        else:
            view.attempt(lambda: arrange.set_points(view.model, current, points))
        return
    if hit := view.thing_under(at) or view.open_step_at(at):
        view.select({hit})
        view.edit_label(hit)
    else:
        menus.open_create(view, at)
