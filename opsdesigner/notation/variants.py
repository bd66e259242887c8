"""What a person can choose from: every kind with the properties that make it one entry of a menu."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from opsdesigner.model import NO_PROPS, Props

from .events import (
    BOUNDARY_GOES_ON,
    DEFINITIONS,
    KIND_AT,
    NONE_AT,
    PARALLEL_MULTIPLE,
    POSITIONS,
    SUB_START_GOES_ON,
)
from .kinds import KINDS, ORG_CHART


class Variant(NamedTuple):
    """One entry: `exclusiveGateway`, or a `startEvent` with a message. `shape` are properties of its shape."""

    id: str
    label: str
    kind: str
    group: str  # heading in menus
    props: Props = NO_PROPS
    shape: Props = NO_PROPS
    position: str = ""  # of an event, see events.POSITIONS
    words: str = ""  # more words to find it by
    page: str = ""  # the kind of diagram it is drawn on, as Diagram.kind has it


STEPS, SUBS, DECISIONS, DATA, OTHERS, ORG = (
    "Steps",
    "Sub-processes",
    "Gateways",
    "Data",
    "Pools and notes",
    "Organisation",
)
GROUP_AT = {
    "start": "Start events",
    "subStart": "Start events of event sub-processes",
    "subStartGoesOn": "Start events of event sub-processes",
    "catch": "Events on the way",
    "throw": "Events on the way",
    "boundary": "Boundary events",
    "boundaryGoesOn": "Boundary events",
    "end": "End events",
}
NAME_AT = {
    "start": "{} start",
    "subStart": "{} start, interrupts",
    "subStartGoesOn": "{} start, goes on",
    "catch": "Wait for {}",
    "throw": "Send {}",
    "boundary": "{} on the edge, interrupts",
    "boundaryGoesOn": "{} on the edge, goes on",
    "end": "{} end",
}
WORDS_AT = {
    "subStart": " interrupting",
    "subStartGoesOn": " non-interrupting",
    "catch": " intermediate",
    "throw": " intermediate",
    "boundary": " interrupting",
    "boundaryGoesOn": " non-interrupting",
}
EXPANDED = Props(isExpanded=True)

_PLAIN: tuple[Variant, ...] = (
    Variant("task", "Step", "task", STEPS, words="task activity"),
    Variant("userTask", "User step", "userTask", STEPS, words="task person form"),
    Variant("manualTask", "Manual step", "manualTask", STEPS, words="task by hand"),
    Variant("serviceTask", "Service step", "serviceTask", STEPS, words="task system machine"),
    Variant("sendTask", "Send step", "sendTask", STEPS, words="task message"),
    Variant("receiveTask", "Receive step", "receiveTask", STEPS, words="task message"),
    Variant("scriptTask", "Script step", "scriptTask", STEPS, words="task code"),
    Variant("businessRuleTask", "Rule step", "businessRuleTask", STEPS, words="task business rule decision table"),
    Variant("callActivity", "Call activity", "callActivity", SUBS, words="call another process"),
    Variant("subProcess", "Sub-process, closed", "subProcess", SUBS, words="collapsed"),
    Variant("subProcessOpen", "Sub-process, open", "subProcess", SUBS, shape=EXPANDED, words="expanded"),
    Variant(
        "eventSubProcess",
        "Event sub-process",
        "subProcess",
        SUBS,
        Props(triggeredByEvent=True),
        EXPANDED,
        words="expanded open",
    ),
    Variant(
        "eventSubProcessClosed",
        "Event sub-process, closed",
        "subProcess",
        SUBS,
        Props(triggeredByEvent=True),
        words="collapsed",
    ),
    Variant("transaction", "Transaction", "transaction", SUBS, shape=EXPANDED, words="expanded"),
    Variant("transactionClosed", "Transaction, closed", "transaction", SUBS, words="collapsed"),
    Variant(
        "adHocSubProcess", "Ad-hoc sub-process", "adHocSubProcess", SUBS, shape=EXPANDED, words="any order expanded"
    ),
    Variant("adHocClosed", "Ad-hoc sub-process, closed", "adHocSubProcess", SUBS, words="any order collapsed"),
    Variant(
        "exclusiveGateway",
        "Decision",
        "exclusiveGateway",
        DECISIONS,
        shape=Props(isMarkerVisible=True),
        words="exclusive gateway xor one of",
    ),
    Variant("parallelGateway", "Parallel", "parallelGateway", DECISIONS, words="gateway and all fork join"),
    Variant("inclusiveGateway", "Inclusive", "inclusiveGateway", DECISIONS, words="gateway or some"),
    Variant("eventBasedGateway", "First event", "eventBasedGateway", DECISIONS, words="gateway event based wait"),
    Variant(
        "eventBasedStart",
        "Started by the first event",
        "eventBasedGateway",
        DECISIONS,
        Props(instantiate=True),
        words="gateway event based instantiate",
    ),
    Variant(
        "parallelEventStart",
        "Started by all events",
        "eventBasedGateway",
        DECISIONS,
        Props(instantiate=True, eventGatewayType="Parallel"),
        words="gateway event based instantiate parallel",
    ),
    Variant("complexGateway", "Complex", "complexGateway", DECISIONS, words="gateway"),
    Variant("dataObjectReference", "Data object", "dataObjectReference", DATA, words="document file form"),
    Variant("dataStoreReference", "Data store", "dataStoreReference", DATA, words="database system archive"),
    Variant("dataInput", "Data input", "dataInput", DATA),
    Variant("dataOutput", "Data output", "dataOutput", DATA),
    Variant("participant", "Pool", "participant", OTHERS, words="participant expanded"),
    Variant(
        "closedPool",
        "Pool, closed",
        "participant",
        OTHERS,
        words="black box participant supplier customer collapsed empty",
    ),
    Variant(
        "uprightPool",
        "Pool, upright",
        "participant",
        OTHERS,
        shape=Props(isHorizontal=False),
        words="vertical participant",
    ),
    Variant("textAnnotation", "Note", "textAnnotation", OTHERS, words="text annotation comment"),
    Variant("group", "Group", "group", OTHERS, words="frame category phase"),
)

_ORG: tuple[Variant, ...] = tuple(
    Variant(id, label, kind, ORG, props, words=words, page=ORG_CHART)
    for id, label, kind, props, words in (
        ("role", "Role", "role", NO_PROPS, "post job position"),
        ("vacancy", "Vacancy", "role", Props(vacant=True), "vacant open post nobody hiring"),
        ("assistant", "Assistant", "role", Props(assistant=True), "staff secretary"),
        ("supplier", "Supplier", "role", Props(party="supplier"), "outside carrier vendor partner"),
        ("customer", "Customer", "role", Props(party="customer"), "outside client buyer"),
        ("software", "Software", "role", Props(party="system"), "outside system application machine"),
        ("unit", "Unit", "unit", NO_PROPS, "department team division group"),
    )
)


def _position_props(position: str) -> dict[str, bool]:
    if position == SUB_START_GOES_ON:
        return {"isInterrupting": False}
    return {"cancelActivity": False} if position == BOUNDARY_GOES_ON else {}


def _events() -> Iterator[Variant]:
    for position in POSITIONS:
        kind, group, name = KIND_AT[position], GROUP_AT[position], NAME_AT[position]
        extra = Props(_position_props(position))
        words = f"event {KINDS[kind].label.lower()}{WORDS_AT.get(position, '')}"
        if position in NONE_AT:
            label = {"start": "Start", "throw": "Event on the way", "end": "End"}[position]
            yield Variant(kind, label, kind, group, position=position, words=words + " none plain")
        for row in DEFINITIONS.values():
            if position in row.positions:
                noun = row.label.lower() if name.startswith(("Wait", "Send")) else row.label
                props = extra.having(events=(Props(kind=row.kind),))
                found_by = f"{words} {row.kind}"
                yield Variant(
                    f"{row.kind}.{position}", name.format(noun), kind, group, props, position=position, words=found_by
                )
        several = (Props(kind="message"), Props(kind="timer" if position not in ("throw", "end") else "signal"))
        noun = "several" if name.startswith(("Wait", "Send")) else "Several"
        props = extra.having(events=several)
        label = name.format(noun)
        yield Variant(f"multiple.{position}", label, kind, group, props, position=position, words=words + " multiple")
        if position in PARALLEL_MULTIPLE:
            props = extra.having(events=several, parallelMultiple=True)
            noun = "all of several" if name.startswith(("Wait", "Send")) else "All of several"
            yield Variant(
                f"parallelMultiple.{position}",
                name.format(noun),
                kind,
                group,
                props,
                position=position,
                words=words + " parallel multiple",
            )


VARIANTS: dict[str, Variant] = {row.id: row for row in (*_PLAIN, *_ORG, *_events())}


def variants_on(page: str = "") -> list[Variant]:
    """The entries for one kind of diagram ("" for processes), in the order of the table."""
    return [row for row in VARIANTS.values() if row.page == page]


def menu(kinds: tuple[str, ...], position: str = "") -> list[Variant]:
    """The entries for these kinds, in the order of the table; events only of one position if that is given."""
    return [
        row
        for row in VARIANTS.values()
        if row.kind in kinds and (not position or not row.position or row.position == position)
    ]


def variant_of(
    kind: str, props: Props, shape: Props = NO_PROPS, closed: bool = False, in_event_sub: bool = False
) -> Variant | None:
    """The entry that an existing node is, for the tick in a "change type" menu; None where it is no plain one.

    `closed` says of a pool that no process stands behind it, `in_event_sub` where a start event stands.
    """
    rows = [row for row in VARIANTS.values() if row.kind == kind and _same(row, props) and _drawn(row, shape, closed)]
    fitting = (row for row in rows if row.position.startswith("subStart") == in_event_sub)
    return next(fitting, rows[0] if rows else None)


def _drawn(row: Variant, shape: Props, closed: bool) -> bool:
    """Whether an entry is drawn like a shape: open or closed, upright or not."""
    if row.kind == "participant" and (closed or row.id == "closedPool"):
        return closed == (row.id == "closedPool")
    alike = row.shape.get("isHorizontal", True) == shape.get("isHorizontal", True) or row.kind != "participant"
    return alike and row.shape.flag("isExpanded") == shape.flag("isExpanded")


def _same(row: Variant, props: Props) -> bool:
    mine = tuple(bag.text("kind") for bag in row.props.bags("events"))
    theirs = tuple(bag.text("kind") for bag in props.bags("events"))
    names = (
        "triggeredByEvent",
        "instantiate",
        "eventGatewayType",
        "isInterrupting",
        "cancelActivity",
        "parallelMultiple",
        "assistant",
        "party",
    )
    alike = mine == theirs or (len(mine) > 1 and len(theirs) > 1)
    alike = alike and row.props.flag("vacant") == (props.flag("vacant") and not props.text("party"))
    return alike and all(row.props.get(name) == props.get(name) for name in names)
