"""Opening, saving and converting: whole files, one sentence for what cannot be, nothing lost when a save fails."""

from __future__ import annotations

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from opsdesigner.files import saving
from opsdesigner.files.document import LAID_OUT, convert, new_document, open_document, save
from opsdesigner.files.errors import Refused
from opsdesigner.layout.undrawn import place_undrawn
from opsdesigner.model import Diagram, Node, Shape

BPMN = b"""<?xml version='1.0' encoding='UTF-8'?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
\t<process id="P"><task id='A' name="One"/></process><!-- kept -->
</definitions>
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "order.bpmn"
    path.write_bytes(BPMN)
    return path


def test_opened_and_saved_untouched_is_the_same_bytes_even_where_we_drew_it(file: Path) -> None:
    document = open_document(file, lambda records: place_undrawn(records))
    assert document.name == "order.bpmn" and new_document().name == ""
    assert [note.text for note in document.notes] == [LAID_OUT] and open_document(file).notes == []
    assert next(document.model.all(Shape)).node == "A" and not document.modified
    save(document, file)
    assert file.read_bytes() == BPMN
    with document.model.change("Rename"):
        document.model.update("A", name="Two")
    save(document, file)
    assert b'name="Two"' in file.read_bytes() and b"BPMNShape" in file.read_bytes()


def test_modified_is_true_until_saved_or_taken_back(file: Path) -> None:
    document = open_document(file)
    with document.model.change("Rename"):
        document.model.update("A", name="Two")
    assert document.modified
    document.model.undo()
    assert not document.modified
    document.model.redo()
    save(document, file)
    assert not document.modified
    document.model.undo()
    assert document.modified
    save(document, file)
    assert file.read_bytes() == BPMN


def test_a_new_document_is_written_and_opens_again(tmp_path: Path) -> None:
    document = new_document(
        [Node("P", "process"), Node("A", "task", "Ä", parent="P"), Diagram("d", "P"), Shape("s", "d", "A", 0, 0, 9, 9)]
    )
    save(document, tmp_path / "new.bpmn")
    assert dict(open_document(tmp_path / "new.bpmn").model.records) == dict(document.model.records)
    assert document.path == tmp_path / "new.bpmn" and not document.modified


def test_edits_made_while_a_worker_saves_stay_unsaved(file: Path) -> None:
    document = open_document(file)
    with document.model.change("Rename"):
        document.model.update("A", name="Two")
    snapshot = document.snapshot()
    with document.model.change("Rename"):
        document.model.update("A", name="Three")
    worker = threading.Thread(target=lambda: saving.write_bytes(file, snapshot.bytes()))
    worker.start()
    worker.join()
    document.saved(file, snapshot)
    assert b'"Two"' in file.read_bytes() and document.modified


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.bpmn", b"", "empty"),
        ("plain.bpmn", b"hello", ""),
        ("doctype.bpmn", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "DOCTYPE"),
        ("zip.bpmn", b"PK\x03\x04" + bytes(60), ""),
        ("page.bpmn", b"<html/>", "HTML"),
        ("other.bpmn", b"<recipe/>", "recipe"),
        ("old.bpmn", b'<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', "draft"),
    ],
)
def test_what_is_no_bpmn_is_refused_in_one_sentence_that_names_the_file(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused) as refused:
        open_document(tmp_path / name)
    assert str(refused.value).startswith(name) and words in str(refused.value) and "\n" not in str(refused.value)
    assert (tmp_path / name).read_bytes() == data


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "large.bpmn").open("wb") as file:
        file.truncate(60 * 2**20)
    with pytest.raises(Refused, match="larger than 50 MB"):
        open_document(tmp_path / "large.bpmn")


def test_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a folder.bpmn").mkdir()
    with pytest.raises((Refused, OSError)) as refused:
        open_document(tmp_path / "a folder.bpmn")
    assert "a folder.bpmn" in str(refused.value)
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.bpmn")
        with pytest.raises(Refused, match="no ordinary file"):
            open_document(tmp_path / "pipe.bpmn")


def test_a_failing_save_leaves_the_old_file_and_no_litter(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(saving.os, name, _failing)
        with pytest.raises(OSError, match="disk") as failed:
            saving.write_bytes(file, b"new")
        assert failed.value.filename == str(file)
        monkeypatch.undo()
        assert file.read_bytes() == BPMN and [path.name for path in file.parent.iterdir()] == ["order.bpmn"]


def _failing(*_: object) -> int:
    raise OSError(28, "no room on the disk")


def test_the_longest_names_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("😀" * 62 + ".xml")
    saving.write_bytes(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_disk_that_writes_in_small_pieces_gets_everything(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(saving.os, "write", lambda handle, data: real(handle, bytes(data[:7])))
    saving.write_bytes(file, BPMN * 3)
    assert file.read_bytes() == BPMN * 3


@pytest.mark.skipif(sys.platform == "win32", reason="rights and links as POSIX has them")
def test_a_save_keeps_rights_and_follows_links(file: Path) -> None:
    file.chmod(0o640)
    link = file.with_name("link.bpmn")
    link.symlink_to(file)
    saving.write_bytes(link, b"new")
    assert link.is_symlink() and file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_disk_that_gives_back_other_bytes_is_not_believed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: real(path).replace(b"new", b"nww"))
    with pytest.raises(OSError, match="gave back other bytes"):
        saving.write_bytes(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == BPMN and [path.name for path in file.parent.iterdir()] == ["order.bpmn"]


@pytest.mark.parametrize("held", [2, 99])
def test_on_windows_a_file_that_is_held_for_a_moment_is_waited_for(
    file: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    """A virus scanner or a sync client may have it open."""
    tries, waits, real = [], [], os.replace

    def replace(draft: Path, target: Path) -> None:
        tries.append(draft)
        if len(tries) <= held:
            raise PermissionError(13, "held by another program", str(target))
        real(draft, target)

    monkeypatch.setattr(saving.os, "replace", replace)
    monkeypatch.setattr(saving.time, "sleep", waits.append)
    with pytest.raises(PermissionError):
        saving.write_bytes(file, b"new")
    assert len(tries) == 1 and not waits, "elsewhere waiting would not help"
    monkeypatch.setattr(saving, "_NOT_WINDOWS", False)
    tries.clear()
    if held == 2:
        saving.write_bytes(file, b"new")
    else:
        with pytest.raises(PermissionError):
            saving.write_bytes(file, b"new")
    assert waits == list(saving.RETRIES)[:held] and len(tries) == len(waits) + 1
    assert file.read_bytes() == (b"new" if held == 2 else BPMN)


def test_a_save_keeps_extended_attributes_where_there_are_such(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(saving.os, "listxattr", lambda path: ["user.tag"], raising=False)
    monkeypatch.setattr(saving.os, "getxattr", lambda path, name: b"red", raising=False)
    monkeypatch.setattr(saving.os, "setxattr", lambda path, name, value: kept.update({name: value}), raising=False)
    saving.write_bytes(file, b"new")
    assert kept == {"user.tag": b"red"} and file.read_bytes() == b"new"


def test_a_system_without_owners_and_attributes_saves_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("chown", "listxattr"):
        monkeypatch.delattr(saving.os, name, raising=False)
    saving.write_bytes(file, b"new")
    assert file.read_bytes() == b"new"


def test_a_read_only_file_is_not_replaced(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(0o440)
    if os.access(file, os.W_OK):  # who is root may write everywhere
        monkeypatch.setattr(saving.os, "access", lambda path, mode: False)
    with pytest.raises(PermissionError):
        saving.write_bytes(file, b"new")
    assert file.read_bytes() == BPMN


def test_convert_gives_the_same_bytes(file: Path, tmp_path: Path) -> None:
    assert convert(str(file), str(tmp_path / "copy.bpmn")) == []
    assert (tmp_path / "copy.bpmn").read_bytes() == BPMN
    with pytest.raises(Refused, match="can be converted"):
        convert(str(file), str(tmp_path / "copy.docx"))
