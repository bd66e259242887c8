"""Tables of steps as lines of the capture language: who, what and remarks, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from opsdesigner.tables.sheet import Row, Sheet

from .columns import REMARK, ROLE, STEP, Columns
from .line import EXCEPTION, Misread, Setting, parse_line
from .typing import plain_line, quote

SAID = ("#", "//", "??", "!!")  # lines that nobody does


class Told(NamedTuple):
    """The lines a table says, and the number of the row that each came from."""

    lines: tuple[str, ...]
    rows: tuple[int, ...]

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


def told(sheet: Sheet, columns: Columns) -> Told:
    """The lines of the rows below the heading.

    A role goes on being meant in rows that name none, as in merged cells. What has neither a role nor a step before it
    to belong to is kept as a problem.
    """
    found: list[tuple[str, int]] = []
    telling = _Telling(columns)
    for row in sheet.rows[columns.header + 1 :]:
        found += [(line, row.number) for line in telling.lines(row)]
    found += [(line, found[-1][1] if found else 1) for line in telling.rest()]
    return Told(tuple(line for line, _ in found), tuple(number for _, number in found))


class _Telling:
    """What has been said so far: whether there was a decision or a step, which role waits for one."""

    def __init__(self, columns: Columns) -> None:
        self.fields = [(field, at) for at, field in enumerate(columns.fields) if field]
        self.deciding = self.begun = False
        self.role = ""  # of a row of its own, above the steps it is meant for

    def lines(self, row: Row) -> Iterator[str]:
        cells = [(field, " ".join(row.cell(at).split())) for field, at in self.fields]
        role = next((text for field, text in cells if field == ROLE), "").rstrip(" :")
        step = plain_line(next((text for field, text in cells if field == STEP), "")).text
        if step.startswith(SAID):
            yield step
            self.role = role or self.role  # for the next step
        elif step:
            role, self.role = role or self.role, "" if not role else self.role
            yield from self.rest()
            yield _with_role(step, role, self.deciding) if role else step
            self.deciding, self.begun = self.deciding or step.endswith("?"), True
        elif role:
            yield from self.rest()
            self.role = role
        for field, text in cells:
            if field == REMARK and text:
                yield f"{self._mark} {text}"

    def rest(self) -> Iterator[str]:
        """A role that no step came for was a heading; it is kept all the same."""
        if self.role:
            yield f"{self._mark} {self.role}"
            self.role = ""

    @property
    def _mark(self) -> str:
        return "//" if self.begun else "??"


def _with_role(step: str, name: str, deciding: bool) -> str:
    """The role after what makes a branch or an exception of a line, else before all of it."""
    role = f"@{_quoted(name)}: "
    try:
        line = parse_line(plain_line(step), Setting(deciding))
    except Misread:
        return f"{role}{step}"  # it is told when it is read
    if line.plus:
        return f"+ {role}{step[1:].strip()}"
    if line.sort == EXCEPTION and line.path is None:
        return step  # it does not happen, or somebody else sees to it
    before, _, rest = step.partition(":")
    if line.sort == EXCEPTION or line.label is not None:
        inner = line.path or line
        return f"{before}: {role}{rest.strip()}" if rest.strip() and inner.role is None else step
    said = line.role is not None and line.role.casefold() == name.casefold()
    return step if said else f"{role}{step}"


def _quoted(role: str) -> str:
    try:
        plain = parse_line(plain_line(f"@{role}: x")).role == role
    except Misread:
        plain = False
    return role if plain else quote(role)
