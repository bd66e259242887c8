"""Workbooks for tests: written by openpyxl as Excel would, or by hand as nobody should."""

from __future__ import annotations

import importlib
import io
import os
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK_RELATIONS = (
    f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>'
)
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>'
)
STYLES = f'<styleSheet xmlns="{MAIN}"/>'


def excel() -> Any:
    """openpyxl, which set-up brings; elsewhere than in CI a test that needs it is skipped where it is missing."""
    if os.environ.get("CI"):
        return importlib.import_module("openpyxl")
    return pytest.importorskip("openpyxl", reason="the extra “office” is not installed")


def written(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook with these sheets."""
    book = excel().Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            page.append(list(row))
    return saved(book)


def saved(book: Any) -> bytes:
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def handmade(rows: str, **changed: str | bytes | None) -> bytes:
    """A workbook of one sheet with this XML between its `sheetData` tags; parts may be changed or (None) left out."""
    excel()
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        **changed,
    }
    return zipped({name: data for name, data in parts.items() if data is not None})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return raw.getvalue()
