"""Which person of a document each row of a table means: by id, then by mail, then by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from opsdesigner.model import Id, Node

from .people import Person
from .words import plain

T = TypeVar("T")


class _Key(NamedTuple):
    of_row: Callable[[Person], str]
    of_node: Callable[[Node], str]


KEYS = (
    _Key(lambda row: row.id.casefold(), lambda node: node.props.text("number").casefold()),
    _Key(lambda row: row.mail.casefold(), lambda node: node.props.text("mail").casefold()),
    _Key(lambda row: plain(row.name), lambda node: plain(node.name)),
)


def match(people: Sequence[Person], persons: Iterable[Node]) -> dict[int, Id]:
    """Position of a row -> the person it means. What two rows or two persons share tells neither."""
    rows = {position: person for position, person in enumerate(people) if person.name}
    nodes = {node.id: node for node in persons}
    found: dict[int, Id] = {}
    for key in KEYS:
        by_row = _grouped((key.of_row(person), position) for position, person in rows.items())
        by_node = _grouped((key.of_node(node), id) for id, node in nodes.items())
        for value in by_row.keys() & by_node.keys():
            at, ids = by_row[value], by_node[value]
            if len(at) == len(ids) == 1 and (key is not KEYS[-1] or not _namesakes(rows[at[0]], nodes[ids[0]])):
                found[at[0]] = ids[0]
        for position in found.keys() & rows.keys():
            del rows[position]
        for id in set(found.values()) & nodes.keys():
            del nodes[id]
    return found


def _namesakes(row: Person, node: Node) -> bool:
    """Whether two of one name have ids that say they are two."""
    number = node.props.text("number")
    return bool(row.id and number) and row.id.casefold() != number.casefold()


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for value, each in pairs:
        if value:
            found.setdefault(value, []).append(each)
    return found
