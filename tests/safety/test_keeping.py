"""Saving under guard: nothing of others is overwritten unseen, and what is replaced was put away before."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.model import Change, Node
from opsdesigner.safety import keeping, reports, versions

from .work import Desk, opened

NOW = datetime(2026, 3, 31, 12)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs" / "a.bpmn"


def test_the_opened_file_is_put_away_before_it_is_first_overwritten_and_only_then(file: Path) -> None:
    desk = Desk(opened(file, "a"))
    first = file.read_bytes()
    desk.edit("b")
    assert desk.save(file).unkept is None
    second = file.read_bytes()
    desk.edit("c")
    desk.save(file)
    assert [version.read() for version in versions.versions(file)] == [first] and second != file.read_bytes()
    again = Desk(opened(file.with_name("b.bpmn"), "x"))
    again.edit("y")
    before = file.read_bytes()
    again.save(file)
    assert [version.read() for version in versions.versions(file)] == [before, first], "saved over under its name"


def test_a_file_changed_by_another_program_is_not_overwritten_unless_that_is_wanted(file: Path) -> None:
    desk = Desk(opened(file, "a"))
    desk.edit("b")
    assert not desk.kept.changed_elsewhere()
    theirs = file.read_bytes().replace(b"Step a", b"Their a")
    file.write_bytes(theirs)
    os.utime(file, (0, 0))
    assert desk.kept.changed_elsewhere()
    with pytest.raises(keeping.ChangedElsewhere, match=r"a\.bpmn"):
        desk.save(file)
    assert file.read_bytes() == theirs and desk.document.modified
    desk.kept.saved(desk.kept.write(desk.kept.take(), file, over=True))
    assert b"Step b" in file.read_bytes() and versions.versions(file)[0].read() == theirs
    desk.edit("c")
    desk.save(file)
    assert not desk.kept.changed_elsewhere()


def test_a_file_that_is_gone_is_written_again(file: Path) -> None:
    desk = Desk(opened(file, "a"))
    desk.edit("b")
    file.unlink()
    assert not desk.kept.changed_elsewhere()
    desk.save(file)
    assert b"Step b" in file.read_bytes()


def test_a_version_that_cannot_be_put_away_is_told_and_the_save_is_done(file: Path) -> None:
    desk = Desk(opened(file, "a"))
    (places.state_folder() / "versions").write_bytes(b"")
    desk.edit("b")
    assert desk.save(file).unkept is not None and b"Step b" in file.read_bytes()


def test_the_newest_five_and_one_of_each_day_of_two_weeks_are_kept(file: Path) -> None:
    for hours in range(16 * 24, -1, -12):
        versions.keep(file, f"{hours}".encode(), NOW - timedelta(hours=hours))
    kept = [int(version.read()) for version in versions.versions(file)]
    assert kept[:5] == [0, 12, 24, 36, 48]
    days = [(NOW - timedelta(hours=hours)).date() for hours in kept[5:]]
    assert len(set(days)) == len(days) and days[-1] == NOW.date() - timedelta(days=13)
    assert all((NOW - timedelta(hours=hours)).hour == 12 for hours in kept[5:]), "the last of each day"


def test_a_version_is_kept_once_and_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    one, other = tmp_path / "x" / "a.bpmn", tmp_path / "y" / "a.bpmn"
    first = versions.keep(one, b"one")
    assert versions.keep(one, b"one") == first and len(versions.versions(one)) == 1
    versions.keep(other, b"other")
    assert [version.read() for version in versions.versions(other)] == [b"other"]
    assert versions.versions(tmp_path / "none") == []
    damaged = versions.versions(one)[0]
    damaged.path.write_bytes(versions.versions(other)[0].path.read_bytes())
    with pytest.raises(OSError, match="damaged"):
        damaged.read()
    damaged.path.write_bytes(b"no gzip")
    with pytest.raises(OSError, match="damaged"):
        damaged.read()


def test_a_report_tells_what_failed_and_the_last_edits_and_stays_here() -> None:
    desk = Desk()
    desk.edit(*(f"e{number}" for number in range(60)))
    try:
        raise ValueError("a fault \ud800 of ours")
    except ValueError as error:
        path = reports.write(error, desk.kept.recent, "while drawing")
    said = path.read_text("utf-8")
    assert "ValueError" in said and "Traceback" in said and "while drawing" in said
    assert said.count("- Draw step: ") == 50 and '"e59"' in said and '"e9"' not in said
    assert places.state_folder() in path.parents
    desk.kept.close()


def test_long_edits_are_cut_short_in_a_report_and_old_reports_go() -> None:
    large = Change("Paste", {f"n{number}": (None, Node(f"n{number}", "task")) for number in range(500)})
    for _ in range(reports.KEPT + 3):
        path = reports.write(RuntimeError("x"), [large])
    assert len(path.read_text("utf-8")) < 5_000 and "(500 records)" in path.read_text("utf-8")
    assert len(list(path.parent.iterdir())) == reports.KEPT and path.exists()


def test_the_head_says_whose_journal_it_is(file: Path) -> None:
    desk = Desk(opened(file, "a"))
    desk.edit("b")
    assert desk.kept.journal.settled()
    head = json.loads((desk.kept.journal.folder / "1.journal").read_bytes().split(b"\n")[0][9:])
    assert head["path"] == str(file) and head["pid"] == os.getpid() and head["version"] and head["host"]
    assert head["base"] == head["file"] == desk.kept.known
    desk.kept.close()
