"""From the result to the trigger: each line goes before the current step.

A decision goes before it like a step; then `yes:` names the way that leads on, and `no: …` says what another answer
leads to. Each `+` begins what must be done at the same time before the current step; an empty line closes that.
"""

from __future__ import annotations

from dataclasses import replace

from .draft import Draft, Flow, Item, family
from .joining import merge
from .line import BLANK, END, EXCEPTION, IDEA, JUMP, LABEL, NOTE, PROBLEM, RESULT, STEP, Line, Setting, parse_line
from .making import item_of
from .reading import Reader
from .state import DECISION, PARALLEL, Block, State, Tail
from .talking import misread
from .typing import Typed

SAID_OF = (NOTE, PROBLEM, IDEA, EXCEPTION)  # lines about the current step, which stays it
FIRST = (STEP, END, RESULT)  # what a talk may begin with


def front_of(draft: Draft) -> str:
    """What lines go before where nobody has said: the last step that nothing leads to, else the last end."""
    open_ones = [id for id, item in draft.items.items() if family(item) in ("step", "gateway") and not draft.into(id)]
    ends = [id for id, item in draft.items.items() if family(item) == "end"]
    return next(reversed(open_ones), "") or next(reversed(ends), "")


def insert_before(reader: Reader, typed: Typed) -> None:
    """What must be true just before the current step; without one it is the end. Raises Misread."""
    draft, state = reader.draft, reader.state
    current = draft.items.get(state.step)
    deciding = current is not None and family(current) == "gateway"
    line = parse_line(typed, Setting(deciding, reader.knows, small=True))  # a name in capitals is a role
    if line.sort == BLANK:
        _close(reader, line)
    elif line.sort in SAID_OF:
        reader.take(typed)
        reader.state = state
    elif current is None:
        _begin(reader, line)
    elif line.label is not None:
        _answer(reader, line, current)
    else:
        _before(reader, line, current)


def _begin(reader: Reader, line: Line) -> None:
    if line.sort not in FIRST or line.plus or line.label is not None or line.target is not None:
        raise misread(line, "going backward begins with the result: => Customer has the goods on time")
    reader.speak(line)
    reader.state = State(role=reader.state.role, spoken=reader.state.spoken, begun=True)
    if line.sort == RESULT:
        reader.do(line)
    else:
        reader.add(item_of(line, reader.fresh, False), line)
    _stay(reader)


def _stay(reader: Reader, blocks: tuple[Block, ...] = ()) -> None:
    """Nothing is open forward: only what must be done at the same time."""
    state = reader.state
    reader.state = State(step=state.step, role=state.role, spoken=state.spoken, begun=True, blocks=blocks)


# ways on from a decision


def _answer(reader: Reader, line: Line, current: Item) -> None:
    """Names the way that leads on from a decision, or says what another answer leads to."""
    draft, label, blocks = reader.draft, line.label or "", reader.state.blocks
    if family(current) != "gateway":
        raise misread(line, f"“{label}:” names a way on from a decision; write the decision first")
    ways = draft.out_of(current.id)
    if any(way.label.casefold() == label.casefold() for way in ways):
        raise misread(line, f"the decision has a way “{label}” already")
    if line.sort == LABEL:
        bare = [way for way in ways if not way.label]
        if not bare:
            raise misread(line, f"each way has its answer; write what else is done: {label}: Call customer")
        draft.join(bare[0]._replace(label=label, portion=line.portion or bare[0].portion))
        return
    reader.speak(line)
    here = Tail(current.id, label, line.portion)
    reader.state = replace(reader.state, here=here, step=current.id, blocks=())
    reader.do(replace(line, label=None, forced=False, portion=""))
    reader.state = replace(reader.state, step=current.id)
    _stay(reader, blocks)


# what comes before


def _before(reader: Reader, line: Line, current: Item) -> None:
    draft, blocks = reader.draft, reader.state.blocks
    if line.sort == JUMP or line.target is not None:
        raise misread(line, "going backward, only another answer leads elsewhere: no: -> Check order")
    if line.sort == LABEL:
        raise misread(line, "after + write what must be done at the same time")
    if family(current) == "start":
        raise misread(line, f"“{current.name or 'the start'}” has nothing before it")
    if family(current) == "boundary" or line.sort != STEP:
        raise misread(line, "only a step goes before another one")
    entry, led = _entry(reader, current)
    starts = line.kind in ("when", "every") and not led
    if starts and blocks:
        raise misread(line, "a trigger comes before all that is done at the same time; close that with an empty line")
    reader.speak(line)
    if line.plus and blocks:
        led = []  # what leads to all of it leads to the first branch
    blocks, target = _beside(reader, current, entry) if line.plus else (blocks, entry)
    _stay(reader)
    item = reader.add(item_of(line, reader.fresh, starts), line)
    for flow in led:
        draft.join(flow._replace(target=item.id))
    draft.join(Flow(reader.fresh("sequenceFlow"), item.id, target.id))
    _stay(reader, blocks)


def _entry(reader: Reader, current: Item) -> tuple[Item, list[Flow]]:
    """Where what comes before an item leads to, and the flows that will lead to that instead: loops back stay."""
    draft = reader.draft
    later, pending = set[str](), [current.id]
    while pending:
        for flow in draft.out_of(pending.pop()):
            if flow.target not in later:
                later.add(flow.target)
                pending.append(flow.target)
    met = draft.merge_before(current.id) or current
    looped = [flow for flow in draft.into(met.id) if flow.source in later]
    if not looped:
        return current, draft.into(current.id)
    if met is current and family(current) != "gateway":
        met = merge(draft, reader.fresh, current)
    return met, [flow for flow in draft.into(met.id) if flow.source not in later]


def _beside(reader: Reader, current: Item, entry: Item) -> tuple[tuple[Block, ...], Item]:
    """The block that one more branch belongs to, and the gateway where its branches meet."""
    draft, blocks = reader.draft, reader.state.blocks
    if blocks:
        top = blocks[-1]
        more = replace(top, done=(*top.done, Tail(current.id)), branches=top.branches + 1)
        return (*blocks[:-1], more), draft.items[top.node]
    kind = "parallelGateway"
    meet = draft.put(Item(reader.fresh(kind), kind, role=current.role, parent=current.parent))
    draft.join(Flow(reader.fresh("sequenceFlow"), meet.id, entry.id))
    return (*blocks, Block(PARALLEL, meet.id, branches=1)), meet


def _close(reader: Reader, line: Line) -> None:
    """What was done at the same time begins at once, after what comes before all of it."""
    draft, state = reader.draft, reader.state
    if (top := state.top) is None or top.sort == DECISION:
        return
    heads = [*(each.source for each in top.done if isinstance(each, Tail)), state.step]
    if len(heads) < 2:
        raise misread(line, "say with another + what must be done at the same time")
    kind, first = "parallelGateway", draft.items[heads[0]]
    split = draft.put(Item(reader.fresh(kind), kind, role=first.role, parent=first.parent))
    for head in heads:
        for flow in draft.into(head):
            draft.join(flow._replace(target=split.id))
    for head in heads:
        draft.join(Flow(reader.fresh("sequenceFlow"), split.id, head))
    reader.state = replace(state, step=split.id)
    _stay(reader, state.blocks[:-1])
