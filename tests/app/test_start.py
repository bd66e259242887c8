"""Starting: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

LATE = ("networkx", "lxml", "openpyxl", "PySide6.QtNetwork", "PySide6.QtPrintSupport", "opsdesigner.layout.undrawn")
SCRIPT = f"""
import sys
from opsdesigner.app.main import application
from opsdesigner.app.window import MainWindow
application([])
window = MainWindow([])
print([name for name in {LATE} if name in sys.modules])
"""


def test_nothing_heavy_is_imported_at_the_start() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""
