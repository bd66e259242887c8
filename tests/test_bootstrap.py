"""Setting up a checkout, tried on small checkouts of their own, without a network."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from importlib import util
from pathlib import Path

import pytest

from opsdesigner import bootstrap, machine

PACKAGE = Path(bootstrap.__file__).parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="shell scripts stand in for apt-get and uv")
PROGRAM = """\
import os, sys
from opsdesigner import bootstrap, machine
exec(os.environ.get("BEFORE", ""))
if "GROUPS" not in os.environ:
    bootstrap.hand_over("program")
bootstrap.ensure("program", tuple(os.environ.get("NEEDS", "").split()), tuple(os.environ.get("GROUPS", "").split()))
print("ran", os.path.basename(sys.prefix), *sys.argv[1:], flush=True)
exec(os.environ.get("AFTER", ""))
if "MODULES" in os.environ:
    print(*sorted(sys.modules))
import tiny
"""


class Checkout:
    """A checkout with a program that needs one package, `tiny`, which lies beside it as a wheel."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tools = folder / "tools"
        self.tools.mkdir()
        (folder / "opsdesigner").mkdir()
        for name in ("__init__.py", "bootstrap.py", "machine.py"):
            shutil.copy(PACKAGE / name, folder / "opsdesigner" / name)
        (folder / "program.py").write_text(PROGRAM)
        (folder / ".ci").mkdir()
        (folder / ".ci" / "constraints.txt").write_text("tiny==1.2\n")
        self.require("tiny", "more")

    def require(self, package: str, extra: str) -> None:
        rows = (package, extra)
        wheels = {row: f'"{row} @ {self._wheel(row).as_uri()}"' for row in rows}
        text = f"[project]\ndependencies = [{wheels[package]}]\n[dependency-groups]\ntest = [{wheels[extra]}]\n"
        (self.folder / "pyproject.toml").write_text(text)

    def _wheel(self, name: str) -> Path:
        path = self.folder / f"{name}-1.2-py3-none-any.whl"
        info = f"{name}-1.2.dist-info"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"{name}.py", "here = True\n")
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
        return path

    def tool(self, name: str, script: str) -> None:
        path = self.tools / name
        path.write_text(f"#!/bin/sh\necho {name} $@ >> {self.tools}/calls\n{script}\n")
        path.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        log = self.tools / "calls"
        return log.read_text().splitlines() if log.exists() else []

    @property
    def installed(self) -> set[str]:
        return {path.stem for path in self.folder.glob(".venv/[Ll]ib*/**/site-packages/*.py")}

    def open(self, *words: str, cwd: Path | None = None, **settings: str) -> "subprocess.Popen[str]":
        """Starts the program with no tool but ours on the PATH and no display."""
        dropped = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH", "VIRTUAL_ENV")
        env = {name: value for name, value in os.environ.items() if name not in dropped}
        path = os.pathsep.join((str(self.tools), "/nowhere"))
        env.update(PATH=path, PYTHONDONTWRITEBYTECODE="1", PIP_NO_INDEX="1", **settings)
        command = [sys.executable, "-m", "program", *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command,
            cwd=cwd or self.folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str, cwd: Path | None = None, **settings: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        started = self.open(*words, cwd=cwd, **settings)
        out, err = started.communicate(timeout=100)
        return started.returncode, out, err


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


NO_ENSUREPIP = "sys.modules['ensurepip'] = None"
NO_PIP = f"""
{NO_ENSUREPIP}
from importlib import metadata
def version(name): raise metadata.PackageNotFoundError
metadata.version = version
"""
# Ten times as fast as having ensurepip fill each environment; what is tested stays the same.
FAST = {"BEFORE": NO_ENSUREPIP} if util.find_spec("pip") else {}
WITHOUT_LIBRARY = "machine.LIBRARIES = {'pictures': {'libnowhere.so.9': 'libnowhere9', 'libc.so.6': 'libc6'}}"


def test_sets_up_once_and_goes_on_with_the_same_arguments(checkout: Checkout) -> None:
    code, out, err = checkout.run("a file.bpmn", "-x")
    assert (code, out) == (0, "ran .venv a file.bpmn -x\n"), err
    assert all(line.startswith("OpsDesigner: ") for line in err.splitlines())
    assert "setting up what is missing" in err and ".venv" in err and "set up in" in err
    assert list(checkout.folder.glob(".venv/**/tiny.*.pyc")), "byte-compiled even under PYTHONDONTWRITEBYTECODE"

    code, out, err = checkout.run("again", MODULES="1")
    assert (code, err) == (0, "")
    assert out.startswith("ran .venv again\n")
    slow = {"hashlib", "tomllib", "subprocess", "ctypes", "socket", "typing", "importlib.metadata", "shutil"}
    assert not slow & set(out.split()), "a start with nothing to set up must cost next to nothing"


def test_what_changed_is_set_up_again(checkout: Checkout) -> None:
    assert checkout.run(**FAST)[0] == 0
    assert "more" not in checkout.installed
    assert checkout.run(GROUPS="test", **FAST)[0] == 0
    assert "more" in checkout.installed

    next(checkout.folder.glob(".venv/**/more-1.2.dist-info/METADATA")).unlink()
    shutil.rmtree(next(checkout.folder.glob(".venv/**/more-1.2.dist-info")))
    assert "setting up" in checkout.run(GROUPS="test", **FAST)[2]

    checkout.require("tiny", "other")
    code, _, err = checkout.run(GROUPS="test", **FAST)
    assert code == 0 and "setting up" in err and "other" in checkout.installed
    assert checkout.run(GROUPS="test", **FAST)[2] == ""


def test_a_broken_environment_is_made_anew(checkout: Checkout) -> None:
    (checkout.folder / ".venv" / "bin").mkdir(parents=True)
    (checkout.folder / ".venv" / "pyvenv.cfg").write_text("home = /gone\n")
    (checkout.folder / ".venv" / "bin" / "python").symlink_to("/gone/python3")
    code, out, err = checkout.run(**FAST)
    assert (code, out) == (0, "ran .venv\n"), err


def test_a_folder_in_the_way_is_left_alone(checkout: Checkout) -> None:
    (checkout.folder / ".venv").mkdir()
    (checkout.folder / ".venv" / "diary.txt").write_text("mine")
    code, _, err = checkout.run(**FAST)
    assert code == 2 and "is in the way" in err.splitlines()[-1]
    assert (checkout.folder / ".venv" / "diary.txt").read_text() == "mine"


def test_a_checkout_that_may_not_be_written_to_is_left_alone(checkout: Checkout) -> None:
    code, out, err = checkout.run(BEFORE="os.access = lambda path, mode: False")
    assert (code, out) == (2, "") and "may not be written to" in err.splitlines()[-1]
    assert not (checkout.folder / ".venv").exists()


def test_a_file_in_the_way_is_told(checkout: Checkout) -> None:
    (checkout.folder / ".venv").write_text("mine")
    code, out, err = checkout.run(**FAST)
    assert (code, out) == (2, "") and err.splitlines()[-1].endswith(".venv: Not a directory.")


def test_without_a_network_it_says_what_it_needs(checkout: Checkout) -> None:
    next(checkout.folder.glob("tiny*.whl")).unlink()
    code, out, err = checkout.run(**FAST)
    assert (code, out) == (2, "") and "this step needs the network" in err.splitlines()[-1]


def test_it_starts_from_any_folder(checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere, own = tmp_path_factory.mktemp("elsewhere"), str(checkout.folder)
    assert checkout.run(cwd=elsewhere, PYTHONPATH=own, **FAST)[:2] == (0, "ran .venv\n")
    asked = "print(os.getcwd(), os.environ['PYTHONPATH'])"
    code, out, err = checkout.run(cwd=elsewhere, PYTHONPATH=own, AFTER=asked)
    assert (code, out, err) == (0, f"ran .venv\n{elsewhere} {os.pathsep.join((own, own))}\n", "")


def test_an_environment_of_ones_own_that_has_all_is_used(checkout: Checkout) -> None:
    (checkout.folder / "tiny.py").touch()
    (checkout.folder / "tiny-1.2.dist-info").mkdir()
    (checkout.folder / "tiny-1.2.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tiny\nVersion: 1.2\n"
    )
    assert checkout.run() == (0, f"ran {Path(sys.prefix).name}\n", "")
    assert not (checkout.folder / ".venv").exists()


def test_set_up_never_goes_round_in_circles(checkout: Checkout) -> None:
    """Where the stamp does not hold although it was just written, a second round would not help."""
    code, out, err = checkout.run(**FAST, **{bootstrap.FRESH: "1"})
    assert (code, out, len(err.splitlines())) == (2, "", 1) and "remove it and start again" in err


def test_where_files_cannot_be_locked_it_is_set_up_all_the_same(checkout: Checkout) -> None:
    before = f"{FAST.get('BEFORE', '')}\nsys.modules['fcntl'] = None"
    code, out, err = checkout.run(BEFORE=before)
    assert (code, out) == (0, "ran .venv\n"), err


@POSIX
def test_on_windows_it_goes_on_in_a_child_and_ends_as_that_ends(checkout: Checkout) -> None:
    """Exec would let the prompt come back at once there; what stops the child by hand stops its parent after it."""
    assert checkout.run(**FAST)[0] == 0
    windows = f"if sys.prefix != {str(checkout.folder / '.venv')!r}: os.name = 'nt'"
    started = checkout.open("a", BEFORE=windows, AFTER="print(os.getppid()); sys.exit(7)")
    out, err = started.communicate(timeout=20)
    assert (started.returncode, out, err) == (7, f"ran .venv a\n{started.pid}\n", "")

    waits = (
        "import time\n"
        "try: print('waits', flush=True); time.sleep(30)\n"
        "except KeyboardInterrupt: time.sleep(0.3); print('stopped'); sys.exit(130)"
    )
    started = checkout.open("b", BEFORE=windows, AFTER=waits)
    assert started.stdout is not None
    assert [started.stdout.readline() for _ in range(2)] == ["ran .venv b\n", "waits\n"]
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=20)
    assert (started.returncode, out, err) == (130, "stopped\n", "")


@pytest.mark.skipif(util.find_spec("pip") is None, reason="this environment holds no pip")
def test_without_ensurepip_the_outer_pip_fills_the_environment(checkout: Checkout) -> None:
    code, out, err = checkout.run(BEFORE=NO_ENSUREPIP)
    assert (code, out) == (0, "ran .venv\n"), err
    assert not list(checkout.folder.glob(".venv/**/site-packages/pip"))
    assert checkout.run(BEFORE=NO_ENSUREPIP)[1:] == ("ran .venv\n", "")


@POSIX
def test_with_nothing_to_install_by_python3_venv_is_asked_for(checkout: Checkout) -> None:
    checkout.tool("apt-get", "exit 1")
    code, out, err = checkout.run(BEFORE=f"{NO_PIP}\nos.geteuid = lambda: 1000")
    assert (code, out, checkout.calls) == (2, "", [])
    assert f"sudo apt-get install python3.{sys.version_info[1]}-venv" in err.splitlines()[-1]
    assert not (checkout.folder / ".venv").exists()


@POSIX
def test_uv_comes_first_and_pip_helps_out(checkout: Checkout) -> None:
    checkout.tool("uv", "exit 1")
    code, out, err = checkout.run(**FAST)
    assert (code, out) == (0, "ran .venv\n"), err
    assert checkout.calls[0].startswith("uv venv")


@POSIX
def test_as_root_only_what_is_missing_is_installed(checkout: Checkout) -> None:
    checkout.tool("apt-get", "exit 0")
    before = f"{WITHOUT_LIBRARY}; os.geteuid = lambda: 0; bootstrap.APT_LISTS = '/'"
    code, _, err = checkout.run(NEEDS="pictures", BEFORE=before)
    assert all(call.endswith(" libnowhere9") or "update" in call for call in checkout.calls), checkout.calls
    assert len(checkout.calls) == 2
    assert code == 2 and "still missing after apt-get: libnowhere9" in err.splitlines()[-1]


@POSIX
def test_what_was_missing_is_installed_and_the_program_goes_on(checkout: Checkout) -> None:
    assert checkout.run(**FAST)[0] == 0
    (checkout.tools / "deb_Packages").touch()
    library = checkout.tools / "libnowhere.so.9"
    checkout.tool("apt-get", f"/bin/ln -s {a_library()} {library}")
    before = f"machine.LIBRARIES = {{'pictures': {{{str(library)!r}: 'libnowhere9'}}}}; os.geteuid = lambda: 0"
    before += f"; bootstrap.APT_LISTS = {str(checkout.tools)!r}"
    code, out, err = checkout.run(NEEDS="pictures", GROUPS="", BEFORE=before)
    assert (code, out) == (0, "ran .venv\n"), err
    assert [call.split()[1] for call in checkout.calls] == ["install"], "the lists are there, and so is the environment"
    assert "system packages: libnowhere9" in err and "Python packages" not in err


def a_library() -> str:
    """The path of a shared library that can be loaded."""
    loaded = Path("/proc/self/maps").read_text()
    return next(words[-1] for line in loaded.splitlines() if "libc.so" in (words := line.split())[-1])


@POSIX
def test_what_apt_cannot_install_is_told(checkout: Checkout) -> None:
    checkout.tool("apt-get", "exit 100")
    before = f"{WITHOUT_LIBRARY}; os.geteuid = lambda: 0; bootstrap.APT_LISTS = '/'"
    code, _, err = checkout.run(NEEDS="pictures", BEFORE=before)
    assert code == 2 and err.splitlines()[-1].endswith("try: sudo apt-get install libnowhere9")
    assert [call.split()[1] for call in checkout.calls] == ["update"], "without lists there is nothing to install from"


@POSIX
def test_without_root_the_command_is_printed(checkout: Checkout) -> None:
    checkout.tool("apt-get", "exit 0")
    code, out, err = checkout.run(NEEDS="pictures", BEFORE=f"{WITHOUT_LIBRARY}; os.geteuid = lambda: 1000")
    assert (code, out, checkout.calls) == (2, "", [])
    assert err.splitlines()[-1].endswith("sudo apt-get install libnowhere9")
    assert not (checkout.folder / ".venv").exists()


def test_without_apt_the_list_is_printed(checkout: Checkout) -> None:
    code, _, err = checkout.run(NEEDS="pictures", BEFORE=WITHOUT_LIBRARY)
    assert code == 2 and "install what Debian calls libnowhere9" in err.splitlines()[-1]


def test_without_a_display_nothing_is_set_up(checkout: Checkout) -> None:
    code, out, err = checkout.run(NEEDS="window")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "no display" in err and "export" in err
    assert not (checkout.folder / ".venv").exists()


def test_an_installed_program_sets_nothing_up(checkout: Checkout) -> None:
    (checkout.folder / "pyproject.toml").unlink()
    (checkout.folder / "tiny.py").touch()
    assert checkout.run(**FAST)[1] == f"ran {Path(sys.prefix).name}\n"
    assert not (checkout.folder / ".venv").exists()
    code, _, err = checkout.run(NEEDS="pictures", BEFORE=WITHOUT_LIBRARY)
    assert code == 2 and err.endswith("sudo apt-get install libnowhere9\n") and len(err.splitlines()) == 1


@POSIX
def test_an_interrupted_set_up_says_so_and_is_taken_up_again(checkout: Checkout) -> None:
    checkout.tool("uv", "exec sleep 60")
    started = checkout.open(**FAST)
    while not checkout.calls:
        time.sleep(0.05)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=20)
    assert (started.returncode, out) == (130, "")
    assert "Traceback" not in err and "set-up stopped" in err.splitlines()[-1]
    (checkout.tools / "uv").unlink()
    assert checkout.run(**FAST)[1] == "ran .venv\n"


