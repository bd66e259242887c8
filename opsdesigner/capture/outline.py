"""A process as text of the capture language; each line knows what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opsdesigner.model import Id, Model, Node
from opsdesigner.notation.kinds import OWNERS

from .draft import Draft, plain
from .drawn import draft_of, processes
from .matching import same
from .rows import Row, text_of
from .whole import Unreadable, read_text
from .writing import Writer, drop_idle_arrows


class Written(NamedTuple):
    """One line: its text, and the ids of all it is about, the most telling last; of a heading, the process."""

    text: str
    ids: tuple[Id, ...]

    @property
    def id(self) -> Id:
        """What the line is about first of all."""
        return self.ids[-1] if self.ids else ""


def outline(model: Model, process: Id = "") -> list[Written]:
    """The lines of one process, or of all of a document. Headings come with names and from the second process on."""
    chosen = [process] if process else [node.id for node in processes(model)]
    roles = frozenset(plain(node.name).casefold() for node in model.all(Node) if node.kind in OWNERS and node.name)
    lines: list[Written] = []
    for id in chosen:
        draft = draft_of(model, id)
        if not draft.items and not draft.remarks and not draft.name:
            continue
        if draft.name or lines:
            if lines:
                lines.append(Written("", ()))
            lines.append(Written(f"# {draft.name}".strip(), (id,)))
        lines += written(draft, roles)
    return lines


def outline_text(model: Model, process: Id = "") -> str:
    """The same as text."""
    return "".join(f"{line.text}\n" for line in outline(model, process))


def written(draft: Draft, roles: frozenset[str] = frozenset()) -> list[Written]:
    """The lines of a draft, without a heading. What they are read as has the same items and flows."""
    lines: list[Written] = []
    for plainly in (False, True):
        rows = Writer(draft, plainly).run()
        back = drop_idle_arrows(rows)
        lines = _lines(draft, rows, roles)
        if says(lines, rows, draft):
            return lines
        back()
        lines = _lines(draft, rows, roles)
        if says(lines, rows, draft):
            return lines
    return lines


def _lines(draft: Draft, rows: list[Row], roles: frozenset[str]) -> list[Written]:
    texts = text_of(draft, rows, roles)
    return [Written(text, tuple(row.ids)) for text, row in zip(texts, rows, strict=True)]


def says(lines: Iterable[Written], rows: Iterable[Row], draft: Draft) -> bool:
    """Whether these lines are read as the draft."""
    text = "\n".join(["#", *(line.text for line in lines)])
    try:
        read = read_text(text)
    except Unreadable:
        return False
    if len(read) != 1:
        return False
    by_line: dict[int, list[Id]] = {}
    for id, number in read[0].lines.items():
        if id in read[0].items:
            by_line.setdefault(number, []).append(id)
    known: dict[Id, Id] = {}
    for number, row in enumerate(rows, 2):
        mine = [item.id for item in ([row.event] if row.event else []) + row.items]
        theirs = by_line.get(number, [])
        if len(mine) != len(theirs):
            return False
        known.update(zip(mine, theirs, strict=True))
    return same(draft, read[0], known, dict.fromkeys(known, 0))
