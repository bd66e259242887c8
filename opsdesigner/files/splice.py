"""Write a changed XML tree: the bytes that were read, with the changes spliced in, in the file's own style."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from opsdesigner.files.element import Element, as_read, gaps
from opsdesigner.files.markup import (
    PIECE,
    REST_OF_LINE,
    StartTag,
    before_white_space,
    character_data,
    declarations,
    element_end,
    escaped,
    escaped_value,
    has_break,
    lead,
    start_tag,
    with_character_data,
)
from opsdesigner.files.namespaces import clark, lost_namespaces, prefix_for, split, written_attributes
from opsdesigner.files.style import Style


class Place(NamedTuple):
    """An element to be written, and what is known around it."""

    element: Element
    scope: dict[str, str]  # namespaces by prefix
    lead: bytes  # what was written before it, if it is new here
    prefix: str  # of the parent


Piece = bytes | Place


def splice(root: Element, scope: dict[str, str], style: Style) -> bytes:
    """The UTF-8 text of the element."""
    written: list[bytes] = []
    waiting: list[Piece] = [Place(root, scope, style.newline.encode() if style.breaks else b"", "")]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, bytes):
            written.append(piece)
        else:
            waiting.extend(reversed(_pieces(piece, style)))
    return b"".join(written)


def _pieces(place: Place, style: Style) -> list[Piece]:
    return _as_read(place, style) if place.element.source else _made(place, style)


def _made(place: Place, style: Style) -> list[Piece]:
    """An element that was never in a file."""
    element = place.element
    declared: dict[str, str] = {}
    scope = place.scope.copy()
    uri, name = split(element.tag)
    if uri or scope[""]:
        prefix = prefix_for(uri, scope, declared, place.prefix, style.prefixes) if uri else ""
        if not uri:
            scope[""] = declared[""] = ""
        name = f"{prefix}:{name}" if prefix else name
    attributes = written_attributes(element.attrib.items(), scope, declared, style.prefixes)
    mark = style.quote
    written = "".join(f" {key}={mark}{escaped_value(value, mark)}{mark}" for key, value in attributes)
    head = f"<{name}{written}".encode()
    text = element.edit.text if element.edit else None
    if not text and not element.children:
        return [head + style.closing]
    inner = place.lead + style.unit if has_break(place.lead) and not text else b""
    pieces: list[Piece] = [head + b">", escaped(text or "").replace("\n", style.newline).encode()]
    for child in element.children:
        pieces += [inner, Place(child, scope, inner, name.rpartition(":")[0])]
    outer = place.lead if has_break(inner) else b""
    return [*pieces, outer + f"</{name}>".encode()]


def _as_read(place: Place, style: Style) -> list[Piece]:
    """An element that was read: its own text, with what was changed in it."""
    element = place.element
    assert element.source
    data = element.source.data
    tag = start_tag(data, element.start)
    own = declarations(data, tag)
    declared = lost_namespaces(element, place.scope, own)
    scope = {**place.scope, **declared, **own}
    head = _start_tag(element, tag, scope, declared, style)
    body = _body(Place(element, scope, place.lead, tag.prefix), tag, style)
    blanks = data[tag.tail : tag.close]
    name = _name(element, tag)
    if not tag.empty:
        closing = data[element.end + 2 + len(tag.name) : data.index(b">", element.end) + 1]
        return [*head, blanks + b">", *body, b"</" + name + closing]
    if not any(body):
        return [*head, blanks + b"/>"]
    return [*head, (blanks if has_break(blanks) else b"") + b">", *body, b"</" + name + b">"]


def _name(element: Element, tag: StartTag) -> bytes:
    """The element's name as it is to be written."""
    if not element.edit or not element.edit.renamed:
        return tag.name
    local = split(element.tag)[1]
    return (f"{tag.prefix}:{local}" if tag.prefix else local).encode()


def _start_tag(
    element: Element, tag: StartTag, scope: dict[str, str], declared: dict[str, str], style: Style
) -> list[bytes]:
    """The start tag up to the blanks before its end."""
    assert element.source and element.edit
    data = element.source.data
    before = element.edit.attrib
    pieces = [b"<" + _name(element, tag)]
    at = element.start + 1 + len(tag.name)
    missing = element.attrib.copy() if before is not None else {}
    for attribute in tag.attributes if before is not None else ():
        name = clark(attribute.name, scope)
        if before is None or name not in before:
            continue
        value = missing.pop(name, None)
        if value is None:
            pieces.append(data[at : attribute.space])
            at = attribute.end
        elif value != before[name]:
            quote = data[attribute.value : attribute.value + 1]
            pieces += [data[at : attribute.value + 1], escaped_value(value, quote.decode()).encode()]
            at = attribute.end - 1
    pieces.append(data[at : tag.tail])
    last = tag.attributes[-1] if tag.attributes else None
    space = data[last.space : last.start] if last else b" "
    mark = data[last.value : last.value + 1].decode() if last else style.quote
    for name, value in written_attributes(missing.items(), scope, declared, style.prefixes):
        pieces.append(space + f"{name}={mark}{escaped_value(value, mark)}{mark}".encode())
    return pieces


