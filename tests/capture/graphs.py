"""Random processes as drafts: structured ones, and any flows between any steps."""

from __future__ import annotations

from hypothesis import strategies as st

from opsdesigner.capture.draft import Draft, Flow, Item, Remark, family

WORDS = (
    *("Check order", "Pick", "Ship", "send Invoice", "Wait: 3 days", "Really?", "A -> B", "~10m", "1. Pack", "“x” y"),
    *(
        "end",
        "yes",
        "Sales",
        'say "hi"',
        "- dash",
        "30%",
        "[task] x",
        "! late: x",
        "//",
        "+ plus",
        "Größe",
        "",
        "=> all",
    ),
)
ROLES = ("", "Sales", "Stores", "Head: of sales", "@home", "yes")
LABELS = ("", "", "yes", "no", "Sales", "Partly", "no: really", "-x")
STEPS = ("task", "userTask", "callActivity", "sendTask")
GATES = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway")
EVENTS = (
    ("intermediateCatchEvent", ("message",)),
    ("intermediateCatchEvent", ("timer",)),
    ("intermediateCatchEvent", ("signal",)),
    ("intermediateThrowEvent", ()),
    ("intermediateThrowEvent", ("message",)),
)
BOUNDARY = (("timer",), ("timer", "goesOn"), ("error",), ("conditional", "goesOn"), ("message",), ())
TIMES = ("", "", "", "PT10M", "P1D")


@st.composite
def anything(draw: st.DrawFn) -> Draft:
    """Items and flows without any order: loops, dead ends, steps nothing leads to, gateways of one flow."""
    made = Draft("Process_1", "")
    ids = [f"n{at}" for at in range(draw(st.integers(1, 12)))]
    subs = [""]
    for id in ids:
        sort = draw(st.sampled_from(("step", "step", "gate", "event", "start", "end", "sub", "boundary")))
        parent, name, role = draw(st.sampled_from(subs)), draw(st.sampled_from(WORDS)), draw(st.sampled_from(ROLES))
        hosts = [item for item in made.items.values() if family(item) == "step"]
        if sort == "boundary" and hosts:
            host = draw(st.sampled_from(hosts))
            words = draw(st.sampled_from(BOUNDARY))
            name = draw(st.sampled_from((*WORDS, "late", "wrong")))
            made.put(Item(id, "boundaryEvent", name, host.role, host.parent, host.id, words))
            continue
        if sort == "gate":
            made.put(Item(id, draw(st.sampled_from(GATES)), name, role, parent))
        elif sort == "event":
            kind, words = draw(st.sampled_from(EVENTS))
            made.put(Item(id, kind, name, role, parent, words=words, wait=draw(st.sampled_from(TIMES))))
        elif sort == "start":
            words = draw(st.sampled_from(((), ("message",), ("timer",))))
            made.put(Item(id, "startEvent", draw(st.sampled_from((*WORDS, "Every Monday"))), role, parent, words=words))
        elif sort == "end":
            made.put(Item(id, "endEvent", name, role, parent, words=draw(st.sampled_from(((), ("terminate",))))))
        else:
            kind = "subProcess" if sort == "sub" else draw(st.sampled_from(STEPS))
            work, wait = draw(st.sampled_from(TIMES)), draw(st.sampled_from(TIMES))
            made.put(Item(id, kind, name, role, parent, work=work, wait=wait))
            subs += [id] if sort == "sub" and len(subs) < 3 else []
    for at in range(draw(st.integers(0, 18))):
        source, target = made.items[draw(st.sampled_from(ids))], made.items[draw(st.sampled_from(ids))]
        if source.parent != target.parent or family(source) == "end" or family(target) in ("start", "boundary"):
            continue
        if not any(flow.target == target.id for flow in made.out_of(source.id)):
            portion = draw(st.sampled_from(("", "", "30")))
            made.join(Flow(f"f{at}", source.id, target.id, draw(st.sampled_from(LABELS)), portion))
    for at, of in enumerate(draw(st.lists(st.sampled_from(["", *ids]), max_size=3))):
        kind = draw(st.sampled_from(("problem", "idea", "note")))
        if of or kind != "note":
            made.say(Remark(f"r{at}", kind, of, draw(st.sampled_from(("why?", "// twice", '"quoted" text')))))
    return made


LINES = st.sampled_from(  # as they are typed
    (
        *(
            "A",
            "B ~5m",
            "Sales: C",
            "@Office: D",
            "A",
            "end",
            "end: J",
            "=> K",
            "when V",
            "every Monday",
            "wait 2 days",
        ),
        *("Q?", "R?", "yes: E", "no: F", "yes:", "-maybe: G", "-: G", "no: 30%", "Stores: W", "Partly: P", "yes: -> A"),
        *("+ H", "+ Stores: I", "+", "", "", "-> A", "E -> A", "->", "W ->> A", "send N", "receive M w1d"),
        *("! late: L", "! wrong: M -> A", "! away: @Ann", "! missing: never, all here", "! Fire: Shop: Run -> end"),
        *("// note", "?? why", "!! better", '"Q?"', "[userTask] U", "[inclusiveGateway] Which?", "@: X"),
    )
)


def shape(draft: Draft) -> tuple[list[object], list[object], list[object]]:
    """All that a draft says, without ids."""
    name = {id: (item.kind, item.name) for id, item in draft.items.items()}
    items = [(i.kind, i.name, i.role, i.words, i.work, i.wait, i.volume) for i in draft.items.values()]
    flows = [(name[f.source], name[f.target], f.label, f.portion) for f in draft.flows.values()]
    remarks = [(r.kind, r.text, r.question, name.get(r.of)) for r in draft.remarks.values()]
    return sorted(items), sorted(flows), sorted(remarks, key=str)
