"""A whole text captured: understood line by line, then made in the document as one change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from types import MappingProxyType
from typing import NamedTuple

from opsdesigner.edit.drafting import put_process
from opsdesigner.edit.parking import park
from opsdesigner.edit.roots import fresh_id
from opsdesigner.edit.tidying import tidy
from opsdesigner.model import Diagram, Id, Model, Node
from opsdesigner.model.queries import children, pools_of
from opsdesigner.notation.kinds import FLOW_NODES, OWNERS

from .applying import carry_out
from .draft import Draft
from .line import Misread, parse_line
from .placing import pages_of
from .reading import Reader
from .typing import MOST_LINES, Typed, indented, typed

NOTHING: Mapping[int, int] = MappingProxyType({})


class Captured(NamedTuple):
    """What a text became: the processes, and all nodes and links that were made."""

    processes: tuple[Id, ...]
    made: tuple[Id, ...]


class Unreadable(Exception):
    """A text with lines that cannot be understood: all of them, the first one first."""

    def __init__(self, misread: list[Misread]) -> None:
        super().__init__(str(misread[0]))
        self.misread = tuple(misread)


def read_text(
    text: str,
    roles: Iterable[str] = (),
    fresh: Callable[[str], Id] | None = None,
    meant: Mapping[int, int] = NOTHING,
) -> list[Draft]:
    """The processes a text tells of. `roles` are known before it; `meant` says of lines with an arrow which line
    they lead to, whatever that says now. Raises Unreadable."""
    lines = typed(text)
    if len(lines) > MOST_LINES:
        raise Unreadable([Misread(f"a text has {MOST_LINES:,} lines at most; capture it in parts", MOST_LINES + 1)])
    deep = indented(lines)
    counted = count(1)
    fresh = fresh or (lambda kind: f"{kind} {next(counted)}")
    made: list[Draft] = []
    wrong: list[Misread] = []
    reader: Reader | None = None
    known = list(roles)
    for part in _parts(lines):
        if reader is not None:
            known = list(reader.roles.values())
        draft = Draft(fresh("process"), _heading(part), headed=part[0].text.startswith("#"))
        reader = Reader(draft, fresh, roles=known, by_indent=deep)
        reader.pending, reader.meant = [], meant
        if _read(reader, part, wrong):
            made.append(draft)
    if wrong:
        raise Unreadable(sorted(wrong, key=lambda misread: (misread.line, misread.column)))
    return made


def _parts(lines: list[Typed]) -> list[list[Typed]]:
    """The lines of each process; what comes before the first heading is one of its own, if it says anything."""
    parts: list[list[Typed]] = [[]]
    for line in lines:
        if line.text.startswith("#"):
            parts.append([])
        parts[-1].append(line)
    return [part for part in parts if any(line.text for line in part)]


def _heading(part: list[Typed]) -> str:
    return parse_line(part[0]).name if part[0].text.startswith("#") else ""


def _read(reader: Reader, part: list[Typed], wrong: list[Misread]) -> bool:
    """Takes the lines of one process on; whether it is any."""
    start = part[0].text.startswith("#")
    for line in part[start:]:
        try:
            reader.take(line)
        except Misread as misread:
            wrong.append(misread)
    try:
        reader.finish()
    except Misread as misread:
        wrong.append(misread)
    return bool(start or reader.draft.items or reader.draft.remarks)


def capture(model: Model, text: str, label: str = "Capture") -> Captured:
    """Makes all processes of a text in a document, laid out, as one undo step.

    An empty process that is there already takes the first one. Raises Unreadable or Refusal; then nothing is changed.
    """
    roles = [node.name for node in model.all(Node) if node.kind in OWNERS and node.name]
    drafts = read_text(text, roles, lambda kind: fresh_id(model, kind))
    made: list[Id] = []
    homes: list[Id] = []
    with model.change(label):
        for draft in drafts:
            if _only_parks(draft, drafts):
                made += [park(model, each.text, each.kind == "idea") for each in draft.remarks.values()]
                continue
            process, page = _home(model, draft.name, homes)
            draft.id = process
            made += carry_out(model, page, Draft(process, _name(model, process)), draft)
            homes.append(process)
            for each in pages_of(model, process):
                tidy(model, each)
    return Captured(tuple(homes), tuple(made))


def _only_parks(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether what stands before the first heading says nothing but problems and ideas: they are of no process."""
    kinds = {remark.kind for remark in draft.remarks.values()}
    return not (draft.headed or draft.items) and len(drafts) > 1 and kinds <= {"problem", "idea"}


def _name(model: Model, id: Id) -> str:
    node = model.get(id, Node)
    return node.name if node is not None else ""


def _home(model: Model, name: str, taken: list[Id]) -> tuple[Id, Id]:
    """The first process with a page and nothing in it that is not taken, else a new one; with its page."""
    for page in list(model.all(Diagram)):
        root = model.get(page.root, Node)
        if root is None or page.kind or root.kind != "process" or (root.name and name and root.name != name):
            continue
        if root.id in taken:
            continue
        if not any(node.kind in FLOW_NODES for node in children(model, root.id)) and not pools_of(model, root.id):
            return root.id, page.id
    return put_process(model, name)