def _body(place: Place, tag: StartTag, style: Style) -> list[Piece]:
    """What stands between the tags."""
    element = place.element
    assert element.source and element.edit
    data = element.source.data
    edit = element.edit
    if edit.text is not None:
        markup = b"".join(gaps(element))
        same = character_data(markup) == edit.text
        if not same or {*map(id, as_read(element))} - {*map(id, element.children)}:
            text = markup if same else with_character_data(markup, edit.text, style.encoding, style.newline)
            return [text, *(Place(child, place.scope, b"", place.prefix) for child in element.children)]
    if edit.children is not None and edit.children != element.children:
        return _rearranged(place, tag, edit.children, style)
    pieces: list[Piece] = []
    at = tag.end
    for child in element.children:
        if child.edit is not None:
            pieces += [data[at : child.start], Place(child, place.scope, b"", place.prefix)]
            at = element_end(data, child.start, child.end)
    return [*pieces, data[at : element.end]]


def _rearranged(place: Place, tag: StartTag, originals: list[Element], style: Style) -> list[Piece]:
    """The children as they are now between the comments and blanks there were."""
    element = place.element
    assert element.source
    data = element.source.data
    pieces: list[Piece] = []
    at = tag.end  # up to here the file is written
    last = -1  # the last original child passed
    inner = b""
    for child, index in zip(element.children, _kept(originals, element.children), strict=True):
        if index < 0:
            begin = max(at, _end(originals[last]) if last >= 0 else at)
            limit = originals[last + 1].start if last + 1 < len(originals) else max(element.end, begin)
            comment = REST_OF_LINE.match(data, begin, limit)
            begin, before = comment.end() if comment else begin, at
            at = begin
            inner = _lead_inside(place, data[begin:limit], originals, last, style)
            pieces += [data[before:at], inner, Place(child, place.scope, inner, place.prefix)]
            continue
        at = _cut(data, at, originals[last + 1 : index], pieces)
        last = index
        if child.edit is not None:
            pieces += [data[at : child.start], Place(child, place.scope, b"", place.prefix)]
            at = _end(child)
    at = _cut(data, at, originals[last + 1 :], pieces)
    rest = data[at : element.end]
    if not originals and has_break(inner) and not has_break(rest):
        own = lead(data, element.start) if element.parent else place.lead
        rest += own if has_break(own) else b""
    return [*pieces, rest]


def _lead_inside(place: Place, gap: bytes, originals: list[Element], last: int, style: Style) -> bytes:
    """What is to stand before a child that is put in behind the given original one."""
    element = place.element
    assert element.source
    if any(not piece.startswith((b"<!--", b"<?")) and piece.strip() for piece in PIECE.findall(gap)):
        return b""
    if originals:
        return lead(element.source.data, originals[max(last, 0)].start)
    own = lead(element.source.data, element.start) if element.parent else place.lead
    return own + style.unit if has_break(own) else b""


def _cut(data: bytes, at: int, gone: Iterable[Element], pieces: list[Piece]) -> int:
    for child in gone:
        pieces.append(data[at : before_white_space(data, child.start, at)])
        at = _end(child)
    return at


def _end(child: Element) -> int:
    assert child.source
    return element_end(child.source.data, child.start, child.end)


def _kept(originals: list[Element], children: list[Element]) -> list[int]:
    """For each child its index among the originals where it still stands in their order, else -1."""
    index = {id(child): at for at, child in enumerate(originals)}
    found = [index.get(id(child), -1) for child in children]
    if all(at < after for at, after in pairwise(at for at in found if at >= 0)):
        return found
    found = _fitting(found, children)
    ends: list[int] = []  # ends[n]: the smallest end of a rising run of n + 1
    before: dict[int, int] = {}
    for at in found:
        if at < 0:
            continue
        length = bisect_left(ends, at)
        ends[length : length + 1] = [at]
        before[at] = ends[length - 1] if length else -1
    kept = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return [at if at in kept else -1 for at in found]


def _fitting(found: list[int], children: list[Element]) -> list[int]:
    """The indexes without those of moved children that do not fit between the ones that never moved."""
    stayed = [
        at >= 0 and not (child.edit and child.edit.scope is not None) for at, child in zip(found, children, strict=True)
    ]
    fitting = found.copy()
    low = -1
    for place, at in enumerate(found):
        low = at if stayed[place] else low
        if at < low:
            fitting[place] = -1
    high = max(found) + 1
    for place in reversed(range(len(found))):
        high = found[place] if stayed[place] else high
        if found[place] > high:
            fitting[place] = -1
    return fitting
