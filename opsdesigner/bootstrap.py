"""Sets up a source checkout: system packages, an environment of its own, then the program in it.

Standard library only, and the only code of OpsDesigner that may use a network. An installed program needs none of it:
set-up happens only where `pyproject.toml` stands beside the package. What is there is left alone; a stamp in the
environment makes the next start a comparison of a few bytes.
"""

from __future__ import annotations

import os
import sys

from opsdesigner import machine

TYPE_CHECKING = False  # importing typing would cost as much as all the rest of a start that has nothing to set up
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO, NoReturn

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(ENVIRONMENT, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
STAMP = os.path.join(ENVIRONMENT, "opsdesigner-setup")
PROJECT = os.path.join(ROOT, "pyproject.toml")
CONSTRAINTS = os.path.join(ROOT, ".ci", "constraints.txt")
APT_LISTS = "/var/lib/apt/lists"
OLDEST = (3, 11)
FRESH = "OPSDESIGNER_FRESHLY_SET_UP"


def hand_over(module: str) -> None:
    """Goes on in the environment of this checkout where one is set up; otherwise comes back at once."""
    _check_python()
    if os.path.exists(PROJECT) and not _inside() and _standing():
        _go_on(module)


def ensure(module: str, needs: tuple[str, ...] = (), groups: tuple[str, ...] = ()) -> None:
    """Comes back when all is there: `needs` of the system ("pictures", "window"), dependency `groups` of Python.

    Where something had to be set up it does not come back: the program goes on as `python -m module` in `.venv`.
    """
    _check_python()
    fresh = os.environ.pop(FRESH, "")
    if "window" in needs and (reason := machine.no_display()):
        refuse(f"no window can be opened, {reason}; `python3 -m opsdesigner export IN -o OUT.svg` needs none.")
    libraries = machine.libraries_for(needs)
    if not os.path.exists(PROJECT):
        if packages := machine.missing_packages(libraries):
            refuse(f"system libraries are missing; install them with: {_apt_command(packages)}")
        return
    wanted = {"program", *libraries, *groups}
    there = wanted <= _standing()
    if there and not _inside():
        _go_on(module)
    if there or (all(machine.met(row) for row in requirements(groups)) and not machine.missing_packages(libraries)):
        return  # here, or in an environment of the user's own
    if fresh:
        refuse(f"the environment {ENVIRONMENT} is not as set-up left it; remove it and start again.")
    _set_up_alone(wanted, libraries, groups)
    os.environ[FRESH] = "1"
    _go_on(module)


def say(text: str) -> None:
    """One line for the user, never on standard output: that may be a document."""
    print(f"OpsDesigner: {text}", file=sys.stderr, flush=True)


def refuse(text: str) -> NoReturn:
    """Ends the program with one line and exit code 2."""
    say(text)
    raise SystemExit(2)


def requirements(groups: tuple[str, ...]) -> list[str]:
    """The requirement strings of the program and of these dependency groups."""
    import tomllib

    with open(PROJECT, "rb") as file:
        project = tomllib.load(file)
    wanted = [project["project"]["dependencies"], *(project["dependency-groups"][group] for group in groups)]
    return [requirement for row in wanted for requirement in row]


def extras() -> list[str]:
    """The requirement strings of what the program can do without. Set-up brings it; nothing is set up only for it."""
    import tomllib

    with open(PROJECT, "rb") as file:
        offered = tomllib.load(file)["project"].get("optional-dependencies", {})
    return [requirement for row in offered.values() for requirement in row]


# --- what is set up ---------------------------------------------------------------------------------------------------


def _check_python() -> None:
    if sys.version_info < OLDEST:
        refuse(f"Python 3.11 or later is needed, and this is {sys.version.split()[0]}; start it with a newer one.")


def _inside() -> bool:
    return os.path.realpath(sys.prefix) == os.path.realpath(ENVIRONMENT)


def _fingerprint() -> str:
    """Changes with what is to be installed; a check against accident, so a checksum will do."""
    import zlib

    total = 0
    for path in (PROJECT, CONSTRAINTS):
        with open(path, "rb") as file:
            total = zlib.crc32(file.read(), total)
    return f"{total:08x}"


def _standing() -> set[str]:
    """What the stamp says is set up; nothing when it is out of date or something it lists is gone."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            fingerprint, version, site, words, packages = file.read().splitlines()
        there = {name.partition("-")[0] for name in os.listdir(os.path.join(ENVIRONMENT, site))}
        current = fingerprint == _fingerprint() and os.path.exists(PYTHON) and set(packages.split()) <= there
    except (OSError, ValueError):
        return set()
    if not current or (_inside() and version != f"{sys.version_info[0]}.{sys.version_info[1]}"):
        return set()
    return set(words.split())


def _write_stamp(words: set[str]) -> None:
    version, site = _look_inside()
    folder = os.path.join(ENVIRONMENT, site)
    packages = {name.partition("-")[0] for name in os.listdir(folder) if name.endswith(".dist-info")}
    rows = (_fingerprint(), version, site, " ".join(sorted(words)), " ".join(sorted(packages)))
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")


def _look_inside() -> tuple[str, str]:
    """Version and package folder of the environment's Python; both empty when it does not work (any more)."""
    import subprocess

    ask = (
        "import sys, os, sysconfig; site = sysconfig.get_path('purelib'); "
        "print('%d.%d' % sys.version_info[:2], os.path.relpath(site, sys.prefix)) if os.path.isdir(site) else None"
    )
    try:
        answer = subprocess.run([PYTHON, "-I", "-c", ask], capture_output=True, text=True).stdout.split(maxsplit=1)
    except OSError:
        return "", ""
    works = len(answer) == 2 and tuple(map(int, answer[0].split("."))) >= OLDEST
    return (answer[0], answer[1].strip()) if works else ("", "")


# --- setting up -------------------------------------------------------------------------------------------------------


def _set_up_alone(wanted: set[str], libraries: tuple[str, ...], groups: tuple[str, ...]) -> None:
    """Sets up while no other start of this checkout does; every failure ends in one sentence."""
    try:
        with open(PROJECT, "rb") as turn:
            _wait_for(turn)
            have = _standing()
            if not wanted <= have:
                packages = None if {"program", *groups} <= have else [*requirements(groups), *extras()]
                _set_up(have | wanted, libraries, packages)
    except KeyboardInterrupt:
        say("set-up stopped; the same command takes it up again.")
        raise SystemExit(130) from None
    except OSError as error:
        refuse(f"set-up failed at {error.filename or ENVIRONMENT}: {error.strerror or error}.")


def _wait_for(turn: BinaryIO) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("waiting for another start that is setting up …")
        fcntl.flock(turn, fcntl.LOCK_EX)


def _set_up(words: set[str], libraries: tuple[str, ...], wanted: list[str] | None) -> None:
    """System packages, then what is wanted from the package index, then the stamp that says so."""
    import time

    began = time.monotonic()
    say("setting up what is missing; the next start will not need this.")
    packages = machine.missing_packages(libraries)
    if wanted is not None and not _installers():
        packages.append("python{}.{}-venv".format(*sys.version_info))
    if packages:
        _install_packages(packages)
    if lacking := machine.missing_packages(libraries):
        refuse(f"still missing after apt-get: {' '.join(lacking)}; see what it says above.")
    if wanted is not None:
        _install_requirements(wanted)
    _run([PYTHON, "-m", "compileall", "-q", os.path.join(ROOT, "opsdesigner")], quiet=True)
    _write_stamp(words)
    say(f"set up in {time.monotonic() - began:.0f} s.")


def _apt_command(packages: list[str]) -> str:
    return f"sudo apt-get install {' '.join(packages)}"


def _install_packages(packages: list[str]) -> None:
    """As root by apt; otherwise says what to install, and ends."""
    import shutil

    if not shutil.which("apt-get"):
        refuse(f"install what Debian calls {' '.join(packages)} with this system's own tool, then start again.")
    if os.geteuid() != 0:
        refuse(f"system packages are missing; install them, then start again: {_apt_command(packages)}")
    say(f"system packages: {' '.join(packages)} …")
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "-o"]
    install += ["DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0", *packages]
    listed = any(name.endswith(("_Packages", "_Packages.lz4")) for name in os.listdir(APT_LISTS))
    if (listed and _run(install)) or (_run(["apt-get", "update", "-q"]) and _run(install)):
        return
    refuse(f"apt-get could not install them, as it says above; try: {_apt_command(packages)}")


