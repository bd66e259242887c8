"""When something was, as people say it: today 14:03, yesterday 17:40, 24 Nov, 09:12."""

from __future__ import annotations

from datetime import date, datetime

from .words import tr


def said(when: datetime, today: date | None = None) -> str:
    """A moment of local time; the year stands where it is another."""
    today = today or date.today()
    days = (today - when.date()).days
    if days == 0:
        return tr("today {}").format(f"{when:%H:%M}")
    if days == 1:
        return tr("yesterday {}").format(f"{when:%H:%M}")
    year = "" if when.year == today.year else f" {when.year}"
    return f"{when.day} {when:%b}{year}, {when:%H:%M}"
