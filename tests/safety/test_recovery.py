"""After a crash: the document as it was, settled by what the file holds now; nothing is thrown away."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.edit.draw import rename
from opsdesigner.files.document import open_document
from opsdesigner.layout.undrawn import place_undrawn
from opsdesigner.model import Node
from opsdesigner.safety import keeping, lines, recovery, sessions, tape
from opsdesigner.safety.journal import BASE

from .work import Desk, crash, found, opened

UNDRAWN = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
 <process id="P"><task id="A" name="One"/><task name="Nameless"/></process></definitions>"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "docs" / "a.bpmn"


@pytest.fixture(autouse=True)
def folder(file: Path) -> None:
    file.parent.mkdir()


def test_a_document_that_was_never_saved_comes_back_with_its_steps_to_undo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = Desk()
    desk.edit("a", "b")
    desk.document.model.undo()
    desk.edit("c")
    crash(monkeypatch, desk, tmp_path / "after")
    again = found()
    assert (again.outcome, again.path, again.title, again.edits) == (recovery.RECOVERED, None, "New process", 4)
    document = again.document
    assert document is not None and document.path is None and document.modified
    assert dict(document.model.records) == dict(desk.document.model.records)
    assert document.snapshot().bytes() == desk.bytes()
    for _ in range(4):
        document.model.undo()
    assert not document.model.can_undo and not any(node.kind == "task" for node in document.model.all(Node))


def test_the_file_as_it_was_gets_all_edits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path) -> None:
    desk = Desk(opened(file, "a"))
    desk.edit("b")
    crash(monkeypatch, desk, tmp_path / "after")
    again = found()
    assert (again.outcome, again.path, again.edits, again.dropped) == (recovery.RECOVERED, file, 1, 0)
    assert again.document is not None and again.document.snapshot().bytes() == desk.bytes()
    again.document.model.undo()
    assert not again.document.modified


@pytest.mark.parametrize("later", [(), ("d",)])
def test_a_crash_right_after_a_save_is_settled_by_what_the_file_holds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path, later: tuple[str, ...]
) -> None:
    """The file has its new name, and the journal has not begun anew."""
    desk = Desk(opened(file, "a"))
    desk.edit("b")
    taken = desk.kept.take()
    desk.edit(*later)
    desk.kept.write(taken, file)
    crash(monkeypatch, desk, tmp_path / "after")
    again = found()
    assert again.outcome == (recovery.RECOVERED if later else recovery.SAVED) and again.edits == len(later)
    if later:
        assert again.document is not None and again.document.snapshot().bytes() == desk.bytes()
        again.document.model.undo()
        assert not again.document.modified and again.known == lines.digest(file.read_bytes())
    else:
        assert again.document is None


def test_a_first_save_that_the_journal_only_announced_gives_the_document_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
) -> None:
    desk = Desk()
    desk.edit("a")
    taken = desk.kept.take()
    desk.edit("b")
    desk.kept.write(taken, file)
    crash(monkeypatch, desk, tmp_path / "after")
    assert recovery.is_of(next(sessions.open_folders()), file)
    again = found()
    assert (again.outcome, again.path, again.edits) == (recovery.RECOVERED, file, 1)


def test_after_a_save_the_journal_begins_anew_and_recovers_to_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
) -> None:
    file.write_bytes(UNDRAWN)
    desk = Desk(open_document(file, place_undrawn))
    rename(desk.document.model, "A", "Two")
    desk.save(file)
    desk.edit("b")
    assert desk.kept.journal.settled()
    again_from = desk.kept.journal.folder
    desk.kept.close(finished=False)
    assert [path.name for path in sessions.generations(again_from)] == ["2.journal"]
    again = found()
    assert again.document is not None and again.edits == 1
    assert dict(again.document.model.records) == dict(desk.document.model.records)
    assert again.document.snapshot().bytes() == desk.bytes()


def test_a_first_drawing_is_no_edit_after_a_crash_either(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
) -> None:
    file.write_bytes(UNDRAWN)
    desk = Desk(open_document(file, place_undrawn))
    desk.edit("b")
    crash(monkeypatch, desk, tmp_path / "after")
    document = found().document
    assert document is not None
    document.model.undo()
    assert not document.modified and document.snapshot().bytes() == UNDRAWN


@pytest.mark.parametrize(("now", "outcome"), [(b"other", recovery.CHANGED), (None, recovery.GONE)])
def test_a_file_that_others_changed_or_took_away_leaves_both_to_choose_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path, now: bytes | None, outcome: str
) -> None:
    desk = Desk(opened(file, "a"))
    desk.edit("b")
    crash(monkeypatch, desk, tmp_path / "after")
    file.unlink() if now is None else file.write_bytes(now)
    again = found()
    assert (again.outcome, again.edits) == (outcome, 1)
    assert again.document is not None and again.document.snapshot().bytes() == desk.bytes()
    kept = keeping.resume(again)
    if now is None:
        kept.write(kept.take(), file)
        assert file.read_bytes() == desk.bytes()
    else:
        with pytest.raises(keeping.ChangedElsewhere):
            kept.write(kept.take(), file)
        assert file.read_bytes() == now
    kept.close()


def test_a_torn_tail_is_cut_off_and_the_journal_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    desk = Desk()
    desk.edit("a", "b")
    crash(monkeypatch, desk, tmp_path / "after")
    path = sessions.generations(next(sessions.open_folders()))[0]
    path.write_bytes(path.read_bytes()[:-9])
    again = found()
    assert (again.outcome, again.edits, again.dropped) == (recovery.RECOVERED, 1, 1)
    kept = keeping.resume(again)
    assert again.document is not None
    rename(again.document.model, "a", "Still here")
    assert kept.close(finished=False)
    last = found()
    assert (last.edits, last.dropped) == (2, 0)
    assert last.document is not None and last.document.snapshot().bytes() == again.document.snapshot().bytes()
    assert sorted(each.name for each in path.parent.iterdir()) == ["1.aside", "2.journal", BASE]


def test_an_edit_that_does_not_fit_ends_the_replay_and_what_came_before_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = Desk()
    desk.edit("a", "b")
    crash(monkeypatch, desk, tmp_path / "after")
    path = sessions.generations(next(sessions.open_folders()))[0]
    first, *edits = path.read_bytes().splitlines(keepends=True)
    odd = lines.line({"n": 2, "label": "x", "records": {"z": {"type": "Shape", "id": "z", "diagram": "nowhere"}}})
    path.write_bytes(first + edits[0] + odd + lines.line({"n": 3, "label": "", "records": {}}))
    again = found()
    assert (again.outcome, again.edits, again.dropped) == (recovery.RECOVERED, 1, 2) and "edit 2" in again.error
    kept = keeping.resume(again)
    kept.journal.retry()
    assert again.document is not None
    rename(again.document.model, "a", "On")
    kept.close(finished=False)
    assert found().edits == 2


def test_a_damaged_copy_of_the_base_is_replaced_by_the_file_while_that_is_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
) -> None:
    desk = Desk(opened(file, "a"))
    desk.edit("b")
    crash(monkeypatch, desk, tmp_path / "after")
    base = next(sessions.open_folders()) / BASE
    base.write_bytes(gzip.compress(b"not it"))
    assert found().edits == 1
    base.write_bytes(b"no gzip")
    file.write_bytes(b"nor that")
    again = found()
    assert again.outcome == recovery.BROKEN and "copy" in again.error and base.exists()


def test_what_is_no_journal_is_said_to_be_broken_and_stays(tmp_path: Path) -> None:
    folder = sessions.new_folder()
    folder.mkdir(parents=True)
    (folder / "1.journal").write_bytes(b"0000 nonsense\nmore\n")
    assert found().outcome == recovery.BROKEN and folder.exists()


def test_a_name_being_typed_comes_back_until_it_is_taken_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    desk = Desk()
    desk.edit("a")
    desk.kept.typing("a", "Check the ord")
    crash(monkeypatch, desk, tmp_path / "one")
    again = found()
    assert again.typed == lines.Typed("a", "Check the ord") and again.edits == 1
    monkeypatch.setenv("OPSDESIGNER_STATE", str(desk.kept.journal.folder.parent.parent))
    rename(desk.document.model, "a", "Check the order")
    crash(monkeypatch, desk, tmp_path / "two")
    assert found().typed is None


def test_a_document_that_is_open_somewhere_is_not_recovered() -> None:
    desk = Desk()
    desk.edit("a")
    assert desk.kept.journal.settled() and list(recovery.left()) == []
    desk.kept.close(finished=False)
    left = list(recovery.left())
    assert len(left) == 1 and list(recovery.left()) == [], "whoever looks first has it"
    assert left[0].lock is not None
    left[0].lock.release()


def test_a_document_that_was_closed_is_kept_for_two_weeks_and_not_recovered(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    desk.edit("a")
    desk.kept.close()
    done = list((places.state_folder() / "journals").iterdir())
    assert [path.suffix for path in done] == [".done"] and list(recovery.left()) == []
    sessions.sweep()
    assert done[0].exists()
    monkeypatch.setattr(sessions, "KEPT", -1)
    sessions.sweep()
    assert not done[0].exists()


def test_nothing_touches_the_disk_before_the_first_edit() -> None:
    desk = Desk()
    desk.kept.close()
    assert not places.state_folder().exists()


def test_what_was_left_out_of_a_journal_does_not_come_back_with_an_older_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The older file knows of more edits, if only of such as do not fit: it must be gone before anything is safe."""
    desk = Desk()
    desk.edit("a", "b", "c")
    crash(monkeypatch, desk, tmp_path / "after")
    path = sessions.generations(next(sessions.open_folders()))[0]
    first, *edits = path.read_bytes().splitlines(keepends=True)
    odd = lines.line({"n": 2, "label": "x", "records": {"z": {"type": "Shape", "id": "z", "diagram": "nowhere"}}})
    path.write_bytes(first + edits[0] + odd + edits[2])
    kept, order, unlink, real = keeping.resume(found()), list[str](), os.unlink, tape.flush
    monkeypatch.setattr(tape.os, "unlink", lambda gone: order.append(Path(gone).name) or unlink(gone))
    monkeypatch.setattr(tape, "flush", lambda handle: order.append("flush") or real(handle))
    rename(kept.document.model, "a", "On")
    assert kept.journal.settled() and order[:2] == ["1.journal", "flush"]
    monkeypatch.undo()
    kept.close(finished=False)


