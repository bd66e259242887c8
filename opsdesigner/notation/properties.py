"""Every property of every kind, one row each: its name, how it is edited, where the file keeps it.

Homes: "@x" an attribute; "x" the text of a child element; "x/@y", "x/y" an attribute or child of a child;
"?x" whether a child is there; "+*/@x", "+*/x" an attribute or child of our own element, called like the kind, among
the extension elements; "!x" a codec of its own in the reader and writer.
"""

from __future__ import annotations

from typing import NamedTuple

from opsdesigner.model import Value

from .durations import DURATION, RATE, SHARE
from .kinds import GATEWAYS, KINDS, LINKS, OPS


class Property(NamedTuple):
    """One row. `on` holds kinds and families; the default is what an absent value means."""

    name: str
    label: str
    on: tuple[str, ...]
    editor: str  # "line", "lines", "flag", "number", "choice", "ref" (a root element), "colour", "events", "photo"
    home: str
    default: Value = ""
    choices: tuple[tuple[str, str], ...] = ()  # value, label
    refers: str = ""  # kind of root element, for "ref"
    form: str = ""  # a regular expression all of the text must match, where the schema is strict


ADDRESS = r"[^\s<>\"{}|\\^`%#]*|##unspecified|##WebService"  # a web address, or a word of BPMN's own
NAME = r"|[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?"  # an id, with or without a prefix
EXPRESSION = ("conditionExpression", "condition", "loopCondition", "loopCardinality", "completionCondition")
LOOPS = (("", "No"), ("standard", "Loop"), ("parallel", "Several at once"), ("sequential", "Several in turn"))
DIRECTIONS = (
    ("Unspecified", "Not said"),
    ("Converging", "Joins"),
    ("Diverging", "Splits"),
    ("Mixed", "Joins and splits"),
)
SERVICED = ("serviceTask", "sendTask", "receiveTask", "userTask", "businessRuleTask")
METHODS = (
    ("##Compensate", "Undoes its steps"),
    ("##Image", "Brings the old state back"),
    ("##Store", "Stores its steps"),
)
PARTIES = (("", "In the house"), ("supplier", "Supplier"), ("customer", "Customer"), ("system", "Software"))
ANSWERS = (("", "Not answered"), ("never", "Does not happen"), ("deputy", "Deputy"))
LETTERS = (("R", "Responsible"), ("A", "Accountable"), ("C", "Consulted"), ("I", "Informed"))
BRANCHES = (
    ("", "As those above"),
    ("tree", "Side by side"),
    ("hang-left", "Hanging left"),
    ("hang-right", "Hanging right"),
    ("hang-both", "Hanging on both sides"),
    ("columns", "In columns"),
    ("compact", "Compact"),
)
STANDARD, MULTI = "standardLoopCharacteristics", "multiInstanceLoopCharacteristics"

