"""Rows of an outline on their way to text: roles where they change, quotation marks where they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from opsdesigner.model import Id
from opsdesigner.notation.durations import duration_said, rate_said
from opsdesigner.notation.what_if import QUESTIONS

from .draft import Draft, Item, family, plain
from .line import EXCEPTION, Line, Misread, Setting
from .parsed import parsed
from .prefixes import KEYWORDS
from .typing import plain_line, quote

STEP_IN = 2  # blanks
SPOKEN = {  # kind and event -> the word
    ("intermediateCatchEvent", "message"): "receive",
    ("intermediateCatchEvent", "timer"): "wait",
    ("intermediateThrowEvent", "message"): "send",
}


@dataclass(slots=True)
class Row:
    """One line to be. `items` are made by it, in this order; `lead` is the one an arrow leads to."""

    depth: int
    items: list[Item] = field(default_factory=list)
    label: str | None = None
    forced: bool = False
    portion: str = ""
    plus: bool = False
    first: bool = False  # in its process or sub-process
    asks: bool = False  # a decision with branches
    event: Item | None = None  # of an exception
    exact: bool = False  # an exception in brackets
    lead: Item | None = None
    straight: bool = False
    nowhere: bool = False  # an arrow that leads nowhere
    said: str = ""  # a whole line: a remark or an answer
    result: str = ""
    id: Id = ""

    @property
    def ids(self) -> list[Id]:
        """All that the line is about, the most telling last."""
        event = [self.event.id] if self.event is not None else []
        return [*event, *(item.id for item in self.items), *([self.id] if self.id else [])]


def text_of(draft: Draft, rows: Sequence[Row], roles: frozenset[str] = frozenset()) -> list[str]:
    """The lines, without a heading. `roles` are known before, folded."""
    return list(_Lines(draft, rows, roles).all())


class _Lines:
    def __init__(self, draft: Draft, rows: Sequence[Row], roles: frozenset[str]) -> None:
        self.draft, self.rows, self.known, self.taken = draft, rows, set[str](), roles
        self.numbers: dict[Id, tuple[int, int]] = {}  # of items that have a line: which of how many of the name
        groups: dict[str, list[Id]] = {}
        for row in rows:
            for item in ([row.event] if row.event else []) + row.items:
                groups.setdefault(_key(item), []).append(item.id)
        for ids in groups.values():
            self.numbers.update({id: (at, len(ids)) for at, id in enumerate(ids, 1)})
        self.role = ""
        self.kept: list[tuple[int, str]] = []  # exceptions that are open: how deep, and which role sticks after them
        flat = not any(row.depth for row in rows)  # then decisions stay open to the end
        self.flat = flat and any(family(item) == "gateway" for row in rows for item in row.items)
        self.silent, self.nobody = self._leading(), False
        if not self.silent and rows:
            self.nobody = any(item.role for row in rows for item in row.items)

    def all(self) -> Iterator[str]:
        for at, row in enumerate(self.rows):
            while self.kept and row.depth <= self.kept[-1][0] and not row.said:
                self.role = self.kept.pop()[1]
            if row.event is not None:
                self.kept.append((row.depth, self.role))
            yield " " * row.depth + (row.said or self._line(row, at))

    def _known(self, role: str) -> bool:
        return role in self.known or role in self.taken

    def _leading(self) -> int:
        """How many rows at the top need not say their role: it is that of the first step."""
        for at, row in enumerate(self.rows):
            if not row.items:
                continue
            if any(family(item) == "step" for item in row.items):
                role = row.items[0].role
                same = all(item.role == role for other in self.rows[:at] for item in other.items)
                return at if role and same else 0
        return 0

    def _line(self, row: Row, at: int) -> str:
        """The plainest way to write a row that is read as it is meant."""
        role = row.items[0].role if row.items else None
        speaks = role is not None and role.casefold() != self.role.casefold() and at >= self.silent
        if role == "" and self.nobody and at >= self.silent:
            speaks = True
        self.nobody = self.nobody and role is None
        after = row.label is not None or row.plus  # there a prefix is a role
        safe = bool(role) and (after or not (row.depth or self.flat) or str(role).casefold() in self.known)
        bold = [False, True] if safe else [True]
        setting = Setting(bool(row.depth or self.flat), lambda name: self._known(plain(name).casefold()))
        options = [
            (forced, quoted, wary)
            for quoted in (False, True)
            for wary in (bold if speaks else [False])
            for forced in (
                [True] if row.forced or row.label == "" else [False, True] if row.label is not None else [False]
            )
        ]
        text = ""
        for forced, quoted, wary in options:
            said = ("@" if wary else "") + _prefix(role or "", quoted) if speaks and role is not None else ""
            text = self._written(row, forced, quoted, said)
            if self._reads(text, row, role if speaks else None, setting):
                break
        if speaks and role is not None:
            self.role = role
            self.known.add(role.casefold())
        return text

    def _written(self, row: Row, forced: bool, quoted: bool, role: str) -> str:
        parts: list[str] = []
        if row.event is not None:
            bracket = f"[{' '.join(('boundaryEvent', *row.event.words))}] " if row.exact else ""
            parts.append(f"! {bracket}{_prefix(row.event.name, quoted)}")
        if row.plus:
            parts.append("+")
        if row.label is not None:
            parts.append(("-" if forced else "") + _prefix(row.label, quoted))
        parts += [role] if role else []
        item = row.items[0] if row.items else None
        if row.result:
            parts.append(f"=> {quote(row.result) if quoted else row.result}")
        elif item is not None:
            parts.append(said(item, row.first, row.asks, quoted))
        if row.lead is not None:
            parts.append(f"{'->>' if row.straight else '->'} {self.called(row.lead, quoted)}")
        elif row.nowhere:
            parts.append("->")
        parts += tokens(item) if item is not None else []
        parts += [f"{row.portion}%"] if row.portion else []
        return " ".join(part for part in parts if part)

    def called(self, item: Item, quoted: bool = False) -> str:
        """What an arrow calls an item."""
        number, count = self.numbers.get(item.id, (1, 1))
        name = (quote(item.name) if quoted else item.name) if item.name else f"[{item.kind}]"
        return f"{name} #{number}" if count > 1 or not item.name else name

    def _reads(self, text: str, row: Row, role: str | None, setting: Setting) -> bool:
        try:
            line = parsed(plain_line(text), setting)
        except Misread:
            return False
        return _alike(line, row, role)


def _key(item: Item) -> str:
    return plain(item.name).casefold() or f"[{item.kind}]"


def _alike(line: Line, row: Row, role: str | None) -> bool:
    """Whether a line says what a row means, as far as a line can by itself."""
    if row.event is not None:
        if line.sort != EXCEPTION or line.exact != row.exact or plain(line.question) != plain(row.event.name):
            return line.sort == EXCEPTION and row.event.name.casefold() in QUESTIONS and line.question in QUESTIONS
        if line.path is None or line.answer:
            return not row.items and row.lead is None and not line.answer
        line = line.path
    said_role = line.role if line.role is None else " ".join(line.role.split())
    if line.label != row.label or said_role != role or line.plus != row.plus:
        return False
    if (line.target is None) == (row.lead is not None or row.nowhere):
        return False
    if row.lead is not None and line.target is not None and plain(line.target.name) != plain(row.lead.name):
        return False
    if line.portion != row.portion or not row.items:
        return line.portion == row.portion and not line.name
    item = row.items[0]
    if row.result:
        return line.sort == "result" and plain(line.name) == plain(row.result)
    name = f"Every {line.name}" if line.kind == "every" else line.name
    if (line.kind != item.kind and line.kind not in KEYWORDS) or (line.exact and line.words != item.words):
        return False
    return (plain(name), line.exact) == (plain(item.name), said(item, row.first, row.asks, False).startswith("["))


def _prefix(name: str, quoted: bool) -> str:
    return f"{quote(name) if quoted and name else name}:"


def said(item: Item, first: bool, asks: bool, quoted: bool) -> str:
    """A step, event or gateway in words, without its tokens."""
    kind, name, words = item.kind, item.name, item.words
    shown = quote(name) if quoted and name else name
    if kind == "task" and not words:
        return quote(name) if quoted or not name else name
    if kind == "exclusiveGateway" and asks and name.endswith("?") and not quoted:
        return name
    if kind == "endEvent" and not words:
        return f"end: {shown}" if name else "end"
    if name and len(words) == 1:
        if (kind, words[0]) in SPOKEN:
            return f"{SPOKEN[kind, words[0]]} {shown}"
        if kind == "startEvent" and first and words[0] == "message":
            return f"when {shown}"
        if kind == "startEvent" and first and words[0] == "timer" and name.startswith("Every ") and not quoted:
            return f"every {name[6:]}"
    return f"[{' '.join((kind, *words))}] {shown}".rstrip()


def tokens(item: Item) -> list[str]:
    """Times and volume of an item as tokens."""
    work, wait, volume = duration_said(item.work), duration_said(item.wait), rate_said(item.volume)
    return [text for value, text in ((work, f"~{work}"), (wait, f"w{wait}"), (volume, f"x{volume}")) if value]
