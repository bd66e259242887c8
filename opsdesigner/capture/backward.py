"""From the result to the trigger: each line goes before the current step."""

from __future__ import annotations

from .draft import Flow, family
from .line import BLANK, END, RESULT, STEP, Misread, parse_line
from .making import item_of
from .reading import Reader
from .state import State
from .typing import Typed


def insert_before(reader: Reader, typed: Typed) -> None:
    """What must be true just before the current step; without one it is the end. Raises Misread."""
    line = parse_line(typed)
    draft, state = reader.draft, reader.state
    current = draft.items.get(state.step)
    if line.sort == BLANK:
        return
    if line.sort not in (STEP, END, RESULT) or line.plus or line.label is not None or line.target is not None:
        reader.take(typed)
        reader.state = state
        return
    reader.speak(line)
    reader.state = State(role=reader.state.role, spoken=True, begun=True)
    if current is None:
        reader.take(typed) if line.sort == RESULT else reader.add(item_of(line, reader.fresh, False), line)
        return
    if family(current) == "start":
        raise Misread(f"“{current.name or 'the start'}” has nothing before it", typed.number, typed.column)
    if family(current) == "boundary" or line.sort != STEP:
        raise Misread("only a step goes before another one", typed.number, typed.column)
    starts = line.kind in ("when", "every") and not draft.into(current.id)
    item = reader.add(item_of(line, reader.fresh, starts), line)
    for flow in draft.into(current.id):
        draft.join(flow._replace(target=item.id))
    draft.join(Flow(reader.fresh("sequenceFlow"), item.id, current.id))
