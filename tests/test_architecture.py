"""Who may know whom, beyond what import-linter checks: read from the source, so that nothing need be loaded."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "opsdesigner"
CORE = ("model", "notation", "edit", "files", "safety", "layout", "tables", "analysis", "capture", "comparing")
NETWORK = {"ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "socketserver", "ssl", "urllib", "xmlrpc"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module this file names in an import, wherever it stands; those of its own package begin with a dot."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            name = "." * node.level + (node.module or "")
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names if node.level == 0)


def top(name: str) -> str:
    return name.split(".")[0]


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


FIRST = ["bootstrap.py", "machine.py", "places.py", "__main__.py", "cli.py", "sentences.py", "usage.py"]


@pytest.mark.parametrize("name", FIRST)
def test_what_runs_before_set_up_needs_only_the_standard_library(name: str) -> None:
    tree = ast.parse((PACKAGE / name).read_bytes())
    at_start = [
        node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) and not node.col_offset
    ]
    names = {alias.name for node in at_start if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in at_start if isinstance(node, ast.ImportFrom)}
    assert {name for name in names if top(name) not in sys.stdlib_module_names} <= {"opsdesigner"}


def test_only_set_up_may_use_a_network() -> None:
    users = {relative(path) for path in MODULES if NETWORK & {top(name) for name in imported(path)}}
    assert users <= {"machine.py"}  # it asks whether a display answers on this machine
    assert [relative(path) for path in MODULES if "PySide6.QtNetwork" in set(imported(path))] == []
    starters = {relative(path) for path in MODULES if "subprocess" in set(imported(path))}
    assert starters <= {"bootstrap.py", "canvas/output/apart.py"}  # the latter starts only itself


def test_the_core_names_no_qt() -> None:
    core = [path for path in MODULES if top(relative(path).replace("/", ".")) in CORE]
    assert core
    assert [relative(path) for path in core if {"PySide6", "shiboken6"} & {top(name) for name in imported(path)}] == []


def test_the_core_runs_with_qt_out_of_reach() -> None:
    """What a module loads through others counts too."""
    core = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if top(relative(path).replace("/", ".")) in CORE
    ]
    script = (
        "import sys, importlib; sys.modules['PySide6'] = None\nfor name in sys.argv[1:]: importlib.import_module(name)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *core], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stderr == ""


def test_every_package_has_its_layer() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = " ".join(linter["contracts"][0]["layers"]).replace("(", "").replace(")", "").split()
    packages = {f"opsdesigner.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    assert packages <= set(layers)
    qt_free = {f"opsdesigner.{name}" for name in CORE} & packages
    assert qt_free == set(linter["contracts"][1]["source_modules"])


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_file_opens_with_a_sentence(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_bytes())), "say in one sentence what the file holds"
