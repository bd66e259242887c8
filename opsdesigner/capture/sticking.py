"""Whose a step stays when the line that said so for it, and for those below, goes or another one comes between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from opsdesigner.model import Id

from .draft import Draft
from .likeness import Pair


def _near(draft: Draft, id: Id) -> list[Id]:
    return [flow.target for flow in draft.out_of(id)] + [flow.source for flow in draft.into(id)]


class Sticking:
    """Two readings of a text, which line is which, and which items of the new one are those of the old one."""

    def __init__(self, old: Draft, new: Draft, pairs: Iterable[Pair], items: Mapping[Id, Id]) -> None:
        self.old, self.new, self._items = old, new, items
        self._now = {pair.old: pair.new for pair in pairs}

    def stays(self, id: Id) -> bool:
        """Whether an item of the new text that is read as another role's is still that of the old one.

        It is not where its own line says or said whose it is, nor where the line that spoke for it, and is still
        there, says another role now. What has no line of its own goes with what it leads to, else comes from, while
        that is the same.
        """
        was = self._items[id]
        if id in self.new.lines:
            return self._stays(was, id)
        near = next((each for each in _near(self.new, id) if each in self.new.lines), "")
        before = self._items.get(near, "")
        return before not in _near(self.old, was) or self._stays(before, near)

    def _stays(self, was: Id, now: Id) -> bool:
        line, spoken = self.old.lines.get(was, 0), self.old.spoken
        if not line or line in spoken or self.new.lines[now] in self.new.spoken:
            return False
        speaker = self._speaker(line, self.old.items[was].role)
        said = self.new.spoken.get(self._now.get(speaker, 0))
        return said is None or said.casefold() != self.new.items[now].role.casefold()

    def _speaker(self, line: int, role: str) -> int:
        """The nearest line above that says a role, else the nearest below; 0 for none."""
        lines = [number for number, said in self.old.spoken.items() if said.casefold() == role.casefold()]
        above = max((number for number in lines if number < line), default=0)
        return above or min((number for number in lines if number > line), default=0)
