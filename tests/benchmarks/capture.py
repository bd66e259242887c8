"""Capture: one line at 10 to 2,000 steps, in the core and in the window; long texts read, printed and edited."""

from __future__ import annotations

from statistics import median
from time import thread_time

from opsdesigner.capture.editing import edit_text
from opsdesigner.capture.outline import outline_text, written
from opsdesigner.capture.scribe import Scribe
from opsdesigner.capture.whole import capture, read_text
from opsdesigner.edit.fresh import blank
from opsdesigner.model import Model
from opsdesigner.notation.what_if import survey_now

from .bench import Bench, each_size

SIZES = (10, 100, 300, 2000)
ROLES = ("Sales", "Stores", "Office", "Shipping")
ROUNDS = 12  # of all lines, each a little farther
LINES = (
    "Check",
    "Stores: Pick",
    "In stock?",
    "yes: Office: Bill",
    "no: Shipping: Send",
    "",
    "! late: Tell",
    "-> Check",
)


def main() -> dict[str, object]:
    """CPU milliseconds."""
    return {
        "one line": {size: _lines(size) for size in SIZES},
        "in the window": each_size("capture", SIZES),
        "2,000 steps asked six questions": round(_surveyed(2000), 1),
        "5,000 lines read": round(_took(lambda: read_text("\n".join(_text(5000)))), 1),
        "2,000 lines drawn": round(_took(lambda: _drawn(2000)), 1),
        "5,000 lines printed": round(_printed(5000), 1),
        "300 steps printed": round(_took(lambda: outline_text(_drawn(300)[0])) - _took(lambda: _drawn(300)), 1),
        "300 steps, one renamed in the text": round(_edited(300), 1),
    }


def measure(bench: Bench) -> dict[str, object]:
    """Keys of the bar up to the painted page: letters, the ghost that follows them, Enter, undo."""
    from PySide6.QtCore import Qt

    bench.command("new")
    bench.settle()
    bench.view = bench.window.twin.process.view
    bench.watch()
    bench.window.capturing.enter_all("\n".join(_text(bench.count)))
    bench.window.capturing.open()
    bench.settle()
    for _ in range(ROUNDS):
        for line in LINES:
            for letter in line:
                with bench.meter.step("a letter"):
                    bench.key(Qt.Key.Key_A, letter)
                    bench.app.processEvents()
                    bench.app.processEvents()
            if line:
                with bench.meter.step("its ghost, in the end"):
                    bench.wait(lambda: not bench.window.capturing.ghost.busy, "the ghost")
                    bench.app.processEvents()
            with bench.painting("Enter") if line else bench.meter.step("Enter on an empty line"):
                bench.key(Qt.Key.Key_Return, "\r")
            assert not bench.window.capture_bar.line.text(), line
            bench.settle(0.25)
    with bench.painting("undo"):
        bench.key(Qt.Key.Key_Z, "", Qt.KeyboardModifier.ControlModifier)
    return bench.meter.figures()


def _text(size: int) -> list[str]:
    """A process with a decision and a role now and then."""
    lines = ["# Orders"]
    for at in range(size // 4):
        lines += [f"{ROLES[at % 4]}: Do {at}", f"Fine {at}?", f"  yes: Go on {at}", f"  no: {ROLES[at % 3]}: Mend {at}"]
    return lines


def _drawn(size: int) -> tuple[Model, str]:
    records, page = blank()
    model = Model(records)
    capture(model, "\n".join(_text(size)))
    return model, page


def _lines(size: int) -> dict[str, float]:
    model, page = _drawn(size)
    scribe = Scribe(model, page)
    scribe.enter("Sales: Check")
    scribe.enter("Ship")
    times: list[float] = []
    for _ in range(3):
        for line in LINES:
            begun = thread_time()
            scribe.enter(line)
            times.append(1000 * (thread_time() - begun))
    return {"median": round(median(times), 1), "most": round(max(times), 1)}


def _printed(size: int) -> float:
    (draft,) = read_text("\n".join(_text(size)))
    return _took(lambda: written(draft))


def _edited(size: int) -> float:
    model, _ = _drawn(size)
    process = next(node.id for node in model.records.values() if getattr(node, "kind", "") == "process")
    text = outline_text(model, process)
    return _took(lambda: edit_text(model, process, text.replace("Go on 2", "Carry on 2", 1)))


def _surveyed(size: int) -> float:
    model, _ = _drawn(size)
    process = next(node.id for node in model.records.values() if getattr(node, "kind", "") == "process")
    return _took(lambda: survey_now(model, process))


def _took(act: object) -> float:
    begun = thread_time()
    act()  # type: ignore[operator]
    return 1000 * (thread_time() - begun)
