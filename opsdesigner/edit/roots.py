"""What stands behind shapes: data, categories, a pool's process, the collaboration of several pools."""

from __future__ import annotations

from opsdesigner.model import Diagram, Id, Link, Model, Node, new_id, writable_id
from opsdesigner.model.queries import children, pools_of
from opsdesigner.notation.kinds import KINDS


def fresh_id(model: Model, kind: str) -> Id:
    """An id for a new node or link of a kind."""
    prefix = KINDS[kind].prefix if kind in KINDS else kind[:1].upper() + kind[1:]
    return new_id(prefix, model)


def drawn_id(model: Model, subject: Id) -> Id:
    """An id for the shape or edge of a node or link."""
    plain = f"{writable_id(subject)}_di"
    return plain if plain not in model else new_id(plain, model)


def host_for(model: Model, kind: str, parent: Id, name: str = "") -> Id:
    """Makes what a reference refers to or a group's name is kept in; "" for all other kinds."""
    if kind == "dataObjectReference":
        return model.put(Node(fresh_id(model, "dataObject"), "dataObject", parent=parent)).id
    if kind == "dataStoreReference":
        return model.put(Node(fresh_id(model, "dataStore"), "dataStore", name)).id
    if kind == "group":
        category = model.put(Node(fresh_id(model, "category"), "category"))
        return model.put(Node(fresh_id(model, "categoryValue"), "categoryValue", name, parent=category.id)).id
    return ""


ROOTS = {"dataObjectReference": "dataObject", "dataStoreReference": "dataStore", "group": "categoryValue"}


def drop_unused(model: Model, hosts: set[Id]) -> None:
    """Removes data and categories that nothing shows any more."""
    for id in hosts:
        root = model.get(id, Node)
        if root is None or root.kind not in ROOTS.values() or model.referrers(id, Node):
            continue
        if model.referrers(id, Link):
            continue
        model.remove(id)
        category = model.get(root.parent, Node)
        if category is not None and category.kind == "category" and not model.referrers(category.id, Node):
            model.remove(category.id)


def to_collaboration(model: Model, diagram: Id) -> Node:
    """Makes the page of a process one of a collaboration; that of a collaboration stays."""
    page = model.get(diagram, Diagram)
    assert page is not None
    root = model.get(page.root, Node)
    if root is not None and root.kind == "collaboration":
        return root
    made = model.put(Node(fresh_id(model, "collaboration"), "collaboration"))
    model.update(diagram, root=made.id)
    return made


def free_process(model: Model) -> Id:
    """A process for a new pool: one that is empty and nobody's, else a new one."""
    for node in list(model.all(Node)):
        bare = node.kind == "process" and not node.name and not node.props
        if bare and not model.referrers(node.id, Node) and not model.referrers(node.id, Diagram):
            return node.id
    return model.put(Node(fresh_id(model, "process"), "process")).id


def back_to_process(model: Model, collaboration: Id) -> None:
    """Turns a collaboration without pools into a plain process; notes and groups go over."""
    root = model.get(collaboration, Node)
    if root is None or root.kind != "collaboration":
        return
    if any(node.kind not in ("textAnnotation", "group") for node in children(model, collaboration)):
        return
    process = free_process(model)
    for node in children(model, collaboration):
        model.update(node.id, parent=process)
    for link in model.referrers(collaboration, Link):
        model.update(link.id, parent=process)
    for page in model.referrers(collaboration, Diagram):
        model.update(page.id, root=process)
    model.remove(collaboration)


def flow_parent(model: Model, kind: str, source: Id, target: Id) -> Id:
    """Where a link of a kind is kept in the file."""
    if kind == "dataInputAssociation":
        return target
    if kind == "dataOutputAssociation":
        return source
    if kind == "messageFlow":
        return collaboration_of(model, source) or collaboration_of(model, target)
    ends = [model.get(end, Node) for end in (source, target)]
    scopes = [_scope(model, end) for end in ends if end is not None]
    if len(set(scopes)) == 1 or kind == "sequenceFlow":
        return scopes[0]
    return next((scope for scope in scopes if _kind(model, scope) == "collaboration"), scopes[0])


def _scope(model: Model, node: Node) -> Id:
    outer = model.get(node.parent, Node)
    while outer is not None and outer.kind == "lane":
        outer = model.get(outer.parent, Node)
    return outer.id if outer is not None else ""


def _kind(model: Model, id: Id) -> str:
    node = model.get(id, Node)
    return node.kind if node else ""


def collaboration_of(model: Model, id: Id) -> Id:
    """The collaboration whose pool a node is or lies in, "" where there is none."""
    node = model.get(id, Node)
    while node is not None:
        if node.kind == "collaboration":
            return node.id
        if node.kind == "process":
            pools = pools_of(model, node.id)
            return pools[0].parent if pools else ""
        node = model.get(node.parent, Node)
    return ""