def _installers() -> list[Callable[[], list[str]]]:
    """The ways to fill an environment that this machine offers, best first."""
    import shutil
    from importlib import metadata, util

    try:
        pip_fills_others = tuple(map(int, metadata.version("pip").split(".")[:2])) >= (22, 3)
    except (metadata.PackageNotFoundError, ValueError):
        pip_fills_others = False
    offered = (
        (shutil.which("uv") is not None, _with_uv),
        (util.find_spec("ensurepip") is not None, _with_own_pip),
        (pip_fills_others, _with_outer_pip),
    )
    return [way for there, way in offered if there]


def _install_requirements(wanted: list[str]) -> None:
    """Makes the environment if there is none that works, and installs into it by the first way that succeeds."""
    import shutil

    if not os.access(ROOT, os.W_OK):
        refuse(f"{ROOT} may not be written to, and the environment belongs there; copy it to a folder of your own.")
    if os.path.exists(ENVIRONMENT) and not _look_inside()[0]:
        if os.listdir(ENVIRONMENT) and not os.path.exists(os.path.join(ENVIRONMENT, "pyvenv.cfg")):
            refuse(f"{ENVIRONMENT} is in the way and is no Python environment; move it, then start again.")
        shutil.rmtree(ENVIRONMENT)
    say(f"Python packages into {ENVIRONMENT}{'' if os.path.exists(PYTHON) else ' (about 90 MB to fetch)'} …")
    for way in _installers():
        install = way()
        if install and _run([*install, "-c", CONSTRAINTS, *wanted]):
            return
    refuse("the Python packages could not be installed, as said above; this step needs the network, once.")


