"""XML files: read, changed in the file's own style, written back; and refused where they are none."""

import codecs
import time
from pathlib import Path

import pytest

from opsdesigner.files.errors import Refused
from opsdesigner.files.xmltree import Element, copy, new, parse

MALFORMED = {
    "bpmn_draw_gateway-type-default.bpmn",
    "bpmn_import_default-attrs.bpmn",
    "bpmn_multiple-nested-processes.bpmn",
    "features_modeling_behavior_SubProcessBehavior.copy-paste.bpmn",
    "features_ordering_ordering-subprocesses.bpmn",
}


def at(root: Element, tag: str) -> Element:
    return next(element for element in root.iter() if element.tag.rpartition("}")[2] == tag)


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        parse(data)
    return str(caught.value)


def test_corpus_is_written_as_it_was_read(corpus_file: Path) -> None:
    data = corpus_file.read_bytes()
    if corpus_file.name in MALFORMED:
        sentence = refusal(data)
        assert sentence.startswith("line ")
        assert sentence.endswith("Repair the file or open a backup.")
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


def test_names_and_places_that_cannot_be() -> None:
    root = parse(b"<a><b/></a>").root
    for name in ("", "1a", "p:a", "xmlns", "{http://www.w3.org/2000/xmlns/}p", "a b"):
        with pytest.raises(ValueError, match="is not the name"):
            root.set(name, "x")
    with pytest.raises(ValueError, match="into itself"):
        root.children[0].append(root)


ENCODED = '<?xml version="1.0" encoding="{}"?>\n<a k="{}">{}</a>\n'


@pytest.mark.parametrize(
    ("name", "codec", "mark"),
    [
        ("UTF-8", "utf-8", b""),
        ("UTF-8", "utf-8", codecs.BOM_UTF8),
        ("UTF-16", "utf-16-le", codecs.BOM_UTF16_LE),
        ("UTF-16", "utf-16-be", codecs.BOM_UTF16_BE),
        ("UTF-16LE", "utf-16-le", b""),
        ("UTF-32", "utf-32-le", codecs.BOM_UTF32_LE),
        ("ISO-8859-1", "iso8859-1", b""),
        ("ISO-8859-15", "iso8859-15", b""),
        ("windows-1252", "cp1252", b""),
        ("US-ASCII", "ascii", b""),
        ("GB18030", "gb18030", b""),
    ],
)
def test_encodings_stay(name: str, codec: str, mark: bytes) -> None:
    letters = "" if codec == "ascii" else "äß"
    data = mark + ENCODED.format(name, letters, letters).encode(codec)
    tree = parse(data)
    assert (tree.encoding, tree.notes, tree.root.text) == (codec, [], letters)
    assert tree.serialize() == data
    tree.root.set("n", "ж")
    tree.root.set("k", "x")
    assert tree.serialize() == mark + data[len(mark) :].decode(codec).replace(f'k="{letters}"', 'k="x" n="ж"').encode(
        codec, "xmlcharrefreplace"
    )
    assert parse(tree.serialize()).root.attrib == {"k": "x", "n": "ж"}


def test_wrongly_declared_encodings_are_noted() -> None:
    for data in (ENCODED.format("UTF-16", "ä", "ä").encode(), ENCODED.format("UTF-8", "ä", "ä").encode("utf-16")):
        tree = parse(data)
        assert len(tree.notes) == 1
        assert tree.root.text == "ä"
        assert tree.serialize() == data


