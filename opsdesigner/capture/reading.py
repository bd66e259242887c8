"""Lines understood one after the other: each adds to a draft and leads from one state to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from opsdesigner.model import Id
from opsdesigner.notation.what_if import QUESTIONS

from .draft import Draft, Item, Remark, family
from .joining import Fresh, Names, Pending, column_of, jump, leave
from .line import (
    BLANK,
    END,
    EXCEPTION,
    IDEA,
    JUMP,
    LABEL,
    NOTE,
    PROBLEM,
    RESULT,
    STEP,
    Line,
    Misread,
    Setting,
    is_small,
)
from .making import item_of, refuse_tokens
from .parsed import parsed
from .state import CLOSING, DECISION, JOINS, SUB, Block, State, Tail
from .state import EXCEPTION as EXCEPTIONAL
from .talking import BEGIN, Talk, misread
from .typing import Typed

NEUTRAL = ("//", "??", "!!", "=>")  # lines that close exceptions only, however little they are indented


class Reader(Talk):
    """Takes lines on for one process; `draft` and `state` tell how far it has come."""

    def __init__(
        self, draft: Draft, fresh: Fresh, state: State = BEGIN, roles: Iterable[str] = (), by_indent: bool = False
    ) -> None:
        super().__init__(draft, fresh, state, roles, by_indent)
        self.pending: list[Pending] | None = None  # arrows to what comes later; None where that cannot be
        self.meant: Mapping[int, int] = {}  # of lines with an arrow that is known: the line it leads to
        self._by_line: dict[int, Id] | None = None  # what each line makes, the last of it
        self._names = Names(draft)

    def take(self, typed: Typed) -> Line:
        """One more line. Raises Misread; then draft and state are of no use."""
        if self.by_indent and typed.text:
            self.dedent(typed, only_exceptions=typed.text.startswith(NEUTRAL))
        line = parsed(typed, self._setting())
        self.do(line)
        return line

    def do(self, line: Line) -> None:
        """What a line says, as it was understood. Raises Misread."""
        _TAKE[line.sort](self, line)

    def finish(self) -> None:
        """The text is at its end: exceptions get theirs, arrows find what they mean. Raises Misread."""
        while self.state.blocks:
            self.close()
        self.settle()
        self.draft.sort_branches()

    def settle(self) -> None:
        """Arrows find what they mean. Raises Misread."""
        for each in self.pending or ():
            known = self._known(each)
            if (item := known or self._names.first(each.target, each.own)) is None:
                raise self._unknown(each)
            if known is not None and self._names.find(each.target, each.own) is not known:
                self.draft.otherwise = True
            jump(self.draft, self.fresh, each, item)

    def _setting(self) -> Setting:
        blocks = self.state.deciding()
        small = all(block.labels and all(map(is_small, block.labels)) for block in blocks)
        return Setting(bool(blocks), self.knows, small)

    def _known(self, each: Pending) -> Item | None:
        """What an arrow has led to before, whatever that is called now."""
        if each.typed.number not in self.meant:
            return None
        if self._by_line is None:
            self._by_line = {line: id for id, line in self.draft.lines.items() if id in self.draft.items}
        return self.draft.items.get(self._by_line.get(self.meant[each.typed.number], ""))

    def knows(self, name: str) -> bool:
        """Whether a role is called so."""
        return " ".join(name.split()).casefold() in self.roles

    # what a line makes

    def step(self, line: Line) -> None:
        self.speak(line)
        self.attach(line)
        first = not any(item.parent == self.state.scope for item in self.draft.items.values())
        item = self.add(item_of(line, self.fresh, first), line)
        if line.ending is not None:
            self.add(Item(self.fresh("endEvent"), "endEvent", line.ending), line, written=False)
            self.state = replace(self.state, here=None, step=item.id)
        elif line.target is not None:
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
            raise misread(line, "there is no open path that could lead there")
        each = Pending(here, target, line.typed, own if line.sort != JUMP else "")
        later = self.pending is not None and bool(target.nth)
        item = None if later else self._names.find(target, each.own)
        meant = self.meant.get(line.typed.number, 0)
        if item is not None and meant and self.draft.lines.get(item.id) != meant:
            item = None  # another of this name stands nearer now
        if item is not None and item.id != each.own:
            jump(self.draft, self.fresh, each, item)
        elif self.pending is not None:
            if isinstance(here, Tail):
                each = each._replace(flow=leave(self.draft, self.fresh, here, "").id)
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
        return Misread(f"no step is called {said}{number}{advice}", typed.number, column_of(typed, target))


def _blank(reader: Reader, line: Line) -> None:
    top = reader.state.top
    if not reader.by_indent and top is not None and top.sort in CLOSING:
        reader.close()


def _remark(reader: Reader, line: Line) -> None:
    if line.sort == NOTE and not reader.state.step:
        raise misread(line, "a note needs a step before it")
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
        raise misread(line, "an exception needs a step before it")
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
