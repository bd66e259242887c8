"""A text that was read before: where each element begins and ends is kept, what it says is looked up when asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

from opsdesigner.files.element import OUTERMOST, Element, as_read
from opsdesigner.files.markup import Source, declared_by, start_tag, value_of
from opsdesigner.files.namespaces import clark, clark_tag


class Outline:
    """Where every element of a text begins and ends; a few bytes for each."""

    __slots__ = ("_ends", "closed", "starts")

    def __init__(self) -> None:
        self.starts = array("I")  # of the start tags, in the order of the text
        self.closed = array("I")  # the ends (see Element.end), in the order they come
        self._ends: array[int] | None = None

    @property
    def ends(self) -> array[int]:
        """The ends in the order of their starts."""
        if self._ends is None:
            ends, closed, ended = array("I", self.starts), self.closed, 0
            open_: list[int] = []
            for at, start in enumerate(self.starts):
                while open_ and closed[ended] <= start:
                    ends[open_.pop()] = closed[ended]
                    ended += 1
                open_.append(at)
            for at in reversed(open_):
                ends[at] = closed[ended]
                ended += 1
            self._ends = ends
        return self._ends

    def last(self, place: int) -> int:
        """Where the last element starts that starts up to this place; -1 where none does."""
        at = bisect_right(self.starts, place)
        return self.starts[at - 1] if at else -1


class Recalled(Source):
    """A text with its outline, as it is read inside certain namespaces."""

    __slots__ = ("outline", "scope", "tags", "woken")

    def __init__(self, data: bytes, outline: Outline, scope: Mapping[str, str], woken: list[Element]) -> None:
        super().__init__(data)
        self.outline, self.scope, self.woken = outline, scope, woken
        self.tags: dict[bytes, str] = {}

    def inside(self, start: int) -> Recalled:
        """The same inside the element that starts there."""
        declared = declared_by(self.data, start)
        return Recalled(self.data, self.outline, {**self.scope, **declared}, self.woken) if declared else self


class Sleeper(Element):
    """An element of which only the place is known until it is asked what it says."""

    __slots__ = ()

    source: Recalled

    def __init__(self, parent: Element | None, source: Recalled, start: int, end: int) -> None:
        self.parent, self.source, self.start, self.end = parent, source, start, end
        self.edit = None

    if not TYPE_CHECKING:  # pragma: no branch # for the type checker it has all that an element has

        def __getattr__(self, name: str) -> object:
            """Called for what is not there yet."""
            if name == "children":
                self._find_children()
            elif name in ("tag", "attrib"):
                self._read_tag()
            else:
                raise AttributeError(name)
            return getattr(self, name)

    def _read_tag(self) -> None:
        inner, data = self.source.inside(self.start), self.source.data
        tag = start_tag(data, self.start)
        if (name := inner.tags.get(tag.name)) is None:
            name = inner.tags[tag.name] = clark_tag(tag.name.decode(), inner.scope)
        self.tag = name
        self.attrib = {
            clark(attribute.name, inner.scope): value_of(data, attribute)
            for attribute in tag.attributes
            if not attribute.declares
        }

    def _find_children(self) -> None:
        inner, outline = self.source.inside(self.start), self.source.outline
        starts, ends, end = outline.starts, outline.ends, self.end
        found: list[Element] = []
        at = bisect_left(starts, self.start) + 1
        while at < len(starts) and starts[at] < end:
            found.append(Sleeper(self, inner, starts[at], ends[at]))
            at = bisect_left(starts, ends[at], at + 1)
        self.children = found
        inner.woken.append(self)

    def forget(self) -> None:
        """Takes apart all that was looked at, so that it goes at once."""
        for element in self.source.woken:
            element.parent, element.edit, element.children = None, None, []
        self.source.woken.clear()


def recall(data: bytes, outline: Outline) -> Element:
    """The root of a text that was read before."""
    text = Recalled(data, outline, OUTERMOST, [])
    return Sleeper(None, text, outline.starts[0], outline.ends[0])


def element_at(root: Element, start: int) -> Element:
    """The element that was read at this place, wherever it is now."""
    element = root
    while element.start != start:
        children = as_read(element)
        element = children[bisect_left(children, start + 1, key=lambda child: child.start) - 1]
    return element
