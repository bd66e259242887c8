"""The journal: safe means on disk, nobody waits for it, and what fails is told and tried again."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.edit import arrange
from opsdesigner.model import Change, Shape
from opsdesigner.safety import journal, lines, sessions, tape

from .work import Desk, crash, found


class Slow:
    """A disk that takes nothing until it is let go; counts how often it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.free, self.asked, self.count = threading.Event(), threading.Event(), 0
        real = tape.flush

        def flush(handle: int) -> None:
            self.count += 1
            self.asked.set()
            self.free.wait(20)
            real(handle)

        monkeypatch.setattr(tape, "flush", flush)


def test_an_edit_is_told_to_be_safe_once_the_disk_has_it_and_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    desk.edit("first")
    assert desk.kept.journal.settled() and desk.safe[-1] == 1
    slow = Slow(monkeypatch)
    desk.edit("a")
    assert slow.asked.wait(20)
    desk.edit(*(f"e{number}" for number in range(30)))
    assert desk.safe[-1] == 1, "not before the disk has it"
    on_disk = lines.read(sessions.generations(desk.kept.journal.folder)[-1].read_bytes())
    assert on_disk is not None and on_disk.last == 32, "but written at once: a killed program loses none"
    slow.free.set()
    assert desk.kept.journal.settled() and desk.safe[-1] == 32
    assert slow.count <= 3, "many edits, one flush"
    desk.kept.close()


def test_a_large_edit_is_put_into_words_by_the_thread_and_order_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = Desk()
    desk.edit(*(f"e{number}" for number in range(40)))
    slow, makers, real = Slow(monkeypatch), dict[bool, threading.Thread](), lines.edit_line

    def edit_line(number: int, change: Change) -> bytes:
        makers[len(change.records) > journal.AT_ONCE] = threading.current_thread()
        return real(number, change)

    monkeypatch.setattr(journal, "edit_line", edit_line)
    shapes = {shape.id for shape in desk.document.model.all(Shape)}
    arrange.move(desk.document.model, shapes, 8, 8, "")
    desk.edit("after")
    slow.free.set()
    assert desk.kept.journal.settled()
    assert makers[True] is not threading.current_thread() is makers[False]
    crash(monkeypatch, desk, tmp_path / "after")
    document = found().document
    assert document is not None and dict(document.model.records) == dict(desk.document.model.records)


@pytest.mark.parametrize("call", ["write", "fdatasync", "fsync"])
def test_what_fails_is_told_kept_and_tried_again_with_the_next_edit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, call: str
) -> None:
    desk = Desk()
    desk.edit("a")
    assert desk.kept.journal.settled()

    def fail(*_: object) -> int:
        raise OSError(28, "no room")

    with monkeypatch.context() as broken:
        for name in {call, "fsync"}:
            broken.setattr(os, name, fail)
        if call == "fsync":
            broken.setattr(os, "fdatasync", fail)
        desk.edit("b")
        assert not desk.kept.journal.settled() and desk.safe == [1] and [number for number, _ in desk.failed] == [2]
        desk.edit("c")
        assert not desk.kept.journal.settled() and "no room" in desk.failed[-1][1]
    desk.edit("d")
    assert desk.kept.journal.settled() and desk.safe[-1] == 4
    crash(monkeypatch, desk, tmp_path / "after")
    again = found()
    assert again.edits == 4 and again.dropped == 0


def test_what_failed_is_tried_again_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "AGAIN", 0.01)
    places.state_folder().write_bytes(b"a file where the folder should be")
    desk = Desk()
    desk.edit("a")
    assert not desk.kept.journal.settled() and len(desk.failed) == 1
    places.state_folder().unlink()
    safe = threading.Event()
    desk.kept.journal._safe = lambda number: safe.set()
    assert safe.wait(20) and len(desk.failed) == 1, "told once"
    desk.kept.close()


def test_a_flush_that_failed_is_not_believed_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may have thrown away what it could not write: all goes into a new file."""
    desk = Desk()
    desk.edit("a")
    assert desk.kept.journal.settled()
    real, calls = tape.flush, []

    def flush(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 1:
            raise OSError(5, "the disk has a fault")
        real(handle)

    monkeypatch.setattr(tape, "flush", flush)
    desk.edit("b")
    assert desk.kept.journal.settled() and desk.failed == []
    assert [path.name for path in sessions.generations(desk.kept.journal.folder)] == ["2.journal"]
    desk.kept.close()


def test_a_name_is_taken_down_some_times_a_second_while_it_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "TYPING", 0.05)
    desk = Desk()
    desk.edit("a")
    text = "Check the order"
    for length in range(1, len(text) + 1):
        desk.kept.typing("a", text[:length])
    file = sessions.generations
    for _ in range(200):
        assert desk.kept.journal.settled()
        data = file(desk.kept.journal.folder)[-1].read_bytes()
        read = lines.read(data)
        assert read is not None
        if read.typed == lines.Typed("a", text):
            break
        threading.Event().wait(0.01)
    assert read.typed == lines.Typed("a", text) and data.count(b'"text"') <= 3
    desk.kept.typing("", "")
    assert desk.kept.journal.settled()
    read = lines.read(file(desk.kept.journal.folder)[-1].read_bytes())
    assert read is not None and read.typed is None
    desk.kept.close()


def test_a_journal_that_cannot_be_rolled_over_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    desk, file = Desk(), tmp_path / "docs" / "a.bpmn"
    desk.edit("a")
    assert desk.kept.journal.settled()
    taken = desk.kept.take()
    written = desk.kept.write(taken, file)

    def fail(*_: object) -> None:
        raise OSError(28, "no room")

    with monkeypatch.context() as full:
        full.setattr(tape.Tape, "begin", fail)
        desk.kept.saved(written)
        desk.edit("b")
        assert desk.kept.journal.settled() and desk.failed == []
        crash(monkeypatch, desk, tmp_path / "after")  # before the journal can begin anew after all
    again = found()
    assert (again.path, again.edits) == (file, 1)
    desk.kept.close()


def test_an_edit_made_while_a_journal_begins_anew_stays_in_the_old_file_until_the_new_one_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    desk = Desk()
    desk.edit("a")
    written = desk.kept.write(desk.kept.take(), tmp_path / "docs" / "a.bpmn")
    folder, begun, go_on = desk.kept.journal.folder, threading.Event(), threading.Event()
    real = tape.sync_folder

    def sync_folder(path: Path) -> None:
        begun.set()
        go_on.wait(20)
        real(path)

    monkeypatch.setattr(tape, "sync_folder", sync_folder)
    desk.kept.saved(written)
    assert begun.wait(20)
    desk.edit("b")
    slow = Slow(monkeypatch)
    go_on.set()
    assert slow.asked.wait(20) and desk.safe[-1] == 1
    both = [lines.read(path.read_bytes()) for path in sessions.generations(folder)]
    assert [read.last for read in both if read is not None] == [2, 2]
    slow.free.set()
    assert desk.kept.journal.settled() and desk.safe[-1] == 2
    assert [path.name for path in sessions.generations(folder)] == ["2.journal"]
    desk.kept.close()


def test_a_fault_of_whoever_listens_does_not_end_the_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda *error: told.append(error[0]))
    desk = Desk()
    desk.kept.journal._safe = lambda number: [][number]
    desk.edit("a")
    desk.kept.journal.settled()
    desk.edit("b")
    assert desk.kept.close(finished=False) and set(told) == {IndexError} and found().edits == 2
