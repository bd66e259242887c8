"""What is found out about the versions of a file, in a worker: what each shows and what was changed after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from PySide6.QtGui import QImage

from opsdesigner.comparing import differences, summed_up
from opsdesigner.files import bpmn
from opsdesigner.files.errors import Refused
from opsdesigner.model import Id, Model, Record
from opsdesigner.notation.theme import Theme
from opsdesigner.safety.versions import Version

from ..start.thumbnails import picture_of

SAME = "Nothing in it was changed."
DAMAGED = "It cannot be read any more: {}"


Records = Mapping[Id, Record]


class Row(NamedTuple):
    """A version as the list shows it; without a picture and words until somebody has looked into it."""

    version: Version
    picture: QImage | None = None
    told: tuple[str, ...] | None = None
    against: object = None  # what that was found out against

    @property
    def when(self) -> datetime:
        return self.version.when


def looked_into(version: Version, newer: Version | Records, theme: Theme) -> Row:
    """The row of a version with its picture, and what leads from it to the next newer one."""
    try:
        before = Model(bpmn.read(version.read()).records.values())
        records = bpmn.read(newer.read()).records if isinstance(newer, Version) else newer
    except (Refused, OSError) as error:
        return Row(version, QImage(), (DAMAGED.format(error),))
    after = Model(records.values())
    told = summed_up(before, after, differences(before, after)) or [SAME]
    return Row(version, picture_of(before, theme), tuple(told))
