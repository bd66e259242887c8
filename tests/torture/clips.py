"""What is on the clipboard may come from any program, a web page too: spoiled copies are pasted, saved and undone."""

from __future__ import annotations

import copy
import json
import sys
from contextlib import suppress
from random import Random

from opsdesigner.edit import clipboard
from opsdesigner.edit.context import Refusal
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.model import Diagram, Id, Model, Shape

from .probing import faults

ODD: tuple[object, ...] = (
    None, True, 0, -1, float("inf"), float("nan"), 1e300, 10**400, "", "x", "\0", "\ud800", "A" * 5000,
    [], {}, [[]], [1, 2], ["a"], {"a": 1}, [{"kind": "signal", "ref": "x"}], [{"kind": "no such"}],
)  # fmt: skip


class Clips:
    """Copies of parts of a file, and ever other ways to spoil them."""

    def __init__(self, data: bytes) -> None:
        self.data, self.source = data, bpmn.read(data)
        model = Model(self.source.records.values())
        self.pages = [page.id for page in model.all(Diagram)]
        self.copies: list[object] = []
        for page in self.pages:
            shapes = [shape.id for shape in model.referrers(page, Shape)]
            for part in (shapes, shapes[:3], shapes[3:8]):
                self.copies.append(json.loads(clipboard.copy(model, part)))

    def faults(self, seed: int) -> list[str]:
        """What is wrong with how a spoiled copy is pasted."""
        chance = Random(seed)
        text = json.dumps(spoiled(chance.choice(self.copies), chance))
        page, at = chance.choice(self.pages), chance.choice((None, (300.0, 300.0)))
        return faults(lambda: self.pasted(text, page, at))

    def pasted(self, text: str, page: Id, at: tuple[float, float] | None) -> None:
        """Pastes a text, saves, reads that again, undoes: each time what it must be."""
        model = Model(self.source.records.values())
        try:
            clipboard.paste(model, page, text, at)
        except Refusal as no:
            assert str(no) and bpmn.write(self.source, model.records) == self.data, "refused, but something is changed"
        saved = bpmn.write(self.source, model.records)
        bpmn.verify(saved, model.records)
        again = bpmn.read(saved)
        assert bpmn.write(again, again.records) == saved, "saved again, but other bytes"
        while model.can_undo:
            model.undo()
        assert bpmn.write(self.source, model.records) == self.data, "undone, but other bytes"


def spoiled(whole: object, chance: Random) -> object:
    """A copy with one to four of its parts replaced, left out, or in another's place."""
    made = copy.deepcopy(whole)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        spots = _spots(made)
        if not spots:
            break
        (where, key), (other, its) = chance.choice(spots), chance.choice(spots)
        way = chance.randrange(5)
        if way == 0:
            where[key] = copy.deepcopy(chance.choice(ODD))  # type: ignore[index]
        elif way == 1:
            del where[key]  # type: ignore[attr-defined]
        elif way == 4 and isinstance(where, dict):
            where[str(its)] = where.pop(key)
        else:
            where[key] = copy.deepcopy(other[its])  # type: ignore[call-overload]
    return made


def _spots(whole: object) -> list[tuple[dict[object, object] | list[object], object]]:
    """Every place of a value in it: what holds the value, and where there."""
    found, left = [], [whole]
    while left:
        at = left.pop()
        keys = list(at) if isinstance(at, dict) else list(range(len(at))) if isinstance(at, list) else []
        found += [(at, key) for key in keys]
        left += [at[key] for key in keys]  # type: ignore[index]
    return found  # type: ignore[return-value]


def main(arguments: list[str]) -> int:
    """Pastes so many; prints what was wrong, each with the seed that makes it again."""
    from .mutants import originals

    count, clips, bad = int(arguments[0]), list[Clips](), 0
    for data in originals():
        with suppress(Refused):
            clips.append(Clips(data))
    clips = [each for each in clips if each.copies]
    for seed in range(count):
        for fault in clips[seed % len(clips)].faults(seed):
            bad += 1
            print(f"copy {seed}: {fault}", flush=True)
    print(f"{count} spoiled copies of parts of {len(clips)} files, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
