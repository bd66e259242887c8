"""One line of the capture language taken apart: what it makes, who does it, under which label, with which tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from opsdesigner.notation.durations import duration_of, plain_number, rate_of
from opsdesigner.notation.kinds import FLOW_NODES

from .typing import LONGEST, Typed, quoted

QUESTIONS = ("late", "partial", "back order", "wrong", "missing", "away")  # of exceptions
KEYWORDS = ("when", "every", "wait", "send", "receive", "end")
BLANK, PROCESS, NOTE, PROBLEM, IDEA = "blank", "process", "note", "problem", "idea"
STEP, JUMP, END, RESULT, LABEL, EXCEPTION = "step", "jump", "end", "result", "label", "exception"
ANSWERS = ("yes", "no", "ja", "nein", "oui", "non", "si", "sí", "else", "otherwise", "sonst")  # labels, no roles


class Misread(Exception):
    """A line that cannot be understood or carried out: where, and what to do about it."""

    def __init__(self, message: str, line: int = 0, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}" if self.line else self.message


class Target(NamedTuple):
    """Where a path leads: the step of a name, or the so-manieth of a name or kind; "" and no kind for nowhere."""

    name: str
    kind: str = ""  # of what has no name
    nth: int = 0  # counted from the top; 0 for the nearest above, else the first below
    straight: bool = False  # into the step itself, without a merging gateway before it


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says. `exact` is what stands in brackets: nothing is added to it by itself."""

    typed: Typed
    sort: str = STEP
    plus: bool = False
    label: str | None = None
    forced: bool = False  # the label, by -label:
    role: str | None = None  # "" for nobody
    kind: str = "task"
    words: tuple[str, ...] = ()  # of the brackets, after the kind
    exact: bool = False
    question: str = ""  # of an exception; its name in the drawing, too
    answer: str = ""  # of an exception that leads nowhere: "never" or "deputy"
    path: Line | None = None  # of an exception, what is done then
    name: str = ""  # also the text of a note, the reason of an answer, the deputy
    target: Target | None = None
    work: str = ""
    wait: str = ""
    volume: str = ""
    portion: str = ""


class Setting(NamedTuple):
    """What decides whether a prefix is a label or a role: whether a decision is open, and which roles there are.

    `small` says that all open decisions have branches, whose labels are answers or begin small: then a new name in
    capitals is a role.
    """

    deciding: bool = False
    known: Callable[[str], bool] = lambda name: False
    small: bool = False


NOWHERE = Setting()
_BRACKET = re.compile(r"\[\s*([^\[\]]+?)\s*\]\s*")
_ARROW = re.compile(r"(?:^|(?<=\s)|(?<=[^\s-]))(?:-+>{1,2}|[–—]>{1,2}|[→⇒➔➜])\s*")
_QUOTED = re.compile(r'(?:^|(?<=[\s\]:>]))"(?:[^"]|"")*"(?=\s|$)')
_NTH = re.compile(r"\s+#(\d{1,6})$")
_TOKENS: tuple[tuple[str, re.Pattern[str], Callable[[str], str], str], ...] = (
    ("work", re.compile(r"(?:^|\s)~\s?(\d[\w.,]*(?:\s[a-z]+)?)$", re.I), duration_of, "~10m, ~2h or ~1d"),
    ("wait", re.compile(r"(?:^|\s)w(\d[\w.,]*)$", re.I), duration_of, "w30m, w2h or w1d"),
    ("volume", re.compile(r"(?:^|\s)[x×](\d[\d.,]*(?:/\w+)?)$", re.I), rate_of, "x200/day"),
    ("portion", re.compile(r"(?:^|\s)(\d{1,3}(?:[.,]\d+)?)\s?%$"), plain_number, "30%"),
)
_CERTAIN = ("work",)  # tokens that can be nothing else: a slip in them is told
_ALIKE = {"backorder": "back order", "back-order": "back order", "missing input": "missing"}


