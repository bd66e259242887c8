"""Diagrams as files for other programs: SVG, PNG, PDF; and the same for the clipboard."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from opsdesigner.files import bpmn
from opsdesigner.files.document import Document, open_document
from opsdesigner.files.errors import Refused
from opsdesigner.files.saving import write_bytes
from opsdesigner.layout.undrawn import place_undrawn
from opsdesigner.model import Diagram, Edge, Id, Model, Shape
from opsdesigner.notation.theme import LIGHT

from ..drawing.display import Display
from ..drawing.extent import page_name, scene
from .images import affordable, png
from .making import AS_IT_IS, Progress, Wish, application, pdf_of, picture_of
from .svg import diagram_svg

ENDINGS = (".svg", ".png", ".pdf")
SMALLEST, LARGEST = 0.05, 8.0
CLIPBOARD = 8_000_000  # pixels: a copy must not take longer than a blink
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


class Outcome(NamedTuple):
    """The files that were written, and what there is to say about them."""

    files: list[Path]
    notes: list[str]


# the command


def export(source: str, target: str, diagram: str = "", scale: float = 1.0, kind: str = "svg") -> list[str]:
    """Writes a file's diagrams as pictures; returns the names of the files. Raises Refused or OSError.

    `diagram` is an id, "all", or "" for the first (for all of them in a PDF). A `target` of "-" is standard output,
    which takes one picture of the `kind` asked for.
    """
    ending = f".{kind}" if target == "-" else Path(target).suffix.lower()
    if ending not in ENDINGS:
        raise Refused(f"{target} must end in one of {', '.join(ENDINGS)}.")
    if not SMALLEST <= scale <= LARGEST:
        raise Refused(f"a scale of {scale:g} is out of range; take one from {SMALLEST:g} to {LARGEST:g}.")
    document = _opened(source)
    name = Path(source).name if source != "-" else "standard input"
    pages = _wanted(document.model, diagram or ("all" if ending == ".pdf" else ""), name)
    app = application()
    if target == "-":
        outcome = _to_standard_output(document.model, ending, pages, Wish(scale))
    else:
        outcome = write(document.model, Path(target), pages, Wish(scale), diagram == "all", _on_a_terminal())
    del app
    for note in outcome.notes:
        print(note, file=sys.stderr)
    return [str(path) for path in outcome.files]


def _to_standard_output(model: Model, ending: str, diagrams: Sequence[Id], wish: Wish) -> Outcome:
    """One picture, or a PDF of them all, as bytes for the next program. Raises Refused."""
    if ending != ".pdf" and len(diagrams) > 1:
        raise Refused(f"standard output takes one picture, not {len(diagrams)}; name a diagram or ask for a pdf.")
    pdf = ending == ".pdf"
    made = pdf_of(model, diagrams, wish=wish) if pdf else picture_of(model, diagrams[0], ending, wish)
    sys.stdout.buffer.write(made.data)
    sys.stdout.buffer.flush()
    return Outcome([], [made.note] if made.note else [])


def _on_a_terminal() -> Progress:
    """Says on a terminal which picture is being drawn; each line takes the place of the one before."""
    if not sys.stderr.isatty():
        return lambda name: None

    def say(name: str) -> None:
        print(f"\r{name[:100]}\x1b[K", end="\r", file=sys.stderr, flush=True)

    return say


def _opened(source: str) -> Document:
    if source != "-":
        return open_document(source, place_undrawn)
    try:
        read = bpmn.read(sys.stdin.buffer.read())
    except Refused as refused:
        raise Refused(f"standard input: {refused}") from None
    return Document(read, None, place_undrawn(read.records))


def _wanted(model: Model, wish: str, name: str) -> list[Id]:
    """The diagrams that are meant. Raises Refused where there are none."""
    drawn = pages(model)
    if not drawn:
        raise Refused(f"{name} has nothing that could be drawn.")
    if wish == "all":
        return drawn
    if not wish:
        return drawn[:1]
    for diagram in model.all(Diagram):
        if wish in (diagram.id, diagram.root):
            return [diagram.id]
    known = ", ".join(drawn[:8]) + (" …" if len(drawn) > 8 else "")
    raise Refused(f"{name} has no diagram {wish}; it has {known}.")


# files


def pages(model: Model) -> list[Id]:
    """The diagrams that show something, sub-processes' own planes included; where none does, all."""
    diagrams = [diagram.id for diagram in model.all(Diagram)]
    drawn = {shape.diagram for shape in model.all(Shape)} | {edge.diagram for edge in model.all(Edge)}
    return [id for id in diagrams if id in drawn] or diagrams


def write(
    model: Model,
    target: Path,
    diagrams: Sequence[Id],
    wish: Wish = AS_IT_IS,
    several: bool = False,
    progress: Progress = lambda name: None,
) -> Outcome:
    """Writes diagrams: a PDF with a page for each, else a picture each (numbered where `several` or more than one).

    Raises OSError or Refused.
    """
    if not target.absolute().parent.is_dir():
        raise Refused(f"the folder {target.absolute().parent} is not there; make it or choose another.")
    outcome, ending = Outcome([], []), target.suffix.lower()
    if ending == ".pdf":
        write_bytes(target, pdf_of(model, diagrams, target.stem, wish, progress).data)
        outcome.files.append(target)
        return outcome
    for number, diagram in enumerate(diagrams, 1):
        name = page_name(model, diagram)
        path = target if len(diagrams) == 1 and not several else numbered(target, number, name)
        progress(path.name)
        data, note = picture_of(model, diagram, ending, wish)
        write_bytes(path, data)
        outcome.files.append(path)
        outcome.notes.extend([f"{path.name}: {note}"] if note else [])
    return outcome


def numbered(target: Path, number: int, name: str) -> Path:
    """The file of one of several diagrams: OUT-1-name.svg."""
    safe = safe_name(name)
    return target.with_name(f"{target.stem}-{number}{'-' + safe if safe else ''}{target.suffix}")


def safe_name(name: str) -> str:
    """A name as part of a file name on every system; "" where nothing is left of it."""
    kept = "".join(c if c.isalnum() or c in "._" else "-" for c in name)
    safe = "-".join(part for part in kept.split("-") if part)[:60].strip("-.")
    while len(safe.encode()) > 120:
        safe = safe[:-1]
    return f"{safe}-" if safe.lower() in RESERVED else safe


# the clipboard


def clipboard_formats(display: Display, ids: Collection[Id]) -> dict[str, bytes]:
    """The shapes and edges as SVG, as PNG at twice their size, and their names as lines."""
    ids = frozenset(ids)
    own = Display(display.model, display.diagram, LIGHT)
    shown = scene(own, ids)
    names = [" ".join(shape.name.split()) for shape in shown.shapes if shape.name]
    names += [" ".join(edge.name.split()) for edge in shown.edges if edge.name]
    return {
        "image/svg+xml": diagram_svg(own, ids).encode(),
        "image/png": png(shown, affordable(shown.box, 2.0, CLIPBOARD)),
        "text/plain": "\n".join(names).encode(),
    }
