"""Text as people type and paste it, made plain: blanks, tabs, bullets, numbering, typographic quotes and arrows."""

from __future__ import annotations

import re
from typing import NamedTuple

TAB = 4  # blanks
MOST_LINES = 20_000  # of a text
LONGEST = 120  # letters of a role or a label; what is longer was no such thing

_BLANKS = str.maketrans(
    dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    )
)
_NOTHING = str.maketrans(
    dict.fromkeys("\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
LINES = re.compile(r"\r\n|[\n\r\v\f\u0085\u2028\u2029]")
_DOT = re.compile(  # also what the symbol fonts of Word leave: private letters, and letters before a tab
    r"[•‣⁃▪▫◦●○■□◆◇❖❑❒·∙§\uf020-\uf0ff►➢✓✔☐☑☒*]\s*(?=\S)|[-–—](?!>)\s+|[oOØüvqn]\t\s*"
)
_BOX = re.compile(r"\[[ xX]\]\s+")  # of Markdown
_NUMBER = re.compile(
    r"(?:\(?\d+(?:\.\d+)*[.)]\)?|\(?[a-zA-Z]\))(?:\s+|(?=[A-Za-z\"“]))|\d+(?:\.\d+)+\s+|\d+\t\s*"
    r"|\(?(?:[ivx]{1,5}|[IVX]{1,5})\)\s+|(?:[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})\.\t\s*"
    r"|(?i:step|schritt|[ée]tape|paso|passo|stap|steg|fase)\s\d{1,3}(?:\.\d{1,3})*\s?[.:)–-]\s+"
)
_DASHED = re.compile(r"[-–—](?=[^\s>:–—=-][^:]*$)")  # a dash without a blank and without a label after it
_RULE = re.compile(r"\s*[-–—=_*~.•·…]{3,}\s*")  # a line drawn between parts of a text: as good as an empty one
CLOSING = {'"': '"', "“": '”"', "„": '“”"', "«": "»", "»": "«", "”": '”"'}  # by what opens


class Typed(NamedTuple):
    """One line: its number from 1, how far it is indented, its text, and the column its text begins in, from 1."""

    number: int
    indent: int
    text: str
    column: int


def typed(text: str) -> list[Typed]:
    """All lines, the empty ones too; what indents them all indents none."""
    lines = [plain_line(raw, number) for number, raw in enumerate(LINES.split(text), 1)]
    least = min((line.indent for line in lines if line.text), default=0)
    return [line._replace(indent=line.indent - least if line.text else 0) for line in lines]


def plain_line(raw: str, number: int = 1) -> Typed:
    """One line, without what a list puts before it."""
    raw = _CONTROLS.sub(" ", raw.translate(_NOTHING).translate(_BLANKS))
    body = raw.lstrip(" \t")
    lead = raw[: len(raw) - len(body)]
    indent = 0
    for each in lead:
        indent += TAB - indent % TAB if each == "\t" else 1
    text = _without_bullet(body)
    column = len(lead) + len(body) - len(text) + 1
    return Typed(number, indent, "" if _RULE.fullmatch(text) else " ".join(text.split()), column)


def _without_bullet(text: str) -> str:
    for pattern in (_DOT, _BOX, _NUMBER, _DASHED):
        if (found := pattern.match(text)) and found.end() < len(text.rstrip()):
            rest = text[found.end() :]
            again = pattern in (_DOT, _BOX) and (_NUMBER.match(rest) or _BOX.match(rest))
            return _without_bullet(rest) if again else rest
    return text


def indented(lines: list[Typed]) -> bool:
    """Whether this text goes by indentation."""
    return any(line.indent for line in lines if line.text)


def quoted(text: str) -> tuple[str, int] | None:
    """The name in the quotation marks that a text begins with and where it goes on; None where there are none.

    Between straight marks two of them stand for one.
    """
    if text[:1] not in CLOSING:
        return None
    closing, found, at = CLOSING[text[0]], "", 1
    while at < len(text):
        if text[at] not in closing:
            found += text[at]
        elif text[at] == text[0] and text[at + 1 : at + 2] == text[0]:
            found, at = found + text[at], at + 1
        else:
            return found.strip(), at + 1
        at += 1
    return None


def named(text: str) -> str:
    """The name in quotation marks, where those are all of a text; else the text."""
    found = quoted(text)
    return found[0] if found and found[1] == len(text) else text


def quote(name: str) -> str:
    """A name in quotation marks, so that nothing in it counts."""
    return '"' + name.replace('"', '""') + '"'
