"""The lines of a journal: what is written is read, and nothing behind the first bad line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opsdesigner.model import Bounds, Change, Diagram, Edge, Link, Node, Props, Record, Shape, Value
from opsdesigner.safety import lines

text = st.text(max_size=8)
number = st.integers(-(10**6), 10**6) | st.floats(allow_nan=False)
value: st.SearchStrategy[Value] = st.recursive(
    st.booleans() | number | text,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(text, inner, max_size=3).map(lambda values: Props(values))
    ),
    max_leaves=6,
)
props = st.dictionaries(text, value, max_size=3).map(lambda values: Props(values))
bounds = st.none() | st.builds(Bounds, number, number, number, number)
record: st.SearchStrategy[Record] = st.one_of(
    st.builds(Node, text, text, text, text, text, text, text, props, text),
    st.builds(Link, text, text, text, text, text, text, text, props),
    st.builds(Diagram, text, text, text, props, text),
    st.builds(Shape, text, text, text, number, number, number, number, bounds, props),
    st.builds(Edge, text, text, text, st.lists(st.tuples(number, number), max_size=4).map(tuple), bounds, props),
)
HEAD = lines.Head(base="0" * 64, path="/work/ä.bpmn", file="1" * 64, title="New", at=3, version="1")


@given(label=text, records=st.lists(st.tuples(text, record | st.none()), max_size=40))
def test_every_edit_comes_back_as_it_was(label: str, records: list[tuple[str, Record | None]]) -> None:
    change = Change(label, {id: (None, after) for id, after in records})
    read = lines.read(lines.head_line(HEAD) + lines.edit_line(4, change))
    assert read is not None and read.head == HEAD and read.dropped == b""
    again = read.edits[0].change({})
    assert again == change and repr(again.records) == repr(change.records), "numbers keep their sort"


@given(records=st.dictionaries(text, record, max_size=50))
def test_so_does_what_a_journal_starts_with(records: dict[str, Record]) -> None:
    plain = Change("", {id: (None, after) for id, after in records.items()}).to_json()["records"]
    assert isinstance(plain, dict)
    head = replace(HEAD, given=plain, start=plain)
    read = lines.read(lines.head_line(head))
    assert read is not None
    again = lines.Edit(1, {"records": read.head.given}, 0).change({})
    assert {id: after for id, (_, after) in again.records.items()} == records


def journal(count: int = 6) -> tuple[bytes, list[int]]:
    """A journal, and where its lines end."""
    rows = [lines.head_line(HEAD)]
    for at in range(count):
        rows.append(lines.edit_line(at + 4, Change("Edit", {"a": (None, Node("a", "task", f"name {at}"))})))
        rows.append(lines.typed_line("a", "half") if at % 2 else lines.saving_line(lines.Saving("ab", at + 4, "/x")))
    ends = [sum(map(len, rows[: place + 1])) for place in range(len(rows))]
    return b"".join(rows), ends


def test_cut_anywhere_the_whole_lines_before_the_cut_are_read() -> None:
    data, ends = journal()
    for cut in range(len(data)):
        read = lines.read(data[:cut])
        whole = max((end for end in ends if end <= cut), default=0)
        assert (read.good if read else 0) == whole
        assert read is None or (len(read.edits) == ends.index(whole) - ends.index(whole) // 2)


@given(st.data())
def test_a_byte_that_is_another_ends_the_reading_there(data: st.DataObject) -> None:
    whole, ends = journal()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    read = lines.read(whole[:place] + bytes([other]) + whole[place + 1 :])
    good = max((end for end in ends if end <= place), default=0)
    assert (read.good if read else 0) == good and (read is None or whole[:good] + read.dropped != whole)


def test_a_gap_in_the_numbers_ends_the_reading() -> None:
    data = lines.head_line(HEAD) + lines.edit_line(4, Change("x")) + lines.edit_line(6, Change("x"))
    read = lines.read(data)
    assert read is not None and read.last == 4 and read.dropped == lines.edit_line(6, Change("x"))


@pytest.mark.parametrize("head", [b"", b"[]", b"{}", b'{"journal":2,"base":""}', b'{"journal":1'])
def test_what_has_no_head_is_no_journal(head: bytes) -> None:
    import zlib

    assert lines.read(b"%08x %s\n" % (zlib.crc32(head), head)) is None


def test_a_name_being_typed_is_over_with_the_next_edit_or_when_given_up() -> None:
    head, edit = lines.head_line(HEAD), lines.edit_line(4, Change("x"))
    for rows, typed in (
        ([lines.typed_line("a", "x")], lines.Typed("a", "x")),
        ([lines.typed_line("a", "x"), lines.typed_line("a", "xy")], lines.Typed("a", "xy")),
        ([lines.typed_line("a", "x"), edit], None),
        ([lines.typed_line("a", "x"), lines.typed_line("", "")], None),
        ([edit, lines.typed_line("a", "x")], lines.Typed("a", "x")),
    ):
        read = lines.read(head + b"".join(rows))
        assert read is not None and read.typed == typed


def test_what_follows_an_edit_is_taken_over_and_the_next_save_with_it() -> None:
    rows = [lines.edit_line(at, Change("x")) for at in (4, 5, 6)]
    saving = lines.saving_line(lines.Saving("ab", 6, "/x"))
    data = lines.head_line(HEAD) + rows[0] + saving + rows[1] + rows[2] + saving
    assert lines.after(data, 4) == saving + rows[1] + rows[2] + saving
    assert lines.after(data, 6) == saving
    assert lines.after(data, 3) == data[len(lines.head_line(HEAD)) :]
