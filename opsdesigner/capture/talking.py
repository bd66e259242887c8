"""The open path of a talk: which blocks a line closes, which branch it goes on with, what it adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .draft import Draft, Item, family
from .joining import Fresh, lead_to
from .line import Line, Misread, is_small
from .state import BRANCHING, CLOSING, DECISION, PARALLEL, SPLIT, SUB, Block, State, Tail, joined
from .state import EXCEPTION as EXCEPTIONAL
from .typing import Typed

BEGIN = State()


class Talk:
    """How far a talk has come: what it has made, and where it is."""

    def __init__(
        self, draft: Draft, fresh: Fresh, state: State = BEGIN, roles: Iterable[str] = (), by_indent: bool = False
    ) -> None:
        self.draft, self.fresh, self.state, self.by_indent = draft, fresh, state, by_indent
        self.roles = {" ".join(name.split()).casefold(): name for name in roles}

    def close(self) -> None:
        """Closes the innermost block; its open branches will meet before what comes next."""
        block, state = self.state.blocks[-1], self.state
        here = state.here
        if block.sort == EXCEPTIONAL:
            if here is not None and not block.exact:
                role = self.draft.items[state.step].role if state.step in self.draft.items else block.role
                end = Item(self.fresh("endEvent"), "endEvent", role=role, parent=state.scope)
                lead_to(self.draft, self.fresh, here, self.draft.put(end))
            self.state = replace(
                state, blocks=state.blocks[:-1], here=block.here, role=block.role, step=block.step, indent=block.outer
            )
            return
        if block.sort == SUB:
            self.state = replace(
                state, blocks=state.blocks[:-1], here=Tail(block.node), step=block.node, indent=block.indent
            )
            return
        ends = block.done + ((here,) if here is not None else ())
        if not block.branches or (block.branches == 1 and block.sort == DECISION and not block.exact):
            ends = (*ends, Tail(block.node, turn=block.branches + 1))
        self.state = replace(state, blocks=state.blocks[:-1], here=joined(block.join, ends))

    def dedent(self, typed: Typed, only_exceptions: bool = False) -> None:
        """Closes the blocks that a line is not indented below."""
        while (top := self.state.top) is not None and typed.indent <= top.indent:
            if top.sort == PARALLEL and typed.indent == top.indent and typed.text.startswith("+"):
                return
            if only_exceptions and top.sort != EXCEPTIONAL:
                return
            self.close()
        if top is None or top.sort != SUB or only_exceptions or not typed.text.startswith("!"):
            return
        if self.state.step == top.node or typed.indent < self.state.indent:
            self.close()  # an exception of the sub-process, not of what it contains

    # where a line is attached

    def attach(self, line: Line) -> None:
        """Finds the path that a line goes on with. Raises Misread."""
        branch = True
        if line.label is not None:
            self._branch(line)
        elif line.plus:
            self._parallel(line)
        else:
            branch = self._plain(line)
        here = self.state.here
        if line.portion and not (branch and isinstance(here, Tail)):
            raise misread(line, "a share belongs to the first line of a branch")
        if line.portion and isinstance(here, Tail):
            self.state = replace(self.state, here=here._replace(portion=line.portion))

    def _plain(self, line: Line) -> bool:
        """Goes on with the open path, or opens one; returns whether this is a new branch."""
        state, top = self.state, self.state.top
        if state.here is None and top is not None and top.sort in CLOSING:
            if top.sort in BRANCHING and not top.branches:
                self._next(top, Tail(top.node))
                return True
            self.close()
        if not (self.draft.items or self.state.begun) and line.kind not in ("when", "every", "startEvent"):
            start = Item(self.fresh("startEvent"), "startEvent", role=self.state.role)
            self.state = replace(self.state, here=Tail(self.draft.put(start).id))
        return False

    def _next(self, block: Block, here: Tail, label: str = "") -> None:
        """The next branch of the innermost block."""
        state = self.state
        done = block.done + ((state.here,) if state.here is not None and block.branches else ())
        labels = (*block.labels, label) if label else block.labels
        block = replace(block, done=done, labels=labels, branches=block.branches + 1)
        here = here._replace(turn=block.branches)
        self.state = replace(state, here=here, blocks=(*state.blocks[:-1], block))

    def _branch(self, line: Line) -> None:
        assert line.label is not None
        self._split(line)
        while self.by_indent and line.forced and not self.state.deciding() and self.state.top is not None:
            self.close()  # of a sub-process or a step with exceptions, whose branches stand below them
            self._split(line)
        label, open_ones = line.label, self.state.deciding()
        if not open_ones:
            raise misread(line, f"“{label}:” needs an open decision; end the line of the decision with a ?")
        free = (block for block in open_ones if line.forced or not _has(block, label))
        if (chosen := next(free, None)) is None:
            said = f"the open decision has a branch “{label}” already"
            raise misread(line, said if is_small(label) else f"{said}; write @{label}: if it is a role")
        while self.state.top is not chosen:
            self.close()
        self._next(chosen, Tail(chosen.node, label), label)

    def _split(self, line: Line) -> None:
        """A forced label that is indented below a step makes branches of that step itself."""
        state, top = self.state, self.state.top
        if not (self.by_indent and line.forced and line.typed.indent > state.indent):
            return
        if state.here == Tail(state.step) and family(self.draft.items[state.step]) != "gateway":
            if top is not None and top.sort in BRANCHING and top.node == state.step:
                return
            block = Block(SPLIT, state.step, state.indent, "parallelGateway", exact=True)
            self.state = replace(state, here=None, blocks=(*state.blocks, block))

    def _parallel(self, line: Line) -> None:
        top = self.state.top
        if top is None or top.sort != PARALLEL or (self.by_indent and top.indent != line.typed.indent):
            self._plain(line)
            gate = self.add(Item(self.fresh("parallelGateway"), "parallelGateway"), line, written=False)
            top = Block(PARALLEL, gate.id, line.typed.indent, "parallelGateway")
            self.state = replace(self.state, here=None, blocks=(*self.state.blocks, top))
        self._next(top, Tail(top.node))

    def speak(self, line: Line) -> None:
        """The role of a line sticks; what led to the first step that has one belongs to its role."""
        if line.role is None:
            return
        key = " ".join(line.role.split()).casefold()
        role = self.roles.setdefault(key, " ".join(line.role.split())) if key else ""
        self.draft.spoken[line.typed.number] = role
        first, self.state = not self.state.spoken, replace(self.state, role=role, spoken=True)
        items = self.draft.items.values()
        if first and role and items and not any(item.role or family(item) == "step" for item in items):
            self.draft.reroled([item.id for item in items], role)

    def add(self, item: Item, line: Line, written: bool = True) -> Item:
        """Adds an item to the open path; it is the current step now."""
        item = self.draft.put(replace(item, role=self.state.role, parent=self.state.scope))
        if written:
            self.draft.lines[item.id] = line.typed.number
        if self.state.here is not None:
            lead_to(self.draft, self.fresh, self.state.here, item)
        self.state = replace(self.state, here=Tail(item.id), step=item.id, indent=line.typed.indent)
        return item


def _has(block: Block, label: str) -> bool:
    return label.casefold() in map(str.casefold, block.labels)


def misread(line: Line, message: str) -> Misread:
    return Misread(message, line.typed.number, line.typed.column)
