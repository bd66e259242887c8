"""Text with separators: its encoding, its separator, its rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from opsdesigner.files.errors import Refused

from .sheet import Gathering, Row, Sheet

SEPARATORS = ",;\t|"  # in the order they are believed where all fit equally well
MARKS = {  # UTF-32 before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # what no text holds; page breaks and escapes some do
SAMPLE = 1 << 16
SAVE_ANEW = "open it in a spreadsheet and save it as .xlsx or as CSV UTF-8"
WINDOWS = (
    "The file is not written in UTF-8 and was read as Windows-1252; "
    f"where letters look wrong, {SAVE_ANEW}, and import that."
)
# What another program would calculate: a spreadsheet takes a cell that begins so for a formula.
FORMULA = re.compile(r"[=@\t\r\n＝＋－＠]|[+-](?![\d .,()/%-]*\Z)")
GUARDED = re.compile(rf"'+(?:{FORMULA.pattern})")

_MARKUP = re.compile(r"\s*<(?:\?xml|!doctype|html|head|meta|table|workbook)\b", re.IGNORECASE)
_QUOTED = re.compile(r'(?:^|(?<=[,;\t|\r\n]))"(?:[^"]|"")*"')
_DECLARED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)


def read_csv(data: bytes, name: str, separator: str = "") -> Sheet:
    """The rows of a CSV file, its separator found where none is given. Raises Refused for what is no text."""
    text, notes = decode(data, name)
    return read_text(text, name, separator, notes)


def read_text(text: str, name: str, separator: str = "", notes: tuple[str, ...] = ()) -> Sheet:
    """The rows of text that is already decoded."""
    declared = _DECLARED.match(text)
    separator = separator or (declared[1] if declared else find_separator(text))
    skipped = 1 if declared else 0
    try:
        return Sheet("", _gather(text, name, separator, skipped, strict=True), notes)
    except csv.Error as error:
        if "end of data" in str(error):
            raise Refused(f"{name} has a quotation mark that is never closed; {SAVE_ANEW}.") from None
    try:
        return Sheet("", _gather(text, name, separator, skipped, strict=False), notes)
    except csv.Error:
        raise Refused(
            f"{name} has a cell of more than {csv.field_size_limit():,} letters; "
            "most likely a quotation mark is missing before it."
        ) from None


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what to tell of how it was read. Raises Refused for what is no text."""
    if not data.strip(b"\0 \t\r\n"):
        raise Refused(f"{name} is empty; choose the file with the table.")
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    notes: tuple[str, ...] = ()
    try:
        text = data[len(mark) :].decode(MARKS[mark] if mark else "utf-8")
    except UnicodeDecodeError:
        if mark:
            raise Refused(
                f"{name} breaks off or is damaged within its {MARKS[mark][:6].upper()} text; {SAVE_ANEW}."
            ) from None
        text, notes = _windows_text(data, name), (WINDOWS,)
    if CONTROLS.search(text) or data.startswith(b"%PDF"):
        raise Refused(f"{name} is neither a spreadsheet nor text; {SAVE_ANEW}.")
    if _MARKUP.match(text):
        raise Refused(f"{name} is a web page or XML, whatever its name ends in; {SAVE_ANEW}.")
    return text, notes


def find_separator(text: str) -> str:
    """The separator that gives most lines the same number of cells; what stands in quotation marks does not count."""
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    lines = [line for line in re.split(r"\r\n|\r|\n", _QUOTED.sub("", sample)) if line.strip()]
    best, most = SEPARATORS[0], (0, 0)
    for separator in SEPARATORS:
        counts = Counter(line.count(separator) for line in lines if line.count(separator))
        if counts:
            count, fitting = max(counts.items(), key=lambda item: (item[1], item[0]))
            if (fitting, count) > most:
                best, most = separator, (fitting, count)
    return best


def guarded(text: str) -> str:
    """The text so that no spreadsheet calculates it: behind an apostrophe where it would. Numbers, also those of
    telephones (+49 30 1234), stay as they are."""
    return f"'{text}" if FORMULA.match(text.lstrip("'")) else text


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and GUARDED.match(text) else text


def _windows_text(data: bytes, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise Refused(
            f"{name}, line {row}: the byte 0x{data[error.start]:02X} is no letter, "
            f"neither in UTF-8 nor in Windows-1252; {SAVE_ANEW}."
        ) from None


def _gather(text: str, name: str, separator: str, skipped: int, strict: bool) -> tuple[Row, ...]:
    rows = Gathering(name)
    lines = io.StringIO(text, newline="")
    for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=strict), 1):
        if number > skipped:
            rows.add(number, map(_unguarded, cells))
    return rows.done()
