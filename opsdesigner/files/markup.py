"""Raw XML markup, as UTF-8 bytes known to be well-formed: where its pieces are, and how texts are written into it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
NAME = re.compile(rb"[^ \t\r\n/>=]+")
ATTRIBUTE = re.compile(rb"([ \t\r\n]+)([^ \t\r\n/>=]+)[ \t\r\n]*=[ \t\r\n]*(\"[^\"]*\"|'[^']*')")
BLANKS = re.compile(rb"[ \t\r\n]*")
TAG_END = re.compile(rb"[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
PIECE = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|[^<]+", re.DOTALL)
REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([a-z]+));")
REST_OF_LINE = re.compile(rb"(?:[ \t]*<!--(?:[^\r\n-]|-(?!->))*-->)+(?=[ \t]*[\r\n])")
BLANK = re.compile("\r\n|[\t\r\n]")
LINE_BREAK = re.compile(rb"\r\n|\r|\n")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class Source:
    """The UTF-8 form of a file, and the line of any place in it."""

    __slots__ = ("_breaks", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._breaks: list[int] | None = None

    def line(self, offset: int) -> int:
        if self._breaks is None:
            self._breaks = [found.end() for found in LINE_BREAK.finditer(self.data)]
        return bisect_right(self._breaks, offset) + 1


class Attribute(NamedTuple):
    name: str  # as written, with prefix
    space: int  # where the white space before it begins
    start: int
    value: int  # its opening quote
    end: int  # behind its closing quote

    @property
    def declares(self) -> bool:
        """Whether it binds a prefix, and so is no attribute to those who read the file."""
        return self.name.startswith("xmlns") and (self.name == "xmlns" or self.name[5] == ":")


class StartTag(NamedTuple):
    name: bytes
    attributes: list[Attribute]
    tail: int  # behind the last attribute, or the name
    close: int  # its ">" or "/>"
    end: int

    @property
    def empty(self) -> bool:
        return self.end - self.close == 2

    @property
    def prefix(self) -> str:
        return self.name.decode().rpartition(":")[0]


def start_tag(data: bytes, start: int) -> StartTag:
    named = NAME.match(data, start + 1)
    assert named
    found = list(attributes(data, named.end()))
    tail = found[-1].end if found else named.end()
    blanks = BLANKS.match(data, tail)
    assert blanks
    close = blanks.end()
    return StartTag(named[0], found, tail, close, close + (2 if data[close : close + 1] == b"/" else 1))


def attributes(data: bytes, at: int) -> Iterator[Attribute]:
    """The attributes of a start tag from behind its name on."""
    while found := ATTRIBUTE.match(data, at):
        space, behind = found.span(1)
        value, at = found.span(3)
        yield Attribute(found[2].decode(), space, behind, value, at)


def start_tag_end(data: bytes, start: int) -> int:
    found = TAG_END.match(data, start)
    assert found
    return found.end()


def element_end(data: bytes, start: int, end: int) -> int:
    """Behind the closing tag that begins at `end`, or behind the empty tag that ends there."""
    if data.startswith(b"/>", end - 2) and start_tag_end(data, start) == end:
        return end
    return data.index(b">", end) + 1


def declarations(data: bytes, tag: StartTag) -> dict[str, str]:
    """Namespaces the tag declares: names by prefix, the default one by ""."""
    return {attribute.name[6:]: value_of(data, attribute) for attribute in tag.attributes if attribute.declares}


def value_of(data: bytes, attribute: Attribute) -> str:
    """What an attribute says, as every reader of XML gets it."""
    value = data[attribute.value + 1 : attribute.end - 1].decode()
    return resolved(value if value.isprintable() else BLANK.sub(" ", value))


def declared_by(data: bytes, start: int) -> dict[str, str]:
    """Namespaces the start tag at this place declares."""
    if data.find(b"xmlns", start, start_tag_end(data, start)) < 0:
        return {}
    return declarations(data, start_tag(data, start))


def resolved(text: str) -> str:
    """Character and entity references replaced by what they stand for."""
    if "&" not in text:
        return text
    return REFERENCE.sub(
        lambda found: ENTITIES[found[3]] if found[3] else chr(int(found[1], 16)) if found[1] else chr(int(found[2])),
        text,
    )


def character_data(markup: bytes) -> str:
    """The text of markup that holds no tags: comments and instructions are left out, references resolved."""
    if not markup:
        return ""
    if b"<" not in markup:
        return resolved(_unix(markup.decode()))
    return "".join(_text_of(piece) for piece in _pieces(markup))


def with_character_data(markup: bytes, text: str, encoding: str, newline: str) -> bytes:
    """Markup that holds no tags with its text replaced; comments, instructions and a CDATA section stay."""
    pieces = list(_pieces(markup))
    texts = [at for at, piece in enumerate(pieces) if _is_text(piece)]
    at = next((at for at in texts if _text_of(pieces[at]).strip()), texts[0] if texts else len(pieces))
    section = at < len(pieces) and pieces[at].startswith(b"<![") and _fits_section(text, encoding)
    kept = [piece for piece in pieces[:at] if not _is_text(piece)]
    written = text if section else escaped(text)
    if section:
        written = f"<![CDATA[{written}]]>" if written else ""
    rest = [piece for piece in pieces[at + 1 :] if not _is_text(piece)]
    return b"".join([*kept, written.replace("\n", newline).encode(), *rest])


def escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    return text.replace("\r", "&#13;")


def escaped_value(value: str, quote: str) -> str:
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace("\t", "&#9;").replace("\n", "&#10;")
    return value.replace("\r", "&#13;").replace(quote, "&quot;" if quote == '"' else "&apos;")


def writable(text: str) -> str:
    """The text without what XML cannot hold, control characters for instance."""
    return text if text.isprintable() else NOT_XML.sub("", text)


def lead(data: bytes, start: int) -> bytes:
    """What stands before a tag on its line: line break and blanks, or blanks only where it is not the first."""
    end = start
    at = _before_blanks(data, end)
    while data[at - 3 : at] == b"-->":
        end = data.rfind(b"<!--", 0, at)
        if end < 0 or has_break(data[end:at]):
            break
        at = _before_blanks(data, end)
    if data[at - 1 : at] in (b"\n", b"\r"):
        return data[at - (2 if data[at - 2 : at] == b"\r\n" else 1) : end]
    return data[_before_blanks(data, start) : start]


def has_break(blanks: bytes) -> bool:
    return b"\n" in blanks or b"\r" in blanks


def before_white_space(data: bytes, start: int, low: int) -> int:
    """Where the white space before a tag begins; `start` itself inside running text, whose words would join."""
    at = start
    while at > low and data[at - 1] in b" \t\r\n":
        at -= 1
    return at if at == low or data[at - 1 : at] == b">" else start


def most(candidates: Iterable[bytes]) -> bytes | None:
    """The most frequent one, the first of equals."""
    counts: dict[bytes, int] = {}
    for candidate in candidates:
        counts[candidate] = counts.get(candidate, 0) + 1
    return max(counts, key=lambda candidate: counts[candidate]) if counts else None


def _before_blanks(data: bytes, at: int) -> int:
    while at and data[at - 1] in b" \t":
        at -= 1
    return at


def _pieces(markup: bytes) -> Iterator[bytes]:
    return (found[0] for found in PIECE.finditer(markup))


def _is_text(piece: bytes) -> bool:
    return not piece.startswith((b"<!--", b"<?"))


def _text_of(piece: bytes) -> str:
    if piece.startswith(b"<!["):
        return _unix(piece[9:-3].decode())
    return resolved(_unix(piece.decode())) if _is_text(piece) else ""


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _fits_section(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return "]]>" not in text and "\r" not in text
