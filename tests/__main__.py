"""`python3 -m tests`: sets up what is missing, runs every check, then every test, all without a display.

With arguments it runs only pytest, with these arguments. `--benchmark` runs the benchmarks and prints JSON, `--torture`
the tests of crashes and failing disks, long.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from opsdesigner import bootstrap

ROOT = Path(__file__).resolve().parents[1]
BENCHMARKS = ROOT / "tests" / "benchmarks"
CHECKS = (
    ("ruff check", ("-m", "ruff", "check", "--quiet")),
    ("ruff format", ("-m", "ruff", "format", "--check", "--quiet")),
    ("mypy", ("-m", "mypy", "--no-error-summary")),
    ("lint-imports", ("-c", "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])")),
)
# Some minutes each; the suite has a short run of every one.
TORTURES = (
    ("kill -9 while editing, saving and recovering", ("-m", "tests.torture.kills", "2000")),
    ("power cuts", ("-m", "tests.torture.cuts", "2000")),
    ("every call to the disk failing", ("-m", "tests.torture.failing")),
    ("hostile files and 100,000 mutants of good ones", ("-m", "tests.torture.mutants", "100000")),
    ("20,000 spoiled copies pasted", ("-m", "tests.torture.clips", "20000")),
    ("hostile files and mutants in the window", ("-m", "tests.torture.windows", "2000")),
    (
        "what hostile files make the program touch",
        ("-m", "pytest", "-q", "--timeout=0", "tests/torture/test_hostile.py"),
    ),
    ("any verbs in any order", ("-m", "pytest", "-q", "--timeout=0", "tests/torture/test_states.py")),
)
LONG = {"OPSDESIGNER_STATES": "1000", "OPSDESIGNER_STEPS": "100", "OPSDESIGNER_EVERY": "1"}
# The benchmark's own figures come last, on a line of their own; what it prints on the way is for people.
MEASURE = """
import contextlib, importlib, json, sys
with contextlib.redirect_stdout(sys.stderr):
    figures = importlib.import_module("tests.benchmarks." + sys.argv[1]).main()
print(json.dumps(figures))
"""


def main(arguments: list[str]) -> int:
    """The exit code: 0 when every check and every test passed."""
    bootstrap.ensure("tests", ("pictures", "fonts"), ("test", "lint"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments == ["--benchmark"]:
        return benchmark()
    if arguments == ["--torture"]:
        return torture()
    if arguments:
        return python("-m", "pytest", *arguments)
    failed = [name for name, command in CHECKS if not passes(name, command)]
    code = python("-m", "pytest", "-n", "2", "--dist", "worksteal", "-ra")
    if failed:
        print(f"Failed before the tests: {', '.join(failed)}", flush=True)
    return code or (1 if failed else 0)


def passes(name: str, command: tuple[str, ...]) -> bool:
    """Runs one check; quiet as long as all is well."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    print(f"{name}: {'passed' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def python(*command: str) -> int:
    """The exit code of this Python with this command, in the project's folder."""
    return subprocess.run([sys.executable, *command], cwd=ROOT, stdin=subprocess.DEVNULL).returncode


def torture() -> int:
    """Runs each of the tortures; 0 when none of them found a fault."""
    failed = []
    for name, command in TORTURES:
        print(f"{name} …", flush=True)
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env={**os.environ, **LONG}, stdin=subprocess.DEVNULL
        )
        failed += [name] if done.returncode else []
    print(f"Failed: {', '.join(failed)}" if failed else "No faults.", flush=True)
    return 1 if failed else 0


def benchmark() -> int:
    """Every benchmark in a process of its own; one JSON object with the figures of each."""
    names = sorted(path.stem for path in BENCHMARKS.glob("*.py") if "def main(" in path.read_text("utf-8"))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    figures: dict[str, object] = {}
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        command = [sys.executable, "-c", MEASURE, name]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        if done.returncode == 0:
            figures[name] = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(figures, indent=2))
    return 0 if len(figures) == len(names) > 0 else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