PROPERTIES: tuple[Property, ...] = (
    Property("documentation", "Documentation", ("*",), "lines", "documentation"),
    # steps
    Property("loop", "Repeats", ("step",), "choice", "!loop", "", LOOPS),
    Property("loopCondition", "Loop while", ("step",), "line", f"{STANDARD}/loopCondition"),
    Property("loopMaximum", "At most, times", ("step",), "number", f"{STANDARD}/@loopMaximum", 0),
    Property("testBefore", "Test before", ("step",), "flag", f"{STANDARD}/@testBefore", False),
    Property("loopCardinality", "How many", ("step",), "line", f"{MULTI}/loopCardinality"),
    Property("loopCompletion", "Done when", ("step",), "line", f"{MULTI}/completionCondition"),
    Property("isForCompensation", "For compensation", ("step",), "flag", "@isForCompensation", False),
    Property("startQuantity", "Tokens to start", ("step",), "number", "@startQuantity", 1),
    Property("completionQuantity", "Tokens at the end", ("step",), "number", "@completionQuantity", 1),
    Property("implementation", "Implementation", SERVICED, "line", "@implementation", form=ADDRESS),
    Property("instantiate", "Starts the process", ("receiveTask", "eventBasedGateway"), "flag", "@instantiate", False),
    Property(
        "messageRef", "Message", ("sendTask", "receiveTask", "messageFlow"), "ref", "@messageRef", refers="message"
    ),
    Property("scriptFormat", "Script language", ("scriptTask",), "line", "@scriptFormat"),
    Property("script", "Script", ("scriptTask",), "lines", "script"),
    Property("calledElement", "Calls", ("callActivity",), "line", "@calledElement", form=NAME),
    Property("triggeredByEvent", "Started by an event", ("subProcess",), "flag", "@triggeredByEvent", False),
    Property("method", "Method", ("transaction",), "choice", "@method", "##Compensate", METHODS),
    Property(
        "ordering",
        "Order",
        ("adHocSubProcess",),
        "choice",
        "@ordering",
        "Parallel",
        (("Parallel", "At once"), ("Sequential", "In turn")),
    ),
    Property(
        "cancelRemainingInstances",
        "Stops the rest when done",
        ("adHocSubProcess",),
        "flag",
        "@cancelRemainingInstances",
        True,
    ),
    Property("completionCondition", "Done when", ("adHocSubProcess",), "line", "completionCondition"),
    Property("workTime", "Work time", ("step",), "line", f"@{{{OPS}}}work", form=DURATION),
    Property("waitTime", "Waiting time", ("step", "event"), "line", f"@{{{OPS}}}wait", form=DURATION),
    Property("volume", "How many", ("step", "start", "event"), "line", f"@{{{OPS}}}volume", form=RATE),
    # events
    Property("events", "Event", ("start", "event", "boundary", "end"), "events", "!events", ()),
    Property("isInterrupting", "Interrupts", ("start",), "flag", "@isInterrupting", True),
    Property("cancelActivity", "Interrupts the step", ("boundary",), "flag", "@cancelActivity", True),
    Property(
        "parallelMultiple",
        "Needs all of them",
        ("start", "boundary", "intermediateCatchEvent"),
        "flag",
        "@parallelMultiple",
        False,
    ),
    # gateways
    Property("gatewayDirection", "Direction", GATEWAYS, "choice", "@gatewayDirection", "Unspecified", DIRECTIONS),
    Property(
        "eventGatewayType",
        "Waits for",
        ("eventBasedGateway",),
        "choice",
        "@eventGatewayType",
        "Exclusive",
        (("Exclusive", "The first event"), ("Parallel", "All events")),
    ),
    Property("activationCondition", "Goes on when", ("complexGateway",), "line", "activationCondition"),
    # data
    Property("state", "State", ("data", "store"), "line", "dataState/@name"),
    Property("isCollection", "Collection", ("dataObject", "dataInput", "dataOutput"), "flag", "@isCollection", False),
    Property("capacity", "Capacity", ("dataStore",), "number", "@capacity", 0),
    Property("isUnlimited", "Unlimited", ("dataStore",), "flag", "@isUnlimited", True),
    # pools, processes
    Property("multiple", "Several of them", ("participant",), "flag", "?participantMultiplicity", False),
    Property("minimum", "At least", ("participant",), "number", "participantMultiplicity/@minimum", 0),
    Property("maximum", "At most", ("participant",), "number", "participantMultiplicity/@maximum", 1),
    Property("isExecutable", "Can be executed", ("process",), "flag", "@isExecutable", False),
    Property("isClosed", "Closed", ("process", "collaboration"), "flag", "@isClosed", False),
    Property(
        "processType",
        "Process type",
        ("process",),
        "choice",
        "@processType",
        "None",
        (("None", "Not said"), ("Public", "Public"), ("Private", "Private")),
    ),
    # who runs the business
    Property("party", "Is", ("role",), "choice", "+*/@party", "", PARTIES),
    Property("vacant", "Vacant", ("role",), "flag", "+*/@vacant", False),
    Property("vacantSince", "Vacant since", ("role",), "line", "+*/@vacantSince"),
    Property("assistant", "Assistant", ("role",), "flag", "+*/@assistant", False),
    Property("count", "How many", ("role",), "number", "+*/@count", 1),
    Property("hours", "Hours", ("role",), "line", "+*/@hours"),
    Property("cost", "Cost an hour", ("role",), "line", "+*/@cost"),
    Property("code", "Code", ("role", "unit"), "line", "+*/@code"),
    Property("colour", "Colour", ("role", "unit"), "colour", "+*/@colour"),
    Property("unitKind", "Is a", ("unit",), "line", "+*/@kind"),
    Property("mail", "Mail", ("person",), "line", "+*/@mail"),
    Property("phone", "Phone", ("person",), "line", "+*/@phone"),
    Property("number", "Number", ("person",), "line", "+*/@number"),
    Property("away", "Away", ("person",), "line", "+*/@away"),
    Property("photo", "Photo", ("person",), "photo", "+*/photo"),
    # their relations
    Property("dotted", "Second boss", ("reportsTo",), "flag", "@dotted", False),
    Property("share", "Share, %", ("holds",), "number", "@share", 100),
    Property("letter", "Part in it", ("assignment",), "choice", "!letter", "R", LETTERS),
    # what is said of things
    Property("idea", "Is an idea", ("problem",), "flag", "@idea", False),
    Property("loss", "What it costs", ("problem",), "line", "@cost"),
    Property("was", "Was said of", ("problem",), "line", "@was"),  # what is gone
    Property("answer", "Answer", ("answer",), "choice", "@answer", "", ANSWERS),
    Property("why", "Why", ("answer",), "line", "@why"),
    # roots
    Property("errorCode", "Error code", ("error",), "line", "@errorCode"),
    Property("escalationCode", "Escalation code", ("escalation",), "line", "@escalationCode"),
    # links
    Property("conditionExpression", "Condition", ("sequenceFlow",), "line", "conditionExpression"),
    Property("default", "Otherwise (default flow)", ("sequenceFlow",), "flag", "!default", False),
    Property("portion", "Share of the cases, %", ("sequenceFlow",), "line", f"@{{{OPS}}}share", form=SHARE),
    Property("turn", "Place among the branches", ("sequenceFlow",), "number", f"@{{{OPS}}}turn", 0),
    Property("isImmediate", "Immediate", ("sequenceFlow",), "flag", "@isImmediate", False),
    Property(
        "associationDirection",
        "Direction",
        ("association",),
        "choice",
        "@associationDirection",
        "None",
        (("None", "No arrow"), ("One", "Arrow at the end"), ("Both", "Arrow at both ends")),
    ),
)

