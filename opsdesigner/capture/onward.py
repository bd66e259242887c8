"""Going on where something follows already: a line comes between the current step and that."""

from __future__ import annotations

from .draft import family
from .line import Misread
from .reading import Reader
from .state import Tail
from .typing import Typed


def insert_after(reader: Reader, line: Typed) -> None:
    """A line between the current step and what follows it already. Raises Misread."""
    draft, here = reader.draft, reader.state.here
    flows = draft.out_of(here.source) if isinstance(here, Tail) and not line.text.startswith(("!", "/", "?")) else []
    if not line.text or len(flows) != 1 or family(draft.items[flows[0].source]) in ("gateway", "boundary"):
        reader.take(line)
        return
    flow = flows[0]
    known = set(draft.items)
    reader.take(line)
    new = [id for id in draft.items if id not in known]
    if not new:
        return
    last = draft.items[reader.state.step]
    if family(last) == "end" or (reader.state.here is None and family(last) != "gateway"):
        before, after = draft.items[flow.source].name or "this", draft.items[flow.target].name or "something"
        raise Misread(f"“{before}” goes on to “{after}”; begin with the last step", line.number, line.column)
    entry = next(each for each in draft.out_of(flow.source) if each.id != flow.id)
    draft.join(entry._replace(label=flow.label, portion=flow.portion))
    draft.join(flow._replace(source=last.id, label="", portion=""))
