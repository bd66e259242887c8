"""What a file may do to the program: open or be refused in one sentence, quickly, and change nothing else."""

from __future__ import annotations

import contextlib
import io
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from opsdesigner import cli
from opsdesigner.edit.draw import rename
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.model import Model, Node, Shape

PATIENCE = 10  # s of the processor for anything; a busy machine may take longer by the clock
SIZE = 100_000_000  # bytes of a file that is looked at
STUCK = 100  # s by the clock


class Hang(BaseException):
    """It took longer than anybody waits; no handler of the program takes it for its own."""


@contextlib.contextmanager
def patience(seconds: float = PATIENCE) -> Iterator[None]:
    """Raises Hang when what is done takes longer."""

    def late(number: int, frame: FrameType | None) -> None:
        raise Hang

    timers = ((signal.SIGPROF, signal.ITIMER_PROF, seconds), (signal.SIGALRM, signal.ITIMER_REAL, STUCK))
    before = [signal.signal(number, late) for number, _, _ in timers]
    for _, timer, length in timers:
        signal.setitimer(timer, length)
    try:
        yield
    finally:
        for (number, timer, _), handler in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


def command(*words: str) -> tuple[int, str, str]:
    """Runs a command in this process: exit code, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), patience():
        code = cli.run(cli.parse(list(words)))
    return code, out.getvalue(), err.getvalue()


def faults(what: Callable[[], object]) -> list[str]:
    """Runs it; what is wrong, in a line each."""
    try:
        with patience():
            what()
    except Refused as no:
        return [] if plain(str(no)) else [f"refused in more than a sentence: {str(no)[:200]!r}"]
    except Hang:
        return [f"took longer than {PATIENCE} s"]
    except AssertionError as error:
        return [f"not so: {str(error)[:200]}"]
    except Exception as error:
        return [f"{type(error).__name__}: {str(error)[:200]}"]
    return []


def plain(sentence: str) -> bool:
    """One sentence, of a length that is read."""
    return bool(sentence) and "\n" not in sentence.strip() and len(sentence) < 600 and "Traceback" not in sentence


def converted(source: Path, target: Path, *words: str) -> list[str]:
    """What is wrong with how a command reads this file and writes that one."""
    before = bytes_of(source)
    target.unlink(missing_ok=True)
    try:
        code, _, err = command(*(words or ("convert",)), str(source), str(target))
    except Hang:
        return [f"took longer than {PATIENCE} s"]
    wrong = []
    if code not in (0, 2):
        wrong.append(f"ends with {code}")
    if code == 2 and (target.exists() or not plain(err)):
        wrong.append(f"refused, but {err[:200]!r}, written: {target.exists()}")
    if "inside OpsDesigner" in err:
        wrong.append(err.strip()[:300])
    if bytes_of(source) != before:
        wrong.append("reading has changed the file")
    if code == 0 and not words and source.suffix == ".bpmn" and target.read_bytes() != before:
        wrong.append("untouched, but other bytes")
    return wrong


def bytes_of(path: Path) -> bytes:
    """What is in a file that somebody might have written."""
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size < SIZE else b""
    except (OSError, ValueError):
        return b""


def edited(data: bytes) -> None:
    """Opens the bytes, edits, saves, opens again: the same; saved again: the same bytes; undone: as it was."""
    source = bpmn.read(data)
    model = Model(source.records.values())
    assert bpmn.write(source, model.records) == data, "untouched, but other bytes"
    node = next((node for node in model.all(Node) if "ask" in node.kind), None)
    shape = next(model.all(Shape), None)
    if node is not None:
        rename(model, node.id, "Renamed & <moved>")
    if shape is not None:
        with model.change("Move"):
            model.update(shape.id, x=shape.x + 8)
    saved = bpmn.write(source, model.records)
    bpmn.verify(saved, model.records)
    again = bpmn.read(saved)
    assert bpmn.write(again, again.records) == saved, "saved again, but other bytes"
    while model.can_undo:
        model.undo()
    assert bpmn.write(source, model.records) == data, "undone, but other bytes"
