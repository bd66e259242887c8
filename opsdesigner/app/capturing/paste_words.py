"""What a pasted text is said to be: how much of what, whose, after which step, and what is not understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from opsdesigner.capture.pasted import Pasted

from ..words import one_line, tr

if TYPE_CHECKING:
    from opsdesigner.capture.understanding import Understood, Wrong

FEW = 3  # new roles that are named; of more it is said how many they are
NAME, TITLE = 28, 18  # letters of a name; of what stands above a column
MOST = 200  # lines that are listed as not understood
_COUNTS = (
    ("steps", "1 step", "{} steps"),
    ("decisions", "1 decision", "{} decisions"),
    ("parallel", "1 fork", "{} forks"),
    ("events", "1 event", "{} events"),
    ("ends", "1 end", "{} ends"),
    ("exceptions", "1 exception", "{} exceptions"),
    ("results", "1 result", "{} results"),
    ("notes", "1 note", "{} notes"),
    ("problems", "1 problem or idea", "{} problems and ideas"),
)
_NAMES = {"role": "Role", "step": "Step", "remark": "Remark", "": "Not used"}


def counted(count: int, one: str, many: str) -> str:
    return tr(one) if count == 1 else tr(many).format(f"{count:,}")


def summary(found: Understood) -> str:
    """One sentence: "14 steps, 3 roles (2 new: Bakery, Shop), 2 decisions, after “Check order”."."""
    parts = [counted(n, one, many) for name, one, many in _COUNTS if (n := getattr(found, name))]
    if found.roles:
        parts.insert(bool(found.steps), _roles(found))
    if found.processes:
        names = ", ".join(one_line(name, NAME) or tr("without a name") for name in found.processes[:FEW])
        parts.append(f"{counted(len(found.processes), '1 process', '{} processes')} ({names})")
    if not parts:
        return tr("There is nothing in it.")
    after = tr("after “{}”").format(one_line(found.after, NAME)) if found.after else ""
    return ", ".join(filter(None, (*parts, after))) + "."


def _roles(found: Understood) -> str:
    said, new = counted(len(found.roles), "1 role", "{} roles"), found.new_roles
    if not new:
        return said
    names = ", ".join(one_line(name, NAME) for name in new)
    if len(new) > FEW:
        return f"{said} ({tr('{} new').format(len(new))})"
    if len(new) == len(found.roles):
        return f"{said} ({tr('new: {}').format(names)})"
    return f"{said} ({tr('{} new: {}').format(len(new), names)})"


def wrong_head(found: Understood) -> str:
    """How many lines are not understood, and what to do about them."""
    count = len({each.line for each in found.wrong})
    if not count:
        return ""
    many = counted(count, "1 line is not understood.", "{} lines are not understood.")
    return f"{many} {tr('Put it right here, or keep it as a problem.' if count == 1 else _PUT_RIGHT)}"


_PUT_RIGHT = "Put them right here, or keep them as problems."


def wrong_lines(wrong: Sequence[Wrong], rows: Sequence[int]) -> list[str]:
    """Each line that is not understood: number and column, text, reason. `rows` are those of a table, by line."""
    return [_wrong(each, rows) for each in wrong[:MOST]]


def _wrong(each: Wrong, rows: Sequence[int]) -> str:
    where = tr("Line {}, column {}").format(each.line, each.column)
    if 0 < each.line <= len(rows):
        where = tr("Row {}").format(rows[each.line - 1])
    why = f"{each.why[:1].upper()}{each.why[1:]}"
    why = why if why.endswith((".", "?")) else f"{why}."
    return f"{where}: “{one_line(each.text, NAME)}”\n{why}" if each.text else f"{where}: {why}"


def columns_words(source: Pasted) -> list[str]:
    """What each column of a table is taken for: "Who: Role"; none for lines."""
    sheet, columns = source.sheet, source.columns
    if sheet is None or columns is None:
        return []
    titles = (one_line(columns.title(sheet, at), TITLE) for at in range(len(columns.fields)))
    return [f"{title}: {tr(_NAMES[field])}" for title, field in zip(titles, columns.fields, strict=True)]
