"""Who has a document open: the second one is told, and a lock ends with its owner."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.safety import lock
from opsdesigner.safety.lock import Locked, beside, in_state, take, take_document

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from opsdesigner.safety.lock import take_document
held = take_document(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_the_second_one_is_told_who_has_it_and_gets_it_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "a.bpmn"
    first = take_document(path)
    assert first.path == beside(path) and first.path.name.startswith(".a.bpmn.")
    with pytest.raises(Locked) as locked:
        take_document(path)
    holder = locked.value.holder
    assert holder.pid == os.getpid() and holder.here and holder.host in str(locked.value)
    first.release()
    first.release()
    assert list(tmp_path.iterdir()) == []
    take_document(path).release()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_killed_owner_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.bpmn"
    pipe = subprocess.PIPE
    started = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
    assert started.stdout is not None and started.stdout.readline() == "held\n"
    with pytest.raises(Locked) as locked:
        take_document(path)
    assert locked.value.holder.pid == started.pid
    started.send_signal(signal.SIGKILL)
    started.communicate()
    assert beside(path).exists(), "nobody took it out"
    take_document(path).release()


def test_a_lock_of_another_computer_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.bpmn"
    theirs = {"user": "ada", "host": "elsewhere", "pid": 1, "since": "2026-01-01T10:00:00"}
    beside(path).write_text(json.dumps(theirs))
    with pytest.raises(Locked, match="ada on elsewhere") as locked:
        take_document(path)
    assert not locked.value.holder.here and json.loads(beside(path).read_text()) == theirs


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"user": 1}', b"\x00" * 20])
def test_a_lock_that_was_half_written_by_one_who_died_is_free(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.bpmn"
    beside(path).write_bytes(content)
    take_document(path).release()


def test_where_nothing_can_be_written_beside_it_the_lock_is_in_the_state_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, real = tmp_path / "a.bpmn", os.open

    def refuse(name: object, *rest: int) -> int:
        if str(name).startswith(str(tmp_path / ".a")):
            raise OSError(30, "read-only")
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(lock.os, "open", refuse)
    held = take_document(path)
    assert held.path == in_state(path) and places.state_folder() in held.path.parents
    with pytest.raises(Locked):
        take_document(path)
    held.release()


def test_links_lead_to_one_lock(tmp_path: Path) -> None:
    (tmp_path / "link.bpmn").symlink_to(tmp_path / "a.bpmn")
    held = take_document(tmp_path / "a.bpmn")
    with pytest.raises(Locked):
        take_document(tmp_path / "link.bpmn")
    held.release()


def test_the_longest_names_can_be_locked(tmp_path: Path) -> None:
    take_document(tmp_path / ("😀" * 62 + ".xml")).release()


@pytest.mark.skipif(sys.platform == "win32", reason="a lock of Windows is always there")
def test_where_the_system_knows_no_locks_the_process_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import fcntl

    def none(*_: object) -> None:
        raise OSError(37, "no locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    held = take(tmp_path / "lock")
    with pytest.raises(Locked):
        take(tmp_path / "lock")
    gone = json.loads((tmp_path / "lock").read_text())
    (tmp_path / "lock").write_text(json.dumps({**gone, "pid": 2**22 + 1}))
    take(tmp_path / "lock").release()
    held.release()


def test_a_full_disk_leaves_no_half_lock_unless_only_this_computer_matters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "no room")

    monkeypatch.setattr(lock.os, "write", full)
    with pytest.raises(OSError, match="no room"):
        take(tmp_path / "lock")
    assert list(tmp_path.iterdir()) == []
    take(tmp_path / "lock", signed=False).release()
