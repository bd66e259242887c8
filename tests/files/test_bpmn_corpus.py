"""Real files of many tools: opened, saved untouched, edited once, cleared and undone."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest

from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.model import Model, Node, Shape

from .schema import faults

REFUSED = {
    "bpmn_draw_gateway-type-default.bpmn",
    "bpmn_import_default-attrs.bpmn",
    "bpmn_multiple-nested-processes.bpmn",
    "features_modeling_behavior_SubProcessBehavior.copy-paste.bpmn",
    "features_ordering_ordering-subprocesses.bpmn",
}
ODD_NAMESPACE = "the one whose namespace name lxml refuses"


def opened(path: Path) -> bpmn.Source:
    if path.name in REFUSED:
        pytest.skip("refused, see test_what_is_not_well_formed_is_refused_in_one_sentence")
    return bpmn.read(path.read_bytes())


def drawn_step(model: Model) -> Shape:
    shapes = [shape for shape in model.all(Shape) if model.get(shape.node, Node)]
    if not shapes:
        pytest.skip("nothing is drawn in this file")
    return next((s for s in shapes if "ask" in model[s.node].kind), shapes[0])  # type: ignore[union-attr]


def changed_lines(old: bytes, new: bytes) -> int:
    """Lines taken out and put in; where a file is one long line, its tags count as lines."""
    before, after = (data.decode("latin-1").replace("><", ">\n<").splitlines() for data in (old, new))
    rows = difflib.unified_diff(before, after, lineterm="", n=0)
    return sum(row[:1] in "+-" and row[:3] not in ("+++", "---") for row in rows)


def test_what_is_not_well_formed_is_refused_in_one_sentence(corpus_file: Path) -> None:
    if corpus_file.name not in REFUSED:
        pytest.skip("opens")
    with pytest.raises(Refused) as refused:
        bpmn.read(corpus_file.read_bytes())
    assert str(refused.value).startswith("line ") and "\n" not in str(refused.value)


def test_a_file_saved_untouched_is_the_same_bytes(corpus_file: Path) -> None:
    source = opened(corpus_file)
    model = Model(source.records.values())
    assert bpmn.write(source, model.records) == corpus_file.read_bytes()
    bpmn.verify(source.data, model.records)


def test_one_rename_and_one_move_differ_in_those_attributes_only(corpus_file: Path) -> None:
    source = opened(corpus_file)
    model = Model(source.records.values())
    shape = drawn_step(model)
    with model.change("Rename and move"):
        model.update(shape.node, name='Say "yes" & go')
        model.update(shape.id, x=shape.x + 8, y=shape.y + 8)
    saved = bpmn.write(source, model.records)
    bpmn.verify(saved, model.records)
    assert changed_lines(source.data, saved) <= 6
    assert len(_schema_faults(saved)) == len(_schema_faults(source.data))
    model.undo()
    assert bpmn.write(source, model.records) == source.data


def test_everything_removed_saved_and_undone_comes_back_as_it_was(corpus_file: Path) -> None:
    source = opened(corpus_file)
    model = Model(source.records.values())
    shape = drawn_step(model)
    with model.change("Delete one"):
        model.remove(shape.node)
    saved = bpmn.write(source, model.records)
    bpmn.verify(saved, model.records)
    assert len(_schema_faults(saved)) <= len(_schema_faults(source.data))
    with model.change("Delete all"):
        for node in [node.id for node in model.all(Node)]:
            model.remove(node)
    bpmn.verify(bpmn.write(source, model.records), model.records)
    model.undo()
    model.undo()
    assert bpmn.write(source, model.records) == source.data


def test_notes_are_sentences_about_something_there(corpus_file: Path) -> None:
    source = opened(corpus_file)
    for note in source.notes:
        assert note.text.endswith(".") and "\n" not in note.text
    json.dumps([note.text for note in source.notes])


def _schema_faults(data: bytes) -> list[str]:
    try:
        return faults(data)
    except SyntaxError:  # lxml refuses a namespace name that is well-formed
        return [ODD_NAMESPACE]
