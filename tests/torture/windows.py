"""Hostile files and mutants opened in the window: `python -m tests.torture.windows 2000`.

Each is shown, or one sentence says why it is not; whatever it is, the window goes on and its painting ends.
"""

from __future__ import annotations

import itertools
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from opsdesigner.app.main import application
from opsdesigner.app.window import MainWindow

from .hostile import kinds
from .mutants import MEMORY, mutant, originals
from .probing import STUCK, Hang, patience, plain


def opened(path: Path) -> list[str]:
    """Opens the file in a window of its own, looks at every page; what is wrong."""
    window = MainWindow([path])
    window.resize(1200, 800)
    try:
        with patience():
            window.show()
            return _seen(window)
    except Hang:
        return ["the window stands still"]
    except Exception as error:
        return [f"{type(error).__name__}: {str(error)[:200]}"]
    finally:
        window._leaving = True
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _seen(window: MainWindow) -> list[str]:
    end = time.monotonic() + STUCK
    while time.monotonic() < end:
        QApplication.processEvents()
        if window.document is not None:
            break
        boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
        if boxes:
            sentence = boxes[0].text()
            boxes[0].accept()
            return [] if plain(sentence) else [f"refused in more than a sentence: {sentence[:200]!r}"]
        time.sleep(0.001)
    else:
        return ["neither opened nor refused"]
    window.grab()
    window.actions_by_id["fit"].trigger()
    QApplication.processEvents()
    window.actions_by_id["selectAll"].trigger()
    QApplication.processEvents()
    window.grab()
    return []


def files(count: int, every: int = 1) -> Iterator[tuple[str, bytes]]:
    """Every so manieth hostile kind, and so many mutants."""
    yield from itertools.islice(kinds(), 0, None, every)
    good = originals()
    for seed in range(count):
        yield f"mutant {seed}", mutant(good, Random(seed))


def main(arguments: list[str]) -> int:
    """Opens them all; prints what was wrong, each by its name."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    bad = number = 0
    with tempfile.TemporaryDirectory() as name:
        os.environ["OPSDESIGNER_STATE"] = str(Path(name, "state"))
        application([])
        for number, (called, data) in enumerate(files(int(arguments[0])), 1):
            path = Path(name, f"{number}.bpmn")
            path.write_bytes(data)
            for fault in opened(path):
                bad += 1
                print(f"{called}: {fault}", flush=True)
            path.unlink()
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{number} files in the window, {bad} faults, {used} MiB at most")
    return 1 if bad or used > MEMORY else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
