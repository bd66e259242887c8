"""Tables of steps: columns for who, what and remarks, as lines of the capture language."""

from __future__ import annotations

from opsdesigner.tables.reading import read_pasted
from opsdesigner.tables.sheet import Row, Sheet

from .line import Misread, Setting, parse_line
from .typing import plain_line, quote

_ROLE = "role who owner responsible department lane by rolle wer verantwortlich rôle"
_STEP = "step steps task activity what action schritt aufgabe was tätigkeit étape"
_REMARK = "remark remarks note notes comment comments bemerkung hinweis kommentar remarque"
HEADS = {"role": _ROLE.split(), "step": _STEP.split(), "remark": _REMARK.split()}


def steps_text(sheet: Sheet) -> str | None:
    """The lines a table of steps says; None where no heading names a column of steps."""
    for at, row in enumerate(sheet.rows[:20]):
        found = _columns(row)
        if "step" in found:
            return _text(sheet.rows[at + 1 :], found)
    return None


def pasted_text(text: str) -> str:
    """Pasted text as lines: columns, which tabs divide, are role, step and remark; all else stays as it is."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or not all("\t" in line.strip() for line in lines):
        return text
    sheet = read_pasted(text)
    headed = steps_text(sheet)
    if headed is not None:
        return headed
    if sheet.width > 3:
        return text
    return _text(sheet.rows, {"role": 0, "step": 1, "remark": 2})


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(row.cells):
        title = " ".join(cell.split()).casefold().rstrip(":")
        for field, titles in HEADS.items():
            if title in titles and field not in found:
                found[field] = column
    return found


def _text(rows: tuple[Row, ...], columns: dict[str, int]) -> str:
    lines: list[str] = []
    deciding = False
    for row in rows:
        cells = {field: " ".join(row.cell(column).split()) for field, column in columns.items()}
        role, step, remark = (cells.get(field, "") for field in ("role", "step", "remark"))
        if step:
            lines.append(_with_role(step, f"@{_quoted(role)}: ", deciding) if role else step)
            deciding = deciding or step.endswith("?")
        elif role:
            lines.append(f"// {role}")
        if remark:
            lines.append(f"// {remark}")
    return "".join(f"{line}\n" for line in lines)


def _with_role(step: str, role: str, deciding: bool) -> str:
    """The role after what makes a branch of a line, else before all of it."""
    line = parse_line(plain_line(step), Setting(deciding))
    if line.plus:
        return f"+ {role}{step[1:].strip()}"
    if line.label is None:
        return f"{role}{step}"
    label, _, rest = step.partition(":")
    return f"{label}: {role}{rest.strip()}" if rest.strip() else step


def _quoted(role: str) -> str:
    try:
        plain = parse_line(plain_line(f"@{role}: x")).role == role
    except Misread:
        plain = False
    return role if plain else quote(role)