@POSIX
def test_two_starts_at_once_set_up_once(checkout: Checkout) -> None:
    first, second = checkout.open("1", **FAST), checkout.open("2", **FAST)
    errors = ""
    for word, started in (("1", first), ("2", second)):
        out, err = started.communicate(timeout=100)
        assert out == f"ran .venv {word}\n", err
        errors += err
    assert errors.count("set up in") == 1


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 6))
    with pytest.raises(SystemExit) as ended:
        bootstrap.hand_over("opsdesigner")
    assert ended.value.code == 2
    assert "Python 3.11 or later is needed" in capsys.readouterr().err


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    return monkeypatch


def test_a_display_must_answer(no_screen: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert machine.no_display() == "as there is no display"
    no_screen.setenv("DISPLAY", ":9731")
    assert machine.no_display() == "as the display :9731 does not answer"
    no_screen.setenv("WAYLAND_DISPLAY", "wayland-7")
    no_screen.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert "does not answer" in machine.no_display()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert machine.no_display() == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="abstract sockets")
@pytest.mark.parametrize("name", [":9732", ":9732.0", "unix:9732"])
def test_an_x_server_that_listens_is_a_display(no_screen: pytest.MonkeyPatch, name: str) -> None:
    no_screen.setenv("DISPLAY", name)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X9732")
        server.listen()
        assert machine.no_display() == ""


