"""An edited outline taken over: what stands in both texts stays what it is, with its place and all said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from opsdesigner.edit.roots import fresh_id
from opsdesigner.model import Diagram, Id, Model
from opsdesigner.model.queries import pools_of

from .applying import carry_out
from .draft import Draft
from .likeness import Pair, same_flows, same_items, same_lines, same_remarks
from .line import Misread
from .matching import spread
from .outline import Told, told
from .placing import settle
from .sticking import Sticking
from .typing import typed
from .whole import Unreadable, read_text

NOTHING: Mapping[int, Id] = MappingProxyType({})
FIELDS = ("kind", "name", "role", "words", "work", "wait", "volume", "when")


Same = tuple[dict[Id, Id], dict[Id, Id]]  # of a new text those of the old one, and of the old one the document's


class Edited(NamedTuple):
    """What an edit of the text did: what was made, and what is gone.

    `otherwise` where the new text, read for itself, would say something else: an arrow still leads to what it led to
    and is called otherwise now, a step is still its owner's though the line that said so has gone.
    """

    made: tuple[Id, ...]
    gone: tuple[Id, ...]
    otherwise: bool = False
    where: Mapping[int, Id] = NOTHING  # of lines of the text, by number from 1: what they are about first of all


def edit_text(model: Model, process: Id, text: str, known: Told | None = None) -> Edited:
    """Makes a process what its edited outline says, as one undo step. Raises Unreadable; then nothing is changed.

    `known` is the outline as it is now, for those who have it.
    Ids, places, documentation, colours and parts in steps stay with the lines they belong to, renamed, moved or not;
    data, messages and groups stay as they are.
    """
    now = known or told(model, process)
    before, old, ids = now.draft, now.read, _as_read(now)
    lines = [line.text.strip() for line in now.lines]
    pairs = same_lines(lines if now.headed else ["#", *lines], [line.text for line in typed(text)])
    new = _read(text, _meant(old, pairs))
    after, real = _edited(before, old, new, ids, pairs, model)
    gone = tuple(id for id in (*before.items, *before.flows) if id not in after.items and id not in after.flows)
    page = _page(model, process)
    with model.change("Edit the outline"):
        made = carry_out(model, page, before, after)
        settle(model, process, page, before, after, made)
    where = {number: real[id] for id, number in new.lines.items() if id in new.items}
    return Edited(tuple(made), gone, after.otherwise, where)


def _meant(old: Draft, pairs: Sequence[Pair]) -> dict[int, int]:
    """Of lines with an arrow that are as they were: the line it led to, however that is worded now."""
    now = {pair.old: pair.new for pair in pairs}
    goals = {number: now.get(old.lines.get(id, 0), 0) for number, id in old.led.items()}
    return {pair.new: goal for pair in pairs if pair.equal and (goal := goals.get(pair.old, 0))}


def _read(text: str, meant: Mapping[int, int]) -> Draft:
    found = read_text(text, meant=meant)
    if len(found) > 1:
        heads = [line.number for line in typed(text) if line.text.startswith("#")]
        said = "this is the outline of one process; write others in a text of their own"
        raise Unreadable([Misread(said, heads[-1] if heads else 1)])
    return found[0] if found else Draft()


def _page(model: Model, process: Id) -> Id:
    """The page that shows a process or its pool."""
    roots = (process, *(pool.parent for pool in pools_of(model, process)))
    return next((page.id for page in model.all(Diagram) if page.root in roots and not page.kind), "")


def _as_read(now: Told) -> dict[Id, Id]:
    """The items of the outline as it is read by those of the document."""
    ids: dict[Id, Id] = {}
    by_line = now.read.by_line()
    for number, line in enumerate(now.lines, 1 if now.headed else 2):
        ids.update(zip(by_line.get(number, ()), (id for id in line.ids if id in now.draft.items), strict=False))
    return spread(now.read, now.draft, ids)


def _edited(
    before: Draft, old: Draft, new: Draft, ids: Mapping[Id, Id], pairs: Sequence[Pair], model: Model
) -> tuple[Draft, dict[Id, Id]]:
    """The draft of the document with the difference between the two texts made in it, and what items of the new are."""
    items = same_items(old, new, pairs)
    sticking = Sticking(old, new, pairs, items)
    flows, remarks = same_flows(old, new, items), same_remarks(old, new, items)
    old_flows, old_remarks = same_flows(before, old, dict(ids)), same_remarks(before, old, dict(ids))
    after = before.copy()
    after.otherwise = new.otherwise
    if new.name != old.name and (new.name or new.headed):
        after.name = new.name
    real: dict[Id, Id] = {"": ""}  # items of the new text by those of the document
    for id, item in new.items.items():
        was = items.get(id, "")
        real[id] = ids[was] if was in ids else fresh_id(model, item.kind)
        parent, host = real.get(item.parent, ""), real.get(item.host, "")
        if real[id] not in before.items:
            after.put(replace(item, id=real[id], parent=parent, host=host))
            continue
        kept, read = before.items[real[id]], old.items[was]
        said = {field: getattr(item, field) for field in FIELDS if getattr(item, field) != getattr(read, field)}
        if "role" in said and sticking.stays(id):
            del said["role"]
            after.otherwise = True
        after.put(replace(kept, parent=parent, host=host, **said))
    for id in set(ids.values()) - set(real.values()):
        after.items.pop(id, None)
    _flows(after, before, old, new, (flows, old_flows), real, model)
    _remarks(after, old, new, (remarks, old_remarks), real, model)
    return after, real


def _flows(
    after: Draft,
    before: Draft,
    old: Draft,
    new: Draft,
    same: Same,
    real: dict[Id, Id],
    model: Model,
) -> None:
    mine, theirs = same
    kept: set[Id] = set()
    made = Draft(after.id, after.name, after.items, {}, after.remarks)
    for id, flow in new.flows.items():
        known = theirs.get(mine.get(id, ""), "")
        source, target = real[flow.source], real[flow.target]
        if not known:
            made.join(flow._replace(id=fresh_id(model, "sequenceFlow"), source=source, target=target))
            continue
        kept.add(known)
        was, read = before.flows[known], old.flows[mine[id]]
        label = flow.label if flow.label != read.label else was.label
        portion = flow.portion if flow.portion != read.portion else was.portion
        made.join(was._replace(source=source, target=target, label=label, portion=portion))
    for id, flow in before.flows.items():
        unsaid = id not in kept and id not in theirs.values()
        if unsaid and flow.source in after.items and flow.target in after.items:
            made.join(flow)
    after.flows, after._into, after._out_of = made.flows, made._into, made._out_of


def _remarks(after: Draft, old: Draft, new: Draft, same: Same, real: dict[Id, Id], model: Model) -> None:
    mine, theirs = same
    kept: set[Id] = set()
    for id, remark in new.remarks.items():
        known = theirs.get(mine.get(id, ""), "")
        if known:
            kept.add(known)
            was, read = after.remarks[known], old.remarks[mine[id]]
            text = remark.text if remark.text != read.text else was.text
            after.remarks[known] = was._replace(text=text, of=real[remark.of])
        else:
            kind = {"note": "textAnnotation", "result": "result"}.get(remark.kind, "problem")
            kept.add(after.say(remark._replace(id=fresh_id(model, kind), of=real[remark.of])).id)
    for id, remark in list(after.remarks.items()):
        if id not in kept and (id in theirs.values() or (remark.of and remark.of not in after.items)):
            del after.remarks[id]
