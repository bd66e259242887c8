"""The command line: what it understands, how it ends, and what it does not load."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from opsdesigner import __version__, cli, places
from opsdesigner.files.errors import Refused

ROOT = Path(__file__).resolve().parents[1]
Reply = tuple[int, str, str]


def opsdesigner(*words: str | Path, stdin: str = "", **settings: str) -> Reply:
    """Exit code, standard output and standard error of a real call."""
    command = [sys.executable, "-m", "opsdesigner", *map(str, words)]
    env = {**os.environ, **settings}
    done = subprocess.run(command, cwd=ROOT, env=env, input=stdin, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def converting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str, str], list[str]]], None]:
    """Puts another function in the place of the one that converts."""

    def replace(convert: Callable[[str, str], list[str]]) -> None:
        monkeypatch.setitem(sys.modules, "opsdesigner.files.document", SimpleNamespace(convert=convert))  # type: ignore[arg-type]

    return replace


def convert(*words: str) -> int:
    return cli.run(cli.parse(["convert", *words]))


def test_version() -> None:
    assert opsdesigner("--version") == (0, f"OpsDesigner {__version__}\n", "")


def test_help_shows_every_command_and_an_example_of_each() -> None:
    code, out, err = opsdesigner("--help")
    assert (code, err) == (0, "")
    for name, command in cli.COMMANDS.items():
        assert f"opsdesigner {name} " in out.split("examples:")[1]
        assert command.summary in out
        assert opsdesigner(name, "--help")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["convert"], "IN, OUT"),
        (["convert", "a.bpmn"], "OUT"),
        (["convert", "a", "b", "--nonsense"], "--nonsense"),
        (["export", "a.bpmn"], "-o"),
        (["export", "a.bpmn", "-o", "a.gif"], "a.gif must end in one of .svg"),
        (["export", "a.bpmn", "-o", "a.png", "--scale", "0"], "0 is no number from"),
        (["export", "a.bpmn", "-o", "a.png", "--scale", "big"], "big is no number from"),
        (["export", "a.bpmn", "-o", "a.png", "--scale", "nan"], "nan is no number from"),
        (["export", "a.bpmn", "-o", "-", "--as", "gif"], "gif"),
        (["exprot", "a.bpmn"], "exprot is neither a file nor a command"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_what_it_does_not_understand_is_refused_in_one_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.parse(words)
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert said in err and "--help" in err and err.count("\n") == 1


def test_what_it_understands() -> None:
    assert cli.parse([]).arguments.files == []
    assert cli.parse(["a.bpmn", "b.bpmn"]).needs == ("window",)
    assert cli.parse(["convert", "-", "-"]).needs == ()
    export = cli.parse(["export", "a.bpmn", "-o", "A.SVG", "--diagram", "all", "--scale", "2"])
    assert export.needs == ("pictures",)
    wanted = {"source": "a.bpmn", "target": "A.SVG", "diagram": "all", "scale": 2.0, "kind": "svg"}
    assert vars(export.arguments) == wanted
    assert cli.parse(["export", "-", "-o", "-", "--as", "pdf"]).arguments.kind == "pdf"


def test_notes_are_told_and_fail_only_when_asked(
    converting: Callable[[object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    converting(lambda source, target: [f"{source} to {target}: two shapes share an id."])
    assert convert("a", "b") == 0
    assert convert("a", "b", "--strict") == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", 2 * "a to b: two shapes share an id.\n")
    converting(lambda source, target: [])
    assert convert("a", "b", "--strict") == 0


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Refused("a.bpmn is not XML:\nline 1."), "a.bpmn is not XML: line 1."),
        (FileNotFoundError(errno.ENOENT, "x", "a.bpmn"), "a.bpmn is not there"),
        (IsADirectoryError(errno.EISDIR, "x", "a"), "a is a folder"),
        (NotADirectoryError(errno.ENOTDIR, "x", "a/b"), "a/b lies under"),
        (PermissionError(errno.EACCES, "x", "a.bpmn"), "a.bpmn may not be read or written"),
        (OSError(errno.ENOSPC, "x", "a.bpmn"), "a.bpmn does not fit on the disk; make room"),
        (OSError(errno.EROFS, "x", "a.bpmn"), "a.bpmn lies where nothing can be written"),
        (OSError(errno.EIO, "Input/output error", "b.bpmn"), "b.bpmn: Input/output error."),
        (OSError("odd"), "the file: odd."),
        (MemoryError(), "not enough memory"),
    ],
)
def test_every_refusal_is_one_sentence(
    error: Exception, said: str, converting: Callable[[object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(source: str, target: str) -> list[str]:
        raise error

    converting(fail)
    assert convert("a", "b") == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("opsdesigner: ") and said in err and err.count("\n") == 1


def test_a_failure_of_ours_is_a_sentence_and_its_details_are_kept(
    converting: Callable[[object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    converting(lambda source, target: [][1])
    assert convert("a", "b") == 2
    err = capsys.readouterr().err
    report = places.state_folder() / "last-failure.txt"
    assert err.count("\n") == 1 and "IndexError" in err and str(report) in err
    assert "Traceback" in report.read_text() and __version__ in report.read_text()


def test_a_failure_of_ours_is_told_even_where_its_details_cannot_be_kept(
    converting: Callable[[object], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("OPSDESIGNER_STATE", str(tmp_path / "file" / "state"))
    converting(lambda source, target: [][1])
    assert convert("a", "b") == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "IndexError" in err and "details" not in err


def test_stopped_by_hand(converting: Callable[[object], None]) -> None:
    def stop(source: str, target: str) -> list[str]:
        raise KeyboardInterrupt

    converting(stop)
    assert convert("a", "b") == 130


def test_a_reader_that_goes_away_is_no_failure() -> None:
    script = (
        "import sys; from opsdesigner import cli; from types import SimpleNamespace as N\n"
        "def convert(source, target):\n"
        "    for _ in range(100_000): print('a line of the file')\n"
        "    return []\n"
        "sys.modules['opsdesigner.files.document'] = N(convert=convert)\n"
        "sys.exit(cli.run(cli.parse(['convert', '-', '-'])))\n"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert started.stdout and started.stderr
    started.stdout.readline()
    started.stdout.close()
    assert started.stderr.read() == ""
    assert started.wait(20) == 141
    started.stderr.close()


def test_the_window_needs_a_display() -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("these always have one")
    code, out, err = opsdesigner("a.bpmn", QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "no display" in err and "export" in err


# --- with the real commands -------------------------------------------------------------------------------------------

SAMPLE = ROOT / "samples" / "order-fulfilment.bpmn"


def test_convert_gives_the_same_bytes(tmp_path: Path) -> None:
    target = tmp_path / "out.bpmn"
    assert opsdesigner("convert", SAMPLE, target, "--strict") == (0, "", "")
    assert target.read_bytes() == SAMPLE.read_bytes()
    code, out, err = opsdesigner("convert", "-", "-", stdin=SAMPLE.read_text("utf-8"))
    assert (code, out, err) == (0, SAMPLE.read_text("utf-8"), "")


@pytest.mark.parametrize(
    "content", [b"", b"no markup", b"PK\x03\x04 a zip", b"<a", b"<!DOCTYPE a><a/>", b"<html/>"], ids=ascii
)
@pytest.mark.parametrize("command", ["convert", "export"])
def test_what_is_no_bpmn_is_refused_in_one_line(command: str, content: bytes, tmp_path: Path) -> None:
    broken, target = tmp_path / "broken.bpmn", tmp_path / "out.svg"
    broken.write_bytes(content)
    code, out, err = opsdesigner(command, broken, *(["-o"] if command == "export" else []), target)
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert "inside OpsDesigner" not in err and "Traceback" not in err and not target.exists()


def test_export_says_what_it_wrote(tmp_path: Path) -> None:
    picture = tmp_path / "order.svg"
    assert opsdesigner("export", SAMPLE, "-o", picture) == (0, f"{picture}\n", "")
    assert b"<svg" in picture.read_bytes()[:200]


def test_the_window_opens_and_ends_with_it() -> None:
    script = (
        "import sys\nfrom PySide6.QtCore import QTimer\nfrom PySide6.QtWidgets import QApplication\n"
        "from opsdesigner import cli\n"
        "app = QApplication([])\n"
        "def look():\n"
        "    print(*(window.windowTitle() for window in app.topLevelWidgets() if window.isVisible()))\n"
        "    app.closeAllWindows()\n"
        "QTimer.singleShot(0, look)\n"
        "sys.exit(cli.run(cli.parse(sys.argv[1:])))\n"
    )
    command = [sys.executable, "-c", script, str(SAMPLE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "") and "order-fulfilment" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_the_window_is_stopped_from_the_terminal() -> None:
    """Ctrl+C while nothing happens in the window: Qt waits, and Python would hear of it at the next event only."""
    script = (
        "import sys\nfrom PySide6.QtCore import QTimer\nfrom PySide6.QtWidgets import QApplication\n"
        "from opsdesigner import cli\n"
        "app = QApplication([])\n"
        "QTimer.singleShot(0, lambda: print('up', flush=True))\n"
        "sys.exit(cli.run(cli.parse([])))\n"
    )
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    pipe = subprocess.PIPE
    started = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=env, stdout=pipe, stderr=pipe, text=True)
    assert started.stdout is not None and started.stdout.readline() == "up\n"
    started.send_signal(signal.SIGINT)
    try:
        assert started.communicate(timeout=30) == ("", "") and started.returncode == 0
    finally:
        started.kill()


@pytest.mark.parametrize("name", ["nowhere.bpmn", "."])
def test_what_is_no_file_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    code, _, err = opsdesigner("convert", tmp_path / name, tmp_path / "out.bpmn")
    assert (code, err.count("\n")) == (2, 1) and "inside OpsDesigner" not in err


def test_convert_loads_no_qt(tmp_path: Path) -> None:
    loaded = modules_after(
        "from opsdesigner import cli\n"
        f"assert cli.run(cli.parse(['convert', {str(SAMPLE)!r}, {str(tmp_path / 'out.bpmn')!r}])) == 0"
    )
    assert not {name for name in loaded if name.split(".")[0] in ("PySide6", "shiboken6", "networkx")}


def test_the_window_loads_only_what_it_needs() -> None:
    """Protects the time to the first picture without a clock."""
    loaded = modules_after(
        "from opsdesigner import cli\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "import opsdesigner.app.main\n"
        "from opsdesigner.app.window import MainWindow\n"
        f"window = MainWindow([{str(SAMPLE)!r}])\n"
        "window.show()\n"
        "app.processEvents()"
    )
    late = {"networkx", "openpyxl", "docx", "pptx", "jinja2", "markdown_it", "vsdx", "spylls", "PySide6.QtNetwork"}
    assert not late & loaded


def modules_after(script: str) -> set[str]:
    """The modules a fresh Python holds when this has run."""
    script += "\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return set(done.stdout.split())
