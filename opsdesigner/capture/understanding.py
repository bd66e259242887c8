"""What a pasted text is understood as, before it is taken: how much of what, whose, and which lines are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from opsdesigner.edit.context import Refusal
from opsdesigner.model import Change, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.organisation import named

from .draft import Draft, Item, family
from .line import Misread
from .rehearsal import Rehearsed
from .scribe import Scribe
from .typing import LINES, plain_line, quote, quoted

ROUNDS = 50  # of parking: what is parked may have been what lines below it belong to
SHOWN = 80  # letters of a line that is told about


class Wrong(NamedTuple):
    """A line that is not understood: its number and column from 1, what it says, and why."""

    line: int
    column: int
    text: str
    why: str


class Understood(NamedTuple):
    """Counts, and names in the order they come in."""

    steps: int = 0
    decisions: int = 0
    parallel: int = 0
    events: int = 0
    ends: int = 0
    exceptions: int = 0
    notes: int = 0
    problems: int = 0
    results: int = 0
    roles: tuple[str, ...] = ()
    new_roles: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()  # that begin with a heading
    after: str = ""  # the step it goes on from
    owners: tuple[str, ...] = ()  # whose each line is, "" for nobody's
    wrong: tuple[Wrong, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing would be made."""
        return not any(self[:9]) and not self.processes


class Tried(NamedTuple):
    """What a text means, and what taking it would do to a copy of the document, and how the talk stands then.

    Where lines are wrong, it is tried with those as problems.
    """

    understood: Understood
    made: Rehearsed | None = None
    told: Scribe | None = None
    parked: str = ""  # the text with what is wrong as problems
    refused: str = ""


def understand(scribe: Scribe, text: str) -> Understood:
    """What a text means at the point where a talk is. Changes nothing."""
    parts, misread = scribe.look_through(text)
    lines = LINES.split(text)
    new = [item for before, after in parts for id, item in after.items.items() if id not in before.items]
    said = [remark for before, after in parts for id, remark in after.remarks.items() if id not in before.remarks]
    roles = tuple(dict.fromkeys(item.role for item in new if item.role))
    count = {kind: sum(remark.kind == kind for remark in said) for kind in {remark.kind for remark in said}}
    gates = [item for item in new if family(item) == "gateway"]
    promised = {remark.of for remark in said if remark.kind == "result"}
    owners = [""] * (len(lines) + 1)
    for _, after in parts:
        for id, number in after.lines.items():
            owners[number] = after.items[id].role if id in after.items else owners[number]
    return Understood(
        steps=sum(family(item) == "step" for item in new),
        decisions=sum(item.kind != "parallelGateway" and bool(item.name) for item in gates),
        parallel=sum(item.kind == "parallelGateway" and _splits(parts, item) for item in gates),
        events=sum(family(item) == "event" or (family(item) == "start" and bool(item.name)) for item in new),
        ends=sum(family(item) == "end" and bool(item.name) and item.id not in promised for item in new),
        exceptions=sum(family(item) == "boundary" for item in new) + count.get("never", 0) + count.get("deputy", 0),
        notes=count.get("note", 0),
        problems=count.get("problem", 0) + count.get("idea", 0),
        results=count.get("result", 0),
        roles=roles,
        new_roles=tuple(role for role in roles if named(scribe.model, role) is None),
        processes=tuple(after.name for _, after in parts if not after.id),
        after=_after(scribe),
        owners=tuple(owners[1:]),
        wrong=tuple(_wrong(misread, lines)),
    )


def _after(scribe: Scribe) -> str:
    """The name of the step that is gone on from; nothing goes on from an end."""
    node = scribe.model.get(scribe.now.step, Node)
    return title(scribe.model, node.id) if node is not None and KINDS[node.kind].family != "end" else ""


def _splits(parts: Iterable[tuple[Draft, Draft]], item: Item) -> bool:
    return any(len(after.out_of(item.id)) > 1 for _, after in parts)


def _wrong(misread: Iterable[Misread], lines: Sequence[str]) -> Iterable[Wrong]:
    for each in misread:
        text = " ".join(lines[each.line - 1].split()) if 0 < each.line <= len(lines) else ""
        yield Wrong(each.line, each.column, text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…", each.message)


def parked(scribe: Scribe, text: str, first: Understood | None = None) -> str:
    """The text with each line that is not understood as a problem, where it stands, so that nothing is lost.

    What belonged to such a line may not be understood without it, and becomes one as well.
    """
    found = first or understand(scribe, text)
    for _ in range(ROUNDS):
        if not found.wrong:
            break
        lines = LINES.split(text)
        for number in {each.line for each in found.wrong if 0 < each.line <= len(lines)}:
            lines[number - 1] = as_problem(lines[number - 1])
        text = "\n".join(lines)
        found = understand(scribe, text)
    return text


def as_problem(line: str) -> str:
    """One line as a problem, as deep as it stands."""
    said = plain_line(line).text
    lead = line[: len(line) - len(line.lstrip())]
    return f"{lead}?? {quote(said) if quoted(said) else said}"


def trial(scribe: Scribe, text: str) -> Callable[[], Tried]:
    """A text to be understood, and taken on a copy of the scribe's document as it is now.

    The copy is made when it is called: once, in any thread.
    """
    version = scribe.model.version
    copying, talk = scribe.model.aside(), scribe.on(scribe.model, version)

    def try_out() -> Tried:
        copy, found = copying(), list[Change]()
        told = talk.on(copy, version)
        understood = understand(told, text)
        taken = parked(told, text, understood) if understood.wrong else text
        stop = copy.observe(found.append)
        try:
            now = told.enter_all(taken).now
        except (Misread, Refusal) as no:
            return Tried(understood, refused=no.message if isinstance(no, Misread) else str(no))
        finally:
            stop()
        return Tried(understood, Rehearsed(found[0] if found else None, now, copy), told, taken)

    return try_out
