"""Elements of an XML file that remember where they were read and what was changed since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from opsdesigner.files.markup import (
    XML_NAMESPACE,
    Source,
    character_data,
    declared_by,
    element_end,
    start_tag_end,
    writable,
)

CLARK = re.compile(r"(?:\{(.+)\})?([^\W\d][\w.\-·]*)")
OUTERMOST = {"": "", "xml": XML_NAMESPACE}


class Edit:
    """What is to be known of a touched element: its state as it was read, its new text, where it came from."""

    __slots__ = ("attrib", "children", "renamed", "scope", "text")

    def __init__(self) -> None:
        self.attrib: dict[str, str] | None = None  # as read, None while unchanged
        self.children: list[Element] | None = None  # as read, None while unchanged
        self.text: str | None = None
        self.renamed = False  # whether its tag is no longer the one that was read
        self.scope: dict[str, str] | None = None  # namespaces around the place it was taken or copied from

    def keeps_shape(self, element: Element) -> bool:
        """Whether the element itself differs in values of attributes at most; its children may differ in more."""
        if self.children is not None or self.text is not None or self.renamed or self.scope is not None:
            return False
        return self.attrib is None or self.attrib.keys() == element.attrib.keys()


class Element:
    """One element; `attrib` and `children` are for reading, the methods below change them."""

    __slots__ = ("attrib", "children", "edit", "end", "parent", "source", "start", "tag")

    end: int  # in the source: its closing tag, or behind an empty tag

    def __init__(
        self, tag: str, attrib: dict[str, str], parent: Element | None, source: Source | None, start: int
    ) -> None:
        self.tag = tag
        self.attrib = attrib
        self.children: list[Element] = []
        self.parent = parent
        self.source = source
        self.start = start
        self.edit: Edit | None = None

    def __repr__(self) -> str:
        return f"<Element {self.tag} {self.attrib}>"

    @property
    def line(self) -> int:
        """The line its start tag was read in, from 1; 0 for a new element."""
        return self.source.line(self.start) if self.source else 0

    @property
    def text(self) -> str:
        """The character data directly inside; without comments and, after edits, with white space as it was read."""
        if self.edit and self.edit.text is not None:
            return self.edit.text
        if self.source and not self.children and self.edit is None:
            data = self.source.data
            return character_data(data[start_tag_end(data, self.start) : self.end])
        return "".join(character_data(gap) for gap in gaps(self))

    def get(self, name: str, default: str = "") -> str:
        return self.attrib.get(name, default)

    def find(self, tag: str) -> Element | None:
        """The first child of that tag."""
        for child in self.children:
            if child.tag == tag:
                return child
        return None

    def iter(self) -> Iterator[Element]:
        """This element and all below it in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            if element.children:
                waiting.extend(reversed(element.children))

    def set(self, name: str, value: str | None) -> None:
        """Give the attribute this value, or remove it with None."""
        if name not in self.attrib:
            _check_name(name)
        if value is not None:
            value = writable(value)
        if self.attrib.get(name) == value:
            return
        edit = self._touch()
        if edit.attrib is None:
            edit.attrib = self.attrib.copy()
        if value is None:
            del self.attrib[name]
        else:
            self.attrib[name] = value

    def set_text(self, text: str) -> None:
        """Replace the character data of an element that has no children."""
        if self.children:
            raise ValueError("an element with children keeps its text")
        self._touch().text = writable(text)

    def rename(self, local: str) -> None:
        """Give the element another name in the same namespace; all else stays as it was written."""
        _check_name(local)
        self.tag = f"{self.tag.rpartition('}')[0]}}}{local}" if "}" in self.tag else local
        self._touch().renamed = True

    def insert(self, index: int, child: Element) -> None:
        """Put a new element, or one from another place, before the child of that index."""
        above: Element | None = self
        while above is not None:
            if above is child:
                raise ValueError("an element cannot be put into itself")
            above = above.parent
        if child.parent is not None:
            child.parent.remove(child)
        elif child.source:
            child._touch().scope = surroundings(child)
        self._touch_children()
        self.children.insert(index, child)
        child.parent = self

    def append(self, child: Element) -> None:
        self.insert(len(self.children), child)

    def remove(self, child: Element) -> None:
        at = self.children.index(child)
        if child.source:
            scope = surroundings(child)
            child._touch().scope = scope
        self._touch_children()
        del self.children[at]
        child.parent = None

    def _touch(self) -> Edit:
        """Its Edit; whoever has one has parents that have one."""
        element: Element | None = self
        while element is not None and element.edit is None:
            element.edit = Edit()
            element = element.parent
        assert self.edit
        return self.edit

    def _touch_children(self) -> None:
        edit = self._touch()
        if edit.children is None:
            edit.children = self.children.copy()


