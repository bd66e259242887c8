"""Write a changed XML tree: the bytes that were read, with the changes spliced in, in the file's own style."""

from collections.abc import Iterable
from typing import NamedTuple

from opsdesigner.files.element import Element, as_read, gaps
from opsdesigner.files.kept import kept
from opsdesigner.files.markup import (
    NAME,
    PIECE,
    REST_OF_LINE,
    StartTag,
    attributes,
    before_white_space,
    character_data,
    declarations,
    declared_by,
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


def splice(root: Element, scope: dict[str, str], style: Style) -> list[bytes]:
    """The UTF-8 text of the element, in pieces."""
    written: list[bytes] = []
    waiting: list[Piece] = [Place(root, scope, style.newline.encode() if style.breaks else b"", "")]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, bytes):
            written.append(piece)
        else:
            waiting.extend(reversed(_pieces(piece, style)))
    return written


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
    assert element.source and element.edit
    if element.edit.keeps_shape(element):
        pieces: list[Piece] = []
        at = _in_place(place, element.start, pieces)
        return [*pieces, element.source.data[at : _end(element)]]
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


def _in_place(place: Place, at: int, pieces: list[Piece]) -> int:
    """Adds what differs in an element that keeps its shape, with the text from `at` on before it; returns up to where.

    Where much has changed most of it is like this, so nothing is looked at twice.
    """
    element = place.element
    assert element.source and element.edit
    data, start = element.source.data, element.start
    name = NAME.match(data, start + 1)
    assert name
    scope = {**place.scope, **own} if (own := declared_by(data, start)) else place.scope
    if element.edit.attrib is not None:
        at = _new_values(Place(element, scope, b"", ""), name.end(), at, pieces)
    if not element.children:
        return at
    return _edited(Place(element, scope, b"", name[0].decode().rpartition(":")[0]), at, pieces)


def _new_values(place: Place, behind: int, at: int, pieces: list[Piece]) -> int:
    """Adds the attributes of which the value differs, all of which were there before."""
    element = place.element
    assert element.source and element.edit
    data, now, before = element.source.data, element.attrib, element.edit.attrib or {}
    changed = {name for name, value in before.items() if now[name] != value}
    for attribute in attributes(data, behind) if changed else ():
        if (name := clark(attribute.name, place.scope)) not in changed:
            continue
        quote = data[attribute.value : attribute.value + 1]
        pieces += [data[at : attribute.value + 1], escaped_value(now[name], quote.decode()).encode()]
        at = attribute.end - 1
        changed.remove(name)
        if not changed:
            break
    return at


def _edited(place: Place, at: int, pieces: list[Piece]) -> int:
    """Adds the children with edits, with the text from `at` on before them; returns up to where."""
    element = place.element
    assert element.source
    for child in element.children:
        if child.edit is None:
            continue
        inner = Place(child, place.scope, b"", place.prefix)
        if child.edit.keeps_shape(child):
            at = _in_place(inner, at, pieces)
        else:
            pieces += [element.source.data[at : child.start], inner]
            at = _end(child)
    return at


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
    at = _edited(place, tag.end, pieces)
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
    for child, index in zip(element.children, kept(originals, element.children), strict=True):
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