# of shapes and edges: name, home, default; "!colour" is read and written in the bpmn.io and the OMG manner
SHAPE_PROPERTIES: tuple[Property, ...] = (
    Property("isExpanded", "Open", ("shape",), "flag", "@isExpanded", False),
    Property("isHorizontal", "Level", ("shape",), "flag", "@isHorizontal", True),
    Property("isMarkerVisible", "Shows its mark", ("shape",), "flag", "@isMarkerVisible", False),
    Property("isMessageVisible", "Shows its message", ("shape",), "flag", "@isMessageVisible", False),
    Property("participantBandKind", "Band", ("shape",), "line", "@participantBandKind"),
    Property("choreographyActivityShape", "Of", ("shape",), "line", "@choreographyActivityShape"),
    Property("fill", "Fill", ("shape",), "colour", "!colour"),
    Property("stroke", "Line", ("shape", "edge"), "colour", "!colour"),
    Property("pinned", "Pinned", ("shape",), "flag", "!ops", False),
    Property("branch", "Those below", ("shape",), "choice", "!ops", "", BRANCHES),
    Property("rank", "Place among its like", ("shape",), "number", "!ops", 0),
    Property("collapsed", "Folded", ("shape",), "flag", "!ops", False),
    Property("hidden", "Folded away", ("shape", "edge"), "flag", "!ops", False),
    Property("labelPlaced", "Name placed by hand", ("shape", "edge"), "flag", "!ops", False),
    Property("handmade", "Bends made by hand", ("edge",), "flag", "!ops", False),
    Property("messageVisibleKind", "Message", ("edge",), "line", "@messageVisibleKind"),
)

# What is said only of something else: the row that must have one of these values for it.
PART_OF: dict[str, tuple[str, tuple[Value, ...]]] = {
    "loopCondition": ("loop", ("standard",)),
    "loopMaximum": ("loop", ("standard",)),
    "testBefore": ("loop", ("standard",)),
    "loopCardinality": ("loop", ("parallel", "sequential")),
    "loopCompletion": ("loop", ("parallel", "sequential")),
    "vacantSince": ("vacant", (True,)),
    "minimum": ("multiple", (True,)),
    "maximum": ("multiple", (True,)),
}


def properties_of(kind: str) -> tuple[Property, ...]:
    """The rows that apply to a kind of node or link, in the order they are shown."""
    return _BY_KIND.get(kind, ())


def _applies(row: Property, kind: str) -> bool:
    family = (KINDS.get(kind) or LINKS[kind]).family if kind in KINDS else ""
    return "*" in row.on or kind in row.on or (bool(family) and family in row.on)


_BY_KIND = {kind: tuple(row for row in PROPERTIES if _applies(row, kind)) for kind in (*KINDS, *LINKS)}
BY_NAME = {row.name: row for row in (*PROPERTIES, *SHAPE_PROPERTIES)}
