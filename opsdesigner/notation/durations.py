"""Times, rates and shares: as people write them (10m, 1h30m, 2 days, 200/day), as files keep them (PT10M, 200/P1D)."""

from __future__ import annotations

import re
from fractions import Fraction

DURATION = r"|P(\d+W|(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)"  # ISO 8601, as far as we write it; "" for unknown
RATE = r"|\d+(\.\d+)?(/P(1W|1D|1M|1Y|T1H))?"
SHARE = r"|\d{1,3}(\.\d+)?"

UNITS = {  # seconds, and how people call them
    1: ("s", "sec", "secs", "second", "seconds"),
    60: ("m", "min", "mins", "minute", "minutes"),
    3600: ("h", "hr", "hrs", "hour", "hours"),
    86400: ("d", "day", "days"),
    604800: ("w", "week", "weeks"),
}
_SECONDS = {word: seconds for seconds, words in UNITS.items() for word in words}
_PERIODS = {"h": "PT1H", "d": "P1D", "w": "P1W", "month": "P1M", "mo": "P1M", "y": "P1Y", "year": "P1Y"}
_SAID = {"PT1H": "hour", "P1D": "day", "P1W": "week", "P1M": "month", "P1Y": "year"}
_PERIOD_OF = {word: iso for iso, name in _SAID.items() for word in (name, name + "s")} | _PERIODS
_NUMBER = r"\d+(?:[.,]\d+)?"
_PART = re.compile(rf"({_NUMBER})\s*([a-z]+)\s*", re.IGNORECASE)
_ISO = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
MOST = 10**10  # seconds; what is longer is a slip


def duration_of(text: str) -> str:
    """A time as a file keeps it, from 10m, 1.5h, 1h30m or 2 days; "" where it is no time."""
    total, at = Fraction(0), 0
    text = text.strip()
    while found := _PART.match(text, at):
        seconds = _SECONDS.get(found[2].lower())
        if seconds is None:
            return ""
        total += Fraction(found[1].replace(",", ".")) * seconds
        at = found.end()
    return _iso(round(total)) if at == len(text) and 0 < total <= MOST else ""


def _iso(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24)
    if day and day % 7 == 0 and not (hour or minute or second):
        return f"P{day // 7}W"
    clock = "".join(f"{value}{unit}" for value, unit in ((hour, "H"), (minute, "M"), (second, "S")) if value)
    return f"P{f'{day}D' if day else ''}{f'T{clock}' if clock else ''}"


def duration_said(iso: str) -> str:
    """The short form of a time in a file (10m, 1h30m, 2d); "" where it is none that we write."""
    found = _ISO.fullmatch(iso)
    if found is None or not any(found.groups()):
        return ""
    return "".join(f"{int(value)}{unit}" for value, unit in zip(found.groups(), "wdhms", strict=True) if value)


def rate_of(text: str) -> str:
    """How many in which time as a file keeps it, from 200/day, 200 or 3/h; "" where it is none."""
    number, slash, period = text.strip().partition("/")
    if not re.fullmatch(_NUMBER, number.strip()):
        return ""
    iso = _PERIOD_OF.get(period.strip().lower(), "") if slash else ""
    return f"{plain_number(number)}{f'/{iso}' if slash else ''}" if iso or not slash else ""


def rate_said(kept: str) -> str:
    """The short form of a rate in a file: 200/day; "" where it is none that we write."""
    number, slash, period = kept.partition("/")
    if not re.fullmatch(_NUMBER, number) or (slash and period not in _SAID):
        return ""
    return f"{plain_number(number)}{f'/{_SAID[period]}' if slash else ''}"


def plain_number(text: str) -> str:
    """A number without needless noughts, with a point: 30, 33.3."""
    text = text.strip().replace(",", ".")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.lstrip("0") or "0" if not text.startswith(("0.", ".")) else text
