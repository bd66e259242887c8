"""Two edits of a file joined into the bytes of ours: what is theirs is patched in, all else stays as it is there."""

from __future__ import annotations

from dataclasses import dataclass

from opsdesigner.analysis.geometry import geometry
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.model import Id, Model

from .clash import FOREIGN, Clash
from .joining import Joined, join
from .notes import noted, sentence

NOT_TO_BE_JOINED = "the two cannot be joined: what would be written does not read back the same; nothing was written."


@dataclass(frozen=True)
class Merged:
    """The joined file, its clashes in words, and how many of them are more than drawing."""

    data: bytes
    clashes: tuple[Clash, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def conflicts(self) -> int:
        return sum(not clash.layout for clash in self.clashes)


def merged(base: bpmn.Source | None, ours: bpmn.Source, theirs: bpmn.Source) -> Merged:
    """Joins two edits of a file; without a base both are new. Raises Refused where that cannot be written."""
    if base is not None and (base.data == ours.data or ours.data == theirs.data):
        return Merged(theirs.data)
    if base is not None and base.data == theirs.data:
        return Merged(ours.data)
    made = join(base.records if base else {}, ours.records, theirs.records)
    said = Model(ours.records.values()), Model(theirs.records.values())
    foreign = _foreign(base, ours, theirs, made)
    made.records.update(noted(made.records, foreign, *said))
    try:
        data = bpmn.write(ours, made.records)
        bpmn.verify(data, made.records)
    except Refused:
        raise Refused(NOT_TO_BE_JOINED) from None
    clashes = (*made.clashes, *foreign)
    told = [*(sentence(clash, *said) for clash in clashes), *_drawn_badly(Model(made.records.values()), *said)]
    return Merged(data, clashes, tuple(dict.fromkeys(told)))


def _drawn_badly(made: Model, *sides: Model) -> list[str]:
    """What is in the way of something else only now, as each side made its own room."""
    before = {finding.text for side in sides for finding in geometry(side) if finding is not None}
    now = (finding.text for finding in geometry(made) if finding is not None)
    return [f"To be drawn better: {' '.join(text.split())}" for text in now if text not in before]


def _foreign(base: bpmn.Source | None, ours: bpmn.Source, theirs: bpmn.Source, made: Joined) -> list[Clash]:
    """What only another program understands and only theirs has: it is told and noted, not taken over."""
    old, mine, other = (bpmn.all_unknown(source) if source else {} for source in (base, ours, theirs))
    gone = {row for row in other.pop("", []) if row not in old.get("", []) and row not in mine.get("", [])}
    clashes = []
    for id, rows in other.items():
        known = [*old.get(id, []), *mine.get(made.names.get(id, id), [])]
        if new := [row for row in rows if row not in known]:
            clashes.append(_clash(made.names.get(id, id), new))
    if loose := sorted(row for row in gone if row[1] not in _ids(made)):
        clashes.append(_clash("", loose))
    return [clash for clash in clashes if not clash.id or clash.id in made.records]


def _ids(made: Joined) -> set[Id]:
    """All that joined records call by an id of their own, event definitions included."""
    inner = {bag.text("id") for record in made.records.values() for bag in record.props.bags("events")}
    return inner | set(made.records) | set(made.names)


def _clash(id: Id, rows: list[tuple[str, str]]) -> Clash:
    return Clash(id, FOREIGN, None, "; ".join(f"{name}: {value}" if value else name for name, value in rows))
