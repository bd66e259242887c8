"""How a file is written: line breaks, indentation, empty tags; so that what is added looks alike."""

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from opsdesigner.files.element import Element, as_read
from opsdesigner.files.markup import Source, has_break, lead, most


class Style(NamedTuple):
    """How the file is written, for what is added to it."""

    breaks: bool  # elements stand on lines of their own
    unit: bytes  # one step of indentation
    newline: str
    closing: bytes  # of an empty tag: "/>" or " />"
    quote: str  # of attributes
    encoding: str
    prefixes: Mapping[str, str]  # preferred ones, by namespace


def style_of(root: Element, source: Source, encoding: str, prefixes: Mapping[str, str]) -> Style:
    """The style most of the first elements are written in."""
    data = source.data
    pairs = [
        (lead(data, parent.start) if parent is not root else b"\n", lead(data, as_read(parent)[0].start))
        for parent in islice(root.iter(), 1000)
        if parent.source and parent.source.data is data and as_read(parent)
    ]
    breaks = not pairs or any(has_break(inner) for _, inner in pairs)
    steps = [
        inner.lstrip(b"\r\n")[len(outer.lstrip(b"\r\n")) :]
        for outer, inner in pairs
        if has_break(inner) and has_break(outer) and inner.lstrip(b"\r\n").startswith(outer.lstrip(b"\r\n"))
    ]
    head = data[:1_000_000]
    windows = head.count(b"\r\n")
    newline = "\r\n" if windows and windows * 2 > head.count(b"\n") else "\n"
    spaced = head.count(b" />") > head.count(b"/>") / 2
    quote = "'" if head.count(b"='") > head.count(b'="') else '"'
    unit = most(step for step in steps if step)
    if unit is None:
        unit = b"" if steps else b"  "
    return Style(breaks, unit, newline, b" />" if spaced else b"/>", quote, encoding, prefixes)