def new(tag: str, attrib: Mapping[str, str] = {}, text: str = "", children: Iterable[Element] = ()) -> Element:
    """An element that is not yet in a tree."""
    _check_name(tag)
    for name in attrib:
        _check_name(name)
    element = Element(tag, {name: writable(value) for name, value in attrib.items()}, None, None, -1)
    element.end = -1
    element._touch().text = writable(text)
    for child in children:
        element.append(child)
    return element


def copy(element: Element) -> Element:
    """A deep copy, not yet in a tree, that will be written like its original."""
    twins: dict[int, Element] = {}
    for old in element.iter():
        parent = twins.get(id(old.parent)) if old is not element else None
        twin = Element(old.tag, old.attrib.copy(), parent, old.source, old.start)
        twin.end = old.end
        twins[id(old)] = twin
        if parent is not None:
            parent.children.append(twin)
    for old in element.iter():
        if not old.edit:
            continue
        edit = twins[id(old)].edit = Edit()
        edit.attrib, edit.text, edit.scope = old.edit.attrib, old.edit.text, old.edit.scope
        edit.renamed = old.edit.renamed
        if old.edit.children is not None:
            edit.children = [twins.get(id(child), child) for child in old.edit.children]
    twin = twins[id(element)]
    if element.source:
        twin._touch().scope = surroundings(element)
    return twin


def as_read(element: Element) -> list[Element]:
    """Its children as they were in the file."""
    edit = element.edit
    return element.children if edit is None or edit.children is None else edit.children


def gaps(element: Element) -> Iterator[bytes]:
    """The markup directly inside as it was read: before, between and after the children."""
    assert element.source
    data = element.source.data
    at = start_tag_end(data, element.start)
    for child in as_read(element):
        yield data[at : child.start]
        at = element_end(data, child.start, child.end)
    yield data[at : element.end]


def surroundings(element: Element) -> dict[str, str]:
    """Namespaces in scope around the place where the element was read, names by prefix."""
    if element.edit and element.edit.scope is not None:
        return element.edit.scope
    above = []
    outer = OUTERMOST
    parent = element.parent
    while parent is not None:
        above.append(parent)
        if parent.edit and parent.edit.scope is not None:
            outer = parent.edit.scope
            break
        parent = parent.parent
    scope = outer.copy()
    for parent in reversed(above):
        assert parent.source  # what was read and put into something new has a scope of its own
        scope.update(declared_by(parent.source.data, parent.start))
    return scope


def prefix_of(element: Element, uri: str) -> str | None:
    """The prefix of a namespace inside an element as it was read, "" for the default one, None if it has none."""
    inner: Element | None = element
    while inner is not None and not inner.source:
        inner = inner.parent
    if inner is None or not inner.source:
        return None
    data = inner.source.data
    scope = {**surroundings(inner), **declared_by(data, inner.start)}
    return next((prefix for prefix, name in scope.items() if name == uri), None)


def _check_name(name: str) -> None:
    found = CLARK.fullmatch(name)
    if not found or found[1] == "http://www.w3.org/2000/xmlns/" or (not found[1] and name == "xmlns"):
        raise ValueError(f"{name!r} is not the name of an element or attribute")
