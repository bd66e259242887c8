"""What the command `layout` does: a file's diagrams laid out anew, or for the first time, and written."""

from __future__ import annotations

import sys
from pathlib import Path

from opsdesigner.asking import read
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.tidying import draw_undrawn, tidy
from opsdesigner.files.document import save
from opsdesigner.files.errors import Refused
from opsdesigner.model import Diagram, Id, Model


def layout(source: str, target: str, diagram: Id = "") -> None:
    """Lays out one diagram of a file or all of them; "-" is standard input or output. Raises Refused or OSError."""
    document = read(source)
    redraw(document.model, diagram)
    if target == "-":
        sys.stdout.buffer.write(document.snapshot().bytes())
        sys.stdout.buffer.flush()
    else:
        save(document, Path(target))


def redraw(model: Model, diagram: Id = "") -> None:
    """Draws what has no drawing and tidies what has. Raises Refused."""
    draw_undrawn(model)
    pages = [page.id for page in model.all(Diagram)]
    if diagram and diagram not in pages:
        raise Refused(f"there is no diagram {diagram}; there are: {', '.join(pages) or 'none'}.")
    for page in [diagram] if diagram else pages:
        try:
            tidy(model, page)
        except Refusal as refusal:
            raise Refused(f"{page}: {refusal}.") from None
