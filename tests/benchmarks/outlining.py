"""Writing in the outline panel: a letter, and a line taken over, up to the painted page; CPU milliseconds."""

from __future__ import annotations

from statistics import median
from time import thread_time

from .bench import Bench, each_size
from .capture import _text

SIZES = (100, 300, 2000)
LETTERS, LINES = 60, 8


def main() -> dict[str, object]:
    return each_size("outlining", SIZES)


def measure(bench: Bench) -> dict[str, object]:
    from PySide6.QtCore import Qt

    from opsdesigner.app.side import OUTLINE

    bench.command("new")
    bench.settle()
    bench.window.capturing.enter_all("\n".join(_text(bench.count)))
    bench.window.side.show_page(OUTLINE, stay=True)
    text = bench.window.side.outline.text
    text.editor.setFocus()
    text.editor.set_cursor(bench.count // 2 + 1, 99)
    bench.settle(3)
    letters: list[float] = []
    for _ in range(LETTERS):
        begun = thread_time()
        bench.key(Qt.Key.Key_A, "a")
        bench.app.processEvents()
        letters.append(1000 * (thread_time() - begun))
    lines: list[float] = []
    for _ in range(LINES):
        bench.key(Qt.Key.Key_A, "a")
        bench.app.processEvents()
        begun = thread_time()
        assert text.take()
        bench.app.processEvents()
        bench.app.processEvents()
        lines.append(1000 * (thread_time() - begun))
        bench.settle()
    return {
        "a letter": {"median": round(median(letters), 1), "most": round(max(letters), 1)},
        "a line taken over": {"median": round(median(lines), 1), "most": round(max(lines), 1)},
    }
