"""A small checkout to be set up: a program that needs one package, which lies beside it, and tools of our own."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from opsdesigner import bootstrap

PACKAGE = Path(bootstrap.__file__).parent
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

    def require(self, package: str, extra: str, optional: str = "") -> None:
        rows = tuple(filter(None, (package, extra, optional)))
        wheels = {row: f'"{row} @ {self._wheel(row).as_uri()}"' for row in rows}
        text = f"[project]\ndependencies = [{wheels[package]}]\n[dependency-groups]\ntest = [{wheels[extra]}]\n"
        if optional:
            text += f"[project.optional-dependencies]\noffice = [{wheels[optional]}]\n"
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
