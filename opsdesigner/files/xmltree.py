"""XML that is written back exactly as it was read, except where it was edited."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from opsdesigner.files.charset import Decoded, decode, encode
from opsdesigner.files.element import OUTERMOST, Element, copy, new, prefix_of
from opsdesigner.files.errors import Refused
from opsdesigner.files.malformed import complaint
from opsdesigner.files.markup import Source, declared_by, element_end
from opsdesigner.files.outline import Outline, Sleeper, element_at, recall
from opsdesigner.files.splice import splice
from opsdesigner.files.style import style_of

__all__ = ["Digest", "Element", "File", "Tree", "copy", "new", "parse", "prefix_of"]

MOST_BYTES = 50_000_000
MOST_ELEMENTS = 300_000
MOST_ATTRIBUTES = 256
MOST_DEPTH = 256
ANEW = "Export the file anew or open a backup."
SEPARATOR = "\x01"  # of namespace and name in expat's names; no XML file can hold it
NO_ADDRESS = re.compile(r"[\s<>\"{}|\\^`\x00-\x20]")


class Digest(NamedTuple):
    """What to make of a file that is only read, so that a large one takes less room and time."""

    without: Collection[str] = ()  # elements to leave out, with all in them
    boil: Mapping[str, Callable[[Element], Element]] = {}  # what to keep of others once they have ended


NOTHING = Digest()


class File(NamedTuple):
    """What is kept of a file that was read: enough to look into it again without reading all of it."""

    data: bytes
    text: Decoded
    outline: Outline

    def tree(self, prefixes: Mapping[str, str] = {}) -> Tree:
        """The tree as it was read, of which only what is asked for is looked at."""
        return Tree(recall(self.text.utf8, self.outline), self, self.text.notes, prefixes)


class Tree:
    """A file as a tree; `notes` say what is odd about it, one sentence each."""

    def __init__(
        self, root: Element, file: File, notes: list[str], prefixes: Mapping[str, str], skipped: bool = False
    ) -> None:
        self.root, self.file, self.notes = root, file, notes
        self.skipped = skipped  # whether something was left out
        self._prefixes = prefixes
        self._places: dict[int, Element] = {}

    @property
    def encoding(self) -> str:
        return self.file.text.encoding

    def at(self, start: int) -> Element:
        """The element that was read at this place, wherever it is now."""
        if isinstance(self.root, Sleeper):
            return element_at(self.root, start)
        if not self._places:
            self._places = {element.start: element for element in self.root.iter()}
        return self._places[start]

    def serialize(self) -> bytes:
        """The bytes of the file: those that were read, with the edits in them."""
        source = self.root.source
        if self.root.edit is None or source is None:
            return self.file.data
        style = style_of(self.root, source, self.encoding, self._prefixes)
        behind = element_end(source.data, self.root.start, self.root.end)
        pieces = [source.data[: self.root.start], *splice(self.root, OUTERMOST, style), source.data[behind:]]
        return encode(b"".join(pieces), self.encoding, self.file.text.mark)

    def close(self) -> None:
        """Takes the elements apart, so that they go at once: collecting a large tree later holds up every thread."""
        if isinstance(self.root, Sleeper):
            self.root.forget()
            return
        self._places = {}
        pending = [self.root]
        while pending:
            element = pending.pop()
            pending += element.children
            if element.edit and element.edit.children:
                pending += element.edit.children  # what was taken out
            element.parent, element.edit, element.children = None, None, []


def parse(data: bytes, prefixes: Mapping[str, str] = {}, digest: Digest = NOTHING) -> Tree:
    """Read a file; `prefixes` are preferred, by namespace, where new content needs a declaration.

    A tree that is only a digest is for reading only; its elements do not know where they lie, so it goes at once.
    """
    if len(data) > MOST_BYTES:
        raise Refused(
            f"the file has {len(data) / 1e6:.0f} MB; more than 50 MB are not read; split it and open the parts."
        )
    decoded = decode(data)
    source = Source(decoded.utf8)
    reading = _Reading(source, digest)
    collecting = gc.isenabled()
    gc.disable()  # nothing that is made here can be freed here
    try:
        reading.run()
    finally:
        reading.close()
        if collecting:
            gc.enable()
    file = File(data, decoded, reading.outline)
    return Tree(reading.root, file, decoded.notes + reading.notes, prefixes, reading.skipped)


class _Reading:
    """One pass over the text."""

    def __init__(self, source: Source, digest: Digest) -> None:
        self.source, self.digest = source, digest
        self.outline = Outline()
        self.notes: list[str] = []
        self.names: dict[str, str] = {}
        # The parser looks each name up in this dictionary, and so returns {namespace}name for what is put there.
        self.parser: XMLParserType = ParserCreate("utf-8", SEPARATOR, self.names)
        self.document = Element("", {}, None, None, -1)
        self.open = [self.document]  # the elements that have begun and not ended

    @property
    def root(self) -> Element:
        return self.document.children[0]

    @property
    def skipped(self) -> bool:
        """Whether something was left out."""
        return any(name in self.digest.without for name in self.names.values())

    def run(self) -> None:
        self._connect()
        try:
            self.parser.Parse(self.source.data, True)
        except ExpatError as error:
            raise Refused(self._complaint(error)) from None
        self.root.parent = None

    def _connect(self) -> None:
        parser, source, names = self.parser, self.source, self.names
        starts, closed, open_ = self.outline.starts, self.outline.closed, self.open
        without, boil, whole = *self.digest, self.digest is NOTHING
        known = left_out = 0

        def start(tag: str, attrib: dict[str, str]) -> None:
            nonlocal known, left_out
            if len(names) != known:
                _to_clark(names, (tag, *attrib))
                known = len(names)
                tag = names.get(tag, tag)
                attrib = {names.get(name, name): value for name, value in attrib.items()}
            at = parser.CurrentByteIndex
            starts.append(at)
            count = len(starts)
            if count - len(closed) > MOST_DEPTH or count > MOST_ELEMENTS or len(attrib) > MOST_ATTRIBUTES:
                self._refuse_size()
            if left_out or (tag in without and count > 1):
                left_out += 1
                return
            open_.append(Element(tag, attrib, open_[-1] if whole else None, source, at))

        def end(tag: str) -> None:
            nonlocal left_out
            at = parser.CurrentByteIndex
            closed.append(at)
            if left_out:
                left_out -= 1
                return
            element = open_.pop()
            element.end = at
            open_[-1].children.append(boil[tag](element) if tag in boil else element)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartDoctypeDeclHandler = self._doctype

    def close(self) -> None:
        """The parser and its handlers refer to each other; apart, they go at once."""
        parser = self.parser
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.StartNamespaceDeclHandler = parser.StartDoctypeDeclHandler = None

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if uri and NO_ADDRESS.search(uri) and len(self.notes) < 20:
            name = f"xmlns:{prefix}" if prefix else "xmlns"
            self.notes.append(
                f"Line {self.parser.CurrentLineNumber}: the namespace {name}=“{uri[:200]}” is not a valid address; "
                "some programs refuse the file for that."
            )

    def _doctype(self, *_: object) -> None:
        raise Refused(
            f"line {self.parser.CurrentLineNumber}: the file has a DOCTYPE, which could make it read other files "
            "or grow without limit. Remove it, or export the file without it."
        )

    def _refuse_size(self) -> None:
        line, count = self.parser.CurrentLineNumber, len(self.outline.starts)
        if count - len(self.outline.closed) > MOST_DEPTH:
            raise Refused(f"line {line}: elements are nested more than {MOST_DEPTH} deep. {ANEW}")
        if count > MOST_ELEMENTS:
            raise Refused(f"the file has more than {MOST_ELEMENTS:,} elements; split it and open the parts.")
        raise Refused(f"line {line}: an element has more than {MOST_ATTRIBUTES} attributes. {ANEW}")

    def _complaint(self, error: ExpatError) -> str:
        data = self.source.data
        scope = dict(OUTERMOST)
        for element in self.open[1:]:
            scope.update(declared_by(data, element.start))
        return complaint(error, data, self.parser.ErrorByteIndex, self.open[-1].start, frozenset(scope))


def _to_clark(names: dict[str, str], fresh: tuple[str, ...]) -> None:
    for name in fresh:
        if SEPARATOR in name:
            names[name] = "{" + name.replace(SEPARATOR, "}")
