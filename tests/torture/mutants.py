"""Good files with something spoiled at random, again and again: `python -m tests.torture.mutants 100000`.

Each opens and is the same bytes again, or is refused in a sentence; what is edited in it, saved and read is a fixpoint.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from opsdesigner import places

from .hostile import ELSEWHERE, GOOD, TEXTS, VALUES
from .probing import command, converted, edited, faults, plain

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
LARGEST = 60_000  # bytes of a file that is spoiled
MEMORY = 1024  # MiB, for all of it
COMMANDS = 25  # the share of mutants that the commands read as well: one in so many
NUMBER = re.compile(rb'(?<=")-?[0-9.]+(?=")')
VALUE = re.compile(rb'(?<==")[^"<>]*(?=")')
TAG = re.compile(rb"<[^>]*>")
ELEMENT = re.compile(rb"<(\w+(?::\w+)?)\b[^>]*(?:/>|>[^<]*</\1>)")
Mutation = Callable[[bytes, Random], bytes]


def originals() -> list[bytes]:
    """Our own samples and templates, the good file of the hostile ones, real files where they are at hand."""
    found = [GOOD.encode()]
    for folder in (places.samples(), places.resources() / "templates", CORPUS):
        found += [data for path in sorted(folder.rglob("*.bpmn")) if len(data := path.read_bytes()) <= LARGEST]
    return found


def mutant(files: list[bytes], chance: Random) -> bytes:
    """One of the files, spoiled in one to four places."""
    data = chance.choice(files)
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(MUTATIONS)(data, chance)
    return data


def span(data: bytes, chance: Random, longest: int = 400) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, longest))


def some(pattern: re.Pattern[bytes], data: bytes, chance: Random) -> tuple[int, int]:
    """Where one of the pattern's places is."""
    found = [match.span() for match in pattern.finditer(data)]
    return chance.choice(found) if found else span(data, chance)


def replaced(data: bytes, place: tuple[int, int], by: bytes) -> bytes:
    return data[: place[0]] + by + data[place[1] :]


def flipped(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) or 1)
    return replaced(data, (at, at + 1), bytes([chance.randrange(256)]))


def left_out(data: bytes, chance: Random) -> bytes:
    return replaced(data, span(data, chance), b"")


def doubled(data: bytes, chance: Random) -> bytes:
    start, end = some(chance.choice((ELEMENT, TAG)), data, chance)
    return replaced(data, (end, end), data[start:end])


def taken_out(data: bytes, chance: Random) -> bytes:
    return replaced(data, some(chance.choice((ELEMENT, ELEMENT, TAG)), data, chance), b"")


def moved(data: bytes, chance: Random) -> bytes:
    start, end = some(ELEMENT, data, chance)
    rest, piece = replaced(data, (start, end), b""), data[start:end]
    at = some(TAG, rest, chance)[1]
    return replaced(rest, (at, at), piece)


def other_value(data: bytes, chance: Random) -> bytes:
    """One value where another stands: ids lead elsewhere, are there twice, or are of another kind."""
    start, end = some(VALUE, data, chance)
    return replaced(data, some(VALUE, data, chance), data[start:end])


def odd_value(data: bytes, chance: Random) -> bytes:
    text = chance.choice([*ELSEWHERE.values(), *(text for text in TEXTS.values() if len(text) < 500)])
    return replaced(data, some(VALUE, data, chance), text.encode())


def odd_number(data: bytes, chance: Random) -> bytes:
    return replaced(data, some(NUMBER, data, chance), chance.choice(VALUES).encode())


def other_tag(data: bytes, chance: Random) -> bytes:
    """An element under the name of another, at both its ends."""
    start, end = some(ELEMENT, data, chance)
    names = sorted(set(re.findall(rb"<([\w:]+)", data)))
    name = re.match(rb"<([\w:]+)", data[start:end])
    if not names or name is None:
        return data
    new = chance.choice(names)
    return replaced(data, (start, end), re.sub(rb"(</?)" + re.escape(name[1]) + rb"\b", rb"\1" + new, data[start:end]))


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def zeroed(data: bytes, chance: Random) -> bytes:
    start, end = span(data, chance, 4096)
    return replaced(data, (start, end), bytes(end - start))


def swapped(data: bytes, chance: Random) -> bytes:
    first, second = sorted((span(data, chance, 60), span(data, chance, 60)))
    if first[1] > second[0]:
        return data
    return (
        data[: first[0]] + data[slice(*second)] + data[first[1] : second[0]] + data[slice(*first)] + data[second[1] :]
    )


MUTATIONS: tuple[Mutation, ...] = (
    flipped, left_out, doubled, doubled, taken_out, taken_out, moved, moved, other_value, other_value, other_value,
    odd_value, odd_number, odd_number, other_tag, other_tag, cut, zeroed, swapped,
)  # fmt: skip


def wrong(data: bytes, deep: bool, folder: Path) -> list[str]:
    """What the program does wrong with these bytes."""
    found = faults(lambda: edited(data))
    if deep:
        path = folder / "in.bpmn"
        path.write_bytes(data)
        found += converted(path, folder / "out.bpmn") + converted(path, folder / "out.bpmn", "layout")
        for words in (("check",), ("outline",), ("dump",)):
            code, _, err = command(*words, str(path))
            if code not in (0, 2) or "inside OpsDesigner" in err or (code and not plain(err)):
                found.append(f"{words[0]} ends with {code}: {err[:200]}")
    return found


def main(arguments: list[str]) -> int:
    """Spoils so many files; prints what was wrong, each with the seed that makes it again."""
    count, first = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 0
    files, bad = originals(), 0
    with tempfile.TemporaryDirectory() as name:
        for seed in range(first, first + count):
            for fault in wrong(mutant(files, Random(seed)), seed % COMMANDS == 0, Path(name)):
                bad += 1
                print(f"mutant {seed}: {fault}", flush=True)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count} mutants of {len(files)} files, {bad} faults, {used} MiB at most")
    return 1 if bad or used > MEMORY else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
