"""Setting up a checkout, tried on small checkouts of their own, without a network."""

import os
import shutil
import signal
import sys
import time
from importlib import util
from pathlib import Path

import pytest

from opsdesigner import bootstrap, machine

from .checkout import Checkout

POSIX = pytest.mark.skipif(os.name == "nt", reason="shell scripts stand in for apt-get and uv")


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


def test_set_up_brings_what_the_program_can_do_without(checkout: Checkout) -> None:
    checkout.require("tiny", "more", "office")
    code, _, err = checkout.run(**FAST)
    assert code == 0 and checkout.installed >= {"tiny", "office"}, err
    assert checkout.run(**FAST)[2] == ""


def test_an_environment_of_ones_own_may_lack_it(checkout: Checkout) -> None:
    checkout.require("tiny", "more", "office")
    (checkout.folder / "tiny.py").touch()
    (checkout.folder / "tiny-1.2.dist-info").mkdir()
    (checkout.folder / "tiny-1.2.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tiny\nVersion: 1.2\n"
    )
    assert checkout.run() == (0, f"ran {Path(sys.prefix).name}\n", "")


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


def test_the_tests_run_where_everything_is_met() -> None:
    assert [row for row in bootstrap.requirements(("test", "lint")) if not machine.met(row)] == []
