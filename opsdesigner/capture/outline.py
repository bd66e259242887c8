"""A process as text of the capture language; each line knows what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opsdesigner.model import Id, Model, Node
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.parked import parked

from .draft import Draft, plain
from .drawn import draft_of, processes
from .line import parse_line
from .matching import same
from .remarks import remark_of, remark_text
from .rows import Row, text_of
from .typing import plain_line
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


class Told(NamedTuple):
    """A process in lines: what they were made of, and what they are read as; numbers of lines count a heading."""

    lines: list[Written]
    draft: Draft
    read: Draft

    @property
    def headed(self) -> bool:
        """Whether the first line is a heading."""
        return bool(self.lines) and self.lines[0].ids == (self.draft.id,)


def told(model: Model, process: Id) -> Told:
    """One process in lines, with a heading where it has a name."""
    draft = draft_of(model, process)
    lines, read = _written(draft, _roles(model))
    if draft.name:
        lines.insert(0, Written(f"# {draft.name}", (process,)))
        read.name = parse_line(plain_line(lines[0].text)).name
    return Told(lines, draft, read)


def outline(model: Model, process: Id = "") -> list[Written]:
    """The lines of one process, or of all of a document, what is parked in none of them first.

    Headings come with names, from the second process on, and where they tell what follows from what is parked.
    """
    chosen = [process] if process else [node.id for node in processes(model)]
    lines = [] if process else _of_no_process(model)
    for id in chosen:
        mine = told(model, id)
        if not mine.lines:
            continue
        if lines:
            lines.append(Written("", ()))
        if not mine.headed and (lines or not (process or mine.draft.items)):
            lines.append(Written("#", (id,)))
        lines += mine.lines
    return lines


def _of_no_process(model: Model) -> list[Written]:
    """A line for each problem and idea of the document itself."""
    loose = [node for node in parked(model) if not node.parent]
    return [Written(remark_text(remark_of(node)), (node.id,)) for node in loose if plain(node.name)]


def _roles(model: Model) -> frozenset[str]:
    return frozenset(plain(node.name).casefold() for node in model.all(Node) if node.kind in OWNERS and node.name)


def outline_text(model: Model, process: Id = "") -> str:
    """The same as text."""
    return "".join(f"{line.text}\n" for line in outline(model, process))


def written(draft: Draft, roles: frozenset[str] = frozenset()) -> list[Written]:
    """The lines of a draft, without a heading. What they are read as has the same items and flows."""
    return _written(draft, roles)[0]


def _written(draft: Draft, roles: frozenset[str]) -> tuple[list[Written], Draft]:
    """The lines, and what they are read as below a heading."""
    lines: list[Written] = []
    for plainly in (False, True):
        rows = Writer(draft, plainly).run()
        back = drop_idle_arrows(rows)
        for again in (False, True):
            if again:
                back()
            lines = _lines(draft, rows, roles)
            read = _read(lines)
            if read is not None and says(read, rows, draft):
                return lines, read
    return lines, Draft()


def _read(lines: Iterable[Written]) -> Draft | None:
    try:
        found = read_text("\n".join(["#", *(line.text for line in lines)]))
    except Unreadable:
        return None
    return found[0] if len(found) == 1 else None


def _lines(draft: Draft, rows: list[Row], roles: frozenset[str]) -> list[Written]:
    texts = text_of(draft, rows, roles)
    return [Written(text, tuple(row.ids)) for text, row in zip(texts, rows, strict=True)]


def says(read: Draft, rows: Iterable[Row], draft: Draft) -> bool:
    """Whether the lines of these rows, as they are read below a heading, say what the draft does."""
    by_line = read.by_line()
    known: dict[Id, Id] = {}
    for number, row in enumerate(rows, 2):
        mine = [item.id for item in ([row.event] if row.event else []) + row.items]
        theirs = by_line.get(number, [])
        if len(mine) != len(theirs):
            return False
        known.update(zip(mine, theirs, strict=True))
    return same(draft, read, known, dict.fromkeys(known, 0))
