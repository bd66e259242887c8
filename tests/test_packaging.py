"""What is built, pinned and promised: the wheel, the places, the versions, the README."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from opsdesigner import __version__, bootstrap, machine, places

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel of this checkout is unpacked, as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_the_program_and_nothing_else(site: Path) -> None:
    info = f"opsdesigner-{__version__}.dist-info"
    assert {path.name for path in site.iterdir()} == {"opsdesigner", info}
    shipped = {path.relative_to(ROOT) for name in ("resources", "samples") for path in (ROOT / name).rglob("*")}
    assert shipped
    assert [path for path in sorted(shipped) if not (site / "opsdesigner" / path).exists()] == []


def test_the_installed_program_finds_its_files(site: Path, tmp_path: Path) -> None:
    script = (
        "from opsdesigner import places, __file__; print(places.resources(), places.samples(), __file__, sep='\\n')"
    )
    env = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.stderr == ""
    resources, samples, package = map(Path, done.stdout.splitlines())
    assert package.parent == resources.parent == samples.parent == site / "opsdesigner"
    assert (resources / "help" / "changelog.md").is_file() and samples.is_dir()


def test_the_command_is_there(site: Path) -> None:
    text = next(site.glob("*.dist-info/entry_points.txt")).read_text()
    assert text.split() == ["[console_scripts]", "opsdesigner", "=", "opsdesigner.__main__:main"]
    assert callable(EntryPoint("opsdesigner", "opsdesigner.__main__:main", "console_scripts").load())


def test_a_checkout_finds_its_files() -> None:
    assert places.resources() == ROOT / "resources" and places.samples() == ROOT / "samples"


@pytest.mark.parametrize(
    ("platform", "settings", "expected"),
    [
        ("linux", {}, "{home}/.local/state/opsdesigner"),
        ("linux", {"XDG_STATE_HOME": "/var/mine"}, "/var/mine/opsdesigner"),
        ("linux", {"XDG_STATE_HOME": "relative"}, "{home}/.local/state/opsdesigner"),
        ("darwin", {}, "{home}/Library/Application Support/OpsDesigner"),
        ("win32", {}, "{home}/AppData/Local/OpsDesigner"),
        ("win32", {"LOCALAPPDATA": "/c/local"}, "/c/local/OpsDesigner"),
        ("linux", {"OPSDESIGNER_STATE": "/elsewhere"}, "/elsewhere"),
        ("win32", {"OPSDESIGNER_STATE": "~/elsewhere"}, "{home}/elsewhere"),
    ],
)
def test_the_state_folder(
    platform: str, settings: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPSDESIGNER_STATE", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert places.state_folder() == Path(expected.format(home=Path.home()))


def test_every_requirement_is_pinned() -> None:
    pins = (ROOT / ".ci" / "constraints.txt").read_text().splitlines()
    assert all(re.fullmatch(r"[\w-]+==[\w.]+(; python_version .*)?", pin) for pin in pins)
    pinned = {re.split("==", pin)[0].lower() for pin in pins}
    wanted = bootstrap.requirements(tuple(PROJECT["dependency-groups"])) + bootstrap.extras()
    assert {re.match(r"[\w-]+", row)[0].lower() for row in wanted} <= pinned  # type: ignore[index]
    assert sum(pin.startswith("PySide6-Essentials==") for pin in pins) == 2


def test_void_qt_calls_keep_the_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one with each call, and aborts the program after some 6,000."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 100


def test_the_changelog_is_headed_by_this_version() -> None:
    text = (places.resources() / "help" / "changelog.md").read_text("utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE)[0] == __version__


def test_the_readme_says_what_is_true() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for command in ("python3 -m opsdesigner samples/order-fulfilment.bpmn", "python3 -m tests"):
        assert f"\n{command}\n" in text
    packages = {package for row in machine.LIBRARIES.values() for package in row.values()}
    assert [package for package in sorted(packages) if package not in text] == []
    folders = re.findall(r"^\| `([\w./]+)` \|", text, re.MULTILINE)
    assert [name for name in folders if not (ROOT / name).exists()] == []


def test_the_top_level_is_as_agreed() -> None:
    git = shutil.which("git") or pytest.skip("no git here")
    listed = subprocess.run([git, "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("no git repository here")
    top = {path.split("/")[0] for path in listed.stdout.splitlines()}
    agreed = {"opsdesigner", "resources", "samples", "tests", "pyproject.toml", "README.md"}
    assert {name for name in top if not name.startswith(".")} <= agreed


def test_continuous_integration_runs_the_same_command() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text().splitlines()[-1] == "exec python3 -m tests"
    assert os.access(script, os.X_OK)
