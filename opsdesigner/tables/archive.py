"""Workbooks looked at from outside, before anything in them is unpacked: what is none, and what would do harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from opsdesigner.files.errors import Refused

LARGEST = 200 * 2**20  # bytes, unpacked, of all parts
LARGEST_PART = 20 * 2**20  # of a part that is read as a whole
MOST_PARTS = 5_000
DENSEST = 200  # unpacked to packed; sheets reach 10 to 40, one cell repeated 100
SMALL = 10 * 2**20  # up to here it does not matter how dense
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
STREAMED = ("xl/worksheets/", "xl/sharedstrings", "xl/media/", "xl/embeddings/")
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DAMAGED = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError)
SAVE_ANEW = "open it in a spreadsheet and save it as .xlsx"


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The parts of an Excel workbook. Raises Refused for every other thing, and for what would fill the memory."""
    _refuse_foreign(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED:
        raise Refused(_damaged(name)) from None
    _refuse_other_documents(archive, name)
    _refuse_bombs(archive, len(data), name)
    _refuse_entities(archive, name)
    return archive


def _damaged(name: str) -> str:
    return f"{name} is damaged or incomplete; get it once more, or {SAVE_ANEW}."


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(OLD_OFFICE):
        if ENCRYPTED in data:
            raise Refused(f"{name} is protected by a password; open it, remove the password, and save it again.")
        raise Refused(f"{name} is in the old Excel format (.xls); {SAVE_ANEW}.")
    if not data.startswith(ZIP):
        raise Refused(f"{name} is no Excel workbook; {SAVE_ANEW} or as CSV.")


def _refuse_other_documents(archive: zipfile.ZipFile, name: str) -> None:
    parts = {part.filename.lower() for part in archive.infolist()}
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise Refused(f"{name} is protected by a password; open it, remove the password, and save it again.")
    if any(part.compress_type not in METHODS for part in archive.infolist()):
        raise Refused(_damaged(name))
    if "xl/workbook.bin" in parts:
        raise Refused(f"{name} is a binary workbook (.xlsb); {SAVE_ANEW}.")
    if "content.xml" in parts and "mimetype" in parts:
        raise Refused(f"{name} is an OpenDocument file (.ods); {SAVE_ANEW} or as CSV.")
    if "[content_types].xml" not in parts or not any(part.startswith("xl/") for part in parts):
        raise Refused(f"{name} is no Excel workbook but another kind of archive; {SAVE_ANEW} or as CSV.")


def _refuse_bombs(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    """By the sizes the archive states: no more than these is ever unpacked of a part."""
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    whole = [part.file_size for part in parts if not part.filename.lower().startswith(STREAMED)]
    if size > LARGEST or max(whole, default=0) > LARGEST_PART or len(parts) > MOST_PARTS:
        raise Refused(
            f"{name} unpacks to {size / 2**20:,.0f} MB in {len(parts):,} parts, more than a table of people can need; "
            "copy the table into a new workbook."
        )
    if size > SMALL and size > DENSEST * packed:
        raise Refused(
            f"{name} unpacks to {size // packed:,} times its size, which no table does; "
            "copy the table into a new workbook."
        )


def _refuse_entities(archive: zipfile.ZipFile, name: str) -> None:
    """Entities are declared before the first element, so that only the beginning of each part is read."""
    for part in archive.infolist():
        try:
            with archive.open(part) as file:
                forbidden = _has_doctype(file.read)
        except (*DAMAGED, zlib.error, EOFError, RuntimeError):
            raise Refused(_damaged(name)) from None
        if forbidden:
            raise Refused(f"{name} holds a DOCTYPE in {part.filename}, which no workbook needs; {SAVE_ANEW}.")


def _has_doctype(read: Callable[[int], bytes]) -> bool:
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: found.append("doctype")
    parser.StartElementHandler = lambda *_: found.append("element")
    while not found and (chunk := read(4096)):
        try:
            parser.Parse(chunk, False)
        except expat.ExpatError:  # a picture, or XML that no one can read
            break
    return found[:1] == ["doctype"]
