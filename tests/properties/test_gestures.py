"""Random gestures by real mouse and keys in a real window: undoing all gives the opened bytes, redoing all the last.

The suite does a few; `OPSDESIGNER_GESTURES=500 OPSDESIGNER_SEEDS=5 python3 -m tests tests/properties/test_gestures.py`
does 500 each on five seeds. What was done last is told where a run fails, and the same seed does it again.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from opsdesigner import places
from opsdesigner.model import records
from tests.app.conftest import Open, opened, qapp_cls  # noqa: F401  (fixtures)
from tests.app.hands import ALT, CTRL, PLAIN, SHIFT, Hands, Key

COUNT = int(os.environ.get("OPSDESIGNER_GESTURES", "60"))
SEEDS = range(1, 1 + int(os.environ.get("OPSDESIGNER_SEEDS", "1")))
FILES = sorted(places.samples().glob("*.bpmn"))
PATIENCE = 60 + COUNT * 2  # seconds

KEYS = (
    *((key, PLAIN) for key in (Key.Key_Return, Key.Key_Tab, Key.Key_Delete, Key.Key_F2, Key.Key_Escape)),
    *((key, PLAIN) for key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End)),
    *((key, PLAIN) for key in (Key.Key_A, Key.Key_N, Key.Key_R, Key.Key_C, Key.Key_F, Key.Key_E, Key.Key_X)),
    *((key, PLAIN) for key in (Key.Key_S, Key.Key_L, Key.Key_H, Key.Key_V)),
    (Key.Key_Question, SHIFT),
    *((key, CTRL) for key in (Key.Key_A, Key.Key_C, Key.Key_V, Key.Key_X, Key.Key_D, Key.Key_1, Key.Key_0)),
    *((key, CTRL) for key in (Key.Key_Return, Key.Key_Backspace, Key.Key_Up, Key.Key_Right)),
    *((key, CTRL | SHIFT) for key in (Key.Key_Up, Key.Key_Down)),
    *((key, ALT) for key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right)),
    *((key, ALT | SHIFT) for key in (Key.Key_Up, Key.Key_Right)),
    *((key, CTRL | ALT) for key in (Key.Key_Down, Key.Key_Right)),
)
WORDS = ("Check order", "", "<b>&'\"</b>", "Größe prüfen\u2026", "x" * 80, "a b\tc", "]]>")
SEARCHES = ("timer", "end", "sub", "pool", "data", "user", "note", "err", "group", "lane", "xyzzy")


class Monkey:
    """Does one random thing after the other."""

    def __init__(self, hands: Hands, seed: int) -> None:
        self.hands, self.view, self.chance = hands, hands.view, Random(seed)
        self.done: list[str] = []

    def act(self) -> None:
        """What is open is dealt with first, as a person would."""
        view, chance = self.view, self.chance
        if view.editing():
            self.type(
                chance.choice(WORDS), chance.choice((Key.Key_Return, Key.Key_Return, Key.Key_Tab, Key.Key_Escape))
            )
        elif view.chooser.isVisible():
            self.type(chance.choice(SEARCHES), chance.choice((Key.Key_Return, Key.Key_Return, Key.Key_Escape)))
        elif view.letters is not None and chance.random() < 0.8:
            self.key(getattr(Key, f"Key_{chance.choice('ASDFGHJKL')}"), PLAIN)
        else:
            view.setFocus()
            gestures = (self.click, self.click, self.drag, self.drag, self.place, self.connect, self.pad, self.keys)
            chance.choice((*gestures, self.keys, self.keys, self.history, self.double_click))()
        QApplication.processEvents()

    def tell(self, text: str) -> None:
        self.done.append(text)

    # places

    def spot(self) -> tuple[float, float]:
        """Mostly on or near something, sometimes anywhere in view."""
        view, chance = self.view, self.chance
        bodies = [shape.body() for shape in view.display.shapes.values()]
        if bodies and chance.random() < 0.75:
            left, top, right, bottom = chance.choice(bodies)
            x, y = chance.uniform(left - 6, right + 6), chance.uniform(top - 6, bottom + 6)
            if view.rect().contains(view.to_view(x, y).toPoint()):
                return (x, y)
        lines = [edge.points for edge in view.display.edges.values() if edge.points]
        if lines and chance.random() < 0.5:
            x, y = chance.choice(chance.choice(lines))
            if view.rect().contains(view.to_view(x, y).toPoint()):
                return (x, y)
        at = view.to_diagram(chance.uniform(10, view.width() - 10), chance.uniform(10, view.height() - 10))
        return (at.x(), at.y())

    # gestures

    def click(self) -> None:
        at, keys = self.spot(), self.chance.choice((PLAIN, PLAIN, SHIFT, CTRL))
        self.tell(f"click {at} {keys.name}")
        self.hands.click(*at, keys)

    def double_click(self) -> None:
        at = self.spot()
        self.tell(f"double click {at}")
        self.hands.double_click(*at)

    def drag(self) -> None:
        a, b = self.spot(), self.spot()
        self.tell(f"drag {a} {b}")
        self.hands.drag(a, b)

    def place(self) -> None:
        tools = [tool for tool in self.hands.window.tools.buttons if tool.objectName().startswith("tool.place:")]
        name, at = self.chance.choice(tools).objectName(), self.spot()
        self.tell(f"{name} at {at}")
        self.hands.tool(name.removeprefix("tool."))
        self.hands.click(*at)

    def connect(self) -> None:
        a, b = self.spot(), self.spot()
        self.tell(f"connect {a} {b}")
        self.hands.tool(self.chance.choice(("connect", "connect", "space", "lasso")))
        self.hands.drag(a, b)

    def pad(self) -> None:
        """A button of the pad, clicked or dragged off."""
        view = self.view
        for _ in range(40):
            if view.pad.isVisible() or not view.pad.buttons:
                break
            QTest.qWait(5)
        if not view.pad.isVisible():
            return
        button = self.chance.choice(view.pad.buttons)
        if button.drag and self.chance.random() < 0.5:
            at = self.spot()
            self.tell(f"pad {button.id} dragged to {at}")
            self.hands.pad_drag(button.id, *at)
        else:
            self.tell(f"pad {button.id}")
            self.hands.pad(button.id)

    def keys(self) -> None:
        self.key(*self.chance.choice(KEYS))

    def history(self) -> None:
        for _ in range(self.chance.choice((1, 1, 3, 8))):
            self.key(self.chance.choice((Key.Key_Z, Key.Key_Z, Key.Key_Y)), CTRL)

    def key(self, key: Key, keys: Qt.KeyboardModifier) -> None:
        self.tell(f"{key.name} {keys.name}")
        self.hands.key(key, keys)

    def type(self, text: str, end: Key) -> None:
        self.tell(f"types {text!r} {end.name}")
        self.hands.type(text)
        self.hands.key(end)


@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_undo_all_gives_the_opened_bytes(
    path: Path,
    seed: int,
    opened: Open,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(records, "choice", Random(seed).choice)  # the same ids each time
    copy = Path(shutil.copy(path, tmp_path))
    window = opened(copy)
    document = window.document
    assert document is not None
    start = copy.read_bytes()
    assert document.snapshot().bytes() == start
    monkey = Monkey(Hands(window), seed)
    try:
        for _ in range(COUNT):
            monkey.act()
        settle(monkey)
        redone(monkey)
        end = document.snapshot().bytes()
        undone(monkey)
        assert document.snapshot().bytes() == start
        assert not document.modified
        redone(monkey)
        assert document.snapshot().bytes() == end
    except BaseException:
        print("\n".join(monkey.done[-30:]))
        raise
    assert copy.read_bytes() == start  # nothing was written


def settle(monkey: Monkey) -> None:
    """Closes what is open; a name is kept."""
    view = monkey.view
    view.setFocus()
    for _ in range(4):
        monkey.hands.key(Key.Key_Escape)
    assert not view.editing() and not view.chooser.isVisible()


def undone(monkey: Monkey) -> None:
    model = monkey.hands.model
    while model.can_undo:
        label = model.undo_label, len(model._undo)
        monkey.hands.key(Key.Key_Z, CTRL)
        assert (model.undo_label, len(model._undo)) != label


def redone(monkey: Monkey) -> None:
    model = monkey.hands.model
    while model.can_redo:
        before = len(model._redo)
        monkey.hands.key(Key.Key_Y, CTRL)
        assert len(model._redo) < before
