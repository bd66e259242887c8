"""Outlines of real files edited: what the edit is not about stays, in the model and in the bytes."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.capture.blocks import block_end
from opsdesigner.capture.drawn import processes
from opsdesigner.capture.editing import edit_text
from opsdesigner.capture.outline import Written, outline
from opsdesigner.capture.whole import Unreadable
from opsdesigner.files.document import Document, open_document
from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.notation.kinds import KINDS

HELD = ("textAnnotation", "dataObjectReference", "dataStoreReference", "group", "message")


def files(corpus: list[Path]) -> Iterator[Document]:
    for path in (*sorted(places.samples().glob("*.bpmn")), *corpus):
        try:
            yield open_document(path)
        except Exception:  # what does not open is another test's
            continue


def told(corpus: list[Path]) -> Iterator[tuple[Document, Id, list[Written]]]:
    """Every process with lines, of every file."""
    for document in files(corpus):
        for process in processes(document.model):
            if lines := outline(document.model, process.id):
                yield document, process.id, lines


def steps(model: Model, lines: list[Written]) -> list[int]:
    """The lines whose step can be renamed, for they end in its name."""
    found = []
    for at, line in enumerate(lines):
        node = model.get(line.id, Node)
        if (
            node is not None
            and KINDS[node.kind].family == "step"
            and len(node.name) > 2
            and line.text.endswith(node.name)
        ):
            found.append(at)
    return found


def depth(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def back(document: Document, start: dict[Id, object], bytes_then: bytes) -> None:
    """Undo leads to the same records, and the same bytes."""
    while document.model.can_undo:
        document.model.undo()
    assert dict(document.model.records) == start
    assert document.snapshot().bytes() == bytes_then


def kept(model: Model, start: dict[Id, object], without: set[Id]) -> None:
    """Everything said is still there, as it was; also what the text says nothing of."""
    for id, record in start.items():
        if isinstance(record, Node) and id not in without and record.kind != "lane":
            now = model.get(id, Node)
            assert now is not None, record
            assert (now.kind, now.name, now.props, now.parent) == (
                record.kind,
                record.name,
                record.props,
                record.parent,
            )
            if not (record.host in without or now.host != record.host):
                assert now.lane == record.lane, record
        elif isinstance(record, Link) and record.kind in ("messageFlow", "dataInputAssociation"):
            assert id in model or {record.source, record.target} & without, record
        elif isinstance(record, Shape) and record.node not in without:
            drawn = model.get(id, Shape)
            assert drawn is not None and drawn.props == record.props, record  # its colours


def test_a_text_that_is_not_edited_changes_no_byte(corpus: list[Path]) -> None:
    count = 0
    for document, process, lines in told(corpus):
        before = document.snapshot().bytes()
        edit_text(document.model, process, "\n".join(line.text for line in lines))
        assert not document.model.can_undo
        assert document.snapshot().bytes() == before
        count += 1
    assert count > 5


def test_a_step_renamed_is_one_name_in_the_bytes(corpus: list[Path]) -> None:
    count = 0
    for document, process, lines in told(corpus):
        model, texts = document.model, [line.text for line in lines]
        start, before = dict(model.records), document.snapshot().bytes()
        for at in random.Random(len(texts)).sample(found := steps(model, lines), min(1, len(found))):
            edited = [*texts[:at], f"{texts[at]} now", *texts[at + 1 :]]
            edit_text(model, process, "\n".join(edited))
            changed = {id for id in start.keys() | model.records.keys() if start.get(id) != model.records.get(id)}
            drawn = {shape.id for shape in model.referrers(lines[at].id, Shape)}
            assert lines[at].id in changed and changed <= {lines[at].id} | drawn, texts[at]
            if changed.isdisjoint(drawn):
                old, new = before.splitlines(), document.snapshot().bytes().splitlines()
                places = [o for o in difflib.SequenceMatcher(None, old, new).get_opcodes() if o[0] != "equal"]
                assert [(tag, b - a, d - c) for tag, a, b, c, d in places] == [("replace", 1, 1)]
            count += 1
        back(document, start, before)
    assert count > 5


@pytest.mark.parametrize("what", ["insert", "delete", "move"])
def test_a_line_put_in_taken_out_or_moved_leaves_all_others(corpus: list[Path], what: str) -> None:
    count = 0
    for document, process, lines in told(corpus):
        model, texts = document.model, [line.text for line in lines]
        start, before = dict(model.records), document.snapshot().bytes()
        found = [at for at in steps(model, lines) if block_end(texts, at) == at + 1 or what == "insert"]
        if not found:
            continue
        dice = random.Random(len(texts))
        at, other = dice.choice(found), dice.choice(found)
        edited, without = list(texts), set[Id]()
        if what == "insert":
            edited.insert(block_end(texts, at), f"{depth(texts[at])}Brand new step")
        else:
            line = edited.pop(at)
            without = inside(model, lines[at].id) if what == "delete" else set()
            if what == "move":
                edited.insert(other, depth(texts[other]) + line.lstrip())
        try:
            edit_text(model, process, "\n".join(edited))
        except Unreadable:
            assert dict(model.records) == start
            continue
        gone = {id for id, record in start.items() if isinstance(record, Node) and id not in model}
        silent = {id for id in gone if not any(id in line.ids for line in lines)}  # gateways that come by themselves
        bare = {id for id in silent if not (node := start[id]).name and node.kind not in HELD}  # type: ignore[attr-defined]
        kept(model, start, without | bare | {at_line for line in lines[at : at + 1] for at_line in line.ids})
        assert {id for line in lines for id in line.ids if id not in without} <= model.records.keys()
        count += 1
        back(document, start, before)
    assert count > 5


def inside(model: Model, id: Id) -> set[Id]:
    """A step with all that lies in it and stands on it."""
    found, pending = {id}, [id]
    while pending:
        at = pending.pop()
        for node in (*model.referrers(at, Node, "parent"), *model.referrers(at, Node, "host")):
            if node.id not in found:
                found.add(node.id)
                pending.append(node.id)
    return found


def test_edges_of_untouched_flows_keep_their_bends(corpus: list[Path]) -> None:
    for document, process, lines in told(corpus):
        model, found = document.model, steps(document.model, lines)
        if not found:
            continue
        edges = {edge.id: edge.points for edge in model.all(Edge)}
        texts = [line.text for line in lines]
        texts[found[0]] += " ~10m"
        edit_text(model, process, "\n".join(texts))
        assert {edge.id: edge.points for edge in model.all(Edge)} == edges
