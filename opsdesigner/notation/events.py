"""Event definitions: what an event waits for or causes, and where each may stand.

An event's definitions are the bags of its property `events`: `Props(kind="timer", timeDuration="PT1H", id="…")`.
One that stands elsewhere in the file, for several events to share, is named by `shared`; such ones come last.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opsdesigner.model import Props

START, SUB_START, SUB_START_GOES_ON = "start", "subStart", "subStartGoesOn"  # the last two in event sub-processes
CATCH, THROW, BOUNDARY, BOUNDARY_GOES_ON, END = "catch", "throw", "boundary", "boundaryGoesOn", "end"
POSITIONS = (START, SUB_START, SUB_START_GOES_ON, CATCH, THROW, BOUNDARY, BOUNDARY_GOES_ON, END)
ALL_SUB = (SUB_START, SUB_START_GOES_ON)
ALL_BOUNDARY = (BOUNDARY, BOUNDARY_GOES_ON)


class Definition(NamedTuple):
    """One row: an event definition, the positions it may take, the facts it carries and what it refers to."""

    kind: str
    label: str
    positions: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()  # name in the file, label; children with text, or "@name" attributes
    refers: str = ""  # kind of the root element it names, by the attribute `<refers>Ref`
    needs: str = ""  # the fact the schema wants even where it is empty

    @property
    def tag(self) -> str:
        """Local name of its element."""
        return f"{self.kind}EventDefinition"


TIMES = (("timeDuration", "After"), ("timeDate", "At"), ("timeCycle", "Every"))

DEFINITIONS: dict[str, Definition] = {
    row.kind: row
    for row in (
        Definition("message", "Message", (START, *ALL_SUB, CATCH, THROW, *ALL_BOUNDARY, END), refers="message"),
        Definition("timer", "Timer", (START, *ALL_SUB, CATCH, *ALL_BOUNDARY), TIMES),
        Definition("error", "Error", (SUB_START, BOUNDARY, END), refers="error"),
        Definition("escalation", "Escalation", (*ALL_SUB, THROW, *ALL_BOUNDARY, END), refers="escalation"),
        Definition("cancel", "Cancel", (BOUNDARY, END)),
        Definition(
            "compensate",
            "Compensation",
            (SUB_START, THROW, BOUNDARY, END),
            (("@activityRef", "Step"), ("@waitForCompletion", "Waits")),
        ),
        Definition(
            "conditional",
            "Condition",
            (START, *ALL_SUB, CATCH, *ALL_BOUNDARY),
            (("condition", "Condition"),),
            needs="condition",
        ),
        Definition("link", "Link", (CATCH, THROW), (("@name", "Link name"),), needs="@name"),
        Definition("signal", "Signal", (START, *ALL_SUB, CATCH, THROW, *ALL_BOUNDARY, END), refers="signal"),
        Definition("terminate", "Terminate", (END,)),
    )
}
PARALLEL_MULTIPLE = (START, *ALL_SUB, CATCH, *ALL_BOUNDARY)

KIND_AT = {
    START: "startEvent",
    SUB_START: "startEvent",
    SUB_START_GOES_ON: "startEvent",
    CATCH: "intermediateCatchEvent",
    THROW: "intermediateThrowEvent",
    BOUNDARY: "boundaryEvent",
    BOUNDARY_GOES_ON: "boundaryEvent",
    END: "endEvent",
}
NONE_AT = (START, THROW, END)  # positions where an event needs no definition


def event_mark(props: Props) -> str:
    """The mark an event shows for its definitions: "", "timer", …, "multiple", "parallelMultiple"."""
    bags = props.bags("events")
    if len(bags) > 1:
        return "parallelMultiple" if props.flag("parallelMultiple") else "multiple"
    kind = bags[0].text("kind") if bags else ""
    return "compensation" if kind == "compensate" else kind


def own(bags: Iterable[Props], shared: Iterable[Props] = ()) -> tuple[Props, ...]:
    """These definitions as an event's own, but for the ones that may stay shared; in the order of the file."""
    kept = [bag for bag in shared if "shared" in bag]
    made = [bag if bag in kept else bag.having(shared=None) for bag in bags]
    return tuple(sorted(made, key=lambda bag: "shared" in bag))


def goes_on(kind: str, props: Props) -> bool:
    """Whether an event lets go on what it interrupts elsewhere (dashed rings)."""
    return (kind == "boundaryEvent" and not props.flag("cancelActivity", True)) or (
        kind == "startEvent" and not props.flag("isInterrupting", True)
    )
