"""Every kind of node and link, one row each."""

from __future__ import annotations

from typing import NamedTuple

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OPS = "urn:opsdesigner:1"


class Kind(NamedTuple):
    """One row: what a kind is called in the file and on screen, whom it behaves like, how large it starts."""

    id: str  # also the element's local name in the file, if that is no other
    label: str
    family: str
    prefix: str  # of ids made for it
    size: tuple[int, int] = (100, 80)
    outline: str = "step"
    mark: str = ""
    named: str = "@name"  # where the file keeps its name: an attribute, a child element's text, or nowhere
    namespace: str = BPMN
    element: str = ""  # its local name in the file where that is not the id

    @property
    def tag(self) -> str:
        """The element's name in the file, in Clark notation."""
        return f"{{{self.namespace}}}{self.element or self.id}"


EVENT, GATE, PAGE, STORE, POOL, NONE = (36, 36), (50, 50), (36, 50), (50, 50), (600, 250), (0, 0)
ROLE, UNIT = (160, 56), (180, 40)

KINDS: dict[str, Kind] = {
    row.id: row
    for row in (
        # id                        label                  family      prefix        size        outline        mark
        Kind("task", "Step", "step", "Task"),
        Kind("userTask", "User step", "step", "Task", mark="user"),
        Kind("manualTask", "Manual step", "step", "Task", mark="hand"),
        Kind("serviceTask", "Service step", "step", "Task", mark="gear"),
        Kind("sendTask", "Send step", "step", "Task", mark="send"),
        Kind("receiveTask", "Receive step", "step", "Task", mark="receive"),
        Kind("scriptTask", "Script step", "step", "Task", mark="script"),
        Kind("businessRuleTask", "Rule step", "step", "Task", mark="table"),
        Kind("subProcess", "Sub-process", "step", "SubProcess"),
        Kind("transaction", "Transaction", "step", "Transaction", outline="transaction"),
        Kind("adHocSubProcess", "Ad-hoc sub-process", "step", "SubProcess"),
        Kind("callActivity", "Call activity", "step", "Call", outline="call"),
        Kind("startEvent", "Start", "start", "Start", EVENT, "startEvent"),
        Kind("intermediateCatchEvent", "Catching event", "event", "Event", EVENT, "middleEvent"),
        Kind("intermediateThrowEvent", "Throwing event", "event", "Event", EVENT, "middleEvent"),
        Kind("boundaryEvent", "Boundary event", "boundary", "Boundary", EVENT, "middleEvent"),
        Kind("endEvent", "End", "end", "End", EVENT, "endEvent"),
        Kind("exclusiveGateway", "Decision", "gateway", "Gateway", GATE, "gateway", "exclusive"),
        Kind("parallelGateway", "Parallel gateway", "gateway", "Gateway", GATE, "gateway", "parallel"),
        Kind("inclusiveGateway", "Inclusive gateway", "gateway", "Gateway", GATE, "gateway", "inclusive"),
        Kind("eventBasedGateway", "Event gateway", "gateway", "Gateway", GATE, "gateway", "eventBased"),
        Kind("complexGateway", "Complex gateway", "gateway", "Gateway", GATE, "gateway", "complex"),
        Kind("dataObjectReference", "Data object", "data", "DataObject", PAGE, "data"),
        Kind("dataInput", "Data input", "data", "DataInput", PAGE, "data", "input"),
        Kind("dataOutput", "Data output", "data", "DataOutput", PAGE, "data", "output"),
        Kind("dataStoreReference", "Data store", "store", "DataStore", STORE, "store"),
        Kind("textAnnotation", "Note", "note", "Note", (112, 40), "note", named="text"),
        Kind("group", "Group", "group", "Group", (304, 200), "group", named=""),  # its category value has the name
        Kind("participant", "Pool", "pool", "Pool", POOL, "pool"),
        Kind("lane", "Lane", "lane", "Lane", (570, 125), "lane"),
        Kind("message", "Message", "message", "Message", (36, 24), "message"),
        # who runs the business: in the file resources, told apart by what is said among their extension elements
        Kind("role", "Role", "role", "Role", ROLE, "role", element="resource"),
        Kind("unit", "Unit", "unit", "Unit", UNIT, "unit", element="resource"),
        Kind("person", "Person", "person", "Person", NONE, "", element="resource"),
        # what is said of a step, an end or a process: in the file among its extension elements, drawn as marks only
        Kind("result", "Result", "said", "Result", NONE, "", namespace=OPS),
        Kind("problem", "Problem", "said", "Problem", NONE, "", named="@text", namespace=OPS),
        Kind("answer", "Answer", "said", "Answer", NONE, "", named="@question", namespace=OPS),
        # kept and drawn as a labelled box, not edited
        Kind("choreographyTask", "Choreography task", "other", "Choreography", outline="box"),
        Kind("subChoreography", "Sub-choreography", "other", "Choreography", outline="box"),
        Kind("callChoreography", "Call choreography", "other", "Choreography", outline="box"),
        Kind("conversation", "Conversation", "other", "Conversation", (60, 52), "conversation"),
        Kind("subConversation", "Sub-conversation", "other", "Conversation", (60, 52), "conversation"),
        Kind("callConversation", "Call conversation", "other", "Conversation", (60, 52), "conversation"),
        # roots: they hold or describe others and have no shape of their own
        Kind("process", "Process", "process", "Process", NONE, ""),
        Kind("collaboration", "Collaboration", "root", "Collaboration", NONE, ""),
        Kind("choreography", "Choreography", "root", "Choreography", NONE, ""),
        Kind("globalConversation", "Conversation", "root", "Conversation", NONE, ""),
        Kind("globalTask", "Global step", "root", "GlobalTask", NONE, ""),
        Kind("globalUserTask", "Global user step", "root", "GlobalTask", NONE, ""),
        Kind("globalManualTask", "Global manual step", "root", "GlobalTask", NONE, ""),
        Kind("globalScriptTask", "Global script step", "root", "GlobalTask", NONE, ""),
        Kind("globalBusinessRuleTask", "Global rule step", "root", "GlobalTask", NONE, ""),
        Kind("dataObject", "Data object", "root", "DataObject", NONE, ""),
        Kind("dataStore", "Data store", "root", "DataStore", NONE, ""),
        Kind("category", "Category", "root", "Category", NONE, ""),
        Kind("categoryValue", "Category value", "root", "CategoryValue", NONE, "", named="@value"),
        Kind("signal", "Signal", "root", "Signal", NONE, ""),
        Kind("error", "Error", "root", "Error", NONE, ""),
        Kind("escalation", "Escalation", "root", "Escalation", NONE, ""),
    )
}

