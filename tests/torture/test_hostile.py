"""Hostile and broken input: opened or refused in one sentence, quickly, nothing else touched."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from . import clips, hostile, hostile_texts, mutants, probing, windows

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes as POSIX has them")
FEW = 60  # a part of what `--torture` runs through


def test_no_kind_of_harm_is_done_by_opening_editing_and_saving() -> None:
    names = set()
    wrong = []
    for name, data in hostile.kinds():
        names.add(name)
        wrong += [f"{name}: {fault}" for fault in probing.faults(partial(probing.edited, data))]
    assert wrong == []
    assert len(names) > 700


@pytest.mark.parametrize("part", range(4))
def test_commands_refuse_in_a_sentence_or_do_what_they_should(part: int, tmp_path: Path) -> None:
    wrong = []
    for _, data in itertools.islice(hostile.kinds(), part * FEW, None, 4 * FEW):
        wrong += mutants.wrong(data, True, tmp_path)
    assert wrong == []


def test_tables_outlines_and_what_is_no_file(tmp_path: Path) -> None:
    seen, wrong = set(), []
    for name, path, words in hostile_texts.files(tmp_path):
        seen.add(name)
        wrong += [f"{name}: {fault}" for fault in probing.converted(path, tmp_path / "out.bpmn", *words)]
    assert wrong == []
    assert len(seen) > 60


def test_mutants_open_and_are_fixpoints_or_are_refused(tmp_path: Path) -> None:
    files = mutants.originals()
    wrong = [
        (n, fault) for n in range(300) for fault in mutants.wrong(mutants.mutant(files, Random(n)), False, tmp_path)
    ]
    assert wrong == []


def test_windows_show_hostile_files_or_say_why_not(tmp_path: Path, qapp: QApplication) -> None:
    wrong = []
    for name, data in windows.files(10, FEW):
        (tmp_path / "in.bpmn").write_bytes(data)
        wrong += [f"{name}: {fault}" for fault in windows.opened(tmp_path / "in.bpmn")]
    assert wrong == []


@pytest.mark.parametrize("name", ["order-fulfilment", "bright-bikes"])
def test_what_any_program_may_put_on_the_clipboard_leaves_the_document_sound(name: str) -> None:
    spoiled = clips.Clips((ROOT / "samples" / f"{name}.bpmn").read_bytes())
    assert [f"{seed}: {fault}" for seed in range(FEW) for fault in spoiled.faults(seed)] == []


@pytest.mark.skipif(not shutil.which("strace"), reason="strace tells what is opened")
def test_nothing_else_is_read_or_written_and_no_network_is_touched(tmp_path: Path) -> None:
    """Seen from outside the program, for libraries open files of their own."""
    trace, place = tmp_path / "trace", tmp_path / "place"
    place.mkdir()
    calls = "trace=open,openat,creat,connect,socket,rename,renameat,renameat2,unlink,unlinkat"
    program = [
        sys.executable,
        "-B",
        "-m",
        "tests.torture.touching",
        str(place),
        os.environ.get("OPSDESIGNER_EVERY", "16"),
    ]
    command = ["strace", "-f", "-qq", "-e", calls, "-o", str(trace), *program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    lines = trace.read_text(errors="replace").splitlines()
    began = next(n for n, line in enumerate(lines) if "touching-begins" in line)
    assert [line for line in lines[began:] if "AF_INET" in line or "example.invalid" in line or "passwd" in line] == []
    known = (
        str(place),
        sys.prefix,
        sys.base_prefix,
        str(ROOT),
        "/proc/",
        "/usr/",
        "/lib",
        "/dev/",
        "/etc/ld.so",
        "/etc/mime",
    )
    paths = [line.split('"')[1] for line in lines[began:] if '"' in line and "ENOENT" not in line]
    assert [path for path in paths if path.startswith("/") and not path.startswith(known)] == []
    written = [line for line in lines[began:] if re.search(r"O_WRONLY|O_RDWR|O_CREAT|creat\(|rename|unlink", line)]
    assert [line for line in written if str(place) not in line and "/dev/null" not in line] == []
