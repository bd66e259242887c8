"""Lines understood one after the other: each adds to a draft and leads from one state to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from .draft import Draft, Flow, Item, Remark, family
from .joining import Fresh, Names, Pending, jump, lead_to
from .line import (
    BLANK,
    END,
    EXCEPTION,
    IDEA,
    JUMP,
    LABEL,
    NOTE,
    PROBLEM,
    QUESTIONS,
    RESULT,
    STEP,
    Line,
    Misread,
    Setting,
    parse_line,
)
from .making import item_of, refuse_tokens
from .state import BRANCHING, CLOSING, DECISION, JOINS, PARALLEL, SPLIT, SUB, Block, State, Tail, joined
from .state import EXCEPTION as EXCEPTIONAL
from .typing import Typed

NEUTRAL = ("//", "??", "!!", "=>")  # lines that close nothing, however little they are indented


BEGIN = State()


class Reader:
    """Takes lines on for one process; `draft` and `state` tell how far it has come."""

    def __init__(
        self, draft: Draft, fresh: Fresh, state: State = BEGIN, roles: Iterable[str] = (), by_indent: bool = False
    ) -> None:
        self.draft, self.fresh, self.state, self.by_indent = draft, fresh, state, by_indent
        self.roles = {" ".join(name.split()).casefold(): name for name in roles}
        self.pending: list[Pending] | None = None  # arrows to what comes later; None where that cannot be
        self._names = Names(draft)

    def take(self, typed: Typed) -> Line:
        """One more line. Raises Misread; then draft and state are of no use."""
        if self.by_indent and typed.text and not typed.text.startswith(NEUTRAL):
            self._dedent(typed)
        line = parse_line(typed, Setting(bool(self.state.deciding()), self._knows))
        _TAKE[line.sort](self, line)
        return line

    def finish(self) -> None:
        """The text is at its end: exceptions get theirs, arrows find what they mean. Raises Misread."""
        while self.state.blocks:
            self.close()
        self.settle()

    def settle(self) -> None:
        """Arrows find what they mean. Raises Misread."""
        for each in self.pending or ():
            if (item := self._names.first(each.target, each.own)) is None:
                raise self._unknown(each)
            jump(self.draft, self.fresh, each, item)

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
            ends = (*ends, Tail(block.node))
        self.state = replace(state, blocks=state.blocks[:-1], here=joined(block.join, ends))

    def _knows(self, name: str) -> bool:
        return " ".join(name.split()).casefold() in self.roles

    def _dedent(self, typed: Typed) -> None:
        while (top := self.state.top) is not None and typed.indent <= top.indent:
            if top.sort == PARALLEL and typed.indent == top.indent and typed.text.startswith("+"):
                return
            self.close()

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
            raise _misread(line, "a share belongs to the first line of a branch")
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
        labels = (*block.labels, label.casefold()) if label else block.labels
        block = replace(block, done=done, labels=labels, branches=block.branches + 1)
        self.state = replace(state, here=here, blocks=(*state.blocks[:-1], block))

    def _branch(self, line: Line) -> None:
        assert line.label is not None
        self._split(line)
        while self.by_indent and line.forced and not self.state.deciding() and self.state.top is not None:
            self.close()  # of a sub-process or a step with exceptions, whose branches stand below them
            self._split(line)
        label, open_ones = line.label, self.state.deciding()
        if not open_ones:
            raise _misread(line, f"“{label}:” needs an open decision; end the line of the decision with a ?")
        free = (block for block in open_ones if line.forced or label.casefold() not in block.labels)
        if (chosen := next(free, None)) is None:
            raise _misread(line, f"the open decision has a branch “{label}” already")
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

    # what a line makes

    def speak(self, line: Line) -> None:
        """The role of a line sticks; what led to the first step that has one belongs to its role."""
        if line.role is None:
            return
        key = " ".join(line.role.split()).casefold()
        role = self.roles.setdefault(key, " ".join(line.role.split())) if key else ""
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

    def step(self, line: Line) -> None:
        self.speak(line)
        self.attach(line)
        first = not any(item.parent == self.state.scope for item in self.draft.items.values())
        item = self.add(item_of(line, self.fresh, first), line)
        if line.target is not None:
            self.jump(line)
        elif family(item) == "end":
            self.state = replace(self.state, here=None)
        elif family(item) == "gateway":
            block = Block(DECISION, item.id, line.typed.indent, JOINS[item.kind], line.exact)
            self.state = replace(self.state, here=None, blocks=(*self.state.blocks, block))
        elif item.kind in ("subProcess", "transaction", "adHocSubProcess") and self.by_indent:
            self.state = replace(
                self.state, here=None, blocks=(*self.state.blocks, Block(SUB, item.id, line.typed.indent))
            )

    def jump(self, line: Line) -> None:
        """Leads the open path to a step that is there, or will be."""
        target, here, own = line.target, self.state.here, self.state.step
        assert target is not None
        self.state = replace(self.state, here=None, begun=True)
        if not target.name and not target.kind:
            return
        if here is None:
            raise _misread(line, "there is no open path that could lead there")
        each = Pending(here, target, line.typed, own if line.sort != JUMP else "")
        later = self.pending is not None and bool(target.nth)
        item = None if later else self._names.find(target, each.own)
        if item is not None and item.id != each.own:
            jump(self.draft, self.fresh, each, item)
        elif self.pending is not None:
            if isinstance(here, Tail):
                flow = self.draft.join(Flow(self.fresh("sequenceFlow"), here.source, "", here.label, here.portion))
                each = each._replace(flow=flow.id)
            self.pending.append(each)
        elif item is not None:
            jump(self.draft, self.fresh, each, item)
        else:
            raise self._unknown(each)

    def _unknown(self, each: Pending) -> Misread:
        target, typed = each.target, each.typed
        said = f"“{target.name}”" if target.name else f"[{target.kind}]"
        like = self._names.like(target.name) if target.name else ""
        number = f" #{target.nth}" if target.nth else ""
        advice = f"; did you mean “{like}”?" if like else "; write the name as it stands at the step"
        return Misread(
            f"no step is called {said}{number}{advice}", typed.number, typed.column + max(typed.text.find(">"), 0)
        )


def _misread(line: Line, message: str) -> Misread:
    return Misread(message, line.typed.number, line.typed.column)


def _blank(reader: Reader, line: Line) -> None:
    top = reader.state.top
    if not reader.by_indent and top is not None and top.sort in CLOSING:
        reader.close()


def _remark(reader: Reader, line: Line) -> None:
    if line.sort == NOTE and not reader.state.step:
        raise _misread(line, "a note needs a step before it")
    remark = Remark(
        reader.fresh("textAnnotation" if line.sort == NOTE else "problem"), line.sort, reader.state.step, line.name
    )
    reader.draft.say(remark)
    reader.draft.lines[remark.id] = line.typed.number


def _result(reader: Reader, line: Line) -> None:
    last = reader.draft.items.get(reader.state.step)
    bare = line.label is None and line.role is None and not line.plus and reader.state.here is None
    if not (bare and last is not None and family(last) == "end"):
        reader.step(line)
    remark = Remark(reader.fresh("result"), "result", reader.state.step, line.name)
    reader.draft.say(remark)
    reader.draft.lines[remark.id] = line.typed.number


def _jump(reader: Reader, line: Line) -> None:
    refuse_tokens(line, ("portion",))
    reader.speak(line)
    if reader.draft.items:
        reader.attach(line)
    reader.jump(line)


def _label(reader: Reader, line: Line) -> None:
    refuse_tokens(line, ("portion",))
    reader.speak(line)
    reader.attach(line)
    reader.state = replace(reader.state, indent=line.typed.indent)


def _exception(reader: Reader, line: Line) -> None:
    state, host = reader.state, reader.draft.items.get(reader.state.step)
    if host is None or family(host) != "step":
        raise _misread(line, "an exception needs a step before it")
    if line.answer:
        remark = Remark(reader.fresh("answer"), line.answer, host.id, line.name, line.question)
        reader.draft.say(remark)
        reader.draft.lines[remark.id] = line.typed.number
        return
    words = line.words if line.exact else ("timer",) if line.question == "late" else ("conditional",)
    if not line.exact and line.question not in QUESTIONS:
        words = ("error",)
    elif not line.exact and line.path is not None and line.path.target is None:
        words = (*words, "goesOn")
    kind, name = "boundaryEvent", line.question
    event = Item(reader.fresh(kind), kind, name, host.role, host.parent, host.id, words)
    reader.draft.put(event)
    reader.draft.lines[event.id] = line.typed.number
    block = Block(
        EXCEPTIONAL,
        event.id,
        line.typed.indent,
        exact=line.exact,
        here=state.here,
        role=state.role,
        step=state.step,
        outer=state.indent,
    )
    reader.state = replace(
        state, here=Tail(event.id), blocks=(*state.blocks, block), step=event.id, indent=line.typed.indent
    )
    if line.path is not None:
        _TAKE[line.path.sort](reader, line.path)
    if not reader.by_indent:
        while reader.state.top is not block and len(reader.state.blocks) > len(state.blocks) + 1:
            reader.close()
        reader.close()


_TAKE: dict[str, Callable[[Reader, Line], None]] = {
    BLANK: _blank,
    NOTE: _remark,
    PROBLEM: _remark,
    IDEA: _remark,
    STEP: Reader.step,
    END: Reader.step,
    RESULT: _result,
    JUMP: _jump,
    LABEL: _label,
    EXCEPTION: _exception,
}
