"""Whatever a person does in whatever order, saves and kills among it: what comes back is what was, to the byte."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from opsdesigner.files.document import Document, new_document, open_document
from opsdesigner.safety import keeping, recovery, sessions
from tests.properties.test_verbs import Hand, pick


class Guarded(Hand):
    """A person with a mouse, no plan, and no luck."""

    @initialize(pool=st.sampled_from(["", "participant", "lanes"]))
    def begin(self, pool: str) -> None:
        super().begin(pool)
        self.folder = Path(tempfile.mkdtemp())
        self.state = patch.dict(os.environ, {"OPSDESIGNER_STATE": str(self.folder / "state")})
        self.state.start()
        self.path = self.folder / "a.bpmn"
        self.guard(keeping.keep(new_document(self.sheet.model.records.values())))

    def teardown(self) -> None:
        self.kept.close()
        self.state.stop()
        shutil.rmtree(self.folder)
        super().teardown()

    def guard(self, kept: keeping.Kept) -> None:
        self.kept = kept
        self.sheet.model = kept.document.model

    @property
    def document(self) -> Document:
        return self.kept.document

    @rule(times=pick)
    def undo_some(self, times: int) -> None:
        for _ in range(times % 4):
            self.sheet.model.undo()

    @rule(times=pick)
    def redo_some(self, times: int) -> None:
        for _ in range(times % 4):
            self.sheet.model.redo()

    @rule()
    def save_it(self) -> None:
        data = self.document.snapshot().bytes()
        self.kept.saved(self.kept.write(self.kept.take(), self.path))
        assert self.path.read_bytes() == data and not self.document.modified

    @precondition(lambda self: self.document.path is not None and not self.document.modified)
    @rule()
    def reload_it(self) -> None:
        self.kept.close()
        self.guard(keeping.keep(open_document(self.path)))
        assert self.document.snapshot().bytes() == self.path.read_bytes()

    @rule()
    def die_and_recover(self) -> None:
        before, data = dict(self.sheet.model.records), self.document.snapshot().bytes()
        modified, edits = self.document.modified, self.kept.journal.number
        assert self.kept.close(finished=False)
        folders = list(sessions.open_folders())
        assert len(folders) == (1 if self.kept.journal.folder.exists() else 0)
        found = recovery.recover(folders[0]) if folders else None
        if found is None or found.document is None:
            assert found is None or found.outcome == recovery.SAVED
            assert not modified or not edits
            again = open_document(self.path) if self.path.exists() else new_document(before.values())
            if folders:
                sessions.put_away(folders[0])
            self.guard(keeping.keep(again))
        else:
            assert (found.outcome, found.error, found.dropped) == (recovery.RECOVERED, "", 0)
            assert dict(found.document.model.records) == before and found.document.modified == modified
            assert found.document.snapshot().bytes() == data
            self.guard(keeping.resume(found))


TestGuarded = Guarded.TestCase
TestGuarded.settings = settings(
    max_examples=int(os.environ.get("OPSDESIGNER_STATES", "25")),
    stateful_step_count=int(os.environ.get("OPSDESIGNER_STEPS", "60")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