def parse_line(typed: Typed, setting: Setting = NOWHERE) -> Line:
    """What a line says. Raises Misread."""
    text = typed.text
    if not text:
        return Line(typed, BLANK)
    for mark, sort in (("//", NOTE), ("??", PROBLEM), ("!!", IDEA), ("#", PROCESS)):
        if text.startswith(mark):
            said = text.lstrip("#").strip() if mark == "#" else text[2:].strip()
            if not said and sort != PROCESS:
                raise _misread(typed, f"after {mark} write what is to be kept in mind")
            found = quoted(said)
            return Line(typed, sort, name=found[0] if found and found[1] == len(said) else said)
    line = Line(typed)
    if text[0] == "!":
        return _exception(line, text[1:].strip())
    if text[0] == "+":
        line, text = replace(line, plus=True), text[1:].strip()
        if not text:
            return replace(line, sort=LABEL)
    return _prefixed(line, text, setting)


def is_small(label: str) -> bool:
    """Whether a label is an answer, or begins with a letter that is no capital."""
    return label.casefold() in ANSWERS or not label[:1].isupper()


def _misread(typed: Typed, message: str, text: str = "") -> Misread:
    at = typed.text.find(text) if text else 0
    return Misread(message, typed.number, typed.column + max(at, 0))


# prefixes


def _prefixed(line: Line, text: str, setting: Setting) -> Line:
    """Label and role taken off, then what is done."""
    if re.match(r"[-–—](?![>\s–—-])", text) and (found := _prefix(text[1:])):
        line, text = replace(line, label=found[0], forced=True), found[1]
    elif (
        text[0] != "@"
        and setting.deciding
        and not line.plus
        and (found := _prefix(text))
        and found[0]
        and not setting.known(found[0])
        and (not setting.small or is_small(found[0]))
    ):
        line, text = replace(line, label=found[0]), found[1]
    sure = text[:1] == "@"
    if (found := _prefix(text[1:] if sure else text)) and (found[0] or sure):
        line, text = replace(line, role=found[0]), found[1]
    for what, name in (("branch label", line.label), ("role", line.role)):
        if name and len(name) > LONGEST:
            raise _misread(
                line.typed, f"a {what} has {LONGEST} letters at most; what stands before the colon is longer"
            )
    if line.role and not sure and line.label is None and line.role.casefold() in ANSWERS:
        raise _misread(line.typed, f"“{line.role}:” needs an open decision; end the line of the decision with a ?")
    return _done(line, text)


def _prefix(text: str) -> tuple[str, str] | None:
    """What stands before the first colon, and the rest; None where there is no such thing."""
    if found := quoted(text):
        rest = text[found[1] :]
        return (found[0], rest[1:].strip()) if rest[:1] == ":" and rest[1:2] in ("", " ") else None
    for at in (match.start() for match in re.finditer(":", _masked(text))):
        before, after = text[:at].strip(), text[at + 1 :]
        if before.isdigit() or before in KEYWORDS or before[:1] == "[" or _ARROW.search(before):
            return None
        if after[:1] in ("", " "):
            return before, after.strip()
        if re.fullmatch(r"[^\W\d][\w.&/-]*", before) and re.match(r"[^\W\d_]|[\"“„]|->|=>", after):
            return before, after.strip()  # a missing blank
    return None


# what is done


def _done(line: Line, text: str) -> Line:
    """The rest of a line: a jump, an end, a result, or a step of some kind, with its tokens."""
    line, text = _tokens(line, text)
    name, target = _arrow(line, text)
    if target is not None:
        line, name = _tokens(replace(line, target=target), name)
        if not name:
            return replace(line, sort=JUMP)
    if not name:
        if line.label is None:
            raise _misread(
                line.typed,
                f"say what {line.role} does: {line.role}: Check order"
                if line.role
                else "say what is done before what it takes",
            )
        return replace(line, sort=LABEL)
    if name.startswith("=>"):
        result = _name(name[2:].strip())
        if not result:
            raise _misread(line.typed, "after => write what is promised: => Customer has the goods")
        return replace(line, sort=RESULT, kind="endEvent", name=result)
    return _kind(line, name)


def _tokens(line: Line, text: str) -> tuple[Line, str]:
    """Times, volume and share at the end of a text, taken off."""
    more = True
    while more:
        more = False
        for field, pattern, read, example in _TOKENS:
            if not (found := pattern.search(text)) or (value := read(found[1])) == "":
                if found and field in _CERTAIN:
                    raise _misread(
                        line.typed, f"“{found[0].strip()}” is not understood; write {example}", found[0].strip()
                    )
                continue
            if getattr(line, field):
                raise _misread(line.typed, f"“{found[0].strip()}” is said twice", found[0].strip())
            line = replace(line, **{field: value})  # type: ignore[arg-type]
            text, more = text[: found.start()].rstrip(), True
    return line, text


