"""Random XML files under random edits: what comes out says what was meant, and the rest stays byte for byte."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from opsdesigner.files.xmltree import Element, Tree, copy, new, parse
from tests.files.xml_documents import NAMES, URIS, documents

often = settings(max_examples=2 * settings.default.max_examples)
Canonical = tuple[object, ...]
PREFIXES = {"urn:new": "n", "urn:a": "p"}
NAMED = st.tuples(st.sampled_from(("", *URIS, "urn:new")), st.sampled_from(NAMES)).map(
    lambda pair: f"{{{pair[0]}}}{pair[1]}" if pair[0] else pair[1]
)
WRITTEN = st.text(st.sampled_from("ab <>&\"'\t\n\rü€😀]-\0\x0b\ufffe"), max_size=8)


def canonical(element: Element) -> Canonical:
    return (
        element.tag,
        sorted(element.attrib.items()),
        "".join(element.text.split()),
        [canonical(child) for child in element.children],
    )


def canonical_lxml(element: etree._Element) -> Canonical:
    text = "".join(element.xpath("text()"))
    return (
        element.tag,
        sorted(element.attrib.items()),
        "".join(text.split()),
        [canonical_lxml(child) for child in element if isinstance(child.tag, str)],
    )


def edit(draw: st.DrawFn, tree: Tree) -> Callable[[], None]:
    """Change something somewhere; returns what takes it back."""
    elements = list(tree.root.iter())
    element = elements[draw(st.integers(0, len(elements) - 1))]
    verb = draw(st.sampled_from(VERBS))
    return verb(draw, tree, element)


def set_attribute(draw: st.DrawFn, tree: Tree, element: Element) -> Callable[[], None]:
    known = st.sampled_from(sorted(element.attrib)) if element.attrib else NAMED
    name = draw(st.one_of(known, NAMED))
    before = element.attrib.get(name)
    element.set(name, draw(WRITTEN))
    return lambda: element.set(name, before)


def drop_attribute(draw: st.DrawFn, tree: Tree, element: Element) -> Callable[[], None]:
    if not element.attrib:
        return lambda: None
    name = draw(st.sampled_from(sorted(element.attrib)))
    before = element.get(name)
    element.set(name, None)
    return lambda: element.set(name, before)


def set_text(draw: st.DrawFn, tree: Tree, element: Element) -> Callable[[], None]:
    if element.children:
        return lambda: None
    before = element.text
    element.set_text(draw(WRITTEN))
    return lambda: element.set_text(before)


def add(draw: st.DrawFn, tree: Tree, element: Element) -> Callable[[], None]:
    inner = [new(draw(NAMED), {draw(NAMED): draw(WRITTEN)})] if draw(st.booleans()) else []
    child = new(draw(NAMED), {draw(NAMED): draw(WRITTEN)}, draw(WRITTEN), inner)
    element.insert(draw(st.integers(0, len(element.children))), child)
    return lambda: element.remove(child)


def take_out(draw: st.DrawFn, tree: Tree, element: Element) -> Callable[[], None]:
    home = element.parent
    if home is None:
        return lambda: None
    at = home.children.index(element)
    home.remove(element)
    return lambda: home.insert(at, element)


def move(draw: st.DrawFn, tree: Tree, element: Element) -> Callable[[], None]:
    home = element.parent
    inside = {id(below) for below in element.iter()}
    homes = [other for other in tree.root.iter() if id(other) not in inside]
    if home is None:
        return lambda: None
    at = home.children.index(element)
    target = homes[draw(st.integers(0, len(homes) - 1))]
    target.insert(draw(st.integers(0, len(target.children))), element)
    return lambda: home.insert(at, element)


def reorder(draw: st.DrawFn, tree: Tree, element: Element) -> Callable[[], None]:
    before = element.children.copy()

    def arrange(children: list[Element]) -> None:
        for child in children:
            element.append(child)

    arrange(draw(st.permutations(before)))
    return lambda: arrange(before)


def rename(draw: st.DrawFn, tree: Tree, element: Element) -> Callable[[], None]:
    before = element.tag.rpartition("}")[2]
    element.rename(draw(st.sampled_from(NAMES)))
    return lambda: element.rename(before)


def double(draw: st.DrawFn, tree: Tree, element: Element) -> Callable[[], None]:
    homes = list(tree.root.iter())
    target = homes[draw(st.integers(0, len(homes) - 1))]
    twin = copy(element)
    assert canonical(twin) == canonical(element)
    target.insert(draw(st.integers(0, len(target.children))), twin)
    return lambda: target.remove(twin)


VERBS = (set_attribute, set_attribute, drop_attribute, set_text, add, add, take_out, move, reorder, rename, double)


@given(documents())
@often
def test_what_is_read_is_what_others_read(text: str) -> None:
    data = text.encode()
    tree = parse(data)
    root = etree.fromstring(data)
    assert tree.serialize() == data
    assert canonical(tree.root) == canonical_lxml(root)
    for ours, theirs in zip(tree.root.iter(), root.iter(etree.Element), strict=True):
        assert ours.text == "".join(theirs.xpath("text()"))


@given(documents(), st.data())
@often
def test_edits_say_what_was_meant_and_leave_no_trace_when_taken_back(text: str, data: st.DataObject) -> None:
    original = text.encode()
    tree = parse(original, PREFIXES)
    inverses = [edit(data.draw, tree) for _ in range(data.draw(st.integers(1, 6)))]
    written = tree.serialize()
    assert canonical(parse(written).root) == canonical(tree.root)
    assert canonical_lxml(etree.fromstring(written)) == canonical(tree.root)
    for inverse in reversed(inverses):
        inverse()
    assert tree.serialize() == original


@given(documents())
def test_a_file_looked_into_again_says_the_same(text: str) -> None:
    tree = parse(text.encode())
    again = tree.file.tree()
    for late, early in zip(again.root.iter(), tree.root.iter(), strict=True):
        assert (late.tag, late.attrib, late.text, late.line) == (early.tag, early.attrib, early.text, early.line)
        assert (late.start, late.end) == (early.start, early.end)
    for early in tree.root.iter():
        assert again.at(early.start).start == early.start == tree.at(early.start).start
    assert again.serialize() == text.encode()


@given(documents(), st.data())
def test_edits_are_the_same_whether_all_was_read_or_only_looked_up(text: str, data: st.DataObject) -> None:
    whole, looked_up = parse(text.encode(), PREFIXES), parse(text.encode()).file.tree(PREFIXES)
    places = [element.start for element in whole.root.iter()]
    for _ in range(data.draw(st.integers(1, 4))):
        place, home = (data.draw(st.sampled_from(places)) for _ in range(2))
        name, value = data.draw(NAMED), data.draw(WRITTEN)
        verb = data.draw(st.sampled_from(("set", "text", "add", "take out", "rename", "double")))
        for tree in (whole, looked_up):
            act(tree, verb, place, home, name, value)
    assert looked_up.serialize() == whole.serialize()


def act(tree: Tree, verb: str, place: int, home: int, name: str, value: str) -> None:
    """One edit that is told by places in the file."""
    element, other = tree.at(place), tree.at(home)
    if verb == "set":
        element.set(name, value)
    elif verb == "text" and not element.children:
        element.set_text(value)
    elif verb == "add":
        element.insert(len(element.children) // 2, new(name, {name: value}, value))
    elif verb == "take out" and element.parent is not None:
        element.parent.remove(element)
    elif verb == "rename":
        element.rename(name.rpartition("}")[2])
    elif verb == "double":
        other.append(copy(element))


@given(documents(), st.data())
@often
def test_an_edit_stays_inside_its_element(text: str, data: st.DataObject) -> None:
    original = text.encode()
    tree = parse(original, PREFIXES)
    elements = list(tree.root.iter())
    element = elements[data.draw(st.integers(0, len(elements) - 1))]
    edits = data.draw(st.sampled_from((set_attribute, drop_attribute, set_text, add, reorder)))
    edits(data.draw, tree, element)
    written = tree.serialize()
    after = original[element.end :]
    assert written.startswith(original[: element.start])
    assert written.endswith(after)


@given(documents(), st.data())
@often
def test_what_is_put_in_and_saved_can_be_taken_out_without_a_trace(text: str, data: st.DataObject) -> None:
    original = text.encode()
    tree = parse(original, PREFIXES)
    parents = [element for element in tree.root.iter() if element.children]
    if not parents:
        return
    at = data.draw(st.integers(0, len(parents) - 1))
    index = data.draw(st.integers(0, len(parents[at].children)))
    parents[at].insert(index, new("made", {"{urn:new}x": "1"}, children=[new("{urn:new}inner", text="x")]))
    again = parse(tree.serialize(), PREFIXES)
    made = next(element for element in again.root.iter() if element.tag == "made")
    assert made.parent
    assert made.parent.children[index] is made
    made.parent.remove(made)
    assert again.serialize() == original
