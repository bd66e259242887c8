"""What the capture bar says of a talk: role, what is open, where lines go, an example, the keys, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from opsdesigner.canvas.marks import roles
from opsdesigner.capture.line import Misread
from opsdesigner.capture.state import PARALLEL
from opsdesigner.model import Change, Id, Model, Node
from opsdesigner.model.queries import outgoing, title
from opsdesigner.notation.organisation import named
from opsdesigner.notation.what_if import can_be_asked

from ..words import one_line, tr
from .bar import CaptureBar

if TYPE_CHECKING:
    from opsdesigner.capture.rehearsal import Rehearsed
    from opsdesigner.capture.scribe import Now, Scribe

LONGEST = 24  # letters of a name in a chip


def deciding(now: Now | None) -> bool:
    """Whether a decision is open, so that what stands before a colon may be an answer."""
    return now is not None and any(each.sort != PARALLEL for each in now.opened)


def opened(now: Now | None) -> str:
    """What is open, from outside inwards: "In stock? › yes"."""
    parts: list[str] = []
    for each in now.opened if now is not None else ():
        parts.append(tr("at the same time") if each.sort == PARALLEL else " ".join(each.name.split()) or tr("branches"))
        if each.labels:
            parts.append(each.labels[-1])
    return " › ".join(parts)


def way(scribe: Scribe | None) -> str:
    """Where lines go while they go backward: before which step; "" otherwise."""
    if scribe is None or not scribe.backward:
        return ""
    name = one_line(_name(scribe.model, scribe.now.step), LONGEST) if scribe.now.step else ""
    return tr("Before “{}”").format(name) if name else tr("Backward: the result first")


def _name(model: Model, step: Id) -> str:
    """What a step is called; where it has no name, what it leads to."""
    return title(model, step) or ", ".join(filter(None, (title(model, link.target) for link in outgoing(model, step))))


def example(scribe: Scribe | None) -> str:
    """What may be typed now, for an empty line."""
    now = scribe.now if scribe is not None else None
    if scribe is not None and scribe.backward:
        if not scribe.now.step:
            return tr("=> Customer has the goods on time")
        node = scribe.model.get(scribe.now.step, Node)
        if node is not None and node.kind == "startEvent":
            return tr("Nothing comes before the trigger; Ctrl+B goes forward again")
        return tr("yes:") if _unanswered(scribe) else tr("What must be true just before this?")
    if now is not None and now.opened and not now.opened[-1].labels and now.opened[-1].sort != PARALLEL:
        return tr("yes: Pick goods")
    return tr("The next step") if now is not None and now.step else tr("Sales: Check order")


def _unanswered(scribe: Scribe) -> bool:
    """Whether the current step is a decision whose way on has no answer yet."""
    node = scribe.model.get(scribe.now.step, Node)
    decides = node is not None and node.kind == "exclusiveGateway" and bool(node.name)
    return decides and not any(link.name for link in outgoing(scribe.model, scribe.now.step))


def keys(
    typed: bool, offered: bool, now: Now | None, asks: bool = False, backward: bool = False
) -> list[tuple[str, str]]:
    """What the keys do to the line, and the keys. `asks` where the questions can be asked of the current step."""
    step = (tr("step before") if backward and now is not None and now.step else tr("next step"), tr("Enter"))
    what_if = [(tr("what if…"), "!")] if asks else []
    if typed:
        return [(tr("take the name"), tr("Tab")), step] if offered else [step]
    if now is not None and now.opened:
        return [*what_if, step, (tr("close this branch"), tr("Enter on empty line"))]
    return [*what_if, step, (tr("back to the drawing"), tr("Esc"))]


def tell(bar: CaptureBar, scribe: Scribe | None) -> None:
    """Says on the bar what is open, where lines go and what may come next."""
    bar.show_open(opened(scribe.now if scribe is not None else None))
    bar.way.say(way(scribe), "")
    bar.line.setPlaceholderText(example(scribe))


def tell_role(bar: CaptureBar, scribe: Scribe | None, found: Rehearsed | None) -> None:
    """Says which role sticks, or would with the line as it was tried."""
    name, colour = "", ""
    if scribe is not None:
        model, name = (found.model, found.now.role) if found is not None else (scribe.model, scribe.now.role)
        node = named(model, name) if name else None
        colour = roles.lane_colours(model)(node.id) if node is not None else ""
    bar.role.say(name, colour)
    bar.line.setAccessibleDescription(", ".join(filter(None, (name, bar.open.text(), bar.way.words))))


def tell_keys(bar: CaptureBar, scribe: Scribe | None, offered: bool, asked: list[tuple[str, str]]) -> None:
    """Says what keys do, to who is in the line; else how to come there. `asked` are those while a question is open."""
    now, backward = (scribe.now, scribe.backward) if scribe is not None else (None, False)
    asks = scribe is not None and can_be_asked(scribe.model, scribe.now.step)
    rows = asked or keys(bool(bar.line.text()), offered, now, asks, backward)
    bar.hints.say(rows if bar.line.hasFocus() else [(tr("write a line"), "/")])


def stepped(changes: Iterable[Change], again: bool) -> str:
    """What undo, or redo, has done."""
    label = next((tr(change.label) for change in changes), "")
    if not label:
        return tr("There is nothing to make again") if again else tr("There is nothing to take back")
    return (tr("Made again: {}") if again else tr("Taken back: {}")).format(label)


def refusal(no: Exception) -> str:
    """One sentence on why a line, or which of several, is not taken."""
    misread = getattr(no, "misread", (no,))[0]  # of a whole text there may be several
    text = misread.message if isinstance(misread, Misread) else str(no)
    sentence = f"{text[:1].upper()}{text[1:].rstrip('.')}."
    if isinstance(misread, Misread) and misread.line > 1:
        return tr("Line {}: {}").format(misread.line, sentence)
    return sentence
