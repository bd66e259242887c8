"""Text as every file can hold it: control characters and halves of letters, as pasting brings them in, stay out."""

from __future__ import annotations

import re
from dataclasses import replace

from .records import Edge, Record, Shape

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BREAKS = "\x0b\x0c"  # line and page breaks of word processors


def legible(record: Record) -> Record:
    """The record, its texts without what no file can hold."""
    if not isinstance(record, Shape | Edge) and NOT_XML.search(record.name):
        record = replace(record, name=_legible(record.name))
    if record.props and (props := record.props.mapped(_legible)) != record.props:
        record = replace(record, props=props)
    return record


def _legible(text: str) -> str:
    return NOT_XML.sub(lambda found: "\n" if found[0] in BREAKS else "", text) if NOT_XML.search(text) else text
