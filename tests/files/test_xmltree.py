"""XML files: read, changed in the file's own style, written back; and refused where they are none."""

import gc
from pathlib import Path

import pytest

from opsdesigner.files.errors import Refused
from opsdesigner.files.xmltree import Digest, Element, copy, new, parse, prefix_of

MALFORMED = {
    "bpmn_draw_gateway-type-default.bpmn",
    "bpmn_import_default-attrs.bpmn",
    "bpmn_multiple-nested-processes.bpmn",
    "features_modeling_behavior_SubProcessBehavior.copy-paste.bpmn",
    "features_ordering_ordering-subprocesses.bpmn",
}


def at(root: Element, tag: str) -> Element:
    return next(element for element in root.iter() if element.tag.rpartition("}")[2] == tag)


def test_corpus_is_written_as_it_was_read(corpus_file: Path) -> None:
    data = corpus_file.read_bytes()
    if corpus_file.name in MALFORMED:
        with pytest.raises(Refused, match=r"^line .* Repair the file or open a backup\.$"):
            parse(data)
        return
    tree = parse(data)
    assert tree.serialize() == data
    for element in list(tree.root.iter()):
        element.set("made", "x")
        child = new("made", text="x")
        element.insert(len(element.children) // 2, child)
    assert parse(tree.serialize()).serialize() == tree.serialize()
    for element in list(tree.root.iter()):
        if element.tag == "made":
            assert element.parent
            element.parent.remove(element)
        else:
            element.set("made", None)
    assert tree.serialize() == data


def test_namespace_that_is_no_address_is_noted() -> None:
    tree = parse(b'<a>\n<b xmlns:Process="http://x/Collapsed Process"/></a>')
    assert tree.notes == [
        "Line 2: the namespace xmlns:Process=“http://x/Collapsed Process” is not a valid address; "
        "some programs refuse the file for that."
    ]


def test_what_an_element_tells() -> None:
    root = parse(
        b'<a xmlns="urn:a" xmlns:p="urn:p" p:k="1&#10;2\n3" k="4">\r\n x<!-- no --><b/>&lt;<![CDATA[<]]>\r\n</a>'
    ).root
    assert root.tag == "{urn:a}a"
    assert root.attrib == {"{urn:p}k": "1\n2 3", "k": "4"}
    assert root.get("k") == "4"
    assert root.get("none") == ""
    assert root.text == "\n x<<\n"
    child = root.find("{urn:a}b")
    assert child is root.children[0]
    assert root.find("b") is None
    assert child
    assert (root.line, child.line, new("x").line) == (1, 3, 0)
    assert child.parent is root
    assert repr(child) == "<Element {urn:a}b {}>"


STYLES = {
    "two blanks": ("<a>\n  <b/>\n</a>\n", "<a>\n  <b>\n    <n/>\n  </b>\n  <m/>\n</a>\n"),
    "blank in empty tags": ("<a>\n  <b />\n</a>\n", "<a>\n  <b>\n    <n />\n  </b>\n  <m />\n</a>\n"),
    "four blanks": ("<a>\n    <b></b>\n</a>", "<a>\n    <b>\n        <n/>\n    </b>\n    <m/>\n</a>"),
    "tabs": ("<a>\n\t<b>\n\t</b>\n</a>", "<a>\n\t<b>\n\t\t<n/>\n\t</b>\n\t<m/>\n</a>"),
    "line ends of Windows": ("<a>\r\n  <b/>\r\n</a>", "<a>\r\n  <b>\r\n    <n/>\r\n  </b>\r\n  <m/>\r\n</a>"),
    "no indentation": ("<a>\n<b/>\n</a>", "<a>\n<b>\n<n/>\n</b>\n<m/>\n</a>"),
    "one line": ("<a><b/></a>", "<a><b><n/></b><m/></a>"),
    "one line below a declaration": (
        "<?xml version='1.0'?>\n<a><b/></a>",
        "<?xml version='1.0'?>\n<a><b><n/></b><m/></a>",
    ),
    "blanks between": ("<a> <b/> </a>", "<a> <b><n/></b> <m/> </a>"),
    "comment behind": ("<a>\n  <b/> <!-- b -->\n</a>", "<a>\n  <b>\n    <n/>\n  </b> <!-- b -->\n  <m/>\n</a>"),
    "comment before": ("<a>\n  <!-- b --> <b/>\n</a>", "<a>\n  <!-- b --> <b>\n    <n/>\n  </b>\n  <m/>\n</a>"),
    "comment over two lines": ("<a>\n  <!-- b\n   --> <b/>\n</a>", "<a>\n  <!-- b\n   --> <b><n/></b> <m/>\n</a>"),
    "comment inside": (
        "<a>\n  <b>\n    <!-- c -->\n  </b>\n</a>",
        "<a>\n  <b>\n    <n/>\n    <!-- c -->\n  </b>\n  <m/>\n</a>",
    ),
    "text inside": ("<a>\n  <b>text</b>\n</a>", "<a>\n  <b><n/>text</b>\n  <m/>\n</a>"),
    "blank lines": ("<a>\n\n  <b/>\n\n</a>", "<a>\n\n  <b>\n    <n/>\n  </b>\n  <m/>\n\n</a>"),
}


@pytest.mark.parametrize(("before", "after"), STYLES.values(), ids=STYLES)
def test_new_elements_follow_the_style_of_the_file(before: str, after: str) -> None:
    tree = parse(before.encode())
    at(tree.root, "b").append(new("n"))
    tree.root.append(new("m"))
    assert tree.serialize().decode() == after


def test_the_first_child_of_a_lone_root() -> None:
    tree = parse(b"<a/>")
    tree.root.append(new("b", {"k": 'x"<&'}, children=[new("c", text="1 < 2 & ]]>"), new("d")]))
    assert tree.serialize() == (
        b'<a>\n  <b k="x&quot;&lt;&amp;">\n    <c>1 &lt; 2 &amp; ]]&gt;</c>\n    <d/>\n  </b>\n</a>'
    )


def test_new_children_take_the_place_of_removed_ones() -> None:
    tree = parse(b'<e>\n  <w x="1" />\n  <w x="2" />\n  <l />\n</e>')
    for child in tree.root.children[:2]:
        tree.root.remove(child)
    for index in range(3):
        tree.root.insert(index, new("w", {"x": f"{index}"}))
    assert tree.serialize() == b'<e>\n  <w x="0" />\n  <w x="1" />\n  <w x="2" />\n  <l />\n</e>'


def test_reordered_children_move_alone() -> None:
    tree = parse(b"<a>\n  <b/>\n  <!-- c -->\n  <c/>\n  <d/>\n</a>")
    first = tree.root.children[0]
    tree.root.append(first)
    tree.root.insert(1, copy(new("n")))
    assert tree.serialize() == b"<a>\n  <!-- c -->\n  <c/>\n  <n/>\n  <d/>\n  <b/>\n</a>"
    tree.root.remove(tree.root.children[1])
    tree.root.insert(0, first)
    assert tree.serialize() == b"<a>\n  <b/>\n  <!-- c -->\n  <c/>\n  <d/>\n</a>"


def test_the_one_that_was_moved_is_the_one_that_moves() -> None:
    data = b"<a>\n  <!-- b --><b>\n</b>\n  <!-- c --><c/>\n  <d/>\n  <e/>\n</a>"
    for tag, index, wanted in (
        ("b", 1, b"<a>\n  <!-- b -->\n  <!-- c --><c/>\n  <b>\n</b>\n  <d/>\n  <e/>\n</a>"),
        ("c", 0, b"<a>\n  <c/>\n  <!-- b --><b>\n</b>\n  <!-- c -->\n  <d/>\n  <e/>\n</a>"),
        ("e", 0, b"<a>\n  <e/>\n  <!-- b --><b>\n</b>\n  <!-- c --><c/>\n  <d/>\n</a>"),
    ):
        tree = parse(data)
        tree.root.insert(index, at(tree.root, tag))
        assert tree.serialize() == wanted


def test_removing_leaves_comments_and_words() -> None:
    tree = parse(b"<a>\n  <!-- b -->\n  <b/>\n  <c/> see <d/> there\n</a>")
    for tag in "bcd":
        tree.root.remove(at(tree.root, tag))
    assert tree.serialize() == b"<a>\n  <!-- b --> see  there\n</a>"


def test_attributes_keep_quotes_order_and_lines() -> None:
    tree = parse(b"<a one='1'\n   two = \"2&#10;\"\n   three='&#51;'\n/>")
    tree.root.set("one", 'it\'s <1> "&"\t\n\r\x07')
    tree.root.set("four", "4")
    assert tree.root.get("one") == 'it\'s <1> "&"\t\n\r'
    assert tree.serialize() == (
        b"<a one='it&apos;s &lt;1> \"&amp;\"&#9;&#10;&#13;'\n   two = \"2&#10;\"\n   three='&#51;'\n   four='4'\n/>"
    )
    tree.root.set("two", None)
    tree.root.set("one", "1")
    tree.root.set("four", None)
    tree.root.set("gone", None)
    assert tree.serialize() == b"<a one='1'\n   three='&#51;'\n/>"


def test_text_keeps_comments_sections_and_line_ends() -> None:
    tree = parse(b"<a>\r\n <b><!-- c -->old<?p?>er</b>\r\n <c><![CDATA[a < b]]></c>\r\n <d/>\r\n <e>&#65;</e></a>")
    at(tree.root, "b").set_text("a\n<b>\r\x01")
    at(tree.root, "c").set_text("a > b")
    at(tree.root, "d").set_text("d")
    at(tree.root, "e").set_text("A")
    assert tree.serialize() == (
        b"<a>\r\n <b><!-- c -->a\r\n&lt;b>&#13;<?p?></b>\r\n <c><![CDATA[a > b]]></c>\r\n <d>d</d>\r\n <e>&#65;</e></a>"
    )
    at(tree.root, "c").set_text("]]>")
    assert b"<c>]]&gt;</c>" in tree.serialize()
    with pytest.raises(ValueError, match="keeps its text"):
        tree.root.set_text("x")


NAMESPACED = b'<a xmlns="urn:a" xmlns:o="urn:o"><o:b/><c xmlns:q="urn:q" q:k="1"><q:d k="q:x"/></c></a>'


def test_new_names_use_prefixes_in_scope_or_declare_them() -> None:
    tree = parse(NAMESPACED, {"urn:ours": "o", "urn:a": "x"})
    at(tree.root, "b").append(new("{urn:a}n", {"{urn:o}k": "1", "{urn:a}k": "2"}))
    at(tree.root, "b").append(new("{urn:o}n", children=[new("n")]))
    at(tree.root, "d").append(new("{urn:ours}n", {"{urn:ours}k": "1"}, children=[new("{urn:ours}m")]))
    at(tree.root, "c").set("{urn:other}k", "3")
    assert tree.serialize() == (
        b'<a xmlns="urn:a" xmlns:o="urn:o"><o:b><n xmlns:x="urn:a" o:k="1" x:k="2"/><o:n><n xmlns=""/></o:n></o:b>'
        b'<c xmlns:q="urn:q" q:k="1" xmlns:ns1="urn:other" ns1:k="3"><q:d k="q:x">'
        b'<o2:n xmlns:o2="urn:ours" o2:k="1"><o2:m/></o2:n></q:d></c></a>'
    )


def test_moved_elements_take_along_the_namespaces_they_use() -> None:
    tree = parse(NAMESPACED)
    inner = at(tree.root, "d")
    tree.root.insert(0, inner)
    assert tree.serialize() == (
        b'<a xmlns="urn:a" xmlns:o="urn:o"><q:d k="q:x" xmlns:q="urn:q"/><o:b/><c xmlns:q="urn:q" q:k="1"></c></a>'
    )
    at(tree.root, "c").append(inner)
    assert tree.serialize() == NAMESPACED


def test_a_copy_is_written_like_its_original_even_elsewhere() -> None:
    tree = parse(NAMESPACED)
    twin = copy(at(tree.root, "c"))
    twin.set("k", "2")
    other = parse(b"<z>\n  <y/>\n</z>")
    other.root.append(twin)
    other.root.append(copy(twin))
    wanted = b'<c xmlns:q="urn:q" q:k="1" xmlns="urn:a" k="2"><q:d k="q:x"/></c>'
    assert other.serialize() == b"<z>\n  <y/>\n  " + wanted + b"\n  " + wanted + b"\n</z>"
    assert tree.serialize() == NAMESPACED


def test_a_whole_other_file_can_be_put_in() -> None:
    tree = parse(NAMESPACED)
    at(tree.root, "b").append(parse(b"<z><y/></z>\n").root)
    assert b'<o:b><z xmlns=""><y/></z></o:b>' in tree.serialize()


def test_a_section_is_given_up_for_what_the_encoding_lacks() -> None:
    tree = parse(b"<?xml version='1.0' encoding='ascii'?><a><![CDATA[x]]></a>")
    tree.root.set_text("<ж>")
    assert tree.serialize() == b"<?xml version='1.0' encoding='ascii'?><a>&lt;&#1078;></a>"


def test_renamed_elements_keep_their_prefix_and_all_else() -> None:
    tree = parse(NAMESPACED)
    at(tree.root, "b").rename("n")
    at(tree.root, "c").rename("m")
    assert tree.serialize() == NAMESPACED.replace(b"o:b/", b"o:n/").replace(b"<c ", b"<m ").replace(b"/c>", b"/m>")
    assert at(copy(tree.root), "n").tag == "{urn:o}n"


def test_prefixes_in_scope() -> None:
    root = parse(NAMESPACED).root
    added = new("{urn:a}x")
    at(root, "d").append(added)
    assert [prefix_of(added, uri) for uri in ("urn:a", "urn:q", "urn:o", "urn:z")] == ["", "q", "o", None]
    assert prefix_of(new("x"), "urn:a") is None


def test_the_garbage_collector_is_left_as_it_was() -> None:
    gc.disable()
    try:
        parse(b"<a/>")
        assert not gc.isenabled()
    finally:
        gc.enable()
    parse(b"<a/>")
    assert gc.isenabled()


def test_names_and_places_that_cannot_be() -> None:
    root = parse(b"<a><b/></a>").root
    for name in ("", "1a", "p:a", "xmlns", "{http://www.w3.org/2000/xmlns/}p", "a b"):
        with pytest.raises(ValueError, match="is not the name"):
            root.set(name, "x")
    with pytest.raises(ValueError, match="into itself"):
        root.children[0].append(root)


def test_trees_deeper_than_files_may_be_are_written() -> None:
    tree = parse(b"<a><b/></a>")
    home = tree.root
    for _ in range(5000):
        child = new("c")
        home.append(child)
        home = child
    assert tree.serialize().count(b"<c>") == 4999
    assert len(list(copy(tree.root).iter())) == 5002


def test_what_an_element_does_not_have_is_told_of_one_looked_up_again_too() -> None:
    root = parse(b"<a><b x='1'/></a>").file.tree().root
    with pytest.raises(AttributeError, match="nonsense"):
        root.nonsense  # type: ignore[attr-defined]  # noqa: B018
    assert root.children[0].get("x") == "1"


def test_a_closed_tree_goes_at_once() -> None:
    tree = parse(NAMESPACED)
    inner = at(tree.root, "d")
    tree.close()
    assert inner.parent is None
    assert tree.root.children == []


def test_what_a_reader_can_do_without_is_left_out_with_all_in_it() -> None:
    tree = parse(b"<a><b><c/><b/></b><d><b>x</b></d><e/></a>", digest=Digest({"b", "a"}))
    assert [element.tag for element in tree.root.iter()] == ["a", "d", "e"]
    assert tree.skipped and not parse(b"<a/>", digest=Digest({"b"})).skipped
    assert tree.serialize() == b"<a><b><c/><b/></b><d><b>x</b></d><e/></a>"


def test_elements_are_boiled_down_as_they_end() -> None:
    def number(element: Element) -> Element:
        return new(element.tag, {"of": str(len(element.children))})

    tree = parse(b"<a><b><c/><c/></b><d/><b/></a>", digest=Digest(boil={"b": number}))
    assert [(child.tag, child.get("of")) for child in tree.root.children] == [("b", "2"), ("d", ""), ("b", "0")]


def test_a_digest_goes_at_once() -> None:
    tree = parse(b"<a><b/><b><c/></b></a>", digest=Digest({"c"}))
    gc.collect()
    del tree
    assert not any(isinstance(thing, Element) for thing in gc.get_objects())


def test_nothing_is_left_of_a_tree_that_was_looked_into_and_closed() -> None:
    tree = parse(NAMESPACED).file.tree()
    inner = tree.root.children[0]
    tree.root.remove(inner)
    tree.root.insert(0, new("x"))
    assert tree.serialize() != NAMESPACED
    tree.close()
    gc.collect()
    del tree, inner
    assert not any(isinstance(thing, Element) for thing in gc.get_objects())
