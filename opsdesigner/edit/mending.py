"""Faults of a drawing put right: ways out tried on a copy, and one taken only where nothing worse comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from opsdesigner.layout.drawing import reach
from opsdesigner.layout.faults import faults as faults_on
from opsdesigner.layout.yardstick import PEOPLES, SERIOUS, Fault
from opsdesigner.model import Edge, Id, Model, Shape
from opsdesigner.model.change import diff
from opsdesigner.model.geometry import grown, union

from .context import Refusal
from .mending_lines import joined, led_round
from .mending_names import named_anew
from .mending_shapes import pushed_apart, taken_in

Way = Callable[[Model], None]
NAMED = ("name on line", "name on shape", "name on name")
TRIES = 40  # ways out that are tried for one fault
TURNS = 4  # how often faults that get in each other's way are put right together
SINGLY, FEW = 24, 8  # of those left over, how many are tried one by one, and with how many ways out

CURES: dict[str, tuple[str, Callable[[Model, Fault], Iterator[Way]]]] = {
    "through": ("Re-route", led_round),
    "slanted": ("Re-route", led_round),
    "shared": ("Re-route", led_round),
    "dock": ("Re-route", led_round),
    "undocked": ("Join lines", joined),
    "short": ("Join lines", joined),
    "overlap": ("Push apart", pushed_apart),
    "outside": ("Put inside", taken_in),
    "name on line": ("Place names", named_anew),
    "name on shape": ("Place names", named_anew),
    "name on name": ("Place names", named_anew),
}


def mend(model: Model, faults: Sequence[Fault]) -> None:
    """Puts faults of one page right, as many as can be without a new serious one. Raises Refusal where none can be."""
    there = [fault for fault in faults if all(id in model for id in fault[1:])]
    if not there:
        raise Refusal("This has changed meanwhile")
    groups: dict[Fault, list[Fault]] = defaultdict(list)
    for fault in there:
        groups[fault if fault[0] == "overlap" else fault[1:2]].append(fault)
    with model.change(CURES[there[0][0]][0]):
        if not (_alone(model, there) if len(groups) == 1 else _together(model, list(groups.values()))):
            raise Refusal("Nothing near by is any better; tidy the page, or move what is in the way")


def _page(model: Model, fault: Fault) -> Id:
    record = model[fault[1]]
    assert isinstance(record, Shape | Edge)
    return record.diagram


def _alone(model: Model, goal: Sequence[Fault], tries: int = TRIES) -> bool:
    """Takes the first way on which these faults go and none comes, else no serious one; whether there is one."""
    best: Model | None = None
    for way in islice(CURES[goal[0][0]][1](model, goal[0]), tries):
        trial = _tried(model, [way])
        before, after = _compared(model, trial, goal)
        if after & set(goal) or _worse(before, after):
            continue
        if covered := [fault for fault in after - before if fault[0] in NAMED]:
            with trial.change("Try"):
                for fault in covered:
                    _first_way(fault)(trial)
            before, after = _compared(model, trial, goal)
        if after <= before:
            _take(model, trial)
            return True
        best = best or trial
    if best is not None:
        _take(model, best)
    return best is not None


def _together(model: Model, groups: list[list[Fault]]) -> bool:
    """The first way of each, less those that make something worse; those by themselves. Whether any went."""
    done, left = groups, list[list[Fault]]()
    for _ in range(TURNS):
        trial = _tried(model, [_first_way(group[0]) for group in done])
        before, after = _compared(model, trial, [fault for group in groups for fault in group])
        spoilt = _ids(_worse(before, after))
        if not spoilt:
            break
        left += [group for group in done if spoilt & _ids(group)]
        done = [group for group in done if not spoilt & _ids(group)]
    else:
        left, done = groups, []
    mended = [group for group in done if not after & set(group)]
    if mended:
        _take(model, trial)
    went = bool(mended)
    left += [group for group in done if group not in mended]
    for group in left[:SINGLY]:
        went = _alone(model, group, FEW) or went
    return went


def _compared(model: Model, trial: Model, goal: Sequence[Fault]) -> tuple[set[Fault], set[Fault]]:
    """The faults before and after, where anything changed or was to change: others stay what they were."""
    ids = [*diff(model.records, trial.records).records, *_ids(goal)]
    records = [each.records.get(id) for id in ids for each in (model, trial)]
    part = grown(union(reach(record) for record in records if isinstance(record, Shape | Edge)), 1.0)
    page = _page(model, goal[0])
    return set(faults_on(model, page, PEOPLES, part)), set(faults_on(trial, page, PEOPLES, part))


def _ids(group: Iterable[Fault]) -> set[Id]:
    return {id for fault in group for id in fault[1:]}


def _worse(before: set[Fault], after: set[Fault]) -> set[Fault]:
    return {fault for fault in after - before if fault[0] in SERIOUS}


def _first_way(fault: Fault) -> Way:
    def act(model: Model) -> None:
        way = next(CURES[fault[0]][1](model, fault), None)
        if way is not None:
            way(model)

    return act


def _tried(model: Model, ways: Sequence[Way]) -> Model:
    """A copy on which ways were gone; those that are refused are left out."""
    trial = model.copy()
    with trial.change("Try"):
        for way in ways:
            try:
                way(trial)
            except Refusal:
                continue
    return trial


def _take(model: Model, trial: Model) -> None:
    """What was worked out on a copy."""
    model.apply(diff(model.records, trial.records))
