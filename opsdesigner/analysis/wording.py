"""How answers speak: names in quotes, lists that end in "and", numbers and dates as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from opsdesigner.model import Id, Link, Model, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import kind_of

LONGEST = 48  # letters of a name within a sentence
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def called(model: Model, id: Id, quoted: bool = False) -> str:
    """A name in one line, in quotes where it is that of a step; without one what it is: "a user step"."""
    name = " ".join(title(model, id).split())
    if not name:
        record = model.records.get(id)
        label = kind_of(record.kind).label if isinstance(record, Node | Link) else "element"
        return f"{'an' if label[0].upper() in 'AEIO' else 'a'} {label.lower()} without a name"
    shown = name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
    return f"“{shown}”" if quoted else shown


def listed(names: Sequence[str], most: int) -> str:
    """Some names as they are said: "Anna, Ben and 3 more"."""
    shown = [name or "one without a name" for name in names[:most]]
    if len(names) > most:
        return f"{', '.join(shown)} and {number_of(len(names) - most)} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


def number_of(number: int) -> str:
    """A number with its thousands apart."""
    return f"{number:,}"


def since(text: str, today: date | None = None) -> str:
    """When something began, after a blank: " since May", with the year where that is another; "" for none."""
    if not text.strip():
        return ""
    try:
        day = date.fromisoformat(text.strip() if len(text.strip()) > 7 else f"{text.strip()}-01")
    except ValueError:
        return f" since {' '.join(text.split())}"
    month = MONTHS[day.month - 1]
    return f" since {month}" if day.year == (today or date.today()).year else f" since {month} {day.year}"
