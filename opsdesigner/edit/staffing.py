"""Taking over what a table of people says, as one step: the records, and boxes for the roles that are new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opsdesigner.model import Diagram, Id, Link, Model, Node, Record, Shape
from opsdesigner.notation.organisation import boss_of

from .chart import charts, charts_of, tidy
from .seats import new_chart, show


def take_over(model: Model, records: Sequence[Record], removed: Iterable[Id], label: str = "Import people") -> None:
    """Puts these records in and takes those out.

    New roles get a box beside their boss's, on a first chart where there is none. Only charts on which somebody comes
    or hangs elsewhere are laid out anew; pinned boxes stay in any case.
    """
    gone = list(removed)
    with model.change(label):
        new = [each.id for each in records if isinstance(each, Node) and each.kind == "role" and each.id not in model]
        hung = {each.source for each in records if isinstance(each, Link) and each.kind == "reportsTo"}
        lines = (model.get(id, Link) for id in gone)
        hung |= {line.source for line in lines if line is not None and line.kind == "reportsTo"}
        model.remove(*gone)
        for record in records:
            model.put(record)
        shown = _show(model, new) if new else set()
        for chart in charts_of(model, hung) - shown:
            tidy(model, chart)


def _show(model: Model, roles: Iterable[Id]) -> set[Id]:
    """Boxes on every chart that has the boss's, else on the first; returns the charts. Bosses come before reports."""
    pages = charts(model)
    if not pages:
        return {new_chart(model, nodes=[node.id for node in model.all(Node) if node.kind == "role"])}
    standing = {page.id: {shape.node for shape in model.referrers(page.id, Shape)} for page in pages}
    coming: dict[Id, list[Id]] = {}
    for role in roles:
        boss = boss_of(model, role)
        for page in [page.id for page in pages if boss in standing[page.id]] or [_main(pages).id]:
            standing[page].add(role)
            coming.setdefault(page, []).append(role)
    for page, nodes in coming.items():
        show(model, page, nodes)
    return set(coming)


def _main(pages: Sequence[Diagram]) -> Diagram:
    """The chart of the whole firm rather than one of a process."""
    return next((page for page in pages if not page.root), pages[0])
