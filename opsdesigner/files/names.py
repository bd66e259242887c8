"""Names the BPMN file format uses: namespaces, references, the order children come in."""

from __future__ import annotations

from opsdesigner.notation.kinds import ACTIVITIES, BPMN, EVENTS, GATEWAYS, GLOBAL_STEPS, KINDS, LINKS, OPS

DI = "http://www.omg.org/spec/DD/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
BIOC = "http://bpmn.io/schema/bpmn/biocolor/1.0"
COLOR = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
PREFIXES = {BPMN: "bpmn", DI: "di", DC: "dc", BPMNDI: "bpmndi", XSI: "xsi", BIOC: "bioc", COLOR: "color", OPS: "ops"}


def bpmn(local: str) -> str:
    """A BPMN element's name in Clark notation."""
    return f"{{{BPMN}}}{local}"


SHAPE, EDGE, LABEL = f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge", f"{{{BPMNDI}}}BPMNLabel"
DIAGRAM, PLANE = f"{{{BPMNDI}}}BPMNDiagram", f"{{{BPMNDI}}}BPMNPlane"
BOUNDS, WAYPOINT = f"{{{DC}}}Bounds", f"{{{DI}}}waypoint"
OWN_DIAGRAM, OWN_SHAPE, OWN_EDGE = f"{{{OPS}}}diagram", f"{{{OPS}}}shape", f"{{{OPS}}}edge"  # of org charts
RELATIONSHIP, ORG_CHARTS = bpmn("relationship"), "urn:opsdesigner:orgChart"  # the type of the one they lie in
OF_DOCUMENT = "urn:opsdesigner:document"  # the type of the one that holds what is said of the whole document
DEFINITIONS, EXTENSIONS = bpmn("definitions"), bpmn("extensionElements")
LANE_SET, CHILD_LANES, FLOW_NODE_REF = bpmn("laneSet"), bpmn("childLaneSet"), bpmn("flowNodeRef")
INCOMING, OUTGOING = bpmn("incoming"), bpmn("outgoing")
IMPORT, SHARED_DEFINITION = bpmn("import"), bpmn("eventDefinitionRef")
SOURCE_REF, TARGET_REF = bpmn("sourceRef"), bpmn("targetRef")
DATA_IN, DATA_OUT = "dataInputAssociation", "dataOutputAssociation"

RESOURCE, RESOURCE_REF = bpmn("resource"), bpmn("resourceRef")
NODE_TAGS = {kind.tag: kind.id for kind in KINDS.values()} | {RESOURCE: "role"}  # unless it says otherwise
LINK_TAGS = {kind.tag: kind.id for kind in LINKS.values()}
CONTAINERS = frozenset(
    {
        DEFINITIONS,
        *(bpmn(local) for local in ("laneSet", "childLaneSet", "ioSpecification")),
    }
)  # elements that are no records, but hold some

HOST_KINDS = {  # kind -> what it may stand on
    "boundaryEvent": ACTIVITIES,
    "participant": ("process",),
    "dataObjectReference": ("dataObject",),
    "dataStoreReference": ("dataStore",),
    "group": ("categoryValue",),
}
HOST_ATTRIBUTE = {  # kind -> the attribute that names what it stands on
    "boundaryEvent": "attachedToRef",
    "participant": "processRef",
    "dataObjectReference": "dataObjectRef",
    "dataStoreReference": "dataStoreRef",
    "group": "categoryValueRef",
}

RESOURCE_HOME = {  # kind -> where it says which role or unit it stands for, or to which unit it belongs
    "lane": "@partitionElementRef",
    "participant": f"@{{{OPS}}}role",
    "role": "+*/@unit",
    "unit": "+*/@unit",
    "answer": "@resourceRef",
}
ROLE_TAGS = frozenset(bpmn(local) for local in ("performer", "humanPerformer", "potentialOwner", "resourceRole"))
WITH_ROLES = frozenset((*ACTIVITIES, *GLOBAL_STEPS, "process"))  # kinds that name their roles in BPMN's own words
LETTER_NAMES = {"A": "Accountable", "C": "Consulted", "I": "Informed"}

FILL_NAMES = (f"{{{COLOR}}}background-color", f"{{{BIOC}}}fill")
STROKE_NAMES = (f"{{{COLOR}}}border-color", f"{{{BIOC}}}stroke")
OPS_SHAPE = {name: f"{{{OPS}}}{name}" for name in ("pinned", "handmade", "branch", "rank", "collapsed", "hidden")}
OWN_DRAWN = (OWN_SHAPE, OWN_EDGE)
OPS_PLACED = f"{{{OPS}}}placed"

