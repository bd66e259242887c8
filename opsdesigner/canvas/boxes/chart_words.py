"""Org charts in words: a box for screen readers, the selected boxes as an indented list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.organisation import boss_of, holders, is_vacant, reports_of
from opsdesigner.notation.ownership import counts, owned_by
from opsdesigner.notation.properties import PARTIES

from ..keyboard.chart_walk import chart_order, depth_of
from ..words import tr

if TYPE_CHECKING:
    from ..drawing.display import Display


def describe_box(model: Model, node: Node, folded: int = 0) -> str:
    """ "Sales, role, held by Ben Ortiz, reports to Anna, 4 reports, owns 7 steps"."""
    party = dict(PARTIES).get(node.props.text("party"), "") if node.props.text("party") else ""
    parts = [plain(node.name), tr(party or KINDS[node.kind].label).lower()]
    if people := holders(model, node.id):
        parts.append(tr("held by {}").format(", ".join(plain(person.name) for person in people)))
    elif is_vacant(model, node):
        since = plain(node.props.text("vacantSince"))
        parts.append(tr("vacant since {}").format(since) if since else tr("vacant"))
    if boss := boss_of(model, node.id):
        parts.append(tr("reports to {}").format(plain(title(model, boss))))
    parts += [_number(len(reports_of(model, node.id)), tr("1 report"), tr("{} reports"))]
    owned = sum(counts(step) for id in owned_by(model, node.id) if (step := model.get(id, Node)) is not None)
    parts += [_number(owned, tr("owns 1 step"), tr("owns {} steps"))]
    parts += [tr("{} folded away below").format(folded) if folded else ""]
    return ", ".join(part for part in parts if part)


def _number(count: int, one: str, several: str) -> str:
    return one if count == 1 else several.format(count) if count else ""


def plain(text: str) -> str:
    return " ".join(text.split())


def indented(display: Display, ids: frozenset[Id]) -> str:
    """The selected boxes, a line each with those who hold them, deeper by a tab for each level."""
    model, depth = display.model, depth_of(display)
    chosen = [id for id in chart_order(display) if id in ids]
    least = min((depth[id] for id in chosen), default=0)
    lines = []
    for id in chosen:
        node = display.shapes[id].node
        people = ", ".join(plain(person.name) for person in holders(model, node))
        name = plain(title(model, node))
        lines.append("\t" * (depth[id] - least) + (f"{name}: {people}" if people else name))
    return "\n".join(lines)
