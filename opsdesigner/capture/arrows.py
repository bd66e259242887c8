"""Where a line leads: an arrow, and the step it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from opsdesigner.notation.kinds import FLOW_NODES

from .prefixes import ARROW, masked
from .typing import named, quoted

ENDING = "end"  # in place of a kind: an end of its own
RESULTS = re.compile(r"=+>\s*:?\s*")
ENDS = re.compile(r"(?i:end)\s*(?::\s*|[.!]*$)")
BRACKET = re.compile(r"\[\s*([^\[\]]+?)\s*\]\s*")
_NTH = re.compile(r"\s+#(\d{1,6})$")


class Target(NamedTuple):
    """Where a path leads: the step of a name, or the so-manieth of a name or kind; "" and no kind for nowhere."""

    name: str
    kind: str = ""  # of what has no name
    nth: int = 0  # counted from the top; 0 for the nearest above, else the first below
    straight: bool = False  # into the step itself, without a merging gateway before it


def arrow(text: str) -> tuple[str, Target | None]:
    """What stands before an arrow, and where the arrow leads."""
    start = found[1] if (found := quoted(text)) else 0
    if RESULTS.match(text) or not (mark := ARROW.search(masked(text), start)):
        return text, None
    before, after = text[: mark.start()].rstrip(), text[mark.end() :].strip()
    straight, nth = mark[0].strip().endswith(">>"), 0
    if number := _NTH.search(after):
        after, nth = after[: number.start()], int(number[1])
    if (bracket := BRACKET.fullmatch(after)) and bracket[1] in FLOW_NODES:
        return before, Target("", bracket[1], max(nth, 1), straight)
    if not nth and (ending := ENDS.match(after)):
        return before, Target(named(after[ending.end() :]), ENDING)
    return before, Target(named(after), "", nth, straight)
