"""Rows for what is said of a step: notes, problems, ideas, results, answers."""

from __future__ import annotations

from collections.abc import Container

from opsdesigner.edit.parking import park
from opsdesigner.model import Id, Model, Node
from opsdesigner.notation.parked import is_idea

from .draft import Draft, Remark, plain
from .line import IDEA, PROBLEM, Line, parse_line
from .rows import Row
from .typing import quote, typed

MARKS = {"note": "//", "problem": "??", "idea": "!!", "result": "=>"}


def remark_rows(draft: Draft, of: Id, depth: int, without: Container[Id] = ()) -> list[Row]:
    """A row for each remark about an item (the process for "")."""
    told = (remark for remark in draft.remarks.values() if remark.of == of and remark.id not in without)
    return [Row(depth, said=text, id=remark.id) for remark in told if (text := remark_text(remark))]


def remark_of(node: Node) -> Remark:
    """A problem or idea of the document itself."""
    return Remark(node.id, "idea" if is_idea(node) else "problem", "", plain(node.name))


def only_remarks(text: str) -> list[Line]:
    """The lines of a text that says nothing but problems and ideas; none of any other. Raises Misread."""
    lines = [line for line in typed(text) if line.text]
    marked = all(line.text.startswith((MARKS["problem"], MARKS["idea"])) for line in lines)
    return [parse_line(line) for line in lines] if marked else []


def park_lines(model: Model, lines: list[Line]) -> list[Id]:
    """Keeps problems and ideas with the document, as one undo step; there is no process to say them of."""
    with model.change(f"Park “{lines[0].name[:40]}”" if lines else "Park"):
        return [park(model, line.name, line.sort == IDEA) for line in lines if line.sort in (PROBLEM, IDEA)]


def remark_text(remark: Remark) -> str:
    """What stands in the line of a remark, "" where it says nothing."""
    if remark.kind == "never":
        told = quote(remark.text) if remark.text[:1] in tuple(' ,;:–—-!."“„«»”') else remark.text
        why = f", {told}" if told else ""
        return f"! {remark.question}: never{why}"
    if remark.kind == "deputy":
        return (
            f"! {remark.question}: @{quote(remark.text) if ':' in remark.text else remark.text}" if remark.text else ""
        )
    if remark.kind == "result" and not remark.text:
        return ""
    text = quote(remark.text) if remark.text[:1] in tuple('"“„«»”') else remark.text
    return f"{MARKS[remark.kind]} {text}" if remark.text else ""
