"""What a line makes: an item of the kind its words and brackets name."""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.notation.durations import duration_of
from opsdesigner.notation.events import DEFINITIONS
from opsdesigner.notation.kinds import EVENTS, KINDS
from opsdesigner.notation.properties import properties_of

from .draft import Item
from .joining import Fresh
from .line import Line, Misread

GOES_ON, ALL, BY_EVENT, STARTS = "goesOn", "all", "event", "starts"
FLAGS = {  # words beside the kinds of events, and the kinds they may be said of
    GOES_ON: ("boundaryEvent", "startEvent"),
    ALL: ("boundaryEvent", "startEvent", "intermediateCatchEvent", "eventBasedGateway"),
    BY_EVENT: ("subProcess",),
    STARTS: ("eventBasedGateway", "receiveTask"),
}
SPOKEN = {  # keyword -> kind at the start of a process, kind later, event
    "when": ("startEvent", "intermediateCatchEvent", "message"),
    "every": ("startEvent", "intermediateCatchEvent", "timer"),
    "wait": ("intermediateCatchEvent", "intermediateCatchEvent", "timer"),
    "send": ("intermediateThrowEvent", "intermediateThrowEvent", "message"),
    "receive": ("intermediateCatchEvent", "intermediateCatchEvent", "message"),
}
TOKENS = {"work": "workTime", "wait": "waitTime", "volume": "volume", "portion": "portion"}


def item_of(line: Line, fresh: Fresh, first: bool) -> Item:
    """A new item as a line describes it; `first` of its process or not. Raises Misread."""
    kind, words, name, when = line.kind, line.words, line.name, ""
    if kind in SPOKEN:
        kind, words = SPOKEN[kind][not first], (SPOKEN[kind][2],)
        if line.kind == "every":
            name = f"Every {name}"
        when = duration_of(name) if line.kind == "wait" else ""
    for word in words:
        _check(line, kind, word)
    allowed = {row.name for row in properties_of(kind)}
    refuse_tokens(line, [token for token, row in TOKENS.items() if token == "portion" or row in allowed])
    return Item(fresh(kind), kind, name, words=words, work=line.work, wait=line.wait, volume=line.volume, when=when)


def _check(line: Line, kind: str, word: str) -> None:
    if kind in FLAGS.get(word, ()) or (kind in EVENTS and word in DEFINITIONS):
        return
    said = f"[{kind} {word}]: “{word}” says nothing of a {KINDS[kind].label.lower()}"
    events = f"; write one of {', '.join(DEFINITIONS)}" if kind in EVENTS else ""
    raise Misread(said + events, line.typed.number, line.typed.column)


def refuse_tokens(line: Line, allowed: Sequence[str]) -> None:
    """Refuses times and volumes where they say nothing. Raises Misread."""
    told = {"work": "a work time", "wait": "a waiting time", "volume": "a volume", "portion": "a share"}
    for token, name in told.items():
        if getattr(line, token) and token not in allowed:
            raise Misread(f"{name} says nothing here; it belongs to a step", line.typed.number, line.typed.column)
