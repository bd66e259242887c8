"""What XML files may be written in, and what is refused in one sentence."""

import codecs
import time

import pytest

from opsdesigner.files.errors import Refused
from opsdesigner.files.xmltree import parse


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        parse(data)
    return str(caught.value)


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
    for data in (
        ENCODED.format("UTF-16", "ä", "ä").encode(),
        ENCODED.format("UTF-8", "ä", "ä").encode("utf-16"),
        ENCODED.format("unheard-of", "ä", "ä").encode("utf-8-sig"),
    ):
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
    b"<?xml version='1.0' encoding='iso-2022-jp'?><a>\x1b(B</a>": "could not be written back unchanged",
    b"<?xml version='1.0' encoding='iso-2022-jp'?><a>\x1b\x80</a>": "could not be written back unchanged",
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


def test_what_is_quoted_from_a_file_is_short() -> None:
    long = b"x" * 5000
    for data in (
        b"<?xml version='1.0' encoding='" + long + b"'?><a/>",
        b"<a><" + long + b"></a>",
        b"<a " + long + b":k=''/>",
        b"<a>&" + long + b";</a>",
        b"<a " + long + b"='' " + long + b"=''/>",
    ):
        assert len(refusal(data)) < 300


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
