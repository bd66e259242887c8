"""Tables and outlines that are broken or made to do harm, by name; and what is no file at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tests.tables.workbooks import BOOK, MAIN, handmade, zipped

ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
TABLES: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \r\n\t\n" * 50,
    "zeros": bytes(5000),
    "one quote": b'Name,Role\n"Ann,Sales\n',
    "quotes in quotes": b'Name\n"a""b""""c""\n',
    "formulas": b"Name,Role\n=cmd|' /C calc'!A0,@SUM(1)\n+1,-2\n\t=1,\r=2\n",
    "a cell of nine million letters": b"Name\n" + b"x" * 9_000_000,
    "a row of a hundred thousand cells": b"," * 100_000 + b"\nName",
    "twenty thousand rows": b"Name,Role\n" + b"Ann,Sales\n" * 20_000,
    "half a letter": b"Name\n\xe2\x82",
    "UTF-16 without a mark": "Name,Role\nAnn,Sales\n".encode("utf-16-le"),
    "UTF-16 cut": "Name,Role\nAnn,Sales\n".encode("utf-16")[:-1],
    "a mark only": b"\xef\xbb\xbf",
    "all headings alike": b"Name,Name,Name\na,b,c\n",
    "bosses in a ring": b"Id,Name,Manager\n1,Ann,2\n2,Ben,3\n3,Cy,1\n",
    "her own boss": b"Id,Name,Manager\n1,Ann,1\n",
    "one id for all": b"Id,Name\n" + b"1,Ann\n" * 500,
    "a picture": b"Name\n<img src='file:///etc/passwd'>\n",
    "lines within cells": b'Name,Role\n"Ann\n\nBen","x\ry"\n',
    "a share of everything": b"Name,Role,Share\nAnn,Sales,1e400\nBen,Sales,NaN\nCy,Sales,-5\n",
}
OUTLINES: dict[str, bytes] = {
    "nothing": b"",
    "zeros": bytes(5000),
    "letters of another code": b"Sales: Pr\xfcfe\n",
    "a line of nine million letters": b"Sales: " + b"x" * 9_000_000,
    "ever deeper": "\n".join(" " * n + f"Which {n}?\n" + " " * (n + 1) + "yes: Step" for n in range(100)).encode(),
    "only colons": b":\n::\n: :\n:a:\n" * 200,
    "only arrows": b"->\n-> \n=>\n->>\n" * 200,
    "only marks": b"?\n!\n+\n-\n#\n//\n??\n!!\n" * 100,
    "arrows in a ring": b"a\n-> b\nb\n-> c\nc\n-> a\n",
    "an arrow to nothing": b"Sales: Check\n-> Nowhere\n",
    "labels without a decision": b"yes: a\nno: b\n" * 100,
    "many decisions": b"".join(b"Q%d?\n" % n for n in range(300)),
    "many ways": b"Which?\n" + b"".join(b"w%d: s%d\n" % (n, n) for n in range(150)),
    "many roles": b"".join(b"Role %d: Do %d\n" % (n, n) for n in range(60)),
    "numbers of everything": b"a ~NaNm\nb ~1e400h\nc x-5/day\nd 900%\ne w99999999999999999d\nf ~0m\n",
    "brackets": b"[nothing] a\n[\n[]\n[[x]] b\n[task\n[endEvent warp] z\n",
    "quotes that stay open": b'"Sales: a\nb"\n\xe2\x80\x9cc\n',
    "right to left": "‮Sales‬: \u2066pick\u2069\n".encode(),
    "every control": bytes(range(32)) + b"\n" + bytes(range(127, 160)),
    "line ends of all kinds": "a\rb\r\nc\x0bd\x0ce\u2028f\u2029g\x85h".encode(),
    "a path": b"# ../../etc/passwd\nfile:///etc/passwd: open\n",
    "many processes": b"".join(b"# P%d\nDo\n" % n for n in range(50)),
}


def workbooks() -> dict[str, bytes]:
    """Workbooks; needs openpyxl."""
    page = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
    sheet, secret = "xl/worksheets/sheet1.xml", 'SYSTEM "file:///etc/passwd"'
    only = '<sheet name="Sheet1" sheetId="1" r:id="r1"/>'
    return {
        "good": handmade(ROW),
        "cut": handmade(ROW)[:300],
        "a bomb": zipped({sheet: page.format(ROW * 20) + " " * 60_000_000}),
        "eleven thousand parts": zipped({f"p{n}": "" for n in range(11_000)}),
        "a part outside": zipped({"../../evil.xml": "<x/>", "/etc/evil": "<x/>"}),
        "no parts": zipped({}),
        "an entity": handmade("", **{sheet: f"<!DOCTYPE x [<!ENTITY e {secret}>]>{page.format(ROW)}"}),
        "a cell far away": handmade('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "a cell nowhere": handmade('<row r="-1"><c r="??"><v>1</v></c></row>'),
        "a string that is not there": handmade('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
        "numbers": handmade('<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c></row>'),
        "a day that is none": handmade('<row r="1"><c r="C1" t="d"><v>x</v></c></row>'),
        "a formula": handmade('<row r="1"><c r="A1"><f>WEBSERVICE("http://example.invalid")</f><v>7</v></c></row>'),
        "a book without sheets": handmade(ROW, **{"xl/workbook.xml": BOOK.replace(only, "")}),
        "a page that is no XML": handmade("", **{sheet: "hello"}),
        "no styles": handmade(ROW, **{"xl/styles.xml": None}),
    }  # fmt: skip


def files(folder: Path) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """Each kind, written into the folder, and the words of the command that reads it."""
    for name, data in TABLES.items():
        yield f"table: {name}", _written(folder / "table.csv", data), ("convert",)
    for name, data in OUTLINES.items():
        yield f"outline: {name}", _written(folder / "outline.txt", data), ("capture",)
    for name, data in workbooks().items():
        yield f"workbook: {name}", _written(folder / "book.xlsx", data), ("convert",)
    yield from no_files(folder)


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def no_files(folder: Path) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """What has a path and cannot be read, or never ends."""
    (folder / "folder.bpmn").mkdir(exist_ok=True)
    (folder / "ring.bpmn").symlink_to("ring.bpmn")
    (folder / "zero.bpmn").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.bpmn")
    with (folder / "sparse.bpmn").open("wb") as file:
        file.truncate(1 << 40)
    for name in ("folder", "ring", "zero", "pipe", "sparse", "missing", "x" * 240, "a\nb", "--x", "\udcff"):
        for words in (("convert",), ("capture",)):
            yield f"{words[0]}: {name!r}", folder / f"{name}.bpmn", words