LINKS: dict[str, Kind] = {
    row.id: row
    for row in (
        Kind("sequenceFlow", "Flow", "flow", "Flow", NONE),
        Kind("messageFlow", "Message flow", "message", "MessageFlow", NONE),
        Kind("association", "Association", "association", "Association", NONE, named=""),
        Kind("dataInputAssociation", "Data input", "data", "DataIn", NONE, named=""),
        Kind("dataOutputAssociation", "Data output", "data", "DataOut", NONE, named=""),
        Kind("conversationLink", "Conversation link", "other", "ConversationLink", NONE),
        # relations of who runs the business: the first leads upwards, the last from the role to what it has a part in
        Kind("reportsTo", "Reporting line", "reports", "Reports", NONE, named="", namespace=OPS),
        Kind("holds", "Holds", "holds", "Holds", NONE, named="", namespace=OPS),
        Kind("deputy", "Deputy", "deputy", "Deputy", NONE, named="", namespace=OPS),
        Kind("assignment", "Assignment", "assignment", "Assignment", NONE, named="", namespace=OPS),
    )
}

ACTIVITIES = tuple(kind.id for kind in KINDS.values() if kind.family == "step")
GLOBAL_STEPS = {  # and what they are where they are drawn
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}
SUB_PROCESSES = ("subProcess", "transaction", "adHocSubProcess")
EVENTS = tuple(kind.id for kind in KINDS.values() if kind.family in ("start", "event", "boundary", "end"))
GATEWAYS = tuple(kind.id for kind in KINDS.values() if kind.family == "gateway")
FLOW_NODES = frozenset(ACTIVITIES + EVENTS + GATEWAYS)
OWNERS = ("role", "unit")  # kinds that can own steps, stand behind lanes and be drawn on an org chart
RESOURCES = (*OWNERS, "person")
SAID = tuple(kind.id for kind in KINDS.values() if kind.family == "said")  # kinds that lie in what they are said of
ORG_CHART = "orgChart"  # the kind of a diagram of them
EXPANDED_SIZE = (352, 200)  # of an open sub-process
LABEL_OUTSIDE = frozenset({"start", "event", "boundary", "end", "gateway", "data", "store", "message"})  # families


def kind_of(id: str) -> Kind:
    """The row of a node's or link's kind. Raises KeyError for kinds that are in neither table."""
    return KINDS.get(id) or LINKS[id]
