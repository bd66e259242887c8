"""What `conftest` holds against a test: whatever is written to standard error, by Python or by Qt."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MUTTERING = {
    "print": "import sys\ndef test_it(): print('oh', file=sys.stderr)",
    "the operating system": "import os\ndef test_it(): os.write(2, b'oh')",
    "a warning": "import warnings\ndef test_it(): warnings.warn('oh')",
    "Qt": "from PySide6.QtCore import qWarning\ndef test_it(): qWarning('oh')",
    "a slot": (
        "from PySide6.QtCore import QObject, Signal\n"
        "class Bell(QObject):\n    rung = Signal()\n"
        "def test_it(qtbot):\n    bell = Bell(); bell.rung.connect(lambda: [][1]); bell.rung.emit()"
    ),
    "a thread": "import threading\ndef test_it():\n    t = threading.Thread(target=lambda: [][1]); t.start(); t.join()",
}


def passes(text: str, folder: Path) -> bool:
    (folder / "test_it.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml"), "-q"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*command, str(folder)], cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.returncode == 0


@pytest.mark.parametrize("who", MUTTERING)
def test_what_is_muttered_fails(who: str, tmp_path: Path) -> None:
    assert not passes(MUTTERING[who], tmp_path)


def test_what_is_quiet_or_allowed_passes(tmp_path: Path) -> None:
    allowed = "@pytest.mark.stderr_ok\ndef test_loud(): print('oh', file=sys.stderr)"
    assert passes(f"import pytest, sys\ndef test_quiet(): print('to standard output')\n{allowed}", tmp_path)


def test_a_run_that_copied_something_ends_well(tmp_path: Path) -> None:
    copy = "data = QMimeData(); data.setText('a'); qapp.clipboard().setMimeData(data)"
    assert passes(f"from PySide6.QtCore import QMimeData\ndef test_it(qapp): {copy}", tmp_path)
