"""What is wrong with XML that is not well-formed, in one plain sentence."""

import re
from xml.parsers.expat import ExpatError, errors

ADVICE = "Repair the file or open a backup."
PLAIN = {
    errors.XML_ERROR_SYNTAX: "this is not XML markup",
    errors.XML_ERROR_PARTIAL_CHAR: "the file ends in the middle of a character",
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "something follows the end of the document",
    errors.XML_ERROR_BAD_CHAR_REF: "a character reference names a character that XML does not allow",
    errors.XML_ERROR_MISPLACED_XML_PI: "blanks or text stand before “<?xml”, which must be the very first",
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: "a CDATA section is opened and never closed",
    errors.XML_ERROR_XML_DECL: "the XML declaration “<?xml …?>” is not written as it must be",
    errors.XML_ERROR_UNDECLARING_PREFIX: "a prefix is declared with an empty namespace",
    errors.XML_ERROR_RESERVED_PREFIX_XML: "the prefix “xml” is bound to another namespace",
    errors.XML_ERROR_RESERVED_PREFIX_XMLNS: "the prefix “xmlns” is declared",
    errors.XML_ERROR_RESERVED_NAMESPACE_URI: "a prefix is bound to a namespace that is reserved",
    errors.XML_ERROR_NO_MEMORY: "the memory does not suffice to read it",
}
TAG_NAME = re.compile(rb"<?/?([^\s<>/=\"']+)")
FIRST_NAME = re.compile(rb"\s*([^\s<>/=\"']+)")
ENTITY = re.compile(rb"&([^\s;&<>]{1,40});")
BAD_AMPERSAND = re.compile(rb"&(?!#?\w+;)")


def complaint(error: ExpatError, data: bytes, at: int, open_tag: int, declared: frozenset[str]) -> str:
    """The sentence; `at` is where the fault is, `open_tag` where the tag begins that is open there, or -1."""
    what = _what(errors.messages[error.code], data, at, open_tag, declared)
    return f"line {error.lineno}, column {error.offset + 1}: {what}. {ADVICE}"


def _what(fault: str, data: bytes, at: int, open_tag: int, declared: frozenset[str]) -> str:
    if fault == errors.XML_ERROR_TAG_MISMATCH:
        return f"the tag “{_name(data, open_tag)}” is closed by “{_name(data, at)}”"
    if fault == errors.XML_ERROR_NO_ELEMENTS:
        if open_tag < 0:
            return "there is no element in the file"
        return f"the file ends before the tag “{_name(data, open_tag)}” is closed"
    if fault == errors.XML_ERROR_UNCLOSED_TOKEN:
        return "the file ends in the middle of a tag" if data[at : at + 2] != b"<!" else "a comment is never closed"
    if fault == errors.XML_ERROR_DUPLICATE_ATTRIBUTE:
        return f"the attribute “{_found(FIRST_NAME, data, at)}” is given twice"
    if fault == errors.XML_ERROR_UNDEFINED_ENTITY:
        return f"the entity “&{_found(ENTITY, data, at)};” is not defined"
    if fault == errors.XML_ERROR_UNBOUND_PREFIX:
        return f"the prefix “{_unbound(data, at, declared)}” is used but nowhere declared"
    if fault == errors.XML_ERROR_INVALID_TOKEN:
        return _invalid(data, at)
    return PLAIN.get(fault, fault)


def _invalid(data: bytes, at: int) -> str:
    found = data[at : at + 1]
    if found and found[0] < 0x20:
        return f"there is a control character (0x{found[0]:02X}), which XML does not allow"
    if BAD_AMPERSAND.match(data, at) or (at and BAD_AMPERSAND.match(data, at - 1)):
        return "“&” stands alone; it is written “&amp;” in XML"
    if found == b"<":
        return "“<” stands where it must not, in an attribute or before another “<”"
    snippet = data[at : at + 40].decode(errors="ignore").split("\n")[0][:20].rstrip()
    return f"this is not well-formed XML: “{snippet}”" if snippet else "this is not well-formed XML"


def _unbound(data: bytes, at: int, declared: frozenset[str]) -> str:
    end = data.find(b">", at)
    tag = data[at : end if end > 0 else len(data)]
    local = frozenset(found.decode() for found in re.findall(rb"\sxmlns:([^\s=]+)", tag))
    outside_values = re.sub(rb"\"[^\"]*\"|'[^']*'", b"", tag)
    used = (found.decode() for found in re.findall(rb"[<\s]([^\s:=<>/]+):[^\s:=<>/]+", outside_values))
    return next((prefix for prefix in used if prefix not in declared | local | {"xml", "xmlns"}), "?")


def _name(data: bytes, at: int) -> str:
    return _found(TAG_NAME, data, at)


def _found(pattern: re.Pattern[bytes], data: bytes, at: int) -> str:
    found = pattern.match(data, at)
    return found[1].decode(errors="replace")[:60] if found else "?"