def _with_uv() -> list[str]:
    made = os.path.exists(PYTHON) or _run(["uv", "venv", "-q", "--python", sys.executable, ENVIRONMENT])
    return ["uv", "pip", "install", "--python", PYTHON, "--compile-bytecode"] if made else []


def _with_own_pip() -> list[str]:
    made = os.path.exists(PYTHON) or _run([sys.executable, "-m", "venv", ENVIRONMENT])
    return [PYTHON, "-m", "pip", *_pip_install()] if made and _run([PYTHON, "-m", "ensurepip"], quiet=True) else []


def _with_outer_pip() -> list[str]:
    made = os.path.exists(PYTHON) or _run([sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT])
    return [sys.executable, "-m", "pip", "--python", PYTHON, *_pip_install()] if made else []


def _pip_install() -> list[str]:
    """Bars that move on a terminal, silence in a log."""
    shown = [] if sys.stderr.isatty() else ["-q"]
    return ["install", "--compile", "--disable-pip-version-check", "--no-input", "--no-warn-script-location", *shown]


def _run(command: list[str], quiet: bool = False) -> bool:
    """Whether it succeeded. What it prints goes to standard error; it is asked nothing."""
    import subprocess

    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    out = subprocess.DEVNULL if quiet else sys.stderr
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=out, env=settings).returncode == 0


def _go_on(module: str) -> NoReturn:
    """The same command in the environment's Python. On Windows a child, since exec there lets the prompt come back."""
    if os.getcwd() != ROOT:
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (ROOT, os.environ.get("PYTHONPATH"))))
    command = [PYTHON, "-m", module, *sys.argv[1:]]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(PYTHON, command)
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            raise SystemExit(child.wait())
        except KeyboardInterrupt:
            continue  # the child has got it too, and says how it ends