def test_the_last_edits_can_be_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path) -> None:
    desk = Desk(opened(file, "a"))
    desk.edit("b", "c", "d")
    crash(monkeypatch, desk, tmp_path / "after")
    folder = found().folder
    names = [["c", "d"], ["d"], []]
    for left_out, gone in enumerate(reversed(names)):
        again = recovery.recover(folder, leave_out=left_out)
        assert again.document is not None and (again.edits, again.dropped) == (3 - left_out, left_out)
        assert [name for name in ("b", "c", "d") if name not in again.document.model] == gone
    whole = recovery.recover(folder, leave_out=50)
    assert whole.document is not None and not whole.document.modified and whole.edits == 0


def test_what_was_saved_is_never_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path) -> None:
    desk = Desk(opened(file, "a"))
    desk.edit("b")
    desk.save(file)
    desk.kept.journal.settled()  # else it may begin anew while it is copied
    desk.edit("c")
    crash(monkeypatch, desk, tmp_path / "after")
    again = recovery.recover(found().folder, leave_out=9)
    assert again.document is not None and "b" in again.document.model and "c" not in again.document.model


def test_a_journal_is_told_of_without_being_replayed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
) -> None:
    desk = Desk(opened(file, "a"))
    desk.edit("b", "c")
    crash(monkeypatch, desk, tmp_path / "after")
    folder = next(sessions.open_folders())
    told = recovery.told(folder)
    assert told is not None and (told.name, told.edits, told.path) == ("a.bpmn", 2, file)
    sessions.put_away(folder)
    put = next(each for each in sessions.stored() if each.stem == folder.name)
    assert recovery.told(put) is not None and not list(sessions.open_folders())
    assert sessions.take_back(put) == folder and put not in sessions.stored() and found().edits == 2
