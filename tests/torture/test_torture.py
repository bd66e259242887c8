"""A short run of each torture: nothing that was acknowledged is lost, and every failure is told.

`python3 -m tests --torture` runs them long.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from .cuts import main as cuts
from .disk import Disk
from .failing import main as failing
from .work import Worker, at, faults

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, mounts and modes as POSIX has them")


def test_killed_at_any_moment_nothing_acknowledged_is_lost() -> None:
    """In a process of its own: it forks, which one with threads in it must not."""
    command = [sys.executable, "-m", "tests.torture.kills", "30"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_without_power_at_any_moment_nothing_acknowledged_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    assert cuts(["150"]) == 0, capsys.readouterr().out


def test_a_disk_that_fails_at_any_call_loses_nothing_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(["9"]) == 0, capsys.readouterr().out


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    place = tmp_path / "tiny"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.getuid() or not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(path: Path) -> None:
    """Takes all the room there is."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(bytes(1024)):
            pass


@pytest.mark.parametrize("state", [True, False], ids=["the journal's disk", "the file's disk"])
def test_a_disk_that_fills_is_told_and_nothing_acknowledged_is_lost(tiny: Path, tmp_path: Path, state: bool) -> None:
    root = tmp_path / "root"
    full = root / ("state" if state else "docs")

    def ready() -> None:
        full.rmdir()
        full.symlink_to(tiny)

    def work(worker: Worker) -> None:
        worker.run(4, 3)
        fill(tiny / "filler")
        worker.run(60, 10)
        assert worker.diary.failures, "a full disk and not a word"
        acknowledged = worker.diary.acknowledged
        assert state == (acknowledged < 64)
        (tiny / "filler").unlink()
        worker.run(1, 1)
        assert worker.kept.journal.settled() and worker.diary.acknowledged == 65, "with room again all is safe"

    diary, _ = at(root, Disk(root), work, Random(1), ready)
    assert faults(root, diary, diary.acknowledged, diary.saved) == []


def test_a_folder_that_turns_read_only_is_told_and_the_journal_has_all(tiny: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    docs = root / "docs"

    def ready() -> None:
        docs.rmdir()
        docs.symlink_to(tiny)

    def work(worker: Worker) -> None:
        worker.run(4, 2)
        assert worker.kept.lock is not None
        worker.kept.lock.release()  # the system turns no disk read-only on which a file is open for writing
        mode("ro")
        worker.run(6, 3)
        assert len([failure for failure in worker.diary.failures if failure.startswith("save")]) == 2
        assert worker.diary.acknowledged == 10

    def mode(to: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{to}", str(tiny)], check=True)

    diary, _ = at(root, Disk(root), work, Random(1), ready)
    assert faults(root, diary, diary.acknowledged, diary.saved) == []
    mode("rw")


def test_in_a_folder_that_was_read_only_from_the_start_work_goes_on(tiny: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"

    def ready() -> None:
        (root / "docs").rmdir()
        (root / "docs").symlink_to(tiny)
        subprocess.run(["mount", "-o", "remount,ro", str(tiny)], check=True)

    diary, worker = at(root, Disk(root), lambda worker: worker.run(6, 3), Random(1), ready)
    assert worker.kept.lock is not None and root / "state" in worker.kept.lock.path.parents
    assert len(diary.failures) == 2 and diary.acknowledged == 6
    assert faults(root, diary, diary.acknowledged, diary.saved) == []
