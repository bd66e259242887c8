"""The names of what keys have just made: the answer of a branch, then its step, as they are said; and on from there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from opsdesigner.edit.labels import rename
from opsdesigner.edit.saying import say, say_answer
from opsdesigner.model import Edge, Id, Link, Node, Shape
from opsdesigner.model.queries import incoming, outgoing, title
from opsdesigner.notation.kinds import KINDS, ORG_CHART

from .. import access
from ..names.label_edit import LabelEdit
from ..names.naming import open_field
from ..words import tr
from . import steps

if TYPE_CHECKING:
    from ..view import CanvasView

ASKING = ("exclusiveGateway", "inclusiveGateway", "complexGateway")  # their branches are answers


def open_new(view: CanvasView, id: Id, turns: bool = False) -> None:
    """Opens what a new shape is called; before it the answer that leads to it. It `turns` into what is said of it."""
    answer = answer_to(view, id)
    if view.page == ORG_CHART:
        view.edit_label(id)
    elif answer:
        view.open_name(answer, partial(_answer, step=id, turns=turns))
    else:
        open_step(view, id, turns)


def open_joined(view: CanvasView, edge: Id, target: Id) -> None:
    """After a line to something that is there: its answer is asked for, then what it leads to is where work goes on."""
    view.select({target})
    view.reveal(target)
    record = view.model.get(edge, Edge)
    link = view.model.get(record.link, Link) if record else None
    if link is not None and _asks(view, link):
        view.open_name(edge, partial(_answer, step="", turns=False))


def open_step(view: CanvasView, id: Id, turns: bool) -> None:
    view.open_name(id, partial(_step, turns=turns))


def answer_to(view: CanvasView, id: Id) -> Id:
    """The flow without a name that leads to a new shape as one answer of a decision; "" where none does."""
    node = view.display.shapes[id].node if id in view.display.shapes else ""
    flows = incoming(view.model, node)
    return _drawn(view, flows[0]) if len(flows) == 1 and _asks(view, flows[0]) else ""


def _asks(view: CanvasView, flow: Link) -> bool:
    """Whether a flow is an answer of a decision, not given yet."""
    source = view.model.get(flow.source, Node)
    if flow.kind != "sequenceFlow" or source is None or source.kind not in ASKING or flow.name:
        return False
    joins = len(incoming(view.model, source.id)) > 1 and len(outgoing(view.model, source.id)) == 1
    return not joins


def _drawn(view: CanvasView, link: Link) -> Id:
    return next((edge.id for edge in view.model.referrers(link.id, Edge) if edge.id in view.display.edges), "")


def _step(view: CanvasView, id: Id, turns: bool) -> LabelEdit | None:
    """The field for the name of a new shape."""
    before = _title(view, id)

    def commit(text: str) -> None:
        if text != before and not view.done(lambda: say(view.model, id, text, turns)):
            view.done(lambda: rename(view.model, id, text))
        access.announce(view, access.describe(view, id, []))

    edit = open_field(view, id, commit)
    if edit is None:
        return None
    edit.setAccessibleName(tr("Name of the new {}").format(kind_word(view, id)))
    edit.left_by.connect(partial(_after_step, view, id))
    return edit


def _after_step(view: CanvasView, id: Id, way: str) -> None:
    answer = _answered(view, id)
    if way == "next":
        steps.go_on(view, id)
    elif way == "tab":
        view.select({id})
        steps.branch(view)
    elif way == "back" and answer:
        view.open_name(answer, partial(_answer, step=id, turns=False))


def _answered(view: CanvasView, id: Id) -> Id:
    """The flow from a decision, named or not, that leads to a shape."""
    node = view.display.shapes[id].node if id in view.display.shapes else ""
    for flow in incoming(view.model, node):
        source = view.model.get(flow.source, Node)
        if source is not None and source.kind in ASKING:
            return _drawn(view, flow)
    return ""


def _answer(view: CanvasView, edge: Id, step: Id, turns: bool) -> LabelEdit | None:
    """The field for an answer; what stands behind a colon in it is the step's."""
    before, named = _title(view, edge), [False]

    def commit(text: str) -> None:
        if text == before:
            return
        if not step:
            view.done(lambda: rename(view.model, edge, text))
            return
        said = view.attempt(lambda: say_answer(view.model, edge, step, text))
        if said is None:
            view.done(lambda: rename(view.model, edge, text))
        named[0] = bool(said)

    edit = open_field(view, edge, commit)
    if edit is None:
        return None
    edit.setPlaceholderText(tr("yes, no …"))
    edit.setAccessibleName(tr("Answer to {}").format(_asked(view, edge)))
    edit.left_by.connect(lambda way: _after_answer(view, step, way, named[0], turns))
    return edit


def _after_answer(view: CanvasView, step: Id, way: str, named: bool, turns: bool) -> None:
    if way == "back" or not step:
        return
    view.select({step})
    if not named:
        open_step(view, step, turns)
    elif way == "next":
        steps.go_on(view, step)
    elif way == "tab":
        steps.branch(view)


def kind_word(view: CanvasView, id: Id) -> str:
    """What a shape is, in a word."""
    shape = view.model.get(id, Shape)
    node = view.model.get(shape.node, Node) if shape else None
    return tr(KINDS[node.kind].label).lower() if node is not None and node.kind in KINDS else ""


def _title(view: CanvasView, id: Id) -> str:
    record = view.model.records.get(id)
    subject = record.node if isinstance(record, Shape) else record.link if isinstance(record, Edge) else ""
    return title(view.model, subject) if subject else ""


def _asked(view: CanvasView, edge: Id) -> str:
    record = view.model.get(edge, Edge)
    link = view.model.get(record.link, Link) if record else None
    return view.name_of(link.source) if link is not None else ""
