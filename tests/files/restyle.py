"""A file as another tool would have written it: the same document in other encodings, prefixes, spacing, company."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from opsdesigner.files.charset import decode

TOKEN = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>|[^<]+", re.DOTALL
)
ATTRIBUTE = re.compile(r"(\s+)([^\s/>=]+)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
Style = Callable[[str], bytes]


def restyled(data: bytes, style: str) -> bytes:
    """The file in another style; as it is where that cannot be told apart or written so."""
    text = re.sub(r"^(<\?xml[^>]*?)\s+encoding=(\"[^\"]*\"|'[^']*')", r"\1", decode(data).utf8.decode())
    return STYLES[style](text)


def _declared(text: str, encoding: str) -> str:
    body = re.sub(r"^<\?xml[^>]*\?>", "", text)
    return f'<?xml version="1.0" encoding="{encoding}"?>{body}'


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def _is_tag(token: str) -> bool:
    return token[:1] == "<" and token[:2] not in ("<!", "<?")


def _tags(text: str, change: Callable[[str], str]) -> str:
    return "".join(change(token) if _is_tag(token) else token for token in _tokens(text))


def _after_tags(text: str, aside: str) -> Iterator[str]:
    """An aside behind every tag but the last."""
    tokens = _tokens(text)
    last = max(at for at, token in enumerate(tokens) if _is_tag(token))
    for at, token in enumerate(tokens):
        yield token + aside if _is_tag(token) and at < last else token


def _single_quotes(tag: str) -> str:
    def turned(found: re.Match[str]) -> str:
        value = found[4]
        return f"{found[1]}{found[2]}{found[3]}'{value[1:-1]}'" if "'" not in value else found[0]

    return ATTRIBUTE.sub(turned, tag)


def _sections(text: str) -> str:
    def section(token: str) -> str:
        plain = unescape(token)
        return token if token[:1] == "<" or not token.strip() or "]]>" in plain else f"<![CDATA[{plain}]]>"

    return "".join(map(section, _tokens(text)))


def _prefixed(text: str, prefix: str) -> str:
    """BPMN under another prefix; as it is where several are used for it."""
    found = re.search(rf"xmlns(?::([\w.\-]+))?=[\"']{re.escape(MODEL)}[\"']", text)
    if not found or text.count(MODEL) > 1 + text.count(f"{MODEL} ") or (not prefix and "xmlns=" in text):
        return text
    old, new = found[1] or "", prefix
    if not old and text.count("xmlns=") > 1:
        return text
    before, after = (f"{old}:" if old else ""), (f"{new}:" if new else "")

    def renamed(tag: str) -> str:
        tag = re.sub(rf"^(</?){before}(?=[^:\s/>]+[\s/>])", rf"\1{after}", tag)
        tag = tag.replace(f"xmlns:{old}=" if old else "xmlns=", f"xmlns:{new}=" if new else "xmlns=")
        return re.sub(rf"(xsi:type=[\"']){before}(?=t[A-Z])", rf"\1{after}", tag)

    return _tags(text, renamed)


def _in_company(text: str) -> str:
    """An attribute of somebody else's in every tag, an element of theirs inside every element."""
    first = True

    def joined(tag: str) -> str:
        nonlocal first
        if tag.startswith("</"):
            return tag
        bound, first = (' xmlns:acme="urn:acme:1"' if first else ""), False
        tag = re.sub(r"\s*(/?>)$", rf"{bound} acme:own='a&amp;b'\1", tag)
        return tag if tag.endswith("/>") else tag + "<acme:meta k='v'>text<acme:in id='In_1' default='x'/></acme:meta>"

    return _tags(text, joined)


STYLES: dict[str, Style] = {
    "CRLF": lambda text: re.sub("\r?\n", "\r\n", text).encode(),
    "UTF-16": lambda text: _declared(text, "UTF-16").encode("utf-16"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + _declared(text, "UTF-16").encode("utf-16-be"),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "ISO-8859-1": lambda text: _declared(text, "ISO-8859-1").encode("latin-1", "xmlcharrefreplace"),
    "windows-1252": lambda text: _declared(text, "windows-1252").encode("cp1252", "xmlcharrefreplace"),
    "single quotes": lambda text: _tags(text, _single_quotes).encode(),
    "an attribute a line": lambda text: _tags(text, lambda tag: ATTRIBUTE.sub("\n        \\2 =\n  \\4", tag)).encode(),
    "tabs": lambda text: re.sub("(?m)^ +", lambda found: "\t" * (len(found[0]) // 2), text).encode(),
    "one line": lambda text: "".join(token for token in _tokens(text) if token.strip()).encode(),
    "wide": lambda text: text.replace("\n", "\n\n   ").encode(),
    "comments": lambda text: "".join(_after_tags(text, "<!-- <x a='1'> & -->")).encode(),
    "instructions": lambda text: "".join(_after_tags(text, "<?tool do <it>?>")).encode(),
    "sections": lambda text: _sections(text).encode(),
    "odd prefix": lambda text: _prefixed(text, "x-1.é_y").encode(),
    "default namespace": lambda text: _prefixed(text, "").encode(),
    "foreign content": lambda text: _in_company(text).encode(),
}
