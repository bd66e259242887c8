"""Files of many tools, edited, saved, edited on and recovered: the same document, and the same bytes when saved."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from random import Random

from opsdesigner.edit import arrange, draw
from opsdesigner.edit.context import Refusal
from opsdesigner.edit.remove import remove
from opsdesigner.files.document import Document, open_document
from opsdesigner.files.errors import Refused
from opsdesigner.layout.undrawn import place_undrawn
from opsdesigner.model import Shape
from opsdesigner.notation.variants import VARIANTS
from opsdesigner.safety import recovery

from .work import Desk

EACH = int(os.environ.get("OPSDESIGNER_EACH", "6"))  # one of so many files


def edit(document: Document, chance: Random) -> None:
    """Some edits of any sort."""
    model = document.model
    for verb in ("rename", "move", "append", "remove", "undo", "rename"):
        shapes = [shape.id for shape in model.all(Shape)]
        if not shapes:
            return
        one = chance.choice(shapes)
        try:
            if verb == "rename":
                draw.rename(model, one, f"Name {chance.random()}")
            elif verb == "move":
                arrange.move(model, {one}, 16, 8, "")
            elif verb == "append":
                draw.append(model, one, VARIANTS["task"], name="After")
            elif verb == "remove":
                remove(model, [one])
            else:
                model.undo()
        except Refusal:
            continue


def saved(desk: Desk) -> bytes:
    """What a save would write; nothing where it is refused."""
    try:
        return desk.bytes()
    except Refused:
        return b""


def test_what_was_opened_edited_saved_and_edited_comes_back(corpus: list[Path], tmp_path: Path) -> None:
    seen = 0
    for number, original in enumerate(corpus[::EACH]):
        file = tmp_path / f"{number}.bpmn"
        file.write_bytes(original.read_bytes())
        try:
            desk = Desk(open_document(file, place_undrawn))
        except Refused:
            continue
        chance = Random(number)
        edit(desk.document, chance)
        with suppress(Refused):
            desk.save(file)
        edit(desk.document, chance)
        assert desk.kept.close(finished=False)
        if not desk.kept.journal.number:
            continue
        again = recovery.recover(desk.kept.journal.folder)
        if again.outcome == recovery.SAVED:
            assert not desk.document.modified, original
            continue
        assert (again.outcome, again.error, again.dropped) == (recovery.RECOVERED, "", 0), original
        assert again.document is not None and again.document.modified == desk.document.modified, original
        assert dict(again.document.model.records) == dict(desk.document.model.records), original
        if data := saved(desk):
            assert again.document.snapshot().bytes() == data, original
            seen += 1
    assert seen
