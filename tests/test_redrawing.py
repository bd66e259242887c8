"""The command `layout`: files laid out anew or for the first time."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from opsdesigner import cli
from opsdesigner.files import bpmn
from opsdesigner.model import Diagram, Edge, Model, Shape

HIRING = Path(__file__).resolve().parents[1] / "samples" / "hiring.bpmn"


def run(*words: str) -> int:
    return cli.run(cli.parse(["layout", *words]))


def read(path: Path) -> Model:
    return Model(bpmn.read(path.read_bytes()).records.values())


def undrawn(path: Path) -> Path:
    """A file of the same process without its drawing."""
    text = HIRING.read_text("utf-8")
    start, end = text.index("<bpmndi:BPMNDiagram"), text.rindex("</bpmndi:BPMNDiagram>") + len("</bpmndi:BPMNDiagram>")
    path.write_text(text[:start] + text[end:], "utf-8")
    return path


def places(model: Model) -> dict[str, object]:
    return {record.id: record for record in model.records.values() if isinstance(record, Shape | Edge)}


def test_all_diagrams_are_laid_out_and_nothing_else_changes(tmp_path: Path) -> None:
    assert run(str(HIRING), str(tmp_path / "out.bpmn")) == 0
    before, after = read(HIRING), read(tmp_path / "out.bpmn")
    assert set(before.records) == set(after.records) and places(before) != places(after)
    rest = [{id: record for id, record in m.records.items() if id not in places(before)} for m in (before, after)]
    assert rest[0] == rest[1]


def test_one_diagram_alone(tmp_path: Path) -> None:
    before = read(HIRING)
    first, second = list(before.all(Diagram))[:2]
    assert run(str(HIRING), str(tmp_path / "out.bpmn"), "--diagram", second.id) == 0
    after = read(tmp_path / "out.bpmn")
    shapes = [{s.id: s for s in m.referrers(first.id, Shape)} for m in (before, after)]
    assert shapes[0] == shapes[1]
    assert {s.id: s for s in before.referrers(second.id, Shape)} != {s.id: s for s in after.referrers(second.id, Shape)}


def test_a_file_without_a_drawing_gets_one(tmp_path: Path) -> None:
    assert run(str(undrawn(tmp_path / "in.bpmn")), str(tmp_path / "out.bpmn")) == 0
    drawn = read(tmp_path / "out.bpmn")
    assert len(list(drawn.all(Shape))) == len(list(read(HIRING).all(Shape)))


def test_from_standard_input_to_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(HIRING.read_bytes())))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out, flush=lambda: None))
    assert run("-", "-") == 0
    assert places(Model(bpmn.read(out.getvalue()).records.values()))


def test_an_unknown_diagram_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(HIRING), str(tmp_path / "out.bpmn"), "--diagram", "none") == 2
    assert "there is no diagram none" in capsys.readouterr().err and not (tmp_path / "out.bpmn").exists()


def test_rows_of_a_width_where_they_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(HIRING), str(tmp_path / "out.bpmn"), "--wrap", "500") == 0
    said = capsys.readouterr().err
    several, flat = list(read(HIRING).all(Diagram))[:2]
    assert said.startswith(f"{several.id}: ") and flat.id not in said
    shapes = [read(path).referrers(flat.id, Shape) for path in (HIRING, tmp_path / "out.bpmn")]
    widths = [max(s.x + s.width for s in page) - min(s.x for s in page) for page in shapes]
    assert widths[1] <= 500 < widths[0]
