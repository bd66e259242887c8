"""Rows for what is said of a step: notes, problems, ideas, results, answers."""

from __future__ import annotations

from collections.abc import Container

from opsdesigner.model import Id

from .draft import Draft, Remark
from .rows import Row
from .typing import quote

MARKS = {"note": "//", "problem": "??", "idea": "!!", "result": "=>"}


def remark_rows(draft: Draft, of: Id, depth: int, without: Container[Id] = ()) -> list[Row]:
    """A row for each remark about an item (the process for "")."""
    told = (remark for remark in draft.remarks.values() if remark.of == of and remark.id not in without)
    return [Row(depth, said=text, id=remark.id) for remark in told if (text := _text(remark))]


def _text(remark: Remark) -> str:
    if remark.kind == "never":
        why = f", {remark.text}" if remark.text else ""
        return f"! {remark.question}: never{why}"
    if remark.kind == "deputy":
        return (
            f"! {remark.question}: @{quote(remark.text) if ':' in remark.text else remark.text}" if remark.text else ""
        )
    if remark.kind == "result" and not remark.text:
        return ""
    text = quote(remark.text) if remark.text[:1] in tuple('"“„«»”') else remark.text
    return f"{MARKS[remark.kind]} {text}" if remark.text else ""