def _arrow(line: Line, text: str) -> tuple[str, Target | None]:
    """What stands before an arrow, and where the arrow leads."""
    start = found[1] if (found := quoted(text)) else 0
    masked = _masked(text)
    if text.startswith("=>") or not (arrow := _ARROW.search(masked, start)):
        return text, None
    before, after = text[: arrow.start()].rstrip(), text[arrow.end() :].strip()
    straight = arrow[0].strip().endswith(">>")
    kind, nth = "", 0
    if number := _NTH.search(after):
        after, nth = after[: number.start()], int(number[1])
    if (bracket := _BRACKET.fullmatch(after)) and bracket[1] in FLOW_NODES:
        return before, Target("", bracket[1], max(nth, 1), straight)
    return before, Target(_name(after), kind, nth, straight)


def _masked(text: str) -> str:
    """A text in which nothing between quotation marks counts."""
    return _QUOTED.sub(lambda match: "x" * len(match[0]), text)


def _name(text: str) -> str:
    found = quoted(text)
    return found[0] if found and found[1] == len(text) else text


def _kind(line: Line, text: str) -> Line:
    """A step of some kind: by brackets, a keyword, a question mark, or none."""
    if bracket := _BRACKET.match(text):
        words = bracket[1].split()
        if words[0] not in FLOW_NODES or words[0] == "boundaryEvent":
            known = next((kind for kind in FLOW_NODES if kind.casefold() == words[0].casefold()), "")
            raise _misread(
                line.typed,
                f"[{words[0]}] is no kind of step"
                + (
                    f"; did you mean [{known}]?"
                    if known
                    else "; write [task], [userTask], [subProcess] or another of BPMN's names"
                ),
                "[",
            )
        name = _name(text[bracket.end() :])
        return replace(line, kind=words[0], words=tuple(words[1:]), exact=True, name=name)
    word, _, rest = text.partition(" ")
    if text == "end" or word in ("end", "end:") or text.startswith("end:"):
        return replace(line, sort=END, kind="endEvent", name=_name(text[3:].lstrip(":").strip()))
    if word in KEYWORDS:
        if not rest:
            raise _misread(line.typed, f'after “{word}” say what for, or write "{word}" in quotation marks')
        return replace(line, kind=word, name=_name(rest))
    found = quoted(text)
    if found and found[1] == len(text):
        return replace(line, name=found[0])
    if text.rstrip().endswith(("?", "？")):
        return replace(line, kind="exclusiveGateway", name="" if text in ("?", "？") else text)
    return replace(line, name=text)


# exceptions


def _exception(line: Line, text: str) -> Line:
    """`! late: Tell customer`: the question, and what happens then."""
    line, example = replace(line, sort=EXCEPTION), "! late: Tell customer"
    if bracket := _BRACKET.match(text):
        words = bracket[1].split()
        if words[0] != "boundaryEvent":
            raise _misread(line.typed, "only a [boundaryEvent] stands on a step", "[")
        line, text = replace(line, words=tuple(words[1:]), exact=True), text[bracket.end() :]
    found = _prefix(text)
    if found is None and (at := text.rfind(":")) == len(text) - 1 and at > 0:
        found = text[:at].strip(), ""
    if found is None:
        raise _misread(line.typed, f"after ! name the exception and what is done then: {example}")
    asked = found[0].casefold()
    asked = _ALIKE.get(asked, asked)
    line, text = replace(line, question=asked if asked in QUESTIONS and not line.exact else found[0]), found[1]
    if not line.question and not line.exact:
        raise _misread(line.typed, f"after ! name the exception: {example}")
    if re.match(r"never(?![\w])", text) and line.question in QUESTIONS:
        return replace(line, answer="never", name=text[5:].strip(" ,;:–—-"))
    if text.startswith("@") and _prefix(text[1:]) is None and line.question in QUESTIONS:
        return replace(line, answer="deputy", name=_name(text[1:].strip()))
    if not text:
        if not line.exact:
            raise _misread(line.typed, f"say what is done when it is {line.question}: {example}, or: never")
        return line
    inner = _prefixed(Line(line.typed), text, NOWHERE)
    if inner.sort not in (STEP, JUMP, END) or inner.label is not None:
        raise _misread(line.typed, f"say what is done then: {example}")
    return replace(line, path=inner)