def test_a_display_of_another_machine_is_believed_one_through_a_tunnel_is_asked(no_screen: pytest.MonkeyPatch) -> None:
    no_screen.setenv("DISPLAY", "terminal.example:0")
    assert machine.no_display() == ""
    with socket.create_server(("localhost", 0)) as server:
        tunnel = f"localhost:{server.getsockname()[1] - 6000}.0"
        no_screen.setenv("DISPLAY", tunnel)
        assert machine.no_display() == ""
    assert machine.no_display() == f"as the display {tunnel} does not answer"


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc", "vnc:port=5901", "offscreen;xcb"])
def test_platforms_that_need_no_display(no_screen: pytest.MonkeyPatch, platform: str) -> None:
    no_screen.setenv("QT_QPA_PLATFORM", platform)
    assert machine.no_display() == ""
    assert machine.libraries_for(("window",)) == ("pictures",)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_a_display_and_their_libraries(no_screen: pytest.MonkeyPatch, platform: str) -> None:
    no_screen.setattr(sys, "platform", platform)
    assert machine.no_display() == ""
    assert machine.libraries_for(("window",)) == ()


def test_libraries_follow_what_is_shown(no_screen: pytest.MonkeyPatch) -> None:
    assert machine.libraries_for(()) == ()
    assert machine.libraries_for(("pictures",)) == ("pictures",)
    no_screen.setenv("DISPLAY", ":0")
    assert machine.libraries_for(("window",)) == ("pictures", "x11")
    no_screen.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert machine.libraries_for(("window",)) == ("pictures", "x11", "wayland")


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("pytest", True),
        ("pytest>=8.4", True),
        ("pytest>=8.4,<9999", True),
        ("pytest>=9999", False),
        ("pytest<1.0", False),
        ("no-such-distribution", False),
        ("no-such-distribution; python_version < '3.11'", True),
        ("no-such-distribution>=1; python_version >= '3.11'", False),
    ],
)
def test_what_the_running_python_has(requirement: str, expected: bool) -> None:
    assert machine.met(requirement) is expected


def test_the_tests_run_where_everything_is_met() -> None:
    assert [row for row in bootstrap.requirements(("test", "lint")) if not machine.met(row)] == []
