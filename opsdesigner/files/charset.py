"""Bytes of an XML file to UTF-8 and back: encodings, byte order marks, and what is not XML at all."""

import codecs
import re
from typing import NamedTuple

from opsdesigner.files.errors import Refused

MARKS = {  # UTF-32 before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
FOREIGN = {
    b"PK\x03\x04": "this is a ZIP archive or an Office document, not XML. Unpack it first.",
    b"PK\x05\x06": "this is an empty ZIP archive, not XML. Choose a BPMN file.",
    b"\x1f\x8b": "this is a gzip archive, not XML. Unpack it first.",
    b"BZh": "this is a bzip2 archive, not XML. Unpack it first.",
    b"\xfd7zXZ": "this is an xz archive, not XML. Unpack it first.",
    b"7z\xbc\xaf": "this is a 7-Zip archive, not XML. Unpack it first.",
    b"\x28\xb5\x2f\xfd": "this is a zstd archive, not XML. Unpack it first.",
    b"%PDF": "this is a PDF document, not XML. Open the file it was printed from.",
    b"\x89PNG": "this is a PNG picture, not XML. Open the file it was drawn from.",
    b"\xff\xd8\xff": "this is a JPEG picture, not XML. Open the file it was drawn from.",
    b"GIF8": "this is a GIF picture, not XML. Open the file it was drawn from.",
    b"\xd0\xcf\x11\xe0": "this is an old Office or Visio document, not XML. Export it as BPMN first.",
    b"SQLite format 3": "this is a database, not XML. Choose a BPMN file.",
    b"{\\rtf": "this is a rich text document, not XML. Choose a BPMN file.",
}
DECLARED = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([A-Za-z][\w.\-]*)[\"']")
WEB_PAGE = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*(<!doctype\s+html|<html)\b", re.IGNORECASE | re.DOTALL
)
# Codecs that are no character encodings of files, or depend on the machine.
NO_FILE_CODECS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7", "mbcs", "oem"}


class Decoded(NamedTuple):
    utf8: bytes
    encoding: str
    mark: bytes
    notes: list[str]


def decode(data: bytes) -> Decoded:
    """The file as UTF-8 without byte order mark, and what it takes to write it back; Refused if it is no XML text."""
    _refuse_foreign(data)
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    encoding, notes = (MARKS[mark], []) if mark else _declared_encoding(data)
    utf8 = _to_utf8(data[len(mark) :] if mark else data, encoding)
    declared = DECLARED.match(utf8) if mark else None
    if declared and not _same_family(name := declared[1].decode(), encoding):
        notes.append(
            f"The file says it is written in {name} but is written in {encoding.upper()}, as which it was read."
        )
    if WEB_PAGE.match(utf8, 0, 4096):
        raise Refused("this is a web page (HTML), not a BPMN file. Download the file the page is about.")
    start = utf8.lstrip()[:1]
    if not start:
        raise Refused("the file holds nothing but blanks. Open a backup.")
    if start != b"<":
        raise Refused("this is not XML: an XML file begins with “<”. Choose a BPMN file.")
    return Decoded(utf8, encoding, mark, notes)


def encode(utf8: bytes, encoding: str, mark: bytes) -> bytes:
    """The bytes of the file; characters its encoding lacks become character references."""
    if encoding == "utf-8":
        return mark + utf8
    return mark + utf8.decode().encode(encoding, "xmlcharrefreplace")


def _refuse_foreign(data: bytes) -> None:
    if not data:
        raise Refused("the file is empty. Open a backup.")
    for start, sentence in FOREIGN.items():
        if data.startswith(start):
            raise Refused(sentence)
    if not data.strip(b"\0"):
        raise Refused("the file holds only zero bytes, as after a power cut. Open a backup.")


def _declared_encoding(data: bytes) -> tuple[str, list[str]]:
    for wide in ("utf-32-be", "utf-32-le", "utf-16-be", "utf-16-le"):
        if not data.startswith("<".encode(wide)):
            continue
        declared = DECLARED.match(data[:400].decode(wide, "ignore").encode("ascii", "ignore"))
        if declared and _same_family(declared[1].decode(), wide) and declared[1].upper().endswith(b"E"):
            return wide, []
        name = wide[:6].upper()
        raise Refused(f"this is {name} text without the byte order mark it must begin with. Save it as UTF-8.")
    declared = DECLARED.match(data)
    if not declared:
        return "utf-8", []
    name = declared[1].decode()
    encoding = _codec(name)
    if encoding.startswith(("utf-16", "utf-32")):
        return "utf-8", [f"The file says it is written in {name} but is not; it was read as UTF-8."]
    return encoding, []


def _codec(name: str) -> str:
    try:
        encoding = codecs.lookup(name).name
        b"<".decode(encoding, "ignore")
    except LookupError:  # or it is known but turns bytes into bytes, such as base64
        encoding = "undefined"
    if encoding.replace("-", "_") in NO_FILE_CODECS:
        raise Refused(f"its text encoding “{name}” is not known here. Save it as UTF-8.")
    return encoding


def _same_family(name: str, encoding: str) -> bool:
    try:
        return encoding.startswith(codecs.lookup(name).name)
    except LookupError:
        return False


def _to_utf8(data: bytes, encoding: str) -> bytes:
    try:
        text = data.decode(encoding)
        if encoding == "utf-8":
            return data
        utf8 = text.encode()
        same = text.encode(encoding) == data
    except UnicodeDecodeError as error:
        line = data.count("\n".encode(encoding), 0, error.start) + 1
        found = f"0x{data[error.start]:02X}" if error.start < len(data) else "at its end"
        raise Refused(
            f"line {line}: the byte {found} is not text in {encoding.upper()}, "
            "in which the file is said to be written. Repair the file or open a backup."
        ) from None
    except UnicodeError:
        same = False
    if not same:
        raise Refused(f"its text in {encoding.upper()} could not be written back unchanged. Save it as UTF-8.")
    return utf8