REFUSED = {
    b"": "the file is empty",
    b" \n\n": "nothing but blanks",
    b"\0" * 100: "zero bytes",
    b"PK\x03\x04xxxx": "ZIP archive",
    b"\x1f\x8bxxxx": "gzip",
    b"%PDF-1.7 xxxx": "PDF",
    b"\x89PNG\r\n": "picture",
    b"hello": "not XML",
    b'{"a": 1}': "not XML",
    b"<!DOCTYPE html><html>": "web page",
    b"<?xml version='1.0'?>\n<!-- x -->\n<html xmlns='x'/>": "web page",
    "<a/>".encode("utf-16-le"): "UTF-16 text without the byte order mark",
    "<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16-be"): "UTF-16 text without the byte order mark",
    b"<?xml version='1.0' encoding='klingon'?><a/>": "“klingon” is not known",
    b"<?xml version='1.0' encoding='base64'?><a/>": "“base64” is not known",
    b"<?xml version='1.0' encoding='unicode_escape'?><a/>": "is not known",
    b"<?xml version='1.0' encoding='us-ascii'?>\n<a>\xe4</a>": "line 2: the byte 0xE4 is not text in ASCII",
    b"<a>\n\n\xe4</a>": "line 3: the byte 0xE4 is not text in UTF-8",
    b"<a>\n  <task>\n</proces>": "line 3, column 3: the tag “task” is closed by “proces”",
    b"<a>\n  <task>\n": "line 3, column 1: the file ends before the tag “task” is closed",
    b"<a>\n  <task x='1": "line 2, column 3: the file ends in the middle of a tag",
    b"<a>\n  <!-- x": "line 2, column 3: a comment is never closed",
    b"<a><![CDATA[x": "a CDATA section is opened and never closed",
    b"<!-- only -->": "there is no element in the file",
    b"<a x='1' x='2'/>": "the attribute “x” is given twice",
    b"<a>&nbsp;</a>": "the entity “&nbsp;” is not defined",
    b"<a><p:b q:c='p:x'/></a>": "the prefix “p” is used but nowhere declared",
    b"<p:a xmlns:p='urn:p'><p:b q:c='r:x'/></p:a>": "the prefix “q” is used but nowhere declared",
    b"<a>R & D</a>": "line 1, column 7: “&” stands alone",
    b"<a k='1<2'/>": "“<” stands where it must not",
    b"<a>\x07</a>": "control character (0x07)",
    b"<a>\0\0\0": "control character (0x00)",
    b"<a>&#7;</a>": "character reference",
    b"<a/><b/>": "something follows the end of the document",
    b" <?xml version='1.0'?><a/>": "stand before “<?xml”",
    b"<a k=1/>": "not well-formed XML: “1/>”",
    b"<!DOCTYPE a>\n<a/>": "line 1: the file has a DOCTYPE",
    b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>": "DOCTYPE",
    b"<a" + b"".join(b" k%d=''" % n for n in range(257)) + b"/>": "more than 256 attributes",
    b"<a>" * 257 + b"</a>" * 257: "nested more than 256 deep",
}


@pytest.mark.parametrize(("data", "words"), REFUSED.items(), ids=[words[:30] for words in REFUSED.values()])
def test_refused_in_one_plain_sentence(data: bytes, words: str) -> None:
    sentence = refusal(data)
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_limits_are_kept_and_hostile_files_cost_no_time() -> None:
    bomb = "<!DOCTYPE a [<!ENTITY x0 'ha'>" + "".join(f"<!ENTITY x{n} '&x{n - 1};&x{n - 1};'>" for n in range(1, 40))
    hostile = {
        bomb.encode() + b"]><a>&x39;</a>": "DOCTYPE",
        b"<a>" * 10_000_000: "256 deep",
        b"<r>" + b"<a/>" * 300_000 + b"</r>": "more than 300,000 elements",
        b"<r>" + b"".join(b"<a%d/>" % n for n in range(300_000)) + b"</r>": "more than 300,000 elements",
        b"<a " + b" ".join(b"k%d=''" % n for n in range(200_000)) + b"/>": "256 attributes",
        b"<html" * 9_000_000: "web page",
        b"<!-- --> " * 5_000_000: "no element",
        b" " * 50_000_001: "50 MB",
    }
    for data, words in hostile.items():
        began = time.process_time()
        assert words in refusal(data)
        assert time.process_time() - began < 5
    for data in (
        b"<a k='" + b"x" * 40_000_000 + b"'/>",
        b"<a>" + b"x&amp;" * 5_000_000 + b"</a>",
        b"<a>" * 256 + b"</a>" * 256,
    ):
        began = time.process_time()
        tree = parse(data)
        tree.root.set("n", "1")
        assert len(tree.serialize()) == len(data) + 6
        assert time.process_time() - began < 5


def test_trees_deeper_than_files_may_be_are_written() -> None:
    tree = parse(b"<a><b/></a>")
    home = tree.root
    for _ in range(5000):
        child = new("c")
        home.append(child)
        home = child
    assert tree.serialize().count(b"<c>") == 4999
    assert len(list(copy(tree.root).iter())) == 5002
