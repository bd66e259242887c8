"""What one walk over a file gathers: records, notes, and how an element and its record find each other."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from opsdesigner.model import Id, Link, Record, writable_id

from .names import DIAGRAM, local_name
from .xmltree import Element, Tree

T = TypeVar("T", bound=Record)
MADE = "_unnamed"  # begins the ids that are given to elements of others that have none
SAID_AT_MOST = 20  # notes of one kind before they are counted instead


class Note(NamedTuple):
    """Something odd in a file that opened nevertheless: one sentence, and the id it is about."""

    text: str
    element: Id = ""


@dataclass
class Scan:
    """What a file holds: records, and what is odd; `expected` are records of which some will be found."""

    expected: Mapping[Id, Record] = field(default_factory=dict)
    records: dict[Id, Record] = field(default_factory=dict)
    places: array[int] = field(default_factory=lambda: array("I"))  # of the elements of the records, in their order
    lists_flows = True  # whether steps list the flows that meet them; where there are no flows they shall
    notes: list[Note] = field(default_factory=list)
    members: dict[Id, Id] = field(default_factory=dict)  # flow node -> innermost lane that lists it
    listed: dict[Id, set[Id]] = field(default_factory=dict)  # flow node -> the lanes, where more than one lists it
    defaults: dict[Id, Id] = field(default_factory=dict)  # flow -> the element that names it as its default
    ends: list[tuple[Link, str, str]] = field(default_factory=list)  # links, what they start and end at
    wished: list[tuple[str, Id, str]] = field(default_factory=list)  # other references to look up at the end
    counted: dict[str, int] = field(default_factory=dict)
    root: Element | None = None
    _strangers: dict[str, Element] | None = None

    def note(self, sort: str, text: str, element: Id = "") -> None:
        """Notes one oddity; of the same sort only so many are told one by one."""
        self.counted[sort] = self.counted.get(sort, 0) + 1
        if self.counted[sort] <= SAID_AT_MOST:
            self.notes.append(Note(text, element))

    def count(self) -> None:
        """Says how many more there are of what was noted often."""
        for sort, count in self.counted.items():
            if count > SAID_AT_MOST:
                self.notes.append(Note(f"{count - SAID_AT_MOST} more of the same ({SORTS[sort]})."))

    def key(self, own: str | None, tag: str, home: Id, counts: dict[str, int]) -> Id:
        """The key of a new record from its own id; made from its place where it has none; a doubled id is noted."""
        if not own or not (own := own.strip()):
            place = f"@{home}/{local_name(tag)}"
            counts[place] = counts.get(place, 0) + 1
            return f"{place}/{counts[place]}"
        if own not in self.records:
            return own
        number = 2
        while (id := f"{own}#{number}") in self.records:
            number += 1
        self.note("double", f"The id “{own}” is used more than once; both are kept.", id)
        return id

    def known(self, record: T) -> T:
        """The record, or the equal one that is known already: of a large drawing two would take much room."""
        before = self.expected.get(record.id)
        return before if before == record else record

    def find(self, reference: str) -> Id:
        """The record a reference means, with or without a prefix; "" where there is none.

        It is the record's own id: strings that are the same one are found faster than those that are equal.
        """
        records = self.records
        if (record := records.get(reference)) is None:
            reference = reference.strip()
            record = records.get(reference) or records.get(reference.rpartition(":")[2])
        return record.id if record is not None else ""

    def stranger(self, reference: str) -> Element | None:
        """The element a reference means that has no record of its own."""
        if self._strangers is None:
            tops = [top for top in self.root.children if top.tag != DIAGRAM] if self.root is not None else []
            inner = (element for top in tops for element in top.iter())
            self._strangers = {id: element for element in inner if (id := element.attrib.get("id")) is not None}
        return self._strangers.get(reference.strip()) or self._strangers.get(reference.strip().rpartition(":")[2])

    def missing(self, reference: str) -> str:
        """What to say of a reference that leads to no record."""
        if self.find(reference):
            return f"“{reference.strip()}”, which cannot be"
        found = self.stranger(reference)
        if found is None:
            return f"“{reference.strip()}”, which is not in the file"
        return f"“{reference.strip()}”, a “{local_name(found.tag)}”, which is not known here"


class Elements:
    """The elements of records: those that were read in their places, and those that are made."""

    def __init__(self, tree: Tree, records: Iterable[Id], places: Iterable[int]) -> None:
        self._tree = tree
        self._places = dict(zip(records, places, strict=True))
        self._found: dict[Id, Element] = {}

    def __contains__(self, id: Id) -> bool:
        return id in self._found or id in self._places

    def __getitem__(self, id: Id) -> Element:
        found = self._found.get(id)
        if found is None:
            found = self._found[id] = self._tree.at(self._places[id])
        return found

    def __setitem__(self, id: Id, element: Element) -> None:
        self._found[id] = element

    def name(self, id: Id) -> str:
        """What a reference to a record is to say; an element without an id gets one, as from now on it needs it."""
        if not id.startswith("@"):
            return id
        element = self[id]
        if not element.get("id").strip():
            element.set("id", MADE + writable_id(id))
        return element.get("id")

    def get(self, id: Id) -> Element | None:
        try:
            return self[id]
        except KeyError:
            return None


SORTS = {
    "double": "ids used more than once",
    "lane": "lanes that list what is not there",
    "host": "parts that stand on what is not there",
    "event": "events without their definition",
    "resource": "parts of what is not there",
    "role": "roles that are not there",
    "import": "other files",
    "end": "lines with a loose end",
    "plane": "diagrams of nothing",
    "shape": "shapes of nothing",
    "edge": "lines of nothing",
    "bounds": "shapes without a place",
    "points": "lines without a way",
    "size": "shapes without a size",
}
