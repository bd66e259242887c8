"""What the command `layout` does: a file's diagrams laid out anew, or for the first time, and written."""

from __future__ import annotations

import sys
from pathlib import Path

from opsdesigner.asking import read
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.tidying import can_wrap, draw_undrawn, tidy
from opsdesigner.files.document import save
from opsdesigner.files.errors import Refused
from opsdesigner.model import Diagram, Id, Model


def layout(source: str, target: str, diagram: Id = "", wrap: float = 0.0) -> None:
    """Lays out one diagram of a file or all of them; "-" is standard input or output. Raises Refused or OSError.

    With `wrap`, px of width, in rows where that can be; which pages cannot is said on standard error.
    """
    document = read(source)
    for page in redraw(document.model, diagram, wrap):
        print(f"{page}: work that stands in several lanes, or is pinned, is not laid out in rows.", file=sys.stderr)
    if target == "-":
        sys.stdout.buffer.write(document.snapshot().bytes())
        sys.stdout.buffer.flush()
    else:
        save(document, Path(target))


def redraw(model: Model, diagram: Id = "", wrap: float = 0.0) -> list[Id]:
    """Draws what has no drawing and tidies what has; returns the pages that `wrap` is nothing for. Raises Refused."""
    draw_undrawn(model)
    pages = [page.id for page in model.all(Diagram)]
    if diagram and diagram not in pages:
        raise Refused(f"there is no diagram {diagram}; there are: {', '.join(pages) or 'none'}.")
    for page in [diagram] if diagram else pages:
        try:
            tidy(model, page, wrap)
        except Refusal as refusal:
            raise Refused(f"{page}: {refusal}.") from None
    return [page for page in ([diagram] if diagram else pages) if wrap and not can_wrap(model, page)]
