"""How much room a name takes, near enough, where no font can be asked."""

from __future__ import annotations

from functools import lru_cache

from opsdesigner.notation.theme import OUTER_LABEL

from .graph import Size

WIDEST, MOST_LINES = 112.0, 8
SPARE = 1.06  # a little more, for fonts that run wider
THIN, BROAD = "iljtfrI.,:;'!|()[]/ ", "mwMW@%&"
EM = {"thin": 0.3, "broad": 0.88, "capital": 0.68, "usual": 0.56, "square": 1.0}


def width_of(text: str) -> float:
    """Of one line, in px."""
    return OUTER_LABEL[0] * SPARE * sum(map(_em, text))


def _em(letter: str) -> float:
    if letter in THIN:
        return EM["thin"]
    if ord(letter) > 0x2E7F:  # one square each, as in Chinese and Japanese
        return EM["square"]
    return EM["broad" if letter in BROAD else "capital" if letter.isupper() else "usual"]


@lru_cache(maxsize=4096)
def room_for(name: str, widest: float = WIDEST) -> Size:
    """Width and height of a name in as few lines as fit, these as even as can be."""
    lines = [_wrapped(line.split(), widest) for line in name.split("\n")]
    count = sum(map(len, lines))
    width = max((width_of(line) for block in lines for line in block), default=0.0)
    if count > 1:
        narrow = widest
        while narrow > width / 2:
            narrow -= 8.0
            tried = [_wrapped(line.split(), narrow) for line in name.split("\n")]
            wide = max(width_of(line) for block in tried for line in block)
            if sum(map(len, tried)) > count or wide > narrow:
                break
            width = wide
    return min(width, widest) + 2.0, min(count, MOST_LINES) * float(OUTER_LABEL[1])


def _wrapped(words: list[str], widest: float) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer) > widest:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def narrow_room(name: str, widest: float) -> Size:
    """The same in less width, unless that takes more than three lines."""
    room = room_for(name, widest)
    return room if room[1] <= 3 * OUTER_LABEL[1] else room_for(name)
