"""The commands `drive` and `dump`: edits from a script, acknowledged when they are safe; steps as after a crash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from opsdesigner import cli, places
from opsdesigner.files import saving
from opsdesigner.files.document import new_document, open_document, save
from opsdesigner.model import Node, Shape
from opsdesigner.safety import keeping, sessions, tape
from opsdesigner.safety.lock import take_document

from .build import Sheet

ROOT = Path(__file__).resolve().parents[1]
Said = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.bpmn"


def drive(file: Path, *rows: dict[str, object] | str) -> int:
    script = file.with_name("script")
    script.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return cli.run(cli.parse(["drive", str(file), str(script)]))


def dump(file: Path) -> int:
    return cli.run(cli.parse(["dump", str(file)]))


def add(number: int, id: str, name: str = "") -> dict[str, object]:
    return {"n": number, "op": "add", "id": id, "name": name}


def test_edits_are_acknowledged_saved_and_dumped(file: Path, capsys: Said) -> None:
    rows = [add(1, "e1", "x"), add(2, "e2", "two"), {"n": 3, "op": "rename", "id": "e1", "name": "y", "ms": 1}]
    assert drive(file, *rows, {"n": 4, "op": "save"}, {"n": 5, "op": "delete", "id": "e2"}, "") == 0
    assert capsys.readouterr().out == "ack 1\nack 2\nack 3\nsaved 4\nack 5\ndone\n"
    steps = {node.id: node.name for node in open_document(file).model.all(Node) if node.kind == "task"}
    assert steps == {"e1": "y", "e2": "two"}
    before = file.read_bytes()
    assert dump(file) == 0 and capsys.readouterr().out == "e1\ty\n", "what was not saved counts, too"
    assert file.read_bytes() == before
    assert drive(file, {"n": 1, "op": "save"}) == 0 and capsys.readouterr().out == "saved 1\ndone\n"
    assert list(sessions.open_folders()) == [] and dump(file) == 0 and capsys.readouterr().out == "e1\ty\n"


def test_what_cannot_be_done_is_an_error_and_the_script_goes_on(file: Path, capsys: Said) -> None:
    rows = [
        add(1, "e1"),
        add(2, "e1"),
        add(3, "no id"),
        {"n": 4, "op": "rename", "id": "none", "name": "x"},
        {"n": 5, "op": "fly", "id": "e1"},
        "no JSON",
        "[]",
        {"n": 8, "op": "rename", "id": "e1"},
        {"op": "delete", "id": "e1"},
    ]
    assert drive(file, *rows) == 0
    said = capsys.readouterr().out.splitlines()
    assert [row.split(" ")[:2] for row in said] == [
        ["ack", "1"],
        *(["error", str(number)] for number in range(2, 9)),
        ["ack", "9"],
        ["done"],
    ]


def test_tabs_and_line_ends_in_names_are_escaped(file: Path, capsys: Said) -> None:
    drive(file, add(1, "e1", "a\tb\nc\\n\rd"))
    capsys.readouterr()
    dump(file)
    assert capsys.readouterr().out == "e1\ta\\tb\\nc\\\\n\\rd\n"


def test_dump_lists_all_sorts_of_activities_and_nothing_else(file: Path, capsys: Said) -> None:
    sheet = Sheet()
    sheet.put("startEvent", 100, 100, "start")
    sheet.put("userTask", 300, 100, "user")
    sheet.put("subProcess", 500, 100, "sub")
    sheet.put("callActivity", 700, 100, "call")
    save(new_document(sheet.model.records.values()), file)
    assert dump(file) == 0
    assert sorted(row.split("\t")[1] for row in capsys.readouterr().out.splitlines()) == ["call", "sub", "user"]


def test_what_is_not_there_or_locked_is_refused(file: Path, capsys: Said) -> None:
    assert dump(file) == 2 and "is not there" in capsys.readouterr().err
    assert cli.run(cli.parse(["drive", str(file), str(file.with_name("no script"))])) == 2 and not file.exists()
    capsys.readouterr()
    held = take_document(file)
    assert drive(file, add(1, "e1")) == 2
    assert "has it open" in capsys.readouterr().err and not file.exists()
    held.release()


def test_steps_are_drawn_in_rows_where_their_process_is(file: Path) -> None:
    sheet = Sheet()
    pool = sheet.put("participant", 400, 200)
    process = sheet.node(sheet.node(pool).host)
    save(new_document(sheet.model.records.values()), file)
    drive(file, *(add(number, f"e{number}") for number in range(1, 25)), {"n": 99, "op": "save"})
    model = open_document(file).model
    tasks = {node.id for node in model.all(Node) if node.kind == "task"}
    boxes = [(shape.x, shape.y) for shape in model.all(Shape) if shape.node in tasks]
    assert len(set(boxes)) == 24 and len({y for _, y in boxes}) > 1
    assert {node.parent for node in model.all(Node) if node.id in tasks} == {process.id}


def test_a_file_without_a_process_gets_one(file: Path, capsys: Said) -> None:
    save(new_document([]), file)
    assert drive(file, add(1, "e1"), {"n": 2, "op": "save"}) == 0
    model = open_document(file).model
    assert [node.kind for node in model.all(Node)] == ["process", "task"] and len(list(model.all(Shape))) == 1


def test_an_edit_that_no_disk_takes_is_an_error(file: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    save(new_document(Sheet().model.records.values()), file)
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        for module in (tape, keeping, saving):
            disk.setattr(module, "write_bytes" if module is keeping else "sync_folder", full)
        assert drive(file, add(1, "e1"), add(2, "e2"), {"n": 3, "op": "save"}) == 0
    said = [f"{row} No space left on device" for row in ("error 1", "error 2", "error 3")]
    assert capsys.readouterr().out.splitlines() == [*said, "done"] and file.read_bytes() == before


def test_a_file_of_others_is_not_overwritten(file: Path, capsys: Said) -> None:
    drive(file, add(1, "e1"), {"n": 2, "op": "save"}, add(3, "e2"))
    theirs = file.read_bytes().replace(b'id="e1"', b'id="e9"').replace(b'"e1"', b'"e9"')
    file.write_bytes(theirs)
    capsys.readouterr()
    assert drive(file, {"n": 4, "op": "save"}) == 0
    assert capsys.readouterr().out.startswith("error 4 a.bpmn was changed by another program")
    assert file.read_bytes() == theirs
    dump(file)
    assert capsys.readouterr().out == "e1\t\ne2\t\n", "what was acknowledged is there"


def test_a_broken_journal_is_told_and_does_not_stop(file: Path, capsys: Said) -> None:
    drive(file, add(1, "e1"), {"n": 2, "op": "save"}, add(3, "e2"))
    folder = next(sessions.open_folders())
    (folder / "base.bpmn.gz").write_bytes(b"damaged")
    capsys.readouterr()
    assert drive(file, add(4, "e3"), {"n": 5, "op": "save"}) == 0
    said = capsys.readouterr()
    assert said.out == "ack 4\nsaved 5\ndone\n" and str(folder) in said.err and folder.exists()


def test_both_load_no_qt_and_read_standard_input(file: Path) -> None:
    script = (
        "import sys\nfrom opsdesigner import cli\n"
        "code = cli.run(cli.parse(sys.argv[1:]))\n"
        "assert not {name.split('.')[0] for name in sys.modules} & {'PySide6', 'shiboken6'}\nsys.exit(code)"
    )
    env = {**os.environ, "OPSDESIGNER_STATE": str(places.state_folder())}
    for command, given, out in (("drive", json.dumps(add(1, "e1", "x")), "ack 1\ndone\n"), ("dump", "", "e1\tx\n")):
        words = [sys.executable, "-c", script, command, str(file), *(["-"] if command == "drive" else [])]
        done = subprocess.run(words, cwd=ROOT, env=env, input=given, capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, out, "")
