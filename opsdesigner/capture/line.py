"""One line of the capture language taken apart: what it makes, who does it, under which label, with which tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import NamedTuple

from opsdesigner.edit.saying import ANSWERS
from opsdesigner.notation.durations import plain_number
from opsdesigner.notation.kinds import FLOW_NODES
from opsdesigner.notation.what_if import QUESTIONS

from .arrows import BRACKET, ENDING, ENDS, RESULTS, Target, arrow
from .prefixes import KEYWORDS, answer, dashed, prefix
from .tokens import Slip, without_tokens
from .typing import LONGEST, Typed, named, quoted

BLANK, PROCESS, NOTE, PROBLEM, IDEA = "blank", "process", "note", "problem", "idea"
STEP, JUMP, END, RESULT, LABEL, EXCEPTION = "step", "jump", "end", "result", "label", "exception"
MOST_LETTERS = 2_000  # of a line that is no note


class Misread(Exception):
    """A line that cannot be understood or carried out: where, and what to do about it."""

    def __init__(self, message: str, line: int = 0, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}" if self.line else self.message


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
    ending: str | None = None  # of a step: the name of the end it goes straight to
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
_KEYWORD = re.compile(rf"({'|'.join(KEYWORDS)})(?:\s*:\s*|\s+|$)")
_SHARE = re.compile(r"(.*\S)\s*(?:\((\d{1,3}(?:[.,]\d+)?)\s?%\)|(?<=\s)(\d{1,3}(?:[.,]\d+)?)\s?%)")
_NEVER = re.compile(r"never(?!\w)[\s,;:–—!.-]*|(?i:never)[\s!.]*$")
_KINDS = {kind.casefold(): kind for kind in FLOW_NODES}
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
    if len(text) > MOST_LETTERS:
        raise _misread(typed, f"a line has {MOST_LETTERS:,} letters at most; what is longer is a note: // and the text")
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
    _check_quotes(line, text)
    if re.match(r"[-–—](?![>\s–—-])", text) and (found := prefix(text[1:])):
        line, text = _labelled(replace(line, forced=True), found, text[1:])
    elif setting.deciding and not line.plus and (found := _answered(text, setting)):
        line, text = _labelled(line, found, text)
    sure = text[:1] == "@"
    if (found := prefix(text[1:] if sure else text) or _spoken(text, setting)) and (found[0] or sure):
        line, text = replace(line, role=found[0]), found[1]
    for what, name in (("branch label", line.label), ("role", line.role)):
        if name and len(name) > LONGEST:
            raise _misread(
                line.typed, f"a {what} has {LONGEST} letters at most; what stands before the colon is longer"
            )
    if line.role and not sure and line.label is None and line.role.casefold() in ANSWERS:
        raise _misread(line.typed, f"“{line.role}:” needs an open decision; end the line of the decision with a ?")
    return _done(line, text)


def _check_quotes(line: Line, text: str) -> None:
    if text[:1] in ('"', "“", "„", "«") and quoted(text) is None:
        raise _misread(line.typed, f"the mark {text[0]} is opened and not closed; close it after the name", text[0])


def _answered(text: str, setting: Setting) -> tuple[str, str] | None:
    """The label a line begins with while a decision is open, and the rest."""
    found = prefix(text)
    if found is None:
        return answer(text)
    role = setting.known(found[0]) or (setting.small and not is_small(found[0]))
    return found if found[0] and text[0] != "@" and not role else None


def _labelled(line: Line, found: tuple[str, str], text: str) -> tuple[Line, str]:
    """A line with its label, and the rest; a share in the label is that of the branch."""
    label, rest = found
    share = _SHARE.fullmatch(label) if quoted(text) is None else None
    if share and (share[2] or share[1].casefold() in ANSWERS):
        line, label = replace(line, portion=plain_number(share[2] or share[3])), share[1]
    return replace(line, label=label), rest


def _spoken(text: str, setting: Setting) -> tuple[str, str] | None:
    """A role that is known before a dash, or after an @ without a colon, and the rest."""
    if text[:1] != "@":
        return found if (found := dashed(text)) and setting.known(found[0]) else None
    words = text[1:].split()
    most = (count for count in range(min(len(words) - 1, 6), 0, -1) if setting.known(" ".join(words[:count])))
    return (" ".join(words[:count]), " ".join(words[count:])) if (count := next(most, 0)) else None


# what is done


def _done(line: Line, text: str) -> Line:
    """The rest of a line: a jump, an end, a result, or a step of some kind, with its tokens."""
    _check_quotes(line, text)
    line, text = _tokens(line, text.rstrip(" ,;") or text)
    name, target = arrow(text)
    if target is not None and target.kind == ENDING:
        line, name = _tokens(replace(line, ending=target.name), name)
        if not name:
            return replace(line, sort=END, kind="endEvent", name=target.name, ending=None)
    elif target is not None:
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
    if mark := RESULTS.match(name):
        result = named(name[mark.end() :])
        if not result:
            raise _misread(line.typed, "after => write what is promised: => Customer has the goods")
        return replace(line, sort=RESULT, kind="endEvent", name=result)
    return _kind(line, name)


def _tokens(line: Line, text: str) -> tuple[Line, str]:
    """Times, volume and share at the end of a text, taken off."""
    known = {"work": line.work, "wait": line.wait, "volume": line.volume, "portion": line.portion}
    try:
        rest = without_tokens(text, known)
    except Slip as slip:
        raise _misread(line.typed, slip.message, slip.token) from None
    return (replace(line, **known), rest) if rest != text else (line, text)  # type: ignore[arg-type]


def _kind(line: Line, text: str) -> Line:
    """A step of some kind: by brackets, a keyword, a question mark, or none."""
    if bracket := BRACKET.match(text):
        kind, words = _kind_of(line, bracket[1].split())
        return replace(line, kind=kind, words=words, exact=True, name=named(text[bracket.end() :]))
    if ending := ENDS.match(text):
        return replace(line, sort=END, kind="endEvent", name=named(text[ending.end() :]))
    if keyword := _KEYWORD.match(text):
        word, rest = keyword[1], text[keyword.end() :]
        if not rest:
            raise _misread(line.typed, f'after “{word}” say what for, or write "{word}" in quotation marks')
        sort = END if word == "end" else STEP
        return replace(line, sort=sort, kind="endEvent" if word == "end" else word, name=named(rest))
    found = quoted(text)
    if found and found[1] == len(text):
        return replace(line, name=found[0])
    if text.rstrip().endswith(("?", "？")):
        return replace(line, kind="exclusiveGateway", name="" if text in ("?", "？") else text)
    return replace(line, name=text)


def _kind_of(line: Line, words: list[str]) -> tuple[str, tuple[str, ...]]:
    """The kind that words in brackets name, in small letters and with blanks, too; and the words after it."""
    for count in (3, 2, 1):
        kind = _KINDS.get("".join(words[:count]).casefold(), "")
        if kind and kind != "boundaryEvent":
            return kind, tuple(words[count:])
    said = " ".join(words)
    like = get_close_matches(said.casefold(), _KINDS, 1)
    advice = (
        f"did you mean [{_KINDS[like[0]]}]?" if like else "write [task], [userTask], [subProcess] or another of BPMN's"
    )
    raise _misread(line.typed, f"[{said}] is no kind of step; {advice}", "[")


# exceptions


def _exception(line: Line, text: str) -> Line:
    """`! late: Tell customer`: the question, and what happens then."""
    line, example = replace(line, sort=EXCEPTION), "! late: Tell customer"
    if bracket := BRACKET.match(text):
        words = bracket[1].split()
        if words[0] != "boundaryEvent":
            raise _misread(line.typed, "only a [boundaryEvent] stands on a step", "[")
        line, text = replace(line, words=tuple(words[1:]), exact=True), text[bracket.end() :]
    found = prefix(text) or _asked(text)
    if found is None and (at := text.rfind(":")) == len(text) - 1 and at > 0:
        found = text[:at].strip(), ""
    if found is None:
        raise _misread(line.typed, f"after ! name the exception and what is done then: {example}")
    asked = found[0].casefold()
    asked = _ALIKE.get(asked, asked)
    line, text = replace(line, question=asked if asked in QUESTIONS and not line.exact else found[0]), found[1]
    if not line.question and not line.exact:
        raise _misread(line.typed, f"after ! name the exception: {example}")
    if (never := _NEVER.match(text)) and line.question in QUESTIONS:
        return replace(line, answer="never", name=named(text[never.end() :].strip()))
    if text.startswith("@") and prefix(text[1:]) is None and line.question in QUESTIONS:
        return replace(line, answer="deputy", name=named(text[1:].strip()))
    if not text:
        if not line.exact:
            raise _misread(line.typed, f"say what is done when it is {line.question}: {example}, or: never")
        return line
    inner = _prefixed(Line(line.typed), text, NOWHERE)
    if inner.sort not in (STEP, JUMP, END) or inner.label is not None:
        raise _misread(line.typed, f"say what is done then: {example}")
    return replace(line, path=inner)


def _asked(text: str) -> tuple[str, str] | None:
    """One of the questions at the start of a text, though no colon follows it, and the rest."""
    for question in (*QUESTIONS, *_ALIKE):
        if found := re.match(rf"{re.escape(question)}(?:\s*[,;–—-]\s*|\s+)(?=\S)", text, re.IGNORECASE):
            return question, text[found.end() :]
    return None
