"""The talk written down line by line: where it is, what each line makes, what the capture bar shows.

scribe = Scribe(model, diagram)
scribe.enter("Sales: Check order")    # one undo step; raises Misread with a sentence, then nothing is changed
scribe.preview("In stock?")           # what that would make
scribe.now                            # role, step, open decisions; follows undo and redo
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from typing import NamedTuple

from opsdesigner.edit.context import Refusal
from opsdesigner.edit.drafting import put_process
from opsdesigner.edit.roots import fresh_id
from opsdesigner.model import Change, Id, Model, Node
from opsdesigner.model.queries import children, process_of
from opsdesigner.notation.kinds import FLOW_NODES, OWNERS

from .answering import put_in, take_out
from .applying import carry_out
from .backward import front_of, insert_before
from .beginning import last, shown
from .draft import Draft, Item
from .drawn import Drafts, draft_of
from .joining import sources
from .line import Misread
from .onward import insert_after
from .placing import settle
from .reading import Reader
from .state import EXCEPTION, SUB, State, Tail, grounded, lifted
from .typing import Typed, indented, plain_line, typed


class Opened(NamedTuple):
    """A decision or parallel block that is open: its gateway, its name, the labels of its branches."""

    node: Id
    sort: str
    name: str
    labels: tuple[str, ...]


class Now(NamedTuple):
    """What the bar shows: the process and its page, the current step, the role that sticks, what is open."""

    process: Id
    diagram: Id
    step: Id
    role: str
    opened: tuple[Opened, ...]  # the innermost last


class Entered(NamedTuple):
    """What a line made: steps, flows and remarks, and how things stand then."""

    made: tuple[Id, ...]
    now: Now


@dataclass(frozen=True, slots=True)
class _Place:
    process: Id
    diagram: Id
    state: State


class Scribe:
    """One talk about one document. Call `leave` when it is over."""

    def __init__(self, model: Model, diagram: Id) -> None:
        self.model = model
        self.backward = False  # each line goes before the current step
        self.answering = ""  # the question whose answer at the current step the next line says otherwise
        self._place = _Place(shown(model, diagram), diagram, State())
        self._drafts = Drafts()
        self._copied: tuple[int, int] | None = None  # the version of a copy, and of the document, where they are alike
        self._known: list[tuple[object, _Place]] = []
        self._entering = False
        self.go_to(last(model, self._place.process))
        self.leave: Callable[[], None] = model.observe(self._follow)

    @property
    def now(self) -> Now:
        """How things stand."""
        place, model = self._place, self.model
        opened = []
        for block in place.state.blocks:
            node = model.get(block.node, Node)
            if node is not None and block.sort not in (EXCEPTION, SUB):
                opened.append(Opened(node.id, block.sort, node.name, block.labels))
        return Now(place.process, place.diagram, place.state.step, place.state.role, tuple(opened))

    def go_to(self, step: Id) -> None:
        """The talk goes on from another step (or its process's start for ""); blocks that were open are left."""
        node = self.model.get(step, Node)
        role = self._place.state.role
        state = State(role=role)
        if node is not None and node.kind in FLOW_NODES:
            if role == "" or node.kind not in ("endEvent",):
                role = self._draft(self._place.process).items[step].role if self._inside(step) else role
            state = State(None if node.kind == "endEvent" else Tail(step), step, role=role)
        self._place = replace(self._place, state=state)
        self._remember()

    def _inside(self, step: Id) -> bool:
        return process_of(self.model, step) == self._place.process

    def turn(self) -> None:
        """Lines go before the current step from now on, or after it again; what was open is left."""
        self.backward = not self.backward
        front = front_of(self._draft(self._place.process)) if self.backward else ""
        self.go_to(self._place.state.step or front)

    def show(self, diagram: Id) -> None:
        """The talk goes on with the process of another page."""
        self._place = _Place(shown(self.model, diagram), diagram, State())
        self.go_to(last(self.model, self._place.process))

    def enter(self, text: str) -> Entered:
        """Carries one line out, as one undo step. Raises Misread; then nothing is changed."""
        return self._take([plain_line(text)._replace(indent=0)], by_indent=False)

    def enter_all(self, text: str) -> Entered:
        """Carries a pasted text out, as one undo step, going on from here. Raises Misread; then nothing is changed."""
        lines = typed(text)
        return self._take(lines, indented(lines))

    def look_through(self, text: str) -> tuple[list[tuple[Draft, Draft]], list[Misread]]:
        """What a pasted text would make of each process, before and after, and all that cannot be understood.

        Changes nothing.
        """
        lines, wrong = typed(text), list[Misread]()
        by_indent, before, state = indented(lines), self._draft(self._place.process), self._place.state
        found, roles = list[tuple[Draft, Draft]](), set[str]()
        for part in _parts(lines):
            if part[0].text.startswith("#"):
                before, state, part = Draft(name=part[0].text.lstrip("#").strip()), State(), part[1:]
            reader = self._reader(before, lifted(state) if by_indent else state, len(part), by_indent, roles)
            self._read_on(reader, part, wrong)
            found.append((before, reader.draft))
            roles |= {item.role for item in reader.draft.items.values() if item.role}
        return found, sorted(wrong, key=lambda each: each.line)

    def goes_as(self, told: Scribe) -> None:
        """The talk stands where another one has come to, once what that made on a copy is made here."""
        self._place = told._place
        self._remember()

    def on(self, model: Model, version: int) -> Scribe:
        """The same talk at the same point, on a copy that was made at this version; it does not follow it."""
        made = copy(self)
        made.model, made._known, made.leave = model, [], lambda: None
        made._copied = (model.version, version)
        return made

    def _draft(self, process: Id) -> Draft:
        """A process as it is; to be read."""
        now, version = self._copied or (self.model.version, self.model.version)
        if self.model.version != now:
            return draft_of(self.model, process)
        return self._drafts.of(self.model, process, version)

    def preview(self, text: str) -> list[Item]:
        """The steps, events and gateways that Enter would make. Raises Misread. Changes nothing."""
        line = plain_line(text)
        if line.text.startswith("#"):
            return []
        before = self._draft(self._place.process)
        after, _ = self._read(before, [line._replace(indent=0)], False, self._place.state)
        return [item for id, item in after.items.items() if id not in before.items]

    # inside

    def _take(self, lines: list[Typed], by_indent: bool) -> Entered:
        made: list[Id] = []
        place, first = self._place, next((line.text for line in lines if line.text), "")
        self._entering = True
        try:
            with self.model.change(f"Capture “{first[:40]}”" if first else "Capture"):
                for part in _parts(lines):
                    if part[0].text.startswith("#"):
                        place, part = self._begin(place, part[0].text.lstrip("#").strip()), part[1:]
                    before = self._draft(place.process)
                    state = lifted(place.state) if by_indent else place.state
                    after, state = self._read(before, part, by_indent, state)
                    new = carry_out(self.model, place.diagram, before, after)
                    settle(self.model, place.process, place.diagram, before, after, new)
                    made += new
                    place = replace(place, state=grounded(state))
        except Refusal as refusal:
            raise Misread(str(refusal), 1) from None
        finally:
            self._entering = False
        self._place = place
        self._remember()
        return Entered(tuple(made), self.now)

    def _read(self, before: Draft, lines: list[Typed], by_indent: bool, state: State) -> tuple[Draft, State]:
        """The draft and the state that some lines lead to. Raises Misread."""
        reader = self._reader(before, state, len(lines), by_indent)
        told = take_out(reader.draft, state.step, self.answering)
        self._read_on(reader, lines)
        return put_in(reader.draft, before, told), reader.state

    def _reader(
        self, before: Draft, state: State, count: int, by_indent: bool, more_roles: Iterable[str] = ()
    ) -> Reader:
        roles = [node.name for node in self.model.all(Node) if node.kind in OWNERS and node.name]
        roles += [item.role for item in before.items.values() if item.role]
        roles += more_roles
        reader = Reader(before.copy(), lambda kind: fresh_id(self.model, kind), state, roles, by_indent)
        if count > 1:
            reader.pending = []
        return reader

    def _read_on(self, reader: Reader, lines: list[Typed], wrong: list[Misread] | None = None) -> None:
        """Takes lines on; those that cannot be understood are gathered where that is wanted. Raises Misread."""
        deep = len(reader.state.blocks)
        for line in lines:
            with _gathering(wrong):
                if self.backward:
                    insert_before(reader, line)
                else:
                    insert_after(reader, line)
        if reader.pending is not None:
            open_ones = reader.state.blocks
            while reader.by_indent and len(open_ones) > deep and open_ones[-1].sort in (EXCEPTION, SUB):
                reader.close()
                open_ones = reader.state.blocks
            for each in reader.pending:
                reader.pending = [each]
                with _gathering(wrong):
                    reader.settle()

    def _begin(self, place: _Place, name: str) -> _Place:
        """A process of its own; an empty one without a name is it."""
        node = self.model.get(place.process, Node)
        empty = node is not None and not node.name and not children(self.model, place.process)
        if empty:
            self.model.update(place.process, name=name)
            self.model.update(place.diagram, name=name)
            return replace(place, state=State())
        return _Place(*put_process(self.model, name), State())

    def _remember(self) -> None:
        self._known = [each for each in self._known if each[0] is not self.model.moment]
        self._known.append((self.model.moment, self._place))

    def _follow(self, change: Change) -> None:
        """After undo and redo all is as it was then; what others removed is forgotten."""
        if self._entering:
            return
        moment = self.model.moment
        for known, place in reversed(self._known):
            if known is moment:
                self._place = place
                return
        self._place = replace(self._place, state=_mended(self.model, self._place.state))
        self._remember()


@contextmanager
def _gathering(wrong: list[Misread] | None) -> Iterator[None]:
    """What cannot be understood within is put with the rest, where that is gathered. Raises Misread where not."""
    try:
        yield
    except Misread as misread:
        if wrong is None:
            raise
        wrong.append(misread)


def _parts(lines: list[Typed]) -> list[list[Typed]]:
    parts: list[list[Typed]] = [[]]
    for line in lines:
        if line.text.startswith("#") and parts[-1]:
            parts.append([])
        parts[-1].append(line)
    return [part for part in parts if part]


def _mended(model: Model, state: State) -> State:
    """The same without what is gone."""
    blocks = tuple(block for block in state.blocks if block.node in model)
    here = state.here if state.here is not None and all(id in model for id in sources(state.here)) else None
    step = state.step if state.step in model else ""
    return replace(state, blocks=blocks, here=here, step=step)