REFERENCE_TEXTS = frozenset(
    bpmn(local)
    for local in (
        "incoming",
        "outgoing",
        "flowNodeRef",
        "dataInputRefs",
        "dataOutputRefs",
        "optionalInputRefs",
        "whileExecutingInputRefs",
        "optionalOutputRefs",
        "whileExecutingOutputRefs",
        "participantRef",
        "messageFlowRef",
    )
)  # elements that only name another one, and go with it
REFERENCE_ATTRIBUTES = ("default", "activityRef", "definitionalCollaborationRef", "sourceElement", "targetElement")

# Children in the order of the schema. Names not listed rank with flow elements.
_BASE = ("documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef", "incoming", "outgoing")
_SAME = dict.fromkeys(("resourceRole", "humanPerformer", "potentialOwner"), "performer")  # in any order among them
_ARTIFACTS = ("association", "group", "textAnnotation")
_EVENT_DEFINITIONS = ("*EventDefinition", "eventDefinitionRef")
_DATA = (
    "property",
    "dataOutput",
    "dataInput",
    "dataOutputAssociation",
    "dataInputAssociation",
    "outputSet",
    "inputSet",
    *_EVENT_DEFINITIONS,
)
_ACTIVITY = (*_BASE, "ioSpecification", "property", "dataInputAssociation", "dataOutputAssociation", "performer")
_LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
ORDER: dict[str, tuple[str, ...]] = {
    "": (*_BASE, "ioSpecification", "property", "laneSet", "*", *_ARTIFACTS, "performer"),
    "definitions": ("import", "extension", "*", "BPMNDiagram", "relationship"),
    "activity": (*_ACTIVITY, *_LOOPS, "laneSet", "*", *_ARTIFACTS, "completionCondition", "script"),
    "event": (*_BASE, *_DATA),
    "process": (
        "documentation",
        "extensionElements",
        "supportedInterfaceRef",
        "ioSpecification",
        "ioBinding",
        "auditing",
        "monitoring",
        "property",
        "laneSet",
        "*",
        *_ARTIFACTS,
        "performer",
        "correlationSubscription",
        "supports",
    ),
    "collaboration": (
        "documentation",
        "extensionElements",
        "participant",
        "messageFlow",
        *_ARTIFACTS,
        "*",
    ),
    "lane": ("documentation", "extensionElements", "partitionElement", "flowNodeRef", "childLaneSet"),
    "participant": (
        "documentation",
        "extensionElements",
        "interfaceRef",
        "endPointRef",
        "participantMultiplicity",
    ),
    "sequenceFlow": ("documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef", "*"),
    "ioSpecification": ("documentation", "extensionElements", "dataInput", "dataOutput", "inputSet", "outputSet"),
    "textAnnotation": ("documentation", "extensionElements", "text"),
    **dict.fromkeys(
        ("dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"), (*_BASE[:5], "dataState")
    ),
    "multiInstanceLoopCharacteristics": (
        "documentation",
        "extensionElements",
        "loopCardinality",
        "loopDataInputRef",
        "loopDataOutputRef",
        "inputDataItem",
        "outputDataItem",
        "complexBehaviorDefinition",
        "completionCondition",
    ),
    "dataInputAssociation": ("documentation", "extensionElements", "sourceRef", "targetRef", "*"),
    "dataOutputAssociation": ("documentation", "extensionElements", "sourceRef", "targetRef", "*"),
    "BPMNShape": ("extension", "Bounds", "BPMNLabel"),
    "BPMNEdge": ("extension", "waypoint", "BPMNLabel"),
    "BPMNDiagram": ("BPMNPlane", "BPMNLabelStyle"),
}
_GROUPS = {
    **dict.fromkeys(ACTIVITIES, "activity"),
    **dict.fromkeys(EVENTS, "event"),
    **dict.fromkeys(GATEWAYS, "gateway"),
}
ORDER["gateway"] = (*_BASE, "*")
_RANKS = {parent: {name: rank for rank, name in enumerate(names)} for parent, names in ORDER.items()}


def local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def rank(parent: str, child: str) -> int:
    """Where a child (local name) comes among the children of a parent (local name)."""
    ranks = _RANKS.get(parent) or _RANKS[_GROUPS.get(parent, "")]
    found = ranks.get(_SAME.get(child, child))
    if found is None and child.endswith("EventDefinition"):
        found = ranks.get("*EventDefinition")
    return found if found is not None else ranks.get("*", len(ranks))
