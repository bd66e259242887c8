"""Pictures made by a process of their own: the window is not held up meanwhile, and one can be stopped at any moment.

What draws holds Python's lock for long: a thread would leave the window standing. The other process gets the records
through a pipe and gives back the bytes; files are written here.
"""

from __future__ import annotations

import gc
import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, NamedTuple

from opsdesigner.model import Id, Model, Record
from opsdesigner.model.records import RECORDS

from ..marks.roles import LaneColours, colour_as, colours_of
from .making import AS_IT_IS, Made, Wish, application, pdf_of, picture_of

ROOT = Path(__file__).resolve().parents[3]  # where the package lies
BATCH = 200  # records packed at a time: packing cannot be interrupted
MODEST = 5  # how much it steps back for others
# On Windows: no console window, and less weight than the window has.
FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


class Stopped(Exception):
    """Nobody wants the picture any more."""


class Order(NamedTuple):
    """What shall be drawn; the records follow."""

    diagrams: Sequence[Id]
    ending: str
    title: str
    wish: Wish
    colours: LaneColours | None


class Errand:
    """One picture, or a PDF of several diagrams, on its way; made of the model as it is when it is sent."""

    def __init__(
        self, model: Model, diagrams: Sequence[Id], ending: str, wish: Wish = AS_IT_IS, title: str = ""
    ) -> None:
        self._order = Order(list(diagrams), ending, title, wish, colours_of(model))
        self._records = list(model.records.values())
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._lock = Lock()

    def stop(self) -> None:
        """May be called from any thread and at any time."""
        with self._lock:
            self._stopped = True
            if self._child is not None:
                self._child.kill()

    def fetch(self) -> Made:
        """Waits for the picture, in any thread. Raises Stopped, OSError, or RuntimeError with the reason."""
        with self._lock:
            if self._stopped:
                raise Stopped
            self._child = _start()
        with self._child as child:
            told, why = child.communicate(packed(self._order, self._records))
        if self._stopped:
            raise Stopped
        if child.returncode:
            raise RuntimeError((why.decode(errors="replace").strip().splitlines() or ["it ended"])[-1])
        note, _, data = told.partition(b"\n")
        return Made(data, note.decode())


def _start() -> subprocess.Popen[bytes]:
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))}
    if sys.platform not in ("win32", "darwin"):
        surroundings["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-c", f"from {__name__} import main; main()"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=surroundings, creationflags=FLAGS)


# what goes through the pipe


def _taken_apart(cls: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    values = attrgetter(*(field.name for field in fields(cls)))
    return lambda record: (cls, values(record))


class _Packer(pickle.Pickler):
    """Records as their values: by the default they take four times as long."""

    dispatch_table = {cls: _taken_apart(cls) for cls in RECORDS.values()}


def packed(order: Order, records: Sequence[Record]) -> bytes:
    """An order and its records, a batch after the other."""
    buffer = io.BytesIO()
    for piece in (order, *(records[at : at + BATCH] for at in range(0, len(records), BATCH)), ()):
        _Packer(buffer, pickle.HIGHEST_PROTOCOL).dump(piece)
    return buffer.getvalue()


def unpacked(file: BinaryIO) -> tuple[Order, Iterable[Record]]:
    order: Order = pickle.load(file)
    records: list[Record] = []
    while batch := pickle.load(file):
        records += batch
    return order, records


def main() -> None:
    """The other process; it leaves the processor to the window."""
    if hasattr(os, "nice"):
        os.nice(MODEST)
    gc.disable()  # it ends before it could matter
    order, records = unpacked(sys.stdin.buffer)
    model = Model(records)
    if order.colours is not None:
        colour_as(model, order.colours)
    app = application()
    if order.ending == ".pdf":
        made = pdf_of(model, order.diagrams, order.title, order.wish)
    else:
        made = picture_of(model, order.diagrams[0], order.ending, order.wish)
    sys.stdout.buffer.write(made.note.encode() + b"\n" + made.data)
    sys.stdout.buffer.flush()
    del app
    os._exit(0)  # taking everything apart would take long
